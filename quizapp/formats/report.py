"""What travels and what is told about it: entries, what a reader found, what a writer lost or refused.

A reader turns bytes into a `Reading`: every question-like thing of the file is in `taken` or in `skipped`, with its
place, and nothing disappears in silence. A writer turns entries into a `Written`: what the format cannot say is in
`losses`, and what the target would score differently is in `refused` and not in the file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from quizapp.core.item import Item, fingerprint
from quizapp.core.page import Fact, Head
from quizapp.formats.limits import check_count


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a file says about marking and timing. It belongs to a quiz, not to the bank; None or empty is "not said".

    `rule` is a name in `core.scoring.RULES`. `weights` gives each option's share of the full mark, -1 to 1, in the
    order of the item's options, where no rule says it all; the mark is their sum, clipped to 0..1. `penalty` is the
    share of the mark lost with each wrong try.
    """

    points: Decimal | None = None
    penalty: Decimal | None = None
    rule: str = ""
    weights: tuple[Fraction, ...] = ()
    seconds: int | None = None
    shuffle: bool | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """Words for whoever got it right, partly right or wrong, whichever option was chosen. Markdown."""

    correct: str = ""
    partly: str = ""
    incorrect: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as it travels: the item, its identity, its evidence, and what the bank has no place for.

    `uid` is the bank identity `page/name`, or whatever the file calls the question. `category` is a path `a/b`.
    `head` and `facts` are the source and the facts that the item names. `hints` are shown between tries. Texts are
    Markdown, as in the item; pictures are `![alt](media/name.png)`. `nearest`: whoever sends it chose that a target
    which cannot mark several answers as `defaults` say marks them by the nearest rule it has.
    """

    item: Item
    uid: str = ""
    title: str = ""
    category: str = ""
    status: str = "draft"
    was: tuple[str, ...] = ()
    head: Head | None = None
    facts: tuple[Fact, ...] = ()
    defaults: Defaults = Defaults()
    feedback: Feedback = Feedback()
    hints: tuple[str, ...] = ()
    nearest: bool = False

    @property
    def name(self) -> str:
        """How reports call it: its uid, its title, or how its stem begins."""
        return self.uid or self.title or " ".join(self.item.stem.split())[:60]


@dataclass(frozen=True, slots=True)
class Media:
    """A file that came along, under the name that texts use: `media/map.png`."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """A question that was read. `line` is 0 where lines mean nothing; `changes` says what is not as in the file."""

    entry: Entry
    place: str
    line: int = 0
    changes: tuple[str, ...] = ()

    @property
    def item(self) -> Item:
        return self.entry.item


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something question-like that was not taken: where, what is wrong, what to do, and how it begins.

    `entry` is what could be read of it, so that a person can mend it by hand.
    """

    place: str
    line: int
    what: str
    remedy: str
    excerpt: str = ""
    entry: Entry | None = None

    def __str__(self) -> str:
        where = f"{self.place}:{self.line}" if self.line else self.place
        return f"{where}: {self.what}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file held. `notes` concern the file as a whole: its encoding, a part that was cut out."""

    format: str
    taken: tuple[Taken, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    media: tuple[Media, ...] = ()
    notes: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Loss:
    """A field of one entry that the file does not carry, or carries elsewhere or otherwise.

    `action` completes "is …": `dropped`, `moved to the general feedback`, `snapped from 25 to 30 seconds`.
    """

    field: str
    entry: str
    action: str = "dropped"


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry that is not in the file because the target would show or score it differently, and what to do.

    `nearest`: it would be in the file had its sender chosen the nearest rule.
    """

    entry: str
    why: str
    remedy: str
    nearest: bool = False

    def __str__(self) -> str:
        return f"{self.entry}: {self.why}; {self.remedy}"


class Refused(Exception):
    """Raised by a writer: this entry cannot be said in its format; why, and what to do."""

    def __init__(self, why: str, remedy: str, *, nearest: bool = False) -> None:
        super().__init__(why)
        self.why, self.remedy, self.nearest = why, remedy, nearest


@dataclass(frozen=True, slots=True)
class Written:
    """A file, what it does not carry, and what was left out of it. `notes` are for whoever takes it to the target."""

    data: bytes
    losses: tuple[Loss, ...] = ()
    refused: tuple[Refusal, ...] = ()
    notes: tuple[str, ...] = ()


_heard: ContextVar[Callable[[], None] | None] = ContextVar("heard", default=None)


@contextmanager
def listening(heard: Callable[[], None]) -> Iterator[None]:
    """Within, `heard` is called at each question that a reader finds. It may raise what ends the reading.

    A context and no argument: sixteen readers would have to hand it on to every page and package they open.
    """
    token = _heard.set(heard)
    try:
        yield
    finally:
        _heard.reset(token)


@dataclass(slots=True)
class Ledger:
    """Where a reader or writer notes what it meets on its way through a file. `place` names the file in reports."""

    place: str = ""
    taken: list[Taken] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    media: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)

    def take(self, entry: Entry, line: int = 0, changes: tuple[str, ...] = (), *, place: str = "") -> None:
        self.taken.append(Taken(entry, place or self.place, line, changes))
        self._found()

    def skip(
        self, line: int, what: str, remedy: str, excerpt: str = "", *, entry: Entry | None = None, place: str = ""
    ) -> None:
        self.skipped.append(Skipped(place or self.place, line, what, remedy, excerpt_of(excerpt), entry))
        self._found()

    def _found(self) -> None:
        check_count(len(self.taken) + len(self.skipped), self.place)
        if heard := _heard.get():
            heard()

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def lose(self, entry: Entry, field: str, action: str = "dropped") -> None:
        self.losses.append(Loss(field, entry.name, action))

    def refuse(self, entry: Entry, why: str, remedy: str, *, nearest: bool = False) -> None:
        self.refused.append(Refusal(entry.name, why, remedy, nearest))

    def reading(self, format: str, title: str = "") -> Reading:
        media = tuple(Media(name, data) for name, data in self.media.items())
        return Reading(format, tuple(self.taken), tuple(self.skipped), media, tuple(self.notes), title)

    def written(self, data: bytes) -> Written:
        return Written(data, tuple(self.losses), tuple(self.refused), tuple(self.notes))


def grouped(told: Iterable[Loss | Refusal]) -> list[tuple[str, str, list[str]]]:
    """Equal losses, or refusals, as one line each: field and action, or why and remedy, and the entries, most first."""
    groups: dict[tuple[str, str], list[str]] = {}
    for one in told:
        said = (one.field, one.action) if isinstance(one, Loss) else (one.why, one.remedy)
        groups.setdefault(said, []).append(one.entry)
    return sorted(((*said, names) for said, names in groups.items()), key=lambda group: -len(group[2]))


def excerpt_of(text: str, limit: int = 200) -> str:
    """The beginning of a source text on one line."""
    line = " ".join(text[: limit * 4].split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def xml_name(entry: Entry) -> str:
    """A name for targets that need an XML identifier: the same for the same uid, or for the same question without."""
    known = entry.uid or f"{entry.title}\n{fingerprint(entry.item)}"
    return "q_" + hashlib.sha256(known.encode()).hexdigest()[:16]
