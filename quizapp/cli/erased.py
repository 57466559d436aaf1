"""The list of erased people, kept beside the database: a restored backup is cleaned by it again.

It holds random ids and no names. It is no part of a backup, or restoring one would bring the erased back.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from quizapp.classroom import erasing
from quizapp.classroom.desk import Desk
from quizapp.config import Config
from quizapp.store.engine import Store
from quizapp.store.traces import remove_traces

LIST = "erased.txt"


def remember_erased(config: Config, ids: Iterable[str]) -> None:
    """Add ids to the list; the file is readable by its owner only."""
    descriptor = os.open(config.instance / LIST, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with open(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"{one}\n" for one in ids)


def erased_before(config: Config) -> set[str]:
    path = config.instance / LIST
    return set(path.read_text("utf-8").split()) if path.exists() else set()


def erase_again(config: Config, store: Store) -> int:
    """After a restore: erase whoever is on the list. Returns how many were back."""
    with store.writing() as db:
        found = erasing.erase_again(db, Desk(), erased_before(config), at=datetime.now(UTC))
        if found:
            db.commit()
    if found:
        remove_traces(store.engine, erasing.personal_tables())
    return found
