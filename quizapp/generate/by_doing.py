"""Who did something, how many, where and on which date, in plain words: "How many rifles did Rimbaud sell in 1887?"

What was done has to be clear without its sentence, and what is asked for has to be a value or a name that may be left
out of it. Then the question takes the place of the sentence with a gap, since it is shorter and reads as people ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.doings import Doing, as_written, doings
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.gap_names import Setting, names, told_by
from quizapp.generate.gaps import Gap, values
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.sentences import MONTH
from quizapp.generate.showing import telling
from quizapp.generate.somebody import surely_somebody

FEWEST, MOST = 3, 22
"""Words of what was done."""
ENOUGH = 5
"""Words that tell a day without a name."""
_TEMPLATES = {
    "number": "event-how-many",
    "date": "event-day",
    "city or town": "event-city",
    "country": "event-country",
}


def draft(reading: Reading) -> Iterator[Candidate]:
    """What was done by somebody, somewhere, on a date, or to so many, where it is clear without its sentence."""
    if a_story(reading):
        return
    setting = Setting(reading)
    for d in doings(reading, dated=False):
        if not FEWEST <= len(d.words.split()) <= MOST or _torn(d):
            continue
        entity = reading.entity(d.p.index, d.subject)
        if entity is not None and _may_be_asked_for(reading, entity) and _worth_a_name(d):
            yield _candidate(reading, d, "event-who", f"who {d.words}", entity.name, "person", d.subject, entity)
        for gap in (*values(d.p), *names(reading, d.p, setting)):
            stem = _asked(reading, d, gap) if gap.asked in _TEMPLATES else ""
            said = _NAME.search(stem) or (gap.asked == "date" and telling(stem.removeprefix("on which ")) >= ENOUGH)
            if stem and said and not told_by(reading, d.p, gap, stem):
                yield _candidate(reading, d, _TEMPLATES[gap.asked], stem, gap.key, gap.pool, gap.head)


_NAME = re.compile(rf"(?<!^)\b(?!{MONTH}\b)[A-Z]")


def _torn(d: Doing) -> bool:
    """Whether something breaks off or is nobody's: "led a march to Dharasana in", "a shop has", "January troops"."""
    subject = [d.p.tokens[i] for i in d.p.subtree(d.subject)]
    ends = _ENDS.search(d.words) or any(d.p.tokens[i].tag in ("WDT", "WP$") for i in d.tokens[-2:])
    anyone = subject[0].text.lower() in ("a", "an") and d.p.tokens[d.verb].tag == "VBZ"
    several = d.p.child(d.subject, "conj") is not None
    return bool(ends or _UNFIT.search(f"{d.name} {d.words}") or anyone or several) or subject[0].ent == "DATE"


_ENDS = re.compile(
    r"\b(?:of|in|on|at|by|for|with|to|from|and|or|the|an?|as|than|before|after|between|which"
    r"|aboard|ashore|abroad|home|inside|outside|there)$"
)
_UNFIT = re.compile(
    r"[“”\"()…;:—\[\]]|\bby (?:\d{4}|the (?:end|time)|then|late|early|mid)\b"
    r"|\b(?:too|also|as well|again|than|twice|thrice|\w+ times)\b"
)
"""Marks of what cannot be asked for in one sentence, a time up to which something had been done, and what tells of more
than one time or doer."""


def _candidate(
    reading: Reading, d: Doing, template: str, stem: str, key: str, pool: str, head: int, entity: Entity | None = None
) -> Candidate:
    return Candidate(
        template,
        f"According to {reading.source}, {stem}?",
        key,
        pool,
        d.p.index,
        " ".join(d.p.sentence.text.split()),
        f"{template} {head}",
        head=head,
        within=reading.about,
        entity=entity,
    )


def _may_be_asked_for(reading: Reading, entity: Entity) -> bool:
    return (
        entity.type == "PERSON" and entity.certain and entity is not reading.hero and surely_somebody(reading, entity)
    )


def _worth_a_name(d: Doing) -> bool:
    """Whether what was done tells one person from the others, and is not what befalls everybody."""
    return d.p.tokens[d.verb].lemma not in _IDLE and _NAME.search(f" {d.words}") is not None and _placed(d, ())


_IDLE = frozenset("have die bear marry".split())
"""What befalls everybody, or tells a man or a woman."""


def _placed(d: Doing, asked: Sequence[int]) -> bool:
    """Whether a verb has an object or a place besides what is asked for: "sailed" alone may be any voyage."""
    p = d.p
    for c in p.children[d.verb]:
        inside = p.subtree(c)
        if c in asked or c not in d.tokens:
            continue
        if p.tokens[c].dep in ("dobj", "attr", "oprd", "ccomp", "xcomp", "acomp", "agent"):
            return True
        if p.tokens[c].dep == "prep" and not any(p.tokens[i].ent in ("DATE", "TIME") for i in inside):
            return True
    return d.passive or p.tokens[d.verb].lemma in _TELLING_ALONE


_TELLING_ALONE = frozenset("die erupt open close burn collapse".split())
_MADE = frozenset("found build bear bury crown hang execute publish print sign hold discover".split())
"""What may be said to have been done somewhere without more: not "was appointed", to what?"""


