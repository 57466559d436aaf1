"""The flaw rules find what was put into clean questions, and leave clean ones alone."""

from __future__ import annotations

from tests.bench.flaws import GOALS, measure


def test_the_flaw_rules_reach_their_goals_on_injected_flaws() -> None:
    told = measure()
    assert {name: told[name] for name in GOALS if told[name] < GOALS[name]} == {}
    assert told["of_them_without_a_finding"] == told["clean_and_near_misses"]
    assert all(row["injected"] >= 20 for row in told["rules"].values())
    assert told["written_by_people"]["with a blocking flaw"] == 0
