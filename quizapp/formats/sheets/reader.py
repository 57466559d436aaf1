"""Rows of a table with a header become entries: our own dialect, and the sheets of quiz games and other programs."""

from __future__ import annotations

import re
from dataclasses import replace

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.formats.fields.tags import with_tags
from quizapp.formats.marks.letters import in_use
from quizapp.formats.marks.roots import roots
from quizapp.formats.marks.true_false import judged, looks_true_false, truth
from quizapp.formats.report import Entry, Feedback, Ledger, Reading
from quizapp.formats.sheets.brightspace import is_brightspace, read_rows
from quizapp.formats.sheets.cells import Row, Sheet
from quizapp.formats.sheets.columns import Columns, bare, columns_of, headed, letters_in
from quizapp.formats.sheets.headless import headless
from quizapp.formats.sheets.key_sheet import with_keys
from quizapp.formats.sheets.keys import (
    COUNTED,
    breaks_unclear,
    by_commas,
    by_words,
    count_up,
    first_number,
    how_keyed,
    keys_in,
    names_others,
    parted_for,
    places_meant,
    slipped,
    unlabelled,
    usual_sort,
    within,
    wrongs,
)
from quizapp.formats.sheets.kinds import difficulty_said, kind_said, level_said, names_kinds, not_typed, other_kind
from quizapp.formats.sheets.mapping import columns_named, placed
from quizapp.formats.sheets.marked import is_mark, is_right
from quizapp.formats.sheets.opening import first_words, open_sheets, title_above
from quizapp.formats.sheets.results import are_results
from quizapp.formats.sheets.shown import looks_told
from quizapp.formats.sheets.stacked import is_share, is_worth, share_of, unstacked
from quizapp.formats.sheets.texts import Texts
from quizapp.formats.sheets.turned import turned
from quizapp.formats.sheets.unnamed import as_headed, completed, further_keys, with_remarks

_MARKED = re.compile(
    r"\*{1,3}[ \t]*([^*\s][^*]*)|([^*\s][^*]*)\*|\*\*([^*]+)\*\*"
    r"|(?:[✓✔☑✅]\ufe0f?\s*|√\s+)(.+)|(.*\S)\s*(?:[✓✔√☑✅]\ufe0f?|\(correct\))",
    re.I | re.S,
)
"""An option that is marked as right in its own cell."""

_RULED = re.compile(r"\s*(?::?-{2,}:?)?\s*")  # the line below the header of a table in Markdown
_LETTERS = re.compile(r"[^\W\d_](?:[\s,;/&]+[^\W\d_])*")
_PLACES = ("kahoot", "wayground", "blooket")  # their templates name right answers by place
_DOUBLED = "put a text that has some in quotation marks itself, and double those within: \"He said \"\"Go\"\"\""
_HAND = "enter it by hand as a question of a kind there is here"
_THEMSELVES = "export the questions themselves, not the report of a game or a test"


class NoHeader(BadInput):
    """A table in which no row says what its columns hold; a person may."""


