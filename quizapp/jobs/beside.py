"""Keeping a worker beside the web server: started with it, started again when it dies, ended with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from quizapp.config import Config

PAUSE = 5.0
"""Seconds before a worker that died is started again."""


@contextmanager
def worker_beside(config: Config) -> Iterator[None]:
    """Run a worker process while the body runs. The worker ends when this process does, however that ends."""
    ended = threading.Event()
    thread = threading.Thread(target=_watch, args=(config, ended), daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join(timeout=8)


def _watch(config: Config, ended: threading.Event) -> None:
    environment = os.environ | {
        "QUIZAPP_INSTANCE": str(config.instance),
        "OMP_NUM_THREADS": "1",  # one article at a time on one core: the other belongs to the class
    }
    while not ended.is_set():
        with subprocess.Popen(
            [sys.executable, "-m", "quizapp.jobs.worker"],
            stdin=subprocess.PIPE,
            env=environment,
            start_new_session=True,  # else a terminal sends its Ctrl+C to both, and the worker dies amid its work
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),  # the same on Windows
        ) as worker:
            while worker.poll() is None and not ended.wait(0.2):
                pass
            if worker.stdin is not None:
                worker.stdin.close()  # which tells it to end
            try:
                worker.wait(timeout=5)
            except subprocess.TimeoutExpired:
                worker.kill()
        ended.wait(PAUSE)
