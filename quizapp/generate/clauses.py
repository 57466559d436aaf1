"""Clauses: a finite verb with its subject and its parts in order, ready to be turned into a question.

A clause is taken only when the parse gives it a finite verb with a subject; everything uncertain is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from quizapp.generate.grammar import FINITE, SUBJECTS
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.words import HEDGED, REPORTING

_AUX = frozenset({"aux", "auxpass"})
_SET_OFF = frozenset({"relcl", "acl", "appos", "parataxis", "advcl", "prep", "amod", "npadvmod", "dep"})
LONGEST = 34
"""Tokens of a sentence part that is still trusted to be parsed rightly."""


@dataclass(frozen=True, slots=True)
class Part:
    """A constituent of a clause: its head token, its dependency label and its printed tokens."""

    head: int
    dep: str
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Subject, verb group and parts. `source` is the clause's speaker when it is somebody's word."""

    parsed: Parsed
    verb: int
    subject: Part
    auxiliaries: tuple[int, ...]
    negated: bool
    middle: tuple[Part, ...]
    """Adverbs between subject and verb."""
    fronted: tuple[Part, ...]
    parts: tuple[Part, ...]
    kind: str
    """"main", "joined" (a coordinated verb), "relative", "told" (a subordinate clause) or "reported"."""
    reported_by: int | None = None
    """The reporting verb above a reported clause."""
    quoted: bool = False
    hedged: bool = False
    attributed: bool = False

    @property
    def token(self) -> Token:
        return self.parsed.tokens[self.verb]

    @property
    def passive(self) -> bool:
        return self.subject.dep == "nsubjpass"

    @property
    def plain(self) -> bool:
        """Whether the clause states something in the article's own voice, positively and without hedge."""
        return not (self.negated or self.quoted or self.hedged or self.attributed or self.reported_by is not None)

    def part(self, *deps: str) -> Part | None:
        return next((part for part in self.parts if part.dep in deps), None)


def find_clauses(parsed: Parsed) -> Iterator[Clause]:
    """The clauses of a sentence that can be asked about."""
    tokens = parsed.tokens
    if not tokens or tokens[-1].text in ("?", "...") or parsed.sentence.text.rstrip().endswith(("?", ":", '?"', "…")):
        return
    quoted = _quoted(tokens)
    attributed = _according(parsed) or any(t.lemma in HEDGED for t in tokens)
    for token in tokens:
        if token.pos not in ("VERB", "AUX") or token.dep in _AUX:
            continue
        if token.dep == "ROOT":
            kind = "main"
        elif (
            token.dep == "conj"
            and tokens[token.head].dep in ("ROOT", "conj")
            and tokens[token.head].pos in ("VERB", "AUX")
        ):
            kind = "joined"
        elif token.dep == "relcl":
            kind = "relative"
        elif token.dep == "ccomp" and tokens[token.head].lemma in REPORTING and not _beside(parsed, token):
            kind = "reported"
        elif token.dep in ("ccomp", "parataxis", "conj") and _beside(parsed, token):
            kind = "main"  # two sentences with a semicolon between them
        elif token.dep in ("advcl", "relcl") and _told_too(parsed, token):
            kind = "told"
        else:
            continue
        clause = _clause(parsed, token, kind, quoted, attributed)
        if clause is not None:
            yield clause


def _beside(parsed: Parsed, verb: Token) -> bool:
    """Whether a clause with a subject of its own is parted from the one above by a semicolon, or by ", and"."""
    tokens = parsed.tokens
    if not any(tokens[c].dep in SUBJECTS for c in parsed.children[verb.i]):
        return False
    if any(tokens[c].dep == "mark" for c in parsed.children[verb.i]):
        return False
    low, high = sorted((verb.i, verb.head))
    between = tokens[low + 1 : high]
    return any(t.text == ";" for t in between) and sum(t.text == '"' for t in between) % 2 == 0


_FACTIVE = frozenset({"when", "after", "while", "because", "although", "though", "whereas", "where"})


