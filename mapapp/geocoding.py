"""Written names of places to the records that `mapapp geocode` prints."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator

from gazetteer import Gazetteer, Match
from mapapp.records import Record, place_record


def matches(gazetteer: Gazetteer, name: str, countries: Collection[str]) -> tuple[Match, ...]:
    """The places that a name may mean, best first.

    Args:
        countries: ISO 3166-1 alpha-2 codes that the place must lie in; empty for anywhere.
    """
    return gazetteer.lookup(name, countries=tuple(countries), limit=10)


def answer(location: str, found: tuple[Match, ...]) -> Record:
    """The likeliest place, or null, and the others with their share of the confidence."""
    best, others = (found[0], found[1:]) if found else (None, ())
    return {
        "location": location,
        "place": None if best is None else place_record(best.place),
        "confidence": None if best is None else round(best.confidence, 4),
        "reason": "not in the gazetteer" if best is None else best.reason,
        "alternatives": [{**place_record(each.place), "confidence": round(each.confidence, 4)} for each in others],
    }


def answers(gazetteer: Gazetteer, lines: Iterable[str], countries: Collection[str]) -> Iterator[Record]:
    """One record for each line `{"id", "location", "country"?}`; a line that cannot be read gives `error`."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            location, country = question["location"], question.get("country")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield {"id": None, "error": f'line {number} is not a JSON object like {{"id": "1", "location": "Lviv"}}'}
            continue
        within = (str(country).upper(),) if country else countries
        found = matches(gazetteer, location, within) if isinstance(location, str) else ()
        yield {"id": question.get("id"), **answer(location, found)}
