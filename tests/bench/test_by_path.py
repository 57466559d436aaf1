"""Every bench runs by its path as well as by its name."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.begun import begin

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPTS = sorted(file.name for file in HERE.glob("*.py") if "\ndef main() -> " in file.read_text(encoding="utf-8"))
AS_PYTHON_WOULD = f"""
import runpy, sys
for name in [name for name in sys.modules if name == "statistics" or name.partition(".")[0] == "tests"]:
    del sys.modules[name]
elsewhere = [path for path in sys.path if path not in ("", {str(ROOT)!r})]
script = sys.argv[1]
sys.path[:], sys.argv[:] = [{str(HERE)!r}, *elsewhere], [script, "--help"]
runpy.run_path({str(HERE)!r} + "/" + script, run_name="__main__")
"""
"""Only the libraries are there already: they take most of the time of a script that tells how to use it."""


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_bench_that_is_run_by_path_finds_the_project_and_the_standard_library(script: str, tmp_path: Path) -> None:
    output, errors = tmp_path / "output", tmp_path / "errors"
    output.touch()
    errors.touch()
    code = begin(AS_PYTHON_WOULD, (script,), os.environ, ROOT, output, errors).wait(60)
    assert (code, errors.read_text()) == (0, "")
    assert script in output.read_text()
