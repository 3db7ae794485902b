"""Hebrew."""

from fractions import Fraction

from articles.domain.quotation.languages.spelled_numbers import (
    NumberWords,
    number_reader,
    number_words,
)
from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases

ONES: dict[int | Fraction, str] = {
    1: "אחד אחת",
    2: "שתיים שתים שניים שנים שתי שני",
    3: "שלוש שלושה שלושת שלש שלשה",
    4: "ארבע ארבעה ארבעת",
    5: "חמש חמישה חמשה חמשת חמישת",
    6: "שש שישה ששה ששת שישת",
    7: "שבע שבעה שבעת",
    8: "שמונה שמונת",
    9: "תשע תשעה תשעת",
}
TENS: dict[int | Fraction, str] = {
    20: "עשרים", 30: "שלושים שלשים", 40: "ארבעים", 50: "חמישים חמשים", 60: "שישים ששים",
    70: "שבעים", 80: "שמונים", 90: "תשעים",
}  # fmt: skip
NUMBERS = NumberWords(
    addends=number_words(ONES)
    | number_words(TENS)
    | number_words({
        0: "אפס", 10: "עשר עשרה עשרת", 100: "מאה מאת", 200: "מאתיים", 2000: "אלפיים",
        Fraction(1, 2): "חצי מחצית", Fraction(1, 3): "שליש", Fraction(1, 4): "רבע",
        Fraction(1, 5): "חמישית", Fraction(1, 10): "עשירית",
    })
    | {
        f"{one} {ten}": 10 + number
        for one, number in number_words(ONES).items()
        for ten in ("עשר", "עשרה")
    },
    multipliers={
        "מאות": 100,
        **dict.fromkeys(["אלף", "אלפים", "אלפי"], 10**3),
        **dict.fromkeys(["מיליון", "מיליוני", "מליון"], 10**6),
        **dict.fromkeys(["מיליארד", "מיליארדי", "מליארד"], 10**9),
        "טריליון": 10**12,
    },
    bare=frozenset(["אלף", "מיליון", "מליון", "מיליארד", "מליארד", "טריליון"]),
    denominators={
        "שליש": 3, "שלישים": 3, "רבע": 4, "רבעים": 4, "רבעי": 4, "חמישיות": 5,
        "שישיות": 6, "שביעיות": 7, "שמיניות": 8, "תשיעיות": 9, "עשיריות": 10,
        "מאיות": 100,
    },
    halves=frozenset({"וחצי"}),
    attached_joiner="ו",
    prefixes="ובלהמש",
)  # fmt: skip


def with_prefixes(phrases: str, prefixes: str = "ושהבלמכ") -> str:
    """The phrases, and each with a letter that Hebrew writes onto a word: “and”, “that”."""
    return "|".join(
        prefix + phrase for phrase in phrases.split("|") for prefix in ("", *prefixes)
    )


