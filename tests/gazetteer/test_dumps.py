"""GeoNames' dumps become an index that has all of the ordinary one, and is used from then on; bad rows are told."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer import (
    CacheNotWritable,
    Gazetteer,
    PlaceKind,
    SourceMissing,
    account,
    building,
    chosen,
    joining,
    open_gazetteer,
)
from gazetteer.__main__ import main
from gazetteer.dump_files import LONGEST_LINE, Faults
from gazetteer.dumps import Dumps, Row, features, places
from gazetteer.index import KINDS
from gazetteer.names import NameType, words
from gazetteer.place import Place
from tests.gazetteer import tiny_world

README = Path(__file__).parents[2] / "README.md"
CASES = Path(__file__).parents[1] / "cases" / "gazetteer"
GOOD_ROW = {
    "number": "12345678", "name": "Zarichne", "ascii": "Zarichne", "others": "", "latitude": "48.5",
    "longitude": "37.9", "class": "P", "code": "PPL", "country": "UA", "cc2": "", "admin1": "05", "admin2": "",
    "admin3": "", "admin4": "", "population": "0", "elevation": "", "dem": "100", "timezone": "Europe/Kyiv",
    "day": "2024-01-01",
}  # fmt: skip
TOWN = "12345678"
"""Number of the town that alternate names are given to."""


def cases(name: str) -> list[Any]:
    loaded = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in loaded]


def row(**cells: str) -> str:
    return "\t".join((GOOD_ROW | cells).values())


def name_row(name: str, language: str, number: str = TOWN, **flags: str) -> str:
    told = [flags.get(flag, "") for flag in ("preferred", "short", "colloquial", "historic")]
    return "\t".join(["1", number, language, name, *told, flags.get("since", ""), flags.get("until", "")])


def unit_row(code: str, name: str, number: int) -> str:
    return f"{code}\t{name}\t{name}\t{number}"


def dump(folder: Path, rows: Sequence[str], names: Sequence[str] = (), **units: Sequence[str]) -> Dumps:
    """Files of a dump; `units` are rows of `admin1` and `admin2`."""
    folder.mkdir(exist_ok=True)
    texts = {"allCountries": rows, "alternateNamesV2": names, **units}
    paths = {name: folder / f"{name}.txt" for name, lines in texts.items() if lines or name == "allCountries"}
    for name, path in paths.items():
        path.write_text("".join(f"{line}\n" for line in texts[name]), encoding="utf-8")
    return Dumps(paths["allCountries"], paths.get("alternateNamesV2"), paths.get("admin1"), paths.get("admin2"))


def built(folder: Path, given: Dumps) -> Gazetteer:
    """The tiny world with a dump in it, chosen in the cache."""
    return Gazetteer(joining.build(folder / "cache", given, building.silent, tiny_world.world()))


def read(folder: Path, content: bytes) -> tuple[list[Row], Faults]:
    path, faults = folder / "allCountries.txt", Faults()
    path.write_bytes(content)
    return [found for _, found in places(path, faults, lambda rows, share: None)], faults


def bearers(gazetteer: Gazetteer, name: str) -> list[tuple[Place, NameType]]:
    """The places that bear a name, and how."""
    written = words(name)
    whole = [name_id for first, end, name_id in gazetteer.find_names(written) if (first, end) == (0, len(written))]
    if not whole:
        return []
    found = gazetteer.bearers(whole[0])
    named = zip(found.rows.tolist(), found.name_types.tolist(), strict=True)
    return [(gazetteer.place_at(at), NameType(kind)) for at, kind in named]


def ids_of(gazetteer: Gazetteer, name: str) -> list[str]:
    return [match.place.id for match in gazetteer.lookup(name, limit=100)]


@pytest.mark.parametrize("case", cases("dump_rows"))
def test_a_row_is_a_place_or_a_reason(case: dict[str, Any], tmp_path: Path) -> None:
    found, faults = read(tmp_path, row(**case["row"]).encode())
    if "bad" in case:
        assert (0, 1) == (len(found), faults.count)
        assert case["bad"] in faults.first["allCountries.txt"][0]
        assert faults.first["allCountries.txt"][0].startswith("allCountries.txt, line 1: ")
    else:
        assert (1, 0) == (len(found), faults.count)
        entry = found[0].entry
        assert {key: case[key] for key in ("kind", "radius_km", "country", "admin1") if key in case} == {
            key: getattr(entry, key) for key in ("kind", "radius_km", "country", "admin1") if key in case
        }
        assert entry.radius_km > 0


@pytest.mark.parametrize("case", cases("dump_names"))
def test_an_alternate_name_is_taken_as_its_language_says(case: dict[str, Any], tmp_path: Path) -> None:
    flags = {flag: case[flag] for flag in ("preferred", "colloquial", "historic") if flag in case}
    names = [name_row(case["name"], case["language"], **flags)]
    gazetteer = built(tmp_path, dump(tmp_path, [row(name="Namesake")], names))
    types = [kind.name for _, kind in bearers(gazetteer, case["name"])]
    assert ([case["type"]] if "type" in case else []) == types
    place = gazetteer.place(f"geonames:{TOWN}")
    assert place is not None
    assert (case["name"] if case.get("usual") else "Namesake") == place.name


def test_the_years_of_a_name_do_no_harm(tmp_path: Path) -> None:
    names = [name_row("Artemzavod", "ru", historic="1", since="1924", until="2016")]
    assert [f"geonames:{TOWN}"] == ids_of(built(tmp_path, dump(tmp_path, [row()], names)), "Artemzavod")


def test_names_without_the_newer_columns_are_read_too(tmp_path: Path) -> None:
    assert [f"geonames:{TOWN}"] == ids_of(
        built(tmp_path, dump(tmp_path, [row()], [f"1\t{TOWN}\tpl\tZarzecze"])), "Zarzecze"
    )


def test_every_feature_class_is_in_the_table_and_every_code_has_its_class() -> None:
    assert set("AHLPRSTUV") <= {of_class for of_class, code in features() if not code}
    assert {of_class for of_class, _ in features()} == {of_class for of_class, code in features() if not code}


def test_what_both_have_is_one_place_with_the_names_of_both(tmp_path: Path) -> None:
    given = dump(
        tmp_path,
        [
            row(
                number="7",
                name="Seventown",
                others="Septville",
                latitude="3.5",
                country="TI",
                admin1="01",
                population="90000",
            )
        ],
        [name_row("Sept-la-Ville", "fr", number="7"), name_row("Seven", "en", number="7", preferred="1")],
    )
    gazetteer = built(tmp_path, given)
    for name in ("Town 7", "Seventown", "Septville", "Sept-la-Ville", "Seven"):
        assert ["geonames:7"] == ids_of(gazetteer, name), name
    place = gazetteer.lookup("Town 7")[0].place
    assert (3.5, 90000, "Seven", 3.4) == (place.coordinates.latitude, place.population, place.name, place.radius_km)
    assert 402 == len(gazetteer.columns)


def test_what_a_dump_adds_stands_behind_the_places_of_the_ordinary_index(tmp_path: Path) -> None:
    ordinary = Gazetteer(building.ensure(tmp_path / "other", world=tiny_world.world()))
    gazetteer = built(tmp_path, dump(tmp_path, [row()]))
    count = len(ordinary.columns)
    assert count + 1 == len(gazetteer.columns)
    assert [ordinary.place_at(at) for at in range(count)] == [gazetteer.place_at(at) for at in range(count)]


def test_our_kind_point_and_label_of_an_area_stay(tmp_path: Path) -> None:
    given = dump(
        tmp_path,
        [row(number="900", name="Tiny Sea", latitude="1", longitude="1", **{"class": "H", "code": "LK"})],
        [name_row("Mer Tiny", "fr", number="900"), name_row("Sea of Tiny", "en", number="900", preferred="1")],
    )
    gazetteer = built(tmp_path, given)
    place = gazetteer.lookup("Mer Tiny")[0].place
    assert ("geonames:900", "The Tiny Sea", PlaceKind.WATER, 4.0) == (
        place.id, place.name, place.kind, place.coordinates.latitude,
    )  # fmt: skip
    assert ["geonames:900"] == ids_of(gazetteer, "Sea of Tiny") == ids_of(gazetteer, "The Tiny Sea")


UNIT_CELLS = {"class": "A", "country": "TI", "admin1": "01"}


def test_a_unit_without_a_number_is_known_by_its_code_and_by_both_ids(tmp_path: Path) -> None:
    rows = [row(number="901", name="Erste Provinz", code="ADM1", **UNIT_CELLS)]
    gazetteer = built(tmp_path, dump(tmp_path, rows))
    place = gazetteer.place("geonames:901")
    assert place is not None
    assert ("First Province", place) == (place.name, gazetteer.place("admin1:TI.01"))
    assert ["geonames:901"] == ids_of(gazetteer, "Erste Provinz") == ids_of(gazetteer, "First Province")


def test_the_tables_of_units_give_numbers_and_names(tmp_path: Path) -> None:
    given = dump(
        tmp_path,
        [row(number="901", name="Erste Provinz", code="ADM1", **(UNIT_CELLS | {"admin1": "00"}))],
        admin1=[unit_row("TI.01", "Province One", 901), "no code\ta\tb\t1"],
    )
    gazetteer = built(tmp_path, given)
    assert ["geonames:901"] == ids_of(gazetteer, "Province One") == ids_of(gazetteer, "Erste Provinz")
    assert "1 bad rows left out" in "\n".join(account.told(gazetteer.folder))


def test_a_unit_that_we_lack_is_one_with_its_forms(tmp_path: Path) -> None:
    rows = [row(number="902", name="Zweite", code="ADM1", **(UNIT_CELLS | {"admin1": "02"}))]
    gazetteer = built(tmp_path, dump(tmp_path, rows))
    place = gazetteer.lookup("Zweite province")[0].place
    assert ("geonames:902", PlaceKind.ADMIN1, "02") == (place.id, place.kind, place.admin1)
    assert place == gazetteer.whole("TI.02")


def test_one_code_has_one_unit(tmp_path: Path) -> None:
    rows = [row(number=f"90{n}", name=f"Claimant {n}", code="ADM1", **UNIT_CELLS) for n in (3, 4)]
    gazetteer = built(tmp_path, dump(tmp_path, rows))
    kinds = [KINDS[kind] for kind in gazetteer.columns.kind]
    assert 1 == kinds.count(PlaceKind.ADMIN1)
    assert [PlaceKind.REGION] == [match.place.kind for match in gazetteer.lookup("Claimant 4")]


def test_our_short_name_of_a_unit_stays_short(tmp_path: Path) -> None:
    rows = [row(number="901", name="First Province", others="Town 70", code="ADM1", **UNIT_CELLS)]
    gazetteer = built(tmp_path, dump(tmp_path, rows))
    types = {place.kind: kind for place, kind in bearers(gazetteer, "Town 70")}
    assert {PlaceKind.SETTLEMENT: NameType.PRIMARY, PlaceKind.ADMIN1: NameType.SHORT} == types


def test_what_lies_in_a_district_is_not_drawn_as_the_district(tmp_path: Path) -> None:
    rows = [row(code="ADM3", **UNIT_CELLS, admin2="001"), row(number="5001", code="ADM2", **UNIT_CELLS, admin2="001")]
    gazetteer = built(tmp_path, dump(tmp_path, rows))
    codes = [gazetteer.columns.admin2_codes[number] for number in gazetteer.columns.admin2[-2:]]
    assert ["", "TI.01.001"] == codes


def test_a_number_that_stands_twice_is_told_and_the_first_row_counts(tmp_path: Path) -> None:
    gazetteer = built(tmp_path, dump(tmp_path, [row(), row(name="Another")]))
    assert [] == ids_of(gazetteer, "Another")
    assert f"allCountries.txt, line 2: number {TOWN} stood in an earlier row" in "\n".join(
        account.told(gazetteer.folder)
    )


def test_cyrillic_names_are_found_in_latin_letters(tmp_path: Path) -> None:
    given = dump(tmp_path, [row(name="Zarichne", others="Щасливе")], [name_row("Хрещатик", "uk")])
    gazetteer = built(tmp_path, given)
    assert [f"geonames:{TOWN}"] == ids_of(gazetteer, "Shchaslyve") == ids_of(gazetteer, "Khreshchatyk")


def test_codes_among_the_further_names_are_no_names(tmp_path: Path) -> None:
    gazetteer = built(tmp_path, dump(tmp_path, [row(others="RVT,UARVT,Q12345,https://example.org/x,zari qi,Zarzecze")]))
    for name in ("RVT", "UARVT", "Q12345", "https://example.org/x", "zari qi"):
        assert [] == bearers(gazetteer, name), name
    assert [f"geonames:{TOWN}"] == ids_of(gazetteer, "Zarzecze")


def test_less_usual_things_stand_behind_others_of_their_name(tmp_path: Path) -> None:
    kinds = {"1001": ("S", "SCH"), "1002": ("A", "ADM1H"), "1003": ("P", "PPL")}
    rows = [row(number=n, **{"class": of_class, "code": code}) for n, (of_class, code) in kinds.items()]
    gazetteer = built(tmp_path, dump(tmp_path, [*rows, row(number="1004", population="5000")]))
    assert "geonames:1004" == ids_of(gazetteer, "Zarichne")[0]
    assert 4 == len(ids_of(gazetteer, "Zarichne"))


def test_a_zipped_dump_is_as_good_as_the_text(tmp_path: Path) -> None:
    given = dump(tmp_path, [row(number=str(number), name=f"Hamlet {number}") for number in range(1000, 3000)])
    packed = tmp_path / "XX.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "what this is " * 100_000)
        archive.write(given.geonames, "XX.txt")
    text, zipped = ([], []), ([], [])
    for path, (entries, shares) in ((given.geonames, text), (packed, zipped)):
        entries.extend(found for _, found in places(path, Faults(), lambda rows, share, to=shares: to.append(share)))
    assert 2000 == len(text[0])
    assert text[0] == zipped[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"PK\x03\x04 cut short", "Download it again"), (b"", "Download it again")],
)
def test_a_damaged_archive_says_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    packed = tmp_path / "allCountries.zip"
    packed.write_bytes(content)
    with pytest.raises(SourceMissing, match=said):
        built(tmp_path, Dumps(packed))


def test_an_archive_with_a_damaged_middle_says_what_to_do(tmp_path: Path) -> None:
    packed = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "allCountries.txt", "\n".join(row(number=str(n), name=f"Farm {n * n}") for n in range(1, 9000))
        )
    content = bytearray(packed.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200] = bytes(200)
    packed.write_bytes(content)
    with pytest.raises(SourceMissing, match=r"allCountries\.zip cannot be read"):
        built(tmp_path, Dumps(packed))


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="There is no file"):
        built(tmp_path, Dumps(tmp_path / "allCountries.txt"))


@given(st.lists(st.one_of(st.binary(max_size=200), st.sampled_from([row().encode(), b""])), max_size=20))
def test_any_bytes_are_rows_or_faults_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes]
) -> None:
    content = b"\n".join(line.replace(b"\n", b"") for line in lines)
    found, faults = read(tmp_path_factory.mktemp("dump"), content)
    whole = [line for line in content.split(b"\n") if line.strip(b"\r") not in (b"", b"\xef\xbb\xbf")]
    assert len(whole) == len(found) + faults.count


def test_a_line_without_end_is_one_fault(tmp_path: Path) -> None:
    content = row().encode() + b"\n" + b"x" * (3 * LONGEST_LINE) + b"\n" + row(number="2").encode()
    found, faults = read(tmp_path, content)
    assert [12345678, 2] == [place.entry.geonames for place in found]
    assert ["allCountries.txt, line 2: longer than 1,048,576 bytes"] == faults.first["allCountries.txt"]


def test_only_the_first_bad_rows_are_told_and_all_are_counted(tmp_path: Path) -> None:
    gazetteer = built(tmp_path, dump(tmp_path, ["broken"] * 1000 + [row()], ["broken"] * 10))
    told = account.told(gazetteer.folder)
    assert "1,010 bad rows left out, the first of each file:" in told
    assert ["  allCountries.txt, line 5: 1 columns, not 19", "  alternateNamesV2.txt, line 1: 1 columns, not 10"] in [
        told[at : at + 2] for at in range(len(told))
    ]


def test_names_of_places_that_are_nowhere_are_counted(tmp_path: Path) -> None:
    gazetteer = built(tmp_path, dump(tmp_path, [row()], [name_row("Nowhere", "en", number="77777")]))
    assert [] == ids_of(gazetteer, "Nowhere")
    assert "0 alternate names, 1 more of places that are not in it" in account.told(gazetteer.folder)


LETTERS = st.text(st.sampled_from("abcdeéøшяლ "), min_size=3, max_size=12).filter(lambda text: len(text.strip()) > 2)
CODES = st.sampled_from(sorted(features()))


@settings(max_examples=25)  # each example builds an index on the disk
@given(st.lists(st.tuples(LETTERS, CODES, st.integers(0, 10**7)), min_size=1, max_size=30))
def test_every_place_of_a_dump_is_among_the_candidates_of_its_name(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, tuple[str, str], int]]
) -> None:
    folder = tmp_path_factory.mktemp("drawn")
    rows = [
        row(number=str(number), name=name, population=str(people), **{"class": of_class, "code": code})
        for number, (name, (of_class, code), people) in enumerate(drawn, 5000)
    ]
    gazetteer = built(folder, dump(folder, rows))
    for number, (name, _, _) in enumerate(drawn, 5000):
        ids = [place.id for place, _ in bearers(gazetteer, name)]
        assert ids.count(f"geonames:{number}") == 1


# Which index is used


@pytest.fixture
def cache(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache that holds the ordinary index, and one of a dump that was chosen."""
    folder = tmp_path / "cache"
    built(tmp_path, dump(tmp_path, [row()], ["broken"]))
    (folder / gazetteer.folder.name).symlink_to(gazetteer.folder)
    monkeypatch.setenv("MAPAPP_CACHE", str(folder))
    chosen.tell.cache_clear()
    return folder


