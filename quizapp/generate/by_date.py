"""When: a year, or a day with its year, that hangs on the clause's verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizapp.generate.candidates import Candidate, clauses_of
from quizapp.generate.clauses import Clause, Part
from quizapp.generate.facts import Reading
from quizapp.generate.phrases import Unclear
from quizapp.generate.sentences import MONTHS
from quizapp.generate.wording import ask_other, set_off, statement
from quizapp.generate.words import REPORTING

YEAR = re.compile(r"(1[0-9]|20)\d\d")


def draft(reading: Reading) -> Iterator[Candidate]:
    """ "In which year did Tarnvik open its tidal mill?" and "On what date ...?"."""
    for clause in clauses_of(reading):
        if clause.token.lemma in REPORTING and not clause.passive:
            continue
        found = _date(clause)
        if found is None:
            continue
        part, key, wh, pool = found
        try:
            stem = ask_other(reading, clause, wh, without=[part])
            yield Candidate(
                "when-" + pool,
                stem,
                key,
                pool,
                clause.parsed.index,
                statement(reading, clause),
                clause.token.lemma,
                head=part.head,
            )
        except Unclear:
            continue


def _date(clause: Clause) -> tuple[Part, str, str, str] | None:
    p = clause.parsed
    for part in (*clause.parts, *clause.fronted):
        if part.dep != "prep" or (part in clause.parts and set_off(p, part)):
            continue
        preposition = p.tokens[part.head].text.lower()
        if p.tokens[part.head].text.lower() == "during" and part in clause.fronted:
            continue
        span = [i for i in p.subtree(part.head) if i > part.head and p.tokens[i].ent == "DATE"]
        if not span or any(p.tokens[i].ent != "DATE" for i in part.tokens[1:]):
            continue
        words = [p.tokens[i].text for i in span if p.tokens[i].pos != "SPACE"]
        text = " ".join(words).replace(" ,", ",")
        if preposition == "in" and len(words) == 1 and YEAR.fullmatch(words[0]):
            return part, text, "In which year", "year"
        if preposition == "in" and len(words) == 2 and words[0] in MONTHS and YEAR.fullmatch(words[1]):
            return part, text, "In which month and year", "month"
        years = [t.text for t in p.tokens if YEAR.fullmatch(t.text)]
        if preposition == "since" and not any(p.tokens[a].lemma == "have" for a in clause.auxiliaries):
            continue
        if preposition in ("since", "until", "by") and YEAR.fullmatch(text) and len(years) == 1:
            return part, text, f"{preposition.capitalize()} which year", "year"
        if preposition in ("in", "during") and re.fullmatch(r"the 1\d\d0s|the 20[012]0s", text):
            return part, text, "In which decade", "decade"
        if preposition in ("in", "during") and re.fullmatch(
            r"the (?:early |late )?(\d\d?(?:st|nd|rd|th)|[a-z]+th) century", text
        ):
            return part, text, "In which century" if "early" not in text and "late" not in text else "When", "century"
        if preposition == "in" and text in MONTHS:
            return part, text, "In which month", "month-only"
        if preposition == "on" and re.fullmatch(rf"({'|'.join(MONTHS)}) \d{{1,2}}(, \d{{4}})?", text):
            return part, text, "On what date", "day"
        if preposition == "on" and re.fullmatch(rf"\d{{1,2}} ({'|'.join(MONTHS)})( \d{{4}})?", text):
            return part, text, "On what date", "day"
    return None
