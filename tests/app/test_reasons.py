"""Reasons in plain words: what decides comes first, the whole of it stays at hand."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from mapapp.app.reasons import Reasons, decisive, reasons

TOLD = (
    '"fighting" tells of fighting as going on ("rages; on"); the scene is "Kyiv": "in" stands before the name; perhaps '
    "news of this report (39%), because its scene is a town and a full verb tells it, although its word is also one "
    "for the war as a whole"
)


def test_what_speaks_for_and_against_is_told_in_plain_words_and_the_whole_is_kept() -> None:
    given = reasons(TOLD)
    assert (
        Reasons(
            ("it names a town", "its sentence tells it outright"),
            ("its word may mean the war as a whole",),
            "",
            tuple(TOLD.rsplit("; ", 1)),
            "",
        )
        == given
    )
    assert [
        "News: it names a town; its sentence tells it outright",
        "On the other hand: its word may mean the war as a whole",
    ] == decisive(given, "News", is_news=True)
    assert "Background: its word may mean the war as a whole" == decisive(given, "Background", is_news=False)[0]


def test_an_event_without_place_says_so_and_other_reasons_stay_as_they_are() -> None:
    told = '"met" tells of talks; its sentence names no place where it happened; probably news of this report (55%)'
    assert "its sentence names no place where it happened" == reasons(told).no_place
    assert ["News"] == decisive(reasons(told), "News", is_news=True)
    by_hand = "added by Ana; because <b>I</b> was there"
    assert ["News", by_hand] == decisive(reasons(by_hand), "News", is_news=True)
    assert () == reasons(by_hand).more


def test_plain_words_are_of_clauses_that_are_told() -> None:
    plain = tomllib.loads(files("mapapp.app").joinpath("plain_reasons.toml").read_text("utf-8"))
    words = files("mapapp.reading.events.grading").joinpath("grades_words.toml").read_text("utf-8")
    assert plain.keys() <= set(tomllib.loads(words).values())
