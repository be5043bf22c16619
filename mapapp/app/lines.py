"""Lines of a list that a person chooses from: alike ones are numbered, because the browser answers with the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mapapp.app.markup import unmarked

LONGEST = 200
"""Characters of a line."""


def numbered(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key -> its line, cut, safe as a label, and unlike every other: "Bridges", "Bridges · 2"."""
    seen: Counter[str] = Counter()
    made = {}
    for key, line in lines:
        short = " ".join(line.split())
        short = short if len(short) <= LONGEST else short[:LONGEST] + "…"
        seen[short] += 1
        made[key] = unmarked(short if seen[short] == 1 else f"{short} · {seen[short]}")
    return made
