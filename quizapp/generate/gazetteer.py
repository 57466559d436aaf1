"""Countries by continent and some federal states: places every reader may know, used when an article names too few."""

from __future__ import annotations

COUNTRIES = {
    "Europe": "Albania|Austria|Belarus|Belgium|Bosnia and Herzegovina|Bulgaria|Croatia|Cyprus|Czech Republic|"
    "Denmark|"
    "Estonia|Finland|France|Germany|Greece|Hungary|Iceland|Ireland|Italy|Latvia|Lithuania|Luxembourg|Malta|Moldova|"
    "Montenegro|Netherlands|North Macedonia|Norway|Poland|Portugal|Romania|Russia|Serbia|Slovakia|Slovenia|Spain|"
    "Sweden|Switzerland|Ukraine|United Kingdom",
    "Asia": "Afghanistan|Armenia|Azerbaijan|Bahrain|Bangladesh|Bhutan|Cambodia|China|Georgia|India|Indonesia|"
    "Iran|Iraq|"
    "Israel|Japan|Jordan|Kazakhstan|Kuwait|Kyrgyzstan|Laos|Lebanon|Malaysia|Mongolia|Myanmar|Nepal|"
    "North Korea|Oman|"
    "Pakistan|Philippines|Qatar|Saudi Arabia|Singapore|South Korea|Sri Lanka|Syria|Taiwan|Tajikistan|"
    "Thailand|Turkey|"
    "Turkmenistan|United Arab Emirates|Uzbekistan|Vietnam|Yemen",
    "Africa": "Algeria|Angola|Benin|Botswana|Burkina Faso|Burundi|Cameroon|Chad|Egypt|Eritrea|Ethiopia|Gabon|Ghana|"
    "Guinea|Ivory Coast|Kenya|Lesotho|Liberia|Libya|Madagascar|Malawi|Mali|Mauritania|Morocco|Mozambique|"
    "Namibia|Niger|"
    "Nigeria|Rwanda|Senegal|Sierra Leone|Somalia|South Africa|South Sudan|Sudan|Tanzania|Togo|Tunisia|"
    "Uganda|Zambia|"
    "Zimbabwe",
    "North America": "Canada|Costa Rica|Cuba|Dominican Republic|El Salvador|Guatemala|Haiti|Honduras|Jamaica|Mexico|"
    ""
    "Nicaragua|Panama|United States",
    "South America": "Argentina|Bolivia|Brazil|Chile|Colombia|Ecuador|Guyana|Paraguay|Peru|Suriname|Uruguay|Venezuela",
    "Oceania": "Australia|Fiji|New Zealand|Papua New Guinea|Samoa|Solomon Islands|Tonga|Vanuatu",
}
STATES = {
    "US state": "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|"
    "Illinois|"
    "Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    "Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|"
    "Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|West Virginia|"
    "Wisconsin|Wyoming",
    "Canadian province": "Alberta|British Columbia|Manitoba|New Brunswick|Nova Scotia|Ontario|Quebec|Saskatchewan",
    "Australian state": "New South Wales|Queensland|South Australia|Tasmania|Victoria|Western Australia",
}
CITIES = {
    "United States": "New York City|Los Angeles|Chicago|Houston|Philadelphia|Phoenix|San Diego|Dallas|San Francisco|"
    "Boston|"
    "Seattle|Denver|Detroit|Atlanta|Baltimore|Miami|Minneapolis|New Orleans|Cleveland|Pittsburgh|"
    "St. Louis|Cincinnati|"
    "Milwaukee|Memphis|Nashville|Portland|Sacramento|Kansas City|Salt Lake City|Buffalo|Charlotte|"
    "Indianapolis|Columbus",
    "United Kingdom": "London|Manchester|Birmingham|Liverpool|Leeds|"
    "Glasgow|Edinburgh|Bristol|Sheffield|Newcastle|Cardiff|"
    ""
    "Belfast|Nottingham|Leicester|Oxford|Cambridge|York|Southampton|Aberdeen",
    "France": "Paris|Marseille|Lyon|Toulouse|Nice|Nantes|Strasbourg|Bordeaux|Lille|Rouen|Reims|Dijon|Grenoble",
    "Germany": "Berlin|Hamburg|Munich|Cologne|Frankfurt|Stuttgart|Leipzig|Dresden|Hanover|Nuremberg|Bremen|Heidelberg",
    "Italy": "Rome|Milan|Naples|Turin|Palermo|Genoa|Bologna|Florence|Venice|Verona|Padua|Pisa",
    "Spain": "Madrid|Barcelona|Valencia|Seville|Zaragoza|Bilbao|Granada|Toledo|Salamanca",
    "Netherlands": "Amsterdam|Rotterdam|The Hague|Utrecht|Groningen|Leiden|Delft",
    "Belgium": "Brussels|Antwerp|Ghent|Bruges",
    "Switzerland": "Zurich|Geneva|Basel|Bern|Lausanne|Lucerne",
    "Austria": "Vienna|Graz|Linz|Salzburg|Innsbruck",
    "Poland": "Warsaw|Kraków|Łódź|Wrocław|Poznań|Gdańsk|Lublin",
    "Czech Republic": "Prague|Brno|Ostrava|Pilsen",
    "Russia": "Moscow|Saint Petersburg|Novosibirsk|Kazan|Samara|Omsk|Perm|Volgograd",
    "Ukraine": "Kyiv|Kharkiv|Odessa|Dnipro|Lviv|Donetsk",
    "Sweden": "Stockholm|Gothenburg|Malmö|Uppsala",
    "Norway": "Oslo|Bergen|Trondheim|Stavanger|Tromsø",
    "Denmark": "Copenhagen|Aarhus|Odense|Aalborg",
    "China": "Beijing|Shanghai|Guangzhou|Shenzhen|Tianjin|Wuhan|Chengdu|Nanjing|Hangzhou|Xi'an|Chongqing",
    "Japan": "Tokyo|Osaka|Kyoto|Yokohama|Nagoya|Sapporo|Kobe|Fukuoka|Hiroshima|Nagasaki|Sendai",
    "India": "Mumbai|Delhi|Kolkata|Chennai|Bangalore|Hyderabad|Ahmedabad|Pune|Jaipur|Lucknow|New Delhi",
    "Pakistan": "Karachi|Lahore|Islamabad|Faisalabad|Peshawar|Multan",
    "Turkey": "Istanbul|Ankara|Izmir|Bursa|Adana|Konya",
    "Iran": "Tehran|Mashhad|Isfahan|Shiraz|Tabriz|Qom",
    "Iraq": "Baghdad|Basra|Mosul|Erbil|Kirkuk",
    "Egypt": "Cairo|Alexandria|Giza|Luxor|Aswan|Port Said",
    "Israel": "Jerusalem|Tel Aviv|Haifa|Beersheba",
    "Canada": "Toronto|Montreal|Vancouver|Calgary|Ottawa|Edmonton|Winnipeg|Quebec City|Halifax",
    "Australia": "Sydney|Melbourne|Brisbane|Perth|Adelaide|Hobart|Darwin|Canberra",
    "Mexico": "Mexico City|Guadalajara|Monterrey|Puebla|Tijuana|Cancún|Oaxaca",
    "Philippines": "Manila|Quezon City|Cebu City|Davao City|Zamboanga City|Iloilo City",
    "Brazil": "São Paulo|Rio de Janeiro|Brasília|Salvador|Fortaleza|Recife|Manaus",
    "Argentina": "Buenos Aires|Córdoba|Rosario|Mendoza|La Plata",
    "South Africa": "Johannesburg|Cape Town|Durban|Pretoria",
    "Kenya": "Nairobi|Mombasa|Kisumu|Nakuru",
    "Nigeria": "Lagos|Abuja|Kano|Ibadan|Port Harcourt",
    "Greece": "Athens|Thessaloniki|Patras|Sparta|Corinth",
    "Portugal": "Lisbon|Porto|Coimbra|Braga|Faro",
    "Ireland": "Dublin|Cork|Limerick|Galway|Waterford",
    "Hungary": "Budapest|Debrecen|Szeged|Pécs",
    "Thailand": "Bangkok|Chiang Mai|Phuket|Pattaya",
    "Indonesia": "Jakarta|Surabaya|Bandung|Medan|Yogyakarta",
}
WITH_THE = frozenset(
    "Netherlands|Philippines|United States|United Kingdom|United Arab Emirates|Czech Republic|Dominican Republic|"
    "Solomon Islands|US|U.S.|UK|USA|EU|United Nations|European Union|Bahamas|Soviet Union".split("|")
)
ALIASES = {
    "us": "United States",
    "u.s.": "United States",
    "usa": "United States",
    "america": "United States",
    "u.s": "United States",
    "united states of america": "United States",
    "uk": "United Kingdom",
    "u.k.": "United Kingdom",
    "britain": "United Kingdom",
    "great britain": "United Kingdom",
    "holland": "Netherlands",
    "burma": "Myanmar",
    "uae": "United Arab Emirates",
}

