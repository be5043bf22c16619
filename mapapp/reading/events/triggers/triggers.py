"""Words that say that something of a kind happens: a table (`triggers.toml`), its compiling, and finding its rows."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import count, product
from operator import itemgetter
from typing import Any

from gazetteer.place import PlaceKind
from mapapp.reading.events.figures.counts import NUMBER_WORDS
from mapapp.reading.events.kinds import group_of
from mapapp.reading.events.words.inflection import NOUN_FORMS, VERB_FORMS, Form, is_past, noun_forms, verb_forms
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import is_name_part, reads_as
from mapapp.reading.events.words.tokens import Tokens
from mapapp.reading.places.word_classes import word_class

REACH = {"left": 4, "right": 5, "near": 14, "next": 1, "before": 1, "inside": 0, "subject": 10, "object": 7}
"""Words that a condition looks at, on each side."""
OWN_REACH = {"right": "reach", "not_right": "not_reach", "left": "left_reach"}
"""Conditions of which a row may say how far they look: objects of verbs stand close, "billion" of a sum farther."""
GAP = 3
"""Words that ".." may stand for."""
NO_NAMES = word_list("determiners") | word_list("prepositions") | word_list("verbal_before") | word_list("openers")
"""What a capital letter at the head of a sentence makes no name of."""
SUBJECT_BEGINS = word_list("subject_begins")
"""Words before which the subject of a verb is not looked for."""
OBJECT_ENDS = word_list("object_ends")
"""Words behind which the object of a verb is not looked for."""
PERSONAL = word_list("personal")
"""Words that stand for people."""
NAMING = frozenset(("talks", "disaster", "election"))
"""Groups and kinds whose names are events too: "the Munich Security Conference", "Hurricane Katrina"."""


SURE = 0.6
"""Share of a noun's uses from which it counts as of a class."""
Placed = Mapping[int, PlaceKind | None]
"""The words that lie inside names of places, with what such a place is; None where the place is not known."""


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a phrase: the forms that may stand there."""

    forms: Mapping[str, Form]
    optional: bool = False
    gap: bool = False
    """Stands for up to `GAP` words of any kind."""


@dataclass(frozen=True, slots=True)
class Condition:
    """Words of which one must, or none may, stand in a window."""

    window: str
    wanted: bool
    words: frozenset[str]
    marks: frozenset[str]
    """Of "<name>", "<number>", "<place>", "<country>", "<town>", "<someone>", "<spot>": any such word will do."""
    reach: int
    """Words looked at on a side."""

    def holds(self, tokens: Tokens, first: int, last: int, placed: Placed) -> bool:
        """Whether it holds for a phrase from word `first` to word `last`."""
        for begin, end in _windows(self, first, last, tokens.words):
            if not self.words.isdisjoint(tokens.words[begin:end]):
                return self.wanted
            if self.marks and any(self._fits(tokens, at, placed) for at in range(begin, end)):
                return self.wanted
        return not self.wanted

    def _fits(self, tokens: Tokens, at: int, placed: Placed) -> bool:
        word = tokens.words[at]
        return (
            ("<name>" in self.marks and tokens.capital[at] and (at > 0 or word not in NO_NAMES))
            or ("<number>" in self.marks and (word[0].isdigit() or word in NUMBER_WORDS))
            or ("<place>" in self.marks and at in placed)
            or ("<country>" in self.marks and placed.get(at) is PlaceKind.COUNTRY)
            or ("<town>" in self.marks and placed.get(at) is PlaceKind.SETTLEMENT)
            or ("<someone>" in self.marks and is_someone(word))
            or ("<spot>" in self.marks and word_class(word).place > SURE)
        )


def is_someone(word: str) -> bool:
    """Whether a word tells of a person, a group or an institution: "nurse", "ministry", "they"."""
    of = word_class(word)
    return word in PERSONAL or (of.noun > SURE and of.person + of.group > SURE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    id: str
    kind: str
    conditions: tuple[Condition, ...]
    rank: int
    forms: frozenset[Form] = frozenset(Form)
    """Forms that its head may have."""

    group: str = field(init=False)
    """`Group.id` of its kind: asked for each pair of events."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "group", group_of(self.kind).id)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A row of the table found in a sentence."""

    rule: Rule
    first: int
    """First word."""
    last: int
    """Last word, included."""
    head: int
    """The word that carries tense or number: the first verb, else the last word."""
    form: Form
    """Form of the head."""

    @property
    def is_verb(self) -> bool:
        return self.form in VERB_FORMS


