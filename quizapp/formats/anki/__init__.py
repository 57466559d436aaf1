"""Anki: `.apkg` packages with our own note type out; packages and text exports in.

A note's guid comes from the question's uid, model and deck ids are fixed: a second import meets the same notes. Cards
mark themselves, so marks, weights and rules do not travel.
"""

from __future__ import annotations

from quizapp.formats.anki.reader import read
from quizapp.formats.anki.writer import write

__all__ = ["read", "write"]
