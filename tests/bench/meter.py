"""What this machine can do, and what a server used of it: the yardsticks for all benchmarks. Linux only.

A figure says little without those of the same run: another disk or a busy neighbour changes it by an order of
magnitude. Benchmarks therefore report ratios to `commits_per_second` and `syncs_per_second`, measured on the same
folder right before and after, and print `surroundings()` beside them.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import argparse
import json
import os
import platform
import sqlite3
import tempfile
from importlib.metadata import version

from quizapp.cli.meters import commits_per_second, rate, syncs_per_second

__all__ = ["commits_per_second", "cpu_seconds", "rate", "resident_bytes", "spread", "surroundings", "syncs_per_second"]

_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")


def _stats(group: int) -> list[list[str]]:
    """The fields of /proc/<pid>/stat after the name, for each process of a process group; see proc(5)."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # ended meanwhile
            continue
        if int(fields[2]) == group:
            found.append(fields)
    return found


def cpu_seconds(group: int) -> float:
    """User and system time of all living processes of a group, with that of children they have waited for.

    Start the server with `start_new_session=True`; its pid then is the group, without the load generator.
    """
    return sum(int(ticks) for fields in _stats(group) for ticks in fields[11:15]) / _TICKS


def resident_bytes(group: int) -> int:
    """Memory in RAM of all processes of a group; what they share counts once for each."""
    return sum(int(fields[21]) for fields in _stats(group)) * _PAGE


def surroundings(folder: Path) -> dict[str, str | float | int | None]:
    """What a reader needs to judge a figure: versions, cores, kind of disk, and how busy the machine is."""
    return {
        "python": sys.version.split()[0],
        "sqlite": sqlite3.sqlite_version,
        **{name: version(name) for name in ("flask", "granian", "sqlalchemy")},
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "file system": file_system(folder),
        "load average": os.getloadavg()[0],
    }


def file_system(folder: Path) -> str:
    """Type and device of the file system that holds a folder, such as `ext4 on /dev/vda`."""
    path = str(folder.resolve())
    best = ("", "unknown")
    for line in Path("/proc/mounts").read_text().splitlines():
        device, mount, kind, *_ = line.split()
        inside = path == mount or path.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best[0]):
            best = (mount, f"{kind} on {device}")
    return best[1]


def spread(seconds: list[float]) -> dict[str, float]:
    ranked = sorted(seconds)
    return {f"p{p}": round(ranked[min(len(ranked) - 1, len(ranked) * p // 100)] * 1000, 1) for p in (50, 95, 99)}


def main() -> None:
    parser = argparse.ArgumentParser(description="What the disk under a folder can do, with its surroundings, as JSON.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(tempfile.gettempdir()))
    folder = parser.parse_args().folder
    figures = {
        "syncs per second": round(syncs_per_second(folder)),
        "sqlite3 commits per second": round(commits_per_second(folder)),
    }
    print(json.dumps(surroundings(folder) | figures, indent=2))


if __name__ == "__main__":
    main()
