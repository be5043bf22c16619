"""A place and what holds it: "Merefa (Kharkiv region)", "Paris, Texas", "the village of X in the Y district"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gazetteer.index import Bearers
from gazetteer.phrases.questions import Question, plainly
from gazetteer.phrases.relations import Described, Name, Node, Relation
from gazetteer.place import EARTH_RADIUS_KM, KINDS, Coordinates, Place, PlaceKind
from gazetteer.ranking import Match, as_misspelt

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

SURE_WHERE_TOLD = 0.8
"""That the place is the one of its name in what is said to hold it, however seldom the name alone means it."""
MOST_WHOLES = 5
MOST_INNER = 5
STRICT = ("of", "in", "within", "inside", "at", "on", "across", "throughout", "along", "into", "towards")
"""Words, other than marks, that often stand where nothing lies in anything: "Bank of England"."""
LONG_OR_WIDE = (PlaceKind.BORDER, PlaceKind.WATER, PlaceKind.REGION, PlaceKind.LANDFORM)
LEAST_KM_A_DEGREE = 110.5
"""Of latitude."""
SAME_KM = 0.5
SILENT = ("of", "'s")
"""Where the first is not known to lie in the second, nothing is meant: "Bank of England", "King's Lynn"."""
PARTS_OF_TOWNS = [KINDS.index(kind) for kind in (PlaceKind.SETTLEMENT, PlaceKind.SITE, PlaceKind.DISTRICT)]


def containment(node: Described, question: Question) -> tuple[Match, ...]:
    inner, whole = node.anchors
    wholes = holding(whole, question)
    if isinstance(inner, Name):
        return of_name(inner, node.detail, wholes, question)
    if isinstance(inner, Described) and inner.relation is Relation.KIND and isinstance(inner.anchors[0], Name):
        return of_kind(inner, inner.anchors[0], node.detail, wholes, question)
    return of_phrase(inner, wholes, question)


def of_kind(node: Described, name: Name, mark: str, wholes: Sequence[Match], question: Question) -> tuple[Match, ...]:
    """ "The village of X in Y": one of its kind by that name, one that is named after it, else any of that name."""
    bearers = question.gazetteer.named_key(name.key)
    for whole in wholes:
        if found := those_in(name, bearers, node.detail, whole, question):
            return found
    wanted = [PlaceKind(kind) for kind in node.detail.split("|")]
    if PlaceKind.SETTLEMENT not in wanted:
        told = [match for match in question.meanings(node, question) if match.place.kind in wanted]
        for whole in wholes:
            if found := tuple(match for match in told if meets(match.place, whole.place)):
                return found
    return of_name(name, mark, wholes, question)


def holding(whole: Node, question: Question) -> tuple[Match, ...]:
    """What is said to hold a place, innermost first: of "X, Y, Z" what "Y, Z" means, then what Z does.

    Seldom meanings too, for what lies there decides.
    """
    if isinstance(whole, Name):
        return question.called(whole, MOST_WHOLES)
    found = question.meanings(whole, question)[:MOST_WHOLES]
    nested = whole.relation is Relation.WITHIN
    return (*found, *holding(whole.anchors[1], question)) if nested else found


def of_name(inner: Name, mark: str, wholes: Sequence[Match], question: Question) -> tuple[Match, ...]:
    bearers = question.gazetteer.named_key(inner.key)
    for whole in wholes:
        if found := those_in(inner, bearers, "", whole, question):
            return found
    for whole in wholes:
        if found := reaching_into(inner, whole, question):
            return found
    if mark in (",", "(") and (turned := holders(inner, wholes, question)):
        return turned
    if mark not in SILENT and (found := misspelt_in(inner, wholes, question)):
        return found
    if len(bearers.rows) == 0:
        if mark in SILENT:
            return ()
        unknown = f"no {inner.text} is known there; this is said to hold it"
        return tuple(Match(m.place, m.name, m.confidence / 2, unknown) for m in wholes)
    if mark in STRICT or (wholes and wholes[0].place.is_area):
        unknown = f"no {inner.text} is known there; this is said to hold it"
        return () if mark in SILENT else tuple(Match(m.place, m.name, m.confidence / 2, unknown) for m in wholes)
    unsure = "what is said of where it lies is not known"
    found = question.called(inner, MOST_INNER)
    return tuple(Match(m.place, m.name, m.confidence * 0.8, f"{m.reason}; {unsure}") for m in found)


def misspelt_in(inner: Name, wholes: Sequence[Match], question: Question) -> tuple[Match, ...]:
    """What a name may be misspelt for in a place that holds none of it as written: "Kramatorks (Donetsk region)"."""
    gazetteer = question.gazetteer
    for whole in wholes:
        errors, names = gazetteer.spellings(inner.key, partial(is_held, whole.place, gazetteer))
        found = [
            as_misspelt(match, name, inner.text, errors)
            for name in names
            for match in those_in(Name(name, name), gazetteer.named_key(name), "", whole, question)
        ]
        if found:
            likeliest = {match.place.id: match for match in sorted(found, key=lambda match: match.confidence)}
            return tuple(sorted(likeliest.values(), key=lambda match: -match.confidence)[:MOST_INNER])
    return ()


def is_held(whole: Place, gazetteer: Gazetteer, name: str) -> bool:
    return bool(lying_in(gazetteer.named_key(name).rows, whole, gazetteer).any())


def those_in(inner: Name, bearers: Bearers, kind: str, whole: Match, question: Question) -> tuple[Match, ...]:
    """The bearers of a name that lie in a place: who says so much has told most of what was open."""
    if len(bearers.rows) == 0:
        return ()
    gazetteer = question.gazetteer
    held = lying_in(bearers.rows, whole.place, gazetteer)
    if kind:
        wanted = [KINDS.index(PlaceKind(each)) for each in kind.split("|")]
        held &= np.isin(gazetteer.columns.kind[bearers.rows], wanted)
    if not held.any():
        return ()
    found = gazetteer.chosen(inner.text, bearers, held, question.context, MOST_INNER)
    total = sum(match.confidence for match in found) or 1.0
    sure = SURE_WHERE_TOLD + (1 - SURE_WHERE_TOLD) * min(1.0, total)
    reason = f"the one in {whole.place.name}"
    return tuple(Match(m.place, m.name, sure * m.confidence / total, reason) for m in found)


def lying_in(rows: npt.NDArray[np.int32], whole: Place, gazetteer: Gazetteer) -> npt.NDArray[np.bool_]:
    """Which of some rows lie in a place: of the same country or unit, or as near as the place reaches."""
    columns = gazetteer.columns
    kinds, unlike = columns.kind[rows], columns.kind[rows] != KINDS.index(whole.kind)
    inside: npt.NDArray[np.bool_]
    if whole.kind is PlaceKind.COUNTRY:
        inside = unlike & (columns.country[rows] == gazetteer.country_number(whole.country))
        return inside
    if whole.kind is PlaceKind.ADMIN1:
        inside = unlike & (columns.admin1[rows] == gazetteer.unit_number(whole))
        return inside
    reach = max(15.0, 3 * whole.radius_km) if whole.kind is PlaceKind.SETTLEMENT else max(25.0, whole.radius_km)
    apart = np.abs(columns.latitude[rows] - whole.coordinates.latitude)
    if not len(apart) or apart.min() * LEAST_KM_A_DEGREE > reach:
        return apart < 0
    away = km_from(whole.coordinates, columns.latitude[rows], columns.longitude[rows])
    if whole.kind is PlaceKind.SETTLEMENT:
        smaller = np.isin(kinds, PARTS_OF_TOWNS) & (columns.population[rows] < whole.population)
        inside = smaller & (away <= reach)
    else:
        inside = (unlike | (away > SAME_KM)) & (away <= reach)
    return inside


def km_from(
    point: Coordinates, latitude: npt.NDArray[np.float64], longitude: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Great-circle km to some points: of a few, the shortest way to reckon it."""
    here, there = math.radians(point.latitude), np.radians(latitude)
    east = np.sin(np.radians(longitude - point.longitude) / 2) ** 2
    half = np.sin((there - here) / 2) ** 2 + math.cos(here) * np.cos(there) * east
    away: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.minimum(1, half)))
    return away


