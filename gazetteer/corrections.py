"""What people said that names mean, as one value: taken from memory, it goes with a look-up or to a reading process.

The gazetteer itself stays as it is; a correction is laid over what it answers.
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from gazetteer.names import join, key, words
from gazetteer.opened import NO_CONTEXT, Gazetteer
from gazetteer.phrases import tidy, without_article
from gazetteer.place import Place
from gazetteer.ranking import Context, Match


class Scope(StrEnum):
    """Where a correction holds; the narrowest wins."""

    MENTION = "mention"
    ARTICLE = "article"
    COUNTRY = "country"
    """Wherever the text is about one country."""
    EVERYWHERE = "everywhere"


NARROWEST_FIRST = tuple(Scope)


@dataclass(frozen=True, slots=True)
class Where:
    """Where a name stands; what is "" is not known."""

    article: str = ""
    mention: str = ""
    """Tells one mention of an article from the others: "120-127", its code points."""
    country: str = ""
    """ISO code of the country that the text is about."""

    def target(self, scope: Scope) -> str | None:
        """What a scope means here; None where it means nothing."""
        if scope is Scope.EVERYWHERE:
            return ""
        if scope is Scope.MENTION:
            return f"{self.article} {self.mention}" if self.article and self.mention else None
        return (self.article if scope is Scope.ARTICLE else self.country) or None


NOWHERE = Where()
"""Of a name by itself, without a text around it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person said that a name means."""

    number: int
    name: str
    """As it was written."""
    place_id: str
    """A place of the gazetteer; "" where the person said that the name is no place."""
    place_label: str
    """The place as it was called then, for people: "Bakhmut, Donetsk Oblast, Ukraine"."""
    scope: Scope
    target: str
    """The mention, article or country it holds for; "" everywhere."""
    who: str
    why: str
    when: datetime
    """UTC."""
    undone: datetime | None
    """When it was taken back; None while it holds."""


def folded(name: str) -> str:
    """The key of a name that may be corrected: as `names.key`, without marks around it or an article before it."""
    return key(without_article(tidy(name)))


@dataclass(frozen=True, slots=True)
class Corrections:
    """Those that hold at one moment; nothing changes it, and it pickles."""

    held: Mapping[str, tuple[Correction, ...]] = field(default_factory=dict)
    """Folded name -> what holds for it, the narrowest scope first, then the latest."""

    @classmethod
    def of(cls, corrections: Iterable[Correction]) -> Corrections:
        """Those of them that were not undone."""
        held: dict[str, list[Correction]] = {}
        for one in sorted(corrections, key=_precedence):
            if one.undone is None:
                held.setdefault(folded(one.name), []).append(one)
        return cls({name: tuple(ones) for name, ones in held.items()})

    def __bool__(self) -> bool:
        return bool(self.held)

    def holding(self, name: str, *places: Where) -> Correction | None:
        """The one that holds for a name in any of these places: of the narrowest scope, the latest; else None."""
        ones = self.held.get(folded(name), ()) if self.held else ()
        where = places or (NOWHERE,)
        return next((one for one in ones if any(one.target == at.target(one.scope) for at in where)), None)

    def touching(self, text: str, article: str = "") -> tuple[Correction, ...]:
        """Those whose name stands in a text and which may hold there; in no time where there are none at all."""
        if not self.held:
            return ()
        written = f" {join(word.key for word in words(text))} "
        return tuple(
            one
            for name, ones in self.held.items()
            if f" {name} " in written
            for one in ones
            if one.scope in (Scope.COUNTRY, Scope.EVERYWHERE) or article in (one.target, one.target.rpartition(" ")[0])
        )

    def mark(self, text: str, article: str = "") -> str:
        """12 hexadecimal digits that change whenever another correction touches a text; "" where none does."""
        ones = [
            (one.number, one.name, one.place_id, one.scope.value, one.target) for one in self.touching(text, article)
        ]
        return hashlib.sha256(repr(sorted(ones)).encode()).hexdigest()[:12] if ones else ""


def _precedence(one: Correction) -> tuple[int, float, int]:
    """Narrowest scope first, then the latest: also of those that were made on another machine."""
    return NARROWEST_FIRST.index(one.scope), -one.when.timestamp(), -one.number


NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up came to."""

    matches: tuple[Match, ...]
    """Best first; () where no place is known by the name, or a person said that it is none."""
    correction: Correction | None = None
    """What a person said and this answer follows: the first match is the place they named, or there is none."""
    note: str = ""
    """What people said of the name and is to be told beside the places, a sentence without its point; else ""."""


def look_up(
    gazetteer: Gazetteer,
    name: str,
    corrections: Corrections = NO_CORRECTIONS,
    *,
    context: Context = NO_CONTEXT,
    countries: Collection[str] = (),
    limit: int = 10,
) -> Found:
    """`Gazetteer.lookup`, with what people said: the place they named comes first and is certain."""
    matches = gazetteer.lookup(name, context=context, countries=countries, limit=limit)
    about = tuple(sorted(countries)) or context.countries[:1]
    correction = corrections.holding(name, *(Where(country=code) for code in about)) if corrections else None
    found = corrected(matches, name, correction, gazetteer, countries)
    return replace(found, matches=found.matches[:limit])


def corrected(
    matches: Sequence[Match],
    name: str,
    correction: Correction | None,
    gazetteer: Gazetteer,
    countries: Collection[str] = (),
) -> Found:
    """The matches of a name with what a person said of it laid over them."""
    if correction is None:
        return Found(tuple(matches))
    if not correction.place_id:
        return Found((), correction, because(correction, gazetteer))
    place = gazetteer.place(correction.place_id)
    if place is None:
        return Found(tuple(matches), None, vanished(correction))
    if countries and place.country not in countries:
        elsewhere = f"{because(correction, gazetteer)}; {gazetteer.label(place)} lies outside of what was asked for"
        return Found(tuple(matches), None, elsewhere)
    others = [match._replace(confidence=0.0) for match in matches if match.place.id != place.id]
    return Found((Match(place, name, 1.0, because(correction, gazetteer)), *others), correction)


def because(correction: Correction, gazetteer: Gazetteer) -> str:
    """Who says so, when, where it holds and why: "Ana said so on 3 May 2024 for texts about Ukraine: the port"."""
    said = "so" if correction.place_id else "that it is no place"
    where = holds(correction, gazetteer.country(correction.target) if correction.scope is Scope.COUNTRY else None)
    why = f": {correction.why}" if correction.why else ""
    return f"{correction.who} said {said} on {day(correction.when)}{where and f' {where}'}{why}"


def holds(correction: Correction, country: Place | None = None) -> str:
    """Where a correction holds, in words; "" for everywhere."""
    return {
        Scope.EVERYWHERE: "",
        Scope.COUNTRY: f"for texts about {country.name if country else correction.target}",
        Scope.ARTICLE: "for this report",
        Scope.MENTION: "for this mention",
    }[correction.scope]


def vanished(correction: Correction) -> str:
    """That the place a person named is gone, and the way out."""
    label = f"{correction.place_label} ({correction.place_id})" if correction.place_label else correction.place_id
    return (
        f"{correction.who} said on {day(correction.when)} that “{correction.name}” means {label}, which this gazetteer "
        "does not have; "
        f"correct the name again, or undo correction {correction.number}"
    )


def day(when: datetime) -> str:
    """ "26 November 2026"."""
    return f"{when.day} {calendar.month_name[when.month]} {when.year}"
