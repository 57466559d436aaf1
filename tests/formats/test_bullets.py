"""Options behind bullets of all sorts, and a sign in the place of one of them."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import read
from tests.formats.foreign import one, told
from tests.formats.test_no_wrong_key import keys


def found(*blocks: str) -> list[str]:
    text = "\n\n".join(f"{number}. Which one is\n{block}" for number, block in enumerate(blocks, 1))
    return [line.removeprefix("Which one is | ") for line in told(text, "paste.txt", "text")]


@pytest.mark.parametrize("sign", "·‣⁃∙➢➤❖◆»›▸▪■●○◦•–\uf0b7\uf0a7\uf0d8")
@pytest.mark.parametrize("between", [" ", "\t"])
def test_each_option_may_have_such_a_bullet(sign: str, between: str) -> None:
    listed = "".join(f"{sign}{between}{oil}\n" for oil in ("colza", "whale", "palm"))
    assert found(f"{listed}Answer: whale") == ["colza | *whale | palm"]
    assert found(listed.replace("whale", "whale ✓")) == ["colza | *whale | palm"]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("o\tcolza\no\twhale ✓", "colza | *whale"),
        ("o Colza\no Whale ✓", "Colza | *Whale"),
        ("o colza\no whale ✓\no palm", "colza | *whale | palm"),
        ("- o sol ✓\n- o mar", "*o sol | o mar"),
        ("\uf0a8 colza\n\uf0fe whale\n\uf0a8 palm", "colza | *whale | palm"),
        ("\uf0b7 colza\n\uf0fc whale\n\uf0b7 palm", "colza | *whale | palm"),
        ("\uf0b7 colza\n\uf0b7 whale \uf0fc\n\uf0b7 palm", "colza | *whale | palm"),
        ("☐ colza\n■ whale\n■ palm", "colza | *whale | *palm"),
    ],
)
def test_a_ring_or_a_copied_sign_is_the_bullet_that_was_meant(listed: str, expected: str) -> None:
    assert found(listed) == [expected]


@pytest.mark.parametrize("sign", ["→", "➔", "->", "=>", "+", "★"])
def test_one_option_of_each_question_with_another_sign_is_the_key(sign: str) -> None:
    blocks = [f"- colza\n{sign} whale\n- palm", f"- gas\n- oil\n{sign} arc"]
    assert found(*blocks) == ["colza | *whale | palm", "gas | oil | *arc"]
    assert found(blocks[0])[0].startswith("!")  # a single one may be anything


@pytest.mark.parametrize(
    "blocks",
    [
        ("- colza\n- whale\n→ whale is dear", "- gas\n- oil\n→ oil is cheap"),
        ("- colza\n→ whale\n- palm", "- gas\n★ oil\n- arc"),
        ("- colza\n→ whale\n- palm", "- gas\n- oil\n- arc"),
    ],
)
def test_other_signs_are_no_marks_where_they_stand_apart_or_differ(blocks: tuple[str, ...]) -> None:
    assert all(one.startswith("!") for one in found(*blocks))


@pytest.mark.parametrize("form", ["{0} whale\n{1} colza\n{1} palm", "{1}colza\n{0}whale\n{1}palm"])
@pytest.mark.parametrize("signs", ["+-", "=~"])
def test_two_signs_part_the_right_options_from_the_others(form: str, signs: str) -> None:
    block = form.format(*signs)
    assert [one.replace(" | *whale", "") for one in found(block, f"{block}\n{signs[0]} cod")] == [
        "*whale | colza | palm" if block.startswith(signs[0]) else "colza | palm",
        "*whale | colza | palm | *cod" if block.startswith(signs[0]) else "colza | palm | *cod",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "+ Which oil?\n- colza\n- whale\n\n+ Which lamp?\n- gas\n- arc\n",
        "1. Which?\n+ cheap\n- slow\na) gas\nb) arc\n\n2. What?\n+ fast\n- dear\na) gas\nb) arc\n",
        "1. Which?\n+ Right!\n- No.\n\n2. What?\n+ 5\n+ 6\n",
    ],
)
def test_two_signs_are_no_marks_where_they_head_questions_or_stand_beside_options(text: str) -> None:
    assert all(one.startswith("!") for one in told(text, "paste.txt", "text"))


OIL, GAS = "Which is oil?\n{0} colza{1}\n{0} gas", "{0} stone\n{0} marsh gas{1}\n{0} sand"


@pytest.mark.parametrize(("bullet", "mark"), [("-", " (correct)"), ("•", " ✓"), ("*", " (right)"), ("–", " *")])
@pytest.mark.parametrize("stem", ["It is cold. Which is gas?", "The gas here is", "Look around.\nA gas is"])
def test_a_stem_right_below_the_last_bullet_begins_the_next_question(bullet: str, mark: str, stem: str) -> None:
    listed = f"{OIL}\n{stem}\n{GAS}\n".format(bullet, mark)
    said = stem.replace("\n", " ")
    assert told(listed, "paste.txt", "text") == [
        "Which is oil? | *colza | gas",
        f"{said} | stone | *marsh gas | sand",
    ]


def test_a_stem_right_below_the_last_box_begins_the_next_question() -> None:
    listed = "Oil?\n[x] colza\n[ ] gas\nGas?\n[ ] stone\n[x] air\n"
    assert told(listed, "paste.txt", "text") == ["Oil? | *colza | gas", "Gas? | stone | *air"]


@pytest.mark.parametrize("line", ["  Used in lamps", "used in lamps", "Used in lamps"])
def test_a_line_below_a_bullet_that_may_go_on_with_it_begins_nothing(line: str) -> None:
    wide = "which is" if line[0] == "U" else "which was the oil of old lamps"
    listed = f"{wide}\n- colza ✓\n- whale oil\n{line}\n- palm ✓\n- fat\n"
    assert told(listed, "paste.txt", "text") == [f"{wide} | *colza | whale oil {line.strip()} | *palm | fat"]


def test_a_stem_may_stand_below_a_mark_that_ends_a_line_without_room() -> None:
    listed = "An oil is\n- fine sand\n- colza oil ✓\nThe gas is\n- stone\n- air ✓\n"
    assert told(listed, "paste.txt", "text") == ["An oil is | fine sand | *colza oil", "The gas is | stone | *air"]


@pytest.mark.parametrize(
    "listed",
    [
        "- colza ✓\n- whale\nIt is dear.\n- palm\n- fat",
        "- colza ✓\n- whale\nExplanation: Who knows?\n- palm ✓\n- fat",
        "- colza ✓\n- whale\nPalm ✓\n- fat\n- tar ✓",
        "- colza ✓\nIs it?\n- palm ✓\n- fat",
        "- colza ✓\n- whale\nNow.\nIt is\nfar\nfrom here.\n- palm ✓\n- fat",
    ],
)
def test_what_may_be_a_remark_among_the_options_begins_no_question(listed: str) -> None:
    taken = told(f"which was the oil of old lamps\n{listed}\n", "paste.txt", "text")
    assert len(taken) == 1
    assert taken[0].startswith("which was the oil of old lamps | *colza")


def test_no_line_without_a_number_begins_a_question_where_all_others_have_one() -> None:
    assert len(found("- colza ✓\n- whale\nBoth are old?\n- palm ✓\n- fat", "- gas\n- oil ✓")) == 2


def test_a_sentence_that_tells_the_key_below_the_bullets_is_no_stem() -> None:
    listed = "What was the oil of old lamps?\n- colza\n- whale\nOption B is correct.\nWhich is gas?\n- stone\n- air ✓\n"
    assert told(listed, "paste.txt", "text") == [
        "Which is gas? | stone | *air",
        "! no option is marked as the key",
    ]


def test_stars_among_dashes_are_the_keys_of_what_a_letter_heads_as_a_question() -> None:
    asked = "Q: Tick all the nouns\n* dog\n- run\n* cat\n\nQ: Choose the verb.\n- dog\n* run\n"
    assert keys(asked) == [(0, 2), (1,)]
    assert keys(asked.replace("Q: ", "")) == []  # two lists, one of them untidy


AMC = """# for Friday
Title: Lights
Presentation: Answer all
of them.

