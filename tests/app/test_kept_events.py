"""The table of events that is kept as a file gives the same as the database, or is done without."""

from pathlib import Path

import making
import pandas as pd
import pytest

from mapapp.app import kept_events
from mapapp.app.kept_events import FILE, events_of, stamp_of
from mapapp.store import Store, open_store


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(kept_events, "LEAST", 1)
    making.usual(tmp_path / "large")
    return tmp_path / "large"


def untouched(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> pd.DataFrame:
    """The events where the database may not be asked for them."""
    store, stamp = open_store(workspace), stamp_of(workspace)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "events_frame", lambda _: pytest.fail("the database was read"))
        return events_of(store, workspace, stamp)


def test_the_file_holds_what_the_database_does(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(workspace)
    first = events_of(store, workspace, stamp_of(workspace))
    again = untouched(workspace, monkeypatch)
    pd.testing.assert_frame_equal(first, again)
    for name in first.columns:
        assert [value is None for value in first[name]] == [value is None for value in again[name]], name
    assert [path.name for path in workspace.glob(f"{FILE}*")] == [FILE]


@pytest.mark.parametrize("content", [b"", b"ARROW1", b"\0" * 4096])
def test_a_file_that_cannot_be_read_is_written_anew(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (workspace / FILE).write_bytes(content)
    assert len(events_of(open_store(workspace), workspace, stamp_of(workspace)))
    assert len(untouched(workspace, monkeypatch))


def test_a_file_that_was_cut_is_written_anew(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events_of(open_store(workspace), workspace, stamp_of(workspace))
    whole = (workspace / FILE).read_bytes()
    (workspace / FILE).write_bytes(whole[: len(whole) // 2])
    assert len(events_of(open_store(workspace), workspace, stamp_of(workspace)))
    assert len(untouched(workspace, monkeypatch))


def test_a_database_that_changed_is_read_again(workspace: Path) -> None:
    store = open_store(workspace)
    before = events_of(store, workspace, stamp_of(workspace))
    third = making.article("three", "Fighting went on near Bakhmut.")
    making.save(workspace, third, (making.event(third, third.text),))
    after = events_of(store, workspace, stamp_of(workspace))
    assert set(after["article_id"]) - set(before["article_id"]) == {"three"}


def test_a_folder_that_takes_no_file_is_done_without(workspace: Path) -> None:
    (workspace / FILE).mkdir()
    assert len(events_of(open_store(workspace), workspace, stamp_of(workspace)))
    assert [path.name for path in workspace.glob(f"{FILE}*")] == [FILE]


def test_a_small_workspace_keeps_no_file(tmp_path: Path) -> None:
    making.usual(tmp_path)
    assert len(events_of(open_store(tmp_path), tmp_path, stamp_of(tmp_path)))
    assert not (tmp_path / FILE).exists()
