"""Why a name was taken for its place, in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gazetteer.place import Place
from mapapp.model import Role
from mapapp.reading.places.home import NO_HOME, Home

NO_UNIT = "no region or district of that name is known, this is the place it is named after"
NO_PLACE = "no place of that name is known"
MOSTLY = 0.5
"""Share of an outlet's places from which they lie "mostly" somewhere."""
ROLE_WORDS = {
    Role.METONYM: "stands for its government or people",
    Role.MODIFIER: "says whose something is, not where",
    Role.NAME_PART: "is part of another name",
    Role.DEMONYM: "names the people",
    Role.OTHER: "is no place here",
    Role.LOCATION: "",
}


@dataclass(frozen=True, slots=True)
class Company:
    """The places of one article, to be counted."""

    countries: Counter[str]
    """Different places by country code."""
    admin1: Counter[tuple[str, str]]
    """Different places by country and first-order unit."""
    home: Home = NO_HOME
    """Where the outlet is at home."""


def company(places: Sequence[Place], home: Home = NO_HOME) -> Company:
    """Count each place once."""
    different = {place.id: place for place in places}.values()
    return Company(
        Counter(place.country for place in different if place.country),
        Counter((place.country, place.admin1) for place in different if place.admin1),
        home,
    )


def reason(
    place: Place, namesakes: int, container: str | None, others: Company, country_names: Mapping[str, str], role: Role
) -> str:
    """One sentence without a point: what decided for the place, and what the role means for the map."""
    why = [why_this_place(place, namesakes, container, others, country_names)]
    return "; ".join([*why, ROLE_WORDS[role]]) if ROLE_WORDS[role] else why[0]


def why_this_place(
    place: Place, namesakes: int, container: str | None, others: Company, country_names: Mapping[str, str]
) -> str:
    """The strongest evidence for the place that can be told in a few words."""
    if namesakes == 1:
        return "only place of that name"
    if container:
        return f"in {container}, which is named beside it"
    same_unit = others.admin1[place.country, place.admin1] - 1
    same_country = others.countries[place.country] - 1
    country = country_names.get(place.country, place.country)
    if same_unit >= 2 and place.admin1:
        return f"in the same part of {country} as {counted(same_unit)} of this report"
    if place.admin1 and others.home.share(place.country, place.admin1) >= MOSTLY:
        return f"in the part of {country} where most places of the source's other articles lie"
    if same_country >= 1:
        return f"in {country} like {counted(same_country)} of this report"
    return f"best known of {namesakes} places of that name"


def counted(others: int) -> str:
    """ "1 other place", "7 other places"."""
    return f"{others} other place{'s' if others > 1 else ''}"