Phrase = tuple[int, tuple[Element, ...], Rule]
"""Its number in the order of the file, its elements, its row."""


@cache
def table() -> tuple[Rule, ...]:
    """All rows, in the order of the file."""
    return _compiled()[0]


def find_triggers(tokens: Tokens, placed: Placed) -> tuple[Trigger, ...]:
    """Triggers of a sentence in order, none overlapping."""
    found: list[Trigger] = []
    for at in range(len(tokens.words)):
        for _, phrase, rule in _beginning(tokens.words, at):
            trigger = _match(tokens, at, phrase, rule)
            if trigger and all(c.holds(tokens, trigger.first, trigger.last, placed) for c in rule.conditions):
                found.append(trigger)
    found.sort(key=lambda t: (-t.rule.rank, t.first - t.last, t.first))
    kept: list[Trigger] = []
    taken: set[int] = set()
    for trigger in found:
        words = range(trigger.first, trigger.last + 1)
        if taken.isdisjoint(words):
            kept.append(trigger)
            taken.update(words)
    return tuple(sorted(kept, key=lambda t: t.first))


def _beginning(words: Sequence[str], at: int) -> Sequence[Phrase]:
    """The phrases that begin there, by that word and, where one must follow, the one behind it."""
    index = _compiled()[1]
    alone = index.get((words[at], ""), ())
    both = index.get((words[at], words[at + 1]), ()) if at + 1 < len(words) else ()
    return sorted((*alone, *both), key=itemgetter(0)) if alone and both else alone or both


def _match(tokens: Tokens, at: int, phrase: Sequence[Element], rule: Rule) -> Trigger | None:
    places = _places(tokens.words, at, phrase)
    if places is None:
        return None
    spots = [
        (spot, element.forms[tokens.words[spot]]) for spot, element in zip(places, phrase, strict=True) if spot >= 0
    ]
    head, form = next(((spot, form) for spot, form in spots if form in VERB_FORMS), spots[-1])
    if form not in rule.forms or not reads_as(tokens, head, form, verbal=_compiled()[2], nominal=_compiled()[3]):
        return None
    if form in NOUN_FORMS and NAMING.isdisjoint((rule.group, rule.kind)) and is_name_part(tokens, at, spots[-1][0]):
        return None
    return Trigger(rule, at, spots[-1][0], head, form)


def phrase_end(words: Sequence[str], at: int, phrase: Sequence[Element]) -> int | None:
    """One past the last word of a phrase that begins at `at`; None where it does not fit."""
    places = _places(words, at, phrase)
    return None if places is None else max(places) + 1


def _places(words: Sequence[str], at: int, phrase: Sequence[Element]) -> list[int] | None:
    """Where each element stands, -1 for one that is missing or a gap; None where the phrase does not fit."""
    places: list[int] = []
    slack = 0
    for element in phrase:
        if element.gap:
            slack = GAP
            places.append(-1)
            continue
        spot, end = at, min(at + slack + 1, len(words))
        while spot < end and words[spot] not in element.forms:
            spot += 1
        if spot >= end:
            if not element.optional:
                return None
            places.append(-1)
            continue
        places.append(spot)
        at, slack = spot + 1, 0
    return places


