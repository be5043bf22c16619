"""Whose quotation a sentence is, and whom "he", "it" and "they" mean: what only the sentences around can tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mapapp.model import TextSpan
from mapapp.reading.events.claims.claimants import claimant_of
from mapapp.reading.events.claims.extents import parts_of
from mapapp.reading.events.claims.pronouns import FIRST_PERSON, Memory, is_pronoun
from mapapp.reading.events.claims.saying import DASHES
from mapapp.reading.events.claims.speakers import LINKS, NOBODY, SPEAKERS, UNNAMED, Words
from mapapp.reading.events.claims.speech_words import words_of
from mapapp.reading.events.claims.voices import Voice, voices_of
from mapapp.reading.events.words.tokens import QUOTES, Tokens

CARRIED_OVER = 2
"""Sentences behind a speaker in which a quotation without one of its own is still his."""
HEADINGS = words_of("names", "headings")
LONGEST_TURN = 8
"""Sentences at most between the dash that opens a quotation and its speaker."""
LABEL = 5
"""Words at most of the name with a colon that opens a turn of a conversation."""
LONGEST_ANSWER = 14
"""Sentences at most that such a turn is followed over."""

DATELINE = 14
"""Words of the first sentence in which a dateline stands."""
Spoken = tuple["Part", Words, TextSpan]
"""Words of a part, with who speaks them."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, or what is one inside a badly cut one, with its voices."""

    tokens: Tokens
    words: Words
    voices: tuple[Voice, ...]

    @property
    def quotation(self) -> Words | None:
        """First and last word that stand inside quotation marks."""
        first, last = self.words
        inside = [at for at in range(first, last + 1) if self.tokens.quoted[at]]
        return (inside[0], inside[-1]) if inside else None

    @property
    def goes_on(self) -> bool:
        """Whether a quotation of the sentence before goes on here."""
        return self.tokens.quoted[self.words[0]] and self.tokens.words[self.words[0]] not in QUOTES

    @property
    def speaker(self) -> Voice | None:
        """Who speaks the quotation of this sentence, else whoever speaks in it."""
        quoting = [voice for voice in self.voices if voice.quoting and not self.tokens.quoted[voice.cue]]
        around = [voice for voice in quoting if any(any(self.tokens.quoted[a : b + 1]) for a, b in voice.told)]
        return min(around, key=lambda voice: voice.width) if around else next(iter(quoting), None)

    @property
    def dashed(self) -> bool:
        """Whether it begins with a dash, as spoken words do in many languages."""
        return self.tokens.words[self.words[0]] in DASHES

    @property
    def set_off(self) -> int | None:
        """The dash before its speaker: "- said the mayor"."""
        first, words = self.words[0], self.tokens.words
        starts = (min(voice.name[0], voice.cue) for voice in self.voices if voice.quoting)
        return next((start - 1 for start in starts if start > first + 1 and words[start - 1] in DASHES), None)


@dataclass(frozen=True, slots=True)
class Speech:
    """Who speaks in one sentence."""

    tokens: Tokens
    voices: tuple[Voice, ...]
    spoken: tuple[tuple[Words, TextSpan], ...]
    """Words of quotations with who speaks them."""
    meant: Mapping[int, TextSpan]
    """First word of a voice's name that is a pronoun -> the name it stands for."""

    def claimant(self, first: int, last: int, kind: str) -> TextSpan | None:
        """Who says what the words from `first` to `last` tell; None for the article's own voice."""
        speaker = next((who for (begin, end), who in self.spoken if begin <= first <= end), None)
        found = claimant_of(self.tokens, first, last, kind=kind, voices=self.voices)
        if found is None or not is_pronoun(self.tokens, found):
            return found or speaker
        at = self.tokens.at(found.start)
        return (speaker if self.tokens.words[at] in FIRST_PERSON else self.meant.get(at)) or found


def speech_of(sentences: Sequence[Tokens], places: Sequence[TextSpan] = ()) -> tuple[Speech, ...]:
    """The voices of each sentence of an article; `places`: spans of names of places, which are no persons."""
    house = _house(sentences)
    found = [tuple(voice for voice in voices_of(tokens) if not _is_house(tokens, voice, house)) for tokens in sentences]
    parts = [
        Part(
            tokens, words, tuple(voice for voice in voices if words[0] <= voice.cue <= words[1] and not voice.of_nobody)
        )
        for tokens, voices in zip(sentences, found, strict=True)
        for words in parts_of(tokens)
    ]
    meant = _meant(parts, frozenset(places))
    spoken: dict[int, list[tuple[Words, TextSpan]]] = {}
    for part, words, who in (
        *_quotations(parts, meant),
        *_dashed(parts, meant),
        *_turns(parts),
        *_labelled(parts, frozenset(places)),
    ):
        spoken.setdefault(part.tokens.index, []).append((words, who))
    return tuple(
        Speech(tokens, voices, tuple(spoken.get(tokens.index, ())), meant.get(tokens.index, {}))
        for tokens, voices in zip(sentences, found, strict=True)
    )


def _house(sentences: Sequence[Tokens]) -> tuple[str, ...]:
    """The agency that a dateline puts in brackets, "MINSK, 7 May (BelTA)": it is the article's own voice."""
    words = sentences[0].words[:DATELINE] if sentences else ()
    if "(" not in words or ")" not in words:
        return ()
    return words[words.index("(") + 1 : words.index(")")]


