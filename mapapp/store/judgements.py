"""What people said of what is one happening, in the workspace; nothing is ever deleted, what is undone says when."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, insert, select

from mapapp.incidents import Judgement, Verdict
from mapapp.store.tables import JUDGEMENT


def judged(connection: Connection) -> tuple[Judgement, ...]:
    """All judgements, undone ones too, the oldest first."""
    rows = connection.execute(select(JUDGEMENT).order_by(JUDGEMENT.c.number)).mappings()
    return tuple(map(_judgement, rows))


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
        "who": made.who,
        "why": made.why,
        "when": made.when.isoformat(),
    }
    connection.execute(insert(JUDGEMENT), row)
    return judged(connection)[-1]


def undo(connection: Connection, number: int) -> bool:
    """Take a judgement back; False where there is none that holds."""
    holds = (JUDGEMENT.c.number == number) & JUDGEMENT.c.undone.is_(None)
    return bool(connection.execute(JUDGEMENT.update().where(holds).values(undone=_now().isoformat())).rowcount)


def _judgement(row: RowMapping) -> Judgement:
    undone = row["undone"]
    return Judgement(
        row["number"],
        Verdict(row["verdict"]),
        row["event"],
        tuple(json.loads(row["others"])),
        row["who"],
        row["why"],
        datetime.fromisoformat(row["when"]),
        datetime.fromisoformat(undone) if undone else None,
    )


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
