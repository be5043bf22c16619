"""The tables of the workspace.

Days are ISO 8601 text, spans are code points into `article.text`, lists are JSON text. A place stands in full beside
what names it: stored events keep their coordinates when the gazetteer changes.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import SchemaItem

METADATA = MetaData()


def _article_id() -> Column[str]:
    return Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), nullable=False)


def _place_columns() -> tuple[SchemaItem, ...]:
    return (
        Column("place_id", Text),
        Column("place_name", Text),
        Column("place_label", Text),
        Column("place_kind", Text),
        Column("country", Text),
        Column("admin1", Text),
        Column("population", Integer),
        Column("latitude", Float),
        Column("longitude", Float),
        Column("radius_km", Float),
        Column("place_confidence", Float),
        Column("place_reason", Text),
        Column("place_alternatives", Text),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_in_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_in_range"),
        CheckConstraint("radius_km >= 0", name="radius_not_negative"),
        CheckConstraint("place_confidence BETWEEN 0 AND 1", name="place_confidence_in_range"),
        CheckConstraint(
            "(place_id IS NULL) = (latitude IS NULL) AND (latitude IS NULL) = (longitude IS NULL)",
            name="a_place_has_a_point",
        ),
    )


def _day_columns() -> tuple[SchemaItem, ...]:
    return (
        Column("first_day", Text),
        Column("last_day", Text),
        CheckConstraint("(first_day IS NULL) = (last_day IS NULL) AND first_day <= last_day", name="days_in_order"),
    )


ARTICLE = Table(
    "article",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("url", Text),
    Column("source", Text),
    Column("language", Text),
    Column("body", Text, nullable=False),
    Column("marks", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("sentences", Text, nullable=False),
    Column("given", Text),
    Column("published_first", Text),
    Column("published_last", Text),
    Column("published_basis", Text),
    Column("published_evidence", Text),
    Column("published_likely_first", Text),
    Column("published_likely_last", Text),
    Column("content_hash", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("is_sample", Integer, nullable=False, default=0),
    Column("read_at", Text, nullable=False),
    CheckConstraint("published_first <= published_last", name="published_in_order"),
)
"""`given` is what person or metadata said of the day; `published_*` is what stands after reading. `stamp` is the
version of reader and gazetteer. `read_at` is UTC."""

EVENT = Table(
    "event",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    _article_id(),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("grade", Text, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("trigger_start", Integer, nullable=False),
    Column("trigger_end", Integer, nullable=False),
    Column("claimed_start", Integer),
    Column("claimed_end", Integer),
    Column("place_start", Integer),
    Column("place_end", Integer),
    Column("place_role", Text),
    *_place_columns(),
    *_day_columns(),
    Column("date_basis", Text),
    Column("date_evidence", Text, nullable=False),
    Column("figures", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("repeats", Text, nullable=False),
    Column("claim_side", Text),
    Column("unconfirmed_start", Integer),
    Column("unconfirmed_end", Integer),
    CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_in_range"),
    Index("event_by_article", "article_id"),
    Index("event_by_id", "id"),
)

PLACE_MENTION = Table(
    "place_mention",
    METADATA,
    Column("number", Integer, primary_key=True),
    _article_id(),
    Column("place_start", Integer, nullable=False),
    Column("place_end", Integer, nullable=False),
    Column("place_role", Text, nullable=False),
    *_place_columns(),
    Index("place_mention_by_article", "article_id"),
)

TIME_MENTION = Table(
    "time_mention",
    METADATA,
    Column("number", Integer, primary_key=True),
    _article_id(),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("value", Text, nullable=False),
    *_day_columns(),
    Column("basis", Text, nullable=False),
    Column("covers", Text, nullable=False),
    Index("time_mention_by_article", "article_id"),
)

SOURCE = Table(
    "source",
    METADATA,
    Column("path", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("is_sample", Integer, nullable=False, default=0),
)
"""Files that were read to the end; `stamp` as in `article`, with the days that the person gave."""

SOURCE_ARTICLE = Table(
    "source_article",
    METADATA,
    Column("path", Text, ForeignKey("source.path", ondelete="CASCADE"), primary_key=True),
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("version", Text, nullable=False),
    Index("source_article_by_article", "article_id"),
)
"""Which article stands in which file, and in which version of it; an article that no file holds any more is removed."""

FAILURE = Table(
    "failure",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("line", Integer),
    Index("failure_by_path", "path"),
)

LEDGER = Table(
    "ledger",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("path", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("content_hash", Text),
    Column("articles", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("reason", Text),
)
"""What was read when (UTC), never changed afterwards; a source that was unchanged leaves no row."""

JUDGEMENT = Table(
    "judgement",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("verdict", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("others", Text, nullable=False),
    Column("anchors", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("undone", Text),
)
"""What people split and joined. Names events without a foreign key, for it outlives them: they come back with their ids
when a report is read again, and where one comes back with another id, since its place was corrected, `anchors` tells
which it is: event -> article and code points of the words that report it."""

EVENT_CORRECTION = Table(
    "event_correction",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("aspect", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("article", Text, nullable=False),
    Column("anchor", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("undone", Text),
    Column("undone_by", Text, nullable=False, server_default=""),
)
"""What people said of events. `article` and `anchor` tell where, without a foreign key: it outlives the article."""

AS_READ = Table(
    "as_read",
    METADATA,
    Column("article_id", Text, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True),
    Column("events", Text, nullable=False),
)
"""The events of an article as they were read, where people corrected some: rows of `event` as JSON."""

FOLLOWED = Table(
    "followed",
    METADATA,
    _article_id(),
    Column("event_id", Text, nullable=False),
    Column("aspect", Text, nullable=False),
    Column("number", Integer, ForeignKey("event_correction.number"), nullable=False),
    Index("followed_by_article", "article_id"),
    Index("followed_by_event", "event_id"),
    Index("followed_by_number", "number"),
)
"""Which correction holds for which event now; an event that is said to be none has a row here and none in `event`."""

SAID_DAY = Table(
    "said_day",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("article", Text, nullable=False),
    *_day_columns(),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("undone", Text),
)
"""What people said of the days of reports; without days: not known. No foreign key, for it outlives the report, which
has the same id when it comes back."""
