"""Who is quoted: each direct quotation with its speaker, and the people who may be taken for the speaker."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from quizapp.generate.entities import Entity
from quizapp.generate.facts import Reading
from quizapp.generate.grammar import FINITE
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.roles import is_role
from quizapp.generate.sentences import shadow
from quizapp.generate.words import FEMALE, FIRMS, MALE, PERSON_NOUNS, SAYING, THIN, TITLES

QUOTING = {
    "write": "wrote",
    "tweet": "tweeted",
    **dict.fromkeys(
        "say state tell comment add remark reply explain announce declare respond note observe".split(), "said"
    ),
}
"""Verbs that introduce a quotation, and the word that asks for its speaker."""
SHORTEST, LONGEST = 4, 22
"""Words of a quotation that can be recognised and is still read at a glance."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation's clause word for word, who said it and the sentences that prove it."""

    sentence: int
    speaker: Entity
    verb: str
    quote: str
    head: int
    also: tuple[int, ...] = ()
    more: tuple[str, ...] = ()
    """Further clauses said in the same breath."""


def quotations(p: Parsed) -> list[tuple[int, int]]:
    """Offsets in the sentence of what stands between pairs of quotation marks, the marks not included."""
    text = shadow(p.sentence.text)
    if '"' not in text:
        return []
    marks = [m.start() for m in re.finditer('"', text)]
    if len(marks) == 1 and re.search(r"[,:]\s*$", text[: marks[0]]):
        marks.append(len(text.rstrip()))  # it goes on in the next paragraph
    if len(marks) % 2:
        return []
    return [(a + 1, b) for a, b in zip(marks[::2], marks[1::2], strict=True)]


def person_at(reading: Reading, p: Parsed, head: int | None) -> Entity | None:
    """The one person a subject names, by itself or in an apposition: "his father, Abdullah Kurdi,"."""
    if head is None or p.child(head, "conj", "cc") is not None:
        return None
    for i in (head, p.child(head, "appos")):
        entity = reading.entity(p.index, i) if i is not None else None
        if entity is not None and entity.type == "PERSON" and entity.certain:
            return entity
    return None


def subject_of(reading: Reading, p: Parsed, verb: int) -> tuple[Entity, int] | None:
    """The one person among the subjects of a verb, with the token that names him.

    The parser takes "the anthropologist Maren Holt" for two subjects; a name beside its calling is one person still.
    """
    subjects = [c for c in p.children[verb] if p.tokens[c].dep == "nsubj"]
    found = {e.name: (e, c) for c in subjects if (e := person_at(reading, p, c)) is not None}
    return next(iter(found.values())) if len(found) == 1 else None


def speaker_of(reading: Reading, p: Parsed, begin: int, end: int) -> tuple[Entity, int, str] | None:
    """(speaker, its token, the verb) of the quotation between two offsets, when a verb of saying stands next to it."""
    base = p.sentence.start
    spans = quotations(p)
    outside = [t for t in p.tokens if not any(a <= t.start - base < b for a, b in spans)]
    before = [t for t in outside if t.start - base < begin]
    after = [t for t in outside if t.start - base >= end]
    closed = p.sentence.text[begin:end].rstrip()[-1:] in ",.!?" or p.sentence.text[end + 1 :].lstrip()[:1] in ",.-–—"
    for near in (list(reversed(before)), after if closed else []):
        for n, t in enumerate(near):
            if n > 14 or (t.text == '"' and n > 0):
                break
            if t.pos != "VERB" and t.tag not in ("VBD", "VBZ", "VBG"):
                continue
            above = p.tokens[t.head].lemma == "go" and t.tag == "VB"  # "went on to say"
            if t.lemma not in QUOTING or not (above or t.tag in ("VBD", "VBZ", "VBG")) or _denied(p, t.i):
                break  # another verb stands between
            found = subject_of(reading, p, t.head if above or (t.tag == "VBG" and t.dep == "advcl") else t.i)
            if found is None or begin <= p.tokens[found[1]].start - base < end:
                break
            return *found, QUOTING[t.lemma]
    root = next((t for t in reversed(before) if t.pos == "VERB" and t.tag in ("VBD", "VBZ")), None)
    if root is not None and p.sentence.text[: begin - 1].rstrip().endswith(":") and not _denied(p, root.i):
        found = subject_of(reading, p, root.i)  # "Holt disagreed with the report: ..."
        return (*found, "said") if found is not None else None
    return None


