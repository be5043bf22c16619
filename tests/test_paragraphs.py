"""A table of events has the words around each sentence, as the report has them."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from mapapp.model import Article, TextSpan
from mapapp.paragraphs import LONGEST_SIDE, with_paragraphs

WORDS = st.text(st.sampled_from("ab .\n"), min_size=1, max_size=900)


@given(WORDS, st.data())
def test_the_sides_and_the_sentence_are_a_part_of_the_report(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    article = Article(id="a", title=None, text=text, body=(TextSpan(0, len(text)),))
    events = pd.DataFrame({"article_id": ["a"], "sentence_start": [start], "sentence_end": [end]}, index=[7])
    told = with_paragraphs(events, {"a": article}.__getitem__)
    before, after = told.loc[7, "before"], told.loc[7, "after"]
    whole = before.removeprefix("…") + text[start:end] + after.removesuffix("…")
    assert whole in text and "\n\n" not in before + after
    assert max(len(before), len(after)) <= LONGEST_SIDE + 1


def test_each_article_is_asked_for_once_and_no_event_is_moved() -> None:
    texts = {"a": "One. Two. Three.\n\nFour.", "b": "Five. Six."}
    articles = {name: Article(name, None, text, (TextSpan(0, len(text)),)) for name, text in texts.items()}
    asked = []

    def article(name: str) -> Article:
        asked.append(name)
        return articles[name]

    events = pd.DataFrame(
        {"article_id": ["a", "b", "a"], "sentence_start": [5, 0, 18], "sentence_end": [9, 5, 23], "x": [1, 2, 3]}
    )
    told = with_paragraphs(events, article)
    assert [("One. ", " Three."), ("", " Six."), ("", "")] == list(zip(told["before"], told["after"], strict=True))
    assert ["a", "b"] == asked and [1, 2, 3] == told["x"].tolist()
