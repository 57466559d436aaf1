"""The server is killed again and again while a class answers; nothing acknowledged is lost or counted twice."""

from __future__ import annotations

from pathlib import Path

from tests.trust.kill9 import storm
from tests.trust.running import QuickServer, make_classroom

ACKNOWLEDGES_TOO_EARLY = """
import threading, time
from datetime import UTC, datetime
from quizapp.classroom.taking_answers import Receipt
from quizapp.store.writer import GroupWriter, Outcome
durable = GroupWriter.hand_in
def hopeful(self, op, tell):
    threading.Thread(target=lambda: (time.sleep(2), durable(self, op, lambda outcome: None)), daemon=True).start()
    tell(Outcome(Receipt(datetime.now(UTC), False)))
GroupWriter.hand_in = hopeful
from quizapp.cli import main
main()
"""


def test_every_acknowledged_answer_survives_kill_9_exactly_once(tmp_path: Path) -> None:
    room = make_classroom(tmp_path, learners=64)
    outcome = storm(room, QuickServer(room), kills=4, clients=16, answers=400, apart=0.2)
    assert outcome.acknowledged >= 400
    assert outcome.resent > 0
    assert outcome.sound, outcome


def test_the_storm_notices_a_server_that_acknowledges_before_the_commit(tmp_path: Path) -> None:
    room = make_classroom(tmp_path, learners=16)
    outcome = storm(room, QuickServer(room, program=ACKNOWLEDGES_TOO_EARLY), kills=2, clients=8, answers=50)
    assert outcome.lost > 0
