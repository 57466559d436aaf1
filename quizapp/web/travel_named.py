"""What the reports of an import or a download call a question: how its stem begins, with a link to it.

Files know it as `page/name`. That is said beside the stem only where another stem reads the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from quizapp.classroom import finding
from quizapp.classroom.imports import Import
from quizapp.store import Item

LONGEST = 90


@dataclass(frozen=True, slots=True)
class Named:
    """`href` is empty for a question that is not stored yet; `file` where the words alone do not tell which it is."""

    words: str
    href: str = ""
    file: str = ""


def stems_of(rows: Iterable[Item]) -> dict[str, Named]:
    """Name in files → how to call the question on a page."""
    known = {f"{row.page.name}/{row.name}": row for row in rows}
    words = {name: _short(row.stem_start) or name for name, row in known.items()}
    often = Counter(words.values())
    return {
        name: Named(
            words[name],
            url_for("authoring.show", item_id=row.public_id),
            name if often[words[name]] > 1 else "",
        )
        for name, row in known.items()
    }


def _short(stem: str) -> str:
    return stem if len(stem) <= LONGEST else f"{stem[: LONGEST - 1].rstrip()}…"


def named_in(db: Session, done: Import, start: int = 0) -> Mapping[str, Named]:
    """The same for what the questions of a file repeat or begin like; `start` is the place of its first in the file.

    A question may repeat an earlier one of its own file.
    """
    names = {name for one in done.questions for name in (one.known, *one.like) if name}
    called = stems_of(finding.in_files(db, names))
    for number, one in enumerate(done.questions, start + 1):
        if one.action == "new" and one.known not in called:
            called[one.known] = Named(f"question {number} of this file")
    return called
