"""Whether a question is the sentence with whole pieces left out, and not with a piece torn off.

"Reynaud created the Praxinoscope in 1877 and the Théâtre Optique in December 1888" gives no "Who created the
Praxinoscope in 1877 in December 1888?". What is left out between two words that stand side by side in the question
must be something set off, the answer itself, or a whole part of the predicate before "and".
"""

from __future__ import annotations

import itertools
import re
from difflib import SequenceMatcher

from quizapp.generate.grammar import FINITE
from quizapp.generate.reading import Parsed, Token

_JOINS = frozenset({"and", "or", "but"})
_MARKS = frozenset({",", "(", ")", "[", "]", "-", "–", "—", "--", ";", ":"})


def torn(p: Parsed, stem: str, key: str) -> str:
    """The words of the question between which something is torn out; empty when it is whole."""
    words = re.findall(r"[\w’'.-]*\w|[^\w\s]", stem.rstrip("?"))
    tokens = [t for t in p.tokens if t.pos != "SPACE"]
    printed = [t.text.lower() for t in tokens]
    forms = {t.lemma: t.text.lower() for t in tokens if t.pos == "VERB"}  # "did she take over" of "took over"
    asked = [w if w in printed else forms.get(w, w) for w in map(str.lower, words)]
    blocks = SequenceMatcher(None, asked, printed, autojunk=False).get_matching_blocks()
    answer = set(re.findall(r"\w+", key.lower()))
    for (a, b, size), (next_a, next_b, next_size) in itertools.pairwise(blocks):
        if not next_size or a + size != next_a or b + size >= next_b:
            continue
        if not _may_go(tokens[b + size : next_b], tokens[next_b], answer):
            return f"{words[next_a - 1]} {words[next_a]}"
    return _half_of_two(tokens, words)


def clipped(p: Parsed, stem: str, key: str) -> str:
    """The last words of a question behind which the sentence says on what it needs; empty when it may end there.

    "How many supporters determined their leader?" of "who determined their leader would not be arrested"; "the
    26-year?" of "the 26-year-old"; "in the southern part?" of "the southern part of the country".
    """
    words = re.findall(r"[\w’'.-]*\w", stem)
    tokens = [t for t in p.tokens if t.pos != "SPACE"]
    final = words[-1].lower().rpartition("-")[2]
    ends = [n for n, t in enumerate(tokens) if n and final in (t.text.lower(), t.lemma)]
    if len(ends) != 1 or tokens[ends[0] - 1].text.lower() not in " ".join(words[-4:]).lower():
        return ""
    last, after = tokens[ends[0]], tokens[ends[0] + 1] if ends[0] + 1 < len(tokens) else None
    if after is None:
        return ""
    end = f"{words[-2]} {words[-1]}"
    if not last.space and after.text in ("-", "–", "/"):
        return end
    if after.tag in FINITE and after.text.lower() not in {w.lower() for w in words}:
        which = max((n for n, t in enumerate(tokens[: ends[0]]) if t.tag in ("WP", "WDT")), default=0)
        set_off = which and tokens[which - 1].text == "," and all(t.text != "," for t in tokens[which : ends[0] + 1])
        if set_off or (last.dep.startswith("nsubj") and after.dep != "conj" and last.head in (after.i, after.head)):
            return end  # what a comma opens a comma must close: the verb belongs to the last noun
    ahead = ends[0] + 1
    while ahead < len(tokens) and (tokens[ahead].pos == "NUM" or tokens[ahead].text.lower() in key.lower().split()):
        ahead += 1
    if ahead > ends[0] + 1 and ahead + 1 < len(tokens) and last.pos == "VERB":
        after = tokens[ahead + (tokens[ahead].text in stem.split())]  # behind what is asked for and its noun
    if f" {after.text} {p.tokens[after.i + 1].text if after.i + 1 < len(p.tokens) else ''}" in stem:
        return ""
    if after.text in ("of", "per", "than") and last.pos in ("NOUN", "VERB", "ADJ"):
        return end
    if after.text in ("from", "into", "onto", "out") and last.dep == "dobj" and after.head == last.head:
        return end  # "drove the Cossacks from the lower river"
    two = after.text == "and" and ends[0] + 2 < len(tokens) and tokens[ends[0] + 2].tag in ("VBD", "VBZ")
    return end if two and len(words) < 8 else ""


def _may_go(gone: list[Token], after: Token, answer: set[str]) -> bool:
    texts = [t.text.lower() for t in gone]
    if said := [n for n, text in enumerate(texts) if text in answer]:  # what is asked for, and what goes with it
        rest = gone[said[-1] + 1 :]
        beside = any(t.text == "," for t in rest) and after.tag in ("DT", "NN", "NNP")  # "opened in 1897, the gift of"
        return not beside and not any(t.text.lower() in _ANCHORS for t in rest)
    if any(t.ent in ("DATE", "TIME") for t in gone):
        return True
    verbal = after.tag in FINITE or after.pos in ("VERB", "AUX")
    if "or" in texts or (texts == ["and"] and not verbal):
        return False  # "destroyed or damaged"; "3 for 77 and McGrath 2 for 66"
    if texts == [","] and after.tag in ("VBN", "RB", "JJ"):
        return False  # "the last wicket to fall, clean bowled by ..."
    if texts[-1] in _MARKS or texts[-1] in _JOINS or after.text in _MARKS:
        return True
    if verbal:
        return True  # between a subject and its verb
    if all(t.pos in ("ADV", "DET", "PART", "PUNCT", "AUX") or t.dep in ("prep", "poss", "case") for t in gone):
        return True
    return not (texts[0] in _JOINS or texts[0] in _MARKS)


_ANCHORS = frozenset("after before until during following".split())
""" "who took over in 2021 after a decade at a rival firm" did not take over at a rival firm."""


def _half_of_two(tokens: list[Token], words: list[str]) -> str:
    """ "Aldrin was moved to CMP and Fred Haise": the verb of the second half has been left out."""
    text = " ".join(words).lower()
    for n, t in enumerate(tokens):
        if t.text.lower() not in _JOINS:
            continue
        end = n + 1
        while end < len(tokens) and tokens[end].pos in ("PROPN", "NOUN", "NUM", "DET", "ADJ"):
            end += 1
        if end == n + 1 or end >= len(tokens) or tokens[end].tag not in (*FINITE, "VBN"):
            continue
        said = " ".join(x.text.lower() for x in tokens[n:end])
        if text.endswith(said) or (f"{said} {tokens[end].text.lower()}" not in text and f" {said} " in f"{text} "):
            return said
    return ""
