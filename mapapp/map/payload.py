"""A table of events as the record that the browser draws: typed columns in base64, texts in dictionaries.

Events of one spot (same point, place and area) lie together, so that the browser counts spots instead of events.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gazetteer.place import PlaceKind
from mapapp.map import weights
from mapapp.map.bounds import COLUMNS, bounds, focus
from mapapp.map.columns import Codes, bits, coded, column, is_vast, number_of, texts, texts_of
from mapapp.map.moments import NONE, Moments, moments
from mapapp.map.shapes import pack_geometry
from mapapp.map.snippets import NEEDED, TEXTS, with_snippets
from mapapp.reading.events.kinds import GROUPS, KINDS, Group, group_of

STATUSES = ("happened", "ongoing", "planned", "threatened", "called_for", "denied", "hypothetical")
"""Position is the code in the browser (`mapapp.STATUSES` of data.js)."""
READ = frozenset(
    {
        *COLUMNS,
        "event_id",
        "kind",
        "group",
        "status",
        "claimed_by",
        "place_id",
        "place_name",
        "place_label",
        "place_kind",
        "corrected",
        "figures",
        "reports",
    }
)
"""Columns that go to the browser in one form or another; more may stand in a table."""
AREA_KINDS = frozenset(
    {PlaceKind.ADMIN1, PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.BORDER, PlaceKind.DISTRICT, PlaceKind.WATER}
)
OUTLINE_STEP = 0.005
"""Degrees: half a kilometre, less than a pixel until zoom 8."""
LEAST_RADIUS_KM = 12.0
"""A smaller area without an outline is drawn as a dot."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The events that can be drawn, in the order of the browser, with what was left out."""

    table: pd.DataFrame
    """Sorted by spot, with the columns that are drawn or shown; the index counts from 0."""
    rows: npt.NDArray[np.int64]
    """Where each event stands in the table that was given."""
    moments: Moments
    """Of the rows of the table."""
    spot: npt.NDArray[np.int64]
    """Number of the spot of each event, ascending."""
    undated: int
    unplaced: int
    snippets: bool = True
    """With the texts that the panel of a saved page shows."""


def drawn(events: pd.DataFrame, *, snippets: bool = True) -> Drawn:
    """Events with a point and a day, by spot. An event without a last day lasts a day.

    Args:
        events: a row an event.
        snippets: with the texts that the panel of a saved page shows.
    """
    missing = [name for name in ("latitude", "longitude", "first_day") if name not in events.columns]
    if missing:
        raise ValueError(
            f"the table of events has no column {', '.join(missing)}: add it, or rename the one that holds it"
        )
    latitude = pd.to_numeric(events["latitude"], errors="coerce").to_numpy(dtype=float)
    longitude = pd.to_numeric(events["longitude"], errors="coerce").to_numpy(dtype=float)
    when = moments(events)
    placed = (np.abs(latitude) <= 90) & (np.abs(longitude) <= 180)
    dated = when.first != NONE
    keep = np.flatnonzero(placed & dated)
    place = coded(events, "place_id", "place_name")[0][keep]
    keys = (place, longitude[keep], latitude[keep])
    order = np.lexsort((when.first[keep], *keys))
    spot = np.cumsum(np.any([np.diff(key[order], prepend=key[order][:1]) != 0 for key in keys], axis=0))
    rows = keep[order]
    read = READ | NEEDED if snippets else READ
    table = events[[name for name in events.columns if name in read]].iloc[rows]
    table = table.assign(_label=events.index[rows], latitude=latitude[rows], longitude=longitude[rows])
    table = table.reset_index(drop=True)
    return Drawn(
        with_snippets(table) if snippets else table,
        rows,
        when.rows(rows),
        spot,
        int((placed & ~dated).sum()),
        int((~placed).sum()),
        snippets,
    )


def _looks(table: pd.DataFrame, groups: Sequence[Group]) -> Codes:
    """Group, status and whether somebody is named who says so, in one number: group * 16 + status * 2 + said."""
    number = {group.id: index for index, group in enumerate(groups)}
    other = number.get("other", len(groups) - 1)
    own = "group" in table.columns
    codes, names = coded(table, "group" if own else "kind")
    numbers = np.array([number.get(name if own else group_of(name).id, other) for name in names], dtype=np.int64)
    status_codes, statuses = coded(table, "status")
    status_numbers = np.array([STATUSES.index(s) if s in STATUSES else 0 for s in statuses], dtype=np.int64)
    said_codes, claimants = coded(table, "claimed_by")
    said = np.array([claimant != "" for claimant in claimants], dtype=np.int64)
    looks: Codes = numbers[codes] * 16 + status_numbers[status_codes] * 2 + said[said_codes]
    return looks


def _kinds(table: pd.DataFrame) -> tuple[Codes, list[str]]:
    codes, names = coded(table, "kind")
    return codes, [KINDS[name].label if name in KINDS else name for name in names]


