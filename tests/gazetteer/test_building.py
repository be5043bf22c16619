"""The index is whole or not there; who cannot build is told what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gazetteer import CacheNotWritable, Gazetteer, building


@pytest.fixture
def copy(gazetteer: Gazetteer, tmp_path: Path) -> Path:
    folder = tmp_path / gazetteer.folder.name
    shutil.copytree(gazetteer.folder, folder)
    return folder


def test_a_copied_index_is_whole(copy: Path) -> None:
    assert building.is_whole(copy)
    assert copy == building.ensure(copy.parent)


@pytest.mark.parametrize("name", ["names.marisa", "latitude.npy", "outlines.wkb", building.MANIFEST])
def test_a_file_that_was_cut_short_is_noticed(copy: Path, name: str) -> None:
    path = copy / name
    path.write_bytes(path.read_bytes()[:-50])
    assert not building.is_whole(copy)


def test_a_file_that_was_changed_is_noticed(copy: Path) -> None:
    path = copy / "latitude.npy"
    content = bytearray(path.read_bytes())
    content[5000] ^= 0xFF
    path.write_bytes(content)
    assert not building.is_whole(copy)


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    with pytest.raises(CacheNotWritable, match="MAPAPP_CACHE"):
        building.ensure(blocked / "cache")


def test_the_command_looks_a_name_up(gazetteer: Gazetteer) -> None:
    environment = {**os.environ, "MAPAPP_CACHE": str(gazetteer.folder.parent)}
    command = [sys.executable, "-m", "gazetteer", "lookup", "Lvov"]
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert "Lviv, Lviv Oblast, Ukraine" in answer.stdout
