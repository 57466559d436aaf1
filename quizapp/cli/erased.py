"""Erasing again, in a restored backup, whoever had been erased before."""

from __future__ import annotations

from datetime import UTC, datetime

from quizapp.classroom import erasing
from quizapp.classroom.desk import Desk
from quizapp.config import Config
from quizapp.store.engine import Store
from quizapp.store.erased import erased_before
from quizapp.store.traces import remove_traces


def erase_again(config: Config, store: Store) -> int:
    """Returns how many were back."""
    with store.writing() as db:
        found = erasing.erase_again(db, Desk(), erased_before(config.instance), at=datetime.now(UTC))
        if found:
            db.commit()
    if found:
        remove_traces(store.engine, erasing.personal_tables())
    return found
