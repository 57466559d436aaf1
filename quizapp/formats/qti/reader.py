"""Reads QTI of every version. A package is read whole, whatever its manifest says it is: some hold two versions."""

from __future__ import annotations

from quizapp.core.errors import BadInput
from quizapp.formats.files.safe_xml import Broken
from quizapp.formats.qti.shared.carried import carried
from quizapp.formats.qti.shared.package import open_package
from quizapp.formats.qti.v1 import reader as qti12_read
from quizapp.formats.qti.v2.reader import read_documents
from quizapp.formats.report import Ledger, Reading


def read(data: bytes, place: str, format: str) -> Reading:
    """Everything question-like in a QTI file or package. Raises BadInput where none of it can be read."""
    ledger = Ledger(place)
    package = open_package(data, place, ledger)
    native = carried(package, ledger)
    older = qti12_read.read_documents(package, ledger, native)
    title = read_documents(package, ledger, native) or older
    for name, at, error in package.broken:
        if isinstance(error, Broken) and qti12_read.read_pieces(package.files[name], name, at, package, ledger):
            ledger.note(f"{at}: the file is broken at line {error.line}; what could be read of it was read")
            continue
        what, _, remedy = str(error).removeprefix(f"{at}:").partition("; ")
        line = getattr(error, "line", 0)
        ledger.skip(line, what.removeprefix(f"{line}:").strip(), remedy or "export it again", place=at)
    if not (ledger.taken or ledger.skipped):
        raise BadInput(f"{place}: no questions are in it; give the file as it was exported, with its items")
    return ledger.reading(format, native.title or title or package.title)
