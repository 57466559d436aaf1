"""Reading Moodle XML: as Moodle's `question/format/xml/format.php` behaves, and more kindly where it gives up."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.formats import markup
from quizapp.formats.fields.source_line import without_source
from quizapp.formats.fields.tags import with_tags
from quizapp.formats.files.media import take_picture
from quizapp.formats.files.pictures import finder
from quizapp.formats.files.safe_xml import Broken, inner_text, local, parse, prepared
from quizapp.formats.limits import MAX_PICTURE, MAX_TEXT
from quizapp.formats.marks.numbers import numeric_answer
from quizapp.formats.marks.true_false import true_first
from quizapp.formats.marks.weights import defaults_of, fraction
from quizapp.formats.moodle_xml.cloze import as_choice
from quizapp.formats.report import Defaults, Entry, Feedback, Ledger, Reading

Element = Any

_QUESTION = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|(<question[\s>])|(</question\s*>)", re.DOTALL)
_CATEGORY_START = re.compile(r"(?:\$[a-z]+\$/)?(?:top/)?")
_THIRD = Decimal("0.3333333")
_SHOWN = re.compile(r"<(?:svg|img|object|embed|canvas|video|audio|iframe|math)\b", re.I)
"""Shows something: an option with nothing else is none that a teacher left empty, and may not vanish."""

_NAMES = {
    "cloze": "a cloze text",
    "multianswer": "a cloze text",
    "matching": "a matching question",
    "essay": "an essay question",
    "description": "a text without a question",
    "ddwtos": "words to drag into a text",
    "gapselect": "gaps to fill from lists",
    "ordering": "a question of order",
    "random": "a random question",
}


class _Unreadable(Exception):
    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


def _outside(root: Element) -> str:
    return " ".join(text for text in (root.text, *(element.tail for element in root)) if text)


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    text, notes = prepared(data, place)
    ledger.notes += notes
    found: Iterator[tuple[Element, int]]
    try:
        root = parse(text, place)
        found = ((element, element.sourceline) for element in ([root] if local(root) == "question" else root))
        if local(root) == "quiz" and (outside := " ".join(_outside(root).split())):
            remedy = "put it into a question, or give a list without <quiz> around it"
            ledger.skip(root.sourceline, "a text that stands in no question", remedy, outside[:200])
    except Broken as error:
        ledger.note(f"{error}; the other questions were read one by one")
        found = _one_by_one(text, ledger)
    category = ""
    for element, line in found:
        if local(element) != "question":
            continue
        kind = (element.get("type") or "").strip().lower()
        if kind == "category":
            path = " ".join(_text(_child(element, "category")).split())
            category = path[match.end() :] if (match := _CATEGORY_START.match(path)) else path
            continue
        reader = _Question(element, ledger)
        try:
            entry = reader.entry(kind, category)
        except _Unreadable as error:
            ledger.skip(line, error.what, error.remedy, _excerpt(element))
            continue
        ledger.take(entry, line, tuple(reader.changes))
    return ledger.reading("moodle-xml")


def _one_by_one(text: str, ledger: Ledger) -> Iterator[tuple[Element, int]]:
    """Each question of a file that is not well formed as a whole. What cannot be read is skipped with its line."""
    start = line_at = -1
    line, counted = 1, 0
    for found in _QUESTION.finditer(text):
        if not found[1] and not found[2]:
            continue
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found[1]:
            if start >= 0:
                _skip_broken(ledger, line_at, text[start : found.start()])
            start, line_at = found.start(), line
        elif start >= 0:
            piece = text[start : found.end()]
            start = -1
            try:
                element = parse(piece, ledger.place, first_line=line_at)
            except BadInput:
                _skip_broken(ledger, line_at, piece)
                continue
            yield element, element.sourceline + line_at - 1
    if start >= 0:
        _skip_broken(ledger, line_at, text[start:])


def _skip_broken(ledger: Ledger, line: int, text: str) -> None:
    ledger.skip(line, "the XML of this question is broken", "export it again, or close its tags by hand", text[:400])


def _excerpt(element: Element) -> str:
    """How a question begins, as a person sees it."""
    asked = _child(element, "questiontext")
    text = _text(asked)[:MAX_TEXT]
    if asked is not None and asked.get("format", "html") == "html":
        text = markup.to_plain(markup.from_html(text)[0])[0]
    return text or _text(_child(element, "name"))


def _child(element: Element | None, name: str) -> Element | None:
    if element is None:
        return None
    return next((child for child in element if local(child) == name), None)


def _children(element: Element, name: str) -> list[Element]:
    return [child for child in element if local(child) == name]


def _text(element: Element | None) -> str:
    """What stands in the <text> of an element, or in itself. HTML that was not escaped is written out again."""
    if element is None:
        return ""
    holder = _child(element, "text")
    if holder is None:
        holder = element
        parts = [str(element.text or "")] + [str(child.tail or "") for child in element]
        return "".join(parts)
    if len(holder):
        from lxml import etree

        parts = [str(holder.text or "")]
        parts += [etree.tostring(child, encoding="unicode", with_tail=True) for child in holder]
        return "".join(parts)
    return str(holder.text or "")


def _value(element: Element, name: str) -> str:
    child = _child(element, name)
    return inner_text(child).strip() if child is not None else ""


class _Question:
    """One <question>. `changes` gathers what is not as in the file."""

    def __init__(self, element: Element, ledger: Ledger) -> None:
        self.element, self.ledger = element, ledger
        self.changes: list[str] = []

    def entry(self, kind: str, category: str) -> Entry:
        readers: dict[str, Callable[[], tuple[Item, Defaults]]] = {
            "multichoice": self._choice,
            "multichoiceset": self._choice_set,
            "oumultiresponse": self._choice_counted,
            "truefalse": self._true_false,
            "shortanswer": self._short,
            "numerical": self._numeric,
        }
        if kind in ("cloze", "multianswer") and (
            one := as_choice(self.element, _text(_child(self.element, "questiontext")))
        ) is not None:
            self.element, kind = one, "multichoice"
            self.change("a cloze text with one gap became a question with options")
        if kind not in readers:
            named = _NAMES.get(kind, f"a question of type “{kind[:40]}”" if kind else "a question without a type")
            raise _Unreadable(named, "there is no such kind here; leave it in Moodle, or write it anew as a choice")
        bare, defaults = readers[kind]()
        element = self.element
        item = Item(
            bare.kind,
            "\n\n".join(filter(None, [self.text(_child(element, "questiontext")), self._picture_beside()])),
            bare.options,
            bare.answers,
            explanation=self.text(_child(element, "generalfeedback")),
            order=bare.order,
            match=bare.match,
            unit=bare.unit,
        )
        tags = _child(element, "tags")
        item = with_tags(item, [_text(tag) for tag in (_children(tags, "tag") if tags is not None else [])])
        if _value(element, "hidden") == "1":
            self.change("hidden in Moodle; here it is as any other")
        return Entry(
            item,
            uid=" ".join(_value(element, "idnumber").split()),
            title=" ".join(_text(_child(element, "name")).split()),
            category=category,
            defaults=self._defaults(defaults, kind),
            feedback=Feedback(*(self.text(_child(element, f"{name}feedback")) for name in _COMBINED)),
            hints=tuple(text for hint in _children(element, "hint") if (text := self.text(hint))),
        )

    def change(self, what: str) -> None:
        if what not in self.changes:
            self.changes.append(what)

    def text(self, element: Element | None) -> str:
        """The Markdown of an element with <text> and perhaps <file>s."""
        text = _text(element)
        if element is None or not text.strip():
            return ""
        files = {}
        for file in _children(element, "file"):
            name = (file.get("path") or "/").strip("/") + "/" + (file.get("name") or "")
            if (data := _decoded(file)) is None:
                self.change(f"the file {name[:60]} is damaged or too large and was left out")
            else:
                files[name.lstrip("/")] = data
        used: set[str] = set()
        find = finder(self.ledger, files)

        def picture(address: str) -> str:
            name = find(address)
            used.update([name] if name else [])
            return name

        convert = {"plain_text": None, "plain": None, "markdown": markup.from_markdown}.get(
            (element.get("format") or "html").strip(),
            markup.from_mixed if element.get("format") == "moodle_auto_format" else markup.from_html,
        )
        if convert is None:
            return markup.from_plain(text)
        markdown, changes = convert(without_source(text.strip()), picture)
        for change in changes:
            self.change(change)
        if len(files) > len(used):
            self.change("a file that came with a text is not shown in it as a picture and was left out")
        return markdown

    def _picture_beside(self) -> str:
        """The picture of a question from Moodle 1, which stood beside its text."""
        encoded = _child(self.element, "image_base64")
        if encoded is None or not str(encoded.text or "").strip():
            return ""
        data = _decoded(encoded)
        name = take_picture(self.ledger, _value(self.element, "image") or "picture", data) if data else ""
        if not name:
            self.change("a picture did not come along")
        return f"![picture]({name})" if name else ""

    def _defaults(self, defaults: Defaults, kind: str) -> Defaults:
        points, penalty = _number(_value(self.element, "defaultgrade")), _number(_value(self.element, "penalty"))
        usual = Decimal(1) if kind == "truefalse" else _THIRD
        if points == 1:
            points = None
        if penalty is not None and abs(penalty - usual) < Decimal("0.00001"):
            penalty = None
        return Defaults(points=points, penalty=penalty, rule=defaults.rule, weights=defaults.weights)

    # --- kinds

    def _weight(self, answer: Element) -> Fraction:
        said = answer.get("fraction")
        weight = fraction(said if said is not None else "0")
        if weight is None:
            raise _Unreadable(
                f"an answer has the fraction “{str(said)[:20]}”", "write a number such as 100 or 33.33333"
            )
        if weight[1]:
            self.change(weight[1])
        return weight[0]

    def _options(self) -> tuple[list[Fraction], list[tuple[str, str]]]:
        weights, options = [], []
        for answer in _children(self.element, "answer"):
            weight, text = self._weight(answer), self.text(answer)
            if not text and weight <= 0 and not _SHOWN.search(_text(answer)):
                self.change("an empty option was left out, as Moodle does")
                continue
            weights.append(weight)
            options.append((text, self.text(_child(answer, "feedback"))))
        return weights, options

    def _order(self) -> str:
        """Options stay in their order unless the file says that they may be shuffled, as in Moodle."""
        return "shuffle" if _is_true(_value(self.element, "shuffleanswers"), otherwise=False) else "fixed"

    def _choice(self) -> tuple[Item, Defaults]:
        single = _is_true(_value(self.element, "single"), otherwise=True)
        weights, options = self._options()
        keys = [weight == 1 if single else weight > 0 for weight in weights]
        built = tuple(Option(text, key, said) for (text, said), key in zip(options, keys, strict=True))
        item = Item("single" if single else "multiple", "", built, order=self._order())
        return item, defaults_of(item, weights)

    def _choice_set(self) -> tuple[Item, Defaults]:
        weights, options = self._options()
        built = tuple(Option(text, weight > 0, said) for (text, said), weight in zip(options, weights, strict=True))
        return Item("multiple", "", built, order=self._order()), Defaults(rule="all_or_nothing")

    def _choice_counted(self) -> tuple[Item, Defaults]:
        """Of a question type that gives a share for each right option; too many choices cost the wrong ones first."""
        item, _ = self._choice_set()
        self.change("Moodle gives part of the mark by a rule that is not known here; choose a rule in the quiz")
        return item, Defaults()

    def _true_false(self) -> tuple[Item, Defaults]:
        answers = _children(self.element, "answer")
        words = [_text(answer).strip().lower() for answer in answers]
        if not {"true", "false"} <= set(words):
            if len(answers) != 2:
                remedy = "its two answers are the texts true and false, in English"
                raise _Unreadable("a true-false question without true or false", remedy)
            self.change(f"its answers {' and '.join(words)} were read as true and false")
            words = ["true", "false"] if true_first(words) else ["false", "true"]
        said = {
            word: (self._weight(answer) > 0, self.text(_child(answer, "feedback")))
            for word, answer in zip(words, answers, strict=True)
        }
        options = tuple(Option(word.capitalize(), *said[word]) for word in ("true", "false"))
        return Item("true-false", "", options), Defaults()

    def _short(self) -> tuple[Item, Defaults]:
        answers = []
        for answer in _children(self.element, "answer"):
            text, weight = _text(answer).strip(), self._weight(answer)
            if weight == 0:
                self.change(f"the answer “{text[:40]}”, which earns nothing, was left out")
                continue
            if weight != 1:
                raise _Unreadable("a short answer with part of the mark", "give every accepted answer the full mark")
            if "*" in text.replace("\\*", ""):
                remedy = r"list the accepted spellings one by one, or write \* for the sign itself"
                raise _Unreadable("a short answer with * for any text", remedy)
            answers.append(Answer(text.replace("\\*", "*"), self.text(_child(answer, "feedback"))))
        exact = _is_true(_value(self.element, "usecase"), otherwise=False)
        return Item("text", "", answers=tuple(answers), match="exact" if exact else ""), Defaults()

    def _numeric(self) -> tuple[Item, Defaults]:
        answers = []
        units = [_value(unit, "unit_name") for group in _children(self.element, "units") for unit in group]
        if len(units) > 1:
            raise _Unreadable("a number with several units", "keep one unit, or ask for the number alone")
        for answer in _children(self.element, "answer"):
            text, weight = _text(answer).strip(), self._weight(answer)
            if weight == 0 or text == "*":
                self.change(f"the answer “{text[:40]}”, which earns nothing, was left out")
                continue
            if weight != 1:
                raise _Unreadable("a number with part of the mark", "give every accepted number the full mark")
            number, off = _number(text, as_given=True), _number(_value(answer, "tolerance") or "0")
            if number is None or off is None:
                raise _Unreadable(f"“{text[:40]}” is not a number", "write it with digits and a decimal point")
            answers.append(Answer(numeric_answer(number, off), self.text(_child(answer, "feedback"))))
        return Item("numeric", "", answers=tuple(answers), unit=units[0] if units else ""), Defaults()


_COMBINED = ("correct", "partiallycorrect", "incorrect")


def _decoded(file: Element) -> bytes | None:
    encoded = "".join(str(file.text or "").split())
    if len(encoded) > MAX_PICTURE * 3 // 2 or (file.get("encoding") or "base64") != "base64":
        return None
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return None


def _is_true(said: str, *, otherwise: bool) -> bool:
    return said.lower() in ("true", "1", "yes") if said else otherwise


def _number(said: str, *, as_given: bool = False) -> Decimal | None:
    """A number without trailing zeros, or `as_given`; None for none, or one out of reach."""
    try:
        number = Decimal(said)
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number.adjusted()) > 40:
        return None
    text = f"{number:f}"
    return Decimal(text.rstrip("0").rstrip(".") or "0") if "." in text and not as_given else number
