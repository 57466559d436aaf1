"""Words that tie a sentence to what came before it, to the day of writing, or to somebody's view."""

from __future__ import annotations

import re

from quizapp.generate.facts import Reading
from quizapp.generate.grammar import SUBJECTS, following, upwards
from quizapp.generate.reading import Parsed, Token
from quizapp.generate.sentences import MONTHS
from quizapp.generate.words import CHARGED, EVALUATIVE, GROUPS, HEDGED, KIN, KNOWN, ONE_OF_ITS_KIND, PERSON_NOUNS, ROLES


def leans(p: Parsed, t: Token, part: range, gap: range) -> bool:
    """Whether a word ties the part to what came before it, to the day of writing, or to somebody's view."""
    word = t.text.lower()
    kids = [p.tokens[c].text.lower() for c in p.children[t.i]]
    after = following(p, t)
    if (word in _TIES and not _settled(p, t)) or (t.lemma in JUDGING and not named(p, t)):
        return True
    if doubted(p, t, part, gap):
        return True
    if (t.tag == "PRP" and word in _SPEAKERS) or (word == "there" and not _exists(p, t)):
        return True
    if t.dep == "pobj" and _A_DAY.fullmatch(word) and not any(x.text in MONTHS for x in p.tokens):
        return True  # "on the morning of the 30th"
    if word == "time" and t.dep == "pobj" and p.tokens[t.head].text.lower() == "at" and kids == ["the"]:
        return True  # "who had been eight at the time"
    if word in ("year", "month", "week") and kids == ["the"]:
        return True  # "before the end of the year"
    if word == "way" and after.text in ("home", "back", "out", "there"):
        return True  # "On the way home": from where?
    if t.lemma == "follow" and t.pos == "VERB" and t.tag != "VBG" and p.child(t.i, "dobj", "agent") is None:
        return True  # "The Lady Chapel followed in 1349"
    if word in LINKS and t.i:
        return True  # "The mill was sold nevertheless"; at the front it falls away
    if word == "since" and not kids and t.dep != "mark":
        return True  # "Repairs have been carried out since"
    if word == "others" and not _FEW & {x.text.lower() for x in p.tokens[: t.i]}:
        return True  # "are said to have saved eight others": than whom?
    if word == "later" and t.i < gap.start:
        return True  # "Eleven years later a hole was found, and in ____ ..."
    if t.tag == "CD" and t.dep == "pobj" and not kids and p.tokens[t.head].text == "of" and t.ent != "DATE":
        of = p.tokens[p.tokens[t.head].head].lemma  # "a shipment of 34": 34 what? But "a boy of fifteen"
        return of not in ("age", "total") and of not in PERSON_NOUNS
    if t.lemma in _MEASURES and "of" not in kids and any(p.tokens[c].tag == "CD" for c in p.children[t.i]):
        return True  # "sailed with 180 tons": of what?
    pointing = t.tag == "DT" or after.text == "of"  # the parser may take "that of" for a conjunction
    if pointing and word in ("this", "these", "those", "that"):
        compared = t.i and p.tokens[t.i - 1].text.lower() in ("than", "like", "to", "as", "with", "from", "by", "on")
        return "of" not in kids or not compared  # "preferred that of Edward Henry": which thing of his?
    if t.tag == "JJS" and t.dep in ("attr", "pobj", "dobj") and "of" not in kids:
        return True  # "was for decades the largest in the world": the largest what?
    if t.dep in SUBJECTS and (t.pos in ("DET", "ADJ", "NUM") or word in _EACH) and t.tag not in ("WDT", "EX"):
        return "of" not in kids  # "The fourth got through", "Each is heated"
    if word in ("both", "all", "either", "neither") and after.pos in ("ADP", "PUNCT") and after.text != "of":
        return True  # "The Royal Society published both"
    if word in _HOURS and t.dep == "pobj" and not any(x.text in MONTHS for x in p.tokens):
        return "of" not in kids  # "By noon, 140 households had no water"
    if t.pos == "VERB" and t.lemma in _TO_SOMEBODY and not any(k in kids for k in ("to", "that", ":")):
        return p.child(t.i, "dobj", "ccomp", "xcomp") is None  # "nobody replied": to what?
    if t.lemma in PERSON_NOUNS and t.dep in SUBJECTS and {"a", "an"} & set(kids) and t.ent != "PERSON":
        return not any(x.ent == "PERSON" for x in p.tokens)  # "a small woman boarded a steamer": who?
    told = [p.tokens[c] for c in p.children[t.i] if p.tokens[c].dep not in ("advmod", "quantmod")]
    aged = t.i and p.tokens[t.i - 1].text.lower() == "aged"
    if t.tag == "CD" and t.dep == "dobj" and not told and not aged and t.i + 1 not in gap:
        return True  # "broke seven in a single afternoon", "counted roughly 27,000"
    if t.lemma in _OF_SOMETHING and t.dep in SUBJECTS and "of" not in kids and {"a", "an"} & set(kids):
        return True  # "A copy cost 15 guilders"
    if word in _OF_SEVERAL and t.dep == "amod" and p.tokens[t.head].dep in SUBJECTS and not _told_of(p, t.head, part):
        return True  # "The third edition was translated": of what?
    if t.lemma in SPANS and t.i + 1 not in gap and _unanchored(p, t):
        return True  # "In two months 180 farms were burnt": from when on?
    if word in _OF_SEVERAL and t.dep == "amod" and _cut_off(p, p.tokens[t.head], part):
        return True  # "They lent it £4,000 for the first stage": of what?
    if word in _OF_SEVERAL and {"a", "an"} & {p.tokens[c].text.lower() for c in p.children[t.head]}:
        head = p.tokens[t.head]
        return not any(p.tokens[c].dep == "appos" for c in p.children[head.i])  # "A second tour began": whose?
    if word == "more" and t.tag == "RBR" and not any(p.tokens[i].text.lower() == "than" for i in part):
        return True
    if t.tag == "JJR" and word not in _OF_A_PAIR and not any(p.tokens[i].text.lower() == "than" for i in part):
        return t.dep in ("amod", "acomp", "attr", "dobj") and "of" not in kids  # "the larger of the two firms"
    if word in ("first", "second", "third", "last", "next", "other", "same"):  # "the first in Scotland": of what?
        alone = t.dep in ("pobj", "dobj", "attr", "conj", *SUBJECTS) and "to" not in kids
        if t.dep == "advmod":
            return word == "last"  # "who had last scored in 2022"
        timed = word == "last" and p.tokens[t.head].lemma in SPANS
        return alone or timed or (word in ("other", "same", "next") and t.dep == "amod")
    return word == "away" and not any(p.tokens[i].text.lower() == "from" for i in part if i > t.i)


