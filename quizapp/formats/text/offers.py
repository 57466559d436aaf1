"""What a chat program says around its list: `Would you like me to turn these into a game?` asks no learner.

Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from quizapp.formats.report import Ledger
from quizapp.formats.text.lines import ANSWER, BOXED, BULLET, EXPLANATION, LETTERED, NUMBER

_MAKES = (
    r"(?:also[ ])?(?:make|turn|create|add|adapt|generate|write|prepare|format|convert|provide|put|give|build|design"
    r"|continue|include|explain|change|adjust)"
)
_OFFER = re.compile(
    r"[\W_]{0,6}(?:[^.!?:]{1,60}[.!][\W_]{1,6})?(?:"
    r"(?:would|do)[ ]you[ ](?:like|want|prefer|need)[ ](?:me|to|an?|more|some|another|these|this|it|the|help|any)\b"
    rf"|want[ ]me[ ]to\b|(?:shall|should|can|could|may)[ ]I[ ]{_MAKES}\b"
    r"|(?:just[ ]|please[ ])?let[ ]me[ ]know\b|feel[ ]free[ ]to\b"
    rf"|if[ ]you(?:['’]d|[ ]would)?[ ](?:like|want|need|prefer|wish)\b.*\bI(?:['’]ll|[ ](?:can|could|will))[ ]"
    rf"{_MAKES}\b"
    r"|möchtest[ ]du\b|möchten[ ]sie\b|soll[ ]ich\b|sag(?:en[ ]sie)?[ ](?:mir[ ])?(?:einfach[ ]|gerne?[ ])?bescheid\b"
    r"|(?:lass|lassen[ ]sie)[ ](?:es[ ])?mich[ ](?:gerne?[ ])?wissen\b|gib[ ]mir[ ]bescheid\b"
    r"|wenn[ ](?:du|sie)[ ](?:möchtest|möchten|willst|wollen|wünschen)\b.*\bich\b"
    r"|(?:veux|souhaites|aimerais)-tu[ ]que[ ]je\b|(?:voulez|souhaitez|aimeriez)-vous[ ]que[ ]je\b"
    r"|(?:dois|puis)-je\b|n['’]hésite[sz]?[ ]pas\b|(?:dis|dites)-moi[ ]si\b"
    r"|si[ ](?:tu[ ]le[ ](?:veux|souhaites)|vous[ ]le[ ](?:voulez|souhaitez)|tu[ ]veux|vous[ ]voulez)\b.*\bje[ ]peux\b"
    r"|(?:te|le|les|os)[ ]gustaría[ ]que\b|(?:quieres|quiere|deseas|desea)[ ]que\b|avís[ae]me\b"
    r"|házmelo[ ]saber\b|dime[ ]si\b|si[ ](?:lo[ ])?(?:quieres|quiere|deseas|desea)\b.*\bpuedo\b"
    r")",
    re.I,
)
_LONGEST = 500


def without_offers(lines: Sequence[str], ledger: Ledger) -> list[str]:
    """The same lines without such words above the first question or below the last; the report says so."""
    put = list(lines)
    ends = [at for at, line in enumerate(lines) if not line.strip()] + [len(lines)]
    found = [
        (above + 1, end)
        for above, end in pairwise([-1, *ends])
        if end > above + 1 and _offers(lines[above + 1 : end])
    ]
    within = {at for start, end in found for at in range(start, end)}
    asked = [at for at, line in enumerate(lines) if at not in within and _is_of_question(line)]
    for start, end in found:
        if asked and not asked[0] < start < asked[-1]:
            put[start:end] = [""] * (end - start)
            ledger.note(f"line {start + 1}: “{lines[start].strip()[:60]}” is no question and was left out")
    return put


def _offers(paragraph: Sequence[str]) -> bool:
    """Whether a paragraph offers something, maybe several things with a bullet before each."""
    first, *below = paragraph
    if len(first) > _LONGEST or _is_of_question(first) or not _OFFER.match(first.strip()):
        return False
    return not any(map(_is_of_question, below)) or (first.rstrip().endswith(":") and all(map(BULLET.match, below)))


def _is_of_question(line: str) -> bool:
    bare = line[:_LONGEST].strip(" \t#*_")
    return any(one.match(bare) for one in (NUMBER, LETTERED, BOXED, BULLET, ANSWER, EXPLANATION))
