"""Where the parts of the pictures stand, to a tenth of a unit."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction as F
from itertools import combinations, pairwise
from random import Random
from types import SimpleNamespace
from typing import cast

import pytest

from quizapp.classroom.statistics import Question
from quizapp.core.statistics import Column, Matrix, analyse
from quizapp.core.statistics.figures import Reason
from quizapp.web.plot_numbers import DIGIT, TALL, Room
from quizapp.web.plots import (
    CROWD,
    DIAMOND,
    HEIGHT,
    LABEL,
    LEFT,
    ROUND,
    TOP,
    WIDTH,
    Map,
    Point,
    across,
    apart,
    height,
    histogram,
    item_map,
    option_curves,
    r_height,
)
from tests.core.statistics.tables import wrong_key


def test_the_corners_of_the_field_are_nothing_and_all() -> None:
    assert [across(share) for share in (0, 1, 2)] == [LEFT, LEFT + WIDTH, LEFT + WIDTH]
    assert [height(share) for share in (0, 1, -1)] == [TOP + HEIGHT, TOP, TOP + HEIGHT]
    assert [r_height(r) for r in (1, -0.5, -0.9)] == [12.0, 212.0, 212.0]
    assert r_height(0) == pytest.approx(145.3)


def of_a_class(questions: int, seed: int) -> list[Question]:
    """Questions of a class of thirty as they fall: many close together, some in the same place."""
    chance = Random(seed)

    def one(number: int) -> Question:
        share = round(30 * min(1.0, max(0.0, chance.gauss(0.7, 0.17)))) / 30
        figures = SimpleNamespace(facility=share, discrimination=chance.gauss(0.3, 0.18), n=30)
        return cast(Question, SimpleNamespace(number=number, figures=figures, urgent=not number % 40, calls=False))

    return [one(number) for number in range(1, questions + 1)]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("questions", [10, 30, 78, 140])
def test_every_question_of_the_map_has_its_number_and_none_covers_another_or_a_question(
    questions: int, seed: int
) -> None:
    points = item_map(of_a_class(questions, seed)).points
    assert sorted(int(point.label) for point in points) == list(range(1, questions + 1))
    labels = [(point.label_x, point.label_y - 5, DIGIT * len(point.label), TALL) for point in points]
    for (x, y, wide, tall), (x2, y2, wide2, tall2) in combinations(labels, 2):
        assert 2 * abs(x - x2) > wide + wide2 - 1 or 2 * abs(y - y2) > tall + tall2 - 1
    for x, y, wide, tall in labels:
        assert not any(2 * abs(x - p.x) < wide and 2 * abs(y - p.y) < tall for p in points)


@pytest.mark.parametrize("questions", [10, 30, 78, 140])
def test_a_number_stands_at_its_question_or_at_the_end_of_a_line_from_it(questions: int) -> None:
    found = item_map(of_a_class(questions, 1))
    for point in found.points:
        x, y, wide, tall = point.label_x, point.label_y - 5, DIGIT * len(point.label) / 2, TALL / 2
        away = max(abs(x - point.x) - wide, abs(y - point.y) - tall)
        assert point.line is not None or away < 2 * ROUND + 1
        if point.line:
            assert abs(point.line[0] - x) <= wide + 0.2
            assert abs(point.line[1] - y) <= tall + 0.2
        assert x - wide >= LEFT
        assert 0 < y < TOP + found.tall


def test_a_crowd_has_a_taller_map_so_that_fewer_lines_are_needed() -> None:
    few, many = item_map(of_a_class(CROWD - 1, 0)), item_map(of_a_class(2 * CROWD, 0))
    assert (few.tall, many.tall) == (HEIGHT, 3 * HEIGHT)
    assert many.height(-0.5) == TOP + many.tall
    assert sum(point.line is not None for point in many.points) < CROWD


def test_questions_that_call_for_a_look_have_the_places_at_their_points() -> None:
    figures = SimpleNamespace(facility=0.5, discrimination=0.3, n=30)

    def drawn(urgent: int) -> dict[int, Point]:
        crowd = [SimpleNamespace(number=n, figures=figures, urgent=n == urgent, calls=n >= 19) for n in range(1, 21)]
        return {point.question.number: point for point in item_map(cast("list[Question]", crowd)).points}

    calling = drawn(urgent=0)
    assert [calling[n].line for n in (19, 20)] == [None, None]
    assert sum(point.line is not None for point in calling.values()) > 10
    first = drawn(urgent=20)[20]
    assert first.line is None
    assert first.label_x - first.x > DIAMOND + DIGIT, "a diamond is larger than a circle"


def test_questions_without_one_of_the_two_figures_are_named_beside_the_map() -> None:
    questions = of_a_class(5, 0)
    cast(SimpleNamespace, questions[2].figures).discrimination = Reason.NO_VARIATION
    found = item_map(questions)
    assert [question.number for question in found.left_out] == [3]
    assert len(found.points) == 4


def test_a_number_without_any_room_left_is_not_drawn_over_others() -> None:
    room = Room([(50.0, 50.0, ROUND)], (20.0, 20.0, 80.0, 80.0))
    places = [room.take((50.0, 50.0, ROUND), "88") for _ in range(60)]
    assert None not in places[:8]
    assert places[-1] is None


def test_questions_whose_numbers_found_no_room_are_named_in_order() -> None:
    found = item_map(of_a_class(30, 0))
    without = tuple(replace(point, label="") for point in found.points[:5]) + found.points[5:]
    numbers = [point.question.number for point in Map(without, found.tall).unnumbered]
    assert numbers == sorted(point.question.number for point in found.points[:5])
    assert found.unnumbered == []


def test_each_mark_has_its_bar_and_every_learner_is_in_one() -> None:
    found = histogram(Counter({0: 1, 3: 4, 8: 2}), F(8))
    assert [(bar.label, bar.count) for bar in found.bars if bar.count] == [("0", 1), ("3", 4), ("8", 2)]
    assert len(found.bars) == 9
    assert found.most == 4
    tallest = found.bars[3]
    assert (tallest.y, tallest.height) == (TOP, HEIGHT)
    assert found.at(3.0) == pytest.approx(tallest.x + tallest.width / 2, abs=0.1)


@pytest.mark.parametrize("out_of", [F(50), F(19), F(20), F(7, 2), F(200), F(0)])
def test_there_are_never_more_than_twenty_bars(out_of: F) -> None:
    totals: Counter[int | F] = Counter({out_of * F(n, 7): n + 1 for n in range(8)})
    found = histogram(totals, out_of)
    assert 1 <= len(found.bars) <= 20
    assert sum(bar.count for bar in found.bars) == totals.total()


def test_a_curve_says_the_same_as_the_table_of_options() -> None:
    item = analyse(wrong_key().counts()).items[0]
    curves = {curve.name: curve for curve in option_curves(item)}
    assert list(curves["B"].shares) == [0, 0, 4 / 5]
    assert list(curves["B"].points) == [(73.6, 212.0), (186.1, 212.0), (298.6, 52.0)]
    assert curves["A"].is_key
    assert list(curves) == [option.name for option in item.options]


def test_a_third_without_anybody_has_no_point() -> None:
    columns = (Column(1, ("A", "B"), frozenset("A")), Column())
    found = analyse(Matrix(columns, [[1, 1]] * 5, [[("A",), ("given",)]] * 5).counts()).items[0]
    assert [len(curve.points) for curve in option_curves(found)] == [1, 1]


@pytest.mark.parametrize("heights", [[212.0] * 5, [12.0, 12.0, 13.0], [100.0, 50.0, 102.0, 51.0], [], [40.0]])
def test_labels_never_cover_each_other(heights: list[float]) -> None:
    placed = apart(heights)
    ordered = sorted(placed)
    assert all(later - earlier >= LABEL - 1e-9 for earlier, later in pairwise(ordered))
    assert sorted(range(len(heights)), key=lambda n: (heights[n], n)) == sorted(
        range(len(heights)), key=lambda n: placed[n]
    )
