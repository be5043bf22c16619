"""Written names of places to the records that `mapapp geocode` prints."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from gazetteer import Gazetteer
from gazetteer.corrections import NO_CORRECTIONS, Corrections, Found, look_up
from gazetteer.online import Online, OnlineStopped
from gazetteer.online_answers import with_online
from mapapp.records import Record, place_record

NOT_FOUND = "not in the gazetteer"


@dataclass(frozen=True, slots=True)
class Names:
    """What is asked when a name is looked up."""

    gazetteer: Gazetteer
    corrections: Corrections = NO_CORRECTIONS
    """People's word; it wins."""
    online: Online | None = None
    """Asked for what the gazetteer lacks; None where nothing may leave the machine."""

    def find(self, name: str, countries: Collection[str] = (), limit: int = 10) -> Found:
        """The places that a name may mean, best first.

        Args:
            name: as written in a text.
            countries: ISO 3166-1 alpha-2 codes that the place must lie in; empty for anywhere.
            limit: at most this many.
        """
        found = look_up(self.gazetteer, name, self.corrections, countries=tuple(countries), limit=limit)
        if self.online is None:
            return found
        try:
            return with_online(found, name, self.online, self.gazetteer, countries)[0]
        except OnlineStopped as stopped:
            return replace(found, note="; ".join(filter(None, (found.note, str(stopped).rstrip(".")))))


def answer(location: str, found: Found) -> Record:
    """The likeliest place, or null, and the others with their share of the confidence."""
    best, others = (found.matches[0], found.matches[1:]) if found.matches else (None, ())
    reasons = (best.reason, found.note) if best else (found.note or NOT_FOUND,)
    return {
        "location": location,
        "place": None if best is None else place_record(best.place),
        "confidence": None if best is None else round(best.confidence, 4),
        "reason": "; ".join(dict.fromkeys(filter(None, reasons))),
        "alternatives": [{**place_record(each.place), "confidence": round(each.confidence, 4)} for each in others],
    }


def answers(names: Names, lines: Iterable[str], countries: Collection[str]) -> Iterator[Record]:
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
        found = names.find(location, within) if isinstance(location, str) else Found(())
        yield {"id": question.get("id"), **answer(location, found)}
