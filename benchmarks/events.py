"""Events in articles: speed beside the whole of `read`, and growth on hostile text, as Markdown tables.

`python -m benchmarks.events [--corpus FILE.jsonl]` doubles each hostile text twice; a factor near 2 is linear time.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path

from benchmarks.growing import article_of, growth, seconds
from gazetteer import Gazetteer, open_gazetteer
from mapapp.model import Article, Reading
from mapapp.reading import read
from mapapp.reading.events import read_events

STRIKE = "Shells hit Kyiv on Monday, killing 12 people, the mayor said. "
HOSTILE = {
    "a strike told over and over": STRIKE * 300,
    "in one sentence": STRIKE.replace(".", ",") * 300,
    "without punctuation": STRIKE.replace(".", "").replace(",", "") * 300,
    "in capitals": STRIKE.upper() * 300,
    "quotes that never close": "“" + "“Shells hit Kyiv, ‘said the mayor. " * 500,
    "brackets that never close": "(Shells hit Kyiv (the talks in Minsk were (refused. " * 500,
    "words of events alone": "attack talks sanctions killed protest shelled evacuated fire vote " * 600,
    "conditions and denials": "If they had not denied that it could have been refused to attack Kyiv, " * 400,
    "a list": "- shelling in Kyiv\n- talks in Minsk\n- fire in Lviv\n" * 400,
    "a table": "| Kyiv | shelling | 12 killed |\n" * 1_200,
    "a transcript": "ANNA: Did they shell Kyiv?\nBORIS: They shelled it, she said.\nANNA: When?\n" * 400,
    "a live page": "14:05\nShells hit Kyiv, police said.\n\n13:50\nTalks began in Minsk.\n\n" * 400,
    "a poem of capitals": "O Paris, O London,\nO Moscow, O Rome,\nwhat fire, what battle!\n\n" * 500,
    "figures": "12 killed, 14 hurt, 3,000 drones, $5 billion, dozens of tanks, " * 500,
    "speakers in speakers": "The mayor said the king said the envoy said that Kyiv was shelled, " * 300,
    "a word of 1 MB": "shell" * 200_000,
}


def events_of(text: str) -> float:
    """Seconds that events take where all that comes before is read."""
    return _events_alone(read(article_of(text), open_gazetteer()), open_gazetteer())


def _events_alone(reading: Reading, gazetteer: Gazetteer) -> float:
    return seconds(
        partial(
            read_events,
            reading.article,
            reading.sentences,
            reading.places,
            reading.times,
            reading.published,
            gazetteer,
        ),
        runs=1,
    )


def speed(articles: list[Article], gazetteer: Gazetteer) -> None:
    """Articles a second and core: events alone, and the whole of `read`."""
    found = [read(article, gazetteer) for article in articles]
    alone = min(sum(_events_alone(reading, gazetteer) for reading in found) for _ in range(3))
    whole = seconds(lambda: [read(article, gazetteer) for article in articles], runs=1)
    size = sum(len(article.text) for article in articles) / len(articles) / 1000
    print(f"{len(articles)} articles of {size:.1f} kB: events alone {len(articles) / alone:.0f} a second and core,")
    print(f"the whole of `read` {len(articles) / whole:.0f}; {sum(len(each.events) for each in found):,} events")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path)
    corpus = parser.parse_args().corpus
    if corpus:
        lines = corpus.read_text(encoding="utf-8").splitlines()
        speed([article_of(json.loads(line)["text"]) for line in lines[:200]], open_gazetteer())
    growth(HOSTILE, events_of)


if __name__ == "__main__":
    main()
