"""Full text of the workspace: which events have the words that someone looks for (SQLite FTS5).

The tables hold words as `selection.fold` leaves them, so that case, accents and the letters й and ё make no difference
in any script. Triggers note what is deleted; they stand exactly while the full text is in step with what is stored.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, bindparam, column, not_, or_, select, table, text

from mapapp.model import TextSpan
from mapapp.records import spans_from
from mapapp.selection.query import Query, Term, fold, matches
from mapapp.store.tables import ARTICLE, EVENT
from mapapp.vocabulary import Within

COLUMNS = ("sentence", "title", "place", "around", "claimant")
"""Of the table of events; the first three are looked through at first."""
SCOPES = {Within.SENTENCE: "{sentence title place} : ", Within.PARAGRAPH: "", Within.REPORT: ""}
"""What a query for a term begins with."""
TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
MADE = (
    f"CREATE VIRTUAL TABLE event_words USING fts5({', '.join(COLUMNS)}, {TOKENS})",
    f"CREATE VIRTUAL TABLE article_words USING fts5(title, body, {TOKENS})",
    "CREATE VIRTUAL TABLE vocabulary USING fts5vocab(event_words, col)",
    "CREATE TABLE words_gone (number INTEGER NOT NULL, whole INTEGER NOT NULL)",
    "CREATE TRIGGER event_words_gone AFTER DELETE ON event BEGIN INSERT INTO words_gone VALUES (old.number, 0); END",
    "CREATE TRIGGER article_words_gone AFTER DELETE ON article "
    "BEGIN INSERT INTO words_gone VALUES (old.number, 1); END",
)
"""A trigger may not write to a virtual table (`trusted_schema` is off): it notes what is to be purged."""
PURGED = (
    "DELETE FROM event_words WHERE rowid IN (SELECT number FROM words_gone WHERE whole = 0)",
    "DELETE FROM article_words WHERE rowid IN (SELECT number FROM words_gone WHERE whole = 1)",
    "DELETE FROM words_gone",
)
ADDED = "INSERT INTO event_words (rowid, sentence, title, place, around, claimant) VALUES (?, ?, ?, ?, ?, ?)"
TRIGGERS = ("event_words_gone", "article_words_gone")
NAMES = ("vocabulary", "event_words", "article_words", "words_gone")

EVENT_WORDS = table("event_words", *map(column, ("rowid", *COLUMNS)))
ARTICLE_WORDS = table("article_words", *map(column, ("rowid", "title", "body")))
VOCABULARY = table("vocabulary", column("term"), column("doc"))

# Made once: building a statement costs more than running it.
STORED = select(ARTICLE.c.number, ARTICLE.c.title, ARTICLE.c.text, ARTICLE.c.body, ARTICLE.c.sentences).where(
    ARTICLE.c.id == bindparam("article_id")
)
SPANS = select(
    *(EVENT.c[name] for name in ("number", "sentence_start", "sentence_end", "claimed_start", "claimed_end")),
    EVENT.c.place_label,
).where(EVENT.c.article_id == bindparam("article_id"))
BATCH = 500


def is_available(connection: Connection) -> bool:
    """Whether this Python's SQLite has FTS5."""
    return bool(connection.execute(text("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")).first())


def is_kept(connection: Connection) -> bool:
    """Whether the full text stands and is in step with what is stored."""
    query = text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return set(TRIGGERS) <= set(connection.execute(query).scalars())


def is_usable(connection: Connection) -> bool:
    return is_available(connection) and is_kept(connection)


def make(connection: Connection) -> None:
    """Make the full text anew; where FTS5 is missing, leave none behind that would fall out of step."""
    for trigger in TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {trigger}")
    if not is_available(connection):
        return
    for name in NAMES:
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    for statement in MADE:
        connection.exec_driver_sql(statement)
    for article_id in connection.execute(select(ARTICLE.c.id).order_by(ARTICLE.c.number)).scalars().all():
        _add(connection, article_id)


def keep(connection: Connection, article_id: str) -> None:
    """Bring the full text of an article and its events in step, within the transaction that changes them."""
    if not is_usable(connection):
        return
    purge(connection)
    number = connection.execute(select(ARTICLE.c.number).where(ARTICLE.c.id == article_id)).scalar()
    if number is not None:
        connection.exec_driver_sql("DELETE FROM article_words WHERE rowid = ?", (number,))
        _add(connection, article_id)


def purge(connection: Connection) -> None:
    """Take the words of what was deleted out of the full text; before numbers are given again."""
    if is_usable(connection):
        for statement in PURGED:
            connection.exec_driver_sql(statement)


def _add(connection: Connection, article_id: str) -> None:
    asked = {"article_id": article_id}
    article = connection.execute(STORED, asked).mappings().one()
    connection.exec_driver_sql(
        "INSERT INTO article_words (rowid, title, body) VALUES (?, ?, ?)",
        (article["number"], fold(article["title"] or ""), _body(article)),
    )
    rows = list(_rows(article, connection.execute(SPANS, asked).mappings().all()))
    if rows:
        numbers = [(row[0],) for row in rows]
        connection.exec_driver_sql("DELETE FROM event_words WHERE rowid = ?", numbers)
        connection.exec_driver_sql(ADDED, rows)


