"""What is written piece by piece is what would be written at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import marisa_trie
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import naming
from gazetteer.growing import GrowingArray
from gazetteer.naming import BEHIND, MOST_BEARERS, Naming, Numbers

CHUNKS = st.lists(st.lists(st.integers(-(2**31), 2**31 - 1), max_size=20), max_size=5)
NAMED = st.lists(
    st.tuples(
        st.sampled_from(["kyiv", "paris", "saint denis", "n'djamena", "åbo", "京都"]),
        st.integers(0, 80),
        st.integers(0, 6),
        st.booleans(),
    ),
    min_size=1,
    max_size=200,
)


@given(CHUNKS, st.data())
def test_a_column_written_in_pieces_is_one_array(
    tmp_path_factory: pytest.TempPathFactory, chunks: list[list[int]], data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("column") / "column.npy"
    column, expected = GrowingArray(path, np.int32), np.array([n for chunk in chunks for n in chunk], np.int32)
    for chunk in chunks:
        column.append(chunk)
        column.read()
    if len(expected):
        changed = data.draw(st.dictionaries(st.integers(0, len(expected) - 1), st.integers(-5, 5), max_size=4))
        column.change(list(changed), list(changed.values()))
        expected[list(changed)] = list(changed.values())
    column.append([7])
    assert [*expected, 7] == column.read().tolist()
    column.close()
    assert [*expected, 7] == np.load(path).tolist()


def test_a_column_says_what_numpy_would_say(tmp_path: Path) -> None:
    column = GrowingArray(tmp_path / "ours.npy", np.float64)
    column.append([1.5, 2.5])
    column.close()
    np.save(tmp_path / "theirs.npy", np.array([1.5, 2.5]))
    assert (tmp_path / "theirs.npy").read_bytes() == (tmp_path / "ours.npy").read_bytes()


def score(row: int, name_type: int) -> float:
    return float((row * 7) % 11 - name_type)


def bearers_of(named: Sequence[tuple[str, int, int, bool]], wanted: str) -> list[tuple[int, int]]:
    """Rows and types of the bearers of a name, worked out the plain way."""
    types: dict[int, int] = {}
    # First all that count fully, then those that yield to them.
    for name, row, name_type, _ in sorted(named, key=lambda each: (each[3], each[2])):
        if name == wanted:
            types.setdefault(row, name_type)
    return sorted(types.items(), key=lambda found: (-score(*found), found[0]))[:MOST_BEARERS]


@settings(max_examples=40)  # each example writes an index
@given(NAMED, st.integers(1, 50))
def test_names_that_went_over_the_disk_have_the_bearers_they_were_given(
    tmp_path_factory: pytest.TempPathFactory, named: list[tuple[str, int, int, bool]], kept: int
) -> None:
    folder = tmp_path_factory.mktemp("index")

    def scores(_: Numbers, rows: Numbers, types: Numbers) -> Numbers:
        return np.array([score(row, kind) for row, kind in zip(rows.tolist(), types.tolist(), strict=True)], np.float32)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(naming, "KEPT_IN_MEMORY", kept)
        collected = Naming(folder / "naming")
        for name, row, name_type, is_behind in named:
            collected.add(name, row, name_type + BEHIND * is_behind)
        collected.write(folder, scores)
    names = marisa_trie.Trie()
    names.load(str(folder / "names.marisa"))
    starts, rows, types = (np.load(folder / f"bearer_{part}.npy").tolist() for part in ("starts", "rows", "types"))
    for name in {name for name, *_ in named}:
        first, end = starts[names[name]], starts[names[name] + 1]
        assert bearers_of(named, name) == list(zip(rows[first:end], types[first:end], strict=True))
    assert not (folder / "naming").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux' disk that is always full")
def test_a_trie_on_a_full_disk_is_an_error_of_the_system() -> None:
    with pytest.raises(OSError, match="cannot be written"):
        naming.save(marisa_trie.Trie([f"kyiv {number}" for number in range(10_000)]), Path("/dev/full"))