def test_an_index_of_a_dump_is_used_from_then_on(cache: Path) -> None:
    assert [f"geonames:{TOWN}"] == ids_of(open_gazetteer(cache), "Zarichne")
    assert 403 == len(open_gazetteer().columns)


def test_an_index_of_a_dump_that_is_there_is_not_built_again(cache: Path, tmp_path: Path) -> None:
    before = open_gazetteer(cache).folder.stat().st_mtime_ns
    folder = joining.build(
        cache,
        Dumps(tmp_path / "allCountries.txt", tmp_path / "alternateNamesV2.txt"),
        building.silent,
        tiny_world.world(),
    )
    assert before == folder.stat().st_mtime_ns


def test_a_newer_dump_makes_another_index(cache: Path, tmp_path: Path) -> None:
    before = open_gazetteer(cache).folder
    folder = built(tmp_path, dump(tmp_path, [row(), row(number="2000", name="Newtown")])).folder
    assert before != folder == open_gazetteer(cache).folder


def test_the_command_goes_back_to_the_ordinary_index(cache: Path, gazetteer: Gazetteer, capsys: Any) -> None:
    assert 0 == main(["build"])
    assert "The ordinary index is used again" in capsys.readouterr().out
    assert gazetteer.folder.name == open_gazetteer().folder.name


