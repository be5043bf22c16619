"""The folium elements: a map without a content network, the time control, and the layer that holds the events.

`Timeline` and `EventMap` are the same for any events; the events travel in `EventLayer` alone. So in Streamlit the
map stays when a filter changes: `st_folium(live_map(), feature_group_to_add=event_layer(events), key="map")`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

import folium
from branca.element import Element, Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from mapapp.map import leaflet
from mapapp.map.background import Tiles
from mapapp.map.base import BaseMap
from mapapp.map.payload import script_literal
from mapapp.map.scripts import code, style

_PAGE = Template(
    """<!DOCTYPE html>
<html lang="en">
<head>
<title>{{ this.title }}</title>
{{ this.header.render(**kwargs) }}
</head>
<body>
{{ this.html.render(**kwargs) }}
</body>
<script>
{{ this.script.render(**kwargs) }}
</script>
</html>
"""
)
"""branca's page with the language of its words, which a screen reader needs to speak them."""


@cache
def data_address(script: str) -> str:
    """A script as an address that holds the script itself."""
    return "data:text/javascript;charset=utf-8," + quote(script, safe="!$&'()*+,/:;=?@-._~[]{}|^`<>")


Address = Callable[[str], str]
"""Gives the address at which a browser finds a script."""


@cache
def base_script(basemap: BaseMap) -> str:
    """The script that hands the base map to the browser."""
    return f"mapapp.baseRecord = JSON.parse({script_literal(basemap.record)});"


# A script with a `src` is taken out of the header by streamlit-folium, which loads `default_js` instead and could not
# run a script in the header; every other page runs the script and takes no notice of `data-src`.
_INLINE_SCRIPT = '<script data-src="{0}">{1}</script>'


