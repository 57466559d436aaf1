"""Checks that a question stands alone: a learner meets it without the sentence before it, and reads plain English."""

from __future__ import annotations

import re

from quizapp.core.item import Item
from quizapp.generate.candidates import Candidate
from quizapp.generate.characters import a_story
from quizapp.generate.entities import Entity
from quizapp.generate.facts import Fact, Reading
from quizapp.generate.gazetteer import CITY_COUNTRY, subtype
from quizapp.generate.grammar import SUBJECTS
from quizapp.generate.reading import Parsed, text_of
from quizapp.generate.roles import is_role
from quizapp.generate.sayings import KNOWN_HEADS, OF_OLD
from quizapp.generate.support import LEAD
from quizapp.generate.verify_joints import clipped, torn
from quizapp.generate.words import FEMALE, MALE, ONE_OF_ITS_KIND, TITLES

_QUOTING = frozenset("who-quoted who-called who-spoke said-what says-what what-happened which-first".split())


def reason_against_standing_alone(reading: Reading, candidate: Candidate, item: Item, fact: Fact) -> str:
    """Why a question needs the text open at its place, or reads badly; empty when nothing speaks against it."""
    if candidate.template in _QUOTING:
        return _badly_quoted(reading, candidate, item)
    if candidate.template.startswith(("gap-", "truth-", "event-")):
        found = _half_named(reading, item.stem.replace(reading.source, ""))
        return f"the question says too little: {found}" if found else ""
    p = reading.parsed[candidate.sentence]
    by_name = candidate.template != "whom" and (
        candidate.pool in ("person", "organisation", "place") or candidate.template == "who-role"
    )
    if not candidate.within and (found := _pointing(reading, p, item.stem, by_name=by_name)):
        return f"the question says too little: {found}"
    if found := _half_named(reading, item.stem):
        return f"the question says too little: {found}"
    if found := _timed_twice(candidate, item.stem):
        return f"text: {found} stands in a question about the time"
    if _lacks_a_name(candidate, item.stem) and (
        candidate.pool != "number" or (len(reading.parsed) > _SHORT and not a_story(reading))
    ):
        return "the question says too little: no name"
    if candidate.template in _NAMES and candidate.entity is not None and _subject(reading, candidate.entity):
        return "a clue: the article is about the key"
    if candidate.template in _TERMS and candidate.key.lower() in reading.article.title.lower():
        return "a clue: the title has the key"
    if candidate.template == "who" and candidate.verb in _CONTAINS and " " not in candidate.key:
        return "the key may be no person"
    if candidate.template == "who" and (match := _OF_MANY.search(item.stem)):
        return f"not unique: '{match[0]}' may be true of many"
    if candidate.pool == "number" and candidate.key in ("two", "2") and not _KINDS.search(item.stem):
        return "not worth asking: two is what everybody guesses"
    if candidate.template in ("at-which", "which-organisation-object") and re.search(
        r"\bwhich organi[sz]ation", item.stem, re.I
    ):
        return "the kind of body is not known"
    if candidate.template == "where" and not _known_place(candidate):
        return "the kind of place is not known"
    if not candidate.template.startswith(("which-", "what-is")) and (found := clipped(p, item.stem, candidate.key)):
        return f"text: the question breaks off at '{found}'"
    if found := _two_verbs(p, item.stem):
        return f"grammar: '{found}' behind 'did'"
    if match := _SOMEBODY.search(item.stem):
        return f"the question says too little: {match[0]}"
    if candidate.pool == "number" and candidate.head >= 0 and _part_of_a_sum(p, candidate.head):
        return "part of a quantity"
    if candidate.pool == "number" and re.fullmatch(r"(?:19|20)\d\d", candidate.key):
        return "the number may be a year"
    if candidate.template == "who" and candidate.verb in _SUFFERED and re.match("Who (?:was|has been)", item.stem):
        return "the wrong options have suffered nothing of the kind"
    if match := _LONG_SUBJECT.search(item.stem):
        return f"grammar: '{match[0][:40]} ...' is clumsy"
    counted = re.search(r"\b(?:did|do|does) (.*)$", item.stem) if candidate.template.startswith("how-") else None
    if found := torn(p, item.stem, candidate.key) or (torn(p, counted[1], candidate.key) if counted else ""):
        return f"text: something is torn out at '{found}'"
    if candidate.template in ("who-said", "who-told", "who-called") and (match := _LEANING.search(item.stem)):
        return f"the question says too little: '{match[0]}'"
    if candidate.template in ("whom", "which-place-object") and len(re.findall(r"[\w’'.-]+", item.stem)) < 8:
        return "the question says too little"
    if match := _LITTLE.search(item.stem):
        return f"the question says too little: '{match[0]}'"
    if match := _BAD.search(_without_ampersand(reading, item.stem)):
        return f"grammar: '{match[0].strip()}'"
    if found := _bare_noun(reading, p, item.stem):
        return f"grammar: '{found}' has a capital or lacks an article"
    if candidate.pool == "year" and _in_brackets(p, candidate.key) and not _of_hero(reading, item.stem):
        return "not worth asking: a year in brackets"
    if candidate.pool == "number" and (match := _COUNTED.search(item.stem)):
        return f"a clue: '{match[0]}' tells the number"
    if candidate.template in ("who", "by-whom") and candidate.key in KNOWN_HEADS | OF_OLD:
        return "not worth asking: the world knows it without the article"
    if candidate.template in ("who", "whom", "by-whom") and (match := _NOT_ALONE.search(item.stem)):
        return f"not unique: '{match[0]}' says there are others"
    return ""


