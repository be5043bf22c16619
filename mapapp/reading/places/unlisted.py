"""What no place of the gazetteer bears lies somewhere near a place that the text ties it to, or is said to lie nowhere.

Annotators of local news take hardly any street or building for a place name, and what is drawn for one is no place of
its own. So only waters and villages have the area as their place; for the rest it is the likeliest alternative of a
mention without a place, which events take as their scene (`placed_near`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from gazetteer.derived import UNLISTED, somewhere_near
from gazetteer.place import Place
from mapapp.model import Alternative, PlaceMention, Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.things import Thing, thing_of, things
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.tying import ABOUT_KM, Anchors, Tie, anchors_of, tie

WRITTEN = frozenset({Thing.WATER, Thing.SETTLEMENT})
"""Kinds that are places of a mention: what every annotator takes for a place name, and maps have."""
NOWHERE = "not in the gazetteer, and nothing in the report says near which town it lies"
LEAST_CERTAIN = 0.2
TAKEN = 0.6
"""Share of the names of `WRITTEN` kinds that annotators of three corpora took for places too."""
BESIDE, BESIDE_CHARACTERS = 3, 25
"""Mentions and characters between a thing and the town that it stands in, at most."""
UNSURE = 0.3
"""Of a name that is a place by its generic word alone."""


def with_unlisted(
    tokens: Tokens, listed: Mapping[Run, int | None], read: Mapping[Run, PlaceMention]
) -> dict[Run, PlaceMention]:
    """The mentions of an article with those of unlisted things, each tied to where it lies as far as the text says.

    Args:
        listed: candidates with the id of their name, None where it is not listed.
        read: mentions by their tokens, with and without places.
    """
    placed = {run: one for run, one in read.items() if one.place is not None}
    names = {run for run, name in listed.items() if name is not None}
    found = {run: thing for run, thing in things(tokens, names, placed).items() if run not in placed}
    lost = {run: thing_of(tokens, run) for run, one in read.items() if one.place is None and run not in found}
    if not (found or lost):
        return dict(read)
    anchors = anchors_of(tokens, placed)
    whole = {run: PlaceMention(tokens.span(run), Role.LOCATION, None, UNSURE, NOWHERE) for run in found}
    whole |= {run: one for run, one in read.items() if not is_part(run, one, found)}
    told = {run: tied(tokens, run, thing, whole[run], anchors) for run, thing in (found | lost).items() if run in whole}
    return {run: one for run, one in (whole | told).items() if run in read or is_place(one, found[run])}


def is_place(mention: PlaceMention, thing: Thing) -> bool:
    """Whether a new mention is one: an institution is, where the text says in which town it stands."""
    return thing is not Thing.INSTITUTION or mention.reason != NOWHERE


def is_part(run: Run, mention: PlaceMention, found: Mapping[Run, Thing]) -> bool:
    """Whether a mention without a place is but a piece of a thing's name."""
    return mention.place is None and any(a <= run[0] and run[1] <= b and run != (a, b) for a, b in found)


def tied(tokens: Tokens, run: Run, thing: Thing | None, mention: PlaceMention, anchors: Anchors) -> PlaceMention:
    """A mention without a place with what can be said of where it lies."""
    where = tie(tokens, run, anchors, part=thing is not Thing.STREET)
    # A name alone may be a slip or a month, and people belong to institutions from anywhere.
    loose = where is None or not (where.near or thing not in (None, Thing.INSTITUTION))
    if where is None or loose or where.certainty < LEAST_CERTAIN:
        return mention if thing is None else replace(mention, reason=NOWHERE)
    written = " ".join(word.text for word in tokens.words[run[0] : run[1]]).replace(" 's", "'s").replace(" - ", "-")
    area = somewhere_near(where.place, written, where.reach_km)
    sure = round(where.certainty, 3)
    if thing in WRITTEN:
        return replace(mention, place=area, confidence=round(TAKEN * sure, 3), reason=why(where))
    return replace(mention, reason=why(where), alternatives=(Alternative(area, sure),))


def why(where: Tie) -> str:
    """ "not in the gazetteer: somewhere near Springfield, which stands beside it"."""
    return f"not in the gazetteer: somewhere {'in' if where.place.is_area else 'near'} {where.place.name}, {where.why}"


def area_of(mention: PlaceMention) -> Place | None:
    """The area in which a thing without a place of its own lies; None where none is known, or a person said so."""
    best = mention.alternatives[0] if mention.place is None and mention.alternatives else None
    return best.place if best is not None and best.share > 0 and is_unlisted(best.place) else None


def is_unlisted(place: Place) -> bool:
    """Whether a place is where something unlisted lies."""
    return place.id.startswith(f"{UNLISTED}:")


def lies_near(mention: PlaceMention, town: Place) -> bool:
    """Whether a mention is of something unlisted near a town."""
    area = mention.place or area_of(mention)
    return area is not None and area.id.startswith(f"{UNLISTED}:{town.id}:")


def near_another(mention: PlaceMention, town: Place | None, before: Place) -> PlaceMention:
    """A mention of something near a town when that town is another, or is none."""
    area = mention.place or area_of(mention)
    if area is None or town is None:
        return replace(mention, place=None, reason=NOWHERE, alternatives=())
    _, reach, name = area.id.rsplit(":", 2)
    moved = somewhere_near(town, name.replace("_", " "), float(reach))
    why = mention.reason.replace(f" {before.name},", f" {town.name},", 1)
    if mention.place is not None:
        return replace(mention, place=moved, reason=why)
    return replace(mention, reason=why, alternatives=(Alternative(moved, mention.alternatives[0].share),))


def placed_near(mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The mentions as events see them: what stands in a town named beside it is there, else somewhere near it."""
    return [scene_of(mentions, at) if area_of(mention) else mention for at, mention in enumerate(mentions)]


def scene_of(mentions: Sequence[PlaceMention], at: int) -> PlaceMention:
    """A mention without a place of its own with the place of the town beside it, or else with the area around it."""
    thing, area = mentions[at], mentions[at].alternatives[0]
    for other in (*mentions[at + 1 : at + 1 + BESIDE], *mentions[max(0, at - BESIDE) : at]):
        apart = max(other.span.start - thing.span.end, thing.span.start - other.span.end)
        town = other.place
        if town is None or apart > BESIDE_CHARACTERS or area.place.radius_km >= town.radius_km + ABOUT_KM - 1:
            continue
        if area.place.id.startswith(f"{UNLISTED}:{town.id}:"):
            return replace(thing, place=town, confidence=area.share, alternatives=())
    return replace(thing, place=area.place, confidence=area.share, alternatives=())
