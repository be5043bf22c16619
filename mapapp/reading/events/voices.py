"""Voices of a sentence: who tells which of its words, by verbs of saying, "according to", claims and quotations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mapapp.reading.events.clauses import OPENERS
from mapapp.reading.events.inflection import is_past
from mapapp.reading.events.speakers import (
    ADVERBS,
    TIMELY,
    UNNAMED,
    Words,
    main_subject,
    named_behind,
    named_behind_cue,
    subject_of,
)
from mapapp.reading.events.speech_parts import reads_as_noun
from mapapp.reading.events.speech_words import finite_forms, ing_forms, phrases_of, words_of
from mapapp.reading.events.tokens import QUOTES, Tokens

TELLING, TELLING_THAT = finite_forms("tell"), finite_forms("tell_that")
WANTING, MEANING = finite_forms("want"), finite_forms("mean")
SAYING, SAYING_THAT, ASKING = ing_forms("tell"), ing_forms("tell_that"), ing_forms("want")
WITH_PARTICLE = finite_forms("for_on") | ing_forms("for_on")
APART = words_of("cues", "apart")
SPEAKING = TELLING | TELLING_THAT | WANTING | MEANING
SOURCES = phrases_of("cues", "sources")
SOURCE_HEADS = frozenset(phrase[0] for phrase in SOURCES)
CLAIMS = words_of("cues", "nouns")
ADJUNCTS = words_of("cues", "adjuncts")
LISTENERS = words_of("cues", "listeners")
ALSO_NOUNS = words_of("names", "also_nouns")
TELLING_ON = SAYING | SAYING_THAT | ASKING
SPEECH = SPEAKING | TELLING_ON | SOURCE_HEADS | CLAIMS
"""A sentence without any of these words has the voice of its surroundings."""
BE = frozenset(("is", "are", "was", "were", "be", "been", "being", "am"))
AUXILIARIES = BE | {"has", "have", "had", "will", "would", "can", "could", "may", "might", "must"}
TOLD = frozenset(("told", "urged", "ordered", "asked", "advised", "instructed", "warned", "encouraged", "invited"))
"""Directly before "to" these are passive: "residents told to leave" says nothing of who told them."""
MODALS = frozenset(("to", "will", "would", "could", "should", "may", "might", "must", "can", "'ll", "let", "please"))
DASHES = frozenset(("-", "–", "—"))
BESIDE = frozenset(("and", "but", "while", "whereas", "although", "though"))
"""Before the name of another speaker: what the one before says ends here."""
OTHER_CLAUSES = OPENERS - {"that"}
CLOSING = frozenset("\"”»’'")
BEHIND_NAME = frozenset((",", ".", ";", ":", ")", "-", "–", "—", *CLOSING))
SUBJECTS = words_of("names", "subjects")
"""Words with which a main clause begins."""
CONTENT_WITHIN = 16
"""Words behind a verb of saying in which "that", a colon or a quotation begins what is said."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a sentence."""

    name: Words
    cue: int
    """The word that says that he speaks."""
    told: tuple[Words, ...]
    """The words that he tells."""
    weak: bool = False
    """Of what he only means or wants; another voice goes before."""
    quoting: bool = True
    """Whether quotations around are his: of "according to" and of verbs of saying."""

    def tells(self, first: int) -> bool:
        return any(begin <= first <= end for begin, end in self.told)

    @property
    def width(self) -> int:
        return sum(end - begin + 1 for begin, end in self.told)


def voices_of(tokens: Tokens) -> tuple[Voice, ...]:
    """All voices of a sentence, in the order of their cues."""
    if SPEECH.isdisjoint(tokens.words):
        return ()
    found = [voice for part in parts_of(tokens) for voice in _of_part(tokens, part)]
    return tuple(sorted(found, key=lambda voice: voice.cue))


def parts_of(tokens: Tokens) -> tuple[Words, ...]:
    """The sentences that a badly cut one consists of: "on Ukraine.- The facts speak" are two."""
    words, cuts = tokens.words, [0]
    for at in range(1, len(words) - 1):
        if words[at] in (".", "!", "?") and _ends_sentence(tokens, at):
            behind = at + 1
            while behind < len(words) and words[behind] in CLOSING and tokens.starts[behind] == tokens.ends[behind - 1]:
                behind += 1
            if behind < len(words):
                cuts.append(behind)
    return tuple((first, last - 1) for first, last in zip(cuts, (*cuts[1:], len(words)), strict=True) if last > first)


