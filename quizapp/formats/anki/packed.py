"""What Anki packs since its package version 3: files compressed one by one, and the names of pictures in protobuf."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import zstandard

from quizapp.core.errors import BadInput
from quizapp.formats.limits import MAX_UNPACKED

COLLECTION = "collection.anki21b"
_MAX_WINDOW = 64 * 1024 * 1024
_IN_WAL = slice(18, 20)
"""The bytes by which a database says that it has a log beside it. Within a package it has none."""

_NAME, _OTHER_NUMBER = 1, 255
"""Fields of a media entry: its name, and its name in the zip where that is not its position."""


class Damaged(BadInput):
    """A part of the package that cannot be unpacked."""


def collection_in(files: Mapping[str, bytes], place: str) -> bytes:
    """The database. Raises BadInput where it is damaged or too large."""
    content = bytearray(_unpacked(files[COLLECTION], f"{place}!/{COLLECTION}", MAX_UNPACKED))
    content[_IN_WAL] = b"\1\1"
    return bytes(content)


def media_in(files: Mapping[str, bytes], place: str) -> dict[str, bytes]:
    """The pictures under the names that fields use, but for damaged ones. Raises BadInput where they are too large."""
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED
    names = _unpacked(files.get("media", b""), f"{place}!/media", left) if files.get("media") else b""
    for at, entry in enumerate(value for field, value in _fields(names) if field == 1 and isinstance(value, bytes)):
        said = dict(_fields(entry))
        name, number = said.get(_NAME), str(said.get(_OTHER_NUMBER, at))
        if isinstance(name, bytes) and number in files:
            try:
                data = _unpacked(files[number], f"{place}!/{number}", left)
            except Damaged:  # its question says that it did not come along
                continue
            left -= len(data)
            found[name.decode("utf-8", "replace")] = data
    return found


def _unpacked(data: bytes, said: str, limit: int) -> bytes:
    try:
        with zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).stream_reader(data) as reader:
            content = reader.read(limit + 1)
    except (zstandard.ZstdError, MemoryError) as error:
        raise Damaged(f"{said}: this part of the package is damaged ({error}); export it again") from None
    if len(content) > limit:
        raise BadInput(f"{said}: the package unpacks to more than {MAX_UNPACKED:,} bytes; export fewer decks")
    return content


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field of a protobuf message, as far as it can be read."""
    at = 0
    while at < len(message):
        key, at = _number(message, at)
        value, at = _number(message, at)
        if key & 7 == 2:
            yield key >> 3, message[at : at + value]
            at += value
        elif key & 7 == 0:
            yield key >> 3, value
        else:
            return  # a kind of field that such a message does not have


def _number(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(message) and shift < 64:
        value |= (message[at] & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if message[at - 1] < 0x80:
            break
    return value, at
