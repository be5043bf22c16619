"""What the map's frame asks for lies in files: written once, the oldest go."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from mapapp.app import served


def file(address: str) -> Path:
    return Path(served._folder.name) / urlsplit(address).path.rsplit("/", 1)[1]


def test_a_content_has_one_address_and_is_written_once() -> None:
    address = served.address("a.json", "{}")
    written = file(address).stat().st_mtime_ns
    assert address == served.address("a.json", "{}")
    assert written == file(address).stat().st_mtime_ns
    assert "{}" == file(address).read_text("utf-8")


def test_old_files_go_and_come_back_when_they_are_asked_for() -> None:
    first = served.address("0.json", "first")
    for number in range(1, served.KEPT + 1):
        served.address(f"{number}.json", "later")
    assert not file(first).exists()
    assert "first" == file(served.address("0.json", "first")).read_text("utf-8")


def test_a_script_has_the_address_of_its_content() -> None:
    assert served.script_address("1") == served.script_address("1") != served.script_address("2")
