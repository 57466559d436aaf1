"""Clean questions on three invented articles, and near misses: nothing in them may be called a flaw.

Every question names its sort, because an injector needs options of a certain sort to spoil.
"""

from __future__ import annotations

from dataclasses import dataclass

from quizapp.core.item import Item, Option

MILL = (
    "Maren Holt, the mayor of Tarnvik, opened the tidal mill in 1921. The mill ground barley for eleven villages along "
    "the bay. Jonas Eide built its wheel of larch and iron. A storm broke the sluice gate in 1934, and Ingrid Falk and "
    "Peter Strand repaired it within a week. The Tarnvik Harbour Board paid 48,000 crowns for new gates. In 1950 the "
    "council sold the building to a school. The school kept the great wheel as a clock. About 3,600 people visit it in "
    "a year. Karl Vik painted the hall with scenes of the harvest. The festival of the tide begins in Halden and ends "
    "in Tarnvik. The keeper raises a blue flag when the water is high."
)
LIGHT = (
    "The lighthouse of Skerry was lit in 1887. Anton Berg designed the tower, and masons from Orsund laid its granite. "
    "The lamp burned oil until 1931. Lena Moen kept the light for 27 years and wrote down the weather each day. Her "
    "notes are kept in Bergen. The Coastal Survey Society measured the rocks in 1902 and drew a new chart. Its chart "
    "showed 14 wrecks. Erik Dahl found the bell of the lost ship in a barn. The tower stands 38 metres high. Oskar "
    "Ruud moved the school of pilots to the island. Fishermen gave the keeper dried cod at midwinter. The fog horn "
    "sounds twice a minute."
)
SILK = (
    "Weavers came to Velmora in 1764. Nora Lund brought the first loom from Lübeck. The guild trained orphans and paid "
    "them in bread. A fire destroyed the dye house in 1811. The Velmora Weavers Union asked for shorter days in 1868, "
    "and the owners gave way after nine weeks. Silk from Velmora went to Lisbon and Genoa. Sofia Rask wrote a history "
    "of the looms. The mill employed 520 people in its best year. Hugo Lind closed the last workshop in 1972. The town "
    "turned the drying yard into a garden. The museum shows a loom that is driven by a dog. Visitors may weave a "
    "ribbon of their own."
)


@dataclass(frozen=True)
class Clean:
    """A question, its sort, the sentence that proves it and the article that has the sentence."""

    item: Item
    sort: str
    evidence: str
    article: str


def sentence(article: str, words: str) -> str:
    return next(s if s.endswith(".") else s + "." for s in article.split(". ") if words in s)


def clean(article: str, sort: str, proof: str, stem: str, key: str, *wrong: str) -> Clean:
    options = [Option(key, True), *(Option(w) for w in wrong)]
    ordered = sort in ("year", "number")
    if ordered:
        options.sort(key=lambda o: float(o.text.split()[0].replace(",", "")))
    else:
        options.sort(key=lambda o: o.text)
    item = Item("single", stem, tuple(options), order="fixed" if ordered else "shuffle")
    return Clean(item, sort, sentence(article, proof), article)


