"""python -m gazetteer build | info | lookup NAME"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from gazetteer import account, building, chosen, corrections, points
from gazetteer.dumps import Dumps
from gazetteer.errors import GazetteerError
from gazetteer.opened import Gazetteer, open_gazetteer


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """A bar on standard error for `open_gazetteer(progress=...)`; it shows once there is something to wait for."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("building the gazetteer, once", total=1.0)

    def show(step: str, share: float) -> None:
        bar.start()
        bar.update(task, description=f"the gazetteer, once: {step}", completed=share)

    try:
        yield show
    finally:
        bar.stop()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m gazetteer", description="Place names, offline.")
    commands = parser.add_subparsers(dest="command", required=True)
    add_build(commands)
    commands.add_parser("info", help="say where the index lies and what it holds")
    lookup = commands.add_parser("lookup", help="look up a name: python -m gazetteer lookup Kharkov")
    lookup.add_argument("name", nargs="+")
    lookup.add_argument("--country", metavar="CC", action="append", default=[], help="only in this country")
    lookup.add_argument("--memory", metavar="FILE", type=Path, help="honour the corrections kept in this file")
    options = parser.parse_args(arguments)
    try:
        if options.command == "build":
            return build(options)
        with progress_bar() as progress:
            gazetteer = open_gazetteer(progress=progress)
        return look_up(gazetteer, options) if options.command == "lookup" else info(gazetteer)
    except GazetteerError as error:
        print(error, file=sys.stderr)
        return 1


def add_build(commands: Any) -> None:
    command = commands.add_parser(
        "build",
        help="build the index if it is absent, stale or damaged; from GeoNames' dumps with --geonames",
        description=BUILD_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    for option, name, what in (
        ("--geonames", "allCountries.txt", "all places, or the file of one country"),
        ("--alternate-names", "alternateNamesV2.txt", "their names in all languages"),
        ("--admin1", "admin1CodesASCII.txt", "numbers and names of first-order units"),
        ("--admin2", "admin2Codes.txt", "numbers and names of second-order units"),
    ):
        command.add_argument(option, type=Path, metavar="FILE", help=f"{name}: {what}; may be zipped")


BUILD_HELP = """Build the index if it is absent, stale or damaged.

GeoNames' dumps (download.geonames.org/export/dump) hold all 12 million places; from then on the index made of them is
used. Without options the ordinary index is used again.

    python -m gazetteer build --geonames allCountries.txt --alternate-names alternateNamesV2.txt
"""


def build(options: argparse.Namespace) -> int:
    cache = building.default_cache()
    others = [
        f"--{name.replace('_', '-')}" for name in ("alternate_names", "admin1", "admin2") if getattr(options, name)
    ]
    if others and options.geonames is None:
        print(f"{others[0]} needs --geonames FILE: the places that it belongs to", file=sys.stderr)
        return 2
    if options.geonames is not None:
        # Loads shapely, which the other commands do without.
        from gazetteer import joining

        given = Dumps(options.geonames, options.alternate_names, options.admin1, options.admin2)
        with progress_bar() as progress:
            joining.build(cache, given, progress)
    else:
        go_back(cache)
    with progress_bar() as progress:
        gazetteer = open_gazetteer(cache, progress=progress)
    return info(gazetteer)


def go_back(cache: Path) -> None:
    """Choose the ordinary index, if another one was chosen.

    Raises:
        CacheNotWritable: the choice cannot be undone.
    """
    chose = chosen.read(cache)
    if chose is None:
        return
    try:
        chosen.forget(cache)
    except OSError as error:
        raise building.cannot_write(cache, error, 1) from error
    print(f"The ordinary index is used again. That of the dumps is not needed any more: {cache / chose.folder}")


def info(gazetteer: Gazetteer) -> int:
    size = sum(path.stat().st_size for path in gazetteer.folder.iterdir())
    print(f"{gazetteer.folder}\n{len(gazetteer.columns):,} places, {gazetteer.name_count:,} names, {size / 1e6:.0f} MB")
    about = account.told(gazetteer.folder)
    print("\n".join(about) if about else f"made from {building.stamp()}")
    if damaged := building.verify(gazetteer.folder):
        print(f"damaged: {', '.join(damaged)}. Delete the folder; the next start builds it again.", file=sys.stderr)
    return 1 if damaged else 0


def look_up(gazetteer: Gazetteer, options: argparse.Namespace) -> int:
    name, countries = " ".join(options.name), [code.upper() for code in options.country]
    found = corrections.look_up(gazetteer, name, held_in(options.memory), countries=countries)
    for match in found.matches:
        point = match.place.coordinates
        where = f"{point.latitude:.4f}, {point.longitude:.4f}"
        print(f"{match.confidence:4.0%}  {gazetteer.label(match.place)}  {where}  ({match.place.id}): {match.reason}")
    if found.note:
        print(f"{found.note}.")
    elif not found.matches:
        print(points.refusal(name) or f"{name}: not in the gazetteer")
    return 0 if found.matches else 1


def held_in(file: Path | None) -> corrections.Corrections:
    """
    Raises:
        MemoryUnusable: there is no such file, or it is something else.
    """
    if file is None:
        return corrections.NO_CORRECTIONS
    # Loads the database, which all else does without.
    from gazetteer.memory import MemoryUnusable, corrections_in

    if not file.is_file():
        raise MemoryUnusable(f"there is no file {file}; leave --memory out, or name the one with your corrections")
    return corrections_in(file)


if __name__ == "__main__":
    sys.exit(main())
