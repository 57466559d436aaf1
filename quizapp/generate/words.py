"""Closed word lists of English that the rules share. Nothing here belongs to any one article."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


REPORTING = _words(
    "say tell claim argue dispute warn allege deny state announce report add suggest explain believe "
    "insist confirm "
    "note describe assert acknowledge admit declare estimate predict maintain contend promise testify write tweet "
    "comment reply answer cry exclaim ask think hope fear expect feel conclude observe remark stress emphasize "
    "emphasise propose urge complain speculate consider accuse criticize criticise demand vow pledge "
    "indicate reveal "
    "hold find know recall mention recommend call"
)
"""Verbs whose clause is somebody's word and not the article's."""

SAYING = {
    "say": "said",
    "claim": "claimed",
    "argue": "argued",
    "warn": "warned",
    "state": "stated",
    "announce": "announced",
    "deny": "denied",
    "suggest": "suggested",
    "explain": "explained",
    "insist": "insisted",
    "confirm": "confirmed",
    "believe": "believed",
    "estimate": "estimated",
    "predict": "predicted",
    "report": "reported",
    "add": "said",
    "note": "noted",
    "acknowledge": "acknowledged",
    "declare": "declared",
    "maintain": "maintained",
    "conclude": "concluded",
    "propose": "proposed",
    "write": "wrote",
    "allege": "alleged",
    "complain": "complained",
    "promise": "promised",
    "admit": "admitted",
}
"""Reporting verbs that may be asked about, with the past tense that keeps the speaker's strength."""

HEDGED = _words(
    "reportedly allegedly supposedly apparently possibly perhaps probably presumably seemingly purportedly likely "
    "maybe arguably"
)
VAGUE_TIME = _words(
    "today yesterday tomorrow tonight now currently recently soon here there nowadays ago lately presently"
)
DISCOURSE = _words(
    "also however thus therefore then too furthermore moreover indeed later subsequently eventually additionally "
    "consequently hence meanwhile finally afterward afterwards nevertheless nonetheless accordingly ultimately "
    "similarly likewise overall generally first second third lastly"
)
"""Adverbs that tie a sentence to the one before; they fall away when it stands alone."""

BINDING = _words("instead again still already otherwise either neither nor yet else rather ever once even")
"""Adverbs that need the sentence before; a clause with one of them is not asked about."""

POINTING = _words(
    "this that these those such another other others same former latter both each either neither similar "
    "next previous "
    "following above certain latter's whose aforementioned preceding earlier foregoing said"
)
PRONOUNS = _words(
    "i me my mine we us our ours you your yours he him his she her hers it its they them their theirs "
    "himself herself "
    "itself themselves myself ourselves yourself who whom whose which what one ones someone somebody "
    "anyone everyone "
    "something anything everything nothing nobody none that this these those all many some few several most"
)
ANAPHORIC = _words(
    "incident event group study team report claim company case decision move result process former latter issue "
    "problem situation matter fact idea question answer thing way reason part effect change term word name site "
    "statement announcement attack vote match game race project plan program programme law bill act deal agreement "
    "area region location place city town village country state nation area building facility school "
    "film book song "
    "album show series article paper research researcher researchers author authors scientist scientists official "
    "officials police victim victims suspect man woman boy girl child children people person pair duo "
    "couple two three "
    "organization organisation agency department ministry government party family network station system method "
    "technique approach theory model example section chapter figure table page work number amount level rate value "
    "year month week day time period century decade season end beginning middle side rest majority minority "
    "president minister leader king queen prince mayor judge court council committee board ship boat "
    "plane aircraft "
    "vehicle car train storm fire war battle crisis movement campaign election accident crash disaster tournament "
    "competition championship final finals tour award prize ceremony meeting conference summit operation mission "
    "device product service market industry business store firm club league union association "
    "institution university individual "
    "college museum church temple neighborhood neighbourhood island river lake mountain road bridge airport park street"
)
"""Common nouns which, after a bare "the", point back at something said before."""

