"""What all forms share, and how their errors reach the page: 422, a summary with links, what was typed kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, Field, Form
from wtforms.validators import Optional

from quizapp.core.errors import BadInput
from quizapp.core.times import instant

_CHOOSE = "This is not one of the choices; choose one that is offered."
_WORDS: Mapping[str, str] = {
    "Not a valid choice.": _CHOOSE,
    "Invalid Choice: could not coerce.": _CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _CHOOSE,
    "'%(value)s' is not a valid choice for this field.": _CHOOSE,
    "'%(value)s' are not valid choices for this field.": _CHOOSE,
    "This field is required.": "This is missing; fill it in, or choose one.",
    "Field cannot be longer than %(max)d character.": "This is too long; shorten it to one character.",
    "Field cannot be longer than %(max)d characters.": "This is too long; shorten it to %(max)d characters.",
    "Not a valid integer value.": "This is not a whole number; write one, for example 20.",
    "Not a valid date value.": "This is not a date; write it as 2024-04-14, or choose it.",
    "Not a valid datetime value.": "This is not a date with a time; write it as 2024-04-14 12:00, or choose it.",
    "Number must be at least %(min)s.": "This number is too small; write at least %(min)s.",
    "Number must be at most %(max)s.": "This number is too large; write at most %(max)s.",
    "Number must be between %(min)s and %(max)s.": "Write a number from %(min)s to %(max)s.",
    "Invalid input.": "This cannot be read; write it as the hint says.",
}
"""What WTForms says by itself → what is wrong and what to do, in our words."""


class _OurWords:
    """The interface of gettext, which WTForms asks for all its sentences."""

    def gettext(self, sentence: str) -> str:
        return _WORDS.get(sentence, sentence)

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self.gettext(one if count == 1 else many)


def _one_reason(form: Form) -> None:
    """What cannot be read at all is told so once: it is not too small or too large as well."""
    for field in form:
        if field.process_errors and field.errors[:1] == field.process_errors[:1]:
            field.errors = field.errors[:1]


class RowForm(Form):
    """A part of a form that comes several times, inside a FormField."""

    class Meta:
        def get_translations(self, form: object) -> _OurWords:
            return _OurWords()

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        _one_reason(self)
        return sound


class BaseForm(FlaskForm):
    """A form with CSRF. What a verb refuses about the form as a whole joins WTForms' own `form_errors`."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: object) -> _OurWords:
            return _OurWords()

    def validate(self, extra_validators: Any = None) -> bool:
        sound: bool = super().validate(extra_validators)
        _one_reason(self)
        return sound

    form_errors: list[str]

    @contextmanager
    def refusing(self, field: Field | None = None) -> Iterator[None]:
        """Turn a verb's BadInput into an error of the field, or of the whole form."""
        try:
            yield
        except BadInput as error:
            if field is None:
                self.form_errors = [*self.form_errors, str(error)]
            else:
                field.errors = [*field.errors, str(error)]


def page(template: str, form: BaseForm | None = None, **values: object) -> ResponseReturnValue:
    """Render a page; a form with errors makes it 422."""
    failed = form is not None and bool(form.errors)
    html = render_template(template, form=form, form_has_errors=failed, **values)
    return html, 422 if failed else 200


class LocalTimeField(DateTimeLocalField):
    """A local time of the class; `instant_in` gives the UTC instant."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        super().__init__(label, format=formats, validators=[Optional()], **kwargs)

    def instant_in(self, zone: tzinfo) -> datetime | None:
        """Raises BadInput for an hour the clock skips or repeats."""
        return None if self.data is None else instant(self.data, zone)
