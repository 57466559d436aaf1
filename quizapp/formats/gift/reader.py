"""Reading GIFT: each block as the question that Moodle would make of it, or a named reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from quizapp.core.item import Answer, Item, Option
from quizapp.formats import markup
from quizapp.formats.fields.source_line import without_source
from quizapp.formats.fields.tags import with_tags
from quizapp.formats.files.decoding import decode
from quizapp.formats.files.pictures import finder
from quizapp.formats.gift.scan import Block, blocks, meant
from quizapp.formats.marks.numbers import numeric_answer, plain_number
from quizapp.formats.marks.weights import defaults_of, fraction
from quizapp.formats.report import Entry, Feedback, Ledger, Reading

_WEIGHT = re.compile(r"%(-*)([0-9]{1,2}\.?[0-9]*)%")
_MARKER = re.compile(r"\[(html|markdown|plain|moodle)\]", re.I)
_ID = re.compile(r"\[id:((?:\\\]|[^\]\x00-\x1f])+)\]")
_TAG = re.compile(r"\[tag:((?:\\\]|[^\]<>`\x00-\x1f])+)\]")
_CATEGORY_START = re.compile(r"(?:\$[a-z]+\$/)?(?:top/)?")
_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


class _Unreadable(Exception):
    """A block that is no question of ours: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


_ANSWER_BEHIND = re.compile(r"^[ \t]*[~=]", re.M)


class _Texts:
    """Turns the texts of one question into Markdown, and gathers what changed."""

    def __init__(self, picture: Callable[[str], str], format: str = "moodle") -> None:
        self.picture, self.format = picture, format
        self.changes: list[str] = []

    def own(self, text: str) -> None:
        """Take the marker of the stem as the format of all texts that have none."""
        if found := _MARKER.match(text):
            self.format = found[1].lower()

    def read(self, text: str) -> str:
        text = text.strip(" \t\n\r\0\x0b")
        format = self.format
        if found := _MARKER.match(text):
            format, text = found[1].lower(), text[found.end() :]
        text = without_source(meant(text))
        if format == "plain":
            return markup.from_plain(text)
        convert = {"html": markup.from_html, "markdown": markup.from_markdown}.get(format, markup.from_mixed)
        markdown, changes = convert(text, self.picture)
        self.changes += [change for change in changes if change not in self.changes]
        return markdown


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    text, notes = decode(data, place)
    ledger.notes += notes
    picture = finder(ledger, {})
    category = ""
    for block in blocks(text.removeprefix("\ufeff")):
        if block.text.startswith("$CATEGORY:"):
            path = meant(block.text.removeprefix("$CATEGORY:"))
            category = path[match.end() :] if (match := _CATEGORY_START.match(path)) else path
            continue
        texts = _Texts(picture)
        try:
            entry = _question(block, texts, category)
        except _Unreadable as error:
            ledger.skip(block.line, error.what, error.remedy, block.raw)
            continue
        ledger.take(entry, block.line, tuple(dict.fromkeys([*block.changes, *texts.changes])))
    return ledger.reading("gift")


def _question(block: Block, texts: _Texts, category: str) -> Entry:
    title, text = _name(block.text.strip(" \t\n\r\0\x0b"))
    start, end = text.find("{"), text.find("}")
    if start < 0 and end < 0:
        raise _Unreadable(
            "a text without an answer in braces", r"if it belongs to the next question, join the two with \n"
        )
    if start < 0 or end < 0 or end < start:
        raise _Unreadable(
            "a brace has no partner", r"write { and } around the answers, and \{ or \} for a brace in a text"
        )
    if "{" in text[end + 1 :] or "}" in text[end + 1 :] or "{" in text[start + 1 : end]:
        remedy = (
            "leave a blank line between questions; "
            r"write \{ and \} for braces of a formula or of code, since only one pair may hold the answers"
        )
        raise _Unreadable("there is more than one pair of braces", remedy)
    stem = text[:start] + text[end + 1 :] if text.endswith("}") else f"{text[:start]}_____{text[end + 1 :]}"
    answers = text[start + 1 : end].strip(" \t\n\r\0\x0b")
    answers, general = _general(answers)
    if _ANSWER_BEHIND.search(general):
        remedy = "write #### and what is said to everybody behind the last option"
        raise _Unreadable("options stand behind ####, where Moodle takes them for feedback", remedy)
    texts.own(stem.strip(" \t\n\r\0\x0b"))
    stem_text = texts.read(stem)
    item, extra = _answers(answers, texts)
    comments = "\n".join(block.comments)
    found = _ID.search(comments)
    tags = [one.replace(r"\]", "]").strip() for one in _TAG.findall(comments)]
    item = with_tags(Item(item.kind, stem_text, item.options, item.answers, explanation=texts.read(general)), tags)
    return Entry(
        item,
        uid=found[1].replace(r"\]", "]").strip() if found else "",
        title=title,
        category=category,
        defaults=extra.defaults,
        feedback=extra.feedback,
    )


def _name(text: str) -> tuple[str, str]:
    if not text.startswith("::"):
        return "", text
    end = text.find("::", 2)
    if end < 0:
        return "", text[2:]
    return " ".join(meant(text[2:end]).split()), text[end + 2 :].strip(" \t\n\r\0\x0b")


def _general(answers: str) -> tuple[str, str]:
    at = answers.rfind("####")
    if at < 0:
        return answers, ""
    return answers[:at].strip(" \t\n\r\0\x0b"), answers[at + 4 :]


