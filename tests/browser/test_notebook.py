"""Every example of docs/library.md in a notebook, and the notebook's page in a real Chromium without a network."""

from __future__ import annotations

import re
from pathlib import Path

import nbclient
import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Browser, expect

DOCUMENT = Path(__file__).parents[2] / "docs" / "library.md"
REPORT = "Envoys of both sides met at the Belarus–Ukraine border on 28 February 2022."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the examples run, with a report in `reports`."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "reports").mkdir()
    (folder / "reports" / "one.txt").write_text(REPORT, "utf-8")
    return folder


@pytest.fixture(scope="module")
def notebook(folder: Path) -> nbformat.NotebookNode:
    """The examples of the document, each in a cell, run in their order."""
    examples = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in examples])
    nbclient.NotebookClient(made, timeout=240, resources={"metadata": {"path": str(folder)}}).execute()
    return made


def test_every_example_of_the_document_does_what_it_says(folder: Path, notebook: nbformat.NotebookNode) -> None:
    said = "".join(output.get("text", "") for cell in notebook.cells for output in cell.outputs)
    assert "<Readings: 2 articles, 2 events>" in said
    assert "events.rename(columns={'lat': 'latitude'})" in said
    assert {"events.html", "flood.html", "events.xlsx", "page.html"} <= {file.name for file in folder.iterdir()}


def test_the_page_of_a_notebook_shows_the_map(folder: Path, notebook: nbformat.NotebookNode, browser: Browser) -> None:
    page, _ = HTMLExporter().from_notebook_node(notebook)
    (folder / "notebook.html").write_text(page, "utf-8")
    context = browser.new_context(viewport={"width": 1200, "height": 900}, offline=True, accept_downloads=True)
    opened, faults = context.new_page(), list[str]()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto((folder / "notebook.html").as_uri(), wait_until="commit")
    shown = opened.frame_locator("iframe[srcdoc]")
    expect(shown.locator(".mapapp-count > span")).to_have_text("2 of 2 events in this window")
    assert 560 == round(opened.locator("iframe[srcdoc]").bounding_box()["height"])  # type: ignore[index]
    with opened.expect_download() as download:
        shown.get_by_role("button", name="Save picture").click()
    assert "events-2022-02-28.png" == download.value.suggested_filename
    assert not [fault for fault in faults if "mapapp" in fault]
    opened.screenshot(path=str(folder / "notebook.png"))
    context.close()


def test_a_table_of_ones_own_has_its_kinds_in_the_legend(
    folder: Path, notebook: nbformat.NotebookNode, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 1200, "height": 800})
    page.goto((folder / "flood.html").as_uri())
    legend = page.locator(".mapapp-groups label:visible")
    expect(legend).to_have_text([re.compile("^Flood ?2$"), re.compile("^Evacuation ?1$")])
    page.evaluate("mapapp.frames[0].select(mapapp.frames[0].events.find('0'), true)")
    expect(page.locator(".mapapp-panel mark").first).to_have_text("The river rose by three metres.")
    page.screenshot(path=str(folder / "flood.png"))
    page.close()
