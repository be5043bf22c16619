"""Which words of a sentence a speaker tells: where what is said begins and ends."""

from __future__ import annotations

from mapapp.reading.events.claims.saying import AUXILIARIES, BEHIND_NAME, CLOSING, DASHES, is_open_behind, tells_before
from mapapp.reading.events.claims.speakers import TIMELY, Words
from mapapp.reading.events.claims.speech_words import words_of
from mapapp.reading.events.words.tokens import QUOTES, Tokens

APART = words_of("cues", "apart")
ADJUNCT = 6
"""Words at most that tell where and when it was said."""


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


def around(tokens: Tokens, part: Words, first: int, last: int) -> tuple[Words, ...]:
    """What an inserted source tells: its whole sentence, but for a clause of another time or matter behind it."""
    words, behind = tokens.words, last + 1
    nearest = words[behind] if behind <= part[1] else ""
    following = words[behind + 1] if nearest == "," and behind < part[1] else ""
    if first > part[0] + 1 and (following in APART or nearest in APART - {"and"}):
        return ((part[0], first),)
    opening = next((at for at in range(first - 1, part[0], -1) if words[at] == ";"), part[0])
    return ((opening, end_of(tokens, part, behind)),)


def end_of(tokens: Tokens, part: Words, first: int) -> int:
    """The semicolon behind a word, else the last word of its part."""
    return next((at for at in range(first, part[1]) if tokens.words[at] == ";" and not tokens.quoted[at]), part[1])


def begin_of(tokens: Tokens, part: Words, end: int) -> int:
    """The first word behind the semicolon before `end`, else the first word of its part."""
    words = tokens.words
    return next((at + 1 for at in range(end - 1, part[0], -1) if words[at] == ";" and not tokens.quoted[at]), part[0])


def told_by_verb(tokens: Tokens, part: Words, name: Words, at: int, content: int | None) -> tuple[Words, ...]:
    """The words that a subject with its verb at `at` tells: before it, behind it, or around."""
    words, behind = tokens.words, at + 1
    while behind < part[1] and words[behind] in TIMELY:
        behind += 1
    if content is not None:
        return ((content, end_of(tokens, part, content)),) if content <= part[1] else ()
    before = words[name[0] - 1] if name[0] > part[0] else ""
    if before in (",", "as", *CLOSING, *DASHES) and words[behind : behind + 1] == (",",):
        return around(tokens, part, name[0] - 1, behind - 1)
    comma = next((spot for spot in range(behind, min(part[1], behind + ADJUNCT)) if words[spot] == ","), None)
    if before == "," and comma is not None and words[comma + 1] in AUXILIARIES:
        return around(tokens, part, name[0] - 1, comma - 1)  # "Oslo, the envoy said in Geneva, would ..."
    if not is_open_behind(tokens, part, at) or before in CLOSING:
        if words[at + 1 : at + 2] in (("this",), ("so",), ("it",)):
            return ()
        if tells_before(tokens, part[0], name[0]):
            return ((begin_of(tokens, part, name[0]), name[0] - 1),)
    return ((at + 1, end_of(tokens, part, at)),) if at < part[1] else ()


def is_set_apart(tokens: Tokens, part: Words, name: Words, at: int) -> bool:
    """ "..., the army recalled.": with nothing behind it a verb tells what stands before."""
    behind = tokens.words[at + 1] if at < part[1] else "."
    return behind in BEHIND_NAME and tells_before(tokens, part[0], name[0])