def _denied(p: Parsed, verb: int) -> bool:
    return any(
        p.tokens[c].dep == "neg" or (p.tokens[c].dep == "aux" and p.tokens[c].tag != "TO") for c in p.children[verb]
    )


def find_sayings(reading: Reading) -> list[Saying]:
    """The quotations of the article whose speaker is sure, in order; each with one clause that says enough."""
    return list(_sayings(reading))


def _sayings(reading: Reading) -> Iterator[Saying]:
    last: tuple[Entity, int, str, int] | None = None
    for p in reading.parsed:
        text = p.sentence.text
        spans = quotations(p)
        followed = last
        last = None
        for begin, end in spans:
            found = speaker_of(reading, p, begin, end)
            also: tuple[int, ...] = ()
            if found is None and followed is not None and _only_words(text, begin, end):
                speaker, _, verb, sentence = followed
                if sentence == p.index - 1 and reading.parsed[sentence].sentence.paragraph == p.sentence.paragraph:
                    found, also = (speaker, -1, verb), (sentence,)
            if found is None:
                continue
            last = (*found, p.index)
            finite = {t.text for t in p.tokens if t.tag in FINITE}
            clauses = _clauses(text[begin:end], finite) if _adjoined(text, begin) else []
            quote, *more = [c for c in clauses if not _names(found[0], c)] or [""]
            if quote:
                yield Saying(p.index, found[0], found[2], quote, found[1], also, tuple(more))
                break


def _only_words(text: str, begin: int, end: int) -> bool:
    """Whether the sentence is the quotation and nothing else: its speaker goes on talking."""
    return not text[: begin - 1].strip() and not text[end + 1 :].strip(" .")


def _adjoined(text: str, begin: int) -> bool:
    """Whether a quotation is a sentence of its own: it opens the sentence, or stands behind a comma or a colon."""
    lead = text[: begin - 1].rstrip()
    return not lead or lead[-1] in ",:" or text[begin : begin + 1].isupper()


_SPOILT = re.compile(r"[\[\]();:“”\"…]|--|\.\.|\s[-–—]\s")


_FRAGMENT = re.compile(
    r"(?:As|More|Less|Not|To|With|Without|For|Than|Like)\b[^,]*$|The (?:\w+ one|second|third|fourth|last|others?)\b"
)
_OPEN_THING = re.compile(r"(?i)(?:^|\bif |\bwhen |\band )that (?:\w+s|was|had|would|will|did)\b|\b(?:few|hundreds?)$")
_HANGING = re.compile(
    r"^(?:\S+ ){0,6}(?:of|to|with|through|for|from|about|on|by|without|do|did|done|get|got|see|saw|like|want|make|made|"
    r"know|knew|think|have|had|take|took|say|said) (?:it|that|this|those|these|them)(?: (?!\w+(?:s|ed)?\b)|[,.!?]|$| "
    r"(?:and|but|or|without|with|so|in|on|at|because|for|now|again|anymore|yet|to|here|there|very|too|as)\b)"
)
"""An object that only the sentence before names: "I've got great memories of it"; "we get through that without ..."."""


