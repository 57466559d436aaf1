"""Moodle XML: the one format of others that keeps every field of a choice question, pictures and hints included."""

from __future__ import annotations

from quizapp.formats.moodle_xml_read import read
from quizapp.formats.moodle_xml_write import write

__all__ = ["read", "write"]
