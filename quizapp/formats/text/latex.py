r"""Questions in LaTeX, as the classes `exam` and `automultiplechoice` have them: `\question`, `\CorrectChoice`.

Formulas stay as they are. Of the commands those that only dress a text are taken off; a question with any other one,
or with a picture or a table, is named and left out: half a question is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizapp.formats.limits import MAX_TEXT, check_count
from quizapp.formats.report import Ledger
from quizapp.formats.text.draft import Draft, finish

_LISTS = r"(?:oneparchoices|choices|choiceshoriz|oneparcheckboxes|checkboxes|reponses|reponseshoriz)"
_MARKS = re.compile(
    r"\\(?P<ask>question|titledquestion|part|subpart)(?![A-Za-z])(?:\{[^{}]*\})?(?:[ \t]*\[(?P<points>[^\]]{0,10})\])?"
    r"|\\begin\{(?P<env>question(?:mult)?)\}(?:\{[^{}]*\})?"
    rf"|\\(?P<way>begin|end)\{{(?P<list>{_LISTS})\}}(?:\[[^\[\]]{{0,200}}\])?"
    r"|\\(?P<option>CorrectChoice|correctchoice|choice|wrongchoice|bonne|mauvaise)(?![A-Za-z])"
    r"|\\begin\{(?P<why>solution|solutionorbox|solutionorlines|explain)\}(?:\[[^\[\]]{0,200}\])?|\\explain(?![A-Za-z])"
    r"|\\end\{(?P<over>solution|solutionorbox|solutionorlines|explain|question(?:mult)?|questions|parts|document)\}"
)
_EXAM = re.compile(rf"\\begin\{{{_LISTS}\}}")
_ANSWER_LINE = re.compile(r"\\answerline\*?\[\(?([A-Za-z])\)?\]")
_MATH = re.compile(r"\\\(.{0,1000}?\\\)|\\\[.{0,1000}?\\\]|\$\$.{0,1000}?\$\$|(?<!\\)\$(?:[^$\\]|\\.){0,1000}\$", re.S)
_VERB = re.compile(r"\\verb\*?([^A-Za-z*\s])([^\n]{0,200}?)\1")
_COMMENT = re.compile(r"(?<=\n)[ \t]*%[^\n]*\n|(?<!\\)%[^\n]*")
_CODE = re.compile(r"(\\begin\{(?:verbatim|lstlisting)\}(?:\[[^\]\n]*\])?\n?)|\\end\{(?:verbatim|lstlisting)\}")
_DRESS = re.compile(
    r"\\(?:textbf|textit|textsl|texttt|textsc|textsf|textrm|textup|emph|underline|uline|text|mbox|ensuremath|enquote|url"
    r"|textnormal|centerline|fbox|bm|hbox)\{([^{}]*)\}"
)
_GONE = re.compile(
    r"\\(?:vspace|hspace|vskip|label|fillwithlines|fillwithdottedlines|makeemptybox|setlength|addtolength|index|scoring"
    r"|bareme|element|pagestyle|thispagestyle)\*?(?:\{(?:[^{}]|\{[^{}]{0,200}\}){0,200}\}){0,3}"
    r"|\\(?:noindent|vfill|hfill|newpage|clearpage|pagebreak|smallskip|medskip|bigskip|centering|small|large|Large"
    r"|normalsize|footnotesize|bfseries|itshape|ttfamily|bf|it|tt|em|par|droppoints|droptotalpoints|answerline|indent"
    r"|ignorespaces|lastchoices|nobreak)(?![A-Za-z])[ \t]*"
    r"|\\(?:begin|end)\{(?:center|flushleft|flushright|quote|quotation|minipage|samepage|parts|questions)\}"
    r"(?:\[[^\[\]]{0,200}\]|\{[^{}]*\})?"
)
_SIGNS = {
    **{"ldots": "…", "dots": "…", "textless": "<", "textgreater": ">", "textbackslash": "\\", "textdegree": "°"},
    **{"degree": "°", "euro": "€", "pounds": "£", "LaTeX": "LaTeX", "TeX": "TeX", "quad": " ", "qquad": " ", "ss": "ß"},
    **{
        "ae": "æ",
        "AE": "Æ",
        "oe": "œ",
        "OE": "Œ",
        "aa": "å",
        "AA": "Å",
        "o": "ø",
        "O": "Ø",
        "l": "ł",
        "L": "Ł",
        "i": "i",
    },
    **{"textasciitilde": "~", "textasciicircum": "^", "fillin": "_____", "blank": "_____", "newline": "\n", "og": "«"},
    **{"fg": "»", "copyright": "©", "textbar": "|", "textquotedbl": '"', "S": "§", "slash": "/", "textendash": "–"},
}
_SIGN = re.compile(rf"\\({'|'.join(sorted(_SIGNS, key=len, reverse=True))})(?![A-Za-z])(?:\{{\}}|[ \t]+(?=\S))?")
_QUANTITY = re.compile(
    r"\\(?:(?:SI|qty)(?:\[[^\[\]]{0,200}\])?\{([^{}]*)\}|(?:si|unit)(?:\[[^\[\]]{0,200}\])?)\{([^{}]*)\}|\\(?:num|ang)\{([^{}]*)\}"
)
_UNITS = {
    **{"metre": "m", "meter": "m", "second": "s", "gram": "g", "kilogram": "kg", "ampere": "A", "kelvin": "K"},
    **{"mole": "mol", "newton": "N", "joule": "J", "watt": "W", "volt": "V", "ohm": "Ω", "pascal": "Pa", "hertz": "Hz"},
    **{"coulomb": "C", "litre": "L", "liter": "L", "minute": "min", "hour": "h", "celsius": "°C", "degree": "°"},
    **{
        "degreeCelsius": "°C",
        "percent": "%",
        "per": "/",
        "kilo": "k",
        "centi": "c",
        "milli": "m",
        "mega": "M",
        "giga": "G",
    },
    **{"micro": "µ", "nano": "n", "squared": "²", "cubed": "³", "cm": "cm", "km": "km", "kg": "kg", "mm": "mm"},
}
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304", ".": "\u0307"}
_LETTER_ACCENTS = {"c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "r": "\u030a", "k": "\u0328"}
_ACCENT = re.compile(r"\\(?:(['`^\"~=.])[ ]?|([cvuHrk])[ ]|([cvuHrk])(?=\{))(?:\{\\?([A-Za-z])\}|\\?([A-Za-z]))")
_QUOTES = (("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("---", "—"), ("--", "–"), ("~", "\xa0"))
_LEFT = re.compile(r"\\(?:begin\{([A-Za-z]+)\*?\}|([A-Za-z]+))|[&#]")
_ESCAPED = re.compile(r"\\([%&#_{}$ ,;:!/@-])")
_HELD = re.compile("\ue000(\\d+)\ue001")


def holds(text: str) -> bool:
    """Whether a text is LaTeX with lists of choices."""
    return _EXAM.search(text) is not None and re.search(r"\\(?:question|begin\{question)", text) is not None


def read(text: str, ledger: Ledger) -> None:
    """Take every question of the document."""
    text = "".join(part if is_code else _uncommented(part) for part, is_code in _parts(text))
    marks = list(_MARKS.finditer(text))
    drafts: list[_Question] = []
    head: _Question | None = None
    line, at = 1, 0
    for mark, until in zip(marks, [*(one.start() for one in marks[1:]), len(text)], strict=True):
        said = text[mark.end() : until]
        if mark["ask"] or mark["env"]:
            line, at = line + text.count("\n", at, mark.start()), mark.start()
            asked = _Question(line, len(drafts) + 1, mark["points"] or "")
            head = head if mark["ask"] in ("part", "subpart") else None
            asked.take_stem(said, head)
            head = head or asked
            drafts.append(asked)
            check_count(len(drafts), ledger.place)
        elif drafts:
            drafts[-1].take(mark, said)
    for one in drafts:
        one.finish(ledger)


class _Question:
    """A question while it is read, and the first thing in it that could not be put as text."""

    def __init__(self, line: int, number: int, points: str) -> None:
        self.draft = Draft(line, number=number, points=points)
        self.problem = ""
        self.has_parts = False

    def take_stem(self, said: str, head: _Question | None) -> None:
        """What is asked; a part is asked below what stands above all parts."""
        if head is not None:
            self.draft.stem, self.problem, head.has_parts = [*head.draft.stem], head.problem, True
        self.draft.stem += filter(None, self._put(said).split("\n"))

    def take(self, mark: re.Match[str], said: str) -> None:
        draft = self.draft
        if mark["option"]:
            if mark["option"] in ("CorrectChoice", "correctchoice", "bonne"):
                draft.marked.add(len(draft.options))
            draft.letters.append(chr(ord("a") + min(len(draft.options), 25)))
            draft.options.append(self._put(_braced(said)))
            draft.written.append("")
        elif mark["why"] or mark[0] == r"\explain":
            draft.explanation = self._put(_braced(said)).split("\n")
        elif answer := _ANSWER_LINE.search(said):
            draft.answer = answer[1]
        elif mark["way"] == "end" and _words(said[:MAX_TEXT])[0]:
            draft.changes.append("the text below its options was left out")

    def _put(self, tex: str) -> str:
        if len(tex) > MAX_TEXT:
            text, problem = tex[:200], f"a text of more than {MAX_TEXT:,} characters"
        else:
            text, problem = _words(tex)
        self.problem = self.problem or problem
        return text

    def finish(self, ledger: Ledger) -> None:
        draft = self.draft
        if self.has_parts and not draft.options:
            return
        why = "\n".join(draft.explanation).strip()
        if draft.options and not draft.marked and re.fullmatch(r"\(?[A-Za-z][).]?", why):
            draft.answer, draft.explanation = why, []
        if self.problem and draft.options:
            excerpt = "\n".join([*draft.stem, *draft.options])
            remedy = "write it as text, or as a formula between $ signs"
            ledger.skip(draft.line, f"{self.problem} cannot be read", remedy, excerpt)
        else:
            finish(draft, ledger)


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, each with whether it is code that stands as it is, between its `begin` and its `end`."""
    at, opened = 0, None
    for mark in _CODE.finditer(text):
        if mark[1] and opened is None:
            opened = mark
        elif not mark[1] and opened is not None:
            yield text[at : opened.start()], False
            yield text[opened.start() : mark.end()], True
            at, opened = mark.end(), None
    yield text[at:], False


