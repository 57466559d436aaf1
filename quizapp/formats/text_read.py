"""Reading pasted lists of questions: numbered or not, lettered, boxed or bulleted, keys marked in the usual ways.

Keys are told by `*` before or behind an option, `[x]`, a tick, bold, "(correct)", a line "Answer: B" under the
options, or a list of answers at the end. Where two of these disagree the question is skipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from quizapp.core.item import Item, Option, fold
from quizapp.formats.decoding import decode
from quizapp.formats.limits import MAX_TEXT, check_count
from quizapp.formats.markup import from_plain
from quizapp.formats.report import Entry, Feedback, Ledger, Reading

_NUMBER = re.compile(
    r"(?:\*\*)?(?:Q(?:uestion)?|Frage|Pregunta)?[ .]{0,3}(?:No\.? ?|#)?(\d{1,4})[ ]?(?:[.):\-–]|(?=\s*$))[ \t]*(.*)",
    re.I,
)
_QUESTION = re.compile(r"(?:Question|Q|Frage|Pregunta)[ \t]*:[ \t]*(.+)", re.I)
_LETTERED = re.compile(
    r"(\*{0,2}|[✓✔√☑][ \t]*)[ \t]*[(\[]?([A-Za-z])[).\]:](?:[ \t]+|(?=[^\sA-Za-z.]))(.*)"
    r"|(\*)([a-zA-Z])[ \t](.+)"
)
_BOXED = re.compile(r"(?:[-*+•][ \t]*)?(?:\[([ xX*✓✔]?)\]|\(([ xX*✓✔]?)\)|([☐☑☒✓✔□■○●]))[ \t]+(.*)")
_BULLET = re.compile(r"([-+•◦▪–*])[ \t]+(.*)")
_ANSWER = re.compile(
    r"\W{0,4}(?:the[ ])?(?:correct[ ]|right[ ])?"
    r"(?:answers?|ans|key|solution|correct|antwort|lösung|réponse|respuesta|risposta)"
    r"(?:[ ]key)?(?:[ ](?:is|are))?\W{0,3}[:=][ \t*]{0,4}(.*)",
    re.I,
)
_ANSWER_SHORT = re.compile(r"\W{0,4}ans\.[ \t]*\(?([A-Za-z])\)?\.?", re.I)
_EXPLANATION = re.compile(
    r"\W{0,3}(?:explanation|rationale|feedback|reason|erklärung|begründung|explication|explicación)"
    r"[ \t*]{0,4}:[ \t]*(.*)",
    re.I,
)
_LIST_HEAD = re.compile(
    r"\W{0,4}(?:answers?|answer key|key|solutions?|lösungen|respuestas|réponses)[ ]?(?:key|list)?\W{0,4}", re.I
)
_LISTED = re.compile(
    r"(\d{1,4})[ ]?[.):\-–=]?[ \t]*\(?([A-Za-z](?:[ ]?[,&/][ ]?[A-Za-z])*|true|false)\)?(?=[\s,;.]|$)[\s,;.]*", re.I
)
_BEHIND = re.compile(
    r"(.*?)[ \t]*(?:\*|[✓✔√]|[(\[](?:correct|right|key|richtig|correcto)(?:[ ]answer)?[)\]])\s*",
    re.I | re.S,
)
_RULE = re.compile(r"[-*=–—]{3,}|(?:[-*][ ]){2,}[-*]")
_SAID = re.compile(r"(@|~|\.\.\.)[ \t]+(.+)")
"""Feedback as Respondus and text2qti write it: `@` and `...` below an option, `~`, `@` and `...` below the stem."""

_ABOUT = re.compile(r"(title|type|points)[ \t]*:[ \t]*(.*)", re.I)
_STUCK = re.compile(r"(\W{0,3}\w{1,4}[.):\]]{1,2})\xa0+")
"""Word processors put no-break spaces behind numbers and letters."""

_LETTERS = re.compile(r"\(?([A-Za-z])[).]?(?:[ \t]*(?:,|;|&|/|\+|\band\b|\bund\b)[ \t]*\(?([A-Za-z])[).]?)*\.?")


@dataclass(slots=True)
class Draft:
    """A question while it is read. `marked` holds positions of options with a mark; `answer` what a line says."""

    line: int
    number: int = 0
    stem: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    options: list[str] = field(default_factory=list)
    marked: set[int] = field(default_factory=set)
    bold: set[int] = field(default_factory=set)
    answer: str = ""
    explanation: list[str] = field(default_factory=list)
    rationales: dict[int, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    title: str = ""
    signs: str = ""
    state: str = "stem"

    def add(self, letter: str, text: str, *, is_marked: bool) -> None:
        text = text.strip()
        at = len(self.options)
        if len(text) > 4 and text.startswith("**") and text.endswith("**"):
            self.bold.add(at)
            text = text[2:-2].strip()
        if (behind := _BEHIND.fullmatch(text)) and behind[1].strip():
            is_marked, text = True, behind[1]
        if is_marked:
            self.marked.add(at)
        self.letters.append(letter.lower())
        self.options.append(text)
        self.state = "options"


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    text, notes = decode(data, place)
    ledger.notes += notes
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    drafts, listed = _drafts(lines, place)
    for position, draft in enumerate(drafts, 1):
        if not draft.answer:
            draft.answer = listed.get(draft.number or position, "")
        _finish(draft, ledger)
    if not drafts:
        ledger.skip(
            1, "there are no questions to be seen", "number them, and letter their options a), b), c)", text[:200]
        )
    return ledger.reading("text")


def _drafts(lines: list[str], place: str) -> tuple[list[Draft], dict[int, str]]:
    drafts: list[Draft] = []
    listed: dict[int, str] = {}
    blank = True
    draft: Draft | None = None
    in_list = False
    title = ""
    for number, written in enumerate(lines, 1):
        line = written.strip()
        line = _STUCK.sub(r"\1 ", line, count=1) if _STUCK.match(line) else line
        if not line or _RULE.fullmatch(line):
            blank = True
            continue
        if (about := _ABOUT.fullmatch(line)) and (draft is None or blank or draft.state == "answer"):
            title = about[2] if about[1].lower() == "title" else title
            draft = draft if draft is None or draft.options else None
            continue
        if _LIST_HEAD.fullmatch(line) and draft is not None and draft.options and not draft.answer:
            in_list = True
            continue
        if (in_list or (draft is not None and draft.options and blank)) and (found := listing(line)):
            in_list = True
            listed |= found
            continue
        if (told := _ANSWER.match(line)) and len(found := listing(told[1].strip())) > 1:
            listed |= found
            continue
        in_list = False
        draft = _line(line, number, draft, drafts, blank=blank)
        check_count(max(len(drafts), len(draft.options)), place)
        if title and draft.line == number:
            draft.title, title = title, ""
        blank = False
    return drafts, listed


def listing(line: str) -> dict[int, str]:
    """Number of question → letters, for a line that holds nothing but these."""
    found: dict[int, str] = {}
    at = 0
    while match := _LISTED.match(line, at):
        found[int(match[1])] = match[2]
        at = match.end()
    return found if at == len(line) else {}


def _line(line: str, number: int, draft: Draft | None, drafts: list[Draft], *, blank: bool) -> Draft:
    """Put a line where it belongs; returns the question that is being read now."""
    if draft is not None and draft.stem:
        if (answer := _ANSWER.match(line) or _ANSWER_SHORT.fullmatch(line)) and (
            draft.options or blank or _is_truth(answer[1])
        ):
            draft.answer, draft.state = answer[1].strip(), "answer"
            return draft
        if explanation := _EXPLANATION.match(line):
            words = explanation[1].removeprefix("**").strip() if line.startswith("**") else explanation[1]
            draft.explanation, draft.state = [words], "explanation"
            return draft
        if (said := _SAID.fullmatch(line)) and draft.state in ("stem", "options"):
            _take_said(said[1], said[2], draft)
            return draft
        if _option(line, draft):
            return draft
    head = _NUMBER.fullmatch(line) or _QUESTION.fullmatch(line)
    if head is not None or draft is None or draft.state == "answer" or (blank and draft.options):
        fresh = Draft(number)
        if head is not None and head.re is _NUMBER:
            fresh.number, rest = int(head[1]), head[2]
        else:
            rest = head[1] if head is not None else line
        if line.startswith("**"):
            rest = rest.strip().removesuffix("**")
        elif (bold := re.fullmatch(r"\*\*([^*]+)\*\*[ \t]*", rest)) is not None:
            rest = bold[1]
        fresh.stem = [bare] if (bare := rest.strip()) else []
        _inline_options(fresh)
        drafts.append(fresh)
        return fresh
    if draft.state == "explanation":
        draft.explanation.append(line)
    elif draft.state == "options":
        if len(draft.options[-1]) <= MAX_TEXT:  # what is longer is refused, and cost time with each line
            draft.options[-1] += f"\n{line}"
    else:
        draft.stem.append(line)
    return draft


def _take_said(sign: str, words: str, draft: Draft) -> None:
    """Feedback about the option above it, or about the question where there is none yet."""
    if draft.options:
        last = len(draft.options) - 1
        if len(draft.rationales.get(last, "")) > MAX_TEXT:
            return
        draft.rationales[last] = "\n".join(filter(None, [draft.rationales.get(last), words]))
    elif sign == "...":
        draft.explanation.append(words)
    else:
        draft.words["correct" if sign == "~" else "incorrect"] = words


def _is_truth(text: str) -> bool:
    return text.strip(" .*").lower() in ("true", "false", "t", "f")


def _option(line: str, draft: Draft) -> bool:
    """Take the line as an option if it looks like the next one."""
    if boxed := _BOXED.fullmatch(line):
        mark = boxed[1] or boxed[2] or boxed[3] or ""
        draft.add("", boxed[4], is_marked=mark.strip() not in ("", "☐", "□", "○"))
        return True
    bold = line.startswith("**") and line.endswith("**") and len(line) > 6
    lettered = _LETTERED.fullmatch(line[2:-2] if bold else line)
    if lettered is not None:
        mark, letter, text = (
            lettered[1] or lettered[4] or "",
            lettered[2] or lettered[5],
            lettered[3] or lettered[6] or "",
        )
        follows = ord(letter.lower()) - ord("a") == len(draft.options)
        if follows or (draft.letters and draft.letters[-1] and letter.lower() > draft.letters[-1]):
            parts = _split_inline(letter, text)
            for at, part in enumerate(parts):
                draft.add(chr(ord(letter.lower()) + at), part, is_marked=bool(mark.strip()) and at == 0)
            if bold:
                draft.bold.add(len(draft.options) - 1)
            return True
    if (bullet := _BULLET.fullmatch(line)) and not (draft.letters and draft.letters[-1]):
        draft.add("", bullet[2], is_marked=False)
        draft.signs += bullet[1]
        return True
    return False


def _split_inline(letter: str, text: str) -> list[str]:
    """`red b) green c) blue` after `a)`, as three options."""
    parts = []
    code = ord(letter) + 1
    while (found := re.search(rf"[ \t]+[(\[]?{re.escape(chr(code))}[).\]][ \t]+", text)) and chr(code).isalpha():
        parts.append(text[: found.start()])
        text = text[found.end() :]
        code += 1
    return [*parts, text]


def _inline_options(draft: Draft) -> None:
    """A stem that holds its options on the same line: `Which? a) red b) green`."""
    stem = draft.stem[0] if draft.stem else ""
    found = re.search(r"[ \t][(\[]?([aA])[).\]][ \t]+(?=.*[ \t][(\[]?[bB][).\]][ \t])", stem)
    if found is None:
        return
    draft.stem = [stem[: found.start()].strip()]
    for at, part in enumerate(_split_inline(found[1], stem[found.end() :])):
        draft.add(chr(ord("a") + at), part, is_marked=False)


def _finish(draft: Draft, ledger: Ledger) -> None:
    if set(draft.signs) > {"*"} and len(draft.signs) == len(draft.options):
        draft.marked |= {at for at, sign in enumerate(draft.signs) if sign == "*"}  # among others it marks the key
    excerpt = "\n".join([*draft.stem, *draft.options])
    if not draft.options and _is_truth(draft.answer):
        is_true = draft.answer.strip(" .*").lower().startswith("t")
        options: tuple[Option, ...] = (Option("True", is_true), Option("False", not is_true))
        keys = {0 if is_true else 1}
    elif len(draft.options) < 2:
        remedy = "write its options below it, as a), b), c)"
        ledger.skip(draft.line, "a text without options", remedy, excerpt)
        return
    else:
        found = _keys(draft)
        if isinstance(found, str):
            ledger.skip(draft.line, found, "mark the key with * before its letter, or write Answer: B below", excerpt)
            return
        keys = found
        options = tuple(
            Option(from_plain(text), at in keys, from_plain(draft.rationales.get(at, "")))
            for at, text in enumerate(draft.options)
        )
    kind = "multiple" if len(keys) > 1 else "single"
    if kind == "single" and [option.text.lower() for option in options] in (["true", "false"], ["false", "true"]):
        kind = "true-false"
    stem, explanation = from_plain("\n".join(draft.stem)), from_plain("\n".join(draft.explanation))
    item = Item(kind, stem, options, explanation=explanation)
    words = Feedback(**{name: from_plain(text) for name, text in draft.words.items()})
    ledger.take(Entry(item, title=draft.title, feedback=words), draft.line)


def _keys(draft: Draft) -> set[int] | str:
    """Positions of the keys, or what is wrong with them."""
    marked = draft.marked
    if draft.bold and len(draft.bold) < len(draft.options):
        marked = marked | draft.bold
    told = _told(draft) if draft.answer else set()
    if draft.answer and not told:
        return f"the answer “{draft.answer[:40]}” is none of its options"
    if marked and told and marked != told:
        return "the marks and the answer line name different options"
    return marked or told or "no option is marked as the key"


def _told(draft: Draft) -> set[int]:
    """Positions that the answer line names: by letters, or by the text of an option."""
    answer = draft.answer.strip().strip("*").strip()
    letters = draft.letters if all(draft.letters) else [chr(ord("a") + at) for at in range(len(draft.options))]
    by_letter = {letter: at for at, letter in enumerate(letters)}
    folded = fold(answer).casefold()
    texts = {fold(text).casefold(): at for at, text in enumerate(draft.options)}
    if folded in texts:
        return {texts[folded]}
    if _LETTERS.fullmatch(answer):
        found = [letter.lower() for letter in re.findall(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z])", answer)]
        return {by_letter[one] for one in found} if all(one in by_letter for one in found) else set()
    if (both := _LETTERED.fullmatch(answer)) and both[2] and both[2].lower() in by_letter:
        at = by_letter[both[2].lower()]
        return {at} if fold(both[3]).casefold().rstrip(".") == fold(draft.options[at]).casefold().rstrip(".") else set()
    return {texts[folded.rstrip(".")]} if folded.rstrip(".") in texts else set()
