"""What a column of kinds, levels or difficulties says, in the words of many programs and people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.kinds import KINDS

_SAID = {
    "single": "single choice|single answer|single select|single correct|single response|multiple choice|mc|mcq|mcqs|"
    "quiz|radio|multiplechoice|pick answer|choice|one answer|multi choice|multiple choice question|"
    "single choice question|multiple choice single answer|multiple choice single|mcq single|mcq single correct|"
    "scq|dropdown|drop down|drop down list|dropdown list|list|einfachauswahl|multiple choice one answer|"
    "opción única|opción múltiple|selección única|selección múltiple|"
    "choix unique|menu déroulant|liste déroulante|lista desplegable|desplegable|elenco a discesa|lista suspensa|"
    "scelta multipla|múltipla escolha|meerkeuze|flervalg|flervalsfråga|qcu|qcm",
    "multiple": "checkbox|checkboxes|multiple answer|multiple answers|multi select|multiple select|ma|multiselect|"
    "multi|multiple response|mr|msq|multipleresponse|multiple responses|multiple correct|multi answer|multi response|"
    "multiple choice multiple answers|multiple choice multiple answer|mcq multiple|mcq multiple correct|"
    "multiple choice multiple correct|mehrfachauswahl|choix multiples|choix multiple|respuesta múltiple|"
    "risposta multipla|casillas|cases à cocher",
    "true-false": "true false|true or false|tf|t f|truefalse|boolean|richtig falsch|wahr falsch|vrai faux|vrai ou faux|"
    "verdadero falso|verdadero o falso|vero falso|verdadeiro falso|verdadeiro ou falso",
    "numeric": "numerical|number|nat|integer",
    "text": "fill in the blank|fill in|short answer|type answer|typing answer|identify",
}
_KINDS = {word: kind for kind, said in _SAID.items() for word in said.split("|")} | {kind: kind for kind in KINDS}
_GRADES = {
    "easy": "low|leicht|einfach|facile|fácil|bassa|baja|beginner|basic",
    "medium": "moderate|middle|average|mittel|moyen|moyenne|media|medio|médio|intermediate",
    "hard": "difficult|high|challenging|schwer|schwierig|difficile|difícil|advanced|alta",
}
_LEVELS = {
    "remember": "remembering|knowledge|recall|erinnern|wissen",
    "understand": "understanding|comprehension|verstehen",
    "apply": "applying|application|anwenden",
    "analyse": "analyze|analyzing|analysing|analysis|analysieren",
    "evaluate": "evaluating|evaluation|bewerten",
    "create": "creating|synthesis|erschaffen",
}
_GAP = re.compile(r"(?:(?<=\S )|(?<=\())\[\[([1-9])\]\](?!\[)")
"""A gap of Moodle's within a sentence. `x[[1]]` is code, and R prints `[[1]]` on a line of its own."""

_DIFFICULTY = {word: name for name, said in _GRADES.items() for word in [name, *said.split("|")]}
_LEVEL = {word: name for name, said in _LEVELS.items() for word in [name, *said.split("|")]}


def kind_said(cell: str) -> str | None:
    """The kind that a cell names, empty for an empty one; None for a kind that there is not here."""
    text = " ".join(re.sub(r"[-_/()\[\]:,–]", " ", cell.lower()).split())
    return _KINDS.get(text, _KINDS.get(text.replace(" ", "-"))) if text else ""


def names_kinds(cells: Sequence[str]) -> bool:
    """Whether a column headed `type` holds kinds of questions, and not kinds of knowledge.

    Where most rows leave it empty it tells which are of another kind than those, in whatever sign.
    """
    said = [cell for cell in cells if cell.strip()]
    return 2 * len(said) < len(cells) or not said or any(kind_said(cell) for cell in said)


def other_kind(asked: str, answer: str) -> str:
    """What else than a choice the texts of a row ask for, by signs that mean nothing in one; empty for a choice."""
    if "<|>" in answer:
        return "matching"
    return "several gaps" if len({*_GAP.findall(asked)}) > 1 else ""


def difficulty_said(cell: str) -> str:
    return _DIFFICULTY.get(cell.strip().lower(), "")


def level_said(cell: str) -> str:
    return _LEVEL.get(cell.strip().lower(), "")
