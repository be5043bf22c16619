"""How well the gazetteer knows what reports name: `benchmarks/candidates.py CORPUS.jsonl... [--missing]`.

For each annotated place of a corpus: whether it is among the answers to its written name at all (same GeoNames entry,
or within 161 km), and whether it comes first, alone and given the document's other annotated places as the context.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from gazetteer import Context, Coordinates, Gazetteer, Match, Place, PlaceKind, open_gazetteer
from gazetteer.annotated import Gold, as_place, documents, kind_of
from gazetteer.weighing import NEAR_KM

EVERY = 100
"""More bearers than any name of the index has."""


class Asked(NamedTuple):
    """One annotated place."""

    gold: Gold
    found: bool
    alone: bool
    """First without a context."""
    given: bool
    """First given the document's other places."""


def is_right(gold: Gold, place: Place) -> bool:
    same = gold.get("geonameid") and place.id == f"geonames:{gold['geonameid']}"
    return bool(same) or place.coordinates.distance_km(Coordinates(gold["lat"], gold["lon"])) <= NEAR_KM


def placed(gold: Gold, gazetteer: Gazetteer) -> Place:
    """The annotated place; one of its own where the gazetteer has none of that number."""
    if known := as_place(gold, gazetteer):
        return known
    point = Coordinates(gold["lat"], gold["lon"])
    kind = kind_of(gold) or PlaceKind.SETTLEMENT
    return Place("gold", gold["text"], kind, gazetteer.country_at(point), "", 0, point, 1.0)


def asked(places: Sequence[Gold], gazetteer: Gazetteer) -> Iterator[Asked]:
    """Each different written name of a document with each place it was annotated with."""
    once = {(each["text"], each["lat"], each["lon"]): each for each in places}
    for gold in once.values():
        others = [placed(other, gazetteer) for other in once.values() if other["text"] != gold["text"]]
        alone = gazetteer.lookup(gold["text"], limit=EVERY)
        given = gazetteer.lookup(gold["text"], context=context(others), limit=EVERY)
        yield Asked(
            gold,
            any(is_right(gold, match.place) for match in (*alone, *given)),
            first_is_right(gold, alone),
            first_is_right(gold, given),
        )


def context(others: Sequence[Place]) -> Context:
    countries = Counter(place.country for place in others if place.country)
    return Context(tuple(code for code, _ in countries.most_common(3)), tuple(others))


def first_is_right(gold: Gold, matches: Sequence[Match]) -> bool:
    return bool(matches) and is_right(gold, matches[0].place)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--missing", action="store_true", help="list the places that are among no answers, by kind")
    parser.add_argument("--wrong", action="store_true", help="list the places that come first neither way")
    given = parser.parse_args()
    gazetteer = open_gazetteer()
    print("| corpus | places | among the answers | first of those, alone | first of those, given the others |")
    print("|---|---:|---:|---:|---:|")
    for path in given.corpora:
        seen = [one for document in documents(path) for one in asked(document["names"], gazetteer)]
        known = [one for one in seen if one.found]
        alone, together = (sum(getattr(one, how) for one in known) for how in ("alone", "given"))
        shares = (len(known) / len(seen), alone / len(known), together / len(known))
        print(f"| {path.stem} | {len(seen):,} | {' | '.join(f'{100 * share:.1f} %' for share in shares)} |", flush=True)
        if given.missing:
            print_counted(one.gold for one in seen if not one.found)
        if given.wrong:
            print_counted(one.gold for one in known if not one.given)


def print_counted(golds: Iterator[Gold]) -> None:
    counted = Counter(map(described, golds))
    for row, count in sorted(counted.items(), key=lambda item: (item[0][0], -item[1])):
        print(count, *row, sep="\t")


def described(gold: Gold) -> tuple[str, ...]:
    """Feature code or type, name, point and GeoNames number."""
    point = f"{gold['lat']:.2f}, {gold['lon']:.2f}"
    return str(gold.get("fcode") or gold.get("type") or ""), gold["text"], point, str(gold.get("geonameid") or "")


if __name__ == "__main__":
    main()
