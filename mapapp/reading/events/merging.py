"""One happening once: headline, a lead printed twice and summary repeat the sentence that tells it best."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence

from mapapp.model import Status
from mapapp.reading.events.drafts import CASUALTIES_AFTER, UNEXPLAINED, Draft, Happening, other_addressee
from mapapp.reading.events.retelling import gives_way, is_retold
from mapapp.reading.events.status.judging import FACTS
from mapapp.reading.events.words.lexicon import word_list

LOOKED_AT = 100
"""Happenings of a group that a draft is compared with, the last ones told: a chronicle costs no more for its length."""
ALIKE = 0.5
"""Share of common words (Jaccard) from which two sentences of one kind tell the same."""
ALIKE_PARTIES = 0.18
"""The same where the same names take part in both."""
ALIKE_HEADLINE = 0.25
"""The same where one of them is a heading, which is short."""
POINTING_BACK = 6
"""Sentences over which "the talks" points back to talks."""
TALKS_BACK = 16
"""The same for talks, which a report comes back to from beginning to end."""
EVES = frozenset((edge, "of") for edge in ("start", "beginning", "opening", "end", "eve", "outset"))
"""Before "talks" these point to talks told elsewhere: "before the start of talks"."""
HEADLINE_NAMES, LEAD = 2, 4
"""Names that a heading shares with a sentence which tells the same, and sentences down to which such a one stands."""
WISHED_AGAIN = 3
"""Sentences within which a wish told again is the same."""
PARTIES = frozenset(("talks", "pressure", "aid"))
POINTERS = frozenset(("the", "these", "this", "those", "such", "both"))
DESCRIBED = word_list("described_by_talks")
"""Before these "talks" only describes: "the negotiation process"."""


def merged(drafts: Sequence[Draft], headlines: frozenset[int]) -> list[Draft]:
    """Drafts of an article, each happening once; `headlines`: numbers of the sentences that are headings."""
    told: list[Happening] = []
    by_group: defaultdict[str, deque[Happening]] = defaultdict(lambda: deque(maxlen=LOOKED_AT))
    for draft in drafts:
        before = by_group[draft.group]
        twin = next((one for one in reversed(before) if _same(one.best, draft, headlines)), None)
        if twin is None:
            told.append(Happening(draft))
            before.append(told[-1])
        elif twin.best.tokens.index in headlines or gives_way(twin.best, draft):
            twin.give_way(draft)
        else:
            twin.take(draft)
    return _casualties_joined([one.joined() for one in told])


def _same(one: Draft, other: Draft, headlines: frozenset[int]) -> bool:
    """Whether two drafts of different sentences tell the same: by words, by pointing back, or by kind and spot."""
    if one.tokens.index == other.tokens.index:
        return False
    if one.place_ids and other.place_ids and not one.place_ids & other.place_ids:
        return False
    if _other_days(one, other) or other_addressee(one, other):
        return False
    alike = _likeness(one, other)
    if alike >= (ALIKE_HEADLINE if one.tokens.index in headlines else ALIKE):
        return True
    gap = other.tokens.index - one.tokens.index
    free = not one.scenes or not other.scenes
    reach = TALKS_BACK if one.group == "talks" else POINTING_BACK
    back = free and gap <= reach and points_back(other) and _compatible(one, other) and not _new_day(one, other)
    wish = gap <= WISHED_AGAIN and _same_wish(one, other)
    if one.judged.status in FACTS and is_retold(one, other):
        return True
    heading = one.tokens.index in headlines and _told_in_full(one, other)
    return back or wish or heading or _same_spot(one, other) or _same_parties(one, other) or _same_drill(one, other)


def _told_in_full(heading: Draft, other: Draft) -> bool:
    """The same kind and status in the same town or with the same two names, where the heading names no day."""
    if heading.kind != other.kind or any(time.days for time in heading.times) or not _compatible(heading, other):
        return False
    shared = _capitals(heading) & _capitals(other)
    return bool(heading.towns & other.towns) or (len(shared) >= HEADLINE_NAMES and other.tokens.index <= LEAD)


def _capitals(draft: Draft) -> frozenset[str]:
    """Its words with a capital letter, the first one included."""
    tokens = draft.tokens
    return (
        frozenset(word for word, capital in zip(tokens.words, tokens.capital, strict=True) if capital) & tokens.content
    )


def _same_drill(one: Draft, other: Draft) -> bool:
    """Exercises without a place "with Belarus" and those "in Belarus" of the same report."""
    if one.kind != other.kind or one.kind != "military exercise" or not _compatible(one, other):
        return False
    if bool(one.scenes) == bool(other.scenes):
        return False
    free, placed = (other, one) if one.scenes else (one, other)
    names = {scene.mention.place.name.lower() for scene in placed.scenes if scene.mention and scene.mention.place}
    return not names.isdisjoint(free.tokens.words)


def _same_wish(one: Draft, other: Draft) -> bool:
    """The same thing asked for again, without a place or day that would tell them apart."""
    asked = one.judged.status is Status.CALLED_FOR and other.judged.status is Status.CALLED_FOR
    fixed = one.scenes or other.scenes or one.dated or other.dated
    return asked and not fixed and one.kind == other.kind and one.said == other.said


def _same_parties(one: Draft, other: Draft) -> bool:
    """The same sort of talks, aid or pressure, of the same status, in which the same names take part."""
    if one.kind != other.kind or one.group not in PARTIES or not _compatible(one, other):
        return False
    shared = len(one.tokens.names & other.tokens.names)
    enough = 2 if one.place_ids & other.place_ids else 3
    fewest = min(len(one.tokens.names), len(other.tokens.names))
    return shared >= enough and 2 * shared >= fewest and _likeness(one, other) >= ALIKE_PARTIES


def _new_day(one: Draft, other: Draft) -> bool:
    """ "The talks started on Sunday": a day of talks that were told without one is a round of its own."""
    return one.group == "talks" and other.dated and not one.dated


def _other_days(one: Draft, other: Draft) -> bool:
    """Whether both name days and none of them can be the same."""
    first = {time.days for time in one.times if time.days}
    second = {time.days for time in other.times if time.days}
    return bool(first and second) and not any(day.overlaps(another) for day in first for another in second)


def points_back(draft: Draft) -> bool:
    """ "The talks", "these strikes", "both attacks": a happening that was told before."""
    tokens, trigger = draft.tokens, draft.trigger
    pointing = tokens.words[max(0, trigger.first - 2) : trigger.first]
    if trigger.is_verb or not DESCRIBED.isdisjoint(tokens.words[trigger.last + 1 : trigger.last + 2]):
        return False
    return not POINTERS.isdisjoint(pointing) or (draft.group == "talks" and tuple(pointing) in EVES)


def _compatible(one: Draft, other: Draft) -> bool:
    return one.judged.status is other.judged.status or {one.judged.status, other.judged.status} <= FACTS


def _same_spot(one: Draft, other: Draft) -> bool:
    """The same kind in the same town, where neither names a day of its own, or "the strike" points back to one."""
    known = points_back(other) or not (one.dated or other.dated)
    if one.kind != other.kind or not _compatible(one, other) or not known:
        return False
    return bool(one.towns & other.towns)


def _likeness(one: Draft, other: Draft) -> float:
    first, second = one.tokens.content, other.tokens.content
    return len(first & second) / max(1, len(first | second))


def _casualties_joined(drafts: list[Draft]) -> list[Draft]:
    """Casualties told in the sentence after a strike or a quake are figures of that."""
    kept: list[Draft] = []
    for draft in drafts:
        before = kept[-1] if kept else None
        apart = before and draft.scenes and not draft.place_ids & before.place_ids
        if draft.is_harm and not apart and before and _just_before(before, draft):
            kept[-1] = before.absorbing([draft])
        elif draft.trigger.rule.id != UNEXPLAINED:
            kept.append(draft)
    return kept


def _just_before(before: Draft, draft: Draft) -> bool:
    gap = draft.tokens.index - before.tokens.index
    return 0 < gap <= CASUALTIES_AFTER and before.takes_casualties and not before.is_harm
