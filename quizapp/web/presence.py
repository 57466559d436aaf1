"""Who is in a live room though no stream says so: they have asked for something lately.

In memory and short-lived, since it costs an answer or a poll nothing there; a process that starts anew hears of
everybody with their next request, and until then takes all for present (`Hub.present`).
"""

from __future__ import annotations

from threading import Lock
from time import monotonic

from quizapp.core.live import FORGOTTEN

HERE_SECONDS = 120.0  # after a page or an answer
POLLED_SECONDS = 20.0  # after a script's question, which comes every two seconds: two of them may be lost
RETURN_SECONDS = 4.0  # after the end of a stream, which its page opens again within three
THINKING_SECONDS = FORGOTTEN.total_seconds()  # a room that everybody has left must end some day


class Marks:
    """Room → participant → until when they count as here."""

    def __init__(self) -> None:
        self._until: dict[str, dict[int, float]] = {}
        self._thinking: dict[str, set[int]] = {}
        self._lock = Lock()

    def mark(self, room: str, participant: int, seconds: float | None) -> bool:
        """They are here for so long from now, whatever was said before. Whether that is news.

        None: their page has an open question and no script, and asks for nothing more by itself, lest it wipe out what
        was chosen. They are here as long as the question is open, and then as after any page.
        """
        now = monotonic()
        with self._lock:
            marks = self._until.setdefault(room, {})
            before = marks.get(participant, 0.0)
            marks[participant] = now + (THINKING_SECONDS if seconds is None else seconds)
            thinking = self._thinking.setdefault(room, set())
            (thinking.add if seconds is None else thinking.discard)(participant)
        return before < now

    def thought(self, room: str) -> None:
        """No question is open any more."""
        now = monotonic()
        with self._lock:
            marks = self._until.get(room, {})
            for participant in self._thinking.pop(room, set()) & marks.keys():
                marks[participant] = min(marks[participant], now + HERE_SECONDS)

    def drop(self, room: str, participant: int) -> None:
        with self._lock:
            self._until.get(room, {}).pop(participant, None)

    def forget(self, room: str) -> None:
        with self._lock:
            self._until.pop(room, None)
            self._thinking.pop(room, None)

    def here(self, room: str) -> set[int]:
        now = monotonic()
        with self._lock:
            return {who for who, until in self._until.get(room, {}).items() if until >= now}

    def rooms(self) -> list[str]:
        with self._lock:
            return list(self._until)

    def sweep(self) -> list[str]:
        """Let go of those whose time is over; the rooms in which there were any."""
        now, left = monotonic(), []
        with self._lock:
            for room, marks in list(self._until.items()):
                staying = {who: until for who, until in marks.items() if until >= now}
                if len(staying) < len(marks):
                    left.append(room)
                if staying:
                    self._until[room] = staying
                else:
                    del self._until[room]
        return left
