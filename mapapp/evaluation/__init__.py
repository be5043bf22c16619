"""Our figures on an annotated corpus: gold documents and what `mapapp extract` says of them in, figures out.

A gold file has one JSON object a line: `id`, `text`, optionally `title`, `url`, `source`, `dct` (day of publication),
and the annotations of its task: `toponyms`, `timexes` or `events`, with offsets in code points into `text`.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mapapp.evaluation.days import dating, days_asked, timeline
from mapapp.evaluation.events import events
from mapapp.evaluation.figures import Figures, Gold, Readings
from mapapp.evaluation.place_errors import listing, place_errors
from mapapp.evaluation.places import places
from mapapp.evaluation.times import times
from mapapp.model import Reading
from mapapp.records import reading_record

TASKS: Mapping[str, Callable[[Iterable[Gold], Readings], Figures]] = {
    "places": places,
    "times": times,
    "dating": dating,
    "timeline": timeline,
    "events": events,
}
"""Name of a task -> what measures it."""

ASKED: Mapping[str, Callable[[Gold, Reading], Figures]] = {"timeline": days_asked}
"""Name of a task -> what it asks of a reading beside the record of `mapapp extract`."""

ANNOTATED: Mapping[str, str] = {"places": "toponyms", "times": "timexes", "timeline": "events", "events": "events"}
"""Name of a task -> the field of a gold document that it counts."""

ERRORS: Mapping[str, Callable[[Sequence[Gold], Readings], Iterable[str]]] = {
    "places": lambda gold, said: listing(place_errors(gold, said), gold)
}
"""Name of a task -> what lists its errors, as lines."""

SHOWN = ("id", "text", "title", "url", "source", "dct")
"""What of a gold document the reader gets to see."""


class GoldUnreadable(ValueError):
    """A file of annotations is not what the task needs."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a corpus says of us."""

    figures: Figures
    errors: tuple[str, ...]
    """Lines of the listing of errors; none where they were not asked for."""


def measure(
    task: str,
    gold: Path,
    texts: Path | None = None,
    *,
    workers: int | None = None,
    errors: bool = False,
    home: bool = False,
) -> Measured:
    """Read the corpus afresh and count.

    Args:
        task: a name of `TASKS`; for "dating" the day of publication is withheld from the reader.
        gold: the annotated corpus.
        texts: where the texts lie, joined by `id`, when the annotations come without them.
        workers: processes that read.
        errors: list the errors too; the task is one of `ERRORS`.
        home: learn first where each outlet is at home.

    Raises:
        GoldUnreadable: a line is not a JSON object, or a document has no text or no annotation of this task.
    """
    documents = with_texts(documents_of(gold), documents_of(texts) if texts else ())
    annotated_for(task, documents)
    withheld = {"dct"} if task == "dating" else set()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus.jsonl"
        shown = ({name: document.get(name) for name in SHOWN if name not in withheld} for document in documents)
        corpus.write_text("".join(json.dumps(document) + "\n" for document in shown), "utf-8")
        said = _said(corpus, {document["id"]: document for document in documents}, ASKED.get(task), workers, home)
    listed = tuple(ERRORS[task](documents, said)) if errors else ()
    return Measured(TASKS[task](documents, said), listed)


def annotated_for(task: str, documents: Iterable[Gold]) -> None:
    """Whether the documents carry what a task counts.

    Raises:
        GoldUnreadable: one does not.
    """
    needed = ANNOTATED.get(task)
    without = [document["id"] for document in documents if needed and not isinstance(document.get(needed), list)]
    if without:
        raise GoldUnreadable(
            f"{len(without)} documents have no list `{needed}`, the first is {without[0]}: "
            f"this corpus is not annotated for {task}."
        )


def _said(
    corpus: Path,
    documents: Mapping[str, Gold],
    asked: Callable[[Gold, Reading], Figures] | None,
    workers: int | None,
    home: bool,
) -> Readings:
    """The record of each document, with the answers to what the task asks beside it."""
    from mapapp.ingest import homes_of, results
    from mapapp.workers import gazetteer_reader

    homes = homes_of([corpus], workers=workers) if home else None
    reader = partial(gazetteer_reader, homes=homes)
    said: dict[str, Figures] = {}
    for result in results([corpus], workers=workers, make_reader=reader):
        if isinstance(result, Reading):
            document = documents[result.article.id]
            said[document["id"]] = reading_record(result) | (asked(document, result) if asked else {})
    return said


def documents_of(path: Path) -> list[Gold]:
    """The documents of a JSON Lines file; ids become text, so that files join whatever type they chose."""
    with path.open(encoding="utf-8") as lines:
        return [_document(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _document(path: Path, number: int, line: str) -> Gold:
    try:
        document: dict[str, Any] = json.loads(line)
        return {**document, "id": str(document["id"])}
    except (ValueError, KeyError, TypeError) as error:
        raise GoldUnreadable(
            f"{path}, line {number}: not a JSON object with an id. One document a line is needed."
        ) from error


def with_texts(gold: Iterable[Gold], texts: Iterable[Gold]) -> list[Gold]:
    """The gold documents, each with a text of its own or from `texts`."""
    by_id = {document["id"]: document for document in texts}
    joined = [{**by_id.get(document["id"], {}), **document} for document in gold]
    without = [document["id"] for document in joined if not isinstance(document.get("text"), str)]
    if without:
        raise GoldUnreadable(
            f"{len(without)} documents have no text, the first is {without[0]}. "
            "Say where the texts lie: --texts CORPUS.jsonl (joined by id)."
        )
    return joined
