"""Verbs of saying: whether a word is one here, where its speaker stands, and where what is said begins."""

from __future__ import annotations

from mapapp.reading.events.claims.speakers import (
    ADVERBS,
    DESCRIBING,
    INSIDE,
    MAY_COME,
    SPEAKERS,
    TIMELY,
    UNNAMED,
    Words,
)
from mapapp.reading.events.claims.speech_words import finite_forms, ing_forms, words_of
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import reads_as_noun
from mapapp.reading.events.words.tokens import QUOTES, Tokens

TELLING, TELLING_THAT = finite_forms("tell"), finite_forms("tell_that")
WANTING, MEANING = finite_forms("want"), finite_forms("mean")
TALLYING = finite_forms("tally")
LISTENED = finite_forms("listen")
"""Behind these stands first who is told."""
SPEAKING = TELLING | TELLING_THAT | WANTING | MEANING
ACTING = SPEAKING | finite_forms("act")
"""Verbs that are themselves what happened: a refusal, a demand."""
SAYING, SAYING_THAT, ASKING = ing_forms("tell"), ing_forms("tell_that"), ing_forms("want")
PARTICLED = finite_forms("for_on") | ing_forms("for_on")
"""These ask only with a word behind them: "called for", not "called it"."""
SPEAKING_OF = words_of("cues", "speaking")
ADJUNCTS = words_of("cues", "adjuncts")
LISTENERS = words_of("cues", "listeners")
MEANS = words_of("cues", "means")
ALSO_NOUNS = words_of("names", "also_nouns")
SUBJECTS = words_of("names", "subjects")
"""Words with which a main clause begins rather than a phrase in front of it."""
CONDITIONS = words_of("cues", "conditions")
"""Openers of clauses in front of the main one."""
BE = word_list("be")
AUXILIARIES = BE | {"has", "have", "had", "will", "would", "can", "could", "may", "might", "must"}
MODALS = frozenset(("to", "should", "must", "can", "let", "please"))
HAVING = frozenset(("has", "have", "had", "'ve"))
TOLD = words_of("cues", "told_to")
"""Directly before "to" these are passive: "residents told to leave" says nothing of who told them."""
DASHES = frozenset(("-", "–", "—"))
CLOSING = frozenset("\"”»’'")
BEHIND_NAME = frozenset((",", ".", ";", ":", ")", *DASHES, *CLOSING))
CONTENT_WITHIN = 16
"""Words behind a verb of saying in which "that", a colon or a quotation begins what is said."""
FRONTED = 24
"""Words of an insertion at most."""
RECORDING = words_of("cues", "recording")
TOLLS = words_of("cues", "tolls")
PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "there"))
WENT_ON = (("went", "on", "to"), ("goes", "on", "to"), ("go", "on", "to"))
NEGATIONS = frozenset(("not", "'t", "never"))
TITLE_CASE = 0.6
"""Share of words with a capital letter from which a heading writes all of them so."""
LATER = frozenset(("later", "earlier", "ago"))
ADJECTIVAL = ("an", "ish", "ese", "ch", "i", "s", "ic")
"""Endings of adjectives of countries: "Kenyan reports"."""
MANY = words_of("cues", "many")
"""Subjects of a plain verb that have no s at their end."""
NO_CONTENT = words_of("cues", "no_content")
"""Before these "that" begins nothing that is said: "on condition that", "so that"."""
LAST_WORDS = 8
ASKED_WITHIN = 12
"""Words from "asked" to what is asked for at most: "asked all staff at the port to leave"."""
NUMBER_WITHIN = 6
"""Words behind "counted" in which the number stands."""


