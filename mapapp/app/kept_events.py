"""The table of events as a file beside the database, so that a large workspace opens at once the next time."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import NamedTemporaryFile

import pandas as pd
import pyarrow as pa
from pyarrow import feather

from mapapp.store import DATABASE, EVENT_COLUMNS, Store

Stamp = tuple[tuple[str, int, int], ...]
"""Name, time of the last change and size of each file of the database."""
FILE = "events.arrow"
LEAST = 20_000
"""Fewer events are read from the database in a second: no file is kept of them."""
FORM = 1
"""Of the file; another one is not read."""


def stamp_of(folder: Path) -> Stamp:
    """Changes whenever the database changes, by this process or another; not with what else lies in the folder."""
    files = sorted(path for path in folder.glob(f"{DATABASE}*") if path.is_file())
    return tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files)


def events_of(store: Store, folder: Path, stamp: Stamp) -> pd.DataFrame:
    """Every event of the workspace: from the file where that is of this stamp, else from the database.

    A file that is missing, old, cut or of another version is written anew; where that fails, it is done without.
    """
    mark = json.dumps([FORM, stamp, EVENT_COLUMNS]).encode()
    found = _read(folder / FILE, mark)
    if found is not None:
        return found
    table = store.events_frame()
    if len(table) >= LEAST:
        _write(table, folder / FILE, mark)
    else:
        _remove(folder / FILE)
    return table


def _read(file: Path, mark: bytes) -> pd.DataFrame | None:
    try:
        with pa.memory_map(str(file)) as source:
            table = pa.ipc.open_file(source)
            if (table.schema.metadata or {}).get(b"mapapp") != mark:
                return None
            read = table.read_all()
            return _table(read)
    except (OSError, pa.ArrowException, UnicodeError):
        return None


def _table(read: pa.Table) -> pd.DataFrame:
    """Texts as Python's own, None where there is none, as the store gives them."""
    texts = {name for name in read.column_names if pa.types.is_string(read[name].type)}
    others = read.drop_columns(sorted(texts)).to_pandas()
    return pd.DataFrame(
        {
            name: pd.Series(read[name].to_numpy(zero_copy_only=False), dtype=object) if name in texts else others[name]
            for name in read.column_names
        }
    )


def _write(table: pd.DataFrame, file: Path, mark: bytes) -> None:
    """Whole or not at all, readable by whoever the database is."""
    part = None
    try:
        arrow = pa.Table.from_pandas(table, preserve_index=False)
        arrow = arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), "mapapp": mark})
        with NamedTemporaryFile(dir=file.parent, prefix=FILE, suffix=".part", delete=False) as written:
            part = Path(written.name)
        feather.write_feather(arrow, str(part), compression="lz4")
        part.replace(file)
    except (OSError, pa.ArrowException, UnicodeError):
        if part is not None:
            _remove(part)


def _remove(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError:
        return