def _told_too(parsed: Parsed, verb: Token) -> bool:
    """Whether a subordinate clause with a subject of its own is told as a fact: "..., where Holt became a judge"."""
    tokens = parsed.tokens
    kids = [tokens[c] for c in parsed.children[verb.i]]
    finite = verb.tag in FINITE or any(k.dep in _AUX and k.tag in FINITE for k in kids)
    if not finite or tokens[verb.head].dep not in ("ROOT", "conj", "dobj", "pobj", "attr", "npadvmod"):
        return False
    opener = next((k for k in kids if k.dep in ("mark", "advmod") and k.i == min(parsed.subtree(verb.i))), None)
    if opener is None or opener.text.lower() not in _FACTIVE:
        return False
    past = verb.tag == "VBD" or any(k.dep in _AUX and k.tag == "VBD" for k in kids)
    subject = next((k for k in kids if k.dep in SUBJECTS), None)
    return past and subject is not None and subject.tag not in ("WP", "WDT", "WP$")


def _clause(parsed: Parsed, verb: Token, kind: str, quoted: set[int], attributed: bool) -> Clause | None:
    tokens = parsed.tokens
    kids = parsed.children[verb.i]
    auxiliaries = tuple(c for c in kids if tokens[c].dep in _AUX)
    subject_token = next((tokens[c] for c in kids if tokens[c].dep in SUBJECTS), None)
    shared = False
    if any(tokens[c].dep in ("csubj", "csubjpass", "expl") for c in kids):
        return None
    if kind == "joined" and subject_token is None:
        above = tokens[verb.head]
        while above.dep == "conj" and not any(tokens[c].dep in SUBJECTS for c in parsed.children[above.i]):
            above = tokens[above.head]
        subject_token = next((tokens[c] for c in parsed.children[above.i] if tokens[c].dep in SUBJECTS), None)
        shared = True
        if subject_token is None or above.dep not in ("ROOT",):
            return None
        if tokens[verb.i - 1].text == "," and not any(tokens[c].dep == "conj" for c in kids):
            return None  # "the home, located by the sea": no second verb of the sentence
        if not any(t.dep == "cc" and above.i < t.i < verb.i and tokens[t.head].pos in ("VERB", "AUX") for t in tokens):
            return None
        if not auxiliaries and verb.tag in ("VBN", "VB"):  # "was built and opened": share the auxiliaries
            if not any(t.dep == "cc" for t in tokens[max(0, verb.i - 3) : verb.i]):
                return None  # "had kept it and rarely left the house, located in the hills"
            auxiliaries = tuple(c for c in parsed.children[above.i] if tokens[c].dep in _AUX)
            if any(tokens[c].dep == "neg" for c in parsed.children[above.i]):
                return None
        above_passive = any(tokens[c].dep == "auxpass" for c in parsed.children[above.i])
        if above_passive and not auxiliaries and verb.text.endswith("ed") and parsed.child(verb.i, "dobj") is None:
            return None  # "was fortified in 1587 and elevated to a town": it did not elevate
        passive = any(tokens[a].dep == "auxpass" for a in auxiliaries)
        if passive and subject_token.dep == "nsubj" and any(tokens[c].dep == "dobj" for c in parsed.children[above.i]):
            return None  # "Korea substituted Park and was replaced by Kim": who was replaced?
        if subject_token.dep == "nsubjpass" and not any(tokens[a].dep == "auxpass" for a in auxiliaries):
            subject_token = subject_token._replace(dep="nsubj")
    if subject_token is None or subject_token.tag == "EX":
        return None
    if not (verb.tag in FINITE or (auxiliaries and tokens[auxiliaries[0]].tag in FINITE)):
        return None
    if verb.tag == "VBN" and not auxiliaries:
        return None
    dep = subject_token.dep
    if kind == "relative":
        antecedent = tokens[verb.head]
        if subject_token.text.lower() not in ("who", "which") or subject_token.i != verb.i - 1 - len(auxiliaries) - sum(
            tokens[c].dep == "advmod" and tokens[c].i < verb.i for c in kids
        ):
            return None
        if tokens[subject_token.i - 1].text != "," or antecedent.i > subject_token.i:
            return None
        if subject_token.text.lower() == "who" and _beside_a_person(parsed, antecedent):
            return None  # "Holt, a farmer from near Orsund, who ...": the parser may have missed who is meant
        plural = {tokens[a].text for a in (verb.i, *auxiliaries)} & {"were", "are", "have"}
        if plural and antecedent.tag in ("NN", "NNP"):
            return None  # "dwellings cut into the rock, which were inscribed": not the rock
        if antecedent.dep == "conj":
            return None  # "the State of Iraq and the Levant, which ...": all of it, or only the last?
        named = min(parsed.subtree(antecedent.i))
        if subject_token.text.lower() == "which" and antecedent.ent == "PERSON" and tokens[named].text.lower() != "the":
            return None  # a person is "who", unlike "the Holt Baths": the parser has missed what "which" stands for
        of_a_name = antecedent.dep == "pobj" and tokens[antecedent.head].text == "of"
        if subject_token.text.lower() == "who" and of_a_name and antecedent.pos == "PROPN":
            return None  # "Cakobau, the war chief of Bau, who was recognised as king": not Bau
        if subject_token.text.lower() == "who" and antecedent.ent in ("GPE", "LOC", "FAC", "DATE", "EVENT", "LAW"):
            return None
        inner = noun_phrase(parsed, antecedent.i, skip=verb.i)
        subject = Part(antecedent.i, dep, inner)
    else:
        subject = Part(subject_token.i, dep, noun_phrase(parsed, subject_token.i))
    if not subject.tokens:
        return None
    if kind != "relative" and not shared and _other_subject(parsed, subject, min([verb.i, *auxiliaries])):
        return None
    if kind == "main" and _open_aside(parsed, subject, min([verb.i, *auxiliaries])):
        return None
    middle, fronted, parts = [], [], []
    first_own = min([verb.i, *auxiliaries])
    for c in kids:
        t = tokens[c]
        if t.dep in _AUX or t.dep in SUBJECTS or t.dep in ("punct", "cc", "neg", "mark", "preconj"):
            continue
        if kind == "told" and t.dep == "advmod" and t.text.lower() in _FACTIVE:
            continue
        if t.dep in ("ccomp", "parataxis") and _beside(parsed, t):
            continue
        if t.dep == "conj" or (t.dep == "ccomp" and c < verb.i and verb.lemma in REPORTING):
            continue
        if t.dep in ("dep", "parataxis", "meta", "intj", "nsubj"):
            return None
        if t.tag in ("WDT", "WP") and t.dep in ("dobj", "pobj", "dative"):
            return None  # "that the court has repudiated": the object stands before the clause
        inner = noun_phrase(parsed, c)
        if not inner:
            continue
        part = Part(c, t.dep, inner)
        if c > verb.i:
            parts.append(part)
        elif shared and c < first_own and c < tokens[verb.head].i:
            continue
        elif (inner[-1] > subject.head and kind != "relative" and not shared) or (
            t.dep == "advmod" and len(inner) == 1 and (kind == "relative" or shared)
        ):
            middle.append(part)
        else:
            fronted.append(part)
    negated = any(tokens[c].dep == "neg" or tokens[c].lemma in ("never", "hardly", "rarely", "no") for c in kids)
    negated = negated or any(tokens[c].lemma in ("no", "few", "little", "none") for c in parsed.children[subject.head])
    inside = verb.i in quoted or subject.head in quoted
    hedged = any(
        tokens[a].tag == "MD" and tokens[a].lemma in ("may", "might", "could", "would", "should", "must")
        for a in auxiliaries
    )
    if kind == "told":
        above = tokens[verb.head]
        attributed = attributed or above.lemma in REPORTING
    conditional = any(
        tokens[g].lemma in ("if", "unless", "whether")
        for c in kids
        if tokens[c].dep in ("advcl", "mark")
        for g in (*parsed.children[c], c)
    )
    return Clause(
        parsed,
        verb.i,
        subject,
        auxiliaries,
        negated,
        tuple(middle),
        tuple(fronted),
        tuple(parts),
        kind,
        reported_by=verb.head if kind == "reported" else None,
        quoted=inside,
        hedged=hedged or conditional,
        attributed=attributed,
    )


