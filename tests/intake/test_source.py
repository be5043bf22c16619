"""Files and folders: what is found, in which order, and what is refused without waiting."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mapapp.intake import Failure, articles, sources
from mapapp.intake.source import label
from mapapp.model import Article

REPORT = b"Two bridges near the town were hit on Monday, the mayor said."


def names(*paths: Path | str) -> list[tuple[str, bool]]:
    return [(source.name, source.problem is None) for source in sources(paths)]


def failure(path: Path | str) -> str:
    (found,) = [each for source in sources([path]) for each in articles(source)]
    assert isinstance(found, Failure)
    return found.reason


def test_a_folder_is_walked_by_name_and_hidden_files_are_left_alone(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/config", "Thumbs.db", "page_files/look.css", "c.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(REPORT)
    assert [("a/z.txt", True), ("b.txt", True), ("c.html", True)] == names(tmp_path)


def test_special_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe, socket or device" in failure(tmp_path)
    assert "a pipe, socket or device" in failure("/dev/zero")


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    inside = tmp_path / "reports"
    inside.mkdir()
    (tmp_path / "secret.txt").write_bytes(REPORT)
    (inside / "a.txt").write_bytes(REPORT)
    (inside / "b.txt").symlink_to(tmp_path / "secret.txt")
    (inside / "c").symlink_to(inside)
    (inside / "d.txt").symlink_to(inside / "nothing")
    (inside / "e.txt").symlink_to(inside / "a.txt")
    assert [("a.txt", True), ("b.txt", False), ("d.txt", False)] == names(inside)
    assert [("b.txt", True)] == names(inside / "b.txt")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nowhere", "there is no such file or folder"),
        ("https://example.org/report", "this address was not fetched"),
    ],
)
def test_what_is_not_there_is_said(name: str, words: str, tmp_path: Path) -> None:
    assert words in failure(name if "://" in name else tmp_path / name)


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    assert "the folder holds no files to read" in failure(tmp_path)


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".zip", ".xlsx"])
def test_a_format_that_is_not_read_yet_says_what_to_do(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"report{suffix}").write_bytes(REPORT)
    reason = failure(tmp_path)
    assert "not read yet" in reason
    assert "save" in reason or "unpack" in reason


def test_a_file_name_that_is_not_utf_8_is_read_and_safe_to_print(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"kiew\xe9.txt")).write_bytes(REPORT)
    ((name, readable),) = names(tmp_path)
    assert readable
    assert name.encode()
    (article,) = [each for source in sources([tmp_path]) for each in articles(source)]
    assert isinstance(article, Article)


def test_names_that_had_to_be_changed_stay_apart() -> None:
    first, second = label(os.fsdecode(b"a\xe9")), label(os.fsdecode(b"a\xe8"))
    assert first != second
    assert "\n" not in label("a\nb")


def test_a_file_above_the_limit_is_refused_with_the_limit_named(tmp_path: Path) -> None:
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    assert "the limit of 64 MB" in failure(tmp_path)


def test_the_id_of_a_file_is_the_same_however_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "reports" / "march" / "a.txt"
    file.parent.mkdir(parents=True)
    file.write_bytes(REPORT)
    ways = (file, file.parent, tmp_path / "reports", tmp_path, file.parent / ".." / "march" / "a.txt")
    found = [each for way in ways for source in sources([way]) for each in articles(source)]
    assert len(ways) == len(found)
    assert 1 == len({each.id for each in found if isinstance(each, Article)})


def test_the_id_of_a_file_is_the_same_in_any_folder(tmp_path: Path) -> None:
    found = []
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_bytes(REPORT)
        found += [each.id for source in sources([tmp_path / folder]) for each in articles(source)]  # type: ignore[union-attr]
    assert found[0] == found[1]
