"""The workspace that this server shows: its store, its gazetteer, and the tables that pages read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st
from shapely.geometry import mapping

from gazetteer import Gazetteer, GazetteerError, open_gazetteer
from gazetteer.memory import Memory
from mapapp import terminal
from mapapp.app import gone, refused
from mapapp.app.grouping import Grouping
from mapapp.app.kept_events import Stamp as Stamp
from mapapp.app.kept_events import events_of, stamp_of
from mapapp.app.lines import cut
from mapapp.app.markup import literal
from mapapp.event_corrections import Reach
from mapapp.incidents import Incident
from mapapp.model import Article, Reading
from mapapp.selection import Filters, Mask, Within, located, parse, prepare, select
from mapapp.store import MEMORY, Store, StoreError, default_workspace, open_store

LONGEST_TITLE = 90
"""Characters of a title in a list."""


def folder() -> Path:
    """The folder of the workspace: the one that `mapapp open` named, else the user's own."""
    return default_workspace()


@st.cache_resource(show_spinner=False)
def gazetteer() -> Gazetteer:
    """The gazetteer, opened once a server; built first where there is none."""
    return open_gazetteer()


@st.cache_resource(show_spinner=False)
def _store(path: Path) -> Store:
    return open_store(path, gazetteer_version=gazetteer().version)


def store() -> Store:
    """The store of the workspace, opened once a server."""
    return _store(folder())


def require() -> None:
    """Open gazetteer and store; where that fails, a sentence with the way out stands for every page."""
    if gone.is_gone(folder()):
        gone.say(folder())
        st.stop()
    try:
        with st.container(key="waiting"), st.spinner("Opening the gazetteer; the first time it is built, in a minute"):
            store()
        gone.note(folder())
    except (GazetteerError, StoreError) as error:
        say(error)
        st.stop()


def say(error: Exception) -> None:
    """The error as a sentence on the page."""
    with st.container(key="page"):
        st.html(f'<p role="alert">{literal(terminal.sentence_for(error))}</p>')


def saying(run: Callable[[], None]) -> None:
    """Run a page; an error becomes a sentence. What Streamlit stops and reruns pages with is no `Exception`."""
    try:
        run()
    except Exception as error:
        say(error)


def stamp() -> Stamp:
    """Changes whenever the database changes, by this process or another; not with what else lies in the folder."""
    return stamp_of(folder())


@st.cache_resource(show_spinner=False, max_entries=2)
def _all_events(path: Path, stamp: Stamp) -> pd.DataFrame:
    return events_of(store(), path, stamp)


def all_events() -> pd.DataFrame:
    """Every event, placed and dated or not; not to be changed."""
    return _all_events(folder(), stamp())


@st.cache_resource(show_spinner=False, max_entries=1)
def _grouping(path: Path) -> Grouping:
    return Grouping()


def incidents() -> tuple[Incident, ...]:
    """The happenings that the events tell of, as people judged them; seconds, where there are many and they are new."""
    now = stamp()
    return _grouping(folder()).all(_all_events(folder(), now), store().judgements(), now)


def incident(event_id: str) -> Incident | None:
    """The happening that an event tells of; None while it is being found, which keeps no page waiting."""
    now = stamp()
    return _grouping(folder()).of(event_id, _all_events(folder(), now), store().judgements(), now)


def reports() -> pd.Series | None:
    """For each of `events()` how many reports tell of it; None while that is being found."""
    known = _known()
    if known is None:
        return None
    return events()["event_id"].map({event: incident.articles for event, incident in known.items()})


def is_grouped() -> bool:
    """Whether it is known which events tell of one happening."""
    return _known() is not None


def _known() -> Mapping[str, Incident] | None:
    now = stamp()
    return _grouping(folder()).known(_all_events(folder(), now), store().judgements(), now)


@st.cache_resource(show_spinner=False, max_entries=2)
def _events(path: Path, stamp: Stamp) -> pd.DataFrame:
    events = located(all_events())
    return prepare(events.sort_values(["first_day", "last_day", "event_id"], ignore_index=True))


def events() -> pd.DataFrame:
    """Every event with a place and a day, in order of time, prepared for `selection`; not to be changed."""
    return _events(folder(), stamp())


@st.cache_resource(show_spinner=False, max_entries=2)
def _positions(path: Path, stamp: Stamp) -> Mapping[str, int]:
    return {event_id: at for at, event_id in enumerate(events()["event_id"])}


def position(event_id: str | None) -> int | None:
    """Where an event stands in `events()`; None where it is not among them."""
    return _positions(folder(), stamp()).get(event_id or "")


@st.cache_resource(show_spinner=False, max_entries=4)
def _shown(path: Path, stamp: Stamp, filters: str, _filters: Filters) -> pd.DataFrame:
    return select(events(), _filters, hits(_filters))


