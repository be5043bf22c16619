"""Broken, hostile and oversized files: each costs itself alone, says so, and holds nothing up."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mapapp.ingest import results
from mapapp.intake import Failure, Source, articles, sources
from mapapp.model import Article, Reading
from mapapp.workers import Job, Workers
from tests.small_reader import small_reader

ROOT = Path(__file__).parents[2]
LIMITED = """
import sys
from mapapp.ingest import results
from mapapp.intake import Failure
from tests.small_reader import troubled_reader
for each in results(sys.argv[1:], workers=1, make_reader=troubled_reader):
    print(each.reason if isinstance(each, Failure) else "read")
"""
SENTENCE = "Two bridges near the town were hit on Monday, the mayor said. "


def taken_in(path: Path) -> tuple[list[Article], list[Failure]]:
    found = [each for source in sources([path]) for each in articles(source)]
    read = [each for each in found if isinstance(each, Article)]
    return read, [each for each in found if isinstance(each, Failure)]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Of this process's own time, so that a busy machine fails nothing."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def test_two_megabytes_on_one_line_are_one_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE * 33_000)
    with within(5):
        ((article,), ()) = taken_in(tmp_path)
    assert len(SENTENCE) * 33_000 == len(article.text)
    assert article.body


@pytest.mark.parametrize(
    "text", ["word" * 500_000, "e\u0301" * 10_000 + "\u0301" * 10_000, "У Києві було тихо. " * 60_000]
)
def test_text_of_an_unlikely_form_is_read_in_time(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    with within(5):
        ((article,), ()) = taken_in(tmp_path)
    assert text == article.text


def test_a_file_half_utf_8_half_latin_1_is_damaged_text(tmp_path: Path) -> None:
    half = "Жители Києва залишилися вдома, сказав мер. " * 20
    (tmp_path / "a.txt").write_bytes(half.encode() + ("Le maire de Genève est resté là-bas. " * 10).encode("latin-1"))
    ((article,), ()) = taken_in(tmp_path)
    assert article.text.startswith(half)
    assert "Gen\ufffdve" in article.text
    assert any("damaged text: 30 undecodable places" in note for note in article.notes)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_a_recorded_guess(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes((SENTENCE * 3).encode(encoding))
    ((article,), ()) = taken_in(tmp_path)
    assert SENTENCE * 3 == article.text
    assert any(f"encoding uncertain: {encoding} guessed" in note for note in article.notes)


def test_one_broken_line_of_ten_thousand_costs_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"n{number}", "text": SENTENCE}) for number in range(10_000)]
    lines[4_999] = lines[4_999][:-5]
    (tmp_path / "a.jsonl").write_text("\n".join(lines))
    with within(20):
        read, (failure,) = taken_in(tmp_path)
    assert 9_999 == len(read)
    assert ("a.jsonl", 5_000) == (failure.source, failure.line)
    assert "not JSON at column" in failure.reason


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jsonl", '{"text": "Kyiv was quiet.", "more": ' + "[" * 100_000, "nested too deep"),
        ("a.json", "[" * 100_000, "nested too deep"),
        ("a.jsonl", '{"id": ' + "9" * 5_000 + ', "text": "Kyiv was quiet."}', "integer"),
        ("a.jsonl", '{"id": -Infinity, "text": "Kyiv was quiet."}', "not JSON; write null"),
        ("a.jsonl", '"Kyiv was quiet."', "not an object"),
        ("a.jsonl", '{"text": ["Kyiv was quiet."]}', 'no field "text" with a text'),
    ],
)
def test_a_record_that_cannot_be_held_is_said(name: str, content: str, words: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    ((), (failure,)) = taken_in(tmp_path)
    assert words in failure.reason


@pytest.mark.parametrize(
    ("record", "note"),
    [
        ('{"text": "Kyiv was quiet.", "text": "Lviv was quiet."}', "given twice"),
        ('{"text": "Kyiv \\ud83d was quiet."}', "1 control characters or broken"),
        ('{"text": "Kyiv\\u0000 was\\u001b quiet."}', "2 control characters or broken"),
        ('{"text": "Kyiv was quiet.", "published": 1e999}', "names no certain day"),
        ('{"text": "Kyiv was quiet.", "url": "javascript:alert(1)"}', "link was not kept"),
    ],
)
def test_a_record_with_a_flaw_is_read_and_noted(record: str, note: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(record)
    ((article,), ()) = taken_in(tmp_path)
    assert note in "; ".join(article.notes)
    assert article.text.encode()


def test_a_table_with_every_flaw_keeps_its_good_rows(tmp_path: Path) -> None:
    rows = [
        "id,text,text",
        "one,Kyiv was\0 quiet.,second",
        f"two,{SENTENCE.replace(',', '') * 3_300},",
        'three,"Kyiv was quiet.',
        "four,Kyiv was quiet.",
        "five,Kyiv was quiet.,x,y",
        'six,"Kyiv was ""quiet"".",',
    ]
    (tmp_path / "a.csv").write_text("\r\n".join(rows), newline="")
    read, failures = taken_in(tmp_path)
    assert ["one", "two", "four", "six"] == [article.id for article in read]
    assert "Kyiv was\ufffd quiet." == read[0].text
    assert len(read[1].text) > 200_000
    assert [4, 6] == [failure.line for failure in failures]
    assert "a quote opened on line 4 is not closed before the next quote, on line 7" in failures[0].reason


def test_a_page_of_two_hundred_thousand_paragraphs_is_kept_as_plain_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body><p>{SENTENCE}" + "<p>" * 200_000 + f"<p>{SENTENCE}")
    with within(10):
        ((article,), ()) = taken_in(tmp_path)
    assert any("all its text was kept" in note for note in article.notes)
    assert [SENTENCE.strip()] * 2 == article.text.split("\n\n")


def test_a_page_that_holds_its_reader_up_is_stopped_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>" + f"<p>{SENTENCE}</p>" * 60_000)
    (tmp_path / "b.txt").write_text(SENTENCE)
    jobs = [(source.name, Job(source)) for source in sources([tmp_path])]
    with Workers(1, small_reader, seconds=1) as pool:
        answers = dict(pool.answers(jobs))
    ((failure,), (result,)) = answers["a.html"], answers["b.txt"]
    assert isinstance(failure, Failure)
    assert "took longer than 1 s" in failure.reason
    assert not isinstance(result, Failure)


def test_a_wide_column_costs_no_memory(tmp_path: Path) -> None:
    row = '<tr><td colspan="9007199254740991">Kyiv was quiet.</td></tr>'
    (tmp_path / "a.html").write_text(f"<html><body><table>{row}</table><p>{SENTENCE * 3}</p></body></html>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    ((article,), ()) = taken_in(tmp_path)
    assert "bridges" in article.text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000


def test_entities_are_decoded_once(tmp_path: Path) -> None:
    page = f"<html><body><p>Kyiv&nbsp;was &#xD800; &#x110000; &amp;amp; quiet. {SENTENCE * 3}</p></body></html>"
    (tmp_path / "a.html").write_text(page)
    ((article,), ()) = taken_in(tmp_path)
    assert "&amp; quiet" in article.text
    assert article.text.encode()


@pytest.mark.parametrize("page", ["<html></html>", "<html><body><script>var a;</script></body></html>"])
def test_a_page_without_words_is_listed(page: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page)
    ((), (failure,)) = taken_in(tmp_path)
    assert "no article text found" in failure.reason


def test_links_in_a_circle_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c").symlink_to(tmp_path)
    (tmp_path / "d.txt").write_text(SENTENCE)
    read, failures = taken_in(tmp_path)
    assert ["d.txt"] == [article.source for article in read]
    assert ["a.txt", "b.txt"] == [failure.source for failure in failures]
    assert all("leads nowhere" in failure.reason for failure in failures)


def test_a_file_that_goes_while_its_folder_is_read_is_said(tmp_path: Path) -> None:
    (failure,) = articles(Source(tmp_path / "gone.txt", "gone.txt"))
    assert isinstance(failure, Failure)
    assert "cannot be read (no such file or directory)" in failure.reason


def test_names_that_no_text_can_hold_are_read_beside_others(tmp_path: Path) -> None:
    for name in ("a\nb.txt", "c\u202etxt.exe", "d" * 240 + ".txt"):
        (tmp_path / name).write_text(SENTENCE)
    found = list(results([tmp_path], workers=1, make_reader=small_reader))
    assert 3 == len(found)
    assert all(isinstance(each, Reading) and "\n" not in (each.article.source or "\n") for each in found)


def test_a_worker_short_of_memory_costs_the_document_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("PLEASE GROW")
    (tmp_path / "b.txt").write_text(SENTENCE)
    limit = 2 * 1024**3
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    first, second = done.stdout.splitlines()
    assert "more memory than a worker may have" in first
    assert "read" == second
