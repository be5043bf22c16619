"""Saved web pages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from mapapp.intake import articles, sources
from mapapp.intake.pages import visible_text
from mapapp.model import Article, Basis

PARAGRAPH = "The bridge over the river was closed on Monday after shells fell on its northern end, the governor said. "
PAGE = f"""<!doctype html><html><head><meta charset="utf-8"><title>Bridge closed – The Sample</title>
<meta property="og:title" content="Bridge closed after shelling"><meta property="og:site_name" content="The Sample">
<link rel="canonical" href="https://sample.example/bridge">
<meta property="article:published_time" content="2022-03-07T10:00:00+02:00"></head>
<body><nav><a href="/">Home</a><a href="/war">War</a></nav>
<article><h1>Bridge closed after shelling</h1><p>{PARAGRAPH * 2}</p><p>{PARAGRAPH}Nobody was hurt.</p></article>
<script>var text = "Shells fell on Nowhere.";</script><div style="display: none">Shells fell on Elsewhere.</div>
</body></html>"""


def read_page(data: bytes, tmp_path: Path, name: str = "page.html") -> Article:
    (tmp_path / name).write_bytes(data)
    (article,) = [each for source in sources([tmp_path / name]) for each in articles(source)]
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_page_gives_its_report_title_address_and_day(name: str, tmp_path: Path) -> None:
    article = read_page(PAGE.encode(), tmp_path, name)
    assert "Bridge closed after shelling" == article.title
    assert "https://sample.example/bridge" == article.url
    assert "The Sample" == article.source
    assert article.published is not None
    assert Basis.METADATA is article.published.basis
    assert "2022-03-07" == article.published.span.first_day.isoformat()
    assert "northern end" in article.text
    assert "Nowhere" not in article.text
    assert "Elsewhere" not in article.text


def test_a_declared_encoding_is_believed_where_it_fits(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1251").replace("the governor", "губернатор")
    assert "губернатор" in read_page(page.encode("windows-1251", "replace"), tmp_path).text


def test_a_refused_encoding_is_noted(tmp_path: Path) -> None:
    article = read_page(PAGE.replace("utf-8", "utf-7").encode(), tmp_path)
    assert any("utf-7, which is refused" in note for note in article.notes)


def test_deep_nesting_ends_in_plain_text_within_seconds(tmp_path: Path) -> None:
    began = time.monotonic()
    article = read_page(b"<html><body>" + b"<div>" * 100_000 + PARAGRAPH.encode() + b"</body></html>", tmp_path)
    assert "northern end" in article.text
    assert time.monotonic() - began < 10


def test_visible_text_shows_what_a_browser_shows() -> None:
    page = "<p>One &amp;amp; two&#0;</p><p hidden>three</p><style>p {}</style><noscript>four</noscript>five<br>six"
    assert "One &amp; two\ufffd\n\nfive\n\nsix" == visible_text(page)
