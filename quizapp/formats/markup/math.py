"""A formula in MathML on one line: `(a+b)/2`, `x²`, `√(n-1)`. What stands above or below must not run together."""

from __future__ import annotations

import re
from collections.abc import Mapping

from quizapp.formats.markup.tags import raised_text

_SPACED = frozenset("=<>≤≥≠≈≡→⇒⇔∈∉⊂⊆∪∩∧∨")
_GONE = frozenset(("mphantom", "annotation", "annotation-xml", "mprescripts"))

Part = tuple[str, Mapping[str, str], list[str]]
"""An element that is open: its tag, its attributes, and what its children say."""


class Formula:
    """Takes the tags and texts of one `<math>` in their order; `line` is what it says."""

    def __init__(self) -> None:
        self.open: list[Part] = [("math", {}, [])]

    def start(self, tag: str, said: Mapping[str, str]) -> None:
        self.open.append((tag, said, []))

    def text(self, text: str) -> None:
        if bare := " ".join(text.split()):
            self.open[-1][2].append(bare)

    def end(self, tag: str) -> None:
        """Close the element, and with it what was left open inside; an end without a start says nothing."""
        if any(part[0] == tag for part in self.open[1:]):
            while self._close() != tag:
                pass

    def line(self) -> str:
        while len(self.open) > 1:
            self._close()
        return " ".join("".join(self.open[0][2]).split())

    def _close(self) -> str:
        tag, said, parts = self.open.pop()
        self.open[-1][2].append(_said(tag, said, parts))
        return tag


def _said(tag: str, said: Mapping[str, str], parts: list[str]) -> str:
    one, two, three = [*parts, "", "", ""][:3]
    if tag in _GONE:
        return ""
    if tag == "mo":
        text = "".join(parts)
        return f" {text} " if text in _SPACED else text
    if tag == "mspace":
        return " "
    if tag == "mfrac":
        return f"{_whole(one)}/{_whole(two)}"
    if tag in ("msup", "mover"):
        return _held(one) + raised_text("sup", two.strip(), one)[0]
    if tag in ("msub", "munder"):
        return _held(one) + raised_text("sub", two.strip(), one)[0]
    if tag in ("msubsup", "munderover"):
        return _held(one) + raised_text("sub", two.strip(), one)[0] + raised_text("sup", three.strip(), one)[0]
    if tag == "msqrt":
        return f"√{_whole(''.join(parts))}"
    if tag == "mroot":
        return f"{raised_text('sup', two.strip(), '')[0]}√{_whole(one)}"
    if tag == "mfenced":
        return f"{said.get('open', '(')}{', '.join(parts)}{said.get('close', ')')}"
    if tag == "mtable":
        return f"[{'; '.join(parts)}]"
    if tag == "mtr":
        return ", ".join(parts)
    return "".join(parts)


def _whole(text: str) -> str:
    """In brackets, unless nothing in it could be taken apart."""
    text = text.strip()
    return text if re.fullmatch(r"[\w.]*|\([^()]*\)", text) else f"({text})"


def _held(text: str) -> str:
    """As `_whole`, but a sign such as ∑ or a closing bracket may carry what is raised."""
    return text if len(text.strip()) == 1 or text.endswith(")") else _whole(text)
