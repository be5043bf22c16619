"""Sources -> index files, once: into a temporary folder, then renamed, so that nobody ever sees half an index."""

from __future__ import annotations

import gc
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from gazetteer import chosen
from gazetteer.errors import CacheNotWritable, IndexDamaged, SourceMissing

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.packing import Packing
    from gazetteer.sources import Entry

FORMAT = 6
"""Raise it when the files of the index change their meaning."""
MANIFEST = "manifest.json"
TEMPORARY = "building-"
SAMPLED_BYTES = 4096
WAITING = "another mapapp is building the gazetteer, waiting"
KEPT_SECONDS = 7 * 86400
"""How long an index of other sources is left in the cache."""

Progress = Callable[[str, float], None]
"""What is being done, in words, and the share of the build that is done, 0 to 1."""


def default_cache() -> Path:
    """`MAPAPP_CACHE` where it is set, else the user's cache folder."""
    set_by_user = os.environ.get("MAPAPP_CACHE")
    return Path(set_by_user).expanduser() if set_by_user else user_cache_path("mapapp", appauthor=False)


class World(NamedTuple):
    """What an index is made from."""

    stamp: Callable[[], str]
    """Names the sources; an index of other sources is left aside."""
    entries: Callable[[Progress], Sequence[Entry]]
    outlines: Callable[[Sequence[Entry]], Iterable[tuple[str, BaseGeometry]]]
    """Geometries by the code of a country or unit, or the pair of a border."""
    more: Callable[[Packing, Progress], None] = lambda index, progress: None
    """Adds places that are too many to be held as entries."""
    megabytes: int = 150
    """Room that the index takes on the disk while it is built."""


def whole_world() -> World:
    from gazetteer import gathering

    return World(gathering.stamp, gathering.entries, gathering.outlines)


def stamp() -> str:
    """What the index of the whole world is made from."""
    return whole_world().stamp()


def ensure(cache: Path, progress: Progress | None = None, world: World | None = None) -> Path:
    """The folder of a whole, current index under `cache`; builds it where there is none.

    Without a world it is the chosen one, if it is current and whole, else the ordinary one of the whole world. One
    process builds while the others wait for it.

    Raises:
        CacheNotWritable: `cache` cannot be written to and holds no index.
        SourceMissing: a source package lacks its data.
    """
    if world is None and (found := chosen_folder(cache)):
        return found
    world = world or whole_world()
    folder = folder_of(cache, world)
    if is_whole(folder):
        return folder
    try:
        cache.mkdir(parents=True, exist_ok=True)
        with only_builder(cache, progress or silent):
            if not is_whole(folder):
                build(folder, world, progress or silent)
    except PermissionError as error:
        raise cannot_write(cache, error, world.megabytes) from error
    except OSError as error:
        if isinstance(error, SourceMissing):
            raise
        raise cannot_write(cache, error, world.megabytes) from error
    return folder


def folder_of(cache: Path, world: World) -> Path:
    return cache / f"gazetteer-{world.stamp()}"


def chosen_folder(cache: Path) -> Path | None:
    """The index that a person chose; None where there is none, or it is stale or damaged, which is told."""
    chose = chosen.read(cache)
    if chose is None:
        return None
    if chose.stamp == stamp() and is_whole(cache / chose.folder):
        return cache / chose.folder
    chosen.tell(chosen.why_not(chose, stamp()))
    return None


def silent(step: str, share: float) -> None:
    """Tell nobody."""


@contextmanager
def only_builder(cache: Path, progress: Progress) -> Iterator[None]:
    """Hold the lock of a cache; while another process holds it, say each second that we wait."""
    lock = FileLock(cache / "gazetteer.lock")
    patience = 0.0
    while True:
        try:
            lock.acquire(timeout=patience)
            break
        except Timeout:
            progress(WAITING, 0.0)
            patience = 1.0
    try:
        yield
    finally:
        lock.release()


def cannot_write(cache: Path, error: OSError, megabytes: int) -> CacheNotWritable:
    return CacheNotWritable(
        f"The gazetteer's index cannot be written to {cache} ({error.strerror or error}). Make that folder writable "
        f"(about {megabytes:,} MB are needed), or set MAPAPP_CACHE to a folder that is."
    )


