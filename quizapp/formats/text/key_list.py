"""Lists of answers below (or above) the questions, as keys of printed papers, tables and marking schemes have them.

What the reader of lists knows itself (`1. B  2. C`) is left to it. Here are the others: `1-5 BACDA`, letters without
numbers, `1. B (jade)`, `1. The answer is B.`, `1. jade`, rows of a table with a reason, a reason below each answer.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from quizapp.core.item import fold
from quizapp.formats.text import words
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.given import SOMEBODY, heading, of_another, title_of
from quizapp.formats.text.lines import (
    BOXED,
    BULLET,
    CUT,
    GROUP,
    HEADING,
    LETTERED,
    LIST_HEAD,
    NUMBER,
    ROMAN,
    ROMAN_SIGN,
    RULE,
    UNSAID,
    listing,
)
from quizapp.formats.text.named import RUN_TOGETHER
from quizapp.formats.text.several import TO, several

_LONGEST = 1_000
_SHORT = 150
"""Signs of an option that has no letter."""
_SCHEME = re.compile(
    r"\W{0,8}(?:(?:mark(?:ing)?|scoring)[ ](?:scheme|guide|key)|memo(?:randum)?|teacher['’]?s?[ ](?:key|copy)"
    rf"|(?:(?:the|all|correct|right)[ ]){{0,2}}{words.ANSWER}[ ]?(?:key|sheet|list|section)?[ ]*"
    r"[(\[](?=[^)\]]{0,40}\b(?:copy|teachers?|instructors?|staff|marks?|points?|key|only|version|page|cut|copying"
    r"|print(?:ing)?|in[ ]order(?![ ]of)|nur|lehr\w{1,12}|enseignant\w{0,2}|profesor\w{0,4}|docent\w{1,2}|\d))"
    rf"[^)\]]{{1,60}}[)\]]|[^|]{{3,60}}[ ][-–—][ ](?:answer[ ])?key(?:[ ](?:form|version|set)[ ]\w{{1,3}})?"
    rf"|teacher['’]?s?[ ]key[ ].{{3,40}}"
    rf"|correttore[ ]?(?:[(\[][^()\[\]]{{1,40}}[)\]])?"
    rf"|{words.ANSWER}[ ]key[ ]?(?:[(\[](?=[^()\[\]]*[ ])"
    r"|[-–—][ ]?(?=(?:do[ ]not|not[ ]for|for|only|keep)[ ]))[^\d()\[\]]{4,40}[)\]]?)\W{0,4}",
    re.I,
)
_LIST = rf"(?:{words.ANSWER}|{words.KEYS})(?:[ ](?:keys?|list|sheet|section))?"
_NAMED_BEHIND = re.compile(
    rf"\W{{0,4}}(?:the[ ])?{_LIST}[ ]?(?:[-–—:(]|for|to|of|zum|du|de|del)[ ]?(.{{3,80}})", re.I
)
_NAMED_BEFORE = re.compile(rf"(?<![a-z]){_LIST}\W{{0,4}}\Z", re.I)
"""Looked for from the end of what it names: one expression for all of it tries each word for answers at each letter."""
_GAP = r"(?:[ ]?[|\t][ |\t]*|[ ]{1,9})"
_TABLE = re.compile(
    rf"\W{{0,4}}(?:{words.QUESTION}s?|no|nr|n[°º]|number|item|#)?\.?(?:[ ](?:no|number|#)\.?)?{_GAP}"
    rf"(?:{words.RIGHT}[ ])?{words.ANSWER}(?:[ ](?:key|option|letter))?"
    rf"(?P<more>(?:{_GAP}[^|\t?\s][^|\t?]{{0,29}}){{0,3}})\W{{0,4}}",
    re.I,
)
_MOST_NAMED = 85
_KEY_TOO = re.compile(rf"\b(?:{words.RIGHT}|{words.ANSWER})\b", re.I)
_MANY = 3
"""Letters without numbers that are more than the keys of one question."""

_LETTERS = r"\(?[A-Ha-h]\)?(?:[ ]?(?:,|&|/|;|\b(?:and|und|et|y|en|och|og)\b)[ ]?\(?[A-Ha-h]\)?)*"
_LETTERS = rf"{UNSAID}|\(?{ROMAN_SIGN}\)?|{_LETTERS}|[A-H]{{2,6}}|true|false|[TFVRW]"
_ENTRY = re.compile(
    rf"[|#*\s]*(?:{words.QUESTION}[ ]?)?\(?(\d{{1,3}})[ ]?(?:[.):=–—-]|(?=[ \t|*]))[*]{{0,2}}[\s|*]*(\S.*)", re.I
)
_SAID = re.compile(
    rf"(?:(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}[ ])?(?:{words.ANSWER}|option|choice)(?:[ ]{words.IS})?[ ]?:?[ ]*)?"
    rf"({_LETTERS})(?![\w'’])[*]{{0,2}}(?:[.):][*]{{0,2}}(?=\s|$))?(.*)",
    re.I,
)
_WORTH = re.compile(r"[\s|]*[(\[]?\d{1,2}(?:[ ]?(?:marks?|points?|pts?))?[)\]]?[\s|.]*", re.I)
_AROUND = re.compile(r"[\s|*–—:=-]+|[\s|*]+\Z")
_ABOUT_IT = re.compile(r"(?!\d+[ ]?/)(?:|.*\d.*|\S+(?:[ ]+\S+){2,})")
"""Marks, a page or an objective, or why: a shorter cell beside words may judge what somebody answered."""
LONE = re.compile(rf"\(?(?:{ROMAN_SIGN}|[A-Ha-h]|true|false|T|F)\)?\.?", re.I)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the list says of one question: letters, the words behind them, and the paragraph below."""

    number: int
    said: str
    words: str = ""
    why: str = ""


