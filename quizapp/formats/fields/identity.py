"""The identity of a question where another program takes only a short one."""

from __future__ import annotations

import hashlib

MAX_ID = 100
"""Signs of an identity in Moodle."""
SHORTENED = f"shortened to the {MAX_ID} signs that Moodle takes, by which the question is known when it comes back"
_MARK = 12


def short_uid(uid: str) -> str:
    """The identity, or its beginning and a mark of the whole: always the same, so that it is known when it comes back.

    No name of ours holds `~`, so that it is never the name of another question.
    """
    if len(uid) <= MAX_ID:
        return uid
    return f"{uid[: MAX_ID - _MARK - 1]}~{hashlib.sha256(uid.encode()).hexdigest()[:_MARK]}"
