"""Pages of learning programs pasted as text: Moodle, Canvas, Blackboard, forms, quizzes for a screen.

What they say around a question is left out; what they say of its answer is put as the reader of lists knows it. Each
line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.core.item import fold
from quizapp.formats.marks.letters import LATIN
from quizapp.formats.marks.true_false import verdict
from quizapp.formats.text import words
from quizapp.formats.text.forms import graded, ticked
from quizapp.formats.text.lines import ANSWER, BOXED, BULLET, CHOSEN, LETTERED, NUMBER

_MOODLE = re.compile(
    r"(?:flag question|marked out of \d.*|mark \d.{0,8} out of \d.*|frage markieren|erreichbare punkte:? \d.*"
    r"|erreichte punkte \d.*|marcar pregunta|se puntúa .{0,12}\d.*|puntúa \d.*|marquer la question|noté sur \d.*"
    r"|note de \d.*|contrassegna domanda|punteggio (?:max|ottenuto).*|marcar questão|vale \d.*ponto.*"
    r"|vraag markeren)\.?",
    re.I,
)
_AROUND = re.compile(
    rf"(?:{words.QUESTION}[ ]?\d{{1,3}})?"
    r"(?:remove flag|question text|edit question|your answer is (?:partially )?(?:in)?correct\.?"
    r"|(?:please )?select one(?: or more)?:|choose one:"
    r"|fragetext|die antwort ist (?:teilweise )?(?:richtig|falsch)\.?"
    r"|(?:bitte )?wählen sie eine(?: oder mehrere)?(?: antwort(?:en)?)?:|enunciado de la pregunta"
    r"|respuesta (?:in)?correcta\.?|seleccione una(?: o más de una)?:|texte de la question"
    r"|votre réponse est (?:in)?correcte\.?|veuillez choisir (?:une|au moins une) réponse\s?[.:]"
    r"|scegli una? ?'?(?:o più )?alternativ[ae]:|testo della domanda|texto da questão"
    r"|escolha uma(?: opção)?(?: ou mais)?:)",
    re.I,
)
_STATE = re.compile(
    r"(?:not yet answered|answer saved|not answered|correct|incorrect|partially correct|complete|finished"
    r"|bisher nicht beantwortet|antwort gespeichert|richtig|falsch|teilweise richtig|vollständig"
    r"|sin responder aún|respuesta guardada|correcta|incorrecta|parcialmente correcta|finalizado"
    r"|pas encore répondu|réponse enregistrée|partiellement correct|terminer|terminé|risposta non ancora data"
    r"|risposta corretta|ainda não respondida|correto|incorreto|nog niet beantwoord|goed|fout)",
    re.I,
)
"""What Moodle's pages say around a question and, below its number, how it was answered; in some of its languages."""

_WHY = re.compile(rf"{words.EXPLANATION}[ ]?:?", re.I)
_HEAD = re.compile(rf"{words.QUESTION}[ ]\d{{1,4}}", re.I)
_LEGEND = re.compile(rf"{words.QUESTION}[ ]\d{{1,4}}[ ]?{words.ANSWER}", re.I)
_QUOTED = re.compile(
    rf"(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}[ ])?{words.ANSWER}(?:[ ]{words.RIGHT_AFTER})?[ ]{words.IS}"
    r"[ ]?:?[ ]?['‘“«\"][ \xa0]?(\w{1,12})[ \xa0]?['’”»\"]\.?",
    re.I,
)

_LABEL = re.compile(
    rf"(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}[ ]{words.ANSWER}|{words.ANSWER}[ ]{words.RIGHT_AFTER})(?:[ ]{words.IS})?"
    r"[ ]?:?",
    re.I,
)
"""Stands above the answer."""

