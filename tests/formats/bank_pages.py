"""An invented page and its article, and seeded random pages full of the characters that break a line format."""

from __future__ import annotations

import unicodedata
from random import Random

from quizapp.core.item import DIFFICULTIES, LEVELS, STATUSES, Answer, Item, Option, fold
from quizapp.core.page import Fact, Head, Page, Question
from quizapp.formats.bank.text import is_fence, tidy_text

ARTICLE = """\
The bridge at Tolbrook

Work on the Tolbrook Bridge began in the spring of 1928. The engineer, Renée Venn, chose a steel arch
because the tide runs too fast for piers. The arch spans 212 metres
and was closed on 9 May 1931. Trains crossed from 1932.

Trains crossed from 1932 until a storm took the eastern approach in 1987.
"""

SAMPLE = """\
---
title: The Tolbrook Bridge
source: Leaflet of the Tolbrook harbour museum, 2nd ed.
article: articles/tolbrook-bridge.txt
license: CC BY 4.0
as_of: 2026-03-01
tags: engineering, rivers
---

## Facts

- F1: Work on the bridge began in 1928.
  > Work on the Tolbrook Bridge began in the spring of 1928
- F2: Fast tides ruled out piers, so the bridge is an arch of 212 metres.
  > chose a steel arch
  > because the tide runs too fast for piers
  >
  > The arch spans 212 metres
  @ paragraph 2
  @ p. 4

## Questions

### begun
was: started, old-bridges/tolbrook-start
facts: F1
level: remember
difficulty: easy
tags: dates

When did work on the bridge begin?

- [x] 1928
- [ ] 1931
  > The year in which the arch was closed.
  >
  > \\- a list in a rationale
- [ ] 1932

> Work began in spring.
>
> ```
> year = 1928
> ```

### why-arch
kind: multiple
facts: F1, F2
order: fixed

Which of these hold?

\\1. Think of the tide.
\\\\# two backslashes on the page are one

```text
- [x] this is code
```

- [x] Piers would have stood in a fast tide
- [x] The span is printed by
  ```python
  print(200 +  12)

  \t# a tab may stand here
  ```
- [ ] The arch was cheaper

### tide

The tide at Tolbrook is slow.

- [ ] True
- [x] False

### span
facts: F2
status: draft
unit: m

How long is the span?

= 212 ± 1
= 2.12e2
  > The same in another spelling.

### engineer
match: exact

Who designed the bridge? ![A woman with a drawing board](media/engineer.jpg)

= Renée Venn
= Venn
"""

FRAGMENTS = (
    *("- ", "* ", "+ ", "-", "#", "# ", "## ", "### ", ">", "> ", "=", "= ", ":", ": ", "@", "@ ", "[", "]", "{", "}"),
    *("- [ ] ", "- [x] ", "- [X] ", "[x] ", "A) ", "b. ", "(c) ", "1. ", "12) ", "---", "--", "• ", "was: ", "Note: "),
    *("~", "~~~", "`", "``", "```", "```py", "````", "\\", "\\\\", "\\\\\\", "$", "$x^2$", "&", "<b>", "|", "%", "±"),
    *("F1", "- F2: ", "## Facts", "=1", " ", "  ", "    ", "\u00a0", "\u2028", "\u2029", "\u3000", "\u200b", "\ufeff"),
    *(
        "å",
        "e\u0301",
        "\u0301",
        "\u0338",
        "ß",
        "İ",
        "Ω",
        "\u212b",
        "ñ",
        "日本",
        "🌉",
        "\U0001d400",
        "\u1100\u1161",
        "ﬁ",
    ),
    *("bridge", "span", "1932", "3.50", "cable", "pier", "tide", "of", "the", "Note", "level"),
)
CODE = (*FRAGMENTS, "\t", "\t\t", "   ", "def f():", "### x", "- [x] y")
NUMBERS = ("1932", "-4", "3.50", "1932 ± 1", "3.2 ± 2 %", "1880..1890", "+7", "6e3", "\u22125", "0.10±0.01")


def line(rng: Random, fragments: tuple[str, ...] = FRAGMENTS) -> str:
    """A line of text that is not blank and ends in no whitespace."""
    while True:
        text = unicodedata.normalize("NFC", "".join(rng.choices(fragments, k=rng.randint(1, 7)))).rstrip()
        if text:
            return text


def one_line(rng: Random) -> str:
    while True:
        text = line(rng).strip()
        if not is_fence(text):
            return text


def fence(rng: Random) -> list[str]:
    mark = rng.choice(("```", "~~~", "`````", "~~~~"))
    inner = ["".join(rng.choices(CODE, k=rng.randint(0, 4))) for _ in range(rng.randint(0, 4))]
    inner = [unicodedata.normalize("NFC", text) for text in inner]
    inner = [text for text in inner if not text.strip().startswith(mark[0] * 3)]
    return [mark + rng.choice(("", "py", " text")), *inner, mark + rng.choice(("", mark[0]))]


