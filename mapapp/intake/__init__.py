"""Bytes to articles: the door of the intake.

`sources` walks files and folders, `articles` gives what one of them holds. What cannot be read is a `Failure` with
the reason and the way out; nothing is dropped silently.
"""

from __future__ import annotations

from mapapp.intake.cleaning import clean
from mapapp.intake.failure import Failure
from mapapp.intake.formats import articles
from mapapp.intake.source import Source, sources

__all__ = ["Failure", "Source", "articles", "clean", "sources"]
