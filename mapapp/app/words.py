"""Values in a person's words: days, sureness, kinds, places. No codes leave this module."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from mapapp.model import Status
from mapapp.reading.events.kinds import KINDS, group_of

Row = pd.Series | Mapping[Any, Any]
"""A row of the table of events."""

STATUSES = {
    Status.HAPPENED: "happened",
    Status.ONGOING: "ongoing",
    Status.PLANNED: "planned",
    Status.THREATENED: "threatened",
    Status.CALLED_FOR: "called for",
    Status.DENIED: "denied",
    Status.HYPOTHETICAL: "hypothetical",
}
"""In the order of the filter."""

STATUS_MEANINGS = {
    Status.HAPPENED: "The report says that it took place.",
    Status.ONGOING: "It goes on while the report is written.",
    Status.PLANNED: "Somebody who can do it intends it or has set a day for it.",
    Status.THREATENED: "Somebody says that they will do it to harm or to press others.",
    Status.CALLED_FOR: "Somebody asks or demands that others do it.",
    Status.DENIED: "The report says that it did not take place, or somebody denies it.",
    Status.HYPOTHETICAL: "It is spoken of as possible, feared or imagined.",
}
"""What belongs to a status."""

SOMEWHERE = {
    "district": "Somewhere in this district.",
    "admin1": "Somewhere in this area.",
    "country": "Somewhere in this country.",
    "region": "Somewhere in this area.",
    "border": "Somewhere along this border.",
    "water": "Somewhere on this water.",
    "landform": "Somewhere in this area.",
}
"""What is said of a place that is wider than a spot, by kind of place."""

CLAIM_SIDES = {
    "own": "of the side that is said to have done it",
    "other": "of another side than the one that is said to have done it",
}
"""Whose side a claimant is on."""
SURENESS = {0.9: "Very sure", 0.7: "Quite sure", 0.5: "More likely than not", 0.3: "Doubtful", 0.0: "Very doubtful"}
"""From this confidence on, the highest first."""
PRECISION_OF_DAYS = {
    1: "The day itself",
    7: "Some day within a week",
    31: "Some day within a month",
    62: "Some day within two months",
    366: "Some day within a year",
}
"""At most so many days -> what is said of them."""
GRADES = {
    "primary": "News of this report",
    "background": "Background of this report, not its news",
    "hypothetical": "Only thought of in this report",
}
DATED_BY_PUBLICATION = "No day is given; the days of the report itself stand in for it."


def likely_days(event: pd.Series) -> str:
    """ "Most likely 3 to 7 February 2022"; "" where no day is likelier than the others."""
    if pd.isna(event["likely_first"]):
        return ""
    return f"Most likely {days(event['likely_first'].date(), event['likely_last'].date())}"


def kind(code: str) -> str:
    """The plain label of a kind of event; that of its group where this version does not know the kind."""
    known = KINDS.get(code)
    return known.label if known else group_of(code).label


def status(value: str) -> str:
    return STATUSES.get(Status(value), value)


def sure(confidence: float) -> str:
    """ "98 % sure"; never 0 or 100, because nothing that was read in a text is."""
    return f"{min(99, max(1, round(confidence * 100)))} % sure"


def sureness(confidence: float) -> str:
    """ "Quite sure: 82 %"."""
    least = next(least for least in SURENESS if confidence >= least)
    return f"{SURENESS[least]}: {sure(confidence)}"


def share(value: float) -> str:
    """ "4 %"; "under 1 %"."""
    return f"{round(value * 100)} %" if value >= 0.01 else "under 1 %"


def place_precision(event: Row) -> str:
    """How near the spot is known: "The place itself, to about 5 km", "Somewhere in this country"."""
    if event["place_kind"] in SOMEWHERE:
        return SOMEWHERE[event["place_kind"]]
    return f"The place itself, to about {max(1, round(event['radius_km']))} km" if event["radius_km"] > 0 else ""


def day_precision(event: Row) -> str:
    """How near the day is known; "" where none is, or where it is the day."""
    if pd.isna(event["first_day"]):
        return ""
    length = (event["last_day"] - event["first_day"]).days + 1
    return next((text for most, text in PRECISION_OF_DAYS.items() if length <= most), "Some day within these years")


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 event", "1,204 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def day(value: date) -> str:
    """ "8 February 2023"."""
    return f"{value.day} {calendar.month_name[value.month]} {value.year}"


def days(first: date, last: date) -> str:
    """ "16 February 2023", "8 to 16 February 2023", "February 2023", "2022 to 2023"."""
    if first == last:
        return day(first)
    if _is_month_start(first) and _is_month_end(last):
        return _months(first, last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day(last)}"
    if first.year == last.year:
        return f"{first.day} {calendar.month_name[first.month]} to {day(last)}"
    return f"{day(first)} to {day(last)}"


def _months(first: date, last: date) -> str:
    """Whole months: as years where they are whole years too."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    until = f"{calendar.month_name[last.month]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return until
    year = "" if first.year == last.year else f" {first.year}"
    return f"{calendar.month_name[first.month]}{year} to {until}"


def _is_month_start(value: date) -> bool:
    return value.day == 1


def _is_month_end(value: date) -> bool:
    return value.day == calendar.monthrange(value.year, value.month)[1]


def event_days(event: Row) -> str:
    """The days of an event of the table, in words; "no day known" where it has none."""
    if pd.isna(event["first_day"]):
        return "no day known"
    return days(event["first_day"].date(), event["last_day"].date())


def heading(event: Row) -> str:
    """What and where: "Fighting in Bakhmut", "Talks, meeting at the Belarus–Ukraine border"."""
    what = kind(event["kind"])
    if not event["place_name"]:
        return what
    if event["place_kind"] == "border":
        return f"{what} at the {event['place_name']}"
    return f"{what} in {event['place_name']}"


def choice(event: Row) -> str:
    """One line that tells an event from its neighbours in a list."""
    corrected = " · corrected" if event.get("corrected") else ""
    return f"{event_days(event)}: {heading(event)} ({status(event['status'])}){corrected}"
