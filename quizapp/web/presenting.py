"""How values become text on pages: Markdown, times, addresses of static files, QR codes."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import datetime
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

import nh3
from flask import Flask, request, url_for
from markdown_it import MarkdownIt
from markupsafe import Markup

from quizapp import __version__
from quizapp.classroom import drafted_kinds, kept_back
from quizapp.classroom.secrets import grouped
from quizapp.config import Config
from quizapp.core.scoring import percent, shown
from quizapp.core.words import brief, unstopped
from quizapp.web.addresses import for_learners, only_here
from quizapp.web.article_text import emphasis, quoted, table
from quizapp.web.formulas import FORMULA_TAGS, use_formulas
from quizapp.web.lines import line_of
from quizapp.web.paragraphs import paragraphs_linked
from quizapp.web.signing_in import carried_seats, passwords_allowed, person_or_none, teaches_in

T = TypeVar("T", bound=Hashable)
STATIC = Path(__file__).parent / "static"
PICTURE = re.compile(r"/media/[0-9a-f]{64}\.(?:png|jpe?g|gif|webp)")

_BLOCKS = {"p", "br", "pre", "blockquote", "ul", "ol", "li", "h3", "h4", "h5", "h6", "hr"}
_TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
_OF_FORMULAS = {tag: set(attributes) for tag, attributes in FORMULA_TAGS.items() if attributes}
_TAGS = _BLOCKS | _TABLES | {"strong", "em", "del", "code", "a", "img", "sup", "sub"}


def init_app(app: Flask, config: Config) -> None:
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "markdown": markdown,
        "markdown_inline": markdown_inline,
        "emphasis": emphasis,
        "quoted": quoted,
        "words": words,
        "brief": brief,
        "unstopped": unstopped,
        "shown": shown,
        "percent": percent,
        "clock": clock,
        "moment": moment,
        "repeated": repeated,
        "local_input": local_input,
        "minutes": minutes,
        "grouped": grouped,
        "paragraphs_linked": paragraphs_linked,
        "kept_back": kept_back.explained,
        "kind_of_draft": drafted_kinds.name_of,
    }
    app.jinja_env.globals |= {"asset": asset, "qr": qr, "table_of": table}
    app.jinja_env.globals |= {"for_learners": for_learners, "only_here": only_here}
    app.context_processor(lambda: _common(config))


_BRINGING = ("travel.bring", "travel.preview", "travel.columns", "travel.take", "travel.again")
_ON_QUESTIONS = ("authoring.", "facts.", "arriving.", "travel.page", "travel.bank", *_BRINGING)
_ON_CLASSES = ("courses.", "guests.", "gradebook.", "live_empty.")
_RESULTS = ("results.", "statistics.", "regrading.", "disputes.")
_ON_QUIZZES = ("quizzes.", "trials.", "live_host.", "travel.quiz", "travel.paper", *_RESULTS)


def _common(config: Config) -> dict[str, object]:
    person, teaches = person_or_none(), teaches_in()
    endpoint = request.endpoint or ""
    links = []
    if person is not None:
        links = [
            ("Home", url_for("home.index"), endpoint == "home.index"),
            ("Articles", url_for("articles.index"), endpoint.startswith(("articles.", "reviewing.", "coverage."))),
            ("Questions", url_for("authoring.index"), endpoint.startswith(_ON_QUESTIONS)),
            ("Quizzes", url_for("quizzes.index"), endpoint.startswith(_ON_QUIZZES)),
            ("Classes", url_for("courses.index"), endpoint.startswith(_ON_CLASSES)),
            ("Account", url_for("people.account"), endpoint.startswith("people.")),
        ]
        if not teaches:  # the questions show their keys
            del links[1:3]
    elif carried_seats():
        links = [("My quizzes", url_for("joining.mine"), endpoint == "joining.mine")]
    banner = "This connection is not encrypted: use first names or numbers." if config.profile == "lan" else ""
    return {
        "person": person,
        "nav": links,
        "teaches": teaches,
        "banner": banner,
        "sign_out": url_for("people.sign_out"),
        "version": __version__,
        "passwords_allowed": passwords_allowed(),
    }


# --- Markdown --------------------------------------------------------------------------------------------------


@cache
def _markdown() -> MarkdownIt:
    # html off: the preset's default lets raw HTML through
    found = MarkdownIt("js-default", {"html": False, "linkify": False, "typographer": False})
    use_formulas(found)
    return found


@lru_cache(maxsize=4_000)
def markdown(text: str) -> Markup:
    """Markdown of a question as safe HTML blocks. HTML in it is shown as text; only our own pictures are shown."""
    return Markup(_clean(_markdown().render(text)))


@lru_cache(maxsize=8_000)
def markdown_inline(text: str) -> Markup:
    """Markdown of one line, for options and cells. Text with blocks (code, lists) is rendered as blocks."""
    if "\n" in text or text.startswith(("```", "~~~")):
        return markdown(text)
    return Markup(_clean(_markdown().renderInline(text)))


def words(text: str) -> str:
    """A Markdown text as words on one line, for labels."""
    return line_of(str(markdown_inline(text)))


def _clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS | FORMULA_TAGS.keys(),
        attributes={"a": {"href"}, "img": {"src", "alt"}, "code": {"class"}, "ol": {"start"}} | _OF_FORMULAS,
        attribute_filter=_attribute,
        set_tag_attribute_values={"pre": {"tabindex": "0"}},  # code wider than the page scrolls, also by keyboard
        url_schemes={"http", "https"},
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Pictures come from here only: a remote address would tell its owner who is taking the quiz."""
    if (tag, name) == ("img", "src"):
        return value if PICTURE.fullmatch(value) else None
    if (tag, name) == ("code", "class"):
        return value if re.fullmatch(r"language-[a-z0-9+-]{1,20}", value) else None
    return value


