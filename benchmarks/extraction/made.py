"""Pages of our own making: who wrote them and when is known, or known to be nowhere.

Places and people are invented. Of each page only what is said about it differs.
"""

_BODY = """<p>The harbour office of Tarn told the council on Tuesday evening that the outer
mole has sunk by a hand's breadth in one winter, and that no ferry of more than four
hundred tons may land there before its foundations are looked at.</p>
<p>Skippers who heard it in the gallery called out that they had written about the mole
twice, and that neither of their letters was ever answered by anybody in the office.</p>
<p>The builder's lawyer said that the stones were laid as the plans demand, that divers
saw nothing loose below the line of low water, and that the ground itself gave way.</p>"""


def _page(head: str = "", line: str = "", behind: str = "", lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>The reservoir falls</title>{head}</head><body><article>"
        f"<h1>The reservoir falls</h1>{line}{_BODY}{behind}</article></body></html>"
    )


def _ld(fields: str) -> str:
    return (
        '<script type="application/ld+json">{"@context": "https://schema.org", '
        f'"@type": "NewsArticle", "headline": "The reservoir falls", {fields}}}</script>'
    )


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}" property="{name}" content="{content}">'


_PAST = '<p>It was last so low on <time datetime="2003-08-09">9 August 2003</time>.</p>'
# fmt: off
PAGES: list[tuple[str, tuple[str, ...] | None, str]] = [
    # source                                                   authors           published
    (_page(_meta("article:published_time", "2024-05-03T23:30:00-05:00")), None, "2024-05-03"),
    (_page(_meta("article:published_time", "2024-05")), None, "2024-05"),
    (_page(_meta("dc.date.issued", "2019")), None, "2019"),
    (_page(_ld('"datePublished": "2024-05-03", "dateModified": "2024-05-06"')), None, "2024-05-03"),
    (_page(line="<p>Published 3 May 2024</p>"), None, "2024-05-03"),
    (_page(line="<p>Updated May 6, 2024 | Published May 3, 2024</p>"), None, "2024-05-03"),
    (_page(line="<p>By Ana Lind | 3 May 2024, 10:15</p>"), ("Ana Lind",), "2024-05-03"),
    (_page(line='<p class="date">Veröffentlicht am 3. Mai 2024</p>', lang="de"), None, "2024-05-03"),
    (_page(line="<p>Publié le vendredi 3 mai 2024</p>", lang="fr"), None, "2024-05-03"),
    (_page(line="<p>Опубликовано 3 мая 2024</p>", lang="ru"), None, "2024-05-03"),
    (_page(line="<p>发布时间：2024-05-03</p>", lang="zh"), None, "2024-05-03"),
    (_page(line="<p>نشر في 3 مايو 2024</p>", lang="ar"), None, "2024-05-03"),
    (_page(line="<p>03.05.2024</p>", lang="de"), None, "2024-05-03"),
    (_page(), None, ""),
    (_page(_meta("article:modified_time", "2024-05-06T08:00:00Z")), None, ""),
    (_page(_ld('"dateModified": "2024-05-06"')), None, ""),
    (_page(line="<p>Last updated: 6 May 2024</p>"), None, ""),
    (_page(line="<p>Aktualisiert am 6. Mai 2024</p>", lang="de"), None, ""),
    (_page(line="<p>Mis à jour le 6 mai 2024</p>", lang="fr"), None, ""),
    (_page(line="<p>Обновлено 6 мая 2024</p>", lang="ru"), None, ""),
    (_page(line="<p>更新：2024年5月6日</p>", lang="zh"), None, ""),
    (_page(_meta("date", "03/09/2024")), None, ""),
    (_page(behind=_PAST), None, ""),
    (_page(behind="<p>© 2023 Ouse Post</p>"), None, ""),
    (_page(behind="<p>The law of 4 March 2021 says so.</p>"), None, ""),
    (_page(line="<p>جمعه ۱۴ اردیبهشت ۱۴۰۳</p>", lang="fa"), None, ""),
    (_page(line="<p>3 พฤษภาคม 2567</p>", lang="th"), None, ""),
    (_page(_meta("author", "Ana Lind")), ("Ana Lind",), ""),
    (_page(_meta("author", "Marta Ortega y Ruiz")), ("Marta Ortega y Ruiz",), ""),
    (_page(_meta("author", "Ana Lind, Bo Ek and Cy Orr")), ("Ana Lind", "Bo Ek", "Cy Orr"), ""),
    (_page(_meta("author", "Ministry of Water and Land")), ("Ministry of Water and Land",), ""),
    (_page(_ld('"author": "Ana de la Vega, Environment Correspondent"')), ("Ana de la Vega",), ""),
    (_page(_ld('"author": [{"@type": "Person", "name": "Ana Lind"}, {"name": "Bo Ek"}]')), ("Ana Lind", "Bo Ek"), ""),
    (_page(_ld('"author": {"@type": "Person", "name": "Juan Arce, Jr."}')), ("Juan Arce, Jr.",), ""),
    (_page(line="<p>By Ana Lind and Bo Ek, Ouse Post Staff</p>"), ("Ana Lind", "Bo Ek"), ""),
    (_page(line="<p>By Ana Lind, PhD</p>"), ("Ana Lind",), ""),
    (_page(line="<p>Von Ana Lind und Bo Ek</p>", lang="de"), ("Ana Lind", "Bo Ek"), ""),
    (_page(line="<p>بقلم ليلى وديع</p>", lang="ar"), ("ليلى وديع",), ""),
    (_page(line='<p>By <a rel="author" href="/people/ana">Ana Lind</a></p>'), ("Ana Lind",), ""),
    (_page(line="<p>Текст: Анна Линд</p>", lang="ru"), ("Анна Линд",), ""),
]
