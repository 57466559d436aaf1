"""The forms of the quiz pages: a quiz and its plan, a copy, a search for questions, the rules of an opening."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import (
    BooleanField,
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from quizapp.classroom.openings import COUNTS, LAYOUTS, LONGEST_NAME, Rules, check_rules
from quizapp.classroom.quizzes import MAX_QUESTIONS
from quizapp.core.errors import BadInput
from quizapp.core.kinds import KINDS
from quizapp.core.scoring import RULES
from quizapp.core.visibility import ARTICLE, FEEDBACK
from quizapp.store import Article, BankPage, Course, Opening
from quizapp.web.forms import BaseForm, LocalTimeField, RowForm

LARGEST_SEED = 2**31 - 1
PLAN_ROWS = 6


class WholeNumberField(IntegerField):
    """A whole number, with an error that says what to write."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError:
            raise ValueError("Write a whole number, for example 20.") from None


class EditForm(BaseForm):
    title = StringField(
        "Title",
        validators=[
            InputRequired("Write a title for the quiz."),
            Length(max=200, message="Shorten it to 200 letters."),
        ],
    )
    description = TextAreaField(
        "Description",
        validators=[Length(max=2_000, message="Shorten it to 2,000 letters.")],
        description="Learners read it before they start.",
    )


class CourseForm(BaseForm):
    course = SelectField("Class", validators=[InputRequired("Choose a class.")])

    def offer(self, courses: Sequence[Course]) -> None:
        self.course.choices = {course.public_id: course.name for course in courses}


class PlanRow(RowForm):
    """So many questions with this tag; both empty is no row at all."""

    tag = SelectField("Tag", filters=[lambda value: value or ""])
    number = WholeNumberField(
        "How many",
        validators=[Optional(), NumberRange(1, MAX_QUESTIONS, f"Write a number from 1 to {MAX_QUESTIONS}.")],
    )

    def validate_tag(self, field: SelectField) -> None:
        if field.data and not "".join(self.number.raw_data or []).strip():
            raise ValidationError(f"Write how many questions tagged “{field.data}” you want.")
        if self.number.data and not field.data:
            raise ValidationError(f"Choose a tag for the {self.number.data} questions, or clear the number.")


class QuizForm(EditForm, CourseForm):
    """A new quiz: what it is called, whose it is, and perhaps how many questions of which tag it draws."""

    page = SelectField(
        "All approved questions of a page",
        filters=[lambda value: value or ""],
        description="For example those drafted on an article. You can take single ones out again.",
    )
    questions = HiddenField()
    """Public ids with commas between: questions chosen in the list, with which it begins."""
    plan = FieldList(FormField(PlanRow), min_entries=PLAN_ROWS, max_entries=PLAN_ROWS)
    seed = WholeNumberField(
        "Repeatable draw",
        validators=[Optional(), NumberRange(0, LARGEST_SEED, f"Write a number from 0 to {LARGEST_SEED}.")],
        description="The same number draws the same questions again, as long as the bank is the same.",
    )

    rows_shown = PLAN_ROWS

    def offer_tags(self, tags: Sequence[tuple[str, int]]) -> None:
        """A plan that is still to be written needs no more rows than there are tags."""
        self.rows_shown = PLAN_ROWS if self.is_submitted() else min(len(tags), PLAN_ROWS)
        choices = {"": "No tag"} | {tag: f"{tag} ({count})" for tag, count in tags}
        for row in self.plan:
            row.form.tag.choices = choices

    def quotas(self) -> list[tuple[str, int]]:
        rows = [row.form for row in self.plan]
        return [(row.tag.data, row.number.data) for row in rows if row.tag.data and row.number.data]


def page_titles(pages: Sequence[tuple[BankPage, int]]) -> list[tuple[str, str]]:
    """What a list of pages offers: its id, its title and how many questions there are to be had."""
    return [(one.public_id, f"{one.head['title']} ({count})") for one, count in pages]


class AddForm(BaseForm):
    """A search for questions to add; the ticked ones stand in the list itself. It also arrives in the address."""

    words = StringField("Words")
    page = SelectField("Page", validate_choice=False)
    tag = SelectField("Tag", validate_choice=False)
    kind = SelectField(
        "Kind",
        choices={"": "Any kind"} | {name: kind.label.capitalize() for name, kind in KINDS.items()},
        validate_choice=False,
    )

    def offer(self, pages: Sequence[tuple[BankPage, int]], tags: Sequence[tuple[str, int]]) -> None:
        self.page.choices = [("", "Any page"), *page_titles(pages)]
        self.tag.choices = {"": "Any tag"} | {tag: f"{tag} ({count})" for tag, count in tags}


