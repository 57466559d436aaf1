"""Writing a numbered list that reads back as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.formats.markup import from_plain
from quizapp.formats.markup.plain import plain_line
from quizapp.formats.report import Entry, Ledger, Written
from quizapp.formats.text.lines import listing
from quizapp.formats.text.page_columns import read

_TAKEN = re.compile(r"[*(\[]{0,3}[A-Za-z][).\]:]|.*[ \t][(\[]?[aA][).\]][ \t]|[-+•*(\[☐☑]|\d|Q|Question|Answer", re.I)
_MARK_LIKE = re.compile(
    r".*(?:\*|[✓✔√☑✅]\ufe0f?|[←⇐]|<-+|[-=←⇐][ \t]*correct[a-z ]*|[(\[][a-z ]*[)\]])\s*\Z"
    r"|\*|.*[ \t][(\[]?[A-Za-z][).\]][ \t]",
    re.I,
)


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    blocks: list[str] = []
    for entry in entries:
        item, trial = entry.item, Ledger()
        stem = plain_line(entry, "stem", item.stem, trial)
        options = [plain_line(entry, "options", option.text, trial) for option in item.options]
        explanation = plain_line(entry, "explanation", item.explanation, trial)
        if (
            _TAKEN.match(stem)
            or not stem
            or listing(f"1. {stem}")
            or any(not text or _MARK_LIKE.match(text) for text in options)
        ):
            ledger.refuse(entry, "its text looks like a mark of a list", "reword it, or choose another format")
            continue
        if len(set(options)) < len(options):
            ledger.refuse(entry, "without formatting its options read the same", "choose another format")
            continue
        if item.kind == "multiple" and len(item.keys) == 1:
            trial.lose(entry, "kind", "a list with one mark; comes back as a question with one answer")
        lines = [f"{len(blocks) + 1}. {stem}"]
        letters = [chr(ord("a") + at) for at, _ in enumerate(options)]
        stars = len(item.keys) < len(options)  # on every option they would be bullets
        for letter, option, text in zip(letters, item.options, options, strict=True):
            lines.append(f"{'*' if option.is_key and stars else ''}{letter}) {text}")
        lines += [] if stars else [f"Answer: {', '.join(letters)}"]
        lines += [f"Explanation: {explanation}"] * bool(explanation)
        block = "\n".join(lines) + "\n"
        if not _reads_back(block, stem, options, item.keys):
            ledger.refuse(entry, "its text looks like a mark of a list", "reword it, or choose another format")
            continue
        ledger.losses += trial.losses
        blocks.append(block)
    return ledger.written("\n".join(blocks).encode())


def _reads_back(block: str, stem: str, options: list[str], keys: Sequence[int]) -> bool:
    """Whether a question comes back as it was written: its words may be what marks and letters are elsewhere."""
    taken = read(block.encode(), "").taken
    if len(taken) != 1 or list(taken[0].item.keys) != list(keys):
        return False
    return [taken[0].item.stem, *(option.text for option in taken[0].item.options)] == [
        from_plain(text) for text in (stem, *options)
    ]
