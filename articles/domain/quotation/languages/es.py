"""Spanish."""

from fractions import Fraction

from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

SMALL = (
    "cero un|uno|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece"
    " catorce quince dieciséis diecisiete dieciocho diecinueve veinte"
    " veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro veinticinco"
    " veintiséis veintisiete veintiocho veintinueve"
)
HUNDREDS = (
    "cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas"
    " quinientos|quinientas seiscientos|seiscientas setecientos|setecientas"
    " ochocientos|ochocientas novecientos|novecientas"
)

TABLES = LanguageTables(
    hedges=group_phrases(
        "podría|podrían", "quizás|quizá|tal vez|acaso", "posiblemente|posible",
        "probablemente|probable",
        "presuntamente|presunto|presunta|presuntos|presuntas|supuestamente|supuesto"
        "|supuesta",
        "al parecer|parece|parecen|parecía|aparentemente", "en parte|parcialmente",
        "sería|serían", "habría|habrían", "puede que",
    ),
    modals=group_phrases(
        "debe|deben|debía|debían|tiene que|tienen que|tenía que|deberá|deberán",
        "debería|deberían", "puede|pueden|podía|podían|podrá|podrán",
    ),
    negations=group_phrases(
        "no|nunca|jamás|ningún|ninguno|ninguna|sin|ni|nadie|nada|tampoco|apenas"
    ),
    negative_prefixes=("in", "im", "ir", "des"),
    limits=group_phrases(
        "al menos|por lo menos|como mínimo|no menos de", "hasta|como máximo|no más de",
        "más de|por encima de", "menos de|por debajo de",
        "unos|unas|cerca de|aproximadamente|alrededor de|en torno a", "casi",
        "solo|sólo|solamente|apenas",
    ),
    limits_behind=group_phrases("o más|y más|al menos|por lo menos|como mínimo", "o menos", "como máximo"),
    little_words=group_phrases(
        "el|la|los|las|un|una|uno|y|o|de|del|a|al|en|con|por|para|que|es|son|era|se",
        "su|sus|lo",
    ),
    quantifiers=name_phrases({
        "all": "siempre|completamente|totalmente|todos|todas|todo|toda|todos los|todas las|cada|cada uno|cada una|entero"
               "|entera|la totalidad|totalidad",
        "both": "ambos|ambas",
        "most": "generalmente|la mayoría|mayoría|la mayor parte|mayor parte",
        "many": "a menudo|frecuentemente|muchos|muchas|mucho|mucha|numerosos|numerosas|un gran número",
        "some": "a veces|una parte|parte|algunos|algunas|algún|alguna|ciertos|ciertas",
        "several": "varios|varias|diversos|diversas",
        "a few": "unos pocos|unas pocas|unos cuantos|unas cuantas|un puñado|puñado|un par|par",
        "few": "rara vez|pocos|pocas|poco|poca|escasos|escasas|raros",
        "one": "un solo|una sola|único|única", "more": "más", "less": "menos",
        "dozens": "decenas|docenas", "hundreds": "cientos|centenares", "thousands": "miles|millares",
        "millions": "millones", "tens of thousands": "decenas de miles", "hundreds of thousands": "cientos de miles"
        "|centenares de miles",
    }),
    numbers=number_list(SMALL)
    | number_list("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
    | number_list(HUNDREDS, 100, 100)
    | count_phrases({"una decena|decena": 10, "una veintena|veintena": 20,
                     "un centenar|centenar": 100, "un millar|millar": 1000}),
    scales=count_phrases({
        "docena": 12, "mil": 10**3, "millón|millones|mill": 10**6,
        "mil millones|millardo|millardos": 10**9, "billón|billones": 10**12,
    }),
    joiners=phrase_set("y"),
    minus=phrase_set("menos"),
    and_a_half=group_phrases("y medio", "y media"),
    fractions=count_phrases({
        "la mitad|mitad|medio|media|la mitad de": Fraction(1, 2),
        "un tercio|una tercera parte|la tercera parte|tercio": Fraction(1, 3),
        "un cuarto|una cuarta parte|la cuarta parte": Fraction(1, 4),
        "un quinto|una quinta parte|la quinta parte": Fraction(1, 5),
        "un décimo|una décima parte|la décima parte": Fraction(1, 10),
        "un sexto": Fraction(1, 6), "un octavo": Fraction(1, 8),
    }),
    denominators=count_phrases({
        "tercios|terceras partes": 3, "cuartos|cuartas partes": 4,
        "quintos|quintas partes": 5, "sextos": 6, "séptimos": 7, "octavos": 8,
        "novenos": 9, "décimos|décimas partes": 10,
    }),
    of=group_phrases("de", "de un", "de una", "del", "de los", "de las"),
    ordinals=number_list(
        "primer|primero|primera|primeros|primeras segundo|segunda|segundos|segundas"
        " tercer|tercero|tercera cuarto|cuarta quinto|quinta sexto|sexta séptimo|séptima"
        " octavo|octava noveno|novena décimo|décima", 1,
    ),
    multiples=count_phrases({
        "doble|duplicó|duplicado|duplicada|duplica|duplicar|duplicaron": Fraction(2),
        "triple|triplicó|triplicado|triplica|triplicar": Fraction(3),
        "cuádruple|cuadruplicó|cuadruplicado": Fraction(4),
    }),
    units=name_phrases({
        "USD": "dólar|dólares|dólares estadounidenses", "EUR": "euro|euros",
        "GBP": "libra esterlina|libras esterlinas", "national-franc": "franco|francos", "national-krone": "corona|coronas", "national-rupee": "rupia|rupias",
        "national-dinar": "dinar|dinares", "national-pound": "libra|libras", "national-cent": "céntimo|céntimos|centavo|centavos",
        "per-day": "diario|diaria|diarios", "per-week": "semanal|semanalmente", "per-month": "mensual|mensualmente",
        "per-year": "anual|anualmente", "JPY": "yen|yenes",
        "CNY": "yuan|yuanes", "RUB": "rublo|rublos", "ARS": "peso argentino|pesos argentinos",
        "MXN": "peso mexicano|pesos mexicanos", "national-peso": "peso|pesos",
        "concentr-percent": "por ciento|porciento|%", "percentage-point":
        "punto porcentual|puntos porcentuales|puntos|punto",
        "concentr-permille": "por mil|‰", "times": "veces|x",
        "temperature-generic": "grado|grados|°", "temperature-celsius":
        "grados celsius|grado celsius|grados centígrados",
        "temperature-fahrenheit": "grados fahrenheit",
        "length-kilometer": "kilómetro|kilómetros", "length-meter": "metro|metros",
        "length-centimeter": "centímetro|centímetros", "length-mile": "milla|millas",
        "length-millimeter": "milímetro|milímetros",
        "mass-kilogram": "kilogramo|kilogramos|kilo|kilos", "mass-gram": "gramo|gramos",
        "mass-tonne": "tonelada|toneladas", "volume-liter": "litro|litros",
        "area-hectare": "hectárea|hectáreas",
        "volume-cubic-meter": "metro cúbico|metros cúbicos|m³",
        "area-square-meter": "metro cuadrado|metros cuadrados|m²",
        "area-square-kilometer": "kilómetro cuadrado|kilómetros cuadrados|km²",
        "duration-day": "día|días", "duration-week": "semana|semanas",
        "duration-month": "mes|meses", "duration-year": "año|años",
        "duration-hour": "hora|horas", "duration-minute": "minuto|minutos",
        "duration-second": "segundo|segundos", "duration-century": "siglo|siglos",
        "duration-decade": "década|décadas",
    }),
)  # fmt: skip