def text(rng: Random) -> str:
    """Paragraphs and code, as the reader returns them.

    `tidy_text` matters only where fragments happened to open a fence; everything else must be tidy already.
    """
    parts: list[str] = []
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        if parts and rng.random() < 0.5:
            parts.append("")
        parts += fence(rng) if rng.random() < 0.15 else [line(rng) for _ in range(rng.randint(1, 3))]
    return tidy_text("\n".join(parts))


def _option_text(rng: Random) -> str:
    parts = [] if rng.random() < 0.05 else [one_line(rng)]
    if not parts or rng.random() < 0.1:
        parts += fence(rng)
    return "\n".join(parts)


def _maybe(rng: Random, value: str, chance: float = 0.4) -> str:
    return value if rng.random() < chance else ""


def _options(rng: Random, kind: str) -> tuple[Option, ...]:
    texts: list[str] = ["True", "False"] if kind == "true-false" and rng.random() < 0.7 else []
    wanted = 2 if kind == "true-false" else rng.randint(2, 6)
    while len(texts) < wanted:
        new = _option_text(rng)
        if fold(new) and fold(new) not in map(fold, texts):
            texts.append(new)
    rng.shuffle(texts)
    keys = set(rng.sample(range(wanted), rng.randint(1, wanted - 1) if kind == "multiple" else 1))
    return tuple(Option(t, place in keys, _maybe(rng, text(rng))) for place, t in enumerate(texts))


def _answers(rng: Random, kind: str) -> tuple[Answer, ...]:
    texts = [rng.choice(NUMBERS) if kind == "numeric" else one_line(rng) for _ in range(rng.randint(1, 3))]
    return tuple(Answer(t, _maybe(rng, text(rng), 0.2)) for t in texts)


def item(rng: Random, facts: tuple[Fact, ...] = ()) -> Item:
    kind = rng.choice(("single", "single", "multiple", "true-false", "numeric", "text"))
    choice = kind not in ("numeric", "text")
    names = [fact.name for fact in facts]
    return Item(
        kind,
        text(rng),
        options=_options(rng, kind) if choice else (),
        answers=() if choice else _answers(rng, kind),
        explanation=_maybe(rng, text(rng), 0.5),
        facts=tuple(rng.sample(names, rng.randint(0, min(3, len(names))))),
        level=_maybe(rng, rng.choice(LEVELS)),
        difficulty=_maybe(rng, rng.choice(DIFFICULTIES)),
        order="fixed" if rng.random() < 0.2 else "shuffle",
        as_of=_maybe(rng, "2024-02-29", 0.2),
        match="exact" if kind == "text" and rng.random() < 0.3 else "",
        unit=_maybe(rng, one_line(rng), 0.5) if kind == "numeric" else "",
        language=_maybe(rng, rng.choice(("nb", "pt-BR", "zh-Hant-TW")), 0.2),
        tags=tuple(sorted(rng.sample(("arches", "steel age", "日本", "ñandú", "2024", "c++"), rng.randint(0, 3)))),
    )


def page(seed: int) -> Page:
    rng = Random(seed)
    article = _maybe(rng, "articles/tolbrook-bridge.txt")
    facts = tuple(
        Fact(
            number,
            one_line(rng),
            tuple("\n".join(one_line(rng) for _ in range(rng.choice((1, 1, 2)))) for _ in range(rng.randint(1, 2))),
            tuple(one_line(rng) for _ in range(rng.randint(0 if article else 1, 2))),
        )
        for number in sorted(rng.sample(range(1, 30), rng.choice((0, 1, 2, 3))))
    )
    head = Head(
        one_line(rng),
        source=_maybe(rng, one_line(rng)),
        publisher=_maybe(rng, one_line(rng)),
        published=_maybe(rng, "2019-05-31"),
        url=_maybe(rng, "https://example.org/a?b=c#d"),
        article=article,
        license=_maybe(rng, "CC BY 4.0"),
        language=rng.choice(("en", "nb")),
        as_of=_maybe(rng, "2026-03-01"),
        tags=("bridges", "steel age")[: rng.randint(0, 2)],
        was=_maybe(rng, "tolbrook", 0.1),
    )
    questions = tuple(
        Question(
            f"q{number}" + "-x" * rng.randint(0, 2),
            item(rng, facts),
            was=tuple(f"{prefix}old-{number}" for prefix in rng.sample(("", "other-page/"), rng.choice((0, 0, 1, 2)))),
            status=rng.choice(STATUSES),
        )
        for number in range(rng.randint(1, 4))
    )
    return Page("tolbrook-bridge", head, facts, questions)
