"""What a place name does in its sentence: a spot, a government, an adjective, a part of another name.

Plain cases follow from the grammar of English (an adjective is never a spot); the rest is decided by small trees, one
for each role, over the words around the mention.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gazetteer.place import KINDS, PlaceKind
from mapapp.model import Role
from mapapp.reading.places.candidates import Run
from mapapp.reading.places.cues import cue
from mapapp.reading.places.facts import ADMIN1, COUNTRY
from mapapp.reading.places.governments import AUXILIARY, GOVERNMENT_ACT, governs, is_taken
from mapapp.reading.places.noun_phrases import Described
from mapapp.reading.places.role_features import role_rows, usage
from mapapp.reading.places.surroundings import Around, Named, around
from mapapp.reading.places.tokens import Tokens
from mapapp.reading.places.trees import Trees
from mapapp.reading.places.units import listed_unit
from mapapp.reading.places.word_classes import UNKNOWN, word_class

ORGANISATION, TITLE = cue("organisation"), cue("title")
ACT, PEOPLE, SEAT, PARTY = cue("act"), cue("people_or_force"), cue("government_seat"), cue("party")
OFFICER, DWELLERS, POSSESSION = cue("officer"), cue("dwellers"), cue("government_possession")
HAPPENING, SHIP, STANCE, WITH_HELP, BASED = (
    cue("happening"),
    cue("ship"),
    cue("stance"),
    cue("with_help"),
    cue("based"),
)
FUNCTION, FORCES = cue("function_word"), frozenset({"forces", "troops", "military", "authorities", "institutions"})
LONGEST_OFFICE = 8
NATURE = frozenset((KINDS.index(PlaceKind.WATER), KINDS.index(PlaceKind.LANDFORM)))
TRAINED_ROLES = (Role.LOCATION, Role.METONYM, Role.MODIFIER, Role.NAME_PART)


def roles(tokens: Tokens, mentions: Sequence[Named], trees: Trees) -> list[Role]:
    """The role of each mention; `trees` has one ensemble for each of `TRAINED_ROLES`."""
    begins = {mention.run[0]: mention.run for mention in mentions}
    ends = {mention.run[1]: mention.run for mention in mentions}
    said: dict[int, Role] = {}
    asked: dict[int, Around] = {}
    for at, mention in enumerate(mentions):
        if mention.adjective:
            said[at] = of_adjective(tokens, mention.run)
            continue
        looked = around(tokens, mention, begins, ends)
        plain = grammatical(looked, begins, ends)
        if plain is None:
            asked[at] = looked
        else:
            said[at] = plain
    if asked:
        scores = trees.scores(role_rows(list(asked.values()), usage(tokens, mentions)))
        said |= {at: TRAINED_ROLES[best] for at, best in zip(asked, scores.argmax(axis=1).tolist(), strict=True)}
    return [of_nature(said[at], mention) for at, mention in enumerate(mentions)]


def of_nature(role: Role, mention: Named) -> Role:
    """A river or a mountain has no government: what acts under its name is a firm or a person, and no place."""
    return Role.OTHER if role is Role.METONYM and mention.kind in NATURE else role


def grammatical(a: Around, begins: Mapping[int, Run], ends: Mapping[int, Run]) -> Role | None:
    """The role of a noun that grammar alone decides: who denies or accuses is no spot, nor is who owns an army."""
    tokens, mention, follows = a.tokens, a.mention, a.described
    i, j = mention.run
    named = of_name(tokens, mention)
    if named is not None:
        return named
    if follows.possessive and mention.kind in (COUNTRY, ADMIN1) and follows.head >= 0:
        possessed = of_owner(tokens, follows, country=mention.kind == COUNTRY)
        if possessed is not None:
            return possessed
    if belongs(tokens, j, follows) or (mention.kind == COUNTRY and describes(tokens, j, follows)):
        return Role.MODIFIER
    if in_dateline(tokens, i, j):
        return Role.LOCATION
    seat = " ".join(tokens.keys[i:j]) in SEAT
    alone = follows.head < 0 or (follows.possessive and not has_will(tokens, follows))
    alone = alone and not ends_name(tokens, i)
    if (mention.capital or seat) and alone and governs(tokens, mention.run, mention.kind, begins, ends):
        return Role.METONYM
    if follows.head < 0 and not follows.possessive and is_taken(tokens, mention.run, begins, ends):
        return Role.LOCATION
    return Role.LOCATION if mention.kind == ADMIN1 and listed_unit(tokens, j) else None


def of_name(tokens: Tokens, mention: Named) -> Role | None:
    """The role of a place inside a compound, an office's or an organisation's name."""
    i, j = mention.run
    compound = in_compound(tokens, i, j)
    if compound is not None:
        return compound
    if is_office(tokens, i):
        return Role.MODIFIER
    branch = mention.kind == COUNTRY and is_branch(tokens, i)
    return Role.NAME_PART if branch or names_organisation(tokens, i) else None


def in_compound(tokens: Tokens, i: int, j: int) -> Role | None:
    """The role of a name in a word with a hyphen or behind that of a ship: "Oslo-based", "pro-Kyiv", "USS Ohio"."""
    keys = tokens.keys
    before = keys[i - 1] if i and not tokens.breaks[i] else ""
    if before in SHIP:
        return Role.NAME_PART
    if before == "-" and i > 1 and keys[i - 2] in STANCE:
        return Role.METONYM
    if j + 1 < len(tokens) and keys[j] == "-":
        if keys[j + 1] in WITH_HELP:
            return Role.METONYM
        if keys[j + 1] in BASED:
            return Role.MODIFIER
    return None


def of_adjective(tokens: Tokens, run: Run) -> Role:
    """The role of an adjective: part of an organisation's name, a people, or what something is like."""
    i, j = run
    after = tokens.keys[j] if j < len(tokens) and tokens.sentence[j] == tokens.sentence[i] else ""
    if names_organisation(tokens, i) or (tokens.last[j - 1] >= j and tokens.keys[tokens.last[j - 1]] in ORGANISATION):
        return Role.NAME_PART
    plural = tokens.keys[j - 1].endswith("s") and not tokens.keys[j - 1].endswith(("ss", "us"))
    return Role.DEMONYM if plural or is_people(tokens, i, after) else Role.MODIFIER


