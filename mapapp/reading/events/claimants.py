"""Who says so: "according to X", "X said", quotations, also carried over to the sentences that follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from mapapp.model import TextSpan
from mapapp.reading.events.clauses import OPENERS
from mapapp.reading.events.inflection import Form, is_past, verb_forms
from mapapp.reading.events.lexicon import word_list
from mapapp.reading.events.speech_parts import reads_as_noun
from mapapp.reading.events.tokens import Tokens

SAYING = word_list("saying")
WANTING = word_list("wanting")
"""Verbs that make their subject the source of what is wanted, not of what is told before them."""
NOT_PEOPLE = word_list("not_people")
ADVERBS = word_list("adverbs")
CLOSING = frozenset("\"”»’'")
WIDEST = 12
"""Words of a claimant's name at most."""


def _forms(lemmas: Collection[str]) -> frozenset[str]:
    keep = (Form.PAST, Form.PRESENT, Form.BASE)
    return frozenset(form for lemma in lemmas for form, tag in verb_forms(lemma).items() if tag in keep)


CLOSERS = frozenset((",", ".", ";", "—", "–", ":", ")", "who", "is", "are", "was", "were", "has", "have", "had"))
"""What ends the name behind "according to"."""
SAID, WANTED = _forms(SAYING), _forms(WANTING)
MEANT = _forms(("expect", "want", "plan", "intend", "believe", "encourage", "reject", "deny"))
"""Verbs of the mind, whose subject says nothing; only without another speaker."""
SPEAKING = SAID | WANTED
TOLD = frozenset(("told", "urged", "ordered", "asked", "advised", "instructed", "warned", "encouraged", "invited"))
"""Directly before "to" these are passive: "residents told to leave" says nothing of who told them."""
STATED = SAID | (WANTED - MEANT)
REFUSING = _forms(("refuse", "reject", "deny", "dismiss"))
OTHER_CLAUSES = OPENERS - {"that"}
LINKS = word_list("links")


def claimant_of(tokens: Tokens, first: int, last: int) -> TextSpan | None:
    """The words that name who says what the words from `first` to `last` tell; None for the article's own voice."""
    return _according_to(tokens) or _relative_subject(tokens, first) or _speaker(tokens, first, last)


def _relative_subject(tokens: Tokens, first: int) -> TextSpan | None:
    """ "Terms that the rebels have refused": who refuses in a relative clause speaks there, whoever speaks before."""
    if tokens.words[first : first + 1] == () or tokens.words[first] not in REFUSING:
        return None
    at = first
    while at and (tokens.words[at - 1] in ADVERBS or tokens.words[at - 1].endswith("ly")):
        at -= 1
    name = _subject(tokens, at) if at else None
    if not name or name[0] < 2 or tokens.words[name[0] - 1] not in ("that", "which"):
        return None
    reported = tokens.words[name[0] - 2] in SPEAKING and _is_saying(tokens, name[0] - 2)
    return None if reported and tokens.words[name[0] - 3] != "," else tokens.span_of(*name)


def speaker_of(tokens: Tokens) -> TextSpan | None:
    """Whoever speaks in a sentence, for quotations that go on in the next."""
    return _according_to(tokens) or _speaker(tokens, len(tokens.words), len(tokens.words), quoted=True)


def _according_to(tokens: Tokens) -> TextSpan | None:
    words = tokens.words
    for at in range(len(words) - 2) if "according" in words else ():
        if words[at] == "according" and words[at + 1] == "to":
            end = at + 2
            while (
                end < len(words) and end - at < WIDEST + 2 and (words[end] not in CLOSERS or _inside_title(tokens, end))
            ):
                end += 1
            return tokens.span_of(at + 2, end - 1) if end > at + 2 else None
    return None


def _inside_title(tokens: Tokens, at: int) -> bool:
    """A comma within "Foreign, Commonwealth & Development Office", a full stop behind "Maj"."""
    words = tokens.words
    if words[at] == ".":
        return len(words[at - 1]) <= 3 and tokens.capital[at - 1] and any(tokens.capital[at + 1 : at + 2])
    return words[at] == "," and tokens.capital[at - 1] and words[at + 2 : at + 3] == ("&",)


def _speaker(tokens: Tokens, first: int, last: int, *, quoted: bool = False) -> TextSpan | None:
    """Whoever says or asks it; else whoever thinks or means it."""
    words = tokens.words
    if SPEAKING.isdisjoint(words):
        return None
    for verbs in (STATED, MEANT):
        for at, word in enumerate(words):
            if word not in verbs or first < at <= last or (tokens.quoted[at] and not quoted):
                continue
            if word not in SAID and not _reaches(words, at, first):
                continue
            if word in TOLD and words[at + 1 : at + 2] == ("to",):
                continue
            if words[at + 1 : at + 2] == ("that",) and ";" in words[last:at]:
                continue
            name = _name_at(tokens, at, last) if _is_saying(tokens, at) else None
            elsewhere = name and name[0] and words[name[0] - 1] in ELSEWHERE and not name[0] < first
            if name and not elsewhere and not (name[0] <= first <= name[1]):
                return tokens.span_of(*name)
    return None


def _reaches(words: Sequence[str], at: int, first: int) -> bool:
    """Whether what is wanted at word `at` can be what begins at word `first`: no other clause lies between."""
    return at <= first and (first >= len(words) or OTHER_CLAUSES.isdisjoint(words[at + 1 : first]))


def _name_at(tokens: Tokens, at: int, last: int) -> tuple[int, int] | None:
    """The words of the speaker for a verb of saying at word `at`."""
    return _behind(tokens, at) if _inverted(tokens, at, last) else _subject(tokens, at)