# --- times -----------------------------------------------------------------------------------------------------


def clock(at: datetime, zone: object = None) -> str:
    """`12:03:07` in the class's zone."""
    return _local(at, zone).strftime("%H:%M:%S")


def moment(at: datetime, zone: object = None) -> str:
    """`14 April 2024, 12:03 (Europe/Berlin)`: a date with its zone, since deadlines hang on it."""
    local = _local(at, zone)
    return f"{local.day} {local:%B %Y, %H:%M} ({zone or 'UTC'})"


def repeated(titles: Iterable[T]) -> set[T]:
    """Those that stand in a list more than once, so that something else has to tell them apart."""
    return {title for title, times in Counter(titles).items() if times > 1}


def minutes(seconds: float) -> str:
    """`1 minute`, `1.5 minutes`: a length of time in words."""
    count = f"{round(seconds / 60, 1):g}"
    return f"{count} minute{'' if count == '1' else 's'}"


def local_input(at: datetime | None, zone: object = None) -> str:
    return _local(at, zone).strftime("%Y-%m-%dT%H:%M") if at else ""


def _local(at: datetime, zone: object) -> datetime:
    if zone is None:
        return at
    return at.astimezone(zone if isinstance(zone, ZoneInfo) else ZoneInfo(str(zone)))


# --- files and codes -------------------------------------------------------------------------------------------


@cache
def static_digest(name: str) -> str:
    return sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file; it changes with the content, so browsers keep it for a year."""
    return url_for("home.static_file", digest=static_digest(name), name=name)


@lru_cache(maxsize=100)
def qr(text: str, *, scale: int = 4) -> Markup:
    """A QR code as inline SVG, black on white in every theme. Making one takes longer than the rest of its page."""
    import segno

    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", scale=scale, border=2, light="#fff", dark="#000", xmldecl=False, svgns=False, svgclass="qr",
        lineclass=None, omitsize=True, title=None,
    )  # fmt: skip
    return Markup(out.getvalue().decode())
