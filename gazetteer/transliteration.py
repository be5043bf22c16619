"""Cyrillic names in Latin letters, as English texts write them.

Ukrainian by the Cabinet of Ministers' resolution 55 of 2010; Russian by BGN/PCGN 1947 in the press's simplified form
(no apostrophes, "-y" for "-ый", "-ий"); Belarusian by the national instruction of 2007 without diacritics.
"""

from __future__ import annotations

from collections.abc import Iterator


def _paired(letters: str, latin: str) -> dict[str, str]:
    """Letters and what each becomes, parted by "|"."""
    return dict(zip(letters, latin.split("|"), strict=True))


_SHARED = _paired("абвдзклмнопрстуфцчшэю", "a|b|v|d|z|k|l|m|n|o|p|r|s|t|u|f|ts|ch|sh|e|yu")
_RUSSIAN = _SHARED | _paired("геёжийхщъыья", "g|e|yo|zh|i|y|kh|shch||y||ya")
_UKRAINIAN = _SHARED | _paired("гґеєжиіїйхщьюя", "h|g|e|ie|zh|y|i|i|i|kh|shch||iu|ia")
_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_BELARUSIAN = _SHARED | _paired("гґеёжіўйхщыьюя", "h|g|e|io|zh|i|u|i|kh|shch|y||iu|ia")


def romanised(name: str) -> Iterator[str]:
    """Latin forms of a Cyrillic name by each language whose letters it can be written in; none for another script."""
    lower = name.lower()
    if not any("а" <= letter <= "я" or letter in "іїєґўё" for letter in lower):
        return
    letters = set(lower)
    if not letters & set("іїєґў"):
        yield _capitalised(_russian(lower))
    if not letters & set("ыэъёў"):
        yield _capitalised(_ukrainian(lower))
    if not letters & set("иїєъ") and letters & set("ыэўі"):
        yield _capitalised("".join(_BELARUSIAN.get(letter, letter) for letter in lower))


def in_english(name: str, country: str) -> str:
    """The Latin form of a Cyrillic name in the language of its country; another name as it is."""
    lower = name.lower()
    if not any("а" <= letter <= "я" or letter in "іїєґўё" for letter in lower):
        return name
    latin = _ukrainian(lower) if country == "UA" else _russian(lower)
    return " ".join(_capitalised(word) for word in latin.split(" "))


def _russian(lower: str) -> str:
    words = []
    for word in lower.replace("-", " - ").split(" "):
        for ending in ("ый", "ий"):
            word = word[: -len(ending)] + "y" if word.endswith(ending) and len(word) > 3 else word
        # "е" at the beginning and after a vowel is heard as "ye": Yelan, but Melitopol.
        letters = [
            "ye"
            if letter == "е" and (place == 0 or word[place - 1] in "аеёиоуыэюяьъ")
            else _RUSSIAN.get(letter, letter)
            for place, letter in enumerate(word)
        ]
        words.append("".join(letters))
    return " ".join(words).replace(" - ", "-")


def _ukrainian(lower: str) -> str:
    out = []
    before = " "
    for letter in lower.replace("зг", "zgh"):
        initial = not before.isalpha() and before not in "'’ʼ"
        out.append(_UKRAINIAN_INITIAL.get(letter, "") if initial else "")
        out[-1] = out[-1] or _UKRAINIAN.get(letter, letter)
        before = letter
    return "".join(letter for letter in "".join(out) if letter not in "'’ʼ")


def _capitalised(lower: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in lower.split("-")) if lower else lower
