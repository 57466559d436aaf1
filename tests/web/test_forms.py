"""Whatever is sent to a form, its answer is in our words: what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import wtforms
from flask import Flask
from wtforms import FieldList, FormField, StringField
from wtforms.fields.core import UnboundField

from quizapp.core.visibility import Moment
from quizapp.web.forms import BaseForm
from tests.conftest import Cast, signed_in
from tests.web.test_matrix import a_world, address, browser, put_back, rules

DEFAULTS = ("Not a valid", "is required.", "Field ", "Invalid ", "Number must", "Date must", "valid choice", "%(")
"""How the sentences that WTForms brings along begin, or a part of them."""

FORM = "application/x-www-form-urlencoded"
WRONG = {"too long": "x" * 20_000, "foreign": "nowhere", "missing": ""}
"""None is a number, a date or one of anybody's choices."""


def all_forms(kind: type[wtforms.Form]) -> Iterator[type[wtforms.Form]]:
    for form in kind.__subclasses__():
        yield form
        yield from all_forms(form)


def names_in(form: type[wtforms.Form], prefix: str = "") -> Iterator[str]:
    """The names under which a form takes values, those of its first row for a list."""
    for name, field in vars(form).items():
        if isinstance(field, UnboundField):
            yield prefix + name
            row = field.args[0] if field.field_class is FieldList else None
            if isinstance(row, UnboundField) and row.field_class is FormField:
                yield from names_in(row.args[0], f"{prefix}{name}-0-")


def test_every_form_says_in_our_words_what_is_wrong(tmp_path: Path, empty_database: Path, bare_app: Flask) -> None:
    folder = tmp_path / "world"
    folder.mkdir()
    world = a_world(folder, empty_database, Moment.IN_PROGRESS)
    changed = world.copy(tmp_path / "changed")
    changed.enter(app := bare_app)
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = None  # all fields of all forms at once
    names = {name for form in all_forms(BaseForm) for name in names_in(form)}
    assert {"name", "time_zone", "plan-0-tag", "options-0-text", "closes_at"} <= names
    signed_in = browser(app, changed, "amira").get_cookie("quizapp")
    assert signed_in
    put_back(changed.folder, world.folder)  # with amira signed in
    refused: dict[str, set[str]] = {}
    wrong = []
    for what, value in WRONG.items():
        sent = urlencode(dict.fromkeys(names, value))
        for rule, cookie in product(rules(app, "POST"), ("", signed_in.value)):
            client = app.test_client()
            client.set_cookie("quizapp", cookie)
            reply = client.post(address(changed, rule), data=sent, content_type=FORM)
            if reply.status_code == 422:
                refused.setdefault(what, set()).add(rule.endpoint)
                lines = (line.strip() for line in reply.text.splitlines() if told_by_default(line))
                wrong += [f"{rule.endpoint}, {what}: {line}" for line in lines]
            elif reply.status_code < 400:
                put_back(world.folder, changed.folder)
    assert all(len(refused[what]) >= 10 for what in WRONG)
    assert wrong == []


def told_by_default(line: str) -> bool:
    return 'class="error"' in line and any(words in line for words in DEFAULTS)


def test_the_words_of_wtforms_are_known_when_they_appear() -> None:
    """The search above finds what a form without our words says."""

    class Plain(wtforms.Form):
        name = StringField("Name", validators=[wtforms.validators.Length(max=3)])

    plain = Plain(data={"name": "too long"})
    assert not plain.validate()
    assert told_by_default(f'<p class="error">{plain.name.errors[0]}</p>')


def test_of_several_ways_of_which_one_is_needed_none_is_called_optional(app: Flask, cast: Cast) -> None:
    amira, found = signed_in(app, cast.amira), []
    for path in ("/articles/new", "/questions/bring"):
        found += re.findall(r"<label for=.(?:text|file|pasted|address).>(.*?)</label>", amira.get(path).text)
    assert len(found) >= 4
    assert [label for label in found if "optional" in label] == []
