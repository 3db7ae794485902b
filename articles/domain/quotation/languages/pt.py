"""Portuguese, of Brazil and of Portugal."""

from fractions import Fraction

from articles.domain.quotation.languages.spelled_numbers import (
    NumberWords,
    number_reader,
    number_words,
)
from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

ADDENDS = number_words(
    {
        0: "zero",
        1: "um uma",
        2: "dois duas",
        3: "três",
        4: "quatro",
        5: "cinco",
        6: "seis",
        7: "sete",
        8: "oito",
        9: "nove",
        10: "dez",
        11: "onze",
        12: "doze",
        13: "treze",
        14: "catorze quatorze",
        15: "quinze",
        16: "dezesseis dezasseis",
        17: "dezessete dezassete",
        18: "dezoito",
        19: "dezenove dezanove",
        20: "vinte",
        30: "trinta",
        40: "quarenta",
        50: "cinquenta cinqüenta",
        60: "sessenta",
        70: "setenta",
        80: "oitenta",
        90: "noventa",
        100: "cem cento",
        200: "duzentos duzentas",
        300: "trezentos trezentas",
        400: "quatrocentos quatrocentas",
        500: "quinhentos quinhentas",
        600: "seiscentos seiscentas",
        700: "setecentos setecentas",
        800: "oitocentos oitocentas",
        900: "novecentos novecentas",
        Fraction(1, 2): "metade meio meia",
    }
)
NUMBERS = NumberWords(
    addends=ADDENDS,
    multipliers={
        "mil": 10**3,
        **dict.fromkeys(["milhão", "milhões", "mi"], 10**6),
        **dict.fromkeys(["bilhão", "bilhões", "bi"], 10**9),
        **dict.fromkeys(["trilhão", "trilhões", "tri"], 10**12),
        **dict.fromkeys(["bilião", "biliões"], 10**12),
        "dúzia": 12, "dúzias": 12,
    },
    bare=frozenset({"mil"}),
    denominators={
        "terço": 3, "terços": 3, "quarto": 4, "quartos": 4, "quinto": 5, "quintos": 5,
        "sexto": 6, "sextos": 6, "sétimo": 7, "sétimos": 7, "oitavo": 8, "oitavos": 8,
        "nono": 9, "nonos": 9, "décimo": 10, "décimos": 10, "centésimo": 100,
        "centésimos": 100,
    },
    halves=frozenset({"e meio", "e meia"}),
    joiners=frozenset({"e"}),
    # O meio ambiente is no half of it.
    alone_no_number=frozenset({"meio", "meia"}),
)  # fmt: skip