def heads(line: str) -> bool:
    """Whether a line stands above a list of answers."""
    return len(line) < _LONGEST and _heads(line)


@lru_cache(maxsize=4_000)  # each line of a file is looked at by several readers
def _heads(line: str) -> bool:
    if SOMEBODY.search(line):
        return False
    table = _TABLE.fullmatch(line)
    if table and _KEY_TOO.search(table["more"]):
        return False  # of two such columns one may be what was answered
    return bool(table or heading(line) or _SCHEME.fullmatch(line))


def says_more(line: str) -> bool:
    """Whether the heading of a list of answers says for whom it is, or of what test: the reader of lists wants less."""
    return len(line) < _LONGEST and heading(line) is None and _SCHEME.fullmatch(line) is not None


def cut(lines: Sequence[str]) -> tuple[list[str], list[Answer]]:
    """The lines without the list of answers at their end, and what it says; all lines where it is not clear."""
    found = [
        at
        for at, line in enumerate(lines)
        if line.strip() and ((heads(line.strip()) and not of_another(lines, at)) or named_for(lines, at))
    ]
    for head in found[-3:]:
        if (known := _entries(lines, head)) is not None:
            answers, end = known
            return [*lines[:head], CUT, *[""] * (end - head - 1), *lines[end:]], answers
    return list(lines), []


def named_for(lines: Sequence[str], at: int) -> bool:
    """Whether a heading is “Answer key – Fractions”, and all that it names stands above the questions."""
    said = _named(lines[at].strip()) if len(lines[at]) < _SHORT else ""
    if not said or SOMEBODY.search(lines[at]) or HEADING.fullmatch(lines[at].strip()):
        return False
    named = re.findall(r"\d+|\w{4,}|[A-Z]\w+", said)  # Ann may be who answered
    title = {word for line in title_of(lines) for word in re.findall(r"\w+", line.casefold())}
    return any(map(str.isalpha, named)) and title.issuperset(map(str.casefold, named))


@lru_cache(maxsize=4_000)  # as above
def _named(line: str) -> str:
    """What stands before or behind the words for answers in a heading; empty where there are none."""
    if "|" in line:
        return ""
    if behind := _NAMED_BEHIND.fullmatch(line):
        return behind[1]
    found = _NAMED_BEFORE.search(line)
    return line[: found.start()] if found and 3 <= found.start() <= _MOST_NAMED else ""


