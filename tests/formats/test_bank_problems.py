"""Mistakes on bank pages: each is told once, with its line, what is wrong and what to write instead."""

from __future__ import annotations

import pytest

from quizapp.formats import bank
from tests.formats.bank_pages import SAMPLE

NAME = "tolbrook-bridge"
OPTION = (
    "write an option as `- [ ] text`, or `- [x] text` for the key; found {} "
    "(a stem line may begin like this after a backslash)"
)

# What stands in the sample, what is written instead, the line that the problem names, the message.
MISTAKES = [
    # options
    ("- [ ] 1931", "A) 1931", "A) 1931", OPTION.format("`A) 1931`")),
    ("- [ ] 1931", "* 1931", "* 1931", OPTION.format("`* 1931`")),
    ("- [ ] 1931", "- 1931", "- 1931", OPTION.format("`- 1931`")),
    ("- [ ] 1931", "-[ ] 1931", "-[ ] 1931", OPTION.format("`-[ ] 1931`")),
    ("- [ ] 1931", "  - [ ] 1931", "  - [ ] 1931", OPTION.format("`- [ ] 1931`")),
    ("- [ ] 1931", "• 1931", "• 1931", OPTION.format("`• 1931`")),
    ("- [x] 1928", "[x] 1928", "[x] 1928", OPTION.format("`[x] 1928`")),
    (
        "When did work on",
        "1. When did work on",
        "1. When did work on the bridge begin?",
        OPTION.format("`1. When did work on the bridge begin?`"),
    ),
    ("- [x] 1928", "- [X] 1928", "- [X] 1928", "write the key as `- [x]`; found `- [X]`"),
    ("- [ ] 1931", "- [ ]", "- [ ]", "this option has no text; write it after the brackets or remove the line"),
    ("- [x] 1928", "- [ ] 1928", "### begun", "`begun` has no key; mark one option with `[x]`"),
    (
        "- [ ] 1932",
        "- [x] 1932",
        "- [x] 1932",
        "`begun` has 2 keys; keep one `[x]` or add `kind: multiple` under the heading",
    ),
    ("- [ ] 1932", "- [ ]  1928", "- [ ]  1928", "options 1 and 3 of `begun` read the same, `1928`; change one"),
    ("- [ ] True\n", "", "### tide", "`tide` has one option; add at least one more"),
    (
        "- [ ] 1932",
        "- [ ] 1932\nand a half",
        "and a half",
        "an option is one line, and its rationale begins with two spaces and `> `; found `and a half`",
    ),
    (
        "- [ ] 1932",
        "\n".join(["- [ ] 1932", *(f"- [ ] {n}" for n in range(24))]),
        "- [ ] 23",
        "`begun` has 27 options; keep at most 26",
    ),
    # answers and kinds
    ("= Renée Venn", "- [x] Renée", "= Venn", "`engineer` has both options and `=` answers; keep one sort"),
    ("= 2.12e2", "=212", "=212", "write an accepted answer as `= value`; found `=212`"),
    ("= 2.12e2", "=", "=", "this answer is empty; write `= value` or remove the line"),
    ("= 2.12e2", "= 213..211", "= 213..211", "`213..211` runs from high to low; write `211..213`"),
    (
        "= Renée Venn\n= Venn\n",
        "",
        "### engineer",
        "`engineer` has neither options nor `=` answers; write them below the stem",
    ),
    (
        "status: draft\nunit: m\n\nHow long is the span?\n\n= 212 ± 1",
        "kind: numeric\n\nHow long is the span?\n\n= wide",
        "= wide",
        "`wide` is not a number; write `1932`, `1932 ± 1`, `3.2 ± 2 %` or `1880..1890`",
    ),
    (
        "status: draft",
        "kind: single\nstatus: draft",
        "kind: single",
        "`span` is of kind single, which has options; change the kind or the answers",
    ),
    (
        "kind: multiple",
        "kind: text",
        "kind: text",
        "`why-arch` is of kind text, which has `=` answers; change the kind or the options",
    ),
    ("level: remember", "unit: km", "unit: km", "`unit` belongs to numeric questions and `begun` is single; remove it"),
    # heading, fields, stem
    (
        "### tide\n\nThe tide",
        "### tide\nThe tide",
        "The tide at Tolbrook is slow.",
        "`The tide at Tolbrook is slow.` is not a field; leave a blank line between heading and stem",
    ),
    (
        "### tide\n\nThe tide",
        "### tide\nNote: the tide",
        "Note: the tide at Tolbrook is slow.",
        "`Note` is not a field; leave a blank line between heading and stem",
    ),
    (
        "difficulty: easy",
        "dificulty: easy",
        "dificulty: easy",
        "`dificulty` is not a field; did you mean `difficulty`?",
    ),
    (
        "difficulty: easy",
        "Difficulty: easy",
        "Difficulty: easy",
        "`Difficulty` is not a field; did you mean `difficulty`?",
    ),
    (
        "difficulty: easy",
        "difficulty:easy",
        "difficulty:easy",
        "write a field as `name: value` from the start of the line; found `difficulty:easy`",
    ),
    (
        "level: remember",
        "level: hard",
        "level: hard",
        "`level` is one of remember, understand, apply, analyse, evaluate, create; found `hard`",
    ),
    ("level: remember", "level:", "level:", "`level` has no value; write one after the colon or remove the line"),
    ("level: remember", "difficulty: hard", "difficulty: easy", "`difficulty` is written twice; keep one"),
    ("tags: dates", "tags: Dates", "tags: Dates", "tags are lower case; write `dates` for `Dates`"),
    ("tags: dates", "tags: dates,", "tags: dates,", "`tags` has an empty entry; remove a comma"),
    (
        "match: exact",
        "as_of: 2026-02-30",
        "as_of: 2026-02-30",
        "`as_of` is a date such as 2026-03-01; found `2026-02-30`",
    ),
    ("facts: F1, F2", "facts: F1, F9", "facts: F1, F9", "`why-arch` uses F9, but this page has F1 and F2"),
    ("facts: F1, F2", "facts: F2, F2", "facts: F2, F2", "`facts` lists `F2` twice; keep one"),
    ("### tide", "### begun", "### begun", "`begun` is already used at line 24; choose another name"),
    (
        "### tide",
        "### The tide",
        "### The tide",
        "`The tide` is not a name; write at most 80 lower case letters, digits and single hyphens, such as `the-tide`",
    ),
    ("### tide", "###tide", "###tide", "a question begins with `### name`; found `###tide`"),
    (
        "was: started,",
        "was: tide,",
        "was: tide, old-bridges/tolbrook-start",
        "`tide` is a question on this page; a name is never used again; remove it here or choose another there",
    ),
    (
        "status: draft",
        "was: started\nstatus: draft",
        "was: started",
        "`begun` was already called `started`; remove that name from one of the two",
    ),
    (
        "The tide at Tolbrook is slow.\n",
        "",
        "### tide",
        "`tide` has no stem; write what is asked between heading and options",
    ),
    (
        "The tide at",
        "# The tide at",
        "# The tide at Tolbrook is slow.",
        "a question begins with `### name`; write it so, or put a backslash before it where it is text; "
        "found `# The tide at Tolbrook is slow.`",
    ),
    (
        "The tide at",
        "Claim: the tide at",
        "Claim: the tide at Tolbrook is slow.",
        "a field stands directly below the heading; move it there, or put a backslash before it where it is text; "
        "found `Claim: the tide at Tolbrook is slow.`",
    ),
    (
        "The tide at",
        "> The tide at",
        "> The tide at Tolbrook is slow.",
        "a rationale follows the options; move it there, or put a backslash before it where it is text; "
        "found `> The tide at Tolbrook is slow.`",
    ),
    # rationales and code
    (
        "  > The year",
        "\t> The year",
        "\t> The year in which the arch was closed.",
        "a rationale begins with two spaces and `> `; found a tab",
    ),
    (
        "  > The same",
        "\t> The same",
        "\t> The same in another spelling.",
        "a rationale begins with two spaces and `> `; found a tab",
    ),
    (
        "  > The same",
        " > The same",
        " > The same in another spelling.",
        "a rationale begins with two spaces and `> `; found one space",
    ),
    (
        "- [ ] 1932\n\n>",
        "- [ ] 1932\n>",
        "> Work began in spring.",
        "leave a blank line before the rationale of the question; the rationale of an option begins with two spaces "
        "and `> `",
    ),
    (
        "> Work began in spring.\n>",
        "> Work began in spring.\n\n> In March.\n>",
        "> In March.",
        "this rationale goes on after a blank line; write `>` in place of the blank line",
    ),
    ("  > The same in another spelling.", "  >", "  >", "this rationale is empty; write it or remove the line"),
    (
        "The tide at",
        "```\nThe tide at",
        "```",
        "the code fence opened here is never closed; add a line with three backticks",
    ),
    (
        "The tide at",
        "~~~\nThe tide at",
        "~~~",
        "the code fence opened here is never closed; add a line with `~~~`",
    ),
    (
        "[x] this is code\n```\n",
        "[x] this is code\n",
        "```text",
        "the code that begins here holds options; close it above them with a line of the same marks",
    ),
    (
        "> year = 1928\n> ```\n",
        "> year = 1928\n",
        "> ```",
        "the code fence opened here is never closed; add a line with three backticks",
    ),
    (
        "may stand here\n  ```\n",
        "may stand here\n",
        "  ```python",
        "the code fence opened here is never closed; add a line with three backticks",
    ),
    ("The tide at", "The\ttide at", "The\ttide at Tolbrook is slow.", "found a tab; outside code write spaces"),
    (
        "The tide at",
        "The\x0ctide at",
        "The\x0ctide at Tolbrook is slow.",
        "the invisible control character U+000C stands here; remove it",
    ),
    # head, facts, sections
    ("title: The Tolbrook Bridge\n", "", 1, "the page has no title; write `title: …` in its head"),
    (
        "---\ntitle",
        "title",
        "title: The Tolbrook Bridge",
        "a page begins with its head; write `---`, then `title: …`, then `---`",
    ),
    (
        "rivers\n---\n",
        "rivers\n",
        1,
        "the page head opened here is never closed; add a line `---` after its last field",
    ),
    ("license:", "licence:", "licence: CC BY 4.0", "`licence` is not a field; did you mean `license`?"),
    (
        "article: articles/tolbrook-bridge.txt",
        "article: articles/../secret",
        "article: articles/../secret",
        "`article` is a file below articles/, such as `articles/tides.txt`; found `articles/../secret`",
    ),
    (
        "- F2:",
        "- F1:",
        "- F1: Fast tides ruled out piers, so the bridge is an arch of 212 metres.",
        "F1 is already used at line 12; choose another number",
    ),
    (
        "  > Work on the Tolbrook Bridge began in the spring of 1928\n",
        "",
        "- F1: Work on the bridge began in 1928.",
        "F1 has no evidence; quote articles/tolbrook-bridge.txt below it as `  > words`",
    ),
    ("  @ p. 4", " @ p. 4", " @ p. 4", "a place begins with two spaces and `@ `; found one space"),
    ("  @ p. 4", "  page 4", "  page 4", "write a fact as `- F1: statement`, on one line; found `page 4`"),
    (
        "## Questions",
        "## Question",
        "## Question",
        "write this line as `## Questions`; found `## Question`",
    ),
]


def _line(text: str, wanted: str) -> int:
    """The last line that reads so: where a line stands twice, the second is the mistake."""
    lines = text.split("\n")
    return len(lines) - lines[::-1].index(wanted)


@pytest.mark.parametrize(("old", "new", "at", "message"), MISTAKES)
def test_it_names_the_line_of_a_mistake_and_its_remedy(old: str, new: str, at: str | int, message: str) -> None:
    text = SAMPLE.replace(old, new, 1)
    page, problems = bank.read(text, NAME)
    assert page is None
    line = at if isinstance(at, int) else _line(text, at)
    assert [str(problem) for problem in problems] == [f"{NAME}.md:{line}: {message}"]
