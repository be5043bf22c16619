"""A name with a typing error is read as the name it stands for, and the reason says so."""

from __future__ import annotations

import marisa_trie
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.names import words
from gazetteer.spelling import Spelling, allowed, distance, write

WORDS = st.text(alphabet="abcdef", max_size=8)


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


@given(WORDS, WORDS)
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    for most in (1, 2):
        assert distance(one, other, most) == distance(other, one, most) <= most + 1
    assert (distance(one, other, 1) == 0) == (one == other)


NAMES = ["bakhmut", "buenos aires", "dnipropetrovsk", "germany", "johannesburg", "zaporizhzhia"]


@given(st.sampled_from(NAMES), st.data())
def test_one_error_behind_the_first_letter_is_always_found(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(name) - 2))
    letter = data.draw(st.sampled_from("abcxyz"))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    edits = [name[:at] + name[at + 1 :], name[:at] + letter + name[at:], name[:at] + letter + name[at + 1 :], swapped]
    edited = data.draw(st.sampled_from(edits))
    assume(edited != name and allowed(edited))
    assert name in SPELLING.nearest(edited)[1]


@pytest.fixture(autouse=True, scope="module")
def _spelling(tmp_path_factory: pytest.TempPathFactory) -> None:
    global SPELLING
    folder = tmp_path_factory.mktemp("spelling")
    names = marisa_trie.Trie(NAMES)
    write(folder, names)
    SPELLING = Spelling(folder, names)


SPELLING: Spelling
