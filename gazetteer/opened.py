"""The opened gazetteer: names in a text, places by name and by id."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from gazetteer import building
from gazetteer.index import Bearers, Columns, Index
from gazetteer.names import Word, word_key
from gazetteer.place import Place


@dataclass(frozen=True, slots=True)
class Context:
    """What the text around a name has named."""

    countries: tuple[str, ...] = ()
    """ISO codes, likeliest first."""
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A place that a written name may mean."""

    place: Place
    name: str
    """The name as it was matched."""
    confidence: float
    """Share among the candidates, 0 to 1."""
    reason: str
    """Plain words."""


class Gazetteer:
    """Read-only; one instance serves any number of threads; pickles as its path."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(folder)
        self.folder = folder
        self.version = folder.name.removeprefix("gazetteer-")
        self.columns: Columns = self._index.columns

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path]]:
        return Gazetteer, (self.folder,)

    def find_names(self, words: Sequence[Word | str]) -> list[tuple[int, int, int]]:
        """Every run [i, j) of words that is a name, with the name's id; nested and overlapping runs included.

        Words come from `gazetteer.names.words`, or are written words.
        """
        return self._index.find_names([word_key(word) if isinstance(word, str) else word.key for word in words])

    def bearers(self, name_id: int) -> Bearers:
        """The places that bear a name, likeliest first."""
        return self._index.bearers(name_id)

    def place_at(self, row: int) -> Place:
        return self._index.place_at(row)

    def place(self, place_id: str) -> Place | None:
        """A place by its id; None where there is none."""
        row = self._index.row_of(place_id)
        return None if row is None else self.place_at(row)

    def lookup(
        self, query: str, *, context: Context = Context(), countries: Collection[str] = (), limit: int = 10
    ) -> tuple[Match, ...]:
        """Places that a written name may mean, best first; () where none is known."""
        name_id = self._index.name_id(query)
        if name_id is None:
            return ()
        rows = [int(row) for row in self.bearers(name_id).rows]
        places = [place for place in map(self.place_at, rows) if not countries or place.country in countries]
        return tuple(Match(place, query, 1 / len(places), "listed name") for place in places[:limit])


def open_gazetteer(cache: Path | None = None, *, progress: Callable[[str, float], None] | None = None) -> Gazetteer:
    """Open the gazetteer, building its index first where it is absent, stale or damaged.

    Args:
        cache: folder that holds the index; default `MAPAPP_CACHE` or the user's cache folder.
        progress: told what is being done and the share done while the index is built.

    Raises:
        CacheNotWritable: there is no index and none can be written.
    """
    return Gazetteer(building.ensure(cache or building.default_cache(), progress))
