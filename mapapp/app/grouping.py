"""Which events tell of one happening, found beside the page: an event is shown at once, its other reports later."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

import pandas as pd

from mapapp.incidents import Incident, Judgement, incidents
from mapapp.incidents.frame import NEEDED, reports_of

AT_ONCE = 5_000
"""So many events are grouped in half a second: a page waits for it."""
PATIENCE = 0.1
"""Seconds that a page waits for more."""

Found = tuple[Incident, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The incidents of the events as they were at some time."""

    content: str
    """Digest of what was grouped."""
    incidents: Found
    of_event: Mapping[str, Incident]


class Grouping:
    """The incidents of a workspace, for the newest events that were asked for. Safe to use from several threads."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, "grouping")
        self._lock = Lock()
        self._asked: object = None
        self._coming: Future[Grouped] | None = None
        self._newest: tuple[pd.DataFrame, tuple[Judgement, ...]] = (pd.DataFrame(columns=list(NEEDED)), ())
        self._last: Grouped | None = None

    def all(self, events: pd.DataFrame, judgements: tuple[Judgement, ...], stamp: object) -> Found:
        """Every incident, however long it takes.

        Args:
            events: as `Store.events_frame` gives them.
            judgements: what people said of them.
            stamp: changes when one of the others may have changed.
        """
        return self._begun(events, judgements, stamp).result().incidents

    def of(
        self, event_id: str, events: pd.DataFrame, judgements: tuple[Judgement, ...], stamp: object
    ) -> Incident | None:
        """The incident of an event; None while it is being found."""
        known = self.known(events, judgements, stamp, None if len(events) <= AT_ONCE else PATIENCE)
        return known.get(event_id) if known is not None else None

    def known(
        self,
        events: pd.DataFrame,
        judgements: tuple[Judgement, ...],
        stamp: object,
        patience: float | None = PATIENCE,
    ) -> Mapping[str, Incident] | None:
        """The incident of each event; None while they are being found, after as many seconds of patience."""
        coming = self._begun(events, judgements, stamp)
        try:
            return coming.result(patience).of_event
        except NotYet:
            return None

    def _begun(self, events: pd.DataFrame, judgements: tuple[Judgement, ...], stamp: object) -> Future[Grouped]:
        with self._lock:
            failed = self._coming is not None and self._coming.done() and self._coming.exception() is not None
            if self._coming is None or self._asked != stamp or failed:
                self._asked, self._newest = stamp, (events, judgements)
                self._coming = self._worker.submit(self._found)
            return self._coming

    def _found(self) -> Grouped:
        # While an ingest changes events all the time, what waited in line groups the newest and nothing in between.
        events, judgements = self._newest
        content = digest(events, judgements)
        if self._last is None or self._last.content != content:
            found = incidents(reports_of(events), judgements)
            self._last = Grouped(content, found, {event: each for each in found for event in each.events})
        return self._last


def digest(events: pd.DataFrame, judgements: tuple[Judgement, ...]) -> str:
    """Changes when an event or a judgement changes that incidents are made of; not with the rest of the database."""
    told = sha256(repr(judgements).encode("utf-8", "surrogatepass"))
    for name in NEEDED:
        told.update(pd.util.hash_pandas_object(events[name], index=False).to_numpy().tobytes())
    return told.hexdigest()
