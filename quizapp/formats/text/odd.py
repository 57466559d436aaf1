"""Marks of a teacher's own: of each question one option is written otherwise than the others, and always in one way.

`#B) Manet`, `B) Manet <<<`, `(B)) Manet`, `B) _Manet_`: what no other option of the list has, and one of every
question, is the mark of the key. Only signs and words that can mean right are taken: what is struck out, doubted or
quoted may be a trap, or what somebody chose. Each line stays where it is, so that line numbers mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizapp.formats.report import Ledger
from quizapp.formats.text import words as words
from quizapp.formats.text.printed import tells_keys

_OPTION = re.compile(r"\s*(<\w{1,6}>|[^\w\s(\[{]{0,3}|_{1,2})[ ]?([(\[{]{0,2})([A-Ha-h])([^\w\s&/,]{1,4})[ \t]*(\S.*)")
_TAGS = "b|u|i|em|strong|mark|ins"
_AROUND = re.compile(rf"(\*{{1,2}}|_{{1,2}}|={{2}}|<({_TAGS})>)(\S.*?)(?:(?<!\*)\1|</\2>)|(\*)[ ]?([^\s*][^*]*)")
_CHECKS = r"[✓✔√☑✅★⭐💯🔑👍]\ufe0f?"
_BEFORE = re.compile(
    rf"<(?:{_TAGS})>|{_CHECKS}|[*#+@§^&]{{1,3}}|_{{1,2}}|={{1,2}}|[=-]>|-->|>{{2,3}}|[→⇒➔➜➤►▶👉]\ufe0f?"
)
_CLOSE = re.compile(r"[)\]}.:>*#=+]{1,4}")
_WORD = (
    rf"(?i:(?:{words.ARTICLE}[ ])?(?:{words.RIGHT}|{words.RIGHT_AFTER}|{words.RIGHT_ALONE}|juste|exacte?"
    rf"|best|true|vrai|wahr|(?!option){words.ANSWER}|yes|ja|oui|sí|ok|[ckr])(?:[ ](?:one|{words.ANSWER}))?[!.]?)"
)
"""Means right. A name, `trap`, `guess` or `2nd` may mean anything, and so may a cross."""

_SAID = rf"(?:{_WORD}|{_CHECKS}|[*#+]{{1,3}})"
_BEHIND = re.compile(
    rf"(.*\S)(?:[ \t]+({_CHECKS}|[#@§&^]{{1,3}}|<{{2,3}}|<[-=]{{1,3}}|[←⇐◀◄👈]\ufe0f?|//?[ ]?{_WORD}"
    r"|CORRECT|RIGHT|ANSWER|ANS|KEY|YES|OK)"
    rf"|[ \t]*(\({_SAID}\)|\[{_SAID}\]|<{_SAID}>|\{{{_SAID}\}}))"
)
_CAPITALS = re.compile(r"((?!(?:ALL|NONE|BOTH)\b)(?=(?:[^A-Z]*[A-Z]){5})[^a-z\u00df-\u00f6\u00f8-\u00ff]+)")
"""Words in nothing but capitals, which are no mere initials."""
_OF_CAPITALS = re.compile(
    r"\b(?:capitals?|caps|upper[ -]?case|block letters|großbuchstaben|großgeschrieben|majuscules?|mayúsculas?"
    r"|maiuscol\w{1,2}|maiúsculas?|hoofdletters)\b",
    re.I,
)
_CODE = re.compile(r"[&;={}()\[\]]")
"""In code a star before a name is part of it."""

_LEAST = 3
"""Questions that must all have the mark, and options of a question."""
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class _Option:
    """A line with an option: what is around its letter, its text, and what else marks it."""

    at: int
    letter: str
    head: tuple[str, str, str]
    text: str


def starred(lines: Sequence[str], ledger: Ledger) -> list[str]:
    """The same lines with `*` before each option that is written otherwise, where this is so in every question."""
    runs = _runs(lines)
    if len(runs) < _LEAST or any(tells_keys(line.strip()) for line in lines if len(line) < _LONGEST):
        return list(lines)
    heads = [option.head for run in runs for option in run]
    usual = max(set(heads), key=heads.count)
    shapes = [_BEHIND, _AROUND, *([_CAPITALS] if _speaks_of_capitals(lines, runs[0][0].at) else [])]
    for sign, marked in (_by_head(runs, usual), *(_by_text(runs, shape) for shape in shapes)):
        if marked:
            ledger.note(f"in each question the option with a mark of its own, as in “{sign}”, was taken for the key")
            put = list(lines)
            for run in runs:
                for option in run:
                    text = marked.get(option.at)
                    star = "" if text is None else "*"
                    put[option.at] = f"{star}{''.join(usual[1:2])}{option.letter}{usual[2]} {text or option.text}"
            return put
    return list(lines)


def _speaks_of_capitals(lines: Sequence[str], first: int) -> bool:
    """Whether something above the first option says that capitals mark something: HTTPS is written so anyhow."""
    return any(_OF_CAPITALS.search(line) for line in lines[:first] if len(line) < _LONGEST)


def _runs(lines: Sequence[str]) -> list[list[_Option]]:
    """Options below each other, A, B, C, at least three; nothing where two stand on one line."""
    runs: list[list[_Option]] = []
    run: list[_Option] = []
    for at, line in enumerate([*lines, "end"]):
        if not line.strip():
            continue
        found = _OPTION.fullmatch(line) if len(line) < _LONGEST else None
        letter = found[3].lower() if found else ""
        if found and letter == "abcdefgh"[len(run) : len(run) + 1]:
            if re.search(rf"[ \t][(\[]?{chr(ord(found[3]) + 1)}[).\]][ \t]", found[5]):
                return []  # two on a line: a mark behind it is not of the first
            run.append(_Option(at, found[3], (found[1], found[2], found[4]), found[5]))
            continue
        if len(run) >= _LEAST:
            runs.append(run)
        run = [_Option(at, found[3], (found[1], found[2], found[4]), found[5])] if found and letter == "a" else []
    return runs


def _by_head(runs: Sequence[Sequence[_Option]], usual: tuple[str, str, str]) -> tuple[str, dict[int, str]]:
    """The mark, and line → text, of the options whose letter looks otherwise than all others."""
    odd = [[option for option in run if option.head != usual] for run in runs]
    heads = {option.head for options in odd for option in options}
    if len(heads) != 1 or not _one_each(odd):
        return "", {}
    tag, opened, closed = next(iter(heads))
    if tag != usual[0] and not _BEFORE.fullmatch(tag):
        return "", {}
    if closed != usual[2] and not _CLOSE.fullmatch(closed):
        return "", {}
    close = re.compile(rf"(.*\S)\s*(?:{re.escape(tag)}|</{re.escape(tag.strip('<>'))}>)") if tag else None
    found = {option.at: option.text for (option,) in odd}
    texts = {at: one[1] if close and (one := close.fullmatch(text)) else text for at, text in found.items()}
    return f"{tag}{opened}{odd[0][0].letter}{closed}", texts


def _by_text(runs: Sequence[Sequence[_Option]], shape: re.Pattern[str]) -> tuple[str, dict[int, str]]:
    """The mark, and line → text without it, of the options that have one around or behind, where no other has any."""
    found = {option.at: one for run in runs for option in run if (one := shape.fullmatch(option.text))}
    odd = [[option for option in run if option.at in found] for run in runs]
    texts = {at: one[3] or one[5] if shape is _AROUND else one[1] for at, one in found.items()}
    plain = (texts.get(option.at, option.text) for run in runs for option in run)
    if (shape is _AROUND and any(map(_CODE.search, plain))) or not _one_each(odd):
        return "", {}
    if shape is _CAPITALS:
        return "IN CAPITALS", texts
    signs = {(one[2] or one[3] if shape is _BEHIND else one[1] or one[4]).casefold() for one in found.values()}
    return (signs.pop(), texts) if len(signs) == 1 else ("", {})


def _one_each(odd: Sequence[Sequence[_Option]]) -> bool:
    """Whether it is one option of each question, and not always the same letter."""
    return all(len(options) == 1 for options in odd) and len({options[0].letter for options in odd}) > 1
