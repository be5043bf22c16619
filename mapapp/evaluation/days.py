"""Days: that of a document whose date was withheld, and that of an event that a sentence tells."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable
from datetime import date

from mapapp.evaluation.figures import Figures, Gold, Readings, percent
from mapapp.model import Reading, TextSpan
from mapapp.reading import days_at
from mapapp.records import days_record

FULL_DAY = re.compile(r"\d{4}-\d\d-\d\d")
NOTHING = {"first_day": None, "last_day": None, "basis": None}


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


def days_asked(document: Gold, reading: Reading) -> Figures:
    """What the reading says when it is asked for the days of each gold mention, an event of ours or not."""
    spots = sorted({(each["start"], each["end"]) for each in document["events"]})
    answers = days_at(reading, [TextSpan(*spot) for spot in spots])
    return {
        "asked": [
            {"start": start, "end": end, **days_record(days), "basis": basis.value if basis else None}
            for (start, end), (days, basis, _) in zip(spots, answers, strict=True)
        ]
    }


def timeline(documents: Iterable[Gold], readings: Readings) -> Figures:
    """Gold mentions of events (SemEval-2015 task 4) with a full day: is an event of ours around, and on that day.

    `asked` is the reading asked for the day of each mention: right of those with a full day; within the month or year
    of those with no more than that; and how many of those without any day get one that is not the report's own.
    """
    counted: Counter[str] = Counter()
    for document in documents:
        reading = readings.get(document["id"], {})
        answers = {(each["start"], each["end"]): each for each in reading.get("asked", ())}
        for start, end, day in {(each["start"], each["end"], each["date"]) for each in document["events"]}:
            answer = answers.get((start, end), NOTHING)
            if FULL_DAY.fullmatch(day):
                around = [each for each in reading.get("events", ()) if each["start"] <= start and end <= each["end"]]
                right = any(each["first_day"] == each["last_day"] == day for each in around)
                asked = answer["first_day"] == answer["last_day"] == day
                counted.update(mentions=1, covered=bool(around), right=right, asked=asked)
            elif known := day.replace("-XX", "").replace("XXXX", ""):
                within = all((answer[edge] or "").startswith(known) for edge in ("first_day", "last_day"))
                counted.update(partial=1, within=within)
            else:
                counted.update(undated=1, given=answer["basis"] in ("stated", "relative"))
    return {
        "mentions": counted["mentions"],
        "covered": percent(counted["covered"], counted["mentions"]),
        "day_right": percent(counted["right"], counted["mentions"]),
        "day_right_of_covered": percent(counted["right"], counted["covered"]),
        "asked": {
            "day_right": percent(counted["asked"], counted["mentions"]),
            "month_or_year": counted["partial"],
            "within_month_or_year": percent(counted["within"], counted["partial"]),
            "undated": counted["undated"],
            "undated_given_days": percent(counted["given"], counted["undated"]),
        },
    }
