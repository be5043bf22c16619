"""The figures of places on two small documents, counted by hand."""

from __future__ import annotations

from typing import Any

from mapapp.evaluation.places import is_adjectival, places

# "The Kenyan envoy left Nairobi for Cairo." and "Cairo and Lagos agreed; Osaka and Kenyans waited."
NAIROBI, CAIRO, KENYA = (184745, -1.28, 36.82), (360630, 30.06, 31.25), (192950, 1.0, 38.0)
LAGOS, OSAKA, GIZA = (2332459, 6.45, 3.39), (1853909, 34.69, 135.5), (360995, 30.01, 31.21)


def gold(start: int, text: str, place: tuple[int, float, float], usage: str | None = None) -> dict[str, Any]:
    number, lat, lon = place
    end = start + len(text)
    return {"start": start, "end": end, "text": text, "geonameid": number, "lat": lat, "lon": lon, "type": usage}


def said(start: int, text: str, place: tuple[int, float, float], role: str) -> dict[str, Any]:
    number, lat, lon = place
    where = {"id": f"geonames:{number}", "lat": lat, "lon": lon}
    return {"start": start, "end": start + len(text), "place": where, "role": role}


DOCUMENTS = [
    {
        "id": "1",
        "toponyms": [
            gold(4, "Kenyan", KENYA, "Non_Literal_Modifier"),
            gold(22, "Nairobi", NAIROBI, "Literal"),
            gold(34, "Cairo", CAIRO, "Literal"),
        ],
    },
    {
        "id": "2",
        "toponyms": [
            gold(0, "Cairo", CAIRO, "Metonymic"),
            gold(10, "Lagos", LAGOS, "Metonymic"),
            gold(24, "Osaka", OSAKA, "Literal"),
            gold(34, "Kenyans", KENYA, "Demonym"),
            {"start": 50, "end": 54, "text": "Nowhere", "lat": None},
        ],
    },
]
READINGS = {
    "1": {"places": [said(4, "Kenyan", KENYA, "modifier"), said(34, "Cairo", GIZA, "location")]},
    "2": {
        "places": [
            said(0, "Cairo", CAIRO, "location"),
            said(10, "Lagos", OSAKA, "metonym"),
            said(16, "agreed", LAGOS, "location"),
            {**said(24, "Osaka", OSAKA, "location"), "place": None},
        ]
    },
}


def test_all_gold_mentions_are_counted() -> None:
    # Said with a place: 5. Spans right: Kenyan, Cairo, Cairo, Lagos. Put right: all of them but Lagos; Giza is near.
    figures = places(DOCUMENTS, READINGS)
    assert (7, 5) == (figures["gold"], figures["said"])
    assert {"precision": 80.0, "recall": 57.1, "f1": 66.7} == figures["recognition"]
    assert {"precision": 60.0, "recall": 42.9, "f1": 50.0} == figures["end_to_end"]
    assert (75.0, 28.6, 75.0) == tuple(figures[name] for name in ("right_of_found", "same_geonames_id_of_gold", "role"))
    assert {"Demonym": 0.0, "Literal": 33.3, "Metonymic": 50.0, "Non_Literal_Modifier": 100.0} == (
        figures["recall_by_usage"]
    )


def test_without_demonyms_they_count_neither_as_gold_nor_as_said() -> None:
    figures = places(DOCUMENTS, READINGS)["without_demonyms"]
    assert (5, 4) == (figures["gold"], figures["said"])
    assert {"precision": 75.0, "recall": 60.0, "f1": 66.7} == figures["recognition"]
    assert {"precision": 50.0, "recall": 40.0, "f1": 44.4} == figures["end_to_end"]
    assert (66.7, 20.0, 66.7) == tuple(figures[name] for name in ("right_of_found", "same_geonames_id_of_gold", "role"))


def test_the_gazetteer_says_which_words_are_demonyms() -> None:
    words = {"French": True, "Texans": True, "Kenyans": True, "Texas": False, "Paris": False}
    assert words == {word: is_adjectival({"text": word}) for word in words}
