"""Places that several words compose: a border, a part of a country, a spot so many kilometres from a town.

Corpora annotate the country inside ("eastern [Ukraine]"); a map needs the part. So the phrase is a mention of its own,
and the names inside stay mentions that say whose it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.place import Place, PlaceKind
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import NameTable
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.units import JOINING

if TYPE_CHECKING:
    from gazetteer import Context, Gazetteer

LEAST_CONFIDENCE = 0.2
DIRECTION = cue("direction")
SPOTS = frozenset((PlaceKind.SETTLEMENT, PlaceKind.SITE))
SHARED = "part of the country that is named behind the next one"
MOST_PHRASES = 200
"""Phrases of one article that are looked up; a table of borders may have thousands."""

Names = Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Composed:
    """A phrase and what it means."""

    run: Run
    place: Place
    confidence: float
    reason: str


def parted(tokens: Tokens, names: Names, table: NameTable) -> tuple[list[Composed], Names]:
    """Borders and parts of countries that are names of their own, and the names that are left."""
    composed, rest = [], []
    for first, end, name_id in names:
        facts = table[name_id]
        if not facts.composed:
            rest.append((first, end, name_id))
        elif not any(tokens.breaks[first + 1 : end]) and any(tokens.capital[first:end]):
            run = (first + (tokens.keys[first] == "the"), end)
            composed.append(Composed(run, table.place(int(facts.rows[0])), 0.9, "border or part of a country"))
    return longest(composed), rest


def listed_sectors(tokens: Tokens, composed: Sequence[Composed], gazetteer: Gazetteer) -> list[Composed]:
    """The parts of a country that share its name with a later one: "eastern | and southern Ukraine"."""
    found = []
    for one in composed:
        if one.place.kind is not PlaceKind.REGION or tokens.keys[one.run[0]] not in DIRECTION:
            continue
        country = gazetteer.country(one.place.country)
        for run in directions_before(tokens, one.run[0]):
            words = "".join(tokens.keys[run[0] : run[1]]).replace("-", "")
            matches = gazetteer.as_written(f"{words} {country.name}", limit=1) if country else ()
            if matches and matches[0].place.kind is PlaceKind.REGION:
                found.append(Composed(run, matches[0].place, one.confidence, SHARED))
    return found


def directions_before(tokens: Tokens, first: int) -> list[Run]:
    """Words for directions that "and" or a comma joins to the one at a token: "Eastern, Northern, and | Southern"."""
    found = []
    at = first
    while at > 1 and not tokens.breaks[at] and tokens.keys[at - 1] in JOINING:
        end = at - 1
        if tokens.keys[end - 1] in JOINING and end > 1:
            end -= 1
        if tokens.keys[end - 1] not in DIRECTION:
            break
        at = end - 1
        if at > 1 and tokens.keys[at - 1] == "-" and tokens.keys[at - 2] in DIRECTION:
            at -= 2
        found.append((at, end))
    return found


def longest(found: Sequence[Composed]) -> list[Composed]:
    """Without those inside or over another that begins earlier or is longer; in order."""
    kept: list[Composed] = []
    for one in sorted(found, key=lambda one: (one.run[0], -one.run[1])):
        if not kept or one.run[0] >= kept[-1].run[1]:
            kept.append(one)
    return kept


def looked_up(
    tokens: Tokens, names: Names, known: Sequence[Composed], places: Mapping[Run, Place], gazetteer: Gazetteer
) -> list[Composed]:
    """Phrases around recognised names, with the countries of the article as context: "the Minsk border"."""
    from gazetteer import Context

    taken = {at for one in known for at in range(*one.run)}
    around = [name for name in names if (name[0], name[1]) in places]
    countries = Counter(place.country for place in places.values() if place.country)
    # The places too: what a name means alone and within a phrase must not differ.
    named = tuple({place.id: place for place in places.values()}.values())
    context = Context(countries=tuple(code for code, _ in countries.most_common()), places=named)
    found = []
    for phrase in gazetteer.find_phrases(tokens.words, around)[:MOST_PHRASES]:
        run = (phrase.first_word, phrase.last_word)
        if phrase.kind == "list" or any(tokens.breaks[run[0] + 1 : run[1]]) or not taken.isdisjoint(range(*run)):
            continue
        near = beside(tokens, run, places, context) if phrase.kind == "border" else context
        matches = gazetteer.as_written(phrase.query, context=near, limit=1)
        best = matches[0] if matches else None
        wanted = best is not None and (phrase.kind != "border" or best.place.kind is PlaceKind.BORDER)
        if best is not None and wanted and best.confidence >= LEAST_CONFIDENCE:
            found.append(Composed(run, best.place, best.confidence, best.reason))
    return longest(found)


def beside(tokens: Tokens, run: Run, places: Mapping[Run, Place], context: Context) -> Context:
    """The context without the towns of other sentences: one named elsewhere does not say which part of a border."""
    sentence = tokens.sentence[run[0]]
    here = {place.id for at, place in places.items() if tokens.sentence[at[0]] == sentence}
    return replace(context, places=tuple(p for p in context.places if p.kind not in SPOTS or p.id in here))
