"""One page of HTML with map, time control and the sentences of the reports: no network and no mapapp is needed."""

from __future__ import annotations

from typing import BinaryIO

import pandas as pd

from mapapp.export.about import About


def write(events: pd.DataFrame, file: BinaryIO, about: About) -> None:
    """The page; events without a place or a day are counted in it, not drawn."""
    from mapapp.map import event_map

    drawn = event_map(events, outlines=about.outlines, title=about.name, about=about.sentence(events))
    file.write(drawn.get_root().render().encode("utf-8", "replace"))
