"""The fields of bank pages: `name: value` lines, what each may say, and how it is spelled.

To add a field: a line in HEAD_FIELDS or QUESTION_FIELDS, and its place in `head_values` or `question_values`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches

from quizapp.core.item import DIFFICULTIES, LEVELS, STATUSES
from quizapp.core.page import Head, Question

NAME = re.compile(r"(?=.{1,80}$)[a-z0-9]+(?:-[a-z0-9]+)*")
FACT_NAME = re.compile(r"F[1-9][0-9]{0,5}")
KIND_NAMES = ("single", "multiple", "true-false", "numeric", "text")
FIELD = re.compile(r"([^\W\d][\w-]*):(?:\s+(.*))?$")
_NEARLY_FIELD = re.compile(r"\s*([^\W\d][\w-]*)\s*:(.*)$")

DEFAULT_LANGUAGE = "en"

Value = str | tuple[str, ...]
Check = Callable[[str, str], str]
"""Takes a field's name and value; returns what is wrong and what to write instead, or nothing."""


def shown(text: str) -> str:
    """A piece of a page inside a message: short enough to read."""
    text = text.strip()
    return f"`{text[:60]}…`" if len(text) > 61 else f"`{text}`"


def listed(names: Sequence[str]) -> str:
    """`F1`, `F1 and F2`, `F1, F2 and F3`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _one_of(*values: str) -> Check:
    def check(name: str, value: str) -> str:
        return "" if value in values else f"`{name}` is one of {', '.join(values)}; found {shown(value)}"

    return check


def _matches(pattern: str, remedy: str) -> Check:
    compiled = re.compile(pattern)

    def check(name: str, value: str) -> str:
        return "" if compiled.fullmatch(value) else f"`{name}` is {remedy}; found {shown(value)}"

    return check


def _any(name: str, value: str) -> str:
    return ""


def _date(name: str, value: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            date.fromisoformat(value)
            return ""
    except ValueError:
        pass
    return f"`{name}` is a date such as 2026-03-01; found {shown(value)}"


def _name(name: str, value: str) -> str:
    if NAME.fullmatch(value):
        return ""
    return f"`{name}` is a name of lower case letters, digits and single hyphens; found {shown(value)}"


def _old_name(name: str, value: str) -> str:
    page, slash, question = value.rpartition("/")
    if NAME.fullmatch(question) and (not slash or NAME.fullmatch(page)):
        return ""
    return f"`{name}` holds earlier names, as `old-name` or `page/old-name`; found {shown(value)}"


def _tag(name: str, value: str) -> str:
    return "" if value == value.lower() else f"tags are lower case; write `{value.lower()[:60]}` for {shown(value)}"


_LANGUAGE = _matches(r"[a-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language code such as `en` or `pt-BR`")
_FACT = _matches(FACT_NAME.pattern, "a list of facts such as `F1, F2`")

HEAD_FIELDS: Mapping[str, Check] = {
    "title": _any,
    "source": _any,
    "publisher": _any,
    "published": _date,
    "url": _matches(r"https?://\S+", "an address that begins with https://"),
    "article": _matches(
        r"articles/(?!.*\.\.)[^\s/\\][^/\\]*(/[^/\\]+)*", "a file below articles/, such as `articles/tides.txt`"
    ),
    "license": _any,
    "language": _LANGUAGE,
    "as_of": _date,
    "tags": _tag,
    "was": _name,
}
QUESTION_FIELDS: Mapping[str, Check] = {
    "was": _old_name,
    "kind": _one_of(*KIND_NAMES),
    "facts": _FACT,
    "level": _one_of(*LEVELS),
    "difficulty": _one_of(*DIFFICULTIES),
    "status": _one_of(*STATUSES),
    "order": _one_of("shuffle", "fixed"),
    "as_of": _date,
    "match": _one_of("exact"),
    "unit": _any,
    "language": _LANGUAGE,
    "tags": _tag,
}
_HEAD_LISTS = frozenset({"tags"})
_QUESTION_LISTS = frozenset({"was", "facts", "tags"})


def read_field(line: str, *, head: bool) -> tuple[str, Value, str]:
    """A field line as (name, value, problem). The name is empty where the line is no field of this place."""
    known = HEAD_FIELDS if head else QUESTION_FIELDS
    match = FIELD.match(line)
    if not match or match[1] not in known:
        return "", "", _not_a_field(line, tuple(known), head=head)
    name, text = match[1], (match[2] or "").strip()
    if not text:
        return name, "", f"`{name}` has no value; write one after the colon or remove the line"
    if name not in (_HEAD_LISTS if head else _QUESTION_LISTS):
        return name, text, known[name](name, text)
    parts = tuple(part.strip() for part in text.split(","))
    problems = [f"`{name}` has an empty entry; remove a comma" for part in parts if not part]
    problems += [problem for part in parts if part and (problem := known[name](name, part))]
    if name == "tags":
        parts = tuple(sorted(set(parts)))
    elif len(set(parts)) < len(parts):
        twice = next(part for part in parts if parts.count(part) > 1)
        problems.append(f"`{name}` lists {shown(twice)} twice; keep one")
    return name, parts, problems[0] if problems else ""


def _not_a_field(line: str, known: tuple[str, ...], *, head: bool) -> str:
    match = _NEARLY_FIELD.match(line)
    name = match[1] if match else line
    near = get_close_matches(name.casefold(), known, n=1, cutoff=0.7) if match and len(name) <= 40 else []
    if match and name in known:
        return f"write a field as `name: value` from the start of the line; found {shown(line)}"
    if near:
        return f"{shown(name)} is not a field; did you mean `{near[0]}`?"
    if head:
        return f"{shown(name)} is not a field; the head of a page has {listed(tuple(f'`{n}`' for n in known))}"
    return f"{shown(name)} is not a field; leave a blank line between heading and stem"


def head_values(head: Head) -> dict[str, Value]:
    """The fields of a page head in canonical order, those that say nothing left out."""
    values = {name: getattr(head, name) for name in HEAD_FIELDS}
    if head.language == DEFAULT_LANGUAGE:
        del values["language"]
    return {name: value for name, value in values.items() if value}


def question_values(question: Question, *, kind: str) -> dict[str, Value]:
    """The fields of a question in canonical order, defaults left out. `kind` is what the default would say."""
    item = question.item
    values: dict[str, Value] = {
        "was": question.was,
        "kind": "" if item.kind == kind else item.kind,
        "facts": item.facts,
        "level": item.level,
        "difficulty": item.difficulty,
        "status": "" if question.status == "approved" else question.status,
        "order": "" if item.order == "shuffle" else item.order,
        "as_of": item.as_of,
        "match": item.match,
        "unit": item.unit,
        "language": item.language,
        "tags": item.tags,
    }
    return {name: value for name, value in values.items() if value}


def field_line(name: str, value: Value) -> str:
    return f"{name}: {value if isinstance(value, str) else ', '.join(value)}"