def _clauses(quote: str, finite: Container[str]) -> list[str]:
    """The sentences of a quotation that can be recognised, those that tell most about themselves first.

    `finite` are the finite verbs around it: a sentence has one.
    """
    whole: list[tuple[int, bool, int, str]] = []
    quote = re.sub(r"\[([.,])\]", r"\1", quote)
    for part in re.split(r"(?<=[.!?])\s+|\[?\.\.\.\]?|;\s|\s(?:[–—]|--)\s(?=but |and |so )", " ".join(quote.split())):
        part = re.sub(r"^\[(\w)\]", r"\1", part).strip()
        words = part.split()
        if part.endswith("?") or not SHORTEST <= len(words) <= LONGEST or _SPOILT.search(part):
            continue
        if re.match(r"(?:And|But|So|Because|Whether|Which|Yeah|Well|They|That|This|It|Then)\b", part, re.I) or not (
            any(w in finite for w in re.findall(r"\w+|['’]\w+", part)) or re.search(r"n['’]t\b|^Let['’]s\b", part)
        ):
            continue
        if _HANGING.search(part) or _FRAGMENT.match(part) or _OPEN_THING.search(part.rstrip(" .,!")):
            continue
        if re.search(r"\b(?:he|him)\b", part, re.I) and re.search(r"\b(?:she|her)\b", part, re.I):
            continue  # two people that only the sentences before name
        telling = {w for w in re.findall(r"[\w'’-]{4,}", part.lower()) if not re.search("['’]", w)} - THIN
        if len(telling) >= 3 and not re.search(r"\b(\w+) \1\b", part):
            pointing = re.search(r"\b(?:this|these|those|such)\b", part) is not None
            whole.append((min(len(telling), 4), not pointing, -len(whole), part.rstrip(" .,!")))
    return [part for *_, part in sorted(whole, reverse=True)]


def _names(speaker: Entity, quote: str) -> bool:
    return any(w.lower() in quote.lower() for form in speaker.forms for w in form.split() if len(w) > 3)


_THOUGHT = frozenset("believe estimate predict propose report maintain".split())
"""Verbs of what somebody thinks or does, which give no words."""


def speaking(reading: Reading) -> list[Entity]:
    """Everybody whose words the article gives, quoted or told."""
    found = []
    for p in reading.parsed:
        for t in p.tokens:
            if (t.lemma in QUOTING or t.lemma in SAYING) and t.lemma not in _THOUGHT:
                entity = person_at(reading, p, p.child(t.i, "nsubj"))
                if entity is not None and entity not in found:
                    found.append(entity)
            elif t.lemma == "to" and t.dep == "prep" and p.tokens[t.head].lemma in ("accord", "according"):
                entity = person_at(reading, p, p.child(t.i, "pobj"))
                if entity is not None and entity not in found:
                    found.append(entity)
    return found


_STATE = frozenset("president vice-president chancellor king queen pope emperor".split())
KNOWN_HEADS = frozenset(
    "Trump|Donald Trump|Biden|Joe Biden|Obama|Barack Obama|Bush|George W. Bush|Clinton|Bill Clinton|Hillary Clinton|"
    "Reagan|Ronald Reagan|Putin|Vladimir Putin|Xi Jinping|Angela Merkel|Emmanuel Macron|Boris Johnson|Theresa May|"
    "David Cameron|Tony Blair|Margaret Thatcher|Benjamin Netanyahu|Kim Jong-un|Volodymyr Zelensky|"
    "Adolf Hitler|Joseph Stalin|Napoleon|Vladimir Lenin|Winston Churchill|Nelson Mandela|Mahatma Gandhi|"
    "Abraham Lincoln|George Washington|John F. Kennedy".split("|")
)
OF_OLD = frozenset(
    "Thomas Edison|Nikola Tesla|Albert Einstein|Isaac Newton|Charles Darwin|Karl Marx|Sigmund Freud|Galileo Galilei|"
    "William Shakespeare|Leonardo da Vinci|Benjamin Franklin|Thomas Jefferson|Alexander Hamilton|Henry Ford|"
    "Alexander Graham Bell|Marie Curie|Martin Luther King|Martin Luther|Mao Zedong|Franklin Roosevelt|"
    "Franklin D. Roosevelt|Theodore Roosevelt|Christopher Columbus|Julius Caesar|Osama bin Laden|Saddam Hussein|"
    "Steve Jobs|Walt Disney|Elvis Presley|Michael Jackson|John Lennon|Charles Dickens|Mark Twain|Jane Austen".split("|")
)
"""Names that an article drops and nobody takes for somebody who acts in it."""


