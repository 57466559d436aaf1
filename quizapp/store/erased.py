"""The list of erased people, kept beside the database: a restored backup is cleaned by it again.

It holds random ids and no names. It is no part of a backup, or restoring one would bring the erased back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

LIST = "erased.txt"
ERASED_NAME = "Erased learner"
"""What stands where a name stood."""


def remember_erased(folder: Path, ids: Iterable[str]) -> None:
    """Add ids to the list of an installation; the file is readable by its owner only."""
    descriptor = os.open(folder / LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"{one}\n" for one in ids)


def erased_before(folder: Path) -> set[str]:
    path = folder / LIST
    return set(path.read_text("utf-8").split()) if path.exists() else set()
