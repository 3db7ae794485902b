"""German."""

from fractions import Fraction

from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

ONES = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
TENS = [
    "zwanzig",
    "dreißig",
    "vierzig",
    "fünfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
]


def below_hundred() -> dict[str, int]:
    """Null to neunundneunzig; a number below a million is one word."""
    words = number_list(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn"
        " vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn"
    )
    for ten, name in enumerate(TENS, 2):
        words[name] = 10 * ten
        words |= {f"{one}und{name}": 10 * ten + n for n, one in enumerate(ONES, 1)}
    return words | {"dreissig": 30, "ein": 1, "zwo": 2}


def below_million() -> dict[str, int]:
    """The words that have no more than two parts: zweihundertfünfzig, dreitausend."""
    small = below_hundred()
    hundreds = {f"{one}hundert": 100 * n for n, one in enumerate(ONES, 1)}
    hundreds["hundert"] = 100
    words = small | {
        hundred + joint + word: number + low
        for hundred, number in hundreds.items()
        for joint in ("", "und")
        for word, low in {"": 0, **small}.items()
    }
    thousands = {
        f"{word}tausend": 1000 * number for word, number in words.items() if number
    }
    return words | thousands


ORDINAL_STEMS = [
    "erst",
    "zweit",
    "dritt",
    "viert",
    "fünft",
    "sechst",
    "siebt",
    "acht",
    "neunt",
    "zehnt",
    "elft",
    "zwölft",
]
ORDINALS = {
    stem + ending: number
    for number, stem in enumerate(ORDINAL_STEMS, 1)
    for ending in ("e", "en", "er", "es", "em")
}
UNIT_NOUNS = {
    "duration-day": "tag|tage|tagen|tages", "duration-week": "woche|wochen",
    "duration-month": "monat|monate|monaten|monats", "duration-year": "jahr|jahre|jahren",
    "duration-hour": "stunde|stunden|std", "duration-minute": "minute|minuten|min",
    "duration-second": "sekunde|sekunden", "duration-decade": "jahrzehnt|jahrzehnte|jahrzehnten",
    "length-kilometer": "kilometer|kilometern", "length-meter": "meter|metern",
    "length-centimeter": "zentimeter|zentimetern", "mass-gram": "gramm",
    "length-millimeter": "millimeter|millimetern", "length-mile": "meile|meilen",
    "mass-kilogram": "kilogramm|kilo", "mass-tonne": "tonne|tonnen",
    "mass-pound": "pfund", "volume-liter": "liter|litern",
    "area-hectare": "hektar", "volume-cubic-meter": "kubikmeter|kubikmetern|m³",
    "area-square-meter": "quadratmeter|quadratmetern|m²|qm",
    "area-square-kilometer": "quadratkilometer|quadratkilometern|km²|qkm",
    "temperature-generic": "grad|°", "temperature-celsius": "grad celsius",
    "temperature-fahrenheit": "grad fahrenheit",
    "concentr-percent": "prozent|%", "percentage-point": "prozentpunkt|prozentpunkte|prozentpunkten",
    "concentr-permille": "promille|‰", "times": "mal|x",
    "USD": "dollar|us-dollar", "EUR": "euro|euros", "GBP": "pfund sterling|britische pfund",
    "RUB": "rubel", "JPY": "yen", "TRY": "lira", "national-krone": "krone|kronen", "PLN": "zloty|złoty",
    "CNY": "yuan", "national-rupee": "rupie|rupien", "national-peso": "peso|pesos", "ILS": "schekel",
    "national-dinar": "dinar|dinare", "national-cent": "cent", "per-day": "täglich", "per-week": "wöchentlich",
    "per-month": "monatlich", "per-year": "jährlich",
    "CHF": "franken|schweizer franken|sfr", "speed-kilometer-per-hour": "km/h|stundenkilometer",
}  # fmt: skip

