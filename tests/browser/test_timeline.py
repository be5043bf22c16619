"""The time control in a real Chromium: histogram, window, axis, play, typed days, keys and fingers."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, Locator, expect
from saved_maps import CASES, PLACES, USUAL, Opened, blank, day_number, event, table

from mapapp.map.payload import record

Show = Callable[..., Opened]
WORDS = ".mapapp-words"
NOTE = ".mapapp-note"
TIMELINE = "mapapp.frames[0].timeline"


def words(opened: Opened) -> str:
    return opened.page.locator(WORDS).inner_text()


def says(opened: Opened, text: str) -> None:
    expect(opened.page.locator(WORDS)).to_have_text(text)


def plot(opened: Opened) -> dict[str, float]:
    box = opened.page.locator(".mapapp-plot").bounding_box()
    assert box is not None
    return {**box}


def drag(opened: Opened, start: float, end: float, y: float = 40) -> None:
    """From one share of the axis to another, y px below its top."""
    box = plot(opened)
    opened.page.mouse.move(box["x"] + start * box["width"], box["y"] + y)
    opened.page.mouse.down()
    opened.page.mouse.move(box["x"] + end * box["width"], box["y"] + y, steps=4)
    opened.page.mouse.up()


def show_events(opened: Opened, events: pd.DataFrame) -> None:
    """Another selection on the same map, as a filter makes it."""
    opened.page.evaluate(
        """(json) => { const frame = mapapp.frames[0]; frame.map.removeLayer(frame.layer);
            mapapp.events(json).addTo(frame.map); }""",
        json.dumps({**record(events, outlines={}), "selected": None, "window": None}),
    )


def measured(browser: Browser, events: pd.DataFrame, script: str, width: int = 1000) -> Any:
    """What a script finds with `events`, the parts of their axis, its scale and its histogram."""
    return blank(browser).evaluate(
        f"""([json, width]) => {{ const events = new mapapp.Events(JSON.parse(json));
            const parts = mapapp.stretches(events);
            const scale = new mapapp.TimeScale(events.calendar, parts, width, [0, 1]);
            const histogram = new mapapp.Histogram(events, scale, new Uint8Array(mapapp.ALL_LOOKS).fill(1));
            {script} }}""",
        [json.dumps(record(events, outlines={})), width],
    )


def test_the_handles_move_by_keys_and_say_days_in_words(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    first, last = opened.handle("first day"), opened.handle("last day")
    expect(first).to_have_attribute("aria-valuetext", "10 January 2023")
    opened.press("first day", "ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "11 January 2023")
    expect(opened.page.get_by_text("5 of 6 events in this window")).to_be_visible()
    opened.press("first day", "Shift+ArrowRight")
    expect(first).to_have_attribute("aria-valuetext", "21 January 2023")
    opened.press("last day", "PageDown")
    expect(last).to_have_attribute("aria-valuetext", "10 March 2023")
    opened.press("last day", "Home")
    expect(last).to_have_attribute("aria-valuetext", "21 January 2023")
    opened.press("last day", "End")
    opened.press("first day", "Home")
    expect(opened.page.locator(".mapapp-words")).to_have_text("10 January – 20 March 2023")
    expect(opened.page.get_by_text("6 of 6 events in this window")).to_be_visible()
    now, low, high = (int(first.get_attribute(f"aria-value{name}") or "x") for name in ("now", "min", "max"))
    assert low == now == (date(2023, 1, 10) - date(1970, 1, 1)).days < high


def test_steps_leap_over_days_without_events(show: Callable[..., Opened]) -> None:
    opened = show(USUAL)
    opened.page.get_by_label("Step by").select_option("day")
    seen = [opened.page.locator(".mapapp-words").inner_text()]
    for _ in range(3):
        opened.page.get_by_role("button", name="Next").click()
        seen.append(opened.page.locator(".mapapp-words").inner_text())
    assert ["10 January 2023", "20 January 2023", "8 February 2023", "9 February 2023"] == seen


def test_up_to_here_keeps_the_first_day(show: Callable[..., Opened]) -> None:
    opened = show(USUAL, window=(date(2023, 1, 15), date(2023, 2, 1)))
    opened.page.get_by_role("radio", name="Up to here").click()
    expect(opened.page.locator(".mapapp-words")).to_have_text("10 January – 1 February 2023")
    expect(opened.page.get_by_role("radio", name="Up to here")).to_have_attribute("aria-checked", "true")


@pytest.mark.parametrize(
    ("events", "count"),
    [
        (table(), "0 of 0"),
        (table(event("Kyiv", "2023-01-10")), "1 of 1"),
        (table(*(event(place, "2023-01-10") for place in PLACES)), "4 of 4"),
        (table(event("Kyiv", "0001-01-01"), event("Lviv", "9999-12-31")), "2 of 2"),
        (
            table(event("Kyiv", "2023-01-10"), {**event("Lviv", "2023-01-11"), "longitude": 180.0, "latitude": 90.0}),
            "2 of 2",
        ),
    ],
    ids=["none", "one", "all on one day", "year 1 and year 9999", "at the pole"],
)
def test_few_and_far_events_work(show: Callable[..., Opened], events: pd.DataFrame, count: str) -> None:
    opened = show(events)
    assert f"{count} events in this window" == opened.count()
    for name in ("Next", "Previous"):
        if count != "0 of 0":
            opened.page.get_by_role("button", name=name).click()
    expect(opened.page.get_by_text("No events to show")).to_be_visible(visible=count == "0 of 0")


@pytest.mark.parametrize("case", tomllib.loads((CASES / "map/spans.toml").read_text("utf-8"))["span"], ids=str)
def test_days_are_said_in_words(browser: Browser, case: dict[str, Any]) -> None:
    words = blank(browser).evaluate(
        "(days) => mapapp.spanInWords(...days)", [day_number(case[end]) for end in ("first", "last")]
    )
    assert case["words"] == words


def test_handles_window_and_empty_chart_are_dragged_and_a_double_click_shows_all(show: Show) -> None:
    opened = show(USUAL)
    drag(opened, 0, 0.5)
    says(opened, "14 February – 20 March 2023")
    expect(opened.page.get_by_text("4 of 6 events in this window")).to_be_visible()
    drag(opened, 0.75, 0.25)
    says(opened, "10 January – 13 February 2023")
    drag(opened, 0.705, 0.795)
    says(opened, "28 February – 6 March 2023")
    box = plot(opened)
    opened.page.mouse.click(box["x"] + 0.905 * box["width"], box["y"] + 40)
    says(opened, "28 February – 14 March 2023")
    opened.page.mouse.dblclick(box["x"] + 0.2 * box["width"], box["y"] + 40)
    says(opened, "10 January – 20 March 2023")


def test_the_axis_is_magnified_by_wheel_and_keys_says_so_and_goes_back(show: Show) -> None:
    opened = show(USUAL)
    opened.press("first day", *["ArrowRight"] * 8)
    before = words(opened)
    note = opened.page.locator(NOTE)
    box = plot(opened)
    at = f"() => Math.round({TIMELINE}.scale.time({box['width'] / 2}))"
    middle = opened.page.evaluate(at)
    opened.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    opened.page.mouse.wheel(0, -400)
    expect(note).to_contain_text("zoomed to")
    assert middle == opened.page.evaluate(at)
    opened.page.keyboard.down("Shift")
    opened.page.mouse.wheel(0, 200)
    opened.page.keyboard.up("Shift")
    opened.page.wait_for_function(f"({at})() > {middle}")
    panned = opened.page.evaluate(at)
    drag(opened, 0.3, 0.6, y=80)
    assert opened.page.evaluate(at) < panned
    assert before == words(opened)
    opened.page.get_by_role("button", name="Whole axis").click()
    expect(note).not_to_contain_text("zoomed")
    opened.press("window of time", "+", "+")
    expect(note).to_contain_text("zoomed to")
    opened.press("window of time", "0")
    expect(note).not_to_contain_text("zoomed")
    opened.page.get_by_role("button", name="Zoom to window").click()
    expect(note).to_contain_text("zoomed to")
    opened.page.get_by_role("button", name="All days").click()
    expect(note).not_to_contain_text("zoomed")


def test_the_window_itself_moves_by_keys(show: Show) -> None:
    opened = show(USUAL, window=(date(2023, 1, 15), date(2023, 1, 20)))
    window = opened.handle("window of time")
    expect(window).to_have_attribute("aria-valuetext", "15 – 20 January 2023")
    opened.press("window of time", "ArrowRight", "Shift+ArrowRight")
    says(opened, "26 – 31 January 2023")
    opened.press("window of time", "End")
    expect(window).to_have_attribute("aria-valuetext", "15 – 20 March 2023")
    opened.press("window of time", "PageDown", "Home")
    says(opened, "10 – 15 January 2023")


def typing(opened: Opened) -> tuple[Locator, Locator]:
    """The two fields behind the words of the window."""
    opened.page.locator(WORDS).click()
    return opened.page.get_by_label("First day, typed"), opened.page.get_by_label("Last day, typed")


def enter(field: Locator, text: str) -> None:
    field.fill(text)
    field.press("Enter")


def test_days_are_typed_as_people_write_them_and_what_is_no_window_changes_nothing_and_is_said(show: Show) -> None:
    opened = show(USUAL)
    first, last = typing(opened)
    fault = opened.page.get_by_role("alert")
    expect(first).to_be_focused()
    expect(first).to_have_value("10 January 2023")
    first.fill("1 Feb 2023")
    expect(opened.page.get_by_text("1 February – 20 March 2023: press Enter")).to_be_visible()
    says(opened, "10 January – 20 March 2023")
    first.press("Enter")
    says(opened, "1 February – 20 March 2023")
    expect(first).to_have_value("1 February 2023")
    enter(last, "2023-01-01")
    expect(fault).to_have_text("The first day is after the last: nothing was changed")
    expect(last).to_have_attribute("aria-invalid", "true")
    enter(last, "30 February 2023")
    expect(fault).to_contain_text("no day of the calendar")
    enter(last, "02/08/23")
    expect(fault).to_contain_text("is not understood: write it like “17 January 2022”")
    says(opened, "1 February – 20 March 2023")
    enter(last, "May 2024")
    says(opened, "1 February 2023 – 31 May 2024")
    expect(fault).to_be_empty()
    expect(opened.page.get_by_text("The events are of 10 January – 20 March 2023")).to_be_visible()
    last.fill("")
    enter(first, "May 2024")
    says(opened, "May 2024")
    expect(opened.page.get_by_text("All events are earlier, until 20 March 2023")).to_be_visible()
    first.fill("1 Jan")
    first.press("Escape")
    expect(first).to_be_hidden()
    expect(opened.page.locator(WORDS)).to_be_focused()
    opened.press("first day", "ArrowLeft")
    says(opened, "30 April – 31 May 2024")


@pytest.mark.parametrize("case", tomllib.loads((CASES / "map/typed.toml").read_text("utf-8"))["typed"], ids=str)
def test_a_typed_day_is_understood_or_refused(browser: Browser, case: dict[str, Any]) -> None:
    found = blank(browser).evaluate(
        """([text, resolution]) => { const calendar = mapapp.calendarOf(resolution);
            const {span, fault} = mapapp.typedTime(text, calendar); return fault || calendar.span(...span); }""",
        [case["text"], case.get("resolution", "day")],
    )
    assert case["understood"] == found


def test_a_filter_keeps_the_window_as_it_was_and_all_stays_all(show: Show) -> None:
    opened = show(USUAL)
    show_events(opened, USUAL.iloc[[0, 3]])
    says(opened, "8 February – 1 March 2023")
    show_events(opened, USUAL)
    says(opened, "10 January – 20 March 2023")
    opened.press("first day", "ArrowRight")
    opened.press("last day", "ArrowLeft")
    show_events(opened, USUAL.iloc[[0, 3]])
    says(opened, "11 January – 19 March 2023")
    show_events(opened, table())
    show_events(opened, USUAL)
    says(opened, "11 January – 19 March 2023")
    opened.page.get_by_role("radio", name="Up to here").click()
    says(opened, "10 January – 19 March 2023")
    show_events(opened, USUAL.iloc[[3, 4]])
    says(opened, "10 January – 19 March 2023")


def test_play_stops_at_the_end_or_goes_round_and_its_bars_are_made_once(show: Show) -> None:
    opened = show(USUAL, window=(date(2023, 3, 1), date(2023, 3, 4)))
    opened.page.evaluate(f"{TIMELINE}.player.setSpeed(4)")
    opened.page.evaluate(
        """() => { const { prototype } = mapapp.Histogram; const { count } = prototype; window.made = 0;
            window.said = [];
            prototype.count = function (...all) { window.made++; return count.apply(this, all); };
            const spoken = document.querySelector(".mapapp-spoken");
            new MutationObserver(() => window.said.push(spoken.textContent)).observe(spoken, {childList: true}); }"""
    )
    opened.page.get_by_role("button", name="Play").click()
    expect(opened.page.get_by_role("button", name="Pause")).to_be_visible()
    expect(opened.page.get_by_role("button", name="Play")).to_be_visible()
    says(opened, "17 – 20 March 2023")
    loop = opened.page.get_by_role("button", name="Start over at the end")
    loop.click()
    expect(loop).to_have_attribute("aria-pressed", "true")
    opened.press("window of time", "Space")
    opened.page.wait_for_function(f"{TIMELINE}.last < {day_number(date(2023, 2, 1))}")
    assert 0 == opened.page.evaluate("window.made")
    # While it plays nothing is said; where it came to rest, was.
    assert {"1 – 4 March 2023: 1 of 6 events", "17 – 20 March 2023: 2 of 6 events"} >= set(
        opened.page.evaluate("window.said")
    )
    opened.press("window of time", "Space")
    paused = words(opened)
    expect(opened.page.get_by_role("status").last).to_contain_text(f"{paused}: ")


def test_who_wants_no_motion_gets_steps_of_whole_bars(show: Show) -> None:
    months = table(*(event("Kyiv", f"20{year}-0{month}-11") for year in (18, 19, 20, 21) for month in range(1, 10)))
    opened = show(months, device={"reduced_motion": "reduce"}, window=(date(2018, 3, 1), date(2018, 3, 31)), width=700)
    assert "month" == opened.page.evaluate(f"{TIMELINE}.histogram.unit")
    opened.page.evaluate(
        f"""() => {{ const line = {TIMELINE}; window.seen = new Set(); line.player.setSpeed(4);
            const old = line.onWindow; line.onWindow = (...days) => {{ window.seen.add(days[0]); old(...days); }};
            line.play(); }}"""
    )
    opened.page.wait_for_function("window.seen.size >= 2")
    opened.page.evaluate(f"{TIMELINE}.pause()")
    starts = [date.fromordinal(date(1970, 1, 1).toordinal() + day) for day in opened.page.evaluate("[...window.seen]")]
    assert {1} == {day.day for day in starts}


def test_steps_pass_over_what_may_lie_anywhere_in_years(show: Show) -> None:
    vague = event("Lviv", "2014-01-01", "2022-12-31")
    opened = show(table(vague, event("Kyiv", "2022-03-01"), event("Kyiv", "2022-06-09")))
    opened.page.get_by_label("Step by").select_option("week")
    seen = []
    for _ in range(2):
        opened.page.get_by_role("button", name="Next").click()
        seen.append(words(opened))
    assert ["28 February – 6 March 2022", "6 – 12 June 2022"] == seen
    opened.page.get_by_role("button", name="Next").click()
    says(opened, seen[-1])
    expect(opened.page.get_by_role("radio", name="Step by")).to_have_attribute("aria-checked", "true")
    opened.press("first day", "ArrowRight")
    expect(opened.page.get_by_role("radio", name="Window")).to_have_attribute("aria-checked", "true")


def test_times_of_day_have_bars_of_hours_and_words_with_a_clock(show: Show) -> None:
    opened = show(
        table(*(event("Kyiv", f"2023-02-0{8 + hour // 24}T{hour % 24:02}:20") for hour in range(5, 40, 3))),
        window=(date(2023, 2, 8), date(2023, 2, 8)),
    )
    expect(opened.page.locator(NOTE)).to_have_text("A bar is an hour")
    says(opened, "8 February 2023")
    assert "7 of 12 events in this window" == opened.count()
    opened.press("last day", "ArrowLeft", "ArrowLeft")
    says(opened, "8 February 2023, 00:00 – 21:59")
    expect(opened.handle("last day")).to_have_attribute("aria-valuetext", "8 February 2023, 21:59")
    expect(opened.page.get_by_text("6 of 12 events in this window")).to_be_visible()
    first, _ = typing(opened)
    expect(first).to_have_value("8 February 2023, 00:00")
    enter(first, "8 Feb 2023, 12:00")
    says(opened, "8 February 2023, 12:00 – 21:59")
    opened.page.get_by_label("Step by").select_option("hour")
    opened.page.get_by_role("button", name="Next").click()
    says(opened, "8 February 2023, 14:00 – 14:59")


def test_bars_add_up_to_all_events_and_are_faint_where_events_are_possible_only(browser: Browser) -> None:
    rows = table(
        event("Kyiv", "2023-02-01"),
        event("Kyiv", "2023-02-01", "2023-02-10", likely_first="2023-02-04", likely_last="2023-02-05"),
        event("Kyiv", "2023-01-20", "2023-03-20"),
        event("Lviv", "2023-02-03", "2023-02-04", kind="CONSULT"),
    )
    unit, totals, strong, faint = measured(
        browser,
        rows,
        f"""const days = Array.from({{length: 10}}, (_, i) => {day_number(date(2023, 2, 1))} + i);
            const bars = (some) => days.map((day) => histogram.total(some, histogram.binOf(day)));
            const all = histogram.totals.reduce((a, b) => a + b);
            return [histogram.unit, all, bars(histogram.bars), bars(histogram.faintBars)];""",
    )
    assert ("day", pytest.approx(4)) == (unit, totals)
    assert [1, 0, 0.5, 0.95, 0.45, 0, 0, 0, 0, 0] == pytest.approx(strong)
    assert [0.1 / 8 + 1 / 60] * 3 + [1 / 60] * 2 + [0.1 / 8 + 1 / 60] * 5 == pytest.approx(faint)


@pytest.mark.parametrize("first", ["2023-02-08", "2023-02-08T06:00"])
@pytest.mark.parametrize(("days", "width"), [(1, 300), (40, 900), (400, 900), (4000, 300), (200000, 2000)])
def test_bars_are_few_enough_and_tile_the_axis(browser: Browser, first: str, days: int, width: int) -> None:
    spread = [str(date.fromordinal(738559 + days * part // 7)) for part in range(7)]
    rows = table(*(event("Kyiv", day) for day in spread), event("Lviv", first))
    size, tiled, total = measured(
        browser,
        rows,
        """let tiled = histogram.from[0] <= events.extent[0] && histogram.to[histogram.size - 1] > events.extent[1];
        for (let i = 1; i < histogram.size; i++) tiled = tiled && histogram.from[i] === histogram.to[i - 1];
        return [histogram.size, tiled, histogram.totals.reduce((a, b) => a + b)];""",
        width,
    )
    assert (True, pytest.approx(8)) == (tiled, total)
    assert size <= width / 4 + 4


def test_the_axis_fits_where_events_are_and_names_what_it_folds(show: Show) -> None:
    opened = show(
        table(event("Lviv", "2014-01-01", "2022-12-31"), *(event("Kyiv", f"2022-03-{day:02}") for day in range(1, 29)))
    )
    share = f"(days) => ({TIMELINE}.scale.x(days[1]) - {TIMELINE}.scale.x(days[0])) / {TIMELINE}.scale.width"
    days = [day_number(date(2022, 3, 1)), day_number(date(2022, 3, 29))]
    assert opened.page.evaluate(share, days) > 0.6
    expect(opened.page.locator(NOTE)).to_have_text("A bar is a day; 2 stretches folded")
    opened.page.locator(NOTE).click()
    note = opened.page.get_by_role("region", name="What the bars mean")
    expect(note).to_contain_text("1 January 2014 – 25 February 2022, only events whose day is not known")
    expect(opened.handle("first day")).to_have_attribute("aria-valuetext", "1 January 2014")
    show_events(opened, table(event("Lviv", "1986-04-26"), event("Kyiv", "2022-03-01"), event("Kyiv", "2022-03-09")))
    expect(note).to_contain_text("30 April 1986 – 25 February 2022, no events")
    show_events(opened, table(event("Lviv", "2022-01-05"), event("Kyiv", "2022-06-01")))
    expect(note).not_to_contain_text("Folded")
    opened.page.locator(NOTE).press("Escape")
    expect(note).to_be_hidden()


def test_bars_that_dwarf_the_others_are_cut_off_in_words(browser: Browser, show: Show) -> None:
    heights = "(bars) => Object.values(mapapp.heightScale(...Array(3).fill(Float64Array.from(bars))))"
    assert [1000, True, 6] == blank(browser).evaluate(heights, [1, 2, 1000])
    assert [20, False, 20] == blank(browser).evaluate(heights, [2, 20])
    assert [3, False, 3] == blank(browser).evaluate(heights, [0.1, 0.1, 3])
    opened = show(table(*[event("Kyiv", "2023-01-10")] * 60, event("Kyiv", "2023-01-20"), event("Lviv", "2023-01-22")))
    expect(opened.page.locator(NOTE)).to_have_text("A bar is a day; cut off at 3, the highest has 60")


def test_the_chosen_event_says_which_of_its_days_are_likely(show: Show) -> None:
    likely = event("Lviv", "2023-01-20", "2023-03-05", likely_first="2023-02-10", likely_last="2023-02-20")
    opened = show(table(likely, event("Kyiv", "2023-03-20")), selected="e0")
    expect(opened.page.locator(".mapapp-chosen")).to_have_text(
        "20 January – 5 March 2023, most likely 10 – 20 February 2023"
    )
    opened.page.evaluate("mapapp.frames[0].select(1, false)")
    expect(opened.page.locator(".mapapp-chosen")).to_have_text("20 March 2023")


def test_fingers_have_room_drag_and_pinch(show: Show) -> None:
    opened = show(USUAL, width=390, device={"has_touch": True, "is_mobile": True})
    for name in ("first day", "last day"):
        box = opened.handle(name).bounding_box()
        assert box["width"] >= 44 <= box["height"]
    small = opened.page.evaluate(
        """[...document.querySelectorAll(".mapapp-controls button, .mapapp-controls select, .mapapp-time .mapapp-link")]
            .filter((each) => each.offsetParent).filter((each) => each.getBoundingClientRect().height < 44).length"""
    )
    assert 0 == small
    first, _ = typing(opened)
    expect(first).to_be_focused()
    first.press("Escape")
    opened.page.evaluate(
        """() => { const chart = document.querySelector(".mapapp-plot"); const box = chart.getBoundingClientRect();
            const send = (type, pointerId, x, to) => to.dispatchEvent(new PointerEvent(type, {pointerId, bubbles: true,
              pointerType: "touch", cancelable: true, clientX: box.left + x * box.width, clientY: box.top + 40}));
            send("pointerdown", 1, 0.4, chart);
            send("pointerdown", 2, 0.6, chart);
            send("pointermove", 1, 0.1, window);
            send("pointermove", 2, 0.9, window);
            send("pointerup", 1, 0.1, window);
            send("pointermove", 2, 0.95, window);
            send("pointerup", 2, 0.95, window); }"""
    )
    expect(opened.page.locator(NOTE)).to_contain_text("zoomed to")
    says(opened, "10 Jan – 20 Mar 2023")


def test_controls_never_overlap_from_phones_to_large_screens(show: Show) -> None:
    opened = show(USUAL)
    opened.page.evaluate("mapapp.frames[0].select(0, false)")
    for width in (360, 480, 640, 836, 1280, 2560):
        opened.page.set_viewport_size({"width": width, "height": 760})
        opened.page.wait_for_function(f"Math.abs({TIMELINE}.scale.width - {TIMELINE}.chart.width) < 1")
        overlaps = opened.page.evaluate(
            """(width) => {
              const parts = ":is(button, input)";
              const boxes = [...document.querySelectorAll(`.mapapp-time ${parts}`)].filter((each) => each.offsetParent)
                .map((each) => [each.className || each.tagName, each.getBoundingClientRect()]);
              const cross = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1
                && b.top < a.bottom - 1;
              const out = boxes.filter(([, box]) => box.left < 0 || box.right > width);
              const on = boxes.filter(([, box], at) => boxes.slice(at + 1).some(([, other]) => cross(box, other)));
              return [...out, ...on].map(([name]) => name); }""",
            width,
        )
        assert [] == overlaps, width