def _badly_quoted(reading: Reading, candidate: Candidate, item: Item) -> str:
    """Whether a quotation starts in the middle, or speaks to somebody and so tells who does not say it."""
    if candidate.template == "said-what" and (pronoun := _tells_by_pronoun(item)):
        return f"a clue: '{pronoun}' tells who speaks"
    if candidate.template != "who-quoted":
        if candidate.template == "who-called" and re.search(r"”\?$", item.stem):
            said = item.stem.partition("“")[2].rstrip("”?")
            rest = reading.parsed[candidate.sentence].sentence.text.partition(said)[2].lstrip("”\"'’")
            return "text: the question breaks off" if re.match(r" (?:of|for|in|to|by|from|with)\b", rest) else ""
        return ""
    quote = item.stem.partition("“")[2]
    if re.search(r"\b(?:and|or|but|the|an?|of|to|in|for|with|that)”", quote):
        return "text: the quotation breaks off"
    if re.match(r"(?:Or|And|But|So|Then)\b", quote):
        return "text: the quotation goes on from something"
    if quote[:1].islower():
        return "text: the quotation begins in the middle of a sentence"
    first = {w for w in re.findall(r"\b[A-Z][a-z]+\b", quote[1:]) if w.lower() in MALE | FEMALE}
    if any(not any(w in o.text for o in item.options) for w in first):
        return "a clue: the words speak of one of those named"
    if re.search(r"\b(?:you|your)\b", quote, re.I) and len(item.options) < 4:
        return "a clue: the words are spoken to one of those named"
    return ""


def _tells_by_pronoun(item: Item) -> str:
    """The pronoun with which one option opens and another does not: only the words of a woman open with "She"."""
    if any(re.search(r"\b(?:his|her|its|their)\b", o.text) and "“" not in o.text for o in item.options):
        return "his, her or its"
    opened = {o.text.split()[0] if o.text.split()[0] in ("He", "She", "It", "They") else "" for o in item.options}
    return max(opened) if len(opened) > 1 else ""


