"""Programs that begin with the package imported and the language model read, as processes of their own.

Each is forked from one process that did both once for the whole run. That they would find what they import when they
begin with nothing is proven where a program is started by name: tests/cli/test_serve.py, tests/jobs and the benches.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

COMMAND = "from quizapp.cli import main; main()"
_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.begun", "tests.preloaded"])


class Begun:
    """What `subprocess.Popen` is to a program that begins with nothing."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process
        assert process.pid is not None
        self.pid: int = process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def kill(self) -> None:
        self._process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a program", timeout or 0)
        return self._process.exitcode


def begin(
    program: str, arguments: tuple[str, ...], environment: Mapping[str, str], folder: Path, output: Path, errors: Path
) -> Begun:
    """Run Python code in a process group of its own; `output` and `errors` are written on."""
    given = (program, arguments, dict(environment), str(folder), str(output), str(errors))
    process = _CONTEXT.Process(target=_run, args=given, daemon=True)
    process.start()
    return Begun(process)


def command(
    folder: Path, arguments: tuple[str, ...], environment: Mapping[str, str], *, program: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    """A command of quizapp until its end, within a minute; `program` may change what it finds."""
    said = [folder.parent / f"{folder.name}.{name}" for name in ("output", "errors")]
    for file in said:
        file.write_bytes(b"")
    begun = begin(program, arguments, environment, folder, *said)
    try:
        code = begun.wait(60)
    except subprocess.TimeoutExpired:
        begun.kill()
        raise
    output, errors = (file.read_text("utf-8") for file in said)
    return subprocess.CompletedProcess(arguments, code, output, errors)


def _run(
    program: str, arguments: tuple[str, ...], environment: dict[str, str], folder: str, output: str, errors: str
) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    for path, number in ((output, 1), (errors, 2)):
        file = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.dup2(file, number)
        os.close(file)
    sys.argv = ["-c", *arguments]
    exec(compile(program, "<string>", "exec"), {"__name__": "__main__"})
