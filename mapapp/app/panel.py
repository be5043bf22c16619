"""The panel beside the map: one event, what is said of it and why, as inert HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from mapapp.app import words
from mapapp.app.markup import excerpt, isolated, literal, outward_link, web_address
from mapapp.app.reasons import decisive, reasons
from mapapp.model import Article, Grade, Reading, TextSpan
from mapapp.paragraphs import paragraph_of
from mapapp.reading.events.kinds import group_of

RUNNERS_UP = 3
"""Other places of the name that are told."""

LONGEST_QUOTE = 240
"""Characters of a sentence that is said again."""


def panel(event: pd.Series, reading: Reading, reports: int | None) -> str:
    """The whole panel of one event.

    Args:
        event: a row of the table of events.
        reading: of the article that reports it.
        reports: number of the articles that tell of the same happening; None while it is looked for.
    """
    article = reading.article
    return (
        f'<article class="event" aria-label="Selected event">{headline(event, reports)}'
        f"{facts(event, article)}{source(event, reading)}{repeats(event, reading)}</article>"
    )


def headline(event: pd.Series, reports: int | None) -> str:
    """Kind, status and number of reports, where it is known; what and where."""
    group = group_of(event["kind"])
    known = [] if reports is None else [words.count(reports, "report")]
    summary = " · ".join([group.label, words.status(event["status"]), *known])
    background = ' <span class="aside">background of the report</span>' if event["grade"] == "background" else ""
    corrected = ' <span class="aside">corrected</span>' if event.get("corrected") else ""
    sample = ' <span class="aside">sample report</span>' if event["is_sample"] else ""
    beside = f"{background}{corrected}{sample}"
    return (
        f'<div class="kind"><span class="swatch {group.id}"></span>{literal(summary)}{beside}</div>'
        f"<h1>{literal(words.heading(event))}</h1>"
    )


def facts(event: pd.Series, article: Article) -> str:
    """Where, when, who says so, figures: each with its reason in small type; the whole of it on request."""
    claimed_by, why = event["claimed_by"], reasons(event["reason"])
    sure = decisive(why, words.GRADES[event["grade"]], event["grade"] == Grade.PRIMARY)
    rows = [
        ("Where", event["place_label"] or "no place known", where_reasons(event)),
        ("When", words.event_days(event), when_reasons(event)),
        ("Says who", claimed_by if isinstance(claimed_by, str) and claimed_by else "The report itself", claims(event)),
        ("Figures", ", ".join(figures(event, article, to_date=False)) or "none given", totals(event, article)),
        ("Sureness", words.sureness(event["confidence"]), sure),
        *([("Corrected", event["corrected"], [])] if event.get("corrected") else []),
    ]
    told = "".join(f"<dt>{term}</dt><dd>{literal(value)}{small(because)}</dd>" for term, value, because in rows)
    return f"<dl>{told}</dl>{more(why.more)}"


def more(told: Iterable[str]) -> str:
    """The reasons as the reading tells them, folded; "" where all of them were told."""
    text = small(told)
    return text and f"<details><summary>More reasons</summary>{text}</details>"


def small(told: Iterable[str]) -> str:
    """Reasons in small type, as sentences."""
    text = " ".join(sentence(reason) for reason in told if reason)
    return f"<small>{literal(text)}</small>" if text else ""


def sentence(reason: str) -> str:
    """A reason with a capital and a full stop."""
    text = reason.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


def claims(event: pd.Series) -> list[str]:
    """Whose side the claimant is on, and what leaves it open; nothing where the report does not say."""
    unconfirmed = event["unconfirmed"]
    doubt = f"Unconfirmed: “{unconfirmed}”" if isinstance(unconfirmed, str) and unconfirmed else ""
    return [words.CLAIM_SIDES.get(event["claim_side"], ""), doubt]


def where_reasons(event: pd.Series) -> list[str]:
    """Why this place, how wide it is, what else the name could mean, how sure."""
    if not event["place_name"]:
        return [reasons(event["reason"]).no_place]
    return [
        words.place_precision(event),
        event["place_reason"],
        alternatives(event["place_alternatives"]),
        words.sure(event["place_confidence"]),
    ]


def alternatives(record: Any) -> str:
    """ "Also possible: Lviv, Lviv Oblast 4 %, ..."; "" where the name means one place only."""
    places = json.loads(record) if isinstance(record, str) and record else []
    named = [
        f"{each.get('label') or each['place']['name']} {words.share(each['share'])}" for each in places[:RUNNERS_UP]
    ]
    return f"Also possible: {'; '.join(named)}" if named else ""


def when_reasons(event: pd.Series) -> list[str]:
    """Why these days."""
    of_report = event["date_basis"] == "publication"
    near = words.day_precision(event)
    # The days of a report say when it was written: its one day is not the day itself of what it tells.
    exact = of_report and near == words.PRECISION_OF_DAYS[1]
    why = event["date_evidence"] or (words.DATED_BY_PUBLICATION if of_report else "")
    return [why, "" if exact else near, words.likely_days(event)]


def totals(event: pd.Series, article: Article) -> list[str]:
    """ "In all since an earlier day: 9,000 killed": what the report counts up, which is not this event's own."""
    counted = ", ".join(figures(event, article, to_date=True))
    return [f"In all since an earlier day, not in this event: {counted}"] if counted else []


