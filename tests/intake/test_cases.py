"""The tables of `tests/cases/intake`, run."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from mapapp.intake import Failure, articles, sources
from mapapp.model import Article, MarkKind

CASES = Path(__file__).parent.parent / "cases" / "intake"


def cases(name: str) -> list[Any]:
    table = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))
    return [pytest.param(case, id=case["name"]) for case in table["case"]]


def taken_in(path: Path) -> list[Article | Failure]:
    return [each for source in sources([path]) for each in articles(source)]


@pytest.mark.parametrize("case", cases("pages"))
def test_a_page_is_marked_and_never_changed(case: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_bytes(case["text"].encode())
    (article,) = taken_in(tmp_path)
    assert isinstance(article, Article)
    assert case["text"] == article.text
    assert case["marks"] == [[mark.kind.value, mark.span.of(article.text)] for mark in article.marks]
    assert case.get("empty", False) == (not article.body)
    assert case.get("title", article.title) == article.title
    set_aside = [mark.span for mark in article.marks if mark.kind not in (MarkKind.HEADLINE, MarkKind.REPEAT)]
    assert not any(span.overlaps(body) for span in set_aside for body in article.body)
    told = sum(len("".join(span.of(article.text).split())) for span in (*set_aside, *article.body))
    assert told == len("".join(article.text.split()))


@pytest.mark.parametrize("case", cases("bytes"))
def test_bytes_are_decoded_or_refused_with_a_reason(case: dict[str, Any], tmp_path: Path) -> None:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode(case["encoding"])
    (tmp_path / "report.txt").write_bytes(data)
    (found,) = taken_in(tmp_path)
    if "failure" in case:
        assert isinstance(found, Failure)
        assert case["failure"] in found.reason
        return
    assert isinstance(found, Article)
    assert case.get("text_is", case.get("text")) == found.text
    # That a text is not English is no doubt about its bytes.
    assert ("note" in case) == any(not note.startswith("written in ") for note in found.notes)
    assert case.get("note", "") in "; ".join(found.notes)


@pytest.mark.parametrize("case", cases("records"))
def test_a_broken_record_costs_itself_alone(case: dict[str, Any], tmp_path: Path) -> None:
    content = case["content"].lstrip("\n").replace("{deep}", "[" * 100_000).replace("{digits}", "9" * 5_000)
    (tmp_path / case["file"]).write_text(content, "utf-8")
    found = taken_in(tmp_path)
    failures = [each for each in found if isinstance(each, Failure)]
    assert case["ids"] == [each.id for each in found if isinstance(each, Article)]
    assert [line or None for line, _ in case["failures"]] == [failure.line for failure in failures]
    assert all(words in failure.reason for (_, words), failure in zip(case["failures"], failures, strict=True))
