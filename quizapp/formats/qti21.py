"""QTI 2.1: items, tests and packages. Reads 2.0 to 2.2 as well, from anywhere; writes packages that really score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.formats.qti import reader as qti
from quizapp.formats.qti.shared.spelling import QTI21
from quizapp.formats.qti.v2 import writer as qti2_write
from quizapp.formats.report import Entry, Reading, Written


def read(data: bytes, place: str) -> Reading:
    return qti.read(data, place, QTI21.name)


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    return qti2_write.write(entries, media, title, QTI21)
