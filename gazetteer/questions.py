"""What geopy asks a geocoder, read: queries, codes, limits; and how it wants to be answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeAlias

from geopy.adapters import BaseAsyncAdapter
from geopy.exc import GeocoderQueryError
from geopy.location import Location

if TYPE_CHECKING:
    from gazetteer.geocoder import GazetteerGeocoder

STRUCTURED = ("city", "county", "state", "country")
"""Parts of a query that is a mapping, from the place itself outwards; Nominatim's own words."""

Arguments = ParamSpec("Arguments")


class WrongQuestion(GeocoderQueryError, ValueError):  # type: ignore[misc]  # geopy ships no types
    """What was asked cannot be answered as it stands."""


def written(query: Any) -> str:
    """The text of a query: a name as it stands, or the parts of a mapping in their order, "Paris, Texas, US".

    Raises:
        WrongQuestion: it is neither, or the mapping asks for what a gazetteer does not hold.
    """
    if isinstance(query, str):
        return query
    if not isinstance(query, Mapping):
        raise WrongQuestion(f"a name is text, and this is {type(query).__name__}; reverse() takes a point")
    wrong = [part for part, value in query.items() if part not in STRUCTURED or not isinstance(value, str | None)]
    if wrong:
        raise WrongQuestion(f"{wrong[0]!r} is not known here; ask for {', '.join(STRUCTURED)}, each as text")
    return ", ".join(query[part].strip() for part in STRUCTURED if (query.get(part) or "").strip())


def most_of(limit: int | None) -> int:
    """
    Raises:
        WrongQuestion: fewer than one place is asked for.
    """
    if limit is not None and limit < 1:
        raise WrongQuestion(f"limit is {limit}; ask for 1 place or more")
    return limit or 10


def codes_of(country_codes: str | Collection[str] | None) -> frozenset[str]:
    """ISO codes in capitals; "ua,by" as Nominatim takes them too."""
    codes = [country_codes] if isinstance(country_codes, str) else list(country_codes or ())
    return frozenset(code.strip().upper() for part in codes for code in part.split(",") if code.strip())


Answer: TypeAlias = Location | list[Location] | None


def answers(
    method: Callable[Concatenate[GazetteerGeocoder, Arguments], Answer],
) -> Callable[Concatenate[GazetteerGeocoder, Arguments], Any]:
    """At once, or as a coroutine where the geocoder was made with an async adapter, as geopy's own do."""

    @wraps(method)
    def answer(self: GazetteerGeocoder, /, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Any:
        if isinstance(self.adapter, BaseAsyncAdapter):
            return asyncio.to_thread(method, self, *args, **kwargs)
        return method(self, *args, **kwargs)

    return answer
