"""The fixed words of the nouns, each with what it means; imports nothing, so that the command line may name them."""

from __future__ import annotations

from enum import StrEnum


class Basis(StrEnum):
    """How the day of a report became known."""

    GIVEN = "given"
    """A person said so; wins over everything."""
    METADATA = "metadata"
    """A field of the file or page said so, and the text does not contradict it."""
    STATED = "stated"
    """The report's own date line or dateline."""
    INFERRED = "inferred"
    """From what the report tells."""


class MarkKind(StrEnum):
    """Parts of a page; all but HEADLINE and REPEAT lie outside `Article.body`."""

    HEADLINE = "headline"
    """Part of the body: places are read in it, events prefer the sentence that tells it in full."""
    REPEAT = "repeat"
    """Part of the body that says again, word for word, what another part says."""
    MASTHEAD = "masthead"
    """Name of the outlet, weather, the page's own date line."""
    MENU = "menu"
    BYLINE = "byline"
    CAPTION = "caption"
    TEASER = "teaser"
    """A pointer to another story, or the cut-off opening of this one."""
    AUTHOR_BOX = "author_box"
    COMMENTS = "comments"
    NOTICE = "notice"
    """Advertisement, newsletter box, disclaimer, cookie notice."""


class Role(StrEnum):
    """What a place name does in its sentence."""

    LOCATION = "location"
    METONYM = "metonym"
    """A capital or country that stands for its government: "Moscow denied"."""
    MODIFIER = "modifier"
    """"Ukrainian troops", "the Kyiv government"."""
    NAME_PART = "name_part"
    """Inside the name of an organisation, a person or a product: "Moscow Times"."""
    DEMONYM = "demonym"
    """"the Russians"."""
    OTHER = "other"


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class TimeBasis(StrEnum):
    """Where the value of a time expression comes from."""

    STATED = "stated"
    """The expression says it in full."""
    RELATIVE = "relative"
    """Counted from the article's days or from another expression."""
    PUBLICATION = "publication"
    """The article's own days were used because nothing else was said."""
    GIVEN = "given"
    """A person said so, of an event."""


class Status(StrEnum):
    """Whether the report says that it took place."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    THREATENED = "threatened"
    CALLED_FOR = "called_for"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


class Grade(StrEnum):
    """What the event is to the report; the map shows primary events at first."""

    PRIMARY = "primary"
    BACKGROUND = "background"
    HYPOTHETICAL = "hypothetical"


class ClaimSide(StrEnum):
    """Whose side a claimant is on."""

    OWN = "own"
    """Of the country that is said to have done it."""
    OTHER = "other"
    """Of another country."""


class Within(StrEnum):
    """Where the words that are looked for must stand."""

    SENTENCE = "sentence"
    """In the sentence, the title of the report or the name of the place."""
    PARAGRAPH = "paragraph"
    """Also in the sentences around it or in the words for who says so."""
    REPORT = "report"
    """Anywhere in the report."""
