"""JSON Lines, JSON arrays and single JSON objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from typing import Any

from mapapp.intake.decoding import NotText, decode, refuse_binary
from mapapp.intake.failure import Failure
from mapapp.intake.limits import LINE_BYTES, in_words
from mapapp.intake.making import Fields, make
from mapapp.intake.source import Source, open_regular
from mapapp.model import Article, TimeSpan

TEXT_FIELDS = ("text", "body", "content")
PUBLISHED_FIELDS = ("published", "dct", "date")
LIST_FIELDS = ("articles", "documents", "items", "results", "data")
"""Fields under which files and services put their list of articles."""


class NotARecord(ValueError):
    """A value that holds no article; the message says why."""


def json_lines(source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    """An article a line, streamed; a broken line is a Failure and the rest is read.

    Raises:
        NotText: the file is of a binary format, or empty.
        OSError: it cannot be read.
    """
    with open_regular(source.path) as file:
        head = file.read(16)
        file.seek(0)
        refuse_binary(head)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield from numbered_lines(decode(file.read()).text.encode().split(b"\n"), source, published)
        else:
            yield from numbered_lines(_lines(file), source, published)


def numbered_lines(
    lines: Iterable[bytes | None], source: Source, published: TimeSpan | None
) -> Iterator[Article | Failure]:
    empty = True
    for number, line in enumerate(lines, 1):
        if line is None:
            reason = f"the line is longer than the limit of {in_words(LINE_BYTES)}; split the record"
            yield Failure(source.name, reason, number)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _line_article(line, number, source, published)
        else:
            continue
        empty = False
    if empty:
        raise NotText("empty file; delete it or fill it")


def _lines(file: BufferedReader) -> Iterator[bytes | None]:
    """Lines of the file; None for one above the limit."""
    while line := file.readline(LINE_BYTES + 1):
        if len(line) <= LINE_BYTES or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LINE_BYTES)
        yield None


def _line_article(line: bytes, number: int, source: Source, published: TimeSpan | None) -> Article | Failure:
    try:
        decoded = decode(line)
        return record_article(parse(decoded.text), source, published, number, decoded.notes)
    except json.JSONDecodeError as problem:
        reason = f"not JSON at column {problem.colno} ({problem.msg}); mend the line and read the file again"
        return Failure(source.name, reason, number)
    except (NotText, NotARecord, ValueError) as problem:
        return Failure(source.name, str(problem), number)


def json_file(data: bytes, source: Source, published: TimeSpan | None) -> Iterator[Article | Failure]:
    """The articles of an array, of an object with a list of articles, or of one object; JSON Lines too.

    Raises:
        NotText: the bytes are no text.
    """
    decoded = decode(data)
    try:
        value = parse(decoded.text)
    except json.JSONDecodeError as problem:
        if problem.msg == "Extra data":
            yield from numbered_lines(decoded.text.encode(errors="replace").split(b"\n"), source, published)
            return
        reason = f"not JSON at column {problem.colno} ({problem.msg}); mend it and read the file again"
        yield Failure(source.name, reason, problem.lineno)
        return
    except ValueError as problem:
        yield Failure(source.name, str(problem))
        return
    records = _records(value)
    if not records:
        yield Failure(source.name, "the list of articles is empty; fill it or leave the file out")
    for number, record in enumerate(records, 1):
        try:
            yield record_article(record, source, published, None, decoded.notes)
        except NotARecord as problem:
            yield Failure(source.name, f"record {number}: {problem}")


def parse(text: str) -> Any:
    """The value of a JSON text.

    Raises:
        JSONDecodeError: it is not JSON.
        ValueError: nested too deep, or a number that JSON or we cannot hold.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_object)
    except RecursionError:
        raise ValueError("nested too deep to be read; flatten the record") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON; write null")


DUPLICATE = "\0duplicate"
"""A key that no JSON from outside can hold unescaped; marks an object whose keys were given twice."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        record[DUPLICATE] = True
    return record


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not any(name in value for name in TEXT_FIELDS):
        for name in LIST_FIELDS:
            if isinstance(value.get(name), list):
                return list(value[name])
    return [value]


def record_article(
    record: Any, source: Source, published: TimeSpan | None, line: int | None, notes: tuple[str, ...] = ()
) -> Article | Failure:
    """The article of one record.

    Raises:
        NotARecord: there is no text in it.
    """
    if not isinstance(record, dict):
        raise NotARecord('not an object with a field "text"; write {"id": "...", "text": "..."}')
    name, text = first_field(record, TEXT_FIELDS)
    own_id = record.get("id")
    label = own_id if isinstance(own_id, str) and own_id.isprintable() and own_id else source.name
    if not isinstance(text, str):
        return Failure(label, 'there is no field "text" with a text in it; name it text, body or content', line)
    if not text.strip():
        return Failure(label, f'the field "{name}" is empty; fill it or leave the record out', line)
    twice = ("a field was given twice: the last one was read",) if DUPLICATE in record else ()
    return make(fields_of(record, text, notes + twice), source.name, published)


def fields_of(record: Mapping[str, Any], text: str, notes: tuple[str, ...]) -> Fields:
    """The fields of a record whose names are ours or a known other name of ours."""
    date_field, date_value = first_field(record, PUBLISHED_FIELDS)
    return Fields(
        text=text,
        id=record.get("id"),
        title=first_field(record, ("title", "headline"))[1],
        url=first_field(record, ("url", "link"))[1],
        source=first_field(record, ("source", "outlet"))[1],
        published=date_value,
        published_field=date_field,
        notes=notes,
    )


def first_field(record: Mapping[str, Any], names: Iterable[str]) -> tuple[str, Any]:
    """Name and value of the first field that is there and not empty; the last name and None where none is."""
    name = ""
    for name in names:
        value = record.get(name)
        if value is not None and value != "":
            return name, value
    return name, record.get(name)
