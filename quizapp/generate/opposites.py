"""Words and their opposites, for wrong statements that a hasty reader would take for right.

Only words whose opposite fits wherever they stand; each row is (parts of speech, pairs).
"""

from __future__ import annotations

_ROWS = (
    (
        ("VERB",),
        "increase/decrease increases/decreases increased/decreased increasing/decreasing accepted/rejected "
        "accepts/rejects supported/opposed supports/opposes "
        "strengthened/weakened strengthens/weakens improved/worsened improves/worsens encouraged/discouraged "
        "encourages/discourages approved/rejected imported/exported imports/exports",
    ),
    (
        ("NOUN",),
        "increase/decrease summer/winter morning/evening north/south east/west northeast/southwest northwest/southeast "
        "father/mother son/daughter brother/sister uncle/aunt husband/wife grandfather/grandmother sons/daughters "
        "brothers/sisters victory/defeat success/failure",
    ),
    (
        ("ADJ",),
        "higher/lower highest/lowest larger/smaller largest/smallest longer/shorter longest/shortest faster/slower "
        "stronger/weaker strongest/weakest earlier/later earliest/latest oldest/youngest older/younger "
        "northern/southern eastern/western northwestern/southeastern northeastern/southwestern male/female "
        "richer/poorer thicker/thinner heavier/lighter "
        "necessary/unnecessary eldest/youngest",
    ),
    (("ADV",), "rapidly/slowly quickly/slowly frequently/rarely often/rarely usually/rarely typically/rarely"),
)


OPPOSITES: dict[str, str] = {}
"""Word in lower case → its opposite in the same form."""
KINDS: dict[str, tuple[str, ...]] = {}
"""Word → the parts of speech it must have for its opposite to fit."""
for _kinds, _pairs in _ROWS:
    for _pair in _pairs.split():
        _one, _other = _pair.split("/")
        OPPOSITES.setdefault(_one, _other)
        OPPOSITES.setdefault(_other, _one)
        for _word in (_one, _other):
            KINDS[_word] = (*KINDS.get(_word, ()), *_kinds)
