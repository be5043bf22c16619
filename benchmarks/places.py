"""Places in articles and the whole of `read`: speed, and growth on hostile text, as Markdown tables.

`python -m benchmarks.places [--corpus FILE.jsonl]` doubles each hostile text twice; a factor near 2 is linear time.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.growing import article_of, growth, seconds
from gazetteer import Gazetteer, open_gazetteer
from mapapp.model import Article, TextSpan
from mapapp.reading import read
from mapapp.reading.places import read_places
from mapapp.reading.sentences import sentences

REPORT = (
    "Shells hit Kyiv and the Kharkiv region on Monday, Mayor Vitali Klitschko said. Paris and Berlin condemned it. "
)
GERMAN = "Bei einem Angriff auf Charkiw wurden drei Menschen verletzt, sagte der Gouverneur der Region in Kiew. "
HOSTILE = {
    "a report, over and over": REPORT * 600,
    "in capitals": REPORT.upper() * 600,
    "in lower case": REPORT.lower() * 600,
    "without punctuation": REPORT.replace(".", "").replace(",", "") * 600,
    "in one sentence": REPORT.replace(".", ",") * 600,
    "in title case": REPORT.title() * 600,
    "in German": GERMAN * 600,
    "a list of 2,000 towns": "Kyiv, Lviv, Odesa, Paris, London\n" * 400,
    "the same with commas alone": "Kyiv, Lviv, Odesa, Paris, London, " * 400,
    "a table of 2,000 rows": "| Kyiv | 12 | Kharkiv oblast |\n" * 2_000,
    "one name of many bearers, 5,000 times": "San Jose " * 5_000,
    "a name inside a name": "New York City of Saint John of Santa Cruz de " * 500,
    "phrases": "75 km north of Kyiv on the Ukraine-Belarus border in eastern Ukraine, " * 300,
    "unlisted streets and waters": "Police closed Qwxz Street and the Vrgt Bridge over Mlkw Creek near Kyiv. " * 300,
    "unlisted villages": "They fled from the village of Qwxzkivka to the hamlet of Mlkwko, " * 300,
    "a town behind a town": "Paris, Texas, Springfield, Illinois, London, Ontario, " * 300,
    "a word of 1 MB": "x" * 1_000_000,
    "a capitalised word of 1 MB": "Kyiv" * 250_000,
    "capitals of one letter": "A B C " * 7_000,
    "20,000 hyphens": "Kyiv-" * 20_000,
    "20,000 initials": "U.S." * 20_000,
    "brackets": "(Kyiv [Lviv] {Odesa} " * 2_000,
    "emoji and flags": "Kyiv\U0001f1fa\U0001f1e6\U0001f6a8 Lviv " * 2_000,
    "soft hyphens and zero-width spaces": "Khar\u00adkiv\u200b Lviv\u00a0and Od\u200besa " * 1_500,
    "words cut at ends of lines": "shells fell near Zapo-\nrizhzhia and " * 1_500,
    "footnote marks": "Kyiv[1] Lviv\u00b9 Odesa* " * 1_500,
    "ends of lines": "\n" * 200_000,
    "marks": "?" * 200_000,
}


def places_of(text: str) -> float:
    article = article_of(text)
    spans = sentences(article)
    gazetteer = open_gazetteer()
    return seconds(lambda: read_places(article, spans, gazetteer), runs=2)


def speed(corpus: Path) -> None:
    """Articles a second on one core, on real news; the longest and the shortest apart, for the length's part in it."""
    with corpus.open(encoding="utf-8") as lines:
        articles = sorted((article_of(json.loads(line)["text"]) for line in lines), key=lambda one: len(one.text))
    gazetteer = open_gazetteer()
    read(articles[0], gazetteer)
    print("\n| articles | kB each | places, articles a second | `read`, articles a second | places, kB a second |")
    print("|---|---|---|---|---|")
    third = len(articles) // 3
    parts = {"all": articles, "the shortest third": articles[:third], "the longest third": articles[-third:]}
    for name, part in parts.items():
        size = sum(len(one.text) for one in part) / 1000
        split = [(one, sentences(one)) for one in part]
        alone = seconds(partial(all_places, split, gazetteer), runs=2)
        whole = seconds(partial(all_readings, part, gazetteer), runs=1)
        count = len(part)
        print(
            f"| {name} | {size / count:.1f} | {count / alone:.0f} | {count / whole:.0f} | {size / alone:.0f} |",
            flush=True,
        )


def all_places(split: Sequence[tuple[Article, Sequence[TextSpan]]], gazetteer: Gazetteer) -> None:
    for article, spans in split:
        read_places(article, spans, gazetteer)


def all_readings(articles: Sequence[Article], gazetteer: Gazetteer) -> None:
    for article in articles:
        read(article, gazetteer)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="texts as JSON lines, for the speed on real news")
    asked = parser.parse_args()
    growth(HOSTILE, places_of)
    if asked.corpus:
        speed(asked.corpus)