def _is_saying(tokens: Tokens, at: int) -> bool:
    """ "Claims", "post" and "state" can be nouns; "post-war" is no verb."""
    words = tokens.words
    if at and tokens.capital[at] and not all(tokens.capital[max(0, at - 3) : at + 1]):
        return False
    if "-" in words[at + 1 : at + 2] or (at and words[at - 1] == "-"):
        return False
    if is_past(words[at]):
        return True
    if not words[at].endswith("s"):
        before = words[at - 1] if at else ""
        return before.endswith("s") or before in _SPEAKERS
    return not reads_as_noun(tokens, at, plural=True)


def _inverted(tokens: Tokens, at: int, last: int) -> bool:
    """Whether the speaker stands behind the verb: '..., said the minister'."""
    if at == 0 or at + 1 >= len(tokens.words):
        return False
    before, after = tokens.words[at - 1], tokens.words[at + 1]
    if before in CLOSING:
        return after != "that"
    named = tokens.capital[at + 1] or after in ("the", "a", "an")
    return before in (",", "-", "–") and at > last and named and not any(tokens.capital[at - 6 : at - 1])


def _behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    end = at + 1
    while end < len(tokens.words) and end - at <= WIDEST and _in_name(tokens, end):
        end += 1
    return (at + 1, end - 1) if end > at + 1 else None


def _subject(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The noun phrase before a verb, over an apposition between commas."""
    words = tokens.words
    end = at - 1
    while end >= 0 and (words[end] in ADVERBS or words[end].endswith("ly")):
        end -= 1
    if end > 1 and words[end] == ",":
        opening = next((spot for spot in range(end - 1, max(-1, end - 14), -1) if words[spot] == ","), -1)
        if opening > 0:
            end = opening - 1
    while end > 0 and words[end] in WEEKDAYS:
        end -= 1
    begin = end
    while begin >= 0 and end - begin < WIDEST and _in_name(tokens, begin):
        begin -= 1
    if begin >= 0 and not is_past(words[at]) and _is_finite(tokens, begin) and words[begin] not in SAID:
        return None
    begin += 1
    while begin <= end and (words[begin] in LINKS - {"the", "a", "an"} or words[begin] in TEMPORAL):
        begin += 1
    while end > begin and (words[end] in TIMELY or words[end] in TRAILING):
        end -= 1
    if begin > end or words[end] in NOT_PEOPLE or words[begin] in NOT_PEOPLE:
        return None
    named = (
        any(tokens.capital[spot] for spot in range(begin, end + 1)) or words[end] in _SPEAKERS or words[begin] == "the"
    )
    return (begin, end) if named else None


ARTICLES = word_list("articles")
INNER = frozenset(("in", "at", "near", "on"))
"""Behind a participle these go on describing the speaker: "a diplomat stationed in Kyiv"."""
OWN = frozenset(("its", "his", "her", "their", "the"))
NAMED = frozenset(("led", "based", "backed", "appointed", "installed", "occupied"))
"""Participles that stand inside names of speakers: "the Russian-installed governor"."""
TRAILING = frozenset(("for", "in", "on", "at", "the", "of", "already", "has", "have", "had"))
TIMELY = frozenset(("now", "then", "however", "also", "thus", "therefore", "indeed", "again", "too", "later", "today"))
UNNAMED = word_list("unnamed")
"""Words with which no name begins though they have a capital letter at the head of a sentence."""
ELSEWHERE = frozenset(("after", "before", "when", "while", "where", "because", "although", "since"))
"""Openers of clauses that tell of another time: who says something in them does not say the rest."""
WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today"))
TEMPORAL = TIMELY | WEEKDAYS
_SPEAKERS = word_list("speakers")
_BREAKS = word_list("breaks")


def _in_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word == "and":
        beside = at + 1 < len(tokens.words) and (tokens.capital[at + 1] or tokens.words[at + 1] in OWN)
        return at > 0 and tokens.capital[at - 1] and beside
    if word in _BREAKS or _is_finite(tokens, at):
        return False
    said = word in SAID and _is_saying(tokens, at)
    return not said and not (word == "." and len(tokens.words[at - 1]) > 3)


def _is_finite(tokens: Tokens, at: int) -> bool:
    """Whether a verb of the past stands here, behind which another phrase begins: "renewed his appeal"."""
    word = tokens.words[at]
    if (tokens.capital[at] and at) or not INNER.isdisjoint(tokens.words[at + 1 : at + 2]):
        return False
    before = tokens.words[at - 1] if at else ""
    return is_past(word) and before not in ARTICLES and before != "-" and word not in NAMED


PRONOUNS = frozenset(("he", "she", "it", "they", "who", "i", "we", "you"))


def is_pronoun(tokens: Tokens, span: TextSpan) -> bool:
    """Whether a claimant is but "he" or "it"."""
    at = tokens.at(span.start)
    return tokens.ends[at] == span.end and tokens.words[at] in PRONOUNS


def person_of(tokens: Tokens) -> TextSpan | None:
    """The person or body that a sentence begins with, to whom "he" or "it" in the next ones points back."""
    end = min(len(tokens.words), 10)
    at = next((at for at in range(end) if tokens.capital[at] and _is_name(tokens, at)), None)
    if at is None:
        return None
    last = at
    while last + 1 < len(tokens.words) and tokens.capital[last + 1]:
        last += 1
    return tokens.span_of(at, last)


def _is_name(tokens: Tokens, at: int) -> bool:
    following = at + 1 < len(tokens.words) and tokens.capital[at + 1]
    return following and tokens.words[at] not in WEEKDAYS | UNNAMED and tokens.words[at] not in _BREAKS
