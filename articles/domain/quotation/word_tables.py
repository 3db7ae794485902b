"""Words that weaken a statement, oblige, allow or deny: a table for each language.

Each entry is a phrase as it is compared: lower case, plain quotation marks, Arabic
without vowel signs. A team that writes in another language adds a line here.
"""

from articles.domain.text.language_tags import primary_language

PhraseTable = dict[str, str]


def group_phrases(*groups: str) -> PhraseTable:
    """Each phrase with what it stands for: the first of its group."""
    table = {}
    for group in groups:
        names = [name.strip() for name in group.split("|")]
        table.update(dict.fromkeys(names, names[0]))
    return table


# What makes a statement less than certain. Those of one group say the same.
HEDGES = {
    "en": group_phrases(
        "may|might", "could", "perhaps|maybe", "possibly|possible",
        "probably|likely|probable|unlikely|improbable", "allegedly|alleged|purportedly|purported",
        "reportedly|is said to|are said to|was said to|were said to",
        "apparently|seemingly|appears to|appear to|appeared to|seems to|seem to"
        "|seemed to",
        "presumably|supposedly", "suspected|believed to|thought to|presumed to",
        "potentially|potential", "partly|in part|partially", "suggests|suggest",
    ),
    "de": group_phrases(
        "könnte|könnten", "vielleicht", "möglicherweise|womöglich", "wahrscheinlich",
        "angeblich|mutmaßlich|mutmaßliche|mutmaßlichen", "offenbar|anscheinend",
        "vermutlich|wohl", "dürfte|dürften", "teilweise|zum teil",
    ),
    "fr": group_phrases(
        "pourrait|pourraient", "peut - être", "possiblement", "probablement",
        "prétendument|présumé|présumée", "apparemment|semble", "serait|seraient",
        "en partie",
    ),
    "es": group_phrases(
        "podría|podrían", "quizás|quizá|tal vez", "posiblemente", "probablemente",
        "presuntamente|presunto|presunta|supuestamente", "al parecer|parece",
        "en parte",
    ),
    "ar": group_phrases(
        "ربما", "يحتمل|من المحتمل|محتمل", "على الارجح|الارجح|يرجح", "يبدو",
        "يزعم|زعم|المزعوم|المزعومه|مزعوم", "يعتقد", "جزييا",
    ),
}  # fmt: skip

# What somebody must, should or can do. Reported speech turns will into would and can
# into could, so these are of one group.
MODALS = {
    "en": group_phrases(
        "must|has to|have to|had to|needs to|need to", "should|ought to", "shall",
        "can|could", "may|might", "will|would",
    ),
    "de": group_phrases("muss|müssen|musste|mussten", "soll|sollen|sollte|sollten",
                  "kann|können|konnte|konnten", "darf|dürfen", "wird|werden|würde"),
    "fr": group_phrases("doit|doivent|devait", "devrait|devraient", "peut|peuvent|pouvait"),
    "es": group_phrases("debe|deben|debía", "debería|deberían", "puede|pueden|podía"),
    "ar": group_phrases("يجب|لا بد", "ينبغي", "يمكن"),
}  # fmt: skip
# Plain future and its reported form come and go with the tense around them.
TENSE_MODALS = frozenset({"will", "wird"})

NEGATIONS = {
    "en": group_phrases("not|no|never|none|nobody|nothing|neither|nor|without|no one"),
    "de": group_phrases(
        "nicht|kein|keine|keinen|keiner|keinem|keines|nie|niemals|niemand|ohne|weder"
    ),
    "fr": group_phrases("pas|jamais|aucun|aucune|sans|ni|rien|personne"),
    "es": group_phrases("no|nunca|jamás|ningún|ninguno|ninguna|sin|ni|nadie"),
    "ar": group_phrases("لا|لم|لن|ليس|ليست|ليسوا|دون|بدون|من دون"),
}

