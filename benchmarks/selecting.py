"""What a filter, a search in the lists and the table of events cost: `benchmarks/selecting.py [NUMBER]`.

Milliseconds of processor time, the median of five, on a made-up workspace of so many events (100,000).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from made_workspace import make

from mapapp.app import report_list, worklist
from mapapp.selection import Filters, counts, located, prepare, select
from mapapp.store import open_store

RUNS = 5
AREA = (47.0, 25.0, 47.0, 40.0, 53.0, 40.0, 53.0, 25.0)


def milliseconds(work: Callable[[], object]) -> str:
    """The median of so many runs."""
    times = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        times.append(1000 * (time.process_time() - began))
    return f"{statistics.median(times):,.0f}"


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="mapapp-bench-") as folder:
        store = open_store(make(Path(folder) / "made", number))
        print(f"| {number:,} events | ms |\n|---|---:|")
        print(f"| table of events from the database | {milliseconds(store.events_frame)} |")
        frame = store.events_frame()
        print(f"| prepared for filters, once | {milliseconds(lambda: prepare(located(frame)))} |")
        events = prepare(located(frame))
        asked = Filters(groups=frozenset({"battle", "talks"}), at_least=0.5, words="met", area=AREA)
        hits = np.ones(len(events), dtype=bool)
        print(f"| kinds, sureness, words and an area: select | {milliseconds(lambda: select(events, asked, hits))} |")
        print(f"| the same: counts of all facets | {milliseconds(lambda: counts(events, asked, hits))} |")
        out = frame.assign(reason="its sentence names no place where it happened", what="event without place")
        print(f"| list of what is not on the map, prepared once | {milliseconds(lambda: worklist.prepared(out))} |")
        rows = worklist.prepared(out)
        narrowed = milliseconds(lambda: worklist.narrowed(rows, "report 4", "Reason", worklist.ALL))
        print(f"| the same, narrowed by words | {narrowed} |")
        reports = store.articles_frame()
        found = milliseconds(lambda: report_list.found(reports, "report 4", "Newest first"))
        print(f"| list of {len(reports):,} reports, searched and ordered | {found} |")


if __name__ == "__main__":
    main()
