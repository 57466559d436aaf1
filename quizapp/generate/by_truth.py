"""Which statement agrees with the article: one as the article has it, the others changed in one place each.

Statements are whole sentences that stand alone, so their grammar and their sources are the article's own. Each wrong
option is a sentence of the article with another number, date, name or the opposite word, or told of another thing, so
its own sentence proves it wrong and is its rationale. No sentence serves in two of these questions.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

from quizapp.generate.altered import Alteration, Told, alterations
from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause
from quizapp.generate.distractors import printed_name
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear, phrase
from quizapp.generate.reading import Parsed
from quizapp.generate.sound import BROKEN, GRAVE, leans_back, two_names
from quizapp.generate.standing import SPOILT, somebodys_word, standing
from quizapp.generate.wording import statement
from quizapp.generate.words import ANAPHORIC, CHARGED, EVALUATIVE, REPORTING

_SHORTEST, _LONGEST = 8, 26
_WRONG = 3
MOST = 4


def draft(
    reading: Reading,
    taken: frozenset[int] = frozenset(),
    asked: Mapping[int, str] | None = None,
    fails: Callable[[Candidate], bool] = lambda _: False,
) -> Iterator[Candidate]:
    """ "Which statement about the harbour is correct?"; `taken` are sentences that serve elsewhere.

    `asked` gives what one other question asks of a taken sentence: made wrong in just that place, the sentence may
    still be a wrong statement here, since that question does not tell it. What `fails` is tried with another key.
    """
    rng = Random(reading.article.hash)
    unused: list[tuple[Told, Alteration]] = []
    keys: list[Told] = []
    plain: list[Told] = []
    told = statements(reading)
    for t in told:
        at = t.parsed.index
        ways = alterations(reading, t, rng)
        if at in taken:
            answer = (asked or {}).get(at, "")
            way = next((w for w in ways if w.old and w.old in answer), None) if answer else None
        else:
            way = next(ways, None) or _of_another(t, told)
            if not t.denied:
                keys.append(t)
                plain += [t] if way is None else []
        if way is not None and not _ABSOLUTE.search(way.text):
            unused.append((t, way))
    made = tried = 0
    while made < MOST and tried < 3 * MOST:
        found = _group(unused, plain, keys, _WRONG) or _group(unused, plain, keys, _WRONG - 1)
        if found is None:
            return
        key, wrong = found
        tried += 1
        topic = _topic(reading, [key, *(t for t, _ in wrong)])
        about = f"which statement about {topic} is correct" if topic else "which of these statements is correct"
        candidate = Candidate(
            "agrees",
            f"According to the article, {about}?",
            key.text,
            "given",
            key.parsed.index,
            key.text,
            f"agrees {key.verb}",
            head=key.tokens[0],
            attributed=somebodys_word(key.parsed),
            also=tuple(other.parsed.index for other, _ in wrong),
            offered=tuple((way.text, f"The article says: {other.text}") for other, way in wrong),
        )
        if fails(candidate):
            keys, plain = [t for t in keys if t is not key], [t for t in plain if t is not key]
            continue
        made += 1
        yield candidate
        used = [key, *(t for t, _ in wrong)]
        unused = [(t, w) for t, w in unused if t not in used]
        plain, keys = [t for t in plain if t not in used], [t for t in keys if t not in used]


_ABSOLUTE = re.compile(r"\b(?:all|every|always|never|none|only|entirely|completely)\b", re.I)
"""Words that mark a wrong option for readers who know tests."""
_TELLING = frozenset({"be", "include", "consist", "comprise", "mean", "refer"})


def _of_another(told: Told, others: list[Told]) -> Alteration | None:
    """What one thing is or includes, said of another thing of which the article says something else in that way."""
    mine = _parted(told)
    for other in others:
        theirs = _parted(other) if mine is not None and other is not told and other.verb == told.verb else None
        if mine is None or theirs is None or theirs[1:3] != mine[1:3]:
            continue
        if set(theirs[0].lower().split()) & set(mine[3].lower().split()) or theirs[0].lower() == mine[0].lower():
            continue
        if theirs[0] not in told.text:
            return Alteration(f"{theirs[0]} {mine[1]} {mine[3]}", "name", mine[0])
    return None


def _parted(told: Told) -> tuple[str, str, str, str] | None:
    """(subject, verb, form, the rest) of a statement that tells what a thing is or includes; else None.

    The form keeps like with like: the noun of the subject for lists, nothing for "X is a ...".
    """
    p = told.parsed
    root = next((t for t in p.tokens if t.dep == "ROOT"), None)
    at = p.child(root.i, "nsubj") if root is not None else None
    if root is None or at is None or root.lemma not in _TELLING or told.denied or root.tag not in ("VBZ", "VBP"):
        return None
    subject, _, rest = told.text.partition(f" {root.text} ")
    head = p.tokens[at]
    if not rest or not 1 <= len(subject.split()) <= 4 or "," in subject or head.ent in ("PERSON", "GPE", "NORP"):
        return None
    if subject.split()[0].lower() in ("some", "many", "most", "all", "each", "every", "one", "this", "the"):
        return None
    if root.lemma == "be":
        attr = p.child(root.i, "attr")
        if attr is None or p.tokens[attr].tag != "NN" or rest.split()[0] not in ("a", "an"):
            return None
        return subject, root.text, "", rest
    return subject, root.text, head.lemma, rest


def _group(
    unused: list[tuple[Told, Alteration]], plain: list[Told], keys: list[Told], wanted: int
) -> tuple[Told, list[tuple[Told, Alteration]]] | None:
    """A key and altered statements of like length, about one thing where that is possible.

    The key has numbers when the others have, and is not the longest by far.
    """
    keys = keys if len(unused) > wanted else plain
    best: tuple[float, Told, list[tuple[Told, Alteration]]] | None = None
    for key in keys:
        size = len(key.text)

        def apart(tw: tuple[Told, Alteration], key: Told = key, size: int = size) -> tuple[float, int]:
            other, way = tw
            shared = len(key.parsed.lemmas & other.parsed.lemmas)
            cost = abs(len(way.text) - size) / size - 0.15 * min(shared, 3)
            return cost, other.parsed.index

        near = sorted(
            ((t, w) for t, w in unused if t is not key and 0.65 * size <= len(w.text) <= 1.5 * size), key=apart
        )[:wanted]
        if len(near) < wanted:
            continue
        numbers = [bool(re.search(r"\d", w.text)) for _, w in near]
        if bool(re.search(r"\d", key.text)) not in numbers:
            continue
        longer = sum(len(w.text) > size for _, w in near)
        spread = sum(apart(tw)[0] for tw in near) + 0.2 * (key not in plain) + 0.3 * (longer in (0, wanted))
        if best is None or spread < best[0]:
            best = spread, key, near
    return best[1:] if best is not None else None


def _topic(reading: Reading, told: list[Told]) -> str:
    """What all the statements speak of: a name, a plural, or a noun that stands without an article; else nothing."""
    hero = reading.hero
    if hero is not None and all(hero.name in t.text for t in told):
        return printed_name(reading, hero)
    key = told[0]
    found: list[tuple[int, str]] = []
    for i in key.tokens:
        token = key.parsed.tokens[i]
        if token.pos not in ("NOUN", "PROPN") or token.lemma in ANAPHORIC or len(token.text) < 4:
            continue
        if token.dep == "compound" or (token.tag in ("NN", "NNP") and key.parsed.children[i]):
            continue
        if not all(token.text.lower() in t.text.lower() for t in told):
            continue
        printed = [re.search(rf"\b{re.escape(token.text)}\b", t.text, re.I) for t in told]
        forms = {m[0] for m in printed if m is not None}
        if all(printed):
            name = token.text if len(forms) == 1 else token.text.lower()
            found.append((-reading.counts[token.lemma], name))
    return min(found)[1] if found else ""


def statements(reading: Reading) -> list[Told]:
    """The sentences of the article that stand alone, as they are printed in an option; else one of their clauses."""
    clauses: dict[int, list[Clause]] = {}
    for clause in clauses_of(reading, kinds=("main", "joined")):
        clauses.setdefault(clause.parsed.index, []).append(clause)
    found: list[Told] = []
    for p in reading.parsed:
        told = _whole(reading, p)
        for clause in clauses.get(p.index, []) if told is None else []:
            told = told or _part(reading, clause)
        if told is not None:
            found.append(told)
    return found


def _whole(reading: Reading, p: Parsed) -> Told | None:
    tokens = standing(reading, p, denied=True)
    root = next((t for t in p.tokens if t.dep == "ROOT"), None)
    if not tokens or root is None:
        return None
    tokens = [i for i in tokens if not _linking(p, i)]
    try:
        text = phrase(reading, p, tokens, whole=True)
    except Unclear:
        return None
    denied = any(p.tokens[c].dep == "neg" for c in p.children[root.i])
    return _told(reading, p, text, tuple(tokens), root.lemma, denied=denied)


def _linking(p: Parsed, i: int) -> bool:
    """An "also" or "therefore" between subject and verb, which needs the sentence before."""
    token, around = p.tokens[i], p.tokens[max(0, i - 1) : i + 2]
    return (
        token.lemma in ("also", "therefore", "thus", "then")
        and token.dep == "advmod"
        and i > 0
        and not any(t.text in (",", "but", "and") or t.lemma in ("only", "not") for t in around)
    )


def _part(reading: Reading, clause: Clause) -> Told | None:
    """What one clause of a sentence says, without what is set off by commas."""
    p = clause.parsed
    if clause.token.lemma in REPORTING or clause.subject.head > clause.verb or ":" in p.sentence.text:
        return None
    try:
        text = statement(reading, clause)
    except Unclear:
        return None
    entity, head = reading.entity(p.index, clause.subject.head), p.tokens[clause.subject.head]
    named = entity is not None and entity.certain
    if not (named or (head.tag == "NNS" and p.child(head.i, "det") is None)):
        return None  # "the report" and "a third one" may need what was cut off
    if not named and not text.lower().startswith(p.tokens[clause.subject.tokens[0]].text.lower()):
        return None  # something has moved to the front and lost its comma
    tokens = {*clause.subject.tokens, *clause.auxiliaries, clause.verb}
    tokens.update(i for part in (*clause.middle, *clause.parts) for i in part.tokens)
    return _told(reading, p, text, tuple(sorted(tokens)), clause.token.lemma)


_LOOSE_TIME = re.compile(
    r"^\d|\b(\w+) \1\b|\b(?:last|this|next|past) (?:night|week|month|year|spring|summer|autumn|winter|century)\b|"
    r"\b(?:ago|a few days|so far)\b|^Of course|^[A-Z]\w+ \w+ later\b|"
    r"\b(?:on the other hand|however|in fact|in turn|further|thus|therefore)\b|\.\.|\b(?:Inc|before|after|since)$"
)
"""What needs the sentence before or the day of the article, a doubled word, and figures at the start."""


def _told(
    reading: Reading, p: Parsed, text: str, tokens: tuple[int, ...], verb: str, *, denied: bool = False
) -> Told | None:
    text = text.rstrip(" .;,")
    words = text.split()
    low = {w.lower().strip(".,") for w in words}
    if (
        not _SHORTEST <= len(words) <= _LONGEST
        or low & (CHARGED | EVALUATIVE)
        or SPOILT.search(text)
        or _LOOSE_TIME.search(text)
        or p.lemmas & GRAVE
        or BROKEN.search(text)
        or two_names(reading, p, tokens)
        or leans_back(reading, p, tokens)
    ):
        return None
    doing = p.tokens[0].pos in ("ADP", "SCONJ") and p.tokens[1].tag == "VBG"
    if doing and not any(t.text == "," for t in p.tokens[: next(t.i for t in p.tokens if t.dep == "ROOT")]):
        return None  # "Before leaving Holt sold the boat" lacks its comma
    if not denied and " not " in f" {text} ":
        return None  # what is denied below the main verb is easily lost
    if any(text.count(e.name.split()[-1]) > 1 for e in reading.entities.all if " " in e.name and e.name in text):
        return None  # "the stories of Maren Holt were marked by Maren Holt's life"
    return Told(p, text[0].upper() + text[1:] + ".", tokens, verb, denied)
