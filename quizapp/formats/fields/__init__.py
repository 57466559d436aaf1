"""The fields that a format keeps or loses, by name, and which of them an entry has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from quizapp.core.page import Head
from quizapp.formats.report import Entry, Feedback

_NOTHING = Head("", language="")

FIELDS: Mapping[str, Callable[[Entry], object]] = {
    "stem": lambda entry: entry.item.stem,
    "options": lambda entry: entry.item.options,
    "keys": lambda entry: entry.item.keys,
    "answers": lambda entry: entry.item.answers,
    "uid": lambda entry: entry.uid,
    "title": lambda entry: entry.title,
    "category": lambda entry: entry.category,
    "status": lambda entry: entry.status != "draft",
    "was": lambda entry: entry.was,
    "rationale": lambda entry: (
        any(o.rationale for o in entry.item.options) or any(a.rationale for a in entry.item.answers)
    ),
    "explanation": lambda entry: entry.item.explanation,
    "source": lambda entry: entry.head and replace(entry.head, title="", language="", was="") != _NOTHING,
    "facts": lambda entry: entry.facts or entry.item.facts,
    "level": lambda entry: entry.item.level,
    "difficulty": lambda entry: entry.item.difficulty,
    "order": lambda entry: entry.item.order == "fixed" and entry.item.kind != "true-false",
    "as_of": lambda entry: entry.item.as_of,
    "match": lambda entry: entry.item.match,
    "unit": lambda entry: entry.item.unit,
    "language": lambda entry: entry.item.language,
    "tags": lambda entry: entry.item.tags,
    "media": lambda entry: entry.item.media,
    "points": lambda entry: entry.defaults.points is not None,
    "penalty": lambda entry: entry.defaults.penalty is not None,
    "scoring": lambda entry: entry.defaults.rule or entry.defaults.weights,
    "seconds": lambda entry: entry.defaults.seconds is not None,
    "shuffle": lambda entry: entry.defaults.shuffle is not None,
    "feedback": lambda entry: entry.feedback != Feedback(),
    "hints": lambda entry: entry.hints,
}
"""Field → whether, or what, an entry has of it. `source` is what the page's head says besides its
title, `scoring` a rule or weights."""

ALL_FIELDS = frozenset(FIELDS)


def present(entry: Entry) -> frozenset[str]:
    """The fields that say something in this entry."""
    return frozenset(name for name, said in FIELDS.items() if said(entry))
