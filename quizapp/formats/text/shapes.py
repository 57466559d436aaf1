"""Lists as they look elsewhere: letters of other scripts, full-width signs, dashes, answers in a table.

Each line is put as the reader of lists knows it and stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.formats.marks.letters import ALPHABETS, LATIN, LOOK_ALIKE
from quizapp.formats.text import words
from quizapp.formats.text.lines import ANSWER, EXPLANATION, NUMBER, SIGN

_LONGEST_HEAD = 1_000
"""Characters of a line that is looked at: some of these patterns take the square of it."""

_OF_OTHERS = "".join(ALPHABETS) + "с"
_ONE = f"[{_OF_OTHERS}]"
_HEAD = re.compile(
    rf"([\s*✓✔√☑✅•-]*)[(（\[]?(?:({_ONE})(?:[ \t]?[).\]:、．：）。]|[-–](?=[ \t]))"
    r"|([①-⑩]|[ア-コ](?=[ \t\u3000])))[ \t]*(?=\S)",
    re.I,
)
_INNER = re.compile(rf"(?<=\s)[(（]?(?:({_ONE})[).、．）]|([①-⑩]))[ \t]*(?=\S)", re.I)
_WIDE_HEAD = re.compile(r"([\s*]*)[(（]?([A-Ja-j])(?:[、．：）。])[ \t]*(?=\S)")
_TOLD = re.compile(rf"[\s(（*]*{_ONE}(?:[\s,;，、&]+{_ONE})*(?=[\s).,，）*]|$)", re.I)
_LISTED = re.compile(rf"(?:\d{{1,4}}[ \t]*[.):、．–—=-]?[ \t]*{_ONE}[\s,;.，]*)+", re.I)
_NAMED = re.compile(r"【([^】]{1,12})】[:：]?|([^\s:：]{1,12}(?:[ ][^\s:：]{1,12}){0,2})[ \t]*：")

_BOLD_HEAD = re.compile(r"[ \t]*(?:[-*+•][ \t]+)?\*\*[(]?([A-Za-z])[).:]\*\*[).:]?[ \t]*(?=\S)")
_WORD_HEAD = re.compile(r"([\s*]*)(?:option|choice|opción|opção|opzione)[ ]([A-Za-z])[ ]?[).:-][ \t]*(?=\S)", re.I)
_TWICE = re.compile(r"([\s*(]*[A-Za-z])[.]\)[ \t]*(?=\S)")
_DASHED = re.compile(r"[ \t]*([A-Za-z])[ \t]*[-–—][ \t]+(?=\S)")
_WIDE_NUMBER = re.compile(r"[ \t\u3000]*(\d{1,4})[、．][ \t\u3000]*(?=\S)")
_ASIAN_NUMBER = re.compile(r"[ \t\u3000]*(?:問|问|第)[ ]?(\d{1,3})[ ]?[問问題题]?[ \t\u3000]+(?=\S)")
_OTHER_NUMBER = re.compile(r"[ \t]*([٠-٩۰-۹०-९]{1,3})[ ]?[-.)–][ \t]*(?=\S)")
_THAI_ANSWER = re.compile(r"[ \t]*(?:เฉลย|คำตอบ)[ \t]*[:.]?[ \t]*(\S{1,2})[ \t]*")
_CHINESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_TOLD_WITHIN = re.compile(r"[(（][ \t\u3000]*([A-H]{1,6})[ \t\u3000]*[)）]")
_NUMBERED = re.compile(r"[ \t]*\d{1,4}[.)]")
_PAIR = re.compile(r"[ \t]*[(]?([A-Za-z])[.)][ \t]+(\S.*?)(?:[ \t]*\t[ \t]*|[ ]{2,})[(]?([A-Za-z])[.)][ \t]+(\S.*)")
_FIRST = re.compile(r"[ \t]*[(]?([A-Za-z])[.)][ \t]+(\S.*)")
_SPACED = re.compile(r"[ \t]*([A-Z])[ \t]+(?=\S)")
_GLUED = re.compile(r"[ \t]*[*]?([A-Za-z])[.)](?=[^\W\d_])")
_USUAL = re.compile(r"[ \t*]*[(\[]?[A-Da-d][).\]:][ \t]")
_OTHER = re.compile(r"[ \t]*(?:[>|<'{][ ]?)?([A-Za-z])[ ]?(?:[).:/;,=|>'}]{1,2}-?|\.-)[ \t]+(?=\S)")
_POINTED = re.compile(
    r"\s*(?:👉|➡\ufe0f?|▶\ufe0f?|->|=>|→|[(\[](?:correct|right|richtig|correcto)[)\]])\s*(?=\(?[A-Za-z][).][ \t])", re.I
)
_APART = re.compile(rf"([\s*(]*{SIGN})[ \t]([.)])[ \t]+(?=\S)")
_AIRY = re.compile(
    rf"([\s*]*|\W{{0,4}}[^\W\d_]{{2,12}}\W{{0,4}})[(\[](?!{SIGN}[)\]])[ \t]*({SIGN})[ \t]*[)\]]"
    r"(?=[ \t]+\S|\.?\s*\Z)"
)
"""`( a ) red`, `( iv) red`, `Ans. ( a )`."""

_CROSSED = re.compile(r"\s*(?:[❌✗✘]\ufe0f?|\N{NO ENTRY SIGN})\s*(?=\S)")
_TICKED = re.compile(r"\s*[✓✔√✅]\ufe0f?\s*(?=\S)")
_LETTERED = re.compile(r"\(?[A-Za-z][).][ \t]")
_ROW = re.compile(r"[ \t]*\|?[ \t]*(?:Q(?:uestion)?[ ]?)?(\d{1,4})[.)]?[ \t]*\|[ \t*(]*([A-Za-z])\b[)*. \t]*\|?[ \t]*")
_ROW_HEAD = re.compile(
    r"[ \t]*\|[^|]{1,30}\|[^|]{0,20}(?:answer|key|antwort|lösung|réponse|respuesta)[^|]{0,20}\|[ \t]*", re.I
)
_ROW_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*")
_FOLDED = re.compile(r"[ \t]*(?:</?details[^>]{0,80}>[ \t]*)?(?:<summary>([^<]{0,40})</summary>)?[ \t]*", re.I)
_UNFOLDED = re.compile(
    r"[ \t]*<details[^>]{0,80}>[ \t]*<summary>([^<]{0,40})</summary>[ \t]*(\S.*?)[ \t]*</details>[ \t]*", re.I
)

_SHOWS = re.compile(rf"\b{words.ANSWER}\b", re.I)


def familiar(lines: Sequence[str]) -> list[str]:
    """The same lines in the shapes that are read: `A) text`, `Answer: B`, `1. B`."""
    letters = _in_use(lines)
    crossed = any(_CROSSED.match(line) for line in lines)
    put = _columns(_explained(lines))
    below = [_label(line, letters) for line in put]
    found = [
        _one(
            _judged(line) if crossed else line,
            letters,
            inner=not own or chr(ord(own) + 1) not in below[at + 1 : at + 4],
        )
        for at, (line, own) in enumerate(zip(put, below, strict=True))
    ]
    if not any(map(_USUAL.match, found)):
        found = _runs(found, _OTHER, 3)
    return _runs(_runs(_runs(found, _DASHED, 2), _GLUED, 2), _SPACED, 3)


def _explained(lines: Sequence[str]) -> list[str]:
    """Below the answer in a folded part of a page, what stands apart says why."""
    put = list(lines)
    inside, said = False, 0
    for at, line in enumerate(lines):
        if "<" in line and (folded := _FOLDED.fullmatch(line)):
            inside, said = bool(folded[1]) and _SHOWS.search(folded[1]) is not None, 0
        elif inside and line.strip():
            said += 1
            if said == 2 and not any(one.match(line) for one in (ANSWER, EXPLANATION, NUMBER, _LISTED)):
                put[at] = f"Explanation: {line.strip()}"
    return put


def _judged(line: str) -> str:
    """Options with a cross or a tick before them, in a list that crosses out: a box, or a mark before the letter."""
    if cross := _CROSSED.match(line):
        rest = line[cross.end() :]
        return rest if _LETTERED.match(rest) else f"[ ] {rest}"
    if (tick := _TICKED.match(line)) and not ANSWER.match(line):
        rest = line[tick.end() :]
        return f"*{rest}" if _LETTERED.match(rest) else f"[x] {rest}"
    return line


def _columns(lines: Sequence[str]) -> list[str]:
    """Options in two columns, `a … c …` above `b … d …`, in the order of their letters."""
    found = list(lines)
    at = 0
    while at < len(found):
        pairs: list[re.Match[str]] = []
        while at + len(pairs) < len(found) and (pair := _PAIR.fullmatch(found[at + len(pairs)][:_LONGEST_HEAD])):
            pairs.append(pair)
        below = found[at + len(pairs)] if pairs and at + len(pairs) < len(found) else ""
        alone = [odd] if (odd := _FIRST.fullmatch(below[:_LONGEST_HEAD])) else []
        for left in ([*pairs, *alone], pairs):
            options = [(one[1], one[2]) for one in left] + [(pair[3], pair[4]) for pair in pairs]
            named = "".join(letter.lower() for letter, _ in options)
            if len(left) > 1 and named == "abcdefghijklmnopqrstuvwxyz"[: len(options)]:
                for row in range(len(left)):
                    here = options[2 * row : 2 * row + 2]
                    found[at + row] = "   ".join(f"{letter}) {text}" for letter, text in here)
                break
        at += max(1, len(pairs))
    return found


def _in_use(lines: Sequence[str]) -> dict[str, str]:
    """Letter → its Latin one, for every script whose first two letters stand at the head of lines."""
    heads = {(head[2] or head[3]).lower() for line in lines if (head := _HEAD.match(line[:80]))}
    inner = {(one[1] or one[2]).lower() for line in lines for one in _INNER.finditer(line[:400])} if heads else set()
    known: dict[str, str] = {}
    for alphabet in ALPHABETS:
        if alphabet[0] in heads and alphabet[1] in heads | inner:
            known |= dict(zip(alphabet, LATIN, strict=False))
    if "а" in heads and "в" in heads and "б" not in heads | inner:
        known |= LOOK_ALIKE
    return known


def _label(line: str, letters: Mapping[str, str]) -> str:
    """The Latin letter at the head of a line in another script."""
    head = _HEAD.match(line[:80]) if letters else None
    return letters.get((head[2] or head[3]).lower(), "") if head else ""


def _one(line: str, letters: Mapping[str, str], *, inner: bool) -> str:
    """One line; `inner` where the next letters are on it and not at the heads of the lines below."""
    if len(line) > _LONGEST_HEAD:
        return line  # a paragraph, or nothing that a person wrote
    if digits := _OTHER_NUMBER.match(line):
        return f"{int(digits[1])}. {line[digits.end() :]}"
    if thai := _THAI_ANSWER.fullmatch(line):
        line = f"Answer: {thai[1]}"
    if "|" in line:
        if _ROW_RULE.fullmatch(line):
            return ""
        if row := _ROW.fullmatch(line):
            return f"{row[1]}. {row[2]}"
        if _ROW_HEAD.fullmatch(line):
            return "Answers:"
    if "<" in line and (unfolded := _UNFOLDED.fullmatch(line)) and _SHOWS.search(unfolded[1]):
        line = unfolded[2] if ANSWER.match(unfolded[2]) else f"Answer: {unfolded[2]}"
    if "<" in line and (folded := _FOLDED.fullmatch(line)):
        said = folded[1] or ""
        return "Answer:" if _SHOWS.search(said) else f"{said}:" if said else ""
    if "：" in line or "【" in line:
        line = _NAMED.sub(lambda found: f"{found[1] or found[2]}: ", line, count=1)
    if letters and (answer := ANSWER.match(line)):
        start, told = answer.start(1), _TOLD.match(line, answer.start(1)) or _LISTED.fullmatch(line, answer.start(1))
        return line[:start] + _latin(told[0], letters) + line[told.end() :] if told else line
    if letters and _LISTED.fullmatch(line):
        return _latin(line, letters)
    if letters and (head := _HEAD.match(line)) and (head[2] or head[3]).lower() in letters:
        own = letters[(head[2] or head[3]).lower()]
        rest = line[head.end() :]
        return f"{head[1]}{own}) {_inner(rest, own, letters) if inner else rest}"
    if _CHINESE.search(line):
        for number in (_WIDE_NUMBER, _ASIAN_NUMBER):
            line = number.sub(r"\1. ", line, count=1) if number.match(line) else line
        if _NUMBERED.match(line) and len(_TOLD_WITHIN.findall(line)) == 1:
            keys = ", ".join(_TOLD_WITHIN.findall(line)[0])
            return f"{_TOLD_WITHIN.sub('', line).rstrip()} (Answer: {keys})"
    if wide := _WIDE_HEAD.match(line):
        return f"{wide[1]}{wide[2]}) {line[wide.end() :]}"
    for shape, put in (
        (_AIRY, r"\1(\2)"),
        (_POINTED, "*"),
        (_BOLD_HEAD, r"\1) "),
        (_WORD_HEAD, r"\1\2) "),
        (_TWICE, r"\1) "),
        (_APART, r"\1\2 "),
    ):
        if shape.match(line):
            return shape.sub(put, line, count=1)
    return line


def _inner(text: str, own: str, letters: Mapping[str, str]) -> str:
    """The text with the letters that follow `own`, in their order; others may be a name, as in А. С. Пушкин."""
    parts, at = [], 0
    for one in _INNER.finditer(text):
        latin = letters.get((one[1] or one[2]).lower(), "")
        if latin == chr(ord(own) + 1):
            parts.append(f"{text[at : one.start()]}{latin}) ")
            own, at = latin, one.end()
    return "".join([*parts, text[at:]])


def _latin(text: str, letters: Mapping[str, str]) -> str:
    return "".join(letters.get(sign.lower(), sign) for sign in text)


def _runs(lines: list[str], shape: re.Pattern[str], least: int) -> list[str]:
    """Lines that begin A, B, C in this shape, one below the other, as options; a single one is a sentence."""
    found = [shape.match(line[:80]) for line in lines]
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (head := found[end]) and ord(head[1].lower()) - ord("a") == end - at:
            end += 1
        if end - at >= least:
            for number in range(at, end):
                if head := found[number]:
                    lines[number] = f"{head[1]}) {lines[number][head.end() :]}"
        at = max(end, at + 1)
    return lines
