"""When was this written: the days of publication that the report's own evidence allows, or nothing."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import Article, Published, TextSpan


def date_article(article: Article, sentences: Sequence[TextSpan]) -> Published | None:
    """The days on which the article may have been published; None where nothing trustworthy says."""
    return article.published
