"""A number or date asked where it stands: "The council set aside how many hectares for the park?"

The sentence keeps its own order, so nothing rests on a parse of its clauses; only the place of the value must be
sure. The sentence has to stand alone, and what follows the value after a comma is cut when it is an aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from quizapp.generate.by_name import Found, bare_subject, name_at
from quizapp.generate.candidates import Candidate
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import MONTHS
from quizapp.generate.sound import GRAVE
from quizapp.generate.standing import SPOILT, somebodys_word, standing
from quizapp.generate.values import SCALES, read_value
from quizapp.generate.whole_words import in_place
from quizapp.generate.wording import lowered, question
from quizapp.generate.words import ANAPHORIC, REPORTING, WEEKDAYS

LONGEST = 26
"""Words of a question in the sentence's own order; it is read to the end before it is understood."""
_BOUND = frozenset("over than least most exceeding above under below up between fewer".split())
"""Words that make a number a bound: when "over 500" is so, "over 300" is so too."""
FRACTIONS = frozenset("half third quarter fifth tenth".split())
_ASIDES = frozenset({"WDT", "WP", "WRB", "VBG", "VBN"})
_JOINING = frozenset("to from or and only just per".split())


def draft(reading: Reading) -> Iterator[Candidate]:
    """Values and names of a sentence that stands alone: behind its verb, or where they open it."""
    for p in reading.parsed:
        tokens = standing(reading, p)
        if not tokens:
            continue
        root = next(t.i for t in p.tokens if t.dep == "ROOT")
        inside = set(tokens)
        for i in tokens:
            found = value_at(p, i) or name_at(reading, p, i)
            if found is None or not inside >= set(found.span):
                continue
            if _two(reading, p):
                continue
            if found.entity is not None and bare_subject(p, p.child(root, "nsubj", "nsubjpass") or 0):
                continue
            if found.entity is not None and p.sentence.text.endswith(" ."):
                continue  # a name cut in two: "Node .js"
            opens = found.span[0] == tokens[0]
            if found.span[0] < root and not opens:
                continue
            if opens and found.entity is not None and p.tokens[found.span[-1] + 1].text == ",":
                continue
            kept = _without_asides(p, tokens, found.span)
            if found.entity is not None and p.child(found.head, "appos") is not None:
                kept = [k for k in kept if k <= found.span[-1]]  # what the name is would give it away
            if any(p.tokens[k].lemma in REPORTING | {"accord"} for k in tokens if k > kept[-1]):
                continue  # the aside says whose word it is
            if found.pool in _FRONTED and any(p.tokens[k].tag == "VBG" for k in range(root, found.span[0])):
                continue  # "won a prize for finding it in 1995": which of the two?
            if found.pool == "person" and any(p.tokens[k].lemma in ("also", "too") for k in tokens):
                continue
            if opens and found.pool in _FRONTED:
                kept = _turned(p, kept, found.span)
            if found.entity is None and not _plain(p, root, tokens, kept, found):
                continue
            try:
                candidate = _ask(reading, p, kept, found) if kept else None
            except Unclear:
                continue
            if candidate is not None:
                yield candidate


def _plain(p: Parsed, root: int, tokens: list[int], kept: list[int], found: Found) -> bool:
    """Whether a value stands in the main clause of a sentence that is read at one go.

    "He was the last keeper and he died in which year?" and "... occurred, which cost how many lives?" are clumsy, and
    "the decision by how many states?" without "to join" has lost what it says.
    """
    joined = p.child(root, "conj")
    if joined is not None and (joined in kept or p.lemmas & GRAVE):
        return False  # "settlers arrived, massacred and enslaved": what is cut off weighs more than what is asked
    if sum(p.tokens[k].text == "," for k in kept) > 2:
        return False
    at = p.tokens[found.head]
    while at.i != root and at.head != at.i:
        if at.dep in ("relcl", "conj", "advcl", "pcomp", "parataxis"):
            return False
        at = p.tokens[at.head]
    lost = set(tokens) - set(kept)
    return not any(p.tokens[k].dep == "acl" and p.tokens[k].tag == "VB" for k in lost)


def _two(reading: Reading, p: Parsed) -> bool:
    """Whether a pronoun behind a named subject would be printed as a second name: one person under two names."""
    subjects = [t for t in p.tokens if t.dep in ("nsubj", "nsubjpass")]
    return any(
        t.pos == "PRON" and (p.index, t.i) in reading.resolved and s.pos != "PRON" and s.text[0].isupper()
        for s, t in pairwise(subjects)
    )


_FRONTED = frozenset({"year", "day", "month", "weekday"})


def _turned(p: Parsed, tokens: list[int], span: list[int]) -> list[int]:
    """The tokens with a date that opens the sentence put behind it; none when it could then belong to another verb."""
    rest = [i for i in tokens if i > span[-1]]
    if rest and p.tokens[rest[0]].text == ",":
        rest = rest[1:]
    finite = sum(p.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in rest)
    plain = not any(p.tokens[i].text in (",", ";") or p.tokens[i].tag in ("WDT", "WP", "WRB", "VBG") for i in rest)
    return [*rest, *span] if finite == 1 and plain and len(rest) <= 16 else []


