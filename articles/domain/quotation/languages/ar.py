"""Arabic; vowel signs and the spellings of hamza make no difference."""

from fractions import Fraction

from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

ONES = (
    "واحد|واحدة اثنان|اثنين|اثنتان|اثنتين ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع"
    " ثمانية|ثماني|ثمان تسعة|تسع"
)
TENS = (
    "عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين"
    " ثمانون|ثمانين تسعون|تسعين"
)
HUNDREDS = (
    "مئة|مائة|مية مئتان|مئتين|مائتان|مائتين ثلاثمئة|ثلاثمائة أربعمئة|أربعمائة"
    " خمسمئة|خمسمائة ستمئة|ستمائة سبعمئة|سبعمائة ثمانمئة|ثمانمائة|ثمانيمائة"
    " تسعمئة|تسعمائة"
)


def below_thousand() -> dict[str, int]:
    """One to nine hundred; the ones stand before the tens: خمسة وعشرون."""
    ones, tens = number_list(ONES, 1), number_list(TENS, 20, 10)
    words = ones | tens | {"عشره": 10, "عشر": 10} | number_list(HUNDREDS, 100, 100)
    for one, number in ones.items():
        words |= {f"{one} و{ten}": number + low for ten, low in tens.items()}
        if number > 2:
            words |= {f"{one} عشر": 10 + number, f"{one} عشره": 10 + number}
    words |= count_phrases({
        "أحد عشر|إحدى عشرة|احد عشره": 11,
        "اثنا عشر|اثني عشر|اثنتا عشرة|اثنتي عشرة": 12,
    })  # fmt: skip
    # "and" is written onto the word that it joins: مئة وخمسون.
    joined = {f"و{word}": number for word, number in words.items()}
    return words | joined


def with_prefixes(names: str) -> str:
    """Each name also as it stands behind "the", "and", "by", "for"."""
    return "|".join(
        prefix + name
        for name in names.split("|")
        for prefix in ("", "ال", "و", "ب", "بال")
    )


UNIT_NOUNS = {
    "USD": "دولار|دولارا|دولارات|دولار أمريكي|دولار أميركي", "EUR": "يورو",
    "GBP": "جنيه إسترليني|جنيها إسترلينيا", "EGP": "جنيه مصري|جنيها مصريا",
    "SAR": "ريال سعودي", "national-pound": "جنيه|جنيها", "national-rial": "ريال|ريالا",
    "national-dinar": "دينار|دينارا|دنانير", "national-dirham": "درهم|درهما",
    "RUB": "روبل|روبلا", "JPY": "ين", "CNY": "يوان", "ILS": "شيكل", "national-franc": "فرنك",
    "per-day": "يوميا|يومي|يومية", "per-week": "أسبوعيا", "per-month": "شهريا", "per-year": "سنويا|سنوي|سنوية",
    "national-lira": "ليرة|ليرات",
    "concentr-percent": "٪|%|في المئة|في المائة|بالمئة|بالمائة|في الميه",
    "percentage-point": "نقطة مئوية|نقاط مئوية", "concentr-permille": "في الألف|بالألف|‰",
    "times": "مرات|أضعاف|ضعفا", "temperature-generic": "درجة|درجات|°",
    "temperature-celsius": "درجة مئوية|درجات مئوية", "temperature-fahrenheit": "درجة فهرنهايت",
    "length-kilometer": "كيلومتر|كيلومترا|كيلومترات|كلم|كم", "length-meter": "متر|مترا|أمتار",
    "length-centimeter": "سنتيمتر|سنتيمترا|سنتيمترات|سم",
    "length-millimeter": "مليمتر|مليمترا|مليمترات", "length-mile": "ميل|ميلا|أميال",
    "mass-kilogram": "كيلوغرام|كيلوغراما|كيلوغرامات|كغ|كيلو", "mass-gram": "غرام|غراما|غرامات",
    "mass-tonne": "طن|طنا|أطنان", "volume-liter": "لتر|لترا|لترات", "volume-barrel": "برميل|برميلا|براميل",
    "area-hectare": "هكتار|هكتارا|هكتارات", "volume-cubic-meter": "متر مكعب|مترا مكعبا|أمتار مكعبة",
    "area-square-meter": "متر مربع|مترا مربعا", "area-square-kilometer": "كيلومتر مربع|كيلومترا مربعا",
    "duration-day": "يوم|يوما|أيام", "duration-week": "أسبوع|أسبوعا|أسابيع",
    "duration-month": "شهر|شهرا|أشهر|شهور", "duration-year": "سنة|سنوات|عام|عاما|أعوام",
    "duration-hour": "ساعة|ساعات", "duration-minute": "دقيقة|دقائق", "duration-second": "ثانية|ثوان|ثواني",
    "duration-century": "قرن|قرون", "duration-decade": "عقد|عقود",
}  # fmt: skip

