"""What programs of `tests.begun` find imported and read when they begin."""

from importlib import import_module
from pathlib import Path

import quizapp.web
from quizapp.cli import cli
from quizapp.generate import pipeline

for file in sorted(Path(quizapp.web.__file__).parent.glob("[!_]*.py")):
    import_module(f"quizapp.web.{file.stem}")
pipeline.load()

assert cli.commands
