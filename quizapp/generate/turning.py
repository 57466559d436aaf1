"""A clause with something left out, turned into the question for it: "In which year did Holt sell the pier?"

It says what the clause says, in the same words; nothing but its verb changes. Where that would not read well, or where
something would have to be torn apart, the clause stays as it is, with a gap.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from quizapp.generate.asked_for import LASTING, asked_for
from quizapp.generate.emphasis import paired
from quizapp.generate.facts import Reading
from quizapp.generate.gaps import GOES, Gap
from quizapp.generate.gazetteer import NATIONS
from quizapp.generate.grammar import SUBJECTS, upwards
from quizapp.generate.inflected import inflected
from quizapp.generate.reading import Parsed
from quizapp.generate.roles import is_role
from quizapp.generate.sentences import MONTH
from quizapp.generate.turnable import Turnable, turnable
from quizapp.generate.verbatim import is_pronoun
from quizapp.generate.words import TITLES

FEWEST, MOST = 5, 30
"""Words of a question."""


def turned(reading: Reading, p: Parsed, gap: Gap, words: Mapping[int, str]) -> str:
    """The question that asks for what is left out, without its mark; "" where it cannot be turned.

    `words` are what is shown for the tokens of the clause, names in brackets for pronouns among them.
    """
    clause = turnable(p, gap, words)
    asked = asked_for(p, gap, clause) if clause is not None else None
    if clause is None or asked is None or not asked.tokens <= words.keys():
        return ""
    words = _alike(p, clause, words)
    also = () if gap.asked in ("city or town", "country") else _joined(p, clause.verb.i)  # "built there and sold here"
    behind = _behind(p, clause, words, asked.tokens, [c for c in also if c in words])
    if behind is None:
        return ""
    after, front = (_told(words, tokens) for tokens in behind)
    rest = f"{after} {front[:1].lower()}{front[1:]}"
    if _TWICE.get(gap.asked, _NEVER).search(rest):
        return ""
    if clause.subject in asked.tokens:
        helped = "".join(words[i] for i in clause.helpers)
        return _printed(f"{asked.words} {helped}{words[clause.verb.i]} {rest}")
    named = _subject(p, clause, words, asked.tokens)
    if p.tokens[clause.subject].dep == "expl" and gap.asked == "number":  # "There are 82 mosques"
        named = [clause.subject]
    if not named or _lost(p, words, {*named, *chain(*behind), *asked.tokens, clause.verb.i, *clause.helpers}):
        return ""
    subject = _lowered(reading, p, named, _told(words, named)) + "," * _set_off(p, clause, named)
    turning = _turning(p, clause, words, lasting=asked.words.startswith(LASTING) or gap.asked == "number")
    return _printed(f"{asked.words} {turning[0]} {subject} {turning[1]} {rest}") if turning else ""


def _printed(text: str) -> str:
    text = re.sub(r"\[(?:(The )|)([^\]]*)\]", lambda m: f"{'the ' if m[1] else ''}{m[2]}", " ".join(text.split()))
    text = paired(re.sub(r" (?=[,.’'])", "", text)).rstrip(" ,.–—")
    fit = FEWEST <= len(text.split()) <= MOST and not _UNFIT.search(text) and not _ENDS.search(text)
    return text if fit else ""


_A_YEAR = r"\b(?:1\d|20)\d\ds?\b"
_NEVER = re.compile(r"(?!)")
_TWICE = {
    "year": re.compile(_A_YEAR),  # "fell from 65,000 in ____ to 10,000 in 1989"
    "date": re.compile(rf"{_A_YEAR}|\b{MONTH}\b"),  # "flew on ____ and began its service in March 2004"
    "number": re.compile(r"\band (?:some |about |nearly |over |around )?\d"),  # "____ in the town and 22,500 around it"
}
"""What tells of a second time or number beside the one that is asked for."""
_UNFIT = re.compile(
    r"[“”\"()…;:—\[\]‘]|____| – |, ,|\b(?:too|also|as well|again|in question)\b|\b(\w+) \1\b|[a-z]{3}\. [A-Z]"
)
_ENDS = re.compile(
    r"\b(?:of|and|or|the|an?|than|which|who|that|between|when|where|as|at|in|on|from|to|with|by|for|into)$"
)


def _subject(p: Parsed, clause: Turnable, words: Mapping[int, str], taken: frozenset[int]) -> list[int]:
    """The tokens of the subject, without what is set off by commas other than another name for it."""
    inside = [i for i in p.subtree(clause.subject) if i in words]
    if clause.beside:
        beside = p.subtree(clause.verb.i)
        inside = [i for i in inside if i not in beside]
    first = p.tokens[clause.subject]
    unnamed = first.tag in ("PRP", "PRP$", "EX") and not words[first.i].startswith("[")
    if any(p.tokens[i].tag in _RELATIVE or p.tokens[i].pos == "ADV" for i in inside[:1]):
        return []  # "Only the guild sold ferries"
    if unnamed or taken & set(inside):
        return []
    before = range(inside[0], clause.verb.i) if inside and first.head == clause.verb.i else range(0)
    between = set(before) & words.keys() - set(inside) - set(clause.helpers) - taken
    if any(p.tokens[i].pos != "PUNCT" and p.tokens[i].text not in _BESIDE for i in between):
        return []  # a part of it that the pipeline has not seen as such
    for c in (c for i in tuple(inside) for c in p.children[i] if c in inside):
        t, own = p.tokens[c], p.subtree(c)
        set_off = own[0] > 0 and p.tokens[own[0] - 1].text == "," and c > p.tokens[c].head
        age = t.dep == "appos" and t.tag == "CD"
        ends = own[-1] + 1 == clause.verb.i or p.tokens[min(own[-1] + 1, len(p.tokens) - 1)].text == ","
        if set_off and (t.dep in ("relcl", "acl", "advcl", "prep") or age):
            if not ends and own[-1] + 1 not in clause.helpers:
                return []  # "(known to many as ...", of which a part hangs on something else
            inside = [i for i in inside if i not in own and i != own[0] - 1]
    while inside and p.tokens[inside[-1]].text in (",", "–"):
        inside.pop()
    torn = not inside or not (p.tokens[inside[-1]].space or p.tokens[inside[-1] + 1].text == ",")  # "Non-Muslims"
    return [] if torn or len(inside) > 16 else inside


_RELATIVE = frozenset("WDT WP WP$".split())


def _set_off(p: Parsed, clause: Turnable, subject: Sequence[int]) -> bool:
    """Whether a subject ends with what is set off by a comma: "the last shogun, Yoshinobu,", "the *Étoile*, 102 feet
    long,"; not with the last of several."""
    commas = [i for i in subject if p.tokens[i].text == ","]
    kind = bool(commas) and p.tokens[clause.subject].tag == "NNS" and p.tokens[commas[-1] + 1].pos == "PROPN"
    kind = kind and all(p.tokens[i].text.islower() for i in subject if i < commas[0])
    if kind or any(p.tokens[i + 1].text == "or" for i in commas):
        return True  # "two domains, Satsuma and Chōshū,", "the first assembly, or *Hansetag*,"
    over = [t for t in upwards(p, subject[-1]) if t.i in subject and t.i != clause.subject]
    another = any(t.dep == "appos" and p.tokens[p.subtree(t.i)[0] - 1].text == "," for t in over)
    return another or (bool(commas) and not any(p.tokens[i].dep == "conj" for i in subject if i > commas[0]))


