"""From the panel to the whole article and back, and what it gives to take along; the panel of a saved page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
from playwright.sync_api import Browser, expect
from saved_maps import SENTENCE, WAIT, event, table

from mapapp.map import event_map

Watch = Callable[..., Any]
RESTED = """async () => {
  // The map writes its view into the address once it rests.
  let was;
  do {
    was = location.href;
    await new Promise((done) => setTimeout(done, 1000));
  } while (was !== location.href);
  return was;
}"""
KILLED = (
    '[{"what": "killed", "count": 9, "low": 9, "high": 12},'
    ' {"what": "displaced", "count": 300, "low": 300, "to_date": true}]'
)


def test_the_panel_leads_to_the_sentence_in_the_article_and_back_and_copies(watch: Watch, samples: str) -> None:
    watched = watch(samples, permissions=["clipboard-read", "clipboard-write"], viewport={"width": 1280, "height": 420})
    page = watched.page
    page.goto(samples)
    page.get_by_role("button", name="Later ▶").click(timeout=WAIT)
    expect(page.locator(".event mark")).to_be_visible(timeout=WAIT)
    sentence = page.locator(".event mark").inner_text()
    page.wait_for_function("() => location.search.includes('event=')", timeout=WAIT)
    view = page.evaluate(RESTED)
    page.get_by_role("button", name="Copy citation").click(timeout=WAIT)
    expect(page.get_by_text("Copied", exact=True)).to_be_visible(timeout=WAIT)
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert f"“{' '.join(sentence.split())}”" in copied and copied.endswith(page.url)
    page.get_by_role("button", name="Copy link to this view").click()
    page.wait_for_function("async () => await navigator.clipboard.readText() === location.href", timeout=WAIT)
    page.get_by_role("link", name="Read the whole article").click()
    chosen = page.locator("mark.chosen")
    expect(chosen).to_have_text(sentence, timeout=WAIT)
    expect(chosen).to_be_in_viewport(timeout=WAIT)
    expect(chosen).to_be_focused()
    page.go_back()
    expect(page.locator(".event mark")).to_have_text(sentence, timeout=WAIT)
    assert view.split("?")[1] == page.evaluate(RESTED).split("?")[1]
    watched.nothing_wrong()


def test_the_panel_of_a_saved_page_tells_side_doubt_and_sureness_and_steps_in_time(
    browser: Browser, tmp_path: Path
) -> None:
    events = pd.DataFrame(
        {
            "event_id": ["a", "b", "c"],
            "latitude": [48.6, 49.8, 50.4],
            "longitude": [38.0, 24.0, 30.5],
            "first_day": ["2023-02-08", "2023-01-01", "2023-03-01"],
            "place_name": ["Bakhmut", "Lviv", "Kyiv"],
            "place_reason": ["only place of that name", "", ""],
            "place_confidence": [0.98, 0.5, 0.5],
            "sentence": ["Shells <b>fell</b>.", "", "A text from right to left: שלום"],
            "claimed_by": ["the army", None, None],
            "claim_side": ["other", None, None],
            "unconfirmed": ["reportedly", None, None],
            "confidence": [0.81, 0.5, 0.2],
            "corrected": ["corrected by Ana: was Lviv", "", ""],
        }
    )
    event_map(events, selected="a").save(tmp_path / "events.html")
    context = browser.new_context(viewport={"width": 900, "height": 700})
    page = context.new_page()
    page.goto((tmp_path / "events.html").as_uri())
    panel = page.locator(".mapapp-panel")
    for said in (
        "of another side than the one",
        "Unconfirmed: “reportedly”",
        "only place of that name",
        "98 % sure",
        "81 % sure",
        "corrected by Ana: was Lviv",
        "Shells <b>fell</b>.",
    ):
        expect(panel).to_contain_text(said, timeout=WAIT)
    later, earlier = (panel.get_by_role("button", name=name) for name in ("Later", "Earlier"))
    later.click()
    expect(panel).to_contain_text("Kyiv")
    expect(later).to_be_disabled()
    expect(earlier).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Lviv")
    expect(earlier).to_be_disabled()
    expect(panel.get_by_role("button", name="Copy citation")).to_have_count(0)
    context.close()


def test_the_panel_of_a_saved_page_has_paragraph_figures_and_what_else_tells_of_it(
    browser: Browser, tmp_path: Path
) -> None:
    events = table(
        event("Bakhmut", "2023-02-08", incident_id="i1", article_title="Ours", before="<i>First</i> ", after=" Last."),
        event("Bakhmut", "2023-02-09", incident_id="i1", article_title="Theirs <b>", sentence="Another sentence."),
        event("Lviv", "2023-02-09", incident_id="i2", article_title="Elsewhere"),
    ).assign(
        figures=[KILLED, '[{"what": "killed", "count": 11}]', None],
        published_first=pd.Timestamp("2022-05-01"),
        published_last=pd.Timestamp("2022-05-03"),
        last_day=["2023-02-20", "2023-02-09", "2023-02-09"],
        likely_first=["2023-02-10", None, None],
        likely_last=["2023-02-12", None, None],
    )
    event_map(events, selected="e0").save(tmp_path / "events.html")
    page = browser.new_page()
    page.goto((tmp_path / "events.html").as_uri())
    panel = page.locator(".mapapp-panel")
    expect(panel.locator("blockquote")).to_have_text(f"<i>First</i> {SENTENCE} Last.", timeout=WAIT)
    expect(panel.locator("mark")).to_have_text(SENTENCE)
    expect(panel).to_contain_text("9 to 12 killed; in all since an earlier day at least 300 displaced")
    expect(panel).to_contain_text("most likely 10 – 12 February 2023")
    expect(panel.get_by_role("heading", name="The same happening, told elsewhere")).to_be_visible()
    other = panel.get_by_role("button", name="Theirs <b>")
    expect(other).to_contain_text("11 killed")
    expect(panel.get_by_role("button", name="Elsewhere")).to_have_count(0)
    other.focus()
    page.keyboard.press("Enter")
    expect(panel.locator("mark")).to_have_text("Another sentence.")
    expect(panel.get_by_role("button", name="Ours")).to_be_visible()
    panel.get_by_role("button", name="Later").click()
    expect(panel.get_by_role("heading", name="The same happening")).to_have_count(0)
    expect(panel).to_contain_text("Elsewhere, 1 to 3 May 2022")
    # A clipboard that is refused: what is copied then is what was selected for it.
    page.evaluate(
        """() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused"));
            document.execCommand = (what) => {
                window.taken = document.activeElement.value; return what === "copy"; }; }"""
    )
    panel.get_by_role("button", name="Copy citation").click()
    expect(panel.get_by_text("Copied", exact=True)).to_be_visible()
    assert f"Elsewhere. 1 to 3 May 2022.\n“{SENTENCE}”" == page.evaluate("taken")
    page.close()


def test_earlier_and_later_stay_in_the_window_and_a_hidden_event_is_ringed_again(watch: Watch, samples: str) -> None:
    watched = watch(samples)
    page = watched.page
    page.goto(samples)
    frame = page.wait_for_selector("iframe[title*=folium]", timeout=WAIT).content_frame()
    frame.wait_for_function("() => window.mapapp && mapapp.frames[0]?.address?.ofPage", timeout=WAIT)
    # A battle with an event at each side that lies outside the window of its own days.
    chosen = frame.evaluate(
        "() => { const { events } = mapapp.frames[0], all = [...Array(events.size).keys()]; const outside = (i, far) =>"
        " all.some((j) => far < 0 ? events.last[j] < events.first[i] : events.first[j] > events.last[i]);"
        " const found = all.find((i) => events.group(i).id === 'battle' && outside(i, -1) && outside(i, 1));"
        " return { index: found, id: events.ids.at(found), window: [events.first[found], events.last[found]] }; }"
    )
    frame.evaluate("(index) => mapapp.frames[0].choose(index)", chosen["index"])
    page.wait_for_function("() => location.search.includes('event=')", timeout=WAIT)
    frame.evaluate("(days) => mapapp.frames[0].timeline.setWindow(...days)", chosen["window"])
    page.wait_for_function("() => location.search.includes('from=')", timeout=WAIT)
    later = page.get_by_role("button", name="Later ▶")
    inside = frame.evaluate(
        "() => { const frame = mapapp.frames[0]; return frame.inWindow(1000).map((i) => frame.events.ids.at(i)); }"
    )
    assert chosen["id"] in inside
    seen = [chosen["id"]]
    event_in_address = "() => new URLSearchParams(location.search).get('event')"
    while len(seen) <= len(inside):
        later.click(timeout=WAIT)
        page.wait_for_function(
            f"(last) => ({event_in_address})() !== last || document.body.innerText.includes('No later event in')",
            arg=seen[-1],
            timeout=WAIT,
        )
        if (now := page.evaluate(event_in_address)) == seen[-1]:
            break
        seen.append(now)
    expect(page.get_by_text("No later event in the window of the map.")).to_be_visible(timeout=WAIT)
    assert set(seen) <= set(inside)

    ringed = "() => { const { marks, events } = mapapp.frames[0]; return events.ids.at(marks.selected); }"
    last = seen[-1]
    frame.wait_for_function(f"(last) => ({ringed})() === last", arg=last, timeout=WAIT)
    group = frame.evaluate(
        "() => { const { marks, events } = mapapp.frames[0]; return events.group(marks.selected).id; }"
    )
    box = page.locator(f".st-key-kind_{group}")
    box.locator("label").click()
    expect(page.get_by_text("The filters hide this event on the map.")).to_be_visible(timeout=WAIT)
    frame.wait_for_function("() => mapapp.frames[0].marks.selected < 0", timeout=WAIT)
    box.locator("label").click()
    frame.wait_for_function(f"(last) => ({ringed})() === last", arg=last, timeout=WAIT)
    assert 1 == watched.map_loads()
    watched.nothing_wrong()
