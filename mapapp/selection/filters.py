"""The filters, and the columns that they choose values of."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mapapp.vocabulary import Grade, Within

FACETS: Mapping[str, str] = {
    "groups": "group",
    "kinds": "kind",
    "statuses": "status",
    "grades": "grade",
    "voices": "voice",
    "claimants": "claimant",
    "doubts": "doubt",
    "sources": "source",
    "articles": "article_id",
    "countries": "country",
    "admin1": "admin1",
    "place_precision": "place_precision",
    "day_precision": "day_precision",
    "dated_by": "dated_by",
    "corrections": "correction",
}
"""Field of `Filters` -> the column of a prepared table that it chooses values of."""

LIFTED: Mapping[str, frozenset[str]] = {
    "kinds": frozenset({"groups", "kinds"}),
    "countries": frozenset({"where"}),
    "admin1": frozenset({"where"}),
}
"""Facet -> the masks that say nothing about its own counts; for the others it is their own alone."""


AS_READ = "as read"
"""The correction of what nobody corrected."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked to see; None for a facet lets every value pass, the empty set lets none."""

    groups: frozenset[str] | None = None
    """Ids of groups of kinds: "battle", "strike", ..."""
    kinds: frozenset[str] | None = None
    """Codes of kinds. They narrow the groups that they belong to; groups without one among them stay whole."""
    statuses: frozenset[str] | None = None
    grades: frozenset[str] | None = frozenset({Grade.PRIMARY.value})
    """The news of the reports at first; None adds background."""
    voices: frozenset[str] | None = None
    """Whose word it is: "report" (its own), "own" or "other" (a claimant of that side), "someone" (side not said)."""
    claimants: frozenset[str] | None = None
    """Words of the report that name who says so; "" for the report itself."""
    doubts: frozenset[str] | None = None
    """"unconfirmed" where the report says that it is, else "plain"."""
    sources: frozenset[str] | None = None
    articles: frozenset[str] | None = None
    countries: frozenset[str] | None = None
    """ISO 3166-1 alpha-2; "" for places of no one country. What lies in one of these or of `admin1` passes."""
    admin1: frozenset[str] | None = None
    """GeoNames' codes with the country's: "UA.05"."""
    area: tuple[float, ...] = ()
    """Corners of a drawn polygon: latitude, longitude, latitude, ... in degrees; at least three, else no area."""
    place_precision: frozenset[str] | None = None
    """"spot", "near" (within 50 km) or "region"."""
    first_day: str = ""
    """ISO 8601: what was over before that day does not pass; "" for no bound."""
    last_day: str = ""
    day_precision: frozenset[str] | None = None
    """"day", "week" or "wider"."""
    dated_by: frozenset[str] | None = None
    """"text" where the report tells the day, "publication" where only its own day stands in for it."""
    corrections: frozenset[str] | None = None
    """"corrected" by people, or "as read"."""
    at_least: float = 0.0
    """Least confidence, 0 to 1."""
    words: str = ""
    """What must stand in the text, as `query.parse` reads it."""
    within: str = Within.SENTENCE.value
    """Where the words must stand: a value of `Within`."""

    def __post_init__(self) -> None:
        for day in filter(None, (self.first_day, self.last_day)):
            date.fromisoformat(day)
        if self.within not in set(Within):
            raise ValueError(f"words are looked for within {', '.join(Within)}, not {self.within!r}")
        if not 0 <= self.at_least <= 1:
            raise ValueError(f"sureness is from 0 to 1, not {self.at_least}")
        if not all(map(math.isfinite, self.area)) or len(self.area) % 2:
            raise ValueError("an area is made of latitudes and longitudes in turn")
