"""Arrays of an index folder, mapped: opening one reads nothing of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt


def load(folder: Path, name: str) -> npt.NDArray[Any]:
    """A read-only array by its file's name."""
    # A plain array over the mapped file: each element and slice of a `memmap` costs several times as much.
    return np.asarray(np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False))
