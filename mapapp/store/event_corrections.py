"""What people said of events, in the workspace; nothing is ever deleted, what is undone says when.

What was said and the readings that follow it change in one transaction, so neither is ever without the other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, RowMapping, func, insert, select

from mapapp.correcting_events import checked, target
from mapapp.event_corrections import Anchor, Aspect, EventCorrection, EventCorrections, Reach, anchor_of, plain
from mapapp.model import Article, Event
from mapapp.store.came import Came
from mapapp.store.following import as_read_of, follow
from mapapp.store.likeness import alike_in
from mapapp.store.rows import to_json
from mapapp.store.tables import ARTICLE, EVENT, EVENT_CORRECTION, FOLLOWED

PLAIN = str.maketrans({chr(code): " " for code in (*range(32), *range(127, 160), 0x2028, 0x2029)})


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping a correction."""

    correction: EventCorrection
    replaced: EventCorrection | None
    """What held for the same event before; it holds again once this one is taken back."""
    events: int
    """How many events it holds for now."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a correction that was made elsewhere."""

    correction: EventCorrection
    came: Came
    against: EventCorrection | None = None
    """What people here said otherwise of the same; the later one holds."""
    events: int = 0
    """How many events it holds for now."""


class NoSuchEvent(Exception):
    """No event of that id is read in the workspace; the message says what to do."""