class ArticleField(RadioField):
    """When learners may read the article; see `offer_articles`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("The article", choices=dict(ARTICLE), default="none", validators=[InputRequired()], **kwargs)


def offer_articles(form: BaseForm, articles: Sequence[Article]) -> None:
    """Say whose texts a form would show, and on whose word; without any nothing is asked."""
    if not articles:
        del form.article
        return
    named = (
        f"“{one.title}” ({', '.join(filter(None, (one.publisher, one.license or 'no licence is stored')))})"
        for one in articles
    )
    form["article"].description = (
        "Learners see the text as it is stored here, with numbered paragraphs; you answer for the right to show"
        f" it: {', '.join(named)}."
    )


class RunName(BaseForm):
    """What a run is called, in the forms that begin one and in the one that renames it."""

    name = StringField(
        "Name of this run",
        validators=[Length(max=LONGEST_NAME, message=f"Shorten it to {LONGEST_NAME} letters.")],
        description="For example “before the lesson” or “revision”. It stands beside the title wherever runs are"
        " listed, for learners too.",
    )


class RulesForm(RunName):
    """The rules of an opening. Times are typed in the zone of the class and leave as instants.

    `articles` are those that may be shown; without any nothing is asked about them. `opening` is the one being
    changed; a time in it that was not touched stays as exact as it was. Its name is changed elsewhere: it is no rule.
    """

    opens_at = LocalTimeField("Opens")
    closes_at = LocalTimeField("Closes")
    limit_minutes = WholeNumberField(
        "Time limit in minutes",
        validators=[Optional(), NumberRange(1, 24 * 60, "Write 1 to 1440 minutes, or nothing for no limit.")],
        description="It runs from each learner’s own start. Learners with extra time get theirs by themselves.",
    )
    attempts = WholeNumberField(
        "Attempts",
        default=1,
        validators=[
            InputRequired("Write how many attempts, or 0."),
            NumberRange(0, 100, "Write a number from 0 to 100."),
        ],
        description="0 means any number.",
    )
    counts = RadioField("Which attempt counts", choices=COUNTS, validators=[InputRequired()])
    feedback = RadioField("When answers are shown", choices=dict(FEEDBACK), validators=[InputRequired()])
    article = ArticleField()
    layout = RadioField("Layout", choices=LAYOUTS, validators=[InputRequired()])
    credit = RadioField(
        "Marks for questions with several answers",
        choices={name: sentence for name, (sentence, _) in RULES.items()},
        validators=[InputRequired()],
    )
    shuffle_questions = BooleanField("Each learner gets the questions in an order of their own")

    def __init__(
        self,
        zone: ZoneInfo,
        rules: Rules,
        articles: Sequence[Article],
        opening: Opening | None = None,
        **kwargs: Any,
    ) -> None:
        self.zone = zone
        self.before = rules
        self.opening = opening
        values = {name: getattr(rules, name) for name in Rules.__dataclass_fields__}
        values |= {name: self._local(values[name]) for name in ("opens_at", "closes_at")}
        super().__init__(data=values, **kwargs)
        self.opens_at.description = f"Time in {zone.key}. Empty means at once."
        self.closes_at.description = f"Time in {zone.key}. Empty means it stays open until you close it."
        offer_articles(self, articles)
        if opening is not None:
            del self.name

    def fix(self, feedback: Sequence[str]) -> None:
        """Leave out what stays as it is once learners have started, and the moments that cannot be chosen now."""
        del self.credit, self.shuffle_questions
        self.feedback.choices = {name: FEEDBACK[name] for name in feedback}

    @property
    def folded(self) -> list[Field]:
        """What most quizzes leave as it is."""
        names = ("counts", "layout", "shuffle_questions", "credit")
        return [self[name] for name in names if name in self]

    @property
    def unfolds(self) -> bool:
        """Whether one of these is not as usual, or is in error: then it is seen at once."""
        usual = Rules()
        return any(field.errors or field.data != getattr(usual, field.name) for field in self.folded)

    def validate_opens_at(self, field: LocalTimeField) -> None:
        self._must_exist(field, self.before.opens_at)

    def validate_closes_at(self, field: LocalTimeField) -> None:
        self._must_exist(field, self.before.closes_at)

    def _must_exist(self, field: LocalTimeField, before: datetime | None) -> None:
        try:
            self._instant(field, before)
        except BadInput as error:
            raise ValidationError(str(error)) from None

    def validate(self, extra_validators: Any = None) -> bool:
        if not super().validate(extra_validators):
            return False
        with self.refusing(self.closes_at):  # each field is right by itself, so what is left concerns the times
            check_rules(self.rules())
        return not self.errors

    def rules(self) -> Rules:
        fixed = "credit" not in self
        return Rules(
            opens_at=self._instant(self.opens_at, self.before.opens_at),
            closes_at=self._instant(self.closes_at, self.before.closes_at),
            limit_minutes=self.limit_minutes.data,
            attempts=self.attempts.data or 0,
            counts=self.counts.data,
            feedback=self.feedback.data,
            layout=self.layout.data,
            credit=self.before.credit if fixed else self.credit.data,
            shuffle_questions=self.before.shuffle_questions if fixed else self.shuffle_questions.data,
            article=self.article.data if "article" in self else self.before.article,
        )

    def _local(self, at: datetime | None) -> datetime | None:
        return at.astimezone(self.zone).replace(tzinfo=None) if at else None

    def _instant(self, field: LocalTimeField, before: datetime | None) -> datetime | None:
        kept = self._local(before)
        if self.opening is not None and kept is not None and field.data == kept.replace(second=0, microsecond=0):
            return before
        return field.instant_in(self.zone)
