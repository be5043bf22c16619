"""The app without a browser, on a workspace of its own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from gazetteer import Gazetteer

MAIN = Path(__file__).parents[2] / "mapapp/app/main.py"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the app shows."""
    monkeypatch.setenv("MAPAPP_WORKSPACE", str(tmp_path / "reports"))
    return tmp_path / "reports"


@pytest.fixture
def usual(workspace: Path) -> Path:
    """A workspace with two reports."""
    from making import usual

    usual(workspace)
    return workspace


@pytest.fixture
def opened(workspace: Path, gazetteer: Gazetteer) -> Iterator[Callable[..., AppTest]]:
    """Opens the app at a page: "map", "articles" ... The gazetteer is built before the clock of a page runs."""

    def open_at(page: str = "map", **parameters: str) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        app.query_params.update(parameters)
        return app.run() if page == "map" else app.switch_page(f"pages/{page}.py").run()

    yield open_at
    st.cache_resource.clear()
    gc.unfreeze()  # a server ends with its process, these tests go on in one
