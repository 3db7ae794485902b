"""Is a quantity the same in words, in figures and with its sign, in each language?"""

import pytest

from articles.domain.quotation.tokens import tokenize


def keys(text: str, language: str) -> list[str]:
    return [token.key for token in tokenize(text, language)]


SAME_QUANTITY = [
    ("ru", "2 млн 500 тыс", "2,5 миллиона"),
    ("ru", "полтора миллиона", "1,5 млн"),
    ("ru", "полмиллиона", "500 000"),
    ("ru", "два с половиной года", "2,5 года"),
    ("ru", "две трети", "2/3"),
    ("ru", "три четверти", "¾"),
    ("ru", "двумя тысячами рублей", "2000 руб"),
    ("ru", "5-й", "пятый"),
    ("ru", "20 %", "двадцать процентов"),
    ("ru", "5 процентных пунктов", "5 п.п."),
    ("ru", "сорок пять километров", "45 км"),
    ("ru", "пятнадцатью метрами", "15 м"),
    ("ru", "5 млрд долларов", "$5 млрд"),
    ("ru", "€3 млн", "3 миллиона евро"),
    ("pt", "mil milhões de euros", "1 bilhão de euros"),
    ("pt", "2,5 mil", "2500"),
    ("pt", "dois mil e quinhentos", "2.500"),
    ("pt", "um milhão e meio", "1,5 milhão"),
    ("pt", "meio milhão", "500.000"),
    ("pt", "dois terços", "⅔"),
    ("pt", "três quartos", "3/4"),
    ("pt", "R$ 5 milhões", "5 milhões de reais"),
    ("pt", "vinte por cento", "20%"),
    ("pt", "5 pontos percentuais", "5 p.p."),
    ("pt", "3 quilômetros", "3 km"),
    ("pt", "uma dúzia", "12"),
    ("pt", "5º", "quinto"),
    ("tr", "iki buçuk milyon", "2,5 milyon"),
    ("tr", "yarım milyon", "500.000"),
    ("tr", "üçte iki", "2/3"),
    ("tr", "yüzde yirmi", "%20"),
    ("tr", "yirmibeş", "25"),
    ("tr", "1.250 lira", "bin iki yüz elli TL"),
    ("tr", "yüz elli bin", "150.000"),
    ("tr", "üç kilometre", "3 km"),
    ("tr", "beşinci", "5'inci"),
    ("tr", "30'u", "30"),
    ("fa", "دو و نیم میلیون", "۲٫۵ میلیون"),
    ("fa", "نیم میلیون", "۵۰۰٬۰۰۰"),
    ("fa", "دو سوم", "دوسوم"),
    ("fa", "یک\u200cسوم", "۱/۳"),
    ("fa", "بیست\u200cوپنج", "۲۵"),
    ("fa", "بیست و پنج درصد", "٪۲۵"),
    ("fa", "25 درصد", "۲۵٪"),
    ("fa", "دو هزار میلیارد تومان", "۲ هزار میلیارد تومان"),
    ("fa", "هزار و دویست متر", "۱۲۰۰ متر"),
    ("fa", "پنج کیلومتر", "۵ کیلومتر"),
    ("he", "שני מיליון וחצי", "2.5 מיליון"),
    ("he", "חצי מיליון", "500,000"),
    ("he", "שלושת אלפים", "3,000"),
    ("he", "אלפיים", "2000"),
    ("he", "עשרים וחמישה אחוזים", "25%"),
    ("he", "שני שלישים", "2/3"),
    ("he", "5 מיליון שקל", '5 מיליון ש"ח'),
    ("he", "שלושה קילומטרים", '3 ק"מ'),
    ("he", "שנה וחצי", "1.5 שנים"),
    ("he", "עשרה אלפים", "10,000"),
    ("zh", "一百二十万", "120万"),
    ("zh", "3.5万", "三万五千"),
    ("zh", "两万五", "25000"),
    ("zh", "三点五亿", "3.5亿"),
    ("zh", "百分之三十", "30%"),
    ("zh", "三成", "30%"),
    ("zh", "三分之二", "2/3"),
    ("zh", "二〇二四年", "2024年"),
    ("zh", "五个百分点", "5个百分点"),
    ("zh", "两公里", "2千米"),
    ("zh", "１２０", "120"),
    ("zh", "两个半小时", "2.5小时"),
    ("zh", "三年半", "3.5年"),
    ("zh", "一千零五十", "1050"),
    ("zh", "50億美元", "50亿美元"),
    ("ja", "3万5千", "35000"),
    ("ja", "1億2000万円", "1.2億円"),
    ("ja", "３割", "30%"),
    ("ja", "三分の二", "2/3"),
    ("ja", "3分の2", "三分の二"),
    ("ja", "百二十人", "120人"),
    ("ja", "5ポイント", "５ポイント"),
    ("ja", "2年半", "2.5年"),
    ("ja", "十三兆円", "13兆円"),
    ("ja", "三・五％", "3.5%"),
    ("ja", "二〇二四年", "2024年"),
]


@pytest.mark.parametrize(("language", "one", "other"), SAME_QUANTITY)
def test_one_quantity_in_two_spellings_is_the_same(
    language: str, one: str, other: str
) -> None:
    assert keys(one, language) == keys(other, language)


OTHER_QUANTITY = [
    ("ru", "5 процентов", "5 процентных пунктов"),
    ("ru", "две трети", "одна треть"),
    ("ru", "тысяча", "тысячи"),
    ("ru", "5 млн", "5 млрд"),
    ("ru", "5 рублей", "5 долларов"),
    ("ru", "пятнадцать", "пятьдесят"),
    ("pt", "5%", "5 pontos percentuais"),
    ("pt", "mil milhões", "mil"),
    ("pt", "1.500", "1,5"),
    ("pt", "sexto", "sessenta"),
    ("tr", "yüzde 5", "5 puan"),
    ("tr", "üçte iki", "üçte bir"),
    ("tr", "on iki", "yirmi"),
    ("tr", "%5", "5"),
    ("fa", "دو سوم", "یک سوم"),
    ("fa", "۵ میلیون", "۵ میلیارد"),
    ("fa", "۵ تومان", "۵ ریال"),
    ("he", "שליש", "רבע"),
    ("he", "5 אחוז", "5 נקודות אחוז"),
    ("he", "חמש", "חמישים"),
    ("he", "שש עשרה", "שישים"),
    ("zh", "5个百分点", "5%"),
    ("zh", "三成", "四成"),
    ("zh", "三万", "三亿"),
    ("zh", "三分之二", "三分之一"),
    ("zh", "5公斤", "5吨"),
    ("ja", "3割", "2割"),
    ("ja", "5ポイント", "5パーセント"),
    ("ja", "3万", "3億"),
    ("ja", "5円", "5ドル"),
]


@pytest.mark.parametrize(("language", "one", "other"), OTHER_QUANTITY)
def test_two_quantities_are_not_the_same(language: str, one: str, other: str) -> None:
    assert keys(one, language) != keys(other, language)