class CorrectedEvents:
    """What people of a workspace said of its events; `Store.event_corrections`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writing = engine.execution_options(write=True)

    def keep(self, one: EventCorrection) -> Kept:
        """Keep what a person said and follow it at once; of two about the same the last one kept holds.

        Raises:
            ValueError: it does not say what its aspect needs.
            StoreError: it cannot be kept; nothing was changed.
        """
        checked(one.aspect, one.value)
        with self._writing.begin() as connection:
            replaced = _holding(connection, one)
            kept = _insert(connection, replace(one, when=max(one.when, _after(connection))))
            follow(connection, _touched(connection, kept), held(connection))
            return Kept(kept, replaced, _applied(connection)[kept.number])

    def undo(self, number: int, who: str = "") -> bool:
        """Take a correction back; what held before it holds again. False where there is none that holds.

        Args:
            number: of the correction.
            who: takes it back; "" where nobody is named.
        """
        with self._writing.begin() as connection:
            holds = (EVENT_CORRECTION.c.number == number) & EVENT_CORRECTION.c.undone.is_(None)
            done = connection.execute(EVENT_CORRECTION.update().where(holds).values(_taken_back(_now(), who)))
            if done.rowcount:
                touched = select(FOLLOWED.c.article_id).where(FOLLOWED.c.number == number).distinct()
                follow(connection, connection.execute(touched).scalars().all(), held(connection))
            return bool(done.rowcount)

    def take_in(self, ones: Iterable[EventCorrection]) -> tuple[TakenIn, ...]:
        """Follow what was said elsewhere, as it was said: who, when and what was taken back.

        Raises:
            StoreError: it cannot be kept; nothing was changed.
        """
        with self._writing.begin() as connection:
            taken = [_take_in(connection, one) for one in ones]
            changed = {each.correction.key for each in taken if each.came is not Came.KNOWN}
            now = held(connection)
            follow(connection, _touched_by(connection, changed), now)
            numbers = {one.key: one.number for one in history(connection)}
            counts = _applied(connection)
            return tuple(replace(each, events=counts[numbers[each.correction.key]]) for each in taken)

    def history(self) -> tuple[EventCorrection, ...]:
        """All that was said, undone ones too, the oldest first."""
        with self._engine.connect() as connection:
            return tuple(history(connection))

    def of_event(self, event_id: str) -> tuple[EventCorrection, ...]:
        """What holds for an event, one an aspect."""
        wanted = select(FOLLOWED.c.number).where(FOLLOWED.c.event_id == event_id)
        with self._engine.connect() as connection:
            rows = select(EVENT_CORRECTION).where(EVENT_CORRECTION.c.number.in_(wanted))
            return tuple(_from(row) for row in connection.execute(rows.order_by(EVENT_CORRECTION.c.number)).mappings())

    def applied(self) -> dict[int, int]:
        """Number of a correction -> events that it holds for; those that hold for none are not in it."""
        with self._engine.connect() as connection:
            return dict(_applied(connection))

    def as_read(self, event_id: str) -> tuple[Article, Event]:
        """An event as it was read, before anybody corrected it, with its article.

        Raises:
            NoSuchEvent: there is none.
        """
        with self._engine.connect() as connection:
            return _as_read(connection, event_id)

    def anchor(self, event_id: str) -> Anchor:
        """Where an event stands, for a correction of it.

        Raises:
            NoSuchEvent: there is none.
        """
        return anchor_of(*self.as_read(event_id))

    def now(self, anchor: Anchor) -> str | None:
        """The id that an anchored event has now; None where it is not read any more."""
        with self._engine.connect() as connection:
            for article_id in standing_in(connection, anchor):
                article, events = as_read_of(connection, article_id)
                if found := target(anchor, events, article.text):
                    return found.id
        return None

    def alike(self, anchor: Anchor, reach: Reach) -> tuple[str, ...]:
        """Ids of the events that a correction of that reach would be about."""
        with self._engine.connect() as connection:
            if reach is Reach.EVENT:
                return (anchor.event,)
            return tuple(event for _, event in alike_in(connection, anchor, reach))


def held(connection: Connection) -> EventCorrections:
    """All that hold at this moment."""
    ones = [one for one in history(connection) if one.undone is None]
    if not ones:
        return EventCorrections()
    stored = set(
        connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.id.in_({o.anchor.article for o in ones}))).scalars()
    )
    return EventCorrections.of(ones, frozenset(one.anchor.article for one in ones) - stored)


def history(connection: Connection) -> Iterator[EventCorrection]:
    rows = connection.execute(select(EVENT_CORRECTION).order_by(EVENT_CORRECTION.c.number)).mappings().all()
    return (_from(row) for row in rows)


def _insert(connection: Connection, one: EventCorrection) -> EventCorrection:
    row = {
        "key": one.key,
        "aspect": one.aspect.value,
        "reach": one.reach.value,
        "article": one.anchor.article,
        "anchor": to_json(asdict(one.anchor)),
        "value": to_json(dict(one.value)),
        "who": _inert(one.who),
        "why": _inert(one.why),
        "when": one.when.isoformat(),
        **_taken_back(one.undone, one.undone_by),
    }
    made = connection.execute(insert(EVENT_CORRECTION), row).inserted_primary_key
    return replace(one, who=str(row["who"]), why=str(row["why"]), number=int(made[0]) if made else 0)


def _taken_back(when: datetime | None, who: str) -> dict[str, str | None]:
    return {"undone": when.isoformat() if when else None, "undone_by": _inert(who)}


def _inert(text: str) -> str:
    return plain(text.translate(PLAIN))


def _from(row: RowMapping) -> EventCorrection:
    return EventCorrection(
        key=row["key"],
        aspect=Aspect(row["aspect"]),
        reach=Reach(row["reach"]),
        anchor=Anchor(**json.loads(row["anchor"])),
        value=json.loads(row["value"]),
        who=row["who"],
        why=row["why"],
        when=datetime.fromisoformat(row["when"]),
        undone=datetime.fromisoformat(row["undone"]) if row["undone"] else None,
        undone_by=row["undone_by"],
        number=row["number"],
    )


def _take_in(connection: Connection, one: EventCorrection) -> TakenIn:
    same = EVENT_CORRECTION.c.key == one.key
    known = connection.execute(select(EVENT_CORRECTION.c.undone).where(same)).first()
    if known is None:
        holding = _holding(connection, one) if one.undone is None else None
        _insert(connection, one)
        return TakenIn(one, Came.NEW, holding if holding and holding.value != one.value else None)
    if one.undone is None or known.undone is not None:
        return TakenIn(one, Came.KNOWN)
    connection.execute(EVENT_CORRECTION.update().where(same).values(_taken_back(one.undone, one.undone_by)))
    return TakenIn(one, Came.UNDONE)


def _touched_by(connection: Connection, keys: Collection[str]) -> list[str]:
    ones = [one for one in history(connection) if one.key in keys]
    return [*dict.fromkeys(article for one in ones for article in _touched(connection, one))]


def _holding(connection: Connection, one: EventCorrection) -> EventCorrection | None:
    """What holds for the same event and aspect."""
    event, aspect = FOLLOWED.c.event_id == one.anchor.event, FOLLOWED.c.aspect == one.aspect.value
    number = connection.execute(select(FOLLOWED.c.number).where(event, aspect)).scalar()
    rows = select(EVENT_CORRECTION).where(EVENT_CORRECTION.c.number == number)
    row = connection.execute(rows).mappings().first() if number is not None else None
    return _from(row) if row else None


def _after(connection: Connection) -> datetime:
    """A moment after all that was said here: the last one kept holds, also where a clock was set back."""
    latest = connection.execute(select(func.max(EVENT_CORRECTION.c.when))).scalar()
    return datetime.fromisoformat(latest) + timedelta(microseconds=1) if latest else _now()


def _touched(connection: Connection, one: EventCorrection) -> list[str]:
    """Ids of the articles that may read differently for a correction."""
    before = connection.execute(select(FOLLOWED.c.article_id).where(FOLLOWED.c.number == one.number)).scalars().all()
    if one.reach is not Reach.EVENT:
        return [*dict.fromkeys([*before, *(article for article, _ in alike_in(connection, one.anchor, one.reach))])]
    return [*dict.fromkeys([*before, *standing_in(connection, one.anchor)])]


def standing_in(connection: Connection, anchor: Anchor) -> list[str]:
    """The anchored article, or where it is there no more those that took its place."""
    if connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.id == anchor.article)).first():
        return [anchor.article]
    same = ARTICLE.c.content_hash == anchor.text_hash
    for column, value in ((ARTICLE.c.source, anchor.source), (ARTICLE.c.url, anchor.url)):
        same = same | (column == value) if value else same
    return list(connection.execute(select(ARTICLE.c.id).where(same)).scalars().all())


def _as_read(connection: Connection, event_id: str) -> tuple[Article, Event]:
    """
    Raises:
        NoSuchEvent: there is none.
    """
    followed = select(FOLLOWED.c.article_id).where(FOLLOWED.c.event_id == event_id)
    where = select(EVENT.c.article_id).where(EVENT.c.id == event_id).union_all(followed)
    for article_id in connection.execute(where).scalars().all():
        article, events = as_read_of(connection, article_id)
        stands = [event for event in events if event.id == event_id]
        if stands:
            return article, stands[0]
    raise NoSuchEvent(f"no event {event_id} is read in this workspace; exports and `mapapp incidents` have the ids")


def _applied(connection: Connection) -> Counter[int]:
    counts = select(FOLLOWED.c.number, func.count()).group_by(FOLLOWED.c.number)
    return Counter({row[0]: row[1] for row in connection.execute(counts)})


def _now() -> datetime:
    return datetime.now(UTC)
