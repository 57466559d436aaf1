"""How much a file may hold. One place, so that what we write stays inside what we read.

All readers are linear scanners over at most MAX_FILE bytes, which is what bounds their time.
"""

from __future__ import annotations

from quizapp.core.errors import BadInput

MAX_FILE = 20 * 1024 * 1024
MAX_XML = MAX_FILE
"""Moodle puts the pictures of a bank into its one document."""

MAX_DEPTH = 100
"""Nesting of XML elements."""

MAX_NODES = 1_000_000
"""XML elements and attributes of a file or package. The largest bank that is taken has 850,000; a file of nothing but
tags could have five million, and each takes up to half a kilobyte."""

MAX_ATTRIBUTES = 1_000
"""Attributes of one XML element; the time to read them grows with their square."""

MAX_ITEMS = 5_000
MAX_FOUND = 4 * MAX_ITEMS
"""Question-like things in one file, taken or not: what bounds the time for a file of nothing but these."""

MAX_TEXT = 64 * 1024
"""Characters in one text field."""

MAX_TAGS = 20_000
"""Tags in one text field."""

MAX_PICTURE = 5 * 1024 * 1024
MAX_MEMBERS = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
"""Unpacked size of a zip member over its packed size."""


def check_count(found: int, place: str) -> None:
    """Raises BadInput where a file holds more questions than anybody will look through."""
    if found > MAX_FOUND:
        raise BadInput(f"{place}: more than {MAX_FOUND:,} questions or options begin in this file; split it")


def check_size(data: bytes, place: str, limit: int = MAX_FILE) -> None:
    """Raises BadInput for a file that is larger than the limit."""
    if len(data) > limit:
        raise BadInput(f"{place}: the file has {len(data):,} bytes; split it into files of at most {limit:,}")