def _asked(reading: Reading, d: Doing, gap: Gap) -> str:
    """The question for a value or name among what was done; "" where it is no part of its own."""
    p, head = d.p, d.p.tokens[gap.head]
    inside = p.subtree(gap.head) if gap.asked == "number" else list(gap.tokens)
    if gap.head == d.subject:
        how, _, counted = _how_many(p, gap, inside), *d.name.partition(gap.key)[1:]
        one = d.words.startswith("was ")  # "A church with 900 seats was built"
        return f"{how} {counted.strip()} {d.words}" if how and counted.strip() and not one else ""
    if not set(inside) <= set(d.tokens):
        return ""
    over = p.tokens[gap.tokens[0] - 1] if gap.asked == "date" else p.tokens[head.head]
    what, told = f"which {gap.asked}", list(inside)
    if gap.asked == "number":
        what, told = _counted(reading, p, gap, inside)
        if what and head.dep == "dobj" and head.head == d.verb:
            if p.tokens[d.verb].lemma == "measure":
                return ""  # in length, in height?
            return f"{what} {_turned(reading, d, told)}" if set(_moved(p, told, inside)) <= _MOVED else ""
    if not what or told != list(inside) or over.dep != "prep" or over.head != d.verb:
        return ""
    preposition = over.text.lower()
    behind = text_of(p.tokens[gap.tokens.stop : gap.tokens.stop + 4])
    by_day = gap.asked == "date" and (_HOURS.search(d.words) or _ANOTHER.match(behind))
    if preposition not in _OVER or by_day or not _placed(d, (over.i,)):
        return ""
    bare = d.passive and d.p.tokens[d.verb].lemma not in _MADE and not p.child(d.verb, "agent", "oprd", "dobj", "xcomp")
    if gap.asked in ("city or town", "country") and bare:
        return ""
    preposition = "in" if gap.asked == "city or town" and preposition == "at" else preposition
    return f"{preposition} {what} {_turned(reading, d, [over.i, *told])}"


_OVER = frozenset("in at on with for to into from after within over during through".split())
_MOVED = frozenset("against in at on to".split())
"""Prepositions by which what stands behind a counted thing may follow the verb: "did he lead against the town"."""
_ANOTHER = re.compile(r",? ?(?:and|or|to|until|–|-)?,? ?(?:again )?(?:on |in )?(?:\d|[A-Z][a-z]+ \d)")
"""Another day behind one: "on 4 March 1931 and on 6 May 1935"."""
_HOURS = re.compile(r"\b(?:midnight|noon|midday|dawn|dusk|morning|afternoon|evening|night|[ap]\.m)\b")


def _counted(reading: Reading, p: Parsed, gap: Gap, inside: Sequence[int]) -> tuple[str, list[int]]:
    """("how many old rifles", the tokens it takes the place of), what follows the noun left where it is."""
    how = _how_many(p, gap, inside)
    shared = _SHARED.match(text_of(p.tokens[inside[-1] + 1 : inside[-1] + 4]))
    if not how or shared or any(p.tokens[i].dep in _JOINED for i in inside):
        return "", []
    if any(p.tokens[i].dep not in ("amod", "compound", "nmod", "punct") for i in range(gap.tokens.stop, gap.head)):
        return "", []  # "15 rather than 12 ships"
    loose = [c for c in p.children[gap.head] if c > gap.head and p.tokens[c].text != "of"]
    behind = {i for c in loose for i in p.subtree(c)}
    told = [i for i in inside if i not in behind]
    noun = as_written(reading, p, [i for i in told if i >= gap.tokens.stop])
    return (f"{how} {noun}", told) if noun[:1].isalpha() else ("", [])


_JOINED = frozenset({"conj", "cc", "relcl", "acl"})
_SHARED = re.compile(r"(?:in|out of|to|and|or|of) (?:\d|ten|five|seven|every|each)")
""" "four loans in ten", "64 votes to 5", "14 storms in 1932 and 38 in 1933"."""


def _moved(p: Parsed, told: Sequence[int], inside: Sequence[int]) -> Iterator[str]:
    """What opens each phrase that stands behind a counted thing."""
    return (p.tokens[i].text.lower() for i in inside if i not in told and p.tokens[i].head in told)


def _how_many(p: Parsed, gap: Gap, inside: Sequence[int]) -> str:
    before = [p.tokens[i].text.lower() for i in inside if i < gap.tokens.start]
    if not before:
        return "how many"
    return "about how many" if len(before) == 1 and before[0] in _ABOUT else ""


_ABOUT = frozenset("about some around roughly".split())


def _turned(reading: Reading, d: Doing, without: Sequence[int]) -> str:
    """ "did Holt sell to the town", "was the ferry sold": the words of a question without what is asked for."""
    verb = d.p.tokens[d.verb]
    told = as_written(reading, d.p, [i for i in d.tokens if i > d.verb and i not in without])
    if front := as_written(reading, d.p, [i for i in d.tokens if i < d.subject and i not in without]):
        told = f"{told} {front[0].lower()}{front[1:]}"
    name = f"the {d.name[4:]}" if d.name.startswith("The ") else d.name
    if d.passive:
        return " ".join(f"{d.words.split()[0]} {name} {verb.text.lower()} {told}".split())
    many = d.p.tokens[d.subject].tag in ("NNS", "NNPS")
    did = {"VBZ": "does", "VBP": "do" if many else "did"}.get(verb.tag, "did")  # "a bulb cost 60 guilders"
    return " ".join(f"{did} {name} {verb.lemma} {told}".split())
