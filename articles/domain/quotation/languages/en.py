"""English."""

from fractions import Fraction

from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

SMALL = (
    "zero|nil one two three four five six seven eight nine ten eleven twelve thirteen"
    " fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = number_list(SMALL) | number_list(TENS, 20, 10)

TABLES = LanguageTables(
    hedges=group_phrases(
        "may|might", "could", "perhaps|maybe", "possibly|possible",
        "probably|likely|probable|unlikely|improbable|most likely|more likely|less likely",
        "allegedly|alleged|purportedly|purported",
        "reportedly|is said to|are said to|was said to|were said to",
        "apparently|seemingly|appears to|appear to|appeared to|seems|seem"
        "|seemed",
        "presumably|supposedly", "rumoured|rumored", "expected to", "arguably",
        "ostensibly", "in theory", "suspected|believed to|thought to|presumed to",
        "potentially|potential", "partly|in part|partially", "suggests|suggest",
    ),
    # Reported speech turns will into would and can into could: these are of one group.
    modals=group_phrases(
        "must|has to|have to|had to|needs to|need to", "should|ought to", "shall",
        "can|could", "may|might", "will|would",
    ),
    tense_modals=frozenset({"will"}),
    negations=group_phrases(
        "not|no|never|none|nobody|nothing|neither|nor|without|no one|nowhere"
        "|hardly|scarcely|barely"
    ),
    negative_prefixes=("un", "in", "im", "il", "ir", "dis", "non"),
    limits=group_phrases(
        "at least|not less than|no less than|no fewer than|not fewer than"
        "|a minimum of|upwards of",
        "at most|up to|not more than|no more than|a maximum of|as many as|as much as",
        "more than|over|above|exceeding|well over", "less than|fewer than|under|below",
        "only|just|a mere|merely",
        "about|more or less|around|approximately|roughly|some|an estimated|circa",
        "nearly|almost|close to|not quite",
    ),
    limits_behind=group_phrases("or more|and more|plus", "or less|or fewer", "at least", "at most"),
    little_words=group_phrases(
        "a|an|the|of|to|in|on|at|by|for|from|with|as|and|or|but|that|which|who|whom",
        "whose|it|its|this|these|those|is|are|was|were|be|been|being|has|have|had|do",
        "does|did|he|she|they|them|his|her|their|we|our|us|i|you|your|there|then|than",
        "so|if|into",
    ),
    quantifiers=name_phrases({
        "all": "all|every|each|everyone|everybody|everything|all of|whole|entire|always"
               "|entirely|completely|fully|totally|wholly|every time",
        "both": "both",
        "most": "most|most of|a majority|the majority|majority|mostly|largely|the bulk|bulk|usually"
                "|generally|predominantly",
        "many": "many|much|numerous|a lot|lots|plenty|countless|often|frequently|a great many|myriad"
                "|umpteen|a large number of|large numbers of",
        "some": "some|various|sometimes|occasionally|part of|parts of|a minority|minority|a part of|a number of|somebody|someone|something",
        "several": "several|multiple",
        "a few": "a few|a handful|handful|a couple|couple",
        "few": "few|very few|little|rarely|seldom|a small number of|a fraction of",
        "one": "a single|single|sole|solely",
        "more": "more", "less": "less|fewer",
        "dozens": "dozens|tens", "scores": "scores", "hundreds": "hundreds",
        "thousands": "thousands", "tens of thousands": "tens of thousands",
        "hundreds of thousands": "hundreds of thousands", "millions": "millions",
        "billions": "billions",
    }),
    numbers=NUMBERS
    | count_phrases({"pair|duo": 2, "trio": 3, "quartet": 4, "quintet": 5}),
    hundreds=phrase_set("hundred"),
    scales=count_phrases({
        "lakh|lakhs": 10**5, "crore|crores": 10**7, "dozen": 12, "thousand|k": 10**3, "million|mn|mln": 10**6,
        "billion|bn": 10**9, "trillion|tn": 10**12,
    }),
    joiners=phrase_set("and", "-"),
    minus=phrase_set("minus"),
    and_a_half=group_phrases("and a half"),
    fractions=count_phrases({
        "half|a half|one half|half of": Fraction(1, 2), "a third of": Fraction(1, 3),
        "a quarter of|a fourth of": Fraction(1, 4), "a fifth of": Fraction(1, 5),
        "a sixth of": Fraction(1, 6), "an eighth of": Fraction(1, 8),
        "a tenth of": Fraction(1, 10),
    }),
    denominators=count_phrases({
        "half|halves": 2, "third|thirds": 3, "quarter|quarters|fourth|fourths": 4,
        "fifth|fifths": 5, "sixth|sixths": 6, "seventh|sevenths": 7,
        "eighth|eighths": 8, "ninth|ninths": 9, "tenth|tenths": 10,
        "hundredth|hundredths": 100,
    }),
    of=group_phrases("a", "an", "of", "of a", "of an", "-", "the", "of the"),
    ordinals=number_list(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh"
        " twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth"
        " nineteenth twentieth", 1,
    ),
    duals={"fortnight": "duration-week"},
    idioms=group_phrases(
        "no one|at first|first of all|one another|at second hand|most likely"
        "|after all|once more|more likely|less likely|more or less|first lady|each other"
    ),
    multiples=count_phrases({
        "twice|double|doubled|doubles|doubling|twofold": Fraction(2),
        "thrice|triple|tripled|triples|tripling|treble|trebled|trebling": Fraction(3),
        "quadruple|quadrupled|quadruples|quadrupling": Fraction(4),
        "halved|halves|halving": Fraction(1, 2),
    } | {f"{word.split('|')[0]}fold": Fraction(n) for word, n in NUMBERS.items() if n > 2}),
    units=name_phrases({
        "USD": "$|us$|us $|dollar|dollars|us dollar|us dollars", "EUR": "euro|euros|€",
        "GBP": "pound sterling|pounds sterling|sterling|quid",
        "concentr-percent": "%|percent|per cent|pct|pc",
        "percentage-point": "percentage point|percentage points|% points|% point"
                            "|per cent points|pp",
        "basis-point": "basis point|basis points",
        "concentr-permille": "‰|per mille|permille|per mil",
        "national-peso": "peso|pesos", "national-rupee": "rupee|rupees|rs",
        "national-krone": "crown|crowns|krona|kronor|krone|kroner", "TRY": "lira|liras",
        "national-dinar": "dinar|dinars", "national-rial": "rial|rials|riyal|riyals",
        "national-dirham": "dirham|dirhams", "ILS": "shekel|shekels", "RUB": "rouble"
        "|roubles|ruble|rubles|rbl", "JPY": "yen", "CNY": "yuan|renminbi",
        "national-franc": "franc|francs", "ZAR": "rand|rands", "NGN": "naira",
        "KRW": "korean won", "UAH": "hryvnia|hryvnias", "PLN": "zloty|zlotys|złoty",
        "national-cent": "cent|cents|¢", "national-penny": "penny|pence|p",
        "times": "times|x|×|fold",
        "temperature-generic": "degree|degrees|°",
        "temperature-celsius": "°c|celsius|degrees centigrade|degree celsius",
        "temperature-fahrenheit": "°f|fahrenheit|degree fahrenheit",
        "length-kilometer": "kilometre|kilometres|km|kms",
        "length-meter": "metre|metres|m",
        "length-centimeter": "centimetre|centimetres",
        "length-millimeter": "millimetre|millimetres",
        "mass-kilogram": "kilogramme|kilogrammes|kilo|kilos|kgs",
        "mass-tonne": "tonne|tonnes|t", "mass-ton": "ton|tons",
        "mass-pound": "pound|pounds|lb|lbs",
        "volume-liter": "litre|litres|l", "volume-milliliter": "millilitre|millilitres",
        "volume-cubic-meter": "cubic metre|cubic metres|m³|cu m",
        "area-square-meter": "square metre|square metres|m²|sq m",
        "area-square-kilometer": "square kilometre|square kilometres|km²|sq km",
        "speed-kilometer-per-hour": "km/h|kph|kmh|kilometres per hour|kilometres an hour",
        "speed-mile-per-hour": "miles an hour",
        "duration-hour": "hour|hours|hour's|hrs|hr|h", "duration-minute": "minute|minutes|minute's|mins",
        "duration-second": "secs|sec", "duration-day": "day|days|day's",
        "duration-decade": "decade|decades|decade's", "duration-century": "century|centuries|century's",
        "date-noon": "noon|midday", "date-midnight": "midnight",
        "date-1960s": "sixties", "date-1970s": "seventies", "date-1980s": "eighties",
        "date-1990s": "nineties", "XBT": "bitcoin|bitcoins|btc", "XET": "ether|eth",
        "mass-kiloton": "kiloton|kilotons|kilotonnes", "mass-megaton": "megaton|megatons",
        "duration-week": "week|weeks|week's", "duration-month": "month|months|month's",
            "duration-year": "year|years|year's",
            "per-day": "daily", "per-week": "weekly", "per-month": "monthly",
        "per-year": "yearly|annual|annually", "per-hour": "hourly",
        "decibel": "decibel|decibels|db", "sievert": "sievert|sieverts|sv",
        "millisievert": "millisievert|millisieverts|msv", "part-per-million": "ppm",
        "part-per-billion": "ppb", "energy-terawatt-hour": "terawatt-hour|terawatt-hours"
        "|terawatt hours", "energy-gigawatt-hour": "gigawatt-hour|gigawatt-hours"
        "|gigawatt hours", "energy-megawatt-hour": "megawatt-hour|megawatt-hours"
        "|megawatt hours", "energy-kilowatt-hour": "kilowatt hour|kilowatt hours",
    }),
)  # fmt: skip
