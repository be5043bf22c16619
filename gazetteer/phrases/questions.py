"""What is asked, of whom and in which context."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.phrases.relations import Name, Node
from gazetteer.ranking import Context, Match

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

MOST_ANCHORS = 3
LEAST_SHARE = 0.05
"""Of the confidence; what an anchor means less often than that makes no answer of its own."""
SURE_WITHOUT_THE_WORDS = 0.9


@dataclass(frozen=True, slots=True)
class Question:
    """A phrase to be understood."""

    query: str
    gazetteer: Gazetteer
    context: Context
    meanings: Callable[[Node, Question], tuple[Match, ...]]
    """What a node means; here, for phrases nest."""

    def called(self, name: Name, limit: int | None = 10) -> tuple[Match, ...]:
        return self.gazetteer.called(name.key, name.text, self.context, limit)

    def of_kind(self, name: Name, kind: int) -> tuple[Match, ...]:
        """The bearers of a name that are of a kind (its position in `KINDS`), with what is left of the confidence."""
        bearers = self.gazetteer.named_key(name.key)
        if not len(bearers.rows):
            return ()
        kinds = self.gazetteer.columns.kind[bearers.rows] == kind
        return self.gazetteer.chosen(name.text, bearers, kinds, self.context, 10)

    def likely(self, node: Node, limit: int = MOST_ANCHORS) -> tuple[Match, ...]:
        """The likeliest places that a part of the phrase means, at least one where there is any."""
        found = self.called(node, limit) if isinstance(node, Name) else self.meanings(node, self)[:limit]
        if len(found) < 2 or found[-1].confidence >= LEAST_SHARE:
            return found
        return tuple(match for at, match in enumerate(found) if at == 0 or match.confidence >= LEAST_SHARE)

    def likely_areas(self, node: Node, limit: int) -> tuple[Match, ...]:
        """As `likely`, and areas even where the name is seldom meant for them: a town and its province share one."""
        return self.called(node, 2 * limit) if isinstance(node, Name) else self.likely(node, limit)

    def anew(self, context: Context) -> Question:
        return replace(self, context=context)


def plainly(match: Match, why: str = "the place, without the words around it") -> Match:
    sure = match.confidence * SURE_WITHOUT_THE_WORDS
    return Match(match.place, match.name, sure, f"{match.reason}; {why}")
