"""What the options of one question say of themselves: a verdict behind each, tags around one, boxes behind letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.marks.true_false import by_letters, verdict

_JUDGED = re.compile(
    r"(.*?\S)[ \t]+[-–—:][ \t]+((correct|incorrect|right|wrong|yes|no)(?:[.!,:;][ \t]*.*|))", re.I | re.S
)
_JUDGED_ASIDE = re.compile(
    r"(.*?\S)[ \t]+[(\[]((correct|incorrect|right|wrong)(?:[ ]answer)?(?:[.!,:;–-]+[ \t]*.*|))[)\]]", re.I | re.S
)
_JUDGED_BELOW = re.compile(r"(.*?\S)\n[(\[]?((correct|incorrect|right|wrong)(?:[.!,:;–-]+[ \t]*.*|))", re.I | re.S)
_JUDGED_AGAIN = re.compile(r"[-–—:][ \t]+(?:correct|incorrect|right|wrong|yes|no)\b", re.I)
"""Within a reason: the option judges several things and is not judged itself."""

_VERDICT = re.compile(
    r"(.*\S)[ \t]*(?:[(\[][ ]?([^\W\d_]{1,12})[ ]?[)\]]|[ \t][-–—:=][ \t]+([^\W\d_]{1,12}))[.!]?", re.S
)
_LEAST_LETTERS = 3
"""Options that are all judged by letters; of two, V and F may be units."""

_WRONG = re.compile(r"(.*\S)[ \t]+[-–—:][ \t]+(?:incorrect|wrong|not correct|falsch|incorrecto)[.!]?", re.I | re.S)
_TAGGED = re.compile(r"<(b|strong|u|mark)>([^<>]+)</\1>", re.I)
_BOX = re.compile(r"(?:([☐□○◯]\ufe0f?|\[ ?\]|\( ?\))|[☑☒■●]\ufe0f?|\[[xX✓✔]\]|\([xX✓✔]\))[ \t]+(?=\S)")


def judged(options: Sequence[str]) -> tuple[set[int], list[str], dict[int, str]]:
    """The right ones, the texts without their verdicts and what these say, where all options have one; else nothing.

    `Stack - Correct. It is last in, first out.`, `Stack (true)`.
    """
    shapes = (_JUDGED, _JUDGED_ASIDE, _JUDGED_BELOW)
    found = [one for text in options if (one := next(filter(None, (shape.fullmatch(text) for shape in shapes)), None))]
    if len(found) == len(options):
        right = {at for at, one in enumerate(found) if one[3].lower() in ("correct", "right", "yes")}
        if right and len(right) < len(found) and not any(_JUDGED_AGAIN.search(one[2]) for one in found):
            return right, [one[1] for one in found], {at: one[2] for at, one in enumerate(found)}
    said = [one for text in options if (one := _VERDICT.fullmatch(text))]
    signs = [one[2] or one[3] for one in said]
    if len(said) == len(options) and (verdicts := _verdicts(signs)):
        right = {at for at, is_right in enumerate(verdicts) if is_right}
        if right and len(right) < len(options):
            return right, [one[1] for one in said], {}
    return set(), [], {}


def _verdicts(signs: Sequence[str]) -> list[bool]:
    """What words or letters say, if all of them judge."""
    words = [verdict(sign) for sign in signs if len(sign) > 1]
    if len(words) == len(signs) and None not in words:
        return [word is True for word in words]
    if len(signs) >= _LEAST_LETTERS and by_letters(signs):
        return [sign != "F" for sign in signs]
    return []


def tagged(options: Sequence[str]) -> tuple[set[int], list[str]]:
    """`<b>whale</b>` among options without tags; where others have some, the tags are what is asked about."""
    found = [_TAGGED.fullmatch(text) for text in options]
    names = {one[1].lower() for one in found if one}
    if len(names) != 1 or any("<" in text for text, one in zip(options, found, strict=True) if not one):
        return set(), list(options)
    texts = [one[2].strip() if one else text for text, one in zip(options, found, strict=True)]
    return {at for at, one in enumerate(found) if one}, texts


def boxed(options: Sequence[str], marks: set[int]) -> tuple[set[int], list[str]]:
    """`☐ whale` behind letters: the full boxes, where each option has one or was marked already."""
    found = [_BOX.match(text) for text in options]
    empty = {at for at, one in enumerate(found) if one and one[1]}
    full = {at for at, one in enumerate(found) if one and not one[1]}
    if not empty or len(empty | full | marks) < len(options) or empty & marks:
        return set(), list(options)
    return full, [text[one.end() :] if one else text for text, one in zip(options, found, strict=True)]


def without_wrong(options: Sequence[str], marks: set[int]) -> list[str]:
    """The texts without `- wrong` behind them, where all but the marked ones have it."""
    others = {at: _WRONG.fullmatch(text) for at, text in enumerate(options) if at not in marks}
    if not others or not all(others.values()):
        return list(options)
    return [one[1] if (one := others.get(at)) else text for at, text in enumerate(options)]
