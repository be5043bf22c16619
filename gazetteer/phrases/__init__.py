"""Ways to say a place by others: "Minsk border", "75 km north of Kyiv", "Merefa (Kharkiv region)", "Paris, Texas".

`relations` has the nouns and reads the table of words, `grammar` reads a phrase, `meaning` makes places of it. Borders
of two named countries and sectors of countries are names of the index already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gazetteer.names import Word
from gazetteer.phrases.borders import by_town
from gazetteer.phrases.grammar import Written, described
from gazetteer.phrases.in_texts import Phrase, find_phrases
from gazetteer.phrases.meaning import meanings
from gazetteer.phrases.questions import Question
from gazetteer.ranking import Context, Match

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer

__all__ = ["Phrase", "by_town", "find_phrases", "meant", "tidy", "without_article"]


def meant(query: str, split: Sequence[Word], gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """Places that a phrase means, best first; () where it is no phrase that we know.

    Args:
        split: the words of the query.
    """
    written = Written(query, split, [word.key for word in split], gazetteer.is_name)
    node = described(written)
    return () if node is None else meanings(node, Question(query, gazetteer, context, meanings))


def tidy(query: str) -> str:
    """A query without control characters, doubled spaces and marks around it."""
    if query.isalpha():
        return query
    if not query.isprintable():
        query = "".join(letter if letter.isprintable() else " " for letter in query)
    return " ".join(query.split()).strip(" ,;:'\"’“”«»")


def without_article(query: str) -> str:
    return query[4:] if query.lower().startswith("the ") else query
