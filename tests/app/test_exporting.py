"""The export of the app: what is shown goes into the file, with the filters in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from mapapp.app import exporting, workspace
from mapapp.export import FORMATS
from mapapp.incidents.frame import COLUMNS
from mapapp.selection import Filters, select
from mapapp.store.frames import EVENT_COLUMNS

Opened = Callable[..., AppTest]


def test_the_button_says_how_many_and_makes_nothing_unasked(
    usual: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "content", lambda *_: pytest.fail("a file was made unasked"))
    app = opened()
    assert not app.exception
    (button,) = (block for block in app.sidebar.children.values() if block.type == "popover")
    assert "Export 4 events" in str(button.proto)


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_file_of_each_format_holds_the_shown_events(usual: Path, opened: Opened, name: str) -> None:
    opened()
    filters = Filters(words="Friday")
    shown = select(workspace.events(), filters, workspace.hits(filters))
    made = exporting.made(name, shown, exporting.said(filters))
    assert 1 == len(shown) and len(made) > 500
    if name == "geojson":
        collection = json.loads(made)
        (feature,) = collection["features"]
        assert {*EVENT_COLUMNS, *COLUMNS} - {"latitude", "longitude"} == set(feature["properties"])
        assert "Shown: the news of the reports, not their background; “Friday”; 1 event." in collection["description"]
    if name == "parquet":
        assert ["Lviv"] == pd.read_parquet(BytesIO(made))["place_name"].tolist()


def test_the_size_is_said_before_the_file_is_made(usual: Path, opened: Opened) -> None:
    opened()
    events = workspace.events()
    words = exporting._size(workspace.folder(), workspace.stamp(), "", "csv", events)
    many = pd.concat([events] * 50, ignore_index=True)
    true = len(exporting._content("csv", many, ""))
    said = exporting._size(workspace.folder(), workspace.stamp(), "many", "csv", many)
    assert words.startswith("about ") and words.endswith(" kB")
    assert true == pytest.approx(1000 * float(said.split()[1].replace(",", "")), rel=0.1)


def test_a_workspaces_name_becomes_a_file_name() -> None:
    assert "Berichte-Ukraine-events" == exporting.file_stem("Berichte: <Ukraine>")
