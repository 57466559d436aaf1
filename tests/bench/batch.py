"""A batch of articles killed over and over at random moments: is each drafted once, and only once?

    python -m tests.bench.batch [--articles 1000] [--apart 12] [--seed 1] [--json]

Invents the articles, runs `quizapp article draft --batch` on them, kills it with SIGKILL after a random time of at most
`--apart` seconds, and starts it again until it ends by itself. Exits with 1 if an article was lost or doubled, if a
kill cost more than the article that was under way, or if a page differs from what an undisturbed run writes.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any

from tests.begun import Begun
from tests.bench import meter
from tests.bench.command import options, tell

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-c", "from quizapp.cli import main; main()", "article", "draft", "--batch"]

_FIRST = "Maren Jonas Signe Tobias Ragna Elias Ingrid Aksel Hedda Mikkel".split()
_LAST = "Holt Eide Moen Brekke Lund Vik Strand Aune Dahl Berg".split()
_TOWNS = "Tarnvik Orsund Velmora Kestrel Brindle Halden Stavik Lomsund Nordby Askvoll".split()
_WORKS = "ferry mill bridge library school lighthouse bakery railway harbour museum".split()


@dataclass
class Outcome:
    """What a batch came through."""

    articles: int = 0
    kills: int = 0
    killed_before_the_first_article: int = 0
    pages: int = 0
    questions: int = 0
    seconds: float = 0.0
    most_redone_after_a_kill: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.faults and self.most_redone_after_a_kill <= 1


def invent(random: Random) -> str:
    """A short article about a town's building, with people, years and figures of its own."""
    town, other, third = random.sample(_TOWNS, 3)
    work, later = random.sample(_WORKS, 2)
    names = zip(random.sample(_FIRST, 3), random.sample(_LAST, 3), strict=True)
    one, two, three = (f"{first} {last}" for first, last in names)
    year = random.randint(1850, 1930)
    count, price = random.randint(12, 480), random.randint(21, 99)
    return (
        f"# The {work} of {town}\n\n"
        f"The town of {town} opened its {work} in {year}. The engineer {one} designed it after a journey to {other}. "
        f"{two}, the mayor of {town}, paid {price},000 crowns for the land. "
        f"In {year + random.randint(3, 9)} a storm destroyed the roof, and {three} rebuilt it within {count} days.\n\n"
        f"The council of {other} sold the {work} to {third} in {year + random.randint(12, 30)} because of high costs. "
        f"“It was the heart of our town,” said {two}. The {work} employed {count} people and fed four streets. "
        f"{three} moved to {third} in {year + random.randint(31, 40)} and founded a {later} there. "
        f"A {later} is a place that the whole town keeps up together. Today the {work} belongs to a guild, "
        f"which repairs its walls every spring and shows them to {random.randint(2, 9)},000 visitors each year.\n"
    )


def write_articles(folder: Path, count: int, *, seed: int) -> None:
    """Invented articles in a few folders; one in fifty is too short to be asked about."""
    random = Random(seed)
    for number in range(count):
        path = folder / f"part-{number % 7}" / f"article-{number:04}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = invent(random)
        path.write_text(text if number % 50 else text[:200], "utf-8")


def entries(output: Path) -> list[dict[str, Any]]:
    """The whole lines of the manifest."""
    manifest = output / "manifest.jsonl"
    data = manifest.read_bytes() if manifest.exists() else b""
    return [json.loads(line) for line in data[: data.rfind(b"\n") + 1].splitlines()]


def started(texts: Path, output: Path) -> subprocess.Popen[bytes] | Begun:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [*PROGRAM, str(texts), "--output", str(output)],
        cwd=texts.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=quiet,
        stderr=quiet,
    )


def storm(texts: Path, output: Path, *, apart: float, seed: int, least_kills: int = 1) -> Outcome:
    """Run the batch to its end through kills at random moments, looking at what is there after each.

    A kill before the first article leaves the next run twice the time, or a slow machine would never end.
    """
    random, found = Random(seed), Outcome()
    begun, longest = time.monotonic(), apart
    while True:
        before = len(entries(output))
        running = started(texts, output)
        try:
            code = running.wait(timeout=random.uniform(0.05, longest))
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
            found.kills += 1
            done = entries(output)
            found.killed_before_the_first_article += len(done) == before
            longest = 2 * longest if len(done) == before else apart
            written = {path.name for path in output.glob("*.md")}
            undone = len(written - {entry["page"] for entry in done})
            found.most_redone_after_a_kill = max(found.most_redone_after_a_kill, undone)
            continue
        if code not in (0, 1):
            found.faults.append(f"the batch ended with {code}")
        break
    found.seconds = round(time.monotonic() - begun, 1)
    if found.kills < least_kills:
        found.faults.append(f"only {found.kills} kills came before the end")
    return found


def faults(texts: Path, output: Path) -> list[str]:
    """What is wrong with the outcome of a batch: articles lost or doubled, pages without a line or a line without."""
    done = entries(output)
    given = [path.relative_to(texts).as_posix() for path in texts.rglob("*.md")]
    times = Counter(entry["article"] for entry in done)
    wrong = [f"{place} is lost" for place in given if not times[place]]
    wrong += [f"{place} was done {count} times" for place, count in times.items() if count > 1]
    pages = Counter(entry["page"] for entry in done if entry["page"])
    wrong += [f"{page} belongs to {count} articles" for page, count in pages.items() if count > 1]
    there = {path.name for path in output.glob("*.md")}
    wrong += [f"{page} is not there" for page in sorted(pages.keys() - there)]
    wrong += [f"{page} belongs to no article" for page in sorted(there - pages.keys())]
    wrong += [f"{part.name} is left of a torn page" for part in output.glob(".*.part")]
    return wrong


def differing(output: Path, undisturbed: Path) -> list[str]:
    """Pages that an undisturbed run writes otherwise."""
    return [
        f"{page.name} differs from an undisturbed run"
        for page in sorted(undisturbed.glob("*.md"))
        if not (output / page.name).exists() or (output / page.name).read_bytes() != page.read_bytes()
    ]


def measure(folder: Path, *, articles: int, apart: float, seed: int = 1, least_kills: int = 1) -> Outcome:
    texts, output, undisturbed = folder / "texts", folder / "pages", folder / "undisturbed"
    write_articles(texts, articles, seed=seed)
    found = storm(texts, output, apart=apart, seed=seed, least_kills=least_kills)
    found.faults += faults(texts, output)
    _few(texts, folder / "few")
    started(folder / "few", undisturbed).wait()
    found.faults += differing(output, undisturbed)
    done = entries(output)
    found.articles = len(done)
    found.pages = sum(bool(entry["page"]) for entry in done)
    found.questions = sum(entry["questions"] for entry in done)
    return found


def _few(texts: Path, folder: Path) -> None:
    """Every tenth article, under the same name, for the undisturbed run."""
    for path in sorted(texts.rglob("*.md"))[::10]:
        copy = folder / path.relative_to(texts)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--apart", type=float, default=12.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        outcome = measure(Path(folder), articles=given.articles, apart=given.apart, seed=given.seed)
        around = meter.surroundings(Path(folder))
    tell(asdict(outcome) | {"sound": outcome.sound} | around, as_json=given.json)
    sys.exit(0 if outcome.sound else 1)


if __name__ == "__main__":
    main()
