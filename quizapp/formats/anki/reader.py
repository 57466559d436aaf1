"""Reading Anki: packages and text exports, our own note type and those of other people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.formats.anki.model import FIELDS, LETTERS, NAME
from quizapp.formats.anki.notes import Note, notes_in_package, notes_in_text
from quizapp.formats.cards.listed import Unnamed, listed
from quizapp.formats.fields.tags import with_tags
from quizapp.formats.files.archive import is_zip
from quizapp.formats.files.pictures import finder
from quizapp.formats.marks.true_false import truth
from quizapp.formats.markup import from_html, to_plain
from quizapp.formats.report import Entry, Ledger, Reading
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import headed
from quizapp.formats.sheets.headless import headless
from quizapp.formats.sheets.keys import keys_in

_LONGEST_BACK = 100
_FEW = 3
_KNOWN = {
    NAME: FIELDS,
    "AllInOne (kprim, mc, sc)": (
        "Question", "Title", "QType", "Q_1", "Q_2", "Q_3", "Q_4", "Q_5", "Answers", "Sources", "Extra 1",
    ),
}  # fmt: skip
"""Note types whose fields are known in their order: exports as text leave the names out."""

_HAND = "make it a question with options by hand"


class _Skip(Exception):
    pass


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    notes, media = notes_in_package(data, place) if is_zip(data) else (notes_in_text(data, place, ledger), {})
    reader = _Notes(ledger, media)
    for note in _named(notes):
        changes: list[str] = []
        try:
            entry = reader.entry(note, changes)
        except _Skip as error:
            ledger.skip(note.line, str(error), _HAND, " | ".join(note.fields), place=note.place)
        else:
            ledger.take(entry, note.line, tuple(dict.fromkeys(changes)), place=note.place)
    if not notes:
        raise BadInput(f"{place}: no notes are in it; export them in Anki as a package or as notes in plain text")
    return ledger.reading("anki")


def _named(notes: list[Note]) -> list[Note]:
    """The notes with names for their fields, where the file has none and the shape of all its notes tells them."""
    bare = [note for note in notes if not note.names and not note.type.startswith(tuple(_KNOWN))]
    texts = [tuple(to_plain(from_html(field)[0])[0] for field in note.fields) for note in bare]
    columns = headless(Sheet("", tuple(Row(number, cells) for number, cells in enumerate(texts, 1))))
    if columns is None:
        return notes
    names = {column: f"Option {n}" for n, column in columns.options.items()}
    names |= {columns.plain["stem"]: "Question", columns.plain["correct"]: "Answer"}
    labels = tuple(names.get(at, "") for at in range(columns.plain["correct"] + 1))
    return [
        note if note.names or note.type.startswith(tuple(_KNOWN)) else replace(note, names=labels) for note in notes
    ]


class _Notes:
    def __init__(self, ledger: Ledger, media: Mapping[str, bytes]) -> None:
        self.picture = finder(ledger, media)

    def entry(self, note: Note, changes: list[str]) -> Entry:
        names = note.names or next((names for type, names in _KNOWN.items() if note.type.startswith(type)), ())
        if names[1:2] == ("Title",) and re.fullmatch(r"[012]", note.fields[1].strip() if note.fields[1:] else ""):
            names = (names[0], *names[2:])  # before the note type had a field for a title
        fields = dict(zip(names, note.fields, strict=False))
        if set(FIELDS) <= set(fields):
            return self._ours(note, fields, changes)
        item = self._by_names(fields, changes) or self._by_list(note, changes) or self._front_and_back(note, changes)
        tags = [tag.replace("_", " ") for tag in note.tags]
        return Entry(with_tags(item, tags), uid=note.guid, category=note.deck.replace("::", "/"))

    def _text(self, html: str, changes: list[str]) -> str:
        html = re.sub(r"\[sound:[^\]\n]{0,200}\]", "", html)
        markdown, changed = from_html(html, self.picture)
        changes += changed
        return markdown

    def _ours(self, note: Note, fields: Mapping[str, str], changes: list[str]) -> Entry:
        keys = fields["Key"].split()
        options = tuple(
            Option(self._text(fields[x], changes), x in keys, self._text(fields[f"Rationale {x}"], changes))
            for x in LETTERS
            if fields[x].strip()
        )
        kind = to_plain(from_html(fields["Kind"])[0])[0].strip()
        item = Item(kind, self._text(fields["Stem"], changes), options)
        item = with_tags(item, [tag.replace("_", " ") for tag in note.tags])
        said = {name: " ".join(to_plain(from_html(fields[name])[0])[0].split()) for name in ("Uid", "Title", "Bank")}
        explanation = self._text(fields["Explanation"], changes)
        return Entry(
            replace(item, explanation=explanation), uid=said["Uid"], title=said["Title"], category=said["Bank"]
        )

    def _by_names(self, fields: Mapping[str, str], changes: list[str]) -> Item | None:
        """A note type of others whose fields are named like the columns of a table of questions."""
        found: dict[tuple[str, int], str] = {}
        for name, html in fields.items():
            if (meant := headed(name)) is not None:
                found.setdefault(meant, html)
            elif match := re.fullmatch(r"Q_(\d)", name):  # the note type “AllInOne (kprim, mc, sc)”
                found.setdefault(("option", int(match[1])), html)
        wrong = sorted(n for field, n in found if field == "wrong" and found[field, n].strip())
        numbers = sorted(n for field, n in found if field == "option" and found[field, n].strip())
        if wrong and not numbers and ("correct", 0) in found:  # the right one, and wrong ones beside it
            found |= {("option", at): found["wrong", n] for at, n in enumerate(wrong, 2)}
            found["option", 1], numbers = found["correct", 0], [*range(1, len(wrong) + 2)]
        if ("stem", 0) not in found or len(numbers) < 2 or ("correct", 0) not in found:
            return None
        options = [self._text(found["option", n], changes) for n in numbers]
        plain = [to_plain(option)[0] for option in options]
        key = to_plain(from_html(found["correct", 0])[0])[0]
        flags = key.split()
        if wrong and found["option", 1] is found["correct", 0]:
            keys, problem = frozenset([0]), ""
        elif "Q_1" in fields and len(flags) >= len(options) and set(flags) <= {"0", "1"}:
            keys, problem = frozenset(at for at in range(len(options)) if flags[at] == "1"), ""
        else:
            keys, problem = keys_in(key, plain, places=bool(re.fullmatch(r"[\sA-Ha-h\d,;.&]{1,24}", key)))
        if problem:
            raise _Skip(problem)
        kind = "multiple" if len(keys) > 1 else "single"
        shown = tuple(Option(text, at in keys) for at, text in enumerate(options))
        told = found.get(("explanation", 0), "")
        return Item(kind, self._text(found["stem", 0], changes), shown, explanation=self._text(told, changes))

    def _by_list(self, note: Note, changes: list[str]) -> Item | None:
        """A card whose front lists its options."""
        if len(note.fields) < 2:
            return None
        told: list[str] = []
        try:
            item = listed(self._text(note.fields[0], told), self._text(note.fields[1], told))
        except Unnamed as error:
            raise _Skip(str(error)) from None
        changes += told if item else []
        return item

    def _front_and_back(self, note: Note, changes: list[str]) -> Item:
        if any(re.search(r"\{\{c\d+::", field) for field in note.fields):
            raise _Skip("it is a cloze note: words are left out of a text")
        if len(note.fields) < 2 or not note.fields[0].strip():
            raise _Skip("it has no front and back")
        if sum(1 for field in note.fields if field.strip()) > _FEW:
            raise _Skip("its fields have no names that tell which is the answer")
        back, lost = to_plain(self._text(note.fields[1], []))
        if lost or not back.strip() or "\n" in back or len(back) > _LONGEST_BACK:
            raise _Skip("its back is not a short answer that could be typed")
        front = self._text(note.fields[0], changes)
        if (is_true := truth(back)) is not None and len(front.split()) > _FEW - 1:  # a single word is vocabulary
            return Item("true-false", front, (Option("True", is_true), Option("False", not is_true)))
        changes.append("the back of the card became the accepted answer; add other spellings that count")
        return Item("text", front, answers=(Answer(back.strip()),))
