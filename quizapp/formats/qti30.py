"""QTI 3.0, with its `qti-` names: the same items and packages as 2.1 in the newer spelling."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.formats.qti import reader as qti
from quizapp.formats.qti.shared.spelling import QTI30
from quizapp.formats.qti.v2 import writer as qti2_write
from quizapp.formats.report import Entry, Reading, Written


def read(data: bytes, place: str) -> Reading:
    return qti.read(data, place, QTI30.name)


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    return qti2_write.write(entries, media, title, QTI30)
