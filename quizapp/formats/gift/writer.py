"""Writing GIFT that Moodle reads as it was meant, sign by sign and mark by mark."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction

from quizapp.core.item import Item
from quizapp.formats import markup
from quizapp.formats.fields.identity import MAX_ID, SHORTENED, short_uid
from quizapp.formats.fields.source_line import source_html, tell_source
from quizapp.formats.fields.tags import tags_of
from quizapp.formats.files.media import names_in
from quizapp.formats.files.pictures import data_address
from quizapp.formats.gift.scan import cannot_hold, escaped
from quizapp.formats.marks.numbers import middle_and_off
from quizapp.formats.marks.weights import percent, summed_weights
from quizapp.formats.report import Entry, Ledger, Written

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    parts: list[str] = []
    category = ""
    for entry in entries:
        lines = _question(entry, media, ledger)
        if lines is None:
            continue
        if entry.category != category:
            category = entry.category
            parts.append(f"$CATEGORY: top/{' '.join(category.split())}\n")
        parts.append("\n".join(lines) + "\n")
    return ledger.written("\n".join(parts).encode())


def _question(entry: Entry, media: Mapping[str, bytes], ledger: Ledger) -> list[str] | None:
    """The lines of one question; None when it was refused."""
    item = entry.item
    if cannot_hold(entry.title) or any(cannot_hold(answer.text) for answer in item.answers):
        ledger.refuse(entry, "it holds a sign that Moodle uses for itself, such as &&058;", "choose Moodle XML for it")
        return None
    if item.order == "fixed" and item.kind in ("single", "multiple"):
        ledger.lose(
            entry,
            "order",
            "not kept, since Moodle shuffles what it reads from GIFT; choose Moodle XML where it matters",
        )

    def text(markdown: str) -> str:
        html = markup.to_html(markdown, lambda name: data_address(media, name), inline=True)
        return escaped(f"[html]{html}" if html.startswith("[") else html)

    answers = _answers(entry, text, ledger)
    if answers is None:
        return None
    source = source_html(entry)
    general = markup.to_html(item.explanation, lambda name: data_address(media, name), inline=not source)
    general += source
    tell_source(entry, ledger, "the general feedback")
    if general:
        answers.append(f"####{escaped(f'[html]{general}' if general.startswith('[') else general)}")
    if names_in(entry):
        ledger.lose(entry, "media", "put into the text itself; pictures lose their names")
    stem = escaped(markup.to_html(item.stem, lambda name: data_address(media, name)))
    name = f"::{escaped(' '.join(entry.title.split()))}::" if entry.title.strip() else ""
    body = "".join(f"\n\t{answer}" for answer in answers)
    return [*_comment(entry, ledger), f"{name}[html]{stem}{{{body}\n}}"]


def _comment(entry: Entry, ledger: Ledger) -> list[str]:
    parts = []
    uid = _CONTROL.sub("", entry.uid).strip()
    if uid and (uid != entry.uid or "\\" in uid):
        ledger.lose(entry, "uid", "dropped: Moodle takes ids of plain signs")
    elif uid:
        if len(uid) > MAX_ID:
            ledger.lose(entry, "uid", SHORTENED)
            uid = short_uid(uid)
        parts.append(f"[id:{uid.replace(']', chr(92) + ']')}]")
    for tag in tags_of(entry.item):
        if re.search(r"[<>`\\\x00-\x1f]", tag):
            ledger.lose(entry, "tags", f"dropped: Moodle takes no tag with < > ` or \\, “{tag[:40]}”")
        else:
            parts.append(f"[tag:{tag.replace(']', chr(92) + ']')}]")
    return [f"// {' '.join(parts)}"] if parts else []


def _answers(entry: Entry, text: markup.Address, ledger: Ledger) -> list[str] | None:
    item = entry.item
    if item.kind == "true-false" and _is_english(item):
        right, wrong = sorted(item.options, key=lambda option: not option.is_key)
        said = [text(wrong.rationale), text(right.rationale)]
        while said and not said[-1]:
            said.pop()
        return ["#".join(["TRUE" if right.text == "True" else "FALSE", *said])]
    if item.kind == "numeric":
        return _numeric(entry, text, ledger)
    if item.kind == "text":
        return _short(entry, text, ledger)
    if item.kind == "true-false":
        ledger.lose(entry, "kind", "a question with one answer; Moodle shows True and False in its own language only")
        ledger.lose(entry, "order", "shuffled by Moodle")
    if item.kind == "multiple":
        weights = summed_weights(entry, ledger)
        if weights is None:
            return None
        signs = [f"~%{weight}%" for weight in weights]
    else:
        signs = _single_signs(entry, text, ledger)
    if not signs:
        return None
    return [
        f"{sign}{text(option.text)}{_said(text(option.rationale))}"
        for sign, option in zip(signs, item.options, strict=True)
    ]


def _is_english(item: Item) -> bool:
    return [option.text for option in item.options] == ["True", "False"]


def _single_signs(entry: Entry, text: markup.Address, ledger: Ledger) -> list[str]:
    """`=` or `~` per option; an option that begins like a weight gets a weight of its own before it."""
    item, weights = entry.item, entry.defaults.weights
    signs = []
    for at, option in enumerate(item.options):
        weight = weights[at] if weights else Fraction(0)
        if option.is_key:
            signs.append("=")
        elif weight and not percent(weight):
            why = f"Moodle does not take the weight {weight} of an option"
            ledger.refuse(entry, why, "use a weight such as 50 or 33.33333 %, or choose QTI 2.1")
            return []
        else:
            signs.append(f"~%{percent(weight)}%" if weight else "~%0%" if text(option.text).startswith("%") else "~")
    return signs


def _said(rationale: str) -> str:
    return f"#{rationale}" if rationale else ""


def _short(entry: Entry, text: markup.Address, ledger: Ledger) -> list[str] | None:
    item = entry.item
    if item.match == "exact":
        ledger.refuse(entry, "GIFT has no answers that count capitals and spaces", "choose Moodle XML for it")
        return None
    if any("->" in answer.text for answer in item.answers):
        ledger.refuse(entry, "Moodle takes -> in an answer for a matching question", "choose Moodle XML for it")
        return None
    lines = []
    for answer in item.answers:
        plain = answer.text.replace("*", "\\*")
        mark = "[plain]" if plain.startswith("[") else ""
        lines.append(f"=%100%{mark}{escaped(plain)}{_said(text(answer.rationale))}")
    return lines


def _numeric(entry: Entry, text: markup.Address, ledger: Ledger) -> list[str] | None:
    lines = ["#"]
    for answer in entry.item.answers:
        if ".." in answer.text:
            number = "..".join(part.strip() for part in answer.text.split(".."))
        else:
            number = ":".join(middle_and_off(answer.text))
        if "%" in answer.text:
            ledger.lose(entry, "answers", f"written as {number}, without %")
        lines.append(f"=%100%{number}{_said(text(answer.rationale))}")
    return lines
