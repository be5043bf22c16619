"""The mentions of places in an article, with role, place, confidence and reason.

`candidates` come from the gazetteer and from capitalised words, `recognising` takes those that are place names,
`resolving` weighs the places that bear each name with the evidence of the whole article, `roles` says what each
mention does in its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from gazetteer.place import Place, PlaceKind
from mapapp.model import Alternative, Article, PlaceMention, Role, TextSpan
from mapapp.reading.places.candidates import Run, candidates
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import COUNTRY, PLACE_FACTS, NameFacts, NameTable, name_table
from mapapp.reading.places.features import features
from mapapp.reading.places.hamlets import doubted
from mapapp.reading.places.home import NO_HOME, Hearth, Home, hearth
from mapapp.reading.places.instances import Instance, context_of, instances
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.overlaps import are_within, beside, touch
from mapapp.reading.places.parameters import Parameters, parameters
from mapapp.reading.places.phrases import Composed, Names, listed_sectors, looked_up, parted
from mapapp.reading.places.reasons import NO_PLACE, NO_UNIT, company, reason
from mapapp.reading.places.recognising import Chances, choose, second_rows, third_rows
from mapapp.reading.places.resolving import first_shares, resolve
from mapapp.reading.places.roles import roles
from mapapp.reading.places.support import Floats
from mapapp.reading.places.surroundings import Named
from mapapp.reading.places.tokens import Tokens, tokens
from mapapp.reading.places.trees import probability
from mapapp.reading.places.units import Unit, unit_after
from mapapp.reading.places.unlisted import with_unlisted

if TYPE_CHECKING:
    from gazetteer import Gazetteer


LEAST_SHARE = 0.02
MOST_ALTERNATIVES = 3
INSIDE = "part of a longer description of a place"
IN_PLACE = cue("in_place")
AREAS = frozenset((Unit.PROVINCE, Unit.DISTRICT))
SPOTS = frozenset((PlaceKind.SETTLEMENT, PlaceKind.SITE))
IS_CAPITAL = PLACE_FACTS.index("is_capital")


@dataclass(frozen=True, slots=True)
class Measured:
    """An article's candidates before any model has seen them."""

    split: Tokens
    names: dict[Run, int | None]
    """Candidates with the id of their name, None where it is not listed."""
    rows: Floats
    """Their `features`."""
    listed: Names
    """All listed names of the text but composed ones."""
    composed: list[Composed]
    """Borders and parts of countries."""


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its words are written: tokens, probability, instance with the shares of its bearers."""

    run: Run
    chance: float
    instance: Instance | None
    shares: Floats | None


def read_places(
    article: Article, sentences: Sequence[TextSpan], gazetteer: Gazetteer, home: Home = NO_HOME
) -> tuple[PlaceMention, ...]:
    """The place names in the body of an article, in order; a phrase comes before the names inside it.

    A name that no place of the gazetteer bears is a mention without a place. The time is linear in the length of the
    body; the result depends on nothing but the arguments.
    """
    model, table = parameters(), name_table(gazetteer)
    measured = measure(article, sentences, gazetteer, table, model.lexicon)
    found = find(measured, table, model, hearth(home, gazetteer))
    return with_phrases(measured, found, write(measured.split, found, table, model, home), gazetteer)


def measure(
    article: Article, sentences: Sequence[TextSpan], gazetteer: Gazetteer, table: NameTable, lexicon: Lexicon
) -> Measured:
    """Split the body and measure what may be a place name."""
    split = tokens(article, sentences, lexicon.usually_name, gazetteer.is_name)
    composed, listed = parted(split, gazetteer.find_names(split.words), table)
    composed = sorted([*composed, *listed_sectors(split, composed, gazetteer)], key=lambda one: one.run)
    names = candidates(split, listed, table, lexicon)
    return Measured(split, names, features(split, names, table, lexicon), listed, composed)


def find(measured: Measured, table: NameTable, model: Parameters, here: Hearth | None = None) -> list[Found]:
    """The mentions, with the shares of the places of their names; `here` is where the outlet is at home."""
    if not measured.names:
        return []
    likely, shares = chances(measured, table, model, here)
    likely = doubted(measured.split, measured.names, likely, table)
    return settle(measured.split, measured.names, likely.tolist(), shares, table, model, here)


def chances(
    measured: Measured, table: NameTable, model: Parameters, here: Hearth | None = None
) -> tuple[Chances, dict[int, Floats]]:
    """The probability of each candidate, and what the names that are likely enough probably mean."""
    by_text, by_article, by_places = model.recognising
    first = probability(by_text.scores(measured.rows))
    said = model.wording(measured.split, list(measured.names))
    rows = second_rows(measured.split, measured.names, measured.rows, first, said, table)
    second = probability(by_article.scores(rows))
    context = context_of(measured.names, second.tolist())
    shares = first_shares(context, table, model.ranking[0], here)
    return probability(by_places.scores(third_rows(measured.names, rows, context, shares, table))), shares


def with_phrases(
    measured: Measured, found: Sequence[Found], mentions: Sequence[PlaceMention], gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """The mentions together with composed places and unlisted things; a name inside a phrase says whose it is."""
    places = {one.run: m.place for one, m in zip(found, mentions, strict=True) if m.place is not None}
    looked = looked_up(measured.split, measured.listed, measured.composed, places, gazetteer)
    phrases = [
        PlaceMention(measured.split.span(one.run), Role.LOCATION, one.place, round(one.confidence, 3), one.reason)
        for one in (*measured.composed, *looked)
    ]
    read = {one.run: mention for one, mention in zip(found, mentions, strict=True)}
    whole = with_unlisted(measured.split, measured.names, read)
    # What was read stays; of what is new, a piece of a phrase is no thing of its own.
    touching = touch(whole.values(), phrases)
    kept = [m for (run, m), touches in zip(whole.items(), touching, strict=True) if run in read or not touches]
    apart = beside(kept, phrases, measured.split)
    inside = [
        replace(m, role=Role.MODIFIER, reason=INSIDE) if within else m
        for m, within in zip(apart, are_within(apart, phrases), strict=True)
    ]
    return tuple(sorted([*phrases, *inside], key=lambda m: (m.span.start, -m.span.end)))


def settle(
    split: Tokens,
    names: Mapping[Run, int | None],
    likely: Sequence[float],
    first: Mapping[int, Floats],
    table: NameTable,
    model: Parameters,
    here: Hearth | None = None,
) -> list[Found]:
    """Take the likely candidates and weigh the places of their names."""
    runs = list(names)
    chosen = choose(runs, lifted(split, names, likely, model.least), model.least)
    mentions = instances(split, names, [runs[at] for at in chosen], table)
    shares = resolve(mentions, context_of(names, likely), first, table, model.ranking[1], here)
    return [
        Found(
            runs[at], likely[at], mentions.get(runs[at]), shares[mentions[runs[at]]] if runs[at] in mentions else None
        )
        for at in chosen
    ]


def lifted(split: Tokens, names: Mapping[Run, int | None], likely: Sequence[float], least: float) -> Sequence[float]:
    """The chances; what the words beside it say to be a place is taken from half as much.

    That is a known name that a unit follows ("Adwa and Axum districts"), and a name that no place bears behind "in":
    without it what happened there would lie where the sentence before does.
    """
    return [
        least if least / 2 <= chance < least and is_said(split, run, known=name is not None) else chance
        for (run, name), chance in zip(names.items(), likely, strict=True)
    ]


def is_said(split: Tokens, run: Run, *, known: bool) -> bool:
    """Whether the word behind a known name or before an unknown one makes it a place."""
    if known:
        return bool(unit_after(split, run))
    return run[0] > 0 and not split.breaks[run[0]] and split.keys[run[0] - 1] in IN_PLACE


def write(
    split: Tokens, found: Sequence[Found], table: NameTable, model: Parameters, home: Home = NO_HOME
) -> tuple[PlaceMention, ...]:
    """Mentions with place, role, confidence and reason."""
    places = [None if one.instance is None else bearers(one, table) for one in found]
    said = roles(split, [named(one, table) for one in found], model.roles)
    others = company([best[0][0] for best in places if best], home)
    mentions = []
    confidences = confidence(found, model)
    for one, best, role, sure in zip(found, places, said, confidences, strict=True):
        span = split.span(one.run)
        if not best or one.instance is None:
            mentions.append(PlaceMention(span, role, None, round(one.chance, 3), NO_PLACE))
            continue
        (place, _), *rest = best
        container = container_name(one.instance, place, table)
        why = reason(place, len(table[one.instance.name_id].rows), container, others, table.country_names, role)
        if one.instance.unit in AREAS and place.kind in SPOTS:
            why = f"{NO_UNIT}; {why}"
        alternatives = tuple(Alternative(other, round(part, 3)) for other, part in rest)
        mentions.append(PlaceMention(span, role, place, sure, why, alternatives))
    return tuple(mentions)


def bearers(one: Found, table: NameTable) -> list[tuple[Place, float]]:
    """The likeliest places of a mention's name with their shares."""
    if one.instance is None or one.shares is None:
        return []
    rows = table[one.instance.name_id].rows
    order = np.argsort(-one.shares, kind="stable")[: 1 + MOST_ALTERNATIVES]
    return [
        (table.place(int(rows[at])), float(one.shares[at]))
        for rank, at in enumerate(order)
        if rank == 0 or one.shares[at] >= LEAST_SHARE
    ]


