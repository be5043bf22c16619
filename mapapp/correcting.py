"""What people say that names mean, as it is given and read: a place in any writing, a sentence for each correction."""

from __future__ import annotations

from gazetteer import Gazetteer, Place
from gazetteer.corrections import Correction, Scope, Where, day, holds
from gazetteer.memory import Memory
from gazetteer.points import point_id

LEAST_SURE = 0.5
"""Of a place that is given by its name; a less certain one has to be given by its id."""


class NoSuchPlace(Exception):
    """What should be a place is none; the message says what to write."""


def meant(gazetteer: Gazetteer, written: str) -> Place:
    """The place of an id ("geonames:702550"), a point ("48.59, 37.99") or a name that means one place alone.

    Raises:
        NoSuchPlace: it is none of these, or the name means several places.
    """
    written = written.strip()
    if not written:
        raise NoSuchPlace("no place is given: write its name, its id, or a point like 48.59, 37.99")
    place = gazetteer.place(point_id(written) or written)
    if place is not None:
        return place
    named = gazetteer.as_written(written, limit=1)
    if not named:
        raise NoSuchPlace(f"“{written}” is no place: give the id that `mapapp geocode NAME` shows, or 48.59, 37.99")
    if named[0].confidence < LEAST_SURE:
        raise NoSuchPlace(f"“{written}” may mean several places: give the id that `mapapp geocode` shows for the one")
    return named[0].place


def keep(
    memory: Memory,
    gazetteer: Gazetteer,
    name: str,
    place: Place | None,
    *,
    scope: Scope = Scope.EVERYWHERE,
    where: Where,
    who: str,
    why: str,
) -> Correction:
    """Keep what a person says that a name means; None for "it is no place".

    Raises:
        ValueError: there is no name, or nobody says so.
        MemoryUnusable: it cannot be kept.
    """
    if not who.strip():
        raise ValueError("say who corrects the name, so that others know whom to ask")
    label = "" if place is None else gazetteer.label(place)
    place_id = "" if place is None else place.id
    return memory.correct(name, place_id, place_label=label, scope=scope, where=where, who=who, why=why)


def meaning(correction: Correction) -> str:
    """ "means Paris, Texas, United States", "is no place"."""
    return f"means {correction.place_label or correction.place_id}" if correction.place_id else "is no place"


def where_it_holds(correction: Correction, gazetteer: Gazetteer) -> str:
    """ "everywhere", "for texts about Ukraine", "for the report a1"."""
    if correction.scope is Scope.ARTICLE:
        return f"for the report {correction.target}"
    if correction.scope is Scope.MENTION:
        article, _, mention = correction.target.rpartition(" ")
        return f"for the characters {mention} of the report {article}"
    country = gazetteer.country(correction.target) if correction.scope is Scope.COUNTRY else None
    return holds(correction, country) or "everywhere"


def source(correction: Correction) -> str:
    """Who said so, when and why, and when it was taken back: "Ana, 3 May 2024: the port; undone on 4 May 2024"."""
    why = f": {correction.why}" if correction.why else ""
    undone = f"; undone on {day(correction.undone)}" if correction.undone else ""
    return f"{correction.who}, {day(correction.when)}{why}{undone}"


def is_gone(correction: Correction, gazetteer: Gazetteer) -> bool:
    """Whether the place that a person named is not in this gazetteer."""
    return bool(correction.place_id) and gazetteer.place(correction.place_id) is None