TABLES = LanguageTables(
    scripts=frozenset({"ARABIC"}),
    hedges=group_phrases(
        "ربما", "قد", "يحتمل|من المحتمل|محتمل|المحتمل|من الممكن", "على الأرجح|الأرجح|يرجح|مرجح",
        "يبدو|تبدو|على ما يبدو",
        "يزعم|زعم|زعمت|المزعوم|المزعومة|مزعوم|مزعومة|بزعم", "يعتقد|تعتقد", "جزئيا",
        "يشتبه|المشتبه|مشتبه",
    ),
    modals=group_phrases("يجب|لا بد|يتعين|تجب", "ينبغي", "يمكن|بإمكان|يستطيع|تستطيع"),
    negations=group_phrases(
        "لا|لم|لن|ليس|ليست|ليسوا|لست|دون|بدون|من دون|غير|عدم|ولا|ولم|ولن|وليس|وليست|بلا"
        "|فلا|فلم|فلن|أحد لم|ما من"
    ),
    limits=group_phrases(
        "على الأقل|ما لا يقل عن|لا يقل عن", "ما يصل إلى|حتى|على الأكثر|لا يزيد عن",
        "أكثر من|يزيد على|ما يزيد على|فوق", "أقل من|دون",
        "نحو|حوالي|قرابة|زهاء|تقريبا|ما يقرب من", "فقط|مجرد",
    ),
    limits_behind=group_phrases("على الأقل|فأكثر|أو أكثر", "أو أقل|فأقل|على الأكثر", "تقريبا"),
    little_words=group_phrases(
        "في|من|على|إلى|عن|مع|و|أو|أن|إن|التي|الذي|الذين|هذا|هذه|ذلك|كان|كانت|هو|هي|ثم|ما",
    ),
    quantifiers=name_phrases({
        "all": "دائما|بالكامل|كليا|تماما|كل|جميع|كافة|كلها|جميعها|جميعا|وكل|وجميع|لكل|لجميع|بجميع|بكل",
        "both": "كلا|كلتا|كلي|كلاهما|كلتاهما",
        "most": "غالبا|عادة|معظم|غالبية|أغلبية|أغلب|معظمها|ومعظم|أكثرية|غالب",
        "many": "كثير|كثيرة|الكثير|العديد|عديد|عديدة|كثيرون|والعديد",
        "some": "أحيانا|جزء|جزء من|بعض|وبعض|بعضها|لبعض", "several": "عدة|متعددة",
        "a few": "عدد|عدد من|حفنة", "few": "قليل|قليلة|القليل|قلة|نادرا",
        "one": "وحيد|وحيدة|واحد فقط", "more": "أكثر|مزيد|المزيد", "less": "أقل",
        "dozens": "عشرات|العشرات|وعشرات|بعشرات", "hundreds": "مئات|المئات|ومئات|مات|بمئات",
        "thousands": "آلاف من|الآلاف|بالآلاف|آلاف", "tens of thousands": "عشرات الآلاف",
        "hundreds of thousands": "مئات الآلاف", "millions": "ملايين|الملايين",
        "billions": "مليارات|المليارات",
    }),
    numbers=below_thousand() | count_phrases(
        {"أحد|إحدى": 1, "ألفان|ألفين": 2000, "مليونان|مليونين": 2 * 10**6}
    ),
    scales=count_phrases({
        "ألف|ألفا|آلاف|والف": 10**3, "مليون|مليونا|ملايين": 10**6,
        "مليار|مليارا|مليارات|بليون": 10**9, "تريليون": 10**12,
    }),
    joiners=phrase_set("و"),
    minus=phrase_set("ناقص", "سالب"),
    and_a_half=group_phrases("ونصف", "و نصف", "ونصف ال"),
    fractions=count_phrases({
        "نصف|النصف|ونصف|بنصف": Fraction(1, 2), "ثلث|الثلث|وثلث": Fraction(1, 3),
        "ثلثا|ثلثي|ثلثين|ثلثان|الثلثين": Fraction(2, 3), "ربع|الربع|وربع": Fraction(1, 4),
        "خمس عدد": Fraction(1, 5), "عشر عدد": Fraction(1, 10),
        "خمسا|خمسي": Fraction(2, 5),
    }),
    denominators=count_phrases({"أثلاث": 3, "أرباع": 4, "أخماس": 5, "أسداس": 6, "أعشار": 10}),
    of=group_phrases("من", "ال"),
    ordinals=count_phrases({
        "الأول|الأولى|أول|أولى": 1, "الثاني|الثانية|ثاني": 2, "الثالث|الثالثة|ثالث": 3,
        "الرابع|الرابعة|رابع": 4, "الخامس|الخامسة|خامس": 5, "السادس|السادسة": 6,
        "السابع|السابعة": 7, "الثامن|الثامنة": 8, "التاسع|التاسعة": 9,
        "العاشر|العاشرة": 10,
    }),
    multiples=count_phrases({
        "ضعف|ضعفي|ضعفين|تضاعف|تضاعفت|مضاعف|مضاعفة|مرتين|مرتان": Fraction(2),
    }),
    units=name_phrases(
        {unit: with_prefixes(names) for unit, names in UNIT_NOUNS.items()}
    ),
    duals=name_phrases({
        "duration-day": "يومان|يومين", "duration-week": "أسبوعان|أسبوعين",
        "duration-month": "شهران|شهرين", "duration-year": "عامان|عامين|سنتان|سنتين",
        "duration-hour": "ساعتان|ساعتين", "duration-minute": "دقيقتان|دقيقتين",
        "length-meter": "متران|مترين", "length-kilometer": "كيلومتران|كيلومترين",
        "mass-tonne": "طنان|طنين", "USD": "دولاران|دولارين",
    }),
)  # fmt: skip