def heads_of_state(reading: Reading) -> list[Entity]:
    """People the article calls president, king or pope, and some whom everybody knows: no rivals of a sheriff."""
    found = []
    for e in reading.entities.of_type("PERSON"):
        if e.name in KNOWN_HEADS or e.name in OF_OLD:
            found.append(e)
            continue
        for m in e.mentions:
            tokens = reading.parsed[m.sentence].tokens
            before, behind = tokens[max(0, m.start - 3) : m.start], tokens[m.end : m.end + 4]
            if any(t.lemma.lower() in _STATE for t in before) or any(t.lemma.lower() == "president" for t in behind):
                found.append(e)
                break
    return found


def acting(reading: Reading, entity: Entity) -> bool:
    """Whether somebody does anything in the article: who only lends a name to a law or a house is no wrong option."""
    for m in entity.mentions:
        p = reading.parsed[m.sentence]
        for t in p.tokens[m.start : m.end]:
            if t.dep in ("nsubj", "nsubjpass", "appos"):
                return True
            if t.dep == "conj" and p.tokens[t.head].dep in ("nsubj", "nsubjpass"):
                return True
            if t.dep == "pobj" and p.tokens[t.head].lemma == "by":
                return True
    return False


def doing(reading: Reading, entity: Entity) -> bool:
    """Whether somebody does something in the article and is no mere name in passing."""
    here = {m.sentence for m in entity.mentions} | {s for (s, _), e in reading.resolved.items() if e is entity}
    for s in sorted(here):
        p = reading.parsed[s]
        for t in p.tokens:
            if t.dep == "nsubj" and reading.entity(s, t.i) is entity and p.tokens[t.head].lemma not in _BEING:
                return True
    return False


_BEING = frozenset({"contribute", "die"})
_GONE = frozenset({"die", "kill", "murder", "stab", "shoot", "drown", "bury"})


def mistaken_for(
    reading: Reading, speaker: Entity, sentences: Iterable[int], stem: str, others: Iterable[Entity]
) -> tuple[tuple[str, str], ...]:
    """People who may be taken for the speaker: others whose words the article gives, the nearest first."""
    talking = {id(e) for e in others}
    here = set(sentences)
    said = _words(stem)
    plain = re.sub("“.*”", "", stem.lower())
    he, she = (re.search(rf"\b(?:{w})\b", plain) is not None for w in ("he|his|him", "she|her"))
    own = speaker.name.lower().split()
    found = []
    for e in reading.entities.of_type("PERSON"):
        words = e.name.split()
        if e is speaker or (len(words) > 1) != (len(own) > 1) or not all(w[:1].isalpha() for w in words):
            continue
        if (
            (he and e.gender == "female")
            or (she and e.gender != "female")
            or (words[0].isupper() and len(words[0]) > 1)
        ):
            continue  # "MV Kestrel": a ship named after somebody
        if any(_words(form) in said for form in (*e.forms, words[-1])):
            continue
        if len(own) > 1 and words[-1].lower() == own[-1] and words[0][:1].lower() == own[0][:1]:
            continue
        if id(e) not in talking or _gone(reading, e) or _employs(reading, e):
            continue  # the patient, the reporter and the President give the only speaker away
        beside = any(m.sentence in here for m in e.mentions)
        distance = min(abs(m.sentence - s) for m in e.mentions for s in here)
        found.append((beside, distance, e.name, _surely_a_person(reading, e)))
    if sum(sure for *_, sure in found) >= _RIVALS:
        found = [one for one in found if one[-1]]
    return tuple((name, f"{name} speaks in the article, but does not say this.") for *_, name, _ in sorted(found))


