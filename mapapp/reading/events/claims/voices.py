"""Voices of a sentence: who tells which of its words, by verbs of saying, "according to", claims and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mapapp.reading.events.claims.claim_nouns import content_behind, owner_of
from mapapp.reading.events.claims.extents import around, begin_of, end_of, is_set_apart, parts_of, told_by_verb
from mapapp.reading.events.claims.saying import (
    ASKING,
    BE,
    MEANING,
    SAYING,
    SAYING_THAT,
    SPEAKING,
    SPEAKING_OF,
    TALLYING,
    TELLING,
    TELLING_THAT,
    WANTING,
    asks,
    content_of,
    is_inverted,
    is_open_behind,
    is_verb,
    tallies,
    tells_before,
)
from mapapp.reading.events.claims.speakers import (
    ADVERBS,
    BODIES,
    SPEAKERS,
    Words,
    main_subject,
    named_behind,
    named_behind_cue,
    subject_of,
)
from mapapp.reading.events.claims.speech_words import phrases_of, words_of
from mapapp.reading.events.words.clauses import OPENERS
from mapapp.reading.events.words.tokens import Tokens

SOURCES = phrases_of("cues", "sources")
SOURCE_HEADS = frozenset(phrase[0] for phrase in SOURCES)
CLAIMS = words_of("cues", "nouns")
APPEALS = words_of("cues", "appeals")
SURE = words_of("cues", "sure")
MADE = words_of("cues", "made")
PARTICIPLES = SAYING | SAYING_THAT | ASKING
SPEECH = SPEAKING | PARTICIPLES | SOURCE_HEADS | CLAIMS | APPEALS | TALLYING | SPEAKING_OF | MADE | SURE
"""A sentence without any of these words has the voice of its surroundings."""
CUES = SPEAKING | PARTICIPLES | TALLYING | SPEAKING_OF | SURE | {"put", "puts", "make", "made", "makes"}
BESIDE = frozenset(("and", "but", "while", "whereas", "although", "though"))
"""Before the name of another speaker: what the one before says ends here."""
OTHER_CLAUSES = OPENERS - {"that"}
QUOTING = words_of("cues", "quoting")
CITING = frozenset(("quoting", "citing"))
BACK = 16
"""Words between "quoted" and "as saying" at most, and from "with" to the participle."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a sentence."""

    name: Words
    cue: int
    """The word that says that he speaks."""
    told: tuple[Words, ...]
    """The words that he tells."""
    weak: bool = False
    """Of what he only means; another voice goes before."""
    quoting: bool = True
    """Whether quotations around are his: of "according to" and of verbs of saying."""
    of_nobody: bool = False
    """Whether nobody is named, as in "reports that": its name is only that word."""

    def tells(self, at: int) -> bool:
        return any(begin <= at <= end for begin, end in self.told)

    @property
    def width(self) -> int:
        return sum(end - begin + 1 for begin, end in self.told)


def voices_of(tokens: Tokens) -> tuple[Voice, ...]:
    """All voices of a sentence, in the order of their cues."""
    if SPEECH.isdisjoint(tokens.words):
        return ()
    found = [voice for part in parts_of(tokens) for voice in _of_part(tokens, part)]
    return tuple(sorted(found, key=lambda voice: voice.cue))


def _of_part(tokens: Tokens, part: Words) -> list[Voice]:
    named: list[Voice] = []
    for at in range(part[0], part[1] + 1):
        voice = _of_word(tokens, part, at, named) if tokens.words[at] in CUES else None
        if voice:
            named.append(voice)
    named = list(_bounded(tokens, named))
    sources = [_nested(voice, named, tokens) for voice in _sources(tokens, part)]
    quoted = {voice.told for voice in sources if tokens.words[voice.cue] in CITING}
    return [
        *sources,
        *_claims(tokens, part),
        *_appeals(tokens, part),
        *(voice for voice in named if voice.told not in quoted),
    ]


def _nested(source: Voice, voices: list[Voice], tokens: Tokens) -> Voice:
    """A source within what another tells speaks only there; one that is quoted or cited tells what the other tells."""
    if tokens.words[source.cue] in CITING:
        around = next((voice for voice in voices if voice.told and abs(voice.cue - source.cue) <= BACK), None)
    else:
        around = next((voice for voice in voices if voice.tells(source.cue) and voice.cue < source.cue), None)
    return replace(source, told=around.told) if around else source


