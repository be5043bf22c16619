"""Ways to say a place by others: "Minsk border", "75 km north of Kyiv", "Merefa (Kharkiv region)", "Paris, Texas".

Borders of two named countries and sectors of countries are names of the index already.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.derived import AROUND, WORDS
from gazetteer.names import Word
from gazetteer.place import Place, PlaceKind
from gazetteer.ranking import Context, Match
from gazetteer.sectors import SECTOR_WORDS

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


CODES = {words: code for code, words in WORDS.items()}
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
    r"(?:(?P<bearing>(?:north|south)?[\s-]?(?:north|south|east|west))(?:ern)?\s+(?:of|from)|(?P<around>outside(?:\s+of)?|from))"
    r"\s+(?P<place>.+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:halfway|midway)\s+between\s+(?P<one>.+?)\s+and\s+(?P<other>.+)", re.IGNORECASE)
_DIRECTIONS = {word: direction for direction, words in SECTOR_WORDS.items() for word in words}
_DIRECTION = "|".join(sorted(_DIRECTIONS, key=len, reverse=True))
_NOUN = "|".join(noun for words in SECTOR_WORDS.values() for noun in words[len(words) // 2 :])
_SECTORS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:the )?(?:far )?(?P<direction>{_DIRECTION})(?: (?:part|side|areas?) of)?,? (?:the )?(?P<whole>.+)",
        rf"(?:the )?(?P<direction>{_DIRECTION}) (?:part )?of (?:the )?(?P<whole>.+)",
        rf"(?:the )?(?P<whole>.+?)['’]s (?P<direction>{_DIRECTION})(?: part)?",
    )
)
_WITHIN = re.compile(r"(?P<inner>[^,()]+?)\s*(?:\((?P<bracket>[^()]+)\)|,(?P<comma>.+))\s*$")
_AROUND = re.compile(
    r"^(?:near|around|outside|in|at|the|(?:the )?(?:outskirts|centre|center|suburbs|area|village|town|city|settlement|"
    r"port|district|downtown) of|downtown|central) ",
    re.IGNORECASE,
)
_KIND_BEHIND = re.compile(r" (?:city|town|village|settlement|area|region|district|suburbs|outskirts)$", re.IGNORECASE)
_PART_OF_TOWN = re.compile(r"^(?:north|south)?-?(?:north|south|east|west)ern ")
_BORDER = re.compile(
    r"(?:the )?(?P<place>.+?)(?:'s|’s)? border$|(?:the )?border (?:of|with) (?:the )?(?P<of>.+)$", re.IGNORECASE
)


def composed(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """Places that a phrase means, best first; () where it is no phrase that we know."""
    for read in (offset, halfway, sector, one_border):
        if found := read(query, gazetteer, context):
            return found
    return within(query, gazetteer, context) or plain(query, gazetteer, context)


def offset(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """ "75 km north of Kyiv", "fifty miles outside Kharkiv"."""
    match = _OFFSET.fullmatch(query.strip())
    away = distance(match["number"].lower(), match["unit"].lower()) if match else None
    anchors = gazetteer.as_written(match["place"], context=context, limit=1) if match and away is not None else ()
    if match is None or away is None or not anchors:
        return ()
    towards = CODES[re.sub(r"[\s-]", "", match["bearing"].lower())] if match["bearing"] else AROUND
    said = "in that direction" if match["bearing"] else "in any direction"
    place = gazetteer.place(f"offset:{anchors[0].place.id}:{round(away, 1):g}:{towards}")
    reason = f"{round(away)} km from {anchors[0].place.name} {said}"
    return () if place is None else (Match(place, query, anchors[0].confidence, reason),)


def halfway(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    match = _BETWEEN.fullmatch(query.strip())
    ends = [gazetteer.as_written(match[end], context=context, limit=1) for end in ("one", "other")] if match else []
    if not ends or not all(ends):
        return ()
    one, other = (end[0] for end in ends)
    place = gazetteer.place(f"between:{one.place.id}+{other.place.id}")
    confidence = min(one.confidence, other.confidence)
    return () if place is None else (Match(place, query, confidence, "the middle of the way between them"),)


def sector(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """ "northern Kharkiv region", "the country's north-east" with a country in the context."""
    for pattern in _SECTORS:
        match = pattern.fullmatch(query.strip())
        whole = whole_of(match["whole"], gazetteer, context) if match else None
        if match is None or whole is None:
            continue
        place = gazetteer.place(f"sector:{code_of(whole.place)}-{_DIRECTIONS[match['direction'].lower()]}")
        if place is not None:
            return (Match(place, query, whole.confidence, f"that part of {whole.place.name}"),)
    return ()


def whole_of(name: str, gazetteer: Gazetteer, context: Context) -> Match | None:
    """The area whose part is meant."""
    if name.lower() == "country":
        country = gazetteer.country(context.countries[0]) if context.countries else None
        return None if country is None else Match(country, name, 0.8, "the country that the text is about")
    areas = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION)
    # "The centre of Kharkiv" is the town's, though a province bears that name too.
    found = gazetteer.candidates(name, context, 1)
    return found[0] if found and found[0].place.kind in areas else None


def code_of(place: Place) -> str:
    if place.kind is PlaceKind.COUNTRY:
        return place.country
    return f"{place.country}.{place.admin1}" if place.kind is PlaceKind.ADMIN1 else place.id


def distance(number: str, unit: str) -> float | None:
    factor = KM_PER_UNIT.get(unit) or KM_PER_UNIT.get(unit + "s")
    count = NUMBERS.get(number) if number.isalpha() else float(number.replace(",", "."))
    return None if factor is None or count is None else count * factor


def one_border(query: str, gazetteer: Gazetteer, context: Context) -> tuple[Match, ...]:
    """ "Minsk border": the border of Minsk's country with a country of the context, else that country as a whole."""
    match = _BORDER.fullmatch(query.strip())
    # Without the context, for what it names is the other side.
    named = gazetteer.as_written((match["place"] or match["of"]), limit=1) if match else ()
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
    wholes = gazetteer.as_written(rest, context=context, limit=5)
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
    bare = _AROUND.sub("", _KIND_BEHIND.sub("", query.strip()))
    return found or gazetteer.candidates(_PART_OF_TOWN.sub("", bare), context)


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
    name_of = {(first, last): name_id for first, last, name_id in names}
    for first, last, _ in names:
        longest[first] = max(last, longest.get(first, 0))
    for first, last in sorted(longest.items()):
        found.extend(border_phrases(split, first, last))
        found.extend(offset_phrases(split, first, last))
        found.extend(list_phrases(split, first, last, longest))
        found.extend(sector_phrases(split, first, last, name_of[first, last], gazetteer))
    found.extend(parts_of_the_country(split))
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


