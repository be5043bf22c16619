"""What people corrected as a file that a colleague can follow: JSON Lines, described in `docs/corrections.md`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gazetteer.corrections import Correction, Scope, day, folded
from mapapp import correcting
from mapapp.correcting_events import checked
from mapapp.correction_words import subject
from mapapp.event_corrections import Anchor, Aspect, EventCorrection, Reach
from mapapp.incidents import Verdict
from mapapp.model import SaidDay
from mapapp.records import days_from, days_record
from mapapp.store import Came, Store, TakenIn

FORMAT = "mapapp corrections"
VERSION = 1
Record = dict[str, Any]


class NotCorrections(ValueError):
    """A file is none of ours, or of a newer version; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a file."""

    new: int
    """Corrections that were not known here and hold now."""
    known: int
    """Those that were here already: nothing was changed."""
    undone: int
    """Those that were taken back there, and now are here too."""
    waiting: tuple[str, ...]
    """Those that hold for nothing here yet, in words: they are kept, and hold once their sentence is read."""
    conflicts: tuple[str, ...]
    """Where people here say something else, in words; the later one holds."""
    refused: tuple[str, ...]
    """Lines that were not understood, with the reason."""
    again: bool
    """Whether names or days of reports were corrected, so that reports have to be read again."""


def lines(store: Store) -> Iterator[str]:
    """All that people of a workspace corrected, a JSON object a line, what was taken back too."""
    names = store.memory.history() if store.has_memory else ()
    yield _line({"format": FORMAT, "version": VERSION})
    for event in store.event_corrections.history():
        yield _line({"what": "event", **event_record(event)})
    for name in names:
        yield _line({"what": "name", **name_record(name)})
    for said in store.said_days.history():
        yield _line({"what": "day", **day_record(said)})
    for judgement in store.judgement_records():
        yield _line({"what": "incident", **judgement})


def take_in(store: Store, given: Iterable[str]) -> Imported:
    """Follow the corrections of a file. The same file again changes nothing.

    Args:
        store: the workspace.
        given: the file's lines.

    Raises:
        NotCorrections: it is no file of corrections; nothing was changed.
        StoreError, MemoryUnusable: they cannot be kept.
    """
    records, refused = _records(given)
    said: dict[str, list[Any]] = {what: [] for what in READERS}
    for number, record in records:
        try:
            read = _read(record)
            said[record["what"]].append(read)
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            refused.append(f"line {number}: {_reason(wrong)}")
    taken, days = store.event_corrections.take_in(said["event"]), store.said_days.take_in(said["day"])
    came = [*(each.came for each in taken), *(each.came for each in days)]
    conflicts = [conflict for each in taken if (conflict := against(each))]
    conflicts += [_differ(f"Day of {each.said.article}", each.said, each.against) for each in days if each.against]
    for one in said["name"]:
        conflicts += [other for other in [_other_name(store, one)] if other]
        came.append(_came(one, store.memory.take_in(one)))
    came += [Came(store.take_in_judgement(record)) for record in said["incident"]]
    waiting = [each.correction for each in taken if not each.events and each.correction.undone is None]
    absent = [each.said.article for each in days if not each.is_here and each.said.undone is None]
    return Imported(
        came.count(Came.NEW),
        came.count(Came.KNOWN),
        came.count(Came.UNDONE),
        (
            *(f"{subject(one)}: its sentence is not read in this workspace" for one in waiting),
            *(f"Day of {article}: this report is not read in this workspace" for article in absent),
        ),
        tuple(conflicts),
        tuple(refused),
        bool(said["name"]) or any(each.is_here and each.came is not Came.KNOWN for each in days),
    )


def event_record(one: EventCorrection) -> Record:
    """A correction of an event as plain JSON."""
    return {
        "key": one.key,
        "aspect": one.aspect.value,
        "reach": one.reach.value,
        "anchor": asdict(one.anchor),
        "value": dict(one.value),
        **_said(one),
        "undone_by": one.undone_by,
    }


def event_from(record: Mapping[str, Any]) -> EventCorrection:
    """The inverse of `event_record`.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    aspect, reach = Aspect(record["aspect"]), Reach(record["reach"])
    key, anchor = str(record["key"]), Anchor(**record["anchor"])
    # Files of before do not say who took it back.
    by = str(record.get("undone_by", ""))
    return EventCorrection(key, aspect, reach, anchor, checked(aspect, record["value"]), *_sayer(record), by)


def name_record(one: Correction) -> Record:
    """A correction of a name as plain JSON."""
    about = {name: getattr(one, name) for name in ("name", "place_id", "place_label", "target")}
    return {**about, "scope": one.scope.value, **_said(one)}


