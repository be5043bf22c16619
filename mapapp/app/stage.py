"""Map, list and panel: what the map page shows of the selected events."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import streamlit as st

from mapapp.app import (
    adding,
    address,
    alike,
    copying,
    incidents,
    progress,
    saying,
    state,
    steps,
    words,
    workspace,
    wrong,
)
from mapapp.app.markup import unmarked
from mapapp.app.panel import citation, panel

CHOICE_COLUMNS = ["event_id", "first_day", "last_day", "kind", "place_name", "place_kind", "status", "corrected"]
"""What a line of the list is made of."""

CHOSEN_LINE = "chosen_line"
"""Session key of the event that was selected when the list was drawn last, its line, and how many lists there were."""

LONGEST_LINKS = 40
"""Links from a report to its events at once."""

LONGEST_LIST = 100
"""Events offered at once in the list: a longer one is slow to send with every click and no one scrolls it."""


def no_reports() -> None:
    """What to do when nothing was read: yet, or because all of it failed."""
    failed = workspace.left_out()
    with st.container(key="page"):
        if adding.running():
            st.html("<h1>Reading the first reports</h1><p>Their events appear here as soon as they are read.</p>")
        elif len(failed):
            st.html(
                f"<h1>No report could be read</h1><p>{words.count(len(failed), 'source')} failed, each with the reason "
                "and what to do. Put it right and read it again, or add others.</p>"
            )
            st.page_link("pages/unplaced.py", label="See what could not be read")
        else:
            st.html(
                "<h1>Nothing here yet</h1><p>Add reports, and their events appear on a map with a time line. They are "
                "read on this machine.</p>"
            )
        st.page_link("pages/add.py", label="Add reports")
        progress.show()


def nothing_located() -> None:
    """What to do when reports were read and no event of theirs has both place and day."""
    events, reports = workspace.all_events(), words.count(len(workspace.articles()), "report")
    with st.container(key="page"):
        if events.empty:
            st.html(
                f"<h1>No event was found</h1><p>{reports} read, and nothing in them was taken for an event. Look at "
                "what was read, or add other reports.</p>"
            )
            st.page_link("pages/articles.py", label="See the reports")
            st.page_link("pages/add.py", label="Add reports")
            return
        unplaced, undated = int(events["latitude"].isna().sum()), int(events["first_day"].isna().sum())
        st.html(
            f"<h1>No event with a place and a day</h1><p>{reports} read with {words.count(len(events), 'event')}: "
            f"{unplaced:,} without a place, {undated:,} without a day.</p>"
        )
        if undated:
            st.html("<p>Say when the reports were published: days like “on Monday” follow from it.</p>")
            st.page_link("pages/articles.py", label="Give reports their days")
        st.page_link("pages/unplaced.py", label="See why")


def nothing_left_out() -> None:
    """What to say where nothing is missing, or nothing was read."""
    if workspace.store().is_empty:
        st.html("<p>Nothing was read yet. What cannot be put on the map will be listed here, with the reason.</p>")
        st.page_link("pages/add.py", label="Add reports")
    else:
        st.html("<p>Everything that was read has a place and a day.</p>")
        st.page_link("pages/map.py", label="See it on the map")


def nothing_shown() -> None:
    """What to do when the filters let nothing through."""
    with st.container(key="nothing"):
        st.html('<p role="status">No event passes the filters.</p>')
        st.button("Show all again", key="show_all_here", on_click=state.show_all)


def side(events: pd.DataFrame, shown: pd.DataFrame) -> None:
    """The list, the panel of the selected event, and the way to its neighbours."""
    saying.follow()
    choose(shown)
    here = workspace.position(state.selected())
    if here is None:
        saying.notice()
        st.html(
            '<p class="hint">Click a marker, or choose an event in the list, to read what is reported, '
            "where and when, and why we say so.</p>"
        )
    else:
        selected(events.iloc[here], here, shown)
    steps.draw(shown)


def on_map(article_id: str) -> None:
    """The events of a report that are on the map, each with the way there."""
    events = workspace.events()
    mine = events[events["article_id"] == article_id]
    st.html(f"<h2>{words.count(len(mine), 'event')} of this report on the map</h2>")
    for event_id, line in list(choices(mine).items())[:LONGEST_LINKS]:
        st.page_link("pages/map.py", label=unmarked(line), query_params=address.to_event(event_id))
    if len(mine) > LONGEST_LINKS:
        st.html(f'<p class="hint">And {len(mine) - LONGEST_LINKS:,} more, in the list beside the map.</p>')


def choose(shown: pd.DataFrame) -> None:
    """A list that reaches every shown event without a mouse."""
    near = nearest(shown)
    lines = choices(near)
    key = chooser(lines)
    st.session_state[key] = state.selected() if state.selected() in lines else None
    label = words.count(len(shown), "event") + (f", {len(near):,} nearest in time" if len(near) < len(shown) else "")
    st.selectbox(
        label,
        list(lines),
        index=None,
        format_func=lines.__getitem__,
        key=key,
        placeholder="Choose an event",
        on_change=state.take_choice,
        args=(key,),
    )


def chooser(lines: dict[str, str]) -> str:
    """Key of the list. It is another list once the line of the selected event has changed or is gone.

    The browser answers with lines: one that holds no more would come back as a choice that nobody made.
    """
    was, line, turn = st.session_state.get(CHOSEN_LINE, (None, None, 0))
    turn += was is not None and lines.get(was) != line
    st.session_state[CHOSEN_LINE] = state.selected(), lines.get(state.selected() or ""), turn
    return f"choice {turn}"


def choices(events: pd.DataFrame) -> dict[str, str]:
    """Id -> the line in the list; alike ones are numbered, because the browser answers with the line."""
    lines: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for event in events[CHOICE_COLUMNS].to_dict("records"):
        line = words.choice(event)
        seen[line] += 1
        lines[event["event_id"]] = line if seen[line] == 1 else f"{line} · {seen[line]}"
    return lines


def nearest(shown: pd.DataFrame) -> pd.DataFrame:
    """The shown events around the selected one, at most `LONGEST_LIST`."""
    if len(shown) <= LONGEST_LIST:
        return shown
    here = workspace.position(state.selected()) or 0
    around = int(shown.index.searchsorted(here)) - LONGEST_LIST // 2
    first = min(max(0, around), len(shown) - LONGEST_LIST)
    return shown.iloc[first : first + LONGEST_LIST]


def selected(event: pd.Series, here: int, shown: pd.DataFrame) -> None:
    """The panel of an event and the way to its whole report."""
    if here not in shown.index:
        st.html('<p class="hint" role="status">The filters hide this event on the map.</p>')
    incident = workspace.incident(event["event_id"])
    also = incidents.others(event, incident)
    reading = workspace.reading(event["article_id"])
    st.html(panel(event, reading, incident.articles if incident else None))
    st.page_link(
        "pages/articles.py",
        label="Read the whole article",
        query_params={"article": event["article_id"], "event": event["event_id"]},
    )
    copying.draw(citation(event, reading.article))
    wrong.draw(event)
    if incident is None:
        incidents.look_for_others(event["event_id"])
    else:
        alike.draw(event, incident, also)
        incidents.judge(event, incident, also)
