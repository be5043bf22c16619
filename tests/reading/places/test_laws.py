"""What holds for every text: laws of the mentions, odd characters that change nothing, bad input."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import Gazetteer
from mapapp.model import Article, PlaceMention, Role, TextSpan
from mapapp.reading.places import read_places
from mapapp.reading.places.overlaps import are_within, touch
from mapapp.reading.sentences import sentences

SAMPLES = Path(__file__).parents[3] / "mapapp" / "samples"
NAMES = (
    *("Kyiv", "Zaporizhzhia", "New York", "Paris, Texas", "U.S.", "the Ukraine-Belarus border", "eastern Ukraine"),
    *("Côte d'Ivoire", "São Paulo", "Ukrainian", "the Russians", "Washington, D.C.", "Nairobi's", "N'Djamena"),
    *(
        "40 km north of Kidal",
        "Luhansk and Donetsk regions",
        "the village of Qwxzkivka",
        "St. Louis",
        "Jordan Peterson",
    ),
    *("Київ", "北京", "Đà Nẵng", "KAMPALA, Uganda -"),
)
WORDS = (
    *("said", "in", "the", "and", "of", "near", "Mayor", "University of", "police", ",", ".", "-", "—", "/", "(", ")"),
    *("'s", "[1]", "¹", "*", "5", "|", "\t", "\n", "\n\n", "-\n", "\r\n", "🚨", "🇺🇦", "\u00ad", "\u200b", "\u00a0"),
    *("\u2011", "\ufb01", "\u202e", "\u0301", "\x00", "\ud800", "��"),
)
SHAPES = (str, str.upper, str.lower, str.title, str.swapcase)
TEXTS = st.tuples(
    st.lists(st.sampled_from((*NAMES, *WORDS)), max_size=30),
    st.sampled_from((" ", " ", "", "\n", "\u00a0")),
    st.sampled_from(SHAPES),
).map(lambda parts: parts[2](parts[1].join(parts[0])))
TOWNS = (
    *("Kyiv", "Lviv", "Odesa", "Kharkiv", "Dnipro", "Poltava", "Chernihiv", "Ternopil", "Uman", "Kovel", "Kalush"),
    *("Zhytomyr", "Uzhhorod", "Kherson", "Mykolaiv", "Kremenchuk", "Bakhmut", "Izium", "Nikopol", "Sloviansk"),
    *("Kramatorsk", "Melitopol", "Berdiansk", "Mariupol", "Nizhyn", "Konotop", "Romny", "Okhtyrka", "Chuhuiv", "Lutsk"),
)
REPORT = (
    "KAMPALA, Uganda - Talks in Paris, Texas, failed, the mayor of New York's smallest borough said. "
    "Envoys of Côte d'Ivoire met the São Paulo governor near N'Djamena. Kyiv denied it.\n\n"
    "Shells hit the Luhansk and Donetsk regions and the Ukraine-Belarus border; U.S. officials left St. Louis."
)


def read(text: str, gazetteer: Gazetteer, *body: tuple[int, int]) -> tuple[PlaceMention, ...]:
    spans = tuple(TextSpan(*span) for span in body or ((0, len(text)),))
    article = Article("a", None, text, spans)
    return read_places(article, sentences(article), gazetteer)


def told(mention: PlaceMention) -> tuple[object, ...]:
    """Everything but where it stands and how it is written."""
    return mention.role, mention.place, mention.confidence, mention.reason, mention.alternatives


@settings(max_examples=150)
@given(TEXTS)
def test_spans_are_in_order_and_lie_side_by_side_or_within_each_other(gazetteer: Gazetteer, text: str) -> None:
    found = [mention.span for mention in read(text, gazetteer)]
    assert found == sorted(found, key=lambda span: (span.start, -span.end))
    assert len(set(found)) == len(found)
    for at, span in enumerate(found):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip() == span.of(text)
        for later in found[at + 1 :]:
            assert later.start >= span.end or later.end <= span.end


@settings(max_examples=150)
@given(TEXTS)
def test_a_mention_says_how_sure_it_is_and_why_and_names_places_that_exist(gazetteer: Gazetteer, text: str) -> None:
    for mention in read(text, gazetteer):
        assert mention.role in Role
        assert 0 <= mention.confidence <= 1
        assert mention.reason
        places = [mention.place, *(other.place for other in mention.alternatives)]
        if mention.place is None:
            assert "no place" in mention.reason or "not in the gazetteer" in mention.reason
        ids = [place.id for place in places if place]
        assert ids == [known.id for known in map(gazetteer.place, ids) if known]
        assert len(ids) == len(set(ids))
        assert sum(other.share for other in mention.alternatives) <= 1.001


@settings(max_examples=60)
@given(TEXTS, TEXTS, TEXTS)
def test_what_stands_outside_the_body_changes_nothing(gazetteer: Gazetteer, before: str, text: str, after: str) -> None:
    alone = read(text, gazetteer)
    start = len(before) + 2
    inside = read(f"{before}\n\n{text}\n\n{after}", gazetteer, (start, start + len(text)))
    assert [told(mention) for mention in alone] == [told(mention) for mention in inside]
    assert [(m.span.start + start, m.span.end + start) for m in alone] == [(m.span.start, m.span.end) for m in inside]


@pytest.mark.parametrize(
    ("plain", "odd"),
    [
        (" ", "\u00a0"),
        (" ", "\u202f"),
        ("'", "\u2019"),
        ("-", "\u2011"),
        ("a", "a\u00ad"),
        ("i", "i\u200b"),
        ("o", "\u2060o"),
        ("e", "e\u200d"),
    ],
)
def test_odd_characters_change_nothing_but_offsets(gazetteer: Gazetteer, plain: str, odd: str) -> None:
    # Not in "U.S.", whose points and letters stand alone.
    text = REPORT.replace("U.S.", "US")
    written = text.replace(plain, odd)
    alike = read(text, gazetteer), read(written, gazetteer)
    assert [told(mention) for mention in alike[0]] == [told(mention) for mention in alike[1]]
    spans = [
        tuple(mention.span.of(part) for mention in found) for part, found in zip((text, written), alike, strict=True)
    ]
    assert list(spans[0]) == [name.replace(odd, plain).strip("\u00ad\u200b\u2060\u200d") for name in spans[1]]


def test_accents_may_be_letters_of_their_own(gazetteer: Gazetteer) -> None:
    apart = unicodedata.normalize("NFD", REPORT)
    assert len(apart) > len(REPORT)
    assert [told(m) for m in read(REPORT, gazetteer)] == [told(m) for m in read(apart, gazetteer)]


@pytest.mark.parametrize("shape", [str.upper, str.lower], ids=["capitals", "lower case"])
def test_towns_are_found_without_the_help_of_capitals(gazetteer: Gazetteer, shape: type[str]) -> None:
    text = shape(
        "Shells hit Kharkiv and Odesa on Monday night. Trains from Lviv to Warsaw were late, the railway said."
    )
    found = [mention.place.name for mention in read(text, gazetteer) if mention.place]
    assert found == ["Kharkiv", "Odesa", "Lviv", "Warsaw"]


@pytest.mark.parametrize("between", ["\n", ", ", "; ", " | ", "\n- ", "\t12\n", "\r\n"])
def test_the_towns_of_a_list_or_a_table_are_read(between: str, gazetteer: Gazetteer) -> None:
    found = {mention.span.of(text) for text in [between.join(TOWNS)] for mention in read(text, gazetteer)}
    assert len(found.intersection(TOWNS)) >= 0.9 * len(TOWNS)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "Kyiv" * 100_000,
        "Kyiv-" * 2_000,
        "FIRE IN KYIV AND LVIV SAYS MAYOR OF ODESA " * 500,
        "Ukraine-Belarus border " * 500,
        "shells fell near Zapo-\nrizhzhia and " * 500,
        "-\n" * 5_000,
        "?" * 100_000,
        "\n" * 100_000,
        "\u200b\u00ad" * 50_000,
        "\ud800 Kyiv \udfff\x00",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_bad_input_is_read_to_its_end(text: str, gazetteer: Gazetteer) -> None:
    """How long it takes, `benchmarks.places` shows."""
    assert all(mention.span.of(text) for mention in read(text, gazetteer))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=12), st.integers(0, 30), st.integers(1, 4))
def test_a_mention_lies_inside_a_phrase_touches_one_or_neither(
    pairs: list[tuple[int, int]], start: int, length: int
) -> None:
    def mention(first: int, size: int) -> PlaceMention:
        return PlaceMention(TextSpan(first, first + size), Role.LOCATION, None, 0.5, "no place")

    phrases, one = [mention(*pair) for pair in pairs], mention(start, length)
    assert are_within([one], phrases) == [any(phrase.span.contains(one.span) for phrase in phrases)]
    assert touch([one], phrases) == [any(phrase.span.overlaps(one.span) for phrase in phrases)]


def test_every_process_says_the_same_to_the_byte() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-m", "mapapp", "extract", SAMPLES],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert said.pop().count(b'"places"') >= 5
