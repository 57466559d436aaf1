"""Keys that stand beside the question: `__B__ 1. Which`, `1. Which is it? (B)`, `1. The sea is wet. (T)`.

A letter in brackets may be part of what is asked, so that what one question says of itself is believed only where the
others of the list say it in the same way. Nothing is a key here that some other mark or answer line contradicts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.marks.true_false import by_letters, names_both, verdict
from quizapp.formats.text import sentences, words
from quizapp.formats.text.draft import Draft

BEFORE_NUMBER = re.compile(
    r"(?:_+[ \t]*([A-Za-z]|true|false)[ \t]*_+|\[[ \t]*([A-WYZa-wyz])[ \t]*\])[ \t]*(?=(?:Q\.?)?\d{1,4}[.):](?!\d))"
    r"|\([ \t]*([TFVR]|true|false|verdadero|verdadeiro|falso|vrai|faux|richtig|falsch)[ \t]*\)[ \t]*"
    r"(?=\d{1,4}[.)-][ \t])",
    re.I,
)
"""The letter on the line, or in the box, that a worksheet has before the number."""

_BEHIND = re.compile(r"(.*\S)\s*[(\[][ \t]*([A-Za-z])[ \t]*[)\]]([.:?]?)", re.S)
_IN_FRONT = re.compile(r"[(\[]([A-Z])[)\]][ \t]+(\S.*)", re.S)
_JUDGED = re.compile(r"(.*\S)\s*[(\[][ \t]*([^\W\d_]{1,12})[ \t]*[)\]]\.?", re.S)
_JUDGED_OPEN = re.compile(
    r"(.*[.!])(?:[ \t]*[-–—:=→>]{1,2}[ \t]*|\t+|[ ]{3,}|[ ](?=(?:[TFVR]|[^\W\d_a-zß-ÿ]{3,12})\.?\Z))"
    r"([^\W\d_]{1,12})\.?",
    re.S,
)
_END = re.compile(r"(.*\S)(?:\n|[ ]{2,}|[ ]?\t[ \t]*)[(\[{<|][ ]?([A-Za-z])[ ]?[)\]}>|]\.?", re.S)
_SHORT = 2
"""Words of an answer by itself."""

_LEAST = 2
"""Questions that must say their key in the same way."""
_LEAST_LETTERS = 3
"""The same where the key is a letter in brackets: two questions may end in units, "the current (A)"."""
_LEAST_STUCK = 5
"""The same where all letters stand right below an option, which may be broken."""

_RUN = re.compile(r"[A-H](?:[ ]?[-,;/–]?[ ]?[A-H])*")
_SIGN = re.compile(r"([?•◦▪►➤❓❔🔹🔸📌][\ufe0f]?)[ \t]*(?=\S)")
_WORD = re.compile(rf"\A\W*{words.ANSWER}[ ]+", re.I)
_RUN_OF_SMALL = re.compile(r"[a-h](?:[ ]?[-,;/–][ ]?[a-h]|[ ][a-h])*")  # together they may be a word


def take_bare(drafts: list[Draft]) -> None:
    """`BCDAB` apart below the last question, or above the first, with no word before: the keys of all of them.

    Letters in the order of the alphabet may head a grid to be filled in.
    """
    asked = [draft for draft in drafts if len(draft.options) > 1]
    if len(asked) < _LEAST_LETTERS or any(map(_is_told, asked)):
        return
    for draft in (drafts[-1], drafts[0]):
        said = " ".join(draft.stem) if not (draft.number or draft.options) else ""
        if _take_run(_WORD.sub("", said).strip("[]()*. "), asked):
            drafts.remove(draft)
            return
    *texts, last = asked[-1].options[-1].split("\n")
    if texts and len(asked) >= _LEAST_STUCK and _take_run(last.strip("[]()*. "), asked):
        asked[-1].options[-1] = "\n".join(texts)


def _is_told(draft: Draft) -> bool:
    """Whether something else tells the key, or a list of letters may."""
    return bool(draft.answer or draft.marked or draft.bold or draft.unclear)


def _take_run(said: str, asked: Sequence[Draft]) -> bool:
    """Whether these are as many letters as there are questions, each a letter of its question; the last takes them."""
    letters = re.findall(r"[A-Ha-h]", said)
    fits = len(letters) == len(asked) and (_RUN.fullmatch(said) or _RUN_OF_SMALL.fullmatch(said))
    if not fits or "abcdefgh".startswith("".join(letters).lower()):
        return False
    if not all(letter.lower() in draft.letters for letter, draft in zip(letters, asked, strict=True)):
        return False
    asked[-1].answer = ", ".join(letters)
    return True


def take(drafts: Sequence[Draft]) -> None:
    """Give each question the key that stands beside it, where the whole list has them there."""
    asked = [draft for draft in drafts if len(draft.options) > 1]
    _take_signs(asked)
    _take_letters(asked)
    _take_ends(asked)
    _take_required(drafts)
    _take_verdicts(drafts)


def _take_signs(asked: Sequence[Draft]) -> None:
    """The bullet or the picture before every question, in place of numbers."""
    heads = [_SIGN.match(draft.stem[0]) if draft.stem and not draft.number else None for draft in asked]
    if len(asked) >= _LEAST and len({one[1] if one else "" for one in heads}) == 1:
        for draft, one in zip(asked, heads, strict=True):
            if one is not None:
                draft.stem[0] = draft.stem[0][one.end() :]


def _take_letters(asked: Sequence[Draft]) -> None:
    if len(asked) < _LEAST_LETTERS or any(map(_is_told, asked)):
        return
    for shape, letter, rest in ((_BEHIND, 2, 1), (_IN_FRONT, 1, 2)):
        found = [shape.fullmatch("\n".join(draft.stem)) for draft in asked]
        signs = "".join(one[letter].lower() for one in found if one)
        if shape is _IN_FRONT and "abcdefghijklmnopqrstuvwxyz".startswith(signs):
            return  # these number the questions
        if all(one and one[letter].lower() in draft.letters for draft, one in zip(asked, found, strict=True)):
            for draft, one in zip(asked, found, strict=True):
                if one is not None:
                    draft.stem, draft.answer = f"{one[rest]}{one[3] if rest == 1 else ''}".split("\n"), one[letter]
            return


def _take_ends(asked: Sequence[Draft]) -> None:
    """`1. Who?  a) Gauss  b) Euler   (b)`: behind the last option of every question, or below it, with a gap before."""
    if len(asked) < _LEAST_LETTERS or any(map(_is_told, asked)):
        return
    found = [_END.fullmatch(draft.options[-1]) for draft in asked]
    letters = [one[2].lower() if one else "" for one in found]
    if len(set(letters)) > 1 and all(one in draft.letters for one, draft in zip(letters, asked, strict=True)):
        for draft, one in zip(asked, found, strict=True):
            if one is not None:
                draft.options[-1], draft.answer = one[1], one[2]


def _take_required(drafts: Sequence[Draft]) -> None:
    """A form has a star behind every question that must be answered."""
    ends = [draft.stem[-1] if draft.stem else "" for draft in drafts if draft.options]
    if len(ends) >= _LEAST and all(end.endswith(" *") for end in ends):
        for draft in drafts:
            if draft.options:
                draft.stem[-1] = draft.stem[-1].removesuffix("*").rstrip()


def _take_verdicts(drafts: Sequence[Draft]) -> None:
    bare = [draft for draft in drafts if draft.stem and not draft.options]
    bare = [draft for draft in bare if not draft.answer and (draft.number or len(draft.stem) == 1)]
    heads = any(names_both(" ".join(draft.stem)) for draft in drafts if not draft.number)
    for shape in (_JUDGED, _JUDGED_OPEN):
        found = {at: one for at, draft in enumerate(bare) if (one := shape.fullmatch("\n".join(draft.stem)))}
        words = {at: one for at, one in found.items() if len(one[2]) > 1 and verdict(one[2]) is not None}
        letters = {at: one for at, one in found.items() if len(one[2]) == 1 and (heads or one[2].isupper())}
        ends = all(one[1].rstrip().endswith((".", "!", "。")) for one in letters.values())
        if len(letters) >= _LEAST and by_letters([one[2].upper() for one in letters.values()]) and (heads or ends):
            words |= letters
        if len(words) < _LEAST and (shape is _JUDGED_OPEN or not heads):
            words = {at: one for at, one in words.items() if shape is _JUDGED and one[2].lower() in ("true", "false")}
        for at, one in words.items():
            bare[at].stem, bare[at].answer = one[1].split("\n"), _said(one[2])


def _said(word: str) -> str:
    return {"R": "true", "T": "true", "V": "true", "F": "false"}.get(word.upper(), word)


def take_sentence(line: str, draft: Draft) -> bool:
    """Take a line below the options that names one of them as the key."""
    answer, reason = sentences.named(line) if draft.state in ("options", "answer") else ("", "")
    letter = answer.strip("(")[:1].lower()
    is_below = draft.state in ("options", "answer") and bool(draft.options) and bool(draft.options[-1])
    if not letter and is_below and (about := sentences.speaks_of(line)) and about in draft.letters:
        draft.explanation, draft.state = [*draft.explanation, line], "explanation"
        return True
    if not letter or letter not in draft.letters:
        return False
    if len(draft.answer.split()) > _SHORT and draft.answer not in draft.options:
        draft.explanation, draft.answer = [draft.answer], ""  # the way to it, headed as a solution
    if draft.answer and draft.answer.strip("(")[:1].lower() != letter:
        draft.broken = "two lines below it name different answers"
    draft.answer, draft.state = draft.answer or answer, "answer"
    if reason:
        draft.explanation, draft.state = [*draft.explanation, reason], "explanation"
    return True
