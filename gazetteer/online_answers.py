"""What an online server said, as a match beside the gazetteer's own; it always says whose word it is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from gazetteer.corrections import Found, day
from gazetteer.memory import Answer, State
from gazetteer.online import Online
from gazetteer.opened import LONGEST_QUERY, Gazetteer
from gazetteer.place import Coordinates, Place, PlaceKind
from gazetteer.points import refusal
from gazetteer.ranking import Match
from gazetteer.sources import table

CONFIDENCE = 0.5
"""Nobody measured how often the first answer of a server is the place that a text means."""
REACH_KM = 5.0
"""Where the server says no extent."""
ATTRIBUTION = "data © OpenStreetMap contributors"


def with_online(
    found: Found, name: str, online: Online, gazetteer: Gazetteer, countries: Collection[str] = ()
) -> tuple[Found, Answer | None]:
    """A look-up with the server's answer, where the gazetteer lacks the name and no person said what it means.

    Returns:
        The look-up, in which the server's place comes first and guesses at a typing error behind it; and what the
        server said, None where it was not asked.

    Raises:
        OnlineStopped: the server refused, or enough was asked.
    """
    if found.correction or not is_lacking(gazetteer, name, countries):
        return found, None
    answer = online.ask(name, countries)
    return joined(found, name, answer), answer


def is_lacking(gazetteer: Gazetteer, name: str, countries: Collection[str] = ()) -> bool:
    """Whether something is written that could be a name, and no place is known by it as it stands."""
    is_name = any(letter.isalpha() for letter in name) and len(name) <= LONGEST_QUERY and not refusal(name)
    return is_name and not gazetteer.as_written(name, countries=countries, limit=1)


def joined(found: Found, name: str, answer: Answer) -> Found:
    """A look-up with what a server said of the name laid over it."""
    match = match_of(answer, name)
    if match is None:
        return replace(found, note="; ".join(filter(None, (found.note, told(answer)))))
    guesses = tuple(guess._replace(confidence=guess.confidence * (1 - CONFIDENCE)) for guess in found.matches)
    return replace(found, matches=(match, *guesses))


def match_of(answer: Answer, name: str) -> Match | None:
    """The place that a server named; None where it named none, or none on Earth."""
    if answer.state is not State.FOUND or answer.record is None:
        return None
    place = place_of(answer.record, name)
    return None if place is None else Match(place, name, CONFIDENCE, told(answer))


def told(answer: Answer) -> str:
    """Whose word it is, of which day, in plain words."""
    who, when = f"Nominatim ({urlsplit(answer.provider).netloc})", day(answer.when)
    if answer.state is State.NOT_FOUND:
        return f"not in the gazetteer, and {who} did not know it on {when}"
    if answer.state is State.FAILED or (answer.record is not None and place_of(answer.record, "") is None):
        return f"not in the gazetteer, and {who} gave no answer on {when}; ask again"
    return f"{who} said so on {when}; not in the gazetteer; {ATTRIBUTION}"


def place_of(record: Mapping[str, Any], name: str) -> Place | None:
    """A record of Nominatim as a place; None where it has no point on Earth."""
    try:
        point = Coordinates(float(record["lat"]), float(record["lon"]))
    except (KeyError, TypeError, ValueError):
        return None
    address = record.get("address")
    code = str(address.get("country_code", "")).upper() if isinstance(address, Mapping) else ""
    osm = f"{record.get('osm_type', '')}{record.get('osm_id', '')}"
    return Place(
        id=f"nominatim:{osm or f'{point.latitude},{point.longitude}'}",
        name=str(record.get("name") or record.get("display_name") or name).split(",")[0],
        kind=kind_of(record),
        country=code if len(code) == 2 else "",
        admin1="",
        population=0,
        coordinates=point,
        radius_km=reach_of(record, point),
    )


def kind_of(record: Mapping[str, Any]) -> PlaceKind:
    words = (str(record.get(part, "")) for part in ("addresstype", "type", "class"))
    return next((kinds()[word] for word in words if word in kinds()), PlaceKind.SITE)


@cache
def kinds() -> dict[str, PlaceKind]:
    """OpenStreetMap's word -> ours."""
    return {row["of"]: PlaceKind(row["kind"]) for row in table("nominatim_kinds")}


def reach_of(record: Mapping[str, Any], point: Coordinates) -> float:
    """Km to the farthest corner of the box around the place."""
    try:
        south, north, west, east = map(float, record["boundingbox"])
        corners = [Coordinates(latitude, longitude) for latitude in (south, north) for longitude in (west, east)]
    except (KeyError, TypeError, ValueError):
        return REACH_KM
    return round(max(0.1, *map(point.distance_km, corners)), 1)
