"""The language of a text, told by its script, the letters that only it writes and its commonest words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


def table(name: str) -> dict[str, Any]:
    """A table beside this module."""
    return tomllib.loads((files(__package__) / name).read_text("utf-8"))


WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split()) for code, words in table("function_words.toml").items()
}
"""Function words by ISO 639-1 code."""

LANGUAGES = table("languages.toml")
NAMES: dict[str, str] = LANGUAGES["names"]
"""English names by ISO 639-1 code."""

WORD = re.compile(r"[^\W\d_]+")
SAMPLE_CHARACTERS = 20_000
LEAST_WORDS = 4
"""Fewer function words than this decide nothing."""
LEAST_SHARE = 0.12
"""In running text of any of these languages at least a fifth of the words are function words."""
LEAST_LETTERS = 8
"""Fewer letters of a script than this may be one foreign name."""
LEAST_PART = 0.5
"""Share of a text's letters that its script has at least."""


@dataclass(frozen=True, slots=True)
class Script:
    """A script with what tells its languages apart."""

    letters: re.Pattern[str]
    telling: tuple[tuple[frozenset[str], str], ...]
    """Letters, and the language that writes them; the first that a text has decides."""
    language: str
    """Where it has none of them; "" for several languages."""


SCRIPTS = tuple(
    Script(
        re.compile(f"[{one['letters']}]"),
        tuple((frozenset(letters), code) for letters, code in one.get("telling", ())),
        one["language"],
    )
    for one in LANGUAGES["script"]
)


def language_of(text: str) -> str | None:
    """ISO 639-1 code; None where the text is too short or in a language that we have no words of."""
    sample = text[:SAMPLE_CHARACTERS].lower()
    words = WORD.findall(sample)
    return by_words(words) or by_letters("".join(words))


def by_words(words: list[str]) -> str | None:
    """The language whose function words are the most."""
    counts = Counter(words)
    found = {code: sum(counts[word] for word in known) for code, known in WORDS.items()}
    best = max(found, key=lambda code: found[code])
    if found[best] < LEAST_WORDS or found[best] < LEAST_SHARE * len(words):
        return None
    return best


def by_letters(letters: str) -> str | None:
    """The language that writes these letters in lower case; None for the Latin script and where several do."""
    if letters.isascii():
        return None
    for script in SCRIPTS:
        if len(script.letters.findall(letters)) >= max(LEAST_LETTERS, LEAST_PART * len(letters)):
            written = set(letters)
            telling = (code for marks, code in script.telling if not marks.isdisjoint(written))
            return next(telling, script.language) or None
    return None


def note_of(language: str | None) -> tuple[str, ...]:
    """What a reader should know of a text that is not English."""
    if language is None or language == "en":
        return ()
    return (
        f"written in {NAMES[language]}: read with rules made for English, so that places may be missed and hardly any "
        "days and events are found; a translation into English is read better",
    )
