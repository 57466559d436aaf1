"""Reading HTML, PDF and Word files in a process of their own, so that a hostile file can only hurt that.

The process gets the bytes on its standard input and answers with one JSON value. Time and memory are limited; a
file that needs more is refused, and whoever asked goes on as before.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from importlib import import_module
from typing import Any

from quizapp.core.errors import BadInput
from quizapp.formats.articles import ArticleText, LeftOut

SECONDS = 30
MEMORY = 1024 * 1024 * 1024
READERS = {
    "html": "quizapp.formats.articles.html:read_html",
    "pdf": "quizapp.formats.articles.pdf:read_pdf",
    "docx": "quizapp.formats.articles.docx:read_docx",
}
"""Sort of file → "module:function", loaded in the process apart only."""


def read_apart(data: bytes, sort: str, name: str = "") -> ArticleText:
    """The article in a file of this sort. Raises BadInput for one that is refused, broken or takes too much."""
    what = name or "This file"
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from quizapp.formats.articles.apart import answer; answer()", sort, name],
            input=data,
            capture_output=True,
            timeout=SECONDS + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise BadInput(f"{what} takes too long to read; paste the text instead.") from None
    return heard(done.stdout, what)


def heard(answered: bytes | str, what: str) -> ArticleText:
    """What the process apart told of a file, which is called `what`."""
    try:
        told: dict[str, Any] = json.loads(answered)
    except ValueError:
        raise BadInput(f"{what} takes too much time or memory to read; paste the text instead.") from None
    if "refused" in told:
        raise BadInput(str(told["refused"]))
    left_out = tuple(LeftOut(**one) for one in told.pop("left_out"))
    return ArticleText(**told, left_out=left_out)


def answer() -> None:
    """The process apart: read standard input, write one JSON value."""
    _limit()
    sys.stdout.write(told_of(sys.stdin.buffer.read(), sys.argv[1], sys.argv[2]))


def told_of(data: bytes, sort: str, name: str) -> str:
    """What is told of a file, as one JSON value: the article, or why it is refused."""
    module, _, function = READERS[sort].partition(":")
    try:
        article: ArticleText = getattr(import_module(module), function)(data, name)
        told: dict[str, Any] = asdict(article)
    except BadInput as problem:
        told = {"refused": str(problem)}
    except (MemoryError, RecursionError):
        told = {"refused": f"{name or 'This file'} takes too much memory to read; paste the text instead."}
    except Exception as problem:  # the libraries meet pages that nobody thought of
        kind = type(problem).__name__
        told = {"refused": f"{name or 'This file'} cannot be read ({kind} in its {sort} code); paste the text instead."}
    return json.dumps(told)


def _limit() -> None:
    """Processor time and memory of this process; systems without such limits rely on the time-out alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
