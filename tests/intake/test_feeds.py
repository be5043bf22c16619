"""Feeds: an entry an article, by its own text or by its page; damaged and hostile ones cost themselves alone."""

from __future__ import annotations

import time
from html import escape
from pathlib import Path

import pytest

from mapapp.export.values import xml_text
from mapapp.fetching import Asking
from mapapp.ingest import ingest
from mapapp.intake import Failure, articles, sources
from mapapp.model import Article
from mapapp.store import open_store
from tests.hostile import TEXTS, plain
from tests.small_reader import small_reader
from tests.web_server import Answer, web

ITEMS = """<item><guid>n1</guid><title>Bridges</title><link>/one</link>
<pubDate>Mon, 28 Feb 2022 10:00:00 GMT</pubDate>
<description>&lt;p&gt;Two bridges near Bakhmut were hit &amp;amp; closed.&lt;/p&gt;</description></item>
<item><guid>n2</guid><title>Trains</title><link>javascript:alert(1)</link>
<pubDate>Mon, 31 Feb 2021 10:00:00 GMT</pubDate>
<description>Trains to Lviv run as before.</description></item>
<item><guid>n3</guid><title>Empty</title><link>/three</link></item>"""
HEAD = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Harbour News</title>'
RSS = f"{HEAD}{ITEMS}</channel></rss>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill News</title>
<entry><id>urn:a</id><title type="text">Rain &lt;script&gt;</title>
<updated>2022-03-01T08:00:00Z</updated><link href="https://example.org/rain"/><summary>Rain fell ...</summary>
<content type="html">&lt;p&gt;Rain fell on Lviv.&lt;/p&gt;&lt;p&gt;It stopped at noon.&lt;/p&gt;</content>
</entry></feed>"""
ENTITIES = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">{more}]><rss version="2.0"><channel><item>
<description>{use}</description></item></channel></rss>"""


def taken_in(folder: Path, content: str, name: str = "feed.xml") -> tuple[list[Article], list[Failure]]:
    (folder / name).write_text(content, "utf-8")
    found = [each for source in sources([folder / name]) for each in articles(source)]
    read = [each for each in found if isinstance(each, Article)]
    return read, [each for each in found if isinstance(each, Failure)]


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed.txt", "feed"])
def test_each_entry_is_an_article_with_its_title_day_and_outlet(name: str, tmp_path: Path) -> None:
    (first, second), (failure,) = taken_in(tmp_path, RSS, name)
    assert "Two bridges near Bakhmut were hit & closed." == first.text
    assert ("n1", "Harbour News", "Bridges") == (first.id, first.source, first.title)
    assert first.published and "2022-02-28" == first.published.span.first_day.isoformat()
    assert (None, None) == (second.published, second.url)
    notes = "; ".join(second.notes)
    assert "names no certain day" in notes and "link was not kept" in notes
    assert "entry 3 (“Empty”) has no text; read its page instead" == failure.reason


@pytest.mark.parametrize(
    ("feed", "entry"),
    [
        (
            '<rss version="2.0"><channel><title>{0}</title>{1}</channel></rss>',
            "<item><title>{0}</title><link>{0}</link><description>Rain fell.</description></item>",
        ),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><title>{0}</title>{1}</feed>',
            '<entry><title>{0}</title><link href="{0}"/><summary>Rain fell.</summary></entry>',
        ),
    ],
    ids=["rss", "atom"],
)
def test_a_title_that_tries_to_run_is_kept_as_it_is_and_no_link_but_of_the_web(
    feed: str, entry: str, tmp_path: Path
) -> None:
    texts = [xml_text(text) for text in TEXTS]
    entries = "".join(entry.format(escape(text)) for text in texts)
    read, failures = taken_in(tmp_path, feed.format(escape(texts[0]), entries))
    assert not failures and {"Rain fell."} == {each.text for each in read}
    assert [plain(text) for text in texts] == [plain(each.title or "") for each in read]
    assert {plain(texts[0])} == {plain(each.source or "") for each in read}
    links = [each.url for each in read if each.url]
    assert links and all(link.startswith(("https://", "http://")) for link in links)


