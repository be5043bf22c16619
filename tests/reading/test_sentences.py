"""Sentences: examples in tests/cases/sentences, laws as properties."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Article, TextSpan
from mapapp.reading.sentences import LONGEST_SENTENCE, sentences

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((Path(__file__).parent.parent / "cases" / "sentences").glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


def article(text: str, *body: tuple[int, int]) -> Article:
    spans = body or ((0, len(text)),)
    return Article("a", None, text, tuple(TextSpan(start, end) for start, end in spans))


@pytest.mark.parametrize("case", CASES)
def test_sentences_of_the_case(case: dict[str, object]) -> None:
    text = str(case["text"])
    assert case["sentences"] == [span.of(text) for span in sentences(article(text))]


def test_a_sentence_never_leaves_the_body() -> None:
    text = "Menu Home. Fighting went on near Bakhmut today. Share this. Follow us."
    found = [span.of(text) for span in sentences(article(text, (11, 47)))]
    assert found == ["Fighting went on near Bakhmut today."]


@given(st.text(alphabet="aB .!?\n\"'U.Sé“”3", max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_sentences_are_ordered_disjoint_trimmed_and_keep_every_word(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    found = sentences(article(text, (start, end)))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(start <= s.start < s.end <= end and s.of(text) == s.of(text).strip() for s in found)
    covered = {at for s in found for at in range(s.start, s.end)}
    assert all(at in covered for at in range(start, end) if text[at].isalnum())


@pytest.mark.parametrize("piece", ["x", "?", ". ", "a.b ", '."', "A\n", "The U.S. Army. "])
def test_a_long_text_of_one_pattern_takes_seconds_at_most(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.perf_counter()
    sentences(article(text))
    assert time.perf_counter() - begun < 5


def test_what_goes_on_without_a_full_stop_is_cut_behind_a_comma_or_a_blank_and_nothing_is_lost() -> None:
    text = "Kyiv, Lviv, " * 2_000 + "x" * 9_000
    found = sentences(article(text))
    assert max(span.end - span.start for span in found) <= LONGEST_SENTENCE
    assert all(span.of(text).endswith((",", "x")) for span in found)
    assert "".join(span.of(text) for span in found).replace(" ", "") == text.replace(" ", "")