def read_table(data: bytes, place: str, format: str, *, columns: str = "") -> Reading:
    """Everything question-like in a table or workbook. `columns` says what they hold, as in `sheet_mapping`.

    Raises NoHeader where no row is a header of questions and nobody says what the columns hold.
    """
    named = columns_named(columns) if columns else None
    ledger = Ledger(place)
    sheets = open_sheets(data, place, ledger)
    broken = [row for sheet in sheets for row in sheet.broken]
    if named is not None:  # they are those of the first sheet that holds anything
        sheets = [sheet for sheet in sheets if not all(row.empty for row in sheet.rows)][:1]
    else:
        sheets = with_keys(sheets, ledger)
    found, title = False, ""
    for sheet in sheets:
        if named is None and is_brightspace(sheet):
            read_rows(sheet, ledger)
            found = True
            continue
        sheet = unstacked(sheet) if named is None else sheet
        known = columns_of(sheet) if named is None else placed(*named, sheet)
        if known is None and (known := headless(sheet)) is not None:
            ledger.note("no row is a header; every row was read as a question, its options and the right answer")
        if known is None and named is None:
            aside = turned(sheet)
            known = columns_of(aside) or headless(aside)
            if known is not None and known.options:
                sheet = aside
                ledger.note("every column was read as a question, with its options below it")
            else:
                known = None
        if known is None:
            if sheet.name and any(not row.empty for row in sheet.rows):
                ledger.note(f"the sheet “{sheet.name}” has no header of questions and was left out")
            continue
        found = True
        if named is None and are_results(sheet, known):
            where = f"{place}!{sheet.name}" if sheet.name else place
            head = " | ".join(sheet.rows[known.row].cells)
            ledger.skip(0, "it says who answered what: results, and no questions", _THEMSELVES, head, place=where)
            continue
        known = as_headed(with_remarks(sheet, completed(sheet, known, ledger))) if named is None else known
        if known.unknown:
            ledger.note(f"columns that were not used: {', '.join(known.unknown[:12])}")
        known = replace(known, counted=known.counted or format in _PLACES)
        title = title or title_above(sheet, -1 if format in _PLACES else known.row)
        _Table(sheet, known, ledger, place, game=format in _PLACES).read()
    if not found:
        raise NoHeader(
            f"{place}: no row looks like a header; put one above the questions: "
            f"stem, option_1, option_2, option_3, correct (the first row says: {first_words(sheets)})"
        )
    for row in broken:
        ledger.skip(row.number, "its quotation marks do not say where a text ends", _DOUBLED, " | ".join(row.cells))
    return ledger.reading(format, title)


class _Skip(Exception):
    def __init__(self, what: str, remedy: str, column: int | None = None) -> None:
        super().__init__(what)
        self.what, self.remedy, self.column = what, remedy, column


