"""The native bundle: a zip with `bank.json` and the pictures in `media/`. The only format that loses nothing.

`native` documents the schema of `bank.json`. The same entries give the same bytes. A `bank.json` on
its own, without a zip around it, is read too. Pictures are held against their SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from quizapp.core.errors import BadInput
from quizapp.formats.bundle.native import bank_from_json, bank_to_json, entry_from_json, pages_from_json
from quizapp.formats.files.archive import is_zip, pack, unpack
from quizapp.formats.files.decoding import decode
from quizapp.formats.files.media import picture_problem
from quizapp.formats.report import Entry, Ledger, Reading, Written

_MEMBER = "bank.json"


def read(data: bytes, place: str) -> Reading:
    files = unpack(data, place) if is_zip(data) else {_MEMBER: data}
    where = f"{place}!/{_MEMBER}" if is_zip(data) else place
    if _MEMBER not in files:
        raise BadInput(f"{place}: the zip holds no {_MEMBER}; give a bundle as quizapp wrote it")
    return from_files(files, where)


def from_files(files: Mapping[str, bytes], place: str) -> Reading:
    """The reading of an unpacked bundle, or of the `bank.json` that another package carries. Raises BadInput."""
    ledger = Ledger(place)
    try:
        document, questions = bank_from_json(_parsed(files[_MEMBER], place, ledger))
        pages = pages_from_json(document)
    except BadInput as error:
        raise BadInput(f"{place}: {error}") from None
    for number, said in enumerate(questions):
        at = f"{place}#/questions/{number}"
        try:
            ledger.take(entry_from_json(said, pages), place=at)
        except BadInput as error:
            what, _, remedy = str(error).partition("; ")
            ledger.skip(0, what, remedy, json.dumps(said, ensure_ascii=False)[:400], place=at)
    _take_media(document.get("media"), files, ledger)
    title = document.get("title")
    return ledger.reading("bundle", title if isinstance(title, str) else "")


def _parsed(data: bytes, place: str, ledger: Ledger) -> Any:
    text, notes = decode(data, place)
    ledger.notes += notes
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"line {error.lineno}: the JSON breaks off here ({error.msg}); export it again") from None
    except (ValueError, RecursionError):
        raise BadInput("the JSON nests too deep or holds a number without end; export it again") from None


def _take_media(said: object, files: Mapping[str, bytes], ledger: Ledger) -> None:
    stated = said if isinstance(said, dict) else {}
    for name, data in files.items():
        if not name.startswith("media/"):
            continue
        if problem := picture_problem(data):
            ledger.note(f"{name} {problem}; it was left out")
        elif name in stated and stated[name] != sha256(data).hexdigest():
            ledger.note(f"{name} is not the picture that was packed (its hash differs); look at it before you use it")
            ledger.media[name] = data
        else:
            ledger.media[name] = data


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    files = {name: data for name, data in media.items() if name.startswith("media/")}
    return Written(pack({_MEMBER: bank_json(entries, media, title)} | files, first=(_MEMBER,)))


def bank_json(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> bytes:
    """The `bank.json` of these entries, in one spelling. QTI packages carry it too, so that they come back whole."""
    hashes = {name: sha256(data).hexdigest() for name, data in media.items()}
    document = bank_to_json(entries, hashes, title)
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
