"""Quizzes in a page of Markdown, as mkdocs-quiz has them: between `<quiz>` and `</quiz>` a question, boxes, and why.

All else on the page is no question: it is named, and in none.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from quizapp.core.item import Item, Option
from quizapp.formats.files.quiz_page import holds as holds
from quizapp.formats.marks.true_false import looks_true_false
from quizapp.formats.markup import from_markdown, from_mixed, from_pasted
from quizapp.formats.report import Entry, Ledger

_OPEN = re.compile(r"[ \t]*<(?:quiz|\?quiz\?)>[ \t]*")
_CLOSE = re.compile(r"[ \t]*<(?:/quiz|\?/quiz\?)>[ \t]*")
_BOX = re.compile(r"[ \t]*[-*+][ \t]+\[([ xX]?)\][ \t]+(.*)")
_HASHES = re.compile(r"\A#{2,6}[ \t]+")
_RULE = re.compile(r"[ \t]*-{3,}[ \t]*")
_EXCERPT = 20
_FENCE = re.compile(r"[ \t]*(`{3,}|~{3,})(.*)")

_OLD = (
    (re.compile(r"[ \t]*question:[ \t]*"), ""),
    (re.compile(r"[ \t]*answer:[ \t]*"), "- [ ] "),
    (re.compile(r"[ \t]*answer-correct:[ \t]*"), "- [x] "),
    (re.compile(r"[ \t]*content:[ \t]*"), ""),
)
"""How the lines of a block began in its first version, `<?quiz?>`, and begin now."""

def read(text: str, ledger: Ledger) -> None:
    """Takes or skips each block of the page."""
    lines = text.split("\n")
    code = _in_code(lines)
    outside: list[int] = []
    at = 0
    while at < len(lines):
        if at in code or not _OPEN.fullmatch(lines[at]):
            outside += [at] if lines[at].strip() else []
            at += 1
            continue
        start = at = at + 1
        while at < len(lines) and (at in code or not (_CLOSE.fullmatch(lines[at]) or _OPEN.fullmatch(lines[at]))):
            at += 1
        if at == len(lines) or not _CLOSE.fullmatch(lines[at]):
            write = "write </quiz> below what belongs to it"
            ledger.skip(start, "a <quiz> that does not end", write, "\n".join(lines[start:at][:_EXCERPT]))
            continue
        old = "?" in lines[start - 1]
        plain = [one for one in range(start, at) if one not in code]
        block = list(lines[start:at])
        for one in plain:
            block[one - start] = _renewed(lines[one]) if old else lines[one]
        boxes = [one - start for one in plain if _BOX.fullmatch(block[one - start])]
        for one in range(boxes[0] if boxes else 0):
            block[one] = block[one] if one + start in code else _HASHES.sub("", block[one])
        _take(start, block, boxes, ledger, in_html=old)
        at += 1
    if outside:
        rest = f" and {len(outside) - 1} more lines" if outside[1:] else ""
        ledger.note(f"line {outside[0] + 1}: “{lines[outside[0]].strip()[:60]}”{rest} outside <quiz> were left out")


def _in_code(lines: Sequence[str]) -> set[int]:
    """The lines between fences, and these."""
    ends: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        ends.setdefault(line.strip(), []).append(at)
    code: set[int] = set()
    at = 0
    while at < len(lines):
        fence = _FENCE.fullmatch(lines[at])
        below = ends.get(fence[1], []) if fence else []
        end = next(iter(below[(place := bisect(below, at)) : place + 1]), at)
        code.update(range(at, end + 1) if end > at else ())
        at = end + 1
    return code


def _renewed(line: str) -> str:
    return next((f"{new}{line[found.end() :]}" for old, new in _OLD if (found := old.match(line))), line)


def _take(line: int, block: Sequence[str], boxes: Sequence[int], ledger: Ledger, *, in_html: bool) -> None:
    excerpt = "\n".join(block)
    if not boxes:
        ledger.skip(line, "a text without options", "write its options below it, as - [ ] and - [x]", excerpt)
        return
    changes: list[str] = []

    def put(lines: Sequence[str]) -> str:
        text = "\n".join(lines).strip("\n")
        if not in_html and "![" not in text and "](" not in text:
            return from_pasted(text)
        markdown, changed = from_mixed(text) if in_html else from_markdown(text)
        changes.extend(changed)
        return markdown

    last = next((at for at in range(boxes[-1], len(block)) if not block[at].strip()), len(block))
    options = []
    for at, end in zip(boxes, [*boxes[1:], last], strict=True):
        box = _BOX.fullmatch(block[at])
        below = [one.strip() for one in block[at + 1 : end]]
        text = [box[2] if box else "", *(one for one in below if not one.startswith(">"))]
        said = [one.removeprefix(">").strip() for one in below if one.startswith(">")]
        options.append(Option(put(text), bool(box and box[1].strip()), put(said)))
    keys = sum(option.is_key for option in options)
    if not keys:
        ledger.skip(line, "no option is marked as the key", "write - [x] before it", excerpt)
        return
    stem = put(block[: boxes[0]])
    why = put([line for line in block[last:] if not _RULE.fullmatch(line)])
    kind = "multiple" if keys > 1 else "true-false" if looks_true_false([one.text for one in options]) else "single"
    item = Item(kind, stem, tuple(options), explanation=why)
    ledger.take(Entry(item), line, tuple(dict.fromkeys(changes)))
