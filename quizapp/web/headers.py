"""What every reply carries, which origins may write here, and compression."""

from __future__ import annotations

import gzip

from flask import Flask, Response, request

from quizapp.config import Config
from quizapp.core.errors import BadInput, NotAllowed

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
_TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
_WORTH = 600


READ_AS_FILES = {("travel.preview", "pasted")}
"""Fields whose text is read as that of a file is: a NUL in it is left out, and the page says so."""


def init_app(app: Flask, config: Config) -> None:
    app.before_request(_refuse_nul)
    app.before_request(_refuse_foreign_writes)

    always = headers_of_every_reply(tls=config.profile == "tls")

    @app.after_request
    def finish(response: Response) -> Response:
        response.headers.update(always)
        response.headers.setdefault("Cache-Control", "no-store")
        return _compress(response)


def _refuse_nul() -> None:
    """No address or form of ours contains a NUL, and PostgreSQL can store none."""
    if "\0" in request.path or "%00" in request.query_string.decode("latin-1"):
        raise BadInput("The address contains a sign that cannot be part of one; start from the first page.")
    if request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data") and any(
        "\0" in text
        for name, texts in request.form.lists()
        for text in texts
        if (request.endpoint, name) not in READ_AS_FILES
    ):
        raise BadInput("One of the texts contains a NUL, which cannot be stored. Type it again instead of pasting it.")


def _refuse_foreign_writes() -> None:
    """A write must come from a page of this site; browsers say where it comes from."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") or (
        origin not in (None, "null") and origin.partition("://")[2] != request.host
    ):
        raise NotAllowed("This came from another site and was not accepted. Open the page here and send it again.")


def headers_of_every_reply(*, tls: bool) -> dict[str, str]:
    headers = {
        "Content-Security-Policy": CSP,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    }
    return headers | ({"Strict-Transport-Security": "max-age=31536000"} if tls else {})


def _compress(response: Response) -> Response:
    if response.direct_passthrough or response.is_streamed or "Content-Encoding" in response.headers:
        return response
    if not (response.content_type or "").startswith(_TEXT):
        return response
    response.headers.add("Vary", "Accept-Encoding")
    if response.status_code == 200 and "gzip" in request.headers.get("Accept-Encoding", ""):
        data = response.get_data()
        if len(data) >= _WORTH:
            response.set_data(gzip.compress(data, 6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
    return response
