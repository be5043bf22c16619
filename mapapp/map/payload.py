"""A table of events as the record that the browser draws: typed columns in base64, texts in dictionaries.

Events of one spot (same point, place and area) lie together, so that the browser counts spots instead of events.
"""

from __future__ import annotations

import hashlib
import json
import math
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from gazetteer.place import PlaceKind
from mapapp.map.moments import NONE, Moments, moments
from mapapp.map.shapes import pack_geometry
from mapapp.reading.events.kinds import GROUPS, KINDS, Group, group_of

STATUSES = ("happened", "ongoing", "planned", "threatened", "called_for", "denied", "hypothetical")
"""Position is the code in the browser (`mapapp.STATUSES` of data.js)."""
TEXTS = ("article_title", "source", "url", "sentence", "claimed_by", "title")
"""Columns that the panel of a saved page shows."""
AREA_KINDS = frozenset(
    {PlaceKind.ADMIN1, PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.BORDER, PlaceKind.DISTRICT, PlaceKind.WATER}
)
OUTLINE_STEP = 0.005
"""Degrees: half a kilometre, less than a pixel until zoom 8."""
LEAST_RADIUS_KM = 12.0
"""A smaller area without an outline is drawn as a dot."""
VAST_KM = 1500.0
"""What reaches farther (a continent, an ocean) has no outline that would say anything: a square and words do."""
NEAR_SHARE = 0.9
"""Part of the events that the first view shows at least."""
NEAR_DEGREES = 9.0
"""Degrees of latitude (1,000 km) from the middle within which every event is in the first view."""
FOCUS_SHARE = 0.2
"""A country with at least this share of the events is drawn lighter than the others."""


def column(values: npt.ArrayLike) -> str:
    """Numbers as "type:base64", in the smallest type that holds them (float32 for fractions)."""
    array = np.asarray(values)
    if array.dtype.kind == "f":
        return "f4:" + b64encode(array.astype("<f4").tobytes()).decode()
    low, high = int(array.min(initial=0)), int(array.max(initial=0))
    size = "i4" if low < 0 else "u1" if high < 2**8 else "u2" if high < 2**16 else "u4"
    return f"{size}:" + b64encode(array.astype("<" + size).tobytes()).decode()


def texts(values: pd.Series) -> dict[str, str]:
    """A column of texts, each text once; missing values are empty."""
    codes, table = pd.factorize(values.astype(object).where(values.notna(), ""), sort=False)
    return {"values": json.dumps([str(text) for text in table], ensure_ascii=False), "codes": column(codes)}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The events that can be drawn, in the order of the browser, with what was left out."""

    table: pd.DataFrame
    """Sorted by spot; the index counts from 0."""
    moments: Moments
    """Of the rows of the table."""
    spot: npt.NDArray[np.int64]
    """Number of the spot of each event, ascending."""
    undated: int
    unplaced: int


def drawn(events: pd.DataFrame) -> Drawn:
    """Events with a point and a day, by spot. An event without a last day lasts a day."""
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
    place, _ = pd.factorize(_texts_of(events, "place_id", "place_name").iloc[keep], sort=False)
    keys = (place, longitude[keep], latitude[keep])
    order = np.lexsort((when.first[keep], *keys))
    spot = np.cumsum(np.any([np.diff(key[order], prepend=key[order][:1]) != 0 for key in keys], axis=0))
    rows = keep[order]
    table = events.iloc[rows].assign(_label=events.index[rows]).reset_index(drop=True)
    table = table.assign(latitude=latitude[rows], longitude=longitude[rows])
    return Drawn(table, when.rows(rows), spot, int((placed & ~dated).sum()), int((~placed).sum()))


def _texts_of(events: pd.DataFrame, *names: str) -> pd.Series:
    """The first of these columns that the table has, as texts; empty where it has none of them."""
    for name in names:
        if name in events.columns:
            column_ = events[name].astype(object)
            return column_.where(events[name].notna(), "").map(str)
    return pd.Series("", index=events.index, dtype=object)


def _looks(table: pd.DataFrame, groups: Sequence[Group]) -> npt.NDArray[np.int64]:
    """Group, status and whether somebody is named who says so, in one number: group * 16 + status * 2 + said."""
    number = {group.id: index for index, group in enumerate(groups)}
    other = number.get("other", len(groups) - 1)
    own = "group" in table.columns
    codes, names = pd.factorize(_texts_of(table, "group" if own else "kind"))
    numbers = np.array([number.get(name if own else group_of(name).id, other) for name in names], dtype=np.int64)
    status_codes, statuses = pd.factorize(_texts_of(table, "status"))
    status_numbers = np.array([STATUSES.index(s) if s in STATUSES else 0 for s in statuses], dtype=np.int64)
    said = (_texts_of(table, "claimed_by") != "").to_numpy(dtype=np.int64)
    if not len(table):
        return np.zeros(0, dtype=np.int64)
    looks: npt.NDArray[np.int64] = numbers[codes] * 16 + status_numbers[status_codes] * 2 + said
    return looks


def _kinds(table: pd.DataFrame) -> tuple[npt.NDArray[np.int64], list[str]]:
    codes, names = pd.factorize(_texts_of(table, "kind"))
    return codes.astype(np.int64), [KINDS[name].label if name in KINDS else str(name) for name in names]


def _areas(
    spots: pd.DataFrame, outlines: Mapping[str, Mapping[str, Any]]
) -> tuple[npt.NDArray[np.int64], list[dict[str, Any]]]:
    """Number of the area that each spot stands for (-1: it is a point) and the areas themselves."""
    ids, kinds = _texts_of(spots, "place_id"), _texts_of(spots, "place_kind")
    radii, vast = _radii(spots), _vast(spots)
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


def _radii(spots: pd.DataFrame) -> npt.NDArray[np.float64]:
    radii = pd.to_numeric(_column(spots, "radius_km", 0.0), errors="coerce").fillna(0.0)
    return radii.to_numpy(dtype=float)


def _vast(spots: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Continents, oceans and what else is as wide; a country has an outline that people know, whatever its size."""
    country = (_texts_of(spots, "place_kind") == PlaceKind.COUNTRY).to_numpy(dtype=bool)
    return (_radii(spots) > VAST_KM) & ~country