TABLES = LanguageTables(
    scripts=frozenset({"HEBREW", "LATIN"}),
    hedges=group_phrases(
        with_prefixes("אולי|ייתכן|יתכן|אפשר ש|עשוי|עשויה|עשויים|עשויות|עלול|עלולה|עלולים"
                      "|עלולות", "וש"),
        with_prefixes("כנראה|ככל הנראה|קרוב לוודאי|סביר להניח|מן הסתם", "וש"),
        with_prefixes("לכאורה|לטענת|כביכול|לפי החשד|החשוד|חשוד|חשודה|חשודים", "וש"),
        with_prefixes("נראה|נראה כי|נדמה|מסתבר", "וש"), with_prefixes("חלקית|במידה מסוימת"
        "|באופן חלקי", "ו"), with_prefixes("לפי הדיווחים|על פי הדיווחים|לפי דיווחים", "ו"),
        "משוער|משוערת|משוערים",
    ),
    modals=group_phrases(
        with_prefixes("חייב|חייבת|חייבים|חייבות|צריך|צריכה|צריכים|צריכות|מוכרח|מוכרחים"
                      "|נדרש|נדרשת|נדרשים|מחויב|מחויבת|מחויבים|יש ל", "וש"),
        with_prefixes("ראוי|מומלץ|רצוי", "וש"),
        with_prefixes("יכול|יכולה|יכולים|יכולות|ניתן|אפשר|רשאי|רשאית|רשאים|מסוגל|מסוגלת"
                      "|מסוגלים", "וש"),
    ),
    negations=group_phrases(
        with_prefixes("לא", "וששה") + "|כשלא|"
        + with_prefixes("אין|אינו|אינה|אינם|אינן|איננו|איננה|בלי|מבלי|ללא|בלתי|שום|מעולם"
                        "|לעולם לא|אף אחד|אף אחת|היעדר|העדר|טרם", "ושבה"),
        "לא רק|ולא רק|שלא רק",
    ),
    idioms=group_phrases(
        "לא רק", "לא פעם", "אין ספק", "ללא ספק", "בלי ספק", "לא אחת", "באר שבע",
        "יום שני", "ביום שני", "יום ראשון", "ביום ראשון", "יום שלישי", "ביום שלישי",
        "יום רביעי", "ביום רביעי", "יום חמישי", "ביום חמישי", "יום שישי", "ביום שישי",
        "פעם אחת", "אחד מ", "זה את זה", "אחד השני", "מצד אחד", "מצד שני", "כל אחד",
        "בראש ובראשונה", "קריית ארבע", "בני ברק", "בין היתר",
    ),
    limits=group_phrases(
        with_prefixes("לפחות|לכל הפחות|מינימום|לא פחות מ|לא פחות מאשר", "וש"),
        with_prefixes("לכל היותר|עד|מקסימום|לא יותר מ|לא יותר מאשר", "וש"),
        with_prefixes("יותר מ|מעל|למעלה מ|יותר מאשר|מעל ל", "וש"),
        with_prefixes("פחות מ|מתחת ל|פחות מאשר", "וש"),
        with_prefixes("כ|כ -|בערך|בסביבות|סביב|בקירוב", "וש"),
        with_prefixes("כמעט|קרוב ל", "וש"), with_prefixes("רק|בלבד", "וש"),
    ),
    little_words=group_phrases(
        "של|את|על|אל|עם|כי|אשר|זה|זו|זאת|זו|הוא|היא|הם|הן|אני|אנחנו|אתה|גם|או|אבל|אך|כדי"
        "|היה|הייתה|היו|יהיה|תהיה|יהיו|מן|בין|לפני|אחרי|תוך|בתוך|אם|כך|כן|עוד|כבר"
        "|שלו|שלה|שלהם|לו|לה|להם|בו|בה|בהם|ה|ב|ל|מ|ו|ש|כ|-"
    ),
    quantifiers=name_phrases({
        "all": with_prefixes("כל|כלל|כולם|כולן|כולו|כולה|לגמרי", "והלבמש"),
        "most": with_prefixes("רוב|מרבית|רובם|רובן|רובו|מרביתם|בעיקר", "והלבמש"),
        "many": with_prefixes("רבים|רבות|הרבה|המון|שורה של|אינספור", "והלבמש"),
        "some": with_prefixes("חלק|חלק מ|חלקם|חלקן|מקצת", "והלבמש"),
        "several": with_prefixes("כמה|מספר|אחדים|אחדות", "והלבמש"),
        "a few": with_prefixes("קומץ|כמה בודדים|זוג", "והלבמש"),
        "few": with_prefixes("מעט|מעטים|מעטות|בודדים|בודדות|מיעוט|לעתים רחוקות", "והלבמש"),
        "one": with_prefixes("יחיד|יחידה", "והלבמש"), "more": "יותר", "less": "פחות",
        "dozens": with_prefixes("עשרות", "והלבמש"),
        "hundreds": with_prefixes("מאות", "והלבמש"),
        "thousands": with_prefixes("אלפים|אלפי", "והלבמש"),
        "tens of thousands": with_prefixes("עשרות אלפים|עשרות אלפי", "והלבמש"),
        "hundreds of thousands": with_prefixes("מאות אלפים|מאות אלפי", "והלבמש"),
        "millions": with_prefixes("מיליונים|מיליוני", "והלבמש"),
        "billions": with_prefixes("מיליארדים|מיליארדי", "והלבמש"),
    }),
    read_number=number_reader(NUMBERS),
    minus=phrase_set("מינוס"),
    and_a_half=group_phrases("וחצי"),
    ordinals=count_phrases({
        with_prefixes("ראשון|ראשונה|ראשונים|ראשונות", "הבלו"): 1,
        with_prefixes("שנייה|שניה", "הבלו") + "|השני|בשני": 2,
        with_prefixes("שלישי|שלישית", "הבלו"): 3, with_prefixes("רביעי|רביעית", "הבלו"): 4,
        with_prefixes("חמישי", "הבלו"): 5, with_prefixes("שישי|שישית", "הבלו"): 6,
        with_prefixes("שביעי|שביעית", "הבלו"): 7, with_prefixes("שמיני|שמינית", "הבלו"): 8,
        with_prefixes("תשיעי|תשיעית", "הבלו"): 9, with_prefixes("עשירי", "הבלו"): 10,
    }),
    multiples=count_phrases({
        "פי שניים|פי 2|כפול|הוכפל|הוכפלה|הוכפלו|הכפיל|הכפילה": Fraction(2),
        "פי שלושה|פי 3|שולש|שולשה": Fraction(3), "פי ארבעה|פי 4": Fraction(4),
    }),
    units=name_phrases({
        "concentr-percent": "%|אחוז|אחוזים|אחוזי|אחוזית",
        "percentage-point": "נקודות אחוז|נקודת אחוז|נקודות האחוז|נק' אחוז",
        "concentr-permille": "פרומיל", "times": "פעמים|פעם",
        "ILS": 'שקל|שקלים|שקלי|ש"ח|שח|₪|שקל חדש|שקלים חדשים',
        "USD": "דולר|דולרים|דולרי", "EUR": "אירו|יורו", "JOD": "דינר|דינרים",
        "length-kilometer": 'קילומטר|קילומטרים|ק"מ|קמ', "length-meter": "מטר|מטרים|מ'",
        "length-centimeter": 'סנטימטר|סנטימטרים|ס"מ',
        "mass-kilogram": 'קילוגרם|קילו|ק"ג|קילוגרמים', "mass-gram": "גרם|גרמים",
        "mass-tonne": "טון|טונות|טונה|טונת", "volume-liter": "ליטר|ליטרים",
        "volume-cubic-meter": "קוב|מטר מעוקב|מטרים מעוקבים|מטר קוב|מ\"ק",
        "area-hectare": "הקטר|הקטרים", "area-dunam": "דונם|דונמים",
        "area-square-meter": 'מטר מרובע|מטרים רבועים|מטר רבוע|מ"ר',
        "area-square-kilometer": 'קילומטר רבוע|קילומטרים רבועים|קמ"ר',
        "temperature-generic": "מעלה|מעלות", "temperature-celsius": "מעלות צלזיוס",
        "duration-hour": "שעה|שעות", "duration-minute": "דקה|דקות",
        "duration-day": "יום|ימים|ימי", "duration-week": "שבוע|שבועות",
        "duration-month": "חודש|חודשים|חודשי", "duration-year": "שנה|שנים|שנות",
    }),
)  # fmt: skip
