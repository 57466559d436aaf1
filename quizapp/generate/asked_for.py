"""The words that ask for what is left out of a clause: "in which year", "about how many", "how many metres above"."""

from __future__ import annotations

import re
from typing import NamedTuple

from quizapp.generate.gaps import Gap
from quizapp.generate.grammar import SUBJECTS, upwards
from quizapp.generate.leaning import SPANS
from quizapp.generate.reading import Parsed, Token, text_of
from quizapp.generate.sentences import MONTH
from quizapp.generate.turnable import Turnable


class Asked(NamedTuple):
    """The words that ask, and the tokens that they stand for."""

    words: str
    tokens: frozenset[int]


def asked_for(p: Parsed, gap: Gap, clause: Turnable) -> Asked | None:
    """What asks for what is left out; None where that is no part of its own."""
    if gap.asked in ("year", "date"):
        return _time(p, gap, clause)
    if gap.asked == "number":
        return _number(p, gap, clause)
    return _place(p, gap, clause) if gap.asked in ("city or town", "country") else None


def _time(p: Parsed, gap: Gap, clause: Turnable) -> Asked | None:
    """ "in which year", "on which date", "since which year", "in the summer of which year"."""
    over = next((t for t in reversed(p.tokens[: gap.tokens.start]) if t.dep == "prep" and t.text.lower() != "of"), None)
    if over is None:
        return None
    part = p.tokens[over.i - 1].text.lower() if over.i else ""
    if part in ("early", "late") and gap.asked == "year" and over.i + 1 == gap.tokens.start:
        return Asked(f"{part} in which year", frozenset(range(over.i - 1, gap.tokens.stop)))
    if part in _OF_THE_DATE:
        return None
    before = text_of(p.tokens[over.i : gap.tokens.start]).strip().lower()
    on = p.tokens[over.head]
    # "won gold at the Olympics in 2012", not "held it until the Treaty of Utrecht in 1713"
    between = {t.text.lower() for t in upwards(p, on.i) if t.dep in ("prep", "mark")}
    later = clause.verb.i < on.i < over.i and before in ("in", *LASTING) and not between & _TIMED
    if on.i != clause.verb.i and on.dep != "xcomp" and not later:
        return None
    what, end = "date" if gap.asked == "date" else "year", gap.tokens.stop
    if before == "from" and p.tokens[min(end, len(p.tokens) - 1)].text.lower() in ("on", "onward", "onwards"):
        return Asked(f"from which {what} on", frozenset(range(over.i, end + 1)))
    if before in LASTING and clause.verb.lemma in _OF_THE_PAST:
        return None  # "has ordered the seizure of all records since 2018"
    if _ENDS_OF_TIME.fullmatch(before):
        wh = f"{before} which {what}"
    else:
        wh = f"{'on' if what == 'date' else 'in'} which {what}" if _ON_A_DAY.fullmatch(before) else ""
    return Asked(wh, frozenset(range(over.i, end))) if wh else None


LASTING = ("since", "until", "from")
_OF_THE_PAST = frozenset("order demand request examine review check seize study record read".split())
_TIMED = frozenset("until till before after since between by from".split())
_OF_THE_DATE = frozenset("early late only not even as".split())
_ENDS_OF_TIME = re.compile(
    r"since|until|from|during|(?:at|by|from|since|until) the (?:end|beginning|start) of"
    r"|(?:in|since|until) the (?:spring|summer|autumn|winter) of"
)
_ON_A_DAY = re.compile(rf"(?:in|on)(?: the \w+ of)?(?: \d+)?(?: {MONTH})?(?: \d+,)?", re.IGNORECASE)