def names_organisation(tokens: Tokens, first: int) -> bool:
    """Whether a name ends that of an organisation: "University of | Nairobi", "Bank of the | Philippines"."""
    at = first - 1 - (tokens.keys[first - 1] == "the") if first else -1
    return at > 0 and tokens.keys[at] == "of" and tokens.keys[at - 1] in ORGANISATION and tokens.capital[at - 1]


def is_office(tokens: Tokens, first: int) -> bool:
    """Whether a title opens the name that a place ends: "Deputy Minister of Defence of | Albania"."""
    at = first - 1 - (first > 0 and tokens.keys[first - 1] == "the")
    if at < 1 or tokens.keys[at] != "of":
        return False
    while at > max(0, first - LONGEST_OFFICE) and (
        tokens.capital[at] or tokens.keys[at] in ("of", "the", "for", "and")
    ):
        if tokens.keys[at] in TITLE:
            return True
        at -= 1
    return False


def ends_name(tokens: Tokens, first: int) -> bool:
    """Whether a name stands directly before, as that of a company: "Nestle | Peru"."""
    at = first - 1
    if at < 0 or not tokens.capital[at] or tokens.breaks[first]:
        return False
    word = tokens.keys[at]
    if tokens.opens[at]:
        # "Denzel | Washington", but "Yesterday Washington": only a word that no dictionary has is a name there.
        return word not in FUNCTION and word not in AUXILIARY and word_class(word) is UNKNOWN
    return word not in FUNCTION and word not in TITLE


def is_branch(tokens: Tokens, first: int) -> bool:
    """Whether a word that no dictionary has, as a company's name, stands directly before: "Vodafone | Ghana"."""
    brand = tokens.words[first - 1].text if first else ""
    known = brand.isupper() or word_class(tokens.keys[first - 1]) is not UNKNOWN
    return ends_name(tokens, first) and not known and tokens.keys[first - 1].isalpha()


def in_dateline(tokens: Tokens, i: int, j: int) -> bool:
    """Whether a name in capitals opens a paragraph that is not all in capitals: "LIMA, Peru (AP) -"."""
    opening = [word.text for word in tokens.words[i:j]]
    written = all(text.isupper() and "." not in text for text in opening)
    return tokens.breaks[i] and written and not tokens.shouted[i] and sum(map(len, opening)) > 3


def of_owner(tokens: Tokens, follows: Described, *, country: bool) -> Role | None:
    """The role of a country or province by what it owns: who serves it, or what it wants and does."""
    word = tokens.keys[follows.head]
    if word in DWELLERS:
        return None
    kind = word_class(word)
    if has_will(tokens, follows) or (word in ORGANISATION and kind.place < 0.5):
        return Role.MODIFIER
    wanted = kind.thought > 0.6 or (word in POSSESSION and word not in HAPPENING)
    return Role.METONYM if country and wanted else None


def belongs(tokens: Tokens, at: int, follows: Described) -> bool:
    """Whether a title, a party or a word for people follows a name: "US | Vice President", "Oslo | officials"."""
    if follows.head < 0:
        return False
    word = tokens.keys[at]
    if word in PARTY or (tokens.capital[at] and word in OFFICER):
        return True
    if tokens.keys[tokens.last[at]] in ORGANISATION:
        return False
    titled = tokens.capital[at] and not TITLE.isdisjoint(tokens.keys[at : min(at + 2, tokens.last[at] + 1)])
    people = word in PEOPLE and word not in GOVERNMENT_ACT and not tokens.capital[at]
    return titled or people


def describes(tokens: Tokens, at: int, follows: Described) -> bool:
    """Whether a noun that is neither a place nor a happening follows a name at once: "new US | military aid"."""
    if follows.possessive or follows.head < 0 or tokens.capital[at]:
        return False
    word = tokens.keys[follows.head]
    kind = word_class(word)
    return kind.noun > 0.6 and kind.place < 0.2 and word not in GOVERNMENT_ACT and word not in HAPPENING


def has_will(tokens: Tokens, follows: Described) -> bool:
    """Whether what a name possesses is somebody or an institution: "Chad's | army", not "Chad's | decision"."""
    word = tokens.keys[follows.head]
    kind = word_class(word)
    return kind.person + kind.group > 0.5 or word in FORCES


def is_people(tokens: Tokens, first: int, after: str) -> bool:
    """Whether an adjective stands alone as a noun: "the British have", "a Ukrainian who"."""
    before = tokens.keys[first - 1] if first and not tokens.breaks[first] else ""
    alone = after in ("", ".", ",", ";", "who", "whose", "in", "with") or (after in ACT and after not in PEOPLE)
    return alone and before in ("the", "a", "an", "many", "some", "most", "one", "other", "two", "young")
