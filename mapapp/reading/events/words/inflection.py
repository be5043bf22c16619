"""English word forms by rule: "shell" -> shells, shelled, shelling; "ally" -> allies."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

from mapapp.reading.events.words.lexicon import word_list


class Form(StrEnum):
    """What a written form can be; a form that can be several things is listed under the first that fits."""

    PAST = "past"
    """"shelled", "struck": past tense or participle."""
    ING = "ing"
    BASE = "base"
    """"shell": infinitive or plain present."""
    PRESENT = "present"
    """"shells": third person."""
    SINGULAR = "singular"
    PLURAL = "plural"
    WORD = "word"
    """Taken as written."""


NOUN_FORMS = frozenset((Form.SINGULAR, Form.PLURAL))
VERB_FORMS = frozenset((Form.PAST, Form.ING, Form.BASE, Form.PRESENT))
DOUBLED = word_list("doubled")
"""Longer verbs that double their last letter because the last syllable is stressed."""
PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "people"}


@cache
def _irregular() -> Mapping[str, tuple[str, ...]]:
    lines = files(__package__).joinpath("irregular.csv").read_text(encoding="utf-8").splitlines()
    return {row["lemma"]: (*row["past"].split("|"), *row["participle"].split("|")) for row in csv.DictReader(lines)}


def lemma_of(word: str) -> str:
    """The base form of an irregular past, other words as they are."""
    return _bases().get(word, word)


@cache
def _bases() -> Mapping[str, str]:
    return {form: lemma for lemma, forms in _irregular().items() for form in forms}


def irregular_verbs() -> frozenset[str]:
    """The base forms of the table of irregular verbs."""
    return frozenset(_irregular())


@cache
def is_past(word: str) -> bool:
    """Whether a written form is a past tense or participle."""
    return word.endswith("ed") or any(word in forms for lemma, forms in _irregular().items() if lemma != "be")


def verb_forms(lemma: str) -> dict[str, Form]:
    """Every written form of a verb."""
    past = _irregular().get(lemma) or (_stem(lemma) + "ed" if not lemma.endswith("e") else lemma + "d",)
    if lemma.endswith("ie"):
        ing = lemma[:-2] + "ying"
    elif lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        ing = lemma[:-1] + "ing"
    else:
        ing = (lemma if lemma.endswith("y") else _stem(lemma)) + "ing"
    forms = {lemma: Form.BASE, _with_s(lemma): Form.PRESENT, ing: Form.ING}
    # Past comes last so that "hit" and "cut", the same in all tenses, count as past: news tells what happened.
    return forms | dict.fromkeys(past, Form.PAST)


def noun_forms(lemma: str) -> dict[str, Form]:
    """Singular and plural of a noun."""
    return {lemma: Form.SINGULAR, PLURALS.get(lemma) or _with_s(lemma): Form.PLURAL}


def _with_s(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search(r"(?:s|x|z|ch|sh|[^o]o)$", word) else "s")


def _stem(lemma: str) -> str:
    """What "ed" and "ing" are added to; a final y stays for "ing" only."""
    if re.search(r"[^aeiou]y$", lemma):
        return lemma[:-1] + "i"
    one_syllable = re.fullmatch(r"[^aeiou]*(?:qu)?[aeiou][^aeiouwxy]", lemma)
    return lemma + lemma[-1] if one_syllable or lemma in DOUBLED else lemma
