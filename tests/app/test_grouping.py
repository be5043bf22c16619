"""Incidents are found beside the page, and again only when what they are made of has changed."""

from __future__ import annotations

import time
from pathlib import Path

import making
import pytest

from mapapp.app import grouping
from mapapp.app.grouping import Grouping, digest
from mapapp.incidents import Incident, incidents
from mapapp.store import open_store


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("grouping") / "ws"
    making.usual(folder)
    return open_store(folder).events_frame()


def test_events_are_grouped_again_only_when_they_or_a_judgement_changed(events, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    runs: list[int] = []
    monkeypatch.setattr(grouping, "incidents", lambda reports, said: runs.append(1) or incidents(reports, said))
    found = Grouping()
    first = found.all(events, (), "one stamp")
    assert first is found.all(events.copy(), (), "another stamp of the same events")
    assert {*events["event_id"]} == {event for incident in first for event in incident.events}
    found.all(events.assign(status="denied"), (), "a third")
    assert 2 == len(runs)


def test_a_small_workspace_is_grouped_at_once(events) -> None:  # type: ignore[no-untyped-def]
    event = events["event_id"][0]
    incident = Grouping().of(event, events, (), "stamp")
    assert isinstance(incident, Incident)
    assert event in incident.events


def test_many_events_keep_no_page_waiting(events, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(grouping, "AT_ONCE", 0)
    monkeypatch.setattr(grouping, "PATIENCE", 0.01)
    slow = lambda reports, said: time.sleep(0.3) or incidents(reports, said)  # noqa: E731
    monkeypatch.setattr(grouping, "incidents", slow)
    found, event = Grouping(), events["event_id"][0]
    assert found.known(events, (), "stamp") is None
    assert found.of(event, events, (), "stamp") is None
    found.all(events, (), "stamp")
    assert found.of(event, events, (), "stamp") is not None
    assert {*events["event_id"]} == {*(found.known(events, (), "stamp") or ())}


def test_the_digest_follows_events_and_judgements_alone(events, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    same = digest(events, ())
    assert same == digest(events.assign(corrected="changed"), ())
    assert same != digest(events.assign(sentence="Other words."), ())
