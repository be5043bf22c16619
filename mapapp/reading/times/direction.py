"""Whether a sentence looks back or ahead: the verb nearest to a weekday or month says which one is meant."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.sentences import abbreviations
from mapapp.reading.times.lexicon import (
    DETERMINERS,
    ENTRIES,
    FUTURE_CUES,
    IMPERATIVES,
    NOT_VERBS,
    NOUNS_TOO,
    PARTICIPLES,
    PAST_CUES,
    PLANNED,
    PRESENT,
    PUT_OFF,
    SAYING,
    TALKING,
)
from mapapp.reading.times.tokens import Token

REACH_BEFORE, REACH_AFTER = 10, 9
"""Tokens looked at before and after an expression."""
_STOPS = (";", "?", "!")
_MODALS = ("will", "'ll")
"""Right behind an expression these have it for their subject: "and Monday will be her last day"."""
WEEKDAYS = frozenset(word for word, entry in ENTRIES.items() if entry.kind == "WDAY")
DEADLINES = ("until", "till", "til", "by", "through", "thru")
_HAVE = frozenset(("have", "has", "had", "ve", "you", "was", "were", "been", "never", "already", "not", "i"))
"""Before a participle, in "have you seen" too."""
_NOT_PAST = frozenset(("be", "to", "is", "are", "re", "will", "ll", "can", "shall", "must", "lets", "please"))
"""Before a form that could be of the past, these say that it is not: "to be closed", "will put"."""
_BE = ("is", "are", "be", "was", "were", "been")


def _low(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else ""


def _planned(previous: str, earlier: str, following: str) -> int:
    """ "is scheduled", "has planned to", "a march planned Saturday" look ahead; "had planned", "planned it" back."""
    named = following in ("to", "for") or (following.rstrip(".") in WEEKDAYS and not previous.endswith("ly"))
    if previous in ("has", "have", ",") or (named and previous != "had"):
        return 1
    if "had" in (earlier, previous):
        return -1
    return 1 if previous in _BE else -1


def _is_noun(word: str, previous: str) -> bool:
    """ "unveiled plans", "the visits", "their hopes"."""
    return word in NOUNS_TOO and (previous.endswith("ed") or previous in DETERMINERS)


def _refuses(tokens: Sequence[Token], index: int) -> bool:
    """ "couldn't", "wouldn’t"."""
    return _low(tokens, index + 1) in ("'", "’") and _low(tokens, index + 2) == "t"


def _dates(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind in (
        "MONTH",
        "WDAY",
        "INT",
        "ORD",
        "THE",
        "NEXT",
        "DAYREL",
        "HOLIDAY",
    )


def cue(tokens: Sequence[Token], index: int) -> int:
    """-1 where the word tells of the past, 1 of the future, 0 where it says nothing."""
    word, previous = _low(tokens, index), _low(tokens, index - 1)
    if tokens[index].kind == "MONTH":
        return 0
    following = _low(tokens, index + 1)
    if word == "plan" and following != "to":
        return 0
    if word in ("could", "would") and (following in ("not", "have", "n't", "’t") or _refuses(tokens, index)):
        return -1
    if word in FUTURE_CUES:
        return int(not _is_noun(word, previous))
    if word == "to":
        return int(previous in ("is", "are", "be", "due"))
    if word in ("soon", "early"):
        return int(previous == "as")
    if word in PUT_OFF and _low(tokens, index + 1) in ("to", "until", "till") and _dates(tokens, index + 2):
        return 1
    if word in PLANNED:
        following = "" if word == "set" and following not in ("to", "for") else following
        return _planned(previous, _low(tokens, index - 2), following)
    if word in PARTICIPLES:
        return -int(previous in _HAVE)
    regular = word.endswith("ed") and len(word) > 4 and word not in NOT_VERBS and not word.startswith("un")
    if word in PAST_CUES or regular:
        return 1 if previous in _NOT_PAST else -1
    return 0


def _ends_sentence(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.kind == "POINT":
        return not index or not _is_abbreviation(tokens[index - 1])
    return token.kind == "BREAK" or token.low in _STOPS


def _is_abbreviation(token: Token) -> bool:
    """ "Mr.", "Gov.", an initial."""
    return token.low in abbreviations().before_name or (len(token.low) == 1 and token.capital)


def _before(tokens: Sequence[Token], first: int) -> tuple[int, bool]:
    """The nearest cue before the expression, and whether the expression is a deadline."""
    deadline = False
    for index in range(first - 1, max(first - REACH_BEFORE - 1, -1), -1):
        if _ends_sentence(tokens, index):
            break
        if tokens[index].low in SAYING and index >= first - 6:
            return -1, deadline
        if tokens[index].low == "since" and index >= first - 2:
            return -1, deadline
        named = tokens[index].low == "by" and index < first - 1 and tokens[first - 1].capital  # "by Mr. Obama Friday"
        if tokens[index].low in DEADLINES and index >= first - 3 and not named:
            deadline = True
            continue
        found = cue(tokens, index)
        if found and not (deadline and found < 0):
            return found, deadline
    return 0, deadline


def _after(tokens: Sequence[Token], stop: int) -> int:
    for index in range(stop, min(stop + REACH_AFTER, len(tokens))):
        if _ends_sentence(tokens, index):
            return 0
        if tokens[index].low in SAYING:
            return -1
        if found := cue(tokens, index):
            return found
    return 0


LONGEST_NOTE = 40
"""Tokens of the longest text that is a note or a message; the present of a report tells of what was."""
LONGEST_SUBJECT = 4
"""Tokens of the subject of a headline."""
LONGEST_OPENING = 30
"""Tokens from the beginning of a sentence within which its first word is looked for."""
_THANKS = frozenset(("thx", "thanks", "ta", "sorry", "soz"))
"""With what a note begins that speaks of what was."""
_SUBJECTS = frozenset(("i", "we", "he", "she", "they", "it", "who", "that", "which", "u"))
"""What begins a clause of its own behind a request: "tell Sam I was ill on Monday"."""
_PERSONS = frozenset(("i", "we", "you", "they", "u"))
"""Subjects of the simple present without an ending; the past forms have been looked for before."""


def is_note(tokens: Sequence[Token]) -> bool:
    """Whether the text is a note or a message rather than a report."""
    return len(tokens) <= LONGEST_NOTE


def is_talk(tokens: Sequence[Token], first: int) -> bool:
    """Whether the sentence of an expression speaks to somebody or of the writer."""
    for index in range(first - 1, max(first - LONGEST_NOTE, -1), -1):
        if tokens[index].low in TALKING:
            return True
        if _ends_sentence(tokens, index):
            return False
    return False


def _opening(tokens: Sequence[Token], first: int) -> int:
    """Where the sentence of an expression begins, or -1 where it begins too far back."""
    for index in range(first - 1, max(first - LONGEST_OPENING, -1), -1):
        if _ends_sentence(tokens, index):
            return index + 1
    return 0 if first < LONGEST_OPENING else -1


def _opens(tokens: Sequence[Token], first: int) -> list[str]:
    """The words of the sentence before an expression; none where it begins too far back."""
    start = _opening(tokens, first)
    return [token.low for token in tokens[start:first]] if start >= 0 else []


def _requests(tokens: Sequence[Token], first: int) -> int:
    """ "book a table for Friday", "please call on Monday": the sentence begins with what is to be done."""
    words = _opens(tokens, first)
    polite = words[1:2] if words[:1] == ["please"] else words[:1]
    return int(bool(IMPERATIVES & set(polite)))


def _asks(tokens: Sequence[Token], first: int, stop: int, *, note: bool) -> int:
    """Without a verb that tells, a question ("lunch Friday?") looks ahead, in a note also the present ("I am free on
    Friday", "we fly on Friday")."""
    words = _opens(tokens, first)
    present = PRESENT & set(words) or any(word in _PERSONS and words[at + 1 : at + 2] for at, word in enumerate(words))
    if present and note:
        return 1
    if note and _THANKS & set(words[:1]):
        return -1
    ahead = range(stop, min(stop + REACH_AFTER, len(tokens)))
    end = next((tokens[index].low for index in ahead if _ends_sentence(tokens, index)), "")
    return int(end == "?" and _opening(tokens, first) >= 0)


def _infinitive(tokens: Sequence[Token], first: int) -> int:
    """ "Council to vote on Friday": a headline's verb to come, with only its subject before."""
    start = _opening(tokens, first)
    for index in range(max(start, 0) + 1, min(start + LONGEST_SUBJECT, first - 1) if start >= 0 else 0):
        follows = tokens[index + 1]
        if tokens[index].low == "to":
            return int(follows.low.isalpha() and not follows.capital and follows.low not in DETERMINERS)
    return 0


def direction(tokens: Sequence[Token], first: int, stop: int, *, note: bool) -> int:
    """-1 back, 1 ahead, 0 no cue, for the expression tokens[first:stop] of a report, or of a note."""
    if _low(tokens, stop) in _MODALS and _low(tokens, first - 1) not in SAYING:
        return 1
    found, deadline = _before(tokens, first)
    if note and _requests(tokens, first) and not (found < 0 and _SUBJECTS & set(_opens(tokens, first)[1:])):
        return 1
    told = found or _after(tokens, stop) or int(deadline) or _requests(tokens, first)
    return told or _asks(tokens, first, stop, note=note) or _infinitive(tokens, first)
