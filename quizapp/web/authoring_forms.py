"""Forms for questions and pages, and the way between what is typed and an item."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from quizapp.classroom.authoring import MAX_STEM, tidy_tags
from quizapp.classroom.bodies import fact_from_row
from quizapp.core.item import DIFFICULTIES, LEVELS, Answer, Item, Option, fold
from quizapp.core.kinds import KINDS
from quizapp.core.kinds.numeric import narrow
from quizapp.core.page import Fact, Head
from quizapp.store import BankPage, Course
from quizapp.web.forms import BaseForm

NEW_PAGE, SHARED = "new", "shared"
ROWS, MOST_ROWS = 8, 26
WITH_OPTIONS = ("single", "multiple", "true-false")
_LANGUAGE = Regexp(r"([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$", message="Write a language as en, de or pt-BR.")
_DATE = "Write the date as 2024-04-14, or choose it."


def plain(text: str | None) -> str:
    """Typed text as it is kept: line ends of one sort, no blank lines before and nothing blank behind."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n").rstrip()
    lines = re.sub(r"\A(?:[ \t]*\n)+", "", lines)
    return lines if "\n" in lines else lines.strip()


def _one_line(text: str | None) -> str:
    return " ".join((text or "").split())


class Line(StringField):
    """One line of text, spaces folded; never None."""

    data: str

    def __init__(self, label: str, limit: int, *validators: Any, **kwargs: Any) -> None:
        too_long = Length(max=limit, message=f"Shorten this to {limit:,} characters.")
        super().__init__(label, [*validators, too_long], filters=[_one_line], **kwargs)


class Lines(TextAreaField):
    """Text of several lines; never None. A browser that cut what is pasted at the limit would do so without a word."""

    data: str

    def __init__(self, label: str, limit: int, *validators: Any, rows: int, **kwargs: Any) -> None:
        too_long = Length(max=limit, message=f"Shorten this to {limit:,} characters.")
        shown = {"rows": rows, "maxlength": False}
        super().__init__(label, [*validators, too_long], filters=[plain], render_kw=shown, **kwargs)


def graded(names: Sequence[str], none: str = "Not set") -> dict[str, str]:
    return {"": none} | {name: name.capitalize() for name in names}


class OptionRow(Form):
    """One option. Rows that are empty throughout do not count."""

    text = Lines("Text", 2_000, rows=1)
    is_key = BooleanField("Key")
    rationale = Lines("Why it is right, or why somebody might choose it and is wrong", 2_000, rows=2)

    @property
    def filled(self) -> bool:
        return bool(self.text.data or self.is_key.data or self.rationale.data)


