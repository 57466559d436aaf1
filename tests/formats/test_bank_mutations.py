"""Damaged pages: each is either refused with line and remedy, or read without losing a line."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from random import Random

import pytest

from quizapp.formats import bank
from tests.formats import bank_pages
from tests.formats.bank_pages import SAMPLE

EXAMPLES = int(os.environ.get("QUIZAPP_LONG_FORMATS", "0")) or 200
NAME = "tolbrook-bridge"
SPOILERS = "-*+#>=:@[]{}x XA)1.`~\\ \t\u2028\u0301\ufeff\r\x0c"
_SAYS_NOTHING = re.compile(
    r"\s*>|status: approved|order: shuffle|language: en|kind: (?:single|true-false|numeric|text)"
)


def mutant(rng: Random) -> str:
    lines = (SAMPLE if rng.random() < 0.5 else bank.write(bank_pages.page(rng.randrange(400)))).split("\n")
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        at = rng.randrange(len(lines))
        line = lines[at]
        cut = rng.randint(0, len(line))
        what = rng.randrange(7)
        if what == 0:
            del lines[at]
        elif what == 1:
            lines.insert(rng.randrange(len(lines)), line)
        elif what == 2:
            other = rng.randrange(len(lines))
            lines[at], lines[other] = lines[other], line
        elif what == 3:
            lines[at] = line[:cut]
        elif what == 4:
            lines[at] = line[:cut] + rng.choice(SPOILERS) + line[cut + 1 :]
        elif what == 5:
            lines[at] = line[:cut] + rng.choice(SPOILERS) + line[cut:]
        else:
            other_lines = SAMPLE.split("\n")
            lines = lines[:at] + other_lines[rng.randrange(len(other_lines)) :]
        lines = lines or [""]
    return "\n".join(lines)


def said(text: str) -> Counter[str]:
    """What each line says, apart from space, backslashes, the order of tags and what goes without saying."""
    lines = unicodedata.normalize("NFC", text.removeprefix("\ufeff")).split("\n")
    said_lines: Counter[str] = Counter()
    for line in lines:
        if re.match(r"tags:\s", line):
            line = ",".join(sorted({tag.strip() for tag in line[5:].split(",")}))
        line = line.replace("+/-", "±").rstrip()
        if line and not _SAYS_NOTHING.fullmatch(line):
            said_lines["".join(line.replace("\\", "").split())] += 1
    return said_lines


def check(text: str) -> bool:
    """Whether the page was read; fails where it was neither read in full nor refused as it should be."""
    page, problems = bank.read(text, NAME)
    assert (page is None) == bool(problems)
    if page is None:
        lines = text.count("\n") + 1
        assert all(1 <= problem.line <= lines for problem in problems)
        assert all("; " in problem.message or "but this page has F" in problem.message for problem in problems), (
            problems
        )
        assert problems == sorted(problems)
        return False
    written = bank.write(page)
    assert bank.read(written, NAME) == (page, [])
    lost = said(text) - said(written)
    assert not lost, lost
    return True


def test_it_reads_a_damaged_page_in_full_or_says_where_and_how_to_mend_it() -> None:
    rng = Random(7)
    read = sum(check(mutant(rng)) for _ in range(EXAMPLES))
    assert EXAMPLES // 15 < read < EXAMPLES * 14 // 15  # both happen


@pytest.mark.parametrize("start", ["", "\n", "---", "---\n", "---\ntitle: T\n---", "## Questions", "### a", "\ufeff"])
def test_it_refuses_the_beginning_of_a_page(start: str) -> None:
    assert not check(start)


def test_every_first_part_of_a_page_is_read_or_refused() -> None:
    for end in range(len(SAMPLE)):
        check(SAMPLE[:end])
