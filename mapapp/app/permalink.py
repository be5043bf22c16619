"""A view of the map as the parameters of an address, and back: short names, readable values, nothing that runs.

Pure. `from_params(to_params(view)) == (view, [])`; a parameter that cannot be read is left out and named in a sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from typing import Any

from mapapp.model import Grade, Status
from mapapp.selection import Filters

NAMES = {
    "groups": "kind",
    "kinds": "exactly",
    "statuses": "status",
    "grades": "grade",
    "voices": "voice",
    "claimants": "claimant",
    "doubts": "doubt",
    "sources": "source",
    "articles": "report",
    "countries": "country",
    "first_day": "since",
    "last_day": "until",
    "at_least": "sure",
    "corrections": "corrected",
}
"""Field of `Filters` -> its name in an address; a field that is not listed keeps its own."""

EVENT = "event"
OF_MAP = ("from", "to", "mode", "at")
"""Parameters that the map writes into the address by itself: window, mode, and middle with zoom."""

MODES = ("window", "upto", "step")
EVERY, WITHOUT_NAME = "*", "-"
"""What stands for a filter that lets all pass where it does not at first, and for the empty text in a list."""

LONGEST = 2000
"""Characters of a value; no view of ours comes near."""
_SPECIAL = re.compile(r"([\\,])")
_PIECES = re.compile(r"(?:\\.|[^\\,])+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class View:
    """What somebody looks at."""

    filters: Filters = field(default_factory=Filters)
    event: str | None = None
    """Id of the selected event."""
    window: tuple[date, date] | None = None
    """First and last day shown; None for all days."""
    mode: str = MODES[0]
    """How the window moves: one of MODES."""
    at: tuple[float, float, float] | None = None
    """Latitude and longitude of the middle of the map in degrees, and its zoom; None leaves them to the map."""


def to_params(view: View) -> dict[str, str]:
    """The parameters of a view; what is as at first is left out."""
    params = {EVENT: view.event} if view.event else {}
    for each in fields(Filters):
        value = getattr(view.filters, each.name)
        if value != _at_first(each):
            params[name_of(each.name)] = _written(value)
    if view.window:
        params |= {"from": view.window[0].isoformat(), "to": view.window[1].isoformat()}
    if view.mode != MODES[0]:
        params["mode"] = view.mode
    return params | ({"at": _written(view.at)} if view.at else {})


def from_params(params: Mapping[str, str]) -> tuple[View, list[str]]:
    """The view that parameters say, and a sentence for each that was ignored."""
    filters, problems = _filters(params)
    view = View(filters)
    for name, change in _CHANGES.items():
        if name in params:
            try:
                view = replace(view, **change(params))
            except ValueError as wrong:
                problems.append(ignored(name, params[name], str(wrong)))
    known = {name_of(each.name) for each in fields(Filters)} | _CHANGES.keys() | {"to"}
    unknown = [name for name in params if name not in known]
    return view, problems + [ignored(name, params[name], "there is no such part of a view") for name in unknown]


def own(params: Mapping[str, str]) -> dict[str, str]:
    """The parameters without those that the map writes by itself."""
    return {name: value for name, value in params.items() if name not in OF_MAP}


def name_of(field_name: str) -> str:
    """What a field of `Filters` is called in an address."""
    return NAMES.get(field_name, field_name)


def ignored(name: str, value: str, why: str) -> str:
    """A sentence that names a parameter and says why it was left out."""
    return f"“{_short(name)}={_short(value)}” in the address was ignored: {why}."


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _filters(params: Mapping[str, str]) -> tuple[Filters, list[str]]:
    filters, problems = Filters(), []
    for each in fields(Filters):
        name = name_of(each.name)
        if name in params:
            try:
                filters = replace(filters, **{each.name: _READERS[str(each.type)](_bounded(params[name]))})
            except ValueError as wrong:
                problems.append(ignored(name, params[name], str(wrong)))
    return filters, problems


def _at_first(each: Any) -> object:
    return each.default if each.default is not MISSING else each.default_factory()


def _bounded(text: str) -> str:
    if len(text) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST:,} characters")
    return text


def _written(value: object) -> str:
    match value:
        case None:
            return EVERY
        case bool():
            return "yes" if value else "no"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case frozenset():
            return ",".join(sorted(map(_escaped, value)))
        case tuple():
            return ",".join(map(_written, value))
        case _:
            return str(value)


def _escaped(text: str) -> str:
    if text in (EVERY, WITHOUT_NAME):
        return f"\\{text}"
    return _SPECIAL.sub(r"\\\1", text) or WITHOUT_NAME


def _values(text: str) -> frozenset[str] | None:
    if text == EVERY:
        return None
    return frozenset(
        "" if piece == WITHOUT_NAME else re.sub(r"\\(.)", r"\1", piece, flags=re.DOTALL)
        for piece in _PIECES.findall(text)
    )


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise ValueError("a number is expected") from None
    if not math.isfinite(number):
        raise ValueError("a number is expected")
    return number


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(_number(piece) for piece in text.split(",")) if text else ()


def _truth(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError("yes or no is expected")
    return text == "yes"


_READERS: Mapping[str, Callable[[str], Any]] = {
    "frozenset[str] | None": _values,
    "tuple[float, ...]": _numbers,
    "float": _number,
    "bool": _truth,
    "str": str,
}
"""Type of a field of `Filters`, as it is written there -> how its value is read."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("a day looks like 2022-02-24") from None


