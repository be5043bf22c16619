"""What keeps the app from opening is said with the way out."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from mapapp.app import launch


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that something else listens at."""
    with socket.socket() as other:
        other.bind((launch.HOST, 0))
        other.listen()
        yield int(other.getsockname()[1])


def test_a_port_in_use_is_said_with_a_free_one(taken: int) -> None:
    with pytest.raises(launch.PortUnavailable, match=rf"http://127.0.0.1:{taken} already.*--port {launch.free_port()}"):
        launch.checked(taken)


def test_a_free_port_is_taken_as_asked() -> None:
    free = launch.free_port()
    assert free == launch.checked(free)


def test_the_next_free_port_is_found_when_none_is_asked_for(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setattr(launch, "FIRST_PORT", taken)
    assert launch.free_port() > taken


def test_when_every_port_is_taken_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setattr(launch, "FIRST_PORT", taken)
    monkeypatch.setattr(launch, "PORTS_TRIED", 1)
    with pytest.raises(launch.PortUnavailable, match="Name another with --port"):
        launch.free_port()


@pytest.mark.parametrize(
    ("environment", "platform", "terminal", "opens"),
    [
        ({"DISPLAY": ":0"}, "linux", True, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True, True),
        ({}, "darwin", True, True),
        ({}, "linux", True, False),
        ({"DISPLAY": ":0"}, "linux", False, False),
        ({"DISPLAY": ":0", "CI": "true"}, "linux", True, False),
        ({"DISPLAY": "localhost:10.0", "SSH_CONNECTION": "10.0.0.2 50000 10.0.0.1 22"}, "linux", True, False),
    ],
)
def test_a_browser_opens_only_where_a_person_would_see_it(
    environment: dict[str, str], platform: str, terminal: bool, opens: bool
) -> None:
    assert opens == launch.person_watches(environment, platform, terminal=terminal)


def test_the_browser_opens_when_the_server_answers(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    launch.show("http://an.address", taken)
    assert ["http://an.address"] == opened