def _ask(reading: Reading, p: Parsed, tokens: list[int], found: Found) -> Candidate | None:
    turned = tokens != sorted(tokens)
    told = phrase(reading, p, tokens, whole=True).rstrip(" .;,")
    if SPOILT.search(told) or len(told.split()) < 7 or re.search(r"\b(?:they|them|it)\b", told):
        return None
    if any(e.type == "PERSON" and told.count(e.name) > 1 for e in reading.entities.all):
        return None  # "Holt introduced Holt": a pronoun was taken for the wrong person
    if turned:
        rest = phrase(reading, p, [i for i in tokens if i not in found.span], whole=True).rstrip(" .;,")
        body = f"{_small(p, tokens[0], rest)} {found.asked}"
    else:
        said = phrase(reading, p, found.span, whole=True)
        asked = in_place(told, said, found.asked)
        if asked is None:
            return None
        body = asked
        body = _small(p, tokens[0], body) if found.span[0] != tokens[0] else body
    lead = "" if body.lower().startswith("according to") else "According to the article, "
    stem = question(f"{lead}{body}".replace(" that how many ", " how many "))
    if len(stem.split()) > LONGEST:
        return None
    return Candidate(
        f"slot-{found.pool}",
        stem,
        found.key,
        found.pool,
        p.index,
        told[0].upper() + told[1:] + ".",
        f"slot {p.tokens[found.head].lemma}",
        entity=found.entity,
        head=found.head,
        attributed=somebodys_word(p),
    )


def _small(p: Parsed, first: int, text: str) -> str:
    """A sentence's first word in lower case, unless it begins a name."""
    token = p.tokens[first]
    following = p.tokens[first + 1].text if first + 1 < len(p.tokens) else ""
    if token.pos == "DET" and token.text != "A":
        return text[0].lower() + text[1:]
    return text if following[:1].isupper() and token.pos != "ADP" else lowered(p, text)


def value_at(p: Parsed, i: int) -> Found | None:
    """The number or date at a token when its place in the sentence is sure."""
    token = p.tokens[i]
    before = p.tokens[i - 1] if i else None
    after = p.tokens[i + 1] if i + 1 < len(p.tokens) else None
    if (before is not None and before.text in ("-", "–", "—", "/")) or (
        after is not None and after.text in ("-", "–", "—", "/")
    ):
        return None
    if token.text.lower() in WEEKDAYS and before is not None and before.text.lower() == "on":
        alone = sum(t.text.lower() in WEEKDAYS for t in p.tokens) == 1 and _verbal(p, i - 1)
        alone = alone and (after is None or after.text not in ("and", "or"))
        return Found([i - 1, i], "on which day of the week", token.text, "weekday", i) if alone else None
    if token.ent == "DATE" and before is not None:
        return _date(p, i, before, after)
    if token.tag == "CD":
        return _count(p, token, before, after)
    return None


def _date(p: Parsed, i: int, before: Token, after: Token | None) -> Found | None:
    token = p.tokens[i]
    follows = after.text if after is not None else "."
    word = before.text.lower()
    if word in ("in", "on", "since", "until") and not _verbal(p, before.i):
        return None
    if re.fullmatch(r"(?:1[0-9]|20)\d\d", token.text) and word in ("in", "since", "until"):
        if follows in ("and", "or", "to"):
            return None
        return Found([i - 1, i], f"{word} which year", token.text, "year", i)
    if token.text in MONTHS and word in ("in", "on"):
        span = [j for j in range(i, min(i + 4, len(p.tokens))) if p.tokens[j].ent == "DATE"]
        while span and p.tokens[span[-1]].text == ",":
            span.pop()
        text = "".join(p.tokens[j].text + (" " if p.tokens[j].space else "") for j in span).strip()
        if word == "on" and re.fullmatch(rf"{token.text} \d{{1,2}}(?:, \d{{4}})?", text):
            return Found([i - 1, *span], "on what date", text, "day", i)
        if word == "in" and re.fullmatch(rf"{token.text} \d{{4}}", text):
            return Found([i - 1, *span], "in which month and year", text, "month", i)
    if token.text.isdigit() and word == "on" and follows in MONTHS:
        span = [j for j in range(i, min(i + 3, len(p.tokens))) if p.tokens[j].ent == "DATE"]
        text = " ".join(p.tokens[j].text for j in span)
        if re.fullmatch(r"\d{1,2} [A-Z][a-z]+(?: \d{4})?", text):
            return Found([i - 1, *span], "on what date", text, "day", i)
    return None