def is_verb(tokens: Tokens, at: int) -> bool:
    """ "Claims", "post" and "state" can be nouns; "post-war" is no verb; "was told" has no speaker."""
    words = tokens.words
    opens = not at or words[at - 1] in (".", *CLOSING, *DASHES, *QUOTES)
    titled = tokens.capital[at] and not opens and sum(tokens.capital) < TITLE_CASE * len(words)
    if titled or _hyphened(tokens, at):
        return False
    before = at - 1
    while before > 0 and (words[before] in ADVERBS - HAVING or words[before].endswith("ly")):
        before -= 1
    governor = words[before] if before >= 0 else ""
    if not NEGATIONS.isdisjoint(words[before + 1 : at]) and words[at] in TELLING | MEANING:
        return False
    if governor in ("a", "an", "the"):
        return False
    if is_past(words[at]):
        return not _is_passive(tokens, at, governor)
    if governor in MODALS and words[at - 3 : at] not in WENT_ON:
        return False
    if words[at] in ALSO_NOUNS and not words[at].endswith("s"):
        return (len(governor) > 3 and governor.endswith("s")) or governor in MAY_COME | MANY
    return words[at] not in ALSO_NOUNS or before < at - 1 or governor in MAY_COME or not _is_noun(tokens, at)


def _hyphened(tokens: Tokens, at: int) -> bool:
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    if words[at + 1 : at + 2] == ("-",) and starts[at + 1] == ends[at]:
        return True
    return at > 1 and words[at - 1] == "-" and ends[at - 1] == starts[at] and starts[at - 1] == ends[at - 2]


def _is_passive(tokens: Tokens, at: int, governor: str) -> bool:
    behind = tokens.words[at + 1 : at + 3]
    if (
        governor in BE
        or governor in ("stands", "stand", "stood")
        or governor in MODALS
        or (tokens.words[at] in TOLD and behind[:1] == ("to",))
    ):
        return True
    return behind[:1] == ("by",) and MEANS.isdisjoint(behind)


def _is_noun(tokens: Tokens, at: int) -> bool:
    words = tokens.words
    if at and words[at - 1] == "," and any(is_past(word) and word in SPEAKING for word in words[:at]):
        return True  # "called for amnesty, demands that ..." says again what was called for
    if words[at + 1 : at + 2] in ((".",), (",",)) and "," in words[max(0, at - LAST_WORDS) : at]:
        return False  # "..., the agency estimates."
    if words[at + 1 : at + 2] == ("that",) and at:
        plural = words[at - 1].endswith("s") and not words[at].endswith("s")
        return not (
            plural or words[at - 1] in SPEAKERS or (tokens.capital[at - 1] and not words[at - 1].endswith(ADJECTIVAL))
        )
    return reads_as_noun(tokens, at, plural=words[at].endswith("s"))


def asks(tokens: Tokens, at: int) -> bool:
    """ "Called for", not "called it"."""
    behind = tokens.words[at + 1 : at + 1 + ASKED_WITHIN]
    return tokens.words[at] not in PARTICLED or behind[:1] in (("on",), ("for",), ("out",)) or "to" in behind


def tallies(tokens: Tokens, at: int) -> bool:
    """ "The Red Cross counted 40 dead": a number follows."""
    behind = tokens.words[at + 1 : at + 1 + NUMBER_WITHIN]
    return tokens.words[at] in RECORDING or any(word[0].isdigit() for word in behind) or not TOLLS.isdisjoint(behind)


def is_inverted(tokens: Tokens, part: Words, at: int) -> bool:
    """Whether the speaker stands behind the verb: '..., said the minister', "- said the minister"."""
    words = tokens.words
    if (
        at <= part[0]
        or at >= part[1]
        or not (is_past(words[at]) or words[at].endswith("s") or words[at] in ("say", "write"))
    ):
        return False
    before, after = words[at - 1], words[at + 1]
    if before in CLOSING and tokens.starts[at - 1] < tokens.starts[at]:
        return after not in ("that", ":") and _names_behind(tokens, part, at)
    if before == "so" or (before in DASHES and tokens.ends[at - 1] < tokens.starts[at]):
        return _names_behind(tokens, part, at)
    if before != "," or after in PRONOUNS or after in ADJUNCTS:
        return False
    return _names_behind(tokens, part, at) and not _closes_insertion(tokens, part, at)


def _names_behind(tokens: Tokens, part: Words, at: int) -> bool:
    words, after = tokens.words, tokens.words[at + 1]
    if tokens.capital[at + 1] or after in SPEAKERS or after in ("the", "a", "an", "one", "its", "his", "her", "their"):
        return True
    behind = range(at + 2, min(part[1], at + 5) + 1)
    if after in ("on", "in", "at", "to"):
        return any(words[spot] in ("the", "a", "an") or tokens.capital[spot] for spot in behind)
    return after.isalpha() and after not in ADJUNCTS | {"that", "there"} and any(tokens.capital[s] for s in behind[:2])