def test_the_command_says_what_an_index_was_made_from(cache: Path, tmp_path: Path, capsys: Any) -> None:
    assert 0 == main(["info"])
    said = capsys.readouterr().out
    for part in (str(tmp_path / "allCountries.txt"), "403 places", "1 bad rows", "alternateNamesV2.txt, line 1:"):
        assert part in said


def restamped(cache: Path, **changed: str) -> None:
    chose = chosen.read(cache)
    assert chose is not None
    chosen.write(cache, chose._replace(**changed))


def damaged(cache: Path) -> None:
    (open_gazetteer(cache).folder / "names.marisa").write_bytes(b"cut short")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda cache: restamped(cache, stamp="older"), "was built by another version of mapapp"),
        (lambda cache: restamped(cache, folder="gazetteer-gone"), "is gone or damaged"),
        (damaged, "is gone or damaged"),
    ],
)
def test_a_stale_or_damaged_index_is_told_and_the_ordinary_one_used(
    cache: Path, gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture, harm: Callable[[Path], None], said: str
) -> None:
    harm(cache)
    for _ in range(2):
        assert gazetteer.folder.name == open_gazetteer(cache).folder.name
    assert 1 == len(caplog.messages), "once a process is enough"
    assert said in caplog.messages[0]
    assert "python -m gazetteer build --geonames" in caplog.messages[0]


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"folder": 1}', "not JSON"])
def test_a_pointer_that_says_nothing_is_none(cache: Path, gazetteer: Gazetteer, content: str) -> None:
    (cache / chosen.POINTER).write_text(content)
    assert gazetteer.folder.name == open_gazetteer(cache).folder.name