_LABELS = re.compile(rf"{words.ANSWER}:|answers:", re.I)
_INNER = re.compile(r"(\d{1,3})[.)][ \t]+(\S.*)")
_LONE = re.compile(r"\(?([A-Za-z])[.)]?")
_SCORE = re.compile(
    rf"[(\[]?(?:score:[ ]?)?(\d{{1,3}}(?:[.,]\d+)?)[ ]?(?:/|of|out of|von|sur|de|di)[ ]?(\d{{1,3}}(?:[.,]\d+)?)"
    rf"(?:[ ]({words.POINTS}))?[)\]]?",
    re.I,
)
_PTS = re.compile(r"[\d.,]{1,6} / [\d.,]{1,6} pts", re.I)
_WORTH = re.compile(rf"[(\[]?\d{{1,3}}(?:[.,]\d+)?[ ]{words.POINTS}[)\]]?", re.I)
_WORTH_BESIDE = re.compile(
    rf"\A\s*({words.QUESTION}[ ]\d{{1,4}})(?:[ ]of[ ]\d{{1,4}})?[ \t]+"
    rf"(\d{{1,3}}(?:[.,]\d+)?)[ ]?{words.POINTS}\s*\Z",
    re.I,
)
_GROUP = re.compile(r"group of answer choices", re.I)
_FOR_WHOM = re.compile(r"((?:in)?correct feedback)[ ]?:?", re.I)
_RIGHT_BELOW = re.compile(r"correct!|correct answer", re.I)
_BESIDE = re.compile(r"you answered|(?:your|selected) answer:?|quiz score:.*|group of answer choices", re.I)
_ACCEPTED = re.compile(r"correct answers", re.I)
"""Above a line, Canvas says that it is a right option, what was chosen, or the words that a gap takes."""

_SORT = re.compile(
    r"(?:quiz|(?:multiple|single)[ -](?:choice|select|answer)|multi[ -]?select|true (?:or|/) false|checkbox(?:es)?)\.?",
    re.I,
)
_SETTING = re.compile(
    rf"\d{{1,3}} ?(?:s|secs?|seconds?|mins?|minutes?)\.?|\d{{1,4}} {words.POINTS}|edit"
    r"|(?:group of )?answer (?:choices|options)",
    re.I,
)
_PARTED = re.compile(r"[ ]{2,}|[\t|·•]")
_TICK = re.compile(r"[✓✔✅☑√]\ufe0f?")
_CROSS = re.compile(r"[✗✘❌✕✖×]\ufe0f?")
_INITIALS = (("Q", "A"), ("F", "A"), ("P", "R"), ("D", "R"), ("V", "A"))
"""Of question and answer in several languages."""

_ASKS = ("?", ":", "？", "…", "__")
_FAR = 15
"""Lines above an answer that may be its question."""
_MOST = 40
"""Lines of a question, with what stands around its options."""

_LEAST = 2
_LEAST_ALIKE = 3
"""Questions that show, all having as many lines, where the options of one begin that does not ask."""

_LONGEST = 500


def unpaged(lines: Sequence[str]) -> list[str]:
    """The same lines without what such pages say around a question, with `Answer: B` and `Explanation:`."""
    found = _unsorted(_lone_marks(_moodle(_printed_form(_connect(lines)))))
    return _asked(_answers(_scores(_canvas(_blackboard(_form(ticked(graded(found))))))))


def _moodle(lines: Sequence[str]) -> list[str]:
    if not any(_MOODLE.fullmatch(line.strip()) for line in lines if len(line) < _LONGEST):
        return list(lines)
    found: list[str] = []
    above = ""
    for line in lines:
        bare = line.strip() if len(line) < _LONGEST else "-"
        if (told := _QUOTED.fullmatch(bare)) and verdict(told[1]) is not None:
            line = f"Answer: {told[1]}"
        elif _WHY.fullmatch(bare):
            line = "Explanation:"
        goes = _MOODLE.fullmatch(bare) or _AROUND.fullmatch(bare) or _LEGEND.fullmatch(bare)
        goes = goes or (_HEAD.fullmatch(above) and _STATE.fullmatch(bare))
        found.append("" if goes else line)
        above = bare or above
    return found


def _unsorted(lines: Sequence[str]) -> list[str]:
    """`1. Multiple choice` above `30 seconds`, `1 pt` and the question: the sort and the settings go."""
    put = list(lines)
    head = False
    for at, line in enumerate(lines):
        bare = line.strip()
        number = NUMBER.fullmatch(bare) if len(bare) < _LONGEST else None
        below = next((one.strip() for one in lines[at + 1 : at + 9] if one.strip()), "")[:_LONGEST]
        above = next((one.strip() for one in reversed(lines[max(0, at - 9) : at]) if one.strip()), "")[:_LONGEST]
        counts = number and (one := NUMBER.fullmatch(above)) and int(one[3]) + 1 == int(number[3])  # an option
        if number and _sets(number[6]) and not NUMBER.fullmatch(below) and not counts:
            head, put[at] = True, f"{number[3]}." if number[6] else line
        elif head and bare and _sets(bare):
            put[at] = ""
        elif bare:
            head = False
    return put


