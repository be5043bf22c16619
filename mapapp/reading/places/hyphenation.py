"""Names that the end of a line cuts in two, as in texts taken from printed pages."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from gazetteer.names import Word, word_key
from mapapp.model import TextSpan

CUT = re.compile(r"(?<=\w)[-\u00ad\u2010\u2011][ \t]*\r?\n[ \t]*(?=\w)")
"""A hyphen, written or soft, that closes a line within a word."""


def rejoined(text: str, found: list[Word], sentences: Sequence[TextSpan], is_name: Callable[[str], bool]) -> list[Word]:
    """The words with the two parts of a name as one: "Zapo-" and "rizhzhia"; its offsets go over the end of the line.

    Where the parts are no name when they are put together, the hyphen was there before the line ended:
    "Ivano-" and "Frankivsk" stay two words, with a hyphen inside a name between them.
    """
    cuts = [cut.span() for cut in CUT.finditer(text)]
    if not cuts:
        return found
    starts, ends = [word.start for word in found], [sentence.end for sentence in sentences]
    result: list[Word] = []
    done = 0
    for start, end in cuts:
        behind = bisect_left(starts, end)
        hyphen = bisect_left(starts, start)
        if not 0 < hyphen <= behind < len(found) or starts[behind] != end or hyphen <= done:
            continue
        before, after = found[hyphen - 1], found[behind]
        joined = before.text + after.text
        folded = word_key(joined)
        longer = f"{found[hyphen - 2].key} {folded}" if hyphen > 1 else folded
        if before.end != start or not same_part(before, after, sentences, ends):
            continue
        if after.text[0].islower() and (is_name(folded) or is_name(longer)):
            result += [*found[done : hyphen - 1], Word(before.start, after.end, joined, folded)]
            done = behind + 1
        elif hyphen < behind:
            result += [*found[done:hyphen], found[hyphen]._replace(key="")]
            done = behind
    return result + found[done:]


def same_part(before: Word, after: Word, sentences: Sequence[TextSpan], ends: Sequence[int]) -> bool:
    """Whether one sentence holds both words."""
    at = bisect_left(ends, after.end)
    return at < len(ends) and sentences[at].start <= before.start