def sector_phrases(split: Sequence[Word], first: int, last: int, name_id: int, gazetteer: Gazetteer) -> list[Phrase]:
    """ "northern Kharkiv region", "the north of Kharkiv region": the area's name ends with a word for its kind."""
    proper = last - first > 1 and split[last - 1].key in AREA_WORDS and split[first].text[0].isupper()
    if not proper or not gazetteer.is_unit(name_id):
        return []
    for pattern, reach in SECTOR_OPENINGS:
        before = " ".join(word.text for word in split[max(0, first - reach) : first])
        if not pattern.pattern.endswith(("of", "the")) and first > reach and split[first - reach - 1].key == "the":
            # "The eastern Donetsk region" is the whole of it, in the country's east.
            continue
        if first >= reach and pattern.fullmatch(before.replace(" - ", "-")):
            query = f"{before.replace(' - ', '-')} {text_of(split, first, last)}"
            return [Phrase(first - reach, last, query, "sector")]
    return []


def parts_of_the_country(split: Sequence[Word]) -> list[Phrase]:
    """ "the country's north-east", "north of the country"; which country is for the context to say."""
    found = []
    for at, word in enumerate(split):
        if word.key != "country" or at == 0 or split[at - 1].key != "the":
            continue
        for end in (at + 5, at + 3):
            if end <= len(split) and PART_BEHIND.fullmatch(text_of(split, at, end)):
                found.append(Phrase(at - 1, end, text_of(split, at - 1, end), "sector"))
                break
        for start in (at - 6, at - 5, at - 4, at - 3):
            # "It lies north of the country" tells of another one.
            told = start > 0 and split[start - 1].key == "the"
            if told and PART_BEFORE.fullmatch(text_of(split, start, at + 1)):
                found.append(Phrase(start, at + 1, text_of(split, start, at + 1), "sector"))
                break
    return found


AREA_WORDS = frozenset({"region", "oblast", "province", "state", "governorate", "voivodeship", "republic", "krai"})
SECTOR_OPENINGS = [
    (re.compile(rf"(?:{_DIRECTION}) of the", re.IGNORECASE), 3),
    (re.compile(rf"(?:{_DIRECTION}) of", re.IGNORECASE), 2),
    (re.compile(rf"(?:{_DIRECTION})", re.IGNORECASE), 3),
    (re.compile(rf"(?:{_DIRECTION})", re.IGNORECASE), 1),
]
"""What stands before the name, and how many words that is; a hyphen is a word."""
PART_BEHIND = re.compile(rf"country['’]s (?:{_NOUN})", re.IGNORECASE)
PART_BEFORE = re.compile(rf"(?:(?:{_NOUN})|(?:{_DIRECTION}) part) of the country", re.IGNORECASE)


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
    if query.isalpha():
        return query
    if not query.isprintable():
        query = "".join(letter if letter.isprintable() else " " for letter in query)
    spaced = " ".join(query.split())
    return spaced.strip(" ,;:'\"’“”«»")


def without_article(query: str) -> str:
    return query[4:] if query.lower().startswith("the ") else query
