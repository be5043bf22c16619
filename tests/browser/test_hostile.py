"""Words of reports, of files, of colleagues and of addresses that would like to run: none does, and all are shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import making_hostile
import pytest
from making_hostile import batches, joined
from playwright.sync_api import Page, expect
from saved_maps import WAIT, Opened, event, open_list, settle, table

from mapapp.app.permalink import NAMES
from tests.hostile import HOSTS, TEXTS, plain

STRANGE = """() => {
  const strange = window.__ran === undefined ? [] : ["it ran"];
  const places = new Set(
    ["src", "srcset", "srcdoc", "href", "xlink:href", "style", "action", "formaction", "poster", "data"]);
  const never = /^(marquee|object|embed|math|base|meta|dialog|audio|video|picture|frameset|portal|isindex)$/i;
  for (const each of document.querySelectorAll("body *")) {
    for (const { name, value } of each.attributes) {
      const told = each.tagName === "A" && name === "href" && /^https?:/.test(value) && each.target === "_blank";
      if (name.startsWith("on") || (places.has(name) && /__ran|beacon/.test(value) && !told))
        strange.push(`${each.tagName} ${name}=${value}`);
    }
    if (never.test(each.tagName) || /katex|stMarkdownColored/.test(each.className)) strange.push(each.outerHTML);
    if (/^(style|script)$/i.test(each.tagName) && /^[^]{0,200}(__ran|display:none!important})/.test(each.textContent))
      strange.push(each.outerHTML);
    const leads = each.tagName === "A" && (each.protocol === "mailto:" || each.host !== location.host);
    if (leads && !each.closest(".report, .event, .mapapp, .about")) strange.push(each.outerHTML);
  }
  return strange.slice(0, 5).map((each) => each.slice(0, 200));
}"""
"""What a page has that only a text could have put there."""


@pytest.fixture(scope="module")
def base(serve: Callable[[Path], str], folder: Path) -> str:
    """An app on a workspace in which nothing is harmless."""
    making_hostile.make(folder / "hostile")
    return serve(folder / "hostile")


def inert(page: Page) -> None:
    settle(page)
    assert [] == [strange for frame in page.frames for strange in frame.evaluate(STRANGE)]


def shows(page: Page, selector: str, texts: list[str]) -> None:
    """All texts stand in the element as they are."""
    expect(page.locator(selector).first).to_contain_text(plain(texts[0]), timeout=WAIT, use_inner_text=True)
    settle(page)
    shown = plain(page.locator(selector).first.inner_text())
    assert [] == [text for text in texts if plain(text).replace("\x00", "\ufffd") not in shown]


def opened(watch: Callable[..., Any], base: str, address: str) -> Any:
    watched = watch(base)
    watched.page.on("dialog", lambda dialog: watched.complaints.append(dialog.message))
    watched.page.goto(f"{base}/{address}")
    return watched


def test_map_panel_lists_filters_and_parameters_show_any_text_and_run_none(
    watch: Callable[..., Any], base: str
) -> None:
    values = iter(TEXTS)
    names = [*NAMES.values(), "from", "to", "mode", "at", "words", "within", "area", "country", "admin1", "nothing"]
    params = {name: next(values) for name in names} | {next(values): next(values), "words": "-<img/src=x>"}
    watched = opened(watch, base, f"?{urlencode(params)}")
    page = watched.page
    expect(page.get_by_role("button", name="Later ▶")).to_be_visible(timeout=WAIT)
    shows(page, ".ignored", [params["kind"], params["source"], params["at"], params["nothing"]])
    inert(page)
    page.get_by_role("button", name="Show all again").first.click()
    expect(watched.map.get_by_text("359 of 359")).to_be_visible(timeout=WAIT)
    for texts in batches()[:2]:
        page.get_by_role("button", name="Later ▶").click()
        shows(page, ".event", texts)
        expect(page.get_by_role("button", name="Copy citation")).to_be_visible(timeout=WAIT)
    inert(page)
    panel = page.locator(".event").first.bounding_box()
    assert page.locator(".event h1").first.evaluate("(title) => title.scrollWidth") <= panel["width"]
    open_list(page, page.get_by_role("combobox", name=re.compile(r"\d+ events")))
    expect(page.get_by_role("option").first).to_be_visible()
    inert(page)
    watched.nothing_wrong()


def test_every_other_page_shows_any_text_and_runs_none(watch: Callable[..., Any], base: str) -> None:
    first, second, *_ = batches()
    watched = opened(watch, base, "articles?article=r0")
    page = watched.page
    shows(page, "article.report", first)
    shows(page, ".report h1", first)
    page.get_by_text("What was left out of this page, and why").click()
    page.get_by_text("Is an event missing?").click()
    open_list(page, page.get_by_role("combobox", name="The sentence that tells of it"))
    expect(page.get_by_role("option").first).to_have_text(f"{first[0]} at noon.", timeout=WAIT)
    inert(page)
    page.keyboard.press("Enter")
    shows(page, "mark >> nth=-1", [first[0]])

    page.get_by_role("link", name="Unplaced").click()
    expect(page.get_by_role("combobox", name="Only")).to_be_visible(timeout=WAIT)
    inert(page)
    open_list(page, page.get_by_role("combobox", name="Only"))
    expect(page.get_by_role("option").first).to_be_visible()
    labels = " ".join(page.get_by_role("option").all_inner_texts())
    assert first[0] in labels and "\\<" not in labels
    page.keyboard.press("Escape")
    page.get_by_text("Sources that could not be read").click()
    shows(page, ".by-report", TEXTS[::12])
    inert(page)

    page.get_by_role("link", name="Corrections").click()
    shows(page, ".st-key-corrections", second)
    inert(page)
    page.get_by_role("link", name="Places").click()
    shows(page, ".st-key-corrections", [texts[1] for texts in batches()])
    page.get_by_role("textbox", name="Name", exact=True).fill(joined(second)[:200])
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"Say what “{plain(joined(second)[:200])}” means")).to_be_visible(timeout=WAIT)
    inert(page)
    page.get_by_role("link", name="Add reports").click()
    page.get_by_role("tab", name="Folder").click(timeout=WAIT)
    page.get_by_role("textbox", name="A file or folder of this machine").fill(f"/no{first[0]}{first[3]}", timeout=WAIT)
    page.get_by_role("tab", name="Web addresses").click()
    page.get_by_role("textbox", name="Pages or feeds").fill("\n".join([first[1].strip(), "javascript:window.__ran=1"]))
    page.get_by_role("button", name="Read", exact=True).click()
    shows(page, ".sources", [f"/no{first[0]}{first[3]}", first[1], "javascript:window.__ran=1"])
    inert(page)
    page.get_by_role("link", name="About").click()
    expect(page.locator(".about")).to_be_visible(timeout=WAIT)
    inert(page)
    watched.nothing_wrong()


def test_a_saved_page_shows_any_text_and_runs_none(show: Callable[..., Opened]) -> None:
    names = ("article_title", "source", "sentence", "claimed_by", "kind", "place_name", "reason", "place_reason")
    more = ("date_evidence", "unconfirmed", "corrected", "place_label", "group_label")
    rows = []
    for number, text in enumerate(TEXTS):
        columns = dict.fromkeys((*names, *more), text)
        rows.append(
            {**event("Kyiv", "2023-01-10"), **columns, "url": text, "place_id": text, "event_id": f"{number} {text}"}
        )
    said = joined(TEXTS)
    drawn = show(table(*rows), title=said, about=said)
    page = drawn.page
    shown = page.evaluate(
        """() => { const frame = mapapp.frames[0]; const shown = {};
            for (let i = 0; i < frame.events.size; i++) {
              frame.choose(i); frame.tip.fill(frame.marks.marks[0]);
              shown[frame.events.ids.at(i)] = [frame.panel.element.querySelector("mark").textContent,
                frame.panel.element.textContent]; }
            frame.openList(frame.inWindow(400), "All", null);
            return shown; }"""
    )
    assert {f"{number} {text}": text for number, text in enumerate(TEXTS)} == {
        name: mark for name, (mark, _) in shown.items()
    }
    assert [] == [text for (_, whole), text in zip(shown.values(), TEXTS, strict=True) if whole.count(text) < 6]
    # Kinds of their own: those that got a colour stand in the list already, the others are put there.
    own, listed, rows_of_kinds, signs = page.evaluate(
        """(texts) => { const { groups, legend, events } = mapapp.frames[0]; const [{ symbol }] = events.groups;
            const own = events.groups.map((group) => group.label);
            const listed = [...groups.list.children].map((row) => row.firstChild.nextSibling.nextSibling.textContent);
            const kinds = texts.map((label) => ({ id: label, label, symbol }));
            const rows = kinds.map((kind) => groups.row(kind, 0, false).previousSibling.textContent);
            legend.showKinds({ groups: kinds, begins: texts.map(() => [0]) }, () => "#000");
            return [own, listed, rows, [...legend.kinds.children].map((item) => item.textContent)]; }""",
        TEXTS,
    )
    assert 12 == len(set(own) & set(TEXTS)) and own == listed
    assert TEXTS == rows_of_kinds == signs
    assert plain(said).replace("\x00", "\ufffd") == plain(page.title())
    page.mouse.move(500, 300)
    assert page.evaluate("window.__ran ?? null") is None
    assert 0 == page.locator(".mapapp img, .mapapp script, .mapapp iframe, .mapapp-panel style").count()
    assert not any(host in url for url in drawn.requests for host in HOSTS)


def test_a_pasted_report_is_read_while_the_pages_stay_usable(watch: Callable[..., Any], base: str) -> None:
    watched = opened(watch, base, "add")
    page = watched.page
    page.get_by_role("tab", name="Text").click(timeout=WAIT)
    page.get_by_role("textbox", name="A text").fill(
        "Shells hit Kharkiv on 28 February 2022, killing 9 people.", timeout=WAIT
    )
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_text("1 report read with")).to_be_visible(timeout=2 * WAIT)
    page.get_by_role("link", name="Articles").first.click()
    expect(page.get_by_text("11 reports").first).to_be_visible(timeout=WAIT)
    watched.nothing_wrong()