def _entries(lines: Sequence[str], head: int) -> tuple[list[Answer], int] | None:
    """The answers below a heading, and the line behind them; None where the reader of lists does it, or nobody can."""
    options = {
        fold(one[3] or "").casefold().strip(". ")
        for line in map(str.strip, lines[:head])
        if (one := LETTERED.fullmatch(line) or ROMAN.fullmatch(line))
    }
    short = (line for line in map(str.strip, lines[:head]) if line and len(line) < _SHORT)
    options = options or {fold(_unboxed(line)).casefold().strip(". ") for line in short}
    answers: list[Answer] = []
    below: list[list[int]] = []
    plain = True
    for at in range(head + 1, len(lines)):
        bare = lines[at].strip()
        if not bare or RULE.fullmatch(bare) or (not answers and heads(bare)) or not bare.strip("|-: "):
            continue
        if len(listing(bare)) > 1 or (len(bare) < _LONGEST and _has_two(bare)):
            return None
        answer = _answer(bare, options) if len(bare) < _LONGEST else None
        if answer is not None and (not answers or answer.number == answers[-1].number + 1):
            plain = plain and len(listing(bare.replace("**", ""))) == 1
            answers.append(answer)
            below.append([])
            continue
        if (
            answer is not None
            or not answers
            or LETTERED.fullmatch(bare)
            or GROUP.fullmatch(bare)
            or NUMBER.fullmatch(bare)
        ):
            return None
        below[-1].append(at)
    if len(answers) < 2 or all(answer.said.isdecimal() for answer in answers):
        return None
    explained = sum(map(bool, below))
    if plain and not explained and LIST_HEAD.fullmatch(lines[head].strip()):
        return None
    end = len(lines)
    if explained * 2 < len(answers) or (explained == 1 and below[-1]):
        if any(below[:-1]):
            return None
        end = below[-1][0] if below[-1] else end  # a closing line, and no reason
        below[-1] = []
    return [
        replace(answer, why="\n".join(lines[at].strip() for at in texts))
        for answer, texts in zip(answers, below, strict=True)
    ], end


def _unboxed(line: str) -> str:
    """A line without the box or bullet before it."""
    if found := BOXED.fullmatch(line):
        return found[4]
    found = BULLET.fullmatch(line)
    return found[2] if found else line


def _bare(option: re.Match[str] | str) -> str:
    """The words of an option, without its letter, as they are compared."""
    found = option if isinstance(option, re.Match) else LETTERED.fullmatch(option)
    return fold(str(found[3] or found[6] or "") if found else str(option)).casefold().strip(".* ")


def _has_two(line: str) -> bool:
    """Whether a row has letters alone in two of its columns."""
    entry = _ENTRY.fullmatch(line)
    cells = re.split(r"\s*[|\t]\s*|\s{2,}", entry[2].strip(" |")) if entry else []
    return sum(bool(LONE.fullmatch(cell.strip("* "))) for cell in cells) > 1


def _answer(line: str, options: set[str]) -> Answer | None:
    entry = _ENTRY.fullmatch(line)
    if entry is None:
        return None
    rest = entry[2].strip(" |*")
    if (len(rest) > 1 or rest.isdecimal()) and fold(rest).casefold().strip(".* ") in options:
        return Answer(int(entry[1]), rest)
    cells = re.split(r"[|\t]", rest)
    options_named = [cell.strip() for cell in cells if fold(cell).casefold().strip(".* ") in options]
    named = options_named == [cells[0].strip()] and len(options_named[0]) > 1
    if named and len(cells) > 1 and all(_ABOUT_IT.fullmatch(cell.strip()) for cell in cells[1:]):
        return Answer(int(entry[1]), options_named[0])
    said = _SAID.fullmatch(rest)
    if said is None:
        return None
    behind = said[2]
    if behind and behind[0].isalpha():
        return None
    if (
        behind
        and not re.match(r"\s*[|(\[\t–—:=.*-]|\s{2,}", behind)
        and not re.search(r"[.):][*]{0,2}\Z", rest[: said.start(2)])
    ):
        return None  # a sentence that begins with a letter
    words_ = "" if _WORTH.fullmatch(behind) else _AROUND.sub("", behind, count=1).strip(" |*")
    words_ = behind.strip() if TO.match(rest) else words_
    if re.fullmatch(r"[(\[][^()\[\]]+[)\]]", words_):
        words_ = words_[1:-1]
    return Answer(int(entry[1]), said[1], words_)


def answers_with(line: str, options: set[str]) -> bool:
    """Whether a line of a list says a letter or the words of an option."""
    return len(line) < _LONGEST and _answer(line, options) is not None