_FEW = frozenset("some many most few several among".split())


def doubted(p: Parsed, t: Token, part: range, gap: range) -> bool:
    """Whether a word makes what the gap belongs to a mere possibility, or denies it; a doubt elsewhere is no matter."""
    over = {x.i for x in upwards(p, gap[0])} if gap else set()
    if (t.tag == "MD" and t.lemma in _HEDGING) or t.lemma in HEDGED or t.text == "expected":
        return t.head in over or t.i in over
    # "not until 1661" is a date like any other
    nobody = t.text.lower() == "no" and p.tokens[t.head].dep in SUBJECTS and p.tokens[t.head].head in over
    denied = nobody or (t.dep == "neg" and t.head in over)
    return denied and not any(p.tokens[i].text.lower() in ("until", "since") for i in part)


def _told_of(p: Parsed, i: int, part: range) -> bool:
    """Whether a noun says of what it is, or its clause where: "The first release took place at Yalooni"."""
    own = any(p.tokens[c].dep in ("prep", "relcl", "acl", "poss", "compound") for c in p.children[i])
    return own or any(p.tokens[k].pos == "PROPN" for k in part)


def _unanchored(p: Parsed, t: Token) -> bool:
    """Whether a span of time at the front is counted from what was told before: "Within two months", not "In two
    months of fighting"."""
    front = p.tokens[0].text.lower() in ("in", "within") and p.tokens[t.head].i == 0
    kids = [p.tokens[c] for c in p.children[t.i]]
    anchored = any(k.dep in ("prep", "relcl", "acl", "poss") for k in kids)
    return front and not anchored and any(k.tag == "CD" for k in kids)