def _of_word(tokens: Tokens, part: Words, at: int, named: list[Voice]) -> Voice | None:
    word = tokens.words[at]
    if word in PARTICIPLES:
        return _saying(tokens, part, at, named)
    if word in ("put", "puts") and tokens.words[at + 1 : at + 2] == ("it",):
        name = subject_of(tokens, at, part[0])
        return Voice(name, at, around(tokens, part, name[0] - 1, at + 1)) if name else None
    if word in ("made", "makes", "make") and not MADE.isdisjoint(tokens.words[at + 1 : at + 3]):
        name = subject_of(tokens, at, part[0])
        return (
            Voice(name, at, told_by_verb(tokens, part, name, at + 1, content_of(tokens, part, at + 1)))
            if name
            else None
        )
    if word in SURE and tokens.words[at - 1] in BE and tokens.words[at + 1 : at + 2] == ("that",):
        name = subject_of(tokens, at - 1, part[0])
        return Voice(name, at, ((at + 2, part[1]),), quoting=False) if name and at + 2 <= part[1] else None
    voice = _said(tokens, part, at, named) if word in SPEAKING else None
    return voice or (_reported(tokens, part, at) if word in TALLYING | SPEAKING_OF else None)


def _bounded(tokens: Tokens, voices: list[Voice]) -> Iterator[Voice]:
    """What one says ends where another begins beside him, or is named behind all that was said.

    "The army said ..., while the rebels said ...": two voices side by side. "He said that ..., the ministry wrote":
    he speaks inside of what the ministry wrote.
    """
    for voice in voices:
        ends = [
            other.name[0] - 1
            for other in voices
            if voice.cue < other.name[0] < other.cue
            and (tokens.words[other.name[0] - 1] in BESIDE or all(last < other.name[0] for _, last in other.told))
        ]
        end = min(ends, default=len(tokens.words))
        yield replace(voice, told=tuple((first, min(last, end)) for first, last in voice.told if first < end))


def _sources(tokens: Tokens, part: Words) -> Iterator[Voice]:
    """ "According to X", "citing X", "as reported by X"."""
    words = tokens.words
    for at in range(part[0], part[1]):
        if words[at] not in SOURCE_HEADS:
            continue
        cue = next((cue for cue in SOURCES if words[at : at + len(cue)] == cue), None)
        name = named_behind_cue(tokens, at + len(cue)) if cue else None
        if name is None or (words[at] in QUOTING and not _is_somebody(tokens, name)):
            continue
        if words[at] == "per" and words[at + 1] != "the" and not tokens.capital[at + 1]:
            continue
        yield Voice(name, at, around(tokens, part, at, name[1]))


def _is_somebody(tokens: Tokens, name: Words) -> bool:
    """ "Citing officials", not "citing fears of a war"."""
    head = tokens.words[name[1]]
    return tokens.capital[name[1]] or head.removesuffix("s") in SPEAKERS or head in BODIES


def _appeals(tokens: Tokens, part: Words) -> Iterator[Voice]:
    """ "Renewed his appeal for talks", "Peru's demand to leave the port"."""
    for at in range(part[0], part[1]):
        if tokens.words[at] in APPEALS and tokens.words[at + 1] in ("for", "to"):
            name = owner_of(tokens, at, part[0])
            if name:
                yield _wanted(tokens, part, at, name)


def _claims(tokens: Tokens, part: Words) -> Iterator[Voice]:
    """ "The army's claim that ...", "a warning by the mayor that ..."."""
    words = tokens.words
    for at in range(part[0], part[1]):
        if words[at] not in CLAIMS:
            continue
        name, that = None, content_behind(tokens, at)
        if words[at + 1] in ("by", "from", "of"):
            name = named_behind_cue(tokens, at + 2)
            that = name[1] + 1 if name else that
        elif words[that] == "that":
            name = owner_of(tokens, at, part[0])
        if words[that : that + 1] == ("that",):
            told = ((that, end_of(tokens, part, that)),)
            yield Voice(name or (at, at), at, told, quoting=False, of_nobody=name is None)


