"""Bank pages as a format among others: one page as Markdown, or a zip of pages with their pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace

from quizapp.core.errors import BadInput
from quizapp.core.item import Item
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.formats import bank
from quizapp.formats.bank.reader import MAX_QUESTIONS
from quizapp.formats.files.archive import is_zip, pack, unpack
from quizapp.formats.files.media import names_in, picture_problem
from quizapp.formats.markup import same
from quizapp.formats.report import Entry, Ledger, Reading, Written

_BREAK = re.compile(r" {2,}\n")


def read(data: bytes, place: str) -> Reading:
    ledger = Ledger(place)
    if not is_zip(data):
        _read_page(data, place, place, ledger)
        return ledger.reading("bank")
    for name, content in unpack(data, place).items():
        if name.endswith(".md") and not name.lower().endswith("readme.md"):
            _read_page(content, name, f"{place}!/{name}", ledger)
        elif "media/" in name:
            if problem := picture_problem(content):
                ledger.note(f"{name} {problem}; it was left out")
            else:
                ledger.media["media/" + name.partition("media/")[2]] = content
    return ledger.reading("bank")


def _read_page(data: bytes, name: str, place: str, ledger: Ledger) -> None:
    page, problems = bank.read_bytes(data, page_name(name.rpartition("/")[2].removesuffix(".md")))
    for problem in problems:
        what, _, remedy = problem.message.rpartition("; ")
        ledger.skip(problem.line, what or remedy, remedy if what else "mend this line of the page", place=place)
    if page is None:
        return
    lines = {match[1]: number for number, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1)
             if (match := re.match(r"### ([a-z0-9-]+)\s*$", line))}  # fmt: skip
    facts = {fact.name: fact for fact in page.facts}
    for question in page.questions:
        used = tuple(facts[fact] for fact in question.item.facts if fact in facts)
        entry = Entry(
            question.item, f"{page.name}/{question.name}", status=question.status, was=question.was, head=page.head,
            facts=used,
        )  # fmt: skip
        ledger.take(entry, lines.get(question.name, 0), place=place)


def page_name(text: str) -> str:
    """A name for a page or question out of any text: lower-case ASCII words with hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:60].strip("-") or "questions"


def write(entries: Sequence[Entry], media: Mapping[str, bytes], title: str) -> Written:
    ledger = Ledger()
    pages: dict[str, list[Entry]] = {}
    for entry in entries:
        name = entry.uid.rpartition("/")[0]
        pages.setdefault(name if bank.NAME.fullmatch(name) else page_name(title or "questions"), []).append(entry)
    files: dict[str, bytes] = {}
    for name, inside in pages.items():
        page = _page(name, inside, title, ledger)
        if page.questions:
            files[f"{name}.md"] = bank.write(page).encode()
    used = {name for entry in entries for name in names_in(entry)} & media.keys()
    if len(files) == 1 and not used:
        return ledger.written(next(iter(files.values())))
    return ledger.written(pack(files | {name: media[name] for name in used}))


def _page(name: str, entries: Sequence[Entry], title: str, ledger: Ledger) -> Page:
    heads = [entry.head for entry in entries if entry.head is not None]
    head = heads[0] if heads else Head(title or name.replace("-", " ").capitalize())
    facts: dict[int, Fact] = {fact.number: fact for entry in entries for fact in entry.facts}
    questions: list[Question] = []
    taken: set[str] = set()
    for entry in entries:
        if len(questions) == MAX_QUESTIONS:
            ledger.refuse(entry, f"a page has at most {MAX_QUESTIONS:,} questions", "send fewer at once, or a bundle")
            continue
        own = entry.uid.rpartition("/")[2]
        if not bank.NAME.fullmatch(own) or own in taken:
            base = page_name(entry.title or " ".join(entry.item.stem.split()[:8]))[:48].strip("-")
            own = base if base not in taken else f"{base}-{len(taken) + 1}"
            if entry.uid:
                ledger.lose(entry, "uid", f"changed to {name}/{own}, as bank pages want names")
        item = page_item(entry.item)
        if not all(same(old.text, new.text) for old, new in zip(entry.item.options, item.options, strict=True)):
            ledger.lose(entry, "options", "put on one line each")
        if missing := [fact for fact in item.facts if int(fact[1:] or 0) not in facts]:
            item = replace(item, facts=tuple(fact for fact in item.facts if fact not in missing))
            ledger.lose(entry, "facts", "dropped where they did not come along")
        question = Question(own, item, entry.was, entry.status)
        try:
            bank.write(Page(name, replace(head, title=head.title or name), tuple(facts.values()), (question,)))
        except BadInput as error:
            what, _, remedy = str(error).partition("; ")
            ledger.refuse(entry, what, remedy or "choose another format for it")
            continue
        taken.add(own)
        questions.append(question)
    return Page(name, replace(head, title=head.title or name), tuple(facts.values()), tuple(questions))


def _one_line(option: str) -> str:
    """An option as a page holds it: one line, then perhaps code."""
    return option if "```" in option or "~~~" in option else re.sub(r"\s*\n\s*", " ", option)


def page_item(item: Item) -> Item:
    """The item with line breaks that a page keeps, where trailing spaces do not exist, and options on one line."""

    def kept(text: str) -> str:
        return _BREAK.sub("\\\\\n", text)

    return replace(
        item,
        stem=kept(item.stem),
        options=tuple(replace(one, text=_one_line(one.text), rationale=kept(one.rationale)) for one in item.options),
        answers=tuple(replace(one, rationale=kept(one.rationale)) for one in item.answers),
        explanation=kept(item.explanation),
    )
