"""Lists as people paste them and as test banks and chat programs write them, Blackboard's lines, and Anki's notes."""

from __future__ import annotations

import pytest

from tests.formats.foreign import cases, told

NAME = "pasted.txt"
CASES = {**cases("lists"), **cases("blackboard"), **cases("notes")}


@pytest.mark.parametrize("case", CASES)
def test_a_list_from_elsewhere(case: str) -> None:
    text, wanted = CASES[case]
    assert told(text, NAME) == wanted