def _window(params: Mapping[str, str]) -> dict[str, Any]:
    first = _day(params["from"])
    last = _day(params["to"]) if "to" in params else first
    if last < first:
        raise ValueError("it ends before it begins")
    return {"window": (first, last)}


def _end_alone(params: Mapping[str, str]) -> dict[str, Any]:
    if "from" not in params:
        raise ValueError("it has no first day, “from”")
    return {}


def _mode(params: Mapping[str, str]) -> dict[str, Any]:
    if params["mode"] not in MODES:
        raise ValueError(f"it can be {', '.join(MODES)}")
    return {"mode": params["mode"]}


def _at(params: Mapping[str, str]) -> dict[str, Any]:
    at = _numbers(_bounded(params["at"]))
    if len(at) != 3 or abs(at[0]) > 90 or abs(at[1]) > 360 or not 0 <= at[2] <= 20:
        raise ValueError("latitude, longitude and zoom are expected, as in 48.5,38,7")
    return {"at": at}


def _event(params: Mapping[str, str]) -> dict[str, Any]:
    return {"event": _bounded(params[EVENT]) or None}


_CHANGES: Mapping[str, Callable[[Mapping[str, str]], dict[str, Any]]] = {
    EVENT: _event,
    "from": _window,
    "to": _end_alone,
    "mode": _mode,
    "at": _at,
}


_SETTLED: Mapping[str, frozenset[str]] = {"statuses": frozenset(Status), "grades": frozenset(Grade)}
"""Values that a field can have whether or not any event of the workspace has them."""


def present(view: View, values: Mapping[str, Iterable[str]], events: frozenset[str]) -> tuple[View, list[str]]:
    """The view without what this workspace does not have, and a sentence for each.

    Args:
        view: as an address says it.
        values: field of `Filters` -> the values that it can choose from.
        events: ids of all events.
    """
    problems: list[str] = []
    kept: dict[str, Any] = {}
    for name, known in values.items():
        asked = getattr(view.filters, name)
        at_first = getattr(Filters(), name)
        if asked == at_first:
            continue
        if strange := sorted((asked or frozenset()) - frozenset(known) - _SETTLED.get(name, frozenset())):
            problems.append(ignored(name_of(name), ",".join(strange), "nothing in this workspace has it"))
            kept[name] = (asked - frozenset(strange)) or at_first
    event = view.event if view.event in events else None
    if view.event and not event:
        problems.append(ignored(EVENT, view.event, "this workspace has no such event"))
    return replace(view, filters=replace(view.filters, **kept), event=event), problems