def _ends_sentence(tokens: Tokens, at: int) -> bool:
    """Not within "Dr. Ana" or "U. N."."""
    before, after = tokens.words[at - 1], at + 1
    if tokens.words[after] in DASHES or tokens.words[after] in QUOTES:
        return True
    abbreviated = len(before) <= 3 and tokens.capital[at - 1] and before.isalpha()
    return tokens.capital[after] and not abbreviated


def _of_part(tokens: Tokens, part: Words) -> list[Voice]:
    found = [*_sources(tokens, part), *_claims(tokens, part)]
    named: list[Voice] = []
    for at in range(part[0], part[1] + 1):
        word = tokens.words[at]
        voice = (
            _said(tokens, part, at)
            if word in SPEAKING
            else _saying(tokens, part, at, named)
            if word in SAYING
            else None
        )
        if voice:
            named.append(voice)
    return [*found, *_cut_beside(tokens, named)]


def _cut_beside(tokens: Tokens, voices: list[Voice]) -> Iterator[Voice]:
    """ "The army said ..., while the rebels said ...": what one says ends where the other begins."""
    for voice in voices:
        ends = [
            other.name[0] - 1
            for other in voices
            if other.name[0] > voice.cue and tokens.words[other.name[0] - 1] in BESIDE and other.name[0] < other.cue
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
        if name and cue and len(cue) == 1 and not (tokens.capital[name[1]] or tokens.words[name[1]] in SPEAKERS):
            continue
        if name:
            yield Voice(name, at, _around(tokens, part, at, name[1]))


def _around(tokens: Tokens, part: Words, first: int, last: int) -> tuple[Words, ...]:
    """What an inserted source tells: its whole sentence, but for a clause of another time or matter behind it."""
    words = tokens.words
    behind = last + 1
    if (
        first > part[0] + 1
        and words[behind : behind + 1] == (",",)
        and words[behind + 1 : behind + 2]
        and words[behind + 1] in APART
    ):
        return ((part[0], first),)
    if first > part[0] + 1 and words[behind : behind + 1] and words[behind] in APART - {"and"}:
        return ((part[0], first),)
    opening = next((at for at in range(first - 1, part[0], -1) if words[at] == ";"), part[0])
    closing = next((at for at in range(behind, part[1]) if words[at] == ";" and not tokens.quoted[at]), part[1])
    return ((opening, closing),)


def _claims(tokens: Tokens, part: Words) -> Iterator[Voice]:
    """ "The army's claim that ...", "a warning by the mayor that ..."."""
    words = tokens.words
    for at in range(part[0], part[1]):
        if words[at] not in CLAIMS:
            continue
        name, that = None, at + 1
        if words[at + 1] in ("by", "from", "of"):
            name = named_behind_cue(tokens, at + 2)
            that = name[1] + 1 if name else that
        elif words[at + 1] == "that":
            owner = next((spot for spot in range(at - 1, max(part[0], at - 4), -1) if words[spot] == "'s"), None)
            name = subject_of(tokens, owner, part[0]) if owner else None
        if name and words[that : that + 1] == ("that",):
            yield Voice(name, at, ((that, _forward_end(tokens, part, that)),), quoting=False)


def _said(tokens: Tokens, part: Words, at: int) -> Voice | None:
    """The voice of a finite verb of saying at word `at`."""
    if not is_verb(tokens, at):
        return None
    words = tokens.words
    inverted = _inverted(tokens, part, at)
    explicit = _content(tokens, part, at)
    word = words[at]
    tells = word in TELLING or (word in TELLING_THAT and (inverted or explicit is not None))
    if inverted and not tells:
        return None
    name = named_behind(tokens, at) if inverted else subject_of(tokens, at, part[0])
    if name is None:
        return None
    if not tells:
        if word in WANTING | MEANING and _asks(tokens, at):
            return _wanted(tokens, part, at, name)
        return _parenthetical(tokens, part, at, name)
    if inverted:
        return Voice(name, at, ((part[0], at - 1),))
    return Voice(name, at, _told(tokens, part, name, at, explicit))


def _parenthetical(tokens: Tokens, part: Words, at: int, name: Words) -> Voice | None:
    """ "..., the army recalled.": a verb that tells only where it is set apart."""
    behind = tokens.words[at + 1] if at < part[1] else "."
    set_apart = behind in BEHIND_NAME and tokens.words[name[0] - 1] in CLOSING | DASHES if name[0] > part[0] else False
    return Voice(name, at, ((part[0], name[0] - 1),)) if set_apart else None


def _told(tokens: Tokens, part: Words, name: Words, at: int, explicit: int | None) -> tuple[Words, ...]:
    """The words that a subject with its verb at `at` tells: before it, behind it, or around."""
    words = tokens.words
    behind = at + 1
    while behind < part[1] and words[behind] in TIMELY:
        behind += 1
    before = words[name[0] - 1] if name[0] > part[0] else ""
    inserted = before in (",", "as", *CLOSING, *DASHES) and words[behind : behind + 1] == (",",)
    if inserted and explicit is None:
        return _around(tokens, part, name[0] - 1, behind - 1)
    open_behind = explicit is not None or _open_behind(tokens, part, at)
    if not open_behind and (words[at + 1 : at + 2] in (("this",), ("so",), ("it",)) or before == ""):
        return ()
    if not open_behind and _tells_before(tokens, part[0], name[0]):
        return ((part[0], name[0] - 1),)
    first = at + 1 if explicit is None else explicit
    return ((first, _forward_end(tokens, part, first)),) if first <= part[1] else ((part[0], name[0] - 1),)


def _open_behind(tokens: Tokens, part: Words, at: int) -> bool:
    """Whether something told follows a verb directly: not "said on Monday", "told Reuters", "said this"."""
    words, behind = tokens.words, at + 1
    while behind <= part[1] and words[behind] in TIMELY:
        behind += 1
    if words[at] in TOLD and behind <= part[1]:
        while behind <= part[1] and (
            words[behind] in LISTENERS or tokens.capital[behind] or words[behind] in ("the", "a", "news", "agency")
        ):
            behind += 1
    if behind > part[1] or words[behind] in BEHIND_NAME or words[behind] in ("this", "so"):
        return False
    return words[behind] not in ADJUNCTS


def _forward_end(tokens: Tokens, part: Words, first: int) -> int:
    return next((at for at in range(first, part[1]) if tokens.words[at] == ";" and not tokens.quoted[at]), part[1])


def _tells_before(tokens: Tokens, first: int, name: int) -> bool:
    """Whether what stands before a name is told, not only when or where it was said."""
    words = tokens.words
    if name - first < 2 or words[name - 1] not in (",", *CLOSING, *DASHES):
        return False
    if words[name - 1] != ",":
        return True
    fronted = (
        words[first] in UNNAMED or words[first].endswith("ing") or (is_past(words[first]) and tokens.capital[first])
    )
    comma = next((at for at in range(first, name - 1) if words[at] == ","), None)
    begin = first if not fronted or words[first] in SUBJECTS else comma
    if begin is None:
        return False
    return any(
        words[at] in AUXILIARIES or is_past(words[at]) or _plain_verb(tokens, at) for at in range(begin, name - 1)
    )


def _plain_verb(tokens: Tokens, at: int) -> bool:
    """A guess at a verb of the present: lower case in "s" behind a capital letter."""
    return at > 0 and tokens.words[at].endswith("s") and not tokens.capital[at] and tokens.capital[at - 1]


def _wanted(tokens: Tokens, part: Words, at: int, name: Words) -> Voice:
    """What is wanted, feared or denied: up to where another clause begins."""
    words, end = tokens.words, at
    while end < part[1] and not (
        words[end + 1] in OTHER_CLAUSES | {";"} or words[end - 1 : end + 2 : 2] == (",", "that")
    ):
        end += 1
    weak = tokens.words[at] in MEANING
    return Voice(name, at, ((at + 1, end),), weak=weak, quoting=False)


def _content(tokens: Tokens, part: Words, at: int) -> int | None:
    """Where what is said begins by its form: behind "that" or a colon, or with a quotation."""
    words = tokens.words
    for spot in range(at + 1, min(part[1], at + CONTENT_WITHIN)):
        if words[spot] == "that" and spot < part[1] and (spot == at + 1 or words[spot - 1] != ","):
            return spot + 1
        if words[spot] == ":":
            return spot + 1
        if words[spot] in QUOTES and tokens.quoted[spot] and not tokens.quoted[at]:
            return spot
        if words[spot] in (",", ";") and words[spot + 1] not in (*QUOTES, "that"):
            return None
    return None


def is_verb(tokens: Tokens, at: int) -> bool:
    """ "Claims", "post" and "state" can be nouns; "post-war" is no verb; "was told" has no speaker."""
    words = tokens.words
    opens = not at or words[at - 1] in (".", *CLOSING, *DASHES, *QUOTES)
    if tokens.capital[at] and not opens and not all(tokens.capital[max(0, at - 3) : at + 1]):
        return False
    if "-" in words[at + 1 : at + 2] and tokens.starts[at + 1] == tokens.ends[at]:
        return False
    if (
        at
        and words[at - 1] == "-"
        and tokens.ends[at - 1] == tokens.starts[at]
        and tokens.starts[at - 1] == tokens.ends[at - 2]
    ):
        return False
    before = at - 1
    while before > 0 and (words[before] in ADVERBS - {"has", "have", "had"} or words[before].endswith("ly")):
        before -= 1
    governor = words[before] if before >= 0 else ""
    if is_past(words[at]):
        passive = governor in BE or (words[at] in TOLD and words[at + 1 : at + 2] == ("to",))
        return not passive and governor not in MODALS and words[at + 1 : at + 2] != ("by",)
    if governor in MODALS:
        return False
    if words[at] not in ALSO_NOUNS:
        return True
    if governor == "," and any(is_past(word) and word in SPEAKING for word in words[:at]):
        return False  # "called for amnesty, demands that ..." says again what was called for
    return not reads_as_noun(tokens, at, plural=words[at].endswith("s"))


def _inverted(tokens: Tokens, part: Words, at: int) -> bool:
    """Whether the speaker stands behind the verb: '..., said the minister', "- said the minister"."""
    words = tokens.words
    if at <= part[0] or at >= part[1]:
        return False
    before, after = words[at - 1], words[at + 1]
    named = (
        tokens.capital[at + 1] or after in ("the", "a", "an", "one", "its", "his", "her", "their") or after in SPEAKERS
    )
    if before in CLOSING:
        return after not in ("that", ":") and named
    if before in DASHES and tokens.ends[at - 1] < tokens.starts[at]:
        return named
    if before != ",":
        return False
    return named and not _opens_insertion(tokens, part, at)


def _opens_insertion(tokens: Tokens, part: Words, at: int) -> bool:
    """ "Ana Petrova, the mayor, said the army": the comma closes an insertion behind the subject."""
    words = tokens.words
    opening = next((spot for spot in range(at - 2, max(part[0], at - 24), -1) if words[spot] == ","), None)
    if opening is None:
        return not _tells_before(tokens, part[0], at)
    inner = words[opening + 1]
    head = words[part[0] : opening]
    inserted = inner in UNNAMED | {"who", "whose", "which"} or inner[0].isdigit() or inner.endswith("ing")
    return inserted and not any(word in AUXILIARIES or is_past(word) for word in head)


SPEAKERS = words_of("names", "speakers")


def _saying(tokens: Tokens, part: Words, at: int, named: list[Voice]) -> Voice | None:
    """ "..., saying that ...", "with the army reporting ...", "was quoted as saying"."""
    words = tokens.words
    before = words[at - 1] if at > part[0] else ""
    if before == "as":
        name = _quoted_as(tokens, part, at)
    elif before in BE:
        name = subject_of(tokens, at - 1, part[0])
    elif before in (",", "and", "after", "before", "by", "while") or not before:
        spoken = next((voice.name for voice in reversed(named) if voice.quoting), None)
        name = spoken or main_subject(tokens, part[0], at)
    else:
        opener = next((spot for spot in range(at - 1, max(part[0] - 1, at - 14), -1) if words[spot] == "with"), None)
        name = subject_of(tokens, at, opener + 1) if opener is not None else None
    if name is None:
        return None
    explicit = _content(tokens, part, at)
    first = at + 1 if explicit is None else explicit
    if words[at] not in SAYING and explicit is None:
        return _wanted(tokens, part, at, name) if words[at] in ASKING and _asks(tokens, at) else None
    return Voice(name, at, ((first, _forward_end(tokens, part, first)),)) if first <= part[1] else None


def _asks(tokens: Tokens, at: int) -> bool:
    """ "Called for", not "called it"."""
    following = tokens.words[at + 1 : at + 2]
    return (
        tokens.words[at] not in WITH_PARTICLE
        or following in (("on",), ("for",), ("to",))
        or "to" in tokens.words[at + 1 : at + 6]
    )


def _quoted_as(tokens: Tokens, part: Words, at: int) -> Words | None:
    """ "The minister was quoted as saying", "the agency quoted the minister as saying": the minister."""
    words = tokens.words
    quoted = next(
        (
            spot
            for spot in range(at - 2, max(part[0], at - 16), -1)
            if words[spot] in ("quoted", "cited", "quotes", "cites", "quoting", "citing")
        ),
        None,
    )
    if quoted is None:
        return None
    if words[quoted - 1] in BE or words[quoted - 1] in ADVERBS:
        return subject_of(tokens, quoted - 1, part[0])
    return named_behind_cue(tokens, quoted + 1)