class Verbatim(Element):
    """Text that stands in the page as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def render(self, **kwargs: Any) -> str:
        """The text."""
        return self.text


class Plain(MacroElement):
    """Renders its macros into the figure once, without the links of `JSCSSMixin`.

    branca takes what a macro gave for a template again: code with `{{` would fail, and a report's text would run in
    Python.
    """

    def render(self, **kwargs: Any) -> str:
        """Adds header, html and script to the figure, then renders the children."""
        figure = self.get_root()
        if not isinstance(figure, Figure):
            raise TypeError("add this to a map before rendering it")
        for part in ("header", "html", "script"):
            macro = getattr(self._template.module, part, None)
            if macro is not None:
                getattr(figure, part).add_child(Verbatim(macro(self, kwargs)), name=self.get_name())
        for child in self._children.values():
            child.render(**kwargs)
        return ""


class EventMap(Plain, folium.Map):
    """A folium map whose Leaflet comes from the installed package. Takes folium's own layers too."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium declares it so
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - same

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <style>html, body {height: 100%; margin: 0} #{{ this.get_name() }} {width: 100%; height: 100%}</style>
        <style>{{ this.leaflet_style }}</style>
        {{ this.leaflet_script }}
        {% endmacro %}
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }} ></div>{% endmacro %}
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
            ...{{ this.leaflet_options|tojson }},
            zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
        });
        {% endmacro %}
        """
    )

    def __init__(self, *, height: int | str = 640, address: Address = data_address, title: str = "") -> None:
        super().__init__(location=[20, 10], tiles=None)
        self._name = "Map"
        self.leaflet_options = {
            "center": [20, 10],
            "zoom": 2,
            "minZoom": 2,
            "maxZoom": 14,
            "zoomControl": False,
            "attributionControl": False,
            "maxBounds": [[-85, -260], [85, 260]],
            "maxBoundsViscosity": 0.8,
        }
        self.leaflet_style = leaflet.style()
        self.leaflet_script = _INLINE_SCRIPT.format("leaflet", leaflet.script())
        self.default_js = [("leaflet", address(leaflet.script()))]
        figure: Any = self.get_root()
        figure.title = escape(title or "Events")
        figure._template = _PAGE
        # A notebook shows the figure in a frame of this height; a saved page fills its window.
        figure.height = f"{height}px" if isinstance(height, int) else height


class Timeline(Plain, JSCSSMixin):
    """The time control, the canvas of events and the base map, for any folium map.

    Args:
        basemap: what lies under the events; None leaves the map's own tiles alone.
        panel: a click opens a panel with the event's facts and sentence (for pages without an app around them).
        legend: a list of the groups of kinds, which filters.
        remember: name under which the browser tab keeps centre, zoom and window; "" keeps nothing.
        link: writes window, mode and view into the address of the page around, where that has the same origin.
        kinds: explains the symbols of kinds on wide maps; False where the page around lists them.
        time: the control itself, with counts and legend; without it the map shows places that have no days.
        about: a sentence below the map that says who made it, of what, when; "" says nothing.
        tiles: an online background that a reader may switch on; None offers none.
        address: where streamlit-folium finds a script.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
        <style>{{ this.style }}</style>
        {{ this.script }}
        {% endmacro %}
        {% macro script(this, kwargs) %}
        mapapp.frame({{ this._parent.get_name() }}, {{ this.frame_options|tojson }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        *,
        basemap: BaseMap | None = None,
        panel: bool = True,
        legend: bool = True,
        kinds: bool = True,
        remember: str = "",
        link: bool = False,
        time: bool = True,
        about: str = "",
        tiles: Tiles | None = None,
        address: Address = data_address,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Timeline"
        self.frame_options: dict[str, Any] = {
            "panel": panel,
            "legend": legend,
            "kinds": kinds,
            "remember": remember,
            "link": link,
            "time": time,
            "about": about,
        }
        if tiles:
            self.frame_options["tiles"] = tiles.options()
        self.style = style()
        base = base_script(basemap) if basemap else ""
        self.script = _INLINE_SCRIPT.format("mapapp", f"{code()}\n{base}")
        self.default_js = [("mapapp", address(code()))]
        if basemap:
            self.default_js.append(("mapapp_base", address(base)))


class EventLayer(Plain, folium.FeatureGroup):
    """The events, as a record of `payload.record` with what is selected and which days are shown."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = mapapp.events({{ this.literal }});
        {{ this._parent.get_name() }}.addLayer({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self, record: dict[str, Any], *, selected: str | None, window: list[int] | None) -> None:
        super().__init__(name="Events", control=False)
        self._name = "FeatureGroup"
        self.literal = script_literal({**record, "selected": selected, "window": window})


class ServedEventLayer(Plain, folium.FeatureGroup):
    """The events by the address of their record, so that a new selection is a line instead of all events again.

    Args:
        address: of the record of all events.
        selected: the event to ring.
        window: first and last day to show, as days since 1970-01-01.
        choice: address of which of the events to show (`payload.choice`); "" for all.
        picking: the next click means a spot, not an event.
        area: corners of the drawn area, latitude before longitude.
        heard: the moment, in ms as the map gave it, of what was heard of the map last: an area drawn since then stands.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = mapapp.eventsAt(
            {{ this.address|tojson }}, {{ this.wishes|tojson }}, {{ this.choice|tojson }});
        {{ this._parent.get_name() }}.addLayer({{ this.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(
        self,
        address: str,
        *,
        selected: str | None,
        window: list[int] | None = None,
        choice: str = "",
        picking: bool = False,
        wishes: Mapping[str, Any] | None = None,
        area: Sequence[float] = (),
        heard: int = 0,
    ) -> None:
        super().__init__(name="Events", control=False)
        self._name = "FeatureGroup"
        self.address = address
        self.choice = choice
        ring = [[east, north] for north, east in zip(area[::2], area[1::2], strict=True)]
        own = {"selected": selected, "window": window, "picking": picking, "area": ring or None, "heard": heard}
        self.wishes = own | dict(wishes or {})
