"""CSV (RFC 4180), UTF-8, with ACLED's columns; no cell of it is a formula."""

from __future__ import annotations

import re
from typing import BinaryIO

import pandas as pd

from mapapp.export.about import About
from mapapp.export.acled import with_acled
from mapapp.export.values import flat

STARTS_A_FORMULA = re.compile(r"^(?='*[=+\-@\t\r\n＝＋－＠])")


def write(events: pd.DataFrame, file: BinaryIO, about: About) -> None:
    """A header line and a line an event.

    Text that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
    """
    table = flat(with_acled(events, about))
    texts = table.select_dtypes(exclude=["number", "bool"]).columns
    guarded = table.assign(**{name: table[name].map(guard, na_action="ignore") for name in texts})
    guarded.to_csv(file, mode="wb", index=False, lineterminator="\r\n", encoding="utf-8", errors="replace")


def guard(value: object) -> object:
    """Text that no spreadsheet runs; taking one apostrophe off gives the original back."""
    return STARTS_A_FORMULA.sub("'", value.replace("\x00", "\ufffd")) if isinstance(value, str) else value