def test_the_chosen_index_is_not_cleared_away_with_the_old_ones(cache: Path) -> None:
    chose = open_gazetteer(cache).folder
    os.utime(chose, (1, 1))
    building.ensure(cache, world=tiny_world.world("newer"))
    assert chose == open_gazetteer(cache).folder


def test_other_files_without_places_are_refused(capsys: Any, tmp_path: Path) -> None:
    assert 2 == main(["build", "--alternate-names", str(tmp_path / "alternateNamesV2.txt")])
    assert "--alternate-names needs --geonames FILE" in capsys.readouterr().err


def test_the_command_says_what_file_is_missing(capsys: Any, tmp_path: Path) -> None:
    assert 1 == main(["build", "--geonames", str(tmp_path / "none.txt")])
    assert f"There is no file {tmp_path / 'none.txt'}" in capsys.readouterr().err


def test_the_readme_s_command_is_one_of_the_help(capsys: Any) -> None:
    (command,) = re.findall(r"^python -m gazetteer build .*$", README.read_text("utf-8"), re.MULTILINE)
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    assert command in capsys.readouterr().out


# A full disk, a kill


def test_a_full_disk_leaves_the_old_index_and_says_how_much_is_needed(cache: Path, tmp_path: Path) -> None:
    before = open_gazetteer(cache).folder
    newer = dump(tmp_path, [row(number=str(number), name=f"Hamlet {number}") for number in range(1000, 9000)])
    found = joining.world(newer, tiny_world.world())

    def no_space(index: Any, progress: Any) -> None:
        found.more(index, progress)
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(CacheNotWritable, match=r"No space left on device.*about \d+ MB are needed"):
        building.ensure(cache, world=found._replace(more=no_space))
    assert before == open_gazetteer(cache).folder
    assert [] == list(cache.glob("building-*"))