KNOWN = _words(
    "world sun moon earth sea ocean sky internet universe public environment economy military atmosphere "
    "past future present ground air wind rain night morning evening afternoon weather body brain heart "
    "human population press media north south east west equator"
)
"""Nouns which need no introduction after "the"."""

ONE_OF_ITS_KIND = _words(
    "government president parliament congress senate police army navy military king queen pope church world earth sun "
    "moon sky sea internet public media press economy population country nation state capital north south east west "
    "war revolution time day year century end beginning start crown throne coast border"
)
"""Nouns that need no saying which: "the government"."""

KIN = _words(
    "son daughter brother sister wife husband father mother grandson granddaughter nephew niece cousin uncle aunt "
    "widow widower successor predecessor colleague assistant pupil"
)
"""People who are told by whose they are."""

FIRMS = _words(
    "company firm maker manufacturer operator bank retailer brewer brewery supplier producer carrier airline business"
)
THIN = _words("about will have that this with they from been were them then than what when would could very your")
"""Words of four letters and more that tell nothing of what is said."""

PERSON_NOUNS = _words(
    "man woman boy girl king queen prince princess father mother son daughter brother sister wife "
    "husband child uncle "
    "aunt grandfather grandmother farmer miller soldier merchant fisherman hunter woodcutter shepherd "
    "tailor smith cook gardener carrier warrior goddess squire mistress steward "
    "servant maid witch giant dwarf fairy emperor empress knight thief robber priest monk hermit beggar old-woman "
    "stepmother godmother baker doctor blacksmith landlord innkeeper nurse peasant sultan vizier "
    "sorcerer magician ogre "
    "troll goblin demon ghost lady lord duke gentleman youth lad maiden bride bridegroom widow judge "
    "captain sailor "
    "fox wolf bear lion tiger cat dog mouse rat hare rabbit monkey ape elephant horse donkey ass goat "
    "sheep lamb cow ox "
    "bull pig boar crow raven eagle hawk owl cock hen duck goose swan stork crane sparrow dove pigeon peacock fish "
    "jellyfish jelly-fish turtle tortoise frog toad snake serpent dragon bee ant spider grasshopper "
    "cricket crab whale "
    "dolphin squirrel hedgehog badger otter deer stag crocodile jackal hyena leopard panther camel bird "
    "rooster kid "
    "blackbird nightingale robin wren lark parrot vulture kingfisher beetle butterfly"
)
"""Nouns for people, and animals as they act in stories."""

ANIMALS = _words(
    "fox wolf bear lion tiger cat dog mouse rat hare rabbit monkey ape elephant horse donkey ass goat "
    "sheep lamb cow ox "
    "bull pig boar crow raven eagle hawk owl cock hen duck goose swan stork crane sparrow dove pigeon peacock fish "
    "jellyfish jelly-fish turtle tortoise frog toad snake serpent dragon bee ant spider grasshopper "
    "cricket crab whale "
    "dolphin squirrel hedgehog badger otter deer stag crocodile jackal hyena leopard panther camel mule wether ram "
    "mole stoat weasel swallow heron magpie cuckoo lizard worm snail gnat fly moth buffalo antelope gazelle hen hound "
    "blackbird nightingale "
    "robin wren lark parrot vulture kingfisher beetle butterfly"
)
"""Animals: characters that no other word of the story names ("the youth" and "the young man" may be one)."""

TITLES = _words(
    "mr mrs ms miss dr prof professor sir dame lord lady president minister senator governor mayor king "
    "queen prince "
    "princess captain general colonel major lieutenant sergeant judge justice chief director secretary chairman "
    "chairwoman ceo pope bishop archbishop cardinal father rev reverend saint emperor sheriff detective inspector "
    "officer coach manager chancellor premier ambassador commissioner"
)
ROLES = _words(
    "president minister chairman chairwoman chair director founder co-founder leader head chief "
    "spokesman spokeswoman "
    "spokesperson mayor governor secretary professor commissioner manager coach captain ceo executive "
    "officer editor "
    "ambassador senator chancellor principal dean curator researcher scientist author creator inventor "
    "owner composer "
    "designer architect king queen emperor prince princess wife husband son daughter father mother brother sister "
    "architect bishop archbishop general commander judge deputy analyst economist historian astronomer physicist "
    "biologist champion winner representative coordinator candidate member lawyer attorney"
)
"""Offices and callings that a person may hold."""

