"""Colours of the kinds: told apart by colour-blind readers, and from what lies under them.

Simulation: Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision
deficiency", matrices of severity 1.0 for linear RGB. Distance: Euclidean in CIELAB (1976), white D65.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from mapapp.app.look import FARTHEST, group_colours, shape
from mapapp.map.scripts import symbol_corners
from mapapp.reading.events.kinds import GROUPS

Colours = npt.NDArray[np.float64]
SEEN_BY = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])
FLOOR = 10.0
"""CIELAB: about four times what one just sees side by side; without any care some pairs had 1."""
LEAST_CONTRAST = 3.0
GROUNDS = {"colour": ("#f4f4f1", "#ffffff", "#dfe7ec"), "dark_colour": ("#20262c", "#2a3138", "#12161a")}
"""Land, land in focus and sea of timeline.css."""


def linear(*colours: str) -> Colours:
    parts = np.array([[int(colour[at : at + 2], 16) for at in (1, 3, 5)] for colour in colours]) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def lab(light: Colours) -> Colours:
    share = light @ TO_XYZ.T / WHITE
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


@pytest.mark.parametrize("eyes", SEEN_BY)
@pytest.mark.parametrize("theme", GROUNDS)
def test_kinds_are_told_apart_by_everybody(eyes: str, theme: str) -> None:
    seen = lab(np.clip(linear(*(getattr(group, theme) for group in GROUPS)) @ SEEN_BY[eyes].T, 0, 1))
    pairs = combinations(range(len(GROUPS)), 2)
    close = {
        (GROUPS[a].id, GROUPS[b].id): round(float(np.hypot.reduce(seen[a] - seen[b])), 1)
        for a, b in pairs
        if np.hypot.reduce(seen[a] - seen[b]) < FLOOR
    }
    assert {} == close


@pytest.mark.parametrize("theme", GROUNDS)
def test_kinds_stand_out_from_land_and_sea(theme: str) -> None:
    style = files("mapapp.map").joinpath("timeline.css").read_text("utf-8")
    faint = []
    for ground in GROUNDS[theme]:
        assert ground in style
        under = float(linear(ground)[0] @ TO_XYZ[1])
        for group in GROUPS:
            over = float(linear(getattr(group, theme))[0] @ TO_XYZ[1])
            if (max(over, under) + 0.05) / (min(over, under) + 0.05) < LEAST_CONTRAST:
                faint.append((group.id, ground))
    assert [] == faint


def test_each_kind_has_a_symbol_of_its_own_that_the_map_can_draw() -> None:
    known = {"circle", *symbol_corners()}
    symbols = [group.symbol for group in GROUPS]
    assert len(symbols) == len(set(symbols))
    assert set(symbols) <= known
    assert all(abs(at) <= FARTHEST for corners in symbol_corners().values() for corner in corners for at in corner)


def test_the_page_cuts_its_swatches_to_the_symbols_of_the_map() -> None:
    assert "polygon(50.0% 0.0%,87.5% 50.0%,50.0% 100.0%,12.5% 50.0%)" == shape("diamond")
    assert "circle(36%)" == shape("circle")
    assert all(shape(group.symbol) in group_colours() for group in GROUPS)
