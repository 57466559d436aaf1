"""Files as other systems write them, made up by us, and a short way to say what they hold.

A question is one line: `Stem | *key # why | 1/2 partly right | wrong; rule`. A key has a star, a share of the mark
stands before an option that has one, typed answers begin with `=`. What is not taken is `! what is wrong`.

The .txt files beside hold many small files: `## name`, the file as it is, and `=> ` before each line it holds.
"""

from __future__ import annotations

from pathlib import Path

from quizapp.formats.registry import read
from quizapp.formats.report import Reading, Skipped, Taken


def flat(text: str) -> str:
    return " ".join(text.split())


def one(taken: Taken) -> str:
    item, defaults = taken.item, taken.entry.defaults
    parts = []
    for at, option in enumerate(item.options):
        share = f"{defaults.weights[at]} " if defaults.weights and defaults.weights[at] not in (0, 1) else ""
        why = f" # {flat(option.rationale)}" if option.rationale else ""
        parts.append(f"{'*' if option.is_key else ''}{share}{flat(option.text)}{why}")
    parts += [f"= {answer.text}" for answer in item.answers]
    rule = f"; {defaults.rule}" if defaults.rule else ""
    return f"{flat(item.stem)} | {' | '.join(parts)}{rule}"


def skip(skipped: Skipped) -> str:
    return f"! {skipped.what}"


def told(data: bytes | str, name: str, format: str = "") -> list[str]:
    """What a file holds, recognised by its content: each question, then what was not taken."""
    return lines(read(data.encode() if isinstance(data, str) else data, name, format))


def lines(reading: Reading) -> list[str]:
    return [*map(one, reading.taken), *map(skip, reading.skipped)]


def cases(name: str) -> dict[str, tuple[str, list[str]]]:
    """Name → a small file and what it holds, from the collection of this name."""
    found: dict[str, tuple[str, list[str]]] = {}
    for part in f"\n{(Path(__file__).parent / f'{name}.txt').read_text('utf-8')}".split("\n## ")[1:]:
        title, _, rest = part.partition("\n")
        text, *wanted = rest.rstrip("\n").split("\n=> ")
        found[title] = (f"{text}\n", wanted)
    return found