def _other_subject(parsed: Parsed, subject: Part, verb: int) -> bool:
    """Whether the parser has taken the wrong subject: another noun stands right before the verb, or the subject
    stands behind a preposition that has lost its object ("groups who say it was taken from Holt gathered").
    """
    first = subject.tokens[0]
    if first > 0 and parsed.tokens[first - 1].pos == "ADP" and parsed.child(first - 1, "pobj", "pcomp") is None:
        return True
    i = verb - 1
    while i > subject.head and parsed.tokens[i].pos in ("ADV", "SPACE"):
        i -= 1
    return i > subject.head and i not in subject.tokens and parsed.tokens[i].pos in ("NOUN", "PROPN", "PRON")


def _beside_a_person(parsed: Parsed, antecedent: Token) -> bool:
    """Whether what "who" stands for hangs on a preposition behind a person, or behind what is set beside one."""
    at = antecedent
    while at.dep in ("pobj", "prep", "compound"):
        at = parsed.tokens[at.head]
        if at.pos in ("NOUN", "PROPN") and (at.dep == "appos" or at.ent == "PERSON"):
            return True
    return False


def _open_aside(parsed: Parsed, subject: Part, verb: int) -> bool:
    """ "An early design, demonstrated in 1791, used ...": the aside's participle is not the verb of the sentence."""
    last = verb - 1
    while last > subject.head and parsed.tokens[last].pos == "ADV":
        last -= 1
    commas = [i for i in range(subject.head + 1, verb) if parsed.tokens[i].text == "," and i not in subject.tokens]
    return parsed.tokens[last].text == "," and commas == [last]