class _Table(Texts):
    """One sheet with its columns known."""

    def __init__(self, sheet: Sheet, columns: Columns, ledger: Ledger, place: str, *, game: bool) -> None:
        super().__init__(sheet, columns, game=game)
        self.ledger, self.place = ledger, place
        rows = [
            row for row in sheet.rows[columns.row + 1 :] if not (row.empty or all(map(_RULED.fullmatch, row.cells)))
        ]
        self.rows = [row for row in rows if not self._instruction(row)]
        if not (columns.own or names_kinds([self._cell(row, "type") for row in self.rows])):
            self.columns = columns = replace(columns, plain={k: v for k, v in columns.plain.items() if k != "type"})
            ledger.note("the column of types names no kind of question and was not used")
        self.more, self.unclear = further_keys(columns, sheet, self.rows)
        self.labelled = False
        cells = [[text for text in self._texts(row) if text] for row in self.rows]
        self.commas = by_commas([(self._cell(row, "correct"), self._cell(row, "choices")) for row in self.rows])
        self.labelled = not columns.own and any(cells) and all(unlabelled(texts) for texts in cells if texts)
        self.counted = not columns.own and count_up([self._cell(row, "stem") for row in self.rows])
        self.marks = self._marks()
        self.bright = self._bright()
        keyed = [(key, self._options(row)) for row in self.rows[:400] if (key := self._key(row))]
        self.keyed = bool(keyed)
        signs = roots([self._texts(row) for row in self.rows])
        self.roots = {row.number for row, is_root in zip(self.rows, signs, strict=True) if is_root}
        self.head = head = sheet.rows[columns.row] if columns.row >= 0 else Row(0, ())
        wide = {row.number for row in self.rows if "".join(row.cells[len(head.cells) :]).strip()}
        few = columns.row >= 0 and 2 * len(wide) <= max(2, len(self.rows))
        self.wide = wide if not sheet.name and few else set()
        counted = {at for numbers in columns.numbered.values() for at in numbers.values()}
        aside = {"explanation", *(["choices"] if columns.options else [])}  # they may be headed as right answers are
        used = {at for name, at in columns.plain.items() if name not in aside}.union(self.more, counted)
        self.also = [at for at, cell in enumerate(head.cells) if at not in used and headed(cell) == ("correct", 0)]
        heading, asked = (head.cell(columns.plain.get(name)) for name in ("correct", "stem"))
        self.judged = judged([key for key, options in keyed if not options], heading, asked)
        shown = [key for row in self.rows if len(key := self._key(row)) < 12 and _LETTERS.fullmatch(key)]
        self.letters = in_use({*letters_in(head.cells), *(sign for key in shown for sign in key)})
        self.first = 1 if game else first_number(keyed, heading)
        self.places = places_meant(keyed, counted=columns.counted, first=self.first)
        self.usual = usual_sort(keyed, self.places, self.first)

    def _key(self, row: Row) -> str:
        """The right answers of a row, from one column or several."""
        cells = [self._cell(row, "correct"), *(row.cell(at).strip() for at in self.more)]
        if not self.marks:  # right answers in columns that are numbered, too
            right = self.columns.numbered.get("right", {})
            cells += [row.cell(right[n]).strip() for n in sorted(right)]
        return ";".join(cell for cell in cells if cell)

    def _marks(self) -> dict[int, int]:
        """Number of an option → the column that marks it as right, if every option has one and it holds marks alone."""
        shares = [] if "correct" in self.columns.plain else [("worth", is_worth), ("weight", is_share)]
        for field, fits in (("right", is_mark), *shares):
            marks = self.columns.numbered.get(field, {})
            columns = [marks[n] for n in self.columns.options if n in marks]
            meant = columns and len(columns) == len(self.columns.options)
            if meant and all(fits(row.cell(column)) for row in self.rows for column in columns):
                return marks
        return {}

    def _bright(self) -> bool:
        """Whether only the look of cells tells the right options: some of most rows, not always the same ones."""
        columns = self.columns
        named = {"correct", "wrongs"} & columns.plain.keys() or {"right", "wrong"} & columns.numbered.keys()
        places = frozenset(columns.options.values())
        told = [row.bright & places for row in self.rows if any(row.cell(at).strip() for at in places)]
        some = [here for here in told if here and len(here) < len(places)]
        return not named and looks_told(some, len(told))

    def _keys(self, row: Row, texts: list[str]) -> tuple[frozenset[int], str]:
        """Positions of the right answers of a row, or why they cannot be told."""
        columns, numbers = self.columns, sorted(self.columns.options)
        if self.marks:
            cells = [row.cell(self.marks[n]) for n in numbers]
            keys = frozenset(at for at, cell in enumerate(cells) if is_right(cell) or (share_of(cell) or 0) > 0)
            if len(shares := {share_of(cells[at]) for at in keys}) > 1 and None not in shares:
                return frozenset(), "its options earn different points"
            return keys, "" if keys else "no option is marked as right"
        key = self._raw(self._key(row))
        named = [at for at, n in enumerate(numbers) if bare(self.head.cell(columns.options[n])) == bare(key)]
        if len(bare(key)) > 1 and len(named) == 1 and by_words(key, texts) is None:
            return frozenset(named), ""
        if _LETTERS.fullmatch(key) and key not in texts:
            key = "".join(self.letters.get(sign.lower(), sign) for sign in key)
        if odd := slipped(key, texts, self.usual):
            return frozenset(), odd
        return keys_in(key, [self._raw(text) for text in texts], places=self.places, first=self.first)

    def _options(self, row: Row) -> list[str]:
        options = self.columns.options
        if not options and "choices" in self.columns.plain:
            cell = self._cell(row, "choices")
            return cell.split(",") if self.commas else parted_for(cell, self._key(row))
        if not options and not self.columns.own:
            return within(self._cell(row, "stem"))[1]
        texts = self._texts(row)
        while texts and not texts[-1]:
            texts.pop()
        return texts

    def _texts(self, row: Row) -> list[str]:
        """The cells of the options, without letters of their own where all rows have them."""
        texts = [row.cell(self.columns.options[n]).strip() for n in sorted(self.columns.options)]
        if not self.labelled:
            return texts
        bare = iter(unlabelled([text for text in texts if text]) or ())
        return [next(bare, "") if text else "" for text in texts]

    def read(self) -> None:
        others = []
        for row in self.rows:
            if not self._cell(row, "stem") and not any(self._options(row)) and not self._cell(row, "correct"):
                others.append(row)
                continue
            changes: list[str] = []
            in_cells = bool(self.sheet.name) or self.sheet.turned
            line = 0 if in_cells else row.number
            where = f"{self.place}!{self.sheet.place(row)}" if in_cells else self.place
            try:
                entry = self._entry(row, changes)
            except _Skip as error:
                if in_cells:
                    where = f"{self.place}!{self.sheet.place(row, error.column)}"
                self.ledger.skip(line, error.what, error.remedy, " | ".join(row.cells), place=where)
            else:
                changes += self._remarks(row)
                self.ledger.take(entry, line, tuple(dict.fromkeys(changes)), place=where)
        self._note_left_out(others, self.ledger)

    def _entry(self, row: Row, changes: list[str]) -> Entry:
        columns = self.columns
        if row.problem[0]:
            raise _Skip(*row.problem)
        if row.number in self.wide:  # where others have none: a comma in a text has moved all that is behind it
            raise _Skip("it has more cells than the header", "put a text with the separator in it in quotation marks")
        said = self._cell(row, "type")
        kind = kind_said(said, offers=any(self._texts(row)))
        if kind is None:
            remedy = "write single, multiple, true-false, numeric or text" if columns.own else _HAND
            raise _Skip(f"“{said[:40].lower()}” is a kind that is not taken", remedy, columns.plain.get("type"))
        asked = self._cell(row, "stem")
        if not columns.own and (other := other_kind(asked, self._cell(row, "correct"))):
            raise _Skip(f"it asks for {other}, a kind that is not taken", _HAND)
        cells = (self._cell(row, "choices"), self._cell(row, "wrongs"))
        if any(breaks_unclear(cell, self._key(row)) for cell in cells):
            raise _Skip("“<br>” may part its options, or be one", "write nothing but | between them")
        if not (columns.options or columns.own or "choices" in columns.plain):
            asked = within(asked)[0]
        if self.counted:
            asked = COUNTED.sub("", asked, count=1)
            changes.append("the number before the question was left out")
        stem = self._text(asked, changes)
        if kind in ("numeric", "text"):
            item = self._typed(row, kind, stem, changes)
        else:
            item = self._choice(row, kind, stem, changes)
        return self._dressed(row, item, changes)

    def _typed(self, row: Row, kind: str, stem: str, changes: list[str]) -> Item:
        accepted = [
            Answer(text, self._numbered(row, "feedback", n, changes))
            for n, at in sorted(self.columns.options.items())
            if (text := self._raw(row.cell(at)).strip())
        ]
        key = self._raw(self._cell(row, "correct"))
        problem = not_typed(self._cell(row, "stem"), [one.text for one in accepted], key)
        if problem and not self.columns.own:
            raise _Skip(problem, _HAND)
        answers = tuple(accepted) or tuple(Answer(one.strip()) for one in key.split(";") if one.strip())
        return Item(kind, stem, answers=answers, match=self._cell(row, "match"), unit=self._cell(row, "unit"))

    def _choice(self, row: Row, kind: str, stem: str, changes: list[str]) -> Item:
        columns = self.columns
        if self.unclear:
            raise _Skip("the column without a header may hold right answers or points", "head it, or leave it out")
        key = self._key(row)
        texts = self._texts(row) or self._options(row)
        used = [at for at, text in enumerate(texts) if text]
        wrong = columns.numbered.get("wrong", {})
        if (wrong or "wrongs" in columns.plain) and not used:
            alone = wrongs(self._cell(row, "wrongs"), key, changes)
            given = [key, *(row.cell(wrong[n]).strip() for n in sorted(wrong)), *alone]
            options = [Option(self._text(text, changes), at == 0) for at, text in enumerate(given) if text]
            if len(options) == 1 and (statement := self._statement(key, kind)):
                return Item("true-false", stem, statement)
            judges = looks_true_false([option.text for option in options])
            return Item("true-false" if judges else "single", stem, tuple(options))
        if not used and kind in ("", "true-false") and (statement := self._statement(key, kind)):
            return Item("true-false", stem, statement)
        if self.labelled and used:
            changes.append("the letters before the options were left out; a quiz gives them its own")
        if used != list(range(len(used))):
            changes.append("empty options between others were left out")
        bright = [columns.options[n] in row.bright for n in sorted(columns.options)] if self.bright else []
        marked = [None if "√" in text and row.number in self.roots else _MARKED.fullmatch(text) for text in texts]
        if not self.keyed and not self.marks and any(marked) and not all(marked[at] for at in used):
            keys, problem = frozenset(at for at, mark in enumerate(marked) if mark), ""
            texts = [
                next(filter(None, mark.groups())) if mark else text for text, mark in zip(texts, marked, strict=True)
            ]
        elif any(bright) and not all(bright[at] for at in used):
            keys, problem = frozenset(at for at in used if bright[at]), ""
            changes.append("the right answer was told by its look: bold, coloured or filled")
        else:
            keys, problem = self._keys(row, texts)
        if not problem and any(not texts[at] for at in keys):
            problem = "the right answer is an empty option"
        if not problem and any(names_others(row.cell(at), texts, keys) for at in self.also):
            raise _Skip("two of its columns name different right answers", "leave the one that is right")
        if problem:
            said = self.head.cell(columns.plain.get("correct")) or None
            line = "row" if self.sheet.turned else "column"
            raise _Skip(problem, how_keyed(said, marked=bool(self.marks), line=line), columns.plain.get("correct"))
        numbers = sorted(columns.options) or list(range(1, len(texts) + 1))
        options = [
            Option(self._text(texts[at], changes), at in keys, self._numbered(row, "feedback", numbers[at], changes))
            for at in used
        ]
        if not kind:
            kind = "multiple" if len(keys) > 1 else "single"
        if kind == "single" and len(keys) > 1:
            kind = "multiple"
            changes.append("it names several right options, so it became a question with several answers")
        plain = [option.text for option in options]
        if kind == "single" and not columns.own and looks_true_false(plain):
            kind = "true-false"
        order = "fixed" if self._cell(row, "order").lower() == "fixed" else "shuffle"
        return Item(kind, stem, tuple(options), order=order)

    def _statement(self, key: str, kind: str) -> tuple[Option, ...]:
        """The words for true and false where a row holds nothing but a statement and whether it is true."""
        word = key.strip(" .").casefold()
        if word in self.judged:
            is_true, yes, no = self.judged[word]
        elif (said := truth(key)) is not None and (kind or len(word) > 1 + word.isascii()):  # F or Ne may be asked for
            is_true, yes, no = said, "True", "False"
        else:
            return ()
        return Option(yes, is_true), Option(no, not is_true)

    def _dressed(self, row: Row, item: Item, changes: list[str]) -> Entry:
        """The entry with everything else its row says."""
        item = replace(
            item,
            explanation=self._text(self._cell(row, "explanation"), changes),
            as_of=self._cell(row, "as_of") if re.fullmatch(r"\d{4}-\d\d-\d\d", self._cell(row, "as_of")) else "",
            language=self._cell(row, "language")[:35],
            level=level_said(self._cell(row, "level")),
            difficulty=difficulty_said(self._cell(row, "difficulty")) or difficulty_said(self._cell(row, "level")),
        )
        separator = ";" if ";" in self._cell(row, "tags") or self.columns.own else ","
        tags = [self._raw(one.strip()) for one in self._raw(self._cell(row, "tags")).split(separator)]
        words = [
            self._text(self._cell(row, f"feedback_{name}"), changes) for name in ("correct", "partly", "incorrect")
        ]
        entry = Entry(
            with_tags(item, [tag for tag in tags if tag]),
            uid=self._raw(self._cell(row, "id")),
            title=self._raw(self._cell(row, "title"))[:300],
            category=self._raw(self._cell(row, "bank"))[:300],
            defaults=self._defaults(row, item, changes),
            feedback=Feedback(*words),
        )
        hints = self.columns.numbered.get("hint", {})
        told = [self._text(row.cell(hints[n]).strip(), changes) for n in sorted(hints)]
        if self._cell(row, "image"):
            changes.append(f"the picture {self._cell(row, 'image')[:100]} is elsewhere and did not come along")
        return replace(entry, hints=tuple(one for one in told if one), head=self._head(row))
