"""Questions that are answered by typing: a question or a gap, and below it an answer of a few words or a number.

A list does not say what else would be right, and options may be missing, so only what has one plain answer is taken:
no letter, no several answers, no sentence, and no question that points at what is not there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.formats.marks.true_false import names_both
from quizapp.formats.text.draft import Draft, take_points
from quizapp.formats.text.lines import ANSWER, CHOSEN, MARKS, NUMBER, QUESTION, answer_alone, is_truth, shaped

_WORDS = re.compile(r"[^\W_]+(?:(?:\.?[ ]|['’.-])[^\W_]+){0,7}\.?")
_MOST_WORDS = 4
_SHORTEST = 3
"""Signs of a word. Shorter ones may be the letters of options: `B`, `AC`."""
_LETTERS = re.compile(r"[A-H]+|[IVX]+|[ivx]+|[A-Ha-h](?:[ -][A-Ha-h])*|\d{1,3}[ .-]?[A-Za-z]")
_REFERS = re.compile(
    r"\b(?:letters?|figures?|fig|pages?|pp?|parts?|lines?|numbers?|no|nr|diagrams?|pictures?|images?|graphs?|tables?"
    r"|chapters?|sections?|buchstabe|abbildung|seite|lettre|figura|página|letra)\.?[ ](?:[A-Za-z]|\d{1,4}|[IVX]+)\b"
    r"|\b(?:about|approx\w*|around|circa|ca|roughly|etwa|ungefähr|environ|aproximad\w*)\b",
    re.I,
)
"""Names what is not there, or no exact number."""
_YES_OR_NO = re.compile(r"yes|no|ja|nein|oui|non|s[iíì]|sim|não|nee|nej|nei|tak|nie|да|нет", re.I)
"""Answers a statement that is to be judged."""
_FIRST = "abcdefgh"
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8})|-?0\.\d{1,6}")
"""No other decimals: `1.500` is a thousand and more in many languages, `12.10` a day or a time."""
_PLACE = 10
"""A smaller number may be the place of an option, unless it is asked how many."""
_HOW_MANY = re.compile(
    r"\b(?:how (?:many|much|old|long|far)|wie ?viele?|combien|cu[áa]nt[oa]s?|quant[ioea]s?|hoeveel)\b", re.I
)
_NO_KEY = re.compile(
    r"\b(?:var(?:y|ies|ious)|see|any|own|accept\w*|open|free|individual\w*|depends?|possible|sample|above|below|none|all"
    r"|options?|choices?|answers?|students?|etc|unknown|and|or|und|oder|et|ou|y|o|e|en|of|siehe|offen|beliebig|individuell"
    r"|eigene|voir|libre|v[ée]ase|abierta|vedi|aperta|zie|eigen|not|yet|tba|tbd|is|are|was|were|ist|est|es|è)\b",
    re.I,
)
"""Words that say there are several answers, a whole sentence, or none."""
_OPEN = re.compile(
    r"\b(?:why|explain|describe|discuss|how (?:do|does|did|can|could|would|should|is|are|was|were)|sentences?|warum"
    r"|wieso|weshalb|erkläre|beschreibe|pourquoi|expliqu\w+|décri\w+|por qué|explica|perch[ée]|spiega|waarom|match"
    r"|name (?:one|two|three|four|five|an?|some)|list|one of"
    r"|what (?:are|were)|and (?:who|what|when|where|which|how)|synonyms?|antonyms?|another (?:word|name)"
    r"|you|your|dein\w*|votre|vos"
    r"|examples?|beispiele?|exemples?|ejemplos?|esempi[oi]?)\b",
    re.I,
)
_NAMES = re.compile(
    r"\W{0,2}(?:(?:name|state|identify) the|nennen? (?:sie )?(?:den|die|das)|nomme[rz]? l(?:e|a|['’])"
    r"|nombr[ae] (?:el|la)|nomina (?:il|lo|la|l['’]))\b[^.!?:]{3,120}[.:]?\W{0,2}",
    re.I,
)
"""Asks for one thing by its name, in one sentence: `Name the island of the granite.`"""
_POINTS_AT = re.compile(
    r"\b(?:of (?:the following|these|those|them)|following|below|above|shown|options?|choices?|(?:nach)?folgende\w*"
    r"|suivant\w*|siguientes?|seguent[ei]|volgende|abgebildet\w*|diesen|ci-dessous|word (?:bank|box|list))\b",
    re.I,
)
"""Says that something stands beside the question to choose from or to look at."""
_BANK = re.compile(
    r"\b(?:use|choose from|pick from)[ ](?:only[ ])?(?:the|these|those)[ ](?:following[ ])?words\b"
    r"|\bword (?:bank|box)\b",
    re.I,
)
_GAP = re.compile(r"_{2,}|\.{4,}|…{2,}")
_MOST_LINES = 3
_LONGEST = 1_000


def take(drafts: Sequence[Draft], lines: Sequence[str]) -> None:
    """Give each question without options the answer that is to be typed, where it is certain."""
    if _may_be_above(drafts, lines) or any(_BANK.search(line[:_LONGEST]) for line in lines):
        return
    for draft in drafts:
        if not (draft.options or draft.broken or draft.verdicts):
            _take(draft)


def _may_be_above(drafts: Sequence[Draft], lines: Sequence[str]) -> bool:
    """Whether answers may stand above their questions: one belongs to no question, or stands closer to the next."""
    counted = any(draft.number for draft in drafts)
    for draft in drafts:
        if not (draft.number or draft.options) and any(map(ANSWER.match, draft.stem if counted else draft.stem[:1])):
            return True
    for above, line, below in zip(["", *lines], lines, lines[1:], strict=False):
        told = ANSWER.match(line.strip()[:_LONGEST]) if not above.strip() and below.strip() else None
        if told and told[1].strip():
            asked = shaped(below)
            if NUMBER.fullmatch(asked) or QUESTION.fullmatch(asked) or _asks([asked]):
                return True
    return False


def _take(draft: Draft) -> None:
    at = next((at for at, line in enumerate(draft.stem) if ANSWER.match(line)), len(draft.stem))
    asked, told, below = draft.stem[:at], draft.stem[at : at + 1], draft.stem[at + 1 :]
    found = ANSWER.match(told[0]) if told else None
    answer = draft.answer or (answer_alone(found[1]) if found else "")
    question = Draft(draft.line, stem=[line for line in asked if not MARKS.fullmatch(line)])
    take_points(question)
    asked = question.stem
    apart = not below or at + 1 in draft.breaks
    if not (answer and apart and 0 < len(asked) <= _MOST_LINES and _asks(asked)) or any(map(ANSWER.match, below)):
        return
    if (draft.answer and told) or any(map(CHOSEN.fullmatch, draft.stem)):
        return
    said = " ".join(asked)
    if is_truth(answer) or names_both(said) or not _is_plain(answer.strip("*_ "), said):
        return
    draft.typed = answer.strip("*_ ").rstrip(".")
    draft.answer, draft.stem, draft.points = "", asked, draft.points or question.points
    if below:
        draft.changes.append(f"“{' '.join(below)[:60]}” below it was left out")


def _asks(lines: Sequence[str]) -> bool:
    """Whether a question ends here, or has its one gap here: what stands below may be options without letters."""
    *above, last = lines
    if any("?" in line for line in above):
        return False
    said = " ".join(lines)
    gaps = len(_GAP.findall(said))
    asks = last.rstrip("*_ ").endswith(("?", "？")) and not gaps
    fills_in = gaps == 1 and _GAP.search(last) is not None
    names = not gaps and len(lines) == 1 and _NAMES.fullmatch(said) is not None
    return (asks or fills_in or names) and not (_OPEN.search(said) or _POINTS_AT.search(said))


def _is_plain(answer: str, asked: str) -> bool:
    answer = answer.removesuffix(".")
    if number := _NUMBER.fullmatch(answer):
        return float(number[0]) >= _PLACE or _HOW_MANY.search(asked) is not None
    if _YES_OR_NO.fullmatch(answer) or re.search(rf"\b{re.escape(answer)}\b", asked, re.I):
        return False  # a question that names its answer has it among others
    fits = _WORDS.fullmatch(answer) is not None and len(answer.split()) <= _MOST_WORDS and len(answer) >= _SHORTEST
    none = _LETTERS.fullmatch(answer) or _are_letters(answer) or _NO_KEY.search(answer) or _REFERS.search(answer)
    return fits and not (none or answer[0].isdecimal())


def _are_letters(answer: str) -> bool:
    """Whether a word is a run of letters of options, as `bcd` or `bcad`: `bed`, `egg` and `face` are none."""
    if not set(answer) <= set(_FIRST):
        return False
    put_in_order = "".join(sorted(set(answer)))
    chosen = answer == put_in_order
    sorted_anew = len(answer) == len(put_in_order) and _FIRST.startswith(put_in_order)
    return chosen or sorted_anew or not set(answer) & {"a", "e"}
