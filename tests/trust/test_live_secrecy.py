"""Everything sent to learners, screen and strangers of a live room, byte by byte: two rooms whose quizzes differ only
in key, rationale and evidence are the same until the reveal, and differ then."""

from __future__ import annotations

import json
import random
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from quizapp.classroom import live
from quizapp.core.delivered import DeliveredItem
from quizapp.core.item import Item
from quizapp.core.live import Settings
from quizapp.core.order import tokens as honest_tokens
from quizapp.store import LiveRoom, Quiz
from quizapp.web.live_panel import screen_token
from tests.trust.test_twin_worlds import Reply, World, pinned
from tests.web.live_pages import Learner

__all__ = ["pinned"]  # a fixture, used by name

CANARIES = ("A much longer sentence that proves", "A long explanation that says", "Because of", "Fact.")


class LiveWorld(World):
    """With a live room for its quiz; `after` are the replies from the first reveal on."""

    def __init__(self, folder: Path, empty: Path, app: Flask, *, other: bool, settings: Settings) -> None:
        super().__init__(folder, empty, app, other=other, feedback="release", layout="page")
        with self.store.writing() as db:
            row = live.open_room(db, None, db.scalars(select(Quiz)).one(), settings, article="before", at=self.clock())
            db.commit()
            self.room_id, self.code = row.public_id, row.code or ""
            self.key = live.Rooms().key(lambda: db, row.public_id)
        self.replies.clear()

    def say(self, command: str) -> None:
        with self.store.reading() as db:
            version = db.scalars(select(LiveRoom.version).where(LiveRoom.id == self.key.id)).one()
        self.store.writer.submit(
            lambda execute: live.command(execute, self.key, command, expect=version, person_id=None, at=self.clock())
        )

    def join(self, name: str) -> Learner:
        client = self.app.test_client()
        self.see(client, "GET", f"/l/{self.code}")
        self.see(client, "POST", f"/l/{self.code}", data={"name": name})
        return Learner(client, self.room_id)

    def look(self, learners: list[Learner], *methods: str) -> None:
        """Everything that can be fetched now."""
        for learner in learners:
            for path in ("", "/state", "/state?text=1", "/events", "?text=1"):
                for method in ("GET", *methods):
                    self.see(learner.client, method, f"/play/{self.room_id}{path}")
            self.see(learner.client, "GET", f"/q/{self.key.opening}/article")
        nobody = self.app.test_client()
        screen = f"/screen/{self.room_id}/{screen_token(self.key)}"
        for path in (
            screen,
            f"{screen}/state",
            f"/l/{self.code}",
            f"/play/{self.room_id}",
            f"/live/{self.room_id}/state",
        ):
            self.see(nobody, "GET", path)

    def tap(self, learner: Learner, number: int, vote: int, position: int, key: str) -> None:
        """Choose what stands at a position of the display, by script and by form."""
        told = learner.client.get(f"/play/{self.room_id}/state").get_json()
        question: dict[str, Any] = told["question"]
        offered = [option["token"] for option in question["options"]]
        given = offered[position : position + 1] or ["1742"]
        body = {"number": number, "vote": vote, "choice": given, "key": key}
        self.see(learner.client, "POST", f"/play/{self.room_id}/answer", json=body)
        self.see(learner.client, "POST", f"/play/{self.room_id}/answer", json=body | {"choice": ["0" * 20]})
        self.see(learner.client, "POST", f"/play/{self.room_id}", data=body | {"choice": given[0], "key": key[::-1]})
        self.see(learner.client, "POST", f"/live/{self.room_id}/do", json={"command": "next", "expect": 1})


