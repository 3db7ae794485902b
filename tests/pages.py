"""Pages of the kinds that people bring: made up, with what each must give.

`words` are the text's paragraphs in order, `left_out` begins some of what is not in it.
"""

from typing import NamedTuple

_COUNCIL = (
    "The harbour board of Tarnwick said on Monday that the eastern quay would stay shut "
    "until the spring, because two of its piles had been found to be hollow."
)
_FISHERS = (
    "Fishing crews told the board that they had warned of the piles in each of the last "
    "three years, and that nobody had come to look at them in all that time."
)
_ENGINEER = (
    "The board’s engineer answered that every pile had been tested twice since the "
    "storm, and that the figures were in the report for anyone who cared to read them."
)
_COSTS = (
    "Repairs will cost about 40 million crowns, the board said, of which the county has "
    "promised a half; who is to pay the other half has not been settled."
)
STORY = (_COUNCIL, _FISHERS, _ENGINEER, _COSTS)
TITLE = "Eastern quay of Tarnwick shut until spring"
MENU = (
    "<header><a href='/'>The Tarnwick Bell</a><nav><ul><li><a href='/n'>News</a>"
    "<li><a href='/s'>Sport</a><li><a href='/w'>Weather</a></ul></nav></header>"
)
FOOTER = (
    "<footer><ul><li><a href='/about'>About us</a><li><a href='/jobs'>Jobs</a></ul>"
    "<p>© 2031 The Tarnwick Bell. All rights reserved.</p></footer>"
)


class Page(NamedTuple):
    source: str
    words: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    encoding: str = "utf-8"


def paragraphs(*words: str) -> str:
    return "".join(f"<p>{part}</p>" for part in words)


def page(body: str, head: str = "", attributes: str = 'lang="en"') -> str:
    return (
        f"<!doctype html><html {attributes}><head><title>{TITLE} | The Tarnwick Bell"
        f"</title><meta property='og:site_name' content='The Tarnwick Bell'>{head}"
        f"</head><body>{MENU}{body}{FOOTER}</body></html>"
    )


