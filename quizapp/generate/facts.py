"""What an article says, read once: sentences, names, resolved pronouns and clauses, and the facts made of them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field

from quizapp.generate.biography import life_of, name_hero
from quizapp.generate.clauses import Clause, find_clauses, noun_phrase
from quizapp.generate.coreference import resolve
from quizapp.generate.entities import Entities, Entity, find_entities
from quizapp.generate.grammar import main_subject
from quizapp.generate.naming import call_names
from quizapp.generate.reading import Parsed, Tell, parse, silent
from quizapp.generate.sentences import Article
from quizapp.generate.topic import about, called, name_topic, source_of, stands_for
from quizapp.generate.words import PERSON_NOUNS


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that proves a fact: `article.text[start:end] == quote`."""

    start: int
    end: int
    quote: str
    paragraph: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A checkable statement with its evidence. `importance` lies in 0 to 1; `id` is the same in every run."""

    id: str
    statement: str
    evidence: tuple[Evidence, ...]
    importance: float
    attributed: bool = False


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A short noun phrase of the article: its tokens' place, head lemma and tag."""

    sentence: int
    tokens: tuple[int, ...]
    head: int
    lemma: str
    tag: str


@dataclass(slots=True)
class Reading:
    """Everything the generators may look at."""

    article: Article
    parsed: tuple[Parsed, ...]
    entities: Entities
    resolved: dict[tuple[int, int], Entity]
    clauses: tuple[Clause, ...]
    first_noun: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Noun lemma → (sentence, token) of its first mention."""
    counts: Counter[str] = field(default_factory=Counter)
    """How often each content lemma occurs."""
    subjects: Counter[str] = field(default_factory=Counter)
    """How often each common noun is the subject of a clause."""

    phrases: list[NounPhrase] = field(default_factory=list)
    """Short common noun phrases that could be options."""

    unique: set[tuple[str, str]] = field(default_factory=set)
    """(lemma, tag) of nouns which name only one thing in the whole article."""
    mentioned: Counter[tuple[str, str]] = field(default_factory=Counter)
    """(lemma, tag) → in how many places the noun stands."""
    full: dict[tuple[str, str], tuple[int, int, tuple[int, ...]]] = field(default_factory=dict)
    """(lemma, tag) → sentence, head and tokens of the fuller first mention: "the council of Orsund"."""
    small: frozenset[str] = frozenset()
    """Words which stand somewhere in small letters: they are no names where they open a sentence."""
    printed: dict[tuple[int, tuple[int, ...], int, bool, bool], str | Exception] = field(default_factory=dict)
    """Parts of sentences as they were printed, or why they were unclear: generators ask for the same ones."""
    within: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """(sentence, token) of each "it" that stands for the subject of the clause before in its sentence → its tokens."""
    hero: Entity | None = None
    """The one person, place or body the article is about, when there is one: a poor key for "who" questions."""

    place: str = ""
    """The town the article describes, if it does: what is told without a place happened there."""
    about: str = ""
    """What the article is about, as a phrase, when its title and first sentence say so."""
    called: frozenset[str] = frozenset()
    """Nouns that stand for it in the article: "the town" in an article on Røros."""
    source: str = "the article"
    """How a question names the article."""
    years: dict[int, list[int]] = field(default_factory=dict)
    """Each year the article names → the sentences that do."""

    def entity(self, sentence: int, token: int) -> Entity | None:
        return self.entities.at.get((sentence, token)) or self.resolved.get((sentence, token))


def read(article: Article, tell: Tell = silent) -> Reading:
    """Parse an article and collect what the generators need. `tell` hears of each sentence."""
    parsed = parse(article, tell)
    entities = find_entities(parsed)
    call_names(parsed, entities)
    topic = name_topic(article, parsed, entities)
    person = name_hero(article, parsed, entities) if topic is None else None
    resolved = resolve(parsed, entities, person)
    clauses = tuple(clause for p in parsed if 4 <= len(p.tokens) <= 100 for clause in find_clauses(p))
    reading = Reading(article, parsed, entities, resolved, clauses)
    if topic is not None:
        reading.resolved.update(dict.fromkeys(stands_for(parsed, entities, *topic), topic[0]))
        reading.place = topic[0].name if topic[0].type == "GPE" else ""
    reading.hero = topic[0] if topic is not None else person or _hero(reading)
    for p in parsed:
        for t in p.tokens:
            if t.pos in ("NOUN", "PROPN"):
                reading.first_noun.setdefault(t.lemma, (p.index, t.i))
            if len(t.text) == 4 and t.text.isdecimal() and 1000 <= int(t.text) <= 2099:
                reading.years.setdefault(int(t.text), []).append(p.index)
    reading.about, reading.source = about(article), source_of(article)
    if person is not None and not reading.about:
        reading.about = life_of(article, person)
        if reading.source == "the article":
            reading.source = f"the article on {reading.about}"
    reading.called = called(article, parsed)
    _find_unique(reading)
    if reading.hero is not None:
        _follow_hero(reading, reading.hero)
    _follow_subjects(reading)
    _follow_within(reading)
    reading.small = frozenset(t.text for p in parsed for t in p.tokens if t.text.islower())
    for p in parsed:
        reading.counts.update(p.lemmas)
    for p in parsed:
        for t in p.tokens:
            if (
                t.pos == "NOUN"
                and t.tag in ("NN", "NNS")
                and t.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "oprd")
            ):
                tokens = noun_phrase(p, t.i)
                if 1 <= len(tokens) <= 5 and tokens[-1] == t.i:
                    reading.phrases.append(NounPhrase(p.index, tokens, t.i, t.lemma, t.tag))
    for clause in clauses:
        subject = clause.parsed.tokens[clause.subject.head]
        if subject.pos in ("NOUN", "PROPN"):
            reading.subjects[subject.lemma] += 1
    return reading


def _hero(reading: Reading) -> Entity | None:
    """Named in the title, or a third of all mentions and pronouns with at least six."""
    weight: Counter[int] = Counter()
    by_id = {id(e): e for e in reading.entities.all}
    for e in reading.entities.all:
        weight[id(e)] += len(e.mentions)
    for e in reading.resolved.values():
        weight[id(e)] += 1
    title = reading.article.title.lower()
    for key, count in weight.most_common(2):
        e = by_id[key]
        titled = len(title.split()) <= 5 and any(w.lower() in title for w in e.name.split() if len(w) > 3)
        if titled and e.type == "PERSON" and _a_namesake(reading.article.title, e):
            return None
        if count >= 3 and titled:
            return e
        if count >= 6 and 3 * count >= sum(weight.values()):
            return e
    return None


def _a_namesake(title: str, person: Entity) -> bool:
    """Whether a title names another of the same surname: not Simon-René Braille, but Louis."""
    before = re.search(rf"\b([A-Z][\w-]+) {re.escape(person.name.split()[-1])}\b", title)
    return before is not None and before[1] not in person.name.split()


def _find_unique(reading: Reading) -> None:
    """Nouns that are never told apart by a modifier, a number or a second "a": they name one thing throughout."""
    mentions: dict[tuple[str, str], list[tuple[int, int, str, tuple[str, ...]]]] = {}
    for p in reading.parsed:
        for t in p.tokens:
            if t.pos != "NOUN" or t.dep in ("compound", "npadvmod") or t.tag not in ("NN", "NNS"):
                continue
            det, modifiers = "", []
            for c in p.children[t.i]:
                child = p.tokens[c]
                if child.dep == "det":
                    det = child.text.lower()
                elif child.dep in ("amod", "compound", "nmod", "poss", "nummod", "relcl", "acl"):
                    modifiers.append(child.lemma)
                elif child.dep == "prep" and child.text == "of":
                    modifiers.extend(p.tokens[i].lemma for i in p.subtree(c))
            mentions.setdefault((t.lemma, t.tag), []).append((p.index, t.i, det, tuple(modifiers)))
    for key, found in mentions.items():
        reading.mentioned[key] = len(found)
        kinds = {m for *_, m in found if m}
        introduced = sum(det in ("a", "an", "another", "one") for _, _, det, _ in found)
        pointed = any(det in ("another", "each", "every", "any", "no") for _, _, det, _ in found)
        if len(kinds) > 1 or introduced > 1 or pointed:
            continue
        reading.unique.add(key)
        sentence, head, det, modifiers_of_first = found[0]
        p = reading.parsed[sentence]
        if modifiers_of_first and len(found) > 1 and det in ("the", "a", "an"):
            tokens = tuple(i for i in noun_phrase(p, head) if p.tokens[i].dep != "det" or p.tokens[i].head != head)
            if (
                len(tokens) <= 6
                and tokens
                and tokens == tuple(range(tokens[0], tokens[-1] + 1))
                and not any(
                    p.tokens[i].dep in ("relcl", "acl", "nummod", "poss")
                    or p.tokens[i].ent == "NORP"
                    or p.tokens[i].pos in ("PRON", "PUNCT", "NUM")
                    or p.tokens[i].text[0].isdecimal()
                    or (p.tokens[i].ent == "ORDINAL" and not any(p.tokens[j].text == "of" for j in tokens))
                    for i in tokens
                )
            ):
                # "the second ballot" does not name every later ballot, "the first school of Skerry" does
                reading.full[key] = (sentence, head, tokens)


def _follow_hero(reading: Reading, hero: Entity) -> None:
    """ "The university ..." and a subject "it" in the next sentence stand for the university the article is about."""
    if hero.type == "PERSON":
        return
    kinds = {w.lower() for w in hero.name.split()} & _KINDS
    if hero.type == "GPE":
        kinds |= {"country"} if hero.subtype == "country" else set()
    before = -2
    for p in reading.parsed:
        subject = main_subject(p)
        if subject is None:
            continue
        token = p.tokens[subject]
        bare = [p.tokens[c].text.lower() for c in p.children[subject]]
        if reading.entities.at.get((p.index, subject)) is hero:
            before = p.index
        elif (token.lemma in kinds and bare == ["the"]) or (token.text.lower() == "it" and before == p.index - 1):
            reading.resolved[(p.index, subject)] = hero
            before = p.index


def _follow_subjects(reading: Reading) -> None:
    """A sentence that opens with "It" keeps to the named thing the sentence before was about, when only that fits."""
    before: Entity | None = None
    paragraph = -1
    for p in reading.parsed:
        if p.sentence.paragraph != paragraph:
            before, paragraph = None, p.sentence.paragraph
        subject = main_subject(p)
        if subject is None:
            before = None
            continue
        root, here = p.tokens[p.tokens[subject].head], (p.index, subject)
        opens = subject == 0 and p.tokens[0].text == "It" and root.lemma not in _WEATHER
        judged = root.lemma == "be" and p.child(root.i, "acomp") is not None  # "It is clear that ..."
        said_of = opens and here not in reading.resolved and p.child(root.i, "expl", "ccomp") is None
        if said_of and not judged and before is not None:
            reading.resolved[here] = before
        entity = reading.entities.at.get(here) or reading.resolved.get(here)
        named = entity is not None and entity.certain and entity.type in _THINGS and p.child(subject, "conj") is None
        before = entity if named else None


def _follow_within(reading: Reading) -> None:
    """ "The tax was hated; it was abolished in 1790": the subject "it" keeps to the subject of the clause before."""
    before: Clause | None = None
    for clause in reading.clauses:
        p = clause.parsed
        if before is not None and before.parsed.index != p.index:
            before = None
        head = p.tokens[clause.subject.head]
        it = head.text == "it" and len(clause.subject.tokens) == 1
        if it and before is not None and (p.index, head.i) not in reading.resolved:
            subject = p.tokens[before.subject.head]
            one = subject.tag == "NN" and subject.lemma not in PERSON_NOUNS and p.child(subject.i, "conj") is None
            joined = any(t.text in (";", "and", "but") for t in p.tokens[before.verb : head.i])
            behind = {p.tokens[c].dep for c in p.children[clause.verb] if c > clause.verb}
            idle = clause.token.lemma in _WEATHER or behind & _ANNOUNCED  # "and it rained", "and it was clear that ..."
            if one and joined and not idle and before.kind == "main":
                reading.within[(p.index, head.i)] = before.subject.tokens
        if clause.kind in ("main", "joined") and not it:
            before = clause


_THINGS = frozenset({"ORG", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"})
_ANNOUNCED = frozenset({"expl", "ccomp", "xcomp", "csubj", "csubjpass", "acomp", "attr"})
_WEATHER = frozenset({"rain", "snow", "seem", "appear", "take", "happen", "turn"})
_KINDS = frozenset(
    "university college school museum company bank party church bridge river lake island city town "
    "village district hospital airport festival society club union agency court".split()
)


def evidence_of(reading: Reading, sentence: int) -> Evidence:
    """The whole sentence as evidence."""
    s = reading.article.sentences[sentence]
    return Evidence(s.start, s.end, reading.article.text[s.start : s.end], s.paragraph, sentence)


def importance(reading: Reading, sentence: int) -> float:
    """How much the article itself makes of a sentence: early, about its frequent words, near its title.

    A weighted sum of earliness, mean frequency of content lemmas, headline overlap and names; weights add to 1.
    """
    p = reading.parsed[sentence]
    total = max(1, len(reading.parsed))
    early = 1 - sentence / total
    lemmas = sorted(p.lemmas)
    frequent = sum(min(reading.counts[w], 5) / 5 for w in lemmas) / len(lemmas) if lemmas else 0.0
    title = {w.lower() for w in reading.article.title.split() if len(w) > 3}
    overlap = min(1.0, sum(t.text.lower() in title for t in p.tokens) / 3)
    names = min(1.0, sum(t.ent_start for t in p.tokens) / 4)
    first_of_paragraph = sentence == 0 or reading.parsed[sentence - 1].sentence.paragraph != p.sentence.paragraph
    return round(0.2 * early + 0.3 * frequent + 0.2 * overlap + 0.2 * names + 0.1 * first_of_paragraph, 4)


def fact_id(reading: Reading, sentence: int, verb: str, key: str) -> str:
    """Twelve hex digits from place, verb and key: stable across runs and seeds."""
    s = reading.article.sentences[sentence]
    return hashlib.sha256(f"{reading.article.hash}|{s.start}|{s.end}|{verb}|{key}".encode()).hexdigest()[:12]
