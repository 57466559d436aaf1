"""Reading a file of questions in a process of its own, so that a hostile or a huge one can only hurt that.

The process gets the file on its standard input and answers with lines of JSON: a number for each question that it has
found, and in the end all of them. Its memory and its processor time are limited.
"""

from __future__ import annotations

import json
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

from quizapp.core.errors import BadInput
from quizapp.formats import registry
from quizapp.formats.bundle.native import entry_from_json, entry_to_json
from quizapp.formats.report import Media, Reading, Skipped, Taken, listening
from quizapp.formats.sheets.reader import NoHeader

SECONDS = 600
MEMORY = 1024 * 1024 * 1024
"""Address space, of which the libraries alone take a fifth; the largest file that is taken needs a quarter."""

_PROGRAM = "from quizapp.formats.apart import answer; answer()"


def read_apart(
    data: bytes,
    name: str,
    format: str = "",
    *,
    columns: str = "",
    heard: Callable[[int], None] = lambda found: None,
    memory: int = MEMORY,
) -> Reading:
    """As `registry.read`. `heard` is told how many questions were found so far, and may raise what ends the reading.

    Raises BadInput or NoHeader, also for a file that takes too much time or memory.
    """
    asked = json.dumps({"name": name, "format": format, "columns": columns, "memory": memory})
    told: dict[str, Any] = {}
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, asked], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            try:
                with process.stdin as sent:
                    sent.write(data)
            except BrokenPipeError:
                pass  # it has died; what it said until then decides
            for line in process.stdout:
                value = json.loads(line)
                if isinstance(value, int):
                    heard(value)
                else:
                    told = value
            if process.wait() == 1 and not told:
                raise RuntimeError(f"reading {name} went wrong in the process apart")  # which has told the log
        finally:
            process.kill()
    if "refused" in told:
        raise (NoHeader if told["asks"] else BadInput)(told["refused"])
    if "format" not in told:
        raise BadInput(f"{name}: reading it takes too much time or memory; split the file")
    return _from_json(told)


def answer() -> None:
    """The process apart: read standard input, write lines of JSON."""
    asked = json.loads(sys.argv[1])
    _limit(asked["memory"])
    found = 0

    def heard() -> None:
        nonlocal found
        found += 1
        print(found, flush=True)

    try:
        with listening(heard):
            reading = registry.read(sys.stdin.buffer.read(), asked["name"], asked["format"], columns=asked["columns"])
        told = json.dumps(_to_json(reading))
    except BadInput as problem:
        told = json.dumps({"refused": str(problem), "asks": isinstance(problem, NoHeader)})
    except MemoryError:
        told = "{}"
    print(told, flush=True)


def _limit(memory: int) -> None:
    """Systems without such limits rely on those of the readers alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _to_json(reading: Reading) -> dict[str, Any]:
    return {
        "format": reading.format,
        "title": reading.title,
        "notes": reading.notes,
        "taken": [[entry_to_json(one.entry), one.place, one.line, one.changes] for one in reading.taken],
        "skipped": [[one.place, one.line, one.what, one.remedy, one.excerpt] for one in reading.skipped],
        "media": [[one.name, b64encode(one.data).decode()] for one in reading.media],
    }


def _from_json(told: dict[str, Any]) -> Reading:
    return Reading(
        told["format"],
        tuple(Taken(entry_from_json(entry), place, line, tuple(why)) for entry, place, line, why in told["taken"]),
        tuple(Skipped(*one) for one in told["skipped"]),
        tuple(Media(name, b64decode(data)) for name, data in told["media"]),
        tuple(told["notes"]),
        told["title"],
    )
