"""Turkish."""

import re
from fractions import Fraction

from articles.domain.quotation.languages.spelled_numbers import (
    NumberWords,
    each_form,
    each_word,
    number_reader,
)
from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

ONES = {
    "bir": 1, "iki": 2, "üç": 3, "dört": 4, "beş": 5, "altı": 6, "yedi": 7, "sekiz": 8,
    "dokuz": 9,
}  # fmt: skip
TENS = {
    "on": 10, "yirmi": 20, "otuz": 30, "kırk": 40, "elli": 50, "altmış": 60,
    "yetmiş": 70, "seksen": 80, "doksan": 90,
}  # fmt: skip
# “Of three”: two of three are two thirds.
PARTED = {
    "ikide": 2, "üçte": 3, "dörtte": 4, "beşte": 5, "altıda": 6, "yedide": 7,
    "sekizde": 8, "dokuzda": 9, "onda": 10,
}  # fmt: skip
SCALES = {
    "yüz": 100, "bin": 10**3, "milyon": 10**6, "mn": 10**6, "milyar": 10**9,
    "mlr": 10**9, "trilyon": 10**12, "düzine": 12,
}  # fmt: skip
OF_THEM = ("", "ı", "i", "u", "ü", "sı", "si")
CASES = ("", *each_word("nı ni nu nü na ne nda nde ndan nden nın nin nun nün"))
BARE_CASES = each_word("a e ya ye da de ta te dan den tan ten yı yi lık lik luk lük")
ENDINGS = (*(of + case for of in OF_THEM for case in CASES if of), *BARE_CASES)
# Not those whose forms are words: onu (him), biri (somebody), altında (below).
DECLINED = {"dörd": 4} | {
    word: number
    for word, number in (ONES | TENS).items()
    if word not in {"bir", "altı", "on"}
}
FRACTIONS = count_phrases(
    {
        f"{whole} {part}{ending}": Fraction(number, parts)
        for whole, parts in PARTED.items()
        for part, number in (ONES | {"dörd": 4}).items()
        for ending in ("", *ENDINGS)
        if number < parts
    }
    | {"yarım": Fraction(1, 2), "çeyrek": Fraction(1, 4)}
    | dict.fromkeys(("yarısı" + case for case in CASES), Fraction(1, 2))
)
NUMBERS = NumberWords(
    addends={
        **count_phrases(
            each_form(DECLINED, ENDINGS)
            | ONES
            | TENS
            | {"sıfır": 0}
            | {f"on {word}": 10 + number for word, number in ONES.items()}
        ),
        **FRACTIONS,
    },
    multipliers=count_phrases(
        SCALES
        | each_form({"milyon": 10**6, "milyar": 10**9, "trilyon": 10**12}, ENDINGS)
    ),
    bare=phrase_set("yüz", "bin"),
    halves=phrase_set("buçuk", "buçuğu", "buçuğa", "buçuktan"),
    compound_parts=phrase_set(*ONES, *TENS, *SCALES) - {"mn", "mlr"},
)

# The endings of a verb that is denied: gelmedi, gelmiyor, gelmeyecek, gelmez, gelmemiş,
# gelmeyen, gelmemesi, gelmeden. The noun in -me (gelmesi, çalışmaya) denies nothing.
DENIED = re.compile(
    r"(?P<stem>\w{2,}?)(?:"
    r"m[iuü]yor\w*"
    r"|(?:ma|me)(?:di(?:m|n|k|lar|ler|niz|ysa|yse|k[çc]a|k[çc]e|ğ\w+)?"
    r"|miş\w*|mali\w*|meli\w*|mak\w*|mek\w*|ma(?:si\w*|yi|ya)?"
    r"|me(?:si\w*|yi|ye)?|yaca[kğ]\w*|yece[kğ]\w*|yan\w*|yen\w*|yarak|yerek|yip"
    r"|yinca|yince|yiz|sin|sinlar|sinler|den|dan|ksizin)"
    r"|(?:maz|mez)(?:lar|ler|sa|se|di|ken|lik\w*|liğ\w*)?"
    r")"
)
# Words that only look like it.
NOT_DENIED = phrase_set(
    *each_word(
        "namaz ramazan yılmaz korkmaz sönmez dönmez durmaz gömüyor yumuyor firmadan sinemadan"
        " temadan açıklamadan anlaşmadan çalışmadan uygulamadan aşamadan görüşmeden"
    )
)


def affirmative_form(word: str) -> str | None:
    """The stem of a denied verb: uyarma-dı denies uyar-. None for other words."""
    found = DENIED.fullmatch(word)
    return found["stem"] if found and word not in NOT_DENIED else None


MUST, CAN = "zorunda", "mümkündür"  # the groups of modals that these words begin
OBLIGED = re.compile(r"\w{2,}(?:mali|meli)(?:yim|sin|yiz|siniz|lar|ler|dir|ydi\w*)?")
ALLOWED = re.compile(r"\w{2,}[ae]bil\w+")
NOT_OBLIGED = frozenset(each_word("temeli normali ihmali memeli ameli"))


def modal_form(word: str) -> str | None:
    """What a form of a verb says of it: yapmalı (must do), yapabilir (can do)."""
    if word not in NOT_OBLIGED and OBLIGED.fullmatch(word):
        return MUST
    return CAN if ALLOWED.fullmatch(word) else None


