"""The noun that a name describes, and what words mostly are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Article, TextSpan
from mapapp.reading.places.noun_phrases import described
from mapapp.reading.places.tokens import Tokens, tokens
from mapapp.reading.places.word_classes import UNKNOWN, word_class
from mapapp.reading.sentences import sentences


def split(text: str) -> Tokens:
    article = Article("a", None, text, (TextSpan(0, len(text)),) if text else ())
    return tokens(article, sentences(article), lambda word: False, lambda word: False)


PHRASES = [
    ("Oslo | residents said", "residents", False),
    ("The US | military aid for Peru", "aid", False),
    ("US | support for Peru", "support", False),
    ("Chad | 's biggest cities are full", "cities", True),
    ("Malawi | 's young and democratic institutions", "institutions", True),
    ("Finland | 's most recent decision", "decision", True),
    ("Russia | 's full-scale invasion of Ukraine", "invasion", True),
    ("Peru | president resigns", "president", False),
    ("Oslo | Mayor Anne Lindboe", "lindboe", False),
    ("Kenya | police said", "police", False),
]
ALONE = [
    "Oslo | plans to build",
    "Peru | exports the ore",
    "Spain | face Chile",
    "Moscow | currently controls the bank",
    "Caracas | massed soldiers on the border",
    "They stayed in Peru | two weeks",
    "Moscow | has soldiers there",
    "Lima | and Quito officials",
]


@pytest.mark.parametrize(("marked", "head", "possessive"), PHRASES)
def test_the_noun_behind_a_name(marked: str, head: str, possessive: bool) -> None:
    before, after = marked.split(" | ")
    text = before + (after if possessive else f" {after}")
    all_tokens = split(text)
    found = described(all_tokens, len(split(before)))
    assert (all_tokens.keys[found.head], found.possessive) == (head, possessive)


@pytest.mark.parametrize("marked", ALONE)
def test_a_verb_behind_a_name_is_no_noun_of_it(marked: str) -> None:
    before, after = marked.split(" | ")
    assert described(split(f"{before} {after}"), len(split(before))).head == -1


def test_a_title_is_seen() -> None:
    assert described(split("Oslo Mayor Anne Lindboe"), 1).titled
    assert not described(split("Oslo residents"), 1).titled


def test_forms_are_led_back_to_their_words() -> None:
    assert word_class("lawmakers").person == 1.0
    assert word_class("cities").place == 1.0
    assert word_class("denies").verb == 1.0
    assert word_class("stopped").verb == 1.0
    assert word_class("largest").adjective == 1.0
    assert word_class("zzzz") is UNKNOWN


@given(st.text(max_size=20))
def test_shares_lie_between_nothing_and_all(word: str) -> None:
    assert all(0.0 <= share <= 1.0 for share in word_class(word))


@given(
    st.lists(
        st.sampled_from(["Oslo", "'s", "and", "army", "said", ".", ",", "the", "-", "big", "Mayor", "\n\n"]), min_size=2
    )
)
def test_the_noun_stands_behind_the_name_in_its_sentence(words: list[str]) -> None:
    all_tokens = split(" ".join(words))
    for at in range(1, len(all_tokens) + 1):
        head = described(all_tokens, at).head
        assert head == -1 or (at <= head < len(all_tokens) and all_tokens.sentence[head] == all_tokens.sentence[at - 1])