def share(drafts: Sequence[Draft], listed: Sequence[tuple[int, str]], answers: Sequence[Answer]) -> None:
    """Give each question its answer and its reason."""
    answered = {id(draft) for draft in drafts if draft.answer}
    _share_answers(drafts, [*listed, *((answer.number, answer.said) for answer in answers)])
    for draft in drafts:
        if draft.answer == UNSAID:
            draft.answer, draft.unclear = "", "the list of answers has no letter for it"
        elif draft.answer and id(draft) not in answered and LONE.fullmatch(draft.answer) and _are_mixed(draft):
            draft.answer, draft.unclear = "", "its options have no letters, and not all have the same bullet"
    if listed:
        return
    asked = [draft for draft in drafts if len(draft.options) > 1 or draft.number]
    counted = any(draft.number for draft in asked)
    by_number = {answer.number: answer for answer in answers}
    for at, draft in enumerate(asked, 1):
        answer = by_number.get(draft.number if counted else at)
        if answer is None or draft.answer.casefold() != answer.said.casefold():
            continue
        told = f"{answer.said.strip('()')}) {answer.words}"
        if (more := several(told, draft.options, draft.letters)) is not None:
            labels = draft.letters if all(draft.letters) else "abcdefghij"
            draft.answer = ", ".join(labels[key] for key in sorted(more[0])) or told
            draft.explanation = draft.explanation or [one for one in (more[1], answer.why) if one]
            continue
        said, named = fold(answer.words).casefold().strip(".* "), ""
        for option in map(_bare, draft.options):
            if option and said.startswith(option) and len(option) > len(named):
                named = option if re.match(r"\W*(?:\Z|[.*]*\s*[–—:;(|-])", said[len(option) :]) else named
        reasons = [answer.words, answer.why]
        if named:  # the letter and the words must mean the same
            draft.answer = f"{answer.said.strip('()')}) {named}"
            reasons[0] = re.sub(r"\A[\W_]+", "", fold(answer.words)[len(named) :])
        draft.explanation = draft.explanation or [one for one in reasons if one]


def _are_mixed(draft: Draft) -> bool:
    """Whether options stand behind bullets of several kinds, so that a letter may count only those of one."""
    return len(draft.signs) == len(draft.options) and len(set(draft.signs) - {"*"}) > 1


def _share_answers(drafts: Sequence[Draft], listed: Sequence[tuple[int, str]]) -> None:
    """Give each question its answer from the list at the end; a number that could mean two things gives none."""
    asked = [draft for draft in drafts if len(draft.options) > 1 or draft.number]
    keyless = sum(1 for draft in asked if not (draft.answer or draft.marked or draft.bold))
    if keyless < len(asked) - 1:
        _doubt_runs(asked)
    if len(asked) > 1 and keyless == len(asked) - 1 and asked[-1].answer:
        together = RUN_TOGETHER.fullmatch(asked[-1].answer)
        signs: list[str] = re.findall(r"[A-Z]" if together else r"\b[A-Za-z]\b", asked[-1].answer)
        if len(signs) > 1:
            _take_all(asked, signs)
    if not listed or not asked:
        return
    numbers = [number for number, _ in listed]
    if not any(draft.number for draft in asked):
        in_order = numbers == list(range(1, len(asked) + 1))
    else:
        in_order = [draft.number for draft in asked] == numbers
    by_number: dict[int, set[str]] = {}
    for number, letters in listed:
        by_number.setdefault(number, set()).add(letters.lower())
    twice = {number for number, times in Counter(draft.number for draft in asked).items() if times > 1}
    for at, draft in enumerate(asked):
        answers = {listed[at][1].lower()} if in_order else by_number.get(draft.number, set())
        if draft.answer:
            own = draft.answer.strip("(). ").lower()
            single = {one for one in answers if len(one) == 1 and one != UNSAID}
            if len(own) == 1 and len(answers) == len(single) == 1 and own not in single:
                draft.broken = draft.broken or "its answer and the list of answers name different options"
            continue
        if in_order:
            draft.answer = listed[at][1]
        elif len(answers) > 1 or (answers and draft.number in twice):
            draft.unclear = f"the number {draft.number} stands twice among the questions or in the list of answers"
        elif answers:
            draft.answer = answers.pop()


def _doubt_runs(asked: Sequence[Draft]) -> None:
    """Believe no letters below a question that are as many as it and those without a key right above it."""
    waiting = 0
    for draft in asked:
        if not (draft.answer or draft.marked or draft.bold):
            waiting += len(draft.options) > 1
            continue
        if waiting and len(re.findall(r"\b[A-Za-z]\b", draft.answer)) == waiting + 1:
            draft.broken = draft.broken or "the letters below it may be the keys of the questions above it, too"
        waiting = 0


def _take_all(asked: Sequence[Draft], letters: Sequence[str]) -> None:
    """Letters without numbers below the last question, as many as there are questions: the keys of all.

    Of two questions they may be the two keys of the last, if no letter stands there twice; A, B, C, D may be the head
    of a table.
    """
    fits = len(letters) == len(asked) and [draft.number for draft in asked] in (
        [0] * len(asked),
        list(range(asked[0].number, len(asked) + asked[0].number)),
    )
    is_head = "".join(letters).upper() == "ABCDEFGH"[: len(letters)]  # of a table with a column for each letter
    if fits and not is_head and (len(asked) >= _MANY or len(set(letters)) < len(letters)):
        for draft, letter in zip(asked, letters, strict=True):
            draft.answer = letter
    else:
        asked[-1].broken = "the letters below it may be the keys of all questions"
