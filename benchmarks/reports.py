"""Events in short reports of our own, annotated by hand in two halves: one to develop with, one that only measures.

`benchmarks/reports.py [--errors]` reads tests/cases/events/reports_development.toml and reports_measuring.toml by the
whole way of `mapapp.reading.read` and prints figures of both. `--errors` lists the errors of the development half only,
`--gold FILE` writes that half as `mapapp evaluate events` and `mapapp.reading.events.grading.training` read it.
What the fields of an annotation mean stands at the head of reports_development.toml.
"""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from gazetteer import Gazetteer, open_gazetteer
from mapapp.evaluation.figures import Figures, f1, percent
from mapapp.intake.making import Fields, make
from mapapp.model import Event, Reading, TextSpan
from mapapp.reading import read
from mapapp.reading.events import KINDS

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "cases" / "events"
DEVELOPMENT, MEASURING = "reports_development", "reports_measuring"
FigureSaid = tuple[str, int | None]
"""What is counted and how many; None where only a word like "dozens" stands."""


@dataclass(frozen=True, slots=True)
class Marked:
    """An event as annotated."""

    trigger: TextSpan
    kinds: tuple[str, ...]
    statuses: tuple[str, ...]
    scenes: tuple[str, ...]
    claimant: str | None
    figures: tuple[FigureSaid, ...]
    days: tuple[date, date] | None
    """None: not asked."""
    optional: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What we say of one trigger: events of ours that differ in their scenes only."""

    events: tuple[Event, ...]

    @property
    def first(self) -> Event:
        return self.events[0]

    @property
    def scenes(self) -> tuple[TextSpan, ...]:
        return tuple(event.place.span for event in self.events if event.place)

    @property
    def figures(self) -> set[FigureSaid]:
        return {(one.what, one.count) for event in self.events for one in event.figures}


@dataclass(slots=True)
class Outcome:
    """What was right and wrong: counts, and a line for each error."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def judge(self, what: str, right: bool, line: str) -> None:
        self.counts.update({what: 1, f"{what}_right": int(right)})
        if not right:
            self.errors.append(f"{what.upper()} {line}")


def reports(half: str) -> list[dict[str, Any]]:
    """The annotated reports of a half; none where it is not there."""
    path = FOLDER / f"{half}.toml"
    return tomllib.loads(path.read_text("utf-8"))["report"] if path.exists() else []


def text_of(report: dict[str, Any]) -> str:
    return str(report["text"]).strip()


def marks_of(report: dict[str, Any]) -> list[Marked]:
    """The annotated events of a report.

    Raises:
        ValueError: words that do not stand in the text.
    """
    text = text_of(report)
    return [_mark(event, text) for event in report.get("event", ())]


def _mark(event: dict[str, Any], text: str) -> Marked:
    days = [date.fromisoformat(day) for day in event.get("days", ())]
    for words in (*event.get("at", ()), *([event["by"]] if "by" in event else ())):
        places_of(words, text)
    for _, words, *_ in event.get("figures", ()):
        places_of(words, text)
    return Marked(
        _nth(event["words"], text),
        tuple(event["kind"]),
        tuple(event["status"]),
        tuple(event.get("at", ())),
        event.get("by"),
        tuple((what, count[0] if count else None) for what, _, *count in event.get("figures", ())),
        (days[0], days[-1]) if days else None,
        event.get("optional", False),
    )


def _nth(words: str, text: str) -> TextSpan:
    """The span of "shelled", or of "shelled#2" for the second."""
    plain, _, number = words.partition("#")
    return places_of(plain, text)[int(number or 1) - 1]


