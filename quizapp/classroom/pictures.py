"""Pictures in questions: checked by their first bytes, kept once, without what a camera adds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Literal

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session, aliased

from quizapp.core.errors import BadInput
from quizapp.core.item import Item
from quizapp.core.picture import MAX_BYTES, sort_of
from quizapp.store import Media


def without_metadata(data: bytes) -> bytes:
    """The picture without Exif, XMP, IPTC, comments and anything after its end: phones write the place there.

    Of Exif a JPEG keeps which way is up, or the photo would lie on its side. A GIF stays as it is, comments too: no
    camera makes one. Raises BadInput for a torn file.
    """
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _bare_jpeg(data)
        if data.startswith(b"\x89PNG"):
            return _bare_png(data)
        if data.startswith(b"RIFF"):
            return _bare_webp(data)
    except (IndexError, ValueError):
        raise BadInput("The picture is damaged; open it in a picture program, save it again, and send that.") from None
    return data


_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


def _bare_jpeg(data: bytes) -> bytes:
    kept, at = [data[:2]], 2
    while data[at + 1] != 0xD9:  # end of image; some phones append further pictures with a place of their own
        if data[at + 1] == 0xFF:  # padding
            at += 1
            continue
        marker, end = data[at + 1], at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or end > len(data):
            raise ValueError
        segment = data[at:end]
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            kept.append(_exif_turned(_orientation(segment[10:])))
        elif marker not in (0xE1, 0xED, 0xFE) and segment[4:8] != b"MPF\0":
            kept.append(segment)
        at = end
        if marker == 0xDA:
            found = _AFTER_SCAN.search(data, end)
            if found is None:
                raise ValueError
            kept.append(data[end : found.start()])
            at = found.start()
    return b"".join([*kept, b"\xff\xd9"])


def _orientation(tiff: bytes) -> int:
    """Exif's tag 0x0112, 1 to 8; 1 (upright) when it is not given."""
    order: Literal["little", "big"] = "little" if tiff.startswith(b"II") else "big"
    first = int.from_bytes(tiff[4:8], order)
    count = int.from_bytes(tiff[first : first + 2], order)
    for entry in range(first + 2, min(first + 2 + 12 * count, len(tiff)), 12):
        if int.from_bytes(tiff[entry : entry + 2], order) == 0x0112:
            return int.from_bytes(tiff[entry + 8 : entry + 10], order)
    return 1


def _exif_turned(orientation: int) -> bytes:
    """An Exif segment that says nothing but which way is up; empty for an upright picture."""
    if not 2 <= orientation <= 8:
        return b""
    entry = b"\x01\x12\0\x03\0\0\0\x01" + bytes([0, orientation, 0, 0])
    body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body


def _bare_png(data: bytes) -> bytes:
    kept, at, name = [data[:8]], 8, b""
    while name != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        name = data[at + 4 : at + 8]
        if end > len(data):
            raise ValueError
        if name not in (b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"):
            kept.append(data[at:end])
        at = end
    return b"".join(kept)


def _bare_webp(data: bytes) -> bytes:
    kept, at, stop = [], 12, 8 + int.from_bytes(data[4:8], "little")
    if stop > len(data):
        raise ValueError
    while at < stop:
        name, length = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + length + length % 2]
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & ~0x0C]) + chunk[9:]  # says no longer that Exif or XMP follow
        if name not in (b"EXIF", b"XMP "):
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def checked(data: bytes) -> tuple[str, tuple[str, str], bytes]:
    """Content hash, (content type, ending) and bytes of a picture as it would be stored.

    Raises BadInput for what is not one of the four kinds, or is too large.
    """
    if len(data) > MAX_BYTES:
        raise BadInput(f"The picture has {len(data) // 1024} kB; make it smaller than {MAX_BYTES // 1024} kB.")
    sort = sort_of(data)
    if sort is None:
        raise BadInput("The file is not a PNG, JPEG, WebP or GIF picture; save it as one of these and try again.")
    data = without_metadata(data)
    return sha256(data).hexdigest(), sort, data


def add_picture(db: Session, data: bytes, filename: str, *, at: datetime) -> Media:
    """Store a picture once. Raises BadInput as `checked` does."""
    digest, (content_type, ending), data = checked(data)
    known = db.scalars(select(Media).where(Media.sha256 == digest, _newest_of_its_name())).first()
    if known is not None:
        return known
    stem = "-".join(re.findall(r"[a-z0-9]+", PurePosixPath(filename.replace("\\", "/")).stem.lower()))[:60] or "picture"
    taken = set(db.scalars(select(Media.name).where(Media.name.startswith(stem, autoescape=True))))
    more = (f"{stem}-{digest[:8]}-{number}" for number in count(2))
    names = (f"{name}{ending}" for name in chain((stem, f"{stem}-{digest[:8]}"), more))
    name = next(name for name in names if name not in taken)
    media = Media(sha256=digest, name=name, content_type=content_type, data=data, created_at=at)
    db.add(media)
    db.flush()
    return media


def _newest_of_its_name() -> ColumnElement[bool]:
    """Whether a picture is what its name means now: pages may have put another one under that name since."""
    later = aliased(Media)
    return ~exists().where(later.name == Media.name, later.id > Media.id)


def with_picture(item: Item, name: str, alternative: str) -> Item:
    """The item with a picture under its stem."""
    words = " ".join(alternative.split()).translate(str.maketrans("[]", "()"))  # a bracket would end the text too early
    return replace(item, stem=f"{item.stem.rstrip()}\n\n![{words}](media/{name})")


def hashes_of(db: Session, names: Iterable[str]) -> dict[str, str]:
    """`media/map.png` → content hash, for the newest picture of each name. Raises BadInput for an unknown name."""
    found = {}
    for name in names:
        query = select(Media.sha256).where(Media.name == name.removeprefix("media/")).order_by(Media.id.desc())
        digest = db.scalars(query.limit(1)).first()
        if digest is None:
            raise BadInput(f"There is no picture {name}; upload it with the question, or put it into questions/media/.")
        found[name] = digest
    return found


def load_picture(db: Session, data: bytes, name: str, *, at: datetime) -> None:
    """Take a picture from questions/media/ under its own name, byte for byte; the newest of a name is used."""
    if sort_of(data) is None or len(data) > MAX_BYTES:
        raise BadInput(f"media/{name} is not a PNG, JPEG, WebP or GIF picture of at most {MAX_BYTES // 1024} kB.")
    digest = sha256(data).hexdigest()
    known = select(Media.id).where(Media.sha256 == digest, Media.name == name)
    if db.scalar(known.where(_newest_of_its_name())) is not None:
        return
    db.execute(delete(Media).where(Media.id.in_(known)))  # an earlier picture comes back: it is the newest again
    content_type = (sort_of(data) or ("", ""))[0]
    db.add(Media(sha256=digest, name=name, content_type=content_type, data=data, created_at=at))
    db.flush()


def named(db: Session, name: str) -> Media | None:
    """The picture that a name means now."""
    return db.scalars(select(Media).where(Media.name == name).order_by(Media.id.desc()).limit(1)).first()