SUBTYPE: dict[str, str] = {}
"""Name in lower case → "country" or the kind of federal state."""
CONTINENT: dict[str, str] = {}
for _continent, _names in COUNTRIES.items():
    for _name in _names.split("|"):
        SUBTYPE[_name.lower()] = "country"
        CONTINENT[_name.lower()] = _continent
for _kind, _names in STATES.items():
    for _name in _names.split("|"):
        SUBTYPE.setdefault(_name.lower(), _kind)
PEOPLES = (
    "the British",
    "the French",
    "the Spanish",
    "the Dutch",
    "the Portuguese",
    "the Japanese",
    "the Chinese",
    "the Russians",
    "the Americans",
    "the Germans",
    "the Italians",
    "the Swedes",
    "the Danes",
)

CITY_COUNTRY = {city.lower(): country for country, cities in CITIES.items() for city in cities.split("|")}


def cities_like(place: str) -> list[str]:
    """Other well-known cities of the same country; none for a place in no list."""
    country = CITY_COUNTRY.get(place.lower(), "")
    return [city for city in CITIES.get(country, "").split("|") if city and city.lower() != place.lower()]


def subtype(place: str) -> str:
    """ "country", "US state" ... or empty when the place is in no list."""
    name = place.lower().removeprefix("the ")
    return SUBTYPE.get(ALIASES.get(name, name).lower(), "")