def _sets(text: str) -> bool:
    """Whether nothing but the sort of a question and its settings is said: `Multiple choice   30 seconds   1 pt`."""
    parts = [part.strip() for part in _PARTED.split(text)]
    return all(not part or _SORT.fullmatch(part) or _SETTING.fullmatch(part) for part in parts)


def _lone_marks(lines: Sequence[str]) -> list[str]:
    """A tick or a cross on a line of its own below each option; boxes instead."""
    put = list(lines)
    marks = [at for at, line in enumerate(lines) if _TICK.fullmatch(line.strip()) or _CROSS.fullmatch(line.strip())]
    run: list[int] = []
    for at, below in pairwise([*marks, len(lines) + 9]):
        run.append(at)
        if below - at == 2 and lines[at + 1].strip():
            continue
        ends = not any(line.strip() for line in lines[at + 1 : at + 2])
        first = run[0] - 1
        ticks = [_TICK.fullmatch(lines[mark].strip()) is not None for mark in run]
        if len(run) >= _LEAST and ends and first > 0 and lines[first].strip() and any(ticks) and not all(ticks):
            for mark, ticked in zip(run, ticks, strict=True):
                put[mark - 1], put[mark] = f"[{'x' if ticked else ' '}] {lines[mark - 1].strip()}", ""
        run = []
    return put


_OVAL = re.compile(r"(?:mark only one oval|(?:check|tick) all that apply)\.?", re.I)
_REQUIRED = re.compile(r"\* (?:indicates required question|required)", re.I)
_WORTH_FAR = re.compile(rf"(.*?\S)(?:[ ]\*)?[ ]{{2,}}(\d{{1,3}}[ ]{words.POINTS})[ ]*", re.I)


def _printed_form(lines: Sequence[str]) -> list[str]:
    """A form as Google prints it: `Which? *      2 points` and `Mark only one oval.` below it."""
    if not any(_REQUIRED.fullmatch(line.strip()) for line in lines if len(line) < _LONGEST):
        return list(lines)
    put = []
    for line in lines:
        worth = _WORTH_FAR.fullmatch(line) if len(line) < _LONGEST else None
        put.append("" if _OVAL.fullmatch(line.strip()[:60]) else f"{worth[1]} ({worth[2]})" if worth else line)
    return put


_TEST_NAME = re.compile(r"Test name:.*", re.I)
_VERSION = re.compile(r"Version \d{1,2}[ \t]+\d{1,3}", re.I)
_SEVERAL = re.compile(r"(\d{1,3}\)[ \t]*)\[([A-H](?:, ?[A-H])*)\]")


def _connect(lines: Sequence[str]) -> list[str]:
    """A test as McGraw Hill prints it: rings before true and false, `6) [A, C]` below `Test name:` at the end."""
    if not any(_TEST_NAME.fullmatch(line.strip()) for line in lines if len(line) < _LONGEST):
        return list(lines)
    bare = [line.strip() if len(line) < _LONGEST else line for line in lines]
    bare = ["" if _TEST_NAME.fullmatch(line) or _VERSION.fullmatch(line) else line for line in bare]
    return [_SEVERAL.sub(r"\1\2", line).replace("⊚", "○", 1) for line in bare]


