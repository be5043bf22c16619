"""What sorts of events there are, and the groups that a map draws them in (`kinds.toml`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds that share a colour and a line of the legend."""

    id: str
    """Stable short name: "battle", "strike", ..."""
    label: str
    """What the page shows."""
    colour: str
    """"#rrggbb" on a light map."""
    dark_colour: str
    """"#rrggbb" on a dark map."""
    symbol: str
    """Shape that tells the group without colour: circle, triangle, diamond, ... (`CORNERS` of symbols.js)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event."""

    code: str
    """ACLED's "Type: Sub-type", PLOVER's type in capitals, or a word of our own in lower case."""
    label: str
    """What the page shows: plain words."""
    group: str
    """`Group.id`."""
    definition: str
    """One sentence that says what belongs here."""
    acled: str
    """Nearest ACLED event type and sub-type; "" where there is none."""
    plover: str
    """Nearest PLOVER type; "" where there is none."""
    cameo: str
    """Nearest CAMEO root code, "01" to "20"; "" where there is none."""
    wider: str = ""
    """Code of a kind that contains this one, as "AGREE" contains ceasefires; "" where there is none."""


def _tables() -> tuple[tuple[Group, ...], Mapping[str, Kind]]:
    rows = tomllib.loads(files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    kinds = {row["code"]: Kind(**row) for row in rows["kind"]}
    return tuple(Group(**row) for row in rows["group"]), MappingProxyType(kinds)


GROUPS, KINDS = _tables()
DEADLY = frozenset(("battle", "strike", "civilians"))
"""Ids of the groups in which people are attacked."""
VIOLENT = DEADLY | {"protest"}
"""Those in which people may come to harm."""
SPOKEN = frozenset(("REQUEST", "REJECT", "THREATEN", "ACCUSE"))
"""Kinds that are done by saying something."""
_GROUP_BY_ID = {group.id: group for group in GROUPS}


def group_of(code: str) -> Group:
    """The group of a kind's code; "other" for a code that this version does not know (an older workspace)."""
    kind = KINDS.get(code)
    return _GROUP_BY_ID[kind.group if kind else "other"]
