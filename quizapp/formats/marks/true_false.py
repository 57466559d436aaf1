"""The words for true and false, by which two options are known as a statement to judge."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORDS = (
    *("true/false", "wahr/falsch", "richtig/falsch", "vrai/faux", "verdadero/falso", "verdadeiro/falso", "t/f"),
    *("vero/falso", "waar/onwaar", "juist/onjuist", "sant/falskt", "sant/usant", "sandt/falsk", "prawda/fałsz"),
    *("goed/fout", "ano/ne", "правда/ложь", "верно/неверно", "正确/错误", "对/错", "正しい/誤り", "صح/خطأ"),
)
_INITIALS = ("v/f", "w/f", "r/f", "c/i", "correct/incorrect", "right/wrong", "correcto/incorrecto")
"""Words that judge statements where a whole column holds nothing else; elsewhere they may be anything."""

_IN_LISTS = ("v/f", "đúng/sai", "doğru/yanlış", "benar/salah", "certo/errado", "igaz/hamis", "adevărat/fals")
"""On a card they may be what is asked for; in a list they judge."""

_SPELLED = (
    ("w/f", "", "wahr/falsch"),
    ("r/f", "", "richtig/falsch"),
    ("v/f", r"pregunta|afirmaci[oó]n|enunciado|oraci[oó]n|proposici[oó]n", "verdadero/falso"),
    ("v/f", r"pergunta|quest[aã]o|afirmaç[aã]o", "verdadeiro/falso"),
    ("v/f", r"domanda|affermazione|quesito", "vero/falso"),
    ("v/f", r"affirmation\b|énoncé|phrase", "vrai/faux"),
)
"""Initials in a table, with what heads the statements in a language → the words they stand for there."""

_FEW = 2
_LONGEST = 100
_PAIRS = {frozenset(pair.split("/")) for pair in (*_WORDS, *_IN_LISTS)}
_TRUE = {pair.partition("/")[0] for pair in _WORDS}
_FALSE = {pair.partition("/")[2] for pair in _WORDS}
_TRUE_IN_LISTS = _TRUE | {pair.partition("/")[0] for pair in _IN_LISTS}
_FALSE_IN_LISTS = _FALSE | {pair.partition("/")[2] for pair in _IN_LISTS}

_LETTERS = ("t/f", "v/f", "r/f")
_OR = r"\W{1,3}(?:\w{1,4}\W{1,3})?"
_BOTH = re.compile(
    rf"(?<!\w)(?:{'|'.join(pair.replace('/', _OR) for pair in (*_WORDS, *_IN_LISTS) if len(pair) > 3)})(?!\w)", re.I
)


def looks_true_false(options: Sequence[str]) -> bool:
    """Whether two options are the words for true and false of one language."""
    return len(options) == 2 and frozenset(text.strip(" .*_\n").casefold() for text in options) in _PAIRS


def truth(text: str) -> bool | None:
    """Whether a text is a word for true or for false of some language; None for any other."""
    word = text.strip(" .*_\n").casefold()
    return True if word in _TRUE else False if word in _FALSE else None


def truth_words(text: str) -> tuple[str, str] | None:
    """The words for true and for false in a heading such as `Vrai/Faux` or `richtig oder falsch`; None for others."""
    parts = re.split(r"\s*/\s*|\s+(?:or|oder|ou|o)\s+", text.strip(" :?¿*").casefold())
    return (parts[0], parts[1]) if len(parts) == 2 and "/".join(parts) in (*_WORDS, *_INITIALS) else None


def truth_pair(text: str) -> tuple[str, str] | None:
    """The words for true and false of a line that says no more than both, as a list of questions has it."""
    if len(text) > _LONGEST:
        return None
    pair = truth_words(re.sub(r"[☐□○◯\[\]()_.]", " ", text))
    return (pair[0].capitalize(), pair[1].capitalize()) if pair and len(pair[0]) > 1 else None


def pair_of(right: str, wrong: str) -> tuple[str, str] | None:
    """Two words for true and false that stand beside a statement, in this order; initials only as capitals."""
    pair = f"{right}/{wrong}".casefold()
    if len(right) == len(wrong) == 1:
        spelled = {"t/f": "true/false", "w/f": "wahr/falsch", "r/f": "richtig/falsch", "v/f": "V/F"}
        found = spelled.get(pair, "") if right.isupper() and wrong.isupper() else ""
    else:
        found = pair if pair in (*_WORDS, *_IN_LISTS) else ""
    words = found.split("/")
    return (words[0].capitalize(), words[1].capitalize()) if found else None


def pair_within(text: str) -> tuple[str, str] | None:
    """The words for true and false that a heading or an instruction names: `Richtig oder falsch?`."""
    found = _BOTH.search(text) if len(text) <= _LONGEST else None
    words = re.findall(r"\w+", found[0]) if found else []
    return (words[0].capitalize(), words[-1].capitalize()) if words else None


def truth_words_of(word: str) -> tuple[str, str]:
    """The words for true and false of the language that a verdict is in; those of English for a letter."""
    said = word.strip(" .*_\n").casefold()
    pairs = (pair.split("/") for pair in (*_WORDS, *_IN_LISTS) if len(said) > 1 or not said.isascii())
    right, wrong = next((pair for pair in pairs if said in pair), ["true", "false"])
    return right.capitalize(), wrong.capitalize()


def judged(answers: Sequence[str], heading: str = "", asked: str = "") -> dict[str, tuple[bool, str, str]]:
    """Each answer of a column that judges statements, folded → whether it says true, and the words for both.

    Empty where they are not all words for true and false. Initials count where both of a pair occur, in more than a
    few answers, or where the heading names them: F may be fluorine. `asked` heads the statements, in their language.
    """
    said = {answer.strip(" .").casefold() for answer in answers}
    named = truth_words(heading)
    for right, wrong in ([named] if named else []) + [tuple(pair.split("/")) for pair in (*_WORDS, *_INITIALS)]:
        initials = {right[0]: right, wrong[0]: wrong} if named == (right, wrong) else {}
        meant = {right: True, wrong: False} | {one: word == right for one, word in initials.items()}
        sure = named == (right, wrong) or len(right) > 1 or (len(said) == 2 and len(answers) > _FEW)
        if said and said <= meant.keys() and sure:
            pair = f"{right}/{wrong}"
            usual = pair if right in _TRUE and len(right) > 1 else "true/false"
            full = (words for short, head, words in _SPELLED if short == pair and re.search(head, asked, re.I))
            shown = next(full, usual).split("/")
            return {one: (meant[one], shown[0].capitalize(), shown[1].capitalize()) for one in said}
    return {}


def verdict(text: str) -> bool | None:
    """As `truth`, of what stands in a list where a statement is judged."""
    word = text.strip(" .*_\n").casefold()
    return True if word in _TRUE_IN_LISTS else False if word in _FALSE_IN_LISTS else None


def by_letters(signs: Sequence[str]) -> bool:
    """Whether letters such as T and F, both used, can only be the verdicts of one language."""
    return any(set(signs) == set(pair.upper().split("/")) for pair in _LETTERS)


def names_both(text: str) -> bool:
    """Whether a heading says that statements are to be judged: `True or false`, `Vrai / faux`, `Circle T or F`."""
    return _BOTH.search(text) is not None or re.search(r"\b[TV] ?(?:/|or|o|ou) ?F\b", text) is not None


def true_first(options: Sequence[str]) -> bool:
    """Whether true stands before false; words of no known language are taken in this order, as in Moodle."""
    return options[0].strip(" .*_\n").casefold() not in _FALSE