def _said(tokens: Tokens, part: Words, at: int, named: list[Voice]) -> Voice | None:
    """The voice of a finite verb of saying at word `at`."""
    if not is_verb(tokens, at):
        return None
    word, inverted = tokens.words[at], is_inverted(tokens, part, at)
    content = content_of(tokens, part, at)
    name = named_behind(tokens, at) if inverted else subject_of(tokens, at, part[0])
    if named and tokens.words[at - 1] == "and" and not inverted:
        name = named[-1].name  # "... he said, and blamed the rebels"
    if name is None:
        return None
    if inverted:
        before = (begin_of(tokens, part, at), at - 1)
        behind = ((name[1] + 1, part[1]),) if tokens.words[name[1] + 1 : name[1] + 2] == (":",) else ()
        return Voice(name, at, (before, *behind)) if word in TELLING | TELLING_THAT else None
    if word in TELLING or (word in TELLING_THAT and content is not None):
        return Voice(name, at, told_by_verb(tokens, part, name, at, content))
    if is_set_apart(tokens, part, name, at):
        return Voice(name, at, ((part[0], name[0] - 1),))
    return _wanted(tokens, part, at, name) if word in WANTING | MEANING and asks(tokens, at) else None


def _wanted(tokens: Tokens, part: Words, at: int, name: Words) -> Voice:
    """What is wanted, feared or denied: up to where another clause begins."""
    words, end = tokens.words, at
    while end < part[1] and words[end + 1] not in OTHER_CLAUSES and words[end + 1] != ";":
        if words[end - 1 : end + 2 : 2] == (",", "that"):
            break
        end += 1
    return Voice(name, at, ((at + 1, end),), weak=words[at] in MEANING, quoting=False)


def _reported(tokens: Tokens, part: Words, at: int) -> Voice | None:
    """ "The Red Cross counted 40 dead", "the mayor spoke of ten shells"."""
    words = tokens.words
    of = words[at] in SPEAKING_OF and words[at + 1 : at + 2] == ("of",)
    if not of and not (words[at] in TALLYING and tallies(tokens, at)):
        return None
    name = subject_of(tokens, at, part[0]) if is_verb(tokens, at) else None
    return _wanted(tokens, part, at, name) if name and (of or _is_somebody(tokens, name)) else None


def _saying(tokens: Tokens, part: Words, at: int, named: list[Voice]) -> Voice | None:
    """ "..., saying that ...", "with the army reporting ...", "was quoted as saying"."""
    words = tokens.words
    name = _sayer(tokens, part, at, named)
    if name is None:
        return None
    content = content_of(tokens, part, at)
    if words[at] not in SAYING and content is None:
        return _wanted(tokens, part, at, name) if words[at] in ASKING and asks(tokens, at) else None
    first = at + 1 if content is None else content
    if first >= part[1] or (not is_open_behind(tokens, part, at) and tells_before(tokens, part[0], name[0])):
        return Voice(name, at, ((part[0], name[0] - 1),)) if name[0] > part[0] else None
    return Voice(name, at, ((first, end_of(tokens, part, first)),))


def _sayer(tokens: Tokens, part: Words, at: int, named: list[Voice]) -> Words | None:
    """Who says it with a participle: its own noun, or the subject of the main verb."""
    words = tokens.words
    before = words[at - 1] if at > part[0] else ""
    if before == "as":
        return _quoted_as(tokens, part, at)
    if before in BE:
        return subject_of(tokens, at - 1, part[0])
    opener = next((spot for spot in range(at - 1, max(part[0] - 1, at - BACK), -1) if words[spot] == "with"), None)
    if opener is not None and "," not in words[opener:at]:
        return subject_of(tokens, at, opener + 1)
    spoken = next((voice.name for voice in reversed(named) if voice.quoting), None)
    return spoken or main_subject(tokens, part[0], at)


def _quoted_as(tokens: Tokens, part: Words, at: int) -> Words | None:
    """ "The minister was quoted as saying", "the agency quoted the minister as saying": the minister."""
    words = tokens.words
    quoted = next((spot for spot in range(at - 2, max(part[0], at - BACK), -1) if words[spot] in QUOTING), None)
    if quoted is None:
        return None
    if words[quoted - 1] in BE or words[quoted - 1] in ADVERBS:
        return subject_of(tokens, quoted - 1, part[0])
    return named_behind_cue(tokens, quoted + 1)
