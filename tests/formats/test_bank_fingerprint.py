"""What a learner sees decides whether statistics continue, however the page spells it."""

from __future__ import annotations

import unicodedata

import pytest

from quizapp.core.item import fingerprint
from quizapp.formats import bank
from tests.formats.bank_pages import SAMPLE

NAME = "tolbrook-bridge"
CODE = ("  print(200 +  12)", "  print(200 + 12)")


def fingerprints(text: str) -> list[str]:
    page, problems = bank.read(text, NAME)
    assert problems == []
    assert page is not None
    return [fingerprint(question.item, {"media/engineer.jpg": "ab12"}) for question in page.questions]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("When did work on", "When did\nwork  on"),
        ("- [ ] 1932\n", ""),
        ("  > The year in which the arch was closed.", "  > The arch was closed in that year."),
        ("> Work began in spring.", "> Work began in the spring."),
        ("- [ ] True\n- [x] False", "- [x] True\n- [ ] False"),
    ],
)
def test_rewrapping_shuffling_rationales_and_keys_do_not_change_what_a_learner_sees(old: str, new: str) -> None:
    text = SAMPLE.replace(old, new)
    if old == "- [ ] 1932\n":
        text = text.replace("- [x] 1928\n", "- [ ] 1932\n- [x] 1928\n")
    assert text != SAMPLE
    assert fingerprints(text) == fingerprints(SAMPLE)


def test_decomposed_letters_are_the_same_letters() -> None:
    accented = SAMPLE.replace("The tide at", "The été at")
    assert fingerprints(unicodedata.normalize("NFD", accented)) == fingerprints(accented)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("When did work", "When did the work", 0),
        ("- [ ] 1932", "- [ ] 1933", 0),
        ("media/engineer.jpg", "media/architect.jpg", 4),
        ("tags: dates", "order: fixed", 0),
        ("order: fixed\n", "", 1),
        (*CODE, 1),
    ],
)
def test_any_changed_word_option_picture_order_or_code_is_another_question(old: str, new: str, changed: int) -> None:
    text = SAMPLE.replace(old, new)
    before, after = fingerprints(SAMPLE), fingerprints(text)
    assert [place for place in range(5) if before[place] != after[place]] == [changed]
