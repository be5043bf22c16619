"""Processor time and growth on longer and longer texts, as the benchmarks of reading measure them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from mapapp.model import Article, TextSpan


def article_of(text: str) -> Article:
    """A text that is all body."""
    return Article("a", None, text, (TextSpan(0, len(text)),))


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """Processor time of the best run."""
    best = float("inf")
    for _ in range(runs):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def growth(texts: Mapping[str, str], cost: Callable[[str], float]) -> None:
    """Print what each text costs once, twice and four times over; a factor near 2 is linear time."""
    print("| text | once, s | twice, s | four times, s | factor of the last doubling |\n|---|---|---|---|---|")
    for name, text in texts.items():
        one, two, four = (cost(text * times) for times in (1, 2, 4))
        print(f"| {name} | {one:.3f} | {two:.3f} | {four:.3f} | {four / two if two else 0:.1f} |", flush=True)
