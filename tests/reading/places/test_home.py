"""Where an outlet is at home: learnt from its other articles, and what it changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import Gazetteer
from gazetteer.place import Coordinates, Place, PlaceKind
from mapapp.model import Article, TextSpan
from mapapp.reading.places import NO_HOME, Home, Homes, read_places
from mapapp.reading.places.home import home_of, outlet, whereabouts
from mapapp.reading.sentences import sentences

TEXAN = (
    "The council of Dallas met on Monday.",
    "A storm hit Tyler and Longview in Texas.",
    "Police in Sherman, Texas, closed a bridge.",
    "The fair in Greenville, Texas, opens on Friday.",
    "Two schools in Sulphur Springs, Texas, stay shut.",
    "The mayor of Plano spoke in Fort Worth, Texas.",
    "A road near Denison, Texas, was flooded.",
    "Farmers met in Bonham, Texas.",
)
LOCAL = "The library in Paris opens its new wing in May."


def article(text: str, name: str = "a", url: str | None = None, source: str | None = None) -> Article:
    return Article(name, None, text, (TextSpan(0, len(text)),), url=url, source=source)


def read(text: str, gazetteer: Gazetteer, home: Home = NO_HOME) -> tuple[str, str]:
    """Id and reason of the first place."""
    one = article(text)
    found = read_places(one, sentences(one), gazetteer, home)[0]
    assert found.place is not None
    return found.place.id, found.reason


@pytest.fixture(scope="module")
def texas(gazetteer: Gazetteer) -> Home:
    told = [article(text) for text in TEXAN]
    return home_of([whereabouts(read_places(one, sentences(one), gazetteer)) for one in told])


def test_a_paper_from_texas_means_its_own_paris(gazetteer: Gazetteer, texas: Home) -> None:
    assert read(LOCAL, gazetteer)[0] == "geonames:2988507"
    place, reason = read(LOCAL, gazetteer, texas)
    assert place == "geonames:4717560"
    assert reason == "in the part of United States where most places of the source's other articles lie"


def test_what_the_text_says_stands_against_the_home(gazetteer: Gazetteer, texas: Home) -> None:
    assert read("He flew to Paris, France.", gazetteer, texas)[0] in ("geonames:2988507", "admin2:FR.11.75")


@pytest.mark.parametrize(
    ("url", "source", "expected"),
    [
        ("https://www.example.com/news/1", "The Example", "example.com"),
        (None, "The Example", "The Example"),
        (None, "reports/may.jsonl", ""),
        (None, None, ""),
    ],
)
def test_an_outlet_is_the_host_or_the_source_and_no_file(url: str | None, source: str | None, expected: str) -> None:
    assert outlet(article("x", url=url, source=source)) == expected


def place(number: int) -> Place:
    return Place(f"geonames:{number}", "x", PlaceKind.SETTLEMENT, "US", "TX", 1, Coordinates(30, -number), 5)


@given(st.lists(st.lists(st.integers(1, 9), min_size=1, max_size=5, unique=True), max_size=6), st.randoms())
def test_the_order_of_the_articles_makes_no_difference(articles: list[list[int]], chance: object) -> None:
    told = [tuple((place(n), 1 / len(numbers)) for n in numbers) for numbers in articles]
    mixed = sorted(told, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert home_of(told) == home_of(mixed)
    assert sum(part for _, part in home_of(told).places) == pytest.approx(1.0 if told else 0.0)


def test_an_article_does_not_speak_for_itself() -> None:
    mine, other = ((place(1), 1.0),), ((place(2), 1.0),)
    homes = Homes({"The Example": {"a": mine, "b": other}})
    assert homes.of(article("x", "a", source="The Example")) == home_of([other])
    assert homes.of(article("x", "a", source="Another")) == NO_HOME
