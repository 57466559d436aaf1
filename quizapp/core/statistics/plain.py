"""Figures as plain values for JSON and tables: None where there is none, with its reason beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from quizapp.core.statistics.analysis import Analysis, ItemFigures, QuizFigures
from quizapp.core.statistics.figures import Reason
from quizapp.core.statistics.flags import flags
from quizapp.core.statistics.options import OptionFigures


def as_plain(analysis: Analysis, names: Sequence[str]) -> dict[str, Any]:
    """The whole analysis. Shares and correlations as numbers from -1 to 1, weights and ratios in percent.

    In each part, `reasons` maps a figure that is null to the code of its reason, such as `no_variation`.
    """
    return {
        "different_questions": analysis.different,
        "quiz": figures_of(analysis.quiz),
        "items": [
            {"item": name, **figures_of(item), "flags": [{"code": f.code, "words": f.words} for f in flags(item)]}
            for name, item in zip(names, analysis.items, strict=True)
        ],
    }


def figures_of(figures: QuizFigures | ItemFigures | OptionFigures) -> dict[str, Any]:
    """The fields of one part, intervals as two values."""
    found: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for field in fields(figures):
        value = getattr(figures, field.name)
        if isinstance(value, Reason):
            reasons[field.name] = value.code
            value = None
        elif field.name == "options":
            value = [figures_of(option) for option in value]
        elif isinstance(value, tuple):
            value = list(value)
        found[field.name] = value
    return found | {"reasons": reasons}
