"""Answers under SIGKILL: every acknowledged one is there once, whatever happened to the server.

Each client keeps its own ledger of what was acknowledged, sends some of it again on purpose, and repeats what got
no reply with the same key. Afterwards the ledgers are held against the rows.
"""

from __future__ import annotations

import http.client
import json
import random
import secrets
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import text

from quizapp.store.engine import open_store
from tests.trust.running import Classroom, Learner, Server


@dataclass
class Sent:
    """One answer as its sender knows it."""

    attempt_id: int
    quiz_item: int
    key: str
    n: int
    choice: str


@dataclass
class Client:
    """A browser that answers for some learners, one answer at a time each."""

    port: int
    learners: list[Learner]
    seed: int
    acknowledged: list[Sent] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)
    resent: int = 0
    differing: int = 0
    connection: http.client.HTTPConnection | None = None

    def run(self, stop: threading.Event, pace: float) -> None:
        chance = random.Random(self.seed)
        replies: dict[str, bytes] = {}
        n = 0
        while not stop.is_set():
            n += 1
            again = bool(self.acknowledged) and chance.random() < 0.1
            sent = chance.choice(self.acknowledged) if again else self._new(chance, n)
            status, data = self._deliver(sent, stop)
            if status == 0:
                break
            if status != 200:
                self.refused[status] += 1
            elif again:
                self.resent += 1
                self.differing += replies[sent.key] != data
            else:
                self.acknowledged.append(sent)
                replies[sent.key] = data
            time.sleep(pace)
        self._hang_up()

    def _new(self, chance: random.Random, n: int) -> Sent:
        learner = self.learners[n % len(self.learners)]
        _, row, offered = chance.choice(learner.tokens)
        return Sent(learner.attempt_id, row, secrets.token_hex(16), n, f"[{chance.randrange(len(offered))}]")

    def _deliver(self, sent: Sent, stop: threading.Event) -> tuple[int, bytes]:
        """Send until it is answered, always with the same key; status 0 when told to stop before that."""
        learner = next(one for one in self.learners if one.attempt_id == sent.attempt_id)
        question, offered = next((name, offered) for name, row, offered in learner.tokens if row == sent.quiz_item)
        choice = [offered[json.loads(sent.choice)[0]]]
        answer = {"item": question, "key": sent.key, "n": sent.n, "device": f"{self.seed:032d}", "choice": choice}
        headers = {"Cookie": learner.cookie, "X-CSRFToken": learner.csrf, "Content-Type": "application/json"}
        while not stop.is_set():
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
                self.connection.request("POST", f"/take/{learner.attempt}/answer", json.dumps(answer), headers)
                reply = self.connection.getresponse()
                data = reply.read()
            except (OSError, http.client.HTTPException):
                self._hang_up()
                time.sleep(0.02)
                continue
            if reply.status not in (429, 503):
                return reply.status, data
            time.sleep(0.05)
        return 0, b""

    def _hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


@dataclass
class Outcome:
    acknowledged: int
    kills: int
    resent: int
    lost: int
    doubled: int
    overwritten: int
    differing: int
    refused: Counter[int]
    integrity: str

    @property
    def sound(self) -> bool:
        return not (self.lost or self.doubled or self.overwritten or self.differing or self.refused) and (
            self.integrity == "ok"
        )


def storm(
    room: Classroom, server: Server, *, kills: int, clients: int, answers: int, apart: float = 0.4, pace: float = 0.0
) -> Outcome:
    """Kill the server `kills` times under load, until also `answers` are acknowledged; then compare."""
    share = [room.learners[number::clients] for number in range(clients)]
    workers = [Client(server.port, learners, seed) for seed, learners in enumerate(share, 1)]
    stop = threading.Event()
    server.start()
    threads = [threading.Thread(target=worker.run, args=(stop, pace), daemon=True) for worker in workers]
    for thread in threads:
        thread.start()
    done = 0
    patience = time.monotonic() + 600
    while time.monotonic() < patience:
        time.sleep(apart)
        if done < kills:
            server.kill()
            server.start()
            done += 1
        elif sum(len(worker.acknowledged) for worker in workers) >= answers:
            break
    stop.set()
    for thread in threads:
        thread.join(timeout=30)
    server.kill()
    return compare(room, workers, done)


def compare(room: Classroom, workers: list[Client], kills: int) -> Outcome:
    """The clients' ledgers against the rows."""
    sent = [one for worker in workers for one in worker.acknowledged]
    store = open_store(room.url)
    with store.engine.connect() as connection:
        events = connection.execute(text("SELECT key, attempt_id, quiz_item_id, choice, n FROM response_event")).all()
        rows = connection.execute(text("SELECT attempt_id, quiz_item_id, choice, n FROM response")).all()
        sqlite = connection.dialect.name == "sqlite"
        integrity = str(connection.execute(text("PRAGMA integrity_check")).scalar()) if sqlite else "ok"
    store.close()
    stored = {(key, attempt, item, choice) for key, attempt, item, choice, _ in events}
    counts = Counter(key for key, *_ in events)
    current = {(attempt, item): (choice, n) for attempt, item, choice, n in rows}
    latest: dict[tuple[int, int], Sent] = {}
    for one in sent:
        place = (one.attempt_id, one.quiz_item)
        if place not in latest or latest[place].n < one.n:
            latest[place] = one
    overwritten = 0
    for place, one in latest.items():
        choice, n = current.get(place, ("", -1))
        overwritten += n < one.n or (n == one.n and choice != one.choice)
    return Outcome(
        acknowledged=len(sent),
        kills=kills,
        resent=sum(worker.resent for worker in workers),
        lost=sum((one.key, one.attempt_id, one.quiz_item, one.choice) not in stored for one in sent),
        doubled=sum(count > 1 for count in counts.values()) + (len(rows) - len(current)),
        overwritten=overwritten,
        differing=sum(worker.differing for worker in workers),
        refused=sum((worker.refused for worker in workers), Counter()),
        integrity=integrity,
    )
