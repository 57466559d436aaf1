"""Zip files: reading what strangers made, and writing what compares well.

Member names are keys and never paths. What was read is counted while it is unpacked; sizes that a zip states about
itself are not believed.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise

from quizapp.core.errors import BadInput
from quizapp.formats.limits import MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, check_size

_CHUNK = 64 * 1024
_SLACK = 1024 * 1024
"""Below this a high ratio is harmless: a page of blanks packs well."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06")


def members(data: bytes, place: str) -> list[str]:
    """The names in a zip, without unpacking anything. Raises BadInput for a damaged one."""
    with _opened(data, place) as archive:
        return [info.filename for info in _checked(archive, place)]


def unpack(data: bytes, place: str, *, only: frozenset[str] | None = None) -> dict[str, bytes]:
    """Name → bytes of every file in a zip (of those in `only`, if given).

    Raises BadInput, with what to do, for a damaged zip, one with more than MAX_MEMBERS files, more than MAX_UNPACKED
    bytes, a suspicious ratio, encrypted files, links, overlapping files, or names that lead out of it.
    """
    found: dict[str, bytes] = {}
    left = MAX_UNPACKED
    with _opened(data, place) as archive:
        for info in _checked(archive, place):
            if info.is_dir() or (only is not None and info.filename not in only):
                continue
            content = _content(archive, info, left, place)
            left -= len(content)
            found[info.filename] = content
    return found


def _opened(data: bytes, place: str) -> zipfile.ZipFile:
    check_size(data, place)
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, IndexError, OverflowError) as error:
        raise BadInput(f"{place}: the zip file is damaged ({error}); export or download it again") from None


def _checked(archive: zipfile.ZipFile, place: str) -> list[zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MAX_MEMBERS:
        raise BadInput(f"{place}: the zip holds {len(infos):,} files; split it, the limit is {MAX_MEMBERS:,}")
    spans = sorted((info.header_offset, info.compress_size) for info in infos)
    for (start, size), (following, _) in pairwise(spans):
        if start + size > following:
            raise BadInput(f"{place}: files in the zip overlap; pack it anew with an ordinary program")
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        said = f"{place}!/{name[:80]!r}"
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0] or "\0" in name:
            raise BadInput(f"{said}: the name leads out of the zip; pack it anew with plain names")
        if info.flag_bits & 0x1:
            raise BadInput(f"{said}: the file is encrypted; pack it without a password")
        if (info.external_attr >> 16) & 0o170000 == 0o120000:
            raise BadInput(f"{said}: the file is a link; pack the file itself")
        if name in seen:
            raise BadInput(f"{said}: the name is there twice; pack it anew")
        seen.add(name)
    return infos


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, left: int, place: str) -> bytes:
    said = f"{place}!/{info.filename}"
    parts: list[bytes] = []
    size = 0
    packed = max(1, info.compress_size)
    try:
        with archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                size += len(chunk)
                if size > left:
                    raise BadInput(f"{said}: the zip unpacks to more than {MAX_UNPACKED:,} bytes; split it")
                if size > _SLACK and size > packed * MAX_RATIO:
                    raise BadInput(f"{said}: the file unpacks to over {MAX_RATIO} times its size; pack it anew")
                parts.append(chunk)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise BadInput(f"{said}: this part of the zip is damaged ({error}); export or download it again") from None
    content = b"".join(parts)
    if is_zip(content) and not info.filename.lower().endswith((".xlsx", ".docx", ".pptx", ".odt")):
        raise BadInput(f"{said}: a zip within the zip is not opened; take it out and import it on its own")
    return content


def pack(files: Mapping[str, bytes], *, first: tuple[str, ...] = ()) -> bytes:
    """A zip with fixed times and order: the same files give the same bytes. `first` names the members to begin with."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in [*first, *(name for name in sorted(files) if name not in first)]:
            info = zipfile.ZipInfo(name, _FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            archive.writestr(info, files[name])
    return out.getvalue()