FEMALE = _words(
    "mary anna anne ann maria elizabeth margaret sarah susan linda barbara patricia jennifer jessica "
    "karen nancy lisa "
    "betty helen sandra donna carol ruth sharon michelle laura kimberly deborah amy angela melissa "
    "rebecca stephanie "
    "emma olivia sophia isabella charlotte mia amelia emily alice jane julia kate katherine catherine kathleen "
    "christine christina diana eleanor ellen eva florence frances grace hannah harriet irene joan josephine judith "
    "julie lucy louise marie martha monica natalie nicole paula rachel rose sophie teresa theresa "
    "victoria virginia "
    "angelina hillary nikki ivanka melania jacinda greta serena marian marion edith clara ada agnes charlotte "
    "caroline emilia ingrid astrid maren sigrid nora ines lena elena olga tatiana natasha irina svetlana "
    "yuki fatima "
    "aisha leila priya indira sonia meghan kamala janet yvonne claire chloe zoe megan heather tracy wendy cynthia "
    "rosa carmen lucia valentina gabriela camila ana beatriz joanna gertrude dorothy marjorie phyllis "
    "theodora malala "
    "beth amanda andrea ashley brenda cheryl denise gloria jacqueline joyce judy kathryn kelly lori "
    "marilyn mildred "
    "pamela rita shirley tammy teresa tina valerie vanessa veronica vivian"
)
MALE = _words(
    "john james robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark "
    "donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey "
    "ryan jacob gary "
    "nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander "
    "raymond patrick "
    "jack dennis jerry tyler aaron jose henry adam douglas nathan peter zachary kyle walter harold "
    "jeremy ethan carl "
    "keith roger gerald albert arthur isaac louis philip phillip simon martin oliver oscar hugo leo max felix hans "
    "karl otto friedrich wilhelm johann ludwig pierre jean jacques francois antoine luis carlos juan pedro miguel "
    "antonio jorge fernando diego pablo marco giovanni giuseppe luigi vladimir ivan dmitri sergei boris mikhail "
    "nikolai igor mohammed muhammad ahmed ali omar hassan hussein ibrahim abdul xi barack joe bill bob tom tim jim "
    "dan ben sam matt mike steve jeff greg tony ted fred harry ron don ken ralph bruce roy eugene randy howard "
    "vincent russell bobby victor ernest phillip todd jesse craig alan shawn stan hugh neil ian graham colin nigel "
    "lars erik olaf sven nils anders bjorn magnus haden brock julian norton austin stephen boris emmanuel theodore "
    "franklin herbert dwight lyndon gerald ronald abraham ulysses grover woodrow calvin"
)

