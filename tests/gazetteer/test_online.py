"""What goes online is asked once, slowly and under the person's own name; tried against a server of our own."""

from __future__ import annotations

import multiprocessing
import pickle
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from gazetteer.memory import Memory, State
from gazetteer.online import Online, OnlineStopped
from tests.nominatim_server import Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def online(server: str, folder: Path, most: int = 200) -> Online:
    return Online(Memory(folder / "memory.sqlite"), "tests", "me@example.org", server, most=most)


def test_a_name_is_asked_once_under_the_persons_own_name(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asking = online(server.address, tmp_path)
    assert [State.FOUND, State.FOUND] == [asking.ask(name).state for name in ("Bakhmut", "bakhmut")]
    assert State.NOT_FOUND is asking.ask("Nowhere").state
    assert State.NOT_FOUND is online(server.address, tmp_path).ask("Nowhere").state
    assert [("Bakhmut", "tests (me@example.org)"), ("Nowhere", "tests (me@example.org)")] == [
        (name, agent) for _, name, agent in server.asked
    ]
    assert 1 == capsys.readouterr().out.count("Names are sent to http://127.0.0.1")


def test_what_failed_is_asked_again(server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path)
    assert [State.FAILED, State.FAILED] == [asking.ask("500").state, asking.ask("500").state]
    assert 2 == len(server.asked)


@pytest.mark.parametrize("refusal", ["403", "429"])
def test_a_refusal_stops_it(refusal: str, server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path)
    for name in (refusal, "Bakhmut"):
        with pytest.raises(OnlineStopped, match="refused"):
            asking.ask(name)
    assert 1 == len(server.asked)


def test_patience_that_the_server_asks_for_binds_other_processes_too(server: Server, tmp_path: Path) -> None:
    with pytest.raises(OnlineStopped):
        online(server.address, tmp_path).ask("429")
    with pytest.raises(OnlineStopped, match=r"ask again in (30|29)"):
        online(server.address, tmp_path).ask("Bakhmut")
    assert 1 == len(server.asked)


def test_no_more_than_the_cap_is_asked(server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path, most=1)
    asking.ask("Bakhmut")
    with pytest.raises(OnlineStopped, match="the most at once"):
        asking.ask("Lviv")
    assert State.FOUND is asking.ask("Bakhmut").state, "what is kept is answered still"


def ask_all(server: str, folder: Path, names: list[str]) -> None:
    asking = online(server, folder)
    for name in names:
        asking.ask(name)


def test_two_processes_together_ask_once_a_second(server: Server, tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        names = [["Lviv", "Odesa"], ["Kyiv", "Sumy"]]
        list(pool.map(ask_all, [server.address] * 2, [tmp_path] * 2, names))
    moments = sorted(moment for moment, _, _ in server.asked)
    assert 4 == len(moments)
    assert all(later - sooner > 0.95 for sooner, later in pairwise(moments))


@pytest.mark.parametrize(("agent", "email"), [("", "me@example.org"), ("tests", "")])
def test_nobody_asks_without_a_name_of_their_own(agent: str, email: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="your own"):
        Online(Memory(tmp_path / "memory.sqlite"), agent, email)


def test_a_broken_answer_is_a_failure_and_no_crash(server: Server, tmp_path: Path) -> None:
    server.said = {"Odd": {"error": "odd"}, "Text": "text", "List": [1], "Pole": [{"lat": "95", "lon": "x"}]}
    asking = online(server.address, tmp_path)
    assert {State.FAILED} == {asking.ask(name).state for name in server.said}


def test_a_country_goes_with_the_question_and_its_answer_is_kept_apart(server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path)
    asking.ask("Zaitseve")
    assert "Zaitseve (UA)" == asking.ask("Zaitseve", ["ua"]).query
    asking.ask("Zaitseve", ["UA"])
    assert 2 == len(server.asked)


def test_a_copy_in_another_process_may_send_what_is_left(server: Server, tmp_path: Path) -> None:
    asking = online(server.address, tmp_path, most=2)
    asking.ask("Bakhmut")
    copy = pickle.loads(pickle.dumps(asking))  # noqa: S301
    copy.ask("Lviv")
    with pytest.raises(OnlineStopped, match="the most at once"):
        copy.ask("Odesa")
