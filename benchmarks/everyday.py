"""Everyday sentences of our own, written apart from the rules: how many name exactly the days meant, and the others.

`benchmarks/everyday.py` reads everyday.csv: the day on which a sentence was written, the sentence, and the days meant,
each "2022-03-21" or "2022-03-19..2022-03-20"; what comes again names none. It measures, it is no test to pass.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from mapapp.model import Article, Basis, Published, TextSpan, TimeSpan, TimeType
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times


def days_of(text: str, day: date) -> list[str]:
    """The days that our reading finds, written as in the table."""
    article = Article("a", None, text, (TextSpan(0, len(text)),))
    published = Published(TimeSpan(day, day), Basis.GIVEN, "given")
    mentions = read_times(article, sentences(article), published)
    return [written(mention.days) for mention in mentions if mention.days and mention.type is not TimeType.SET]


def written(days: TimeSpan) -> str:
    return str(days.first_day) if days.days == 1 else f"{days.first_day}..{days.last_day}"


def main() -> None:
    with Path(__file__).with_name("everyday.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    wrong = [
        (row, found)
        for row in rows
        if (found := days_of(row["text"], date.fromisoformat(row["day"]))) != row["days"].split()
    ]
    for row, found in wrong:
        print(f"{row['text']!r} on {row['day']}: meant {row['days'] or 'none'}, found {' '.join(found) or 'none'}")
    print(f"{len(rows) - len(wrong)} of {len(rows)} right, {100 * (1 - len(wrong) / len(rows)):.1f} %")


if __name__ == "__main__":
    main()
