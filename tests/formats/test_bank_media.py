"""Pictures on bank pages: local, described, and not telling the key."""

from __future__ import annotations

import pytest

from quizapp.formats import bank

PAGE = """---
title: T
---

## Questions

### q

Which? {stem}

- [x] Blue {key}
- [ ] Green
  > Not {why}

> So. {end}
"""
WRITE = "write a picture as `![what it shows](media/name.png)`, a PNG, JPEG, WebP or GIF file below media/; found "


def read(**parts: str) -> list[str]:
    page, problems = bank.read(PAGE.format(**{"stem": "", "key": "", "why": "", "end": ""} | parts), "p")
    assert (page is None) == bool(problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("![ ](media/a.png)", "the picture `media/a.png` has no alternative text; write in the brackets what it shows"),
        ("![a](https://example.org/a.png)", WRITE + "`https://example.org/a.png`"),
        ("![a](//example.org/a.png)", WRITE + "`//example.org/a.png`"),
        ("![a](media/../a.png)", WRITE + "`media/../a.png`"),
        ("![a](/media/a.png)", WRITE + "`/media/a.png`"),
        ("![a](media/a.svg)", WRITE + "`media/a.svg`"),
        ('![a](media/a.png "t")', WRITE + '`media/a.png "t"`'),
        ("![a][b]", WRITE + "`a`"),
    ],
)
def test_it_refuses_pictures_that_are_remote_nameless_or_of_another_kind(picture: str, message: str) -> None:
    assert read(stem=picture) == [f"p.md:9: {message}"]
    assert read(end=picture) == [f"p.md:15: {message}"]


def test_it_refuses_alternative_text_that_tells_the_key() -> None:
    told = "the alternative text of `media/a.png` tells the key, `blue`; describe what is seen"
    assert read(stem="![The  BLUE sky](media/a.png)") == [f"p.md:9: {told}"]
    assert read(stem="![A bluebell](media/a.png)") == []
    assert read(end="![The blue sky](media/a.png)") == []  # shown after the answer


def test_it_leaves_pictures_in_code_alone() -> None:
    assert read(stem="`![a](https://example.org/a.png)`") == []
    assert read(stem="\n\n~~~\n![a](https://example.org/a.png)\n~~~") == []


def test_it_lists_every_picture_of_a_page_once() -> None:
    parts = {"stem": "![a](media/a.png) ![b](media/b.gif)", "why": "![c](media/c.webp)", "end": "![a](media/a.png)"}
    page, _ = bank.read(PAGE.format(key="", **parts), "p")
    assert page is not None
    assert bank.media_names(page) == ("media/a.png", "media/b.gif", "media/c.webp")
