"""Chinese, in simplified and traditional characters.

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
from articles.domain.quotation.phrases import group_phrases, name_phrases

NUMBERS = NumberWords(
    addends={sign: number for number, sign in enumerate("零一二三四五六七八九")}
    | {"〇": 0, "两": 2, "兩": 2},
    multipliers={
        "十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8,
        "億": 10**8, "兆": 10**12,
    },
    bare=frozenset({"十"}),
    joiners=frozenset("零〇"),
    has_shorthand=True,
)  # fmt: skip

# No number, negation or hedge stands in these.
FIXED = (
    "不仅|不僅|不但|不只|不过|不過|不断|不斷|不久|不管|不论|不論|不时|不時|不妨|不惜|不禁"
    "|没落|沒落|没收|沒收|淹没|淹沒|沉没|沉沒|出没|埋没|无论|無論|无非|無非|无疑|無疑|无人机|無人機"
    "|无线|無線|非常|非洲|非盟|无锡|不锈钢|不丹|不列颠|是非|未来|未來|别的|別的|特别|特別|分别|分別|级别|級別|性别|性別"
    "|别墅|別墅|告别|告別|区别|區別|识别|識別|别人|別人|差别|差別|类别|類別|是否|能否|否则|否則"
    "|十分|一样|一樣|一直|一起|一般|一定|一旦|一方面|一边|一邊|一下|一再|一律|一致|统一|統一"
    "|万一|萬一|一时|一時|一度|一带|一帶|一同|一贯|一向|一共|进一步|進一步|之一|百姓|千米|千克|千瓦"
    "|千瓦时|半岛|半島|半导体|半夜|半径|上半年|下半年|十字|第一时间|千方百计|四川|三峡|五角大楼"
    "|首都|成都|京都|都市|都会|几何|幾何|几乎|幾乎|不料|不免|不幸|不已"
)

TABLES = LanguageTables(
    scripts=frozenset({"CJK", "IDEOGRAPHIC", "FULLWIDTH", "LATIN"}),
    hedges=group_phrases(
        "可能|或许|或許|也许|也許|恐怕|未必|或将|或將|有可能|可能会|可能會",
        "很可能|大概|估计|估計|想必|多半", "据称|據稱|据说|據說|据报道|據報道|涉嫌|疑似|所谓|所謂|据传|據傳",
        "似乎|看来|看來|好像|看似|貌似", "在一定程度上|某种程度上|某種程度上", "潜在|潛在",
        "据信|據信|推测|推測|被认为|被認為",
    ),
    modals=group_phrases(
        "必须|必須|务必|務必|需要|有义务|有義務|须要|須要|一定要",
        "应该|應該|应当|應當|理应|理應", "可以|能够|能夠|得以|有权|有權",
    ),
    # 能, 会, 可 alone are parts of too many words.
    has_modals=False,
    negations=group_phrases(
        "不|没有|沒有|没|沒|未|无|無|非|勿|别|別|未曾|从未|從未|从不|從不|并非|並非|绝不|絕不|决不|毫无"
        "|毫無|无法|無法|不能|不可|不得|不准|不许|禁止|尚未|并未|並未|并不|並不|未能|缺乏|不再|不是|绝非",
        "不仅|不僅|不但|不只",
    ),
    idioms=group_phrases(*FIXED.split("|")),
    limits=group_phrases(
        "至少|最少|不少于|不少於|不低于|不低於|起码|起碼",
        "最多|至多|不超过|不超過|不多于|不高于|多达|多達|高达|高達",
        "超过|超過|超|逾|不止|多于|多於|高于|高於|大于|突破", "不到|不足|少于|少於|低于|低於|未满|未滿",
        "约|約|大约|大約|大概|约为|约有", "近|将近|將近|接近|几乎|幾乎", "仅|僅|只|只有|仅仅|僅僅|仅有",
    ),
    limits_behind=group_phrases(
        "以上", "以下", "左右|上下", "多|余|餘|有余", "之多",
    ),
    little_words=group_phrases(
        "的|了|在|和|与|與|是|也|就|而|及|着|著|将|將|把|被|对|對|从|從|向|于|於|以|之|其|这|這|那|他|她|它"
        "|们|們|为|為|上|中|里|裡|个|個|座|地|得|到|给|給|由|并|並|还|還|又|但|会|會|有|一|位|名|条|條|份"
    ),
    quantifiers=name_phrases({
        "all": "所有|全部|全体|全體|一切|每个|每個|每一|每|都|各|整个|整個",
        "most": "大多数|大多數|多数|多數|大部分|大半|绝大多数|絕大多數|绝大部分|大都|主要",
        "many": "许多|許多|很多|众多|眾多|不少|大量|大批|无数|無數|好多",
        "some": "一些|有些|部分|一部分|某些|有的|若干|一定数量",
        "several": "几个|幾個|数个|數個|多个|多個|几|幾",
        "a few": "少许|个别|個別|寥寥",
        "few": "少数|少數|很少|极少|極少|少量|小部分|罕见|罕見|少部分",
        "one": "唯一|单个|單個|仅一|只有一",
        "dozens": "几十|幾十|数十|數十|十几|十幾|十多|十余|十餘|上十",
        "hundreds": "数百|數百|几百|幾百|上百|成百|百余|百餘|百多",
        "thousands": "数千|數千|几千|幾千|上千|成千|千余|千餘",
        "tens of thousands": "数万|數萬|几万|幾萬|上万|上萬|成千上万|成千上萬",
        "hundreds of thousands": "数十万|數十萬|几十万|幾十萬",
        "millions": "数百万|數百萬|几百万|幾百萬|上百万",
        "billions": "数十亿|數十億|几十亿",
    }),
    read_number=character_number_reader(
        NUMBERS, points="点點", parts=("分", "之"),
        units=frozenset({"千米", "千克", "千瓦"}),
    ),
    minus=phrase_set("负", "負", "零下"),
    fractions=count_phrases({
        "一半|半数|半數|半": Fraction(1, 2),
    }),
    and_a_half=group_phrases("半", "个半", "個半"),
    multiples=count_phrases({
        "翻番|翻一番|翻了一番|加倍|增加一倍": Fraction(2), "翻两番|翻了两番": Fraction(4),
        "减半|減半": Fraction(1, 2),
    }),
    shares=count_phrases({"成": 10}),
    units=name_phrases({
        "concentr-percent": "%|％|百分之", "percentage-point": "个百分点|個百分點|百分点|百分點",
        "concentr-permille": "‰|千分之", "times": "倍|次",
        "CNY": "元|人民币|元人民币|人民幣|块|块钱|￥", "USD": "美元|美金", "EUR": "欧元|歐元",
        "JPY": "日元|日圆|日圓", "HKD": "港元|港币|港幣", "TWD": "新台币|新臺幣|台币|台幣",
        "GBP": "英镑|英鎊", "RUB": "卢布|盧布", "KRW": "韩元|韓元",
        "length-kilometer": "公里|千米", "length-meter": "米|公尺", "length-centimeter":
        "厘米|公分", "length-millimeter": "毫米", "length-mile": "英里", "length-foot": "英尺",
        "mass-kilogram": "公斤|千克", "mass-gram": "克", "mass-jin": "斤", "mass-tonne":
        "吨|噸|公吨", "mass-milligram": "毫克", "volume-liter": "升|公升",
        "volume-milliliter": "毫升", "volume-cubic-meter": "立方米|立方公尺|方",
        "area-hectare": "公顷|公頃", "area-mu": "亩|畝", "area-square-meter": "平方米|平方公尺|平米",
        "area-square-kilometer": "平方公里|平方千米", "temperature-generic": "度",
        "temperature-celsius": "摄氏度|攝氏度", "duration-hour": "小时|小時|个小时|個小時",
        "duration-minute": "分钟|分鐘", "duration-second": "秒|秒钟",
        "duration-day": "天|日", "duration-week": "周|星期|个星期|礼拜",
        "duration-month": "月|个月|個月", "duration-year": "年",
        "power-kilowatt": "千瓦", "energy-kilowatt-hour": "千瓦时|度电",
    }),
)  # fmt: skip