def _rows(article: RowMapping, events: Iterable[RowMapping]) -> Iterator[tuple[Any, ...]]:
    """The words of each event in the order of COLUMNS, after its number."""
    written, title = article["text"], fold(article["title"] or "")
    sentences = spans_from(json.loads(article["sentences"]))
    for event in events:
        sentence = TextSpan(event["sentence_start"], event["sentence_end"])
        around = [span.of(written) for span in _neighbours(sentence, sentences)]
        said = "" if event["claimed_start"] is None else written[event["claimed_start"] : event["claimed_end"]]
        words = (
            fold(sentence.of(written)),
            title,
            fold(event["place_label"] or ""),
            fold("\n".join(around)),
            fold(said),
        )
        yield (event["number"], *words)


def _neighbours(sentence: TextSpan, sentences: tuple[TextSpan, ...]) -> list[TextSpan]:
    """The sentence before and the one after; sentences are in order."""
    before = bisect_right(sentences, sentence.start, key=lambda span: span.end)
    after = bisect_left(sentences, sentence.end, key=lambda span: span.start)
    return [*sentences[max(0, before - 1) : before], *sentences[after : after + 1]]


def found(connection: Connection, query: Query, within: Within) -> list[str]:
    """Ids of the events that have what is looked for."""
    if not is_usable(connection):
        return list(_read_through(connection, query, within))
    chosen = select(EVENT.c.id)
    for number, term in enumerate(query.terms):
        has = _has(term, within, f"term{number}")
        chosen = chosen.where(not_(has) if term.is_excluded else has)
    return list(connection.execute(chosen).scalars())


def _has(term: Term, within: Within, name: str) -> ColumnElement[bool]:
    phrase = _phrase(term)
    asked = text(f"event_words MATCH :{name}").bindparams(bindparam(name, SCOPES[within] + phrase))
    in_event = EVENT.c.number.in_(select(EVENT_WORDS.c.rowid).where(asked))
    if within is not Within.REPORT:
        return in_event
    articles = select(ARTICLE.c.id).where(_in_text(phrase, f"{name}_whole"))
    return or_(in_event, EVENT.c.article_id.in_(articles))


def _in_text(phrase: str, name: str) -> ColumnElement[bool]:
    asked = text(f"article_words MATCH :{name}").bindparams(bindparam(name, phrase))
    return ARTICLE.c.number.in_(select(ARTICLE_WORDS.c.rowid).where(asked))


def articles(connection: Connection, query: Query) -> list[str]:
    """Ids of the articles whose title and text have what is looked for, with events or without."""
    if not is_usable(connection):
        return [each for each in _ids(connection) if matches(query, _whole(connection, each))]
    chosen = select(ARTICLE.c.id)
    for number, term in enumerate(query.terms):
        has = _in_text(_phrase(term), f"term{number}")
        chosen = chosen.where(not_(has) if term.is_excluded else has)
    return list(connection.execute(chosen).scalars())


def _ids(connection: Connection) -> Sequence[str]:
    return connection.execute(select(ARTICLE.c.id)).scalars().all()


def _whole(connection: Connection, article_id: str) -> list[str]:
    article = connection.execute(STORED, {"article_id": article_id}).mappings().one()
    return [fold(article["title"] or ""), _body(article)]


def _body(article: RowMapping) -> str:
    return fold("\n".join(span.of(article["text"]) for span in spans_from(json.loads(article["body"]))))


def _phrase(term: Term) -> str:
    # The tokens are letters and digits alone: nothing in them is syntax.
    return f'"{" ".join(term.tokens)}"' + (" *" if term.is_prefix else "")


def _read_through(connection: Connection, query: Query, within: Within) -> Iterator[str]:
    """The same without FTS5: every text is read."""
    ids: Select[Any] = select(EVENT.c.number, EVENT.c.id).where(EVENT.c.article_id == bindparam("article_id"))
    for article_id in _ids(connection):
        asked = {"article_id": article_id}
        article = connection.execute(STORED, asked).mappings().one()
        names = {row.number: row.id for row in connection.execute(ids, asked)}
        whole: tuple[str, ...] = ()
        if within is Within.REPORT and names:
            whole = (_body(article),)
        for number, *words in _rows(article, connection.execute(SPANS, asked).mappings().all()):
            looked = words[:3] if within is Within.SENTENCE else words
            if matches(query, [*looked, *whole]):
                yield names[number]


def vocabulary(connection: Connection, limit: int, *, shortest: int = 4, most: float = 0.2) -> dict[str, int]:
    """The words in most sentences of events, folded, with how many have them; not those that are in a fifth of all and
    tell nothing, nor short ones and numbers."""
    if not is_usable(connection):
        return {}
    events = connection.execute(text("SELECT count(*) FROM event")).scalar_one()
    query = (
        select(VOCABULARY.c.term, VOCABULARY.c.doc)
        .where(text("col = 'sentence' AND length(term) >= :shortest AND doc <= :most AND term GLOB '*[^0-9]*'"))
        .order_by(VOCABULARY.c.doc.desc(), VOCABULARY.c.term)
        .limit(limit)
    )
    rows = connection.execute(query, {"shortest": shortest, "most": max(20, round(events * most))})
    return {row.term: row.doc for row in rows}


def spelled(terms: Iterable[str], texts: Iterable[str]) -> dict[str, str]:
    """Folded word -> how these texts write it most often; itself where they do not have it."""
    written: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for words in texts:
        for word in words.split():
            bare = word.strip(".,;:!?()[]\"'«»“”„‘’…–—")
            if (seen := written.get(fold(bare))) is not None:
                seen[bare] += 1
    return {term: seen.most_common(1)[0][0] if seen else term for term, seen in written.items()}
