"""Small pictures, written out by hand: no picture library is needed to read or to make them."""

from __future__ import annotations

import zlib


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data


def riff(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [name + len(data).to_bytes(4, "little") + data + bytes(len(data) % 2) for name, data in chunks]
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


PNG_START = b"\x89PNG\r\n\x1a\n"
HEADER = chunk(b"IHDR", b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0")
PIXEL = chunk(b"IDAT", zlib.compress(b"\0\xff"))
END = chunk(b"IEND", b"")
PNG = PNG_START + HEADER + PIXEL + END
"""One white pixel."""
