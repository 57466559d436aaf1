"""What a column of kinds, levels or difficulties says, in the words of many programs and people."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizapp.core.kinds import KINDS
from quizapp.formats.sheets.keys import by_place, by_words

_SAID = {
    "single": "single choice|single answer|single select|single selection|single correct|single response|"
    "multiple choice|mc|mcq|mcqs|quiz|radio|radio button|radio buttons|multiplechoice|pick answer|select answer|"
    "choice|one answer|one correct answer|select one|choose one|pick one|best answer|sba|multi choice|scq|dropdown|"
    "drop down|drop down list|dropdown list|list|einfachauswahl|einfachwahl|einfachantwort|eine antwort|auswahl|"
    "auswahlfrage|opción única|opción múltiple|selección única|selección múltiple|selección simple|respuesta única|"
    "una respuesta|choix unique|choix simple|réponse unique|bouton radio|boutons radio|menu déroulant|"
    "liste déroulante|qcu|qcm|lista desplegable|desplegable|elenco a discesa|lista suspensa|scelta singola|"
    "scelta multipla|risposta singola|escolha única|múltipla escolha|resposta única|meerkeuze|flervalg|flervalsfråga",
    "multiple": "checkbox|checkboxes|check box|check boxes|tick box|tick boxes|multiple answer|multiple answers|"
    "multi select|multiple select|multiple selection|ma|ms|maq|mrq|multiselect|multi|multiple response|mr|msq|"
    "multipleresponse|multiple responses|multiple correct|multi answer|multi response|several answers|"
    "more than one answer|select all|select all that apply|all that apply|check all|check all that apply|choose all|"
    "choose all that apply|sata|select many|select multiple|choose many|mehrfachauswahl|mehrfachwahl|mehrfachantwort|"
    "mehrfachantworten|mehrfachnennung|mehrere antworten|kontrollkästchen|ankreuzkästchen|kästchen|choix multiples|"
    "choix multiple|réponse multiple|réponses multiples|plusieurs réponses|case à cocher|cases à cocher|qrm|"
    "respuesta múltiple|respuestas múltiples|varias respuestas|opciones múltiples|casillas|casilla de verificación|"
    "casillas de verificación|risposta multipla|risposte multiple|caselle di controllo|respostas múltiplas|"
    "caixas de seleção",
    "true-false": "true false|true or false|tf|t f|truefalse|boolean|richtig falsch|richtig oder falsch|wahr falsch|"
    "wahr oder falsch|vrai faux|vrai ou faux|v f|vf|r f|rf|verdadero falso|verdadero o falso|vero falso|vero o falso|"
    "verdadeiro falso|verdadeiro ou falso",
    "numeric": "numerical|numeric answer|numerical answer|numeric response|number|nat|num|integer|numerisch|zahl|"
    "numérique|numérico|numérica",
    "text": "fill in the blank|fill in blank|fill in|fill the blank|fib|fitb|short answer|short text|type answer|"
    "typed answer|typing answer|type in|ti|free text|freetext|free answer|gap fill|gap text|lückentext|text entry|"
    "text input|identify|kurzantwort|kurze antwort|réponse courte|respuesta corta|risposta breve|resposta curta",
}
_ASIDE = re.compile(r"\b(?:(?:questions?|items?|type|frage|aufgabe|pregunta|domanda|pergunta)(?: d[ei]| à)?)\b", re.I)
"""Words that say nothing of the kind: `Multiple choice question`, `Pregunta de opción múltiple`."""

_SINGLE_OR_SHORT = ("sa", "s a")
"""Short for a single answer beside options, and for a short answer without any."""

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

_PAIR = re.compile(r"[^\s`]<\|>[^\s`]")
"""One of Moodle's pairs, `Addition<|>+`. Alone or between blanks it is an operator."""

_ELSE = re.compile(
    r"match|order|sort|rank|drag|hot[ ]?spot|essay|open|poll|survey|upload|cloze|zuordn|reihenf|freitext|aufsatz|appari"
    r"|ordre|ordonn|relacion|orden|ensayo|abbina|ordina",
    re.I,
)
"""Names of kinds of questions that there are not here."""

_SIGN = 3
_BLANK = re.compile(r"_{2,}")
_MOST_WORDS = 8
"""Of an answer to type. Longer ones are read by a person: `State Newton's first law.`"""

_DIFFICULTY = {word: name for name, said in _GRADES.items() for word in [name, *said.split("|")]}
_LEVEL = {word: name for name, said in _LEVELS.items() for word in [name, *said.split("|")]}


def kind_said(cell: str, *, offers: bool = True) -> str | None:
    """The kind that a cell names, empty for an empty one; None for a kind that there is not here.

    Of two names of choices the second is the closer: `Multiple choice (select all)`.
    """
    text = " ".join(re.sub(r"[-_/()\[\]:,–—]", " ", cell.lower()).split())
    if text in _SINGLE_OR_SHORT:
        return "single" if offers else "text"
    told = " ".join(_ASIDE.sub(" ", text).split()) or text
    words = told.split(" ")
    for said in (text, text.replace(" ", "-"), told):
        if said in _KINDS:
            return _KINDS[said]
    for at in range(1, len(words)):
        both = (_KINDS.get(" ".join(words[:at])), _KINDS.get(" ".join(words[at:])))
        if set(both) <= {"single", "multiple"}:
            return both[1]
    return None if text else ""


def names_kinds(cells: Sequence[str]) -> bool:
    """Whether a column headed `type` holds kinds of questions, and not kinds of knowledge.

    Where most rows leave it empty it may tell which are of another kind than those, by a sign: `h`, or by name.
    """
    said = [cell for cell in cells if cell.strip()]
    if not said or any(kind_said(cell) for cell in said):
        return True
    return 2 * len(said) < len(cells) and any(len(cell) < _SIGN or _ELSE.search(cell) for cell in said)


def other_kind(asked: str, answer: str) -> str:
    """What else than a choice the texts of a row ask for, by signs that mean nothing in one; empty for a choice."""
    if _PAIR.search(answer):
        return "matching"
    return "several gaps" if len({*_GAP.findall(asked)}) > 1 else ""


def not_typed(asked: str, accepted: Sequence[str], key: str) -> str:
    """Why a row cannot be answered by typing; empty where it can. Of several spellings none is picked out by a key."""
    if len(accepted) > 1 and by_place(key, len(accepted)) and by_words(key, accepted) is None:
        return "its answer is to be typed, and its key is the place of an option"
    if len(_BLANK.findall(asked)) > 1:
        return "it asks for several gaps, a kind that is not taken"
    said = accepted or [one for one in key.split(";") if one.strip()]
    long = said and min(len(one.split()) for one in said) > _MOST_WORDS
    return "its answer is a whole sentence, which no two people type alike" if long else ""


def difficulty_said(cell: str) -> str:
    return _DIFFICULTY.get(cell.strip().lower(), "")


def level_said(cell: str) -> str:
    return _LEVEL.get(cell.strip().lower(), "")