def _is_house(tokens: Tokens, voice: Voice, house: tuple[str, ...]) -> bool:
    return tokens.words[voice.name[0] : voice.name[1] + 1] == house


Meant = Mapping[int, Mapping[int, TextSpan]]
"""Number of the sentence, first word of a pronoun -> the name it stands for."""


def _meant(parts: Sequence[Part], places: frozenset[TextSpan]) -> Meant:
    memory = Memory(places)
    meant: dict[int, dict[int, TextSpan]] = {}
    for part in parts:
        memory.begin(part.tokens, part.words)
        names = {voice.name[0]: voice.name for voice in part.voices}
        for at in range(part.words[0], part.words[1] + 1):
            if at in names and not is_pronoun(part.tokens, part.tokens.span_of(*names[at])):
                memory.keep(part.tokens, names[at])
            elif who := memory.of(part.tokens.words[at]):
                meant.setdefault(part.tokens.index, {})[at] = who
    return meant


def _name(part: Part, voice: Voice, meant: Meant) -> TextSpan:
    return meant.get(part.tokens.index, {}).get(voice.name[0]) or part.tokens.span_of(*voice.name)


def _quotations(parts: Sequence[Part], meant: Meant) -> Iterator[Spoken]:
    """Quoted words with their speaker: in the same quotation, else who spoke just before."""
    before: tuple[int, TextSpan] | None = None
    at = 0
    while at < len(parts):
        end = at + 1
        while end < len(parts) and parts[end].goes_on:
            end += 1
        run = parts[at:end]
        who = next((_name(part, voice, meant) for part in run if (voice := part.speaker)), None)
        if who is None and before and run[0].tokens.index - before[0] <= CARRIED_OVER:
            who = before[1]
        quoted = any(part.quotation for part in run)
        yield from ((part, words, who) for part in run if who and (words := part.quotation))
        if who and (quoted or any(part.speaker for part in run)):
            before = run[-1].tokens.index, who
        at = end


def _dashed(parts: Sequence[Part], meant: Meant) -> Iterator[Spoken]:
    """From a dash at the head of a sentence to the dash before the speaker, over the sentences between."""
    for at, part in enumerate(parts):
        if not part.dashed:
            continue
        turn = parts[at : at + LONGEST_TURN]
        end = next((i for i, one in enumerate(turn) if one.set_off is not None or (i and one.dashed)), None)
        dash = turn[end].set_off if end is not None else None
        if end is None or dash is None:
            continue
        voice = next(voice for voice in turn[end].voices if voice.quoting and min(voice.name[0], voice.cue) == dash + 1)
        who = _name(turn[end], voice, meant)
        yield from ((one, one.words, who) for one in turn[:end])
        yield turn[end], (turn[end].words[0], dash), who


def _turns(parts: Sequence[Part]) -> Iterator[Spoken]:
    """Conversations and transcripts: names with a colon at the head of paragraphs, each more than once."""
    labels = {at: label for at, part in enumerate(parts) if (label := _label(parts, at))}
    counted = Counter(parts[at].tokens.words[first : last + 1] for at, (first, last) in labels.items())
    speaking = {
        at: label for at, label in labels.items() if counted[parts[at].tokens.words[label[0] : label[1] + 1]] > 1
    }
    if len({parts[at].tokens.words[first : last + 1] for at, (first, last) in speaking.items()}) < 2:
        return
    heads = sorted(speaking)
    for at, following in zip(heads, (*heads[1:], len(parts)), strict=True):
        who = parts[at].tokens.span_of(*speaking[at])
        yield from ((part, part.words, who) for part in parts[at : min(following, at + LONGEST_ANSWER)])


def _labelled(parts: Sequence[Part], places: frozenset[TextSpan]) -> Iterator[Spoken]:
    """ "Ministry: no bird flu", "Oslo: "We will not come"": a name with a colon before what it says.

    A bare place is a dateline unless a quotation follows.
    """
    for at, part in enumerate(parts):
        name = _label(parts, at)
        if name is None or not HEADINGS.isdisjoint(part.tokens.words[name[0] : name[1] + 1]):
            continue
        who, behind = part.tokens.span_of(*name), name[1] + 2
        if who not in places or part.tokens.words[behind] in QUOTES:
            yield part, (behind, part.words[1]), who


def _label(parts: Sequence[Part], at: int) -> Words | None:
    """The name before a colon at the head of a paragraph."""
    tokens, (first, last) = parts[at].tokens, parts[at].words
    while first < last and (tokens.words[first][0].isdigit() or not tokens.words[first][0].isalnum()):
        first += 1  # a bullet or the hour of a live page
    if at and parts[at - 1].tokens.paragraph == tokens.paragraph:
        return None
    words = tokens.words
    colon = next((spot for spot in range(first + 1, min(last, first + LABEL + 1)) if words[spot] == ":"), None)
    if colon is None or words[first] in UNNAMED | NOBODY or not tokens.capital[first]:
        return None
    capital = all(tokens.capital[spot] or words[spot] in LINKS for spot in range(first, colon))
    named = capital or not SPEAKERS.isdisjoint(words[first:colon]) or words[first + 1] == "in"
    return (first, colon - 1) if named else None
