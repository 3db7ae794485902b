"""French."""

from fractions import Fraction

from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

SMALL = (
    "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze"
    " quinze seize dix-sept dix-huit dix-neuf"
)


def below_hundred() -> dict[str, int]:
    """Zéro to quatre-vingt-dix-neuf, with the forms of Belgium and Switzerland."""
    small = number_list(SMALL)
    tens = number_list("vingt trente quarante cinquante soixante septante", 20, 10)
    tens |= {"octante": 80, "huitante": 80, "nonante": 90}
    words = small | tens | {"quatre-vingts": 80, "quatre-vingt": 80}
    for name, ten in [*tens.items(), ("quatre-vingt", 80)]:
        most = 20 if ten in {60, 80} else 10
        for word, number in small.items():
            if 0 < number < most:
                words |= {
                    f"{name}-{word}": ten + number,
                    f"{name} {word}": ten + number,
                }
                words |= {
                    f"{name} et {word}": ten + number,
                    f"{name}-et-{word}": ten + number,
                }
    return words


def with_elision(units: dict[str, str]) -> dict[str, str]:
    """Each name also as it stands behind "de": d'euros."""
    return {
        unit: "|".join(
            form for name in names.split("|") for form in (name, f"d'{name}")
        )
        for unit, names in units.items()
    }


UNIT_NOUNS = with_elision({
    "USD": "dollar|dollars|dollars américains|dollar américain", "EUR": "euro|euros",
    "GBP": "livre sterling|livres sterling", "CHF": "franc suisse|francs suisses",
    "national-franc": "franc|francs", "national-krone": "couronne|couronnes", "national-rupee": "roupie|roupies",
    "national-dinar": "dinar|dinars", "national-peso": "peso|pesos", "national-pound": "livre|livres",
    "TRY": "livre turque|livres turques", "national-cent": "centime|centimes|cent", "JPY": "yen|yens", "CNY": "yuan|yuans", "RUB": "rouble|roubles",
    "concentr-percent": "pour cent|pourcent|%",
    "percentage-point": "point de pourcentage|points de pourcentage|points|point",
    "concentr-permille": "pour mille|‰", "times": "fois|x",
    "temperature-generic": "degré|degrés|°", "temperature-celsius": "degrés celsius|degré celsius",
    "temperature-fahrenheit": "degrés fahrenheit",
    "length-kilometer": "kilomètre|kilomètres", "length-meter": "mètre|mètres",
    "length-centimeter": "centimètre|centimètres", "length-millimeter": "millimètre|millimètres",
    "mass-kilogram": "kilogramme|kilogrammes|kilo|kilos", "mass-tonne": "tonne|tonnes",
    "mass-gram": "gramme|grammes", "volume-liter": "litre|litres",
    "area-hectare": "hectare|hectares", "volume-cubic-meter": "mètre cube|mètres cubes|m³",
    "area-square-meter": "mètre carré|mètres carrés|m²",
    "area-square-kilometer": "kilomètre carré|kilomètres carrés|km²",
    "duration-day": "jour|jours", "duration-week": "semaine|semaines", "duration-month": "mois",
    "duration-year": "an|ans|année|années", "duration-hour": "heure|heures|h",
    "duration-minute": "minute|minutes|min", "duration-second": "seconde|secondes",
    "duration-century": "siècle|siècles", "duration-decade": "décennie|décennies",
})  # fmt: skip