FILE_LIMIT = """
import resource, sys
from pathlib import Path
from gazetteer import building, joining
from gazetteer.dumps import Dumps
from tests.gazetteer import tiny_world
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
joining.build(Path(sys.argv[1]), Dumps(Path(sys.argv[2])), building.silent, tiny_world.world())
"""


@pytest.mark.parametrize("most", [4096, 20_000, 60_000, 90_000])
def test_a_write_that_fails_anywhere_leaves_the_old_index(cache: Path, tmp_path: Path, most: int) -> None:
    before = open_gazetteer(cache).folder
    newer = dump(tmp_path, [row(number=str(number), name=f"Hamlet {number * number}") for number in range(1000, 9000)])
    command = [sys.executable, "-c", FILE_LIMIT, str(cache), str(newer.geonames), str(most)]
    done = subprocess.run(command, capture_output=True, text=True, env=paths(), check=False)
    assert 1 == done.returncode, done.stderr
    assert "CacheNotWritable" in done.stderr
    assert before == open_gazetteer(cache).folder
    assert [] == list(cache.glob("building-*"))


SLOW = """
import sys, time
from pathlib import Path
from gazetteer import building, joining
from gazetteer.dumps import Dumps
from tests.gazetteer import tiny_world
def told(step, share):
    if "writing the index" in step:
        Path(sys.argv[3]).write_text("here")
        time.sleep(60)
joining.build(Path(sys.argv[1]), Dumps(Path(sys.argv[2])), told, tiny_world.world())
"""


