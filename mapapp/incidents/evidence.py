"""What speaks for two reports telling of one happening, as numbers for many pairs at once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from mapapp.incidents.columns import SLACK, UNKNOWN, WIDE_KM, Columns, kilometres
from mapapp.incidents.report import Report
from mapapp.incidents.tokens import Ints
from mapapp.incidents.words import Floats

NEAR_KM = 25.0
"""Two spots nearer than this may be one scene."""
NARROW = 4
"""Days of a span up to which it tells the day rather than a stretch of time."""

NAMES = (
    "words", "contained", "shared", "names", "same_spot", "same_wide", "within", "one_unplaced",
    "same_day", "within_days", "published_apart", "same_kind", "same_group", "same_stance",
    "figure", "other_figure", "same_article",
)  # fmt: skip
"""What each column of `measured` is."""
_TABLE = tomllib.loads(files(__package__).joinpath("weights.toml").read_text("utf-8"))
WEIGHTS = np.array([_TABLE["weight"][name] for name in NAMES], np.float32)
LEAST: float = _TABLE["least"]
"""Logarithm of the odds from which two reports go together."""


def possible(columns: Columns, pairs: Ints) -> Ints:
    """The pairs of which neither scene nor days forbid that they tell of one happening."""
    one, other = pairs[:, 0], pairs[:, 1]
    return pairs[~(_days(columns, one, other)[1] | _places(columns, one, other)[1])]


def measured(columns: Columns, pairs: Ints, figures: Floats) -> Floats:
    """The evidence of each pair, a column for each of NAMES.

    Args:
        columns: of the reports.
        pairs: rows.
        figures: for each pair how many figures agree, and how many contradict, from `Figures.compared`.
    """
    one, other = pairs[:, 0], pairs[:, 1]
    place, days = _places(columns, one, other)[0], _days(columns, one, other)[0]
    gap = np.abs(columns.published[one] - columns.published[other])
    unknown = (columns.published[one] == UNKNOWN) | (columns.published[other] == UNKNOWN)
    rows = [
        *_words(columns, one, other), *place, *days, np.where(unknown, 0.5, np.log1p(gap) / 4),
        columns.kind[one] == columns.kind[other], columns.group[one] == columns.group[other],
        columns.stance[one] == columns.stance[other],
        np.minimum(figures[:, 0], 2), np.minimum(figures[:, 1], 1),
        columns.article[one] == columns.article[other],
    ]  # fmt: skip
    return np.stack(rows, axis=1).astype(np.float32)


def _words(columns: Columns, one: Ints, other: Ints) -> list[Floats]:
    """Cosine of the words, how far one is contained in the other, what is shared, and the names among that."""
    number, bits = columns.words.number, columns.words.bits
    left, right, worth = number[one], number[other], bits[one]
    both, shared, names = (np.zeros(len(one), np.float32) for _ in range(3))
    for at in range(left.shape[1]):
        equal = ((right == left[:, at : at + 1]) & (left[:, at : at + 1] >= 0)).any(axis=1)
        gained = np.where(equal, worth[:, at], 0)
        both += gained**2
        shared += gained
        names += np.where(columns.words.is_name[left[:, at]], gained, 0)
    here, there = columns.words.length[one], columns.words.length[other]
    contained = both / np.minimum(here, there) ** 2
    return [both / (here * there), contained, np.log1p(shared) / 4, np.log1p(names) / 4]


def _places(columns: Columns, one: Ints, other: Ints) -> tuple[list[npt.NDArray[np.bool_]], npt.NDArray[np.bool_]]:
    """The ways in which two scenes may be one, and whether they cannot be."""
    here, there = columns.place[one], columns.place[other]
    known = (here != UNKNOWN) & (there != UNKNOWN)
    distance = kilometres(columns, one, other)
    wide = columns.radius_km[one] > WIDE_KM
    same = known & (here == there)
    spots = ~columns.is_area[one] & ~columns.is_area[other]
    near = known & ~same & spots & (distance <= NEAR_KM)
    reach = np.maximum(columns.radius_km[one], columns.radius_km[other])
    one_is_country = columns.is_country[one] ^ columns.is_country[other]
    in_country = one_is_country & (columns.country[one] == columns.country[other])
    in_area = ~columns.is_country[one] & ~columns.is_country[other] & ~spots & (distance <= reach + NEAR_KM)
    within = known & ~same & (in_country | in_area)
    one_unplaced = (here == UNKNOWN) ^ (there == UNKNOWN)
    return [(same & ~wide) | near, same & wide, within, one_unplaced], known & ~(same | near | within)


def places_apart(columns: Columns, one: int, other: int) -> bool:
    """Whether the scenes of two rows cannot be one."""
    return bool(_places(columns, np.array([one]), np.array([other]))[1][0])


def _days(columns: Columns, one: Ints, other: Ints) -> tuple[list[npt.NDArray[np.bool_]], npt.NDArray[np.bool_]]:
    """Whether the days are one or may be one, and whether they cannot be one."""
    known = (columns.first[one] != UNKNOWN) & (columns.first[other] != UNKNOWN)
    gap = np.maximum(columns.first[one] - columns.last[other], columns.first[other] - columns.last[one])
    slack = SLACK + columns.late[one] + columns.late[other]
    longest = np.maximum(columns.last[one] - columns.first[one], columns.last[other] - columns.first[other])
    near, narrow = known & (gap <= SLACK), longest < NARROW
    return [near & narrow, near & ~narrow], known & (gap > slack)


def odds(evidence: Floats) -> Floats:
    """Logarithm of the odds that each pair tells of one happening."""
    logarithm: Floats = evidence @ WEIGHTS + np.float32(_TABLE["bias"])
    return logarithm


class Figures:
    """What reports count, totals to date left out, so that pairs can be compared."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._counts = {
            row: {each.what: each.count for each in report.figures if not each.to_date}
            for row, report in enumerate(reports)
            if report.figures
        }
        self._has = np.zeros(len(reports), bool)
        self._has[list(self._counts)] = True

    def compared(self, pairs: Ints) -> Floats:
        """For each pair: how many counts agree, and how many of the same thing contradict."""
        found = np.zeros((len(pairs), 2), np.float32)
        for at in np.flatnonzero(self._has[pairs].all(axis=1)).tolist():
            one, other = (self._counts[row] for row in pairs[at].tolist())
            for what in one.keys() & other.keys():
                equal = one[what] is not None and one[what] == other[what]
                found[at, 0 if equal else 1] += 1
        return found
