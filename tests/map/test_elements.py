"""The folium elements: what stands in the page, and what streamlit-folium makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable

import folium
from drawing import event, table
from streamlit_folium import _get_feature_group_string, _get_header, _get_map_string, generate_js_hash

from mapapp.map import Timeline, base_map, event_layer, event_map, live_map
from tests.hostile import TEXTS

LOADED = re.compile(r"""(?:src|href|url)\s*[=(]\s*["']?\s*(?!data:|#)([^"'\s)>]+)""", re.IGNORECASE)
STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
"""As JSON writes it."""


def page(map_: folium.Map) -> str:
    html = map_.get_root().render()
    assert isinstance(html, str)
    return html


def test_a_page_names_no_file_and_no_other_machine() -> None:
    html = page(event_map(table(event("Kyiv", "2023-02-08"))))
    outside_scripts = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert [] == LOADED.findall(outside_scripts)
    assert [] == re.findall(r"<(?:script|link|img|iframe)[^>]*\s(?:src|href)=", html)


def test_streamlit_is_given_scripts_that_hold_themselves() -> None:
    drawn = live_map()
    timeline = next(child for child in drawn._children.values() if isinstance(child, Timeline))
    addresses = [address for _, address in [*drawn.default_js, *timeline.default_js]]
    assert [] == [address[:40] for address in addresses if not address.startswith("data:text/javascript")]
    assert ([], []) == (drawn.default_css, timeline.default_css)


def test_streamlit_keeps_the_map_when_the_events_change() -> None:
    def key(rows: int) -> str:
        drawn = live_map()
        drawn.get_root().render()
        script = _get_map_string(drawn)
        layer = event_layer(table(*(event("Kyiv", "2023-02-08") for _ in range(rows))))
        assert "mapapp.events" in _get_feature_group_string(layer, map=drawn)
        return generate_js_hash(script, "map")

    assert key(1) == key(50)


def test_streamlit_sends_no_code_twice() -> None:
    drawn = live_map()
    drawn.get_root().render()
    assert "mergeOptions" not in _get_header(drawn)


def test_the_base_map_travels_in_less_than_a_megabyte() -> None:
    drawn = live_map()
    timeline = next(child for child in drawn._children.values() if isinstance(child, Timeline))
    assert len(dict(timeline.default_js)["mapapp_base"]) < 1_000_000


def test_no_text_stands_in_the_page_as_anything_but_escaped_json() -> None:
    columns = ("event_id", "place_name", "kind", "status", "sentence", "article_title", "url")

    def made(texts: Iterable[str]) -> str:
        rows = [{**event("Kyiv", "2023-02-08"), **dict.fromkeys(columns, text)} for text in texts]
        return page(event_map(table(*rows), title="".join(texts), about="".join(texts)))

    html, plain = made(TEXTS), made(["plain"])
    assert plain.count("<script") == html.count("<script")
    assert plain.count("</script") == html.count("</script")
    head, script = html.rsplit("<script>", 1)
    assert "__ran" not in re.sub(r"<title>.*?</title>", "", head, flags=re.DOTALL)
    assert "__ran" in script and "__ran" not in STRING.sub("", script)


def test_folium_layers_of_anyones_own_can_lie_on_the_map() -> None:
    drawn = event_map(table(event("Kyiv", "2023-02-08")))
    folium.CircleMarker([50, 30]).add_to(drawn)
    assert "L.circleMarker" in page(drawn)


def test_the_plugin_goes_onto_any_folium_map() -> None:
    anyones = folium.Map(tiles=None)
    Timeline(basemap=base_map()).add_to(anyones)
    event_layer(table(event("Kyiv", "2023-02-08"))).add_to(anyones)
    assert "mapapp.frame(map_" in page(anyones)


def test_a_notebook_shows_a_frame_of_the_given_height() -> None:
    assert 'height="480px"' in event_map(table(event("Kyiv", "2023-02-08")), height=480)._repr_html_()