def play(world: LiveWorld, questions: int, again: int) -> tuple[list[Reply], list[Reply]]:
    """A run of so many questions; what was sent before the reveals, and what after them.

    They vote a second time on every other question, from the first one (0) or the second one (1) on.
    """

    def votes(number: int) -> tuple[int, ...]:
        return (1,) if (number + again) % 2 == 0 else (1, 2)

    before: list[Reply] = []
    after: list[Reply] = []
    learners = [world.join("Calm Heron"), world.join("Wise Otter")]
    world.look(learners)
    world.say("next")
    for number in range(1, questions + 1):
        world.look(learners)  # while they read
        world.clock.advance(seconds=8)
        for vote in votes(number):
            world.look(learners)
            for n, learner in enumerate(learners):
                world.tap(learner, number, vote, n, f"{number}{vote}{n}".rjust(32, "0"))
            world.look(learners, "HEAD")
            world.say("next")
            world.look(learners)
            if vote < max(votes(number)):
                world.say("discuss")
                world.look(learners)
                world.say("next")
        before += world.replies
        world.replies = []
        world.say("next")
        world.look(learners, "HEAD")
        after += world.replies
        world.replies = []
        world.say("next")
    return before, after


Twins = Callable[..., tuple[tuple[list[Reply], list[Reply]], ...]]


@pytest.fixture
def twins(
    tmp_path: Path,
    empty_database: Path,
    built_app: Flask,
    pinned: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Twins]:
    chance = random.Random(0)
    monkeypatch.setattr("secrets.randbelow", chance.randrange)
    made: list[LiveWorld] = []

    def make(questions: int = 6, again: int = 0, **settings: Any) -> tuple[tuple[list[Reply], list[Reply]], ...]:
        runs = []
        for other in (False, True):
            pinned()
            chance.seed(0)
            rules = Settings(**settings)
            world = LiveWorld(tmp_path / str(other), empty_database, built_app, other=other, settings=rules)
            made.append(world)
            runs.append(play(world, questions, again))
        return tuple(runs)

    yield make
    for world in made:
        world.close()


def difference(one: list[Reply], other: list[Reply]) -> str:
    assert len(one) == len(other) > 100
    for a, b in zip(one, other, strict=True):
        if a != b:
            return f"{a.step}: {a.status} {b.status} {set(a.headers) ^ set(b.headers)}"
    return ""


SETTINGS = {
    "plain": {},
    "timed, letters only": {"limit_s": 60, "speed_percent": 30, "text_on_device": False},
}


@pytest.mark.parametrize("again", range(len(SETTINGS)), ids=SETTINGS)
def test_f17_not_a_byte_depends_on_the_key_before_the_reveal_and_then_they_do(twins: Twins, again: int) -> None:
    """Each question is voted on twice under one of the settings."""
    (one, one_after), (other, other_after) = twins(again=again, **list(SETTINGS.values())[again])
    assert difference(one, other) == ""
    assert difference(one_after, other_after) != ""
    sent = b"".join(reply.body + repr(reply.headers).encode() for reply in one)
    shown = b"".join(reply.body for reply in one_after)
    for canary in CANARIES:
        for spelling in (canary, json.dumps(canary)[1:-1], canary[::-1], canary.encode().hex()):
            assert spelling.encode() not in sent
        assert b64encode(canary.encode())[:-4] not in sent
    assert CANARIES[0].encode() in shown
    assert CANARIES[1].encode() in shown


def test_the_recording_notices_an_order_that_puts_the_key_first(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(item: Item, secret: bytes) -> dict[str, int]:
        honest = honest_tokens(item, secret)
        return dict(sorted(honest.items(), key=lambda pair: not item.options[pair[1]].is_key))

    monkeypatch.setattr("quizapp.core.kinds.choice.tokens", leaking)
    (one, _), (other, _) = twins(questions=1)
    assert difference(one, other) != ""


def test_the_recording_notices_a_tag_that_covers_the_key(twins: Twins, monkeypatch: pytest.MonkeyPatch) -> None:
    from quizapp.web import live_learner

    original: Any = vars(live_learner)["question_json"]

    def leaking(stage: Any, *, text: bool) -> Any:
        told = original(stage, text=text)
        if told and stage.delivered:
            told["hash"] = hash(stage.place.item.keys)
        return told

    monkeypatch.setattr(live_learner, "question_json", leaking)
    (one, _), (other, _) = twins(questions=1)
    assert difference(one, other) != ""


def test_what_learners_see_before_the_reveal_has_no_room_for_a_key() -> None:
    assert not {"key", "is_key", "rationale", "explanation", "evidence"} & set(DeliveredItem.__dataclass_fields__)