def is_whole(folder: Path) -> bool:
    """True where every file of the manifest is there with its size and, if touched since, its checksum."""
    try:
        check(folder)
    except IndexDamaged:
        return False
    return True


def check(folder: Path) -> None:
    """Compare files with the manifest: sizes and samples; all of a file that was touched since.

    Raises:
        IndexDamaged: a file is missing or changed.
    """
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        touched = [name for name in listed if not matches(folder / name, State(*listed[name]))]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"{folder} holds no whole index: {error}") from error
    if touched:
        # Copied, not changed: the next opening need not read it all again.
        with suppress(OSError):
            write_manifest(folder)


def verify(folder: Path) -> list[str]:
    """Names of the files that are not as they were built, every byte compared."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        return [MANIFEST]
    states = {name: State(*fields) for name, fields in listed.items()}
    return [
        name for name, state in states.items() if not (folder / name).is_file() or crc(folder / name) != state.checksum
    ]


class State(NamedTuple):
    """What the manifest says of a file."""

    size: int
    modified: int
    checksum: int
    sample: int
    """Checksum of parts of the file, head and tail among them: a few milliseconds for all files."""


def matches(path: Path, state: State) -> bool:
    """False where a file has another time stamp, though the same content.

    Raises:
        IndexDamaged: its content is another.
    """
    found = path.stat()
    same_time = found.st_mtime_ns == state.modified
    whole = found.st_size == state.size and (sample(path) == state.sample if same_time else crc(path) == state.checksum)
    if not whole:
        raise IndexDamaged(f"{path} is damaged")
    return same_time


def crc(path: Path) -> int:
    total = 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            total = zlib.crc32(block, total)
    return total


def sample(path: Path) -> int:
    """Checksum of sixteen blocks spread over a file, of all of a small one."""
    size, total = path.stat().st_size, 0
    with path.open("rb") as stream:
        if size <= 16 * SAMPLED_BYTES:
            return zlib.crc32(stream.read())
        for number in range(16):
            stream.seek(number * (size - SAMPLED_BYTES) // 15)
            total = zlib.crc32(stream.read(SAMPLED_BYTES), total)
    return total


def build(folder: Path, world: World, progress: Progress) -> None:
    """Build the index and put it at `folder`, replacing what is there; older indexes are removed."""
    from gazetteer import outlining, packing

    for left_over in folder.parent.glob(f"{TEMPORARY}*"):
        # Whoever made it was killed: only the holder of the lock builds.
        shutil.rmtree(left_over, ignore_errors=True)
    temporary = Path(tempfile.mkdtemp(prefix=TEMPORARY, dir=folder.parent))
    try:
        with without_collecting():
            index = packing.Packing(temporary)
            entries = world.entries(progress)
            progress("packing", 0.5)
            for entry in entries:
                index.add(entry)
            progress("writing outlines", 0.6)
            outlining.write(temporary, world.outlines(entries))
            # The largest thing in memory; what comes now needs the room.
            del entries
            world.more(index, progress)
            progress("writing the index", 0.7)
            index.write()
        write_manifest(temporary)
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    remove_older(folder)
    progress("ready", 1.0)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Millions of entries are alive while we build; looking for garbage among them doubles the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def write_manifest(folder: Path) -> None:
    listed = {path.name: state_of(path) for path in sorted(folder.iterdir()) if not path.name.startswith(MANIFEST)}
    fresh = folder / f"{MANIFEST}.{os.getpid()}"
    fresh.write_text(json.dumps({"files": listed}), encoding="utf-8")
    fresh.replace(folder / MANIFEST)


def state_of(path: Path) -> State:
    state = path.stat()
    return State(state.st_size, state.st_mtime_ns, crc(path), sample(path))


def remove_older(folder: Path) -> None:
    chose = chosen.read(folder.parent)
    kept = {folder.name, chose.folder if chose else ""}
    for other in folder.parent.glob("gazetteer-*"):
        # Another version of mapapp may be at work on a recent one.
        if other.name not in kept and other.is_dir() and time.time() - other.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