LIVE_BLOG = Page(
    page(
        f"<main><article><h1>{TITLE}</h1>"
        f"<section><time>14:20</time><h2>Board to meet again</h2>{paragraphs(_COSTS)}"
        f"<button>Share this entry</button>"
        f"</section><section><time>13:05</time><p>{_ENGINEER}</p></section>"
        f"<section><time>11:40</time><p>{_FISHERS}</p></section>"
        f"<section><time>11:10</time><p>{_COUNCIL}</p></section></article></main>"
    ),
    (
        TITLE, "14:20", "Board to meet again", _COSTS, "13:05", _ENGINEER, "11:40",
        _FISHERS, "11:10", _COUNCIL,
    ),
    ("The Tarnwick Bell", "News", "About us"),
)  # fmt: skip
INTERVIEW = Page(
    page(
        f"<article><h1>{TITLE}</h1><p>{_COUNCIL}</p><dl><dt>Why now?</dt>"
        f"<dd>{_ENGINEER}</dd><dt>And the crews?</dt><dd>{_FISHERS}</dd></dl>"
        f"<p><strong>Who pays?</strong></p><p>{_COSTS}</p></article>"
    ),
    (
        TITLE, _COUNCIL, "Why now?", _ENGINEER, "And the crews?", _FISHERS, "Who pays?",
        _COSTS,
    ),
)  # fmt: skip
PRESS_RELEASE = Page(
    page(
        f"<main><h1>{TITLE}</h1>{paragraphs(*STORY)}"
        "<p>Press contact: Ina Roe, press@harbour.example</p></main>"
    ),
    (TITLE, *STORY, "Press contact: Ina Roe, press@harbour.example"),
)
CONSENT_WALL = Page(
    page(
        "<div class='consent-overlay'><h2>We value your privacy</h2>"
        + paragraphs(
            "We and our partners store cookies on your device to measure how our pages "
            "are used and to show you content that fits you. Accept all or choose.",
            "With your consent we process personal data such as your address on the "
            "network. You can withdraw it at any time in our privacy centre.",
            "Some cookies are needed for the site to work and cannot be switched off.",
        )
        + f"</div><aside class='story'><h1>{TITLE}</h1>{paragraphs(*STORY)}</aside>"
    ),
    (TITLE, *STORY),
    ("We and our partners", "With your consent"),
)
AMP = Page(
    page(
        "<amp-consent><div>We use cookies. Accept?</div></amp-consent>"
        f"<article><h1>{TITLE}</h1><p>{_COUNCIL}</p><figure><amp-img src='q.jpg'>"
        "<noscript><img src='q.jpg'></noscript></amp-img><figcaption>The quay after the "
        f"storm of 2029, in which four boats sank.</figcaption></figure><p>{_FISHERS}</p>"
        f"<p>{_ENGINEER}</p><amp-ad><div fallback>Buy boots</div></amp-ad></article>",
        "<style amp-boilerplate>body{visibility:hidden}</style>",
        "amp lang='en'",
    ),
    (
        TITLE, _COUNCIL, "The quay after the storm of 2029, in which four boats sank.",
        _FISHERS, _ENGINEER,
    ),
)  # fmt: skip
WINDOWS_1252 = Page(
    page(
        f"<article><h1>{TITLE}</h1>{paragraphs(*STORY)}"
        "<p>“We are not fools,” said one crew – and the board’s chair agreed.</p>"
        "</article>",
        "<meta charset='windows-1252'>",
    ),
    (
        TITLE, *STORY,
        "“We are not fools,” said one crew – and the board’s chair agreed.",
    ),
    encoding="cp1252",
)  # fmt: skip
TABLES_AND_NOTES = Page(
    page(
        f"<article><h1>{TITLE}</h1><p>{_COUNCIL[:-1]}<sup><a href='#n1'>1</a></sup>.</p>"
        f"<table><tr><th>Year</th><th>Piles</th></tr><tr><td>2029</td><td>40</td></tr>"
        f"<tr><td>2030</td><td>38</td></tr></table>{paragraphs(*STORY[1:])}"
        "<ol><li id='n1'>Report of the harbour board, page 12.</li></ol></article>"
    ),
    (
        TITLE, f"{_COUNCIL[:-1]}¹.", "Year | Piles", "2029 | 40", "2030 | 38",
        *STORY[1:], "Report of the harbour board, page 12.",
    ),
)  # fmt: skip
CAPTION_AND_CORRECTION = Page(
    page(
        f"<article><h1>{TITLE}</h1><p>{_COUNCIL}</p><figure><img src='q.jpg' alt=''>"
        "<figcaption>Two boats at the quay, where six people drowned in 1911."
        f"</figcaption></figure><p>{_FISHERS}</p><aside><p>Editor’s note: the board owns "
        f"a share of this paper.</p></aside><p>{_ENGINEER}</p><blockquote><p>We are not "
        f"fools.</p><footer>Ina Roe, skipper</footer></blockquote><p>{_COSTS}</p>"
        "<aside class='related'><h3>Related</h3><ul><li><a href='/a'>Storm sinks four "
        "boats in Tarnwick</a><li><a href='/b'>Board chooses a new chair</a></ul></aside>"
        "<footer><p>Correction, 3 May: an earlier version of this article said that nine "
        "piles were hollow. Two are.</p></footer></article>"
    ),
    (
        TITLE, _COUNCIL, "Two boats at the quay, where six people drowned in 1911.",
        _FISHERS, "Editor’s note: the board owns a share of this paper.", _ENGINEER,
        "We are not fools.", "Ina Roe, skipper", _COSTS,
        "Correction, 3 May: an earlier version of this article said that nine piles "
        "were hollow. Two are.",
    ),
    ("Related", "Storm sinks four boats"),
)  # fmt: skip
PAYWALL = Page(
    page(
        f"<article><h1>{TITLE}</h1>{paragraphs(*STORY[:2])}</article>"
        "<div class='subscribe-wall'><p>Subscribe to read on, for 9 crowns a month.</p>"
        "</div>"
    ),
    (TITLE, *STORY[:2]),
    ("Subscribe to read on",),
)
_RTL_TITLE = "إغلاق رصيف الميناء - المجلس ينفي"
_RTL = (
    "قال مجلس الميناء يوم الاثنين إن الرصيف الشرقي سيبقى مغلقا حتى الربيع لأن اثنين من "
    "أعمدته وجدا مجوفين بعد العاصفة الأخيرة.",
    "وقال الصيادون للمجلس إنهم حذروا من حال الأعمدة في كل عام من الأعوام الثلاثة "
    "الماضية وإن أحدا لم يأت للنظر فيها.",
    "وأجاب مهندس المجلس بأن كل عمود قد فحص مرتين منذ العاصفة وأن الأرقام موجودة في "
    "التقرير لمن أراد قراءتها.",
)
RIGHT_TO_LEFT = Page(
    f"<!doctype html><html lang='ar' dir='rtl'><head><title>{_RTL_TITLE}</title></head>"
    f"<body><nav><a href='/'>الرئيسية</a></nav><article>{paragraphs(*_RTL)}</article>"
    "</body></html>",
    _RTL,
    ("الرئيسية",),
)
PAGES = {
    "live blog": LIVE_BLOG,
    "interview": INTERVIEW,
    "press release": PRESS_RELEASE,
    "consent wall": CONSENT_WALL,
    "AMP": AMP,
    "Windows-1252": WINDOWS_1252,
    "tables and footnotes": TABLES_AND_NOTES,
    "caption and correction": CAPTION_AND_CORRECTION,
    "paywall": PAYWALL,
    "right to left": RIGHT_TO_LEFT,
}