* Which one turns?
- the harbor
+ the lamp
# comment
- the tower

** Which of these
are at sea?
+ a buoy
- -2 chairs
+ a reef
"""


def test_a_list_of_auto_multiple_choice_marks_answers_by_plus_and_minus() -> None:
    assert told(AMC, "quiz.txt") == [
        "Which one turns? | the harbor | *the lamp | the tower",
        "Which of these are at sea? | *a buoy | -2 chairs | *a reef",
    ]
    short = "* Which one turns?\n+ the lamp\n- the tower"
    assert told(short, "quiz.txt") == ["Which one turns? | *the lamp | the tower"]


@pytest.mark.parametrize(
    "spoil",
    [
        ("* Which one turns?", "* Turning things"),  # with the other: nothing is asked
        ("+ a buoy", "a buoy"),
        ("- the tower", "- the tower\nand its stairs"),
        ("- the harbor\n+ the lamp\n# comment\n", ""),
    ],
)
def test_stars_above_plus_and_minus_are_no_questions_of_it_where_anything_else_stands(spoil: tuple[str, str]) -> None:
    text = AMC.replace(*spoil).replace("are at sea?", "are at sea")
    if spoil[0].endswith("?"):
        assert keys(text) == []
    else:
        assert "Which of these are at sea | *a buoy | -2 chairs | *a reef" not in told(text, "quiz.txt")


SETTLED = """\
* Which is {1,2} of [a,b]?
+ {1,2} and [a]
- {3}
-[b,c]
*)
*[id=q3]{b=2,m=-0.5} Name the longest
+{2} Volga
-{0} Elbe