_NEED_NAMES = ("when-", "for-how-long", "how-far")
"""Questions that need a name of their own, also under the name of what the article is about: of 6 questions for a date
without one none was usable as it was, of 94 others 7 in 10."""
_NAMES_OF_A_COUNT = 2
"""Words with a capital that tell what was counted: of drafts with fewer, 3 in 10 were usable; of those with more, 6."""
_WHERE_TO = re.compile(r"^(?:In which year|On what date) did .+ (?:land|arrive|march|gather|meet|return|leave)\?$")
"""When troops landed: where?"""
_ONE_OF_MANY = re.compile(r"^In which year (?:was|were) an? [a-z]+ [a-z]+(?:ed|t|n)\b")
"""When "a branch" was opened, or "a society" founded: whose?"""
_TIMELESS = re.compile(r"\b(?:do|does|are|is|can)\b")
"""How many there always are, unlike how many there once were, needs no name to tell of what."""


def _lacks_a_name(candidate: Candidate, stem: str) -> bool:
    """Whether something that happened or lasted is asked for without a word of whom, where or when."""
    said = stem.removeprefix("According to the article, ")[1:]
    if candidate.template == "how-many" and not candidate.within and not re.search(r"\s[A-Z]", said):
        return True
    once = candidate.template == "how-many" and not candidate.within and not _TIMELESS.search(stem)
    if once and len(re.findall(r"(?<=\s)[A-Z\d]", said)) < _NAMES_OF_A_COUNT:
        return True
    if not candidate.within and (_ONE_OF_MANY.search(stem) or _WHERE_TO.search(stem)):
        return True
    return candidate.template.startswith(_NEED_NAMES) and not re.search(r"[A-Z]\w", LEAD.sub("", stem)[1:])


_NAMES = frozenset(
    "who whom by-whom which-country which-place-object which-organisation which-body where where-country at-which "
    "which-superlative who-character".split()
)
_TERMS = frozenset({"which-term", "which-definition", "which-name"})
_CONTAINS = frozenset("include contain comprise consist have belong resemble mean refer denote occur".split())


def _subject(reading: Reading, entity: Entity) -> bool:
    """Whether the article is about somebody or something: any name asked for would be taken for it."""
    told = len({m.sentence for m in entity.mentions})
    often = entity.type in ("GPE", "LOC") and told >= max(5, 0.25 * len(reading.parsed))
    return entity is reading.hero or often


def _known_place(candidate: Candidate) -> bool:
    """Whether the key is a city or country of the lists, so that its wrong options are of its kind."""
    name = candidate.key.lower().removeprefix("the ")
    short = candidate.key.isupper() and len(candidate.key) < 4
    return not short and (bool(subtype(name)) or name in CITY_COUNTRY)


def _timed_twice(candidate: Candidate, stem: str) -> str:
    """Another year in a question for one: the clause has swallowed a second date, or the parser has lost the first."""
    if candidate.pool not in ("year", "decade", "century"):
        return ""
    match = re.search(r"\b(?:in|on|since|until|by|through|during|around)(?: [\w ]{0,12})? (?:1\d|20)\d\ds?\b", stem)
    return match[0] if match and not re.search(r"[Ff]rom \d{4} until which", stem) else ""


def _part_of_a_sum(p: Parsed, head: int) -> bool:
    """ "5 hours and 9 minutes" is neither five hours nor nine minutes."""
    if p.tokens[head].lemma not in _SUMMED:
        return False
    beside = [c for c in p.children[head] if p.tokens[c].dep == "conj"]
    beside += [p.tokens[head].head] if p.tokens[head].dep == "conj" else []
    return any(p.tokens[c].lemma in _SUMMED and p.child(c, "nummod") is not None for c in beside)


_SUMMED = frozenset("year month week day hour minute second pound ounce foot inch mile yard dollar cent".split())


