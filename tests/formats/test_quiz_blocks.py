"""Quizzes between `<quiz>` and `</quiz>` in a page of Markdown: what stands around them is named and in no question."""

from __future__ import annotations

from quizapp.formats.registry import read
from tests.formats.foreign import told

PAGE = """# Lesson 1: {Rivers}

Some text on rivers.

```md
<quiz>
In a block of code?
- [x] Yes
</quiz>
```

<quiz>
## Which river is longest?

```c
<text font> {x}
## a comment
- [x] no box
```

- [ ] `<text font>` <text font>
- [x] Volga,
  all of it
  > Yes.
  > So it is.
- [ ] ![](elbe.png)

---
It flows to:

- the Caspian

</quiz>

Text about seas.
<quiz>
Is it wet?
- [x] True
- [ ] False
</quiz>
<quiz>
The capital is [[Paris]].
</quiz>
<quiz>
Which?
- [ ] none
- [] of them
</quiz>
"""


def test_a_page_with_quizzes_gives_its_questions_alone() -> None:
    reading = read(PAGE.replace("- [ ] ![](elbe.png)\n", "").encode(), "page.md")
    first, second = (taken.item for taken in reading.taken)
    assert first.stem == "Which river is longest?\n\n```c\n<text font> {x}\n## a comment\n- [x] no box\n```"
    assert [(one.text, one.is_key) for one in first.options] == [
        ("`<text font>` <text font>", False),
        ("Volga,  \nall of it", True),
    ]
    assert [one.rationale.split() for one in first.options] == [[], ["Yes.", "So", "it", "is."]]
    assert first.explanation.startswith("It flows to:")
    assert "the Caspian" in first.explanation
    assert (second.kind, second.stem, second.keys) == ("true-false", "Is it wet?", (0,))
    assert [taken.line for taken in reading.taken] == [12, 35]
    assert [(one.line, one.what) for one in reading.skipped] == [
        (40, "a text without options"),
        (43, "no option is marked as the key"),
    ]
    assert reading.notes == ("line 1: “# Lesson 1: {Rivers}” and 8 more lines outside <quiz> were left out",)


def test_an_option_that_is_a_picture_alone_is_no_empty_option() -> None:
    taken = read(PAGE.encode(), "page.md").taken[0]
    assert taken.item.options[2].text == "(picture elbe.png)"
    assert taken.changes == ("a picture did not come along",)


def test_the_page_may_begin_with_a_quiz_and_moodle_is_still_moodle() -> None:
    assert told("<quiz>\nWhich {a}?\n- [x] a\n- [ ] b\n</quiz>\n", "x.md") == ["Which {a}? | *a | b"]
    answers = '<answer fraction="100"><text>a\n- [x] b</text></answer><answer><text>c</text></answer>'
    asked = '<question type="multichoice"><questiontext><text>Q</text></questiontext>'
    moodle = f"<quiz>\n{asked}{answers}</question></quiz>"
    assert read(moodle.encode(), "x.xml").format == "moodle-xml"


def test_the_first_version_of_the_blocks_is_read_too() -> None:
    asked = "question: Which?\nanswer: A\nanswer-correct: <b>B</b>\ncontent:\n<p>So it is.</p>"
    page = f"Intro.\n<?quiz?>\n{asked}\n<?/quiz?>\n"
    (taken,) = read(page.encode(), "x.md").taken
    assert [(one.text, one.is_key) for one in taken.item.options] == [("A", False), ("**B**", True)]
    assert (taken.item.stem, taken.item.explanation) == ("Which?", "So it is.")


def test_a_quiz_that_does_not_end_is_refused_and_takes_no_text_of_the_page_with_it() -> None:
    asked = "<quiz>\nIs it {}?\n- [x] Yes, it is\n- [ ] No\n"
    wet, dry, lost = map(asked.format, ("wet", "dry", "lost"))
    page = f"{wet}\n# Chapter 2\nIt is dry.\n{dry}</quiz>\n{lost}Text.\n"
    reading = read(page.encode(), "x.md")
    assert [(taken.line, taken.item.stem, taken.item.explanation) for taken in reading.taken] == [(8, "Is it dry?", "")]
    assert [(one.line, one.what) for one in reading.skipped] == [
        (1, "a <quiz> that does not end"),
        (13, "a <quiz> that does not end"),
    ]
