"""The trained parameters: trees, word counts and calibration, read once from `parameters.npz`."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from mapapp.reading.places.lexicon import TABLES, Lexicon, unpack
from mapapp.reading.places.roles import TRAINED_ROLES
from mapapp.reading.places.trees import Trees, from_arrays
from mapapp.reading.places.wording import Wording, unpack_wording

FILE = "parameters.npz"
RECOGNISING = ("recognising_1", "recognising_2", "recognising_3")
RANKING = ("ranking_1", "ranking_2")


@dataclass(frozen=True, slots=True)
class Parameters:
    """Everything that training found."""

    lexicon: Lexicon
    recognising: tuple[Trees, ...]
    """One a stage."""
    wording: Wording
    """What the words around a candidate say, for the later stages."""
    ranking: tuple[Trees, ...]
    """One a pass."""
    roles: Trees
    """One ensemble for each of `TRAINED_ROLES`."""
    calibration: npt.NDArray[np.float64]
    """Weights of log odds of the span and of the place's share, of their product, and 1: those that both are right."""
    least: float
    """Probability from which a candidate is taken."""


@cache
def parameters() -> Parameters:
    """The parameters beside this module."""
    with np.load(io.BytesIO(resources.files(__package__).joinpath(FILE).read_bytes())) as arrays:
        return from_file({name: arrays[name] for name in arrays.files})


def from_file(arrays: Mapping[str, npt.NDArray[Any]]) -> Parameters:
    """Parameters from the arrays of the file."""
    tables = {name: unpack(arrays[f"{name}_words"], arrays[f"{name}_steps"]) for name in TABLES}
    return Parameters(
        lexicon=Lexicon(**tables),
        recognising=tuple(from_arrays(arrays, name) for name in RECOGNISING),
        wording=unpack_wording(arrays),
        ranking=tuple(from_arrays(arrays, name) for name in RANKING),
        roles=from_arrays(arrays, *(f"role_{role.value}" for role in TRAINED_ROLES)),
        calibration=np.asarray(arrays["calibration"], np.float64),
        least=float(arrays["least"]),
    )
