"""The paragraph around a sentence: in the article, and as columns for readers that have the table and no article."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from mapapp.model import Article, TextSpan
from mapapp.reading.sentences import paragraphs

COLUMNS = ("before", "after")
"""The words of the paragraph before and after the sentence; "" where there are none."""
LONGEST_SIDE = 300
"""Characters of each."""


def paragraph_of(article: Article, sentence: TextSpan) -> tuple[TextSpan, int]:
    """The paragraph of the body with the sentence, and its number from 1; outside the body, the sentence itself."""
    number = 0
    for body in article.body:
        for paragraph in paragraphs(article.text, body):
            number += 1
            if paragraph.contains(sentence):
                return paragraph, number
    return sentence, max(number, 1)


def with_paragraphs(events: pd.DataFrame, article: Callable[[str], Article]) -> pd.DataFrame:
    """A table of events with the columns `before` and `after`.

    Args:
        events: with `article_id`, `sentence_start` and `sentence_end`.
        article: the article of an id; asked once for each.
    """
    sides = pd.DataFrame("", index=events.index, columns=[*COLUMNS], dtype=object)
    for article_id, rows in events.groupby("article_id", sort=False, observed=True):
        found = article(str(article_id))
        spans = zip(rows["sentence_start"].astype(int), rows["sentence_end"].astype(int), strict=True)
        sides.loc[rows.index] = [_sides(found, TextSpan(start, end)) for start, end in spans]
    return events.assign(**{name: sides[name] for name in COLUMNS})


def _sides(article: Article, sentence: TextSpan) -> list[str]:
    paragraph, _ = paragraph_of(article, sentence)
    start, end = max(paragraph.start, sentence.start - LONGEST_SIDE), min(paragraph.end, sentence.end + LONGEST_SIDE)
    before, after = article.text[start : sentence.start], article.text[sentence.end : end]
    return [f"…{before}" if start > paragraph.start else before, f"{after}…" if end < paragraph.end else after]
