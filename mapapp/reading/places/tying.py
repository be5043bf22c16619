"""The place that a name without one stands in or near, by what the text says: "Mercy Hospital in Springfield"."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gazetteer.place import Place, PlaceKind
from mapapp.model import PlaceMention, Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.tokens import Tokens

SPOTS = frozenset((PlaceKind.SETTLEMENT, PlaceKind.DISTRICT, PlaceKind.SITE))
LINKS = (
    cue("in_place")
    | cue("direction")
    | cue("settlement_unit")
    | cue("unit")
    | {",", "(", "of", "on", "the", "'s", "from", "-"}
)
"""What may stand between a name and the place that holds it."""
MOST_LINKS = 6
FARTHEST_TOKENS = 120
LEAST_SURE = 0.5
WIDEST_KM = 300.0
"""A place that reaches farther says nothing of where a house in it stands."""
INSIDE_KM, ABOUT_KM = 10.0, 50.0
"""How far beyond a town a thing lies that stands in it, and one that is told of after it."""
NARROWEST_KM = 15.0
"""The map draws smaller areas as spots."""
FITTING_KM = 100.0
OPENING_TOKENS = 8
MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Tie:
    """The place that a thing is tied to."""

    place: Place
    certainty: float
    """Probability that the thing lies within the reach."""
    why: str
    near: bool
    """Whether the thing stands in it, as words beside one another say; else only in the same part of the land."""

    @property
    def reach_km(self) -> float:
        """How far from the place's point the thing may lie; nine in ten and two in three of the annotated ones do."""
        beyond = 0.0 if self.near and self.place.is_area else INSIDE_KM if self.near else ABOUT_KM
        return float(round(max(NARROWEST_KM, self.place.radius_km + beyond)))


@dataclass(frozen=True, slots=True)
class Anchors:
    """The mentions of an article that have a place which things can stand in, in order."""

    runs: Sequence[Run]
    mentions: Sequence[PlaceMention]
    dateline: Place | None
    only: Place | None
    """The only town of the article, or the one that most of its towns' mentions name; in the country of most places."""


def anchors_of(tokens: Tokens, placed: Mapping[Run, PlaceMention]) -> Anchors:
    """The surely placed mentions."""
    kept = [
        (run, mention)
        for run, mention in sorted(placed.items(), key=lambda one: one[0])
        if mention.place is not None and mention.confidence >= LEAST_SURE
    ]
    home = Counter(mention.place.country for _, mention in kept if mention.place and mention.place.country)
    most = max(home.values(), default=0)
    opening = [mention.place for run, mention in kept[:1] if is_spot(mention) and is_dateline(tokens, run)]
    towns = [place if place and home[place.country] == most else None for place in (*opening[:1], only_town(kept))]
    narrow = [(run, mention) for run, mention in kept if mention.place and mention.place.radius_km <= WIDEST_KM]
    runs, mentions = [run for run, _ in narrow], [mention for _, mention in narrow]
    return Anchors(runs, mentions, towns[0] if opening else None, towns[-1])


def is_dateline(tokens: Tokens, run: Run) -> bool:
    """Whether a mention opens the report in capitals, or before a bracket or a dash: "SPRINGFIELD", "Kyiv (AP)"."""
    behind = tokens.keys[run[1]] if run[1] < len(tokens) else ""
    return run[0] <= OPENING_TOKENS and (tokens.words[run[0]].text.isupper() or behind in ("(", "—", "–"))


def is_spot(mention: PlaceMention) -> bool:
    return mention.role is Role.LOCATION and mention.place is not None and mention.place.kind in SPOTS


def only_town(placed: Sequence[tuple[Run, PlaceMention]]) -> Place | None:
    """The town that an article is about; None where it has none or several."""
    towns = [one.place for _, one in placed if one.place is not None and is_spot(one)]
    counted = Counter(place.id for place in towns)
    (best, times), *_ = counted.most_common(1) or [("", 0)]
    return next(p for p in towns if p.id == best) if times and times >= MOSTLY * len(towns) else None


