"""The opened gazetteer: names in a text, places by name and by id, outlines."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from gazetteer import building, derived, phrases, points, weighing
from gazetteer.index import NOBODY, Bearers, Columns, Index, together
from gazetteer.names import NameType, Word, key, word_key, words
from gazetteer.place import KINDS, Coordinates, Place, PlaceKind
from gazetteer.ranking import Bearing, Context, Match, as_misspelt, surroundings
from gazetteer.sources import table

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from gazetteer.outlining import Outlines

LONGEST_QUERY = 200
"""Characters; no place name is longer, and a pasted article is no query."""
NO_CONTEXT = Context()
NAME_TYPES = tuple(NameType)


class Gazetteer:
    """Read-only; one instance serves any number of threads; pickles as its path."""

    def __init__(self, folder: Path) -> None:
        self._index = Index(folder)
        self._lock = Lock()
        self.folder = folder
        self.version = folder.name.removeprefix("gazetteer-")
        """Stamp of the sources; goes with what is stored."""
        self.columns: Columns = self._index.columns

    def __reduce__(self) -> tuple[Callable[[Path], Gazetteer], tuple[Path]]:
        return reopened, (self.folder,)

    def find_names(self, text: Sequence[Word | str]) -> list[tuple[int, int, int]]:
        """Every run [i, j) of words that is a name, with the name's id; nested and overlapping runs included.

        Words come from `gazetteer.names.words`, or are written words.
        """
        return self._index.find_names([word_key(word) if isinstance(word, str) else word.key for word in text])

    def find_phrases(self, text: Sequence[Word], names: Sequence[tuple[int, int, int]]) -> list[phrases.Phrase]:
        return phrases.find_phrases(text, self, names)

    @property
    def name_count(self) -> int:
        """Number of different names."""
        return self._index.name_count

    def bearers(self, name_id: int) -> Bearers:
        """The places that bear a name, likeliest first."""
        return self._index.bearers(name_id)

    def is_unit(self, name_id: int) -> bool:
        """Whether a name first means a first-order unit."""
        rows = self.bearers(name_id).rows
        return len(rows) > 0 and KINDS[self.columns.kind[rows[0]]] is PlaceKind.ADMIN1

    def place_at(self, row: int) -> Place:
        return self._index.place_at(row)

    def place(self, place_id: str) -> Place | None:
        """A place by its id, composed ones too; None where there is none."""
        return self.indexed(place_id) or derived.derived(place_id, self)

    def indexed(self, place_id: str) -> Place | None:
        """A place of the index by its id."""
        row = self._index.row_of(place_id)
        return None if row is None else self.place_at(row)

    def whole(self, code: str) -> Place | None:
        """A country ("UA"), a first-order unit ("UA.07") or another area by its id."""
        row = self._countries.get(code, self._units.get(code))
        return self.indexed(code) if row is None else self.place_at(row)

    def lookup(
        self, query: str, *, context: Context = NO_CONTEXT, countries: Collection[str] = (), limit: int = 10
    ) -> tuple[Match, ...]:
        """Places that a written name or phrase may mean, best first; () where none is known.

        A name of myth is answered only in a context or a country, for without one it means no place on Earth. What
        is neither a name nor a phrase is read as the names that it may be misspelt for, and the reason says so.
        """
        found = self.as_written(query, context=context, countries=countries, limit=limit)
        return found or self.misspelt(query, context, countries, limit)

    def as_written(
        self, query: str, *, context: Context = NO_CONTEXT, countries: Collection[str] = (), limit: int = 10
    ) -> tuple[Match, ...]:
        """As `lookup`, but nothing is read as misspelt."""
        if len(query) > LONGEST_QUERY:
            return ()
        # Most queries hold no figure, and so no point.
        if not query.isalpha() and (written := points.point_id(query)):
            return self._at_point(written, query, countries)
        plain = phrases.tidy(query)
        if not any(letter.isalpha() for letter in plain):
            return ()
        whole = key(plain)
        bare = whole.removeprefix("the ")
        if bare in self._myths and not (countries or context):
            return ()
        wanted = None if countries else limit
        # Each is tried when it is another than the ones before.
        forms = dict.fromkeys((whole, bare, bare.removesuffix(" 's")))
        found = next(filter(None, (self.called(form, plain, context, wanted) for form in forms)), ())
        found = phrases.by_town(found, self, context) if found else phrases.meant(plain, words(plain), self, context)
        if countries:
            found = tuple(match for match in found if match.place.country in countries)
        return found[:limit]

    def misspelt(
        self, query: str, context: Context = NO_CONTEXT, countries: Collection[str] = (), limit: int = 10
    ) -> tuple[Match, ...]:
        """The places whose names lie nearest to a name that no place bears, a letter or two away; often ()."""
        plain = phrases.tidy(query) if len(query) <= LONGEST_QUERY else ""
        written = phrases.without_article(plain)
        # "The plant" is a thing of the text and no town misspelt.
        if written is not plain and written[:1].islower():
            return ()
        if key(written) in self._myths:
            return ()
        errors, names = self._index.respelt(written)
        if not self._myths.isdisjoint(names):
            return ()
        read = [(name, self.named(name)) for name in names]
        if not any(len(bearers.rows) for _, bearers in read):
            return ()
        bearers, name_of = together([bearers for _, bearers in read])
        meant = {row: read[at][0] for row, at in zip(bearers.rows.tolist(), name_of, strict=True)}
        found = self._ranked(written, bearers, context, None if countries else limit)
        told = [(match, row) for match, row in found if not countries or match.place.country in countries]
        return tuple(as_misspelt(match, meant[row], written, errors) for match, row in told[:limit])

    def candidates(self, name: str, context: Context = NO_CONTEXT, limit: int | None = None) -> tuple[Match, ...]:
        """The bearers of a name as it stands, ranked; phrases are not tried."""
        return self.called(key(name), name, context, limit)

    def called(
        self, folded: str, name: str, context: Context = NO_CONTEXT, limit: int | None = None
    ) -> tuple[Match, ...]:
        """As `candidates`, of a name whose key is known already."""
        name_id = self._index.id_of_key(folded)
        if name_id < 0:
            return ()
        return tuple(match for match, _ in self._ranked(name, self.bearers(name_id), context, limit))

    def is_name(self, folded: str) -> bool:
        """Whether any place bears the name of a key."""
        return self._index.id_of_key(folded) >= 0

    def named(self, name: str) -> Bearers:
        """The bearers of a name as it stands, none where it is no name."""
        return self.named_key(key(name))

    def named_key(self, folded: str) -> Bearers:
        """As `named`, by the key of the name."""
        name_id = self._index.id_of_key(folded)
        return NOBODY if name_id < 0 else self.bearers(name_id)

    def spellings(self, folded: str, wanted: Callable[[str], bool]) -> tuple[int, list[str]]:
        """The number of errors, and the keys of the wanted names that a key lies so many errors from."""
        return self._index.spellings(folded, wanted)

    def chosen(
        self, name: str, bearers: Bearers, which: npt.NDArray[np.bool_], context: Context, limit: int
    ) -> tuple[Match, ...]:
        """Some of the bearers of a name, ranked among all of them."""
        wanted = frozenset(bearers.rows[which].tolist())
        return tuple(match for match, _ in self._ranked(name, bearers, context, limit, wanted))

    def row_of(self, place_id: str) -> int | None:
        """The row of a place of the index."""
        return self._index.row_of(place_id)

    def country_number(self, code: str) -> int:
        """The number of a country in the columns; 0 where there is none of that code."""
        return self._index.country_number(code)

    def unit_number(self, place: Place) -> int:
        """The number of a place's first-order unit in the columns; 0 where it lies in none."""
        return self._index.unit_number(place)

    def surroundings(self, context: Context) -> weighing.Surroundings:
        """A context as the ranking sees it."""
        return surroundings(context, self._index)

    def _ranked(
        self,
        name: str,
        bearers: Bearers,
        context: Context,
        limit: int | None,
        wanted: Collection[int] | None = None,
    ) -> list[tuple[Match, int]]:
        """The likeliest bearers, of those wanted, with their rows; without a context they stand in order already."""
        rows, types = bearers.rows.tolist(), bearers.name_types.tolist()
        order: Sequence[int] = range(len(rows))
        if context:
            around = self.surroundings(context)
            shares = weighing.context_shares(bearers.rows, bearers.scores, self.columns, around).tolist()
            order = sorted(order, key=lambda at: -shares[at])
        else:
            shares = weighing.prior_shares(bearers.scores.tolist())
        found, place_at = [], self._index.place_at
        if wanted is not None:
            order = [at for at in order if rows[at] in wanted]
        for at in order[:limit]:
            bearing = Bearing(NAME_TYPES[types[at]], len(rows), context)
            found.append((Match(place_at(rows[at]), name, shares[at], bearing), rows[at]))
        return found

    def _at_point(self, place_id: str, query: str, countries: Collection[str]) -> tuple[Match, ...]:
        place = self.place(place_id)
        if place is None or (countries and place.country not in countries):
            return ()
        return (Match(place, query, 1.0, "the point itself"),)

    @cached_property
    def _myths(self) -> frozenset[str]:
        return frozenset(key(row["name"]) for row in table("myths"))

    def label(self, place: Place) -> str:
        """ "Bakhmut, Donetsk Oblast, Ukraine"."""
        wholes = [whole.name for whole in self.containers(place) if whole.name not in place.name]
        return ", ".join(dict.fromkeys([place.name, *wholes]))

    def containers(self, place: Place) -> tuple[Place, ...]:
        """The first-order unit and the country that hold a place, where they are known and are not the place."""
        unit = self._units.get(f"{place.country}.{place.admin1}") if place.admin1 else None
        country = self._countries.get(place.country)
        rows = [row for row in (unit, country) if row is not None]
        return tuple(whole for whole in map(self.place_at, rows) if whole.id != place.id)

    def country(self, code: str) -> Place | None:
        """A country by its ISO code."""
        row = self._countries.get(code)
        return None if row is None else self.place_at(row)

    def capital_of(self, code: str) -> Place | None:
        row = self._capitals.get(code)
        return None if row is None else self.place_at(row)

    def is_capital(self, place: Place) -> bool:
        """Whether a place is the capital of its country."""
        row = self._capitals.get(place.country)
        return row is not None and self._index.id_at(row) == place.id

    @cached_property
    def _countries(self) -> dict[str, int]:
        return {self.columns.country_codes[self.columns.country[row]]: row for row in self._rows_of(PlaceKind.COUNTRY)}

    @cached_property
    def _units(self) -> dict[str, int]:
        return {self.columns.admin1_codes[self.columns.admin1[row]]: row for row in self._rows_of(PlaceKind.ADMIN1)}

    @cached_property
    def _capitals(self) -> dict[str, int]:
        rows = self.columns.is_capital.nonzero()[0]
        return {self.columns.country_codes[self.columns.country[row]]: int(row) for row in rows}

    def _rows_of(self, kind: PlaceKind) -> list[int]:
        return [int(row) for row in (self.columns.kind == KINDS.index(kind)).nonzero()[0]]

    @cached_property
    def _outlines(self) -> Outlines:
        # Loads shapely, which names and places do without.
        from gazetteer.outlining import Outlines

        return Outlines(self.folder, self._index)

    def outline(self, place: Place) -> BaseGeometry | None:
        """Polygon of an area or line of a border, longitude first, WGS 84; None where there is none.

        Outlines of administrative units are made from their settlements and are off by some kilometres.
        """
        with self._lock:
            return self._outlines.of(place)

    def line(self, place_id: str) -> BaseGeometry | None:
        """What the id of a border or a coast draws, whether or not there is a place of that id yet."""
        with self._lock:
            return self._outlines.cut(place_id)

    def country_at(self, point: Coordinates) -> str:
        """ISO code of the country at a point, "" at sea."""
        with self._lock:
            return self._outlines.country_at(point.latitude, point.longitude)

    def units_at(self, point: Coordinates) -> tuple[Place, ...]:
        """The first-order unit and the country that hold a point, as far as they are known; () at sea.

        Outlines say so, except within a settlement, whose own are known exactly, and around the settlements of
        countries that have no outline.
        """
        nearest = self.nearest_settlements(point)
        with self._lock:
            codes = self._outlines.units_at(point.latitude, point.longitude)
            unknown = bool(codes) and bool(nearest) and not self._outlines.knows(nearest[0][0].country)
        if nearest and (unknown or nearest[0][1] <= nearest[0][0].radius_km):
            return self.containers(nearest[0][0])
        return tuple(place for place in map(self.whole, codes) if place is not None)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """ISO codes of the countries that share a land border with one."""
        with self._lock:
            return self._outlines.neighbours(code)

    def nearest_settlements(self, point: Coordinates, limit: int = 1) -> tuple[tuple[Place, float], ...]:
        """The settlements nearest to a point, with the distance in km."""
        return tuple((self.place_at(row), away) for row, away in self._index.nearest_settlements(point, limit))


def reopened(folder: Path) -> Gazetteer:
    """The gazetteer of a path, in another process; made again where the cache was emptied in between."""
    return Gazetteer(folder) if folder.is_dir() else open_gazetteer(folder.parent)


def open_gazetteer(cache: Path | None = None, *, progress: Callable[[str, float], None] | None = None) -> Gazetteer:
    """Open the gazetteer, building its index first where it is absent, stale or damaged.

    Args:
        cache: folder that holds the index; default `MAPAPP_CACHE` or the user's cache folder.
        progress: told what is being done and the share done while the index is built.

    Raises:
        CacheNotWritable: there is no index and none can be written.
    """
    return Gazetteer(building.ensure(cache or building.default_cache(), progress))
