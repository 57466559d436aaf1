"""What a list says that its marks mean: `(* = what Tom chose)`, `Wrong answers are marked x`.

Marks that mean something else than right are believed by nobody; where they mean wrong, what has none is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.formats.report import Ledger
from quizapp.formats.text import words
from quizapp.formats.text.draft import Draft
from quizapp.formats.text.given import SOMEBODY
from quizapp.formats.text.lines import BOXED, LETTERED, NUMBER
from quizapp.formats.text.printed import tells_keys

_LONGEST = 1_000
_BRACKETED = re.compile(r"[(\[][^()\[\]]{5,120}[)\]]")
_SIGN = r"(?:[*✓✔☑][ \ufe0f]?|\b(?:asterisks?|stars?|starred|ticks|ticked|bold|highlighted|underlined|checked)\b)"
_MARK = rf"(?:{_SIGN}|\bmarked\b)"
_WRONG = r"(?:wrong|incorrect|false|falsch[er]?|faux|fausses?|incorrect[ao]s?|sbagliat[aeio])"
_RIGHT = re.compile(rf"\b(?:{words.RIGHT}|{words.RIGHT_ALONE})\b", re.I)
_NOT_RIGHT = (
    rf"\b(?:chose|picks?|picked|answered|thought|believes?|{_WRONG}"
    rf"|(?:not|n['’]t|never)[ ](?:\w{{1,12}}[ ]){{0,2}}{words.RIGHT})\b"
)
_SHOWS = r"=|\b(?:means?|marks?|shows?|indicates?|stands?[ ]for)\b"
_MEANS = rf"(?:{_SHOWS}|:|\b(?:are|is|were|was)\b)"
_OTHER = rf"(?:{_NOT_RIGHT}|{SOMEBODY.pattern})"
_SAYS = re.compile(
    rf"{_SIGN}[^.;\n]{{0,40}}?(?:{_MEANS}[^.;\n]{{0,60}}?{_NOT_RIGHT}|(?:{_SHOWS})[^.;\n]{{0,60}}?{_OTHER})"
    rf"|{_OTHER}[^.;\n]{{0,40}}?\b(?:marked|shown|have|has|in|with|by)\b[^.;\n]{{0,20}}?{_SIGN}",
    re.I,
)
_LEGEND = re.compile(rf"[(\[][ ]*(?:(?:the|an?|all)[ ])?{_MARK}[ :=].{{3,100}}[)\]]", re.I)
"""`(* marks the right answer)`: says what the marks mean."""


_EMPHASIS = re.compile(r"\A\*[ ](?!(?:=|marks?|means?|shows?|indicates?|stands?)\b|=)|\*{2,3}")
"""A bullet, or bold, which is no sign of the list's own."""
_LONGEST_SAYING = 200


def doubt(drafts: Sequence[Draft], lines: Sequence[str]) -> None:
    """Believe no mark where the list says that its marks mean something else: `(* marks wrong answers)`."""
    for number, line in _sayings(lines):
        said = _EMPHASIS.sub("", line)
        other = re.search(_NOT_RIGHT, said, re.I) or (SOMEBODY.search(said) and not _RIGHT.search(said))
        if other and (_SAYS.search(said) or _LEGEND.fullmatch(said)):
            for draft in drafts:
                if not draft.answer:
                    draft.broken = (
                        draft.broken or f"line {number} says that the marks may mean something else than right"
                    )


def _sayings(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Number and words of what may tell about marks: lines above the first question, and what is in brackets."""
    begun = False
    for number, line in enumerate(map(str.strip, lines), 1):
        if len(line) > _LONGEST_SAYING:
            continue
        begun = begun or "?" in line or any(one.fullmatch(line) for one in (NUMBER, LETTERED, BOXED))
        if not begun or _LEGEND.fullmatch(line):
            yield number, line
        else:
            yield from ((number, found[0]) for found in _BRACKETED.finditer(line))


_MARKED_WRONG = re.compile(
    rf"\b{_WRONG}\b[^.;\n]{{0,40}}?\b(?:marked|shown|have|has|with|by|begin|start|get)\b[^.;\n]{{0,20}}?"
    r"(?<!\w)(?:[\"'“‘(\[]?([xX✗✘❌])[\"'”’)\]]?(?!\w)|[\"'“‘(\[]([~-])[\"'”’)\]])",
    re.I,
)
_LEAST = 2
_HOW_MANY = re.compile(
    r"\b(?:which|what|choose|select|tick|mark|circle|name|welche|quels?|quelles?|cuáles|elige)[ ](?:the[ ])?"
    r"(?:(two|2|zwei|deux|dos)|(?:three|3|drei|trois|tres))(?![\w.,-])",
    re.I,
)


def _graded(line: str) -> bool:
    """Whether a line speaks of somebody's paper: there a cross says what he or she answered."""
    rest = re.sub(_WRONG, "", line, flags=re.I)
    return SOMEBODY.search(rest) is not None or re.search(r"\w['’](?:s\b|\s)", rest) is not None  # "Tom's test"


def wrong_crossed(lines: Sequence[str], ledger: Ledger) -> list[str]:
    """`x a) tar` as `a) tar` and `b) oil` as `*b) oil`, where the list says that wrong answers are marked so.

    Each question must have one option without the mark, or as many as it asks for: where there are more, somebody may
    have crossed out an answer.
    """
    said = next((found for _, one in _sayings(lines) if (found := _MARKED_WRONG.search(one))), None)
    if said is None or _graded(said.string) or any(map(tells_keys, (x.strip() for x in lines if len(x) < _LONGEST))):
        return list(lines)
    sign = re.escape(said[1] or said[2])
    option = re.compile(
        rf"\s*(?P<before>{sign}[ \t]+|\({sign}\)[ \t]+)?(?P<option>\(?[A-Ja-j][).][ \t]+\S.*?)"
        rf"(?P<behind>[ \t]+{sign}|[ \t]*\({sign}\))?\s*",
        re.I,
    )
    crossed_out = False
    put, run = list(lines), list[tuple[int, re.Match[str]]]()
    for at, line in enumerate([*lines, ""]):
        found = option.fullmatch(line) if len(line) < _LONGEST else None
        if found:
            run.append((at, found))
            continue
        crossed = sum(bool(one["before"] or one["behind"]) for _, one in run)
        stem = next((lines[near] for near in range(run[0][0] - 1, -1, -1) if lines[near].strip()), "") if run else ""
        asked = _HOW_MANY.search(stem[:_LONGEST])
        right = 1 if asked is None else 2 if asked[1] else 3
        if len(run) >= _LEAST and crossed == len(run) - right > 0:
            crossed_out = True
            for place, one in run:
                put[place] = one["option"] if one["before"] or one["behind"] else f"*{one['option']}"
        run = []
    if crossed_out:
        ledger.note(f"what has no “{said[1] or said[2]}” was taken for the key, since the list says so")
    return put
