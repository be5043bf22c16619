"""Garbage is looked for after every run of a page: what stays for good is passed over."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest


def test_after_the_first_page_modules_and_gazetteer_are_set_aside(usual: Path, opened: Callable[..., AppTest]) -> None:
    assert 0 == gc.get_freeze_count()
    opened()
    assert len(gc.get_objects()) < gc.get_freeze_count()
