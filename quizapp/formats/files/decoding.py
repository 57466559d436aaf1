"""Bytes to text: which encoding a file is in, and a word about it when it is not UTF-8."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from quizapp.core.errors import BadInput

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
_WESTERN = "äöüÄÖÜßéèêëÉÈÊàâáãÀÁíìîïÍóòôõÓúùûÚñÑçÇøØåÅæœ¿¡«»“”„‘’–—…€£°²³½×\xa0"
_POLISH = re.compile(rb"[a-z]([\x9f\xbf])|[A-Za-z\xbf\xea\xf3]([\xb3\xb9])[a-z\xb9\xea\xf3]|(\xa3)[a-z\xf3]")
_CROSSED_L = re.compile(rb"[a-z]{3}\xb3[a-z]|[a-z]{2}\xb3[a-z]{2}")
"""ł within words; a raised three stands behind one letter, as in x³y."""

_HOOKED = re.compile(rb"[a-z][\x8a\x8e\x9a\x9d\x9e]|[\x8a\x8e\x9a\x9d\x9e][a-z]")
_CARONS = re.compile(rb"[\xec\xf8\xe8\xf9\xc8\xef\xf2]")
_TURKISH = re.compile(rb"[A-Za-z\xfe\xf0][\xfd\xf0\xfe][a-z\xfd\xfe]|[a-z]{2}\xfd(?![a-z\x80-\xff])|\xde[a-z]|\bi\xfe")
_NOT_TURKISH = re.compile(rb"[\xe1\xe9\xed\xf3\xfa\xc1\xcd\xd3\xda\x8a\x8e\x9a\x9d\x9e\xec\xf8\xe8\xf9\xf2]")
"""Bytes inside words: ł ą ż ź would be ³ ¹ ¿ Ÿ there; ě ř stand beside š ž; ı ğ ş with accents of neither."""

MOST_ZEROS = 20
"""Where more than each so-manieth byte is zero, it is no text; a stray one also stands in a short text."""

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")

_CONTROLS = re.compile(rb"[\x80-\x9f]")
"""Nothing in ISO-8859-1; in windows-1252 the typographer's quotes and dashes."""


def decode(data: bytes, place: str = "") -> tuple[str, list[str]]:
    """The text of a file without NUL characters, which nothing can store, and notes when there were some.

    For the rest see `_decoded`.
    """
    text, notes = _decoded(data, place)
    if "\0" not in text:
        return text, notes
    line, often = text.count("\n", 0, text.index("\0")) + 1, text.count("\0")
    what = "1 NUL character was" if often == 1 else f"{often} NUL characters were"
    notes.append(f"line {line}: {what} left out (U+0000, which cannot be seen or stored)")
    return text.replace("\0", ""), notes


def _decoded(data: bytes, place: str) -> tuple[str, list[str]]:
    """The text of a file, and notes when it was not UTF-8. Line ends are as they are; a byte-order mark is taken off.

    Without a mark UTF-8 is tried, then UTF-16 (told by its zero bytes), then Mac Roman, told by
    its line ends and letters, then the alphabets of Windows in other countries, told by letters that would be
    nonsense in windows-1252, and that one last, which reads anything.
    Raises BadInput for what is no text: many zero bytes.
    """
    for mark, encoding, label in _MARKS:
        if data.startswith(mark):
            return _marked(data, encoding, label)
    if (wide := _wide(data)) is not None:
        return wide
    if data.count(0) > len(data) // MOST_ZEROS:
        raise BadInput(f"{place or 'the file'}: this is not text; give the file as the other program exported it")
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if b"\r" in data and b"\n" not in data and _looks_macintosh(data):
            return data.decode("mac_roman"), ["the file was read as Mac Roman: look at its accented letters"]
        line = data.count(b"\n", 0, error.start) + 1
        label = _alphabet(data[:200_000])
        text = data.decode(label, "replace") if label else _windows(data)
        said = f"the file was read as {label or 'windows-1252'}: look at its accented letters"
        return text, [f"line {line} is not UTF-8; {said}"]


def _alphabet(data: bytes) -> str:
    """Another alphabet of Windows that the bytes can only be in; empty for the Western one, or where it is open."""
    high = sum(byte > 127 for byte in data)
    runs = sum(len(run) for run in re.findall(rb"[\xa8\xb8\xc0-\xff]{3,}", data))
    if runs * 2 > high and sum(map(data.decode("windows-1251", "replace").count, "оеаинт")) * 3 > high:
        return "windows-1251"
    hooked = len(_HOOKED.findall(data))
    if (
        len(set(_POLISH.findall(data))) > 1
        or len(_CROSSED_L.findall(data)) > 2
        or (hooked > 2 and hooked * 10 > high and len(_CARONS.findall(data)) > 1)
    ):
        return "windows-1250"
    return "windows-1254" if len(_TURKISH.findall(data)) > 1 and not _NOT_TURKISH.search(data) else ""


def _marked(data: bytes, encoding: str, label: str) -> tuple[str, list[str]]:
    try:
        text = data.decode(encoding)
        return text, [] if label == "UTF-8" else [f"the file is in {label} and was read as such"]
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return text.removeprefix("\ufeff"), [f"the file says it is {label} and is not; unreadable characters show as �"]


def _wide(data: bytes) -> tuple[str, list[str]] | None:
    sample = data[: 2_000 - len(data[:2_000]) % 2]
    if len(sample) < 4:
        return None
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        others = sample[::2] if encoding == "utf-16-le" else sample[1::2]
        if zeros.count(0) * 10 > len(zeros) * 7 and others.count(0) * 10 < len(others):
            return data.decode(encoding, "replace"), ["the file is in UTF-16 without a mark and was read as such"]
    return None


def _looks_macintosh(data: bytes) -> bool:
    """Whether more of the bytes above ASCII are letters of Western languages in Mac Roman than in windows-1252."""
    high = bytes(byte for byte in data[:100_000] if byte > 127)
    mac, windows = (sum(map(_WESTERN.count, text)) for text in (high.decode("mac_roman"), _windows(high)))
    return mac > windows


def _windows(data: bytes) -> str:
    try:
        return data.decode("windows-1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def decode_xml(data: bytes, place: str = "") -> tuple[str, list[str]]:
    """As `decode`, in the encoding that an XML declaration names, if it names a known one that fits."""
    declared = _DECLARED.match(data.lstrip()[:400])
    if declared is not None and not data.startswith(tuple(mark for mark, _, _ in _MARKS)):
        name = declared[1].decode()
        try:
            known = codecs.lookup(name).name
            if known.startswith(("iso8859", "cp125")) and not data.isascii():
                with suppress(UnicodeDecodeError):  # no text in such an encoding is UTF-8 by chance
                    return data.decode(), [f"the file says it is {name} and was read as UTF-8, which it is"]
            if known == "iso8859-1" and _CONTROLS.search(data):
                return _windows(data), ["the file says it is ISO-8859-1 and was read as windows-1252, which it is"]
            if known not in ("utf-8", "utf-16", "utf-32"):
                return data.decode(name), [f"the file is in {name} and was read as such"]
        except (LookupError, UnicodeDecodeError, ValueError):
            pass  # a false declaration: the bytes themselves decide
    return decode(data, place)