def _windows(condition: Condition, first: int, last: int, words: Sequence[str]) -> Iterator[tuple[int, int]]:
    length = len(words)
    if condition.window == "subject":
        start = max(0, first - condition.reach)
        breaks = [at for at in range(start, first) if words[at] in SUBJECT_BEGINS]
        yield breaks[-1] + 1 if breaks else start, first
    if condition.window == "object":
        end = min(length, last + 1 + condition.reach)
        yield last + 1, next((at for at in range(last + 1, end) if words[at] in OBJECT_ENDS), end)
    if condition.window in ("near", "inside"):
        yield first + 1, last
    if condition.window in ("left", "near", "before"):
        yield max(0, first - condition.reach), first
    if condition.window in ("right", "near", "next"):
        yield last + 1, min(length, last + 1 + condition.reach)


@cache
def _compiled() -> tuple[tuple[Rule, ...], Mapping[tuple[str, str], Sequence[Phrase]], frozenset[str], frozenset[str]]:
    """Rules, phrases by their first two words, forms that can be verbs, and forms that can be nouns.

    The second word is "" for phrases that end behind the first, or may go on with something else.
    """
    rows = tomllib.loads(files(__package__).joinpath("triggers.toml").read_text(encoding="utf-8"))
    classes = {name: frozenset(words.split()) for name, words in rows["class"].items()}
    rules: list[Rule] = []
    index: defaultdict[tuple[str, str], list[Phrase]] = defaultdict(list)
    number = count()
    verbal, nominal = set(word_list("verbs_and_nouns")), set(word_list("verbs_and_nouns"))
    for row in rows["trigger"]:
        forms = frozenset(Form[name.upper()] for name in row.get("forms", Form.__members__))
        rule = Rule(row["id"], row["kind"], tuple(_conditions(row, classes)), row.get("rank", 0), forms)
        rules.append(rule)
        for phrase in row["phrases"]:
            elements = compile_phrase(phrase, classes)
            verbal.update(form for element in elements for form, tag in element.forms.items() if tag in VERB_FORMS)
            nominal.update(form for element in elements for form, tag in element.forms.items() if tag in NOUN_FORMS)
            entry = next(number), elements, rule
            for words in product(elements[0].forms, _seconds(elements)):
                index[words].append(entry)
    return tuple(rules), dict(index), frozenset(verbal), frozenset(nominal)


def _seconds(elements: Sequence[Element]) -> Iterable[str]:
    """The words that must stand second in a phrase; "" where any may."""
    second = elements[1] if len(elements) > 1 else None
    return ("",) if second is None or second.gap or second.optional else second.forms


def _conditions(row: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Iterator[Condition]:
    for window, reach in REACH.items():
        for key, wanted in ((window, True), (f"not_{window}", False)):
            if key in row:
                words = {word for item in row[key] for word in (classes[item[1:]] if item[0] == "@" else {item})}
                marks = frozenset(word for word in words if word[0] == "<")
                wide = row.get(OWN_REACH.get(key, ""), reach)
                yield Condition(window, wanted, frozenset(words) - marks, marks, wide)


def compile_phrase(phrase: str, classes: Mapping[str, frozenset[str]]) -> tuple[Element, ...]:
    """A phrase of the table as elements; its notation is explained at the head of `triggers.toml`."""
    return tuple(_element(item, classes) for item in phrase.split())


def _element(item: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if item == "..":
        return Element({}, gap=True)
    forms: dict[str, Form] = {}
    optional = item.endswith("?")
    for choice in item.removesuffix("?").split("|"):
        word, _, how = choice.partition("/")
        if word[0] == "@":
            forms |= dict.fromkeys(classes[word[1:]], Form.WORD)
        elif how == "n":
            forms |= noun_forms(word)
        elif how in ("v", "f"):
            forms |= {form: tag for form, tag in verb_forms(word).items() if how == "v" or tag is not Form.ING}
        else:
            forms[word] = Form.PAST if is_past(word) else Form.WORD
    return Element(forms, optional)
