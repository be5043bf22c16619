"""How a story goes on in time: which dates move its scene, and of which year a month without a year is.

A story mostly goes forward; but it mentions years in passing, looks back, and comes back to an earlier thread. So the
scenes told last are all kept, each with a doubt, and an undated month goes on with the one that it fits best. Doubts
and distances are in months.
"""

from __future__ import annotations

from dataclasses import replace

from mapapp.model import TimeSpan
from mapapp.reading.times.almanac import SEASON_STARTS, days_of_value
from mapapp.reading.times.anchors import Anchors, Scene
from mapapp.reading.times.expression import Expression

SCENES = 4
"""Scenes that are remembered."""
OLDER, GONE_BY, LONG_GONE_BY = 2, 2, 8
"""Added to the doubt of a scene by each one told after it, and by one later in time, to which the story has gone on."""
MONTHS, PART_OF_YEAR = 62, 300
"""Days of the longest scene that is less than a season, and less than a year."""
WITHIN, LOOKED_BACK, LOOKED_FORWARD, TERM, OTHER_YEAR = 2, 6, 8, 4, 8
"""Doubts: of a date that does not open its sentence; one before the scene; "a year earlier", "next summer"; the end
or beginning of a stretch, "until 1945"; and a bare year within a sentence, which is rather mentioned in passing."""
BACKWARD, BACKWARD_AT_OPENING = 1, 2.5
"""How much longer a month backward is than one forward, within a sentence and where a date opens it."""
SEASON_LEFT, IN_SEASON = 2, 1
"""Distance of a month after and in a scene that is itself a season or a year."""
OPENING_REACH = 4
"""Tokens before a date that opens a sentence: "By the end of May 1940"."""
TERM_REACH = 8
SINCE = 3
"""How much longer the way forward is after "since"."""
HEADING_REACH = 12
"""Tokens on each side of an expression within which a heading begins and ends."""
_TERMS = frozenset(("until", "till", "since", "through"))
_ENDS = ("POINT", "BREAK")


def told_by(anchors: Anchors, said: Expression, days: TimeSpan | None) -> Anchors:
    """The memory of a story after a DATE or TIME of these days, or after a length that names its year."""
    days = days or _named_year(said)
    if days is None:
        return anchors
    scene = Scene(days, _doubt(anchors, said, days))
    anchors = replace(anchors, scenes=(scene, *(_aged(before, scene) for before in anchors.scenes[: SCENES - 1])))
    if _is_aside(anchors, said, days):
        return anchors
    return anchors.moved_to(days)


def _aged(before: Scene, scene: Scene) -> Scene:
    gone_by = scene.doubt <= WITHIN and before.days.last_day < scene.days.first_day
    more = (LONG_GONE_BY if before.days.days > MONTHS else GONE_BY) if gone_by else 0
    return replace(before, doubt=before.doubt + OLDER + more)


def year_of(said: Expression, month: int, day: int = 15) -> int | None:
    """The year in which the story comes to this month; None where it has told no date yet."""
    if ahead := year_ahead(said, month):
        return ahead
    opens, since = opens_sentence(said), said.before() == "since"
    best: tuple[float, int | None] = (float("inf"), None)
    for scene in said.anchors.scenes:
        for year in range(scene.days.first_day.year - 1, scene.days.last_day.year + 2):
            distance = _distance(scene.days, _months(year, month, day), opens=opens, since=since)
            if distance + scene.doubt < best[0]:
                best = distance + scene.doubt, year
    return best[1]


def opens_sentence(said: Expression) -> bool:
    before = said.tokens[max(0, said.first - OPENING_REACH) : said.first]
    kinds = ["BREAK"] * (said.first < OPENING_REACH) + [token.kind for token in before]
    ends = [at for at, kind in enumerate(kinds) if kind in _ENDS]
    return bool(ends) and kinds[ends[-1] :].count("OTHER") < 2


def heads_lines(said: Expression) -> bool:
    """Whether a bare year stands on a line of its own, as the heading of a chronology's entries."""
    after = said.kind_after(1 + (said.after() == ":"))
    return len(said) == 1 and "YEAR" in said and said.kind_before() in ("", "BREAK") and after in ("", "BREAK")


def in_heading(said: Expression) -> bool:
    """Whether the line that it stands in is short and ends without a point."""
    ahead = said.tokens[said.stop : said.stop + HEADING_REACH]
    behind = said.tokens[max(0, said.first - HEADING_REACH) : said.first]
    ends = next((token.kind for token in ahead if token.kind in _ENDS), "")
    begins = next((token.kind for token in reversed(behind) if token.kind in _ENDS), "")
    return ends == "BREAK" and (begins == "BREAK" or said.first < HEADING_REACH)


def _named_year(said: Expression) -> TimeSpan | None:
    """The year in a length: "the first ten months of 1915"."""
    return days_of_value(f"{said.year:04d}") if said.year else None