def places_of(words: str, text: str) -> list[TextSpan]:
    """Everywhere that these words stand in a text, as whole words.

    Raises:
        ValueError: nowhere.
    """
    found = [TextSpan(*one.span()) for one in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not found:
        raise ValueError(f"{words!r} does not stand in {text[:60]!r}")
    return found


def read_report(report: dict[str, Any], gazetteer: Gazetteer) -> Reading:
    """The report read as one that came by intake with its day of publication."""
    return read(make(Fields(text_of(report), published=report["published"]), "report"), gazetteer)


def said_of(reading: Reading) -> list[Said]:
    """The events of ours, those of one trigger together."""

    def spot(event: Event) -> tuple[int, str]:
        return event.trigger.start, event.kind

    return [Said(tuple(events)) for _, events in groupby(sorted(reading.events, key=spot), spot)]


def matched(marks: Sequence[Marked], said: Sequence[Said]) -> dict[int, int]:
    """Index of an annotated event -> index of ours with a fitting kind in its sentence, the nearest triggers first."""
    pairs = sorted(
        (distance, mark.optional, i, j)
        for i, mark in enumerate(marks)
        for j, ours in enumerate(said)
        if _fits(ours.first.kind, mark.kinds) and (distance := _distance(mark, ours.first)) is not None
    )
    match: dict[int, int] = {}
    for _, _, i, j in pairs:
        if i not in match and j not in match.values():
            match[i] = j
    return match


def _fits(kind: str, marked: Sequence[str]) -> bool:
    """Whether an annotation names a kind or the wider kind that contains it."""
    return kind in marked or (kind in KINDS and KINDS[kind].wider in marked)


def _distance(mark: Marked, ours: Event) -> int | None:
    """Characters between the triggers; 0 in a sentence of which ours says that it tells the same, None in others."""
    if any(span.contains(mark.trigger) for span in ours.repeats):
        return 0
    if not ours.sentence.contains(mark.trigger):
        return None
    return max(0, mark.trigger.start - ours.trigger.end, ours.trigger.start - mark.trigger.end)


def compare(report: dict[str, Any], reading: Reading, outcome: Outcome) -> None:
    """Adds to the outcome what the reading of a report has right and wrong."""
    text, marks, said = reading.article.text, marks_of(report), said_of(reading)
    match = matched(marks, said)
    for j, ours in enumerate(said):
        if j not in match.values():
            line = f"{ours.first.kind} {ours.first.trigger.of(text)!r}: {ours.first.reason}"
            outcome.judge("false", False, f"{line} :: {_flat(ours.first.sentence, text)}")
    for i, mark in enumerate(marks):
        if mark.optional:
            continue
        sentence = next((one for one in reading.sentences if one.contains(mark.trigger)), mark.trigger)
        line = f"{mark.trigger.of(text)!r} :: {_flat(sentence, text)}"
        outcome.judge("missed", i in match, f"{'; '.join(mark.kinds)} {line}")
        if i in match:
            _compare_parts(mark, said[match[i]], text, line, outcome)


def _compare_parts(mark: Marked, ours: Said, text: str, line: str, outcome: Outcome) -> None:
    event = ours.first
    status = event.status.value
    outcome.judge("status", status in mark.statuses, f"meant {mark.statuses}, said {status}: {event.reason} {line}")
    scenes = [span.of(text) for span in ours.scenes]
    outcome.judge("scene", same_scenes(mark.scenes, ours.scenes, text), f"meant {mark.scenes}, said {scenes} {line}")
    claimant = event.claimed_by.of(text) if event.claimed_by else None
    if mark.claimant or claimant:
        right = bool(mark.claimant and event.claimed_by and _meets(mark.claimant, event.claimed_by, text))
        outcome.judge("claimant", right, f"meant {mark.claimant!r}, said {claimant!r} {line}")
        outcome.counts.update(claims=bool(mark.claimant), claims_said=bool(claimant), claims_right=right)
    meant, found = set(mark.figures), ours.figures
    if meant or found:
        outcome.judge(
            "figures", meant == found, f"meant {sorted(meant, key=str)}, said {sorted(found, key=str)} {line}"
        )
        outcome.counts.update(counts=len(meant), counts_said=len(found), counts_right=len(meant & found))
    if mark.days:
        days = (event.days.first_day, event.days.last_day) if event.days else None
        spans = [f"{one[0]} to {one[1]}" if one else "none" for one in (mark.days, days)]
        outcome.judge("days", days == mark.days, f"meant {spans[0]}, said {spans[1]}: {event.date_evidence} {line}")


def same_scenes(names: Sequence[str], spans: Sequence[TextSpan], text: str) -> bool:
    """Whether each scene of ours is one of the names, and each name one of ours; none is none."""
    return all(any(_meets(name, span, text) for name in names) for span in spans) and all(
        any(_meets(name, span, text) for span in spans) for name in names
    )


def _meets(words: str, span: TextSpan, text: str) -> bool:
    return any(one.overlaps(span) for one in places_of(words, text))


def _flat(span: TextSpan, text: str) -> str:
    return " ".join(span.of(text).split())


def outcome_of(half: Iterable[dict[str, Any]], gazetteer: Gazetteer) -> Outcome:
    """All reports of a half read and compared."""
    outcome = Outcome()
    for report in half:
        compare(report, read_report(report, gazetteer), outcome)
    return outcome


def figures_of(outcome: Outcome) -> Figures:
    """Percentages: kinds over all events, the rest over those found."""
    counts = outcome.counts
    found = counts["missed_right"]
    return {
        **f1(found, found + counts["false"], counts["missed"]),
        "status": percent(counts["status_right"], counts["status"]),
        "scene": percent(counts["scene_right"], counts["scene"]),
        "claimant_recall": percent(counts["claims_right"], counts["claims"]),
        "claimant_precision": percent(counts["claims_right"], counts["claims_said"]),
        "figures": f1(counts["counts_right"], counts["counts_said"], counts["counts"])["f1"],
        "days": percent(counts["days_right"], counts["days"]),
    }


def lines(half: str, gazetteer: Gazetteer, errors: bool) -> Iterator[str]:
    annotated = reports(half)
    outcome = outcome_of(annotated, gazetteer)
    required = outcome.counts["missed"]
    shown = " ".join(f"{name} {figure}" for name, figure in figures_of(outcome).items())
    yield f"{half}: {len(annotated)} reports, {required} events: {shown}"
    if errors and half == DEVELOPMENT:
        yield from sorted(outcome.errors)


def gold(number: int, report: dict[str, Any]) -> dict[str, Any]:
    """A report as a gold document: its text, its day, and its events by offsets."""
    text = text_of(report)
    events = [_gold_event(mark, text) for mark in marks_of(report)]
    return {"id": f"report_{number}", "text": text, "published": report["published"], "events": events}


def _gold_event(mark: Marked, text: str) -> dict[str, Any]:
    trigger = [mark.trigger.start, mark.trigger.end]
    claimant = places_of(mark.claimant, text)[0] if mark.claimant else None
    return {
        "sentence": trigger,
        "trigger": trigger,
        "kinds": mark.kinds,
        "status": mark.statuses,
        "places": [[span.start, span.end] for name in mark.scenes for span in places_of(name, text)],
        "claimant": [claimant.start, claimant.end] if claimant else None,
        "figures": [],
        "optional": mark.optional,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="list the errors of the development half")
    parser.add_argument("--gold", type=Path, metavar="FILE", help="write the development half here and do nothing else")
    asked = parser.parse_args()
    if asked.gold:
        documents = [json.dumps(gold(*each)) + "\n" for each in enumerate(reports(DEVELOPMENT))]
        asked.gold.write_text("".join(documents), "utf-8")
        return
    errors = asked.errors
    gazetteer = open_gazetteer()
    for half in (DEVELOPMENT, MEASURING):
        print(*lines(half, gazetteer, errors), sep="\n")


if __name__ == "__main__":
    main()
