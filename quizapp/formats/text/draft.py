"""One question of a pasted list while it is read, and its key once all lines are known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from quizapp.core.item import Answer, Item, Option, fold
from quizapp.core.kinds.numeric import accepted_range
from quizapp.formats.hyphens import all_unbroken
from quizapp.formats.marks.letters import LATIN
from quizapp.formats.marks.roots import ROOT
from quizapp.formats.marks.true_false import looks_true_false, names_both, pair_of, truth_pair, truth_words_of, verdict
from quizapp.formats.markup import from_plain
from quizapp.formats.report import Defaults, Entry, Feedback, Ledger
from quizapp.formats.text import sentences, words
from quizapp.formats.text.contrary import names_another
from quizapp.formats.text.lines import (
    ANSWER,
    ANSWER_BEHIND,
    BEFORE,
    BEHIND,
    BOXED,
    LETTERED,
    POINTS_BEFORE,
    POINTS_BEHIND,
    TOLD_TWICE,
    TRUE_OR_FALSE,
    WRONG_BEHIND,
    answer_alone,
    answers_within,
    is_truth,
)
from quizapp.formats.text.marked import boxed, judged, tagged, without_wrong
from quizapp.formats.text.named import named

_VERDICT = re.compile(r"(?:(correct|right|richtig)|incorrect|wrong|not correct|falsch)(?:[.!:]|\s*\Z)", re.I)
"""How feedback to an option begins that says whether it is right."""

_TAIL = 60
"""Characters in which a mark behind an option stands."""

_SLANTED = re.compile(r"\*[^*\s](?:[^*]*[^*\s])?\*")
_ANSWERED = re.compile(
    rf"(.{{0,2000}}\S)[ \t]{{1,20}}\*{{0,2}}((?:{words.RIGHT}[ ])?{words.ANSWER})[ ]?[:=][ \t*]*"
    r"(\(?(?:[A-Za-z]|true|false)(?:[).]{0,2}|[).:][ ][^\n*]{1,200}))\*{0,2}",
    re.S | re.I,
)
"""All of a question on one line, with its answer at the end."""

_LETTERS = re.compile(r"\(?[A-Za-z]\)?(?:[ ]?[,;&][ ]?[A-Za-z])*\.?")
_CHOICE = re.compile(r"[ \t]+[(\[]?true[ ]?(?:/|or)[ ]?false[)\]]?\Z", re.I)
_BOTH_AND_ONE = re.compile(
    r"(.*\S)[ \t]+[(\[]?(\w{1,10})[ ]?(?:/|[|]|or)[ ]?(\w{1,10})[)\]]?(?:[ \t]*[(\[][ ]?(\w{1,10})[ ]?[)\]])?", re.S
)
"""`It melts. T / F   (T)`, of which the verdict may have been taken already."""

_GAP = re.compile(r"[^\s_][ \t]*__[ \t]*[^\s_]|[^\s_.!?)][ \t]*__[ \t]*\Z")
"""Something is missing within a sentence, or at its end; a gap behind the full stop is the line for the verdict."""

_LEAST_ORDERED = 3
"""Options that can be put in an order, all of them."""

_MANY = 4
"""Answers that are letters and no texts: so the list tells its keys."""

_END_OF_BOLD = re.compile(r"\*\*(?!\w)")
_ROOTED = "no option is marked as the key: √ is the sign of a root here, and may be a tick"
_EITHER = "the answer “{}” is the letter of one option and the text of another"
_ABREAST = r"(?:[ ]{{3}}|\t)[ \t]*[(\[]?{}[).\]][ \t]"
"""Behind an option, the letter of the same place of a question beside it."""
_MARK_ONE = "mark the key with * before its letter, or write Answer: B below"


@dataclass(slots=True)
class Draft:
    """A question while it is read. `marked` holds positions of options with a mark; `answer` what a line says,
    `typed` the answer of one that is answered by typing; `breaks` the lines of the stem below a blank one.

    `inline` is a stem with options on the same line, `under` the word before an explanation that stands right below an
    option, `below` the same of an option that another one follows.
    """

    line: int
    number: int = 0
    style: str = ""
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    bold: set[int] = field(default_factory=set)
    answer: str = ""
    typed: str = ""
    unclear: str = ""
    broken: str = ""
    breaks: list[int] = field(default_factory=list)
    explanation: list[str] = field(default_factory=list)
    under: str = ""
    below: str = ""
    rationales: dict[int, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    title: str = ""
    points: str = ""
    difficulty: str = ""
    signs: str = ""
    inline: str = ""
    verdicts: tuple[str, str] | None = None
    state: str = "stem"
    changes: list[str] = field(default_factory=list)

    def add(self, letter: str, text: str, line: str, *, is_marked: bool) -> None:
        text = text.strip()
        at = len(self.options)
        if at and self.state == "explanation":
            self.settle()
        if tick := BEFORE.match(text):
            is_marked, text = True, text[tick.end() :]
        before, tail = text[:-_TAIL], text[-_TAIL:]  # with the whole text it would take the square of its length
        if not _SLANTED.fullmatch(text) and (behind := BEHIND.fullmatch(tail)) and f"{before}{behind[1]}".strip():
            is_marked, text = True, f"{before}{behind[1]}".rstrip()
        if line.count("**") == 2 and text.count("**") == 1:
            text = _END_OF_BOLD.sub("", text)  # `**B) red** ✅`
        if len(text) > 4 and text.startswith("**") and text.endswith("**"):
            self.bold.add(at)
            text = text[2:-2].strip()
        if is_marked:
            self.marked.add(at)
        self.letters.append(letter.lower())
        self.options.append(text)
        self.written.append(line)
        self.state = "options"

    def explain(self, label: str, words: str) -> None:
        """Words of explanation begin: about the option right above, if they are headed as those of other options."""
        if self.below and self.below == self.under:
            self.settle()
        self.under = label if self.state == "options" else ""
        self.explanation, self.state = [*self.explanation, words], "explanation"

    def settle(self) -> None:
        """The explanation so far is about the last option."""
        if self.under:
            self.rationales[len(self.options) - 1] = "\n".join(self.explanation).strip()
            self.below, self.under, self.explanation = self.under, "", []

    def sort(self) -> None:
        """Put options whose letters stand out of their order into it."""
        order = sorted(range(len(self.letters)), key=self.letters.__getitem__)
        if not all(map(str.isalpha, self.letters)) or [*order] == [*range(len(order))] or self.letters[0] == "i":
            return
        self.letters, self.options, self.written = (
            [held[at] for at in order] for held in (self.letters, self.options, self.written)
        )
        self.marked, self.bold = ({order.index(at) for at in marks} for marks in (self.marked, self.bold))
        self.rationales = {order.index(at): text for at, text in self.rationales.items()}
        self.changes.append("its options were put in the order of their letters")

    def lettered(self) -> list[tuple[str, str]]:
        """The letter and the text of each option that has a letter."""
        return [one for one in zip(self.letters, self.options, strict=True) if one[0]]

    def join(self) -> None:
        """Make one of each word that was broken at the end of a line."""
        stem, explanation = "\n".join(self.stem), "\n".join(self.explanation)
        (stem, explanation, *self.options), found = all_unbroken([stem, explanation, *self.options])
        if found:
            self.stem, self.explanation = stem.split("\n"), explanation.split("\n")
            self.changes.append(f"what was broken at the end of a line was joined: {', '.join(found)}")

    def restart(self) -> None:
        """The options so far were none: words for right and wrong (as text2qti writes them), or part of the stem."""
        if self.signs in ("+", "-", "+-", "-+") and len(self.signs) == len(self.options):
            for sign, text in zip(self.signs, self.options, strict=True):
                self.words["correct" if sign == "+" else "incorrect"] = text
        elif self.inline:
            self.stem, self.inline = [self.inline, *self.options[-1].split("\n")[1:]], ""
        else:
            for line, text in zip(self.written, self.options, strict=True):
                self.stem += [line, *text.split("\n")[1:]]
        self.letters, self.options, self.written, self.signs = [], [], [], ""
        self.marked, self.bold, self.rationales = set(), set(), {}


def finish(draft: Draft, ledger: Ledger, put: Callable[[str], str] = from_plain) -> None:
    """Take the question, or skip it with what is wrong with it. `put` makes Markdown of its texts."""
    if draft.letters[:1] == ["i"] and (len(draft.options) == 1 or re.search(r"\n.*\?\s*\Z", draft.options[-1])):
        draft.restart()  # the statements of a question
    if draft.below and draft.below == draft.under:
        draft.settle()
    draft.sort()
    draft.join()
    _tidy(draft)
    excerpt = "\n".join([*draft.stem, *draft.options])
    _take_behind(draft)
    if any(re.search(_ABREAST.format(sign), text, re.I) for sign, text in draft.lettered()):
        ledger.skip(draft.line, "two questions stand side by side", "put one below the other", excerpt)
        return
    if draft.options and len(draft.stem) == 1 and BOXED.fullmatch(draft.stem[0]):
        ledger.skip(draft.line, "the question above the options is missing", "write it above them", excerpt)
        return
    if not draft.options and _judges(draft, excerpt):
        if draft.broken:
            ledger.skip(draft.line, draft.broken, _MARK_ONE, excerpt)
            return
        is_true = verdict(draft.answer) is True
        yes, no = draft.verdicts or truth_words_of(draft.answer)
        options: tuple[Option, ...] = (Option(yes, is_true), Option(no, not is_true))
        keys = {0 if is_true else 1}
    elif draft.typed and not draft.options:
        options, keys = (), set()
    elif len(draft.options) < 2:
        ledger.skip(draft.line, "a text without options", _remedy(draft, excerpt), excerpt)
        return
    else:
        found = _keys(draft)
        if isinstance(found, str):
            ledger.skip(draft.line, found, _MARK_ONE, excerpt)
            return
        keys = found
        options = tuple(
            Option(put(text), at in keys, put(draft.rationales.get(at, ""))) for at, text in enumerate(draft.options)
        )
    kind = "multiple" if len(keys) > 1 else "single"
    if kind == "single" and looks_true_false([option.text for option in options]):
        kind = "true-false"
    stem, explanation = put("\n".join(draft.stem)), put("\n".join(draft.explanation).strip())
    answers = (Answer(draft.typed),) if draft.typed else ()
    if answers:
        kind = "numeric" if accepted_range(draft.typed) else "text"
    item = Item(kind, stem, options, answers, explanation, difficulty=draft.difficulty)
    words = Feedback(**{name: put(text) for name, text in draft.words.items()})
    worth = draft.points.replace(",", ".")
    points = Decimal(worth) if re.fullmatch(r"\d{1,3}(\.\d{1,2})?", worth) else None
    entry = Entry(item, title=draft.title, feedback=words, defaults=Defaults(points if points != 1 else None))
    ledger.take(entry, draft.line, tuple(dict.fromkeys(draft.changes)))


def _remedy(draft: Draft, excerpt: str) -> str:
    """What would make a question of a text without options: a gap or a statement needs none."""
    if draft.verdicts or names_both(excerpt):
        return "write Answer: True or Answer: False below it"
    if "___" in "".join(draft.stem) or any(ANSWER.fullmatch(line) for line in draft.stem):
        return "write options below it, as a), b), c), or write it as a new question with a short answer"
    return "write its options below it, as a), b), c)"


def believe_letters(drafts: Sequence[Draft]) -> None:
    """`Answer: c` is a letter, also at an option that reads “c”, where all answers of the list are letters.

    Where only some are, it is neither if the option with that letter reads otherwise.
    """
    told = [(draft, draft.answer.strip("(). ").casefold()) for draft in drafts if draft.options and draft.answer]
    texts = [[fold(text).casefold() for text in draft.options] for draft, _ in told]
    labels = [draft.letters if all(draft.letters) else [*LATIN[: len(draft.options)]] for draft, _ in told]
    answers = [answer for _, answer in told]
    letters = sum(one in label and one not in text for one, label, text in zip(answers, labels, texts, strict=True))
    if letters >= _MANY and all(one in label for one, label in zip(answers, labels, strict=True)):
        for draft, answer in told:
            draft.answer = f"({answer})"
        return
    for (draft, answer), text, label in zip(told, texts, labels, strict=True):
        if letters and answer in text and answer in label and text.index(answer) != label.index(answer):
            draft.broken = draft.broken or _EITHER.format(draft.answer)


def asks_for_words(stem: str) -> bool:
    """Whether it is a question, or has a gap to be filled in, and so no statement to be judged."""
    return stem.rstrip("* ").endswith("?") or _GAP.search(re.sub(r"_{2,}", "__", stem)) is not None


def _judges(draft: Draft, excerpt: str) -> bool:
    """Whether the answer is a verdict on a statement; `Ne`, `V` or `F` at a question or a gap may be what is asked."""
    asks = asks_for_words("\n".join(draft.stem)) and not (draft.verdicts or names_both(excerpt))
    return is_truth(draft.answer) and not (asks and re.fullmatch(r"[A-Za-z]{1,2}", draft.answer.strip(" .*")))


def _take_behind(draft: Draft) -> None:
    """Points and the answer in brackets behind the stem, and `True`, `False` on lines of their own below it."""
    stem = "\n".join(draft.stem)
    told = ANSWER_BEHIND.fullmatch(stem)
    if told and not draft.answer and (answer := ANSWER.fullmatch(told[2])):
        stem, draft.answer = told[1], answer_alone(answer[1])
    last = draft.options[-1] if draft.options else stem
    if not (draft.answer or draft.marked) and (tail := _ANSWERED.fullmatch(last)) and tail[2][0].isupper():
        draft.answer = tail[3]
        if draft.options:
            draft.options[-1] = tail[1]
        else:
            stem = _CHOICE.sub("", tail[1])
    both = _BOTH_AND_ONE.fullmatch(stem) if not draft.options else None
    if both and (pair := pair_of(both[2], both[3])):
        if both[4] in (both[2], both[3]) and not draft.answer:
            stem, draft.verdicts, draft.answer = both[1], pair, pair[both[4] == both[3]]
        elif not both[4] and both[1][-1] in ".!?" and is_truth(draft.answer):
            stem, draft.verdicts = both[1], pair
    told = ANSWER_BEHIND.fullmatch(draft.options[-1]) if draft.options and not draft.answer else None
    if told and (answer := ANSWER.fullmatch(told[2])) and _LETTERS.fullmatch(answer[1].strip()):
        draft.options[-1], draft.answer = told[1], answer_alone(answer[1])
        draft.broken = draft.broken or TOLD_TWICE * answers_within(told[1])
    draft.stem = stem.split("\n")
    take_points(draft)
    lines = draft.stem
    if not draft.options and len(lines) > 1 and (pair := truth_pair(lines[-1])):
        draft.verdicts, lines = pair, lines[:-1]
    elif not draft.options and len(lines) > 1 and TRUE_OR_FALSE.fullmatch(lines[-1]):
        lines = lines[:-1]
    last_two = [one[1] if (one := BEHIND.fullmatch(line[-_TAIL:])) else line.removeprefix("*") for line in lines[-2:]]
    if not draft.options and len(lines) > 2 and looks_true_false(last_two):
        starred = [word for word, line in zip(last_two, lines[-2:], strict=True) if word != line]
        if starred and draft.answer and verdict(draft.answer) is not verdict(starred[0]):
            draft.broken = "the marks and the answer line name different options"
        draft.answer = draft.answer or (starred[0] if len(starred) == 1 else "")
        lines = lines[:-2]
    if len(lines) == 1 and (bold := re.fullmatch(r"\*\*([^*]+)\*\*", lines[0])):
        lines = [bold[1]]
    draft.stem = lines


def take_points(draft: Draft) -> None:
    """Points in brackets before or behind the stem."""
    for shape, text, points in ((POINTS_BEHIND, 1, 2), (POINTS_BEFORE, 2, 1)):
        if worth := shape.fullmatch("\n".join(draft.stem)):
            draft.stem, draft.points = worth[text].split("\n"), draft.points or worth[points]


def _tidy(draft: Draft) -> None:
    """Marks and letters that only all options together make clear."""
    asks = draft.number or draft.style or any(line.rstrip("* ").endswith(("?", ":")) for line in draft.stem)
    if asks and set(draft.signs) > {"*"} and len(draft.signs) == len(draft.options):
        draft.marked |= {at for at, sign in enumerate(draft.signs) if sign == "*"}  # among others it marks the key
    if len(draft.marked) == len(draft.options) and all(line.startswith("*") for line in draft.written):
        draft.marked = set()
        draft.unclear = draft.unclear or "each option has a star, which marks the key or is a bullet"
    if len(draft.marked) == len(draft.options) and all(line.strip()[:1] in "●■" for line in draft.written):
        draft.marked = set()  # bullets too: none is empty
    right, texts, reasons = judged(draft.options)
    if right and draft.marked in (set(), right) and not (draft.answer or draft.rationales):
        draft.marked, draft.options, draft.rationales = right, texts, reasons
    bold, draft.options = tagged(draft.options)
    full, draft.options = boxed(draft.options, draft.marked)
    draft.bold, draft.marked = draft.bold | bold, draft.marked | full
    if draft.marked:  # among marks, the others may be marked as wrong
        draft.options = [WRONG_BEHIND.sub("", text.rstrip()).rstrip() or text for text in draft.options]
        draft.options = without_wrong(draft.options, draft.marked)
    inner = [LETTERED.fullmatch(text.partition("\n")[0]) for text in draft.options]
    found = [one[2].lower() if one and one[2] and not one[1] else "" for one in inner]
    if not any(draft.letters) and "".join(found) == "abcdefghijklmnopqrstuvwxyz"[: len(found)]:
        draft.letters, rest = found, [text.partition("\n")[1:] for text in draft.options]
        draft.options = [  # within bullets or boxes
            one[3].strip() + "".join(more) for one, more in zip(inner, rest, strict=True) if one
        ]
        bold = {at for at, text in enumerate(draft.options) if len(text) > 4 and text[:2] == text[-2:] == "**"}
        draft.bold |= bold
        draft.options = [text[2:-2].strip() if at in bold else text for at, text in enumerate(draft.options)]


def _keys(draft: Draft) -> set[int] | str:
    """Positions of the keys, or what is wrong with them."""
    marked = draft.marked
    if draft.bold and len(draft.bold) < len(draft.options):
        marked = marked | draft.bold
    told: set[int] | None = set()
    if draft.answer:
        explained = bool(draft.explanation)
        told, why = named(draft.answer, draft.options, draft.letters, draft.number, explained=explained)
        draft.explanation = [why] if why else draft.explanation
    if draft.broken:
        return draft.broken
    if told is None:
        return _EITHER.format(draft.answer[:40])
    if told and len(told) == len(draft.options) >= _LEAST_ORDERED and _puts_in_order(draft.answer):
        return f"the answer “{draft.answer[:40]}” puts its options in an order"
    if draft.answer and not told:
        return f"the answer “{draft.answer[:40]}” is none of its options"
    if marked and told and marked != told:
        return "the marks and the answer line name different options"
    said = {at: one[1] is not None for at, text in draft.rationales.items() if (one := _VERDICT.match(text))}
    right = {at for at, is_right in said.items() if is_right}
    keys = marked or told or (right if len(said) == len(draft.options) else set())
    if keys and any(is_right != (at in keys) for at, is_right in said.items()):
        return "the key and what is said below the options name different ones"
    closing = sentences.closing("\n".join(draft.explanation))
    if closing and closing in draft.letters:
        at = draft.letters.index(closing)
        if keys and at not in keys:
            return "the key and its explanation name different options"
        keys = keys or {at}
    if keys and names_another("\n".join(draft.explanation), "\n".join(draft.stem), draft.options, draft.letters, keys):
        return "the key and its explanation name different options"
    rooted = _ROOTED if any(ROOT in text for text in draft.options) else ""
    return keys or draft.unclear or rooted or "no option is marked as the key"


def _puts_in_order(answer: str) -> bool:
    """Whether the letters or numbers of an answer do not stand in their usual order."""
    letters = re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])|\d", answer.lower())
    return letters != sorted(letters)