def _uncommented(text: str) -> str:
    """Without remarks; a line of nothing else keeps a sign, as an empty one would end a paragraph."""
    held: list[str] = []

    def hold(found: re.Match[str]) -> str:
        held.append(found[0])
        return f"\ue000{len(held) - 1}\ue001"

    bare = _COMMENT.sub(lambda found: "\ue004\n" if found[0].endswith("\n") else "", _VERB.sub(hold, _unheld(text)))
    return _HELD.sub(lambda found: held[int(found[1])], bare)


def _unheld(text: str) -> str:
    return re.sub("[\ue000\ue001\ue003]", "\ufffd", text)


def _braced(text: str) -> str:
    """What an option says: the group in braces right behind it, or all."""
    bare = text.strip()
    if bare.startswith("{"):
        depth = 0
        for at, sign in enumerate(bare):
            depth += (sign == "{") - (sign == "}")
            if not depth and not bare[at + 1 :].strip(" \n\t}"):
                return bare[1:at]
    return text


def _words(tex: str) -> tuple[str, str]:
    """The text without LaTeX, and the first thing in it that could not be put as text."""
    held: list[str] = []

    def hold(text: str) -> str:
        held.append(text)
        return f"\ue000{len(held) - 1}\ue001"

    tex = _unheld(tex)
    parts = [hold("\n" + _CODE.sub("", part).rstrip()) if is_code else part for part, is_code in _parts(tex)]
    tex = _VERB.sub(lambda found: hold(found[2]), "".join(parts))
    tex = _QUANTITY.sub(lambda found: _quantity(found) or found[0], tex)
    tex = _MATH.sub(lambda found: hold(found[0]), tex)
    tex = re.sub(r"\\\\(?:\[[^\[\]]{0,200}\])?", "\ue003", tex)
    tex = _ACCENT.sub(_accented, tex)
    tex = _GONE.sub("", tex)
    tex = _SIGN.sub(lambda found: hold(_SIGNS[found[1]]), tex)
    tex = _ESCAPED.sub(lambda found: hold(" " if found[1] in " ,;:" else "" if found[1] in "!/@-" else found[1]), tex)
    for _ in range(8):
        bare = _DRESS.sub(r"\1", tex)
        if bare == tex:
            break
        tex = bare
    left = _LEFT.search(tex)
    problem = ""
    if left is not None:
        problem = f"the LaTeX {f'environment {left[1]}' if left[1] else f'command {left[0]}'}"
    for sign, put in _QUOTES:
        tex = tex.replace(sign, put)
    tex = tex.replace("{", "").replace("}", "")
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n|\ue003", tex.replace("\ue004\n", ""))]
    text = "\n".join(filter(None, paragraphs))
    while _HELD.search(text):
        text = _HELD.sub(lambda found: held[int(found[1])], text)
    return text.strip(), problem


def _quantity(found: re.Match[str]) -> str:
    """`20\xa0m/s` for a quantity of siunitx; nothing where its unit has a word that is not known."""
    number, unit = (found[3], "") if found[3] is not None else (found[1] or "", found[2])
    parts = re.findall(r"\\[A-Za-z]+|[^\\]+", unit)
    if any(part.startswith("\\") and part[1:] not in _UNITS for part in parts):
        return ""
    return f"{number}\xa0{''.join(_UNITS.get(part[1:], part.strip()) for part in parts)}".strip("\xa0")


def _accented(found: re.Match[str]) -> str:
    mark = _ACCENTS.get(found[1] or "", "") or _LETTER_ACCENTS[found[2] or found[3]]
    return unicodedata.normalize("NFC", (found[4] or found[5]) + mark)
