"""Addresses for other people's devices: not `127.0.0.1`, under which a teacher on the server itself opens its pages.

In a classroom without HTTPS passwords are taken on the server only, so the pages whose addresses are printed and
projected are opened there; an address built from such a request would lead each phone to itself.
"""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from flask import request, url_for

from quizapp.config import AUTO
from quizapp.web.database import get_config

_FAR = ("192.0.2.1", 9)
"""An address reserved for documentation: asking for the way there sends nothing."""


def for_learners(endpoint: str, **values: Any) -> str:
    """The address of a page as a learner's device can open it."""
    root = learner_root()
    return root + url_for(endpoint, **values) if root else url_for(endpoint, _external=True, **values)


def only_here() -> bool:
    """Whether the page's addresses for learners work on this computer only."""
    return _is_loopback(request.host) and not learner_root()


def learner_root() -> str:
    """`http://192.168.1.20:8000` where the request's own host would not do and another is known; empty otherwise."""
    address = get_config().address
    if not address or not _is_loopback(request.host):
        return ""
    if address != AUTO:
        return address
    here = outgoing_address()  # asked each time: the computer may have been carried to another network
    return root_at(here, urlsplit(f"//{request.host}").port or 80) if here else ""


def root_at(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}" + (f":{port}" if port != 80 else "")


def _is_loopback(host: str) -> bool:
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def outgoing_address() -> str:
    """This computer's address in the network that leads outward, else in any it is in; empty in none."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_FAR)
        return str(probe.getsockname()[0])
    return next(iter(_interfaces()), "")


def own_addresses() -> list[str]:
    """All IPv4 addresses others may reach this computer at, the one that leads outward first."""
    first = outgoing_address()
    return list(dict.fromkeys([first, *_interfaces()])) if first else []


def _interfaces() -> list[str]:
    found: list[str] = []
    if sys.platform == "linux":  # the name of the computer leads to 127.0.1.1 there
        import fcntl

        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
            for _, name in socket.if_nameindex():
                with suppress(OSError):  # an interface without an address
                    reply = fcntl.ioctl(asked.fileno(), 0x8915, name.encode()[:15].ljust(256, b"\0"))  # SIOCGIFADDR
                    found.append(socket.inet_ntoa(reply[20:24]))
    else:
        with suppress(OSError):
            found += socket.gethostbyname_ex(socket.gethostname())[2]
    return [each for each in found if not ip_address(each).is_loopback and not ip_address(each).is_link_local]
