"""What the readers and writers of all QTI versions share: refusals and identities."""

from __future__ import annotations

import hashlib

from quizapp.formats.report import Entry

MARKER = "quizapp"
"""Class of what we write for authors, so that our reader knows it again."""

TRUE_FALSE = "true-false"


class Unreadable(Exception):
    """A question that is not taken: what is wrong, what to do, and what could be read of it."""

    def __init__(self, what: str, remedy: str, entry: Entry | None = None) -> None:
        super().__init__(what)
        self.what, self.remedy, self.entry = what, remedy, entry


def known_uid(label: str, identifier: str) -> str:
    """The plain uid where the identifier was made from it; what the file calls the question otherwise."""
    made = "q_" + hashlib.sha256(label.encode("utf-8", "replace")).hexdigest()[:16]
    return label if label and identifier.startswith(made) else identifier.strip()