def _areas(spots: pd.DataFrame, outlines: Mapping[str, Mapping[str, Any]]) -> tuple[Codes, list[dict[str, Any]]]:
    """Number of the area that each spot stands for (-1: it is a point) and the areas themselves."""
    ids, kinds = texts_of(spots, "place_id"), texts_of(spots, "place_kind")
    radii, vast = number_of(spots, "radius_km"), is_vast(spots)
    numbers = np.full(len(spots), -1, dtype=np.int64)
    areas: list[dict[str, Any]] = []
    for index in np.flatnonzero(ids.isin(set(outlines)) | kinds.isin(AREA_KINDS)):
        outline = None if vast[index] else outlines.get(ids.iloc[index])
        shape = pack_geometry(outline, OUTLINE_STEP) if outline else None
        if shape is None and radii[index] < LEAST_RADIUS_KM:
            continue
        numbers[index] = len(areas)
        form = "line" if kinds.iloc[index] == PlaceKind.BORDER or _is_line(outline) else "area"
        areas.append({"form": form, "shape": shape, "radius_km": 0.0 if vast[index] else float(radii[index])})
    return numbers, areas


def _place_names(spots: pd.DataFrame) -> pd.Series:
    """Names as they stand beside a marker."""
    names = texts_of(spots, "place_name", "place_label")
    return names.mask(is_vast(spots) & (names != ""), "somewhere in " + names)


def _is_line(outline: Mapping[str, Any] | None) -> bool:
    return outline is not None and str(outline.get("type", "")).endswith("LineString")


def record(
    events: pd.DataFrame,
    *,
    outlines: Mapping[str, Mapping[str, Any]],
    groups: Sequence[Group] = GROUPS,
    snippets: bool = True,
) -> dict[str, Any]:
    """All that the browser needs to draw these events; `key` changes exactly when the rest does."""
    return recorded(drawn(events, snippets=snippets), outlines=outlines, groups=groups)


def recorded(
    shown: Drawn, *, outlines: Mapping[str, Mapping[str, Any]], groups: Sequence[Group] = GROUPS
) -> dict[str, Any]:
    """`record` of events that were put in order already."""
    table, when = shown.table, shown.moments
    firsts = np.flatnonzero(np.diff(shown.spot, prepend=-1))
    spots = table.iloc[firsts]
    area, areas = _areas(spots, outlines)
    place_codes, places = pd.factorize(_place_names(spots))
    kind_codes, kinds = _kinds(table)
    ids = table["event_id"] if "event_id" in table.columns else table["_label"]
    content = {
        "size": len(table),
        "left_out": {"undated": shown.undated, "unplaced": shown.unplaced},
        "groups": [
            {"id": g.id, "label": g.label, "colour": g.colour, "dark_colour": g.dark_colour, "symbol": g.symbol}
            for g in groups
        ],
        "kinds": kinds,
        "places": [str(name) for name in places],
        "bounds": bounds(table),
        "focus": focus(table),
        "resolution": when.resolution,
        "extent": [int(when.first.min()), int(when.last.max())] if len(table) else [0, 0],
        "first": column(when.first.astype(np.int32)),
        "width": column(when.last - when.first),
        **_likely(when),
        **_corrected(table),
        "look": column(_looks(table, groups)),
        "kind": column(kind_codes),
        "weight_figures": column(weights.figures(table)),
        **_reports(table),
        "spot_count": column(np.diff(np.append(firsts, len(table)))),
        "spot_place": column(place_codes),
        "spot_area": column(area),
        "spot_latitude": column(spots["latitude"].to_numpy(dtype=float)),
        "spot_longitude": column(spots["longitude"].to_numpy(dtype=float)),
        "areas": areas,
        "ids": json.dumps([str(each) for each in ids], ensure_ascii=False),
        "texts": {name: texts(table[name]) for name in TEXTS if shown.snippets and name in table.columns},
    }
    return {"key": _digest(content), **content}


def _likely(when: Moments) -> dict[str, str]:
    """Where the likely days begin, counted from the first, and how far they reach from there."""
    if when.likely is None:
        return {}
    first, last = when.likely
    return {"likely_skip": column(first - when.first), "likely_width": column(last - first)}


def _corrected(table: pd.DataFrame) -> dict[str, dict[str, str]]:
    """What people changed of events, by the index of the event: few, so it is no column."""
    if "corrected" not in table.columns:
        return {}
    changed = texts_of(table, "corrected")
    return {"corrected": {str(index): str(changed.iloc[index]) for index in np.flatnonzero(changed != "")}}


def _reports(table: pd.DataFrame) -> dict[str, str]:
    reports = weights.reports(table)
    return {} if reports is None else {"weight_reports": column(reports)}


def choice(whole: Drawn, key: str, passes: npt.NDArray[np.bool_]) -> dict[str, Any]:
    """Which of the events of a record to show: a bit for each, so that a filter sends no event again.

    Args:
        whole: all events.
        key: of their record.
        passes: for each row of the table that `whole` was made of.
    """
    chosen = passes[whole.rows]
    table = whole.table[[name for name in COLUMNS if name in whole.table.columns]][chosen]
    content = {"of": key, "chosen": bits(chosen), "bounds": bounds(table), "focus": focus(table)}
    return {"key": _digest(content), **content}


def _digest(content: Mapping[str, Any]) -> str:
    digest = hashlib.sha256()
    for value in content.values():
        text = value if isinstance(value, str) else json.dumps(value)
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


_UNSAFE = "<>&'{}_()`$"


def script_literal(value: object) -> str:
    """A value as a JavaScript string literal of its JSON, inert wherever a script may stand.

    No sign that could end a script, open a tag or a template, or that folium's and streamlit-folium's rewriting of
    scripts looks for (`{{'name'}}`, `_` before an id, `alert(coords);`) stands in it: text arrives as it was.
    """
    literal = json.dumps(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    for sign in _UNSAFE:
        literal = literal.replace(sign, f"\\u{ord(sign):04x}")
    return literal
