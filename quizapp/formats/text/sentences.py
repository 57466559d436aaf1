"""Sentences below the options that name the key: `Hence, option (B) is correct.`, `✓ B`, `B is right because ...`."""

from __future__ import annotations

import re

_LETTER = r"\(?([A-Ha-h])\)?"
_RIGHT = r"(?:correct|right|true|best)"
_NAME = r"(?:answers?|options?|choices?|letter)"
_BEFORE = r"(?:(?:so|hence|thus|therefore|clearly|this means)\b,?[ ](?:that[ ])?)?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"{_BEFORE}(?:the[ ])?(?:{_RIGHT}[ ])?{_NAME}[ ](?:is|will be|would be|must be)[ :]{{1,2}}(?:{_NAME}[ ])?"
        rf"{_LETTER}[.!]?",
        rf"{_BEFORE}(?:the[ ])?(?:{_NAME}[ ])?{_LETTER}[ ]is[ ](?:the[ ])?{_RIGHT}(?:[ ]{_NAME})?"
        rf"(?:[.!]?|[.,:;!]?[ ]+(?:[-–—][ ])?(\S.*))",
        rf"(?:[✓✔☑✅👉➡]\ufe0f?|(?:my|the)?[ ]?key)[ ]*[-–—:→]?[ ]*{_LETTER}[.)]?",
    )
)
_AGAIN = re.compile(rf"[✓✔☑✅👉➡]\ufe0f?[ ]*({_LETTER}[).][ ]+\S.*)", re.I)
"""The right option, written once more."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_NOT = re.compile(r"\b(?:not|never|neither|nor|if|whether|unless)\b", re.I)
_LONGEST = 400


def named(line: str) -> tuple[str, str]:
    """The answer that a line gives, a letter or the option with it, and the reason behind; nothing for other lines."""
    line = line.strip("* ")
    if len(line) > _LONGEST:
        return "", ""
    if again := _AGAIN.fullmatch(line):
        return again[1], ""
    for shape in _SHAPES:
        if found := shape.fullmatch(line):
            reason = (found[2] or "") if shape.groups > 1 else ""
            said = line[: found.start(2)] if reason else line
            return ("", "") if _NOT.search(said) else (found[1], reason)
    return "", ""


def closing(text: str) -> str:
    """The letter that the last sentence of an explanation names as the key."""
    return named(_SENTENCE.split(text.strip()[-_LONGEST:])[-1])[0][:1].lower()
