"""What leaves the map: a page of its own that opens offline, and a picture, in a real Chromium."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from mapapp.export import About, export

HOSTILE = "<img src=x onerror=\"document.title='ran'\"> </script><script>document.title='ran'</script> ${1} {{7*7}}"
SQUARE = {"type": "Polygon", "coordinates": [[[36, 47], [39, 47], [39, 49], [36, 49], [36, 47]]]}
MADE = datetime(2023, 4, 1, tzinfo=UTC)


def event(number: int, latitude: float, longitude: float, first: str, **more: object) -> dict[str, object]:
    own = {
        "event_id": f"e{number}",
        "article_id": f"a{number % 2}",
        "place_name": f"Place {number}",
        "place_id": f"t:{number}",
    }
    days = {"first_day": first, "last_day": first}
    where = {"latitude": latitude, "longitude": longitude, "country": "UA", "place_kind": "settlement"}
    return {
        **own,
        **where,
        **days,
        "kind": "Battles: Armed clash",
        "status": "happened",
        "sentence": "Shells fell.",
        **more,
    }


EVENTS = pd.DataFrame(
    [
        event(1, 48.6, 38.0, "2023-02-08"),
        event(2, 50.4, 30.5, "2023-03-01", kind="CONSULT", status="planned"),
        event(3, 49.8, 24.0, "2023-03-20", sentence=HOSTILE, place_name=HOSTILE, article_title=HOSTILE, source=HOSTILE),
        event(4, 48.0, 37.5, "2023-03-05", place_id="admin1:UA.05", place_kind="admin1", kind="disaster"),
        event(5, float("nan"), float("nan"), "2023-03-05"),
    ]
)


@pytest.fixture(scope="module")
def saved(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page, opened from a file by a browser without a network; it may neither ask nor complain."""
    file = tmp_path_factory.mktemp("page") / "events.html"
    about = About(f"words “{HOSTILE}”", MADE, {"admin1:UA.05": SQUARE}, f"Reports {HOSTILE}")
    export("html", EVENTS, file, about)
    Image.new("RGB", (8, 8), "red").save(file.with_name("tile.png"))
    context = browser.new_context(viewport={"width": 1000, "height": 760}, offline=True, accept_downloads=True)
    page, asked, faults = context.new_page(), list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text))
    page.goto(file.as_uri())
    expect(page.locator(".mapapp-count > span")).to_have_text(re.compile("4 of 4 events"))
    yield page
    assert [] == faults
    tile = file.with_name("tile.png").as_uri()
    assert [file.as_uri()] == [url for url in asked if not url.startswith(("data:", "blob:")) and url != tile]
    context.close()


def test_a_saved_page_says_what_it_is_and_runs_nothing_of_a_report(saved: Page) -> None:
    made = saved.locator(".mapapp-made")
    expect(made).to_have_text(re.compile("^Made with mapapp .* from 2 reports on 1 April 2023. Shown: words “"))
    assert HOSTILE in made.inner_text()
    assert f"Reports {HOSTILE}" == saved.title()
    saved.evaluate("mapapp.frames[0].select(mapapp.frames[0].events.find('e3'), true)")
    expect(saved.locator(".mapapp-panel mark").first).to_have_text(HOSTILE)
    assert 0 == saved.locator("img[src=x]").count()
    saved.keyboard.press("Escape")


def test_a_saved_page_has_the_outlines_of_its_areas(saved: Page) -> None:
    lines = saved.evaluate("mapapp.frames[0].events.areas.map((area) => area.lines.length)")
    assert [1] == lines


def picture(page: Page, path: Path) -> tuple[str, Image.Image]:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save picture").click()
    download.value.save_as(path)
    return download.value.suggested_filename, Image.open(path).convert("RGB")


def near(found: Image.Image, colour: str, box: tuple[float, float, float, float] | None = None) -> int:
    """Pixels of about that colour in the picture, or in a part of it."""
    wanted = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    pixels = np.asarray(found.crop(box) if box else found, dtype=int)
    return int((np.abs(pixels - wanted) < 12).all(axis=2).sum())


def test_a_picture_has_map_marks_legend_and_days_twice_as_fine_as_the_screen(saved: Page, tmp_path: Path) -> None:
    name, found = picture(saved, tmp_path / "picture.png")
    assert "events-2023-02-08-to-2023-03-20.png" == name
    expect(saved.locator(".mapapp-saved")).to_have_text(f"Saved as {name}")
    width, height = saved.evaluate("[mapapp.frames[0].map.getSize().x, mapapp.frames[0].map.getSize().y]")
    assert 2 * width == found.width and found.height > 2 * height + 150
    colours = saved.evaluate("mapapp.frames[0].events.groups.map((group) => [group.id, group.colour])")
    battle, talks = (dict(colours)[group] for group in ("battle", "talks"))
    x, y = saved.evaluate(
        """(() => { const {map, events} = mapapp.frames[0]; const spot = events.spot[events.find("e1")];
        const at = map.latLngToContainerPoint([events.latitude[spot], events.longitude[spot]]);
        return [at.x, at.y]; })()"""
    )
    assert near(found, battle, (2 * x - 18, 2 * y - 18, 2 * x + 18, 2 * y + 18)) > 100
    below = (0, 2 * height, found.width, found.height)
    assert near(found, battle, below) > 60 and near(found, talks, below) > 60
    assert (
        near(found, saved.evaluate("mapapp.theme(mapapp.frames[0].stage).land"), (0, 0, found.width, 2 * height))
        > 10_000
    )


def test_a_picture_is_of_the_window(saved: Page, tmp_path: Path) -> None:
    saved.evaluate("mapapp.frames[0].select(-1, true)")
    saved.evaluate("mapapp.frames[0].timeline.setWindow(mapapp.dayNumber(2023, 2, 1), mapapp.dayNumber(2023, 2, 1))")
    expect(saved.locator(".mapapp-count > span")).to_have_text(re.compile("^1 of 4"))
    name, found = picture(saved, tmp_path / "day.png")
    assert "events-2023-03-01.png" == name
    battle = dict(saved.evaluate("mapapp.frames[0].events.groups.map((group) => [group.id, group.colour])"))["battle"]
    assert 0 == near(found, battle)


def test_tiles_that_may_not_be_copied_are_left_out_and_said(saved: Page, tmp_path: Path) -> None:
    # To a page that is a file, every other file is of another origin, as a server of tiles is.
    saved.evaluate(
        """async () => { const tile = new Image(); tile.className = "leaflet-tile-loaded"; tile.src = "tile.png";
        mapapp.frames[0].map.getContainer().append(tile); await tile.decode(); }"""
    )
    picture(saved, tmp_path / "tiles.png")
    expect(saved.locator(".mapapp-saved")).to_contain_text(
        "without the online map: its server does not let pages copy it"
    )
