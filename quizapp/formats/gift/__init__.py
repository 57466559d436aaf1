"""GIFT, Moodle's text format: `::name:: stem {=key ~distractor#rationale ####explanation}` between blank lines."""

from __future__ import annotations

from quizapp.formats.gift.reader import read
from quizapp.formats.gift.writer import write

__all__ = ["read", "write"]
