"""The import bench in small: no reader's time may grow faster than its file. The goals are held by the full form."""

from __future__ import annotations

import pytest

from quizapp.formats.registry import FORMATS
from tests.bench.formats import growth

LINEAR = 4.0
MARGIN = 2.5


@pytest.mark.parametrize("name", [name for name, format in FORMATS.items() if format.reads])
def test_four_times_the_questions_cost_about_four_times_the_work(name: str) -> None:
    growths: list[float] = []
    for questions in (100, 200, 200):  # more than once only when the machine may have been busy
        growths.append(growth(name, questions))
        if growths[-1] < LINEAR * MARGIN:
            return
    pytest.fail(f"four times the questions cost {growths} times the work")
