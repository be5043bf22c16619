"""What a report says happened: kinds, status, who says so, where, when, how many."""

from __future__ import annotations

from mapapp.reading.events.assembling import read_events
from mapapp.reading.events.kinds import GROUPS, KINDS, Group, Kind, group_of

__all__ = ["GROUPS", "KINDS", "Group", "Kind", "group_of", "read_events"]
