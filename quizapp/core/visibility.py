"""Who may see what, and from which moment: one table, asked before anything is shown.

Moments of a self-paced quiz are ordered; a role sees a datum from its moment on, or never (None). Evidence and
answer counts stand in the key's row on purpose: each is the key in disguise.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import IntEnum


class Moment(IntEnum):
    DRAFT = 0  # the quiz is being made
    PUBLISHED = 1  # opened for a class, its time not come
    OPEN = 2  # may be started; this learner has not
    IN_PROGRESS = 3  # this learner is answering
    FINISHED = 4  # this learner has finished, keys not released
    KEYS = 6  # the key may be seen: by this learner, for this question


Role = str  # "staff", "observer", "learner" (the attempt's own), "classmate", "outsider"

_STAFF = {"staff": Moment.DRAFT, "observer": Moment.DRAFT}
_KEY = {"staff": Moment.DRAFT, "observer": None, "learner": Moment.KEYS}

SEES: Mapping[str, Mapping[Role, Moment | None]] = {
    "quiz title": {**_STAFF, **dict.fromkeys(("learner", "classmate", "outsider"), Moment.PUBLISHED)},  # by its link
    "stem and options": {**_STAFF, "learner": Moment.IN_PROGRESS},
    "own response": {"learner": Moment.IN_PROGRESS},
    "receipt": {"learner": Moment.IN_PROGRESS},
    "own mark": {"learner": Moment.KEYS},
    "own score": {"learner": Moment.KEYS},
    "key": _KEY,
    "rationale": _KEY,
    "explanation": _KEY,
    "evidence": _KEY,
    "answer counts": {"staff": Moment.DRAFT, "observer": None},
    "facility": {"staff": Moment.DRAFT, "observer": None},
    "another learner's response": {"staff": Moment.DRAFT, "observer": None},
    "another learner's name": _STAFF,
    "join code": _STAFF,
}
"""Datum → role → first moment. A role that is not named never sees it."""

FEEDBACK = {
    "question": "After each question: the answer is final when checked, then the key and the reasons are shown",
    "finish": "After finishing: each learner sees keys and reasons as soon as their own attempt is finished",
    "close": "After the quiz has closed for everyone",
    "release": "When you release it by hand",
}
"""When keys, reasons, evidence and scores are shown to learners: name → one sentence."""

ARTICLE = {
    "none": "Not shown",
    "before": "To read before and beside the questions",
    "after": "After answering only, from when the answers are shown",
}
"""When learners may read the article that a quiz asks about: name → one sentence."""

_READS: Mapping[str, Moment | None] = {"none": None, "before": Moment.OPEN, "after": Moment.KEYS}


def reads_article(article: str, moment: Moment) -> bool:
    """Whether a learner may read it at the moment. It holds the evidence, so "after" waits for the keys."""
    first = _READS[article]
    return first is not None and moment >= first


def sees(datum: str, role: Role, moment: Moment) -> bool:
    """Whether the role may see the datum at the moment. An unknown datum is a programming error (KeyError)."""
    first = SEES[datum].get(role)
    return first is not None and moment >= first


def moment_for_learner(
    feedback: str,
    *,
    finished: bool,
    locked: bool,
    at: datetime,
    closed_for_all_at: datetime | None,
    released_at: datetime | None,
) -> Moment:
    """The moment of one question for the learner whose attempt it is in.

    `locked`: this question's response is final. `closed_for_all_at`: when the last learner with extra time
    must have finished; keys released on closing wait for it.
    """
    if not finished:
        return Moment.KEYS if feedback == "question" and locked else Moment.IN_PROGRESS
    shown = {
        "question": True,
        "finish": True,
        "close": closed_for_all_at is not None and at >= closed_for_all_at,
        "release": released_at is not None and at >= released_at,
    }[feedback]
    return Moment.KEYS if shown else Moment.FINISHED
