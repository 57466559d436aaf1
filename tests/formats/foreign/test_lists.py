"""Lists of questions as people paste them and as test banks, editors and chat programs write them."""

from __future__ import annotations

import pytest

from tests.formats.foreign import cases, told

NAME = "pasted.txt"
CASES = cases("lists")


@pytest.mark.parametrize("case", CASES)
def test_a_list_from_elsewhere(case: str) -> None:
    text, wanted = CASES[case]
    assert told(text, NAME) == wanted