def test_a_build_that_is_killed_leaves_the_old_index_and_the_next_one_clears_up(cache: Path, tmp_path: Path) -> None:
    before, log = open_gazetteer(cache).folder, tmp_path / "log"
    newer = dump(tmp_path, [row(number="4000", name="Newtown")])
    process = subprocess.Popen([sys.executable, "-c", SLOW, str(cache), str(newer.geonames), str(log)], env=paths())
    until = time.monotonic() + 60
    while not log.exists() and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    assert -signal.SIGKILL == process.wait(timeout=60)
    assert before == open_gazetteer(cache).folder
    assert [f"geonames:{TOWN}"] == ids_of(open_gazetteer(cache), "Zarichne")
    assert ["geonames:4000"] == ids_of(built(tmp_path, newer), "Newtown")
    assert [] == list(cache.glob("building-*"))


def paths() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


# The whole world


def test_all_of_the_ordinary_index_is_in_that_of_a_dump(
    gazetteer: Gazetteer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The command with the real world, and a dump with some of its places."""
    given = dump(
        tmp_path,
        [
            row(
                number="703448",
                name="Kyiv",
                others="Kijów,Kievville",
                latitude="50.45",
                longitude="30.52",
                code="PPLC",
                population="2950000",
            ),
            row(number="690791", name="Ukraine", others="Ukrainistan", code="PCLI", **{"class": "A", "admin1": "00"}),
            row(number="699999999", name="Donetska Oblast", others="Donetshchyna-Test", code="ADM1", **{"class": "A"}),
            row(
                number="630673",
                name="Black Sea",
                others="Mar Negro de Prueba",
                country="",
                code="SEA",
                **{"class": "H"},
            ),
            row(number="699999998", name="Kolodiazne Test"),
        ],
        [name_row("Kyiv-by-Test", "fr", number="703448")],
    )
    monkeypatch.setenv("MAPAPP_CACHE", str(tmp_path / "world"))
    assert 0 == main(["build", "--geonames", str(given.geonames), "--alternate-names", str(given.alternate_names)])
    assert "5 places of the dump" in capsys.readouterr().out
    both = open_gazetteer()
    count = len(gazetteer.columns)
    assert count < len(both.columns) <= count + 3
    assert gazetteer.name_count < both.name_count
    capital = both.lookup("Kievville")[0].place
    assert ("geonames:703448", 2950000, True) == (capital.id, capital.population, both.is_capital(capital))
    assert capital == both.lookup("Kyiv-by-Test")[0].place == both.lookup("Kyiv")[0].place
    assert both.country("UA") == both.lookup("Ukrainistan")[0].place
    for name in (
        "Kharkiv region",
        "Ukraine-Belarus border",
        "eastern Ukraine",
        "Donbas",
        "Texas",
        "Harris County",
        "Bomaby",
    ):
        assert [match.place for match in gazetteer.lookup(name)] == [match.place for match in both.lookup(name)], name
    ours = {gazetteer.place_at(at).name for at in range(0, count, 997)}
    assert ours == {both.place_at(at).name for at in range(0, count, 997)}
    for name in ("Bavaria", "Belarus", "Germany–Poland border"):
        assert both.outline(both.lookup(name)[0].place) == gazetteer.outline(gazetteer.lookup(name)[0].place), name
