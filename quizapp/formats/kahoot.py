"""Kahoot's spreadsheet: title and instructions above, the header in row 8, a question per row from row 9.

Questions have at most 120 characters and two to four options of at most 75; the time is one of eight. What does not
fit is refused with its count, never cut. Their upload was never tried from here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizapp.core.item import Item, fold
from quizapp.formats.marks.true_false import looks_true_false
from quizapp.formats.markup import to_plain
from quizapp.formats.report import Entry, Ledger, Reading, Refused, Written
from quizapp.formats.sheets.cells import workbook
from quizapp.formats.sheets.reader import read_table

SECONDS = (5, 10, 20, 30, 60, 90, 120, 240)
MAX_STEM, MAX_OPTION, MAX_ROWS = 120, 75, 100
_HEADER = (
    None, "Question - max 120 characters", "Answer 1 - max 75 characters", "Answer 2 - max 75 characters",
    "Answer 3 - max 75 characters", "Answer 4 - max 75 characters",
    "Time limit (sec) – 5, 10, 20, 30, 60, 90, 120, or 240 secs", "Correct answer(s) - choose at least one",
)  # fmt: skip
_SHORTEN = "shorten it, or choose another format"


def read(data: bytes, place: str) -> Reading:
    return read_table(data, place, "kahoot")


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    rows: list[list[str | int | float | None]] = [
        [],
        [None, title or "Quiz"],
        [None, "One question per row, from row 9."],
        [None, f"A question has at most {MAX_STEM} characters, an answer at most {MAX_OPTION}."],
        [None, f"The time limit is one of {', '.join(map(str, SECONDS))} seconds."],
        [None, "Several right answers stand as 1,3."],
        [],
        list(_HEADER),
    ]
    for entry in entries:
        if len(rows) - len(_HEADER) >= MAX_ROWS:
            ledger.refuse(entry, f"a Kahoot sheet holds {MAX_ROWS} questions", "make several sheets")
            continue
        try:
            row = _row(entry, ledger)
        except Refused as error:
            ledger.refuse(entry, error.why, error.remedy)
        else:
            rows.append([len(rows) - len(_HEADER) + 1, *row])
    ledger.note("Points and partial marks are the game's own; the sheet carries keys only.")
    return ledger.written(workbook(rows, title="Sheet1", widths=(6, 60, 30, 30, 30, 30, 12, 16)))


def _row(entry: Entry, ledger: Ledger) -> list[str | int | float | None]:
    item = entry.item
    stem, options, changed = _plain(item)
    if not stem:
        raise Refused("its stem is only a picture", "describe the picture in words, or choose another format")
    if len(stem) > MAX_STEM:
        raise Refused(f"its stem has {len(stem)} characters and Kahoot takes {MAX_STEM}", _SHORTEN)
    if not 2 <= len(options) <= 4:
        raise Refused(f"it has {len(options)} options and Kahoot takes two to four", "choose another format")
    for number, option in enumerate(options, 1):
        if not option or len(option) > MAX_OPTION:
            raise Refused(f"option {number} has {len(option)} characters and Kahoot takes 1 to {MAX_OPTION}", _SHORTEN)
    if len({fold(option) for option in options}) < len(options):
        raise Refused("two options read the same without their formatting", "choose another format")
    if item.order == "fixed" and item.kind != "true-false":
        ledger.lose(entry, "order")
    alone = item.kind == "multiple" and len(item.keys) == 1
    if alone or (item.kind == "single" and looks_true_false(options)):
        ledger.lose(entry, "kind", "not said: the sheet tells questions apart by their keys and options only")
    for field in changed:
        ledger.lose(entry, field, "kept without formatting, line breaks and pictures")
    wanted = entry.defaults.seconds
    seconds = next((one for one in SECONDS if one >= (wanted or 20)), SECONDS[-1])
    if wanted is not None and seconds != wanted:
        ledger.lose(entry, "seconds", f"snapped from {wanted} to {seconds} seconds")
    keys = ",".join(str(at + 1) for at in item.keys)
    return [stem, *options, *[None] * (4 - len(options)), seconds, keys]


def _plain(item: Item) -> tuple[str, list[str], list[str]]:
    """Stem and options as plain text on one line, and which of them lost something by it."""
    changed = []
    texts = []
    for at, markdown in enumerate((item.stem, *(option.text for option in item.options))):
        text, lost = to_plain(markdown)
        line = " ".join(text.split())
        if lost or line != text:
            changed.append("options" if at else "stem")
        texts.append(line)
    return texts[0], texts[1:], list(dict.fromkeys(changed))