def _lowered(reading: Reading, p: Parsed, tokens: Sequence[int], text: str) -> str:
    """A subject as it stands behind a verb: its first word with a small letter unless it is a name."""
    first = p.tokens[tokens[0]]
    named = [p.tokens[i].text[0].isupper() for i in tokens[1:2]] == [True]  # "Victory Day", "King Setthathirath"
    joined = any(p.tokens[i].dep == "conj" and p.tokens[i].text[0].isupper() for i in tokens)  # "Woodland and Silver"
    name = p.opens_with_name or named or joined or first.ent not in _NO_NAMES or first.text in NATIONS
    name = name or (first.pos == "PROPN" and first.text.lower() not in reading.small)
    name = name and first.pos != "NUM"
    calling = named and is_role(first.text.lower()) and first.text.lower() not in TITLES  # "Explorer Stephen Long"
    small = first.text in ("The", "A", "An") or (first.i == 0 and (not name or calling))
    return text[0].lower() + text[1:] if small else text


_NO_NAMES = frozenset(("", "CARDINAL", "QUANTITY", "ORDINAL", "DATE"))


def _turning(p: Parsed, clause: Turnable, words: Mapping[int, str], *, lasting: bool) -> tuple[str, str] | None:
    """What goes before the subject and what stays of the verb behind it: ("did", "sell"), ("has", "been sold").

    What "had" been done in a year "was" done in it, unless it was `lasting`.
    """
    verb, helpers = clause.verb, clause.helpers
    had = [p.tokens[i].text.lower() for i in helpers]
    if had == ["had", "been"] and verb.tag == "VBN" and not lasting:
        return "were" if p.tokens[clause.subject].tag in ("NNS", "NNPS") else "was", verb.text
    if had == ["had"] and verb.tag == "VBN" and not lasting:
        return "did", verb.lemma
    if clause.was:
        return clause.was, verb.text
    if helpers:
        between = [i for i in range(helpers[0] + 1, verb.i + 1) if i in words]
        fit = all(i in helpers or i == verb.i or p.tokens[i].text.lower() in _BESIDE for i in between)
        return (words[helpers[0]].strip().lower(), _told(words, between)) if fit else None
    if p.tokens[verb.i - 1].dep == "advmod" and p.tokens[verb.i - 1].head == verb.i:
        return None  # "briefly held Damascus"
    if verb.lemma == "be":
        what = p.child(verb.i, "attr")  # "The first country to do so was New Zealand"
        turnable = what is None or p.tokens[what].pos != "PROPN"
        return (verb.text.lower(), "") if turnable else None
    used_to = verb.lemma == "use" and p.child(verb.i, "xcomp") is not None  # "used to sail until 1931"
    if used_to or verb.text.lower() not in inflected(verb.lemma, verb.tag):
        return None
    many = p.tokens[clause.subject].tag in ("NNS", "NNPS") or p.child(clause.subject, "conj") is not None
    return {"VBZ": "does", "VBP": "do" if many else "did"}.get(verb.tag, "did"), verb.lemma  # "a bulb cost 60 guilders"


