"""Ways to say a place by others: "Minsk border", "75 km north of Kyiv", "Merefa (Kharkiv region)", "Paris, Texas".

Borders of two named countries and sectors of countries are names of the index already.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.names import Word
from gazetteer.place import EARTH_RADIUS_KM, Coordinates, Place, PlaceKind
from gazetteer.ranking import Context, Match

if TYPE_CHECKING:
    from gazetteer.opened import Gazetteer


class Phrase(NamedTuple):
    """A run of words that names one place by others; look its text up with the context of the text."""

    first_word: int
    last_word: int
    """One past the last word."""
    query: str
    kind: str
    """border, sector, offset, or list for one member of "X and Y regions"."""


BEARINGS = {
    name: 45.0 * step
    for step, name in enumerate(("north", "northeast", "east", "southeast", "south", "southwest", "west", "northwest"))
}
KM_PER_UNIT = {"km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0}
KM_PER_UNIT |= {"mile": 1.609344, "miles": 1.609344, "mi": 1.609344}
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100,
}  # fmt: skip
LIST_WORDS = {
    "regions": "region",
    "oblasts": "oblast",
    "provinces": "province",
    "counties": "county",
    "districts": "district",
}
_OFFSET = re.compile(
    r"(?P<number>\d{1,4}(?:[.,]\d+)?|[a-z]+)[\s-]+(?P<unit>[a-z]+)s?\s+(?:to the\s+)?"
    r"(?P<bearing>(?:north|south)?[\s-]?(?:north|south|east|west))(?:ern)?\s+(?:of|from)\s+(?P<place>.+)",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"(?P<inner>[^,()]+?)\s*(?:\((?P<bracket>[^()]+)\)|,(?P<comma>.+))\s*$")
_AROUND = re.compile(
    r"^(?:near|around|outside|in|at|the|(?:the )?(?:outskirts|centre|center|suburbs|area|village|town|city|settlement|"
    r"port|district|downtown) of|downtown|central) ",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(r" (?:city|town|village|settlement|area|region|district|suburbs|outskirts)$", re.IGNORECASE)
_BORDER = re.compile(
    r"(?:the )?(?P<place>.+?)(?:'s|’s)? border$|(?:the )?border (?:of|with) (?:the )?(?P<of>.+)$", re.IGNORECASE
)


def composed(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """Places that a phrase means, best first; () where it is no phrase that we know."""
    if found := offset(query, gazetteer, context):
        return found
    if found := one_border(query, gazetteer, context):
        return found
    return within(query, gazetteer, context) or plain(query, gazetteer, context)


def offset(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """ "75 km north of Kyiv": a point, and a reach of a fifth of the distance, for such figures are round."""
    match = _OFFSET.fullmatch(query.strip())
    if not match:
        return ()
    bearing = BEARINGS.get(re.sub(r"[\s-]", "", match["bearing"].lower()))
    away = distance(match["number"].lower(), match["unit"].lower())
    anchors = gazetteer.lookup(match["place"], context=context, limit=1)
    if bearing is None or away is None or not anchors:
        return ()
    anchor = anchors[0]
    point = destination(anchor.place.coordinates, bearing, away)
    place = Place(
        id=f"offset:{anchor.place.id}@{round(away, 1)}km{round(bearing)}",
        name=query.strip(),
        kind=PlaceKind.REGION,
        country=gazetteer.country_at(point) or anchor.place.country,
        admin1="",
        population=0,
        coordinates=point,
        radius_km=round(max(2.0, away / 5), 1),
    )
    return (Match(place, query, anchor.confidence, f"{round(away)} km from {anchor.place.name} in that direction"),)


def distance(number: str, unit: str) -> float | None:
    factor = KM_PER_UNIT.get(unit) or KM_PER_UNIT.get(unit + "s")
    count = NUMBERS.get(number) if number.isalpha() else float(number.replace(",", "."))
    return None if factor is None or count is None else count * factor


def destination(start: Coordinates, bearing: float, away_km: float) -> Coordinates:
    """The point `away_km` from `start` on a great circle that leaves at `bearing` degrees from north."""
    angle, arc = math.radians(bearing), away_km / EARTH_RADIUS_KM
    here = math.radians(start.latitude)
    there = math.asin(math.sin(here) * math.cos(arc) + math.cos(here) * math.sin(arc) * math.cos(angle))
    east = math.atan2(
        math.sin(angle) * math.sin(arc) * math.cos(here), math.cos(arc) - math.sin(here) * math.sin(there)
    )
    longitude = (start.longitude + math.degrees(east) + 540) % 360 - 180
    return Coordinates(math.degrees(there), longitude)


def one_border(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """ "Minsk border": the border of Minsk's country with a country of the context, else that country as a whole."""
    match = _BORDER.fullmatch(query.strip())
    # Without the context, for what it names is the other side.
    named = gazetteer.lookup((match["place"] or match["of"]), limit=1) if match else ()
    if not named or not named[0].place.country:
        return ()
    code = named[0].place.country
    others = [*context.countries, *(place.country for place in context.places)]
    for other in dict.fromkeys(others):
        border = gazetteer.place("border:" + "-".join(sorted((code, other))))
        if border is not None:
            return (Match(border, query, named[0].confidence, "the border with a country that the text names"),)
    whole = gazetteer.country(code)
    return () if whole is None else (Match(whole, query, named[0].confidence / 2, "the text does not say with whom"),)


