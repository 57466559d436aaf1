"""Which options an answer names: by letters, by numbers or in their own words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from quizapp.core.item import fold
from quizapp.formats.marks.true_false import looks_true_false, verdict
from quizapp.formats.text.lines import SIGN, is_truth
from quizapp.formats.text.several import several

_LETTERS = re.compile(rf"\(?{SIGN}[).]?(?:[ \t]*(?:,|;|&|/|\+|\band\b|\bund\b)[ \t]*\(?{SIGN}[).]?)*\.?", re.I)
_LINK = re.compile(r"(?<=[\w)])[ \t]+(et|y|e|i|en|och|og|ja|ve|dan|và|и)[ \t]+(?=\(?[A-Za-z]\b)")
_DIGITS = re.compile(r"\d(?:(?:[ ]?[;&][ ]?|[ ]?,[ ]|[ ](?:and|und|et|y|e|en|och|og)[ ])\d)+\.?")
_NUMBERED = re.compile(r"(\d{1,4})[ \t]*[.):-]?[ \t]*([A-Za-z])\.?")
RUN_TOGETHER = re.compile(r"[A-Z]{2,10}|[A-Z](?:[ \t][A-Z])+")
_OPTION_WORD = re.compile(
    r"\A(?:option|choice|opción|opção|opzione|alternativa|letra|lettre|letter)[ ](?=\(?[A-Za-z]\b)", re.I
)
_LONE = re.compile(r"\A(?:\[([A-Za-z](?:[ ]?[,;&][ ]?[A-Za-z])*)\]|[-–—→>]+\s*(\(?[A-Za-z]\)?)|_+([A-Za-z])_+)\.?\Z")
_WITH_WORDS = re.compile(
    rf"\(?({SIGN})(?:[ \t]*\(([^()]+)\)|(?:[).\]:]|[ \t]+[-–—/]|[-–—](?=[ \t])"
    r"|,?[ \t]+(?=(?:because|since|weil|denn|parce|car|porque|pois|perché)\b))[ \t]*(\S.*))"
)
_WORTH_BEHIND = re.compile(r"[ \t]+[(\[]\d{1,2}(?:[ ]?(?:marks?|points?|pts?|p))?[)\]]\.?\Z", re.I)
_COUNTS = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|deux|trois"
    r"|quatre|cinq|sept|huit|neuf|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|due|tre|quattro|cinque|sei|sette|otto|nove"
    r"|dois|três|quatro|sete|oito|een|twee|drie|vijf|zes|zeven|negen)\b",
    re.I,
)
"""Beside options that are numbers, an answer in figures is one of them, and not their place."""

_PARTED = re.compile(r"\.?(?:[ ]?(?:;|(?<!\d),|,(?!\d))[ ]?(?:(?:and|und|et|y|e)[ ])?|[ ](?:and|und|et|y|e)[ ])")
"""Stands between the texts of two options that an answer line names; between figures a comma is part of a number."""

_LONGEST_ANSWER = 1_000


def named(
    answer: str, options: Sequence[str], letters: Sequence[str], number: int, *, explained: bool
) -> tuple[set[int] | None, str]:
    """Positions that an answer names, by letters or by the text of an option, and why; None if it could be either.

    `letters` are those before the options, each empty where there is none, `number` that of the question. Where it is
    `explained` elsewhere, the answer must not say why.
    """
    answer = _LONE.sub(r"\1\2\3", _OPTION_WORD.sub("", answer.strip().strip("*").strip()))
    labels = letters if all(letters) else [chr(ord("a") + at) for at in range(len(options))]
    by_label = {label: at for at, label in enumerate(labels)}
    texts = _texts(options, fold(answer))
    if fold(answer).casefold() not in texts:
        numbered = _NUMBERED.fullmatch(answer)  # `1 A` may also be an option of the first question
        answer = numbered[2] if numbered and int(numbered[1]) == number else _WORTH_BEHIND.sub("", answer)
    folded = fold(answer).casefold()
    label = by_label.get(folded.strip("(). "))
    if folded in texts:
        text = texts[folded]
        return None if label not in (None, text) and all(letters) else {text}, ""
    if label is not None:
        return {label}, ""
    if "".join(labels).isdecimal() and _DIGITS.fullmatch(answer):
        numbers = re.findall(r"\d", answer)
        if not texts.keys().isdisjoint(numbers):
            return None, ""
        sure = len(set(numbers)) == len(numbers) and set(numbers) <= set(labels)
        return {by_label[one] for one in numbers} if sure else set(), ""
    if re.fullmatch(r"[1-9]", answer) and not any(letters) and not any(map(_COUNTS.search, options)):
        return {int(answer) - 1} if int(answer) <= len(options) else set(), ""  # bullets have no other name
    if looks_true_false(options) and is_truth(answer):
        return {at for at, text in enumerate(options) if verdict(text) is verdict(answer)}, ""
    if _LETTERS.fullmatch(linked := _LINK.sub(", ", answer)):
        if answer.islower() and any(link[1] in by_label for link in _LINK.finditer(answer)):
            return set(), ""  # `a e c` names two options or three
        answer = linked
    if _LETTERS.fullmatch(answer) or RUN_TOGETHER.fullmatch(answer):
        loose = _LETTERS.fullmatch(answer) is not None
        sign = rf"(?<![A-Za-z]){SIGN}(?![A-Za-z])" if loose else r"[A-Z]"
        found = [one.lower() for one in re.findall(sign, answer, re.I if loose else 0)]
        return {by_label[one] for one in found} if all(one in by_label for one in found) else set(), ""
    bare = {text.rstrip("."): at for text, at in texts.items()}
    if (more := several(answer, options, letters)) is not None:
        return more[0], "" if explained else more[1]
    both = _WITH_WORDS.fullmatch(answer)
    if both and both[1].lower() in by_label:
        at = by_label[both[1].lower()]
        said = fold(both[2] or both[3]).casefold().rstrip(".")
        begun = max(
            (text for text in bare if re.match(rf"{re.escape(text)}\.?[ ]?[–—:;(-]", said)), key=len, default=""
        )
        if begun and not explained:
            why = re.split(r"[–—:;(-]\s*", (both[2] or both[3])[len(begun) :], maxsplit=1)[-1]
            return {at} if bare[begun] == at else set(), why
        if said not in bare and all(letters) and not explained:
            return {at}, both[2] or both[3]  # the letter, and why
        return {at} if bare.get(said) == at else set(), ""
    if folded.rstrip(".") in bare:
        return {bare[folded.rstrip(".")]}, ""
    together = _together(folded.rstrip("."), bare)
    if len(together) != 1 or any(together <= _together(text, bare) for text in bare):
        return set(), ""  # `red, blue` may mean the option “blue and red”
    return set(*together), ""


def _texts(options: Sequence[str], answer: str) -> dict[str, int]:
    """The text of each option, with its place; of two that read alike but for capitals the one that is answered."""
    folded = [fold(text) for text in options]
    alike = [text.casefold() for text in folded]
    return {text: at for at, text in enumerate(alike) if alike.count(text) == 1 or folded[at] == answer}


def _together(said: str, texts: Mapping[str, int]) -> set[frozenset[int]]:
    """Sets of options whose texts, parted by commas or “and”, make up what is said; two where it is not clear."""
    known: dict[int, set[frozenset[int]]] = {}

    def rest_from(at: int) -> set[frozenset[int]]:
        if at not in known:
            found: set[frozenset[int]] = set()
            for text, option in texts.items():
                end = at + len(text)
                if len(found) > 1 or not text or not said.startswith(text, at):
                    continue
                if not said[end:].strip(" ."):
                    found.add(frozenset([option]))
                elif parted := _PARTED.match(said, end):
                    found |= {one | {option} for one in rest_from(parted.end()) if option not in one}
            known[at] = found
        return known[at]

    return rest_from(0) if len(said) < _LONGEST_ANSWER else set()