_BESIDE = frozenset("first officially formally solemnly fully once partly largely".split())


def _behind(
    p: Parsed, clause: Turnable, words: Mapping[int, str], taken: frozenset[int], also: Sequence[int]
) -> tuple[list[int], list[int]] | None:
    """The tokens behind the verb, and what stood before the subject; None where something is torn.

    `also` are verbs joined to it that are told with it.
    """
    verb = clause.verb.i
    if any(p.child(c, *SUBJECTS) is None and not _same_form(p, clause, c) for c in also):
        return None  # "stopped drilling and had listened"
    others = [c for c in _joined(p, verb) if c not in also or p.child(c, *SUBJECTS) is not None]
    joined = {i for c in others for i in p.subtree(c)}
    out: list[int] = []
    for i in (i for i in words if i > verb and i not in taken):
        t = p.tokens[i]
        if t.text in (";", ":", "–", "—", "(") or i in joined or (t.dep == "cc" and t.head == verb and others):
            break
        if t.text == "," and not _goes_on(p, verb, i, words, taken):
            if _beside(p, verb, taken, i):
                continue
            break
        out.append(i)
    last = max(out, default=verb)
    if any(i > last and i in words for i in range(last + 1, min((i for i in taken if i > last), default=0))):
        return None  # "scored 22 goals, among them four against Sweden in ____": what is asked for hangs on what is cut
    twice = [i for i in (*out, *taken) if p.tokens[i].head == verb and p.tokens[i].dep == "dobj"]
    if len(twice) > 1:
        return None
    kept = {*out, verb, *clause.helpers, *taken}
    if any(t.dep in _WANTED and t.i in words and t.i > verb and t.head in kept and t.i not in kept for t in p.tokens):
        return None
    if any(p.tokens[i].tag == "VBD" and p.tokens[i].dep == "conj" and i not in also for i in out):
        return None  # "finished reading the book and cried"
    if clause.verb.lemma in GOES and not any(p.tokens[i].head == verb and p.tokens[i].dep in _WHERE for i in out):
        return None  # "Wegener came back", "a letter came": from where?
    front = _front(p, clause, words, taken)
    if front is None or (front and any(p.tokens[i].text == "," or p.tokens[i].dep in _CLAUSES for i in out)):
        return None
    return out, front


