"""The events that are shown, as a file: chosen in a small window of the sidebar, made only when it is asked for."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd
import streamlit as st

from mapapp.app import filter_words, words, workspace
from mapapp.app.markup import literal
from mapapp.export import FORMATS, About, content
from mapapp.incidents.frame import with_incidents
from mapapp.model import Grade
from mapapp.paragraphs import with_paragraphs
from mapapp.printing import in_bytes
from mapapp.selection import ADDED, Filters

WIDTH: Final = 300
"""Of the choice, in px: the text goes into lines."""
SAMPLED: Final = 60
"""Events that the size of a larger file is estimated by."""


def draw(shown: pd.DataFrame, filters: Filters) -> None:
    """The button "Export 61 events", and the choice that it opens."""
    label = f"Export {words.count(len(shown), 'event')}"
    with st.popover(label, disabled=shown.empty, width="stretch", key="export", on_change="rerun") as choice:
        if choice.open and not shown.empty:
            with st.container(width=WIDTH):
                _choice(shown, filters)


def _choice(shown: pd.DataFrame, filters: Filters) -> None:
    name = st.radio("Format", list(FORMATS), format_func=lambda each: FORMATS[each].label, key="export_format")
    chosen, obeyed = FORMATS[name], said(filters)
    size = _size(workspace.folder(), workspace.stamp(), repr(filters), name, shown)
    st.html(
        f"<p>{literal(chosen.words)}</p>"
        f'<p class="hint">{literal(words.count(len(shown), "event"))}, {size}. Shown: {literal(obeyed)}. The time line '
        "leaves nothing out of it. What has no place or day is on the page Unplaced.</p>"
    )
    st.download_button(
        f"Save as {chosen.label}",
        partial(made, name, shown, obeyed),
        file_name=f"{file_stem(workspace.folder().name)}.{name}",
        mime=chosen.mime,
        key="export_save",
        on_click="ignore",
        type="primary",
    )


def said(filters: Filters) -> str:
    """What the file obeys, in words: "the news of the reports, not their background; Ukraine; sure at least 60 %"."""
    news = filters.grades == frozenset({Grade.PRIMARY.value})
    first = ["the news of the reports, not their background"] if news else []
    return "; ".join([*first, *(each.text for each in filter_words.described(filters, workspace.name_of))]) or "all"


def made(name: str, shown: pd.DataFrame, obeyed: str) -> bytes:
    """The file, with the happening that each event belongs to."""
    return _content(name, with_incidents(shown, workspace.incidents()), obeyed)


def _content(name: str, events: pd.DataFrame, obeyed: str) -> bytes:
    kept = events.drop(columns=[*ADDED], errors="ignore")
    if name == "html":
        kept = with_paragraphs(kept, workspace.article)
    return content(name, kept, About(obeyed, outlines=workspace.outlines(), name=workspace.folder().name))


@st.cache_data(show_spinner=False, max_entries=32)
def _size(path: Path, stamp: workspace.Stamp, filters: str, name: str, _shown: pd.DataFrame) -> str:
    """ "about 61 kB": that of a small file, or what a part of a large one leads to expect."""
    part = len(_content(name, _shown.iloc[:SAMPLED], filters))
    if len(_shown) > SAMPLED:
        half = len(_content(name, _shown.iloc[: SAMPLED // 2], filters))
        part += round((part - half) / (SAMPLED - SAMPLED // 2) * (len(_shown) - SAMPLED))
    return f"about {in_bytes(part)}"


def file_stem(name: str) -> str:
    """A name for the file that every system takes: "ukraine-events"."""
    return re.sub(r"\W+", "-", f"{name}-events").strip("-")
