"""A name that a unit follows is taken more easily."""

from __future__ import annotations

from gazetteer import Gazetteer
from mapapp.model import Article, TextSpan
from mapapp.reading.places.facts import name_table
from mapapp.reading.places.mentions import lifted, measure
from mapapp.reading.places.parameters import parameters
from mapapp.reading.sentences import sentences


def test_a_known_name_before_a_unit_is_taken_from_half_the_chance(gazetteer: Gazetteer) -> None:
    text = "Soldiers entered Sumy and Poltava regions. Sumy was quiet."
    article = Article("a", None, text, (TextSpan(0, len(text)),))
    model, table = parameters(), name_table(gazetteer)
    measured = measure(article, sentences(article), gazetteer, table, model.lexicon)
    starts = {run: measured.split.span(run).start for run, name in measured.names.items() if name is not None}
    half = model.least * 0.6
    taken = lifted(measured.split, measured.names, [half] * len(measured.names), model.least)
    chance = {starts[run]: value for run, value in zip(measured.names, taken, strict=True) if run in starts}
    assert (model.least, model.least, half) == (chance[17], chance[26], chance[43])
