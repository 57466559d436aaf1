"""Two versions side by side: who gets which, when a verdict falls, and that chance is seldom taken for a difference."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizapp.core.item import Item, Option
from quizapp.core.statistics import ItemFigures, analyse
from quizapp.core.statistics.matrix import Column, Matrix
from quizapp.core.trial import LOOKS, gets_new, more_often, replaced_option, verdict
from tests.bench.trials import simulated

OLD = Item(
    "single",
    "Which river flows through Verden?",
    (Option("The Aller", True, "It does."), Option("The Leine", False, "No."), Option("The Nile", False, "No.")),
)


def other(position: int, text: str) -> Item:
    options = list(OLD.options)
    options[position] = replace(options[position], text=text)
    return replace(OLD, options=tuple(options))


def test_an_attempt_gets_the_same_version_each_time_and_half_of_them_each() -> None:
    secret = b"s" * 32
    names = [f"attempt{n}".encode() for n in range(2_000)]
    drawn = [gets_new(secret, name) for name in names]
    assert drawn == [gets_new(secret, name) for name in names]
    assert 900 < sum(drawn) < 1_100
    assert drawn != [gets_new(b"t" * 32, name) for name in names], "another trial draws anew"


@pytest.mark.parametrize(
    ("new", "found"),
    [
        (other(2, "The Oker"), 2),
        (other(0, "The Oker"), None),
        (OLD, None),
        (replace(other(2, "The Oker"), stem="Which river is it?"), None),
        (replace(OLD, options=OLD.options[:2]), None),
        (replace(other(2, "The Oker"), options=(OLD.options[0], Option("A"), Option("B"))), None),
    ],
)
def test_a_trial_replaces_one_wrong_option_and_nothing_else(new: Item, found: int | None) -> None:
    assert replaced_option(OLD, new) == found


def figures(n: int, *, chosen: int, strong: bool = False) -> ItemFigures:
    """`chosen` of `n` learners chose option C; they are the weakest of all, or the strongest."""
    names = ("A", "B", "C")
    rest = [n_ * 10 // n for n_ in range(n)]
    picks = ["C"] * chosen + ["B"] * (n // 4) + ["A"] * (n - chosen - n // 4)
    if strong:
        picks.reverse()
    columns = (Column(1, names, frozenset("A")), Column(10))
    rows = [[int(pick == "A"), score] for pick, score in zip(picks, rest, strict=True)]
    return analyse(Matrix(columns, rows, [[(pick,), ("given",)] for pick in picks]).counts()).items[0]


def test_nothing_is_said_before_the_first_look() -> None:
    said = verdict([], 2)
    assert (said.better, said.over, "30 learners" in said.words) == ("", False, True)


def test_a_new_option_that_weak_learners_choose_is_kept() -> None:
    said = verdict([(figures(30, chosen=0), figures(30, chosen=8))], 2)
    assert (said.better, said.look) == ("new", 30)
    assert "8 of 30" in said.words


def test_a_new_option_that_strong_learners_choose_goes() -> None:
    said = verdict([(figures(30, chosen=0), figures(30, chosen=8, strong=True))], 2)
    assert (said.better, said.over) == ("old", True)
    assert "may be true too" in said.words


def test_a_new_option_that_nobody_chooses_either_is_open_until_the_last_look() -> None:
    looks = [(figures(look, chosen=0), figures(look, chosen=1)) for look in LOOKS]
    assert verdict(looks[:3], 2).over is False
    last = verdict(looks, 2)
    assert (last.better, last.over) == ("old", True)
    assert "No difference" in last.words


def test_what_a_look_decided_stays_whatever_follows() -> None:
    good, bad = (figures(30, chosen=0), figures(30, chosen=8)), (figures(60, chosen=4), figures(60, chosen=0))
    assert verdict([good, bad], 2) == verdict([good], 2)


def test_the_exact_test_agrees_with_a_published_method() -> None:
    from scipy.stats import fisher_exact

    for new, old, n in [(5, 0, 30), (9, 3, 60), (1, 1, 30), (0, 4, 90), (20, 6, 120)]:
        table = [[new, n - new], [old, n - old]]
        assert more_often(new, old, n) == pytest.approx(fisher_exact(table, alternative="greater").pvalue, abs=1e-9)


def test_an_option_that_is_no_better_is_seldom_kept() -> None:
    """The full simulation is in tests/bench; these 30 trials are the same ones in every run."""
    assert simulated("as rare as the old one", 30).count("new") <= 1
    assert simulated("chosen by strong learners", 30).count("new") == 0
    assert simulated("chosen by weak learners", 15).count("new") >= 10