def _two_verbs(p: Parsed, stem: str) -> str:
    """ "did a boy finish the book and cried": the second verb has kept its past tense."""
    if not re.search(r"\bdid\b", stem):
        return ""
    for t in p.tokens:
        above = p.tokens[t.head]
        joined = t.tag == "VBD" and t.dep == "conj" and f"and {t.text}" in stem
        if joined and (above.tag != "VBD" or above.text not in stem.split()):
            return t.text
    return ""


_SUFFERED = frozenset(
    "capture arrest detain kill charge accuse sentence jail imprison injure wound shoot impeach convict kidnap rescue "
    "evacuate turn hospitalise hospitalize".split()
)
_SOMEBODY = re.compile(
    r"\bthe (?:[a-z-]+ )?(?:man|woman|boy|girl|teenager|inventor|author|founder|actor|actress|singer|writer|artist|"
    r"scientist|doctor|officer|count|countess|baron|baroness|duke|duchess|earl|bishop|archbishop|soldier|student|teacher|player|driver|couple|pair|duo|trio)\b"
    r"(?! (?:of|who|whose|with|accused|charged|known)\b|[’']s? [A-Z]| [A-Z])|"
    r"\bthe (?:[a-z-]+ ){1,2}(?:company|firm|group|organi[sz]ation|agency|team|club|website|site)\b"
    r"(?! (?:of|for|that|which|in|known|called|founded)\b| [A-Z])"
)
"""Somebody or a body that only the sentences before name: "the man", "the mobile payments company"."""
_LONG_SUBJECT = re.compile(r"\b(?:do|does|did) (?:the |a )?(?:[\w’'-]+ ){12,}(?:include|have|contain|number|total)\b")
_BAD = re.compile(
    r"\b(?:nearly|almost|just|roughly|some|around|approximately) how (?:many|much)\b|\bovernight\b|\bsubsequent\b|"
    r"\b(?:un)?like [\w. -]+\?|^On what date (?:was|were) \S+(?: \S+){0,2} on an? |\bby (?:the )?time\?|"
    r"^(?:Over|Under|Above|Below|More than|Less than|At least) how much\b|\bby which year\b|\ba\.m\?|\bp\.m\?|"
    r"\b(?:above|below|as follows|aforementioned)\b(?! \w)|\bdescribed above\b|"
    r"\bto the \w+ to the \w+|\bin (?:\w+ )?\d{4} in (?:\w+ )?\d{4}|^(?:Since|Until) which \w+ had\b|"
    r"^(?:In|On) (?:which|what) \w+ ha[sd]\b|\bas shown\b|\bso far\b|\bcurrent(?:ly)?\b|\bsomewhere\?|"
    r"\b(?:one|most) recent\b|\blate in (?:his|her|their) (?:life|career)\b|"
    r"[№#§*&]|\bwere one\b|\b(?:that|which|who) [\w ]+ (?:are|were) there\?|"
    r"\bdie at \d+\b|\b(?:to|of|at|by) (?-i:[A-Z])\?$|"
    r"^(?!.*\bdid\b).*\b(?:are|is|has|have|does)\b.*\bas of [\w ]*\d{4}|"
    r"\b(?:did|does|do|was|is) an? (?:first|second|third|fourth|further|similar)(?: \w+)? (?:at|in|on|of)\b|"
    r"\b(?:has|have|did) .* spen[dt]\?|(?<!\w)['‘](?:[a-z]+)(?![^?]*['’](?!\w))",
    re.I,
)
"""Stems that no writer would set: "Over how much money did ...", and "by which year", true of all later years too."""
_LEANING = re.compile(r"\b(?:also|his|her|their)\b")
_LITTLE = re.compile(
    r"^Who (?:followed|came|went|arrived|appeared)\b|^Where did [\w ]+ (?:settle|go|live|stay|meet|work|move)\?|"
    r"\bhow many (?!.*\b(?:of|in|for|to|on|at|by)\b)[\w ]+ (?:are|were) there\?"
)
_KINDS = re.compile(r"\b(?:types|kinds|parts|forms|divisions|classes|stages|branches|groups|categories|phases)\b")
"""How many there are of these is worth knowing, even if it is two."""
_OF_MANY = re.compile(
    r"^Who (?:joined|attended|travell?ed|participated|took part|voted|belonged|lived|worked|supported|visited|"
    r"(?:was|were|is|are) \w+ing)\b(?!.*\d{4})"
)
_NOT_ALONE = re.compile(r"\b(?:independently|jointly|together|also|likewise|co-\w+)\b")
_COUNTED = re.compile(
    r"\b(?:bi|tri|quad|quadr|penta|hexa|octa|dual|double|triple|twin|pair|trio|quartet|quintet|dozen)"
    r"(?:gonal|angle|angular|lateral|partite|s|logy|)\b|\btwo-|\bthree-|\bfour-",
    re.I,
)

