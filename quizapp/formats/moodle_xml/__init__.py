"""Moodle XML: the one format of others that keeps every field of a choice question, pictures and hints included."""

from __future__ import annotations

from quizapp.formats.moodle_xml.reader import read
from quizapp.formats.moodle_xml.writer import write

__all__ = ["read", "write"]
