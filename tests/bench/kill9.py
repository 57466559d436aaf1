"""A server killed over and over while a class answers, in full size.

    python -m tests.bench.kill9 [--answers 5000] [--kills 25] [--clients 32] [--json]

Every acknowledged answer must be there once: P3. Exits with 1 if one is not.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":  # by path, this folder's statistics would hide the library's
    sys.path[0] = str(Path(__file__).parents[2])

import tempfile
from dataclasses import asdict

from tests.bench import meter
from tests.bench.command import options, tell
from tests.trust.kill9 import storm
from tests.trust.running import Server, make_classroom


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--answers", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=25)
    parser.add_argument("--clients", type=int, default=32)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        room = make_classroom(Path(folder), learners=arguments.clients * 8)
        outcome = storm(
            room, Server(room), kills=arguments.kills, clients=arguments.clients, answers=arguments.answers, apart=0.6
        )
        around = meter.surroundings(Path(folder))
    tell(asdict(outcome) | {"sound": outcome.sound} | around, as_json=arguments.json)
    sys.exit(0 if outcome.sound else 1)


if __name__ == "__main__":
    main()
