"""A process that acknowledges answers until it is killed: `python -m tests.store.killed_writer URL [--early]`.

It prints `learner question` for each answer after `submit` has returned. With `--early` it runs a deliberately
broken writer that tells its group before the COMMIT; a test that cannot tell the two apart proves nothing.
"""

from __future__ import annotations

import os
import sys
from threading import Thread
from time import sleep
from typing import Any

from quizapp.store.engine import Store, open_store
from quizapp.store.writer import Execute, GroupWriter, Outcome, Ticket

TABLE = "CREATE TABLE response (learner INTEGER, question INTEGER, UNIQUE (learner, question))"
INSERT = "INSERT INTO response VALUES (:learner, :question)"


class TellsTooEarly(GroupWriter):
    def _serve(self, group: list[Ticket]) -> list[Outcome[Any]]:
        outcomes = [self._apply(ticket.op) for ticket in group]
        for ticket, outcome in zip(group, outcomes, strict=True):
            ticket.tell(outcome)
            ticket.tell = lambda _: None
        sleep(0.1)  # long compared with all else, so that the kill falls into it
        self._commit()
        return outcomes


def learn(store: Store, learner: int) -> None:
    question = 0
    while True:
        question += 1
        answer = {"learner": learner, "question": question}

        def op(execute: Execute, answer: dict[str, int] = answer) -> None:
            execute(INSERT, answer)

        store.writer.submit(op)
        os.write(1, f"{learner} {question}\n".encode())  # short writes to a pipe arrive whole


if __name__ == "__main__":
    store = open_store(sys.argv[1])
    if "--early" in sys.argv:
        assert isinstance(store.writer, GroupWriter)
        store.writer.__class__ = TellsTooEarly
    for learner in range(16):
        Thread(target=learn, args=(store, learner)).start()
