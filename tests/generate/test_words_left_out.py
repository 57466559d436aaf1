"""Words of small sets left out of a sentence: months and weekdays of every year, subjects of study."""

from __future__ import annotations

from random import Random

import pytest

from quizapp.generate.by_gap import _worth_asking
from quizapp.generate.by_gap import draft as propose
from quizapp.generate.distractors import find_distractors
from quizapp.generate.gaps import Gap
from tests.generate.test_names_left_out import TOLD, asked, offered, reading_of


@pytest.mark.parametrize(
    ("kind", "last", "key"),
    [
        ("month", "A fair has been held by the guild of Orsund every August since 1931.", "August"),
        ("month", "The festival of the guild of Orsund is held at Halden in August.", "August"),
        ("weekday", "The guild of Orsund opens its mill at Halden on the first Sunday of each month.", "Sunday"),
        ("weekday", "The guild of Orsund has opened its mill at Halden on every Sunday since 1931.", "Sunday"),
        ("weekday", "The fair of Orsund begins on the second-last Sunday in August.", "Sunday"),
        ("subject", "Nora Lund of Orsund studied medicine at the school of Halden.", "medicine"),
        ("subject", "Nora Lund of Orsund was a professor of medicine at the school of Halden.", "medicine"),
    ],
)
def test_a_word_of_a_small_set_is_left_out(kind: str, last: str, key: str) -> None:
    assert asked(last, kind).keys() == {key}
    assert len(offered(last, kind)) >= 3


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("month", "The guild of Orsund held a fair at Halden in August."),
        ("month", "The guild of Orsund is holding its festival at Halden in August."),
        ("month", "The guild of Orsund pays the forty pilots of Halden in August."),
        ("month", "A fair has been held by the guild of Orsund every August and every May since 1931."),
        ("month", "A fair has been held for Nora Lund by the guild of Orsund every August since 1931."),
        ("weekday", "The guild of Orsund opened its mill at Halden on the first Sunday of May."),
        ("weekday", "The guild of Orsund opened its mill at Halden on Sunday."),
        ("weekday", "The guild of Orsund opens its mill on the first Sunday and the first Monday of each month."),
        ("weekday", "Nora Lund of Orsund opens the mill at Halden on the first Sunday of each month."),
        ("subject", "Nora Lund of Orsund studied civil engineering at the school of Halden."),
        ("subject", "Nora Lund of Orsund studied medicine and law at the school of Halden."),
        ("subject", "Nora Lund of Orsund praised medicine at the school of Halden."),
    ],
)
def test_it_is_left_alone_where_it_is_guessed_or_private(kind: str, last: str) -> None:
    assert asked(last, kind) == {}


def test_what_somebody_does_every_week_is_left_alone_where_only_a_pronoun_tells_of_whom_it_is() -> None:
    last = "{} opens the gates of Orsund at Halden on the first Sunday of each month."
    assert asked(last.format("The guild of Orsund"), "weekday", title="Maren Holt")
    assert asked(last.format("She"), "weekday", title="Maren Holt") == {}


STUDIED = "Nora Lund of Orsund studied botany at the school of Halden."


def test_a_subject_the_article_uses_often_or_is_called_by_is_not_asked_for() -> None:
    assert asked(STUDIED, "subject", TOLD + "Holt taught botany. ")
    assert asked(STUDIED, "subject", TOLD + "Holt taught botany. " * 4) == {}
    assert asked(STUDIED, "subject", title="The Botany of Orsund") == {}


def test_other_subjects_are_of_the_same_sort_those_of_the_article_first() -> None:
    assert offered(STUDIED, "subject") <= {"zoology", "geology", "biology", "chemistry"}
    reading = reading_of(STUDIED, f"{TOLD}Peter Strand taught geology. ")
    one = next(c for c in propose(reading) if c.key == "botany")
    assert all(find_distractors(reading, one, Random(seed))[0][0] == "geology" for seed in range(5))


def test_a_sentence_that_keeps_a_mark_of_its_end_or_half_its_italics_is_left_alone() -> None:
    gap = Gap("month", "August", "month-only", 0, range(1), "month")
    assert _worth_asking(gap, "The fair of the *Orsund* is held every ____")
    assert not _worth_asking(gap, "The fair of the *Orsund is held every ____ …")
    assert not _worth_asking(gap, "The fair of the *Orsund* is held every ____.")