def _place_names(spots: pd.DataFrame) -> pd.Series:
    """Names as they stand beside a marker."""
    names = _texts_of(spots, "place_name", "place_label")
    return names.mask(_vast(spots) & (names != ""), "somewhere in " + names)


def _is_line(outline: Mapping[str, Any] | None) -> bool:
    return outline is not None and str(outline.get("type", "")).endswith("LineString")


def _column(table: pd.DataFrame, name: str, otherwise: object) -> pd.Series:
    return table[name] if name in table.columns else pd.Series(otherwise, index=table.index)


def _bounds(table: pd.DataFrame) -> list[list[float]] | None:
    """South-west and north-east corner around the events, but for the far ones.

    Far is what lies neither among the nine tenths nearest to the middle nor near them: so one far report shrinks no
    map. Events somewhere in a large country or a continent do not count, as long as there are others.
    """
    if table.empty:
        return None
    narrow = table[_radii(table) <= VAST_KM]
    places = (table if narrow.empty else narrow)[["latitude", "longitude"]].to_numpy(dtype=float)
    apart = (places - np.median(places, axis=0)) * (1.0, np.cos(np.radians(np.median(places[:, 0]))))
    far = np.hypot(*apart.T)
    reach = float(np.sort(far)[math.ceil(NEAR_SHARE * len(far)) - 1])
    nearest = places[far <= max(reach, NEAR_DEGREES)]
    return [nearest.min(axis=0).tolist(), nearest.max(axis=0).tolist()]


def _focus(table: pd.DataFrame) -> list[str]:
    if "country" not in table.columns or table.empty:
        return []
    shares = table["country"].value_counts(normalize=True)
    return [str(code) for code, share in shares.items() if share >= FOCUS_SHARE and code]


def record(
    events: pd.DataFrame,
    *,
    outlines: Mapping[str, Mapping[str, Any]],
    groups: Sequence[Group] = GROUPS,
    snippets: bool = True,
) -> dict[str, Any]:
    """All that the browser needs to draw these events; `key` changes exactly when the rest does."""
    shown = drawn(events)
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
        "groups": [{"id": g.id, "label": g.label, "colour": g.colour, "dark_colour": g.dark_colour} for g in groups],
        "kinds": kinds,
        "places": [str(name) for name in places],
        "bounds": _bounds(table),
        "focus": _focus(table),
        "resolution": when.resolution,
        "extent": [int(when.first.min()), int(when.last.max())] if len(table) else [0, 0],
        "first": column(when.first.astype(np.int32)),
        "width": column(when.last - when.first),
        **_likely(when),
        "look": column(_looks(table, groups)),
        "kind": column(kind_codes),
        "spot_count": column(np.diff(np.append(firsts, len(table)))),
        "spot_place": column(place_codes),
        "spot_area": column(area),
        "spot_latitude": column(spots["latitude"].to_numpy(dtype=float)),
        "spot_longitude": column(spots["longitude"].to_numpy(dtype=float)),
        "areas": areas,
        "ids": json.dumps([str(each) for each in ids], ensure_ascii=False),
        "texts": {name: texts(table[name]) for name in TEXTS if snippets and name in table.columns},
    }
    return {"key": _digest(content), **content}


def _likely(when: Moments) -> dict[str, str]:
    """Where the likely days begin, counted from the first, and how far they reach from there."""
    if when.likely is None:
        return {}
    first, last = when.likely
    return {"likely_skip": column(first - when.first), "likely_width": column(last - first)}


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
