"""Bytes to text: strict UTF-8 first, then a guess that is recorded, never silent mojibake."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass

from charset_normalizer import CharsetMatch, from_bytes

from mapapp.intake.limits import GUESS_BYTES

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"OggS", "a sound or film"),
    (b"\x00\x00\x00\x18ftyp", "a film"),
    (b"\x00\x00\x00\x20ftyp", "a film"),
    (b"PAR1", "a Parquet table"),
)
"""First bytes of well-known formats (the formats' own specifications)."""

# Under these names a page can hide active content from whoever reads its bytes as ASCII.
REFUSED_CHARSETS = frozenset({"utf-7", "utf7", "hz", "hz-gb-2312", "iso-2022-cn", "iso-2022-kr", "x-user-defined"})

CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
"""What no report holds: C0 and C1 controls other than line breaks and tabs, and halves of surrogate pairs."""

GUESSES = (
    "cp1252",
    "cp1251",
    "koi8_r",
    "koi8_u",
    "cp1250",
    "cp1254",
    "cp1253",
    "cp1255",
    "cp1256",
    "cp1257",
    "iso8859_5",
    "iso8859_2",
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
)
"""Encodings of the web before UTF-8 (WHATWG Encoding Standard), the commoner first."""

DAMAGED_SHARE = 0.05
"""Above this share of undecodable bytes a file is taken for another encoding rather than for damaged UTF-8."""


class NotText(ValueError):
    """The bytes are no text; the message says what they look like."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and what was noticed while decoding it."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of a file, without its byte order mark.

    Order: byte order mark, UTF-16 without a mark (its zero bytes give it away), strict UTF-8, the declared encoding,
    UTF-8 with a few damaged bytes (U+FFFD in their place), a guess. What is not certain leaves a note.

    Raises:
        NotText: the file is empty or of a binary format.
    """
    refuse_binary(data)
    decoded = (
        _by_mark(data)
        or _utf16_without_mark(data)
        or _strictly(data, "utf-8")
        or _declared(data, declared)
        or _damaged_utf8(data)
        or _guessed(data)
    )
    if not decoded.text.strip():
        raise NotText("empty file; delete it or fill it")
    return decoded


def refuse_binary(data: bytes) -> None:
    """Raises NotText where the first bytes are those of a well-known binary format."""
    for signature, name in SIGNATURES:
        if data.startswith(signature):
            raise NotText(f"not text: looks like {name}; save it as text or HTML and read that")


def without_controls(text: str) -> Decoded:
    """The text with every control character and lone surrogate replaced by U+FFFD, so that all offsets stay."""
    clean, count = CONTROLS.subn("\ufffd", text)
    if not count:
        return Decoded(text)
    return Decoded(clean, (f"{count} control characters or broken characters replaced by U+FFFD",))


def _by_mark(data: bytes) -> Decoded | None:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return _strictly(rest, encoding) or _with_gaps(rest, encoding)
    return None


def _strictly(data: bytes, encoding: str, notes: tuple[str, ...] = ()) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    if text.count("\x00") * 10 > len(text):
        return None
    return Decoded(text, notes)


def _with_gaps(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    spots = _undecodable(data, encoding)
    where = ", ".join(str(spot) for spot in spots[:5]) + (", ..." if len(spots) > 5 else "")
    return Decoded(text, (f"damaged text: {len(spots)} undecodable places shown as U+FFFD, at bytes {where}",))


def _undecodable(data: bytes, encoding: str) -> list[int]:
    """Byte offsets at which strict decoding fails."""
    spots: list[int] = []
    decoder = codecs.getincrementaldecoder(encoding)
    at = 0
    while at < len(data) and len(spots) < 10_000:
        try:
            decoder().decode(data[at:], final=True)
            break
        except UnicodeDecodeError as problem:
            spots.append(at + problem.start)
            at += problem.end
    return spots


def _declared(data: bytes, declared: str | None) -> Decoded | None:
    if not declared:
        return None
    if declared.strip().lower() in REFUSED_CHARSETS:
        return None
    return _strictly(data, declared.strip())


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """Text of two bytes a character: zero bytes occur, and one byte of each pair comes from a few script pages."""
    sample = data[: min(len(data), 4096) // 2 * 2]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    for encoding, high, low in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        pages = Counter(high).most_common(3)
        share = sum(count for _, count in pages) / len(high)
        if share > 0.9 and 0 in dict(pages) and low.count(0) < 0.02 * len(low):
            note = f"encoding uncertain: {encoding} guessed, confidence {share:.0%}"
            return _strictly(data[: len(data) // 2 * 2], encoding, (note,))
    return None


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few wrong bytes: there must be some right multi-byte characters, or it is another encoding."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    right = sum(1 for character in text if character > "\x7f") - broken
    if b"\x00" in data or right < broken or broken > DAMAGED_SHARE * len(text):
        return None
    return _with_gaps(data, "utf-8")


def _guessed(data: bytes) -> Decoded:
    sample = data[:GUESS_BYTES]
    if sample.count(b"\x00") > 0.01 * len(sample):
        raise NotText("not text: looks like a binary file; save it as text or HTML and read that")
    matches = list(from_bytes(sample, cp_isolation=list(GUESSES)))
    if not matches:
        raise NotText("not text: no known encoding fits; save it as UTF-8 text and read that")
    best = min(matches, key=lambda match: _unlikeliness(match, matches[0].chaos))
    encoding = min(best.could_be_from_charset, key=_rank)
    text = data.decode(encoding, errors="replace")
    if len(CONTROLS.findall(text)) > 0.02 * len(text):
        raise NotText("not text: looks like a binary file; save it as text or HTML and read that")
    confidence = max(0.0, 1.0 - best.chaos - 0.5 * (1.0 - best.coherence))
    return Decoded(text, (f"encoding uncertain: {encoding} guessed, confidence {confidence:.0%}",))


def _unlikeliness(match: CharsetMatch, least_chaos: float) -> tuple[bool, float, int]:
    """Sort key: hardly more mess than the best, then the most like a language, then the commonest encoding."""
    return match.chaos > least_chaos + 0.02, -round(match.coherence, 1), min(map(_rank, match.could_be_from_charset))


def _rank(encoding: str) -> int:
    return GUESSES.index(encoding) if encoding in GUESSES else len(GUESSES)
