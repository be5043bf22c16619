"""What holds for any bytes and any text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.intake.cleaning import clean
from mapapp.intake.days import days_of
from mapapp.intake.decoding import NotText, decode
from mapapp.intake.language import NAMES, SCRIPTS, WORDS
from mapapp.intake.making import Fields, make
from mapapp.model import Article, MarkKind

LINES = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                "Menu",
                "By",
                "Ada Sample",
                "Related Articles",
                "March 4, 2022",
                "Read more",
                "Shells fell on the town on Monday and nobody was hurt, the mayor said.",
                "Shells fell on the town on Monday and nobody was hurt… ",
            ]
        ),
    ),
    max_size=12,
)


@given(LINES)
def test_every_character_of_a_text_is_in_the_body_or_in_a_mark_or_white_space(lines: list[str]) -> None:
    article = make(Fields("\n".join(lines)), "a.txt")
    outside = [mark.span for mark in article.marks if mark.kind not in (MarkKind.HEADLINE, MarkKind.REPEAT)]
    spans = sorted((*article.body, *outside), key=lambda span: span.start)
    assert all(first.end <= second.start for first, second in pairwise(spans))
    told = sum(len("".join(span.of(article.text).split())) for span in spans)
    assert told == len("".join(article.text.split()))


@given(LINES)
def test_cleaning_twice_changes_nothing(lines: list[str]) -> None:
    article = make(Fields("\n".join(lines)), "a.txt")
    again = clean(article)
    assert (article.body, article.marks, article.title) == (again.body, again.marks, again.title)


@given(st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_any_text_in_utf_8_comes_back_as_it_was(text: str) -> None:
    data = text.encode()
    try:
        decoded = decode(b"\xef\xbb\xbf" + data)
    except NotText:
        assert "\x00" in text
    else:
        assert text == decoded.text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_no_text(data: bytes) -> None:
    try:
        article = make(Fields(decode(data).text), "a.txt")
    except NotText as problem:
        assert str(problem)
    else:
        assert article.text.encode()
        assert "\x00" not in article.text


@given(st.text())
def test_the_id_is_the_same_for_the_same_source_and_text(text: str) -> None:
    first, second = make(Fields(text), "a.txt"), make(Fields(text), "a.txt")
    assert first.id == second.id != make(Fields(text), "b.txt").id


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2022-02-28", "2022-02-28 2022-02-28"),
        ("2022-02-28T23:30:00-05:00", "2022-02-28 2022-02-28"),
        ("20220228T233000Z", "2022-02-28 2022-02-28"),
        ("2022-02", "2022-02-01 2022-02-28"),
        ("2022", "2022-01-01 2022-12-31"),
        (2022, "2022-01-01 2022-12-31"),
        ("Mon, 28 Feb 2022 10:00:00 GMT", "2022-02-28 2022-02-28"),
        ({"first_day": "2022-02-27", "last_day": "2022-02-28"}, "2022-02-27 2022-02-28"),
        ("2022-02-30", None),
        ("0000-01-01", None),
        ("05/06/2021", None),
        ("yesterday", None),
        ("١٢٣٤-٠١-٠١", None),
        (True, None),
        ([], None),
    ],
)
def test_a_day_is_read_as_written_or_not_at_all(written: object, days: str | None) -> None:
    span = days_of(written)
    assert days == (None if span is None else f"{span.first_day} {span.last_day}")


@pytest.mark.parametrize("piece", ["?", "1 ", "\n", " ", "Read more ", "”", "… ", "Ada ", "by ", "-", "a.", "( "])
def test_no_text_holds_cleaning_up(piece: str) -> None:
    def seconds(length: int) -> float:
        article = Article("a", None, "A" + piece * (length // len(piece)), ())
        began = time.perf_counter()
        clean(article)
        return time.perf_counter() - began

    assert seconds(200_000) < 2


def test_only_web_addresses_are_kept_as_links() -> None:
    kept = make(Fields("Quiet.", url="https://a.example/b"), "a.txt")
    refused = make(Fields("Quiet.", url="javascript:alert(1)"), "a.txt")
    assert "https://a.example/b" == kept.url
    assert refused.url is None
    assert any("link was not kept" in note for note in refused.notes)


def test_a_text_above_the_limit_is_cut_and_says_so() -> None:
    article = make(Fields("word " * 900_000), "a.txt")
    assert 4_000_000 == len(article.text)
    assert any("500,000 more were not read" in note for note in article.notes)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The shelling of the town went on in the night, and it was not clear who had been hurt by it.", "en"),
        ("Der Beschuss der Stadt ging in der Nacht weiter, und es ist nicht klar, wer verletzt wurde.", "de"),
        ("Уночі обстріли міста тривали, але про поранених у місті не було відомо, як і про те, що далі.", "uk"),
        ("Взрыв в Одессе", "ru"),
        ("Вибух в Одесі", "uk"),
        ("Выбух у Мінску, шмат людзей ў лякарні", "be"),
        ("Експлозија у Београду, повређених није било, потврђују", "sr"),
        ("Одессадағы жарылыс", None),
        ("انفجار في مدينة حلب", "ar"),
        ("گزارش چند انفجار در تهران", "fa"),
        ("キーウで爆発がありました", "ja"),
        ("基辅发生爆炸两人死亡", "zh"),
        ("פיצוץ בחיפה הבוקר", "he"),
        ("The mayor of Київ spoke of the night in the town, and it was long.", "en"),
        ("Kyiv", None),
    ],
)
def test_the_language_is_told_by_its_commonest_words_and_its_letters(text: str, language: str | None) -> None:
    assert language == make(Fields(text), "a.txt").language


def test_a_text_that_is_not_english_says_so() -> None:
    german = make(
        Fields("Der Beschuss der Stadt ging in der Nacht weiter, und es ist nicht klar, wer es war."), "a.txt"
    )
    assert any("written in German" in note for note in german.notes)
    english = make(Fields("The shelling of the town went on in the night, and it was not clear who it was."), "a.txt")
    assert not any("written in" in note for note in (*english.notes, *make(Fields("Kyiv"), "a.txt").notes))


def test_each_language_that_is_told_has_a_name() -> None:
    told = {*WORDS, *(code for script in SCRIPTS for code in (script.language, *(code for _, code in script.telling)))}
    assert told - {""} <= set(NAMES)
