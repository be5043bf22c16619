"""Values as a person says them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.app import words
from mapapp.model import Status
from mapapp.reading.events.kinds import KINDS


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2023-02-16", "2023-02-16", "16 February 2023"),
        ("2023-02-08", "2023-02-16", "8 to 16 February 2023"),
        ("2023-02-28", "2023-03-03", "28 February to 3 March 2023"),
        ("2022-12-28", "2023-01-03", "28 December 2022 to 3 January 2023"),
        ("2024-02-01", "2024-02-29", "February 2024"),
        ("2023-02-01", "2023-03-31", "February to March 2023"),
        ("2022-11-01", "2023-02-28", "November 2022 to February 2023"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("1939-01-01", "1945-12-31", "1939 to 1945"),
        ("0001-01-01", "9999-12-31", "1 to 9999"),
    ],
)
def test_days_are_said_in_words(first: str, last: str, expected: str) -> None:
    assert expected == words.days(date.fromisoformat(first), date.fromisoformat(last))


@given(st.dates(), st.dates())
def test_different_spans_are_said_differently(first: date, last: date) -> None:
    first, last = min(first, last), max(first, last)
    said = words.days(first, last)
    assert "/" not in said and "-" not in said
    if first != last:
        assert said != words.day(first) and said != words.day(last)


@given(st.floats(0, 1))
def test_nothing_is_ever_said_to_be_certain(confidence: float) -> None:
    assert words.sure(confidence) not in ("0 % sure", "100 % sure")


def test_sureness_is_a_percentage_of_our_own_words() -> None:
    assert "98 % sure" == words.sure(0.98)


def test_every_kind_and_status_has_plain_words() -> None:
    said = [words.kind(code) for code in KINDS] + [words.status(status) for status in Status]
    assert not [text for text in said if "_" in text or ":" in text or text.isupper()]


def test_a_kind_of_a_later_version_is_called_other() -> None:
    assert "Other" == words.kind("of a later version")
