"""Reports are read in the background; what came of them is said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import streamlit as st
from making import usual

from gazetteer import Gazetteer
from mapapp.app import adding, samples
from mapapp.app.adding import Given, Stopped, Work
from mapapp.app.progress import result, summary
from mapapp.fetching import Asking
from mapapp.ingest import Outcome, Progress, SourceOutcome
from mapapp.intake import Failure
from mapapp.store import Store, open_store
from tests.hostile import TEXTS
from tests.web_server import Answer, web

SECONDS = 120


@dataclass
class File:
    """A file from the browser."""

    name: str
    content: bytes

    def getvalue(self) -> bytes:
        return self.content


@pytest.fixture(autouse=True)
def fresh(workspace: Path, gazetteer: Gazetteer) -> None:
    st.cache_resource.clear()


def finished() -> Work:
    """The latest run, at its end."""
    work = adding.latest()
    assert work and work.done.wait(SECONDS)
    return work


def test_files_and_a_pasted_text_are_read_and_not_kept_twice(workspace: Path) -> None:
    files = [File("a.txt", b"Shells hit Kharkiv."), File("a.txt", b"Shells hit Lviv."), File("../../b.txt", b"Rain.")]
    adding.begin_reports(Given(files, pasted="Envoys met in Minsk on 28 February 2022."))
    work = finished()
    assert "" == work.problem
    assert work.outcome and 4 == work.outcome.read
    texts = {article.text for article in open_store(workspace).articles()}
    assert {"Shells hit Kharkiv.", "Shells hit Lviv.", "Rain."} < texts
    assert not (workspace / "received").exists()
    assert [workspace] == list(workspace.parent.iterdir())


def test_a_file_of_any_name_lies_in_its_own_folder_and_is_read(workspace: Path, tmp_path: Path) -> None:
    names = [*TEXTS, "字" * 120 + ".txt", "\U0001f30d" * 80 + ".txt", "..", ".", "", "\ud800.txt", "x" * 300 + ".txt"]
    for number, name in enumerate(names):
        path = adding._received(tmp_path / "received", name, str(number).encode())
        assert tmp_path / "received" == path.parent.parent
        assert [path] == list(path.parent.iterdir()) and str(number) == path.read_text("utf-8")
    adding.begin_reports(Given([File("字" * 120 + ".txt", b"Shells hit Kharkiv.")]))
    assert "" == finished().problem
    assert ["Shells hit Kharkiv."] == [article.text for article in open_store(workspace).articles()]


def test_a_folder_that_is_not_there_is_said_and_listed(workspace: Path) -> None:
    adding.begin_reports(Given(place=str(workspace / "nowhere")))
    work = finished()
    assert work.outcome and 1 == len(work.outcome.failures)
    assert "1 source could not be read" in result(work)


def test_a_run_can_be_stopped_and_says_how_to_go_on(workspace: Path) -> None:
    def endless(store: Store, progress: Progress) -> Outcome:
        while True:
            progress("Reading", 0.5)

    adding.begin(endless)
    assert adding.running()
    adding.begin(endless)
    work = adding.latest()
    assert work
    work.stop.set()
    assert "What was read before is kept" in finished().problem
    assert not adding.running()


def test_an_unknown_failure_is_a_sentence(workspace: Path) -> None:
    def broken(store: Store, progress: Progress) -> Outcome:
        raise RuntimeError("x")

    adding.begin(broken)
    assert "Something went wrong that mapapp does not know" in finished().problem


def test_progress_stays_between_nothing_and_all() -> None:
    work = Work()
    work.progress("Reading", 1.7)
    assert ("Reading", 1.0) == (work.step, work.share)
    work.stop.set()
    with pytest.raises(Stopped):
        work.progress("Reading", 0.1)


def test_what_came_of_it_is_said_in_words() -> None:
    outcome = Outcome(12, 3, 1, (Failure("<b>.txt", "is empty"),))
    assert "12 reports read with 1 event; 3 files had been read before." == summary(outcome)
    work = Work(outcome=outcome)
    assert "&lt;b&gt;.txt: is empty" in result(work)


def test_each_source_has_a_row_and_what_failed_comes_first() -> None:
    failed = SourceOutcome("<b>.csv", 1, 2, (Failure("<b>.csv", "there is no text", 4),))
    sources = (SourceOutcome("a.txt", 1, 3, ()), SourceOutcome("c.txt", 0, 0, (), unchanged=True), failed)
    shown = result(Work(outcome=Outcome(2, 1, 5, failed.failures, sources=sources)))
    rows = re.findall('<th scope="row">(.*?)</tr>', shown)
    assert [
        "&lt;b&gt;.csv</th><td>1</td><td>2</td><td><div>line 4: there is no text</div></td>",
        "a.txt</th><td>1</td><td>3</td><td>read</td>",
        "c.txt</th><td>–</td><td>–</td><td>read before, nothing new</td>",
    ] == rows


def test_an_address_is_fetched_and_one_of_ones_own_network_only_when_allowed(workspace: Path) -> None:
    with web() as server:
        server.answers["/a"] = Answer(b"Shells hit Kharkiv on Monday.", "text/plain")
        addresses = f"{server.address}/a\n\n{server.address}/b"
        adding.begin_reports(Given(addresses=addresses))
        assert "lies in your own network" in result(finished())
        adding.begin_reports(Given(addresses=addresses, asking=Asking(own_network=True, seconds_apart=0)))
        work = finished()
    assert work.outcome and (1, 1) == (work.outcome.read, len(work.outcome.failures))
    assert "answers 404" in result(work)
    assert not adding.begin_reports(Given(place=" ", addresses="\n", pasted="\t"))
    assert "https://example.org/a" == adding.web_address(" example.org/a ")


def test_samples_are_wanted_once(workspace: Path) -> None:
    store = open_store(workspace)
    assert samples.wanted(store)
    usual(workspace)
    assert not samples.wanted(store)
    store.remove_samples()
    for table in ("one", "two"):
        assert store.article(table)


def test_there_are_eight_samples() -> None:
    assert 8 == len(list(samples.FOLDER.glob("*.txt")))
