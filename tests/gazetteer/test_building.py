"""The index is whole or not there; who cannot build is told what to do."""

from __future__ import annotations

import json
import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from gazetteer import CacheNotWritable, Gazetteer, building
from tests.gazetteer import tiny_world

SCRIPT = Path(tiny_world.__file__)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The folder of an index of a few places."""
    return building.ensure(tmp_path / "cache", world=tiny_world.world())


def start(cache: Path, log: Path, seconds: float) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(SCRIPT), str(cache), str(log), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def wait_for(log: Path) -> None:
    until = time.monotonic() + 30
    while not log.exists() and time.monotonic() < until:
        time.sleep(0.02)


def changed(path: Path, at: int) -> None:
    """Another byte at `at`, in a file that keeps its size and its time stamp."""
    state, content = path.stat(), bytearray(path.read_bytes())
    content[at] ^= 0xFF
    path.write_bytes(content)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def test_a_small_world_is_built_and_answers(tiny: Path) -> None:
    gazetteer = Gazetteer(tiny)
    found = gazetteer.lookup("Town 7")[0].place
    assert ("geonames:7", "TI") == (found.id, gazetteer.country_at(found.coordinates))


def test_of_two_processes_one_builds_and_the_other_waits(tmp_path: Path) -> None:
    log = tmp_path / "log"
    both = [start(tmp_path / "cache", log, 1.0) for _ in range(2)]
    answers = {process.communicate(timeout=60)[0].strip() for process in both}
    assert {str(tmp_path / "cache" / "gazetteer-tiny")} == answers
    assert ["building"] == log.read_text().split()


def test_who_waits_for_another_build_is_told_so(tmp_path: Path) -> None:
    log, told = tmp_path / "log", list[str]()
    process = start(tmp_path / "cache", log, 1.0)
    wait_for(log)
    building.ensure(tmp_path / "cache", lambda step, share: told.append(step), tiny_world.world())
    process.communicate(timeout=60)
    assert {"another mapapp is building the gazetteer, waiting"} == set(told)


def test_a_killed_build_leaves_nothing_that_the_next_one_minds(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    process = start(cache, tmp_path / "log", 30.0)
    wait_for(tmp_path / "log")
    process.kill()
    process.communicate()
    assert 1 == len(list(cache.glob("building-*")))
    assert building.is_whole(building.ensure(cache, world=tiny_world.world()))
    assert [] == list(cache.glob("building-*"))


def test_a_build_that_fails_leaves_the_old_index_whole(tiny: Path) -> None:
    def no_space(_: building.Progress) -> list[object]:
        raise OSError(28, "No space left on device")

    with pytest.raises(CacheNotWritable, match="No space left"):
        building.ensure(tiny.parent, world=tiny_world.world("newer")._replace(entries=no_space))
    assert building.is_whole(tiny)
    assert [] == list(tiny.parent.glob("building-*"))


def test_other_sources_make_another_index(tiny: Path) -> None:
    newer = building.ensure(tiny.parent, world=tiny_world.world("newer"))
    assert tiny != newer
    assert building.is_whole(tiny), "another version may be at work on it"


def test_an_old_index_of_other_sources_is_removed(tiny: Path) -> None:
    os.utime(tiny, (1, 1))
    building.ensure(tiny.parent, world=tiny_world.world("newer"))
    assert not tiny.exists()


@pytest.mark.parametrize("name", ["names.marisa", "latitude.npy", "outlines.wkb", building.MANIFEST])
def test_a_file_that_was_cut_short_is_built_again(tiny: Path, name: str) -> None:
    path = tiny / name
    path.write_bytes(path.read_bytes()[:-5])
    assert not building.is_whole(tiny)
    assert building.is_whole(building.ensure(tiny.parent, world=tiny_world.world()))


@pytest.mark.parametrize("at", [0, -1])
@pytest.mark.parametrize("name", ["names.marisa", "ids.marisa", "latitude.npy", "outlines.wkb", "country_codes.txt"])
def test_a_changed_byte_at_either_end_is_noticed_at_opening(tiny: Path, name: str, at: int) -> None:
    changed(tiny / name, at)
    assert not building.is_whole(tiny)


def test_any_changed_byte_is_noticed_when_every_byte_is_compared(tiny: Path) -> None:
    big = tiny / "latitude.npy"
    big.write_bytes(os.urandom(1 << 20))
    building.write_manifest(tiny)
    changed(big, 10_000)
    assert ["latitude.npy"] == building.verify(tiny)


def test_a_file_that_is_gone_is_noticed(tiny: Path) -> None:
    (tiny / "labels.npy").unlink()
    assert not building.is_whole(tiny)
    assert ["labels.npy"] == building.verify(tiny)


def test_a_copied_index_is_whole_and_read_in_full_once_only(tiny: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / tiny.name
    shutil.copytree(tiny, copy, copy_function=shutil.copyfile)
    assert copy == building.ensure(copy.parent, world=tiny_world.world())
    listed = json.loads((copy / building.MANIFEST).read_text())["files"]
    assert (copy / "latitude.npy").stat().st_mtime_ns == building.State(*listed["latitude.npy"]).modified


def test_opening_the_whole_world_is_checked_in_a_moment(gazetteer: Gazetteer) -> None:
    began = time.process_time()
    building.check(gazetteer.folder)
    assert time.process_time() - began < 0.05


def test_a_cache_that_cannot_be_written_says_what_to_do(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("in the way")
    with pytest.raises(CacheNotWritable, match="MAPAPP_CACHE"):
        building.ensure(blocked / "cache", world=tiny_world.world())


def test_a_whole_index_opens_where_nothing_can_be_written(tiny: Path) -> None:
    lock = tiny.parent / "gazetteer.lock"
    lock.unlink(missing_ok=True)
    # Nobody, root included, can lock a folder.
    lock.mkdir()
    assert tiny == building.ensure(tiny.parent, world=tiny_world.world())
    with pytest.raises(CacheNotWritable, match="MAPAPP_CACHE"):
        building.ensure(tiny.parent, world=tiny_world.world("newer"))


def first_answer(gazetteer: Gazetteer) -> str:
    return gazetteer.lookup("Lvov")[0].place.id


def test_a_handle_travels_to_a_spawned_worker(gazetteer: Gazetteer) -> None:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        assert first_answer(gazetteer) == pool.submit(first_answer, gazetteer).result(timeout=60)


def test_a_handle_pickles_as_its_path(gazetteer: Gazetteer) -> None:
    packed = pickle.dumps(gazetteer)
    assert len(packed) < 1000
    assert gazetteer.lookup("Lviv") == pickle.loads(packed).lookup("Lviv")  # noqa: S301


def test_the_command_looks_a_name_up(gazetteer: Gazetteer) -> None:
    environment = {**os.environ, "MAPAPP_CACHE": str(gazetteer.folder.parent)}
    command = [sys.executable, "-m", "gazetteer", "lookup", "Lvov"]
    answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert "Lviv, Lviv Oblast, Ukraine" in answer.stdout
