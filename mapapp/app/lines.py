"""Lines of a list that a person chooses from: short, and alike ones numbered, as the browser answers with the line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mapapp.app.markup import isolated, unmarked

LONGEST = 200
"""Characters of a line."""


def cut(text: str, longest: int = LONGEST) -> str:
    """The beginning of a long text, white space as one space."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"


def joined(parts: Iterable[str | None]) -> str:
    """ "Harbour News · 8 February 2023", each part short and on its own; what is empty is left out."""
    return " · ".join(isolated(cut(part)) for part in parts if part)


def numbered(lines: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key -> its line, cut, safe as a label, and unlike every other: "Bridges", "Bridges · 2"."""
    seen: Counter[str] = Counter()
    made = {}
    for key, line in lines:
        short = isolated(cut(line))
        seen[short] += 1
        made[key] = unmarked(short if seen[short] == 1 else f"{short} · {seen[short]}")
    return made