def _form(lines: Sequence[str]) -> list[str]:
    """`Which? *` above `1/1` or `1 point`, in a form without numbers: numbered, and lettered down to the answer."""
    heads = [
        at
        for at, (line, below) in enumerate(pairwise(map(str.strip, lines)))
        if line.endswith((" *", "?*")) and (_SCORE.fullmatch(below) or _WORTH.fullmatch(below))
    ]
    if len(heads) < _LEAST or all(NUMBER.fullmatch(lines[at].strip()) for at in heads):
        return list(lines)
    put = list(lines)
    for number, (at, end) in enumerate(pairwise([*heads, len(lines)]), 1):
        put[at], put[at + 1] = f"{number}. {lines[at].strip().removesuffix('*').rstrip()}", ""
        if lines[at - 1].strip().rstrip(".") == str(number):
            put[at - 1] = ""
        label = next((one for one in range(at + 2, end) if _tells(lines[one].strip()[:_LONGEST])), 0)
        options = [one for one in range(at + 2, label) if (line := lines[one].strip()) and not CHOSEN.fullmatch(line)]
        if not any(LETTERED.match(lines[one].strip()) or BOXED.match(lines[one].strip()) for one in options):
            _letter(put, options)
    return put


def _tells(line: str) -> bool:
    """Whether a line names what is right, or stands above it."""
    label = _LABEL.match(line)
    return label is not None and (label.end() == len(line) or label[0].endswith(":"))


def _letter(put: list[str], options: Sequence[int]) -> None:
    """Letters for lines that can only be the options, which keep their stars."""
    if _LEAST <= len(options) <= len(LATIN):
        for letter, at in zip(LATIN, options, strict=False):
            text = put[at].strip()
            put[at] = f"{'*' * text.startswith('*')}{letter}) {text.removeprefix('*')}"


def _scores(lines: Sequence[str]) -> list[str]:
    """`1 / 1 pts` below the number of a question: its points, and what somebody earned."""
    put = [_WORTH_BESIDE.sub(r"\1 (\2 points)", line) if len(line) < _LONGEST else line for line in lines]
    head = -1
    for at, line in enumerate(lines):
        bare = line.strip() if len(line) < _LONGEST else "-"
        if head >= 0 and (score := _SCORE.fullmatch(bare)):
            put[head], put[at] = f"{lines[head].strip()} ({score[2]} points)", ""
        elif (score := _SCORE.fullmatch(bare)) and score[3] and lines[at - 1 : at] and lines[at - 1].strip():
            put[at] = f"({score[2]} points)"
        if bare:
            head = at if _HEAD.fullmatch(bare) else -1
    return put


def _blackboard(lines: Sequence[str]) -> list[str]:
    """`Question 1` above `1. Which?`, a label above the options, and points below them."""
    put = list(lines)
    used = [at for at, line in enumerate(lines) if line.strip() and len(line) < _LONGEST]
    worth = [at for at in used if _WORTH.fullmatch(lines[at].strip())]
    for place, at in enumerate(used[:-1]):
        line, below = lines[at].strip(), used[place + 1]
        inner = _INNER.fullmatch(lines[below].strip()) if _HEAD.fullmatch(line) else None
        if inner and inner[1] in ("1", line.split()[-1]):
            put[below] = inner[2]
        elif _FOR_WHOM.fullmatch(line) and below == at + 1:
            put[at], put[below] = f"{line.rstrip(' :')}: {lines[below].strip()}", ""
        elif _GROUP.fullmatch(line) or (_LABELS.fullmatch(line) and re.match(r"\s*[(]?[Aa][.)]", lines[below])):
            put[at] = ""
        elif at in worth and len(worth) >= _LEAST and place and LETTERED.match(lines[used[place - 1]].strip()):
            put[at] = f"({line})"
    return put


