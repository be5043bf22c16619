"""The words that name a speaker: before a verb of saying, behind it, or behind "according to"."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.reading.events.claims.speech_words import finite_forms, ing_forms, words_of
from mapapp.reading.events.words.inflection import is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.tokens import Tokens

Words = tuple[int, int]
"""First and last word, both included."""
ADVERBS = words_of("names", "adverbs")
NOBODY = words_of("names", "nobody")
LINKS = words_of("names", "links")
BREAKS = words_of("names", "breaks")
SPEAKERS = words_of("names", "speakers")
BODIES, TITLES = words_of("persons", "bodies"), words_of("persons", "titles")
CLOSE_TO = words_of("names", "close_to")
SAYING = ing_forms("tell")
SAYS = finite_forms("tell") - words_of("verbs", "tell")
BE = word_list("be")
MONTHS = word_list("months")
PAPERS = words_of("cues", "papers")
UNNAMED = words_of("names", "unnamed")
TRAILING = words_of("names", "trailing")
TIMELY = words_of("names", "timely")
NOT_FIRST = (LINKS - {"the", "a", "an"}) | {"something", "what", "whom", "which", "including"}
INSIDE = words_of("names", "inside")
ARTICLES = word_list("articles")
INNER = frozenset(("in", "at", "near", "on", "by", "from"))
"""Behind a participle these go on describing the speaker: "a diplomat stationed in Kyiv"."""
OWN = frozenset(("its", "his", "her", "their", "the"))
PERIODS = frozenset(("week", "month", "year", "night", "morning", "evening"))
RELATIVE = frozenset(("who", "which"))
JOINING = frozenset(("and", "but"))
WIDEST = 12
"""Words of a name at most."""
DESCRIBING = frozenset(("who", "whose", "which"))
MAY_COME = word_list("may_come")
NONE = word_list("no_one")
BEFORE_ARTICLE = frozenset(("to", "from", "by", "with"))
RESTRICTIVE = 5
"""Words behind "who" in which the verb of a clause that belongs to the name stands."""
CHAIN = 4
"""Insertions between commas that a name may have before its verb: its office, age and where it spoke."""
INSERTED = 22
"""Words of one insertion at most."""
CLOSERS = frozenset(
    (",", ".", ";", "—", "–", ":", ")", "who", "which", "is", "are", "was", "were", "has", "have", "had", "as")
)
"""What ends the name behind "according to"."""
_WEEKDAYS = word_list("weekdays") | {"today", "yesterday"}


def named_behind_cue(tokens: Tokens, at: int) -> Words | None:
    """The name that begins at word `at`, behind "according to" or "cited by"."""
    words, end = tokens.words, at
    while end < len(words) and end - at < WIDEST and (words[end] not in CLOSERS or _inside_title(tokens, end)):
        if _is_spaced_dash(tokens, end) or (end > at and words[end] == "that"):
            break
        if end > at + 1 and (
            words[end - 1].isalpha() and words[end] in ("he", "she", "they", "it", "at", "on", "while", "that")
        ):
            break
        end += 1
    return _trimmed(tokens, at, end - 1)


def _inside_title(tokens: Tokens, at: int) -> bool:
    """A comma within "Foreign, Commonwealth & Development Office", a full stop behind "Maj"."""
    words = tokens.words
    if words[at] == ".":
        return len(words[at - 1]) <= 3 and tokens.capital[at - 1] and any(tokens.capital[at + 1 : at + 2])
    return words[at] == "," and tokens.capital[at - 1] and words[at + 2 : at + 3] == ("&",)


def named_behind(tokens: Tokens, at: int) -> Words | None:
    """The name behind an inverted verb: "said the minister", "wrote on Telegram the chief of the union"."""
    words, begin = tokens.words, at + 1
    if words[begin : begin + 1] and words[begin] in ("on", "in", "to", "at"):
        begin = next(
            (spot for spot in range(begin + 2, min(len(words), begin + 5)) if _begins_name(tokens, spot)), begin
        )
    end = begin
    while end < len(words) and end - begin < WIDEST and _in_name(tokens, end) and not _adjunct(tokens, end):
        end += 1
    if words[end - 1] in PAPERS and words[end : end + 1] and words[end] in ("by", "from"):
        return named_behind_cue(tokens, end + 1)
    return _trimmed(tokens, begin, end - 1)


def _begins_name(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in ("the", "a", "an") or tokens.capital[at] or tokens.words[at] in SPEAKERS


def _adjunct(tokens: Tokens, at: int) -> bool:
    """Whether when or where it was said begins here: "on Monday", "in an interview"."""
    words = tokens.words
    if words[at] in ("during", "via", "yesterday", *_WEEKDAYS):
        return True
    following = words[at + 1] if at + 1 < len(words) else "."
    return words[at] in INNER and (
        words[at] == "on" or following in ARTICLES or tokens.capital[at + 1 : at + 2] != (True,)
    )


def subject_of(tokens: Tokens, at: int, first: int) -> Words | None:
    """The noun phrase that is the subject of the verb at word `at`; nothing before word `first` is looked at."""
    words = tokens.words
    end = at - 1
    if words[at - 3 : at] in (("went", "on", "to"), ("goes", "on", "to"), ("go", "on", "to")):
        end -= 3
    while end >= first and (words[end] in ADVERBS or words[end] in MAY_COME or words[end].endswith("ly")):
        end -= 1
    if end < first:
        return None
    end = _before_date(tokens, end, first)
    if words[end] in RELATIVE:
        return _before_relative(tokens, end, first)
    if words[end] in JOINING:
        return main_subject(tokens, first, end)
    if words[end] == ",":
        return _over_insertions(tokens, end, first)
    return _phrase(tokens, first, end)


def _before_date(tokens: Tokens, end: int, first: int) -> int:
    """The word before a date between subject and verb: "the agency on 26 August 2022 accused"."""
    words, at = tokens.words, end
    while at > first and (words[at] in MONTHS or words[at] in _WEEKDAYS or words[at][0].isdigit() or words[at] == ","):
        at -= 1
    dated = at < end and not MONTHS.isdisjoint(words[at + 1 : end + 1]) and words[at] in ("on", "in", "late", "early")
    return at - 1 if dated and at > first else end


def _over_insertions(tokens: Tokens, comma: int, first: int) -> Words | None:
    """ "Ana Petrova, 40, who leads the port of Odesa, said": back to the chunk that begins with a name."""
    words, end = tokens.words, comma
    who = next((at for at in range(comma - 1, max(first, comma - INSERTED), -1) if words[at] in DESCRIBING), None)
    if who and words[who - 1] == ",":
        return _over_insertions(tokens, who - 1, first) or _phrase(tokens, first, who - 2)
    for _ in range(CHAIN):
        opening = next((at for at in range(end - 1, max(first - 1, end - INSERTED), -1) if words[at] == ","), first - 1)
        begin = opening + 1
        while begin < end and not words[begin][0].isalnum():
            begin += 1
        named = tokens.capital[begin] and words[begin] not in UNNAMED and not words[begin].endswith("ing")
        named = named and words[begin + 1] != "'s" and len(words[begin]) > 1
        if named or opening < first:
            return _phrase(tokens, begin, end - 1)
        end = opening
    return None


def _before_relative(tokens: Tokens, who: int, first: int) -> Words | None:
    """ "Ana Petrova, who said": the name before "who"."""
    end = who - 1
    return _phrase(tokens, first, end - 1 if tokens.words[end] == "," else end) if end > first else None


def main_subject(tokens: Tokens, first: int, before: int) -> Words | None:
    """The subject that a sentence or clause begins with, over a fronted phrase with its comma."""
    words, begin = tokens.words, first
    while begin < before and not words[begin][0].isalnum():
        begin += 1
    if begin < before and words[begin] in UNNAMED - OWN - {"a", "an", "he", "she", "it", "they", "we", "i"}:
        comma = next((at for at in range(begin, before) if words[at] == ","), None)
        begin = comma + 1 if comma is not None else before
    end = begin
    while end < before and end - begin < WIDEST and _in_name(tokens, end) and not _is_verb_like(tokens, end, begin):
        end += 1
    return _checked(tokens, begin, end - 1)


def _is_verb_like(tokens: Tokens, at: int, begin: int) -> bool:
    word = tokens.words[at]
    if at > begin and word in SAYS and not tokens.capital[at]:
        return True
    if at > begin and word.endswith("s") and word.isalpha() and tokens.capital[at - 1] and not tokens.capital[at]:
        return word not in SPEAKERS and word.removesuffix("s") not in SPEAKERS
    return at > begin and (
        word in ("is", "are", "was", "were", "has", "have", "had", "will", "would") or _is_finite(tokens, at)
    )


def _phrase(tokens: Tokens, first: int, end: int) -> Words | None:
    """The noun phrase that ends at word `end`."""
    words = tokens.words
    while end > first and (words[end] in _WEEKDAYS or (words[end] == "on" and words[end + 1] in _WEEKDAYS)):
        end -= 1
    if words[end - 1 : end] in (("last",), ("this",)) and words[end] in PERIODS and end - 2 > first:
        end -= 2
    begin = end
    while begin >= first and end - begin < WIDEST and _in_name(tokens, begin):
        begin -= 1
        opens = words[begin + 1] in ("the", "a", "an") and begin >= first
        if opens and words[begin] not in LINKS | BEFORE_ARTICLE:
            break  # an article opens a phrase of its own: "in Kuwait City | the emir said"
    who = next((at for at in range(begin - 1, max(first, begin - RESTRICTIVE), -1) if words[at] in DESCRIBING), None)
    if who and who > first and "," not in words[who:end]:
        return _phrase(tokens, first, who - 1)  # "the generals who took over on Wednesday say"
    return _checked(tokens, begin + 1, end)


def _trimmed(tokens: Tokens, begin: int, end: int) -> Words | None:
    words = tokens.words
    while begin <= end and (words[begin] in NOT_FIRST or words[begin] in TIMELY):
        if tokens.capital[begin] and words[begin] in ("al", "de", "van", "von"):
            break
        begin += 1
    while end > begin and (words[end] in TIMELY or words[end] in TRAILING or not words[end][0].isalnum()):
        end -= 1
    if begin > end or words[end] in NOBODY or words[begin] in NOBODY or words[begin] in NONE:
        return None
    return begin, end


def _checked(tokens: Tokens, begin: int, end: int) -> Words | None:
    """A phrase trimmed at both ends, where it can name somebody."""
    name = _trimmed(tokens, begin, end) if 0 <= begin <= end else None
    if name is None:
        return None
    begin, end = name
    words = tokens.words
    capital = any(tokens.capital[spot] for spot in range(begin, end + 1) if spot or words[spot] not in UNNAMED)
    speaker = words[end].endswith("s") or not (SPEAKERS | BODIES).isdisjoint(words[begin : end + 1])
    named = capital or speaker or words[begin] in ARTICLES
    return (begin, end) if named else None


def _in_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word == "and":
        following = tokens.words[at + 1] if at + 1 < len(tokens.words) else ""
        if at and tokens.words[at - 1].endswith("s") and following in ("a", "an", "two", "three", "other", "several"):
            return tokens.words[at - 1].removesuffix("s") in SPEAKERS
        if at and tokens.words[at - 1].removesuffix("s") in SPEAKERS and following.removesuffix("s") in SPEAKERS:
            return True
        beside = following and (tokens.capital[at + 1] or following in OWN)
        return bool(at > 0 and tokens.capital[at - 1] and beside)
    before = tokens.words[at - 1] if at else ""
    if word in ("to", "from", "by", "that") and at and _goes_on(tokens, at, before):
        return True
    if word in BREAKS or word in SAYING or _is_finite(tokens, at):
        return False
    if _is_spaced_dash(tokens, at):
        return False
    return not (word == "." and (len(tokens.words[at - 1]) > 3 or not tokens.capital[at - 1]))


def _goes_on(tokens: Tokens, at: int, before: str) -> bool:
    """ "An aide to the mayor", "women from the camp", "people reached by telephone", "a source in that service"."""
    word = tokens.words[at]
    if word == "that":
        return before in ("in", "of", "at", "from")
    if word == "by":
        passive = at > 1 and tokens.words[at - 2] in BE
        return is_past(before) and not tokens.capital[at - 1] and not passive
    if word == "from":
        return before.removesuffix("s") in SPEAKERS and before.endswith("s") and not tokens.capital[at - 1]
    return before in CLOSE_TO


def _is_spaced_dash(tokens: Tokens, at: int) -> bool:
    return tokens.words[at] in ("-", "–") and at > 0 and tokens.ends[at - 1] < tokens.starts[at]


def _is_finite(tokens: Tokens, at: int) -> bool:
    """Whether a verb of the past stands here, behind which another phrase begins: "renewed his appeal"."""
    word = tokens.words[at]
    behind_name = at > 1 and tokens.capital[at - 1]
    if (tokens.capital[at] and at) or (not behind_name and not INNER.isdisjoint(tokens.words[at + 1 : at + 2])):
        return False
    before = tokens.words[at - 1] if at else ""
    return is_past(word) and before not in ARTICLES and before != "-" and word not in INSIDE


def is_body(words: Sequence[str]) -> bool:
    """Whether a name is that of a ministry, an army or a paper rather than of a person."""
    return not BODIES.isdisjoint(words) and TITLES.isdisjoint(words)
