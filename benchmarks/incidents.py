"""How well and how fast events are grouped to incidents.

`benchmarks/incidents.py NEWS.jsonl [--dated]` groups all events of the corpus ukraine_war_news and prints B-cubed
precision, recall and F1 on those of war_incidents.jsonl, which we grouped by hand: half of the groups are there to
develop with, half are only scored. --dated gives each article the day in its id; without, no day is known.
`benchmarks/incidents.py --made N` groups N made-up events and prints seconds and peak memory.

war_incidents.jsonl has ids, offsets, group numbers and a checksum of each text; the texts are not ours to give. Events
that one sentence reports at several scenes are a group a scene; a plan and its happening are one; what lasts for months
without a day of its own (a build-up, a war) is not marked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from gazetteer import Coordinates, Place, PlaceKind
from mapapp.evaluation import documents_of
from mapapp.incidents import Report, incidents, report_of
from mapapp.ingest import results
from mapapp.model import Event, Figure, Reading, Status, TextSpan, TimeSpan

MARKS = Path(__file__).with_name("war_incidents.jsonl")
HALVES = ("development", "scored")


def half(group: int) -> int:
    """Which half a group belongs to, by its hash."""
    return hashlib.sha256(str(group).encode()).digest()[0] % 2


def marked(marks: Iterable[Mapping[str, Any]], readings: Mapping[str, Reading]) -> dict[str, int]:
    """Event id -> group, for each mark whose event is still read."""
    found: dict[str, int] = {}
    for document in marks:
        reading = readings.get(document["id"])
        if reading is None or hashlib.sha256(reading.article.text.encode()).hexdigest() != document["sha256"]:
            continue
        for mark in document["events"]:
            if event := _event(reading.events, mark):
                found[event.id] = mark["group"]
    return found


def _event(events: Iterable[Event], mark: Mapping[str, Any]) -> Event | None:
    """The event whose trigger is the marked one, best the one with the marked scene; else the only one there."""
    events, sentence = tuple(events), TextSpan(*mark["sentence"])
    trigger = TextSpan(*mark["trigger"])
    fit = [event for event in events if event.trigger.overlaps(trigger)]
    scene = None if mark["scene"] is None else TextSpan(*mark["scene"])
    at_scene = [event for event in fit if scene and event.place and event.place.span == scene]
    alone = [event for event in events if event.sentence.overlaps(sentence)]
    return next(iter([*at_scene, *fit, *(alone if len(alone) == 1 else ())]), None)


def b_cubed(
    cluster: Mapping[str, str], gold: Mapping[str, int], counts: Callable[[int], bool] = lambda group: True
) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent: the mean over the events of groups that count, among all marked events."""
    groups, clusters = defaultdict(list), defaultdict(list)
    for event, group in gold.items():
        groups[group].append(cluster[event])
        clusters[cluster[event]].append(group)
    scored = [(cluster[event], group) for event, group in gold.items() if counts(group)]
    precise = [clusters[mine].count(group) / len(clusters[mine]) for mine, group in scored]
    complete = [groups[group].count(mine) / len(groups[group]) for mine, group in scored]
    precision, recall = sum(precise) / len(scored), sum(complete) / len(scored)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def read(news: Path, *, dated: bool) -> dict[str, Reading]:
    """Every article of the corpus as it is read, with the day that its id begins with or without a day."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.jsonl"
        lines = [
            {"id": each["id"], "text": each["text"]} | (_day(each["id"]) if dated else {})
            for each in documents_of(news)
        ]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
        return {each.article.id: each for each in results([path]) if isinstance(each, Reading)}


def _day(article: str) -> dict[str, str]:
    return {"published": f"{article[:4]}-{article[4:6]}-{article[6:8]}"}


def accuracy(news: Path, *, dated: bool) -> None:
    readings = read(news, dated=dated)
    reports = [
        report_of(event, reading.article.text, reading.published)
        for reading in readings.values()
        for event in reading.events
    ]
    found = incidents(reports)
    cluster = {event: incident.id for incident in found for event in incident.events}
    gold = marked(documents_of(MARKS), readings)
    several = Counter(len(incident.events) for incident in found)
    print(
        f"{len(reports)} events in {len(found)} incidents, {several[1]} of them of one event; "
        f"{len(gold)} of the marked events are read"
    )
    print("| half | events | precision | recall | F1 |\n|---|---|---|---|---|")
    for at, name in enumerate(HALVES):
        counts = sum(half(group) == at for group in gold.values())
        figures = b_cubed(cluster, gold, lambda group, at=at: half(group) == at)
        print(f"| {name} | {counts} | " + " | ".join(f"{figure:.1f}" for figure in figures) + " |")


def made(count: int, seed: int = 7) -> Iterator[Report]:
    """Made-up events with the skew of real ones.

    A fifth is in one town, a tenth names a whole country, a tenth has no scene or no day, one in twenty is one of a
    few sentences that stand everywhere; words are as frequent as in a language; a happening has one to eight reports.
    """
    chance = random.Random(seed)
    drawn = _words(chance)
    towns = [_town(at, chance) for at in range(2_000)]
    countries = [_country(code, chance) for code in ("UA", "RU", "SY", "SD", "PL")]
    everywhere = [" ".join(chance.choices(drawn, k=18)) for _ in range(10)]
    kinds = ("Battles: Armed clash", "Explosions/Remote violence: Air/drone strike", "CONSULT", "AID", "SANCTION")
    number = 0
    while number < count:
        place = _scene(chance, towns, countries)
        day = date(2021, 1, 1) + timedelta(chance.randrange(1_200))
        told, kind = chance.choices(drawn, k=14), chance.choice(kinds)
        killed = chance.randrange(1, 60) if chance.random() < 0.2 else None
        for _ in range(min(chance.choice((1, 1, 1, 2, 2, 3, 5, 8)), count - number)):
            again = [word if chance.random() < 0.6 else chance.choice(drawn) for word in told]
            text = (
                chance.choice(everywhere) if chance.random() < 0.05 else " ".join([*again, *chance.choices(drawn, k=6)])
            )
            days = None if chance.random() < 0.1 else TimeSpan(day, day)
            figures = () if killed is None else (Figure("killed", killed, TextSpan(0, 1), killed, killed),)
            yield Report(
                f"{chance.getrandbits(48):012x}-{number}", f"article-{number // 9}", kind,
                Status.HAPPENED, place, days, TimeSpan(day, day), False, figures, text,
            )  # fmt: skip
            number += 1


def _words(chance: random.Random) -> list[str]:
    """Made-up words, each as often as one of its rank stands in a language."""
    words = [f"{'abcdefghijklmnoprstuvz'[at % 22]}{at:x}word" for at in range(40_000)]
    return chance.choices(words, [1 / (rank + 10) for rank in range(len(words))], k=200_000)


def _scene(chance: random.Random, towns: list[Place], countries: list[Place]) -> Place | None:
    drawn = chance.random()
    if drawn < 0.2:
        return towns[0]
    if drawn < 0.3:
        return chance.choice(countries)
    return None if drawn < 0.4 else towns[min(int(chance.paretovariate(0.6)), len(towns) - 1)]


def _town(number: int, chance: random.Random) -> Place:
    at = Coordinates(44 + 8 * chance.random(), 22 + 18 * chance.random())
    return Place(f"geonames:{number}", f"Town {number}", PlaceKind.SETTLEMENT, "UA", "", 0, at, 5)


def _country(code: str, chance: random.Random) -> Place:
    return Place(f"country:{code}", code, PlaceKind.COUNTRY, code, "", 0, Coordinates(50 * chance.random(), 30), 500)


def speed(count: int) -> None:
    reports = list(made(count))
    begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started, busy = time.perf_counter(), time.process_time()
    found = incidents(reports)
    seconds, busy = time.perf_counter() - started, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    largest = max(len(incident.events) for incident in found)
    print(f"{count:,} events: {seconds:.1f} s, {busy:.1f} s of processor time; ", end="")
    print(f"{len(found):,} incidents, the largest of {largest:,} events; ", end="")
    print(f"peak {peak / 2**20:.2f} GiB, of which the events {begun / 2**20:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path, nargs="?", help="the corpus that has the texts")
    parser.add_argument("--dated", action="store_true", help="with the day of each article")
    parser.add_argument("--made", type=int, metavar="N", help="group N made-up events")
    asked = parser.parse_args()
    if asked.made:
        speed(asked.made)
    elif asked.news:
        accuracy(asked.news, dated=asked.dated)
    else:
        parser.error("give the corpus, or --made N")


if __name__ == "__main__":
    main()
