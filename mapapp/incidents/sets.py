"""Sets that grow together, as trees in which each member knows one above it (disjoint-set forest, Tarjan 1975)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol, TypeVar

Member = TypeVar("Member", bound=Hashable)


class Above(Protocol[Member]):
    """What stands above each member; itself at the top. A list does for numbers from 0."""

    def __getitem__(self, member: Member, /) -> Member: ...

    def __setitem__(self, member: Member, above: Member, /) -> None: ...


class Own(dict[Hashable, Hashable]):
    """`Above` for members that nobody has named before: each is a set of its own."""

    def __missing__(self, member: Hashable) -> Hashable:
        self[member] = member
        return member


def leader(leaders: Above[Member], member: Member) -> Member:
    """What stands for all that is in one set with a member; the way to it is halved."""
    while (above := leaders[member]) != member:
        leaders[member] = leaders[above]
        member = above
    return member
