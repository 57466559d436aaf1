"""Every error a person can meet, as one tree. The text is shown as it stands: what is wrong; what to do.

QuizappError
├── BadInput        what was typed, posted or uploaded cannot be taken      422, exit 1
├── NotFound        there is no such thing, or it is not yours to know of   404
├── NotAllowed      you are known, and this is not for you                  403
├── SignInNeeded    nobody is signed in here                                sign-in page, 401 for scripts
├── Conflict        the state has moved on: closed, finished, locked        409, exit 1
├── TooMany         a limit, with the seconds to wait                       429
└── Busy            the database cannot take it now; the same again later   503
"""

from __future__ import annotations

from dataclasses import dataclass


class QuizappError(Exception):
    """Base of all errors whose text is meant for a person."""


class BadInput(QuizappError):
    """Something given cannot be taken; the text says what to write instead."""


class NotFound(QuizappError):
    """No such thing, or one that this person may not know of."""


class NotAllowed(QuizappError):
    """The person is known but lacks the right."""


class SignInNeeded(QuizappError):
    """The page needs a person or a seat, and there is none."""


class Conflict(QuizappError):
    """The thing has moved on: closed, finished, locked, changed elsewhere."""


class TooMany(QuizappError):
    """A limit was reached; `wait` is the number of seconds until the next try."""

    def __init__(self, message: str, *, wait: float) -> None:
        super().__init__(message)
        self.wait = wait


class Busy(QuizappError):
    """The database could not take the write in time; sending the same again is safe."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong in a file: where (`page.md:30`), what, and what to do about it.

    Problems are values: a reader collects all of them instead of stopping at the first.
    """

    place: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.place}:{self.line}: {self.message}" if self.line else f"{self.place}: {self.message}"
