"""What `make install` says before it does anything, and the samples that it brings along."""

from __future__ import annotations

import ast
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gazetteer import Gazetteer
from mapapp.intake import articles, sources
from mapapp.model import Article, MarkKind
from mapapp.reading import read

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "requirements" / "install.py"
SAMPLES = sorted((ROOT / "mapapp" / "samples").glob("*.txt"))


@pytest.fixture(scope="module")
def script() -> dict[str, Callable[..., Any]]:
    return runpy.run_path(str(SCRIPT))


def test_a_python_too_old_is_told_what_to_do(script: dict[str, Callable[..., Any]]) -> None:
    said = script["complaint"]((3, 9, 2), {"venv": True, "ensurepip": True})
    assert "3.11 or newer" in said and "3.9" in said and "make PYTHON=" in said


def test_a_python_without_venv_is_told_what_to_install(script: dict[str, Callable[..., Any]]) -> None:
    said = script["complaint"]((3, 11, 2), {"venv": True, "ensurepip": False})
    assert "ensurepip" in said and "apt-get install python3-venv" in said


def test_nothing_is_said_of_a_python_that_will_do(script: dict[str, Callable[..., Any]]) -> None:
    assert "" == script["complaint"]((3, 13, 0), {"venv": True, "ensurepip": True})


def test_the_script_parses_where_python_is_too_old() -> None:
    assert ast.parse(SCRIPT.read_text("utf-8"), feature_version=(3, 6))


def test_another_set_of_packages_is_another_stamp(script: dict[str, Callable[..., Any]], tmp_path: Path) -> None:
    file = tmp_path / "run.txt"
    stamps = []
    for text in ("a==1", "a==2", "a==1"):
        file.write_text(text)
        stamps.append(script["stamp_of"]([file], tmp_path))
    assert stamps[0] == stamps[2] != stamps[1]


def test_there_are_eight_samples() -> None:
    assert 8 == len(SAMPLES)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_is_short_has_flaws_and_puts_something_on_the_map(path: Path, gazetteer: Gazetteer) -> None:
    (source,) = sources([path])
    (article,) = articles(source)
    assert isinstance(article, Article)
    assert 120 <= len(article.text.split()) <= 260
    assert {mark.kind for mark in article.marks} - {MarkKind.HEADLINE, MarkKind.REPEAT}
    assert any(event.place and event.place.place for event in read(article, gazetteer).events)
