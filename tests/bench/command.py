"""What the benches have in common as commands: their options, and how they tell what they found."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping


def options(doc: str | None) -> argparse.ArgumentParser:
    """A parser that shows a bench's docstring and knows `--json`."""
    parser = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    return parser


def tell(figures: Mapping[str, object], *, as_json: bool) -> None:
    """Print figures: a line for each, or all as JSON."""
    print(json.dumps(figures, indent=2) if as_json else "\n".join(f"{name}: {one}" for name, one in figures.items()))
