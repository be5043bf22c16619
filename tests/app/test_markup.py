"""No character of a report reaches the page as anything else than a character."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.app.lines import cut, joined, numbered
from mapapp.app.markup import (
    LONGEST_SIDE,
    NOTHING,
    Marked,
    body,
    excerpt,
    isolated,
    literal,
    marked,
    outward_link,
    paragraph_of,
    unmarked,
    web_address,
)
from mapapp.model import Article, TextSpan
from tests.hostile import ADDRESSES, TEXTS

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=60) | st.sampled_from(TEXTS)


class Reader(HTMLParser):
    """What a browser makes of HTML: elements in order, their attributes, and the text within each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.open: list[str] = []
        self.within: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for tag in self.open:
            self.within[tag] = self.within.get(tag, "") + data


def read(html: str) -> Reader:
    reader = Reader()
    # A parser of HTML takes "\r" for "\n" before all else.
    reader.feed(html.replace("\r", "\n"))
    reader.close()
    assert not reader.open
    return reader


def whole(text: str, **more: object) -> Article:
    return Article(id="a", title=None, text=text, body=(TextSpan(0, len(text)),), **more)  # type: ignore[arg-type]


def spans(length: int) -> st.SearchStrategy[TextSpan]:
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda ends: TextSpan(min(ends), max(ends)))


@given(texts)
def test_text_is_read_back_as_it_was_and_makes_no_element(text: str) -> None:
    reader = read(literal(text))
    assert ([], text.replace("\r", "\n")) == (reader.tags, reader.text)
    assert not set("<>\"'`$") & set(literal(text))


@given(texts, st.data())
def test_marks_add_nothing_to_the_text_but_mark_and_u(text: str, data: st.DataObject) -> None:
    within = data.draw(spans(len(text)))
    marks = data.draw(st.lists(st.builds(Marked, spans(len(text)), st.sampled_from(["mark", "u"])), max_size=5))
    reader = read(marked(text, within, marks))
    assert within.of(text).replace("\r", "\n") == reader.text
    assert {"mark", "u"} >= set(reader.tags)
    assert [] == reader.attributes


@given(texts, st.data())
def test_the_mark_holds_exactly_the_sentence(text: str, data: st.DataObject) -> None:
    sentence = data.draw(spans(len(text)))
    reader = read(excerpt(whole(text), sentence, data.draw(st.lists(spans(len(text)), max_size=2))))
    assert sentence.of(text).replace("\r", "\n") == reader.within.get("mark", "")
    assert reader.tags.count("mark") <= 1


def test_a_place_inside_the_sentence_is_underlined_inside_the_mark() -> None:
    text = "Envoys met in Minsk. More."
    expected = '<blockquote dir="auto"><mark>Envoys met in <u>Minsk</u>.</mark> More.</blockquote>'
    assert expected == excerpt(whole(text), TextSpan(0, 20), [TextSpan(14, 19)])


def test_the_paragraph_is_that_of_the_sentence() -> None:
    article = whole("First one.\n\nSecond one. And more.\n\nThird.")
    assert (TextSpan(12, 33), 2) == paragraph_of(article, TextSpan(12, 23))


def test_a_line_of_megabytes_is_cut_around_the_sentence() -> None:
    text = "a " * 500_000 + "They met. " + "b " * 500_000
    start = text.index("They")
    html = excerpt(whole(text), TextSpan(start, start + 9), [])
    assert len(html) < 3 * LONGEST_SIDE
    assert "…a " in html.replace("… a", "…a") and "<mark>They met.</mark>" in html


def test_a_report_shows_its_body_alone_with_every_reported_sentence_marked() -> None:
    text = "Menu\n\nThey met. It rained.\n\nTroops left.\n\nComments"
    article = Article(id="a", title=None, text=text, body=(TextSpan(6, 40),))
    expected = '<p dir="auto"><mark>They met.</mark> It rained.</p><p dir="auto"><mark>Troops left.</mark></p>'
    assert expected == body(article, [Marked(TextSpan(6, 15), "mark"), Marked(TextSpan(28, 40), "mark")])


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_address_but_one_of_the_web_becomes_a_link(address: str) -> None:
    reader = read(outward_link(address))
    links = [value for name, value in reader.attributes if name == "href"]
    assert all(str(link).startswith("http") for link in links)
    assert {"href", "target", "rel"} >= {name for name, _ in reader.attributes}


def test_an_address_of_the_web_opens_apart_and_names_its_host() -> None:
    html = outward_link("https://example.org/a?b=1&c='")
    assert 'rel="noopener noreferrer"' in html and 'target="_blank"' in html
    assert "open example.org on the web" == read(html).text
    assert web_address("ftp://example.org/") is None


@given(texts)
def test_any_title_source_and_address_are_text_in_the_panel(text: str) -> None:
    assert {"a"} >= set(read(outward_link(text)).tags)


@given(texts)
def test_a_label_holds_nothing_that_markdown_takes_for_a_sign_or_a_link(text: str) -> None:
    label = unmarked(text)
    assert text == re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", label).replace(NOTHING, "") or NOTHING in text
    assert not re.search(r"(?i)(https?\\:\\/\\/|\\@)[-.\w]|www\\\.", label)


def test_signs_of_direction_end_with_their_text() -> None:
    assert "plain" == isolated("plain")
    assert "\u2068a\u202eb\u2069\u2069" == isolated("a\u202eb")
    # What would end our beginning is given another one to end.
    assert isolated("\u2069\u202ex").startswith("\u2068\u2068") and isolated("\u2069\u202ex").endswith("\u2069\u2069")
    assert "\u2068\u202ename\u2069\u2069 · 2 events" == joined(["\u202ename", None, "2 events"])


def test_lines_of_a_list_are_short() -> None:
    assert "a " * 100 + "…" == cut("a  " * 500) and len(numbered([("x", "b" * 999)])["x"]) < 250
