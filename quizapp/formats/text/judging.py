"""Statements that are to be judged: the words for true and false that stand beside each of them to be circled.

`1. T / F   The sea is wet.`, `1. The sea is wet. (True or False)`: the two words are no part of the statement.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.marks.true_false import pair_of, pair_within
from quizapp.formats.report import Ledger
from quizapp.formats.text import worth
from quizapp.formats.text.draft import Draft, asks_for_words, take_points
from quizapp.formats.text.lines import is_truth
from quizapp.formats.text.passages import instructs
from quizapp.formats.text.sentences import takes_back

_OR = r"(?:or|oder|ou|o|of|e|y)[ \t]"
_SQUARE = r"(?:\[[ ]?\]|\([ ]?\)|[☐□○◯]|_{1,20})"
_BOX = rf"(?:{_SQUARE}[ \t]{{0,3}})?"
_PAIR = (
    rf"{_BOX}(?!{_OR})([^\W\d_]{{1,12}})(?:[ \t]*[/|][ \t]*|[ \t]{{1,3}}{_OR}{{1,3}}|[ \t]{{1,9}}){_BOX}"
    r"([^\W\d_]{1,12})"
)
_FRONT = re.compile(rf"([(\[*_]{{0,3}}){_PAIR}([ \t]?[)\]*_.:?,;–—-]{{0,5}})([ \t]+|\n)(\S.*)", re.S)
_BACK = re.compile(rf"(.*\S)([ \t]+|\n)(?:_+[ \t]*)?([(\[*_]{{0,3}}){_PAIR}[)\]*_]{{0,3}}[.?]?(?:[ \t]*_+)?", re.S)
_ENDS = re.compile(r".*[.!?…。][)\]\"'”’»]*", re.S)
_BOX_BEHIND = re.compile(rf"\s*[(\[]?{_SQUARE}\Z")
_LINE_BEFORE = re.compile(r"\A(?:_{2,}|\([ _]*\)|\[[ _]*\])[ \t]+(?=[^\W_a-zß-öø-ÿ])")
_DOTS = re.compile(r"(?<=[^\s.])[ \t]*(?:\.{4,}|…{2,}|(?:\.[ ]){4,}\.?)\Z")
"""The line of dots that leads from a statement to the words beside it."""
_LINE_BEHIND = re.compile(r"(?<=[.!?…。])[ \t]*_{2,}\Z")
_REASONED = re.compile(r"([^\W\d_]{1,12})(?:[.:;]|(?<=\w\w),|[ ]?[–—-]|(?=[ ]because\b))[ ]+(\S.*)", re.S)
_LONGEST = 2_000


def take(drafts: Sequence[Draft], ledger: Ledger) -> None:
    """Take the two words and the points away from each statement, and remember them."""
    worth.take(drafts, ledger)
    _end(drafts)
    for draft in drafts:
        if draft.stem and not draft.options:
            take_points(draft)
            statement, pair = _parted("\n".join(draft.stem))
            if pair:
                statement, again = _parted(statement)  # `Vero o falso?` before it, `V  F` behind
                pair = again if again and len(pair[0]) == 1 else pair
                draft.stem, draft.verdicts = statement.split("\n"), pair


def _end(drafts: Sequence[Draft]) -> None:
    """Leave out what stands apart below a statement and above a further question: an instruction for that.

    The words for true and false stand right above it, or no other statement has a blank line in it.
    """
    judges = [draft for draft in drafts if draft.number and not draft.options and is_truth(draft.answer)]
    apart = [draft for draft in judges if draft.breaks and draft.breaks[-1] < len(draft.stem)]
    for draft, below in pairwise(drafts):
        if draft not in apart or not below.number:
            continue
        end = next(at for at in draft.breaks if at)
        above, rest = "\n".join(draft.stem[:end]), " ".join(draft.stem[end:])
        back = _BACK.fullmatch(above[-_LONGEST:])
        told = back is not None and pair_of(back[4], back[5]) is not None
        only = len(apart) == 1 and len(judges) > 1 and instructs(rest)
        if (told or only) and not rest.endswith("?"):
            draft.stem, draft.breaks = draft.stem[:end], [at for at in draft.breaks if at < end]
            draft.changes.append(f"“{rest[:60]}” below it was left out")


def reasoned(answer: str) -> tuple[str, str]:
    """The verdict of an answer that says why, as `False. It is dry.`, and the reason; nothing for any other."""
    found = _REASONED.fullmatch(answer) if len(answer) < _LONGEST else None
    if found is None or not is_truth(found[1]) or takes_back(found[2]):
        return "", ""
    others = is_truth(re.split(r"\W", found[2], maxsplit=1)[0]) or re.search(r"\b[TFVRW]\b", found[2])
    return ("", "") if others else (found[1], found[2])


def _parted(stem: str) -> tuple[str, tuple[str, str] | None]:
    """The statement and the words before or behind it; those that may belong to the sentence stay."""
    if len(stem) > _LONGEST:
        return stem, None
    if (front := _FRONT.fullmatch(stem)) and (pair := pair_of(front[2], front[3])):
        alone = len(front[2]) == 1 or front[1] or front[4].strip() or len(front[5]) > 1 or "\n" in front[5]
        if alone or front[6][0].isupper():
            return front[6], pair
    if (back := _BACK.fullmatch(stem)) and (pair := pair_of(back[4], back[5])):
        statement = _DOTS.sub("", _BOX_BEHIND.sub("", back[1]))
        apart = back[3] or len(back[2]) > 1 or "\n" in back[2] or len(back[4]) == 1 or statement != back[1]
        if apart or _ENDS.fullmatch(statement):
            return statement, pair
    return stem, None


def take_words(drafts: Sequence[Draft], lines: Sequence[str]) -> None:
    """Name the verdict on each statement in the words of the list: `R` below `Richtig oder falsch?`."""
    named = next(filter(None, map(pair_within, lines)), None)
    for draft in drafts:
        if draft.options or not draft.answer:
            continue
        stem = "\n".join(draft.stem)
        said = draft.answer.strip(" .*").casefold()
        pair = draft.verdicts or named
        words = [word.casefold() for word in pair or ()]
        initials = [word[0] for word in words]
        if pair and said in (words if asks_for_words(stem) and not draft.verdicts else [*words, *initials]):
            if len(pair[0]) == 1:
                pair = named if named and [word[0].casefold() for word in named] == words else ("True", "False")
            draft.answer = ("true", "false")[(initials if len(said) == 1 else words).index(said)]
            draft.verdicts = pair
        if is_truth(draft.answer):
            draft.stem = _LINE_BEHIND.sub("", _LINE_BEFORE.sub("", stem)).split("\n")
