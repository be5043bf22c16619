"""An index from a generated GeoNames dump: time, memory, size and look-ups, as a Markdown table.

`benchmarks/dumps.py [--rows 1000000] [--folder DIR]` makes a dump of places of all nine feature classes with made-up
names, as many alternate names as GeoNames has in proportion, and some bad rows; `python -m gazetteer build` reads
them in a process of its own. What is made stays in DIR, if one is given.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from gazetteer import Gazetteer, open_gazetteer

FIRST_NUMBER = 20_000_000
"""Beyond GeoNames' own, so that no generated place is joined to a real one."""
SHARES = {"P": 40, "S": 21, "H": 17, "T": 13, "A": 4, "L": 3, "R": 1, "V": 0.7, "U": 0.3}
"""Percent of each feature class, about as in GeoNames."""
CODES = {
    "P": ("PPL", "PPL", "PPL", "PPLA4", "PPLX", "PPLL", "PPLQ", "PPLH"),
    "S": ("CH", "SCH", "HTL", "FRM", "AIRP", "BDG", "RSTN", "MN", "MNQ", "PS"),
    "H": ("STM", "STM", "STMI", "LK", "RSV", "SPNG", "BAY", "WLL", "CNL"),
    "T": ("MT", "HLL", "PK", "VAL", "ISL", "CAPE", "RDGE", "PASS"),
    "A": ("ADM3", "ADM4", "ADM4", "ADMD", "ADM3H", "ADM2"),
    "L": ("LCTY", "PRK", "AREA", "RGN", "MILB"),
    "R": ("RD", "RR", "RRQ"),
    "V": ("FRST", "SCRB", "VIN"),
    "U": ("SMU", "RDGU", "BSNU"),
}
WORDS = {
    "H": ("{} Creek", "Lake {}", "{} River", "{} Bay"),
    "S": ("{} School", "{} Church", "Hotel {}", "{} Farm"),
    "T": ("Mount {}", "{} Hill", "Cape {}", "{} Peak"),
    "A": ("{} District", "{} Municipality"),
    "L": ("{} Park", "{} Base"),
    "R": ("{} Road", "{} Railway"),
    "V": ("{} Forest", "{} Scrub"),
    "U": ("{} Seamount", "{} Ridge"),
}
ONSETS = ("b", "br", "d", "dr", "f", "g", "h", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
LETTERS = [onset + vowel for onset in ONSETS for vowel in "aeiou"]
CYRILLIC = dict(zip("abdefghijklmnoprstuvzy", "абдефгхийклмнопрстувзы", strict=True))
COUNTRIES = {"US": "TX", "UA": "05", "RU": "48", "FR": "11", "BR": "27", "IN": "16", "CN": "22", "AU": "02", "NG": "05"}
BAD_ROWS = (
    "{}\tNowhere\tNowhere\t\t91.5\t10\tP\tPPL\tFR\t\t11\t\t\t\t0\t\t\t\t",
    "{}\tNowhere\tNowhere\t\tnorth\t10\tP\tPPL\tFR\t\t11\t\t\t\t0\t\t\t\t",
    "{}\t\t\t\t45\t10\tP\tPPL\tFR\t\t11\t\t\t\t0\t\t\t\t",
    "{}\ttoo few columns",
    "number {}\tNowhere\tNowhere\t\t45\t10\tP\tPPL\tFR\t\t11\t\t\t\t0\t\t\t\t",
    "{}\tNowhere\tNowhere\t\t45\t10\tX\tPPL\tFR\t\t11\t\t\t\t0\t\t\t\t",
)
ONE_BAD_IN = 20_000


def word(choose: random.Random) -> str:
    letters = [LETTERS[int(choose.random() * len(LETTERS))] for _ in range(3 if choose.random() < 0.7 else 4)]
    return "".join(letters).capitalize() + ("n", "", "s", "rk")[int(choose.random() * 4)]


def place_rows(count: int, choose: random.Random) -> Iterator[str]:
    classes = choose.choices(list(SHARES), list(SHARES.values()), k=count)
    for number, kind in enumerate(classes, FIRST_NUMBER):
        if number % ONE_BAD_IN == 0:
            yield choose.choice(BAD_ROWS).format(number)
            continue
        name = word(choose)
        if kind in WORDS:
            name = choose.choice(WORDS[kind]).format(name)
        country = choose.choice(list(COUNTRIES))
        latitude, longitude = choose.uniform(-60, 75), choose.uniform(-180, 180)
        people = int(10 ** choose.uniform(0, 5)) if kind == "P" and choose.random() < 0.2 else 0
        code = choose.choice(CODES[kind])
        others = f"{word(choose)},{word(choose)}" if choose.random() < 0.3 else ""
        yield (
            f"{number}\t{name}\t{name}\t{others}\t{latitude:.5f}\t{longitude:.5f}\t{kind}\t{code}\t{country}\t\t"
            f"{COUNTRIES[country]}\t\t\t\t{people}\t\t100\tEtc/UTC\t2024-01-01"
        )


def name_rows(count: int, choose: random.Random) -> Iterator[str]:
    """Three alternate names for two places; one in four is an address, as in GeoNames."""
    for number in range(count * 3 // 2):
        place = FIRST_NUMBER + int(choose.random() * count)
        name = word(choose)
        if number % 4 == 0:
            yield f"{number}\t{place}\tlink\thttps://example.org/{name}\t\t\t\t\t\t"
        elif number % 10 == 1:
            cyrillic = "".join(CYRILLIC.get(letter, letter) for letter in name.lower()).capitalize()
            yield f"{number}\t{place}\tuk\t{cyrillic}\t\t\t\t\t\t"
        elif number % 50 == 2:
            yield f"{number}\t{place}\ten\t{name}\t1\t\t\t\t\t"
        else:
            yield f"{number}\t{place}\tfr\t{name}\t\t\t\t{1 if number % 7 == 0 else ''}\t\t"


def write(path: Path, rows: Iterator[str]) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{row}\n" for row in rows)
    return path


def build(cache: Path, places: Path, names: Path) -> tuple[float, float]:
    """Seconds and largest resident MB of the build, in a process of its own."""
    command = [sys.executable, "-m", "gazetteer", "build", "--geonames", str(places), "--alternate-names", str(names)]
    started = time.monotonic()
    subprocess.run(command, check=True, env={**os.environ, "MAPAPP_CACHE": str(cache)})
    return time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


def sampled(path: Path, wanted: int, number_and_name: Callable[[list[str]], tuple[str, str]]) -> list[tuple[str, str]]:
    """Number and name of rows spread over a dump."""
    step = max(1, path.stat().st_size // wanted)
    found = []
    with path.open("rb") as stream:
        for at in range(0, path.stat().st_size, step):
            stream.seek(at)
            stream.readline()
            fields = stream.readline().decode("utf-8").rstrip("\n").split("\t")
            if len(fields) >= 10 and "link" not in fields[:3]:
                found.append(number_and_name(fields))
    return found


def share_found(gazetteer: Gazetteer, sample: list[tuple[str, str]]) -> tuple[float, float]:
    """The share of places that are among the candidates of their names, and the names looked up a second."""
    started = time.process_time()
    hits = sum(
        any(match.place.id == f"geonames:{number}" for match in gazetteer.lookup(name, limit=60))
        for number, name in sample
    )
    return hits / len(sample), len(sample) / (time.process_time() - started)


def resident_mb() -> float:
    pages = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(pages[1]) / 1e3 if pages else 0.0


def measure(folder: Path, rows: int) -> None:
    choose = random.Random(4)  # made-up names, the same each time
    places = write(folder / "allCountries.txt", place_rows(rows, choose))
    names = write(folder / "alternateNamesV2.txt", name_rows(rows, choose))
    cache = folder / "cache"
    seconds, largest = build(cache, places, names)
    started = time.monotonic()
    gazetteer = open_gazetteer(cache)
    gazetteer.lookup("Kyiv")
    opened, resident = time.monotonic() - started, resident_mb()
    size = sum(path.stat().st_size for path in gazetteer.folder.iterdir())
    by_name, a_second = share_found(gazetteer, sampled(places, 2000, lambda fields: (fields[0], fields[1])))
    by_other, _ = share_found(gazetteer, sampled(names, 2000, lambda fields: (fields[1], fields[3])))
    print("\n| what | figure |\n|---|---|")
    print(f"| rows of places and of alternate names | {rows:,} and {rows * 3 // 2:,} |")
    print(f"| dumps | {(places.stat().st_size + names.stat().st_size) / 1e6:,.0f} MB |")
    print(f"| build | {seconds:,.0f} s |")
    print(f"| largest resident while building | {largest:,.0f} MB |")
    print(f"| index | {size / 1e6:,.0f} MB, {len(gazetteer.columns):,} places, {gazetteer.name_count:,} names |")
    print(f"| open and answer a first name | {1000 * opened:.0f} ms, {resident:.0f} MB resident |")
    print(f"| generated places found by their name | {by_name:.1%}, {a_second:,.0f} names a second |")
    print(f"| generated places found by an alternate name | {by_other:.1%} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="keep what is made here")
    asked = parser.parse_args()
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
        measure(asked.folder, asked.rows)
    else:
        with tempfile.TemporaryDirectory() as made:
            measure(Path(made), asked.rows)
