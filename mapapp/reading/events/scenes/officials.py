"""The town or region whose governor, mayor or police tell of what happened there."""

from __future__ import annotations

from collections.abc import Sequence

from gazetteer.place import PlaceKind
from mapapp.model import PlaceMention
from mapapp.reading.events.scenes.spots import Spot, spots_of
from mapapp.reading.events.scenes.worths import WORTHS
from mapapp.reading.events.words.tokens import Tokens

OFFICIALS, OFFICES = WORTHS.words("officials"), WORTHS.words("offices")
BEHIND, BEFORE = 4, 5
"""Words behind and before a name among which its official stands."""
OWN = frozenset((PlaceKind.SETTLEMENT, PlaceKind.ADMIN1, PlaceKind.DISTRICT, PlaceKind.REGION))


def seat_of_official(tokens: Tokens, places: Sequence[PlaceMention]) -> Spot | None:
    """ "Kharkiv governor Oleh S. said", "the mayor of Kherson": the place of the first official of a sentence."""
    for spot in spots_of(tokens, places):
        if spot.mention.place and spot.mention.place.kind in OWN and _has_official(tokens, spot):
            return spot
    return None


def _has_official(tokens: Tokens, spot: Spot) -> bool:
    behind = tokens.words[spot.last + 1 : spot.last + 1 + BEHIND]
    for word in behind:
        if word in OFFICIALS:
            return True
        if word not in OFFICES:
            break
    before = tokens.words[max(0, spot.first - BEFORE) : spot.first]
    if "of" not in before:
        return False
    at = len(before) - before[::-1].index("of") - 1
    titled = at > 0 and (
        before[at - 1] in OFFICIALS or (before[at - 1] in OFFICES and not OFFICIALS.isdisjoint(before[:at]))
    )
    return titled and all(word in OFFICES or word == "the" for word in before[at + 1 :])
