"""Tables with an option in each row, below the question or beside it again: made as wide as all others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from quizapp.formats.marks.numbers import number
from quizapp.formats.marks.true_false import truth_words
from quizapp.formats.sheets import words as words
from quizapp.formats.sheets.cells import Row, Sheet, letters, notes_of
from quizapp.formats.sheets.columns import bare, headed
from quizapp.formats.sheets.keys import first_number, keys_in, places_meant
from quizapp.formats.sheets.marked import is_mark, is_right, joined, with_marks
from quizapp.formats.sheets.option_heads import Heads, heads_of, mark_in, marks_of
from quizapp.formats.sheets.per_option import Group, Places, doubt, grouped, labels_in
from quizapp.formats.sheets.results import names_people
from quizapp.formats.sheets.shown import looks_told

_LONGEST = 30
"""Signs of a header that is one word."""

_STARRED = re.compile(r"[*✓✔☑✅].*\S|.*\S[ ]?[*✓✔☑✅]", re.S)
_SOLUTION = re.compile(words.SOLUTION)
_SHARE = re.compile(r"(?:weight|percent(?:age)?|grade|fraction|score|points?|punkte|prozent|pourcentage|porcentaje|%)")
_POINTS = re.compile("score|point|punkte")
_DOUBLE = "put a text that has some in quotation marks itself, and double those within"
_NAME = "write the words of the right answer beside the first row, or x beside each right one"


def is_worth(cell: str) -> bool:
    """Whether a cell can be the points that an option earns."""
    return is_share(cell) and (share_of(cell) or 0) >= 0


def is_share(cell: str) -> bool:
    """Whether a cell can be the part of the mark that an option earns or costs: `100%`, `-50`."""
    return not cell.strip() or share_of(cell) is not None


def share_of(cell: str) -> Fraction | None:
    """The points or percent that an option earns; None for anything else."""
    return number(cell.strip("% "))


def unstacked(sheet: Sheet) -> Sheet:
    """The sheet with one row for each question, if it has one for each option; otherwise as it is."""
    for at, row in enumerate(sheet.rows[:15]):
        if (wide := _widened(sheet, at, row)) is not None:
            return wide
    return _judged_apart(with_marks(sheet))


def _widened(sheet: Sheet, at: int, head: Row) -> Sheet | None:
    rows = [row for row in sheet.rows[at + 1 :] if not row.empty]
    heads = heads_of(head, rows) if rows else None
    if heads is None or not heads.rights:
        both = joined(head, rows[0]) if rows else head  # a header over two rows
        if (lower := heads_of(both, rows[1:])) and lower.rights and not rows[0].cell(lower.places.stem).strip():
            head, heads, rows = both, lower, rows[1:]
    if heads is None:
        return None
    groups = grouped(rows, heads.places)
    stems = Counter(group.stem for group in groups)
    several = sum(len(group.options) > 1 or stems[group.stem] > 1 for group in groups)
    people = [column for column, cell in enumerate(head.cells) if names_people(cell)]
    if not several or any(len({row.cell(one) for row in group.rows}) > 1 for one in people for group in groups):
        return None
    places = replace(heads.places, label=labels_in(rows, groups, heads.labels))
    used = [at for at in heads.rights if _take_marks(groups, rows, at, head.cell(at), places)]
    shares = [at for at in range(len(head.cells)) if not heads.rights and _take_shares(groups, at, head.cell(at))][:1]
    used += shares
    if not used and 2 * several < len(groups):
        return None  # some question of a table of another kind may stand there twice
    named = [at for at in heads.rights if at not in used and _take_names(groups, at, places, sure=not used)]
    told = bool(used or named)
    _doubt_text(sheet, head, groups)
    if heads.wrong is not None:
        _hold_against(groups, heads.wrong)
    if not heads.rights and not told:
        told = _take_looks(groups, places.option)
    below_empty = {below.number for above, below in zip(sheet.rows, sheet.rows[1:], strict=False) if above.empty}
    doubt(groups, places, below_empty, told=told)
    gone = {places.option, *used, *named} | {at for at in (heads.wrong, places.label) if at is not None}
    return _wide(sheet, head, groups, heads, gone, shares=shares, told=told)


def _take_marks(groups: Sequence[Group], rows: Sequence[Row], at: int, heading: str, places: Places) -> bool:
    """Take the marks of a column for the keys, or what is against them; whether it holds marks."""
    meant = marks_of([row.cell(at) for row in rows], bare(heading))
    if meant is None:
        return False
    for group in groups:
        marks = {row.number: mark_in(row.cell(at)) for row in group.rows if row.cell(at).strip()}
        right = {number for number, mark in marks.items() if meant.get(mark)}
        if odd := next((mark for mark in marks.values() if mark not in meant), ""):
            group.refuse(f"“{odd[:40]}” in “{heading.strip()[:40]}” says neither right nor wrong")
        if right - {row.number for row in group.options}:
            group.refuse("a mark stands where there is no answer")
        texts = [row.cell(places.option).strip().casefold() for row in group.options]
        if len(said := {marks[number] for number in right}) == 1 and len(texts) > 1:
            alike = len(right) == len(texts) == len(marks)
            may_name = [one in texts or (one.isdecimal() and alike) for one in said]
            if any(may_name) and (alike or right == {group.rows[0].number}) and not _names_itself(group, right, places):
                group.refuse(f"“{next(iter(said))}” may be a mark or name one of its answers")
        _agree(group, frozenset(right))
    return True


def _take_names(groups: Sequence[Group], at: int, places: Places, *, sure: bool) -> bool:
    """Take what a column says beside the first row, or each, for the names of keys; whether it does so.

    Beside marks (not `sure`) it may hold another thing, unless it always names options.
    """
    asked = [
        (group, list(dict.fromkeys(filter(None, (row.cell(at).strip() for row in group.rows))))) for group in groups
    ]
    texts = [[row.cell(places.option).strip() for row in group.options] for group in groups]
    keyed = [(said[0], options) for (_, said), options in zip(asked, texts, strict=True) if len(said) == 1]
    first = first_number(keyed)
    meant = places_meant(keyed, counted=False, first=first)
    found: list[tuple[Group, frozenset[int], str]] = []
    for (group, said), options in zip(asked, texts, strict=True):
        labels = [row.cell(places.label).strip(" ().").casefold() for row in group.options]
        own = [row.number for row in group.options if row.cell(at).strip() == row.cell(places.option).strip()]
        if not said:
            continue
        if len(said) > 1:
            whole = len(own) == len(said)
            found.append((group, frozenset(own), "" if whole else "its rows name different right answers"))
        elif (sign := said[0].strip(" ().").casefold()) in labels and places.label is not None:
            found.append((group, frozenset(row.number for row in group.options if _label(row, places) == sign), ""))
        else:
            keys, problem = keys_in(said[0], options, places=meant, first=first)
            found.append((group, frozenset(group.options[key].number for key in keys), problem))
    if not found or (not sure and any(problem for *_, problem in found)):
        return False
    for group, right, problem in found:
        if problem:
            group.refuse(problem, _NAME)
        _agree(group, right)
    return True


def _names_itself(group: Group, right: set[int], places: Places) -> bool:
    """Whether the one marked option has the words of its mark, so that both readings are one: `Yes` beside `Yes`."""
    marked = [row for row in group.options if row.number in right]
    return len(marked) == 1 and is_mark(marked[0].cell(places.option)) and is_right(marked[0].cell(places.option))


def _take_shares(groups: Sequence[Group], at: int, heading: str) -> bool:
    """Take the options that earn points or percent for the keys, where a column says of all what they earn."""
    if not _SHARE.fullmatch(bare(heading)):
        return False
    told = [{row.number: share_of(row.cell(at)) for row in group.options} for group in groups]
    for shares in told:
        known = [share for share in shares.values() if share is not None]
        if len(known) < len(shares) or not known or not max(known) > 0 >= min(known):
            return False
    for group, shares in zip(groups, told, strict=True):
        group.right = frozenset(number for number, share in shares.items() if share and share > 0)
    return True


def _doubt_text(sheet: Sheet, head: Row, groups: Sequence[Group]) -> None:
    """Refuse what a sign in a text has moved or broken: cells behind the header, quotation marks left open."""
    wide = {row.number for group in groups for row in group.rows if "".join(row.cells[len(head.cells) :]).strip()}
    few = not sheet.name and 2 * len(wide) <= max(2, sum(len(group.rows) for group in groups))
    ends = [group.rows[0].number for group in groups[1:]] + [sheet.rows[-1].number + 2]
    for group, end in zip(groups, ends, strict=True):
        if few and any(row.number in wide for row in group.rows):
            what = "it has more cells than the header"
            group.refuse(what, "put a text with the separator in it in quotation marks")
        if any(group.rows[0].number < row.number < end for row in sheet.broken):
            group.refuse("the quotation marks in a row of it, or below it, do not say where a text ends", _DOUBLE)


def _label(row: Row, places: Places) -> str:
    return row.cell(places.label).strip(" ().").casefold()


def _agree(group: Group, right: frozenset[int]) -> None:
    if right and group.right and right != group.right:
        group.refuse("two columns tell different right answers", "leave the one that is right")
    group.right = group.right or right


def _hold_against(groups: Sequence[Group], wrong: int) -> None:
    """Refuse what is marked as right and as wrong, or as neither where marks say wrong elsewhere."""
    for group in groups:
        marked = {row.number for row in group.options if is_right(mark_in(row.cell(wrong)))}
        if marked & group.right:
            group.refuse("an answer of it is marked as right and as wrong")
        elif marked and len(marked | group.right) < len(group.options):
            group.refuse("an answer of it is marked neither as right nor as wrong")


def _take_looks(groups: Sequence[Group], option: int) -> bool:
    """Take options that stand out by their look for the keys, if this tells them, or those with stars; whether it does.

    Stars are left where they are.
    """
    looks = [frozenset(at for at, row in enumerate(group.options) if option in row.bright) for group in groups]
    told = [look for look, group in zip(looks, groups, strict=True) if look and len(look) < len(group.options)]
    if looks_told(told, len(groups)):
        for group, look in zip(groups, looks, strict=True):
            group.right = frozenset(group.options[at].number for at in look if look in told)
        return True
    for group in groups:
        stars = [row.number for row in group.options if _STARRED.fullmatch(row.cell(option).strip())]
        group.right = frozenset(stars if len(stars) < len(group.options) else ())
    return False


def _wide(
    sheet: Sheet, head: Row, groups: Sequence[Group], heads: Heads, gone: set[int], *, shares: list[int], told: bool
) -> Sheet:
    """A row for each group: what is said of the question, and each option with its mark and what is said of it."""
    each = [at for at in heads.said if _is_about_options(groups, at)]
    head = head.widened([row for group in groups for row in group.rows])
    kept = [at for at in range(len(head.cells)) if at not in gone and _says(groups, at, beside=at in each)]
    count = range(1, max(2, *(len(group.options) for group in groups)) + 1)
    worth = ["Points" if _POINTS.search(bare(head.cell(at))) else "Weight" for at in shares]
    parts = ["Option", *(worth or ["Correct"] * told), *["Feedback"] * bool(each)]
    header = [_head(head, at, heads) for at in kept]
    rows = [Row(head.number, (*header, *(f"{part} {n}" for n in count for part in parts)))]
    for group in groups:
        changes = [note for row in group.rows for note in notes_of(row, sheet)]
        above = [row for row in group.rows if row not in group.options]
        cells = []
        for at in kept:
            texts = list(
                dict.fromkeys(filter(None, (row.cell(at).strip() for row in (above if at in each else group.rows))))
            )
            known = headed(head.cell(at))
            if at == heads.places.stem:
                texts = [group.stem]
            elif len(texts) > 1 and known and known[0] in ("explanation", "hint"):
                texts = ["\n".join(texts)]
            elif len(texts) > 1 and known and known[0] not in ("number", "id"):
                changes.append(f"“{texts[1][:40]}” in “{head.cell(at).strip()[:40]}” was left out")
            cells.append(texts[0] if texts else "")
        for row in group.options:
            marks = [row.cell(at) for at in shares] or ["x" if row.number in group.right else ""] * told
            cells += [row.cell(heads.places.option), *marks]
            cells += ["\n".join(filter(None, (row.cell(at).strip() for at in each)))] if each else []
        made = Row(group.rows[0].number, tuple(cells), changes=tuple(changes), problem=group.problem)
        rows.append(made)
    return Sheet(sheet.name, tuple(rows), sheet.separator, sheet.cut, stacked=True, broken=sheet.broken)


def _is_about_options(groups: Sequence[Group], at: int) -> bool:
    """Whether a column says other things beside later options than beside the first, in sentences: of each of them."""
    said = [[row.cell(at).strip() for row in group.rows] for group in groups]
    texts = [text for one in said for text in one if text]
    speaks = 2 * sum(len(text.split()) > 1 for text in texts) >= len(texts)
    return speaks and any(text not in ("", one[0]) for one in said for text in one[1:])


def _says(groups: Sequence[Group], at: int, *, beside: bool) -> bool:
    """Whether a column says anything of questions; `beside` the options it speaks of those."""
    rows = (row for group in groups for row in group.rows if not (beside and row in group.options))
    return any(row.cell(at).strip() for row in rows)


def _head(head: Row, at: int, heads: Heads) -> str:
    """The head of a column that is kept. One that could tell keys and does not is the way to them, or unused."""
    heading, places = head.cell(at).strip(), heads.places
    if at == places.number:
        return "No." if headed(heading) != ("id", 0) else heading
    if at in heads.rights and _SOLUTION.fullmatch(bare(heading)):
        return "Explanation"
    if at in heads.rights or (headed(heading) == ("stem", 0) and at != places.stem):
        return f"“{heading}”"
    return heading or f"column {letters(at)}, which has no head"


def _judged_apart(sheet: Sheet) -> Sheet:
    """The sheet with one column of verdicts, if it has one for true and one for false with a mark in either."""
    for at, row in enumerate(sheet.rows[:15]):
        stems = [column for column, cell in enumerate(row.cells) if headed(cell) == ("stem", 0)]
        pairs = [
            column
            for column in range(len(row.cells) - 1)
            if max(len(row.cell(column)), len(row.cell(column + 1))) < _LONGEST
            and truth_words(f"{row.cell(column).strip()}/{row.cell(column + 1).strip()}")
        ]
        below = [one for one in sheet.rows[at + 1 :] if len(stems) == 1 and one.cell(stems[0]).strip()]
        if len(pairs) != 1 or not below:
            continue
        right, wrong = pairs[0], pairs[0] + 1
        if not all(_is_tick(one.cell(right)) + _is_tick(one.cell(wrong)) == 1 for one in below):
            return sheet
        rows = [_told(row, right, "Correct answer")]
        rows += [_told(one, right, row.cell(right if _is_tick(one.cell(right)) else wrong)) for one in below]
        return Sheet(sheet.name, tuple(rows), sheet.separator, sheet.cut)
    return sheet


def _is_tick(cell: str) -> bool:
    return bool(cell.strip()) and is_right(cell)


def _told(row: Row, column: int, text: str) -> Row:
    cells = [*row.cells, *[""] * (column + 2 - len(row.cells))]
    cells[column : column + 2] = [text.strip(), ""]
    return Row(row.number, tuple(cells), row.notes)
