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
_SURELY = re.compile(
    r"(?:[.,:;!–—-]|[ ]*[(]|(?:because|since|due|given that|as(?![ ](?:an?|long|far|if|in|of|to|regards)\b))\b)"
)
"""Begins what stands behind a key and is its reason; without it `A is best known for its cold` would name A."""
_LOOSE = re.compile(r"\b(?:true|best)\s*\Z", re.I)
_LIMITED = re.compile(
    r"\W*(?:but|only|if|though|although|when|whenever|while|whereas|known|except|unless|however|yet|provided|assuming"
    r"|partly|partially|sometimes|or|not(?![ ](?:option[ ])?[(]?[A-H]\b))\b",
    re.I,
)
_OTHER = re.compile(
    r"(?:\b(?:or|else|otherwise|also|unless|so[ ]is|as[ ]is|except)[ ](?:(?:option|answer|choice)[ ])?[(]?"
    r"([B-H]\b|A(?=\W*$|[)]))"
    r"|(?<![\w'’])[(]?([A-H])[)]?,?[ ](?:too\b|as[ ]well\b|(?:is|are|was|were|(?:may|might|could|would|can)[ ]be)[ ]"
    r"(?:(?:also|too|the|an?|partly|just|as|equally|even|more|most)[ ]){0,3}"
    r"(?:correct|right|true|best|better|answers?|key|acceptable|accepted|possible|fine)\b))"
)
"""Another letter that is said to be right."""

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
            if _NOT.search(said) or (reason and not _is_reason(said, reason)):
                return "", ""
            return found[1], reason
    return "", ""


def speaks_of(line: str) -> str:
    """The letter of the option that a line says anything of, as `B is true but …`, which may name no key."""
    line = line.strip("* ")
    found = _SHAPES[1].fullmatch(line) if len(line) <= _LONGEST else None
    return found[1].lower() if found else ""


def takes_back(reason: str) -> bool:
    """Whether what follows a key limits it, or says that another one is right too."""
    return bool(_LIMITED.match(reason) or _OTHER.search(reason))


def _is_reason(said: str, reason: str) -> bool:
    """Whether what follows `B is correct` says why, and does not take it back."""
    parted = said.rstrip()[-1] in ".,:;!–—-" or (_SURELY.match(reason) and not _LOOSE.search(said))
    if _LOOSE.search(said.rstrip(" .,:;!–—-")) and re.search(r"\b[B-HJ-Z]\b", reason):
        return False  # `A is true, R is false` tells of an assertion and its reason
    return bool(parted) and not takes_back(reason)


def closing(text: str) -> str:
    """The letter that the last sentence of an explanation names as the key."""
    return named(_SENTENCE.split(text.strip()[-_LONGEST:])[-1])[0][:1].lower()
