"""The sentences of our own that training reads: what is tagged is a mention, what looks like one is not."""

from __future__ import annotations

from gazetteer import Gazetteer
from mapapp.reading.places.corpora import NAME_EXAMPLES, own_sentences
from mapapp.reading.places.facts import name_table
from mapapp.reading.places.fitting_recogniser import examples
from mapapp.reading.places.parameters import parameters


def test_every_tagged_name_is_a_candidate_and_a_mention(gazetteer: Gazetteer) -> None:
    read = examples(NAME_EXAMPLES, gazetteer, name_table(gazetteer), parameters().lexicon)
    for (document, tagged), example in zip(own_sentences(NAME_EXAMPLES), read, strict=True):
        ends = {example.doc.split.span(run).end for run in example.roles}
        assert ends == set(tagged), document["text"]
        assert example.doc.labels.sum() == len(tagged)


def test_some_candidates_are_no_mentions(gazetteer: Gazetteer) -> None:
    read = examples(NAME_EXAMPLES, gazetteer, name_table(gazetteer), parameters().lexicon)
    assert sum(example.doc.labels.sum() for example in read) < sum(len(example.doc.names) for example in read)
