"""A port for a server that a test starts."""

from __future__ import annotations

import socket


def free_port() -> int:
    """One the system had free a moment ago; it gives another one each time."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
