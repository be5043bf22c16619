"""Events of live pages have the day of their entry."""

from __future__ import annotations

from datetime import date

from event_sentences import marked

from mapapp.model import Article, Basis, Event, Published, TextSpan, TimeBasis, TimeSpan
from mapapp.reading.events import read_events
from mapapp.reading.sentences import sentences
from mapapp.reading.times import read_times

DAY = date(2023, 3, 7)
PAGE = """14:05
Missiles hit a depot near [Sumy].

08:30 [Kyiv] time
Delegations met in [Geneva].

6 March

21:40
Troops entered the village of [Robotyne].
"""


def events(text: str) -> dict[str, Event]:
    """Events of a page by the words of their triggers."""
    sentence = marked(text)
    article = Article("a", None, sentence.text, (TextSpan(0, len(sentence.text)),))
    published = Published(TimeSpan(DAY, DAY), Basis.METADATA, "the field")
    spans = sentences(article)
    times = read_times(article, spans, published)
    found = read_events(article, spans, sentence.places, times, published, None)  # type: ignore[arg-type]
    return {event.trigger.of(article.text).lower(): event for event in found}


def test_an_event_has_the_day_of_its_entry_and_says_so() -> None:
    found = events(PAGE)
    assert found["entered"].days == TimeSpan(date(2023, 3, 6), date(2023, 3, 6))
    assert found["entered"].date_basis is TimeBasis.PUBLICATION
    assert '"21:40"' in found["entered"].date_evidence
    hit = next(event for words, event in found.items() if "hit" in words)
    assert hit.days == TimeSpan(DAY, DAY)


def test_the_words_of_a_date_are_no_event_and_the_town_of_a_time_is_no_scene() -> None:
    found = events(PAGE)
    assert not any("march" in words for words in found)
    scenes = {event.place.place.name for event in found.values() if event.place and event.place.place}
    assert scenes == {"Sumy", "Geneva", "Robotyne"}
