"""The words around a candidate have weights; the weights come back from their packed form."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Article, TextSpan
from mapapp.reading.places.tokens import Tokens, tokens
from mapapp.reading.places.wording import EDGE, SLOTS, Wording, around, pack_wording, unpack_wording
from mapapp.reading.sentences import sentences

WORDS = st.tuples(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",))), st.booleans())
TABLES = st.dictionaries(WORDS, st.floats(-9, 9, width=32), max_size=5)


def split(text: str) -> Tokens:
    article = Article("a", None, text, (TextSpan(0, len(text)),))
    return tokens(article, sentences(article), lambda word: False, lambda word: False)


@given(st.tuples(*(TABLES for _ in SLOTS)))
def test_weights_come_back_from_their_packed_form(tables: tuple[dict[tuple[str, bool], float], ...]) -> None:
    assert unpack_wording(pack_wording(Wording(tables))) == Wording(tables)


def test_the_words_around_a_candidate_know_whether_they_are_written_as_names() -> None:
    text = split("Near the Lutsk Central Library there is a bus stop.")
    found = around(text, (2, 3))
    assert found == (("the", False), ("near", True), ("central", True), ("library", True), ("library", True))


def test_no_word_of_another_paragraph_stands_beside_a_candidate() -> None:
    text = split("It rained.\n\nLutsk\n\nIt snowed.")
    assert [EDGE] * 5 == [word for word, _ in around(text, (3, 4))]


def test_weights_add_up_and_unknown_words_say_nothing() -> None:
    text = split("Rain fell in Lutsk yesterday.")
    weigh = Wording(({("in", False): 2.0}, {("fell", False): -0.5}, {("today", False): 9.0}, {}, {}))
    np.testing.assert_array_equal(weigh(text, [(3, 4), (0, 1)]), [1.5, 0.0])
