"""How much is read at most; each limit is named in the failure that it causes."""

FILE_BYTES = 64 * 1024 * 1024
"""Largest file of a format that must be read whole: text, HTML, JSON, CSV."""
LINE_BYTES = 32 * 1024 * 1024
"""Longest line of a JSON Lines file; the file itself may be of any size."""
TEXT_CHARACTERS = 4_000_000
"""Longest text of one article; the rest is cut, with a note."""
CELL_CHARACTERS = 16_000_000
"""Longest cell of a CSV file."""
FEED_BYTES = 16 * 1024 * 1024
"""Largest feed: it is parsed whole."""
FEED_ENTRIES = 5_000
FEED_DEPTH = 200
"""Elements within each other; feeds with pages in them have some thirty."""
FEED_PAGES = 200
"""Pages of a feed's entries that are fetched at once."""
GUESS_BYTES = 256 * 1024
"""How much of a file is looked at to guess its encoding."""


def in_words(size: int) -> str:
    """A number of bytes for a reader: "64 MB"."""
    return f"{size / 1024 / 1024:.0f} MB" if size >= 1024 * 1024 else f"{size / 1024:.0f} kB"
