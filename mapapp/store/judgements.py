"""What people said of what is one happening, in the workspace; nothing is ever deleted, what is undone says when."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, insert, select

from mapapp.incidents import Judgement, Verdict
from mapapp.store.tables import EVENT, JUDGEMENT

ANCHOR = (EVENT.c.article_id, EVENT.c.kind, EVENT.c.sentence_start, EVENT.c.sentence_end, EVENT.c.trigger_start)
"""What tells an event from the others of its article, its place left out."""


def judged(connection: Connection) -> tuple[Judgement, ...]:
    """All judgements, undone ones too, the oldest first, with the ids that their events have now."""
    rows = connection.execute(select(JUDGEMENT).order_by(JUDGEMENT.c.number)).mappings().all()
    now: dict[str, str] = {}
    for row in rows:
        for event, anchor in json.loads(row["anchors"]).items():
            now[event] = _id_now(connection, event, anchor)
    return tuple(_judgement(row, now) for row in rows)


def _id_now(connection: Connection, event: str, anchor: Sequence[Any]) -> str:
    """The id of the one event that is read in the same words, where the old one is not read any more."""
    if connection.execute(select(EVENT.c.id).where(EVENT.c.id == event)).first():
        return event
    same = (column == value for column, value in zip(ANCHOR, anchor, strict=True))
    found = connection.execute(select(EVENT.c.id).where(*same).distinct()).scalars().all()
    return found[0] if len(found) == 1 else event


def judge(connection: Connection, verdict: Verdict, event: str, others: Sequence[str], who: str, why: str) -> Judgement:
    """Keep what a person said.

    Raises:
        ValueError: nobody says so, or there is no other event.
    """
    if not who.strip():
        raise ValueError("say who decides it, so that others know whom to ask")
    made = Judgement(0, verdict, event, tuple(others), who.strip(), why.strip(), _now())
    row = {
        "verdict": verdict.value,
        "event": event,
        "others": json.dumps(made.others),
        "anchors": json.dumps(_anchors(connection, (event, *made.others))),
        "who": made.who,
        "why": made.why,
        "when": made.when.isoformat(),
    }
    connection.execute(insert(JUDGEMENT), row)
    return judged(connection)[-1]


def records(connection: Connection) -> list[dict[str, Any]]:
    """All judgements as plain JSON, with what tells their events on another machine."""
    rows = connection.execute(select(JUDGEMENT).order_by(JUDGEMENT.c.number)).mappings().all()
    return [
        {name: value for name, value in row.items() if name != "number"}
        | {"others": json.loads(row["others"]), "anchors": json.loads(row["anchors"])}
        for row in rows
    ]


def take_in(connection: Connection, record: Mapping[str, Any]) -> str:
    """Keep a judgement of `records` that was made elsewhere: "new", "known", or "undone" where it is taken back now."""
    made = dict(record) | {name: json.dumps(record[name]) for name in ("others", "anchors")}
    same = [JUDGEMENT.c[name] == made[name] for name in ("verdict", "event", "others", "who", "when")]
    known = connection.execute(select(JUDGEMENT.c.number, JUDGEMENT.c.undone).where(*same)).first()
    if known is None:
        connection.execute(insert(JUDGEMENT), made)
        return "new"
    if not record["undone"] or known.undone:
        return "known"
    connection.execute(JUDGEMENT.update().where(*same).values(undone=record["undone"]))
    return "undone"


def undo(connection: Connection, number: int) -> bool:
    """Take a judgement back; False where there is none that holds."""
    holds = (JUDGEMENT.c.number == number) & JUDGEMENT.c.undone.is_(None)
    return bool(connection.execute(JUDGEMENT.update().where(holds).values(undone=_now().isoformat())).rowcount)


def _anchors(connection: Connection, events: Iterable[str]) -> dict[str, list[Any]]:
    rows = ((event, connection.execute(select(*ANCHOR).where(EVENT.c.id == event)).first()) for event in events)
    return {event: list(row) for event, row in rows if row is not None}


def _judgement(row: RowMapping, now: Mapping[str, str]) -> Judgement:
    undone, event, others = row["undone"], row["event"], json.loads(row["others"])
    return Judgement(
        row["number"],
        Verdict(row["verdict"]),
        now.get(event, event),
        tuple(now.get(other, other) for other in others),
        row["who"],
        row["why"],
        datetime.fromisoformat(row["when"]),
        datetime.fromisoformat(undone) if undone else None,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
