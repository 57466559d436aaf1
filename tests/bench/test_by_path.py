"""Every bench runs by its path as well as by its name."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCRIPTS = sorted(file.name for file in HERE.glob("*.py") if "\ndef main() -> " in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_bench_that_is_run_by_path_finds_the_project_and_the_standard_library(script: str) -> None:
    ran = subprocess.run(
        [sys.executable, str(HERE / script), "--help"], cwd=HERE.parents[1], capture_output=True, text=True, timeout=60
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert script in ran.stdout
