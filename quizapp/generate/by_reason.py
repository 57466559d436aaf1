"""Why, for what purpose, by what means, what somebody decided to do: only where the text itself says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from quizapp.generate.actions import Action, actions, infinitive, willing
from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.inflected import inflected
from quizapp.generate.phrases import Unclear, phrase, tidy
from quizapp.generate.reading import text_of
from quizapp.generate.wording import (
    ask_other,
    capital,
    lowered,
    on_clause,
    question,
    set_off,
    statement,
    subject_phrase,
)
from quizapp.generate.words import REPORTING

_DECIDING = frozenset(
    "decide agree refuse plan choose opt try attempt promise offer hope intend threaten vow pledge "
    "volunteer struggle "
    "manage fail prepare strive seek order force ask invite allow persuade encourage urge require help "
    "teach convince "
    "instruct permit enable train want wish need use set expect lead cause design tell beg command warn advise".split()
)
_OF_OTHERS = frozenset(
    "order force ask invite allow persuade encourage urge require help teach convince instruct permit "
    "enable train use set expect lead cause design tell beg command warn advise".split()
)


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "For what purpose did ...?", "What did the king decide to do?", "By what means ...?", "Why ...?"."""
    pool = actions(reading)
    for clause in clauses_of(reading):
        told = clause.token.tag == "VBD" or any(clause.parsed.tokens[a].tag == "VBD" for a in clause.auxiliaries)
        if not told:
            continue  # in texts of general truths one purpose does not exclude another
        for rule in (_purpose, _decision, _means, _cause, _when):
            try:
                candidate = rule(reading, clause, pool)
            except Unclear:
                continue
            if candidate is not None:
                yield candidate


def _wrong(
    reading: Reading,
    clause: Clause,
    stem: str,
    key: str,
    verb: str,
    pool: Sequence[Action],
    printed: Callable[[Action], str],
) -> tuple[tuple[str, str], ...]:
    """Actions of other sentences, alike in length, that neither the evidence nor the stem speaks of."""
    p = clause.parsed
    asked = {w.lower() for w in re.findall(r"[\w'-]{4,}", stem)}
    said = {t.lemma for t in p.tokens if t.lemma in p.lemmas}
    size = len(key)
    found: list[tuple[float, int, str]] = []
    for action in pool:
        text = printed(action)
        words = {w.lower() for w in re.findall(r"[\w'-]{4,}", text)}
        own = {t.lemma for t in reading.parsed[action.sentence].tokens if t.text.lower() in words}
        if action.sentence == p.index or not action.willed or action.verb in (verb, clause.token.lemma):
            continue
        if len(own & said) >= 2 or len(words & asked) >= 2 or not 0.45 * size <= len(text) <= 1.7 * size:
            continue
        if {w.lower() for w in re.findall(r"[\w'-]{5,}", key)} & words:
            continue
        names = set(re.findall(r"\b[A-Z][\w'-]+", stem.partition(" ")[2])) & set(re.findall(r"[A-Z][\w'-]+", text))
        if names:
            continue
        if abs(action.sentence - p.index) == 1 and own & said:
            continue
        found.append((abs(len(text) - size) / size, action.sentence, text))
    found.sort()
    if len(found) < 3:
        return ()
    kept: list[tuple[str, str]] = []
    verbs: set[str] = {key.split()[0].lower(), *(key.split()[1:2])}
    for _, sentence, text in found:
        first = text.split()[1] if text.split()[0] in ("To", "By") else text.split()[0].lower()
        if first in verbs:
            continue
        verbs.add(first)
        kept.append((text, f"Paragraph {reading.parsed[sentence].sentence.paragraph} says this in another connection."))
    return tuple(kept)


def _to(part: Part, clause: Clause) -> bool:
    p = clause.parsed
    head = p.tokens[part.head]
    return head.tag == "VB" and any(
        p.tokens[c].text.lower() == "to" and p.tokens[c].dep == "aux" for c in p.children[part.head]
    )


def _purpose(reading: Reading, clause: Clause, pool: Sequence[Action]) -> Candidate | None:
    p = clause.parsed
    if clause.token.lemma in REPORTING or clause.token.lemma in (
        "be",
        "have",
        "continue",
        "live",
        "come",
        "grow",
        "get",
    ):
        return None
    for part in clause.parts:
        if part.dep != "advcl" or not _to(part, clause) or set_off(p, part):
            continue
        if p.child(clause.verb, "prt") is not None and clause.token.lemma == "go":
            return None
        key = "To " + infinitive(reading, p, part.head)
        if not 4 <= len(key.split()) <= 14:
            return None
        stem = ask_other(reading, clause, "According to the article, for what purpose", without=[part])
        wrong = _wrong(reading, clause, stem, key, p.tokens[part.head].lemma, pool, lambda a: f"To {a.text}")
        return on_clause(reading, clause, "for-what-purpose", stem, key, "given", part.head, offered=wrong)
    return None


def _decision(reading: Reading, clause: Clause, pool: Sequence[Action]) -> Candidate | None:
    p = clause.parsed
    if clause.token.lemma not in _DECIDING:
        return None
    for part in clause.parts:
        if part.dep not in ("xcomp", "ccomp") or not _to(part, clause):
            continue
        if clause.token.lemma in _OF_OTHERS and not clause.passive and clause.part("dobj") is None:
            return None
        key = infinitive(reading, p, part.head)
        if not 3 <= len(key.split()) <= 14:
            return None
        stem = ask_other(reading, clause, "What", without=[part]).rstrip("?") + " to do?"
        wrong = _wrong(reading, clause, stem, key, p.tokens[part.head].lemma, pool, lambda a: capital(a.text))
        return on_clause(reading, clause, "to-do-what", stem, capital(key), "given", part.head, offered=wrong)
    return None


