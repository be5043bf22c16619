"""A column on its way to disk: a .npy file of one dimension that is appended to, so that no column is held whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

HEADER_BYTES = 128
"""What numpy takes for the header of one dimension, whatever its length."""


class GrowingArray:
    """Appended to, then changed in place; a reader takes it for any other .npy file once it is flushed."""

    def __init__(self, path: Path, dtype: npt.DTypeLike) -> None:
        self.path = path
        self._dtype = np.dtype(dtype)
        self._count = 0
        self._stream = path.open("w+b")
        self._stream.write(self._header())

    def __len__(self) -> int:
        return self._count

    def append(self, values: npt.ArrayLike) -> None:
        added = np.ascontiguousarray(values, self._dtype)
        self._stream.write(added.data)
        self._count += len(added)

    def change(self, positions: Sequence[int], values: npt.ArrayLike) -> None:
        """Put other values at some positions; all up to the last of them are held in memory meanwhile."""
        self._stream.flush()
        begin = np.fromfile(self.path, self._dtype, max(positions, default=-1) + 1, offset=HEADER_BYTES)
        begin[np.array(positions, np.int64)] = values
        # Written, not mapped: a full disk is an error then and no signal that kills.
        self._stream.seek(HEADER_BYTES)
        self._stream.write(begin.data)
        self._stream.seek(0, io.SEEK_END)

    def flush(self) -> None:
        self._stream.seek(0)
        self._stream.write(self._header())
        self._stream.seek(0, io.SEEK_END)
        self._stream.flush()

    def read(self) -> Any:
        """All values so far, mapped."""
        self.flush()
        return np.load(self.path, mmap_mode="r", allow_pickle=False)

    def close(self) -> None:
        if not self._stream.closed:
            self.flush()
            self._stream.close()

    def remove(self) -> None:
        self.close()
        self.path.unlink()

    def _header(self) -> bytes:
        said = {"descr": np.lib.format.dtype_to_descr(self._dtype), "fortran_order": False, "shape": (self._count,)}
        written = io.BytesIO()
        np.lib.format.write_array_header_1_0(written, said)
        if len(written.getvalue()) != HEADER_BYTES:
            raise ValueError(f"numpy's header of {self._dtype} has {len(written.getvalue())} bytes, not {HEADER_BYTES}")
        return written.getvalue()
