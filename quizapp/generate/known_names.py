"""Names most readers have met, in groups of one kind: options when an article names too few of its own.

A group is small and even on purpose: a wrong option that stands out by country, size or fame is none. Names with
"the" print it.
"""

from __future__ import annotations

import re

_GROUPS: tuple[tuple[str, str], ...] = (
    (
        "university",
        "Harvard University|Yale University|Princeton University|Columbia University|Stanford University|"
        "Cornell University|Brown University|Duke University|Northwestern University|Johns Hopkins University|"
        "Boston University|New York University|Rice University|Georgetown University|Vanderbilt University|"
        "Tufts University|Emory University",
    ),
    (
        "university",
        "the University of Michigan|the University of Virginia|the University of Texas|the University of Wisconsin|"
        "the University of Maryland|the University of Minnesota|the University of Washington|"
        "the University of Illinois|the University of Pennsylvania|the University of Chicago|"
        "the University of Southern California|the University of California|the University of Colorado|"
        "the University of Florida|the University of North Carolina",
    ),
    (
        "university",
        "Michigan State University|Ohio State University|Iowa State University|Wayne State University|"
        "Arizona State University|Florida State University|Oregon State University|Penn State University",
    ),
    (
        "university",
        "the University of Oxford|the University of Cambridge|the University of Edinburgh|the University of Glasgow|"
        "the University of Manchester|the University of Leeds|the University of Bristol|Durham University|"
        "the University of Birmingham|University College London|the University of St Andrews",
    ),
    (
        "college",
        "Dartmouth College|Williams College|Amherst College|Oberlin College|Swarthmore College|Boston College|"
        "Smith College|Vassar College|Wellesley College",
    ),
    (
        "team",
        "the Boston Red Sox|the New York Yankees|the Chicago Cubs|the Chicago White Sox|the Houston Astros|"
        "the Pittsburgh Pirates|the Tampa Bay Rays|the Baltimore Orioles|the Cleveland Indians|the Detroit Tigers|"
        "the Atlanta Braves|the St. Louis Cardinals|the Toronto Blue Jays|the Seattle Mariners|the Texas Rangers|"
        "the Oakland Athletics|the San Francisco Giants|the Los Angeles Dodgers|the Cincinnati Reds|"
        "the Milwaukee Brewers|the Kansas City Royals|the Minnesota Twins|the New York Mets|"
        "the Philadelphia Phillies|the San Diego Padres|the Colorado Rockies|the Miami Marlins",
    ),
    (
        "team",
        "the Boston Celtics|the Los Angeles Lakers|the Chicago Bulls|the Miami Heat|the Golden State Warriors|"
        "the Houston Rockets|the Dallas Mavericks|the San Antonio Spurs|the Cleveland Cavaliers|the Detroit Pistons|"
        "the New York Knicks|the Toronto Raptors|the Denver Nuggets|the Phoenix Suns|the Orlando Magic",
    ),
    (
        "team",
        "the Green Bay Packers|the Dallas Cowboys|the New England Patriots|the Chicago Bears|the Denver Broncos|"
        "the Pittsburgh Steelers|the San Francisco 49ers|the New York Giants|the Cleveland Browns|"
        "the Seattle Seahawks|the Miami Dolphins|the Baltimore Ravens|the Kansas City Chiefs|the Buffalo Bills",
    ),
    (
        "club",
        "Manchester United|Liverpool|Arsenal|Chelsea|Everton|Manchester City|Aston Villa|Tottenham Hotspur|"
        "Newcastle United|Leeds United|West Ham United|Leicester City",
    ),
    (
        "river",
        "the Mississippi River|the Missouri River|the Colorado River|the Columbia River|the Hudson River|"
        "the Ohio River|the Potomac River|the Arkansas River|the Delaware River|the James River|"
        "the Cuyahoga River|the Yukon River|the Red River",
    ),
    ("river", "the Rhine|the Danube|the Elbe|the Rhône|the Seine|the Loire|the Oder|the Po|the Vistula"),
    ("river", "the Nile|the Congo|the Niger|the Zambezi|the Limpopo"),
    ("river", "the Thames|the Severn|the Trent|the Tyne|the Mersey"),
    ("lake", "Lake Erie|Lake Ontario|Lake Huron|Lake Michigan|Lake Superior"),
    ("lake", "Lake Victoria|Lake Tanganyika|Lake Malawi|Lake Chad|Lake Turkana"),
    ("ocean", "the Atlantic Ocean|the Pacific Ocean|the Indian Ocean|the Arctic Ocean|the Southern Ocean"),
    (
        "sea",
        "the Mediterranean Sea|the Black Sea|the Baltic Sea|the North Sea|the Red Sea|the Caspian Sea|"
        "the Caribbean Sea|the Adriatic Sea|the Aegean Sea",
    ),
    (
        "territory",
        "Puerto Rico|Bermuda|the Cayman Islands|the British Virgin Islands|Aruba|Curaçao|Martinique|Guadeloupe",
    ),
    ("continent", "Africa|Asia|Europe|North America|South America|Australia|Antarctica"),
    ("planet", "Mercury|Venus|Mars|Jupiter|Saturn|Uranus|Neptune"),
    (
        "mountain range",
        "the Alps|the Pyrenees|the Carpathian Mountains|the Apennines|the Ural Mountains|the Caucasus",
    ),
    (
        "mountain range",
        "the Rocky Mountains|the Appalachian Mountains|the Sierra Nevada|the Cascade Range|the Adirondack Mountains",
    ),
    ("desert", "the Sahara|the Kalahari Desert|the Gobi Desert|the Mojave Desert|the Atacama Desert"),
    (
        "national park",
        "Yellowstone National Park|Yosemite National Park|Grand Canyon National Park|Zion National Park|"
        "Glacier National Park|Kings Canyon National Park|Sequoia National Park|Everglades National Park",
    ),
    (
        "newspaper",
        "the New York Times|the Washington Post|the Wall Street Journal|the Los Angeles Times|the Boston Globe|"
        "the Chicago Tribune|USA Today|the Baltimore Sun|the San Francisco Chronicle",
    ),
    (
        "magazine",
        "Time|Newsweek|The Economist|National Geographic|Forbes|Vogue|The New Yorker|Rolling Stone|Life",
    ),
    ("newspaper", "The Guardian|The Times|The Daily Telegraph|The Independent|the Financial Times|The Observer"),
    ("news organisation", "CNN|NBC|ABC|CBS|Fox News|MSNBC|the BBC|Reuters|the Associated Press|Al Jazeera"),
    ("company", "Microsoft|Google|Apple|Amazon|IBM|Intel|Oracle|Samsung|Sony|Nokia"),
    ("social network", "Facebook|Twitter|Instagram|YouTube|Reddit|TikTok|LinkedIn|Snapchat"),
    ("company", "Ford|General Motors|Toyota|Honda|Volkswagen|BMW|Nissan|Tesla|Chrysler|Hyundai"),
    (
        "airline",
        "American Airlines|Delta Air Lines|United Airlines|Southwest Airlines|British Airways|Air France|Lufthansa|"
        "Qantas|Emirates|Ryanair|easyJet",
    ),
    (
        "agency",
        "the Central Intelligence Agency|the Federal Bureau of Investigation|the National Security Agency|"
        "the Environmental Protection Agency|the Internal Revenue Service|the Food and Drug Administration|"
        "the Federal Aviation Administration|the United States Geological Survey",
    ),
    ("agency", "the FBI|the CIA|the NSA|the EPA|the FDA|the FAA|NASA|the USGS|the FCC"),
    ("war", "World War I|World War II|the Boer War|the Spanish Civil War|the Russo-Japanese War"),
    ("war", "the Korean War|the Vietnam War|the Gulf War|the Cold War|the Iraq War"),
    (
        "war",
        "the American Civil War|the American Revolutionary War|the Mexican-American War|the Spanish-American War|"
        "the War of 1812|the French and Indian War",
    ),
    ("hurricane", "Hurricane Katrina|Hurricane Andrew|Hurricane Sandy|Hurricane Harvey|Hurricane Irma|Hurricane Maria"),
    ("party", "the Republican Party|the Democratic Party|the Libertarian Party|the Green Party|the Reform Party"),
    (
        "body",
        "the Senate|the House of Representatives|the Supreme Court|the Department of Justice|the Electoral College|"
        "the Federal Reserve",
    ),
    (
        "organisation",
        "UNICEF|UNESCO|the World Health Organization|Greenpeace|Amnesty International|Oxfam|the Red Cross|"
        "Human Rights Watch|Reporters Without Borders|Save the Children|the World Bank",
    ),
    ("organisation", "NATO|OPEC|ASEAN|OECD|NAFTA|Interpol"),
    (
        "court",
        "the International Criminal Court|the International Court of Justice|the European Court of Human Rights|"
        "the European Court of Justice",
    ),
    (
        "party",
        "the Conservative Party|the Labour Party|the Liberal Democrats|the Green Party|the Scottish National Party",
    ),
    (
        "department",
        "the Department of State|the Department of Defense|the Department of Justice|the Department of Labor|"
        "the Department of Energy|the Department of Agriculture|the Department of the Interior|"
        "the Department of Commerce|the Department of Education",
    ),
    (
        "programming language",
        "Python|Java|JavaScript|PHP|Ruby|Perl|Fortran|COBOL|Pascal|TypeScript|Kotlin",
    ),
)


