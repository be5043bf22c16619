"""What a report says happened: kinds, status, who says so, where, when, how many.

`days_at` dates any words of a reading by the same rules as its events.
"""

from __future__ import annotations

from mapapp.reading.events.assembling import read_events
from mapapp.reading.events.days.days import days_at
from mapapp.reading.events.kinds import GROUPS, KINDS, Group, Kind, group_of

__all__ = ["GROUPS", "KINDS", "Group", "Kind", "days_at", "group_of", "read_events"]
