"""Who says so over the sentences of a report, on whose side, what is unconfirmed; figures a sentence later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from event_sentences import Marked, marked

from mapapp.model import ClaimSide, Event, TextSpan
from mapapp.reading.events import read_events
from mapapp.reading.events.claims.quotations import speech_of
from mapapp.reading.events.words.tokens import tokenise
from mapapp.reading.sentences import sentences

SAID = {
    "Ana Petrova leads the mission. She said that drones {struck} a bus.": "Ana Petrova",
    "The ministry opened an inquiry. It said that drones {struck} a bus.": "The ministry",
    "Two officials came to the port. They said that drones {struck} a bus.": "Two officials",
    '"We slept. Drones {struck} a bus," said Ivan Bondar.': "Ivan Bondar",
    '"We slept," said Ivan Bondar. "Drones {struck} a bus."': "Ivan Bondar",
    'Ivan Bondar lost his house. "We slept," he said. "Drones {struck} a bus."': "Ivan Bondar",
    "“We slept,” said Ivan Bondar.\n“Drones {struck} a bus. Nobody came.”": "Ivan Bondar",
    '"I saw drones," said Ivan Bondar. Troops {shelled} the port.': "",
    "- We slept. Drones {struck} a bus - said Ivan Bondar. He left.": "Ivan Bondar",
    "- We slept.\n- Drones {struck} a bus - said Ivan Bondar. He left.": "Ivan Bondar",
    "- First point.\n- Troops {shelled} the port.\n- Last point.": "",
    "OSLO, 7 May (NTB) - Drones {struck} a bus, NTB reported.": "",
    "Ministry: drones {struck} a bus near the port.": "Ministry",
    "Ana Petrova met her aides. She also {demanded} a truce.": "Ana Petrova",
    "Watch: drones {struck} a bus near the port.": "",
    "09:15 | Harbour police: drones {struck} a bus near the port.": "Harbour police",
    "Ana Petrova: What came?\nIvan Bondar: Drones {struck} a bus.\nAna Petrova: And then?\nIvan Bondar: We left.": (
        "Ivan Bondar"
    ),
}


@pytest.mark.parametrize("text", SAID)
def test_who_says_so_in_a_report(text: str) -> None:
    report = marked(text)
    assert report.trigger
    tokens = tokenise(report.text, sentences(report.article))
    speech = next(one for one in speech_of(tokens) if one.tokens.span.contains(report.trigger))
    first, last = speech.tokens.at(report.trigger.start), speech.tokens.at(report.trigger.end) - 1
    claimant = speech.claimant(first, last, "")
    assert SAID[text] == (claimant.of(report.text) if claimant else "")


def events(report: Marked) -> tuple[Event, ...]:
    return read_events(report.article, sentences(report.article), report.places, (), None, None)  # type: ignore[arg-type]


UNCONFIRMED = {
    "Rockets reportedly struck [Lviv] overnight.": "reportedly",
    "Rockets are said to have struck [Lviv] overnight.": "are said",
    "The army said rockets struck [Lviv]. The claim could not be verified.": "not be verified",
    "Rockets struck [Lviv] overnight.": None,
    "Rockets struck [Lviv]. His passport could not be verified.": None,
}


@pytest.mark.parametrize("text", UNCONFIRMED)
def test_what_is_left_unconfirmed(text: str) -> None:
    report = marked(text)
    event = events(report)[0]
    assert UNCONFIRMED[text] == (event.unconfirmed.of(report.text) if event.unconfirmed else None)


SIDES = {
    "[Haiti|metonym] said [Haiti|modifier] troops shelled [Beira] on Monday.": ClaimSide.OWN,
    "[Haiti|metonym] said that [Jamaica|modifier] troops shelled [Beira] on Monday.": ClaimSide.OTHER,
    "The mayor said that [Jamaica|modifier] troops shelled [Beira] on Monday.": None,
    "[Haiti|metonym] said that troops shelled [Beira] on Monday.": None,
    "[Jamaica|modifier] troops shelled [Beira] on Monday.": None,
}


@pytest.mark.parametrize("text", SIDES)
def test_the_side_of_the_claimant(text: str) -> None:
    report = marked(text)
    places = tuple(
        replace(mention, place=replace(mention.place, country=mention.place.name[:2].upper()))
        for mention in report.places
        if mention.place
    )
    assert SIDES[text] is events(replace(report, places=places))[0].claim_side


def test_casualties_told_a_sentence_later_belong_to_their_strike() -> None:
    (strike,) = events(marked("Rockets struck [Lviv] overnight. At dawn the hospital counted 4 dead and 11 wounded."))
    assert [("killed", 4), ("injured", 11)] == [(one.what, one.count) for one in strike.figures]


def test_casualties_far_from_a_strike_do_not() -> None:
    text = "Rockets struck [Lviv]. It rained. The mayor slept. Shops opened. A bus crash in May left 4 dead."
    assert () == events(marked(text))[0].figures


def test_a_span_of_a_claimant_is_one_of_the_text() -> None:
    report = marked("Ana Petrova leads the mission. She said that rockets struck [Lviv].")
    assert TextSpan(0, 11) == events(report)[0].claimed_by