def _verbal(p: Parsed, preposition: int) -> bool:
    """Whether "in 1990" tells when something happened and is no part of a noun phrase."""
    above = p.tokens[p.tokens[preposition].head]
    return p.tokens[preposition].dep == "prep" and above.pos in ("VERB", "AUX", "ADJ") and above.dep != "acl"


def _count(p: Parsed, token: Token, before: Token | None, after: Token | None) -> Found | None:
    if token.text.lower() in ("one", "1", "zero", "0") or after is None:
        return None
    span = [token.i]
    if after.text in SCALES and token.dep in ("compound", "nummod", "quantmod"):
        span.append(after.i)
        after = p.tokens[after.i + 1] if after.i + 1 < len(p.tokens) else None
    last = p.tokens[span[-1]]
    near = {t.text.lower() for t in p.tokens[max(0, token.i - 3) : token.i]}
    if near & _BOUND or (before is not None and before.text.lower() in _JOINING):
        return None
    if (
        p.child(token.i, "conj", "cc") is not None
        or any(p.tokens[k].dep == "cc" for k in p.subtree(token.head))
        or (before is not None and before.tag == "CD")
    ):
        return None
    key = " ".join(p.tokens[j].text for j in span)
    if before is not None and before.text in ("$", "£", "€", "US$"):
        return _money(p, before, span, key)
    if after is not None and after.text in ("%", "percent") and read_value(key) is not None:
        of = p.tokens[after.i + 1].text if after.i + 1 < len(p.tokens) else ""
        text = f"{key}{'%' if after.text == '%' else ' percent'}"
        return Found([token.i, after.i], "what percentage", text, "percent", after.i) if of == "of" else None
    head = p.tokens[last.head]
    if last.dep != "nummod" or head.tag != "NNS" or head.i < last.i or token.ent in ("TIME", "ORG", "PERSON", "FAC"):
        return None
    if any(c.dep in ("conj", "cc") for c in (p.tokens[k] for k in p.children[last.i])) or head.lemma in FRACTIONS | {
        "time",
        "th",
    }:
        return None
    left = [p.tokens[k] for k in p.children[head.i] if k < token.i]
    if any(t.dep in ("det", "poss") or t.tag in ("DT", "PRP$", "JJS", "RBS") for t in left if t.text.lower() != "the"):
        return None
    if any(t.text.lower() == "the" for t in left) or (
        head.lemma in ANAPHORIC and token.ent == "DATE" and not _lasting(before)
    ):
        return None
    value = read_value(key.lower())
    if value is None or value.number < 2 or ("." in key and not value.after):
        return None
    return Found(span, "how many", key if not value.spelled else key.lower(), "number", head.i)


def _lasting(before: Token | None) -> bool:
    """ "for four years", "in 25 years"."""
    return before is not None and before.text.lower() in ("for", "in", "after", "within", "about", "nearly", "almost")


def _money(p: Parsed, sign: Token, span: list[int], key: str) -> Found | None:
    """A sum that stands for itself: "cost how much money", not "a $200 fine"."""
    start = sign.i - 1 if sign.i and p.tokens[sign.i - 1].text in ("US", "C", "A") else sign.i
    following = p.tokens[span[-1] + 1] if span[-1] + 1 < len(p.tokens) else None
    last = p.tokens[span[-1]]
    whole = last if last.dep in ("dobj", "pobj", "attr", "npadvmod", "nsubj") else p.tokens[last.head]
    led = p.tokens[start - 1].text.lower() if start else ""
    if (
        following is None
        or following.pos in ("NOUN", "PROPN", "ADJ")
        or following.text in ("-", "to", "and", "per", "a")
    ):
        return None
    if led in ("of", "and", "or"):
        return None
    if whole.dep not in ("dobj", "pobj", "attr") or read_value(f"{sign.text}{key}") is None:
        return None
    text = "".join(p.tokens[i].text for i in range(start, sign.i + 1)) + key
    return (
        Found([*range(start, sign.i + 1), *span], "how much money", text, "number", whole.i)
        if read_value(text)
        else None
    )


def _without_asides(p: Parsed, tokens: list[int], span: list[int]) -> list[int]:
    """The sentence up to the first comma behind the value when an aside follows it."""
    for n, i in enumerate(tokens):
        if i <= span[-1] or p.tokens[i].text not in (",", ";"):
            continue
        following = p.tokens[tokens[n + 1]] if n + 1 < len(tokens) else None
        if following is None:
            return tokens[:n]
        aside = following.tag in ("WDT", "WP", "WRB", "VBG", "VBN") or following.dep in (
            "appos",
            "mark",
            "advmod",
            "cc",
        )
        if (aside and following.text.lower() not in ("and", "or")) or following.text.lower() in (
            "but",
            "with",
            "including",
        ):
            return tokens[:n]
        if following.text.lower() == "and" and any(
            t.dep in ("nsubj", "nsubjpass") for t in p.tokens[following.i :][:6]
        ):
            return tokens[:n]
        return tokens
    return tokens
