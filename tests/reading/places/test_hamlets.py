"""A name that only hamlets bear loses most of its chance where the article names other places and none beside it."""

from __future__ import annotations

import numpy as np
import pytest

from gazetteer import Gazetteer
from mapapp.model import Article, TextSpan
from mapapp.reading.places.facts import name_table
from mapapp.reading.places.hamlets import DOUBT, doubted
from mapapp.reading.places.mentions import measure
from mapapp.reading.places.parameters import parameters
from mapapp.reading.sentences import sentences

LIKELY = 0.9


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("The Watchman failed, doctors said. They met between Columbus and Cleveland.", "watchman", DOUBT),
        ("A fire near Watchman was put out. They met between Columbus and Cleveland.", "watchman", 1.0),
        ("The Watchman failed.", "watchman", 1.0),
        ("Shells hit Paraskoviivka and then Bakhmut and Soledar.", "paraskoviivka", 1.0),
        ("They met between Columbus and Cleveland.", "cleveland", 1.0),
    ],
)
def test_what_is_left_of_the_chance(text: str, name: str, left: float, gazetteer: Gazetteer) -> None:
    article = Article("a", None, text, (TextSpan(0, len(text)),))
    table = name_table(gazetteer)
    found = measure(article, sentences(article), gazetteer, table, parameters().lexicon)
    chances = doubted(found.split, found.names, np.full(len(found.names), LIKELY), table)
    said = [
        chance
        for (first, end), chance in zip(found.names, chances.tolist(), strict=True)
        if " ".join(found.split.keys[first:end]) == name
    ]
    assert said == [pytest.approx(LIKELY * left)]
