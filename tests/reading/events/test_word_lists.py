"""The closed lists of words: each is read by a module, and none has a word twice."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

ROOM = files("mapapp.reading.events")
SOURCE = "".join(file.read_text("utf-8") for file in Path(str(ROOM)).rglob("*.py"))
LISTS = tomllib.loads(ROOM.joinpath("words/words.toml").read_text("utf-8"))
CLAIMANTS = tomllib.loads(ROOM.joinpath("claims/claimants.toml").read_text("utf-8"))
SCENES = tomllib.loads(ROOM.joinpath("scenes/scenes.toml").read_text("utf-8"))["lists"]


@pytest.mark.parametrize(
    ("listed", "reading"),
    [
        (set(LISTS), r'(?:word_list|pairs|ordered)\("(\w+)"\)'),
        (set(SCENES), r'WORTHS\.words\("(\w+)"\)'),
        ({name for part in CLAIMANTS.values() for name in part}, r'(?:\w+_of|\w+_forms)\((?:"\w+", )?"(\w+)"\)'),
    ],
)
def test_each_list_is_read_by_a_module(listed: set[str], reading: str) -> None:
    assert set() == listed - set(re.findall(reading, SOURCE))


def test_no_list_has_a_word_twice() -> None:
    assert {} == {name: words for name, words in LISTS.items() if len(words.split()) > len(set(words.split()))}
