"""What it costs to import and export 1,000 questions in each format: `python -m tests.bench.formats [--json]`.

Seconds are those of the processor, so each stands beside a yardstick of the same run: reading and writing the same
questions as JSON, ten times over. Growth compares 1,000 questions with 250: 4 is linear. Memory is the peak of a
process of its own, less what it had before it read. Formats that are only read get a table with the same columns.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import argparse
import json
import resource
import subprocess
from collections.abc import Callable
from random import Random
from time import process_time

from quizapp.formats.bundle.native import entry_from_json, entry_to_json
from quizapp.formats.registry import FORMATS, read, write
from quizapp.formats.report import Entry
from tests.bench.meter import surroundings

GOALS = {"import seconds": 5.0, "export seconds": 3.0, "import MiB": 150.0}
_WORDS = ("the", "lens", "turned", "on", "mercury", "while", "keepers", "wound", "it", "every", "night", "in", "winter")


def invented(count: int) -> list[Entry]:
    """Questions of common length with four options, feedback and an explanation: the fit of every format."""
    from quizapp.core.item import Item, Option

    made = []
    for number in range(count):
        random = Random(number)

        def words(n: int, random: Random = random) -> str:
            return " ".join(random.choices(_WORDS, k=n))

        options = tuple(Option(f"{words(5)} {at}", at == number % 4, words(10)) for at in range(4))
        item = Item("single", f"What {words(12)} {number}?", options, explanation=words(20), tags=("night", words(1)))
        made.append(Entry(item, uid=f"bench/q-{number}", title=f"Question {number}"))
    return made


def timed(do: Callable[[], object]) -> float:
    start = process_time()
    do()
    return process_time() - start


def yardstick(entries: list[Entry]) -> float:
    """Seconds for ten journeys of the entries through JSON."""

    def journey() -> None:
        for _ in range(10):
            for said in json.loads(json.dumps([entry_to_json(entry) for entry in entries])):
                entry_from_json(said)

    return timed(journey)


def files(name: str, count: int) -> tuple[str, list[Entry], bytes, bytes]:
    """What writes the format, so many questions, a file of them, and one of a quarter of them."""
    source = name if FORMATS[name].writes else {"blackboard": ""}.get(name, "csv")
    entries = invented(100 if name == "kahoot" else count)  # a Kahoot sheet holds no more
    parts = entries, entries[: len(entries) // 4]
    data, small = (write(source, some).data if source else b"".join(map(_blackboard, some)) for some in parts)
    return source, entries, data, small


def reading(name: str, data: bytes, small: bytes, wanted: int) -> tuple[float, float]:
    """Seconds for the whole file and for the quarter."""
    read(small[:], "bench", name)  # imports the libraries
    taken = 0

    def again() -> None:
        nonlocal taken
        taken = len(read(data, "bench", name).taken)

    whole = timed(again)
    assert taken == wanted, f"{name}: {taken} of {wanted} questions came in"
    return whole, min(timed(lambda: read(small, "bench", name)) for _ in range(2))


def growth(name: str, count: int) -> float:
    """How many times the work four times the questions cost."""
    _, entries, data, small = files(name, count)
    whole, part = reading(name, data, small, len(entries))
    return whole / part


def measure(name: str, count: int = 1_000) -> dict[str, float]:
    """The figures of one format, taken in this process."""
    source, entries, data, small = files(name, count)
    export = timed(lambda: write(source, entries)) if source else 0.0
    read(small[:], "bench", name)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    whole, part = reading(name, data, small, len(entries))
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    unit = yardstick(entries)
    return {
        "questions": len(entries),
        "import seconds": whole,
        "import yardsticks": whole / unit,
        "growth": whole / part,
        "import MiB": (after - before) / 1024,
        "process MiB": after / 1024,
        "export seconds": export,
        "export yardsticks": export / unit,
    }


def _blackboard(entry: Entry) -> bytes:
    pairs = "".join(f"\t{one.text}\t{'correct' if one.is_key else 'incorrect'}" for one in entry.item.options)
    return f"MC\t{entry.item.stem}{pairs}\n".encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--only", default="", help="measure this format in this process")
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(measure(asked.only)))
        return 0
    figures: dict[str, dict[str, float]] = {}
    for name, format in FORMATS.items():
        if format.reads:
            command = [sys.executable, "-m", "tests.bench.formats", "--only", name]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            figures[name] = json.loads(done.stdout)
    missed = [
        f"{name}: {goal} {found[goal]:.2f}, not {limit:.2f}"
        for name, found in figures.items()
        for goal, limit in GOALS.items()
        if found[goal] > limit
    ]
    if asked.json:
        print(json.dumps({"surroundings": surroundings(Path.cwd()), "figures": figures, "missed": missed}, indent=1))
    else:
        heads = ("import s", "(yards)", "growth", "MiB", "process", "export s", "(yards)")
        print(f"{'format':12}" + "".join(f"{head:>10}" for head in heads))
        for name, one in figures.items():
            print(
                f"{name:12}{one['import seconds']:10.2f}{one['import yardsticks']:10.1f}{one['growth']:10.1f}"
                f"{one['import MiB']:10.0f}{one['process MiB']:10.0f}{one['export seconds']:10.2f}"
                f"{one['export yardsticks']:10.1f}"
            )
        print("\n".join(missed) or "Every goal is met.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