def _joined(p: Parsed, verb: int) -> list[int]:
    verbs = (c for c in p.children[verb] if p.tokens[c].pos in ("VERB", "AUX") and c > verb)
    return [c for c in verbs if p.tokens[c].dep == "conj"]


def _same_form(p: Parsed, clause: Turnable, i: int) -> bool:
    """Whether a verb joined to another goes with the same helper: "was built and sold", "stopped and listened"."""
    t = p.tokens[i]
    alone = t.tag == clause.verb.tag and not any(p.tokens[c].dep in ("aux", "auxpass", "neg") for c in p.children[i])
    joins = min(p.subtree(i)) - 1
    plainly = joins > clause.verb.i and p.tokens[joins].text == "and"
    return alone and plainly and t.lemma != "be" and not _joined(p, i)


def _alike(p: Parsed, clause: Turnable, words: Mapping[int, str]) -> Mapping[int, str]:
    """The words, with the plain form for a verb joined to one behind "did": "did he stop and listen"."""
    if clause.helpers or clause.was or clause.verb.lemma == "be":
        return words
    also = [c for c in _joined(p, clause.verb.i) if c in words and p.child(c, *SUBJECTS) is None]
    return {**words, **{c: p.tokens[c].lemma + " " * p.tokens[c].space for c in also}}


_WHERE = frozenset("prep prt dobj xcomp".split())
_CLAUSES = frozenset("relcl acl advcl ccomp".split())
_WANTED = frozenset("ccomp xcomp dobj attr acomp oprd pobj pcomp prt agent dative".split())


def _goes_on(p: Parsed, verb: int, comma: int, words: Mapping[int, str], taken: frozenset[int]) -> bool:
    """Whether a comma stands within one thing that was done something to: "brass, iron and tin", "Riga, in Latvia,"."""
    after = comma + 1
    if after not in words or after in taken or comma - 1 in taken:
        return False
    over = [t for t in upwards(p, after) if t.i != verb]
    top = next((t for t in over if p.tokens[t.head].i <= comma and t.head != t.i), None)
    return top is not None and top.dep in ("conj", "appos", "amod", "nmod") and top.head > verb and top.pos != "VERB"


def _beside(p: Parsed, verb: int, taken: frozenset[int], comma: int) -> bool:
    """Whether a comma is one of the two around what is asked for: "sold, in ____, to the town"."""
    before, behind = p.tokens[min(taken) - 1], p.tokens[min(max(taken) + 1, len(p.tokens) - 1)]
    if not before.text == behind.text == "," or comma not in (before.i, behind.i):
        return False
    goes_on = next((t for t in upwards(p, min(behind.i + 1, len(p.tokens) - 1)) if t.head == verb), None)
    return goes_on is not None and goes_on.dep in ("prep", "dobj", "agent")


def _front(p: Parsed, clause: Turnable, words: Mapping[int, str], taken: frozenset[int]) -> list[int] | None:
    """What stands before the subject and belongs to the verb, where that is one short phrase; None where it is more."""
    before = [c for c in p.children[clause.verb.i] if c < clause.subject and c in words and c not in taken]
    before = [c for c in before if p.tokens[c].dep not in ("punct", "cc") and p.tokens[c].dep not in SUBJECTS]
    before = [c for c in before if c not in clause.helpers]
    if not before:
        return []
    told = [i for i in p.subtree(before[0]) if i not in taken]
    whole = told == list(range(told[0], told[-1] + 1)) and len(told) < 9
    whole = whole and not any(p.tokens[i].dep in ("conj", "appos", "punct", "pcomp") for i in told)
    return told if len(before) == 1 and p.tokens[before[0]].dep == "prep" and whole else None


def _lost(p: Parsed, words: Mapping[int, str], kept: set[int]) -> bool:
    """Whether a pronoun is kept and a noun that it may stand for is not."""
    raw = any(is_pronoun(p.tokens[i]) and not words[i].startswith("[") for i in kept if i in words)
    return raw and any(p.tokens[i].pos in ("NOUN", "PROPN", "PRON") for i in words if i not in kept)


def _told(words: Mapping[int, str], tokens: Sequence[int]) -> str:
    return "".join(words[i] + " " * (i + 1 not in tokens) for i in tokens).strip()
