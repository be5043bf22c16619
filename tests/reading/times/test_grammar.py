"""The grammar: where its rules can begin."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.reading.times.grammar import CODE
from mapapp.reading.times.tagging import NO_STARTS, RULES, STARTS

KINDS = st.sampled_from(sorted(set(CODE) - set(NO_STARTS)))


@settings(max_examples=500, deadline=None)
@given(KINDS, st.lists(st.sampled_from(sorted(CODE)), max_size=4))
def test_no_rule_matches_where_two_classes_say_that_none_can(first: str, rest: list[str]) -> None:
    codes = "".join(CODE[kind] for kind in (first, *rest))
    assert STARTS.match(codes) or not RULES.matches(codes, 0)


def test_a_word_that_begins_many_expressions_begins_none_before_a_comma() -> None:
    assert STARTS.match(CODE["THE"] + CODE["UNIT"])
    assert not STARTS.match(CODE["THE"] + CODE["COMMA"])
