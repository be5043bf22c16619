"""What happened when, and when was this written: time expressions, their days, and the article's own date.

`date_article` comes first and needs no anchor; `read_times` counts relative expressions from what it found;
`days_of` gives the days of one event.
"""

from __future__ import annotations

from mapapp.reading.times.attaching import days_told
from mapapp.reading.times.dating import date_article
from mapapp.reading.times.mentions import read_times

__all__ = ["date_article", "days_told", "read_times"]