def noun_phrase(parsed: Parsed, head: int, *, skip: int = -1) -> tuple[int, ...]:
    """The tokens under a head, without what is set off by commas, brackets or dashes."""
    tokens = parsed.tokens
    keep: list[int] = []
    todo = [head]
    while todo:
        at = todo.pop()
        keep.append(at)
        aside = False
        for c in parsed.children[at]:
            t = tokens[c]
            if c == skip or (aside and t.dep in ("conj", "cc")):
                continue  # "the bridge, two miles long and at that time the longest in the world,"
            left = min(parsed.subtree(c)) if t.dep in _SET_OFF else c
            parted = left > at and tokens[left - 1].text in (",", "(", "-", "--", "–", "—", "[")
            if t.dep in _SET_OFF and parted and (t.dep == "appos" or left - 1 > at):
                aside = aside or t.dep == "amod"
                continue
            if t.dep == "appos" and left > at + 1 and tokens[left - 1].text != ",":
                continue
            todo.append(c)
    keep.sort()
    wanted = set(keep)
    kept: list[int] = []
    depth = 0
    for i in range(keep[0], keep[-1] + 1):
        if tokens[i].text in ("(", "["):
            depth += 1
        elif tokens[i].text in (")", "]"):
            depth = max(0, depth - 1)
        elif not depth and tokens[i].pos != "SPACE" and (i in wanted or _hyphen(tokens, i, wanted)):
            kept.append(i)
    while kept and (tokens[kept[-1]].dep == "cc" or (tokens[kept[-1]].pos == "PUNCT" and tokens[kept[-1]].text != '"')):
        kept.pop()
    while kept and tokens[kept[0]].pos == "PUNCT" and tokens[kept[0]].text != '"':
        kept.pop(0)
    # A comma left over from something set off.
    return tuple(
        i
        for n, i in enumerate(kept)
        if not (
            tokens[i].text == "," and n + 1 < len(kept) and (kept[n + 1] != i + 1 or tokens[kept[n + 1]].text == ",")
        )
    )


def _hyphen(tokens: tuple[Token, ...], i: int, wanted: set[int]) -> bool:
    """The hyphen of "fifty-five", whichever word the parser has hung it on."""
    within = tokens[i].text == "-" and i - 1 in wanted and i + 1 in wanted
    return within and not tokens[i - 1].space and not tokens[i].space


def _quoted(tokens: tuple[Token, ...]) -> set[int]:
    inside: set[int] = set()
    opened = False
    for token in tokens:
        if token.text in ('"', "``", "''"):
            opened = not opened
        elif opened:
            inside.add(token.i)
    return inside


def _according(parsed: Parsed) -> bool:
    return any(
        t.lemma == "accord" and t.i + 1 < len(parsed.tokens) and parsed.tokens[t.i + 1].text.lower() == "to"
        for t in parsed.tokens
    )
