"""A name with a typing error is read as the name it stands for, and the reason says so."""

from __future__ import annotations

import random
from pathlib import Path

import marisa_trie
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.misspelling import allowed, may_be
from gazetteer.names import key, words
from gazetteer.spelling import Spelling, write


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kharkvi", "Kharkiv"),
        ("Xharkiv", "Kharkiv"),
        ("Bakhmutt", "Bakhmut"),
        ("Germny", "Germany"),
        ("Ukriane", "Ukraine"),
        ("Dnipropetrvosk", "Dnipro"),
        ("Zaporizhhzya", "Zaporizhzhya"),
        ("Kharkvi region", "Kharkiv Oblast"),
        ("Харьковв", "Kharkiv"),
        ("Buenos Aries", "Buenos Aires"),
        ("Johanesburg", "Johannesburg"),
        ("Reykjavikk", "Reykjavík"),
    ],
)
def test_a_misspelt_name_is_read_as_the_one_meant(written: str, meant: str, gazetteer: Gazetteer) -> None:
    match = gazetteer.lookup(written)[0]
    assert meant == match.place.name
    assert f"written {written}" in match.reason
    assert match.confidence < 0.65


@pytest.mark.parametrize("written", ["Lvvi", "Qyiv", "Xharv", "Qwertzuiop Asdfghjkl", "Kyiv 2", "Atlantsi"])
def test_short_names_and_distant_ones_are_not_read_otherwise(written: str, gazetteer: Gazetteer) -> None:
    assert () == gazetteer.lookup(written)


def test_a_name_as_written_is_never_read_as_another(gazetteer: Gazetteer) -> None:
    for row in range(0, len(gazetteer.columns), 1511):
        name = gazetteer.place_at(row).name
        assert () == gazetteer.misspelt(name)
        assert all("written" not in match.reason for match in gazetteer.lookup(name))


def test_texts_are_read_as_written(gazetteer: Gazetteer) -> None:
    assert [] == gazetteer.find_names(words("Kharkvi"))
    assert () == gazetteer.as_written("Kharkvi")


def test_a_country_narrows_misspelt_names_too(gazetteer: Gazetteer) -> None:
    assert {"CA"} == {match.place.country for match in gazetteer.lookup("Lonndon", countries=["CA"])}


def distance(one: str, other: str) -> int:
    """The table of the textbook, for comparison."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, another in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != another))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == another:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]


def scanned(name: str) -> tuple[int, list[str]]:
    """What reading every name says."""
    for errors in range(1, allowed(name) + 1):
        found = [other for other in NAMES if distance(name, other) == errors and may_be(name, other, errors)]
        if found:
            return errors, sorted(found)
    return 0, []


NAMES = ["bakhmut", "buenos aires", "dnipropetrovsk", "germany", "johannesburg", "zaporizhzhia", "paris 11", "нікополь"]
SEED = random.Random(4)  # noqa: S311
# Few letters, so that much lies near to much.
NAMES += sorted({"".join(SEED.choices("abc ", (4, 4, 2, 1), k=SEED.randint(4, 14))).strip() for _ in range(400)})


@given(st.sampled_from(NAMES), st.data())
def test_the_nearest_names_are_those_that_reading_all_of_them_finds(name: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, max(0, len(name) - 2)))
        letter = data.draw(st.sampled_from("abcxyz "))
        swapped = name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]
        edits = [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :]]
        name = data.draw(st.sampled_from([*edits, swapped]))
    name = " ".join(name.split())
    assume(name not in NAMES)
    assert scanned(name) == SPELLING.nearest(name)


@given(st.text(max_size=70))
def test_any_text_is_compared_without_an_error(text: str) -> None:
    name = key(text)
    assume(name and name not in NAMES)
    assert scanned(name) == SPELLING.nearest(name)


def test_an_index_without_names_knows_none(tmp_path: Path) -> None:
    names = marisa_trie.Trie()
    write(tmp_path, names)
    assert (0, []) == Spelling(tmp_path, names).nearest("kharkvi")


@pytest.mark.parametrize(
    ("written", "other", "errors"),
    [
        ("buenos aries", "buenos aires", 1),
        ("new yrok", "new york", 1),
        ("newyork", "new york", 1),
        ("sant iago", "santiago", 1),
        ("sa npedro", "san pedro", 1),
        ("bien hao", "bien hoa", 1),
        ("rajon 12", "raion 12", 1),
        ("johanesburgh south", "johannesburg south", 2),
        ("beunos aries", "buenos aires", 2),
    ],
)
def test_an_error_in_one_word_or_in_the_space_between_words_may_be_read(written: str, other: str, errors: int) -> None:
    assert errors == distance(written, other)
    assert may_be(written, other, errors)


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("dam on", "damon"),
        ("and in", "andin"),
        ("on donetsk", "in donetsk"),
        ("river broke", "river grove"),
        ("crossing on", "cossington"),
        ("raion 12", "raion 13"),
        ("pokrovsk fell", "pokrovskfeld"),
        ("kanton", "wanton"),
    ],
)
def test_a_phrase_a_number_or_another_name_is_no_misspelt_name(written: str, other: str) -> None:
    assert not may_be(written, other, distance(written, other))


@pytest.fixture(autouse=True, scope="module")
def _spelling(tmp_path_factory: pytest.TempPathFactory) -> None:
    global SPELLING
    folder = tmp_path_factory.mktemp("spelling")
    names = marisa_trie.Trie(NAMES)
    write(folder, names)
    SPELLING = Spelling(folder, names)


SPELLING: Spelling
