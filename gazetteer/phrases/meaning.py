"""What a phrase means: places made from those that it is described by, best first, each with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from gazetteer import cuttings, derived
from gazetteer.names import NameType, key
from gazetteer.phrases.borders import border
from gazetteer.phrases.containment import containment
from gazetteer.phrases.questions import Question, plainly
from gazetteer.phrases.relations import OFFSHORE, Described, Name, Node, Relation
from gazetteer.place import KINDS, Place, PlaceKind
from gazetteer.ranking import Bearing, Match

AREAS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION, PlaceKind.DISTRICT)
SECTORS = {
    "N": "north", "NE": "northeast", "E": "east", "SE": "southeast",
    "S": "south", "SW": "southwest", "W": "west", "NW": "northwest",
}  # fmt: skip
SURE_OF_THE_COUNTRY = 0.8
SURE_OF_THE_SITE = 0.5
"""That an institution stands in the town that it is called by."""
HOLDING_SITES = (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.ADMIN1)
MOST_NAMESAKES = 3
UNIT_WORDS = {PlaceKind.DISTRICT: ("district", "county"), PlaceKind.ADMIN1: ("region", "province")}


def meanings(node: Node, question: Question) -> tuple[Match, ...]:
    """Places that a name or a phrase means; () where none is known."""
    if isinstance(node, Name):
        return question.called(node)
    return MEANINGS[node.relation](node, question)


def offset(node: Described, question: Question) -> tuple[Match, ...]:
    away, bearing = round(node.km, 1), node.detail or derived.AROUND
    said = "off its coast" if bearing == OFFSHORE else f"in {'that' if node.detail else 'any'} direction"
    return each(
        node,
        question,
        lambda anchor: derived.so_far(reckoned(anchor, question), away, bearing, question.gazetteer),
        lambda anchor: f"{away:g} km from {anchor.name} {said}",
    )


def reckonable(place: Place) -> bool:
    """Whether an id may be made from the id of a place."""
    return place.id.partition(":")[0] not in derived.MAKERS or place.id.partition(":")[0] in derived.NESTING


def reckoned(place: Place, question: Question) -> Place:
    """A place to reckon from: the point of one that a phrase makes of another such."""
    if reckonable(place):
        return place
    centre = place.coordinates
    return question.gazetteer.place(f"point:{centre.latitude:.4f},{centre.longitude:.4f}") or place


def each(
    node: Described, question: Question, make: Callable[[Place], Place | None], why: Callable[[Place], str]
) -> tuple[Match, ...]:
    """One place for each that the anchor may mean."""
    found = []
    for anchor in question.likely(node.anchors[0]):
        place = make(anchor.place)
        if place is not None:
            found.append(Match(place, question.query, anchor.confidence, why(anchor.place)))
    return tuple(found)


def towards(node: Described, question: Question) -> tuple[Match, ...]:
    """ "North of Kharkiv" lies beyond it, "north of Kharkiv region" within it."""
    code = SECTORS.get(node.detail)

    def make(anchor: Place) -> Place | None:
        if anchor.kind in AREAS and code is not None:
            return cuttings.sector_of(anchor, code, question.gazetteer) if reckonable(anchor) else None
        return derived.beyond(reckoned(anchor, question), node.detail, question.gazetteer)

    return each(node, question, make, lambda anchor: f"{'in' if anchor.kind in AREAS else 'from'} {anchor.name}")


def sector(node: Described, question: Question) -> tuple[Match, ...]:
    code = SECTORS.get(node.detail)
    if code is None:
        return ()
    return each(
        node,
        question,
        lambda anchor: cuttings.sector_of(anchor, code, question.gazetteer) if indexed(anchor) else anchor,
        lambda anchor: f"that part of {anchor.name}",
    )


def indexed(place: Place) -> bool:
    prefix = place.id.partition(":")[0]
    return prefix not in derived.MAKERS and place.kind is not PlaceKind.BORDER


def centre(node: Described, question: Question) -> tuple[Match, ...]:
    """Of an area its middle part; a town is as well told by its point."""

    def make(anchor: Place) -> Place | None:
        if anchor.kind in AREAS and indexed(anchor):
            return cuttings.sector_of(anchor, "centre", question.gazetteer)
        return anchor

    return each(node, question, make, lambda anchor: f"the middle of {anchor.name}")


def near(node: Described, question: Question) -> tuple[Match, ...]:
    return each(
        node,
        question,
        lambda anchor: derived.next_to(anchor) if reckonable(anchor) else anchor,
        lambda anchor: f"around {anchor.name}",
    )


def edge(node: Described, question: Question) -> tuple[Match, ...]:
    return each(
        node,
        question,
        lambda anchor: derived.at_edge(anchor, node.detail) if reckonable(anchor) else anchor,
        lambda anchor: f"the outskirts of {anchor.name}",
    )


def between(node: Described, question: Question) -> tuple[Match, ...]:
    ends = [question.likely(anchor, 1) for anchor in node.anchors]
    if not all(ends):
        return ()
    one, other = (end[0] for end in ends)
    first, second = reckoned(one.place, question), reckoned(other.place, question)
    anywhere = node.relation is Relation.BETWEEN
    place = derived.middle_of(first, second, question.gazetteer, anywhere=anywhere)
    reason = "somewhere on the way between them" if anywhere else "the middle of the way between them"
    sure = min(one.confidence, other.confidence)
    return () if place is None else (Match(place, question.query, sure, reason),)


def coast(node: Described, question: Question) -> tuple[Match, ...]:
    """Of a land, or the part of it at a sea; the coast of a sea is the sea's, that of a town the town's."""
    sea = next((sea_of(anchor, question) for anchor in node.anchors[1:]), None)
    direction = SECTORS.get(node.detail, "")

    def make(anchor: Place) -> Place | None:
        if anchor.kind in AREAS:
            known = cuttings.coast_of(anchor, direction, sea, question.gazetteer) if indexed(anchor) else None
            return known or (anchor if anchor.kind in (PlaceKind.REGION, PlaceKind.DISTRICT) else None)
        return anchor if anchor.kind is PlaceKind.WATER or not reckonable(anchor) else derived.next_to(anchor)

    off = "off " if node.detail == OFFSHORE else ""
    return each(node, question, make, lambda anchor: f"{off}the coast of {anchor.name}")


def sea_of(node: Node, question: Question) -> Place | None:
    """The water of a name that may lack the word for it: "Adriatic", "Caribbean"."""
    bare = node.key.removeprefix("the ") if isinstance(node, Name) else ""
    named = (bare, f"{bare} sea", f"{bare} ocean") if bare else ()
    found = (match.place for each in named for match in question.called(Name(each, each)))
    return next((place for place in found if place.kind is PlaceKind.WATER), None)


def bank(node: Described, question: Question) -> tuple[Match, ...]:
    """The water itself: its course is not known well enough to tell its banks apart."""
    found = question.likely(node.anchors[0])
    waters = [match for match in found if match.place.kind is PlaceKind.WATER]
    # A town may lie on two banks; "Bank of England" is none of either.
    towns = [match for match in found if match.place.kind is PlaceKind.SETTLEMENT]
    return tuple(plainly(match, "its banks are not told apart") for match in waters or towns)


def kind(node: Described, question: Question) -> tuple[Match, ...]:
    """Those of a kind where there are any, else the place without the words around it."""
    wanted = [PlaceKind(each) for each in node.detail.split("|")]
    anchor = node.anchors[0]
    if isinstance(anchor, Name) and len(wanted) == 1:
        found = question.of_kind(anchor, KINDS.index(wanted[0]))
        if found:
            return found
    else:
        found = question.likely(anchor, 10)
    found = found or question.likely(anchor, 10)
    told = tuple(match for match in found if match.place.kind in wanted) or tuple(
        units_named_after(found, wanted, question)
    )
    return tuple(plainly(match) for match in told or found)


def units_named_after(found: Sequence[Match], wanted: Sequence[PlaceKind], question: Question) -> Iterator[Match]:
    """The units that are named after towns by another of their names: "Izium district" of Izyum."""
    for match in found[:MOST_NAMESAKES]:
        for each_kind in wanted:
            for word in UNIT_WORDS.get(each_kind, ()):
                name = f"{match.place.name} {word}"
                units = question.called(Name(name, key(name)), 1)
                yield from (unit for unit in units if unit.place.kind is each_kind)


def capital(node: Described, question: Question) -> tuple[Match, ...]:
    found = []
    for match in question.likely(node.anchors[0]):
        place = question.gazetteer.capital_of(match.place.country) if match.place.kind is PlaceKind.COUNTRY else None
        if place is not None:
            found.append(Match(place, question.query, match.confidence, f"the capital of {match.place.name}"))
    return tuple(found)


def country(node: Described, question: Question) -> tuple[Match, ...]:
    """The country that the text is about."""
    named = Counter(place.country for place in question.context.places if place.country)
    codes = question.context.countries or [code for code, _ in named.most_common(1)]
    found = question.gazetteer.country(codes[0]) if codes else None
    reason = "the country that the text is about"
    return () if found is None else (Match(found, question.query, SURE_OF_THE_COUNTRY, reason),)


def called_by(node: Described, question: Question) -> tuple[Match, ...]:
    """The place that an institution is called by, as far as towns and units go; "American University" says nothing."""
    told = "what is called by it mostly stands there, and its own spot is not known"
    return tuple(
        Match(match.place, match.name, match.confidence * SURE_OF_THE_SITE, f"{match.reason}; {told}")
        for match in question.likely(node.anchors[0])
        if match.place.kind in HOLDING_SITES and not is_demonym(match)
    )


def is_demonym(match: Match) -> bool:
    return isinstance(match.why, Bearing) and match.why.name_type is NameType.DEMONYM


MEANINGS: Mapping[Relation, Callable[[Described, Question], tuple[Match, ...]]] = {
    Relation.OFFSET: offset,
    Relation.TOWARDS: towards,
    Relation.SECTOR: sector,
    Relation.CENTRE: centre,
    Relation.NEAR: near,
    Relation.EDGE: edge,
    Relation.HALFWAY: between,
    Relation.BETWEEN: between,
    Relation.BORDER: border,
    Relation.COAST: coast,
    Relation.BANK: bank,
    Relation.WITHIN: containment,
    Relation.KIND: kind,
    Relation.CAPITAL: capital,
    Relation.COUNTRY: country,
    Relation.CALLED_BY: called_by,
}
