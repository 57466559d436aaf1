"""GIFT, Moodle's text format: `::name:: stem {=key ~distractor#rationale ####explanation}` between blank lines."""

from __future__ import annotations

from quizapp.formats.gift_read import read
from quizapp.formats.gift_write import write

__all__ = ["read", "write"]
