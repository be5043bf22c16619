"""What is wrong with an event is said by mouse and by keys alone, shows at once, and is taken back; the map stays."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from making import usual
from playwright.sync_api import Page, expect
from saved_maps import WAIT, settle

from mapapp.store import open_store

EVENT = "one-21-Battles: Armed clash"
WHO = "Ana <img src=x onerror=window.ran=1>${window.ran=1}"


@pytest.fixture(scope="module")
def base(serve: Callable[[Path], str], folder: Path) -> str:
    """An app on two reports of our own."""
    usual(folder / "corrected")
    return serve(folder / "corrected")


def column(folder: Path, name: str) -> Any:
    events = open_store(folder / "corrected").events_frame().set_index("event_id")
    return events.loc[EVENT, name] if EVENT in events.index else None


def editor(page: Page, name: str) -> None:
    settle(page)
    page.get_by_role("radio", name=name, exact=True).click(timeout=WAIT)


def choose(page: Page, box: str, words: str, option: str | None = None) -> None:
    """Write into a list and take the line that it offers: the words themselves, or another."""
    field = page.get_by_role("combobox", name=box, exact=True)
    expect(field).to_be_visible(timeout=WAIT)
    settle(page)
    field.click(timeout=WAIT)
    field.press_sequentially(words, timeout=WAIT)
    page.get_by_role("option", name=option or words, exact=option is None).click(timeout=WAIT)


def search(page: Page, name: str, place: str) -> None:
    """Search a place by its name and take the first line that begins so."""
    field = page.get_by_role("textbox", name="Search a place")
    expect(field).to_be_visible(timeout=WAIT)
    settle(page)
    field.fill(name, timeout=WAIT)
    field.press("Enter")
    line = page.get_by_role("radio", name=re.compile(f"^{place}")).first
    expect(line).to_be_visible(timeout=WAIT)
    settle(page)
    line.check(timeout=WAIT, force=True)


def keep(page: Page, button: str) -> None:
    settle(page)
    expect(page.get_by_role("textbox", name="Why")).to_have_count(1, timeout=WAIT)
    page.get_by_role("textbox", name="Why").fill("seen *there*")
    page.get_by_role("textbox", name="Your name").fill(WHO)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name=button)).to_have_count(0, timeout=WAIT)


def test_an_event_is_corrected_beside_the_map_which_stays(watch: Callable[..., Any], base: str, folder: Path) -> None:
    reader = watch(base)
    page = reader.page
    page.goto(f"{base}/?event={EVENT}")
    panel = page.get_by_role("article", name="Selected event")
    expect(panel).to_be_visible(timeout=WAIT)
    expect(reader.map.get_by_text(re.compile(r"^4 of \d events in this window"))).to_be_visible(timeout=WAIT)
    reader.map.locator("body").first.evaluate("body => { body.ownerDocument.defaultView.stays = true; }")

    editor(page, "Kind")
    choose(page, "Kind", "Visit")
    expect(page.get_by_text("An official travels to a place")).to_be_visible(timeout=WAIT)
    keep(page, "Keep this kind")
    expect(panel.get_by_role("heading", name="Visit in Bakhmut")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(f"Kind corrected by {WHO}")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Was Fighting")).to_be_visible()

    editor(page, "Place")
    search(page, "Odesa", "Odesa, Odes.*Ukraine")
    keep(page, "Keep this place")
    expect(panel.get_by_role("heading", name="Visit in Odesa")).to_be_visible(timeout=WAIT)

    editor(page, "Place")
    settle(page)
    page.get_by_text("Click on the map instead").click(timeout=WAIT)
    expect(reader.map.get_by_role("button", name="Take the middle")).to_be_visible(timeout=WAIT)
    reader.map.locator(".mapapp-map").first.click(position={"x": 300, "y": 200})
    page.get_by_text(re.compile("^Just this spot")).click(timeout=WAIT)
    expect(page.get_by_text("Somewhere within").first).to_be_visible(timeout=WAIT)
    keep(page, "Keep this place")
    expect(reader.map.get_by_role("button", name="Take the middle")).to_have_count(0, timeout=WAIT)
    assert column(folder, "place_id").startswith("point:")

    editor(page, "Day")
    settle(page)
    page.get_by_text("The day is not known").click(timeout=WAIT)
    expect(page.get_by_role("group", name="First day")).to_have_count(0, timeout=WAIT)
    keep(page, "Keep these days")
    settle(page)
    page.get_by_role("button", name="Take it back").click(timeout=WAIT)
    expect(page.get_by_text("Taken back: it is as it was read.")).to_be_visible(timeout=WAIT)
    expect(panel).to_be_visible(timeout=WAIT)

    editor(page, "Not an event")
    keep(page, "It is not an event")
    expect(page.get_by_text("This is no event now")).to_be_visible(timeout=WAIT)
    expect(reader.map.get_by_text(re.compile(r"^3 of \d events in this window"))).to_be_visible(timeout=WAIT)
    assert column(folder, "kind") is None
    settle(page)
    page.get_by_role("button", name="Take it back").click(timeout=WAIT)
    expect(panel.get_by_role("heading", name="Visit")).to_be_visible(timeout=WAIT)
    assert "kind, place" == column(folder, "corrected")
    assert reader.map.locator("body").first.evaluate("body => body.ownerDocument.defaultView.stays")
    assert page.evaluate("window.ran") is None

    expect(reader.map.get_by_text(re.compile(r"^4 of \d events in this window"))).to_be_visible(timeout=WAIT)
    reader.map.get_by_role("button", name="List").click(timeout=WAIT)
    expect(reader.map.get_by_text(re.compile("corrected by people"))).to_have_count(1, timeout=WAIT)

    page.get_by_role("link", name="Corrections").click()
    expect(page.get_by_text("5 corrections of events")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(f"{WHO}, ").first).to_be_visible()
    assert page.evaluate("window.ran") is None
    reader.nothing_wrong()


def test_an_event_that_was_missed_is_added_to_its_report(watch: Callable[..., Any], base: str, folder: Path) -> None:
    reader = watch(base)
    page = reader.page
    page.goto(f"{base}/articles?article=two")
    page.get_by_text("Is an event missing?").click(timeout=WAIT)
    choose(page, "The sentence that tells of it", "Rockets", "Rockets hit Lviv")
    choose(page, "Kind", "Fire")
    search(page, "Kharkiv", "Kharkiv, Khark")
    page.get_by_role("spinbutton", name="day, First day").click()
    page.keyboard.type("18032022")
    expect(page.get_by_text("18 March 2022").last).to_be_visible(timeout=WAIT)
    keep(page, "Add this event")
    page.get_by_role("link", name="See it on the map").click(timeout=WAIT)
    expect(page.get_by_role("heading", name="Fire in Kharkiv")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(f"Added by {WHO}")).to_be_visible()
    events = open_store(folder / "corrected").events_frame()
    assert 1 == (events["corrected"] == "added").sum()
    reader.nothing_wrong()


def tab_to(page: Page, name: str, role: str) -> None:
    """Press Tab until the element of that role and name has the focus."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{role} {name} is not reached by Tab")