*<lines=3> Say why.
-[O]{0} O
+[P]{1} P
"""


def test_settings_stand_right_behind_the_signs_of_auto_multiple_choice_and_other_brackets_stay() -> None:
    reading = read(SETTLED.encode(), "quiz.txt")
    assert [*map(one, reading.taken)] == [
        "Which is {1,2} of [a,b]? | *{1,2} and [a] | {3} | [b,c]",
        "Name the longest | *Volga | Elbe",
    ]
    assert [(skipped.line, skipped.what) for skipped in reading.skipped] == [(10, "a text without options")]
    assert reading.notes == (
        "marks given in the file, as in “*[id=q3]{b=2,m=-0.5}”, were left out; set them in the quiz",
    )


def test_settings_make_a_list_of_auto_multiple_choice_where_nothing_is_asked() -> None:
    assert told("*[id=q1] Name the longest\n+ Volga\n- Elbe\n", "quiz.txt") == ["Name the longest | *Volga | Elbe"]


def test_a_list_in_gift_is_not_one_of_auto_multiple_choice() -> None:
    assert told("Which?\n{=a\n~b\n}\n\n* Which {=c ~d}\n", "x.txt") == ["Which? | *a | b", "\\* Which | *c | d"]


def test_the_shapes_of_a_game_are_bullets_and_mark_nothing() -> None:
    game = "Q1: Which oil?\n▲ tar\n◆ colza{0}\n● gas\n■ sand\n\nQ2: Which lamp?\n▲ arc\n◆ gas\n● oil{0}\n■ sun\n"
    assert keys(game.format("  ✔")) == [(1,), (2,)]
    assert keys(game.format("")) == []
    assert keys("1. Which oil?\n● tar\n■ colza\n\n2. Which lamp?\n● arc\n■ gas\n") == []  # two of the shapes
    assert keys("1. Which oil?\n○ tar\n● colza\n\n2. Which lamp?\n□ arc\n■ gas\n") == [(1,), (1,)]
    stems = "◆ Which oil?\n● tar *\n● oil\n\n◆ Which lamp?\n● arc\n● gas *\n"
    assert keys(stems) == [(0,), (1,)]  # one shape for all options is none of the game's