def named(one: Found, table: NameTable) -> Named:
    """What the roles need to know of a mention."""
    if one.instance is None or one.shares is None:
        return Named(one.run, False, -1, False)
    return named_as(one.run, table[one.instance.name_id], int(one.shares.argmax()))


def named_as(run: Run, facts: NameFacts, at: int) -> Named:
    """A mention whose place is one of the bearers of its name."""
    kind = int(facts.kinds[at])
    return Named(run, facts.adjective, kind, kind == COUNTRY or bool(facts.places[at, IS_CAPITAL]))


def container_name(instance: Instance, place: Place, table: NameTable) -> str | None:
    """The name of the area behind a mention, where it holds the place."""
    if instance.qualifier is None:
        return None
    area = table[instance.qualifier]
    holders = (table.place(int(row)) for row in area.rows)
    return next((a.name for a in holders if a.country == place.country and a.id != place.id and a.is_area), None)


def confidence(found: Sequence[Found], model: Parameters) -> list[float]:
    """Calibrated probabilities that span and place are right."""
    pairs = [(one.chance, 0.5 if one.shares is None else float(one.shares.max())) for one in found]
    return [round(value, 3) for value in calibrated(pairs, model.calibration).tolist()]


def calibrated(pairs: Sequence[tuple[float, float]], weights: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Probability that both are right from that of a span and the share of its place; the last weight is for 1."""
    return probability(log_odds(pairs)[:, : len(weights) - 1] @ weights[:-1] + weights[-1])


def log_odds(pairs: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """(n, 3): log odds of the span, of the place's share, and their product: one doubt is enough to doubt both."""
    shares = np.clip(np.array(pairs, float).reshape(len(pairs), 2), 1e-3, 1 - 1e-3)
    odds = np.log(shares / (1 - shares))
    return np.column_stack([odds, odds.prod(axis=1)])
