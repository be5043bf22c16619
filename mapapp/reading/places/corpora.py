"""What training reads: annotated corpora, sentences of our own with roles, and how words are written in general."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from gazetteer.names import words
from mapapp.model import Article, Role, TextSpan
from mapapp.reading.places.lexicon import Lexicon
from mapapp.reading.places.tokens import ENDS
from mapapp.reading.sentences import sentences

ROLE_LETTERS = {"l": Role.LOCATION, "m": Role.METONYM, "d": Role.MODIFIER, "n": Role.NAME_PART, "p": Role.DEMONYM}
ROLE_EXAMPLES, NAME_EXAMPLES = "role_examples.txt", "name_examples.txt"
RAREST = 2
"""Times a word must be seen to be kept."""

SENTENCES_KEPT, FEWEST_SENTENCES_TO_CUT = 2, 5

Document = dict[str, Any]
Span = tuple[int, int]


def documents(path: Path) -> Iterator[Document]:
    """The objects of a JSON Lines file; `gold` holds the located toponyms by span.

    Raises:
        FileNotFoundError: the corpus is not in the folder.
    """
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            located = (t for t in document.get("toponyms", ()) if t.get("lat") is not None)
            document["gold"] = {(t["start"], t["end"]): t for t in located}
            yield document


def cut_short(document: Document) -> Document | None:
    """The first sentences of a document as a report of its own; None where that is hardly shorter.

    Corpora hold no text of two sentences, but people have them read.
    """
    spans = sentences(article(document))
    if len(spans) < FEWEST_SENTENCES_TO_CUT:
        return None
    end = spans[SENTENCES_KEPT - 1].end
    gold = {span: toponym for span, toponym in document["gold"].items() if span[1] <= end}
    return {**document, "text": document["text"][:end], "gold": gold}


def article(document: Mapping[str, Any]) -> Article:
    """The article of a gold document: all of its text is body."""
    text = document["text"]
    body = (TextSpan(0, len(text)),) if text else ()
    return Article(str(document["id"]), None, text, body, url=document.get("url"))


def lexicon(folder: Path, left_out: str = "") -> Lexicon:
    """Word counts over all texts of the folder but one, and the table of persons' names."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for path in sorted(folder.glob("*.jsonl")):
        if path.stem != left_out:
            for document in documents(path):
                count_words(document.get("text") or "", lower, upper)
    given, family = person_names()
    return Lexicon(frequent(lower), frequent(upper), given, family)


def frequent(counts: Mapping[str, int]) -> dict[str, float]:
    """The counts that reach `RAREST`."""
    return {word: float(count) for word, count in counts.items() if count >= RAREST}


def count_words(text: str, lower: Counter[str], upper: Counter[str]) -> None:
    """Count lower-case words, and capitalised ones that do not open a sentence."""
    previous = "."
    for word in words(text):
        if word.text[0].isalpha():
            if word.text.islower():
                lower[word.key] += 1
            elif previous not in ENDS:
                upper[word.key] += 1
        previous = word.key


def person_names() -> tuple[dict[str, float], dict[str, float]]:
    """Given and family names with their frequency in percent."""
    packed = resources.files(__package__).joinpath("person_names.csv.gz").read_bytes()
    rows = csv.reader(line for line in gzip.decompress(packed).decode().splitlines() if not line.startswith("#"))
    table = [(name, float(given), float(family)) for name, given, family in rows]
    return {name: given for name, given, _ in table if given}, {name: family for name, _, family in table if family}


def own_sentences(file: str) -> Iterator[tuple[Document, dict[int, Role]]]:
    """Our own sentences in a file beside this module as documents, with the role of each name by where it ends."""
    text = resources.files(__package__).joinpath(file).read_text("utf-8")
    for number, line in enumerate(text.splitlines()):
        if line and not line.startswith("#"):
            plain, roles = untagged(line)
            yield {"id": f"{file} {number}", "text": plain, "gold": {}}, roles


def untagged(line: str) -> tuple[str, dict[int, Role]]:
    """A line without its tags, and the role of the name that ends at each place where a tag stood."""
    plain, roles, at = "", {}, 0
    for tag in re.finditer(r"\[([lmdnp])\]", line):
        plain += line[at : tag.start()]
        roles[len(plain)] = ROLE_LETTERS[tag.group(1)]
        at = tag.end()
    return plain + line[at:], roles


def gold_of(texts: Iterable[Document]) -> dict[str, Document]:
    """Documents by id."""
    return {str(document["id"]): document for document in texts}
