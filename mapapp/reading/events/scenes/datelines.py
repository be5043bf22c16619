"""The place that a report is sent from: "PESHAWAR, Pakistan (Agency) -", "Juba: Long queues formed"."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import PlaceMention, Role
from mapapp.reading.events.scenes.governing import is_beside
from mapapp.reading.events.scenes.spots import Spot, spots_of
from mapapp.reading.events.words.tokens import Tokens

ENDS = frozenset(("-", "–", "—", ":"))
LONGEST = 14
"""Words from the name to the mark that ends a dateline, at most."""
INSIDE = frozenset(("(", ")", ",", ".", "/", "|"))


def dateline_of(tokens: Tokens, places: Sequence[PlaceMention]) -> Spot | None:
    """The place whose name opens a sentence as its dateline; None where it has none."""
    first = next((spot for spot in spots_of(tokens, places) if spot.first == 0), None)
    if first is None or first.mention.place is None or first.mention.role not in (Role.LOCATION, Role.METONYM):
        return None
    for at in range(first.last + 1, min(len(tokens.words) - 1, first.last + LONGEST)):
        if tokens.words[at] in ENDS:
            return first if _is_spaced(tokens, at) else None
        if not (tokens.capital[at] or tokens.words[at] in INSIDE or is_beside(tokens, at)):
            return None
    return None


def _is_spaced(tokens: Tokens, at: int) -> bool:
    """Whether a mark stands apart from the word behind it, as no hyphen does."""
    return tokens.ends[at] < tokens.starts[at + 1] or tokens.words[at + 1] == tokens.words[at]
