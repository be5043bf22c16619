"""Counts mapapp/incidents/common_words.csv: in one of how many sentences of news a word stands.

`benchmarks/common_words.py lgl.jsonl,newslab_dev.jsonl trnews.jsonl,... > mapapp/incidents/common_words.csv`. Each
argument is a sort of news, files joined by commas: local, world, war. A word counts as it does where it is commonest,
so that what every report of a war says is not taken for rare because other news lack it. Counts only, no text.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from pathlib import Path

from mapapp.evaluation import documents_of
from mapapp.incidents.tokens import WORD
from mapapp.incidents.words import stem
from mapapp.model import Article, TextSpan
from mapapp.reading.sentences import sentences

FEWEST = 12
"""Sentences that have a word, below which nothing is said of it."""
MOST_BITS = 10.5
"""A rarer word is left out: words that the table lacks are rare."""


def bits_of(paths: list[Path]) -> dict[str, float]:
    """Stem -> binary logarithm of one in how many sentences has it."""
    having: Counter[str] = Counter()
    count = 0
    for path in paths:
        for document in documents_of(path):
            text = document.get("text") or document.get("description") or ""
            for sentence in sentences(Article("a", None, text, (TextSpan(0, len(text)),))):
                count += 1
                having.update({stem(word) for word in WORD.findall(sentence.of(text))})
    return {word: math.log2(count / number) for word, number in having.items() if number >= FEWEST}


def main() -> None:
    least: dict[str, float] = {}
    for sort in sys.argv[1:]:
        for word, bits in bits_of([Path(name) for name in sort.split(",")]).items():
            least[word] = min(bits, least.get(word, bits))
    print("stem,bits")
    print("\n".join(f"{word},{bits:.1f}" for word, bits in sorted(least.items()) if bits < MOST_BITS))


if __name__ == "__main__":
    main()
