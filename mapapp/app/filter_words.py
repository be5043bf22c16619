"""Which filters are on, each in a few words: what a person reads at a glance and removes with a press."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from typing import Final, NamedTuple

from mapapp.app import words
from mapapp.reading.events.kinds import GROUPS
from mapapp.selection import Filters, Within

VALUES: Final = {
    "voices": {
        "report": "the report itself",
        "own": "the side that did it",
        "other": "another side",
        "someone": "someone else",
    },
    "doubts": {"unconfirmed": "unconfirmed", "plain": "not said to be unconfirmed"},
    "place_precision": {"spot": "the spot", "near": "near it", "region": "a region"},
    "day_precision": {"day": "the day", "week": "within a week", "wider": "wider"},
    "dated_by": {"text": "the text", "publication": "publication only"},
    "corrections": {"corrected": "corrected by people", "as read": "as read"},
}
"""Facet -> value -> what the page calls it, in the order of the page."""
LABELS: Final = {
    "voices": "Whose word",
    "doubts": "Said to be unconfirmed",
    "place_precision": "How close the place is known",
    "day_precision": "How close the day is known",
    "dated_by": "What tells the day",
    "corrections": "Corrected",
}
BEFORE: Final = {
    "voices": "said by ",
    "doubts": "",
    "place_precision": "place known: ",
    "day_precision": "day known: ",
    "dated_by": "dated by ",
    "corrections": "",
}
WITHIN: Final = {
    Within.SENTENCE: "sentence, title, place",
    Within.PARAGRAPH: "sentences around",
    Within.REPORT: "whole report",
}
NAMED: Final = 2
"""Values that are named; the others are counted."""


class On(NamedTuple):
    """A filter that is on."""

    names: tuple[str, ...]
    """Fields of `Filters` that it is made of."""
    text: str
    """A few words that follow "only"."""


def described(filters: Filters, name: Callable[[str, str], str]) -> list[On]:
    """The filters that are on, in the order of the sidebar.

    Args:
        filters: what is asked.
        name: what a person calls a value of a facet: `name("sources", "a.txt")`.
    """
    return [On(names, text) for names, text in _each(filters, name) if text]


def _each(filters: Filters, name: Callable[[str, str], str]) -> Iterator[tuple[tuple[str, ...], str]]:
    yield ("words", "within"), _looked_for(filters)
    yield ("groups",), chosen(filters.groups, {group.id: group.label.lower() for group in GROUPS})
    yield ("kinds",), _listed([words.kind(code).lower() for code in sorted(filters.kinds or ())])
    yield ("statuses",), chosen(filters.statuses, {str(each): label for each, label in words.STATUSES.items()})
    for facet in ("sources", "articles", "claimants"):
        values = sorted(getattr(filters, facet) or ())
        yield (facet,), _listed([name(facet, value) for value in values])
    where = [name("countries", code) for code in sorted(filters.countries or ())]
    yield ("countries", "admin1"), _listed([*where, *(name("admin1", code) for code in sorted(filters.admin1 or ()))])
    yield ("area",), "in the drawn area" if filters.area else ""
    yield ("first_day", "last_day"), _days(filters)
    for facet, labels in VALUES.items():
        asked = getattr(filters, facet)
        yield (facet,), (asked is not None and BEFORE[facet] + _listed([labels[v] for v in labels if v in asked])) or ""
    yield ("at_least",), f"sure at least {round(filters.at_least * 100)} %" if filters.at_least > 0 else ""


def chosen(values: Collection[str] | None, labels: dict[str, str]) -> str:
    """ "battle, strike", or "not protest" where most are on."""
    if values is None:
        return ""
    on = [label for value, label in labels.items() if value in values]
    off = [label for value, label in labels.items() if value not in values]
    if not on:
        return "none"
    return _listed(on) if len(on) <= len(off) else "not " + _listed(off)


def _listed(labels: list[str]) -> str:
    rest = len(labels) - NAMED
    return ", ".join(labels[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _looked_for(filters: Filters) -> str:
    if not filters.words:
        return ""
    return f"“{filters.words}”" + ("" if filters.within == Within.SENTENCE else f" ({WITHIN[Within(filters.within)]})")


def _days(filters: Filters) -> str:
    first, last = (date.fromisoformat(day) if day else None for day in (filters.first_day, filters.last_day))
    if first and last:
        return words.days(first, last) if first <= last else "no day"
    if first:
        return f"from {words.day(first)}"
    return f"until {words.day(last)}" if last else ""
