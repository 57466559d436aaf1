"""Names in a live room: made up, tidied, compared, and refused when they would hurt.

A nickname is shown to the whole room, unlike a name on a class list. So names that only look alike are one name
(after the idea of Unicode Technical Standard 39, with a table for the letters that are in fact abused), and words
that insult are found behind spaces, doubled letters and digits. No list is complete: the host can rename and remove.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection

from quizapp.core.errors import BadInput

MAX_LENGTH = 20
MAX_MARKS = 2  # combining marks on one letter; more are used to write over other lines


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


ADJECTIVES = _words(
    "Amber Brave Bright Calm Clear Clever Copper Coral Curious Eager Early Gentle Golden Green Happy Honest Indigo "
    "Ivory Jolly Keen Kind Lively Lucky Merry Mellow Misty Noble Olive Patient Pearl Polite Proud Quick Quiet Ruby "
    "Sandy Silver Snowy Sunny Swift Tidy Violet Warm Wise Witty Young"
)
ANIMALS = _words(
    "Badger Bear Beaver Bison Crane Deer Dolphin Dove Eagle Egret Falcon Finch Fox Gecko Goose Hare Hawk Hedgehog "
    "Heron Horse Ibex Jay Kiwi Koala Lark Lemur Linnet Lynx Marten Mole Moose Newt Otter Owl Panda Penguin Plover "
    "Puffin Rabbit Raven Robin Seal Sparrow Squirrel Stork Swan Tern Tiger Turtle Walrus Whale Wolf Wren Yak Zebra"
)
TEAMS = ("Amber", "Blue", "Coral", "Delta", "Ember", "Forest", "Gold", "Harbor", "Indigo", "Jade", "Kelp", "Lilac")

_WHOLE = frozenset(
    _words(
        "anal anus arsch arse ass cock coon cum cunt cul dick dyke fag foda fdp gook hoe homo hure jap kike mierda "
        "nazi nigga paki penis piss poof porn puta pute rape sex shit slut spic tit tits twat vagina wank whore wog "
        "hitler"
    )
)
_INSIDE = _words(
    "arschloch asshole bastard bitch bollock bullshit cabron connard dickhead enculer faggot fick fotze fuck hurensohn "
    "joder kanake masturb merde motherfuck mongoloid nigger nutte pendejo pussy putain retard salope scheiss "
    "scheiße schlampe schwuchtel shithead siegheil spast tranny wanker wichser"
)
_INNOCENT = ("fickle",)

_LEET = str.maketrans("013457@$!|€", "oieastasiie")
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕԁһвкмнтгзлпбдүғαβεικνορτυχγωӏıʟɡѵѡʏßøæœđłþð",
    "aeopcyxijsdhbkmhtr3nn6dyfabeiknoptuxywlilgvwybodedlpd",
)


def tidy_nickname(typed: str) -> str:
    """A name as it may be shown. Raises BadInput saying what to write instead."""
    text = unicodedata.normalize("NFKC", typed)
    text = "".join(c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " " for c in text)
    shown: list[str] = []
    marks = 0
    for letter in " ".join(text.split()):
        marks = marks + 1 if unicodedata.combining(letter) else 0
        if marks <= MAX_MARKS:
            shown.append(letter)
    name = "".join(shown).strip()
    if not any(c.isalnum() for c in name):
        raise BadInput("Write a name with at least one letter or digit.")
    length = sum(not unicodedata.combining(c) for c in name)
    if length > MAX_LENGTH:
        raise BadInput(f"This name has {length} characters; shorten it to {MAX_LENGTH}.")
    return name


def nickname_key(name: str) -> str:
    """Names that look the same have the same key."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold().replace("ß", "ss"))
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf", "Cc", "Cs", "Co", "Me"))
    return "".join(c for c in bare.translate(_LOOKALIKE) if c.isalnum())[:80]


def is_rude(name: str) -> bool:
    """Whether a name contains a word that insults, also spelt with digits, spaces or drawn-out letters.

    Short words must stand alone, because they stand inside innocent ones too (Scunthorpe, Cassandra, Essex).
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    bare = "".join(c for c in folded if unicodedata.category(c) not in ("Mn", "Cf", "Cc", "Cs", "Co", "Me"))
    plain = bare.translate(_LOOKALIKE)
    return _insults(plain) or _insults(plain.translate(_LEET))


def _insults(text: str) -> bool:
    tokens = [token for token in re.split(r"[\W_]+", text) if token]
    joined = "".join(tokens)
    whole = {*tokens, joined} if all(len(token) == 1 for token in tokens) else set(tokens)  # s p e l t   o u t
    whole = {spelling for word in whole for spelling in _spellings(word)}
    if whole & _WHOLE or {word.rstrip("s") for word in whole} & _WHOLE:
        return True
    for innocent in _INNOCENT:
        joined = joined.replace(innocent, " ")
    spellings = _spellings(joined)
    return any(word in spelling for word in _INSIDE for spelling in spellings)


def _spellings(word: str) -> set[str]:
    """The word, and with letters that are drawn out made single or double: fuuuck, shiiit."""
    return {word, re.sub(r"(.)\1{2,}", r"\1", word), re.sub(r"(.)\1{2,}", r"\1\1", word)}


def suggest(taken: Collection[str], choose: Callable[[int], int]) -> str:
    """A made-up name whose key is not taken. `choose(n)` gives a number below n: chance comes from outside."""
    for _ in range(50):
        name = f"{ADJECTIVES[choose(len(ADJECTIVES))]} {ANIMALS[choose(len(ANIMALS))]}"
        if nickname_key(name) not in taken:
            return name
    number = 2
    while nickname_key(f"{name} {number}") in taken:
        number += 1
    return f"{name} {number}"
