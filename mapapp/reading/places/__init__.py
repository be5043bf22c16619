"""Places in an article: found, given a role, told apart.

`candidates` come from the gazetteer and from capitalised words, `recognising` takes those that are place names,
`resolving` weighs the places that bear each name with the evidence of the whole article, `roles` says what each
mention does in its sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gazetteer.place import Place
from mapapp.model import Alternative, Article, PlaceMention, TextSpan
from mapapp.reading.places.candidates import Run, candidates
from mapapp.reading.places.facts import COUNTRY, PLACE_FACTS, NameTable, name_table
from mapapp.reading.places.features import features
from mapapp.reading.places.parameters import Parameters, parameters
from mapapp.reading.places.reasons import NO_PLACE, company, reason
from mapapp.reading.places.recognising import chances, choose
from mapapp.reading.places.resolving import Floats, Instance, context_of, instances, resolve
from mapapp.reading.places.roles import Named, roles
from mapapp.reading.places.tokens import Tokens, tokens
from mapapp.reading.places.trees import probability

if TYPE_CHECKING:
    from gazetteer import Gazetteer

__all__ = ["read_places"]

LEAST_SHARE = 0.02
MOST_ALTERNATIVES = 3
IS_CAPITAL = PLACE_FACTS.index("is_capital")


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before its words are written: tokens, probability, instance with the shares of its bearers."""

    run: Run
    chance: float
    instance: Instance | None
    shares: Floats | None


def read_places(article: Article, sentences: Sequence[TextSpan], gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """The place names in the body of an article, in order.

    A name that no place of the gazetteer bears is a mention without a place. The time is linear in the length of the
    body; the result depends on nothing but the arguments.
    """
    model, table = parameters(), name_table(gazetteer)
    split = tokens(article, sentences, model.lexicon.usually_name)
    names = candidates(split, gazetteer.find_names(split.words))
    if not names:
        return ()
    rows = features(split, names, table, model.lexicon, len(article.text))
    return tuple(mention for mention, _ in read_prepared(split, names, rows, table, model))


def read_prepared(
    split: Tokens, names: Mapping[Run, int | None], rows: Floats, table: NameTable, model: Parameters
) -> list[tuple[PlaceMention, Found]]:
    """Mentions from measured candidates, each with what it was made of."""
    likely = chances(split, names, rows, model.recognising)
    found = settle(split, names, likely.tolist(), table, model)
    return list(zip(write(split, found, table, model), found, strict=True))


def settle(
    split: Tokens, names: Mapping[Run, int | None], likely: Sequence[float], table: NameTable, model: Parameters
) -> list[Found]:
    """Take the likely candidates and weigh the places of their names."""
    runs = list(names)
    chosen = choose(runs, likely, model.least)
    mentions = instances(split, names, [runs[at] for at in chosen], table)
    shares = resolve(mentions, context_of(names, likely), table, model.ranking)
    return [
        Found(
            runs[at], likely[at], mentions.get(runs[at]), shares[mentions[runs[at]]] if runs[at] in mentions else None
        )
        for at in chosen
    ]


def write(split: Tokens, found: Sequence[Found], table: NameTable, model: Parameters) -> tuple[PlaceMention, ...]:
    """Mentions with place, role, confidence and reason."""
    places = [None if one.instance is None else bearers(one, table) for one in found]
    said = roles(split, [named(one, table) for one in found], model.roles)
    others = company([best[0][0] for best in places if best])
    mentions = []
    for one, best, role in zip(found, places, said, strict=True):
        span = split.span(one.run)
        if not best or one.instance is None:
            mentions.append(PlaceMention(span, role, None, round(one.chance, 3), NO_PLACE))
            continue
        (place, share), *rest = best
        container = container_name(one.instance, place, table)
        why = reason(place, len(table[one.instance.name_id].rows), container, others, table.country_names, role)
        alternatives = tuple(Alternative(other, round(part, 3)) for other, part in rest)
        mentions.append(PlaceMention(span, role, place, confidence(one.chance, share, model), why, alternatives))
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
    facts, at = table[one.instance.name_id], int(one.shares.argmax())
    kind = int(facts.kinds[at])
    return Named(one.run, facts.adjective, kind, kind == COUNTRY or bool(facts.places[at, IS_CAPITAL]))


def container_name(instance: Instance, place: Place, table: NameTable) -> str | None:
    """The name of the area behind a mention, where it holds the place."""
    if instance.qualifier is None:
        return None
    area = table[instance.qualifier]
    holders = (table.place(int(row)) for row in area.rows)
    return next((a.name for a in holders if a.country == place.country and a.id != place.id and a.is_area), None)


def confidence(chance: float, share: float, model: Parameters) -> float:
    """Calibrated probability that span and place are right."""
    odds = np.log(np.clip([chance, share], 1e-3, 1 - 1e-3)) - np.log(1 - np.clip([chance, share], 1e-3, 1 - 1e-3))
    return round(float(probability(np.array([model.calibration @ np.array([*odds, 1.0])]))[0]), 3)
