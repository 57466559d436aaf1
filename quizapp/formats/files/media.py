"""Pictures in files: which may come along, and under which name texts call them."""

from __future__ import annotations

import re
import struct
from hashlib import sha256
from pathlib import PurePosixPath

from quizapp.core.item import MEDIA
from quizapp.core.picture import sort_of
from quizapp.formats.limits import MAX_PICTURE
from quizapp.formats.report import Entry, Ledger

MAX_PIXELS = 25_000_000
_NAME = re.compile(r"media/[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


def picture_problem(data: bytes) -> str:
    """Why these bytes may not come along, to follow the name of the file; empty for a picture that may."""
    if len(data) > MAX_PICTURE:
        return f"has {len(data) // 1024:,} kB, more than {MAX_PICTURE // 1024:,}"
    if sort_of(data[:16]) is None:
        return "is not a PNG, JPEG, WebP or GIF picture"
    if _pixels(data) > MAX_PIXELS:
        return f"has more than {MAX_PIXELS:,} pixels"
    return ""


def _pixels(data: bytes) -> int:
    """Width times height as the header of a PNG or GIF states it; 0 where it is not looked up."""
    try:
        if data.startswith(b"\x89PNG"):
            width, height = struct.unpack(">II", data[16:24])
        elif data.startswith(b"GIF8"):
            width, height = struct.unpack("<HH", data[6:10])
        else:
            return 0
    except struct.error:
        return 0
    return int(width * height)


def take_picture(ledger: Ledger, filename: str, data: bytes) -> str:
    """Keep a picture under a name of its own, `media/map.png`, and return that name; empty if it may not come along.

    The same bytes under the same file name are kept once; other bytes of that name get part of their hash appended.
    """
    if problem := picture_problem(data):
        ledger.note(f"{filename[:80]} {problem}; it was left out")
        return ""
    _, ending = sort_of(data[:16]) or ("", "")
    path = PurePosixPath(filename.replace("\\", "/"))
    stem = "-".join(re.findall(r"[a-z0-9]+", path.stem.lower()))[:60] or "picture"
    name = f"media/{stem}{ending}"
    if ledger.media.get(name, data) != data:
        name = f"media/{stem}-{sha256(data).hexdigest()[:8]}{ending}"
    ledger.media[name] = data
    return name


def names_in(entry: Entry) -> tuple[str, ...]:
    """Names of all pictures of an entry, rationales and feedback included, in order of first use."""
    item, told = entry.item, entry.feedback
    texts = [item.stem, *(one.text for one in item.options), *(one.rationale for one in item.options)]
    texts += [
        *(one.rationale for one in item.answers),
        item.explanation,
        told.correct,
        told.partly,
        told.incorrect,
        *entry.hints,
    ]
    return tuple(dict.fromkeys(name for text in texts if "](media/" in text for _, name in MEDIA.findall(text)))


def is_name(name: str) -> bool:
    """Whether a name is one that we give: `media/` and a plain file name."""
    return _NAME.fullmatch(name) is not None