PEOPLE = ("Maren Holt", "Jonas Eide", "Karl Vik", "Anton Berg")
BASE = [
    clean(MILL, "person", "opened the", "Who opened the tidal mill of Tarnvik?", *PEOPLE),
    clean(MILL, "year", "opened the", "In which year was the tidal mill of Tarnvik opened?", "1921", "1934", "1950"),
    clean(
        MILL, "person", "its wheel", "Who built the wheel of the tidal mill?", "Jonas Eide", "Maren Holt", "Karl Vik"
    ),
    clean(MILL, "year", "sluice", "In which year did a storm break the sluice gate?", "1934", "1921", "1943", "1950"),
    clean(MILL, "number", "crowns", "How many crowns did the new gates cost?", "48,000", "36,000", "60,000", "72,000"),
    clean(
        MILL,
        "org",
        "crowns",
        "Which body paid for the new gates of the mill?",
        "Tarnvik Harbour Board",
        "Coastal Survey Society",
        "Velmora Weavers Union",
    ),
    clean(
        MILL,
        "phrase",
        "a clock",
        "As what did the school keep the great wheel?",
        "a clock on the wall",
        "a table in the yard",
        "a swing for pupils",
    ),
    clean(
        MILL,
        "phrase",
        "blue flag",
        "What does the keeper do at high water?",
        "raises a blue flag",
        "rings a brass bell",
        "closes a wooden door",
        "lights a red lamp",
    ),
    clean(MILL, "person", "the hall", "Who painted the hall of the mill?", "Karl Vik", "Jonas Eide", "Maren Holt"),
    clean(
        MILL, "place", "festival", "Where does the festival of the tide begin?", "Halden", "Orsund", "Bergen", "Skerry"
    ),
    clean(
        MILL,
        "number",
        "visit it",
        "About how many people visit the mill in a year?",
        "3,600",
        "2,400",
        "4,800",
        "7,200",
    ),
    clean(
        MILL,
        "phrase",
        "to a school",
        "What did the council do with the building in 1950?",
        "sold it to a school",
        "gave it to a church",
        "rented it to a brewer",
    ),
    clean(LIGHT, "year", "was lit", "In which year was the lighthouse of Skerry lit?", "1887", "1902", "1931"),
    clean(LIGHT, "person", "designed", "Who designed the tower of Skerry?", "Anton Berg", "Erik Dahl", "Oskar Ruud"),
    clean(LIGHT, "place", "granite", "From which town did the masons of the tower come?", "Orsund", "Halden", "Lisbon"),
    clean(LIGHT, "year", "burned oil", "Until which year did the lamp burn oil?", "1931", "1902", "1919", "1940"),
    clean(
        LIGHT,
        "number",
        "27 years",
        "For how many years did Lena Moen keep the light?",
        "27",
        "18",
        "22",
        "32",
    ),
    clean(
        LIGHT, "place", "notes are", "In which city are the notes of the keeper stored?", "Bergen", "Genoa", "Lübeck"
    ),
    clean(
        LIGHT,
        "org",
        "measured",
        "Which body measured the rocks of Skerry?",
        "Coastal Survey Society",
        "Tarnvik Harbour Board",
        "Velmora Weavers Union",
    ),
    clean(LIGHT, "number", "wrecks", "How many wrecks did the new chart of Skerry show?", "14", "9", "19", "24"),
    clean(LIGHT, "person", "the bell", "Who found the bell of the lost ship?", "Erik Dahl", "Lena Moen", "Anton Berg"),
    clean(
        LIGHT,
        "phrase",
        "dried cod",
        "What did fishermen bring the keeper at midwinter?",
        "dried cod",
        "lamp oil",
        "warm bread",
        "old rope",
    ),
    clean(LIGHT, "number", "metres", "How many metres high is the tower of Skerry?", "38", "28", "33", "44"),
    clean(
        LIGHT,
        "phrase",
        "new chart",
        "What came of the measuring of the rocks in 1902?",
        "a new chart was drawn",
        "a long wall was built",
        "a law was passed",
    ),
    clean(SILK, "year", "Weavers came", "In which year did weavers come to Velmora?", "1764", "1781", "1811", "1868"),
    clean(
        SILK, "person", "first loom", "Who brought the first loom to Velmora?", "Nora Lund", "Sofia Rask", "Hugo Lind"
    ),
    clean(SILK, "place", "first loom", "From where did the first loom of Velmora come?", "Lübeck", "Genoa", "Bergen"),
    clean(
        SILK,
        "phrase",
        "orphans",
        "With what did the guild reward its orphans?",
        "loaves of bread",
        "bolts of cloth",
        "bags of coal",
    ),
    clean(SILK, "year", "dye house", "In which year did a fire destroy the dye house?", "1811", "1764", "1868"),
    clean(
        SILK,
        "org",
        "shorter days",
        "Which body asked for shorter days in 1868?",
        "Velmora Weavers Union",
        "Coastal Survey Society",
        "Tarnvik Harbour Board",
    ),
    clean(SILK, "person", "a history", "Who wrote the history of the looms?", "Sofia Rask", "Nora Lund", "Hugo Lind"),
    clean(SILK, "number", "employed", "How many people did the mill employ at its height?", "520", "340", "430", "680"),
    clean(SILK, "year", "last workshop", "In which year was the last workshop closed?", "1972", "1951", "1968", "1984"),
    clean(
        SILK,
        "phrase",
        "drying yard",
        "What became of the drying yard?",
        "a garden for the town",
        "a square with shops",
        "a field for horses",
    ),
    clean(
        SILK,
        "phrase",
        "by a dog",
        "What drives the loom in the museum?",
        "a running dog",
        "a small engine",
        "a falling weight",
    ),
    clean(
        SILK,
        "phrase",
        "gave way",
        "How did the owners answer the request of 1868?",
        "They gave way in the end",
        "They closed the gates",
        "They called the army",
    ),
]


def plain(stem: str, *texts: str, order: str = "shuffle", kind: str = "single") -> Item:
    """A question whose first option is the key."""
    return Item(kind, stem, tuple(Option(text, n == 0) for n, text in enumerate(texts)), order=order)


NEAR_MISSES = [
    plain("Who painted the notable altar of Halden?", "Maren Holt", "Jonas Eide", "Nora Lund"),
    plain("Which small boat won the regatta of 1950?", "the Tern", "the Gull", "the Auk"),
    plain("Who wrote the novel “Not Without Salt”?", "Maren Holt", "Jonas Eide", "Nora Lund"),
    plain("Which novel did Holt write in 1950?", "None but the Brave", "All the King's Men", "Every Second Tide"),
    plain("Which church stands in Great Tarnvik?", "the Abbey Church", "the Lower Church", "the Quay Church"),
    plain("What do terns always carry to the nest?", "always fish", "always moss", "always wool"),
    plain("Who was the first mayor of Skerry?", "Karl Vik", "Erik Dahl", "Lena Moen", "Anton Berg"),
    plain("The guild sold the loom to Genoa.", "False", "True", kind="true-false"),
    plain("The owners did not give way in 1868.", "False", "True", kind="true-false"),
    plain("According to the union, who was the best weaver?", "Nora Lund", "Sofia Rask", "Hugo Lind"),
    plain("Which treaty did Great Britain sign at Orsund?", "the Salt Treaty", "the Rope Treaty", "the Cod Treaty"),
    plain("Which of these towns lie on the bay?", "Tarnvik", "Halden", "Genoa", kind="multiple"),
    plain("On whose word does the report rest?", "U.N. observers", "the union", "Hugo Lind's letters"),
    plain("The keeper wrote “perhaps” in her book. What does the word mark?", "a guess", "a proof", "an order"),
    plain(
        "Which statement about the gates does Holt make?", "They are too old", "They are too low", "They are too weak"
    ),
    plain("In which month does the fair of Halden begin?", "March", "April", "May", order="fixed"),
    plain("What is the motto of the guild?", "“No thread is lost”", "“Each hand counts”", "“Work and wait”"),
    plain("Why was NOT FOR SALE written on the loom?", "a prince wanted it", "a law asked for it", "a joke was made"),
]
"""Questions with words that look like a flaw and are none."""
