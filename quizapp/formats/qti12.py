"""QTI 1.2: quizzes of Canvas (Classic and New), Common Cartridges and older programs in, Canvas's dialect out.

The target for Canvas, because its reader takes feedback from 1.2 and not from 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.formats.qti import reader as qti
from quizapp.formats.qti.v1 import writer as qti12_write
from quizapp.formats.report import Entry, Reading, Written


def read(data: bytes, place: str) -> Reading:
    return qti.read(data, place, "qti12")


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    return qti12_write.write(entries, media, title)
