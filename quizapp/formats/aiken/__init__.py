"""Aiken: plain text with one key per question. A stem, options `A)` or `A.`, and a line `ANSWER: B`."""

from __future__ import annotations

from quizapp.formats.aiken.reader import read
from quizapp.formats.aiken.writer import write

__all__ = ["read", "write"]
