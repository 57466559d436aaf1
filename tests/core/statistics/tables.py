"""Small classes whose figures are known to six digits, and classes made up at random."""

from __future__ import annotations

import random
from fractions import Fraction

from quizapp.core.statistics import Column, Mark, Matrix

TEACHING_EXAMPLE = [
    "1111111101", "1111111010", "1111110100",
    "1111101010", "1111110100", "1110100000",
    "1101010000", "1010100000", "0110000000",
]  # fmt: skip
"""Nine learners, ten questions: Dartmouth learning analytics, "Leveraging quiz statistics to inform quiz design"
(2015), which takes the data from a note on the point-biserial correlation by eddata.com."""


def zeros_and_ones(rows: list[str]) -> Matrix:
    return Matrix(tuple(Column() for _ in rows[0]), [[int(cell) for cell in row] for row in rows])


def teaching_example() -> Matrix:
    return zeros_and_ones(TEACHING_EXAMPLE)


def negative_alpha() -> Matrix:
    """Six learners; the third question has no variation and the fourth, worth two marks, a constant rest score."""
    rows = ["1012", "0110", "1011", "0111", "1010", "0111"]
    columns = (Column(), Column(), Column(), Column(maximum=2))
    return Matrix(columns, [[int(cell) for cell in row] for row in rows])


WRONG_KEY = "B1111 A0100 B1110 C0001 A1010 B1101 A0100 D0010 A1101 B1111 -0000 A0110"


def wrong_key(copies: int = 1) -> Matrix:
    """Twelve learners, whose strong ones choose B in the first question, while A is the key."""
    columns = (Column(1, ("A", "B", "C", "D"), frozenset("A")), *[Column()] * 4)
    rows = WRONG_KEY.split() * copies
    marks = [[int(row[0] == "A"), *map(int, row[1:])] for row in rows]
    responses = [[() if row[0] == "-" else (row[0],), *[("given",)] * 4] for row in rows]
    return Matrix(columns, marks, responses)


def at_random(seed: int, *, unseen: float = 0.0) -> Matrix:
    """A class of 1 to 60 with 1 to 12 questions, some constant, some of several marks or thirds, some negative."""
    rng = random.Random(seed)
    learners, questions = rng.randint(1, 60), rng.randint(1, 12)
    columns, by_question = [], []
    for _ in range(questions):
        maximum = rng.choice([Fraction(1), Fraction(1), Fraction(1), Fraction(2), Fraction(5, 2)])
        sort = rng.choice(["easy", "hard", "thirds", "constant", "blank", "negative"])
        columns.append(Column(maximum))
        ability = rng.random()
        for_all: list[Mark | None] = []
        for _ in range(learners):
            right = rng.random() < {"easy": 0.9, "hard": 0.2}.get(sort, ability)
            worth: dict[str, Fraction] = {
                "thirds": Fraction(rng.randint(0, 3), 3) * maximum,
                "constant": maximum,
                "blank": Fraction(0),
                "negative": maximum if right else -maximum / Fraction(4),
            }
            mark = worth.get(sort, maximum * int(right))
            for_all.append(None if rng.random() < unseen else mark)
        by_question.append(for_all)
    return Matrix(tuple(columns), [list(row) for row in zip(*by_question, strict=True)])
