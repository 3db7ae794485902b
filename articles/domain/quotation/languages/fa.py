"""Persian."""

import re
from fractions import Fraction

from articles.domain.quotation.languages.spelled_numbers import (
    NumberWords,
    number_reader,
)
from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    number_list,
    phrase_set,
)
from articles.domain.quotation.phrases import fold_word, group_phrases, name_phrases

ONES = {
    "یک": 1, "دو": 2, "سه": 3, "چهار": 4, "پنج": 5, "شش": 6, "هفت": 7, "هشت": 8,
    "نه": 9,
}  # fmt: skip
TEENS = {
    "ده": 10, "یازده": 11, "دوازده": 12, "سیزده": 13, "چهارده": 14, "پانزده": 15,
    "شانزده": 16, "هفده": 17, "هجده": 18, "هیجده": 18, "نوزده": 19,
}  # fmt: skip
TENS = {
    "بیست": 20, "سی": 30, "چهل": 40, "پنجاه": 50, "شصت": 60, "هفتاد": 70,
    "هشتاد": 80, "نود": 90,
}  # fmt: skip
HUNDREDS = {
    "صد": 100, "یکصد": 100, "دویست": 200, "سیصد": 300, "چهارصد": 400, "پانصد": 500,
    "ششصد": 600, "هفتصد": 700, "هشتصد": 800, "نهصد": 900,
}  # fmt: skip
PARTS = {
    "دوم": 2, "سوم": 3, "چهارم": 4, "پنجم": 5, "ششم": 6, "هفتم": 7, "هشتم": 8,
    "نهم": 9, "دهم": 10, "صدم": 100,
}  # fmt: skip
SCALES = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9, "تریلیون": 10**12}
BARE_SCALES = {f"یک{scale}": number for scale, number in SCALES.items()}
FRACTIONS = count_phrases(
    {
        f"{one}{part}": Fraction(ONES[one], PARTS[part])
        for one in ONES
        for part in PARTS
        if ONES[one] < PARTS[part]
    }
    | {"نیم|نیمی|نصف": Fraction(1, 2), "ربع": Fraction(1, 4)}
)
NUMBERS = NumberWords(
    # Parts that a zero-width joiner ties are one word once it is left out.
    addends={
        **count_phrases(
            ONES
            | TEENS
            | TENS
            | HUNDREDS
            | {"صفر": 0}
            | {f"{ten}و{one}": TENS[ten] + ONES[one] for ten in TENS for one in ONES}
        ),
        **FRACTIONS,
    },
    multipliers=count_phrases(SCALES | BARE_SCALES),
    bare=phrase_set("هزار", *BARE_SCALES),
    denominators=count_phrases(PARTS),
    halves=phrase_set("و نیم"),
    joiners=phrase_set("و"),
    # نه is “no” as well.
    alone_no_number=phrase_set("نه"),
    counted=phrase_set(
        "نفر",
        "تن",
        "خانواده",
        "خانه",
        "روستا",
        "شهر",
        "استان",
        "کشور",
        "روز",
        "هفته",
        "ماه",
        "سال",
        "ساعت",
        "دقیقه",
        "درصد",
        "متر",
        "کیلومتر",
        "کودک",
        "زن",
        "مرد",
        "کارگر",
        "عضو",
        "نماینده",
        "پرونده",
        "چاه",
        "سد",
    ),
)

# Stems of verbs before which ن denies: نکرد, نشده است, ندارند, نیامد. Those that make
# another word with it (نزد: near; نبرد: battle) are left out.
DENIED = re.compile(
    fold_word(
        r"ن(می\w\w+"
        r"|ی?(?:کرد|شد|بود|داد|داشت|گرفت|رفت|گفت|دید|خواست|توانست|رسید|رساند|ماند|خورد|ساخت"
        r"|نوشت|گذاشت|خواند|فروخت|خرید|پذیرفت|پرداخت|شنید|دانست|کشید|بست|ریخت|فرستاد|شناخت"
        r"|پیوست|سوخت|آمد|آورد|یافت|انداخت|افتاد|انجامید)(?:م|ی|یم|ید|ند|ن|ه\w{0,4})?"
        r"|(?:دار|باش|کن|شو|ده|توان|خواه|گیر|گذار|رسان|رس|گوی|رو|یاب|بین|دان|مان|خور|ساز|پذیر)"
        r"(?:م|ی|د|یم|ید|ند))"
    )
)


def affirmative_form(word: str) -> str | None:
    """The verb that ن denies: نکرد denies کرد. None for other words."""
    found = DENIED.fullmatch(word)
    return found[1] if found else None