_SAYS_NOTHING = frozenset(
    "policy report incident event study plan decision deal bill ruling project programme program process issue case "
    "problem method move measure assailant attacker suspect victim accused defendant situation matter item article "
    "document statement announcement proposal agreement scheme initiative campaign operation organisation organization "
    "company firm group agency committee commission panel team facility word term"
    " name phrase title site building product device system".split()
)
"""Things and people that only the sentences before tell apart."""
_OF_ITS_TIME = frozenset("new recent latest alleged current proposed existing previous same other next present".split())
_LEFT = "prep relcl acl appos nummod".split()


def _without_ampersand(reading: Reading, stem: str) -> str:
    """The stem with "and" for the sign in the name of what the article is about: "Brandt & Sule"."""
    name = reading.hero.name if reading.hero is not None else ""
    return stem.replace(name, name.replace("&", "and")) if "&" in name else stem


def _pointing(reading: Reading, p: Parsed, stem: str, *, by_name: bool) -> str:
    """ "the new policy" when nothing in the question tells which; two things of that kind, and no name, do as well.

    `by_name`: the options are names, which tell where to look.
    """
    found = []
    tale = a_story(reading)
    lower = stem.lower()
    if not by_name and (match := _UNNAMED_BODY.search(stem)):
        return match[0]
    for t in p.tokens:
        if t.tag not in ("NN", "NNS") or not t.text.islower() or t.dep in ("compound", "nmod"):
            continue
        kids = [p.tokens[c] for c in p.children[t.i] if p.tokens[c].dep != "case"]
        before = [k for k in kids if k.i < t.i]
        if not before or before[0].text.lower() != "the" or any(k.pos in ("PROPN", "NUM", "NOUN") for k in before[1:]):
            continue
        if any(k.ent or k.tag in ("JJS", "RBS", "POS") or k.lemma in _EXACT for k in before[1:]):
            continue
        behind = next((k for k in kids if k.i > t.i and k.dep in _LEFT), None)
        if behind is not None:
            next_ = p.tokens[min(p.subtree(behind.i))]
            if t.text in stem and re.search(rf"\b{re.escape(t.text)},? {re.escape(next_.text)}", stem):
                continue
        said = text_of(p.tokens[before[0].i : t.i + 1]).strip()
        match = re.search(rf"\b{re.escape(said)}\b(?! of\b)", stem, re.I) if said.lower() in lower else None
        if match is None:
            continue
        if t.lemma in _SAYS_NOTHING or any(k.lemma in _OF_ITS_TIME for k in before[1:]):
            return match[0]
        told = sum(any(x.lemma == t.lemma for x in other.tokens) for other in reading.parsed)
        place = t.dep in SUBJECTS or (t.dep in ("dobj", "pobj") and len(before) == 1)
        unnamed = told < _TOPIC and p.tokens[t.head].dep not in _BELOW and t.lemma not in ONE_OF_ITS_KIND
        if place and unnamed and not by_name and len(reading.parsed) > _SHORT and not tale:
            return match[0]
        if len(before) == 1:
            found.append(match[0])
    body = stem.removeprefix("According to the article, ")
    if len(found) >= 2 and not by_name and not re.search(r"[A-Z\d]", body[1:]) and not tale:
        return f"{found[0]}, {found[1]}"
    return ""