def figures(event: pd.Series, article: Article, *, to_date: bool) -> list[str]:
    """ "9 killed", "dozens injured": the number as the report writes it; either this event's own or totals."""
    record = event["figures"]
    rows = json.loads(record) if isinstance(record, str) else (record if isinstance(record, list) else [])
    return [figure(row, article.text) for row in rows if bool(row.get("to_date")) is to_date]


def figure(record: dict[str, Any], text: str) -> str:
    """One figure in words."""
    written = text[record["start"] : record["end"]].strip() or str(record["count"])
    return f"{written} {record['what']}"


def source(event: pd.Series, reading: Reading) -> str:
    """The paragraph with the sentence marked, places and times underlined, and where it stands."""
    article = reading.article
    reported = TextSpan(int(event["sentence_start"]), int(event["sentence_end"]))
    _, number = paragraph_of(article, reported)
    parts = [literal(isolated(part)) for part in (title(event), published(event), f"paragraph {number}") if part]
    link = outward_link(article.url)
    return (
        excerpt(article, reported, mentions(event, reading))
        + f'<p class="source">{", ".join(parts)}{" · " + link if link else ""}</p>'
    )


def title(row: Mapping[Any, Any] | pd.Series) -> str:
    """Title of the report, else its source."""
    return str(row["article_title"] or row["source"] or "Untitled report")


def published(row: Mapping[Any, Any] | pd.Series) -> str:
    """The days of the report; "" where none are known."""
    if pd.isna(row["published_first"]):
        return ""
    return words.days(row["published_first"].date(), row["published_last"].date())


def place_spans(event: pd.Series) -> list[TextSpan]:
    """The words that name the place; none where there is no place."""
    if pd.isna(event["place_start"]):
        return []
    return [TextSpan(int(event["place_start"]), int(event["place_end"]))]


def mentions(event: pd.Series, reading: Reading) -> list[TextSpan]:
    """The words that name the place of the event, then all other places and times of the report."""
    places = [mention.span for mention in reading.places if mention.place is not None]
    return [*place_spans(event), *places, *(mention.span for mention in reading.times)]


def repeats(event: pd.Series, reading: Reading) -> str:
    """The other sentences of the report that say the same."""
    spans = [span for each in reading.events if each.id == event["event_id"] for span in each.repeats]
    if not spans:
        return ""
    lines = "".join(f'<li dir="auto">{literal(short(span.of(reading.article.text)))}</li>' for span in spans)
    return f'<h2>Said again in this report</h2><ul class="again">{lines}</ul>'


def short(text: str) -> str:
    """The beginning of a long text, white space as one space."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else f"{line[: LONGEST_QUOTE - 1]}…"


def citation(event: pd.Series, article: Article) -> str:
    """Source, title, day, address and the quoted sentence, as plain text."""
    sentence = TextSpan(int(event["sentence_start"]), int(event["sentence_end"])).of(article.text)
    outlet = article.source if article.source and article.source != article.title else ""
    head = ". ".join(part for part in (outlet, article.title or "Untitled report", published(event)) if part)
    return "\n".join(part for part in (f"{head}.", web_address(article.url), f"“{' '.join(sentence.split())}”") if part)
