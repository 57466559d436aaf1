"""Writing Moodle XML that Moodle's importer stores and its question engine scores as it was meant."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from urllib.parse import quote

from quizapp.core.item import Item
from quizapp.core.words import shortened
from quizapp.formats import markup
from quizapp.formats.fields.identity import SHORTENED, short_uid
from quizapp.formats.fields.source_line import source_html, tell_source
from quizapp.formats.fields.tags import tags_of
from quizapp.formats.files.safe_xml import cdata, clean, escaped
from quizapp.formats.marks.numbers import middle_and_off
from quizapp.formats.marks.weights import percent, summed_weights
from quizapp.formats.report import Entry, Feedback, Ledger, Written

_TYPES = {"single": "multichoice", "multiple": "multichoice", "numeric": "numerical", "text": "shortanswer"}


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n']
    category = ""
    for entry in entries:
        lines = _Question(entry, media, ledger).lines()
        if lines is None:
            continue
        if entry.category != category:
            category = entry.category
            parts.append(_category(category))
        parts += lines
    parts.append("</quiz>\n")
    return ledger.written("".join(parts).encode())


def _category(path: str) -> str:
    text = cdata(f"top/{' '.join(path.split())}" if path else "top")
    return f'  <question type="category">\n    <category><text>{text}</text></category>\n  </question>\n'


class _Question:
    def __init__(self, entry: Entry, media: Mapping[str, bytes], ledger: Ledger) -> None:
        self.entry, self.media, self.ledger = entry, media, ledger

    def lines(self) -> list[str] | None:
        """The XML of one question; None when it was refused."""
        entry, item = self.entry, self.entry.item
        body = self._body()
        if body is None:
            return None
        type_ = "truefalse" if self._is_true_false() else _TYPES.get(item.kind, "multichoice")
        usual = "1" if type_ == "truefalse" else "0.3333333"
        points = entry.defaults.points if entry.defaults.points is not None else Decimal(1)
        penalty = entry.defaults.penalty
        begins = shortened(" ".join(markup.to_plain(item.stem)[0].split()))
        name = " ".join((entry.title or begins or entry.uid).split())
        source = source_html(entry)
        if clean(item.stem) != item.stem or any(clean(one.text) != one.text for one in item.options):
            self.ledger.lose(entry, "stem", "without control characters, which XML cannot hold")
        return [
            f'  <question type="{type_}">\n    <name><text>{cdata(name)}</text></name>\n',
            self._text("questiontext", item.stem, inline=False),
            self._text("generalfeedback", item.explanation, inline=not source, extra=source),
            f"    <defaultgrade>{points:f}</defaultgrade>\n",
            f"    <penalty>{usual if penalty is None else f'{penalty:f}'}</penalty>\n    <hidden>0</hidden>\n",
            f"    <idnumber>{self._id()}</idnumber>\n",
            *body,
            *(self._text("hint", hint) for hint in entry.hints),
            self._tags(),
            "  </question>\n",
        ]

    def _id(self) -> str:
        uid = short_uid(self.entry.uid)
        if uid != self.entry.uid:
            self.ledger.lose(self.entry, "uid", SHORTENED)
        return escaped(uid)

    def _tags(self) -> str:
        tags = tags_of(self.entry.item)
        tell_source(self.entry, self.ledger, "the general feedback")
        inner = "".join(f"      <tag><text>{cdata(tag)}</text></tag>\n" for tag in tags)
        return f"    <tags>\n{inner}    </tags>\n" if tags else ""

    def _text(self, tag: str, markdown: str, *, inline: bool = True, extra: str = "", indent: str = "    ") -> str:
        """An element with <text> in HTML, and the pictures it shows as <file>s beside it."""
        used: dict[str, bytes] = {}

        def address(name: str) -> str:
            if name not in self.media:
                self.ledger.lose(self.entry, "media", f"dropped: there is no picture {name}")
                return ""
            used[name.removeprefix("media/")] = self.media[name]
            return f"@@PLUGINFILE@@/{quote(name.removeprefix('media/'))}"

        html = markup.to_html(markdown, address, inline=inline) + extra
        opening = f'{indent}  <file name="{{}}" path="/" encoding="base64">{{}}</file>\n'
        files = "".join(opening.format(escaped(name), base64.b64encode(data).decode()) for name, data in used.items())
        return f'{indent}<{tag} format="html">\n{indent}  <text>{cdata(html)}</text>\n{files}{indent}</{tag}>\n'

    def _is_true_false(self) -> bool:
        texts = [option.text for option in self.entry.item.options]
        return self.entry.item.kind == "true-false" and sorted(texts) == ["False", "True"]

    # --- kinds

    def _body(self) -> list[str] | None:
        entry, item = self.entry, self.entry.item
        if item.kind not in ("single", "multiple") and entry.feedback != Feedback():
            self.ledger.lose(entry, "feedback")
        if self._is_true_false():
            return self._true_false()
        if item.kind == "numeric":
            return self._numeric()
        if item.kind == "text":
            return self._short()
        weights = self._weights(item)
        if weights is None:
            return None
        if item.kind == "true-false":
            why = "a question with one answer; Moodle shows True and False in its own language only"
            self.ledger.lose(entry, "kind", why)
        fixed = item.order == "fixed" or item.kind == "true-false"
        said = entry.feedback
        return [
            f"    <single>{'false' if item.kind == 'multiple' else 'true'}</single>\n",
            f"    <shuffleanswers>{'false' if fixed else 'true'}</shuffleanswers>\n",
            "    <answernumbering>abc</answernumbering>\n",
            self._text("correctfeedback", said.correct),
            self._text("partiallycorrectfeedback", said.partly),
            self._text("incorrectfeedback", said.incorrect),
            *(
                self._answer(weight, option.text, option.rationale)
                for weight, option in zip(weights, item.options, strict=True)
            ),
        ]

    def _weights(self, item: Item) -> list[str] | None:
        if item.kind == "multiple":
            return summed_weights(self.entry, self.ledger)
        said = self.entry.defaults.weights or [Fraction(int(option.is_key)) for option in item.options]
        if not all(map(percent, said)):
            remedy = "use weights such as 50 or 33.33333 %, or choose QTI 2.1"
            self.ledger.refuse(self.entry, "Moodle does not take the weights of its options", remedy)
            return None
        return [percent(weight) for weight in said]

    def _answer(self, weight: str, markdown: str, rationale: str) -> str:
        text = self._text("answer", markdown).replace("<answer ", f'<answer fraction="{weight}" ', 1)
        inner = self._text("feedback", rationale, indent="      ")
        return text.removesuffix("    </answer>\n") + inner + "    </answer>\n"

    def _plain_answer(self, text: str, rationale: str, more: str = "") -> str:
        inner = self._text("feedback", rationale, indent="      ")
        opening = f'    <answer fraction="100" format="plain_text">\n      <text>{cdata(text)}</text>\n'
        return f"{opening}{inner}{more}    </answer>\n"

    def _true_false(self) -> list[str]:
        options = self.entry.item.options
        if options[0].text == "False":
            self.ledger.lose(self.entry, "order", "changed: Moodle shows True first")
        lines = []
        for option in sorted(options, key=lambda option: option.text, reverse=True):
            opening = f'    <answer fraction="{100 if option.is_key else 0}" format="moodle_auto_format">\n'
            text = f"      <text>{option.text.lower()}</text>\n"
            lines.append(opening + text + self._text("feedback", option.rationale, indent="      ") + "    </answer>\n")
        return lines

    def _short(self) -> list[str]:
        item = self.entry.item
        answers = [self._plain_answer(one.text.replace("*", "\\*"), one.rationale) for one in item.answers]
        return [f"    <usecase>{int(item.match == 'exact')}</usecase>\n", *answers]

    def _numeric(self) -> list[str]:
        lines = []
        for answer in self.entry.item.answers:
            number, off = middle_and_off(answer.text)
            if "%" in answer.text or ".." in answer.text:
                self.ledger.lose(self.entry, "answers", f"written as {number} ± {off}")
            lines.append(self._plain_answer(number, answer.rationale, f"      <tolerance>{off}</tolerance>\n"))
        return lines
