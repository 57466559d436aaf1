"""Pictures between texts and files: which file an address means on the way in, which address on the way out."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from quizapp.core.picture import sort_of
from quizapp.formats.files.media import take_picture
from quizapp.formats.limits import MAX_PICTURE
from quizapp.formats.report import Ledger

_DATA = re.compile(r"data:image/[a-z0-9.+-]{1,20};base64,", re.I)
_PREFIX = re.compile(
    r"(?:@@PLUGINFILE@@|\$(?:@|%40)?IMS[-_]CC[-_]FILEBASE\$?|%24IMS[-_]CC[-_]FILEBASE%24|\.)/+|@X@EmbeddedFile\.\w+@X@",
    re.I,
)
_NUMBERED = re.compile(r"xid-\d+_\d+")  # Blackboard's pictures: `…/xid-55_1` is the file `map__xid-55_1.png`


def finder(ledger: Ledger, files: Mapping[str, bytes], *, folder: str = "") -> Callable[[str], str]:
    """From the address in a text to `media/name.png`, for pictures in `files` or within the address itself.

    Addresses are looked up as they are, without their query, from `folder`, and at last by their bare file name or,
    as Blackboard writes them, by the number in it.
    Nothing is ever fetched.
    """
    by_bare_name = {posixpath.basename(name): name for name in sorted(files, reverse=True)}
    numbered = {
        number[0]: name for base, name in by_bare_name.items()
        if (number := _NUMBERED.search(base)) is not None and not base.lower().endswith(".xml")
    }  # fmt: skip

    def find(address: str) -> str:
        if (found := _DATA.match(address)) is not None:
            return _inline(ledger, address[found.end() :])
        if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.I):
            return ""
        bare = unquote(_PREFIX.sub("", address).partition("?")[0].partition("#")[0])
        number = _NUMBERED.search(bare)
        for name in (
            bare,
            posixpath.normpath(posixpath.join(folder, bare)),
            by_bare_name.get(posixpath.basename(bare)),
            numbered.get(number[0]) if number is not None else None,
        ):
            if name and name in files:
                return take_picture(ledger, name, files[name])
        return ""

    return find


def _inline(ledger: Ledger, encoded: str) -> str:
    if len(encoded) > MAX_PICTURE * 3 // 2:
        ledger.note("a picture within a text is too large; it was left out")
        return ""
    try:
        data = base64.b64decode(unquote(encoded), validate=False)
    except (binascii.Error, ValueError):
        return ""
    return take_picture(ledger, "picture", data)


def data_address(media: Mapping[str, bytes], name: str) -> str:
    """A picture as an address that holds it; empty for one that is not there."""
    data = media.get(name)
    sort = sort_of(data[:16]) if data is not None else None
    if data is None or sort is None:
        return ""
    return f"data:{sort[0]};base64,{base64.b64encode(data).decode()}"
