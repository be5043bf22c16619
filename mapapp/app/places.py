"""What the gazetteer says to a name, as inert HTML."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from gazetteer import Gazetteer, Match, Place, PlaceKind
from mapapp.app import words
from mapapp.app.markup import literal

SHOWN = 10
"""Places shown for a name."""

KINDS = {
    PlaceKind.SETTLEMENT: "settlement",
    PlaceKind.DISTRICT: "district",
    PlaceKind.ADMIN1: "province, state or region",
    PlaceKind.COUNTRY: "country",
    PlaceKind.REGION: "area without an administration of its own",
    PlaceKind.BORDER: "border",
    PlaceKind.WATER: "water",
    PlaceKind.LANDFORM: "landform",
    PlaceKind.SITE: "site",
}


def answer(name: str, found: Sequence[Match], gazetteer: Gazetteer) -> str:
    """The likeliest place and the others, each with how sure and why; a sentence where none is known."""
    if not found:
        return (
            f'<p role="status">No place is known by the name “{literal(name)}”. Check the spelling, or add the country '
            "after a comma.</p>"
        )
    return f'<ul class="list">{"".join(entry(match, gazetteer) for match in found)}</ul>'


def table(found: Sequence[Match], gazetteer: Gazetteer) -> pd.DataFrame:
    """The places as rows that a map draws, the likeliest in a colour of its own; all of one day."""
    places = [match.place for match in found]
    return pd.DataFrame(
        {
            "event_id": [place.id for place in places],
            "place_id": [place.id for place in places],
            "place_name": [gazetteer.label(place) for place in places],
            "place_kind": [place.kind.value for place in places],
            "latitude": [place.coordinates.latitude for place in places],
            "longitude": [place.coordinates.longitude for place in places],
            "radius_km": [place.radius_km for place in places],
            "group": ["talks" if place is places[0] else "other" for place in places],
            "first_day": pd.Timestamp(0),
        }
    )


def entry(match: Match, gazetteer: Gazetteer) -> str:
    """One place: label, kind, people, point, and why."""
    label = literal(gazetteer.label(match.place))
    return (
        f"<li>{label}, {words.sure(match.confidence)}<small>{about(match.place)}</small>"
        f"<small>{literal(match.reason)}</small></li>"
    )


def about(place: Place) -> str:
    """Kind, inhabitants and point, in words."""
    people = f", {words.count(place.population, 'inhabitant')}" if place.population else ""
    return f"{KINDS[place.kind].capitalize()}{people}; {point(place)}"


def point(place: Place) -> str:
    """ "48.59° north, 38.00° east"."""
    latitude, longitude = place.coordinates.latitude, place.coordinates.longitude
    north, east = ("north" if latitude >= 0 else "south"), ("east" if longitude >= 0 else "west")
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"
