"""What the panel of a saved page is told: figures in words, and which events tell of one happening."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from mapapp.map.snippets import figures_said, period_said, with_snippets


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([{"what": "killed", "count": 9}], "9 killed"),
        ([{"what": "killed", "count": 9, "low": 9, "high": 9}], "9 killed"),
        (
            [{"what": "killed", "count": 9, "low": 9}, {"what": "injured", "count": None}],
            "at least 9 killed, some injured",
        ),
        ([{"what": "killed", "count": 12, "high": 12}], "at most 12 killed"),
        ([{"what": "displaced", "count": 2000, "to_date": True}], "in all since an earlier day 2,000 displaced"),
        ([{"what": "", "count": 3}, "three", {"what": "killed", "count": "many"}], "some killed"),
        ({"what": "killed"}, ""),
        ([], ""),
    ],
)
def test_figures_are_said_in_words(rows: object, expected: str) -> None:
    assert expected == figures_said(json.dumps(rows))


def test_what_is_no_json_has_no_figures_and_nothing_no_incident() -> None:
    assert "" == figures_said("nine killed") == figures_said("")
    table = pd.DataFrame({"incident_id": ["i", None, "i", "j", None], "figures": ["[", None, "[]", "", "{}"]})
    told = with_snippets(table)
    assert ["i", "", "i", "", ""] == told["incident"].tolist()
    assert [""] * 5 == told["figures_said"].tolist()
    assert ["x"] == list(with_snippets(pd.DataFrame({"x": [1]})))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2022-05-03", "2022-05-03", "3 May 2022"),
        ("2022-05-03", None, "3 May 2022"),
        ("2022-05-01", "2022-05-03", "1 to 3 May 2022"),
        ("2022-04-30", "2022-05-02", "30 April to 2 May 2022"),
        ("2021-12-31", "2022-01-02", "31 December 2021 to 2 January 2022"),
        (None, None, ""),
    ],
)
def test_days_of_publication_are_said_in_words(first: str | None, last: str | None, expected: str) -> None:
    assert expected == period_said(pd.Timestamp(first), pd.Timestamp(last))


def test_any_column_of_that_name_is_no_error() -> None:
    assert ["", ""] == with_snippets(pd.DataFrame({"published_first": ["soon", None]}))["published"].tolist()
