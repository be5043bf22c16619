"""What the reader asked to see: a table of events in, a table of events out.

Pure. A table has one row an event with the columns of `Store.events_frame`. `prepare` it once and every later
`select` and `counts` is a handful of boolean masks: milliseconds at 100,000 rows.
"""

from __future__ import annotations

from mapapp.selection.choosing import Mask, choice, counts, hits_in, select
from mapapp.selection.filters import AS_READ, FACETS, Filters
from mapapp.selection.preparing import ADDED, located, prepare
from mapapp.selection.query import NO_QUERY, Query, fold, parse
from mapapp.selection.tally import Tally
from mapapp.vocabulary import Within

__all__ = [
    "ADDED",
    "AS_READ",
    "FACETS",
    "NO_QUERY",
    "Filters",
    "Mask",
    "Query",
    "Tally",
    "Within",
    "choice",
    "counts",
    "fold",
    "hits_in",
    "located",
    "parse",
    "prepare",
    "select",
]
