"""Letters that stand for the first, second, third option in other scripts than the Latin one."""

from __future__ import annotations

from collections.abc import Iterable

ALPHABETS = (
    "абвгдежзик",
    "αβγδεζηθικ",
    "אבגדהוזחטי",
    "أبجدهوزحطي",
    "가나다라마바사아자차",
    "①②③④⑤⑥⑦⑧⑨⑩",
    "กขคงจฉ",
    "アイウエオカキクケコ",
    "ａｂｃｄｅｆｇｈｉｊ",
    "ᴀʙᴄᴅᴇ",
)
LOOK_ALIKE = {"а": "a", "в": "b", "с": "c", "е": "e"}
"""Cyrillic letters typed for Latin ones."""

LATIN = "abcdefghij"


def in_use(letters: Iterable[str]) -> dict[str, str]:
    """Letter → its Latin one, for the script that these letters are of; nothing for a letter that could be of two."""
    found = {letter.lower() for letter in letters}
    others = {letter for letter in found if not letter.isascii()}
    for alphabet in ALPHABETS:
        if alphabet[1] in others and others <= set(alphabet):
            return dict(zip(alphabet, LATIN, strict=False))
    if others <= LOOK_ALIKE.keys() and ("с" in others or others != found):
        return dict(LOOK_ALIKE)
    return {alphabet[0]: "a" for alphabet in ALPHABETS}
