"""`quizapp serve` as a stranger starts it: an empty folder with questions, and nothing else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.begun import begin, command
from tests.ports import free_port
from tests.trust.running import QuickServer

ROOT = Path(__file__).parents[2]
PROGRAM = "from quizapp.cli import main; main()"
QUIZ = """title = "Rivers, short"
description = "One question."
feedback = "question"
questions = ["rivers/aller"]
"""
PAGE = """---
title: Two rivers
---

## Questions

### aller

Which river flows through Celle?

- [x] The Aller
- [ ] The Leine
"""


def start(folder: Path, port: int) -> tuple[subprocess.Popen[str], str]:
    """The server, and what it had printed when it served."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    process = subprocess.Popen(
        [sys.executable, "-uc", PROGRAM, "serve", "--no-browser", "--port", str(port)],
        cwd=folder,
        env=inherited | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said, ends = "", time.monotonic() + 120
    while time.monotonic() < ends and "/setup/" not in said and process.poll() is None:
        said += process.stdout.readline()
    return process, said


@contextmanager
def started_again(folder: Path, port: int) -> Iterator[str]:
    """What a server says that need not show once more that it finds all it imports."""
    log = folder / "server.log"
    log.touch()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUIZAPP_")}
    arguments = ("serve", "--no-browser", "--port", str(port))
    server = begin(QuickServer.ALONE + PROGRAM, arguments, inherited, folder, log, log)
    ends = time.monotonic() + 120
    while time.monotonic() < ends and "/setup/" not in log.read_text("utf-8") and server.poll() is None:
        time.sleep(0.02)
    try:
        yield log.read_text("utf-8")
    finally:
        server.kill()
        server.wait(60)


def stop(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Its exit code and last words after Ctrl+C, which a terminal sends to all that the server has started, too."""
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as reply:
        text: str = reply.read().decode()
        return text


def test_the_first_start_prepares_everything_and_serves_the_demonstration(tmp_path: Path) -> None:
    (tmp_path / "questions" / "quizzes").mkdir(parents=True)
    (tmp_path / "questions" / "rivers.md").write_text(PAGE, "utf-8")
    (tmp_path / "questions" / "quizzes" / "short.toml").write_text(QUIZ, "utf-8")
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process, said = start(tmp_path, port)
    try:
        assert "Questions: 1 new\n" in said  # and nothing “unchanged” that nobody has seen before
        link = re.search(r"http://\S+/setup/\S+", said)
        assert link
        assert "Rivers, short" in fetch(address)
        assert "ok" in fetch(f"{address}/healthz")
        assert "password" in fetch(link[0])
        second = command(tmp_path, ("serve", "--no-browser", "--port", str(port)), os.environ)
        assert second.returncode == 1
        assert f"{port} is in use" in second.stderr
        well = command(tmp_path, ("doctor",), os.environ)
        assert f"serving: {address} (profile local)" in well.stdout
        instance = tmp_path / "instance"
        assert not instance.stat().st_mode & 0o077, "no other user of this computer reads names and hashes"
        instance.chmod(0o755)
        (instance / "quizapp.db").chmod(0o644)
        ill = command(tmp_path, ("doctor",), os.environ)
        assert ill.returncode == 1
        assert "chmod 700 instance" in ill.stderr
        elsewhere = command(tmp_path, ("serve", "--no-browser", "--port", str(free_port())), os.environ)
        assert elsewhere.returncode == 1
        assert "already serves" in elsewhere.stdout + elsewhere.stderr
    finally:
        code, last = stop(process)
        assert (code, last) == (0, "Stopped.\n")
    with started_again(tmp_path, port) as said:
        assert "unchanged" in said
        assert "Rivers, short" in fetch(address)


def test_a_page_with_a_mistake_is_told_and_the_others_are_served(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "rivers.md").write_text(PAGE, "utf-8")
    (tmp_path / "questions" / "towns.md").write_text(PAGE.replace("[x]", "[X]"), "utf-8")
    with started_again(tmp_path, free_port()) as said:
        assert re.search(r"towns\.md:\d+: ", said)
        assert "1 new" in said
