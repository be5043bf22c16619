"""CSV and TSV files: a header line with a column of texts, an article a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mapapp.intake.decoding import decode
from mapapp.intake.failure import Failure
from mapapp.intake.json_files import TEXT_FIELDS, NotARecord, record_article
from mapapp.intake.limits import CELL_CHARACTERS
from mapapp.intake.source import Source
from mapapp.model import Article, TimeSpan

DELIMITERS = (",", ";", "\t", "|")


def table_articles(data: bytes, source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    """An article a row; a broken row is a Failure with its line, and the rest is read.

    Raises:
        NotText: the bytes are no text.
    """
    decoded = decode(data)
    lines = list(io.StringIO(decoded.text, newline=""))
    delimiter = _delimiter(lines)
    rows = _rows(lines, delimiter, source)
    header = next((row for row in rows if not isinstance(row, Failure)), None)
    names = [] if header is None else [name.strip().casefold() for name in header[1]]
    if not any(name in names for name in TEXT_FIELDS):
        yield Failure(source.name, "no column named text, body or content; name the columns in the first line", 1)
        return
    empty = True
    for row in rows:
        empty = False
        yield row if isinstance(row, Failure) else _row_article(names, row, source, published, decoded.notes)
    if empty:
        yield Failure(source.name, "there are no rows below the names of the columns; fill it or leave the file out", 1)


def _delimiter(lines: Sequence[str]) -> str:
    """The one that parts the header into most names."""
    header = lines[0] if lines else ""
    return max(DELIMITERS, key=header.count)


def _rows(lines: Sequence[str], delimiter: str, source: Source) -> Iterator[tuple[int, list[str]] | Failure]:
    """Rows with the number of their first line.

    After a broken row reading goes on at the line below its first, so that a quote that is never closed costs one row
    and not the rest of the file.
    """
    csv.field_size_limit(CELL_CHARACTERS)
    start = 0
    while start < len(lines):
        reader = csv.reader(_from(lines, start), delimiter=delimiter, strict=True)
        begun = start
        try:
            for row in reader:
                if any(row):
                    yield begun + 1, row
                begun = start + reader.line_num
            return
        except csv.Error as problem:
            yield Failure(source.name, _reason(str(problem), begun + 1, start + reader.line_num), begun + 1)
            start = begun + 1


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    return (lines[at] for at in range(start, len(lines)))


def _reason(problem: str, line: int, last_line: int) -> str:
    if "unexpected end" in problem:
        return f"a quote opened on line {line} is never closed; close it"
    if last_line > line and "field limit" not in problem:
        return f"a quote opened on line {line} is not closed before the next quote, on line {last_line}; close it"
    if "field limit" in problem:
        return f"a cell is longer than the limit of {CELL_CHARACTERS:,} characters; split the text"
    return f'a quote inside a cell is not doubled ({problem}); write "" for one " inside quotes'


def _row_article(
    names: Sequence[str],
    row: tuple[int, list[str]],
    source: Source,
    published: TimeSpan | None,
    notes: tuple[str, ...],
) -> Article | Failure:
    line, cells = row
    if len(cells) > len(names):
        reason = (
            f"{len(cells)} cells where the first line names {len(names)} columns; put cells with a separator in quotes"
        )
        return Failure(source.name, reason, line)
    if len(cells) < len(names):
        notes = (*notes, f"the row has {len(cells)} cells where the first line names {len(names)} columns")
    try:
        return record_article(_record(names, cells), source, published, line, notes)
    except NotARecord as problem:
        return Failure(source.name, str(problem), line)


def _record(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Cells by column; of two columns with one name the first counts."""
    return dict(reversed(list(zip(names, cells, strict=False))))