def test_an_event_is_corrected_from_the_start_page_by_keys_alone(
    watch: Callable[..., Any], base: str, folder: Path
) -> None:
    reader = watch(base)
    page = reader.page
    page.goto(base)
    expect(page.get_by_role("button", name="Later")).to_be_visible(timeout=WAIT)
    tab_to(page, "Later ▶", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Selected event")).to_be_visible(timeout=WAIT)
    tab_to(page, "Place", "radio")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keep this status")).to_be_visible(timeout=WAIT)
    tab_to(page, "Status", "combobox")
    page.keyboard.type("denied")
    expect(page.get_by_role("option", name="denied", exact=True)).to_be_visible(timeout=WAIT)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The report says that it did not take place")).to_be_visible(timeout=WAIT)
    tab_to(page, "Your name", "textbox")
    page.keyboard.type("Ben")
    tab_to(page, "Keep this status", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Corrected. Status: denied.")).to_be_visible(timeout=WAIT)
    assert 1 == (open_store(folder / "corrected").events_frame()["status"] == "denied").sum()


def test_of_two_open_pages_the_last_one_holds_says_whose_word_it_replaced_and_the_other_shows_it(
    watch: Callable[..., Any], serve: Callable[[Path], str], folder: Path
) -> None:
    usual(folder / "twice")
    base = serve(folder / "twice")
    first, second = watch(base), watch(base)
    for each in (first, second):
        each.page.goto(f"{base}/?event={EVENT}")
        editor(each.page, "Status")
    for each, name, status in ((first, "Ana", "denied"), (second, "Ben", "planned")):
        choose(each.page, "Status", status)
        settle(each.page)
        each.page.get_by_role("textbox", name="Your name").fill(name, timeout=WAIT)
    for each in (first, second):
        each.page.get_by_role("button", name="Keep this status").click()
        expect(each.page.get_by_text(re.compile("^Corrected. Status: "))).to_be_visible(timeout=WAIT)
    expect(second.page.get_by_text("Ana changed the status just now; your change replaced it.")).to_be_visible()
    events = open_store(folder / "twice").events_frame().set_index("event_id")
    assert "planned" == events.loc[EVENT, "status"]
    first.page.reload()
    expect(first.page.get_by_text("Status corrected by Ben")).to_be_visible(timeout=WAIT)
    for each in (first, second):
        each.nothing_wrong()