_RIVALS = 2
"""With so many who are surely people beside the speaker, a name that may be a company's is not needed."""


def _surely_a_person(reading: Reading, entity: Entity) -> bool:
    """Whether anything besides the pipeline says so: a first name, a pronoun, a title, an age or a calling beside it.

    "Tapiola Oy said in a statement" has a company speak.
    """
    if entity.gender or entity.name.split()[0].lower() in MALE | FEMALE:
        return True
    for m in entity.mentions:
        tokens = reading.parsed[m.sentence].tokens
        before, behind = tokens[max(0, m.start - 2) : m.start], tokens[m.end : m.end + 14]
        if any(t.lemma.lower().strip(".") in TITLES or _calls(t) for t in before):
            return True
        if (
            behind
            and behind[0].text in (",", "(")
            and any(_calls(t) or t.text == "who" or _AGE.fullmatch(t.text) for t in behind)
        ):
            return True
        name = tokens[m.end - 1]
        if any(
            t.dep == "appos" and name.i in (t.i, t.head) and _calls(tokens[t.head if t.i == name.i else t.i])
            for t in tokens
        ):
            return True
    return False


_AGE = re.compile(r"[1-9]\d")


def _employs(reading: Reading, entity: Entity) -> bool:
    """Whether a name is a firm's: "Orsund Quays manager Nora Lund", "the maker Orsund Oven", "Orsund Oven's shares"."""
    for m in entity.mentions:
        before = reading.parsed[m.sentence].tokens[max(0, m.start - 2) : m.start]
        owner = [t.lemma for t in before] == ["owner", ","] and not entity.gender  # "Its owner, Orsund Lifts, said"
        if (
            owner
            or any(t.lemma in _COMPANIES for t in before[-1:])
            or any(
                t.dep == "appos" and t.lemma in _COMPANIES and m.start <= t.head < m.end
                for t in reading.parsed[m.sentence].tokens
            )
        ):
            return True
        owned = reading.parsed[m.sentence].tokens[m.end : m.end + 3]
        if len(owned) > 1 and owned[0].tag == "POS" and any(t.lemma in _OF_FIRMS for t in owned[1:]):
            return True
        behind = reading.parsed[m.sentence].tokens[m.end : m.end + 4]
        small = next((n for n, t in enumerate(behind) if not (t.text.islower() and t.tag in ("NN", "JJ"))), len(behind))
        if small and small < len(behind) and _calls(behind[small - 1]) and behind[small].pos == "PROPN":
            return True
    return False


_COMPANIES = FIRMS | {"group", "competitor"}
_OF_FIRMS = frozenset("share board plant factory worker result profit revenue sale shareholder chief product".split())


def _calls(token: Token) -> bool:
    """Whether a noun names people by what they do."""
    return is_role(token.lemma.lower()) or token.lemma.lower() in PERSON_NOUNS


def _words(text: str) -> str:
    """The words of a text in lower case with a blank around each, so that whole words are found."""
    return " " + " ".join(re.findall(r"[\w-]+", text.lower())) + " "


def _gone(reading: Reading, entity: Entity) -> bool:
    """Whether the article tells of somebody's death: nobody would take the dead for the speaker."""
    for m in entity.mentions:
        p = reading.parsed[m.sentence]
        token = p.tokens[m.end - 1]
        if token.dep in ("nsubj", "nsubjpass") and p.tokens[token.head].lemma in _GONE:
            return True
        told = p.sentence.text[: token.end - p.sentence.start + 14]
        if re.search(
            rf"\b(?:death|killing|murder|funeral|body) of (?:\w+ )?{re.escape(token.text)}\b", told
        ) or re.search(rf"\b{re.escape(token.text)}(?:'s|’s|'|’) (?:death|body|funeral|murder|killer)", told):
            return True
    return False
