"""Days: that of a document whose date was withheld, and that of an event that a sentence tells."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable
from datetime import date

from mapapp.evaluation.figures import Figures, Gold, Readings, percent

FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def dating(documents: Iterable[Gold], readings: Readings) -> Figures:
    """How often a document gets days of publication, and how often they hold the true one."""
    asked = [document for document in documents if FULL_DAY.match(document.get("dct") or "")]
    answers = [
        (
            date.fromisoformat(document["dct"][:10]),
            date.fromisoformat(said["first_day"]),
            date.fromisoformat(said["last_day"]),
        )
        for document in asked
        if (said := readings.get(document["id"], {}).get("published"))
    ]
    widths = [(last - first).days + 1 for _, first, last in answers]
    return {
        "documents": len(asked),
        "answered": percent(len(answers), len(asked)),
        "holds_the_truth_of_answered": percent(
            sum(first <= true <= last for true, first, last in answers), len(answers)
        ),
        "exact_day": percent(sum(first == true == last for true, first, last in answers), len(asked)),
        "year": percent(sum(first.year == true.year == last.year for true, first, last in answers), len(asked)),
        "median_width_in_days": statistics.median(widths) if widths else None,
    }


def timeline(documents: Iterable[Gold], readings: Readings) -> Figures:
    """Gold mentions of events with a full day (SemEval-2015 task 4): is an event of ours around, and on that day."""
    asked = covered = right = 0
    for document in documents:
        said = readings.get(document["id"], {}).get("events", ())
        for start, end, day in {(each["start"], each["end"], each["date"]) for each in document["events"]}:
            if not FULL_DAY.fullmatch(day):
                continue
            around = [each for each in said if each["start"] <= start and end <= each["end"]]
            asked, covered = asked + 1, covered + bool(around)
            right += any(each["first_day"] == each["last_day"] == day for each in around)
    return {
        "mentions": asked,
        "covered": percent(covered, asked),
        "day_right": percent(right, asked),
        "day_right_of_covered": percent(right, covered),
    }
