"""Counts of days since a happening, as evidence of a report's own day."""

from __future__ import annotations

from datetime import date

import pytest

from mapapp.model import Article, Published, TextSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article
from mapapp.reading.times.chronicle import told_of
from mapapp.reading.times.sequels import sequels


def article(text: str) -> Article:
    return Article("a", None, text, (TextSpan(0, len(text)),))


def dated(text: str) -> Published | None:
    told = article(text)
    return date_article(told, sentences(told))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Fighting between the army and the Rapid Support Forces shook Khartoum for a fifth day.", date(2023, 4, 19)),
        ("Water from the destroyed Kakhovka dam rose for a third day.", date(2023, 6, 8)),
        ("The siege of Mariupol entered its eighth week, and fighters in Azovstal held out.", date(2022, 4, 16)),
    ],
)
def test_a_running_count_dates_the_report_by_the_happening_beside_it(text: str, day: date) -> None:
    found = dated(text)
    assert found and found.span.first_day <= day <= found.span.last_day
    assert "counted from" in found.evidence


@pytest.mark.parametrize(
    "text",
    [
        "The fall of Kabul was on the fifth day of the month.",
        "The talks will end within three days after the fall of Kabul.",
        "The shop sold bread for a fifth day.",
    ],
)
def test_other_counts_say_nothing(text: str) -> None:
    told = article(text)
    spans = sentences(told)
    assert [] == list(sequels(told, told_of(told, spans), spans))