def _closes_insertion(tokens: Tokens, part: Words, at: int) -> bool:
    """ "Ana Petrova, the mayor, said the army": the comma closes an insertion behind the subject."""
    words = tokens.words
    opening = next((spot for spot in range(at - 2, max(part[0], at - FRONTED), -1) if words[spot] == ","), None)
    if opening is None:
        return not tells_before(tokens, part[0], at)
    before = next((spot for spot in range(opening - 1, part[0], -1) if words[spot] in (",", ";", "and")), part[0])
    head = words[before:opening]
    if any(words[spot] in DESCRIBING and not tokens.capital[spot] for spot in range(max(part[0], at - FRONTED), at)):
        return True
    return not any(word in AUXILIARIES or (is_past(word) and word not in INSIDE) for word in head)


def tells_before(tokens: Tokens, first: int, name: int) -> bool:
    """Whether what stands before a name is told, not only when or where it was said."""
    words = tokens.words
    if name - first < 2 or words[name - 1] not in (",", *CLOSING, *DASHES):
        return False
    head = words[first]
    if words[name - 1] != "," or head in SUBJECTS:
        return True
    fronted = head in UNNAMED or head.endswith("ing") or (is_past(head) and tokens.capital[first])
    if not fronted:
        return True
    comma = next((at for at in range(first, name - 1) if words[at] == ","), None)
    begin = first + 1 if comma is None and head not in CONDITIONS else comma
    return begin is not None and any(_may_be_verb(tokens, at) for at in range(begin, name - 1))


def _may_be_verb(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    present = word.endswith("s") and not tokens.capital[at] and at > 0 and tokens.capital[at - 1]
    return word in AUXILIARIES or (is_past(word) and not tokens.capital[at]) or present


def content_of(tokens: Tokens, part: Words, at: int) -> int | None:
    """Where what is said begins by its form: behind "that" or a colon, or with a quotation; over when and to whom."""
    words, capital = tokens.words, tokens.capital
    free = words[at] in LISTENED
    for spot in range(at + 1, min(part[1], at + CONTENT_WITHIN)):
        word = words[spot]
        if word == "that" and words[spot - 1] in NO_CONTENT:
            return None
        if word in ("that", ":") or (word == "how" and spot == at + 1):
            return spot + 1
        if word in QUOTES and tokens.quoted[spot] and not tokens.quoted[at]:
            return spot
        if word in (",", ";") and words[spot + 1] not in (*QUOTES, "that", *TIMELY) and words[spot - 1] not in TIMELY:
            return None
        free = free or word in ADJUNCTS or word in TIMELY or word == ","
        if not free and not (spot == at + 1 and (word in ("out", "up", "back") or capital[spot])):
            return None
    return None


def is_open_behind(tokens: Tokens, part: Words, at: int) -> bool:
    """Whether something told follows a verb directly: not "said on Monday", "told Reuters", "said this"."""
    words, behind = tokens.words, at + 1
    while behind <= part[1] and words[behind] in TIMELY:
        behind += 1
    if words[at] in LISTENED:
        while behind <= part[1] and (words[behind] in LISTENERS or tokens.capital[behind]):
            behind += 1
        behind = _behind_listener(tokens, part, behind)
    if behind > part[1] or words[behind] in BEHIND_NAME or words[behind] in ("this", "so", "and", "but"):
        return False
    return words[behind] not in ADJUNCTS and words[part[1] - 1] not in LATER


def _behind_listener(tokens: Tokens, part: Words, at: int) -> int:
    """The word behind who is told, "a crowd of farmers", where a clause ends or goes on with when and where."""
    for spot in range(at, min(part[1], at + NUMBER_WITHIN)):
        if tokens.words[spot] in BEHIND_NAME | ADJUNCTS:
            return spot
        if is_past(tokens.words[spot]) or tokens.words[spot] in AUXILIARIES | {"that", "the"}:
            break
    return at