class QuestionForm(BaseForm):
    """Everything about one question. `page_facts` fills it for the page it will stand on."""

    version = IntegerField("Version", [Optional()], widget=HiddenInput())
    page = SelectField("Page", [InputRequired("Choose a page, or make a new one.")])
    page_title = Line("Title, for a new page", 200)
    page_course = RadioField("Who may use the new page", [InputRequired()], default=SHARED)
    kind = RadioField(
        "Kind of question",
        [InputRequired("Choose a kind.")],
        choices={name: kind.label.capitalize() for name, kind in KINDS.items()},
        default="single",
    )
    stem = Lines("Stem", MAX_STEM, DataRequired("Write the stem: what is asked."), rows=4)
    options = FieldList(FormField(OptionRow), min_entries=ROWS, max_entries=MOST_ROWS)
    answers = Lines("Accepted answers", 2_000, rows=3)
    unit = Line("Unit", 40)
    exact = BooleanField("Only exactly as written: capital and small letters, spaces and a “the” before it count")
    explanation = Lines("Explanation", 4_000, rows=3)
    facts_of = HiddenField()
    facts = SelectMultipleField(
        "Facts that prove the key", widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    fact_statement = Line("Fact", 1_000)
    fact_quote = Lines("Source sentence", 2_000, rows=2)
    fact_place = Line("Place in the source", 200)
    picture = FileField("Picture")
    alternative = Line("Alternative text", 500)
    tags = Line("Tags", 400)
    level = SelectField("Level", choices=graded(LEVELS), default="")
    difficulty = SelectField("Difficulty", choices=graded(DIFFICULTIES), default="")
    as_of = DateField("Holds as of", [Optional()])
    fixed = BooleanField("Show the options in the order written here")
    language = Line("Language", 20, _LANGUAGE)

    def offer(self, pages: Sequence[BankPage], courses: Sequence[Course], chosen: BankPage | None) -> None:
        """Set the choices: pages to write on, whose a new page is, and the facts of the page chosen."""
        self.page.choices = {page.public_id: str(page.head["title"]) for page in pages} | {NEW_PAGE: "New page…"}
        self.page_course.choices = page_visibility(courses)
        if chosen is not None:
            self.page_course.validators = ()
        facts = [fact_from_row(row) for row in chosen.facts] if chosen else []
        self.facts.choices = {fact.name: f"{fact.name}: {fact.statement}" for fact in facts}
        shown_before, self.facts_of.data = self.facts_of.data, chosen.public_id if chosen else ""
        self._other_facts = bool(shown_before and shown_before != self.facts_of.data and self.facts.data)
        if self._other_facts:
            self.facts.data = []  # F3 of another page is another fact

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        if self.as_of.errors:
            self.as_of.errors = [_DATE]
        self._check_rows()
        if self.page.data == NEW_PAGE and not self.page_title.data:
            self._refuse("page_title", "Write a title for the new page, for example the article's headline.")
        if self.page.data != NEW_PAGE and self.page_title.data:
            self._refuse("page_title", "Choose “New page…” above, or clear this title.")
        if self.upload and not self.alternative.data:
            self._refuse("alternative", "Say what the picture shows, for those who cannot see it.")
        if (self.fact_quote.data or self.fact_place.data) and not self.fact_statement.data:
            self._refuse("fact_statement", "Write the fact in your own words, or clear its sentence and place.")
        if self._other_facts:
            self._refuse("facts", "The facts chosen belong to the page before; choose among those of this page.")
        with self.refusing(self.tags):
            tidy_tags(self.tags.data)
        return not self.errors

    def _refuse(self, name: str, words: str) -> None:
        field = self[name]
        field.errors = [*field.errors, words]

    def _check_rows(self) -> None:
        """Put what the kind refuses beside the row, the options or the accepted answers that it is about."""
        if self.kind.data not in KINDS:
            return
        with_options, seen = self.kind.data in WITH_OPTIONS, dict[str, int]()
        rows = [entry.form for entry in self.options] if with_options else []
        if not (self.kind.data == "true-false" and not any(row.text.data for row in rows)):
            for number, row in enumerate(rows, 1):
                folded = fold(row.text.data)
                if row.filled and not folded:
                    row.text.errors = [*row.text.errors, f"Option {number}: write its text, or clear the row."]
                elif folded in seen:
                    row.text.errors = [
                        *row.text.errors, f"Option {number} reads the same as option {seen[folded]}; change one."
                    ]  # fmt: skip
                elif folded:
                    seen[folded] = number
        if any(row.errors for row in rows):
            self.options.errors = [row.errors for row in rows]
            return
        for problem in KINDS[self.kind.data].check(self.item()):
            self._refuse("options" if with_options else "answers", f"{problem[:1].upper()}{problem[1:]}.")

    @property
    def upload(self) -> Any:
        """The picture chosen, or None."""
        return self.picture.data if getattr(self.picture.data, "filename", "") else None

    def item(self, before: Item | None = None) -> Item:
        """What is typed, as an item. `before` is what it was: reasons for accepted answers are kept from it."""
        kind, reasons = self.kind.data, {one.text: one.rationale for one in before.answers} if before else {}
        options = self._options() if kind in WITH_OPTIONS else ()
        typed = narrow(self.answers.data) if kind == "numeric" else self.answers.data
        lines = [" ".join(line.split()) for line in typed.split("\n")] if kind not in WITH_OPTIONS else []
        return Item(
            kind=kind,
            stem=self.stem.data,
            options=options,
            answers=tuple(Answer(line, reasons.get(line, "")) for line in lines if line),
            explanation=self.explanation.data,
            facts=tuple(self.facts.data or ()),
            level=self.level.data,
            difficulty=self.difficulty.data,
            order="fixed" if self.fixed.data and kind != "true-false" else "shuffle",
            as_of=self.as_of.data.isoformat() if self.as_of.data else "",
            match="exact" if kind == "text" and self.exact.data else "",
            unit=self.unit.data if kind == "numeric" else "",
            language=self.language.data,
            tags=_tags(self.tags.data),
        )

    def _options(self) -> tuple[Option, ...]:
        rows = [entry.form for entry in self.options]
        if self.kind.data == "true-false" and not any(row.text.data for row in rows):
            words = ("True", "False")
            return tuple(
                Option(word, row.is_key.data, row.rationale.data) for word, row in zip(words, rows, strict=False)
            )
        return tuple(Option(row.text.data, row.is_key.data, row.rationale.data) for row in rows if row.filled)

    @property
    def new_fact(self) -> Fact | None:
        """The fact written in the form, not yet on the page."""
        if not self.fact_statement.data:
            return None
        quotes, places = filter(None, [self.fact_quote.data]), filter(None, [self.fact_place.data])
        return Fact(0, self.fact_statement.data, tuple(quotes), tuple(places))


def _tags(typed: str) -> tuple[str, ...]:
    return tuple(sorted({" ".join(tag.lower().split()) for tag in typed.split(",")} - {""}))


def question_data(item: Item, *, version: int, page: BankPage) -> dict[str, Any]:
    """What an edit form begins with."""
    return {
        "version": version,
        "page": page.public_id,
        "kind": item.kind,
        "stem": item.stem,
        "options": ([asdict(option) for option in item.options] + [{}, {}])[:MOST_ROWS],
        "answers": "\n".join(answer.text for answer in item.answers),
        "unit": item.unit,
        "exact": item.match == "exact",
        "explanation": item.explanation,
        "facts": list(item.facts),
        "tags": ", ".join(item.tags),
        "level": item.level,
        "difficulty": item.difficulty,
        "as_of": date.fromisoformat(item.as_of) if item.as_of else None,
        "fixed": item.order == "fixed",
        "language": item.language,
    }


def page_visibility(courses: Sequence[Course]) -> dict[str, str]:
    return {SHARED: "Everyone who teaches here"} | {c.public_id: f"Only those who teach {c.name}" for c in courses}


class PageForm(BaseForm):
    """The head of a page: what it says about its article."""

    title = Line("Title", 200, DataRequired("Write a title, for example the article's headline."))
    source = Line("Source", 400)
    publisher = Line("Publisher", 200)
    published = DateField("Published", [Optional()])
    url = Line(
        "Address of the article",
        500,
        Regexp(r"(https?://\S+)?$", message="Write the whole address, beginning with https://"),
    )
    license = Line("License", 300)
    language = Line("Language", 20, _LANGUAGE)
    as_of = DateField("Holds as of", [Optional()])
    tags = Line("Tags", 400)
    course = RadioField("Who may use the page", [InputRequired("Choose who may use it.")], default=SHARED)

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        for field in (self.published, self.as_of):
            if field.errors:
                field.errors = [_DATE]
        with self.refusing(self.tags):
            tidy_tags(self.tags.data)
        return not self.errors

    def head(self, before: Head) -> Head:
        """The head as typed; where its article lies and what it was called stay as they were."""
        return replace(
            before,
            title=self.title.data,
            source=self.source.data,
            publisher=self.publisher.data,
            published=self.published.data.isoformat() if self.published.data else "",
            url=self.url.data,
            license=self.license.data,
            language=self.language.data or "en",
            as_of=self.as_of.data.isoformat() if self.as_of.data else "",
            tags=_tags(self.tags.data),
        )


def page_data(head: Head) -> dict[str, Any]:
    """What an edit form begins with."""
    dates = {name: date.fromisoformat(getattr(head, name)) for name in ("published", "as_of") if getattr(head, name)}
    names = ("title", "source", "publisher", "url", "license", "language")
    return {name: getattr(head, name) for name in names} | dates | {"tags": ", ".join(head.tags)}


class BulkForm(BaseForm):
    """Tags or another state for many questions at once."""

    all = BooleanField("All that fit, on every page of the list")

    add = Line("Add tags", 400)
    remove = Line("Remove tags", 400)
