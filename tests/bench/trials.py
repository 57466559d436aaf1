"""How often the rule for two versions side by side is wrong, by simulation.

    python -m tests.bench.trials [--runs 400] [--json]     also part of tests.bench.statistics

Each simulated trial runs to its verdict: learners of different ability answer ten questions; in one of them a wrong
option that 1 % choose is replaced. "False keep" is the share of trials that keep the new version although it is no
better: as rare as the old one, or drawn to by those who know most.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

from dataclasses import replace
from random import Random

from quizapp.core.statistics import ItemFigures, analyse
from quizapp.core.statistics.matrix import Column, Matrix
from quizapp.core.trial import LOOKS, verdict
from tests.bench.command import options, tell

QUESTIONS = 10
NAMES = ("A", "B", "C", "D")
CASES = {
    "as rare as the old one": (0.01, 0.0),
    "no rarer than it should be, but no better": (0.04, 0.0),
    "chosen by strong learners": (0.12, 1.5),
    "chosen by weak learners": (0.16, -1.5),
}
"""What the new option does: the share that chooses it, and how that leans with ability, -1.5 to 1.5."""

OLD = {"no rarer than it should be, but no better": (0.04, 0.0)}
"""The old option is rare everywhere else."""


def learner(rng: Random, share: float, lean: float) -> tuple[list[int], str]:
    """(marks in the first question and in all others together, the option chosen in the first) of one learner."""
    ability = rng.gauss(0, 1)
    knows = [rng.random() < min(0.95, max(0.1, 0.55 + 0.2 * ability)) for _ in range(QUESTIONS)]
    drawn = rng.random() < share * max(0.0, 1 + lean * ability / 1.5)
    pick = "D" if drawn else "A" if knows[0] else rng.choice("BC")
    return [int(pick == "A"), sum(knows[1:])], pick


def figures(learners: list[tuple[list[int], str]]) -> ItemFigures:
    columns = (Column(1, NAMES, frozenset("A")), Column(QUESTIONS - 1))
    rows = [marks for marks, _ in learners]
    chosen = [[(pick,), ("given",)] for _, pick in learners]
    counts = Matrix(columns, rows, chosen).counts()
    return analyse(replace(counts, items=counts.items[:1])).items[0]  # rest scores are those of all questions


def simulated(case: str, runs: int) -> list[str]:
    """Which version each of so many trials keeps; the same for the same number of runs."""
    found = []
    for run in range(runs):
        rng = Random(f"{case}:{run}")
        arms = [
            [learner(rng, *behaviour) for _ in range(LOOKS[-1])]
            for behaviour in (OLD.get(case, (0.01, 0.0)), CASES[case])
        ]
        looks: list[tuple[ItemFigures, ItemFigures]] = []
        for look in LOOKS:
            looks.append((figures(arms[0][:look]), figures(arms[1][:look])))
            said = verdict(looks, 3)
            if said.over:
                break
        found.append(said.better)
    return found


def measure(runs: int) -> dict[str, object]:
    kept = {case: simulated(case, runs).count("new") / runs for case in CASES}
    return {
        "trials simulated for each case": runs,
        "looks": list(LOOKS),
        "new version kept": {case: round(share, 3) for case, share in kept.items()},
        "false keep rate": round(max(share for case, share in kept.items() if case != "chosen by weak learners"), 3),
    }


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--runs", type=int, default=400)
    given = parser.parse_args()
    tell(measure(given.runs), as_json=given.json)


if __name__ == "__main__":
    main()
