"""Markdown as plain words, for places without markup: lists, titles, the heads of tables, audit lines."""

from __future__ import annotations

import re

_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\([^()\s]*\)")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\([^()\s]*\)")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,}).*$", re.MULTILINE)
_LINE_MARK = re.compile(r"^\s{0,3}(?:#{1,6}|>|[-*+])\s+", re.MULTILINE)
_CODE = re.compile(r"(`+)(.+?)\1", re.DOTALL)
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_STAR = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")
_UNDERSCORE = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+?)(?<=[^\s_])_(?![\w_])")
_BREAK = re.compile(r"(?<!\\)((?:\\\\)*)\\\n")  # a new line within a paragraph
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ANNOUNCED = re.compile(r"[^“]{0,60}(?:“[^”]{1,160}”)?, which [^“]{1,40} completes the (?:sentence|passage) (?=“.)")
_SOURCE = re.compile(r"According to (?:paragraph \d+ of )?the (?:article|text)(?: “[^”]{1,160}”)?, (?=\w)")
_ASIDE = 0xF0000  # a private plane of Unicode, in which no text is written
_BACK = {_ASIDE + code: chr(code) for code in range(128)}


def plain(markdown: str) -> str:
    """The text as one line without its marks; a picture is its alternative text.

    >>> plain("Which **river** is *not* in `Europe`?")
    'Which river is not in Europe?'
    """
    text = _BREAK.sub(r"\1\n", markdown)
    text = _ESCAPE.sub(lambda found: chr(_ASIDE + ord(found[1])), text)  # out of the way of what follows
    text = _PICTURE.sub(r"\1", text)
    text = _LINK.sub(r"\1", text)
    text = _LINE_MARK.sub("", _FENCE.sub("", text))
    text = _CODE.sub(r"\2", text)
    text = _STRONG.sub(r"\2", text)
    text = _UNDERSCORE.sub(r"\1", _STAR.sub(r"\1", text))
    return " ".join(text.translate(_BACK).split())


def brief(stem: str) -> str:
    """What a list names a question by: what it asks without its source, of a sentence to be completed the sentence.

    >>> brief("According to the article, which year completes the sentence “It burned in ____”?")
    '“It burned in ____”?'
    >>> brief("According to paragraph 5 of the article “The pier”, in which year did it burn?")
    'In which year did it burn?'
    """
    if announced := _ANNOUNCED.match(stem):
        return stem[announced.end() :]
    source = _SOURCE.match(stem)
    return stem[source.end()].upper() + stem[source.end() + 1 :] if source else stem


def shortened(text: str, most: int = 80) -> str:
    """The text, or its first whole words and `…`.

    >>> shortened("Which river is long?", 14)
    'Which river…'
    """
    if len(text) <= most:
        return text
    words = text[: most - 1]
    whole = words if text[most - 1].isspace() else words.rpartition(" ")[0] or words
    return f"{whole.rstrip(' ,;:–—-')}…"


def unstopped(text: str) -> str:
    """The text without a full stop at its end, to stand within a sentence; one that belongs to the word stays.

    >>> unstopped("It burned in 1947."), unstopped("He lived in the U.S."), unstopped("And then ...")
    ('It burned in 1947', 'He lived in the U.S.', 'And then ...')
    """
    last = text.rpartition(" ")[2]
    return text[:-1] if last.endswith(".") and "." not in last[:-1] else text
