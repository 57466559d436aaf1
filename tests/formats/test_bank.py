"""Bank pages: what a colleague writes is what the program reads, and it goes back as it came."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from quizapp.core.errors import BadInput
from quizapp.core.item import Answer, Item, Option
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.formats import bank
from tests.formats import bank_pages
from tests.formats.bank_pages import SAMPLE

NAME = "tolbrook-bridge"
QUESTIONS = Path(__file__).parents[2] / "questions"


def read(text: str) -> Page:
    page, problems = bank.read(text, NAME)
    assert problems == []
    assert page is not None
    return page


def question(body: str, fields: str = "") -> Question:
    return read(f"---\ntitle: T\n---\n\n## Questions\n\n### q\n{fields}\n{body}").questions[0]


def test_it_reads_every_part_of_a_page() -> None:
    page = read(SAMPLE)
    assert page.head.tags == ("engineering", "rivers")
    assert page.facts[1] == Fact(
        2,
        "Fast tides ruled out piers, so the bridge is an arch of 212 metres.",
        ("chose a steel arch\nbecause the tide runs too fast for piers", "The arch spans 212 metres"),
        ("paragraph 2", "p. 4"),
    )
    begun, why, tide, span, engineer = page.questions
    assert begun.was == ("started", "old-bridges/tolbrook-start")
    assert begun.item.options[1] == Option(
        "1931", False, "The year in which the arch was closed.\n\n- a list in a rationale"
    )
    assert begun.item.explanation == "Work began in spring.\n\n```\nyear = 1928\n```"
    assert why.item.stem.split("\n")[2:4] == ["1. Think of the tide.", "\\# two backslashes on the page are one"]
    assert why.item.options[1].text.endswith("```python\nprint(200 +  12)\n\n\t# a tab may stand here\n```")
    assert (why.item.keys, why.item.order) == ((0, 1), "fixed")
    assert [q.item.kind for q in page.questions] == ["single", "multiple", "true-false", "numeric", "text"]
    assert (tide.item.keys, span.status, span.item.unit) == ((1,), "draft", "m")
    assert engineer.item.answers == (Answer("Renée Venn"), Answer("Venn"))


def test_it_gives_a_canonical_page_back_byte_for_byte() -> None:
    assert bank.write(read(SAMPLE)) == SAMPLE


def test_every_page_of_this_repository_is_canonical() -> None:
    paths = [path for path in QUESTIONS.glob("*.md") if path.name != "README.md"]
    assert paths
    for path in paths:
        page, problems = bank.read_bytes(path.read_bytes(), path.stem)
        assert problems == []
        assert page is not None
        assert bank.write(page).encode() == path.read_bytes()


def test_the_example_of_the_readme_is_canonical() -> None:
    example = (QUESTIONS / "README.md").read_text("utf-8").split("```markdown\n")[1].split("\n```\n")[0] + "\n"
    assert bank.write(read(example)) == example


UNTIDY: dict[str, Callable[[str], str]] = {
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "a byte-order mark": lambda text: "\ufeff" + text,
    "no final newline": lambda text: text.rstrip("\n"),
    "decomposed letters": lambda text: unicodedata.normalize("NFD", text),
    "facts out of order": lambda text: text.replace("F1:", "F3:").replace("facts: F1", "facts: F3"),
    "fields out of order": lambda text: text.replace(
        "level: remember\ndifficulty: easy\n", "difficulty: easy\nlevel: remember\n"
    ),
    "tags out of order": lambda text: text.replace("engineering, rivers", "rivers,engineering,  rivers"),
    "defaults written": lambda text: text.replace("### tide\n", "### tide\nkind: true-false\nstatus: approved\n"),
    "an old plus-minus": lambda text: text.replace("±", "+/-"),
    "no blank line before options": lambda text: text.replace("begin?\n\n", "begin?\n"),
}


@pytest.mark.parametrize("variant", UNTIDY)
def test_it_reads_an_untidy_page_as_the_tidy_one(variant: str) -> None:
    untidy = UNTIDY[variant](SAMPLE)
    assert untidy != SAMPLE
    page = read(untidy)
    if variant == "facts out of order":
        assert [fact.number for fact in page.facts] == [2, 3]
    else:
        assert page == read(SAMPLE)
    assert read(bank.write(page)) == page


def test_it_reads_random_pages_with_spaces_blank_lines_and_windows_ends_alike() -> None:
    for seed in range(200):
        rng = Random(seed)
        page = bank_pages.page(seed)
        lines = []
        code = False
        for line in bank.write(page).split("\n"):
            code = code or "```" in line or "~~~" in line  # from the first fence on, spaces may be code
            lines.append(line if code else line + " " * rng.randint(0, 2))
            if not line and not code:
                lines += [""] * rng.randint(0, 2)
        untidy = "\ufeff\n\n" + "\r\n".join(lines) + "\r\n\r\n" * rng.randint(0, 2)
        assert read(untidy) == page, seed


def test_it_keeps_numbers_as_they_are_spelled() -> None:
    assert [a.text for a in question("N?\n\n= 1.50\n= −3\n= 1880..1890").item.answers] == ["1.50", "−3", "1880..1890"]


def test_an_accepted_text_may_look_like_a_number() -> None:
    assert question("Which bus?\n\n= 42", "kind: text\n").item == Item("text", "Which bus?", answers=(Answer("42"),))


def test_it_writes_the_kind_only_where_the_default_says_something_else() -> None:
    single = Item("single", "So?", options=(Option("True", True), Option("False")))
    head = Head("T")
    written = bank.write(Page(NAME, head, (), (Question("a", single),)))
    assert "kind: single\n" in written
    assert read(written).questions[0].item == single


def test_it_tidies_what_a_web_form_sends() -> None:
    item = Item(
        "single",
        "\r\nWhy?  \r\n\r\n\r\nSay\twhy.\x0b\r\n",
        options=(Option(" a\r\nb ", True, " \r\n"), Option("code\n```\nx  \n", False)),
        tags=("b", "a", "b"),
    )
    back = read(bank.write(Page(NAME, Head(" T\n"), (), (Question("q", item),))))
    assert back.head.title == "T"
    tidy = back.questions[0].item
    assert tidy.stem == "Why?\n\nSay why."
    assert tidy.options == (Option("a b", True), Option("code\n```\nx  \n```"))
    assert tidy.tags == ("a", "b")


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (Item("single", "Why?", options=(Option("a"), Option("b"))), "`q` has no key"),
        (Item("single", "", options=(Option("a", True), Option("b"))), "`q` has no stem"),
        (Item("single", "Why?", options=(Option("a", True), Option("b")), facts=("F1",)), "no facts"),
        (Item("single", "Why?", options=(Option("a", True), Option("b")), tags=("a, b",)), "commas in the lists"),
        (Item("single", "Why?", options=(Option("```\nx\n```\nb", True), Option("b"))), "text after its code"),
        (Item("single", "a" + "\u0301" * 40, options=(Option("a", True), Option("b"))), "combining marks"),
        (Item("essay", "Why?", options=(Option("a", True), Option("b"))), "`kind` is one of"),
    ],
)
def test_it_never_writes_a_page_that_would_not_come_back(item: Item, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        bank.write(Page(NAME, Head("T"), (), (Question("q", item),)))


def test_it_reports_bytes_that_are_not_utf8_with_their_line() -> None:
    page, problems = bank.read_bytes(SAMPLE.encode().replace(b"Venn\n", b"Venn\xe9\n"), NAME)
    assert page is None
    line = SAMPLE.split("\n").index("= Renée Venn") + 1
    assert str(problems[0]) == (
        f"{NAME}.md:{line}: this line is not UTF-8; save the page in UTF-8; found the byte 0xe9"
    )


def test_it_refuses_a_page_of_more_than_a_mebibyte() -> None:
    for page, problems in (bank.read_bytes(b"x" * (bank.MAX_BYTES + 1), NAME), bank.read("é" * 600_000, NAME)):
        assert page is None
        assert [problem.message for problem in problems] == ["a page has at most 1 MiB; split it into several pages"]


def test_it_needs_nothing_but_the_standard_library() -> None:
    code = f"import quizapp.formats.bank as b; print(b.read({SAMPLE!r}, {NAME!r})[1])"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=QUESTIONS.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"
