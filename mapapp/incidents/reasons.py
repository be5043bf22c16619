"""Why reports belong together, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mapapp.incidents.columns import SLACK, UNKNOWN, Columns
from mapapp.incidents.judgement import Judgement
from mapapp.incidents.report import Report
from mapapp.incidents.tokens import WORD
from mapapp.incidents.words import stem

SHOWN = 3
"""Words that a reason names."""
COPIED = 0.95
"""Share of the words (cosine) from which two sentences are said to be the same."""


def reason(columns: Columns, reports: Sequence[Report], one: int, other: int) -> str:
    """What two reports have in common: "same kind, place and days; both tell of 9 killed; both say Quad, Melbourne"."""
    same = [name for name, is_same in _same(columns, one, other) if is_same]
    parts = [f"same {_listed(same)}"] if same else []
    parts += [f"both tell of {count} {what}" for what, count in _figures(reports[one], reports[other])]
    said = _words(columns, reports, one, other)
    return "; ".join([*parts, said] if said else parts)


def said_so(joined: Iterable[Judgement]) -> str:
    """Who joined them, and why: "Ana joined them: the same night"; "" where nobody did."""
    persons = dict.fromkeys(f"{each.who} joined them" + (f": {each.why}" if each.why else "") for each in joined)
    return "; ".join(persons)


def _same(columns: Columns, one: int, other: int) -> list[tuple[str, bool]]:
    place, days = columns.place, columns.first
    gap = max(columns.first[one] - columns.last[other], columns.first[other] - columns.last[one])
    return [
        ("kind", bool(columns.group[one] == columns.group[other])),
        ("place", bool(place[one] != UNKNOWN and place[one] == place[other])),
        ("days", bool(days[one] != UNKNOWN and days[other] != UNKNOWN and gap <= SLACK)),
    ]


def _figures(one: Report, other: Report) -> list[tuple[str, int]]:
    given = {(each.what, each.count) for each in one.figures if each.count is not None and not each.to_date}
    return sorted(
        (each.what, each.count)
        for each in other.figures
        if each.count is not None and not each.to_date and (each.what, each.count) in given
    )


def _words(columns: Columns, reports: Sequence[Report], one: int, other: int) -> str:
    words = columns.words
    other_numbers = set(words.number[other].tolist())
    # The words of a row stand in order of their worth.
    shared = [
        (number, bits)
        for number, bits in zip(words.number[one].tolist(), words.bits[one].tolist(), strict=True)
        if number >= 0 and number in other_numbers
    ]
    lengths = float(words.length[one] * words.length[other])
    if sum(bits**2 for _, bits in shared) >= COPIED * lengths:
        return "the same words"
    written = {stem(word): word for word in reversed(WORD.findall(reports[one].sentence))}
    rarest = [written[words.stems[number]] for number, _ in shared[:SHOWN]]
    return f"both say {', '.join(rarest)}" if rarest else ""


def _listed(names: Sequence[str]) -> str:
    """ "kind, place and days"."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
