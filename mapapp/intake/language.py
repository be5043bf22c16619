"""The language of a text, told by its script and its commonest words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from importlib.resources import files

WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in tomllib.loads((files(__package__) / "function_words.toml").read_text("utf-8")).items()
}
"""Function words by ISO 639-1 code."""

WORD = re.compile(r"[^\W\d_]+")
SAMPLE_CHARACTERS = 20_000
LEAST_WORDS = 4
"""Fewer function words than this decide nothing."""
LEAST_SHARE = 0.12
"""In running text of any of these languages at least a fifth of the words are function words."""


def language_of(text: str) -> str | None:
    """ISO 639-1 code; None where the text is too short or in a language that we have no words of."""
    words = WORD.findall(text[:SAMPLE_CHARACTERS].lower())
    counts = Counter(words)
    found = {code: sum(counts[word] for word in known) for code, known in WORDS.items()}
    best = max(found, key=lambda code: found[code])
    if found[best] < LEAST_WORDS or found[best] < LEAST_SHARE * len(words):
        return None
    return best