def tie(tokens: Tokens, run: Run, anchors: Anchors, *, part: bool) -> Tie | None:
    """The place that a name is tied to, by the nearest thing that the text says; None where it says nothing.

    Args:
        part: whether a place within the name tells where it is: "Boston" of a hospital, not of a street.
    """
    here = beside(tokens, run, anchors)
    if here is not None and here.place.kind in SPOTS:
        return here
    within = inside(run, anchors) if part else None
    if within is not None and (here is None or fits(within.place, here.place)):
        return within
    for one in (in_sentence(tokens, run, anchors), before(tokens, run, anchors), of_article(anchors)):
        if one is not None and (here is None or fits(one.place, here.place)):
            return one
    return here if here is not None and here.place.kind is not PlaceKind.COUNTRY else None


def fits(inner: Place, outer: Place) -> bool:
    """Whether one place may lie in another."""
    if inner.country != outer.country:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return True
    if outer.kind is PlaceKind.ADMIN1:
        return inner.admin1 == outer.admin1
    return inner.coordinates.distance_km(outer.coordinates) <= outer.radius_km + FITTING_KM


def beside(tokens: Tokens, run: Run, anchors: Anchors) -> Tie | None:
    """The place that stands behind the name or, with "'s", before it."""
    keys = tokens.keys
    at = run[1]
    while at < len(tokens) and at - run[1] <= MOST_LINKS and not tokens.breaks[at]:
        number = bisect_left(anchors.runs, (at, 0))
        if number < len(anchors.runs) and anchors.runs[number][0] == at and at > run[1]:
            mention = anchors.mentions[number]
            place = mention.place
            if place is not None and mention.role in (Role.LOCATION, Role.MODIFIER, Role.NAME_PART, Role.METONYM):
                return Tie(place, 0.95 * mention.confidence, "which stands beside it", near=True)
        if keys[at] not in LINKS:
            break
        at += 1
    number = bisect_left(anchors.runs, run) - 1
    owned = run[0] > 1 and keys[run[0] - 1] == "'s" and number >= 0 and anchors.runs[number][1] == run[0] - 1
    owner = anchors.mentions[number] if owned else None
    return (
        Tie(owner.place, 0.9 * owner.confidence, "which stands beside it", near=True) if owner and owner.place else None
    )


def inside(run: Run, anchors: Anchors) -> Tie | None:
    """A place whose name is a part of the name."""
    number = bisect_left(anchors.runs, (run[0], 0))
    while number < len(anchors.runs) and anchors.runs[number][0] < run[1]:
        mention = anchors.mentions[number]
        if anchors.runs[number] != run and mention.place is not None and mention.place.kind is not PlaceKind.COUNTRY:
            return Tie(mention.place, 0.9 * mention.confidence, "which is part of its name", near=True)
        number += 1
    return None


def in_sentence(tokens: Tokens, run: Run, anchors: Anchors) -> Tie | None:
    """The nearest town of the same sentence, one before the name rather."""
    number = bisect_left(anchors.runs, run)
    sentence = tokens.sentence[run[0]]
    for order in (range(number - 1, -1, -1), range(number, len(anchors.runs))):
        for at in order:
            if tokens.sentence[anchors.runs[at][0]] != sentence:
                break
            place = anchors.mentions[at].place
            apart = anchors.runs[at][1] <= run[0] or anchors.runs[at][0] >= run[1]
            if apart and place is not None and is_spot(anchors.mentions[at]):
                return Tie(place, 0.6 * anchors.mentions[at].confidence, "which its sentence names", near=False)
    return None


def before(tokens: Tokens, run: Run, anchors: Anchors) -> Tie | None:
    """The nearest town that was named shortly before."""
    for at in range(bisect_left(anchors.runs, run) - 1, -1, -1):
        if run[0] - anchors.runs[at][1] > FARTHEST_TOKENS:
            break
        place = anchors.mentions[at].place
        if (
            place is not None
            and is_spot(anchors.mentions[at])
            and tokens.sentence[anchors.runs[at][0]] != tokens.sentence[run[0]]
        ):
            return Tie(place, 0.6 * anchors.mentions[at].confidence, "which is named before it", near=False)
    return None


def of_article(anchors: Anchors) -> Tie | None:
    """The town of the whole article."""
    if anchors.only is not None:
        return Tie(anchors.only, 0.5, "the town of this report", near=False)
    return Tie(anchors.dateline, 0.4, "from where it is reported", near=False) if anchors.dateline is not None else None