def _means(reading: Reading, clause: Clause, pool: Sequence[Action]) -> Candidate | None:
    p = clause.parsed
    for part in clause.parts:
        if part.dep != "prep" or p.tokens[part.head].text.lower() != "by" or set_off(p, part):
            continue
        doing = p.child(part.head, "pcomp")
        if doing is None or p.tokens[doing].tag != "VBG" or p.child(doing, "conj") is not None:
            continue
        key = capital(phrase(reading, p, part.tokens, subject_given=True))
        if not 3 <= len(key.split()) <= 14:
            return None
        stem = ask_other(reading, clause, "According to the article, how", without=[part])
        wrong = _wrong(
            reading, clause, stem, key, p.tokens[doing].lemma, pool, lambda a: f"By {_gerund(a.verb)} {a.rest}"
        )
        return on_clause(reading, clause, "by-what-means", stem, key, "given", part.head, offered=wrong)
    return None


def _gerund(lemma: str) -> str:
    forms = inflected(lemma, "VBG")
    return str(forms[0]) if forms else lemma + "ing"


def _when(reading: Reading, clause: Clause, pool: Sequence[Action]) -> Candidate | None:
    """ "What did the fox do when the wolf fell asleep?": the main clause's verb phrase is the key."""
    p = clause.parsed
    if clause.kind != "main" or clause.passive or clause.auxiliaries or clause.token.tag != "VBD":
        return None
    if (
        clause.token.lemma in ("be", "have", "become", "seem")
        or clause.token.lemma in REPORTING
        or not willing(reading, clause)
    ):
        return None
    for part in (*clause.fronted, *clause.parts):
        if part.dep != "advcl" or p.tokens[part.tokens[0]].text.lower() not in ("when", "after", "before", "until"):
            continue
        head = p.tokens[part.head]
        if p.child(part.head, "nsubj", "nsubjpass") is None or head.tag not in ("VBD", "VBN") or len(part.tokens) > 14:
            continue
        subject, person = subject_phrase(reading, clause)
        condition = lowered(p, phrase(reading, p, part.tokens, subject=person, subject_given=True))
        rest = [x for x in clause.parts if x is not part and x.dep not in ("advcl", "ccomp") and not set_off(p, x)]
        key = f"{clause.token.lemma} " + " ".join(
            phrase(reading, p, x.tokens, subject=person, subject_given=True) for x in rest
        )
        if not 3 <= len(key.split()) <= 14 or "?" in key:
            return None
        stem = question(f"What did {subject} do {condition}")
        told = f"{subject[0].upper()}{subject[1:]} {clause.token.text} {key.partition(' ')[2]} {condition}."
        wrong = _wrong(reading, clause, stem, key, clause.token.lemma, pool, lambda a: capital(a.text))
        return Candidate(
            "did-when",
            stem,
            capital(key),
            "given",
            p.index,
            tidy(told),
            clause.token.lemma,
            head=clause.verb,
            offered=wrong,
        )
    return None


def _cause(reading: Reading, clause: Clause, pool: Sequence[Action]) -> Candidate | None:
    p = clause.parsed
    for part in clause.parts:
        if not _is_cause(clause, part):
            continue
        _, person = subject_phrase(reading, clause)
        key = capital(phrase(reading, p, part.tokens, subject=person, subject_given=True))
        behind = text_of(p.tokens[part.tokens[-1] + 1 : part.tokens[-1] + 3]).strip()
        if not 3 <= len(key.split()) <= 16 or _GOES_ON.match(behind):
            return None
        stem = ask_other(reading, clause, "According to the article, why", without=[part])
        return on_clause(
            reading, clause, "why", stem, key, "given", part.head, offered=_other_causes(reading, clause, key)
        )
    return None


_GOES_ON = re.compile(r",? ?(?:and|but|or)\b")
"""Only half of a reason: "because the rules admitted only members, and only men could become members"."""


def _is_cause(clause: Clause, part: Part) -> bool:
    p = clause.parsed
    if part.dep == "advcl":
        return any(p.tokens[c].text.lower() == "because" and p.tokens[c].dep == "mark" for c in p.children[part.head])
    return part.dep == "prep" and p.tokens[part.tokens[0]].text.lower() in ("because", "due")


def _other_causes(reading: Reading, clause: Clause, key: str) -> tuple[tuple[str, str], ...]:
    """Statements of other sentences as reasons; noun phrases when the key is "because of ..."."""
    if not key.startswith("Because ") or key.startswith("Because of "):
        return ()
    said = clause.parsed.lemmas
    found: list[tuple[float, int, str]] = []
    for other in clauses_of(reading, kinds=("main",)):
        p = other.parsed
        if abs(p.index - clause.parsed.index) < 2 or other.token.lemma in REPORTING or len(p.lemmas & said) > 3:
            continue
        try:
            told = statement(reading, other).rstrip(".")
        except Unclear:
            continue
        first = p.tokens[other.subject.tokens[0]]
        its_own = told.lower().startswith(f"{first.text.lower()} ")  # not a name in place of "she"
        if first.pos != "PROPN" and its_own and first.text != "I":
            told = told[0].lower() + told[1:]
        text = f"Because {told}"
        if 0.6 * len(key) <= len(text) <= 1.5 * len(key):
            found.append((abs(len(text) - len(key)) / len(key), p.index, text))
    return tuple(
        (text, f"Paragraph {reading.parsed[s].sentence.paragraph} says this, but not as the reason.")
        for _, s, text in sorted(found)
    )