_HOURS = frozenset("noon midday midnight dawn dusk morning evening afternoon".split())
_TO_SOMEBODY = frozenset("reply respond answer apologise apologize object".split())


def _cut_off(p: Parsed, of: Token, part: range) -> bool:
    """Whether what tells of what a thing is the first has been cut off the part: "the first stage of the dam"."""
    kids = [p.tokens[c] for c in p.children[of.i]]
    telling = [k for k in kids if k.dep in ("prep", "relcl", "acl", "appos")]
    return of.dep in ("pobj", "dobj") and bool(telling) and not any(k.i in part for k in telling)


_A_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)")


def _exists(p: Parsed, t: Token) -> bool:
    """Whether a "there" only says that something is: "there were 40 guns"."""
    opens = t.i == 0 or p.tokens[t.i - 1].pos not in ("NOUN", "PROPN")
    return opens and any(x.lemma in ("be", "exist", "remain") for x in p.tokens[t.i + 1 : t.i + 3])


_MEASURES = frozenset("ton tonne litre liter gallon barrel bushel ounce kilogram kilo pound cask bale crate".split())


def _settled(p: Parsed, t: Token) -> bool:
    """Whether a word that may lean says in its sentence what it means: "one of", "what was then", "went back to"."""
    word, behind = t.text.lower(), following(p, t)
    if word == "one":
        return t.tag == "CD" and (t.dep == "nummod" or behind.text == "of")
    if word == "so":  # "so long that Cuvier suspected a forgery"
        return t.dep == "advmod" and any(x.text.lower() == "that" for x in p.tokens[t.i + 2 :])
    if word == "then":
        before = [x.text.lower() for x in p.tokens[max(0, t.i - 2) : t.i]]
        return behind.text != "," and (before[-1:] == [","] or before in (["what", "was"], ["what", "were"]))
    if word == "back":
        return t.dep == "amod" or (behind.pos == "ADP" and p.tokens[t.head].lemma != "be")
    return word == "former" and t.dep == "amod"


def named(p: Parsed, t: Token) -> bool:
    """Whether a judging word is part of a name: "Great Britain", "the Great Mosque of Djenné"."""
    behind = following(p, t)
    return t.text[0].isupper() and behind.text[0].isupper()


LINKS = frozenset(
    "however therefore thus hence furthermore moreover nevertheless nonetheless meanwhile consequently".split()
)
"""Words that join a sentence to the one before and leave open nothing in it."""
_TIES = frozenset(
    "following again instead likewise similarly then here today yesterday tomorrow ago currently recently nowadays "
    "further another such former latter respectively otherwise remaining additional similar subsequently soon previous "
    "back previously farther so earlier this one ones elsewhere downstream upstream afterwards accordingly".split()
)
"""Words that say nothing without the sentence before or the day."""
SPANS = frozenset("year month week season summer winter spring autumn decade century night".split())
JUDGING = CHARGED | EVALUATIVE
_SPEAKERS = frozenset("i we you us me".split())
_HEDGING = frozenset("may might could would should must".split())
_OF_SEVERAL = frozenset("first second third fourth fifth different".split())
_OF_SOMETHING = frozenset("copy member part piece half quarter version branch share replacement successor".split())
"""What there is only of something else. Such words were met in reading: a word more needs a sentence it is wrong in."""
_EACH = frozenset("each both all some many most several few none".split())
_OF_A_PAIR = frozenset("younger older elder upper lower inner outer".split())