def within(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """ "Merefa (Kharkiv region)", "Paris, Texas": a place and what holds it; "Kharkiv (Saltivka)": and a part of it."""
    match = _WITHIN.fullmatch(query.strip())
    if not match:
        return ()
    rest = (match["bracket"] or match["comma"]).strip()
    wholes = gazetteer.lookup(rest, context=context, limit=5)
    inner = named_plainly(match["inner"], gazetteer, context)
    for whole in wholes[:3]:
        for found in inner:
            if found.place.kind is PlaceKind.SETTLEMENT and lies_in(whole.place, found.place, gazetteer):
                return (Match(whole.place, rest, whole.confidence, f"it lies by {found.place.name}, named with it"),)
            if lies_in(found.place, whole.place, gazetteer):
                return (Match(found.place, match["inner"], 0.5 + found.confidence / 2, f"the one in {rest}"),)
    if not inner or (wholes and wholes[0].place.is_area):
        unknown = f"no {match['inner'].strip()} is known there; this is said to hold it"
        return tuple(Match(whole.place, rest, whole.confidence / 2, unknown) for whole in wholes)
    unsure = "what is said of where it lies is not known"
    return tuple(Match(found.place, found.name, found.confidence * 0.8, f"{found.reason}; {unsure}") for found in inner)


def named_plainly(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """Bearers of a name that may stand with a word for its kind: "village of X", "X city", "near X"."""
    found = gazetteer.candidates(query.strip(), context)
    return found or gazetteer.candidates(_AROUND.sub("", _KIND_BEHIND.sub("", query.strip())), context)


def plain(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    said = "the place, without the words around it"
    return tuple(
        Match(match.place, match.name, match.confidence * 0.9, f"{match.reason}; {said}")
        for match in named_plainly(query, gazetteer, context)
    )


def lies_in(inner: Place, whole: Place, gazetteer: Gazetteer) -> bool:
    if inner.id == whole.id:
        return False
    if whole.kind is PlaceKind.COUNTRY:
        return inner.country == whole.country
    if whole.kind is PlaceKind.SETTLEMENT:
        reach = max(15.0, 3 * whole.radius_km)
        smaller = inner.kind in (PlaceKind.SETTLEMENT, PlaceKind.SITE) and inner.population < whole.population
        return smaller and inner.coordinates.distance_km(whole.coordinates) <= reach
    if whole.kind is PlaceKind.ADMIN1:
        return (inner.country, inner.admin1) == (whole.country, whole.admin1)
    return inner.coordinates.distance_km(whole.coordinates) <= max(25.0, whole.radius_km)


def find_phrases(split: Sequence[Word], gazetteer: Gazetteer, names: Sequence[tuple[int, int, int]]) -> list[Phrase]:
    """Phrases of a text around the names that were found in it; those that are names themselves are not repeated."""
    found: list[Phrase] = []
    longest: dict[int, int] = {}
    for first, last, _ in names:
        longest[first] = max(last, longest.get(first, 0))
    for first, last in sorted(longest.items()):
        found.extend(border_phrases(split, first, last))
        found.extend(offset_phrases(split, first, last))
        found.extend(list_phrases(split, first, last, longest))
    # "Ukraine-Belarus border" is a name already, so "Belarus border" is no phrase of its own.
    return [
        phrase
        for phrase in found
        if phrase.kind == "list"
        or not any(i <= phrase.first_word and phrase.last_word <= j for i, j in longest.items())
    ]


def text_of(split: Sequence[Word], first: int, last: int) -> str:
    parts = []
    for position in range(first, last):
        gap = position > first and split[position].start > split[position - 1].end
        parts.append((" " if gap else "") + split[position].text)
    return "".join(parts)


def border_phrases(split: Sequence[Word], first: int, last: int) -> list[Phrase]:
    found = []
    if last < len(split) and split[last].key in ("border", "borders", "frontier") and split[first].text[0].isupper():
        found.append(Phrase(first, last + 1, f"{text_of(split, first, last)} border", "border"))
    before = [word.key for word in split[max(0, first - 3) : first]]
    reach = 3 if before[-1:] == ["the"] else 2
    if before[-reach : len(before) - reach + 2] in (["border", "with"], ["border", "of"]) and first >= reach:
        found.append(Phrase(first - reach, last, f"{text_of(split, first, last)} border", "border"))
    return found


def offset_phrases(split: Sequence[Word], first: int, last: int) -> list[Phrase]:
    """A number, a unit and a direction before a name."""
    if first < 4 or split[first - 1].key not in ("of", "from"):
        return []
    for opening in range(first - 4, max(-1, first - 11), -1):
        number = split[opening].key
        if number.isdecimal() or number in NUMBERS:
            # "(45 miles) west": a second figure in brackets repeats the first.
            middle = [word.text for word in split[opening : first - 1] if word.key not in ("about", "some", ",")]
            plain = re.sub(r"\s*\(.*?\)", "", " ".join(middle).replace("( ", "(").replace(" )", ")"))
            query = f"{plain.replace(' - ', '-')} of {text_of(split, first, last)}"
            if _OFFSET.fullmatch(query) and distance_is_known(query):
                return [Phrase(opening, last, query, "offset")]
    return []


def distance_is_known(query: str) -> bool:
    match = _OFFSET.fullmatch(query)
    return match is not None and distance(match["number"].lower(), match["unit"].lower()) is not None


def list_phrases(split: Sequence[Word], first: int, last: int, longest: dict[int, int]) -> list[Phrase]:
    """ "Luhansk and Donetsk regions": each name with the word for one."""
    if last >= len(split) or split[last].key not in LIST_WORDS or not split[first].text[0].isupper():
        return []
    one = LIST_WORDS[split[last].key]
    found = [Phrase(first, last + 1, f"{text_of(split, first, last)} {one}", "list")]
    at = first
    while at > 1 and split[at - 1].key in ("and", ",", "or"):
        at -= 2 if split[at - 2].key in (",",) else 1
        opening = next((start for start, end in longest.items() if end == at), None)
        if opening is None or not split[opening].text[0].isupper():
            break
        found.append(Phrase(opening, at, f"{text_of(split, opening, at)} {one}", "list"))
        at = opening
    return found


def tidy(query: str) -> str:
    """A query without control characters, doubled spaces and marks around it."""
    spaced = " ".join("".join(letter if letter.isprintable() else " " for letter in query).split())
    return spaced.strip(" ,;:'\"’“”«»")


def without_article(query: str) -> str:
    return query[4:] if query.lower().startswith("the ") else query
