"""An Excel workbook: the events on one sheet, how to read them on another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from mapapp.export.about import About
from mapapp.export.acled import columns, with_acled
from mapapp.export.values import DAYS, flat
from mapapp.output import OutputFailed

ROWS = 1_048_576
"""Rows of a sheet, the header's among them."""
LONGEST = 32_767
"""Characters of a cell."""
FIRST_YEAR = 1900
"""The calendar of a sheet begins here; earlier days are text."""
DATES = ("event_date", *DAYS)
WIDTHS = {"notes": 60, "sentence": 60, "reason": 40, "article_title": 40, "place_label": 32, "location": 22}
USUAL_WIDTH = 15


class TooManyRows(OutputFailed, ValueError):
    """More events than a sheet has rows."""


def write(events: pd.DataFrame, file: BinaryIO, about: About) -> None:
    """The sheets "Events" and "About".

    Text stays text, also where it looks like a formula; days are real dates where Excel has such days.

    Raises:
        TooManyRows: says what to do instead.
    """
    if len(events) >= ROWS:
        raise TooManyRows(
            f"{len(events):,} events do not fit on a sheet of Excel, which has {ROWS:,} rows; nothing was written. "
            "Choose fewer by days or filters, or write CSV or Parquet."
        )
    table = _cells(flat(with_acled(events, about)))
    # A row goes to the file as it is appended: a sheet that is held as cells takes 50 times the memory of its text.
    book = Workbook(write_only=True)
    _fill(book.create_sheet("Events"), table, [WIDTHS.get(str(name), USUAL_WIDTH) for name in table])
    _fill(book.create_sheet("About"), _about(table, events, about), [22, 110])
    book.save(file)


def _fill(sheet: WriteOnlyWorksheet, table: pd.DataFrame, widths: Sequence[int]) -> None:
    """The table below a header that stays in sight and filters."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}{len(table) + 1}"
    sheet.append([_head(sheet, str(name)) for name in table.columns])
    for row in table.itertuples(index=False, name=None):
        sheet.append([_cell(sheet, value) for value in row])


def _head(sheet: WriteOnlyWorksheet, name: str) -> Any:
    cell = _plain(sheet, name)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """The value, or a cell where openpyxl would take it for something else."""
    if isinstance(value, str):
        return _plain(sheet, value) if value.startswith("=") or value in ERROR_CODES else value
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "yyyy-mm-dd"
        return cell
    return value


def _plain(sheet: WriteOnlyWorksheet, text: str) -> Any:
    """A cell of text: shown, never run, and still text when somebody edits it."""
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _cells(table: pd.DataFrame) -> pd.DataFrame:
    """Days as dates, texts without the characters that a sheet refuses, each as long as a cell may be."""
    days: dict[str, pd.Series] = {name: table[name].map(_date) for name in DATES if name in table}
    texts: dict[str, pd.Series] = {
        name: table[name].map(_text)
        for name in map(str, table)
        if name not in days and table[name].dtype.kind not in "biuf"
    }
    whole = table.assign(**days, **texts).astype(object)
    return whole.where(whole.notna(), None)


def _date(day: Any) -> Any:
    """A real date from 1900 on, text before; nothing where no day is known."""
    if not isinstance(day, str) or not day:
        return None
    return datetime.fromisoformat(day) if int(day[:4]) >= FIRST_YEAR else day


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    kept = ILLEGAL_CHARACTERS_RE.sub("\ufffd", value.encode("utf-8", "replace").decode())
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def _about(table: pd.DataFrame, events: pd.DataFrame, about: About) -> pd.DataFrame:
    """What the workbook holds, how it was chosen, and what each column means."""
    known = {column.name: column for column in columns()}
    head = [
        ("What this is", _text(about.sentence(events))),
        ("How to read it", "One row on the sheet Events is one event that a sentence of a report tells of."),
        (
            "Sureness",
            "confidence and place_confidence are shares from 0 to 1; reason, place_reason and date_evidence say why.",
        ),
        (
            "Days",
            f"Days before {FIRST_YEAR} are text: Excel has no such dates. An event lies within first_day and last_day.",
        ),
        ("Limits", f"A sheet holds {ROWS - 1:,} events and a cell {LONGEST:,} characters; a longer text ends with …"),
        ("Column names", "Those marked ACLED have the names and the meaning of ACLED's codebook."),
    ]
    rows = [(name, _meaning(known.get(name))) for name in map(str, table.columns)]
    return pd.DataFrame([*head, *rows], columns=["About", "Words"])


def _meaning(column: Any) -> str:
    if column is None:
        return "A column of the table that was exported."
    return f"{'ACLED: ' if column.acled else ''}{column.words}"