def neighbours(place: str, kind: str = "") -> list[str]:
    """Other places of the same kind: countries of the same continent, states of the same federation."""
    name = place.lower().removeprefix("the ")
    name = ALIASES.get(name, name).lower()
    kind = kind or SUBTYPE.get(name, "")
    names = COUNTRIES[CONTINENT[name]].split("|") if kind == "country" else STATES[kind].split("|") if kind else []
    return [f"the {other}" if other in WITH_THE else other for other in names if other.lower() != name]


_NEAR = tuple(
    frozenset(names.split("|"))
    for names in (
        "United States|Canada|Mexico|United Kingdom",
        "United Kingdom|Ireland|France|Germany|Netherlands|Belgium|Spain|Italy|Switzerland|Austria|Portugal",
        "Sweden|Norway|Denmark|Finland|Iceland",
        "Poland|Czech Republic|Hungary|Slovakia|Romania|Bulgaria|Ukraine|Russia|Belarus|Lithuania|Latvia|Estonia",
        "Greece|Albania|Serbia|Croatia|Bosnia and Herzegovina|Montenegro|North Macedonia|Slovenia|Cyprus",
        "Iran|Iraq|Israel|Jordan|Lebanon|Syria|Saudi Arabia|Turkey|Yemen|Kuwait|Qatar|Oman|United Arab Emirates",
        "China|Japan|South Korea|Taiwan|North Korea|Mongolia",
        "India|Pakistan|Bangladesh|Sri Lanka|Nepal|Afghanistan",
        "Thailand|Vietnam|Malaysia|Indonesia|Philippines|Singapore|Cambodia|Laos|Myanmar",
        "Kazakhstan|Uzbekistan|Turkmenistan|Kyrgyzstan|Tajikistan|Armenia|Azerbaijan|Georgia",
        "Egypt|Libya|Tunisia|Algeria|Morocco",
        "Nigeria|Ghana|Senegal|Ivory Coast|Cameroon|Mali|Niger|Benin|Togo|Liberia|Sierra Leone|Guinea",
        "Kenya|Tanzania|Uganda|Ethiopia|Sudan|Rwanda|Burundi|Somalia",
        "South Africa|Namibia|Botswana|Zimbabwe|Zambia|Mozambique|Angola|Malawi",
        "Guatemala|Honduras|El Salvador|Nicaragua|Costa Rica|Panama|Mexico",
        "Cuba|Jamaica|Haiti|Dominican Republic",
        "Brazil|Argentina|Chile|Peru|Colombia|Venezuela|Ecuador|Bolivia|Uruguay|Paraguay",
        "Australia|New Zealand|Fiji|Papua New Guinea|Samoa|Tonga",
    )
)
"""Countries that are taken for one another, because they are neighbours and of like renown."""


