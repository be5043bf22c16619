"""KML 2.2: a placemark an event, with its span of days, in a folder and a colour for its group of kinds.

A globe takes a description for HTML. So the one of a placemark is HTML of ours in which every word of a report is
escaped, and the balloon shows nothing else; the same words stand, as they are, in the extended data.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

import numpy as np
import numpy.typing as npt
import pandas as pd

from mapapp.export.about import About
from mapapp.export.values import points, rows, xml_text
from mapapp.reading.events.kinds import GROUPS, KINDS, Group, group_of

NAMESPACE = "http://www.opengis.net/kml/2.2"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="{NAMESPACE}"><Document>\n'
BALLOON = "$[description]"
LEFT_OUT = frozenset({"latitude", "longitude", "sentence", "group", "text"})
"""Columns that a placemark has elsewhere, or that only the app needs."""


def write(events: pd.DataFrame, file: BinaryIO, about: About) -> None:
    """A folder a group of kinds; an event without a place is a placemark without geometry."""
    where = points(events)
    placed = list(zip(rows(events), where, strict=True))
    grouped: dict[str, list[Element]] = {group.id: [] for group in GROUPS}
    for row, point in placed:
        grouped[group_of(row.get("kind") or "").id].append(placemark(row, point))
    file.write(HEAD.encode())
    file.writelines(
        map(_bytes, (_named("name", about.name or "Events"), _named("description", _escaped(about, events))))
    )
    file.writelines(_bytes(_style(group)) for group in GROUPS)
    file.writelines(_bytes(_folder(group, grouped[group.id])) for group in GROUPS if grouped[group.id])
    file.write(b"</Document></kml>\n")


def placemark(row: Mapping[str, Any], point: npt.NDArray[np.float64]) -> Element:
    """One event, its parts in the order that the schema asks for."""
    mark = Element("Placemark")
    mark.append(_named("name", heading(row)))
    mark.append(_named("description", _description(row)))
    if row.get("first_day") is not None:
        span = SubElement(mark, "TimeSpan")
        span.append(_named("begin", row["first_day"]))
        span.append(_named("end", row.get("last_day") or row["first_day"]))
    mark.append(_named("styleUrl", f"#{group_of(row.get('kind') or '').id}"))
    data = SubElement(mark, "ExtendedData")
    for name, value in row.items():
        if value is not None and name not in LEFT_OUT:
            SubElement(data, "Data", name=xml_text(name)).append(_named("value", value))
    if row.get("sentence") is not None:
        SubElement(data, "Data", name="sentence").append(_named("value", row["sentence"]))
    if not np.isnan(point[0]):
        SubElement(mark, "Point").append(_named("coordinates", f"{point[0]},{point[1]}"))
    return mark


def heading(row: Mapping[str, Any]) -> str:
    """ "Armed clash, Bakhmut (denied)": kind, place, and status where it did not simply happen."""
    known = KINDS.get(row.get("kind") or "")
    kind = known.label if known else row.get("kind")
    where = row.get("place_label") or row.get("place_name")
    status = str(row.get("status") or "happened").replace("_", " ")
    words = ", ".join(str(part) for part in (kind, where) if part) or "Event"
    return words if status == "happened" else f"{words} ({status})"


def _description(row: Mapping[str, Any]) -> str:
    """The sentence, who says so, where it stands, and why: HTML with all of it escaped."""
    said = f"says {row['claimed_by']}" if row.get("claimed_by") else ""
    source = ", ".join(str(row[name]) for name in ("article_title", "source", "url") if row.get(name))
    lines = (
        row.get("sentence"),
        said,
        source,
        row.get("reason"),
        row.get("corrected") and f"corrected: {row['corrected']}",
    )
    body = "".join(f"<p>{html.escape(xml_text(line))}</p>" for line in lines if line)
    return f"<h3>{html.escape(xml_text(heading(row)))}</h3>{body}"


def _escaped(about: About, events: pd.DataFrame) -> str:
    return html.escape(about.sentence(events))


def _style(group: Group) -> Element:
    """The colour of a group, for the globe's own pin: a picture would have to be fetched."""
    style = Element("Style", id=group.id)
    SubElement(style, "IconStyle").append(_named("color", colour(group.colour)))
    SubElement(style, "BalloonStyle").append(_named("text", BALLOON))
    return style


def colour(hex_colour: str) -> str:
    """ "#rrggbb" as KML writes it: opacity, blue, green, red."""
    red, green, blue = (hex_colour[start : start + 2] for start in (1, 3, 5))
    return f"ff{blue}{green}{red}".lower()


def _folder(group: Group, marks: Iterable[Element]) -> Element:
    folder = Element("Folder")
    folder.append(_named("name", group.label))
    folder.extend(marks)
    return folder


def _named(tag: str, text: object) -> Element:
    element = Element(tag)
    element.text = xml_text(text)
    return element


def _bytes(element: Element) -> bytes:
    element.tail = "\n"
    written: bytes = ElementTree.tostring(element, encoding="utf-8", xml_declaration=False)
    return written.replace(b"\r", b"&#13;")  # as it stands, a reader of XML makes a line feed of it