def _answers(text: str, texts: _Texts) -> tuple[Item, Entry]:
    """The options or accepted answers as an item without stem, and what else they say."""
    if not text:
        raise _Unreadable("an essay question", "there is no such kind here; ask it outside a quiz")
    if text.startswith("#"):
        return _numeric(text[1:], texts)
    if "~" in text:
        return _choice(text, texts)
    if "=" in text and "->" in text:
        raise _Unreadable("a matching question", "there is no such kind here; ask each pair as a question of its own")
    bare = text.partition("#")[0].strip(" \t\n\r\0\x0b")
    if bare.upper() in (*_TRUE, *_FALSE):
        return _true_false(text, bare, texts)
    return _short(text, texts)


def _nothing(item: Item, **said: Any) -> tuple[Item, Entry]:
    return item, Entry(item, **said)


def _true_false(text: str, bare: str, texts: _Texts) -> tuple[Item, Entry]:
    if bare not in (*_TRUE, *_FALSE):
        texts.changes.append(f"“{bare}” was read as true or false; Moodle wants capitals")
    is_true = bare.upper() in _TRUE
    _, wrong, right = [*text.split("#", 2), "", ""][:3]
    said = (texts.read(right), texts.read(wrong)) if is_true else (texts.read(wrong), texts.read(right))
    options = (Option("True", is_true, said[0]), Option("False", not is_true, said[1]))
    return _nothing(Item("true-false", "", options))


def _pieces(text: str, sign: str) -> list[str]:
    pieces = [piece.strip(" \t\n\r\0\x0b") for piece in text.split(sign)]
    return pieces if pieces[0] and pieces[0] != "0" else pieces[1:]


def _weighted(piece: str, otherwise: Fraction, texts: _Texts) -> tuple[Fraction, str]:
    found = _WEIGHT.match(piece)
    if found is None:
        return otherwise, piece
    weight = fraction(("-" if found[1] else "") + found[2])
    if weight is None:
        return otherwise, piece
    if weight[1]:
        texts.changes.append(weight[1])
    return weight[0], piece[found.end() :]


def _split(piece: str, texts: _Texts) -> tuple[str, str]:
    answer, _, said = piece.partition("#")
    return texts.read(answer), texts.read(said)


def _choice(text: str, texts: _Texts) -> tuple[Item, Entry]:
    single = "=" in text
    weights: list[Fraction] = []
    options: list[tuple[str, str]] = []
    for piece in _by_lines(text, texts) or _pieces(text.replace("=", "~="), "~"):
        if piece.startswith("="):
            weight, piece = Fraction(1), piece[1:]
            if _WEIGHT.match(piece.strip()):
                texts.changes.append(
                    "a weight after = counts for nothing in Moodle and shows in the option; it was kept"
                )
        else:
            weight, piece = _weighted(piece, Fraction(0), texts)
        if not piece and not weight:
            continue  # `~` before `=`, or at the end
        weights.append(weight)
        options.append(_split(piece, texts))
    keys = [weight == 1 if single else weight > 0 for weight in weights]
    built = tuple(Option(answer, key, said) for (answer, said), key in zip(options, keys, strict=True))
    item = Item("single" if single else "multiple", "", built)
    return _nothing(item, defaults=defaults_of(item, weights))


def _by_lines(text: str, texts: _Texts) -> list[str]:
    """Options one below the other, where a bare `=` within a line would make a second key; nothing otherwise."""
    lines = [line.strip() for line in text.split("\n")]
    signs = [line[:1] for line in lines]
    if text.count("=") < 2 or signs.count("=") != 1 or {*signs} != {"=", "~"} or text.count("~") != signs.count("~"):
        return []
    texts.changes.append(r"“=” within a line was read as text; Moodle would take what follows for a key: write \=")
    return [line.removeprefix("~") for line in lines]


def _short(text: str, texts: _Texts) -> tuple[Item, Entry]:
    answers = []
    for piece in _pieces(text, "="):
        weight, piece = _weighted(piece, Fraction(1), texts)
        answer, _, said = piece.partition("#")
        marker = _MARKER.match(answer.strip())
        answer = meant(answer.strip()[marker.end() :] if marker else answer)
        if weight == 0:
            texts.changes.append(f"the answer “{answer[:40]}”, which earns nothing, was left out")
            continue
        if weight != 1:
            raise _Unreadable("a short answer with part of the mark", "give every accepted answer the full mark")
        if "*" in answer.replace("\\*", ""):
            remedy = r"list the accepted spellings one by one, or write \* for the sign itself"
            raise _Unreadable("a short answer with * for any text", remedy)
        answers.append(Answer(answer.replace("\\*", "*"), texts.read(said)))
    return _nothing(Item("text", "", answers=tuple(answers)))


def _numeric(text: str, texts: _Texts) -> tuple[Item, Entry]:
    text, tilde, wrong = text.partition("~")
    feedback = Feedback(incorrect=texts.read(wrong.partition("#")[2])) if tilde else Feedback()
    answers = []
    for piece in _pieces(text, "="):
        weight, piece = _weighted(piece, Fraction(1), texts)
        given, _, said = piece.partition("#")
        if weight == 0:
            texts.changes.append(f"the number “{given.strip()[:40]}”, which earns nothing, was left out")
            continue
        if weight != 1:
            raise _Unreadable("a number with part of the mark", "give every accepted number the full mark")
        answers.append(Answer(_number(meant(given)), texts.read(said)))
    return _nothing(Item("numeric", "", answers=tuple(answers)), feedback=feedback)


def _number(given: str) -> str:
    try:
        if ".." in given[1:]:
            low, _, high = given.partition("..")
            return f"{plain_number(Decimal(low.strip()))}..{plain_number(Decimal(high.strip()))}"
        number, _, off = given.partition(":")
        return numeric_answer(Decimal(number.strip()), Decimal(off.strip() or "0"))
    except (InvalidOperation, ValueError):
        raise _Unreadable(f"“{given[:40]}” is not a number", "write {#1887:1} or {#1880..1890}") from None
