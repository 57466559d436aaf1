"""Writing Aiken: plain text alone, and no stem that begins like an option."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.formats.markup.plain import plain_line
from quizapp.formats.report import Entry, Ledger, Written

_TAKEN = re.compile(r"[A-Z][).]|ANSWER[ \t]*:", re.I)

_SHUFFLED = "not kept, since Moodle shuffles what it reads from Aiken; choose Moodle XML where it matters"


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    blocks = []
    for entry in entries:
        if entry.item.order == "fixed" and entry.item.kind != "true-false":
            ledger.lose(entry, "order", _SHUFFLED)
        trial = Ledger()
        stem = plain_line(entry, "stem", entry.item.stem, trial)
        options = [plain_line(entry, "options", option.text, trial) for option in entry.item.options]
        if _TAKEN.match(stem):
            ledger.refuse(
                entry, "its stem begins like an option or an answer", "reword the stem, or use another format"
            )
        elif not stem or not all(options) or len(set(options)) < len(options):
            ledger.refuse(entry, "without formatting its options read the same", "choose another format")
        else:
            ledger.losses += trial.losses
            letters = [chr(ord("A") + at) for at in range(len(options))]
            lines = [stem, *(f"{letter}) {text}" for letter, text in zip(letters, options, strict=True))]
            blocks.append("\n".join([*lines, f"ANSWER: {letters[entry.item.keys[0]]}"]) + "\n")
    return ledger.written("\n".join(blocks).encode())
