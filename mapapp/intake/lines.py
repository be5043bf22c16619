"""Lines of a page and their form: what can be told without knowing what they say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from mapapp.model import TextSpan

BREAK = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»›)\]]*$")
CUT_OFF = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
TRAILING_LINK = re.compile(
    r"(?<=[.!?…”\"’])\s+((?:Read|READ|See|Learn) (?:more|More|MORE|also)(?: here)?|Continue reading|Click here)"
    r"[.:…»>→]*$"
)
OUTER = ' \t\u00a0•·▪●■*|–—-_=+~<>«»[]#.,:;!?"“”'

MONTH = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?)"
)
WEEKDAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
DATE_LINE = re.compile(
    rf"(?:{WEEKDAY}\.?,? )?(?:{MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)? ?,? ?\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ -]{MONTH}\.?,?[ -]\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4})"
    r"(?:[ ,|@–—-]+(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?\(?[a-z]{2,4}\)?)?)?"
)
DATELINE = re.compile(r"(?:[—–_-]|--)$|\((?:ap|reuters|afp|upi|cnn|xinhua|tass)\)", re.I)
TEMPERATURE = re.compile(r"(?:.{0,20} )?[-−+]?\d{1,3}(?:[.,]\d)? ?[°º˚]? ?[cf](?:, .{1,20})?")
BARS = re.compile(r"\s*[|•·»›>]\s*|\s*\t\s*|\s{2,}")
"""What stands between the labels of a menu, and never within a sentence."""
DASHES = re.compile(r"\s+[-–—/]\s+")
"""What may stand between labels, and between the parts of a sentence too."""
LONGEST_LABEL = 4
"""Words of a label in a list of labels."""
OUTLET_WORDS = frozenset(tomllib.loads((files(__package__) / "outlet_words.toml").read_text("utf-8"))["words"].split())
LONGEST_OUTLET = 4
SMALL_WORDS = frozenset({"the", "of", "and", "for", "on", "in", "de", "la", "le"})
NAME_WORD = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w'’\-]*\.?|[A-Z]\.|de|van|von|der|al|el|bin|da|di")


@dataclass(frozen=True)
class Line:
    """A line without its outer white space."""

    start: int
    end: int
    text: str

    @property
    def span(self) -> TextSpan:
        return TextSpan(self.start, self.end)

    @cached_property
    def key(self) -> str:
        """Lower case, single spaces, without bullets and outer punctuation."""
        return " ".join(self.text.strip(OUTER).lower().split())

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @cached_property
    def link(self) -> int | None:
        """Where a link such as "Read more" begins behind the last sentence; None where there is none."""
        match = TRAILING_LINK.search(self.text, max(0, len(self.text) - 40))
        return match.start(1) if match else None

    @cached_property
    def ends_sentence(self) -> bool:
        if self.link is not None:
            return True
        return SENTENCE_END.search(self.text, max(0, len(self.text) - 8)) is not None

    @cached_property
    def is_prose(self) -> bool:
        """A paragraph of a report: a whole sentence of some length, or a long line."""
        if len(self.words) >= 15:
            return not self.labels
        return len(self.words) >= 7 and self.ends_sentence

    @property
    def is_report(self) -> bool:
        """A paragraph that ends as a sentence ends."""
        return self.is_prose and self.ends_sentence

    @cached_property
    def is_date(self) -> bool:
        return DATE_LINE.fullmatch(self.key) is not None

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The parts of a menu or masthead on one line, "Home | World | Sport"; empty for any other line."""
        if self.ends_sentence:
            return ()
        parts, least = _parts(self.text, BARS), 3
        if len(parts) < 2:
            parts, least = _parts(self.text, DASHES), 4
        if len(parts) < 2 or any(len(part.split()) > LONGEST_LABEL and not _is_stamp(part) for part in parts):
            return ()
        return parts if len(parts) >= least or any(map(_is_stamp, parts)) else ()

    @property
    def is_stamped(self) -> bool:
        """Labels of which one is a date, the weather or the name of an outlet."""
        return any(_is_stamp(label) or is_outlet(label) for label in self.labels)

    @cached_property
    def is_dateline(self) -> bool:
        """ "NAIROBI, Kenya (AP) _": the place at the head of an agency report, or a place alone in capitals."""
        return DATELINE.search(self.text[-200:]) is not None or (self.text.isupper() and len(self.words) <= 3)

    @cached_property
    def is_name(self) -> bool:
        """Two to four words that all could be parts of a person's name."""
        words = self.text.split()
        return 2 <= len(words) <= 4 and all(NAME_WORD.fullmatch(word) for word in words)

    @cached_property
    def content_words(self) -> frozenset[str]:
        return frozenset(word.lower()[:6] for word in self.words if len(word) >= 4)


def _parts(text: str, separators: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(part for part in separators.split(text[:400]) if part) if len(text) <= 400 else ()


def _is_stamp(label: str) -> bool:
    key = label.lower()
    return DATE_LINE.fullmatch(key) is not None or TEMPERATURE.fullmatch(key) is not None


def is_outlet(text: str) -> bool:
    """The name of a newspaper, an agency or a station: some capitalised words, of which the last says so."""
    words = text.split()
    if not 2 <= len(words) <= LONGEST_OUTLET or words[-1].lower() not in OUTLET_WORDS:
        return False
    return all(word[0].isupper() or word in SMALL_WORDS for word in words)


def lines_of(text: str) -> list[Line]:
    """The lines of a text that hold more than white space."""
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    for match in BREAK.finditer(text):
        raw = match[0]
        stripped = raw.strip()
        if stripped:
            start = match.start() + raw.index(stripped[0])
            yield Line(start, start + len(stripped), stripped)
