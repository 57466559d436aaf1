"""Options of a question, line by line: lettered, boxed, bulleted, numbered otherwise than the questions are."""

from __future__ import annotations

import re

from quizapp.formats.marks.true_false import pair_of
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.inline import abreast, add_parts, split
from quizapp.formats.text.lines import BOXED, BULLET, LETTERED, NUMBER, ROMAN, ROMANS, split_romans

_LEAST_OPTIONS = 2
_CIRCA = re.compile(r"[ ](?:c\.[ ]?\d|[a-h]\.[ ][a-z]\.)")
_TWO_BOXES = re.compile(r"([^\W\d_]{1,12})\s+(?:\[ ?\]|\( ?\)|[☐□○])\s*([^\W\d_]{1,12})")


def option(line: str, draft: Draft) -> bool:
    """Take the line as an option if it looks like the next one."""
    if (boxed := BOXED.fullmatch(line)) and (not any(draft.letters) or len(boxed[4].strip("(). ")) > 1):
        both = _TWO_BOXES.fullmatch(boxed[4])
        if both and not draft.options and pair_of(both[1], both[2]):
            return False  # to be ticked, below a statement
        is_tick = boxed[3] is not None and boxed[3] in "✓✔√"
        if len(draft.signs) == len(draft.options) and not is_tick:
            draft.restart()  # a tick among bullets is the mark of one of them
        if draft.inline and not any(draft.letters):
            draft.broken = "circles or boxes stand in the question and below it"
        mark = boxed[1] or boxed[2] or boxed[3] or ""
        before, several = abreast(line)
        for text, is_full in several if not before else [(boxed[4], mark.strip() not in ("", "☐", "□", "○"))]:
            draft.add("", text, line, is_marked=is_full)
        return True
    bold = line.startswith("**") and line.endswith("**") and len(line) > 6
    lettered = LETTERED.fullmatch(line[2:-2] if bold else line)
    if lettered is not None:
        mark, letter, text = (
            lettered[1] or lettered[4] or "",
            lettered[2] or lettered[5],
            lettered[3] or lettered[6] or "",
        )
        if letter in "aA" and draft.inline and draft.letters[:1] == ["a"] and len(draft.options) == _LEAST_OPTIONS:
            draft.restart()  # `In which do a) and b) agree?`
        if letter in "aA" and draft.options and (_in_romans(draft) or not any(map(str.isalpha, draft.letters))):
            draft.restart()  # bullets or numbers above the letters
        if letter in "RK" and draft.options and line[1:2] == ":" and (key := _key_said(text, draft)):
            draft.answer, draft.state = key, "answer"  # as Brazil and Italy shorten it
            return True
        _mend(letter.lower(), draft)
        follows = ord(letter.lower()) - ord("a") == len(draft.options)
        if follows or (draft.letters and draft.letters[-1].isalpha() and _is_next(letter.lower(), line, draft)):
            in_rows = letter in "aA" or draft.written[:1] == draft.written[1:2]
            in_rows = in_rows or (letter.islower() and not _CIRCA.search(text))  # initials are capitals
            add_parts(draft, letter, split(letter, text, loosely=in_rows), line, is_marked=bool(mark.strip()))
            if bold:
                draft.bold.add(len(draft.options) - 1)
            return True
        if draft.state == "options" and letter.lower() in draft.letters and text and line[:3].lower() in _starts(draft):
            draft.broken = f"two options have the letter {letter}"
    roman = ROMAN.fullmatch(line) if _in_romans(draft) else None
    if roman is not None and roman["sign"].lower() == ROMANS[len(draft.options)]:
        for part in filter(None, map(ROMAN.fullmatch, split_romans(line))):
            draft.add(part["sign"], part["text"], line, is_marked=bool(part["mark"]))
        return True
    if (bullet := BULLET.fullmatch(line)) and not (draft.letters and draft.letters[-1]):
        draft.add("", bullet[2], line, is_marked=False)
        draft.signs += bullet[1]
        return True
    return _numbered_option(line, draft)


def next_question(line: str, draft: Draft, number: int) -> Draft | None:
    """The question that a first letter shows to have begun above it, on the last line that was taken for an option.

    That is the one line below the last option, or the only number below a heading such as `Exercise 2: Choose`.
    """
    lettered = LETTERED.fullmatch(line) if draft.state == "options" else None
    if lettered is None or lettered[2] not in ("a", "A"):
        return None
    is_heading = draft.letters == ["1"] and draft.style == "word"
    if not is_heading and (draft.letters[0] != "a" or len(draft.letters) < _LEAST_OPTIONS):
        return None
    option, *more = draft.options[-1].split("\n")
    if is_heading:
        fresh = Draft(number - 1 - len(more), number=1, stem=[option, *more])
        draft.letters, draft.options, draft.written, draft.number, draft.state = [], [], [], 0, "stem"
        return fresh
    if len(more) != 1 or not option:
        return None
    draft.options[-1] = option
    return Draft(number - 1, stem=more)


def _in_romans(draft: Draft) -> bool:
    """Whether the options so far, if there are any, are i, ii, iii; below letters they would be statements."""
    return len(draft.options) < len(ROMANS) and draft.letters == list(ROMANS[: len(draft.options)])


def _mend(letter: str, draft: Draft) -> None:
    """The letter of a line shows how many options the line above holds: `B. C. difficile` above `C.` is one."""
    written = LETTERED.fullmatch(draft.written[-1]) if draft.options and draft.letters[-1] else None
    if written is None or not written[2] or "\n" in draft.options[-1]:
        return
    own, text = written[2].lower(), written[3]
    here = sum(line == draft.written[-1] for line in draft.written)
    wanted = ord(letter) - ord(own)
    parts = [text] if wanted == 1 else split(written[2], text)
    if not 0 < wanted == len(parts) != here:
        return
    first = len(draft.options) - here
    is_marked = bool((written[1] or "").strip())  # what stands behind the line marks its last option
    for held in (draft.letters, draft.options, draft.written):
        del held[first:]
    for marks in (draft.marked, draft.bold):
        marks.difference_update(range(first, first + here))
    add_parts(draft, own, parts, written[0], is_marked=is_marked)


def _is_next(letter: str, line: str, draft: Draft) -> bool:
    """Whether a letter stands behind the last one, or is one that was left out: `a`, `c`, `b`, `d` of two columns."""
    if letter > draft.letters[-1]:
        return True
    if not ("a" == draft.letters[0] < letter < max(draft.letters)) or letter in draft.letters:
        return False
    first, head = (re.sub(r"\A\W+", "", text)[:2] for text in (draft.written[0], line))
    return draft.state == "options" and first[1:] == head[1:] and first.isupper() == head.isupper()


def _key_said(text: str, draft: Draft) -> str:
    """A letter of an option, alone or with its words behind it; empty for anything else."""
    alone = text.strip("(). ")
    with_words = LETTERED.fullmatch(text)
    if alone.lower() in draft.letters:
        return alone
    return text if with_words and (with_words[2] or ".").lower() in draft.letters else ""


def _starts(draft: Draft) -> set[str]:
    return {line[:3].lower() for line in draft.written}


def _numbered_option(line: str, draft: Draft) -> bool:
    """`1) red` below `Q1. Which?`: numbered otherwise than the questions, and next in order."""
    head = NUMBER.fullmatch(line)
    if head is None or head[2] or head[1] or not draft.number or head[5] in ("", draft.style) or not head[6].strip():
        return False
    if int(head[3]) != len(draft.options) + 1 or not all(one.isdecimal() for one in draft.letters):
        return False
    draft.add(head[3], head[6], line, is_marked=False)
    return True
