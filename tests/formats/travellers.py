"""Invented questions that travel: every kind and field, in texts full of what breaks formats."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TypeVar

from quizapp.core.item import DIFFICULTIES, LEVELS, Answer, Item, Option, fold
from quizapp.core.page import Fact, Head
from quizapp.core.scoring import RULES
from quizapp.formats.markup import from_html, from_plain
from quizapp.formats.report import Defaults, Entry, Feedback

T = TypeVar("T")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180dafa0b190000000049454e44ae426082"
)

FRAGMENTS = (
    *(
        "=",
        "~",
        "#",
        "####",
        "{",
        "}",
        ":",
        "::",
        "->",
        "//",
        "\\",
        "\\n",
        "\\neq",
        "\\frac{a}{b}",
        "%50%",
        "%",
        "[html]",
    ),
    *("]]>", "<![CDATA[", "$CATEGORY: x", "[tag:a]", "ANSWER: B", "A)", "b.", "1.", "- x", "> q", "# h", "|", "a|b"),
    *("<b>", "</p>", "List<String>", "a < b && c > d", "&amp;", "&lt;", "&nbsp;", "&#8217;", "'", '"', "``", "`x`"),
    *(
        "*",
        "**",
        "_",
        "__init__",
        "*args",
        "~~",
        "[x](y)",
        "![a](b)",
        "https://example.org/a_b?c=1&d=2",
        "@@PLUGINFILE@@",
    ),
    *(
        "\\(x^2\\)",
        "$$\\alpha_1 * \\beta_1$$",
        "&&058;",
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "'=1",
        "TRUE",
        "{T}",
        "1,5",
        "0.50",
    ),
    *("שלום", "\u200fعربي", "😀", "e\u0301", "naïve", "Ωμέγα", "日本語", "a\u00a0b", "x\u2028y", "\u202e", "½", "œ"),
    *(
        "the",
        "of",
        "a",
        "Paris",
        "1887",
        "word",
        "quite",
        "long",
        "sentence",
        ".",
        ",",
        "?",
        "!",
        "…",
        "“quoted”",
        "(so)",
    ),
)


def plain(random: Random, words: int = 8) -> str:
    """One line of hostile words, with no white space at its ends."""
    return " ".join(random.choices(FRAGMENTS, k=random.randint(1, words)))


def text(random: Random, words: int = 8) -> str:
    """Markdown as an item holds it: mostly plain, sometimes formatted, sometimes of several paragraphs."""
    sort = random.random()
    if sort < 0.6:
        return from_plain(plain(random, words))
    if sort < 0.75:
        return from_plain("\n".join(plain(random, words) for _ in range(random.randint(2, 3))))
    words_ = [plain(random, 3).replace("<", "&lt;").replace(">", "&gt;") for _ in range(4)]
    html = random.choice(
        (
            "<p>{} <b>{}</b> {}</p><p>{}</p>",
            "<p>{}</p><ul><li>{}</li><li>{}</li></ul><p>{}</p>",
            "<p>{}</p><pre>{}\n    {}\n\n{}</pre>",
            "{} <code>{}</code> {}<br>{}",
            "<p>{}</p><table><tr><th>{}</th><th>{}</th></tr><tr><td>{}</td></tr></table>",
            "{} <em>{}</em> <a href='https://example.org/x'>{}</a> {}",
        )
    )
    return from_html(html.format(*words_))[0]


def unlike(random: Random, count: int, words: int = 5) -> list[str]:
    """Texts of options that differ when they are read."""
    found: dict[str, str] = {}
    while len(found) < count:
        made = text(random, words)
        found.setdefault(fold(made).casefold(), made)
    return list(found.values())


def entry(
    random: Random, number: int, *, kinds: tuple[str, ...] = ("single", "multiple", "true-false", "numeric", "text")
) -> Entry:
    """A question with a random choice of everything that can travel."""
    kind = random.choice(kinds)

    def maybe(value: T, otherwise: T) -> T:
        return value if random.random() < 0.5 else otherwise

    options: tuple[Option, ...] = ()
    answers: tuple[Answer, ...] = ()
    if kind == "true-false":
        key = random.random() < 0.5
        options = (Option("True", key, maybe(text(random), "")), Option("False", not key, maybe(text(random), "")))
    elif kind in ("single", "multiple"):
        texts = unlike(random, random.randint(2, 6))
        keys = random.sample(range(len(texts)), 1 if kind == "single" else random.randint(1, len(texts)))
        options = tuple(Option(one, at in keys, maybe(text(random), "")) for at, one in enumerate(texts))
    elif kind == "numeric":
        spelled = random.sample(("1887", "1887 ± 1", "3.2 ± 2 %", "1880..1890", "-0.50", "1.5e3 ± 0.25"), 2)
        answers = tuple(Answer(one, maybe(text(random), "")) for one in spelled)
    else:
        answers = tuple(
            Answer(one, maybe(text(random), "")) for one in dict.fromkeys(plain(random, 3) for _ in range(2))
        )
    item = Item(
        kind, text(random, 20), options, answers,
        explanation=maybe(text(random), ""),
        level=maybe(random.choice(LEVELS), ""),
        difficulty=maybe(random.choice(DIFFICULTIES), ""),
        order=maybe("fixed", "shuffle") if kind in ("single", "multiple") and random.random() < 0.3 else "shuffle",
        as_of=maybe("2026-03-01", ""),
        match=maybe("exact", "") if kind == "text" else "",
        unit=maybe("km", "") if kind == "numeric" else "",
        language=maybe("de", ""),
        tags=tuple(sorted(random.sample(("dates", "two words", "à propos", "c#", "x:y"), random.randint(0, 3)))),
        facts=("F1",) if number % 3 == 0 else (),
    )  # fmt: skip
    if number % 5 == 0:
        item = Item(
            **{name: getattr(item, name) for name in item.__slots__}
            | {"stem": f"{item.stem}\n\n![A map](media/map.png)"}
        )
    head = Head("A page", source="Leaflet, 2nd ed.", url="https://example.org/a", language="en")
    return Entry(
        item,
        uid=f"page/q-{number}",
        title=f"Question {number} " + maybe(plain(random, 2).replace("<", "").replace("&&058;", ""), "plain"),
        category=maybe("History/Old & new", ""),
        status=maybe("approved", "draft"),
        was=maybe((f"old-{number}",), ()),
        head=maybe(head, None) if number % 3 else head,
        facts=(Fact(1, "It was so.", ("it was so",), ("p. 3",)),) if number % 3 == 0 else (),
        defaults=_defaults(random, item),
        feedback=maybe(Feedback(text(random), text(random), text(random)), Feedback()),
        hints=maybe((text(random),), ()),
    )  # fmt: skip


def _defaults(random: Random, item: Item) -> Defaults:
    rule = ""
    weights: tuple[Fraction, ...] = ()
    if item.kind == "multiple" and random.random() < 0.8:
        rule = random.choice(("", *RULES))
        if not rule:
            share = Fraction(1, len(item.keys))
            weights = tuple(share if option.is_key else random.choice((Fraction(0), -share)) for option in item.options)
    if item.kind == "single" and random.random() < 0.2:
        weights = tuple(
            Fraction(1) if option.is_key else random.choice((Fraction(0), Fraction(1, 3))) for option in item.options
        )
    points = random.choice((None, Decimal(2), Decimal("1.5")))
    return Defaults(points, random.choice((None, Decimal("0.1"))), rule, weights, random.choice((None, 30)))