TABLES = LanguageTables(
    hedges=group_phrases(
        "poderia|poderiam", "talvez|quiçá", "possivelmente|possível|é possível",
        "provavelmente|provável|prováveis", "supostamente|suposto|suposta|supostos"
        "|supostas|alegadamente|alegado|alegada|presumivelmente|presumível",
        "aparentemente|ao que parece|parece|parecem|parecia", "teria|teriam",
        "em parte|parcialmente", "segundo consta|diz-se", "suspeita-se|suspeita de",
        "potencialmente|potencial", "sugere|sugerem", "estima-se",
    ),
    modals=group_phrases(
        "deve|devem|devia|deviam|tem de|têm de|tem que|têm que|terá de|terão de|tinha de"
        "|precisa|precisam|é obrigado a|são obrigados a",
        "deveria|deveriam", "pode|podem|podia|podiam|pôde|puderam|poderá|poderão"
        "|consegue|conseguem",
    ),
    negations=group_phrases(
        "não|nunca|jamais|nenhum|nenhuma|nenhuns|nenhumas|sem|nem|ninguém|nada|tampouco"
        "|sequer",
        "não só|não apenas|não somente",
    ),
    negative_prefixes=("in", "im", "ir", "des", "il"),
    idioms=group_phrases(
        "não só", "não apenas", "não somente", "sem dúvida", "sem-abrigo", "sem-teto",
        "por um lado", "por outro lado", "um ao outro", "cada um",
        "cada uma", "meio ambiente", "meio-dia", "meia-noite",
        "por meio de", "a meio", "segunda-feira", "terça-feira", "quarta-feira",
        "quinta-feira", "sexta-feira", "primeiro-ministro", "primeira-ministra",
        "em primeiro lugar", "todo o mundo",
    ),
    limits=group_phrases(
        "pelo menos|ao menos|no mínimo|não menos de|não menos que",
        "no máximo|até|quando muito|não mais de|não mais do que|não mais que",
        "mais de|mais do que|acima de|superior a|superiores a",
        "menos de|menos do que|abaixo de|inferior a|inferiores a",
        "cerca de|aproximadamente|por volta de|em torno de|à volta de|uns|umas|perto de"
        "|quase|mais ou menos", "apenas|só|somente|unicamente",
    ),
    little_words=group_phrases(
        "o|a|os|as|um|uma|de|do|da|dos|das|e|em|no|na|nos|nas|num|numa|por|pelo|pela"
        "|pelos|pelas|para|com|que|se|ao|à|aos|às|é|são|foi|foram|era|eram|ser|está"
        "|estão|estava|estavam|ele|ela|eles|elas|seu|sua|seus|suas|lhe|lhes|isso|isto"
        "|este|esta|esse|essa|estes|estas|como|mas|ou|quem|qual|já|também|há|ter|tem"
        "|têm|tinha|tinham|eu|nós|nosso|nossa|vos"
    ),
    quantifiers=name_phrases({
        "all": "todo|toda|todos|todas|cada|a totalidade|inteiro|inteira|por completo"
               "|totalmente|tudo",
        "most": "a maioria|maioria|a maior parte|maior parte|maioritariamente"
                "|majoritariamente",
        "many": "muito|muita|muitos|muitas|numeroso|numerosos|numerosas|inúmeros"
                "|inúmeras|grande número",
        "some": "algum|alguma|alguns|algumas|certos|certas|uma parte|alguém|algo",
        "several": "vários|várias|diversos|diversas",
        "a few": "um punhado|punhado|um par",
        "few": "pouco|pouca|poucos|poucas|raramente|raro|raros|a minoria|minoria",
        "one": "único|única|um só|uma só", "more": "mais", "less": "menos",
        "dozens": "dezenas|dúzias", "hundreds": "centenas|centenares",
        "thousands": "milhares", "tens of thousands": "dezenas de milhares",
        "hundreds of thousands": "centenas de milhares",
        "millions": "milhões", "billions": "bilhões|biliões",
    }),
    read_number=number_reader(NUMBERS),
    minus=phrase_set("menos"),
    ordinals=number_list(
        "primeiro|primeira|primeiros|primeiras segunda|segundos|segundas"
        " terceiro|terceira|terceiros|terceiras - quinto|quintos sexto sétima|sétimo oitava|oitavo"
        " nona|nono décima|décimo", 1,
    ),
    ordinal_endings=group_phrases("º", "ª"),
    and_a_half=group_phrases("e meio|e meia"),
    of=group_phrases("de", "do", "da", "dos", "das"),
    multiples=count_phrases({
        "o dobro|dobro|dobrou|dobraram|duplicou|duplicaram|duas vezes": Fraction(2),
        "o triplo|triplo|triplicou|triplicaram|três vezes": Fraction(3),
        "quadruplicou|quadruplicaram|o quádruplo|quatro vezes": Fraction(4),
    }),
    units=name_phrases({
        "concentr-percent": "%|por cento|porcento",
        "percentage-point": "ponto percentual|pontos percentuais|p.p.|p. p.|pp|pontos",
        "concentr-permille": "por mil", "times": "vez|vezes",
        "BRL": "real|reais|r$|R$|R $", "USD": "dólar|dólares|us$|US$", "EUR": "euro|euros",
        "AOA": "kwanza|kwanzas", "MZN": "metical|meticais", "GBP": "libra|libras",
        "length-kilometer": "quilômetro|quilômetros|quilómetro|quilómetros|km",
        "length-meter": "metro|metros|m", "length-centimeter": "centímetro|centímetros",
        "mass-kilogram": "quilo|quilos|quilograma|quilogramas",
        "mass-tonne": "tonelada|toneladas|t", "volume-liter": "litro|litros",
        "volume-cubic-meter": "metro cúbico|metros cúbicos|m³",
        "area-hectare": "hectare|hectares|ha",
        "area-square-meter": "metro quadrado|metros quadrados",
        "area-square-kilometer": "quilômetro quadrado|quilômetros quadrados"
                                 "|quilómetro quadrado|quilómetros quadrados",
        "temperature-generic": "grau|graus", "temperature-celsius": "graus celsius",
        "duration-hour": "hora|horas|h", "duration-minute": "minuto|minutos",
        "duration-day": "dia|dias", "duration-week": "semana|semanas",
        "duration-month": "mês|meses", "duration-year": "ano|anos",
    }),
)  # fmt: skip