def unknown(reading: Reading, p: Parsed, t: Token, part: range, gap: range, *, pointed: bool = False) -> bool:
    """Whether "the law" says nothing without the sentences before: nothing in this part tells which.

    `pointed`: the question names the paragraph, which tells which one where the article has spoken of it before.
    """
    own = _definite(reading, p, t, part, gap)
    if own is None:
        return False
    told_before = reading.first_noun.get(t.lemma, (p.index, 0))[0] < p.index
    if pointed and t.lemma in _PLACES and sum(e.noun == t.lemma for e in reading.entities.all) > 1:
        return t.lemma not in reading.called  # "the company" of several
    if pointed and not any(k.tag == "CD" for k in own):  # "the two women": which two?
        new = t.dep in SUBJECTS and not told_before and t.lemma not in PERSON_NOUNS | GROUPS
        return new or t.lemma in _SAYS_NOTHING | KIN
    plain = t.dep in SUBJECTS or p.tokens[min(p.children[t.i])].i == 0
    return (plain and not (own and reading.about)) or told_before or t.lemma in _SAYS_NOTHING


def open_thing(reading: Reading, p: Parsed, t: Token, part: range) -> bool:
    """Whether "the law" is left open by a question that shows nothing of the article: which law?"""
    meant = reading.resolved.get((p.index, t.i))
    if meant is not None and t.text.islower() and t.pos == "NOUN":
        return meant is not reading.hero
    return _definite(reading, p, t, part, range(0)) is not None


def _definite(reading: Reading, p: Parsed, t: Token, part: range, gap: range) -> list[Token] | None:
    """What stands between "the" and a noun where nothing in this part, nor the title, tells which is meant.

    None where something does.
    """
    if t.tag not in ("NN", "NNS") or not t.text.islower() or t.dep in ("compound", "nmod"):
        return None
    kids = [p.tokens[c] for c in p.children[t.i] if p.tokens[c].dep not in ("case", "punct")]
    before = [k for k in kids if k.i < t.i]
    if not before or before[0].text.lower() != "the":
        return None
    behind = [k for k in kids if t.i < k.i < part.stop and k.i + 1 not in gap]  # "the reaction in ____" is not told
    loose = ("relcl", "appos", "acl")  # "The owner, Nora Lund, wants ...": of what?
    behind = [k for k in behind if not (k.dep in loose and p.tokens[min(p.subtree(k.i)) - 1].text == ",")]
    if any(k.dep in _TELLS_WHICH and k.tag != "PRP" for k in behind):
        return None
    one_of_many = t.lemma in PERSON_NOUNS | ROLES | _PLACES  # "the French physicist" may be any
    own = [k for k in before[1:] if not (one_of_many and k.ent == "NORP")]
    if any(k.pos == "PROPN" or (k.ent and k.pos != "NUM") or k.tag in ("JJS", "RBS") or k.lemma in _ONLY for k in own):
        return None
    if (t.lemma in KNOWN and t.tag == "NN") or t.lemma in ONE_OF_ITS_KIND or t.lemma in reading.about.lower():
        return None
    if t.lemma in reading.called and t.tag == "NN" and not own:
        return None  # the question says that the article is on Røros, which is a town
    if any(x.lemma == t.lemma for x in p.tokens[part.start : before[0].i]) or (p.index, t.i) in reading.resolved:
        return None
    return own


_TELLS_WHICH = frozenset({"prep", "relcl", "acl", "appos"})
_ONLY = frozenset("only sole entire whole main".split())
_PLACES = frozenset("city town village island province district region company firm".split())
_SAYS_NOTHING = frozenset(
    "undertaking answer practice scheme system law idea change effect process result method device measure rule "
    "work thing way reason case matter problem question decision move plan project programme program term word "
    "name body decline increase growth facility site incident seat mouth post rank share event group material "
    "substance apparatus arrangement peak height attack transfer appeal property edition forecast stage owner "
    "deal duty total cost figure loss family couple crew replacement exception news difference order rest "
    "explanation success length width journey".split()
)
"""Nouns that take their sense from what was said before."""
