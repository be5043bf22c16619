"""What is said of a selection beside its rows: how it was chosen, when it was written, the outlines of its places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import pandas as pd


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, slots=True)
class About:
    """The circumstances of an export."""

    filters: str = "every event"
    """What the selection obeys, in words that go on after "Shown: "."""
    made: datetime = field(default_factory=_now)
    """When it was written; a moment of this machine's clock, never a date of an event."""
    outlines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Place id -> GeoJSON geometry of the areas and borders that events name, where known."""
    name: str = ""
    """Name of the workspace; "" where there is none."""

    def sentence(self, events: pd.DataFrame) -> str:
        """ "Made with mapapp 0.1.0 from 8 reports on 27 November 2026. Shown: ..."."""
        reports = int(events["article_id"].nunique()) if "article_id" in events else 0
        of = f" from {_counted(reports, 'report')}" if reports else ""
        day = f"{self.made.day} {self.made:%B} {self.made.year}"
        return f"Made with mapapp {_version()}{of} on {day}. Shown: {self.filters}; {_counted(len(events), 'event')}."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _version() -> str:
    try:
        return version("mapapp")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "of a checkout"
