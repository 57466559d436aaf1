from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.item import Answer, Item, Option, fingerprint, fold, from_body, to_body

ITEM = Item(
    kind="single",
    stem="Which river?\n\n![A map](media/map.png)",
    options=(Option("The Aller", True, "It passes."), Option("The Oker"), Option("![Blue](media/blue.png)")),
    explanation="It passes. ![Again](media/map.png)",
    facts=("F1", "F3"),
    level="remember",
    difficulty="easy",
    order="fixed",
    as_of="2026-01-05",
    language="de",
    tags=("rivers",),
)
NUMBER = Item("numeric", "How long?", answers=(Answer("211 ± 5", "Measured."), Answer("131 mi")), unit="km")
TEXT = Item("text", "Which?", answers=(Answer("Aller"),), match="exact")


@pytest.mark.parametrize("item", [ITEM, NUMBER, TEXT, Item("single", "")])
def test_a_question_survives_being_stored(item: Item) -> None:
    assert from_body(to_body(item)) == item


def test_a_stored_body_says_only_what_was_said() -> None:
    plain = Item("single", "Which?", (Option("A", True), Option("B")))
    assert to_body(plain) == {
        "format": 1, "kind": "single", "stem": "Which?", "options": [{"text": "A", "key": True}, {"text": "B"}]
    }  # fmt: skip


def test_a_body_of_a_later_program_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="format 2; this program reads up to 1"):
        from_body(to_body(ITEM) | {"format": 2})


def test_it_knows_its_keys_and_its_pictures() -> None:
    assert ITEM.keys == (0,)
    assert ITEM.media == ("media/map.png", "media/blue.png")
    assert (NUMBER.keys, NUMBER.media) == ((), ())


def test_tags_are_added_and_removed_once() -> None:
    assert ITEM.with_tags(add=("a", "rivers"), remove=("z",)).tags == ("a", "rivers")
    assert ITEM.with_tags(remove=("rivers",)).tags == ()


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("  one \n two\t three ", "one two three"),
        ("Orle\u0301ans", "Orl\u00e9ans"),
        ("a\n```\n  x\n    y\n```\nb  c", "a\n```\n  x\n    y\n```\nb c"),
        ("~~~~\n```\n  x\n~~~~", "~~~~\n```\n  x\n~~~~"),
        ("", ""),
    ],
)
def test_whitespace_counts_in_code_only(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert fold(folded) == folded


# --- fingerprints ----------------------------------------------------------------------------------------------


def test_what_a_learner_does_not_see_leaves_the_fingerprint_alone() -> None:
    item = replace(ITEM, order="shuffle", explanation="")
    rekeyed = tuple(replace(option, is_key=not option.is_key, rationale="Other.") for option in item.options)
    unseen = replace(item, options=rekeyed, explanation="Other.", facts=(), tags=(), level="", as_of="", language="en")
    assert fingerprint(unseen) == fingerprint(item)
    assert len(bytes.fromhex(fingerprint(item))) == 8


@pytest.mark.parametrize(
    "changes",
    [
        {"stem": "Which town?"},
        {"kind": "multiple"},
        {"options": (*ITEM.options, Option("The Leine"))},
        {"order": "fixed"},
    ],
)
def test_what_a_learner_sees_makes_another_fingerprint(changes: dict[str, object]) -> None:
    item = replace(ITEM, order="shuffle")
    assert fingerprint(replace(item, **changes)) != fingerprint(item)  # type: ignore[arg-type]


def test_another_picture_under_the_same_name_makes_another_fingerprint() -> None:
    hashes = {"media/map.png": "aa", "media/blue.png": "bb"}
    assert fingerprint(ITEM, hashes) != fingerprint(ITEM, hashes | {"media/map.png": "cc"})


def test_the_order_of_writing_counts_only_where_it_is_shown() -> None:
    turned = replace(ITEM, options=ITEM.options[::-1])
    assert fingerprint(turned) != fingerprint(ITEM)
    assert fingerprint(replace(turned, order="shuffle")) == fingerprint(replace(ITEM, order="shuffle"))


def test_blank_lines_inside_code_tell_two_options_apart() -> None:
    assert fold("a\n```\n  x\n\n  y\n```\nb  c") == "a\n```\n  x\n\n  y\n```\nb c"