def test_an_atom_entry_gives_the_longest_that_it_has(tmp_path: Path) -> None:
    ((article,), ()) = taken_in(tmp_path, ATOM)
    assert ("Rain fell on Lviv.\n\nIt stopped at noon.", "https://example.org/rain") == (article.text, article.url)
    assert "Rain <script>" == article.title
    ((cut,), ()) = taken_in(tmp_path, ATOM.replace("It stopped at noon.", "It stopped …"))
    assert any("the beginning of this report only" in note for note in cut.notes)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (ENTITIES.format(more='<!ENTITY b "&a;&a;&a;">', use="&b;" * 50), "declares entities"),
        (ENTITIES.format(more='<!ENTITY b SYSTEM "file:///etc/passwd">', use="&b;"), "declares entities"),
        (ENTITIES.format(more='<!ENTITY % b SYSTEM "http://127.0.0.1:9/">%b;', use=""), "declares entities"),
        ('<rss version="2.0"><channel>' + "<a>" * 100_000, "nesting too deep"),
        ("<!DOCTYPE html><html><body><p>Not found</p></body></html>", "not a feed but an HTML page"),
        ('<?xml version="1.0"?><note>Rain.</note>', "neither an RSS nor an Atom feed"),
        ("", "empty file"),
    ],
)
def test_what_is_no_feed_or_a_trap_is_said_at_once(content: str, words: str, tmp_path: Path) -> None:
    began = time.process_time()
    ((), (failure,)) = taken_in(tmp_path, content)
    assert words in failure.reason
    assert time.process_time() - began < 5


def test_a_feed_that_breaks_off_keeps_its_whole_entries_and_says_so(tmp_path: Path) -> None:
    (only,), (failure,) = taken_in(tmp_path, RSS[: RSS.index("Trains to Lviv") + 9])
    assert "n1" == only.id
    assert "the feed breaks off" in failure.reason


def test_a_feed_of_very_many_entries_is_capped_with_a_word(tmp_path: Path) -> None:
    item = "<item><guid>{}</guid><description>Rain on Lviv.</description></item>"
    many = "".join(item.format(number) for number in range(5_010))
    read, (failure,) = taken_in(tmp_path, f'<rss version="2.0"><channel>{many}</channel></rss>')
    assert 5_000 == len(read)
    assert "10 more are not" in failure.reason


def test_a_feed_at_an_address_grows_and_its_pages_are_fetched_when_asked(tmp_path: Path) -> None:
    store = open_store(tmp_path / "workspace", gazetteer_version="test")

    def read(*, pages: bool) -> list[str]:
        asking = Asking(pages, own_network=True, seconds_apart=0)
        return [
            each.reason
            for each in ingest(store, [address], workers=1, make_reader=small_reader, asking=asking).failures
        ]

    with web() as server:
        address = f"{server.address}/feed"
        server.answers["/feed"] = Answer(RSS.encode(), "text/xml")
        assert 1 == len(read(pages=False))
        assert ["/feed"] == server.asked
        assert [f"{server.address}/one", None] == [article.url for article in store.articles()]
        newer = ITEMS.replace("n1", "n4").replace("Two bridges", "Three bridges")
        server.answers["/feed"] = Answer(RSS.replace(ITEMS, newer).encode(), "text/xml")
        read(pages=False)
        assert {"n1", "n2", "n4"} == {article.id for article in store.articles()}
        server.answers["/one"] = Answer(
            b"<html><body><p>The page says that two bridges near Lviv were hit.</p></body></html>"
        )
        (failure,) = read(pages=True)
        assert "answers 404" in failure
        assert any("The page says" in article.text for article in store.articles())