ORGANISATION_NOUNS = {
    "university": "university",
    "college": "college",
    "school": "school",
    "institute": "institute",
    "party": "party",
    "court": "court",
    "ministry": "ministry",
    "agency": "agency",
    "committee": "committee",
    "commission": "commission",
    "council": "council",
    "bank": "bank",
    "inc": "company",
    "inc.": "company",
    "corp": "company",
    "corp.": "company",
    "corporation": "company",
    "ltd": "company",
    "ltd.": "company",
    "company": "company",
    "co.": "company",
    "airlines": "airline",
    "airways": "airline",
    "association": "association",
    "union": "organisation",
    "foundation": "foundation",
    "museum": "museum",
    "society": "society",
    "department": "department",
    "army": "force",
    "navy": "force",
    "league": "league",
    "church": "church",
    "hospital": "hospital",
    "studios": "studio",
    "records": "record label",
    **{
        word: word
        for word in (
            "river lake bay island mountain valley desert canyon waterfall glacier volcano bridge tunnel road street "
            "avenue boulevard highway freeway route railway railroad canal dam airport station harbour harbor port "
            "square palace castle tower temple cathedral monastery abbey mosque stadium theatre theater library "
            "gallery zoo prison cemetery garden park forest county province district act treaty agreement convention "
            "constitution war battle revolution rebellion earthquake hurricane festival prize award medal cup "
            "championship tournament protocol network theorem theory newspaper magazine journal orchestra choir "
            "hotel restaurant market mine mission expedition club academy laboratory parliament senate"
        ).split()
    },
    "mount": "mountain",
    "mountains": "mountain range",
    "islands": "island group",
    "isles": "island group",
    "falls": "waterfall",
    "creek": "stream",
    "ocean": "ocean",
    "sea": "sea",
    "railways": "railway",
    "times": "newspaper",
    "herald": "newspaper",
    "gazette": "newspaper",
}
"""The noun to ask with, by a word in the name of an organisation, place, event or work."""

GROUPS = _words(
    "police officials authorities people students children parents women men troops forces soldiers "
    "delegates scientists "
    "doctors nurses residents citizens migrants refugees monks priests nobles peasants slaves rebels "
    "protesters fans "
    "guests colleagues relatives friends neighbours neighbors tourists visitors critics experts historians judges "
    "politicians senators lawmakers companies firms farmers veterans families patients teachers pupils athletes"
)
"""Plural nouns for people which their ending does not betray."""

WEEKDAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
EVALUATIVE = _words(
    "devastating shocking dramatic alarming senseless courageous outrageous ruthless reckless desperate bloody "
    "best worst tragic brilliant amazing terrible great greatest wonderful awful beautiful beautifully "
    "humiliating famous famously seminal groundbreaking "
    "excellent superb stunning disastrous shameful heroic evil horrible fantastic legendary important "
    "good bad perfect "
    "interesting remarkable impressive unfortunate unfortunately fortunately notorious infamous "
    "controversial obvious "
    "obviously nice easy friendly"
)
CHARGED = _words(
    "murdered slaughtered butchered slain regime terrorist terrorists massacre thug thugs so-called brutal "
    "savage radical extremist heinous"
)
SENSITIVE = {
    "death": _words("die dead death kill killed fatal casualty suicide murder bury"),
    "violence": _words("attack bomb shoot shooting stab explosion assault violence war wounded wound injure injured"),
    "crime": _words("arrest charge accuse convict crime criminal guilty sentence prison jail suspect rape fraud theft"),
    "religion": _words("muslim christian jew jewish islam islamic catholic protestant hindu buddhist church mosque"),
    "health": _words("disease cancer virus infection illness hospital outbreak epidemic pandemic vaccine"),
    "politics": _words("president election vote party minister senator parliament congress protest government"),
}
NO_CHARACTERS = _words(
    "i and but so then when if he she it they we you his her their the a an this that there here now no yes oh "
    "ah well what who where how why once one two three god lord heaven christmas monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september october november december "
    "in on at to of for from with by as or not all at after before do did come go let look please good my your our "
    "never at away mr mrs miss sir dear don't half none everything nothing something anything everybody everyone "
    "nobody somebody some many most each every another other such both either neither few more much nor only even "
    "just still perhaps indeed thus meanwhile instead later soon finally suddenly"
)
"""Capitalised words that open sentences or name no being."""

WOMEN = _words(
    "woman girl queen princess mother daughter sister wife aunt grandmother maid witch stepmother godmother lady "
    "maiden bride widow empress old-woman"
)
MEN = _words(
    "man boy king prince father son brother husband uncle grandfather emperor knight gentleman lord duke lad monk "
    "squire baron miller merchant fisherman tailor blacksmith woodcutter"
)