# What sets bounds to the number that follows; before anything else these are no limits.
NUMBER_LIMITS = {
    "en": group_phrases(
        "at least|not less than|no less than|no fewer than|not fewer than|a minimum of",
        "at most|up to|not more than|no more than|a maximum of|as many as",
        "more than|over|above|exceeding", "less than|fewer than|under|below",
        "only|just|a mere",
        "about|around|approximately|roughly|some|nearly|almost|close to|an estimated",
    ),
    "de": group_phrases("mindestens", "höchstens|bis zu", "mehr als|über", "weniger als|unter",
                  "etwa|rund|ungefähr|fast|circa|ca"),
    "fr": group_phrases("au moins", "au plus|jusqu'à", "plus de", "moins de",
                  "environ|près de|presque|quelque"),
    "es": group_phrases("al menos|por lo menos", "hasta|como máximo", "más de", "menos de",
                  "unos|unas|cerca de|casi|aproximadamente"),
    "ar": group_phrases("علي الاقل|على الاقل|ما لا يقل عن", "ما يصل الي|حتي", "اكثر من",
                  "اقل من", "نحو|حوالي|قرابه|زهاء"),
}  # fmt: skip

# Before these stand limits too: almost all, more than half.
WHOLE_OR_HALF = frozenset({"all", "every", "half", "alle", "hälfte", "tous", "todos"})

# Words that carry little by themselves: they neither show that two wordings have
# something in common nor that they differ.
FUNCTION_WORDS = {
    "en": group_phrases(
        "a|an|the|of|to|in|on|at|by|for|from|with|as|and|or|but|that|which|who|whom",
        "whose|it|its|this|these|those|is|are|was|were|be|been|being|has|have|had|do",
        "does|did|he|she|they|them|his|her|their|we|our|us|i|you|your|there|then|than",
        "so|if|into",
    ),
    "de": group_phrases(
        "der|die|das|den|dem|des|ein|eine|einen|einem|einer|und|oder|zu|im|in|am|an",
        "auf|von|vom|mit|für|ist|sind|war|waren|dass|sich|es|er|sie|wir|als|auch",
    ),
    "fr": group_phrases(
        "le|la|les|un|une|des|du|de|et|ou|à|au|aux|en|dans|sur|par|pour|que|qui|est",
        "sont|était|il|elle|ils|elles|ce|cette|se",
    ),
    "es": group_phrases(
        "el|la|los|las|un|una|uno|y|o|de|del|a|al|en|con|por|para|que|es|son|era|se",
        "su|sus|lo",
    ),
    "ar": group_phrases(
        "في|من|علي|الي|عن|مع|و|او|ان|التي|الذي|الذين|هذا|هذه|ذلك|كان|كانت|هو|هي|ثم|قد|ما",
    ),
}

# One thing, several spellings.
CANONICAL_SPELLINGS = {
    **dict.fromkeys(["percent", "per cent", "٪", "prozent", "pct"], "%"),
    **dict.fromkeys(["في الميه", "بالميه", "في الماءه", "بالماءه"], "%"),
    **dict.fromkeys(["kilometre", "kilometres", "kilometer", "kilometers"], "km"),
    **dict.fromkeys(["metre", "metres", "meter", "meters"], "m"),
    **dict.fromkeys(["centimetre", "centimetres", "centimeter", "centimeters"], "cm"),
    **dict.fromkeys(["kilogram", "kilograms", "kilogramme", "kilogrammes"], "kg"),
    **dict.fromkeys(["milligram", "milligrams"], "mg"),
    **dict.fromkeys(["litre", "litres", "liter", "liters"], "l"),
    **dict.fromkeys(["us$", "usd", "dollar", "dollars"], "$"),
    **dict.fromkeys(["euro", "euros", "eur"], "€"),
}


# What is measured in one can be told in another, with another number.
UNITS = frozenset(
    group_phrases(
        "second|seconds|minute|minutes|hour|hours|day|days|week|weeks|month|months|year",
        "years|km|m|cm|mm|mile|miles|yard|yards|foot|feet|ft|inch|inches|kg|g|mg|gram",
        "grams|ton|tons|tonne|tonnes|pound|pounds|ounces|l|ml|gallon|gallons|hectare",
        "hectares|acre|acres|celsius|fahrenheit|%|percentage|tag|tage|tagen|woche|wochen",
        "monate|monaten|jahre|jahren|stunden|minuten|jours|semaines|mois|ans|heures",
        "dias|semanas|meses|anos|horas",
    )
)
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth",
)  # fmt: skip
# "First" is no number by itself: at first. It is the same word as "1st".
CANONICAL_SPELLINGS |= {word: f"#{number}." for number, word in enumerate(ORDINALS, 1)}


def language_phrases(table: dict[str, PhraseTable], language: str) -> PhraseTable:
    """The phrases of a language; where it is not known, those of English."""
    return table.get(primary_language(language) or "en", {})
