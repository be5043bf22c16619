"""The places that a report has named by a certain sentence: what words that point back can mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer import Gazetteer
from gazetteer.place import PlaceKind
from mapapp.model import PlaceMention, Role
from mapapp.reading.events.words.tokens import Tokens

BACK = 3
"""Sentences over which words point back."""
TOWNS = frozenset((PlaceKind.SETTLEMENT, PlaceKind.LANDFORM, PlaceKind.WATER))
"""Kinds of places that are one spot, and stand for nobody."""


@dataclass(frozen=True, slots=True)
class Named:
    """The places that a report names, and where its sentences begin."""

    sentences: Sequence[Tokens]
    places: Sequence[PlaceMention]
    """In the order of the text."""
    starts: Sequence[int]
    """The first character of each place."""
    only_towns: Sequence[PlaceMention | None]
    """Before each place, and at the end, the only town named so far; None where there is none, or another."""
    gazetteer: Gazetteer

    def begin(self, tokens: Tokens) -> int:
        """Where the sentences begin over which a sentence points back: a character of the text."""
        return self.sentences[max(0, tokens.index - BACK)].span.start

    def before(self, tokens: Tokens, at: int) -> Sequence[PlaceMention]:
        """The places named before a word of a sentence, some sentences back, the nearest first."""
        first, last = bisect_left(self.starts, self.begin(tokens)), bisect_left(self.starts, tokens.starts[at])
        return self.places[first:last][::-1]

    def only_town(self, tokens: Tokens) -> PlaceMention | None:
        """The only town named before a sentence, where it was named again some sentences back at most."""
        town = self.only_towns[bisect_left(self.starts, tokens.span.start)]
        return town if town and town.span.start >= self.begin(tokens) else None

    def inside(self, tokens: Tokens) -> Sequence[PlaceMention]:
        """The places named in a sentence."""
        return self.places[bisect_left(self.starts, tokens.span.start) : bisect_left(self.starts, tokens.span.end)]


def named_in(sentences: Sequence[Tokens], places: Sequence[PlaceMention], gazetteer: Gazetteer) -> Named:
    """The places of a report, ready to be asked for by its sentences."""
    starts = tuple(mention.span.start for mention in places)
    return Named(sentences, places, starts, tuple(_only_towns(places)), gazetteer)


def _only_towns(places: Sequence[PlaceMention]) -> Iterator[PlaceMention | None]:
    """For each number of places the last mention of the only town among them."""
    last: PlaceMention | None = None
    towns: set[str] = set()
    yield None
    for mention in places:
        if mention.place and mention.role is Role.LOCATION and mention.place.kind in TOWNS:
            towns.add(mention.place.id)
            last = mention
        yield last if len(towns) == 1 else None