def near_countries(country: str) -> frozenset[str]:
    """The countries most easily taken for this one; empty for a place in no list."""
    name = ALIASES.get(country.lower().removeprefix("the "), country.removeprefix("the "))
    return frozenset().union(*(group for group in _NEAR if name in group)) - {name}


NATIONS = frozenset(
    "American British English Scottish Welsh Irish French German Austrian Swiss Dutch Belgian Danish Swedish Norwegian "
    "Finnish Icelandic Spanish Portuguese Italian Greek Turkish Polish Czech Hungarian Romanian Bulgarian Russian "
    "Ukrainian Canadian Mexican Brazilian Argentine Chilean Peruvian Colombian Cuban Jamaican Egyptian Moroccan "
    "Nigerian Kenyan Ethiopian Indian Pakistani Chinese Japanese Korean Vietnamese Thai Indonesian Filipino Malaysian "
    "Australian Israeli Syrian Iraqi Iranian Afghan".split()
)
"""Nationalities as they stand before a noun: "a German chemist"."""

WELL_KNOWN = frozenset(
    "Austria|Belgium|Denmark|France|Germany|Greece|Hungary|Ireland|Italy|Netherlands|Norway|Poland|"
    "Portugal|Romania|Russia|"
    "Spain|Sweden|Switzerland|Ukraine|United Kingdom|Bangladesh|China|India|Indonesia|Iran|Iraq|Israel|"
    "Japan|Jordan|"
    "Malaysia|Nepal|Pakistan|Philippines|Saudi Arabia|Singapore|South Korea|Sri Lanka|Syria|Thailand|"
    "Turkey|Vietnam|Algeria|"
    "Cameroon|Egypt|Ethiopia|Ghana|Kenya|Libya|Morocco|Nigeria|Senegal|South Africa|Sudan|Tanzania|"
    "Tunisia|Uganda|Zambia|"
    "Zimbabwe|Canada|Cuba|Jamaica|Mexico|Panama|United States|Argentina|Bolivia|Brazil|Chile|Colombia|Ecuador|Peru|"
    "Uruguay|Venezuela|Australia|Fiji|New Zealand|Papua New Guinea|Samoa|Tonga".split("|")
)
"""Countries most pupils have heard of."""