TABLES = LanguageTables(
    hedges=group_phrases(
        "könnte|könnten", "vielleicht", "möglicherweise|womöglich|eventuell",
        "wahrscheinlich", "angeblich|mutmaßlich|mutmaßliche|mutmaßlichen|mutmaßlicher"
        "|angebliche|angeblichen",
        "offenbar|anscheinend|offensichtlich|scheinbar|scheint|scheinen",
        "vermutlich|wohl|voraussichtlich", "dürfte|dürften", "teilweise|zum teil",
    ),
    modals=group_phrases(
        "muss|müssen|musste|mussten", "soll|sollen|sollte|sollten",
        "kann|können|konnte|konnten", "darf|dürfen|durfte|durften", "wird|werden|würde",
    ),
    tense_modals=frozenset({"wird"}),
    negations=group_phrases(
        "nicht|kein|keine|keinen|keiner|keinem|keines|nie|niemals|niemand|niemanden"
        "|niemandem|nichts|ohne|weder|noch nie|kaum|nirgends|nirgendwo|keinesfalls"
        "|keineswegs"
    ),
    negative_prefixes=("un", "in", "im", "nicht"),
    limits=group_phrases(
        "mindestens|wenigstens|zumindest|nicht weniger als|nicht unter",
        "höchstens|bis zu|maximal|nicht mehr als|nicht über", "mehr als|über",
        "weniger als|unter", "etwa|rund|ungefähr|circa|ca|ca .|zirka|gut",
        "fast|beinahe|nahezu|knapp", "nur|lediglich|bloß|gerade einmal",
    ),
    limits_behind=group_phrases("oder mehr|und mehr", "oder weniger"),
    little_words=group_phrases(
        "der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|und|oder|zu|im|in|am",
        "an|auf|von|vom|mit|für|ist|sind|war|waren|dass|sich|es|er|sie|wir|als|auch",
    ),
    quantifiers=name_phrases({
        "all": "immer|stets|völlig|vollständig|alle|allen|aller|alles|jede|jeder|jedes|jeden|jedem|sämtliche|sämtlichen"
               "|gesamte|gesamten|ganze|ganzen|ganzes|ganzer",
        "both": "beide|beiden|beider|beides",
        "most": "meist|meistens|die meisten|den meisten|meisten|meiste|die mehrheit|mehrheit|ein großteil"
                "|großteil|überwiegend|größtenteils",
        "many": "oft|häufig|viele|vielen|vieler|viel|zahlreiche|zahlreichen|zahlreicher|etliche|etlichen",
        "some": "manchmal|gelegentlich|ein teil|teil|teile|minderheit|manche|manchen|mancher|diverse|verschiedene|eine reihe",
        "several": "mehrere|mehreren|mehrerer", "a few": "einige|einigen|einiger|ein paar|paar",
        "few": "wenige|wenigen|weniger|wenig|kaum ein|kaum eine|vereinzelt|vereinzelte|selten",
        "one": "ein einziger|eine einzige|ein einziges|einziger|einzige|einzigen",
        "more": "mehr", "less": "weniger",
        "dozens": "dutzende|dutzenden|dutzender", "hundreds": "hunderte|hunderten|hunderter",
        "thousands": "tausende|tausenden|tausender",
        "tens of thousands": "zehntausende|zehntausenden|zehntausender",
        "hundreds of thousands": "hunderttausende|hunderttausenden|hunderttausender",
        "millions": "millionen", "billions": "milliarden",
    }),
    numbers=below_million(),
    scales=count_phrases({
        "dutzend": 12, "tausend|tsd": 10**3, "million|millionen|mio": 10**6,
        "milliarde|milliarden|mrd": 10**9, "billion|billionen|bio": 10**12,
    }),
    joiners=phrase_set("und"),
    minus=phrase_set("minus"),
    and_a_half=group_phrases("einhalb", "und ein halb"),
    fractions=count_phrases({
        "halb|halbe|halber|halbes|halben|hälfte|die hälfte|der hälfte|die hälfte der"
        "|ein halbes|eine halbe|ein halber|einen halben|einer halben": Fraction(1, 2),
        "ein drittel|drittel": Fraction(1, 3), "ein viertel|viertel": Fraction(1, 4),
        "ein fünftel|fünftel": Fraction(1, 5), "ein zehntel|zehntel": Fraction(1, 10),
        "ein achtel|achtel": Fraction(1, 8), "ein sechstel|sechstel": Fraction(1, 6),
        "anderthalb|eineinhalb": Fraction(3, 2), "zweieinhalb": Fraction(5, 2),
        "dreieinhalb": Fraction(7, 2), "viereinhalb": Fraction(9, 2),
        "dreiviertel": Fraction(3, 4), "zweidrittel": Fraction(2, 3),
    }),
    denominators=count_phrases({
        "drittel|dritteln": 3, "viertel|vierteln": 4, "fünftel|fünfteln": 5,
        "sechstel": 6, "siebtel": 7, "achtel": 8, "neuntel": 9, "zehntel|zehnteln": 10,
    }),
    of=group_phrases("der", "des", "von", "einer", "eines", "ein", "eine", "an"),
    ordinals=count_phrases(ORDINALS),
    multiples=count_phrases({
        "doppelt|doppelte|doppelten|verdoppelt|verdoppelte|verdoppelten|zweimal|zweifach"
        "|verdoppeln|das doppelte": Fraction(2),
        "dreimal|dreifach|dreifache|verdreifacht|verdreifachte|verdreifachen": Fraction(3),
        "viermal|vierfach|vierfache|vervierfacht|vervierfachte": Fraction(4),
        "fünfmal|fünffach|verfünffacht": Fraction(5),
        "zehnmal|zehnfach|zehnfache|verzehnfacht": Fraction(10),
        "halbiert|halbierte|halbierten|halbieren": Fraction(1, 2),
    }),
    units=name_phrases(UNIT_NOUNS),
)  # fmt: skip
