"""Time expressions and dating: speed, and growth on hostile text, as a Markdown table.

`python -m benchmarks.times [--corpus FILE.jsonl]` doubles each hostile text twice; a factor near 2 is linear time.
"""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

from benchmarks.growing import article_of, growth, seconds
from mapapp.model import Basis, Published, TimeSpan
from mapapp.reading.sentences import sentences
from mapapp.reading.times import date_article, read_times

HOSTILE = {
    '20 kB of "?"': "?" * 20_000,
    "1 MB of digits": "1" * 1_000_000,
    "10,000 dates": "3 March 2022, " * 10_000,
    "50,000 capitals": "Kyiv " * 50_000,
    "10,000 happenings": "the fall of Kabul " * 10_000,
    "20,000 numbers in words": "one two three " * 20_000,
    "30,000 strokes": "12/" * 30_000,
    "mixed ends of lines": "3 March\r\n2022\r4 May\n\n5 June\u2028" * 3_000,
    "marks and blanks of all kinds": "\u200f3\u00a0March\u202f2022\u200e " * 5_000,
    "impossible days": "31 February 2022, 24:61, 00/00/0000, year 99999, " * 2_000,
    "day after day after day": "the day after the day before " * 5_000,
}
DAY = Published(TimeSpan(date(2022, 3, 4), date(2022, 3, 4)), Basis.GIVEN, "given")


def both(text: str) -> float:
    article = article_of(text)
    spans = sentences(article)

    def work() -> None:
        date_article(article, spans)
        read_times(article, spans, DAY)

    return seconds(work)


def speed(corpus: Path) -> None:
    with corpus.open(encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    read = [(article := article_of(line["text"]), sentences(article)) for line in lines]
    megabytes = sum(len(article.text) for article, _ in read) / 1e6
    date_article(*read[0])
    dating = seconds(lambda: [date_article(article, spans) for article, spans in read])
    tagging = seconds(lambda: [read_times(article, spans, DAY) for article, spans in read])
    print("\n| step | figure |\n|---|---|")
    print(f"| dating | {1000 * dating / len(read):.2f} ms an article of {1000 * megabytes / len(read):.1f} kB |")
    print(f"| time expressions | {megabytes / tagging:.2f} MB of text a second |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="texts as JSON lines, for the speed on real news")
    asked = parser.parse_args()
    growth(HOSTILE, both)
    if asked.corpus:
        speed(asked.corpus)