_SHORT = {
    f"{name.lower()}": f"{name.lower()} university"
    for name in "Harvard Yale Princeton Columbia Stanford Cornell Northwestern Georgetown Vanderbilt".split()
}
"""Universities that go by one word."""


def short_form(name: str) -> str:
    """ "Harvard" for itself; "Yale" for "Yale University" only beside it: empty for names that have no short form."""
    word = name.lower().removesuffix(" university")
    return word.capitalize() if word in _SHORT else ""


def _bare(name: str) -> str:
    bare = name.lower().removeprefix("the ")
    return _SHORT.get(bare, bare)


KNOWN_NOUN: dict[str, str] = {}
"""Name in lower case, without "the" → what it is."""
_GROUP_OF: dict[str, tuple[str, ...]] = {}
for _noun, _names in _GROUPS:
    for _name in _names.split("|"):
        KNOWN_NOUN.setdefault(_bare(_name), _noun)
        _GROUP_OF.setdefault(_bare(_name), tuple(_names.split("|")))


AMBIGUOUS = frozenset(
    "amazon apple oracle intel ford chrysler tesla honda mercury venus mars saturn jupiter uranus neptune "
    "time life vogue forbes chelsea liverpool everton arsenal columbia princeton cornell georgetown "
    "stanford vanderbilt brown python java ruby perl pascal twitter instagram abc emirates independent "
    "observer times guardian alps congo niger po trent severn australia america reuters nokia sony "
    "caucasus kotlin economist fortran".split()
) | {"james river", "red river", "southern ocean", "green party", "reform party"}
"""Known names that are also words, people, places or other things: a rain forest, a metal, a scientist."""


def ambiguous(name: str) -> bool:
    """Whether a known name stands for other things too."""
    return name.lower().removeprefix("the ") in AMBIGUOUS


def shares_group(name: str, text: str) -> bool:
    """Whether a text names another of the group a name is in, one that can be nothing else."""
    others = (_bare(other) for other in others_like(name))
    return any(re.search(rf"\b{re.escape(o)}\b", text, re.I) for o in others if o not in AMBIGUOUS)


def known_noun(name: str) -> str:
    """What a well-known name stands for; empty for any other."""
    return KNOWN_NOUN.get(_bare(name), "")


_STAND_IN = {
    "university": "Harvard University",
    "college": "Dartmouth College",
    "newspaper": "the New York Times",
    "magazine": "Time",
    "airline": "Delta Air Lines",
}


def stand_ins(noun: str) -> list[str]:
    """Well-known names for a kind whose less known members an article may name: one of many colleges."""
    first = _STAND_IN.get(noun, "")
    return [first, *others_like(first)] if first else []


def others_like(name: str) -> list[str]:
    """The other names of the group a name is in; none for a name in no group."""
    return [other for other in _GROUP_OF.get(_bare(name), ()) if _bare(other) != _bare(name)]
