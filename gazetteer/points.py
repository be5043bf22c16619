"""Coordinates as people write them: "48.59, 37.99", "48°35'N 38°00'E"; grids that we do not read, with the reason."""

from __future__ import annotations

import re

_DECIMAL = re.compile(
    r"(?P<first>[+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*(?P<a>[NSEW]?)[\s,;/]+(?P<second>[+-]?\d{1,3}(?:\.\d+)?)\s*°?\s*(?P<b>[NSEW]?)",
    re.IGNORECASE,
)
_SEXAGESIMAL = re.compile(
    r"(?P<d1>\d{1,3})\s*°\s*(?:(?P<m1>\d{1,2}(?:\.\d+)?)\s*['’′]\s*)?(?:(?P<s1>\d{1,2}(?:\.\d+)?)\s*(?:[\"”″]|''|’’)\s*)?(?P<a>[NSEW])[\s,;/]*"
    r"(?P<d2>\d{1,3})\s*°\s*(?:(?P<m2>\d{1,2}(?:\.\d+)?)\s*['’′]\s*)?(?:(?P<s2>\d{1,2}(?:\.\d+)?)\s*(?:[\"”″]|''|’’)\s*)?(?P<b>[NSEW])",
    re.IGNORECASE,
)
_GRID = re.compile(r"\d{1,2}\s?[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}(?:\s?\d{2,5}\s?\d{2,5})?", re.IGNORECASE)
GRID_REFUSED = "This is a grid reference (MGRS), which is not read here; write degrees instead: 48.59, 37.99."
OFF_THE_EARTH = "Latitude goes from -90 to 90 and longitude from -180 to 180, latitude first: 48.59, 37.99."


def point_id(query: str) -> str | None:
    """The id of the point that a query writes out; None where it writes none, or none on Earth."""
    read = decimal(query.strip()) or sexagesimal(query.strip())
    if read is None:
        return None
    latitude, longitude = read
    on_earth = -90 <= float(latitude) <= 90 and -180 <= float(longitude) <= 180
    return f"point:{latitude},{longitude}" if on_earth else None


def refusal(query: str) -> str:
    """Why a query of figures has no answer, and what to write; "" where nothing is to be said."""
    plain = query.strip()
    if _GRID.fullmatch(plain):
        return GRID_REFUSED
    written = _DECIMAL.fullmatch(plain) or _SEXAGESIMAL.fullmatch(plain)
    return OFF_THE_EARTH if written and point_id(plain) is None else ""


def decimal(text: str) -> tuple[str, str] | None:
    match = _DECIMAL.fullmatch(text)
    # "12 15" is no point: without decimals or letters two numbers may be anything.
    if match is None or not ("." in match["first"] + match["second"] or (match["a"] and match["b"])):
        return None
    first, second = (plain_number(match[side], match[letter]) for side, letter in (("first", "a"), ("second", "b")))
    return in_order(first, match["a"], second, match["b"])


def sexagesimal(text: str) -> tuple[str, str] | None:
    match = _SEXAGESIMAL.fullmatch(text)
    if match is None:
        return None
    decimals = 5 if match["s1"] or match["s2"] else 3
    parts = [
        int(match[f"d{side}"]) + float(match[f"m{side}"] or 0) / 60 + float(match[f"s{side}"] or 0) / 3600
        for side in (1, 2)
    ]
    first, second = (
        plain_number(f"{part:.{decimals}f}", match[letter]) for part, letter in zip(parts, "ab", strict=True)
    )
    return in_order(first, match["a"], second, match["b"])


def plain_number(digits: str, letter: str) -> str:
    """Digits with their sign, at most eight decimals; south and west are negative."""
    sign = "-" if digits.startswith("-") or letter.upper() in ("S", "W") else ""
    whole, _, decimals = digits.lstrip("+-").partition(".")
    kept = f"{int(whole)}.{decimals[:8]}" if decimals else str(int(whole))
    return kept if not float(kept) else sign + kept


def in_order(first: str, letter: str, second: str, other: str) -> tuple[str, str] | None:
    """Latitude first; letters say which is which, and must not contradict one another."""
    letters = (letter + other).upper()
    if letters and re.fullmatch("[EW][NS]", letters):
        return second, first
    return (first, second) if not letters or re.fullmatch("[NS][EW]", letters) else None