TABLES = LanguageTables(
    scripts=frozenset({"ARABIC", "LATIN"}),
    hedges=group_phrases(
        "شاید|ممکن است|ممکن|امکان دارد|احتمال دارد", "احتمالا|احتمالاً|به احتمال زیاد"
        "|محتمل|احتمالی|به احتمال قوی", "گویا|ظاهرا|ظاهراً|به نظر می‌رسد|به نظر می رسد"
        "|از قرار معلوم", "ادعا می‌شود|به ادعای|ادعایی|مظنون|مشکوک",
        "گفته می‌شود|بنا بر گزارش‌ها|به گزارش‌ها", "تا حدی|تا حدودی|بخشی از آن",
        "حدس زده می‌شود|تصور می‌شود|گمان می‌رود",
    ),
    modals=group_phrases(
        "باید|بایستی|می‌بایست|مجبور|ناچار|موظف|لازم|لازم است|ملزم", "بهتر است",
        "می‌تواند|می‌توانند|می تواند|می توانند|می‌توان|بتواند|بتوانند|می‌توانست"
        "|می‌توانستند|قادر|مجاز",
    ),
    negations=group_phrases(
        "نه|حرف نزد|حرفی نزد|دست نزد|آسیب نزد|ضربه نزد|لطمه نزد|سر نزد|نزدند|نزده|نزده‌اند"
        "|نیست|نیستند|نیستم|نیستیم|نیستید|نباید|بدون|هیچ|هیچ‌کس|هیچکس|هیچ‌یک|هیچ‌گاه"
        "|هرگز|بی|نمی|فاقد|عدم|غیر|نمی‌",
        "نه تنها|نه‌تنها",
    ),
    affirmative_form=affirmative_form,
    negative_prefixes=("نا", "بی", "غیر"),
    idioms=group_phrases(
        "نه تنها", "نه‌تنها", "بدون شک", "بی‌شک", "یک بار", "یکدیگر", "یکی از", "در حالی",
        "از سوی دیگر", "سی و سه پل", "بی‌بی‌سی",
    ),
    limits=group_phrases(
        "دست‌کم|دست کم|حداقل|لااقل", "حداکثر|تا سقف|تا", "بیش از|بیشتر از|بالای|بالغ بر",
        "کمتر از|زیر", "حدود|حدودا|در حدود|نزدیک به|تقریبا|تقریباً|قریب به", "تنها|فقط",
    ),
    little_words=group_phrases(
        "و|در|به|از|که|را|با|بر|برای|این|آن|یک|است|بود|شد|شده|می|هم|نیز|تا|یا|اما|ولی|هر"
        "|خود|او|ما|من|شما|آنها|آن‌ها|اند|باشد|بودند|هستند|شدند|کرد|کردند|کرده"
    ),
    quantifiers=name_phrases({
        "all": "همه|همهٔ|همه‌ی|تمام|تمامی|کل|کلیه|سراسر|تماما",
        "most": "بیشتر|اکثر|اکثریت|اغلب|بخش عمده|عمدتا|غالب",
        "many": "بسیاری|بسیاری از|خیلی|شمار زیادی|تعداد زیادی|فراوان|متعدد|انبوهی",
        "some": "برخی|برخی از|بعضی|بعضی از|بخشی|بخشی از|شماری|شماری از|تعدادی|تعدادی از"
                "|پاره‌ای",
        "several": "چند|چندین", "a few": "چندتا|یکی دو|انگشت‌شمار",
        "few": "اندک|اندکی|کمی|معدودی|تعداد کمی|شمار اندکی|به ندرت|اقلیت",
        "one": "تنها یک|فقط یک", "dozens": "ده‌ها|دهها|ده ها",
        "hundreds": "صدها|صد ها", "thousands": "هزاران|هزارها",
        "tens of thousands": "ده‌ها هزار|دهها هزار", "hundreds of thousands": "صدها هزار",
        "millions": "میلیون‌ها|میلیونها", "billions": "میلیاردها",
    }),
    read_number=number_reader(NUMBERS),
    minus=phrase_set("منفی", "منهای"),
    and_a_half=group_phrases("و نیم"),
    ordinals=number_list(
        "اول|نخست|یکم|اولین|نخستین دوم|دومین سوم|سومین چهارم|چهارمین پنجم|پنجمین"
        " ششم|ششمین هفتم|هفتمین هشتم|هشتمین نهم|نهمین دهم|دهمین", 1,
    ),
    multiples=count_phrases({
        "دو برابر|دوبرابر": Fraction(2), "سه برابر|سه‌برابر": Fraction(3),
        "چهار برابر": Fraction(4), "نصف شد|نصف شده": Fraction(1, 2),
    }),
    units=name_phrases({
        "concentr-percent": "درصد|٪|%|در صد|صدی",
        "percentage-point": "واحد درصد|درصد واحد|واحد درصدی|نقطه درصد",
        "concentr-permille": "در هزار", "times": "برابر|بار|مرتبه",
        "IRR": "ریال|ریالی", "IRT": "تومان|تومانی|تومن", "USD": "دلار|دلاری|دلار آمریکا",
        "EUR": "یورو|یورویی", "AFN": "افغانی",
        "length-kilometer": "کیلومتر|کیلومتری", "length-meter": "متر|متری",
        "length-centimeter": "سانتی‌متر|سانتیمتر|سانتی متر|سانت",
        "length-millimeter": "میلی‌متر|میلیمتر|میلی متر",
        "mass-kilogram": "کیلوگرم|کیلو|کیلوگرمی", "mass-gram": "گرم",
        "mass-tonne": "تن|تنی", "volume-liter": "لیتر|لیتری",
        "volume-cubic-meter": "متر مکعب|مترمکعب", "area-hectare": "هکتار|هکتاری",
        "area-square-meter": "متر مربع|مترمربع",
        "area-square-kilometer": "کیلومتر مربع|کیلومترمربع",
        "temperature-generic": "درجه", "temperature-celsius": "درجه سانتی‌گراد"
        "|درجه سلسیوس|درجهٔ سانتی‌گراد", "duration-hour": "ساعت|ساعته|ساعتی",
        "duration-minute": "دقیقه|دقیقه‌ای", "duration-day": "روز|روزه|روزی",
        "duration-week": "هفته|هفته‌ای", "duration-month": "ماه|ماهه",
        "duration-year": "سال|ساله",
    }),
)  # fmt: skip