def reaching_into(inner: Name, whole: Match, question: Question) -> tuple[Match, ...]:
    """ "The Dnieper in Kherson region": what is long or wide reaches into a place rather than lie in it."""
    reach = max(25.0, whole.place.radius_km)
    return tuple(
        Match(match.place, match.name, match.confidence, f"it reaches into {whole.place.name}")
        for match in question.likely(inner)
        if match.place.kind in LONG_OR_WIDE
        and match.place.coordinates.distance_km(whole.place.coordinates) <= reach + match.place.radius_km
    )


def holders(inner: Name, wholes: Sequence[Match], question: Question) -> tuple[Match, ...]:
    """ "Kharkiv (Saltivka)": what stands second lies in what stands first."""
    towns = [match.place for match in question.likely(inner) if match.place.kind is PlaceKind.SETTLEMENT]
    for whole in wholes:
        row = question.gazetteer.row_of(whole.place.id)
        if row is None:
            continue
        for town in towns:
            rows = np.array([row], np.int32)
            if lying_in(rows, town, question.gazetteer)[0]:
                reason = f"it lies by {town.name}, named with it"
                return (Match(whole.place, whole.name, whole.confidence, reason),)
    return ()


def of_phrase(inner: Node, wholes: Sequence[Match], question: Question) -> tuple[Match, ...]:
    """A phrase within a place: the place is its context."""
    context = question.context
    if wholes:
        whole = wholes[0].place
        countries = tuple(dict.fromkeys([*filter(None, [whole.country]), *context.countries]))
        context = replace(context, countries=countries, places=(whole, *context.places))
    found = question.meanings(inner, question.anew(context))
    if wholes:
        found = tuple(match for match in found if meets(match.place, wholes[0].place))
    return found or tuple(plainly(match, "what lies there is not known") for match in wholes)


def meets(place: Place, whole: Place) -> bool:
    """Whether a place may lie in another one or reach into it."""
    if whole.kind is PlaceKind.COUNTRY:
        return place.country in ("", whole.country)
    if whole.kind is PlaceKind.ADMIN1 and place.admin1:
        return (place.country, place.admin1) == (whole.country, whole.admin1)
    return place.coordinates.distance_km(whole.coordinates) <= 1.2 * whole.radius_km + place.radius_km + 25
