"""Pasted text: numbered questions with lettered options, `*` before the letter of each key."""

from __future__ import annotations

from quizapp.formats.text.page_columns import read
from quizapp.formats.text.writer import write

__all__ = ["read", "write"]
