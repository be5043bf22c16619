"""Who says so: the innermost voice that tells a trigger's words; quotations and pronouns over sentences."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.model import TextSpan
from mapapp.reading.events.claims.claim_nouns import owner_of, source_of
from mapapp.reading.events.claims.extents import parts_of
from mapapp.reading.events.claims.saying import ACTING, ASKING, BE, is_verb
from mapapp.reading.events.claims.speakers import Words, subject_of
from mapapp.reading.events.claims.speech_words import finite_forms, ing_forms
from mapapp.reading.events.claims.voices import APPEALS, CLAIMS, Voice, voices_of
from mapapp.reading.events.kinds import SPOKEN
from mapapp.reading.events.words.tokens import Tokens

DOING = ASKING | ing_forms("act")
UTTERING = finite_forms("utter")
"""Verbs that tell and are what happened at once: "Berlin announced a loan"."""


def claimant_of(
    tokens: Tokens, first: int, last: int, *, kind: str = "", voices: Sequence[Voice] | None = None
) -> TextSpan | None:
    """The words that name who says what the words from `first` to `last` tell; None for the article's own voice."""
    voices = voices_of(tokens) if voices is None else voices
    telling = [voice for voice in voices if voice.tells(first) and not first <= voice.cue <= last]
    telling = [voice for voice in telling if voice.name[1] < first or voice.name[0] > last]
    firm = [voice for voice in telling if not voice.weak] or telling
    told = min(firm, key=lambda voice: (voice.width, -voice.cue), default=None)
    if told and told.of_nobody:
        return None
    name = told.name if told else _own_act(tokens, first, last, kind)
    return tokens.span_of(*name) if name else None


def _own_act(tokens: Tokens, first: int, last: int, kind: str) -> Words | None:
    """ "The rebels demanded", "Berlin announced a loan": the subject of a trigger that is a verb of saying itself."""
    if kind in SPOKEN and (name := _of_noun(tokens, first, last)):
        return name
    verbs = ACTING if kind in SPOKEN else UTTERING
    verb = next((at for at in range(first, last + 1) if tokens.words[at] in verbs and is_verb(tokens, at)), None)
    return subject_of(tokens, verb, _part_of(tokens, verb)[0]) if verb is not None else None


def _of_noun(tokens: Tokens, first: int, last: int) -> Words | None:
    """ "Accusations from Lima", "Peru's demand", "has been accusing"."""
    begin = _part_of(tokens, first)[0]
    if tokens.words[first] in DOING and tokens.words[first - 1] in BE:
        return subject_of(tokens, first - 1, begin)
    if tokens.words[last] not in APPEALS | CLAIMS:
        return None
    return source_of(tokens, last) or owner_of(tokens, last, begin)


def _part_of(tokens: Tokens, at: int) -> Words:
    return next(part for part in parts_of(tokens) if part[0] <= at <= part[1])
