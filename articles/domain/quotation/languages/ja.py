"""Japanese.

Each character is a word of its own to the comparison. Words of several characters in
which a number or a negation is none are named, so that nothing is read in them.
"""

from fractions import Fraction

from articles.domain.quotation.languages.character_numbers import (
    character_number_reader,
)
from articles.domain.quotation.languages.spelled_numbers import NumberWords
from articles.domain.quotation.languages.tables import (
    LanguageTables,
    count_phrases,
    phrase_set,
)
from articles.domain.quotation.phrases import group_phrases, name_phrases, phrase_key

NUMBERS = NumberWords(
    addends={sign: number for number, sign in enumerate("〇一二三四五六七八九")}
    | {"零": 0}
    | {
        phrase_key(word): number
        for word, number in {
            "ひとつ": 1, "ふたつ": 2, "みっつ": 3, "よっつ": 4, "いつつ": 5, "ひとり": 1,
            "ふたり": 2,
        }.items()
    },
    multipliers={
        "十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12,
    },
    bare=frozenset("十百千"),
)  # fmt: skip

# No number, negation or hedge stands in these.
FIXED = (
    "少なく|少なくとも|少なかった|危ない|危なかった|汚い|間もなく|まもなく|だけでなく|ばかりでなく|のみならず"
    "|ばかりか|なければならない|なければならず|なければなりません|ねばならない|なくてはならない|なくてはいけない"
    "|かもしれない|かもしれません|かも知れない|に違いない|に過ぎない|にすぎない|ざるを得ない|ざるをえない"
    "|思いがけない|申し訳ない|とんでもない|ないし|不動産|不思議|不足|不安|不満|無事|無線|無人機|未来|未満|未明"
    "|非常|非難|是非|非行|はず|必ず|わずか|いずれ|みずから|ずっと|ずつ|相変わらず|思わず|絶えず|とりあえず|いたずら|たずね|みなし|みなす|はなし"
    "|一方|一般|一緒|十分|万一|一時|一層|統一|一斉|一致|一気|一連|一帯|一定|第一|四国|九州|千葉|三重"
    "|六本木|八百屋|百貨店|半島|半導体|上半期|下半期|半ば|すばらしい|なくなった|なくなる|亡くなった"
)
HIRAGANA = "|".join(chr(sign) for sign in range(0x3041, 0x3097))

TABLES = LanguageTables(
    scripts=frozenset(
        {"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "FULLWIDTH",
         "LATIN"}
    ),
    hedges=group_phrases(
        "可能性がある|可能性があり|可能性があった|可能性|恐れがある|恐れ|おそれがある|おそれ|かもしれない|かもしれません"
        "|かも知れない|かねない", "だろう|でしょう|とみられる|と見られる|とみられている|とみられ|と思われる"
        "|と考えられる|と考えられている|に違いない|模様|もよう", "とされる|とされている|と言われる|といわれる"
        "|と伝えられる", "らしい|ようだ|ように見える|ようです|ように思える", "疑い|疑われる|いわゆる",
        "おそらく|恐らく|たぶん|多分", "推定|推測|推計", "潜在的",
    ),
    modals=group_phrases(
        "なければならない|なければなりません|ねばならない|なくてはならない|なくてはいけない|必要がある|必要があり"
        "|必要です|義務がある|義務|ざるを得ない|ざるをえない", "べきだ|べき|べきで",
        "できる|できた|ことができ|可能だ|可能です|てもよい|てもいい",
    ),
    # Can is mostly a form of the verb, the same as the passive.
    has_modals=False,
    negations=group_phrases(
        "ない|なかった|なく|なくて|なければ|ません|ませんでした|せず|ずに|れず|えず|らず|おらず|できず|わず|かず|たず"
        "|せぬ|ならぬ|らぬ|ぬまま|無|未|不|非|なし|無し|ゼロ|べからず",
        "だけでなく|ばかりでなく|のみならず",
    ),
    idioms=group_phrases(*FIXED.split("|")),
    limits=group_phrases(
        "少なくとも|最低|最低でも|最少", "最大|最大で|最高|多くとも|最多", "約|およそ|おおよそ|ざっと|推定|概算で",
        "ほぼ|ほとんど", "わずか|たった|たったの|のみ|だけ",
    ),
    limits_behind=group_phrases(
        "以上", "以下|以内", "未満", "超|余り|あまり|強|余|を超える|を超えた|を上回る", "弱|近く|近い|を下回る",
        "程度|前後|ほど|くらい|ぐらい|ごろ", "だけ|のみ",
    ),
    little_words=group_phrases(HIRAGANA),
    quantifiers=name_phrases({
        "all": "全て|すべて|全員|全部|全|あらゆる|各|毎|全体|全国|全域|丸ごと|皆",
        "most": "大半|ほとんど|大部分|多く|過半数|大多数|主に|たいてい",
        "many": "多数|大勢|たくさん|多くの|数多く|数多くの|大量",
        "some": "一部|いくらか|ある程度|幾つか|いくつか|なんらか",
        "several": "複数|いくつもの|何人も|何度も|数人|数件|数日|数年", "a few": "少数|若干|二三",
        "few": "わずかな|少し|ごく一部|少ない|少数派|稀|めったに",
        "one": "唯一|ただ一つ|一つだけ|ただひとつ", "dozens": "数十|何十|十数|十余り",
        "hundreds": "数百|何百|百余り", "thousands": "数千|何千|千余り",
        "tens of thousands": "数万|何万", "hundreds of thousands": "数十万|何十万",
        "millions": "数百万|何百万", "billions": "数十億|何十億",
    }),
    read_number=character_number_reader(NUMBERS, points="・点", parts=("分", "の")),
    minus=phrase_set("マイナス", "零下", "氷点下"),
    fractions=count_phrases({"半分|半数|半|なかば": Fraction(1, 2)}),
    and_a_half=group_phrases("半"),
    multiples=count_phrases({
        "倍増|倍増した|倍になった|二倍|2倍|倍": Fraction(2), "三倍|3倍": Fraction(3),
        "半減|半減した": Fraction(1, 2),
    }),
    shares=count_phrases({"割": 10}),
    units=name_phrases({
        "concentr-percent": "%|％|パーセント", "percentage-point": "ポイント|パーセントポイント",
        "times": "倍|回|度",
        "JPY": "円|￥|¥", "USD": "ドル|米ドル", "EUR": "ユーロ", "CNY": "人民元|元",
        "KRW": "ウォン", "GBP": "ポンド", "RUB": "ルーブル",
        "length-kilometer": "キロメートル|km", "length-meter": "メートル|m",
        "kilo": "キロ", "length-centimeter": "センチメートル|センチ",
        "length-millimeter": "ミリメートル|ミリ", "length-mile": "マイル",
        "mass-kilogram": "キログラム", "mass-gram": "グラム", "mass-tonne": "トン",
        "mass-milligram": "ミリグラム", "volume-liter": "リットル",
        "volume-cubic-meter": "立方メートル", "area-hectare": "ヘクタール",
        "area-square-meter": "平方メートル", "area-square-kilometer": "平方キロ|平方キロメートル",
        "temperature-generic": "度", "temperature-celsius": "℃|セ氏",
        "duration-hour": "時間", "duration-minute": "分間|分", "duration-second": "秒|秒間",
        "duration-day": "日|日間", "duration-week": "週|週間",
        "duration-month": "か月|カ月|ヶ月|ヵ月|月", "duration-year": "年|年間",
    }),
)  # fmt: skip
