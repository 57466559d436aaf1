"""Which files count as pictures: told by their first bytes, never by their name."""

from __future__ import annotations

import re

MAX_BYTES = 2 * 1024 * 1024

_SIGNATURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "image/png", ".png"),
    (re.compile(rb"\xff\xd8\xff"), "image/jpeg", ".jpg"),
    (re.compile(rb"GIF8[79]a"), "image/gif", ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "image/webp", ".webp"),
)


def sort_of(data: bytes) -> tuple[str, str] | None:
    """Content type and file ending of a picture; None for anything else."""
    return next(((kind, ending) for signature, kind, ending in _SIGNATURES if signature.match(data)), None)
