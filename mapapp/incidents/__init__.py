"""Incidents: events of several reports that tell of one happening. Pure: reports and judgements in, groups out.

Same kind, place and days alone do not make one happening: of such pairs judged by eye six in fourteen were one, and
none of eight where the place was a whole country. So what the words share is weighed as well, rare words most.
"""

from __future__ import annotations

from mapapp.incidents.judgement import Judgement, Verdict, missing
from mapapp.incidents.making import incidents
from mapapp.incidents.report import Incident, Range, Report, Told, report_of

__all__ = ["Incident", "Judgement", "Range", "Report", "Told", "Verdict", "incidents", "missing", "report_of"]
