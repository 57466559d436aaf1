"""Words and their opposites, for wrong statements that a hasty reader would take for right.

Only words whose opposite fits wherever they stand; each row is (parts of speech, pairs). A plain adjective is turned
round only where the sentence says it of its subject ("the rotor is heavy"): "large firms pay taxes" does not deny
that small ones do.
"""

from __future__ import annotations

_ROWS = (
    (
        ("VERB",),
        "lacks/has lack/have lacked/had trusted/distrusted trusts/distrusts liked/disliked likes/dislikes "
        "stimulates/inhibits stimulate/inhibit promotes/hinders promote/hinder began/ended "
        "simplifies/complicates simplify/complicate "
        "increase/decrease increases/decreases increased/decreased increasing/decreasing accepted/rejected "
        "accepts/rejects strengthened/weakened strengthens/weakens strengthen/weaken improved/worsened "
        "improves/worsens improve/worsen encouraged/discouraged encourages/discourages encourage/discourage "
        "approved/rejected imported/exported imports/exports import/export rises/falls rose/fell risen/fallen "
        "gains/loses absorbs/emits absorb/emit absorbed/emitted attracts/repels attract/repel "
        "expands/contracts expand/contract expanded/contracted accelerates/slows "
        "supported/opposed opened/closed opens/closes "
        "bought/sold buys/sells buy/sell "
        "widens/narrows widened/narrowed widen/narrow heats/cools "
        "heated/cooled maximize/minimize maximizes/minimizes maximise/minimise "
        "lengthens/shortens praised/criticised praised/criticized "
        "legalized/banned legalised/banned "
        ""
        "succeeded/failed succeeds/fails agreed/refused "
        "arrived/departed arrives/departs",
    ),
    (
        ("NOUN",),
        "increase/decrease summer/winter morning/evening north/south east/west northeast/southwest northwest/southeast "
        "victory/defeat success/failure strength/weakness strengths/weaknesses "
        "advantage/disadvantage advantages/disadvantages majority/minority presence/absence "
        "maximum/minimum rise/fall inside/outside sunrise/sunset",
    ),
    (
        ("ADJ",),
        "higher/lower highest/lowest larger/smaller largest/smallest longer/shorter longest/shortest faster/slower "
        "stronger/weaker strongest/weakest earlier/later earliest/latest oldest/newest youngest/oldest older/newer "
        "younger/older "
        "northern/southern eastern/western northwestern/southeastern northeastern/southwestern "
        "richer/poorer thicker/thinner heavier/lighter lightest/heaviest biggest/smallest bigger/smaller "
        "better/worse easier/harder cheaper/dearer fewer/more hotter/colder warmer/cooler "
        "brighter/darker deeper/shallower closer/farther broader/narrower fastest/slowest "
        "necessary/unnecessary eldest/youngest upper/lower inner/outer maximum/minimum",
    ),
    (
        ("ADV",),
        "rapidly/slowly quickly/slowly frequently/rarely often/rarely usually/rarely typically/rarely "
        "mostly/rarely generally/rarely directly/indirectly upward/downward upwards/downwards "
        "inward/outward voluntarily/involuntarily successfully/unsuccessfully north/south east/west "
        "better/worse positively/negatively more/less",
    ),
    (("ADP", "SCONJ"), "before/after above/below inside/outside"),
)

_SAID_OF_SUBJECT = (
    "large/small big/small high/low long/short strong/weak thick/thin heavy/light simple/complex fast/slow rich/poor "
    "hot/cold warm/cool wet/dry deep/shallow wide/narrow easy/difficult possible/impossible able/unable "
    "capable/incapable likely/unlikely common/rare abundant/scarce safe/dangerous visible/invisible popular/unpopular "
    "successful/unsuccessful legal/illegal appropriate/inappropriate accurate/inaccurate stable/unstable "
    "expensive/cheap positive/negative direct/indirect internal/external temporary/permanent "
    "voluntary/involuntary public/private rural/urban asymmetrical/symmetrical flexible/rigid solid/liquid "
    "acceptable/unacceptable available/unavailable equal/unequal efficient/inefficient essential/unnecessary "
    "open/closed smooth/rough bright/dim early/late major/minor constant/variable connected/unconnected "
    "transparent/opaque full/empty fertile/barren hostile/friendly reliable/unreliable "
    "responsible/irresponsible willing/unwilling aware/unaware effective/ineffective necessary/unnecessary "
    "modest/immodest conservative/daring intentional/accidental conscious/unconscious flat/steep"
)

OPPOSITES: dict[tuple[str, str], str] = {}
"""(word in lower case, part of speech) → its opposite in the same form."""
for _kinds, _pairs in _ROWS:
    for _pair in _pairs.split():
        _one, _other = _pair.split("/")
        for _kind in _kinds:
            OPPOSITES.setdefault((_one, _kind), _other)
            OPPOSITES.setdefault((_other, _kind), _one)
_ONE_WAY = (
    "VERB reduces/increases reduce/increase reduced/increased reducing/increasing contains/lacks contain/lack "
    "contained/lacked prevents/causes prevent/cause prevented/caused preventing/causing;"
    "ADP without/with;NOUN quarter/third;ADJ less/more"
)
"""Pairs of which only the first is turned round into the second."""
for _row in _ONE_WAY.split(";"):
    _kind, *_pairs_of_kind = _row.split()
    for _pair in _pairs_of_kind:
        _one, _other = _pair.split("/")
        OPPOSITES[_one, _kind] = _other

OF_SUBJECTS: dict[str, str] = {}
"""Adjective → its opposite, where a form of "be" says it of the subject."""
for _pair in _SAID_OF_SUBJECT.split():
    _one, _other = _pair.split("/")
    OF_SUBJECTS.setdefault(_one, _other)
    OF_SUBJECTS.setdefault(_other, _one)
