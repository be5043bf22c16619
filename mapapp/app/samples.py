"""The sample reports: read into a workspace that was never used, removed with one button."""

from __future__ import annotations

from pathlib import Path

import mapapp
from mapapp.ingest import Outcome, Progress, ingest
from mapapp.store import Store

FOLDER = Path(mapapp.__file__).parent / "samples"


def wanted(store: Store) -> bool:
    """Whether nothing was ever read into this workspace; one whose samples were removed stays without."""
    return store.is_empty and store.ledger().empty


def add_samples(store: Store, progress: Progress) -> Outcome:
    """Read the sample reports, each marked as a sample."""
    return ingest(store, sorted(FOLDER.glob("*.txt")), workers=1, progress=progress, samples=True)
