"""Options behind bullets of all sorts, and a sign in the place of one of them."""

from __future__ import annotations

import pytest

from tests.formats.foreign import told


def found(*blocks: str) -> list[str]:
    text = "\n\n".join(f"{number}. Which one is\n{block}" for number, block in enumerate(blocks, 1))
    return [one.removeprefix("Which one is | ") for one in told(text, "paste.txt", "text")]


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
