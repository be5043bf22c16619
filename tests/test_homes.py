"""Outlets' homes in the command: learnt in a first pass, whatever the order of the articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mapapp.ingest import readings
from tests.reading.places.test_home import LOCAL, TEXAN


def places_of(folder: Path, texts: tuple[str, ...], *, home: bool) -> dict[str, list[str]]:
    """Text of an article -> ids of its places."""
    file = folder / f"{len(list(folder.iterdir()))}.jsonl"
    lines = [{"id": text, "text": text, "url": "https://paper.example/1"} for text in texts]
    file.write_text("".join(json.dumps(one) + "\n" for one in lines), "utf-8")
    return {
        record["id"]: [one["place"]["id"] for one in record["places"] if one["place"]]
        for record in readings([file], workers=1, home=home)
    }


@pytest.mark.parametrize(("home", "expected"), [(False, "geonames:2988507"), (True, "geonames:4717560")])
def test_the_other_articles_of_the_host_tell_which_paris(home: bool, expected: str, tmp_path: Path) -> None:
    assert places_of(tmp_path, (*TEXAN, LOCAL), home=home)[LOCAL] == [expected]


def test_the_order_of_the_articles_changes_no_reading(tmp_path: Path) -> None:
    texts = (*TEXAN, LOCAL)
    assert places_of(tmp_path, texts, home=True) == places_of(tmp_path, texts[::-1], home=True)
