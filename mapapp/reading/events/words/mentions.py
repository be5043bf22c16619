"""Any words of a sentence as a trigger: their head, and whether it is a verb and in which form."""

from __future__ import annotations

from mapapp.model import TextSpan
from mapapp.reading.events.claims.speech_words import words_of
from mapapp.reading.events.triggers.triggers import Rule, Trigger
from mapapp.reading.events.words.inflection import VERB_FORMS, Form, irregular_verbs, is_past
from mapapp.reading.events.words.lexicon import word_list
from mapapp.reading.events.words.speech_parts import ARTICLES, GOVERNING, VERBAL_BEFORE, reads_as_noun
from mapapp.reading.events.words.tokens import Tokens

ANYTHING = Rule("anything", "", (), 0)
"""In the place of the row that finds an event of ours; of no kind."""
PRESENT = frozenset(("is", "are", "has", "have", "does", "do", "am"))
PAST = frozenset(("had", "did", "was", "were"))
NOUN_ENDINGS = ("tion", "sion", "ment", "ness", "ity", "ship", "cy", "ance", "ence")
BEFORE_NAMES = frozenset((*ARTICLES, "of", "for", "in", "on", "'s", "by", "from"))
NOUNS_TOO = word_list("verbs_and_nouns") | word_list("changes_as_nouns")
VERBS = NOUNS_TOO | words_of("verbs", "tell") | words_of("verbs", "want") | irregular_verbs()


def trigger_at(tokens: Tokens, span: TextSpan) -> Trigger:
    """The words that a span touches, as a trigger; a span between words gives the word behind it."""
    first = min(tokens.at(span.start), len(tokens.words) - 1)
    if first and tokens.ends[first - 1] > span.start:
        first -= 1
    last = max(first, tokens.at(span.end) - 1)
    return trigger_of(tokens, first, last)


def trigger_of(tokens: Tokens, first: int, last: int) -> Trigger:
    """The words from `first` to `last`, both included, as a trigger."""
    forms = [form_of(tokens, at) for at in range(first, last + 1)]
    verbs = [at for at, form in enumerate(forms) if form in VERB_FORMS]
    head = first + (verbs[0] if verbs else len(forms) - 1)
    return Trigger(ANYTHING, first, last, head, forms[head - first])


def form_of(tokens: Tokens, at: int) -> Form:
    """The form of a word, by its ending and its neighbours."""
    word = tokens.words[at]
    before = tokens.words[at - 1] if at else ""
    if word in PRESENT:
        return Form.PRESENT
    if word in PAST or (is_past(word) and not (before == "to" or before in GOVERNING)):
        return Form.SINGULAR if word in NOUNS_TOO and before in BEFORE_NAMES else Form.PAST
    if before == "to" or before in GOVERNING:
        return Form.BASE
    if word.endswith("ing"):
        return Form.SINGULAR if before in ARTICLES else Form.ING
    plural = word.endswith("s") and not word.endswith("ss")
    if word.endswith(NOUN_ENDINGS) or reads_as_noun(tokens, at, plural=plural) or _is_unknown(word, before):
        return Form.PLURAL if plural else Form.SINGULAR
    return Form.PRESENT if plural else Form.BASE


def _is_unknown(word: str, before: str) -> bool:
    """Whether a bare form is no verb of ours, nor stands behind what a plural verb follows."""
    return not word.endswith("s") and word not in VERBS and before not in VERBAL_BEFORE and not before.endswith("s")
