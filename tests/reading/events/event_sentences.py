"""Sentences with their places and triggers marked, for the tests of this room."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.model import Article, PlaceMention, Role, TextSpan
from mapapp.reading.events.words.tokens import Tokens, tokenise

MARK = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]|\{([^}]+)\}")
COUNTRIES = (
    *("Belarus", "Russia", "Sudan", "Haiti", "Jamaica", "France", "Germany", "Syria", "Moldova", "Poland", "Kenya"),
    *("Peru", "Chad", "Georgia", "Iraq", "Turkey", "Niger", "Syrian", "Kenyan", "Polish", "Iraqi", "Russian", "German"),
)
AREAS = {"Crimea": PlaceKind.REGION, "Ukraine-Belarus border": PlaceKind.BORDER, "Tigray": PlaceKind.ADMIN1}
AREAS |= {"Kakhovka dam": PlaceKind.SITE, "Kerch Strait": PlaceKind.WATER, "Sakhalin": PlaceKind.LANDFORM}
AREAS |= dict.fromkeys(COUNTRIES, PlaceKind.COUNTRY)


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence without its marks."""

    text: str
    places: tuple[PlaceMention, ...]
    trigger: TextSpan | None

    @property
    def tokens(self) -> Tokens:
        return tokenise(self.text, [TextSpan(0, len(self.text))])[0]

    @property
    def article(self) -> Article:
        return Article("a", None, self.text, (TextSpan(0, len(self.text)),))


def place(name: str) -> Place:
    """A place of a tiny world: each name is one place, in one country."""
    kind = AREAS.get(name, PlaceKind.SETTLEMENT)
    return Place(f"test:{name}", name, kind, "XX", "", 1000, Coordinates(50.0, 30.0), 5.0)


def marked(sentence: str) -> Marked:
    """Reads "[Lviv]", "[Moscow|metonym]" and "{trigger}"."""
    text, places, trigger, at = "", [], None, 0
    for found in MARK.finditer(sentence):
        text += sentence[at : found.start()]
        at = found.end()
        words = found[1] or found[3]
        span = TextSpan(len(text), len(text) + len(words))
        text += words
        if found[3]:
            trigger = span
        else:
            places.append(PlaceMention(span, Role(found[2] or "location"), place(words), 0.9, "marked"))
    return Marked(text + sentence[at:], tuple(places), trigger)
