"""Reading an article from its address, in a way that cannot be turned against the network the server stands in.

The name is resolved once, every address it has must be a public one, and the connection goes to that very address,
so a name that changes its meaning afterwards gains nothing. Each redirect is checked in the same way. No cookies, no
proxies, no credentials, and limits on size and time. Switched off unless the installation allows it.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

from quizapp.core.errors import BadInput
from quizapp.formats.articles import MAX_BYTES

SECONDS = 10.0
MAX_REDIRECTS = 3
PORTS = {"http": 80, "https": 443}
_SORTS = ("text/html", "application/xhtml+xml", "text/plain", "text/markdown", "application/pdf")
_PASTE = "Paste the article's text instead."
_EMBEDDING = (
    ipaddress.ip_network("64:ff9b::/96"),
    ipaddress.ip_network("2002::/16"),
    ipaddress.ip_network("2001::/32"),
)
"""IPv6 ranges that carry an IPv4 address inside, which could be a private one."""

Resolve = Callable[[str, int], list[str]]


def public(address: str) -> bool:
    """Whether an IP address is one of the open internet: not private, loopback, link-local, multicast or reserved."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif any(ip in network for network in _EMBEDDING):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, in the system's order. Raises BadInput for a name that has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise BadInput(f"There is no site called {host}; check the address. {_PASTE}") from None
    return [str(entry[4][0]) for entry in found]


def fetch(url: str, *, resolve: Resolve = resolved, allowed: Callable[[str], bool] = public) -> tuple[bytes, str, str]:
    """(bytes, name for telling what they are, the address they came from at last).

    `resolve` and `allowed` are for tests, whose server is on this computer. Raises BadInput for an address that is
    not http or https, leads to a private network, answers with something that is no article, or takes too long.
    """
    until = time.monotonic() + SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked(url)
        host, port = str(parts.hostname), parts.port or PORTS[parts.scheme]
        addresses = resolve(host, port)
        if not addresses or not all(map(allowed, addresses)):
            raise BadInput(f"{host} is not on the open internet, so it is not read from here. {_PASTE}")
        try:
            found = _get(parts, host, port, addresses[0], until)
        except (OSError, http.client.HTTPException, ssl.SSLError):
            raise BadInput(f"{host} did not answer in time or not as a web site does. {_PASTE}") from None
        if isinstance(found, str):
            url = urljoin(url, found)
            continue
        data, sort = found
        return data, f"article.{'pdf' if 'pdf' in sort else 'txt' if 'plain' in sort else 'html'}", url
    raise BadInput(f"This address leads on more than {MAX_REDIRECTS} times. {_PASTE}")


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise BadInput(f"“{url[:80]}” is no address of a web page.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise BadInput(f"“{url[:80]}” is no address of a web page; it begins with https://.")
    if parts.username or parts.password:
        raise BadInput("An address with a user name or password is not read; give the plain address.")
    if port is not None and port < 1024 and port not in PORTS.values():
        raise BadInput(f"No web site is read at port {port}. {_PASTE}")
    return parts


def _get(parts: SplitResult, host: str, port: int, address: str, until: float) -> str | tuple[bytes, str]:
    """The place a redirect leads to, or the bytes and their content type."""
    connection = _Pinned(host, port, address, secure=parts.scheme == "https", until=until)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        path = path.encode("ascii", "ignore").decode().replace(" ", "%20")
        connection.request("GET", path, headers={"User-Agent": "quizapp", "Accept-Encoding": "identity"})
        answer = connection.getresponse()
        if answer.status in (301, 302, 303, 307, 308) and (place := answer.getheader("Location")):
            return place
        if answer.status != 200:
            raise BadInput(f"{host} answered {answer.status} instead of an article. {_PASTE}")
        sort = (answer.getheader("Content-Type") or "").partition(";")[0].strip().lower()
        if sort not in _SORTS or answer.getheader("Content-Encoding", "identity") != "identity":
            raise BadInput(f"{host} answered with {sort or 'something'}, which is no article. {_PASTE}")
        return _read(answer, connection, host, until), sort
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, connection: _Pinned, host: str, until: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise BadInput(f"{host} takes longer than {SECONDS:.0f} seconds. {_PASTE}")
        if connection.sock is not None:
            connection.sock.settimeout(left)
        chunk = answer.read1(65536)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_BYTES:
            raise BadInput(f"The page has more than {MAX_BYTES // 1024 // 1024} MB. {_PASTE}")


class _Pinned(http.client.HTTPConnection):
    """A connection to one IP address that speaks to the host by its name."""

    def __init__(self, host: str, port: int, address: str, *, secure: bool, until: float) -> None:
        super().__init__(host, port, timeout=max(0.1, until - time.monotonic()))
        self.address, self.secure = address, secure

    def connect(self) -> None:
        self.sock = socket.create_connection((self.address, self.port), self.timeout)
        if self.secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
