"""Words for the parts of an area that lie in a direction: "eastern Ukraine", "the north of Chad"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

SECTOR_WORDS: Mapping[str, tuple[str, ...]] = {
    "north": ("northern", "north"),
    "south": ("southern", "south"),
    "east": ("eastern", "east"),
    "west": ("western", "west"),
    "centre": ("central", "centre", "center"),
    "northeast": ("northeastern", "north-eastern", "northeast", "north-east"),
    "northwest": ("northwestern", "north-western", "northwest", "north-west"),
    "southeast": ("southeastern", "south-eastern", "southeast", "south-east"),
    "southwest": ("southwestern", "south-western", "southwest", "south-west"),
}
"""The adjective stands first."""
NOT_SECTORS = frozenset(
    {"north korea", "south korea", "south sudan", "south africa", "north macedonia"}
    | {"western australia", "south australia", "northern ireland"}
)
"""Names of countries and of provinces."""


def sector_names(words: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for name in names:
        for word in words:
            if f"{word} {name}".lower() not in NOT_SECTORS:
                yield f"{word} {name}"
        for noun in words[len(words) // 2 :]:
            yield from (f"{noun} of {name}", f"{name}'s {noun}", f"the {noun} of {name}")
