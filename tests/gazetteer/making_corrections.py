"""Corrections for tests, made without a file."""

from __future__ import annotations

from datetime import UTC, datetime

from gazetteer.corrections import Correction, Scope

NOON = datetime(2024, 5, 3, 12, tzinfo=UTC)


def correction(
    number: int, name: str, place_id: str, scope: Scope = Scope.EVERYWHERE, target: str = "", why: str = ""
) -> Correction:
    return Correction(number, name, place_id, "", scope, target, "Ana", why, NOON, None)
