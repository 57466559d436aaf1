"""FORMATS: every format by its name, and the two verbs over them: `read` and `write`.

A format is a module or package with `read(data, place) -> Reading` and `write(entries, media, title) -> Written`, and
one line here. What every format owes is done once, here: the size of files, the shape of items, the losses that follow
from `keeps`. Modules are dotted names, imported on use, so that listing the formats loads no library.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Protocol, cast

from quizapp.core.errors import BadInput
from quizapp.core.item import Item
from quizapp.core.kinds import KINDS, check
from quizapp.formats.fields import ALL_FIELDS, present
from quizapp.formats.files.archive import is_zip
from quizapp.formats.limits import MAX_ITEMS, MAX_TEXT, check_size
from quizapp.formats.marks.proof import plain_single
from quizapp.formats.report import Entry, Loss, Reading, Refusal, Skipped, Taken, Written


class FormatModule(Protocol):
    """What a format's module offers; a reader or writer may be missing where the format says so."""

    def read(self, data: bytes, place: str) -> Reading:
        """Everything question-like in the file. Raises BadInput where the file as a whole cannot be read."""

    def write(self, entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
        """A file with the entries. `media` maps `media/map.png` to its bytes."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `keeps` names the fields of `formats.fields` that come back; `kinds` the kinds it can ask."""

    name: str
    label: str
    module: str
    endings: tuple[str, ...]
    media_type: str
    reads: bool
    writes: bool
    keeps: frozenset[str]
    kinds: frozenset[str] = frozenset(KINDS)

    def load(self) -> FormatModule:
        return cast(FormatModule, import_module(self.module))


_CHOICE = frozenset(("single", "multiple", "true-false"))
_BASE = frozenset(("stem", "options", "keys"))
_MOODLE = frozenset(
    ("answers", "uid", "title", "category", "rationale", "explanation", "level", "difficulty", "tags", "scoring",
     "feedback")
)  # fmt: skip
_QTI = _BASE | {
    *("answers", "match", "uid", "title", "category", "rationale", "explanation", "level", "difficulty", "order"),
    *("language", "tags", "media", "points", "scoring", "seconds", "shuffle", "feedback"),
}
_TABLE = (_QTI | {"as_of", "unit", "penalty"}) - {"media"}
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ALL = (
    Format("bundle", "quizapp bundle (everything)", "quizapp.formats.bundle", (".zip", ".json"), "application/zip",
           reads=True, writes=True, keeps=ALL_FIELDS),
    Format("bank", "Bank page", "quizapp.formats.bank.pages", (".md", ".zip"), "text/markdown",
           reads=True, writes=True,
           keeps=ALL_FIELDS - {"title", "category", "points", "penalty", "scoring", "seconds", "shuffle", "feedback",
                               "hints"}),
    Format("moodle-xml", "Moodle XML", "quizapp.formats.moodle_xml", (".xml",), "application/xml",
           reads=True, writes=True, keeps=_BASE | _MOODLE | {"match", "order", "media", "points", "penalty", "hints"}),
    Format("gift", "GIFT (Moodle's text format)", "quizapp.formats.gift", (".gift", ".txt"), "text/plain",
           reads=True, writes=True, keeps=_BASE | _MOODLE - {"feedback"}),
    Format("aiken", "Aiken", "quizapp.formats.aiken", (".txt",), "text/plain",
           reads=True, writes=True, keeps=_BASE, kinds=_CHOICE - {"multiple"}),
    Format("text", "Numbered list", "quizapp.formats.text", (".txt",), "text/plain",
           reads=True, writes=True, keeps=_BASE | {"explanation"}, kinds=_CHOICE),
    Format("csv", "CSV or TSV table", "quizapp.formats.csv", (".csv", ".tsv"), "text/csv",
           reads=True, writes=True, keeps=_TABLE),
    Format("xlsx", "Excel table", "quizapp.formats.xlsx", (".xlsx",), _EXCEL, reads=True, writes=True, keeps=_TABLE),
    Format("kahoot", "Kahoot sheet", "quizapp.formats.kahoot", (".xlsx",), _EXCEL,
           reads=True, writes=True, keeps=_BASE | {"seconds"}, kinds=_CHOICE),
    Format("anki", "Anki package", "quizapp.formats.anki", (".apkg", ".colpkg", ".txt"), "application/octet-stream",
           reads=True, writes=True, kinds=_CHOICE,
           keeps=_BASE | {"media"} | (_MOODLE - {"answers", "feedback", "scoring"})),
    Format("wayground", "Wayground or Quizizz sheet", "quizapp.formats.wayground", (".xlsx", ".csv"), _EXCEL,
           reads=True, writes=False, keeps=frozenset()),
    Format("blooket", "Blooket sheet", "quizapp.formats.blooket", (".csv", ".xlsx"), "text/csv",
           reads=True, writes=False, keeps=frozenset()),
    Format("blackboard", "Blackboard tab-delimited text", "quizapp.formats.blackboard", (".txt",), "text/plain",
           reads=True, writes=False, keeps=frozenset()),
    Format("qti12", "QTI 1.2 for Canvas (reads Common Cartridges too)", "quizapp.formats.qti12",
           (".zip", ".imscc", ".xml"), "application/zip", reads=True, writes=True,
           keeps=_QTI - {"category", "level", "difficulty", "language", "tags", "seconds", "match", "shuffle"}),
    Format("qti21", "QTI 2.1 package (reads 2.0 to 2.2)", "quizapp.formats.qti21", (".zip", ".xml"), "application/zip",
           reads=True, writes=True, keeps=_QTI),
    Format("qti30", "QTI 3.0 package", "quizapp.formats.qti30", (".zip", ".xml"), "application/zip",
           reads=True, writes=True, keeps=_QTI),
)  # fmt: skip

FORMATS: Mapping[str, Format] = {format.name: format for format in _ALL}


def get(name: str) -> Format:
    """The format of this name. Raises BadInput with the names there are."""
    if name not in FORMATS:
        raise BadInput(f"“{name}” is not a format; use one of {', '.join(FORMATS)}")
    return FORMATS[name]


def read(data: bytes, name: str, format: str = "", *, columns: str = "") -> Reading:
    """What a file holds. `name` is the file's name, for reports; `format` overrides what the content looks like.

    `columns` says what the columns of a table hold where its header does not: see `formats.sheets.mapping`.

    Raises BadInput where the file as a whole cannot be read: too large, damaged, unsafe, unknown.
    """
    from quizapp.formats.recognise import recognise, unfenced

    check_size(data, name)
    data = unfenced(data)
    if columns:
        from quizapp.formats.sheets.reader import read_table

        return checked(read_table(data, name, "xlsx" if is_zip(data) else "csv", columns=columns))
    chosen = get(format or recognise(data, name))
    if not chosen.reads:
        raise BadInput(f"{name}: {chosen.label} is a format to write only; export from there in another one")
    if chosen.name not in ("csv", "xlsx"):
        return _answered(checked(chosen.load().read(data, name)))
    from quizapp.formats.cards import read_cards
    from quizapp.formats.sheets.reader import NoHeader

    try:
        return checked(chosen.load().read(data, name))
    except NoHeader:
        if (listed := _listed(data, name)) is not None and listed.taken:
            return listed
        if not is_zip(data) and (cards := read_cards(data, name)) is not None:
            return checked(cards)
        raise


def _listed(data: bytes, name: str) -> Reading | None:
    """What a spreadsheet without a table holds as a list of questions below each other."""
    from quizapp.formats.sheets.listed import as_list

    text = as_list(data, name).rstrip("\n")
    return checked(get("text").load().read(text.encode(), name)) if text.count("\n") > 1 else None


_ANSWER = re.compile(r"\b(?:answer|ans|key)s?\b *[:=] *\S", re.IGNORECASE)
_BY_ANSWER = (
    "A question with an answer and no options comes in from a list where it asks for a few words or a number. Others "
    "can be brought as GIFT, {#1918:1} for a number and how far off it may be, {=Paris} for a text, or as a table."
)


def _answered(reading: Reading) -> Reading:
    """The reading with a word on questions without options, where a list has one with its answer."""
    answered = any(_ANSWER.search(one.excerpt) for one in reading.skipped)
    return replace(reading, notes=(*reading.notes, _BY_ANSWER)) if reading.format == "text" and answered else reading


def checked(reading: Reading) -> Reading:
    """The reading with every item that could not be asked moved to `skipped`, with the reason and what was read."""
    taken: list[Taken] = []
    skipped = list(reading.skipped)
    known = {media.name for media in reading.media}
    for one in reading.taken:
        if len(taken) >= MAX_ITEMS:
            remedy = f"split the file; one import takes {MAX_ITEMS:,} questions"
            skipped.append(Skipped(one.place, one.line, "there are too many questions", remedy, entry=one.entry))
        elif problem := _problem(one.item):
            what, _, remedy = problem.partition("; ")
            left = [told for told in one.changes if "picture" in told or "drawing" in told]
            if left and what.endswith(" is empty"):  # it was nothing but the picture
                what, remedy = f"{what}: {left[0]}", "say it in words"
            skipped.append(
                Skipped(
                    one.place, one.line, what, remedy or "mend it and import it again", one.item.stem[:200], one.entry
                )
            )
        else:
            lost = [name for name in one.item.media if name not in known]
            changes = tuple(f"the picture {name} did not come along" for name in lost)
            taken.append(replace(one, changes=one.changes + changes) if lost else one)
    skipped.sort(key=lambda one: (one.place, one.line))
    return replace(reading, taken=tuple(taken), skipped=tuple(skipped))


def _problem(item: Item) -> str:
    texts = [item.stem, item.explanation, *(o.text for o in item.options), *(o.rationale for o in item.options)]
    if any(len(text) > MAX_TEXT for text in texts):
        return f"a text has more than {MAX_TEXT:,} characters; shorten it"
    problems = check(item)
    return problems[0] if problems else ""


_UNWEIGH = "let the key alone earn the mark, or choose Moodle XML or QTI"


def _weighs(entry: Entry) -> bool:
    weights = entry.defaults.weights
    return bool(weights) and not plain_single(weights, entry.item.keys)


def write(format: str, entries: Sequence[Entry], media: Mapping[str, bytes] | None = None, title: str = "") -> Written:
    """A file in this format, with everything it does not carry named by entry and field.

    Raises BadInput for an unknown format, or one that is only read.
    """
    chosen = get(format)
    if not chosen.writes:
        raise BadInput(f"{chosen.label} is a format to read only; choose another one")
    refused = [
        Refusal(
            entry.name,
            f"{chosen.label} has no such questions ({KINDS[entry.item.kind].label})",
            "choose another format",
        )
        for entry in entries
        if entry.item.kind not in chosen.kinds
    ]
    fit = [entry for entry in entries if entry.item.kind in chosen.kinds]
    if "scoring" not in chosen.keeps:  # keys travel, marks do not: nothing may be scored otherwise in silence
        refused += [
            Refusal(one.name, f"{chosen.label} has no weights for options", _UNWEIGH) for one in fit if _weighs(one)
        ]
        fit = [one for one in fit if not _weighs(one)]
    written = chosen.load().write(fit, media or {}, title)
    out = {refusal.entry for refusal in written.refused}
    told = {(loss.entry, loss.field) for loss in written.losses}
    losses = [
        Loss(name, entry.name)
        for entry in fit
        if entry.name not in out
        for name in sorted(present(entry) - chosen.keeps)
        if (entry.name, name) not in told
    ]
    return replace(written, refused=(*refused, *written.refused), losses=(*written.losses, *losses))
