"""What our QTI files say by themselves, when another program has thrown away the bank.json that travels with them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from quizapp.core.item import Item
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.numeric import accepted_range
from quizapp.formats.files.archive import pack, unpack
from quizapp.formats.registry import FORMATS, read, write
from tests.contracts.test_formats import MEDIA, differences, many

VERSIONS = ("qti12", "qti21", "qti30")


@pytest.mark.parametrize("version", VERSIONS)
def test_what_a_version_keeps_is_in_its_own_items(version: str) -> None:
    format = FORMATS[version]
    entries = many(format, 120)
    written = write(version, entries, MEDIA, "A bank")
    files = unpack(written.data, "x.zip")
    del files["bank.json"], files["bank-hashes.json"]
    reading = read(pack(files), "x.zip", version)
    assert [str(skipped) for skipped in reading.skipped] == []
    refused = {refusal.entry for refusal in written.refused}
    told: dict[str, set[str]] = {}
    for loss in written.losses:
        told.setdefault(loss.entry, set()).add(loss.field)
    by_uid = {taken.entry.uid: taken.entry for taken in reading.taken}
    kept = [one for one in entries if one.name not in refused]
    assert len(kept) > 30
    for one in kept:
        other = by_uid[one.uid]
        wrong = differences(format, one, other, told.get(one.name, set()))
        if one.item.kind == "numeric" and "answers" in wrong and accepted_alike(one.item, other.item):
            wrong.remove("answers")  # ranges that overlap come back as one
        assert wrong == [], (one, other)


def accepted_alike(one: Item, other: Item) -> bool:
    """Whether two number questions accept the same numbers, tried at, around and between all their bounds."""
    marks = KINDS["numeric"].mark
    bounds = [accepted_range(answer.text) for item in (one, other) for answer in item.answers]
    edges = sorted({edge for bound in bounds if bound for edge in bound})
    tried = [edge + off for edge in edges for off in (0, Decimal("0.0001"), Decimal("-0.0001"))]
    return all(marks(one, f"{value:f}", "") == marks(other, f"{value:f}", "") for value in tried)
