"""An address is read only from the open internet, and never leads into the network the server stands in."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from quizapp.core.errors import BadInput
from quizapp.formats.articles.address import fetch, public

PAGE = b"<html><body><p>The mill opened in 1921.</p></body></html>"


class Site(BaseHTTPRequestHandler):
    """A web site with an article, something else, and ways that lead on."""

    def do_GET(self) -> None:
        ways = {"/on": "/article", "/inside": "http://10.0.0.7/secret", "/file": "file:///etc/passwd", "/loop": "/loop"}
        if self.path in ways:
            self.send_response(302)
            self.send_header("Location", ways[self.path])
            self.end_headers()
            return
        self.send_response(404 if self.path == "/gone" else 200)
        self.send_header("Content-Type", "image/png" if self.path == "/photo" else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(b"x" * (6 * 1024 * 1024) if self.path == "/huge" else PAGE)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def here(address: str) -> bool:
    return address == "127.0.0.1" or public(address)


@pytest.mark.parametrize(
    "address",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 "
    "::1 fe80::1 fc00::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::a00:1 2002:7f00:1:: ff02::1 "
    "2001:0:a::1 fe80::1%eth0".split(),
)
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not public(address)


def test_addresses_of_the_open_internet_are_public() -> None:
    assert public("93.184.215.14")
    assert public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_this_computer_is_not_read_without_the_switch_for_tests(site: str) -> None:
    with pytest.raises(BadInput, match="not on the open internet"):
        fetch(site + "/article")


def test_an_article_is_read_also_through_a_redirect(site: str) -> None:
    data, name, url = fetch(site + "/on", allowed=here)
    assert (data, name, url) == (PAGE, "article.html", site + "/article")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/inside", "not on the open internet"),
        ("/file", "no address of a web page"),
        ("/loop", "leads on"),
        ("/photo", "no article"),
        ("/gone", "answered 404"),
        ("/huge", "more than 5 MB"),
    ],
)
def test_what_leads_inside_or_is_no_article_is_refused(site: str, path: str, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        fetch(site + path, allowed=here)


def test_a_name_with_one_private_address_among_its_addresses_is_refused() -> None:
    with pytest.raises(BadInput, match="not on the open internet"):
        fetch("http://example.org/", resolve=lambda host, port: ["93.184.215.14", "10.0.0.1"])


def test_the_connection_goes_to_the_very_address_that_was_checked(site: str) -> None:
    """A name that means something else a moment later is not asked for a second time."""
    asked: list[str] = []

    def once(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    port = site.rpartition(":")[2]
    assert fetch(f"http://mill.example:{port}/article", resolve=once, allowed=here)[0] == PAGE
    assert asked == ["mill.example"]


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "//example.org", "http://a:b@example.org/", "http://example.org:22/", "http://[x"]
)
def test_an_address_that_is_no_web_page_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(BadInput):
        fetch(url, resolve=lambda host, port: pytest.fail("a name was resolved"))