def _looks_elsewhere(said: Expression) -> bool:
    """ "a year earlier", "last summer", "next year": beside the scene, which stays where it is."""
    kinds = {token.kind for token in said.inside}
    back = kinds & {"EARLIER", "AGO", "LAST"} or said.inside[-1].kind == "BEFORE"
    ahead = "NEXT" in kinds and "THE" not in kinds and "following" not in said.words
    return not said.explicit and bool(back or ahead)


def _is_aside(anchors: Anchors, said: Expression, days: TimeSpan) -> bool:
    """A bare year far from the scene, or a time beside it."""
    if anchors.told is None:
        return False
    in_passing = len(said) == 1 and "YEAR" in said and anchors.told_unit != "Y" and not opens_sentence(said)
    return _looks_elsewhere(said) or (in_passing and abs(anchors.told.year - days.first_day.year) > 1)


def _doubt(anchors: Anchors, said: Expression, days: TimeSpan) -> int:
    """How little the story seems to go on from this date."""
    told = anchors.told
    if told is None or in_heading(said):
        return 0
    doubt = LOOKED_FORWARD if _looks_elsewhere(said) else 0
    if opens_sentence(said):
        return doubt
    doubt += WITHIN + (TERM if _is_term(said) else 0)
    if said.explicit:
        doubt += LOOKED_BACK if (told - days.last_day).days > 31 else 0
        elsewhere = days.days > PART_OF_YEAR and told.year != days.first_day.year
        doubt += OTHER_YEAR if elsewhere and not _told_in_years(anchors) else 0
    return doubt


def _told_in_years(anchors: Anchors) -> bool:
    """Whether all scenes so far are whole years: then a bare year is the next of them, not one in passing."""
    return all(scene.days.days > PART_OF_YEAR for scene in anchors.scenes)


def _is_term(said: Expression) -> bool:
    """ "until the fall of the city in May 1453": the end of a stretch rather than the next scene."""
    for token in reversed(said.tokens[max(0, said.first - TERM_REACH) : said.first]):
        if token.kind in ("COMMA", *_ENDS):
            return False
        if token.low in _TERMS:
            return True
    return False


def _months(year: int, month: int, day: int) -> float:
    return year * 12 + month + (day - 1) / 31


def _distance(scene: TimeSpan, at: float, *, opens: bool, since: bool) -> float:
    """Months from a scene to a month, of which those backward count more where a sentence opens with it."""
    first = _months(scene.first_day.year, scene.first_day.month, scene.first_day.day)
    last = _months(scene.last_day.year, scene.last_day.month, scene.last_day.day)
    long = scene.days > MONTHS
    if at > last:
        return (at - last) * (SINCE if since else 1) + (SEASON_LEFT if long else 0)
    if at >= first:
        return IN_SEASON if long else 0
    return (first - at) * (BACKWARD_AT_OPENING if opens else BACKWARD)


_JOINS = frozenset(("-", "/", "\u2013", "and", "or", "to", "until", "till", "through"))
_BETWEEN = frozenset(("INT", "ORD", "THE", "OF", "COMMA", "EARLY", "HYPHEN"))
RANGE_REACH, BRACKET_REACH = 7, 10


def year_ahead(said: Expression, month: int) -> int | None:
    """The year written at the end: "between March and April 1918", "the spring and early summer of 1943"."""
    if said.after() not in _JOINS:
        return _year_of_event(said) or _year_behind_bracket(said)
    if said.kind_after() == "HYPHEN" and said.kind_after(2) == "INT" and said.inside[-1].kind == "INT":
        at = said.stop + 2 + (said.kind_after(3) == "COMMA")
        return int(said.tokens[at].value) if at < len(said.tokens) and said.tokens[at].kind == "YEAR" else None
    end = None
    for token in said.tokens[said.stop + 1 : said.stop + RANGE_REACH]:
        if token.kind in ("MONTH", "SEASON") and end is None:
            end = token.value if token.kind == "MONTH" else SEASON_STARTS[token.value]
        elif token.kind == "YEAR" and end is not None:
            return int(token.value) - (month > end)
        elif token.kind not in _BETWEEN:
            return None
    return None


def _year_of_event(said: Expression) -> int | None:
    """ "the February Revolution of 1848": the year that follows the name."""
    named = said.kind_after() == "OTHER" and said.after(2) == "of" and said.kind_after(3) == "YEAR"
    return int(said.tokens[said.stop + 2].value) if named else None


def _year_behind_bracket(said: Expression) -> int | None:
    """ "25 October (7 November, New Style) 1917": the year of both calendars."""
    for index in range(said.stop, min(said.stop + BRACKET_REACH, len(said.tokens) - 2)):
        token = said.tokens[index]
        if token.kind in _ENDS and token.kind != "POINT":
            return None
        if token.low in (")", "]"):
            comma = said.tokens[index + 1].kind == "COMMA"
            year = said.tokens[index + 1 + comma]
            return int(year.value) if year.kind == "YEAR" else None
    return None
