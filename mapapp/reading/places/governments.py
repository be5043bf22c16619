"""Whether a capital or a country stands for its government or people: plain cases of English grammar.

Who acts, says or wants is never a spot; nor is who is dealt with, judged, or sends delegates.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue, inflected
from mapapp.reading.places.facts import COUNTRY
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.word_classes import word_class

AUXILIARY, BEING, STATE = cue("auxiliary"), cue("being"), cue("government_state")
MODAL = frozenset({"will", "would", "can", "could", "may", "might", "must", "should", "does", "did", "do", "cannot"})
PERFECT = frozenset({"has", "have", "had", "having"})
GOVERNMENT_ACT = inflected("government_verb") | cue("government_verb_forms")
OF_PLACES = inflected("place_verb") | cue("place_verb_forms")
SUFFERED = cue("government_suffers")
IRREGULAR = cue("irregular_participle")
TOWARD, NOUN, TOWARD_PREPOSITION = cue("toward_government"), cue("government_noun"), cue("toward_preposition")
DEALING = inflected("counterpart_verb") | cue("counterpart_verb_forms")
POSSESSION, SENT, JUDGING = (
    cue("government_possession"),
    cue("sent_people"),
    inflected("opinion_verb") | cue("opinion_verb_forms"),
)
LOCATIVE, DIRECTION = cue("locative"), cue("direction")
TAKEN_NOUN = cue("taken_noun")
BEFORE_SPOT = LOCATIVE | {"of", "on", "with", "by", "for", "against", "about", "like", "than", "'s"}
BETWEEN_CLAUSES = frozenset({"and", ",", "-", "but", "or"})
SPOT_NOT_SIDE = frozenset({"war", "attack", "attacks", "lost", "critical", "vital"})
"""Nouns and verbs behind which a country is where it happens: "war on Ukraine"."""
ADVERB = frozenset(
    {'"', "reportedly", "currently", "often", "always", "alone", "today", "meanwhile", "instead", "also"}
)
DEGREE = frozenset({"less", "more", "most", "too", "so", "very", "increasingly", "far"})
ABOUT = cue("about_to")
TAKEN = inflected("taken_verb") | cue("taken_verb_forms")
BEFALLING = inflected("befalling_verb") | cue("befalling_verb_forms")
LOSING = frozenset({"lost", "lose", "loses", "losing"})
SUPPLY = frozenset({"power", "electricity", "light", "water", "heat", "heating", "contact", "internet"})
NAMED = frozenset({"named", "called", "renamed", "known", "located", "situated", "founded", "inhabited"})
WITHDRAWING = cue("withdrawing")
MOSTLY_VERB = 0.7
LONGEST_VERB_GROUP = 8
LOOK_AHEAD = 4


class Predicate(NamedTuple):
    """A verb with its auxiliaries."""

    helpers: tuple[str, ...]
    verb: str
    """The main verb, or what stands in its place; "" where there is none."""
    after: str
    """The word behind it."""

    @property
    def passive(self) -> bool:
        return bool(self.helpers) and self.helpers[-1] in BEING and is_participle(self.verb)

    @property
    def progressive(self) -> bool:
        return any(word in BEING for word in self.helpers) and self.verb.endswith("ing")


def is_participle(word: str) -> bool:
    """Whether a word looks like a past participle."""
    return (len(word) > 4 and word.endswith(("ed", "en"))) or word in IRREGULAR


def predicate(tokens: Tokens, at: int) -> Predicate:
    """The verb group that begins at a token, over adverbs and the mark that opens a quotation.

    "Is likely to invade" is read as "will invade".
    """
    helpers: list[str] = []
    for position in range(at, min(len(tokens), at + LONGEST_VERB_GROUP)):
        word = tokens.keys[position]
        if tokens.sentence[position] != tokens.sentence[at] or tokens.capital[position]:
            break
        following = position + 1 < len(tokens) and tokens.sentence[position + 1] == tokens.sentence[at]
        after = tokens.keys[position + 1] if following else ""
        if word in AUXILIARY:
            helpers.append(word)
        elif helpers and (may_be_skipped(word, after) or (tokens.keys[position - 1] == "too" and after == "to")):
            continue
        elif word == "to" and helpers and (tokens.keys[position - 1] in ABOUT or tokens.keys[position - 2] == "too"):
            helpers = ["will"]
        elif not word.endswith("ly") and word not in ADVERB:
            return Predicate(tuple(helpers), word, after)
    return Predicate(tuple(helpers), "", "")


def may_be_skipped(word: str, after: str) -> bool:
    """Whether a word behind an auxiliary leaves the verb to come: "is | more likely to", "has quickly | and well"."""
    return word in DEGREE or (word == "and" and after.endswith("ly")) or (word in ABOUT and after == "to")


def left_of(tokens: Tokens, run: Run, ends: Mapping[int, Run]) -> tuple[int, bool]:
    """The token before a mention and its coordinated partners ("between Russia and | Ukraine"); -1 for none."""
    at, joined = run[0] - 1, False
    for _ in range(LOOK_AHEAD):
        if at < 0 or tokens.breaks[at + 1]:
            return -1, joined
        serial = at > 0 and tokens.keys[at] in ("and", "or") and tokens.keys[at - 1] == ","
        end = at - 1 if serial else at
        if tokens.keys[at] not in ("and", ",", "or", "&") or end not in ends:
            break
        at, joined = ends[end][0] - 1, True
    return at, joined


def right_of(tokens: Tokens, run: Run, begins: Mapping[int, Run]) -> int:
    """The token behind a mention and those joined to it: "Moscow | and Kyiv agreed"."""
    at = run[1]
    for _ in range(LOOK_AHEAD):
        if at + 1 >= len(tokens) or tokens.keys[at] not in ("and", "&") or at + 1 not in begins:
            break
        at = begins[at + 1][1]
    return at


def before(tokens: Tokens, left: int, sentence: int) -> tuple[str, str]:
    """The two words that end at a token, nearest last, without articles; "" where the sentence begins."""
    words = [tokens.keys[at] for at in range(max(0, left - 3), left + 1) if tokens.sentence[at] == sentence]
    words = [word for word in words if word not in ("the", "both") and word not in DIRECTION][-2:]
    return (words[0] if len(words) > 1 else "", words[-1] if words else "")


def governs(tokens: Tokens, run: Run, kind: int, begins: Mapping[int, Run], ends: Mapping[int, Run]) -> bool:
    """Whether a capital, a country or the seat of a government plainly stands for who governs it."""
    sentence = tokens.sentence[run[0]]
    earlier, last = before(tokens, left_of(tokens, run, ends)[0], sentence)
    right = right_of(tokens, run, begins)
    follows = tokens.keys[right : right + 3] if right < len(tokens) and tokens.sentence[right] == sentence else []
    if follows[:1] in (["'s"], ["'"]):
        return kind != COUNTRY and not POSSESSION.isdisjoint(follows[1:])
    if last == "as" and earlier == "such":
        return False
    if last in JUDGING and follows[:1] == ["as"]:
        return True
    if last == "by" or on_the_part_of(tokens, run[0]):
        return True
    if last == "from" and earlier in SENT and not withdrawn(tokens, run[0]):
        return True
    if last in MODAL | PERFECT and predicate(tokens, right).verb not in OF_PLACES:
        return True
    return is_subject(tokens, right, last) or is_other_side(earlier, last, kind)


def on_the_part_of(tokens: Tokens, first: int) -> bool:
    """Whether what is told is a deed of who bears the name: "an attack on the part of | Rome"."""
    end = first - (first > 0 and tokens.keys[first - 1] == "the")
    return tokens.keys[max(0, end - 4) : end] == ["on", "the", "part", "of"]


def withdrawn(tokens: Tokens, first: int) -> bool:
    """Whether the people before "from" are told to leave the place: "withdraw soldiers from | Mali"."""
    return not WITHDRAWING.isdisjoint(tokens.keys[max(0, first - 6) : first])


def left_noun(tokens: Tokens, left: int) -> int:
    """The token before an "of" that ends, perhaps with an article, at a token; 0 where none is."""
    at = left - 1 - (tokens.keys[left] == "the")
    return max(at, 0)


def is_taken(tokens: Tokens, run: Run, begins: Mapping[int, Run], ends: Mapping[int, Run]) -> bool:
    """Whether something is done to or befalls a name as it does places: "occupied | Crimea", "| Lima was bombed"."""
    left = left_of(tokens, run, ends)[0]
    if left >= 0 and not tokens.capital[left] and (tokens.keys[left] in TAKEN or tokens.keys[left] in NAMED):
        return True
    if before(tokens, left, tokens.sentence[run[0]])[1] == "of" and tokens.keys[left_noun(tokens, left)] in TAKEN_NOUN:
        return True
    said = predicate(tokens, right_of(tokens, run, begins))
    if said.passive:
        return said.verb in TAKEN or said.verb in NAMED
    if said.verb in LOSING:
        return said.after in SUPPLY or said.after.isdigit()
    return said.verb in BEFALLING


def is_subject(tokens: Tokens, right: int, last: str) -> bool:
    """Whether a verb of acting, saying or wanting begins at a token, said of a name behind the word `last`."""
    if last in BEFORE_SPOT or right >= len(tokens) or tokens.sentence[right] != tokens.sentence[right - 1]:
        return False
    said = predicate(tokens, right)
    if not said.verb or said.after == "by":
        return False
    listed = acts(said)
    # Behind a verb or a comma the name may belong to what stands before: only a listed verb counts there.
    if last in BETWEEN_CLAUSES or last.endswith(("ing", "ed")):
        return listed
    return listed or does(said)


def acts(said: Predicate) -> bool:
    """Whether a verb group holds a verb that is listed as one of governments."""
    if said.passive:
        return said.verb in SUFFERED
    if said.verb in STATE:
        return bool(said.helpers) and said.helpers[-1] in (*BEING, "not")
    # "Lima will see rain" is said of the place, "does not see a way out" of who governs it.
    return said.verb in GOVERNMENT_ACT or (said.verb == "see" and "not" in said.helpers)


def does(said: Predicate) -> bool:
    """Whether a verb group has the form of one and its verb is none of those said of places: "will outlast"."""
    verb = said.verb
    if said.passive or verb in OF_PLACES or not verb.isalpha():
        return False
    if said.progressive:
        return True
    if any(word in BEING for word in said.helpers):
        return False
    if any(word in MODAL for word in said.helpers):
        return True
    if any(word in PERFECT for word in said.helpers):
        return is_participle(verb)
    if said.helpers:
        return False
    kind = word_class(verb)
    present = verb.endswith("s") and kind.verb > MOSTLY_VERB and kind.willed > MOSTLY_VERB
    return present or (len(verb) > 4 and verb.endswith("ed"))


def is_other_side(earlier: str, last: str, kind: int) -> bool:
    """Whether the words before a name make it one that is dealt with: "accused", "sanctions on", "negotiate with"."""
    if last in TOWARD:
        return True
    if last not in TOWARD_PREPOSITION:
        return False
    if kind == COUNTRY and earlier in SPOT_NOT_SIDE:
        return False
    return earlier in NOUN or earlier in DEALING
