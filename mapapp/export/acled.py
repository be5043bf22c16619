"""The table of events with ACLED's columns in front, for CSV and Excel; `columns.toml` says what each column holds."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import pandas as pd
import pycountry

from gazetteer.place import PlaceKind
from gazetteer.sources import listed, table
from mapapp.export.about import About
from mapapp.export.values import DAYS, iso_days, nested
from mapapp.model import geo_precision, time_precision
from mapapp.reading.events.kinds import KINDS

RENAMED = {"country": "country_code", "admin1": "admin1_code"}
"""Columns of ours that have another name here, because ACLED has a column of that name."""
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
DISORDER_OF_SUB_TYPE = {
    "Mob violence": "Political violence",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
"""Sub-event types that ACLED counts otherwise than the rest of their type."""
PLACE_KINDS = frozenset(kind.value for kind in PlaceKind)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the CSV and Excel files."""

    name: str
    words: str
    """What it holds."""
    acled: bool = False
    """Whether name and meaning are ACLED's."""


@cache
def columns() -> tuple[Column, ...]:
    """The columns that are known, in the order of the files."""
    text = files(__package__).joinpath("columns.toml").read_text(encoding="utf-8")
    return tuple(Column(**row) for row in tomllib.loads(text)["column"])


def with_acled(events: pd.DataFrame, about: About) -> pd.DataFrame:
    """The same rows with ACLED's columns in front; columns that nobody knows stay, at the end."""
    own = events.rename(columns=RENAMED)
    made = {
        "event_date": _text(events, "first_day", days=True),
        "year": _years(events),
        "time_precision": _time_precision(events),
        **_types(events),
        "actor1": _empty(events),
        "actor2": _empty(events),
        "iso": _codes(events).map(_iso_number).astype("Int64"),
        "country": _codes(events).map(_country_name),
        "admin1": _units(events),
        "location": _text(events, "place_name"),
        "geo_precision": _geo_precision(events),
        "notes": _text(events, "sentence"),
        "fatalities": _text(events, "figures").map(_killed).astype("Int64"),
        "timestamp": pd.Series(int(about.made.timestamp()), events.index, dtype="int64"),
    }
    whole = own.assign(**{name: column for name, column in made.items() if name not in ("latitude", "longitude")})
    known = [column.name for column in columns() if column.name in whole]
    return whole[[*known, *(name for name in whole.columns if name not in known)]]


def _text(events: pd.DataFrame, name: str, *, days: bool = False) -> pd.Series:
    """A column as it is, days as ISO 8601; empty texts where the table lacks it."""
    if name not in events:
        return _empty(events)
    return pd.Series(iso_days(events[name]), events.index, dtype=object) if days else events[name].astype(object)


def _empty(events: pd.DataFrame) -> pd.Series:
    return pd.Series("", events.index, dtype=object)


def _years(events: pd.DataFrame) -> pd.Series:
    return _text(events, "first_day", days=True).map(lambda day: int(day[:4]) if day else pd.NA).astype("Int64")


def _time_precision(events: pd.DataFrame) -> pd.Series:
    if not {"first_day", "last_day"} <= set(events):
        return pd.Series(pd.NA, events.index, dtype="Int64")
    first, last = (pd.Series(iso_days(events[name]), events.index).astype("datetime64[s]") for name in DAYS[:2])
    spans = (last - first).dt.days + 1
    return spans.map(lambda days: pd.NA if pd.isna(days) else time_precision(int(days))).astype("Int64")


def _geo_precision(events: pd.DataFrame) -> pd.Series:
    kinds, radii = _text(events, "place_kind"), _text(events, "radius_km")
    pairs = [_precision(kind, radius) for kind, radius in zip(kinds, radii, strict=True)]
    return pd.Series(pairs, events.index, dtype="Int64")


def _precision(kind: Any, radius: Any) -> Any:
    if kind not in PLACE_KINDS:
        return pd.NA
    return geo_precision(PlaceKind(kind), float(radius) if isinstance(radius, int | float) else 0.0)


def _types(events: pd.DataFrame) -> dict[str, pd.Series]:
    """Event and sub-event type nearest to the kind, and the disorder type that ACLED counts them under."""
    nearest = _text(events, "kind").map(lambda code: KINDS[code].acled if code in KINDS else "")
    parts = nearest.map(lambda words: [*words.split(": ", 1), ""][:2])
    kinds, sub_types = (parts.map(lambda pair, at=at: pair[at]) for at in (0, 1))
    found = [DISORDER_OF_SUB_TYPE.get(sub, DISORDER.get(kind, "")) for kind, sub in zip(kinds, sub_types, strict=True)]
    return {
        "disorder_type": pd.Series(found, events.index, dtype=object),
        "event_type": kinds,
        "sub_event_type": sub_types,
    }


def _codes(events: pd.DataFrame) -> pd.Series:
    codes = _text(events, "country")
    return codes.where(codes.notna(), "")


@cache
def _countries() -> dict[str, str]:
    return {row["code"]: listed(row["names"])[0] for row in table("countries")}


def _country_name(code: str) -> str:
    return _countries().get(code, code)


@cache
def _iso_number(code: str) -> Any:
    found = pycountry.countries.get(alpha_2=code) if code else None
    return int(found.numeric) if found else pd.NA


def _units(events: pd.DataFrame) -> pd.Series:
    """The first-order unit: the place itself, or what its label names between place and country."""
    labels, kinds, names = (_text(events, name) for name in ("place_label", "place_kind", "place_name"))
    found = [_unit(*each) for each in zip(labels, kinds, names, strict=True)]
    return pd.Series(found, events.index, dtype=object)


def _unit(label: Any, kind: Any, name: Any) -> str:
    if kind == PlaceKind.ADMIN1:
        return str(name)
    parts = label.split(", ") if isinstance(label, str) and kind in (PlaceKind.SETTLEMENT, PlaceKind.DISTRICT) else []
    return parts[-2] if len(parts) >= 3 else ""


def _killed(record: Any) -> Any:
    """The largest lower bound among an event's own counts of killed people; nothing where there is none."""
    figures = nested(record) if isinstance(record, str) else record
    killed = [each for each in figures or () if each.get("what") == "killed" and not each.get("to_date")]
    bounds = [low for each in killed if (low := each.get("low", each.get("count"))) is not None]
    return max(bounds) if bounds else pd.NA


def described() -> str:
    """The columns as lines of Markdown, for docs/exports.md."""
    return "\n".join(
        f"| `{column.name}` | {'ACLED' if column.acled else ''} | {column.words} |" for column in columns()
    )
