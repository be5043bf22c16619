"""Marks what of a page is not the report; the text itself is never changed."""

from __future__ import annotations

from mapapp.model import Article


def clean(article: Article) -> Article:
    return article
