"""What the reports of an incident say of each count: a range with who says which, never an average."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from mapapp.incidents.report import Range, Report, Told
from mapapp.model import Figure


def ranges(reports: Iterable[Report]) -> tuple[Range, ...]:
    """The counts that reports give, by what is counted in alphabetical order; totals to date are none of this event."""
    told: dict[str, list[Told]] = defaultdict(list)
    for report in reports:
        for figure in report.figures:
            if (number := _told(report.event, figure)) is not None and not figure.to_date:
                told[figure.what].append(number)
    return tuple(_range(what, sorted(set(each), key=_order)) for what, each in sorted(told.items()))


def _told(event: str, figure: Figure) -> Told | None:
    """None where only a word stands that bounds nothing."""
    low, high = figure.low, figure.high
    if low is None and high is None:
        low = high = figure.count
    return None if low is None and high is None else Told(event, low or 0, high)


def _order(told: Told) -> tuple[int, int, str]:
    return told.low, told.high or told.low, told.event


def _range(what: str, told: list[Told]) -> Range:
    return Range(what, told[0].low, max(each.high or each.low for each in told), tuple(told))
