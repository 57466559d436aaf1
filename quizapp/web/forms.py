"""What all forms share, and how their errors reach the page: 422, a summary with links, what was typed kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import DateTimeLocalField, Field
from wtforms.validators import Optional

from quizapp.core.errors import BadInput
from quizapp.core.times import instant


class BaseForm(FlaskForm):
    """A form with CSRF. What a verb refuses about the form as a whole joins WTForms' own `form_errors`."""

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
