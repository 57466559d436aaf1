"""The list of erased people, kept beside the database: a restored backup is cleaned by it again.

It holds random ids and no names. It is no part of a backup, or restoring one would bring the erased back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from quizapp.core.errors import Busy

LIST = "erased.txt"
ERASED_NAME = "Erased learner"
"""What stands where a name stood."""


def remember_erased(folder: Path, ids: Iterable[str]) -> None:
    """Add ids to the list of an installation; the file is readable by its owner only.

    Call it before the commit: ids of an erasure that then fails lead to nobody else, but one that is done and not on
    the list would be undone by a restored backup. Raises Busy when the list cannot be written.
    """
    try:
        descriptor = os.open(folder / LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "a", encoding="utf-8") as file:
            file.writelines(f"{one}\n" for one in ids)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Busy(
            f"Not erased: the list of the erased cannot be written ({error.strerror}); look at the server's disk."
        ) from error


def erased_before(folder: Path) -> set[str]:
    path = folder / LIST
    return set(path.read_text("utf-8").split()) if path.exists() else set()
