"""Forms of English words. lemminflect is loaded with the first of them: it loads spaCy, which takes a second.

A server, its worker and most commands come past this room, for a version or a frequency, without drafting.
"""

from __future__ import annotations


def inflected(lemma: str, tag: str) -> tuple[str, ...]:
    """The forms of a word for a Penn tag such as VBG, the most usual one first; none when it has none."""
    from lemminflect import getInflection

    forms: tuple[str, ...] = getInflection(lemma, tag=tag)
    return forms
