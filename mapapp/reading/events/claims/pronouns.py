"""Whom "he", "it" and "they" mean: the last person, body or group that was named."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.model import TextSpan
from mapapp.reading.events.claims.speakers import SPEAKERS, TITLES, UNNAMED, Words, is_body, main_subject
from mapapp.reading.events.words.tokens import Tokens

PERSONAL = frozenset(("he", "she", "his", "her"))
BODILY = frozenset(("it", "its"))
PLURAL = frozenset(("they", "their"))
FIRST_PERSON = frozenset(("i", "we", "us", "you"))
PRONOUNS = PERSONAL | BODILY | PLURAL | FIRST_PERSON
ARTICLES = frozenset(("the", "a", "an"))
GROUPS = frozenset(("people", "police", "men", "women", "military"))


def is_pronoun(tokens: Tokens, span: TextSpan) -> bool:
    """Whether a name is but "he" or "it"."""
    at = tokens.at(span.start)
    return tokens.ends[at] == span.end and tokens.words[at] in PRONOUNS


@dataclass(slots=True)
class Memory:
    """Who was named last, of each sort that a pronoun can mean; read from the first sentence to the last."""

    places: frozenset[TextSpan]
    """Spans of names of places: these are no persons."""
    person: TextSpan | None = None
    body: TextSpan | None = None
    several: TextSpan | None = None

    def begin(self, tokens: Tokens, part: Words) -> None:
        """Takes up the subject that a sentence begins with."""
        name = main_subject(tokens, part[0], part[1])
        if name and (name[1] > name[0] or tokens.words[name[0]] in SPEAKERS):
            self.keep(tokens, name)

    def of(self, pronoun: str) -> TextSpan | None:
        """The name that a pronoun stands for."""
        if pronoun in PERSONAL:
            return self.person
        if pronoun in BODILY:
            return self.body
        return self.several or self.body if pronoun in PLURAL else None

    def keep(self, tokens: Tokens, name: Words) -> None:
        """Keeps a name under its sort; a pronoun tells nothing new."""
        words, span = tokens.words[name[0] : name[1] + 1], tokens.span_of(*name)
        named = any(tokens.capital[name[0] + 1 : name[1] + 1]) or (tokens.capital[name[0]] and words[0] not in UNNAMED)
        if words[0] in PRONOUNS or not (named or not SPEAKERS.isdisjoint(words)):
            return
        if (words[-1].endswith("s") and not tokens.capital[name[1]]) or words[-1] in GROUPS or "and" in words:
            self.several = span
        elif is_body(words) or span in self.places:
            self.body = span
        elif tokens.capital[name[0]] or not TITLES.isdisjoint(words):
            self.person = span