TABLES = LanguageTables(
    hedges=group_phrases(
        "belki", "muhtemelen|büyük olasılıkla|büyük ihtimalle|olasılıkla|muhtemel|olası",
        "olabilir|olabileceği|olabileceğini", "iddiaya göre|sözde|iddia edilen"
        "|öne sürülen|güya", "görünüşe göre|anlaşılan|galiba|sanırım|görünüyor",
        "tahminen|tahmini", "kısmen", "mümkün", "şüpheli|şüphelenilen", "sanki",
    ),
    modals=group_phrases(
        "zorunda|zorunlu|mecbur|gerek|gerekiyor|gerekir|gerekli|şart|lazım|gerekmektedir",
        "mümkündür",
    ),
    negations=group_phrases(
        "değil|değildi|değildir|değiller|yok|yoktu|yoktur|hayır|hiç|hiçbir|hiçbiri"
        "|hiç kimse|asla|olmaksızın|olmadan|ne ne de"
    ),
    affirmative_form=affirmative_form,
    modal_form=modal_form,
    idioms=group_phrases(
        "değil mi", "bir yandan", "bir kez daha", "bir süre", "bir an önce", "bir araya",
        "bir arada", "bir şekilde", "bir an", "birlikte", "bir de", "bir daha",
        "yok etti", "yok edildi",
    ),
    limits=group_phrases(
        "en az|en azından|asgari|minimum", "en fazla|en çok|azami|maksimum",
        "yaklaşık|aşağı yukarı|takriben", "neredeyse|hemen hemen",
        "yalnızca|sadece|yalnız|ancak",
    ),
    limits_behind=group_phrases(
        "fazla|aşkın|üzerinde|üstünde|çok|fazlası|üzerine", "az|altında|azı|altına",
        "civarında|kadar|dolayında",
    ),
    little_words=group_phrases(
        "ve|ile|bir|bu|şu|o|da|de|ki|için|gibi|ise|ama|fakat|ya|veya|mı|mi|mu|mü|olan"
        "|olarak|oldu|olduğu|olduğunu|dedi|diye|göre|kadar|sonra|önce|en|çok|daha|biz"
        "|ben|sen|siz|onlar|bizim|onun|kendi"
    ),
    quantifiers=name_phrases({
        "all": "tüm|bütün|hepsi|her|tamamı|tamamını|tamamının|herkes|tamamen",
        "most": "çoğu|çoğunu|çoğunluğu|büyük bölümü|büyük kısmı|büyük çoğunluğu"
                "|çoğunlukla",
        "many": "birçok|pek çok|çok sayıda|birçoğu|sayısız|bir hayli",
        "some": "bazı|bazıları|bazısı|kimi|bir kısmı|bir bölümü|kısmı|birileri|biri",
        "several": "birkaç|çeşitli|muhtelif", "a few": "bir iki|bir avuç|birkaçı",
        "few": "az sayıda|az|çok az|nadiren|azınlık|pek az", "one": "tek|yalnız bir|tek bir",
        "dozens": "onlarca|düzinelerce", "hundreds": "yüzlerce", "thousands": "binlerce",
        "tens of thousands": "on binlerce", "hundreds of thousands": "yüz binlerce",
        "millions": "milyonlarca", "billions": "milyarlarca",
    }),
    read_number=number_reader(NUMBERS),
    minus=phrase_set("eksi"),
    # %30'unu, 300'den
    figure_endings=group_phrases(
        *(f"'{ending}" for ending in (*ENDINGS, "er", "ar", "şer", "şar"))
    ),
    ordinal_endings=group_phrases(
        *(f"'{ending}" for ending in each_word("inci ıncı uncu üncü nci ncı ncu ncü"))
    ),
    ordinals=number_list(
        "birinci|ilk ikinci üçüncü dördüncü beşinci altıncı yedinci sekizinci dokuzuncu"
        " onuncu", 1,
    ),
    multiples=count_phrases({
        "iki kat|iki katı|iki katına|iki katından|ikiye katlandı|iki misli": Fraction(2),
        "üç kat|üç katı|üç katına|üçe katlandı": Fraction(3),
        "dört kat|dört katı|dört katına": Fraction(4),
        "yarı yarıya": Fraction(1, 2),
    }),
    units=name_phrases({
        "concentr-percent": "%|yüzde", "percentage-point": "puan|puanlık|yüzde puan"
        "|yüzdelik puan", "concentr-permille": "binde|‰", "times": "kat|katı|kez|kere",
        "basis-point": "baz puan",
        "TRY": "lira|liraya|liralık|lirası|lirayı|liradan|tl|türk lirası|₺",
        "USD": "dolar|dolara|dolarlık|doları|dolardan|abd doları",
        "EUR": "euro|euroya|euroluk|avro|avroya|avroluk|eurodan|avrodan",
        "length-kilometer": "kilometre|kilometreye|kilometrelik|kilometreden|km",
        "length-meter": "metre|metreye|metrelik|metreden|metreyi|m",
        "length-centimeter": "santimetre|santim|cm",
        "mass-kilogram": "kilogram|kilo|kg|kiloluk", "mass-gram": "gram|gr",
        "mass-tonne": "ton|tona|tonluk|tondan",
        "volume-liter": "litre|litrelik|litreye|litreden",
        "volume-cubic-meter": "metreküp|metreküplük|m³",
        "area-hectare": "hektar|hektarlık", "area-square-meter": "metrekare|m²",
        "area-square-kilometer": "kilometrekare", "temperature-generic": "derece|derecelik"
        "|dereceye", "duration-hour": "saat|saatte|saatlik|saati|saatten|sa",
        "duration-minute": "dakika|dakikada|dakikalık|dk",
        "duration-day": "gün|günde|günlük|günü|günden",
        "duration-week": "hafta|haftada|haftalık", "duration-month": "ay|ayda|aylık|aydan",
        "duration-year": "yıl|yılda|yıllık|yıldan|sene|senede|senelik",
    }),
)  # fmt: skip