def name_from(record: Mapping[str, Any]) -> Correction:
    """The inverse of `name_record`.

    Raises:
        KeyError, ValueError: it is none.
    """
    name, place_id, label = (str(record[field]) for field in ("name", "place_id", "place_label"))
    if not folded(name):
        raise ValueError("a correction of a name needs the name")
    who, why, when, undone = _sayer(record)
    return Correction(0, name, place_id, label, Scope(record["scope"]), str(record["target"]), who, why, when, undone)


def day_record(one: SaidDay) -> Record:
    """The days of publication that a person gave, as plain JSON."""
    return {"article": one.article, **days_record(one.days), **_said(one)}


def day_from(record: Mapping[str, Any]) -> SaidDay:
    """The inverse of `day_record`.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    article = str(record["article"])
    if not article:
        raise ValueError("a day needs the report that it is of")
    return SaidDay(article, days_from(dict(record)), *_sayer(record))


def against(taken: TakenIn) -> str:
    """Who says otherwise here, and what holds; "" where nobody does."""
    one, other = taken.correction, taken.against
    return "" if other is None else _differ(subject(one), one, other)


def _differ(about: str, one: EventCorrection | SaidDay, other: EventCorrection | SaidDay) -> str:
    later = one if one.when > other.when else other
    return (
        f"{about}: {one.who} ({day(one.when)}) and {other.who} ({day(other.when)}) say different things; "
        f"what {later.who} said later holds"
    )


def _other_name(store: Store, one: Correction) -> str:
    ones = store.memory.corrections().held.get(folded(one.name), ())
    for each in ones:
        same = (each.scope, each.target) == (one.scope, one.target)
        if same and each.place_id != one.place_id and one.undone is None:
            later = one if one.when > each.when else each
            said = " and ".join(f"{correcting.meaning(other)} as {other.who} says" for other in (one, each))
            return f"“{one.name}” {said}; what {later.who} said later holds"
    return ""


def _came(one: Correction, known: Correction | None) -> Came:
    if known is None:
        return Came.NEW
    return Came.UNDONE if one.undone and not known.undone else Came.KNOWN


def _judgement(record: Record) -> Record:
    who, why, when, undone = _sayer(record)
    return {
        "verdict": Verdict(record["verdict"]).value,
        "event": str(record["event"]),
        "others": [str(each) for each in record["others"]],
        "anchors": {str(event): list(anchor) for event, anchor in record["anchors"].items()},
        "who": who,
        "why": why,
        "when": when.isoformat(),
        "undone": undone.isoformat() if undone else None,
    }


READERS: Mapping[str, Callable[[Record], Any]] = {
    "event": event_from,
    "name": name_from,
    "day": day_from,
    "incident": _judgement,
}
"""What a line can be about, and what reads it."""


def _read(record: Record) -> Any:
    what = record["what"]
    if what not in READERS:
        raise ValueError(f"{what!r} is nothing that this version knows")
    return READERS[what](record)


def _records(given: Iterable[str]) -> tuple[list[tuple[int, Record]], list[str]]:
    """The objects of a file by number of the line, and what is none."""
    numbered = ((number, line) for number, line in enumerate(given, start=1) if line.strip())
    records: list[tuple[int, Record]] = []
    refused: list[str] = []
    head = _object(next(numbered, (0, ""))[1])
    if head is None or head.get("format") != FORMAT:
        raise NotCorrections("this is no file of corrections; make one with: mapapp corrections export FILE")
    if not isinstance(head.get("version"), int) or head["version"] > VERSION:
        raise NotCorrections("this file was written by a newer mapapp; update mapapp, then import it")
    for number, line in numbered:
        record = _object(line)
        if record is None:
            refused.append(f"line {number}: this is no JSON object")
        else:
            records.append((number, record))
    return records, refused


def _object(line: str) -> Record | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _reason(wrong: Exception) -> str:
    return f"the field {wrong} is missing" if isinstance(wrong, KeyError) else str(wrong)


def _said(one: EventCorrection | Correction | SaidDay) -> Record:
    undone = one.undone.isoformat() if one.undone else None
    return {"who": one.who, "why": one.why, "when": one.when.isoformat(), "undone": undone}


def _sayer(record: Mapping[str, Any]) -> tuple[str, str, datetime, datetime | None]:
    who, when, undone = str(record["who"]), datetime.fromisoformat(record["when"]), record["undone"]
    if not who.strip() or when.tzinfo is None:
        raise ValueError("it must say who said so, and when with a time zone")
    return who, str(record["why"]), when, datetime.fromisoformat(undone) if undone else None


def _line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False, sort_keys=False) + "\n"
