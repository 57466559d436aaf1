"""Lists as they come out of a table, or a word processor that numbered the options too.

Each line is put as the reader of lists knows it and stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.marks.true_false import looks_true_false, names_both, verdict
from quizapp.formats.text.lines import ANSWER, HELD

_NUMBER = re.compile(r"[ \t]*(\d{1,3})([.)])[ \t]+(\S.*)")
_LETTER_NUMBER = re.compile(r"[ \t]*([A-Z])[ \t]+(\d{1,3}[.)][ \t]+\S.*)")
_BRACKET_NUMBER = re.compile(r"[ \t]*[(（][ \t]*([A-H])[ \t]*[)）][ \t]*(\d{1,3}[.)、．][ \t]*\S.*)")
_TO_CIRCLE = re.compile(
    r"[ \t]*(?:T[ \t/|]{1,8}F|true[ \t/|]{1,8}false|V[ \t/|]{1,8}F|R[ \t/|]{1,8}F)[ \t]+(?=\d{1,3}[.)])", re.I
)
_TAB_NUMBER = re.compile(r"[ \t]*(\d{1,3})\t+(?=\S)")
_ASKED = re.compile(r"[ \t]*(Q)([.:])[ \t]+(\S.*)")
_OPTION = re.compile(r"[ \t]*\(?[Aa][).]")
_TAB_LETTER = re.compile(r"[ \t]*([A-Z])\t+(?=\S)")
_TAB_ANSWER = re.compile(
    r"[ \t]*(answer|ans|key|correct answer|antwort|lösung|réponse|respuesta)\t+(\(?[A-Za-z][.)]?)[ \t]*", re.I
)
_TAB_VERDICT = re.compile(r"[ \t]*(\S.{7,400}\S)[ \t]*\t[ \t]*([^\W\d_]{1,12})[ \t]*")
_VERDICT = re.compile(r"[ \t]*(\S.{7,400}[.!])[ \t]*[(\[]([^\W\d_]{1,12})[)\]][ \t]*")
_INITIAL = re.compile(r"[ \t]*([A-Za-z])[).:]?[ \t]+([^\W\d_]{3,12})[ \t]*")
_LETTERS = frozenset("TFV")
_PLACES = re.compile(r"\(?\d{1,2}[.)]?(?:(?:,|[ ]?[;&]|[ ]and)[ ]\d{1,2}[.)]?)*\.?")
"""What names options by their numbers: `2`, `1, 2, 4`."""
_QUESTION = 30
"""Lines of a question."""
_STEM = 6
"""Lines of a stem above its first option."""


def plain(lines: Sequence[str]) -> list[str]:
    """The same lines without what stands around them, numbered and lettered where they were in another way."""
    return _nested(_statements(_tabs(_lettered_numbers(_verdicts(_without_circles(lines))))))


def _verdicts(lines: Sequence[str]) -> list[str]:
    """`T  True` above `F  False`: the words with their first letters before them."""
    put = list(lines)
    for at, (above, below) in enumerate(pairwise(lines)):
        pair = [_INITIAL.fullmatch(line) for line in (above, below)]
        words = [one[2] for one in pair if one and one[1].casefold() == one[2][0].casefold()]
        if len(words) == 2 and looks_true_false(words):
            put[at : at + 2] = words
    return put


def _without_circles(lines: Sequence[str]) -> list[str]:
    """`T  F  1. The sea is wet.`: the two letters of which one is to be circled."""
    found = [_TO_CIRCLE.match(line) for line in lines]
    if sum(map(bool, found)) < 2:
        return list(lines)
    return [line[one.end() :] if one else line for one, line in zip(found, lines, strict=True)]


def _lettered_numbers(lines: Sequence[str]) -> list[str]:
    """`T 1. The sea is wet.`, `(B) 1. Which?` with a letter before every number: the key, on a line that was lost."""
    for shape in (_LETTER_NUMBER, _BRACKET_NUMBER):
        found = [shape.fullmatch(line[:1_000]) for line in lines]
        letters = "".join(one[1] for one in found if one)
        in_order = shape is _BRACKET_NUMBER and "ABCDEFGH".startswith(letters)  # parts of a paper
        if len(letters) > 1 and not in_order and not any(map(_NUMBER.match, lines)):
            return [f"__{one[1]}__ {one[2]}" if one else line for one, line in zip(found, lines, strict=True)]
    return list(lines)


def _tabs(lines: Sequence[str]) -> list[str]:
    """`1<tab>Which?` and `Answer<tab>B`, where the numbers count up."""
    if not any("\t" in line for line in lines):
        return list(lines)
    numbers = [int(one[1]) for line in lines if (one := _TAB_NUMBER.match(line))]
    counts = len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    answered = counts and any(_TAB_ANSWER.fullmatch(line) for line in lines)
    if not answered:
        return list(lines)
    shapes = ((_TAB_NUMBER, r"\1. "), (_TAB_LETTER, r"\1) "), (_TAB_ANSWER, r"\1: \2"))
    found = list(lines)
    for shape, put in shapes:
        found = [shape.sub(put, line, count=1) if shape.match(line) else line for line in found]
    return found


def _statements(lines: Sequence[str]) -> list[str]:
    """Statements without numbers, one on each line, with their verdicts behind a tab or in brackets."""
    used = [at for at, line in enumerate(lines) if line.strip()]
    if any(map(_NUMBER.match, lines)):
        return list(lines)
    for shape in (_TAB_VERDICT, _VERDICT):
        found = {at: one for at in used if (one := shape.fullmatch(lines[at]))}
        judged = {
            at: one for at, one in found.items() if one[2] in _LETTERS or (verdict(one[2]) is not None and one[2][1:])
        }
        others = [lines[at] for at in used if at not in judged]
        if len(judged) > 1 and len(others) <= 1 and all(names_both(line) for line in others):
            put = list(lines)
            for number, (at, one) in enumerate(judged.items(), 1):
                put[at] = f"{number}. {one[1]} ({one[2]})"
            return put
    return list(lines)


def _nested(lines: Sequence[str]) -> list[str]:
    """Options numbered as the questions are, `1. Which?` above `1. red` and `2. blue`, where `Answer: 2` names one.

    Above lettered options they are statements of the stem, if that ends in a colon or the next question counts on.
    """
    put = list(lines)
    heads = [_NUMBER.fullmatch(line[:1_000]) for line in lines]
    used = [at for at, line in enumerate(lines) if line.strip()]
    for place, at in enumerate(used):
        head = heads[at] or _ASKED.fullmatch(lines[at][:1_000])
        if head is None:
            continue
        run: list[int] = []
        below = place + 1
        while below < min(len(used), place + _STEM) and not (heads[used[below]] or ANSWER.match(lines[used[below]])):
            below += 1  # a stem of several lines
        while below < len(used) and (one := heads[used[below]]) and one[1] == str(len(run) + 1):
            run.append(used[below])
            below += 1
        if len(run) < 2 or below >= len(used):
            continue
        told = ANSWER.match(lines[used[below]].strip())
        key = _PLACES.fullmatch(told[1].strip()) if told else None
        places = {int(place) for place in re.findall(r"\d+", key[0])} if key else set()
        alike = all((one := heads[line]) and one[2] == head[2] for line in run)
        if alike and places and places <= set(range(1, len(run) + 1)):
            other = ")" if head[2] == "." else "."
            for line in run:
                put[line] = _NUMBER.sub(rf"\g<1>{other} \g<3>", lines[line], count=1)
            continue
        after = next((one for line in used[below : below + _QUESTION] if (one := heads[line])), None)
        counts = head is heads[at] and after is not None and int(after[1]) == int(head[1]) + 1
        has_options = any(_OPTION.match(lines[line]) for line in used[below : below + 3])
        if has_options and (counts or lines[at].rstrip().endswith(":")):
            for line in run:
                put[line] = HELD + lines[line].strip()
    return put
