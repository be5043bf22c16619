"""The panel beside the map: one event, what is said of it and why, as inert HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pandas as pd

from mapapp.app import words
from mapapp.app.markup import excerpt, literal, outward_link, paragraph_of
from mapapp.incidents import Incident, Range, Told
from mapapp.model import Article, TextSpan
from mapapp.reading.events.kinds import group_of

LONGEST_LIST = 8
"""Other reports that the panel names."""


def panel(event: pd.Series, article: Article, incident: Incident | None, also: pd.DataFrame) -> str:
    """The whole panel of one event.

    Args:
        event: a row of the table of events.
        article: the article that reports it.
        incident: the one it belongs to; None while it is looked for.
        also: rows of the other events of the incident.
    """
    reports = incident.articles if incident else None
    also_told = others(incident, also) if incident else ""
    return (
        f'<article class="event" aria-label="Selected event">{headline(event, reports)}'
        f"<dl>{facts(event, article)}</dl>{source(event, article)}{also_told}</article>"
    )


def headline(event: pd.Series, reports: int | None) -> str:
    """Kind, status and number of reports, where it is known; what and where."""
    group = group_of(event["kind"])
    known = [] if reports is None else [words.count(reports, "report")]
    summary = " · ".join([group.label, words.status(event["status"]), *known])
    background = ' <span class="aside">background of the report</span>' if event["grade"] == "background" else ""
    sample = ' <span class="aside">sample report</span>' if event["is_sample"] else ""
    return (
        f'<div class="kind"><span class="swatch {group.id}"></span>{literal(summary)}{background}{sample}</div>'
        f"<h1>{literal(words.heading(event))}</h1>"
    )


def facts(event: pd.Series, article: Article) -> str:
    """Where, when, who says so, figures: each with its reason in small type."""
    claimed_by = event["claimed_by"]
    rows = [
        ("Where", event["place_label"] or "no place known", where_reasons(event)),
        ("When", words.event_days(event), when_reasons(event)),
        ("Says who", claimed_by if isinstance(claimed_by, str) and claimed_by else "The report itself", claims(event)),
        ("Figures", ", ".join(figures(event, article, to_date=False)) or "none given", totals(event, article)),
        ("Sureness", words.sure(event["confidence"]), [event["reason"]]),
    ]
    return "".join(f"<dt>{term}</dt><dd>{literal(value)}{small(reasons)}</dd>" for term, value, reasons in rows)


def small(reasons: Iterable[str]) -> str:
    """Reasons in small type, as sentences."""
    text = " ".join(sentence(reason) for reason in reasons if reason)
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
        return [event["reason"]]
    return [
        words.SOMEWHERE.get(event["place_kind"], ""),
        event["place_reason"],
        alternatives(event["place_alternatives"]),
        words.sure(event["place_confidence"]),
    ]


def alternatives(record: Any) -> str:
    """ "Could also be Lviv, Lviv Oblast or ..."; "" where the name means one place only."""
    places = json.loads(record) if isinstance(record, str) and record else []
    names = [str(each.get("label") or each["place"]["name"]) for each in places[:3]]
    return f"Could also be {' or '.join(names)}" if names else ""


def when_reasons(event: pd.Series) -> list[str]:
    """Why these days."""
    by_publication = words.DATED_BY_PUBLICATION if event["date_basis"] == "publication" else ""
    return [event["date_evidence"] or by_publication]


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


def source(event: pd.Series, article: Article) -> str:
    """The paragraph with the sentence marked, and where it stands."""
    reported = TextSpan(int(event["sentence_start"]), int(event["sentence_end"]))
    _, number = paragraph_of(article, reported)
    title = article.title or event["source"] or "Untitled report"
    link = outward_link(article.url)
    return (
        excerpt(article, reported, place_spans(event))
        + f'<p class="source">{literal(title)}, paragraph {number}{" · " + link if link else ""}</p>'
    )


def place_spans(event: pd.Series) -> list[TextSpan]:
    """The words that name the place; none where there is no place."""
    if pd.isna(event["place_start"]):
        return []
    return [TextSpan(int(event["place_start"]), int(event["place_end"]))]


def others(incident: Incident, also: pd.DataFrame) -> str:
    """The other reports of the happening, why they belong together, and what their figures come to."""
    if also.empty:
        return ""
    copied = {article for copies in incident.copies for article in copies}
    rows = "".join(other(row, incident, row["article_id"] in copied) for _, row in also.head(LONGEST_LIST).iterrows())
    rest = len(also) - LONGEST_LIST
    more = f"<p>and {rest:,} more</p>" if rest > 0 else ""
    return (
        f"<h2>{heading(incident)}</h2>{small([incident.reason, words.sure(incident.confidence), days(incident)])}"
        f"<ul>{rows}</ul>{more}{compared(incident)}"
    )


def heading(incident: Incident) -> str:
    """ "The same happening, 5 reports from 3 sources"."""
    sources = words.count(incident.sources, "source")
    return f"The same happening: {words.count(incident.articles, 'report')} from {sources}"


def days(incident: Incident) -> str:
    """The days that fit all reports."""
    if incident.days is None:
        return ""
    return f"Days in common: {words.days(incident.days.first_day, incident.days.last_day)}"


def other(row: pd.Series, incident: Incident, is_copy: bool) -> str:
    """A line of another report: its title, its days and its own figures."""
    title = row["article_title"] or row["source"] or "Untitled report"
    figures = [said(told, each) for each in incident.figures for told in each.told if told.event == row["event_id"]]
    about = " · ".join([*figures, *(["a copy"] if is_copy else []), words.event_days(row)])
    return f"<li><span>{literal(title)}</span><span>{literal(about)}</span></li>"


def said(told: Told, range_: Range) -> str:
    """ "9 killed", "at least 9 killed"."""
    if told.high is None:
        return f"at least {told.low:,} {range_.what}"
    number = f"{told.low:,}" if told.low == told.high else f"{told.low:,} to {told.high:,}"
    return f"{number} {range_.what}"


def compared(incident: Incident) -> str:
    """The counts on which reports differ, as ranges; who says which stands in the lines above."""
    differing = [each for each in incident.figures if len({(told.low, told.high) for told in each.told}) > 1]
    return small(
        f"{each.low:,} to {each.high:,} {each.what}: the reports "
        + ("can all be right" if each.agreed else "contradict each other")
        for each in differing
    )