def _place(p: Parsed, gap: Gap, clause: Turnable) -> Asked | None:
    """ "in which city or town", where the place is that of the verb alone."""
    over = p.tokens[gap.tokens.start - 1] if gap.tokens.start else clause.verb
    if over.dep != "prep" or over.head != clause.verb.i or over.text.lower() not in ("in", "at", "to", "from", "into"):
        return None
    word = "in" if over.text.lower() == "at" else over.text.lower()
    return Asked(f"{word} which {gap.asked}", frozenset(range(over.i, gap.tokens.stop)))


def _number(p: Parsed, gap: Gap, clause: Turnable) -> Asked | None:
    """ "how many old rifles", "for how many years", "how many metres above the sea"."""
    head = p.tokens[gap.head]
    inside = p.subtree(head.i)
    loose = [c for c in p.children[head.i] if c > head.i and p.tokens[c].dep == "prep" and p.tokens[c].text in _LOOSE]
    inside = [i for i in inside if not any(i in p.subtree(c) for c in loose)]
    before = [p.tokens[i].text.lower() for i in inside if i < gap.tokens.start]
    if any(p.tokens[i].dep in ("conj", "cc") for i in inside) or before not in ([], *([word] for word in _ABOUT)):
        return None
    if inside != list(range(inside[0], inside[-1] + 1)) or any(p.tokens[i].text == "," for i in inside):
        return None
    counted = text_of(p.tokens[gap.tokens.stop : inside[-1] + 1]).strip()
    how = f"{'about ' * bool(before)}how many {counted}"
    over = p.tokens[head.head]
    if head.dep in ("dobj", "attr", *SUBJECTS) and (over.i == clause.verb.i or over.dep == "xcomp"):
        return Asked(how, frozenset(inside))
    of_it = over.head == clause.verb.i and clause.verb.lemma != "be"
    word, done = over.text.lower(), clause.was or clause.verb.tag == "VBN"
    over_it = word in _OVER or (word == "with" and done)
    if head.dep == "pobj" and of_it and over_it and over.i + 1 == inside[0]:
        if word == "for" and head.lemma not in SPANS:  # "runs for ____ metres from here to there"
            how = how.removesuffix(text_of(p.tokens[head.i + 1 : inside[-1] + 1]).strip())
            inside = [i for i in inside if i <= head.i]
            return Asked(how, frozenset((over.i, *inside)))
        return Asked(f"{word} {how}", frozenset((over.i, *inside)))
    return _how_far(p, clause, head, inside, how) if head.dep == "npadvmod" else None


def _how_far(p: Parsed, clause: Turnable, head: Token, inside: list[int], how: str) -> Asked | None:
    """ "how many metres above the sea", "how many kilometres north of the Arctic Circle", moved as a whole."""
    over = p.tokens[head.head]
    apart = inside[0] > 0 and p.tokens[inside[0] - 1].text == ","
    of_it = over.head == clause.verb.i or (apart and over.pos == "ADV")
    moved = inside if over.i == clause.verb.i else p.subtree(over.i) if of_it else []
    torn = moved[:1] != inside[:1] or len(moved) > 8 or moved[-1] - moved[0] >= len(moved)
    several = any(p.tokens[i].dep in ("conj", "cc") for i in moved)  # "183 metres long and 120 metres wide"
    if torn or several or (over.pos == "ADJ" and clause.verb.lemma != "be"):
        return None  # "come from a strip 40 kilometres long"
    if apart and clause.verb.lemma not in _LIES:
        return None
    farther = text_of(p.tokens[inside[-1] + 1 : moved[-1] + 1]).strip()
    where = range(clause.verb.i + 1, moved[0]) if apart else ()  # "lies in Lapland, ____ km north of the Arctic Circle"
    return Asked(f"{how} {farther}", frozenset((*where, *moved)))


_LOOSE = frozenset("against in at on to".split())
"""Prepositions by which what stands behind a counted thing may follow the verb: "did he lead against the town"."""
_LIES = frozenset("lie stand be".split())
_ABOUT = ("about", "some", "around", "roughly")
_OVER = frozenset("in on for into by after within over during through".split())
"""Prepositions that a question may open with."""
