"""What the gazetteer, people and servers say to a name, as inert HTML."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from gazetteer import Gazetteer, Match, Place, PlaceKind
from gazetteer.corrections import Correction, Found
from gazetteer.online import LEAVES_THE_MACHINE, Online
from gazetteer.points import point_id, refusal
from mapapp import correcting
from mapapp.app import words
from mapapp.app.markup import literal

SHOWN = 10
"""Places shown for a name."""

NO_PLACE = ""
"""Choice of a person who says that a name is no place."""
OTHER = "other"
"""Choice of a person who names a place that is not in the list."""
EVERYWHERE = ""
"""Choice of a person whose correction holds in texts about any country."""

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


def answer(name: str, found: Found, gazetteer: Gazetteer) -> str:
    """The places, each with how sure and why, a person's word first; a sentence where none is known."""
    first = found.matches[:1] if found.correction else ()
    rest = found.matches[len(first) :]
    parts = [
        listed(first, gazetteer, "as corrected"),
        f"<h2>What else bears the name</h2>{listed(rest, gazetteer, '')}" if first and rest else "",
        "" if first else listed(rest, gazetteer, None),
        f'<p role="status">{literal(sentence(found.note))}</p>' if found.note else "",
        "" if found.matches or found.note else f'<p role="status">{unknown(name)}</p>',
    ]
    return "".join(parts)


def unknown(name: str) -> str:
    """That no place is known by a name, and what to do."""
    said = literal(name)
    return literal(refusal(name)) or (
        f"No place is known by the name “{said}”. Check the spelling, or add the country after a comma."
    )


def sentence(note: str) -> str:
    """A note with a capital and a full stop."""
    return note[:1].upper() + note[1:].rstrip(".") + "."


def listed(matches: Sequence[Match], gazetteer: Gazetteer, sureness: str | None) -> str:
    """Places as a list; "" where there is none.

    Args:
        matches: the places.
        gazetteer: knows what holds them.
        sureness: what is said in place of a percentage; "" for nothing, None for the percentage.
    """
    rows = "".join(entry(match, gazetteer, sureness) for match in matches)
    return f'<ul class="list">{rows}</ul>' if rows else ""


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


def entry(match: Match, gazetteer: Gazetteer, sureness: str | None = None) -> str:
    """One place: label, kind, point, and why."""
    label = literal(gazetteer.label(match.place))
    said = "online answer" if is_online(match.place) else words.sure(match.confidence) if sureness is None else sureness
    return (
        f"<li>{label}{said and f', {said}'}<small>{about(match.place)}</small>"
        f"<small>{literal(sentence(match.reason))}</small></li>"
    )


def is_online(place: Place) -> bool:
    """Whether a place is a server's and not the gazetteer's."""
    return place.id.startswith("nominatim:")


def about(place: Place) -> str:
    """Kind and point, in words."""
    return f"{KINDS[place.kind].capitalize()}; {point(place)}"


def point(place: Place) -> str:
    """ "48.59° north, 38.00° east"."""
    latitude, longitude = place.coordinates.latitude, place.coordinates.longitude
    north, east = ("north" if latitude >= 0 else "south"), ("east" if longitude >= 0 else "west")
    return f"{abs(latitude):.2f}° {north}, {abs(longitude):.2f}° {east}"


def choices(found: Found, gazetteer: Gazetteer) -> dict[str, str]:
    """What a person may say that a name means: id of a place -> a line of plain text, each another one.

    A server's place is offered as its point, which any gazetteer knows.
    """
    lines: dict[str, str] = {}
    for match in found.matches:
        where = match.place.coordinates
        place_id = point_id(f"{where.latitude}, {where.longitude}") if is_online(match.place) else match.place.id
        line = f"{gazetteer.label(match.place)} ({KINDS[match.place.kind]}; {point(match.place)})"
        if place_id and line not in lines.values():
            lines[place_id] = line
    return lines | {OTHER: "Another place, written below", NO_PLACE: "No place"}


def countries(found: Found, gazetteer: Gazetteer) -> dict[str, str]:
    """Where a correction may hold: code of a country -> plain text; the countries of the places come first."""
    near = dict.fromkeys(match.place.country for match in found.matches if match.place.country)
    named = {code: gazetteer.country(code) for code in (*near, *gazetteer.columns.country_codes)}
    known = {code: country.name for code, country in named.items() if country}
    far = sorted((name, code) for code, name in known.items() if code not in near)
    ordered = {code: known[code] for code in near if code in known} | {code: name for name, code in far}
    return {EVERYWHERE: "Everywhere"} | {code: f"In texts about {name}" for code, name in ordered.items()}


def corrected(correction: Correction, gazetteer: Gazetteer) -> str:
    """A correction of the list: what it says, whose it is, and what has become of it."""
    what = f"“{correction.name}” {correcting.meaning(correction)} {correcting.where_it_holds(correction, gazetteer)}"
    gone = correcting.is_gone(correction, gazetteer) and not correction.undone
    trouble = '<small role="alert">This gazetteer does not have that place; correct the name again.</small>'
    tag = "del" if correction.undone else "span"
    return (
        f'<div class="correction"><{tag}>{literal(what)}</{tag}><small>{literal(correcting.source(correction))}</small>'
        f"{trouble if gone else ''}</div>"
    )


def leaving(online: Online) -> str:
    """What leaves the machine, to whom and under which name."""
    return literal(LEAVES_THE_MACHINE.format(server=online.server, user_agent=online.said))
