"""How a build from GeoNames' dumps went; kept in the folder of the index, so that it can be told at any time."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from gazetteer.dump_files import Faults
from gazetteer.dumps import Dumps

ABOUT = "about.json"


@dataclass(slots=True)
class Account:
    """How a build from dumps went."""

    places: int = 0
    """Good rows of the dump of places."""
    joined: int = 0
    """Those that are a place of the ordinary index."""
    names: int = 0
    """Alternate names taken over."""
    names_of_nothing: int = 0
    """Alternate names of places that are neither in the dump nor in the ordinary index."""
    faults: Faults = field(default_factory=Faults)

    def write(self, folder: Path, given: Dumps) -> None:
        """Write it down, with the files that the index was made from."""
        states = [(path.resolve(), path.stat()) for path in given.files().values()]
        said = {
            "files": [[str(path), state.st_size, state.st_mtime] for path, state in states],
            "places": self.places,
            "joined": self.joined,
            "names": self.names,
            "names_of_nothing": self.names_of_nothing,
            "faults": self.faults.count,
            "first_faults": [said for told in self.faults.first.values() for said in told],
        }
        (folder / ABOUT).write_text(json.dumps(said, indent=1, ensure_ascii=False), encoding="utf-8")


def told(folder: Path) -> list[str]:
    """What an index was made from and how that went, in lines; none of the ordinary one."""
    try:
        said = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [
        "made from the ordinary index and GeoNames' dumps:",
        *(f"  {path}, {size / 1e6:,.1f} MB, of {date.fromtimestamp(day)}" for path, size, day in said["files"]),
        f"{said['places']:,} places of the dump, {said['joined']:,} of them joined to one of the ordinary index",
        f"{said['names']:,} alternate names, {said['names_of_nothing']:,} more of places that are not in it",
        f"{said['faults']:,} bad rows left out" + (", the first of each file:" if said["faults"] else ""),
        *(f"  {fault}" for fault in said["first_faults"]),
    ]
