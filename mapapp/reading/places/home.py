"""Where an outlet is at home: which places its other articles tell of, so that a local paper's Paris is its own.

Nobody tells us; it is learnt from readings made without it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gazetteer.place import Place
from gazetteer.sphere import unit_vectors
from mapapp.model import Article, PlaceMention, Role
from mapapp.reading.places.facts import NameFacts
from mapapp.reading.places.support import COS_161, Floats

if TYPE_CHECKING:
    from gazetteer import Gazetteer

Whereabouts = tuple[tuple[Place, float], ...]
"""Different places of an article with their shares, which add up to 1."""

TOLD = frozenset((Role.LOCATION, Role.METONYM, Role.NAME_PART))
LEAST_CONFIDENCE = 0.3
MOST_PLACES = 300
FILES = (".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".txt", ".md", ".html", ".htm", ".xml", ".gz", ".zip", ".pdf")
"""Ends of names of files; an article that names no source has that of its file there."""
LEAST = 0.02
"""Share of an outlet's reports that may lie anywhere."""
NEAR_WEIGHT, ADMIN1_WEIGHT, COUNTRY_WEIGHT = 1.5, 0.75, 0.45
HALF_TRUSTED = 6
"""Articles from which a home counts half: a few may all tell of one journey, or of what the world tells."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the articles of an outlet lie."""

    articles: int = 0
    """Those it was learnt from; 0: nothing is known."""
    places: Whereabouts = ()
    """Largest share first."""

    def share(self, country: str, admin1: str = "") -> float:
        """Share of the places in a country, or in one of its first-order units."""
        return math.fsum(
            part for place, part in self.places if place.country == country and admin1 in ("", place.admin1)
        )


NO_HOME = Home()


def outlet(article: Article) -> str:
    """Who brought the article: the host of its address, else the name given as source; "" where neither is known.

    The name of a file is no outlet.
    """
    host = (article.url or "").partition("://")[2].partition("/")[0].lower()
    if host:
        return host.removeprefix("www.")
    source = article.source or ""
    return "" if source.lower().endswith(FILES) else source


def whereabouts(mentions: Iterable[PlaceMention]) -> Whereabouts:
    """The places that an article tells of, each by how sure its surest mention is."""
    sure: dict[Place, float] = {}
    for one in mentions:
        if one.place is not None and one.place.country and one.role in TOLD and one.confidence >= LEAST_CONFIDENCE:
            sure[one.place] = max(one.confidence, sure.get(one.place, 0.0))
    total = math.fsum(sure.values())
    return tuple((place, part / total) for place, part in sure.items())


def home_of(articles: Sequence[Whereabouts]) -> Home:
    """The home of an outlet from its articles, whatever their order."""
    told = [places for places in articles if places]
    parts: dict[Place, list[float]] = defaultdict(list)
    for places in told:
        for place, part in places:
            parts[place].append(part / len(told))
    shares = {place: math.fsum(each) for place, each in parts.items()}
    order = sorted(shares, key=lambda place: (-shares[place], place.id))[:MOST_PLACES]
    return Home(len(told), tuple((place, shares[place]) for place in order))


@dataclass(frozen=True, slots=True)
class Homes:
    """What is known of the outlets of some articles."""

    articles: Mapping[str, Mapping[str, Whereabouts]]
    """Outlet -> id of an article -> where it lies."""

    def of(self, article: Article) -> Home:
        """The home of the article's outlet by its other articles: what it was read as must not speak for itself."""
        known = self.articles.get(outlet(article), {})
        return home_of([places for one, places in known.items() if one != article.id])


NO_HOMES = Homes({})


def learnt(read: Iterable[tuple[Article, Iterable[PlaceMention]]]) -> Homes:
    """What articles that were read without a home tell of their outlets, whatever their order."""
    known: dict[str, dict[str, Whereabouts]] = {}
    for article, mentions in read:
        if name := outlet(article):
            known.setdefault(name, {})[article.id] = whereabouts(mentions)
    return Homes(known)


@dataclass(frozen=True, slots=True)
class Hearth:
    """A home in the numbers of a gazetteer."""

    weight: float
    """How far it is trusted, 0 to 1."""
    points: Floats
    shares: Floats
    country: npt.NDArray[np.int64]
    admin1: npt.NDArray[np.int64]


def hearth(home: Home, gazetteer: Gazetteer) -> Hearth | None:
    """A home made ready for `home_bonus`; None where nothing is known."""
    if not home.places:
        return None
    points = [(place.coordinates.latitude, place.coordinates.longitude) for place, _ in home.places]
    return Hearth(
        weight=home.articles / (home.articles + HALF_TRUSTED),
        points=unit_vectors(*np.array(points).T).astype(np.float32),
        shares=np.array([part for _, part in home.places], np.float32),
        country=np.array([gazetteer.country_number(place.country) for place, _ in home.places], np.int64),
        admin1=np.array([gazetteer.unit_number(place) for place, _ in home.places], np.int64),
    )


def home_bonus(facts: NameFacts, here: Hearth) -> Floats:
    """What the home of the outlet adds to the log odds of each bearer of a name; never trained, nothing was gained."""
    near = (facts.points @ here.points.T > COS_161) @ here.shares
    in_admin1 = ((facts.admin1[:, None] == here.admin1) & (here.admin1 > 0)) @ here.shares
    in_country = ((facts.country[:, None] == here.country) & (here.country > 0)) @ here.shares
    parts = ((near, NEAR_WEIGHT), (in_admin1, ADMIN1_WEIGHT), (in_country, COUNTRY_WEIGHT))
    odds = sum((weight * np.log(part + LEAST) for part, weight in parts), np.zeros(len(facts.rows)))
    return np.asarray(here.weight * odds, dtype=np.float32)