_BELOW = ("ccomp", "xcomp", "acl")
_TOPIC = 5
"""What the article speaks of in so many sentences is what it is about."""
_SHORT = 12
"""In an article of fewer sentences everything is at hand."""
_UNNAMED_BODY = re.compile(
    r"\bthe (?:(?:Socialist|People's|Federal|Democratic|First|Second|National|General) )?(?:Republic|Kingdom|Empire|"
    r"Union|Party|Committee|Council|Company|Commission|Board|Institute|University|Association|Society|Agency|"
    r"Department|Ministry|Foundation|Trust|Fund)\b(?! of\b| for\b| [A-Z])"
)
_EXACT = frozenset("first second third last only own main".split())


def _half_named(reading: Reading, stem: str) -> str:
    """A first name alone: "Daniel", in an article whose people have two names."""
    if sum(len(e.name.split()) > 1 for e in reading.entities.of_type("PERSON")) < 2:
        return ""
    places = {w for e in reading.entities.of_type("GPE", "LOC", "FAC") for w in e.name.split()}
    words = re.sub(r"[“”\[\]]", "", stem).split()
    for n, word in enumerate(words[1:], 1):
        name = re.sub(r"(?:['’]s|['’])?[?,.]*$", "", word)
        if not name[:1].isupper() or name.lower() not in MALE | FEMALE or name in places:
            continue
        before, behind = words[n - 1], words[n + 1] if n + 1 < len(words) else ""
        if not (n > 1 and before[:1].isupper() and before[-1].isalnum()) and not behind[:1].isupper():
            return name
    return ""


def _bare_noun(reading: Reading, p: Parsed, stem: str) -> str:
    """A singular noun before a name without an article: "did economist Joseph Stiglitz" reads as a headline."""
    for t in p.tokens:
        if t.i or t.tag not in ("NN", "NNP") or not t.text[0].isupper() or t.text.lower() in TITLES:
            continue
        low = t.text.lower()
        named = t.i + 1 < len(p.tokens) and p.tokens[t.i + 1].text[0].isupper()
        if named and is_role(low) and low not in _BEFORE_A_NAME and re.search(rf"\b{t.text} [A-Z]", stem[1:]):
            return t.text
    first = p.tokens[0].text
    inside = first[:1].isupper() and re.search(rf"(?<!^)(?<!, )\b{re.escape(first)}\b(?! [A-Z])", stem)
    if inside and any(t.text == first.lower() and t.i for other in reading.parsed for t in other.tokens):
        return first
    found = re.search(r"\b(?:does|did|do) ([a-z]+) ([a-z]+) (?:have|contain|form|produce|need|use)\b", stem)
    if found and any(t.text == found[1] and t.tag == "NN" for t in p.tokens):
        return found[1]
    return ""


_BEFORE_A_NAME = frozenset(
    "president king queen prince princess emperor pope saint sir lord lady captain colonel general major lieutenant "
    "sergeant admiral commander senator representative governor mayor judge justice professor doctor bishop "
    "archbishop cardinal rabbi sheikh sultan".split()
)
"""Offices that stand before a name without an article in careful English."""


def _of_hero(reading: Reading, stem: str) -> bool:
    """Whether the question names whom the article opens with and is about."""
    hero = reading.hero
    return (
        hero is not None
        and any(m.sentence <= 1 for m in hero.mentions)
        and any(form in stem for form in (hero.name, *hero.forms))
    )


def _in_brackets(p: Parsed, year: str) -> bool:
    """Whether a year stands in the sentence only within brackets: a life's dates, a source."""
    text = p.sentence.text
    open_ = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    return year in text and year not in open_