def shown(filters: Filters) -> pd.DataFrame:
    """Those of `events()` that pass the filters, with their index; not to be changed."""
    return _shown(folder(), stamp(), repr(filters), filters)


@st.cache_resource(show_spinner=False, max_entries=8)
def _hits(path: Path, stamp: Stamp, asked: str, within: str) -> Mask:
    found = store().found(parse(asked), Within(within))
    hits: Mask = events()["event_id"].isin(found).to_numpy(dtype=bool)
    return hits


def hits(filters: Filters) -> Mask | None:
    """For each of `events()` whether it has the words that are looked for; None where none are."""
    return _hits(folder(), stamp(), filters.words, filters.within) if parse(filters.words) else None


@st.cache_resource(show_spinner=False, max_entries=8)
def _holding(path: Path, stamp: Stamp, words: str) -> frozenset[str]:
    return frozenset(store().articles_with(parse(words)))


def holding(words: str) -> frozenset[str] | None:
    """Ids of the articles whose text has the words; None where none are asked for."""
    return _holding(folder(), stamp(), words) if parse(words) else None


@st.cache_resource(show_spinner=False, max_entries=2)
def _titles(path: Path, stamp: Stamp) -> dict[str, str]:
    table = articles()
    names = table["title"].where(table["title"].notna(), table["source"]).fillna("Untitled report")
    return dict(zip(table["article_id"], names.str.slice(0, LONGEST_TITLE), strict=True))


def name_of(facet: str, value: str) -> str:
    """What a person calls a value of a filter: the title of a report, the name of a region."""
    if facet == "articles":
        return _titles(folder(), stamp()).get(value, "a report that is gone")
    if facet in ("countries", "admin1"):
        place = gazetteer().whole(value) if value else None
        return gazetteer().label(place) if place else "no one country" if not value else "another region"
    unnamed = "the report itself" if facet == "claimants" else "without a name"
    return cut(value, LONGEST_TITLE) or unnamed


@st.cache_resource(show_spinner=False, max_entries=2)
def _left_out(path: Path, stamp: Stamp) -> pd.DataFrame:
    return store().left_out_frame()


def left_out() -> pd.DataFrame:
    """Every event without a place or a day, with the reason."""
    return _left_out(folder(), stamp())


@st.cache_resource(show_spinner=False, max_entries=2)
def _outlines(path: Path, stamp: Stamp) -> dict[str, dict[str, Any]]:
    return dict(_geometries(events()["place_id"].unique()))


def outlines() -> dict[str, dict[str, Any]]:
    """Place id -> GeoJSON geometry of the areas and borders that events name."""
    return _outlines(folder(), stamp())


def _geometries(place_ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    for place_id in place_ids:
        place = gazetteer().place(place_id)
        outline = gazetteer().outline(place) if place is not None and place.is_area else None
        if outline is not None:
            yield place_id, mapping(outline)


@st.cache_resource(show_spinner=False, max_entries=32)
def _alike(path: Path, stamp: Stamp, event_id: str, reach: Reach) -> tuple[str, ...]:
    corrections = store().event_corrections
    return corrections.alike(corrections.anchor(event_id), reach)


def alike(event_id: str, reach: Reach) -> tuple[str, ...]:
    """Ids of the events that a correction of one would be about."""
    return _alike(folder(), stamp(), event_id, reach)


@st.cache_resource(show_spinner=False, max_entries=2)
def _articles(path: Path, stamp: Stamp) -> pd.DataFrame:
    return store().articles_frame()


def articles() -> pd.DataFrame:
    """Every report, without its text."""
    return _articles(folder(), stamp())


@st.cache_resource(show_spinner=False, max_entries=2)
def _article_ids(path: Path, stamp: Stamp) -> frozenset[str]:
    return frozenset(articles()["article_id"])


def article_ids() -> frozenset[str]:
    """Ids of every report."""
    return _article_ids(folder(), stamp())


def memory() -> Memory | None:
    """The file of corrections and kept answers; None while nothing was ever kept, and looking makes none."""
    return store().memory if (folder() / MEMORY).is_file() else None


def samples() -> int:
    """Number of sample reports."""
    return int(articles()["is_sample"].sum())


@refused.or_said
def remove_samples() -> None:
    """Remove the reports that came with the program; they do not come back by themselves."""
    store().remove_samples()


def article(article_id: str) -> Article:
    """The article with its text."""
    return store().article(article_id)


@st.cache_resource(show_spinner=False, max_entries=16)
def _reading(path: Path, stamp: Stamp, article_id: str) -> Reading:
    return store().reading(article_id)


def reading(article_id: str) -> Reading:
    """All that was read in an article."""
    return _reading(folder(), stamp(), article_id)