def _canvas(lines: Sequence[str]) -> list[str]:
    """`Correct!` or `Correct Answer` above an option that was not told before: a star before it.

    Only below the points as this page has them: elsewhere such words may stand below the option.
    """
    put = list(lines)
    heads = [at for at, line in enumerate(lines) if _HEAD.match(line.strip()[:_LONGEST])]
    contents: list[tuple[list[int], int]] = []
    for at, end in pairwise([*heads, len(lines)]):
        block = [one for one in range(at, end) if lines[one].strip()]
        labels = {one for one in block[:_MOST] if _RIGHT_BELOW.fullmatch(lines[one].strip())}
        told = [after for one, after in pairwise(block) if one in labels]
        beside = block and _WORTH_BESIDE.match(lines[at])  # `Question 1   1 pts`
        is_canvas = beside or (len(block) > 1 and _PTS.fullmatch(lines[block[1]].strip()))
        accepts = any(_ACCEPTED.fullmatch(lines[one].strip()) for one in block[:_MOST])
        if not (is_canvas and told) or accepts or len(block) > _MOST:
            continue
        texts = [fold(lines[one]).casefold() for one in block]
        if any(texts.count(fold(lines[one]).casefold()) > 1 or LETTERED.match(lines[one].strip()) for one in told):
            continue
        around = [one for one in block if one in labels or _BESIDE.fullmatch(lines[one].strip())]
        for one in around:
            put[one] = ""
        for one in told:
            put[one] = f"*{lines[one].strip()}"
        content = [one for one in block[1 if beside else 2 :] if one not in around]
        asking = [place for place, one in enumerate(content) if lines[one].rstrip().endswith(_ASKS)]
        contents.append((content, asking[0] if len(asking) == 1 and content[asking[0]] < told[0] else -1))
    sure = {len(content) - asks for content, asks in contents if asks >= 0}
    sure = sure or {len(content) for content, _ in contents if len(contents) >= _LEAST_ALIKE}
    for content, asks in contents:
        if asks >= 0 or sure == {len(content)}:
            _letter(put, content[max(asks, 0) + 1 :])
    return put


def _answers(lines: Sequence[str]) -> list[str]:
    """`Correct answer` on a line of its own above words, or a letter and words, that stand among the lines above."""
    put = list(lines)
    used = [at for at, line in enumerate(lines) if line.strip()]
    first = 0
    for place, at in enumerate(used):
        line = lines[at].strip()
        if len(line) < _LONGEST and line.endswith(",") and ANSWER.match(line):
            more = used[place + 1 : place + _FAR]
            ends = next((n for n, one in enumerate(more, 1) if not lines[one].rstrip().endswith(",")), 0)
            more = more[:ends]
            put[at] = " ".join([line, *(lines[one].strip() for one in more)])
            for one in more:
                put[one] = ""
        if len(line) > _LONGEST or _LABEL.fullmatch(line) is None:
            continue
        above = {_bare(lines[one]) for one in used[max(first, place - _FAR) : place]}
        first = place
        below = used[place + 1 : place + _FAR]
        letter = _LONE.fullmatch(lines[below[0]].strip()) if below else None
        told: list[int] = []
        for one in below[1:2] if letter else below:
            if _bare(lines[one]) not in above or _WHY.fullmatch(lines[one].strip()):
                break
            told.append(one)
        if told:
            texts = ", ".join(lines[one].strip().rstrip(",") for one in told)
            put[at] = f"Answer: {letter[1]}) {texts}" if letter else f"Answer: {texts}"
            for one in [*below[:1], *told]:
                put[one] = ""
            if (why := below[len(told) + bool(letter) :][:1]) and _WHY.fullmatch(lines[why[0]].strip()):
                put[why[0]] = "Explanation:"
    return put


def _asked(lines: Sequence[str]) -> list[str]:
    """`Q: Which?` above options and `A: Mercury`, one of these, or `A: b`, a letter of them."""
    for question, answer in _INITIALS:
        found: dict[int, str] = {}
        head = -1
        for at, line in enumerate(lines):
            mark, _, text = line.strip()[:_LONGEST].partition(":")
            if mark == question:
                head = at
            elif mark == answer and head >= at - _MOST and head >= 0 and text.strip():
                above = [one for one in lines[head + 1 : at] if one.strip()]
                letters = [one[2].lower() for option in above if (one := LETTERED.fullmatch(option.strip()))]
                letter = _LONE.fullmatch(text.strip())
                if _bare(text) in map(_bare, above) or (letter and letter[1].lower() in letters[: len(above)]):
                    found |= {head: "Question: ", at: "Answer: "}
                    head = -1
        if len(found) >= 2 * _LEAST:
            return [f"{found[at]}{line.strip()[2:].strip()}" if at in found else line for at, line in enumerate(lines)]
    return list(lines)


def _bare(line: str) -> str:
    """The words of an option as they are compared."""
    text = line.strip()
    shapes = ((LETTERED, 3), (BOXED, 4), (BULLET, 2))
    text = next((one[group] or "" for shape, group in shapes if (one := shape.fullmatch(text))), text)
    return fold(text).casefold().strip(" .,*")
