"""What stands above numbered questions and tells what they are about: a case, a passage, a table for several of them.

It becomes part of the question below it, or of all those whose numbers it names. Where it names none, the questions
that follow say that it may be about them too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from quizapp.formats.report import excerpt_of
from quizapp.formats.text import words
from quizapp.formats.text.draft import Draft, take_points

_CASE = (
    r"(?:case(?:[ ]stud(?:y|ies))?|scenario|vignette|situation|passage|text|story|extract|excerpt|poem|exhibit"
    r"|fall(?:beispiel)?|szenario|lage|cas|scénario|texte|caso|escenario|situación|texto|testo|situazione)"
)
_ALSO = r"(?:context|background|given|data|facts?|information|angaben|contexte|contexto|contesto)"
INTRODUCES = re.compile(rf"(?:[\w'’-]+[ ])?(?:{_CASE}|{_ALSO})(?:[ ][\w'’-]+){{0,2}}[ ]?:.*", re.I)
"""Says what the next question is about, right below an answer: `Case study: a patient of 54`, `Given data: 3`."""

_SIGN = r"(?:[ ](?:[A-Z]|\d{1,2}|[IVX]{1,4}|one|two|three|four))?"
_NO_STORY = r"(?![\W_]{0,7}(?:best|worst|average|edge|corner|base|test|special|this|that)(?:[ -]case)?[ ])"
_LABELLED = re.compile(rf"{_NO_STORY}[#*_>]{{0,6}}[ ]?(?:[\w'’-]+[ ])?{_CASE}{_SIGN}[*_]{{0,3}}[ ]?:.*", re.I)
"""The same apart from it: other words there may end an explanation, `Fun fact: …`, `A case in point: …`."""
_ENDS = re.compile(
    r"[#*_>]{0,6}[ ]?(?:(?:reading|clinical|patient)[ ])?"
    rf"(?:case[ ]stud(?:y|ies)|scenario|vignette|passage|fallbeispiel|szenario|scénario|escenario)"
    rf"{_SIGN}[*_]{{0,3}}[ ]?:.*",
    re.I,
)
"""The same below an explanation, which may go on with `Case A: …`, `Situation 1: …`, `Text 3: …`."""
_ALONE = re.compile(rf"[#*_]{{0,6}}[ ]?(?:reading[ ])?{_CASE}{_SIGN}[ ]?[*_]{{0,3}}", re.I)
_TO = r"[ ]?(?:[-–—&]|to|through|and|bis|und|à|et|a|y|al|e|tot|t/m|en)[ ]?"
_RANGE = re.compile(
    rf"\b(?:{words.QUESTION}[sn]?|items|questions|preguntas|domande|vragen|perguntas)[ ]?#?(\d{{1,3}}){_TO}"
    r"#?(\d{1,3})\b",
    re.I,
)
_COUNT = re.compile(rf"\b(?:next|following)[ ](two|three|four|five|six|[2-9])[ ](?:{words.QUESTION}s|items)\b", re.I)
_COUNTS = ("two", "three", "four", "five", "six")
_SHOWN = re.compile(
    r"\b(?:passages?|texts?|tables?|graphs?|figures?|diagrams?|scenarios?|cases?|stor(?:y|ies)|information|data|extracts?"
    r"|excerpts?|poems?|maps?|charts?|pictures?|images?|tabelle|abbildung|diagramm|grafik|bild|karte|gedicht|texte"
    r"|tableau|graphique|carte|texto|tabla|gráfico|mapa|testo|tabella|grafico|mappa|tekst|tabel|below|following)\b",
    re.I,
)
_INSTRUCTS = re.compile(
    r"\A\W*(?:please[ ]|now[ ]|carefully[ ])*(?:read|look at|use|study|refer to|lies|lest|lisez|lee|lea|leggi)\b"
    r"|\b(?:choose|circle|select|mark|tick|cross|write|answer|complete|fill|match|wähle|kreuze|choisis|cochez|elige|marca|scegli|segna|kies)\w*\b",
    re.I,
)
_LABEL = re.compile(r"[^\W\d_][\w'’-]*(?:[ ][\w'’-]+){0,4}[ ]?:.*")
_SENTENCE = re.compile(r"(?<=[.!?:])\s+")
_FEW, _MANY, _LABELS = 5, 20, 2
"""Words of a case that is no mere title, and of a text that is no mere instruction; lines with labels in a case."""
_NEAR = 20
"""Lines of a text between questions in which a case begins."""
_LONGEST, _LONGEST_OF_ALL = 20_000, 200_000
"""Signs of a case, and of all its copies: hundreds of questions may name the same one."""


def shared(drafts: Sequence[Draft]) -> list[Draft]:
    """The questions, each below what it is about; a heading or an instruction stays as it is."""
    left: list[Draft] = []
    about, is_told = "", False
    for at, draft in enumerate(drafts):
        below = drafts[at + 1 :]
        if below and below[0].number and not (draft.number or draft.options or draft.answer or draft.typed):
            _tell_of_rest(draft, below[0], is_first=not any(one.number for one in left))
            about, is_told = _hand_down(draft, below, explained=any(one.explanation for one in left[-1:])), True
            left += [draft] if draft.stem else []
            continue
        if about and not is_told:
            draft.changes.append(f"it may be about “{about}”, which stands further above, too")
        is_told = False
        left.append(draft)
    return left


def ends_explanation(line: str) -> bool:
    """Whether a line apart below an explanation begins what the questions below it are about."""
    return _ENDS.fullmatch(line) is not None or _names_some(line)


def instructs(line: str) -> bool:
    """Whether a line says how to answer: `Fill in the blank.`, `Circle one letter.`"""
    return _INSTRUCTS.search(line) is not None


def _names_some(line: str) -> bool:
    return bool(_SHOWN.search(line) and (_RANGE.search(line) or _COUNT.search(line)))


def _first(stem: Sequence[str]) -> int | None:
    """The line of a text between questions in which a passage begins; None if it is a heading or an instruction."""
    if sum(map(len, stem)) > _LONGEST:
        return None
    for at, line in enumerate(stem[:_NEAR]):
        if not (_LABELLED.fullmatch(line) or _names_some(line) or _ALONE.fullmatch(line)):
            continue
        if sum(_LABEL.fullmatch(one) is not None for one in stem[at : at + _NEAR]) > _LABELS:
            return None  # what a program says of the questions
        if len(_without_instruction(stem[at:]).split()) >= (1 if _names_some(line) else _FEW):
            return at
    return None


def _without_instruction(lines: Sequence[str]) -> str:
    """What a text says besides which questions are about it, and how to answer them."""
    told = _SENTENCE.split(" ".join(lines))
    return " ".join(one for one in told if not (_RANGE.search(one) or _COUNT.search(one) or _INSTRUCTS.search(one)))


def _hand_down(draft: Draft, below: Sequence[Draft], *, explained: bool) -> str:
    """Give the questions what they are about. Returns how it begins if others may be about it too."""
    start = _first(draft.stem)
    passage = draft.stem[start:] if start is not None else []
    named = _named(" ".join(passage), below)
    if start is None or sum(map(len, passage)) * len(named) > _LONGEST_OF_ALL:
        for at, line in enumerate(draft.stem[:_NEAR]):
            said = excerpt_of(" ".join(draft.stem[at : at + _NEAR]), 80)
            for one in _named(line, below) if _names_some(line) else ():
                one.changes.append(f"“{said}” stands above it and was left out")
        return ""
    draft.stem = draft.stem[:start]
    if len(passage) > 1 and _names_some(passage[0]) and not _without_instruction(passage[:1]):
        passage = passage[1:]
    for one in named or below[:1]:
        if explained and not named:
            said = excerpt_of(" ".join(passage), 60)
            one.changes.append(f"“{said}” was taken for a part of it, not of what is above")
        take_points(one)
        one.breaks = [0, *(at + len(passage) for at in one.breaks)] if one.breaks else []
        one.stem = [*passage, *one.stem]
    return "" if named else excerpt_of(" ".join(passage), 60)


def _named(text: str, below: Sequence[Draft]) -> list[Draft]:
    """The questions whose numbers a text names, as far as they follow each other below it."""
    if count := _COUNT.search(text):
        said = count[1].lower()
        return [*takewhile(_is_numbered, below)][: int(said) if said.isdecimal() else _COUNTS.index(said) + 2]
    if (found := _RANGE.search(text)) is None:
        return []
    first, last = int(found[1]), int(found[2])
    return [one for one in takewhile(lambda one: one.number <= last, below) if first <= one.number]


def _is_numbered(draft: Draft) -> bool:
    return draft.number > 0


def _tell_of_rest(draft: Draft, below: Draft, *, is_first: bool) -> None:
    """Say of a question that a longer text stands above it which may be part of it; above the first it is a letter."""
    text = " ".join(draft.stem)
    if not is_first and _first(draft.stem) is None and len(_without_instruction(draft.stem).split()) >= _MANY:
        below.changes.append(f"“{excerpt_of(text, 60)}” stands above it and was left out")