TABLES = LanguageTables(
    hedges=group_phrases(
        "pourrait|pourraient", "peut-être", "possiblement|possible",
        "probablement|probable|sans doute|vraisemblablement",
        "prétendument|présumé|présumée|présumés|présumées|selon toute apparence",
        "apparemment|semble|semblent|semblait|semblaient", "serait|seraient",
        "aurait|auraient", "en partie|partiellement",
    ),
    modals=group_phrases(
        "doit|doivent|devait|devaient|devra|devront", "devrait|devraient",
        "peut|peuvent|pouvait|pouvaient|pourra|pourront",
    ),
    negations=group_phrases(
        "pas|jamais|aucun|aucune|sans|ni|rien|personne|nul|nulle|non|guère"
    ),
    negative_prefixes=("in", "im", "il", "ir", "non", "dé"),
    limits=group_phrases(
        "au moins|pas moins de|au minimum", "au plus|jusqu'à|au maximum|pas plus de",
        "plus de|plus d'|au-delà de", "moins de|moins d'",
        "environ|quelque|à peu près|autour de", "près de|presque|pratiquement",
        "seulement|à peine",
    ),
    limits_behind=group_phrases("ou plus|et plus|au moins", "ou moins", "au plus|au maximum"),
    little_words=group_phrases(
        "le|la|les|un|une|des|du|de|et|ou|à|au|aux|en|dans|sur|par|pour|que|qui|est",
        "sont|était|il|elle|ils|elles|ce|cette|se|ne",
    ),
    quantifiers=name_phrases({
        "all": "toujours|entièrement|complètement|tous|tout|toute|toutes|tous les|toutes les|chaque|chacun|chacune"
               "|l'ensemble|totalité|la totalité|entier|entière|intégralité",
        "both": "tous les deux|toutes les deux|tous deux",
            "most": "généralement|la plupart|plupart|la majorité|majorité|l'essentiel|la majeure partie",
        "many": "souvent|fréquemment|beaucoup|de nombreux|de nombreuses|nombreux|nombreuses|nombre de"
                "|un grand nombre",
        "some": "parfois|une partie|partie|certains|certaines|divers|diverses",
        "several": "plusieurs", "a few": "quelques|quelques-uns|quelques-unes|une poignée",
        "few": "rarement|peu|peu de|rares|rare|un petit nombre", "one": "un seul|une seule|seul|seule",
        "more": "plus|davantage", "less": "moins",
        "dozens": "des dizaines|dizaines|des douzaines", "hundreds": "des centaines|centaines",
        "thousands": "des milliers|milliers",
        "tens of thousands": "des dizaines de milliers|dizaines de milliers",
        "hundreds of thousands": "des centaines de milliers|centaines de milliers", "millions": "des millions|millions",
    }),
    numbers=count_phrases(below_hundred()) | count_phrases({
        "une dizaine|dizaine": 10, "une vingtaine|vingtaine": 20,
        "une trentaine|trentaine": 30, "une quarantaine|quarantaine": 40,
        "une cinquantaine|cinquantaine": 50, "une centaine|centaine": 100,
        "une quinzaine|quinzaine": 15, "un millier|millier": 1000,
    }),
    hundreds=phrase_set("cent", "cents"),
    scales=count_phrases({
        "douzaine": 12, "mille|mil": 10**3, "million|millions|mn": 10**6,
        "milliard|milliards|md|mds|mrd": 10**9, "billion|billions": 10**12,
    }),
    joiners=phrase_set("et", "-"),
    minus=phrase_set("moins"),
    and_a_half=group_phrases("et demi", "et demie"),
    fractions=count_phrases({
        "la moitié|moitié|demi|demie|un demi|une demi|une demie|la moitié des"
        "|la moitié de": Fraction(1, 2),
        "un tiers|le tiers|tiers": Fraction(1, 3), "un quart|le quart|quart": Fraction(1, 4),
        "un cinquième": Fraction(1, 5), "un dixième": Fraction(1, 10),
        "un sixième": Fraction(1, 6), "un huitième": Fraction(1, 8),
    }),
    denominators=count_phrases({
        "tiers": 3, "quart|quarts": 4, "cinquièmes": 5, "sixièmes": 6, "septièmes": 7,
        "huitièmes": 8, "neuvièmes": 9, "dixièmes": 10,
    }),
    of=group_phrases("de", "des", "du", "-", "d'un", "d'une"),
    ordinals=number_list(
        "premier|première|premiers|premières deuxième|deuxièmes|second|seconde|seconds"
        " troisième quatrième cinquième sixième septième huitième neuvième dixième"
        " onzième douzième", 1,
    ),
    multiples=count_phrases({
        "doublé|doublée|doublés|double|doubler|doublait|doublant": Fraction(2),
        "triplé|triplée|triple|tripler|triplait": Fraction(3),
        "quadruplé|quadruple|quadrupler": Fraction(4), "décuplé|décuple": Fraction(10),
    }),
    units=name_phrases(UNIT_NOUNS),
)  # fmt: skip
