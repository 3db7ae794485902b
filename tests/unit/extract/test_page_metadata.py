"""What does a page say of itself: who wrote it, when and where did it appear?"""

import json
from typing import Any

import pytest

from articles.ingest.extract import extract

BODY = "".join(
    f"<p>The water board said in paragraph {number} that the reservoir above the town had "
    "sunk by an arm’s length, and that carts would bring water to every street.</p>"
    for number in range(4)
)


def page(head: str = "", line: str = "", behind: str = "") -> bytes:
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>The dam"
        f"</title>{head}</head><body><article><h1>The dam</h1>{line}{BODY}{behind}"
        "</article></body></html>"
    ).encode()


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def json_ld(**fields: Any) -> str:
    article = {"@type": "NewsArticle", "headline": "The dam", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


PEOPLE = '<p class="byline">By <a rel="author" href="/ann">Ann Lee</a></p>'
# fmt: off
PUBLISHED = [
    (page(meta("article:published_time", "2024-05")), "2024-05"),
    (page(meta("DC.date.issued", "2019-11")), "2019-11"),
    (page(meta("date", "2019")), "2019"),
    (page(meta("article:published_time", "2024-05-03T23:30:00-05:00")), "2024-05-03"),
    (page(meta("article:published_time", "2024-05-03T00:30:00+09:00")), "2024-05-03"),
    (page(meta("article:published_time", "2024-05-03") + meta("article:modified_time", "2024-05-06")), "2024-05-03"),
    (page(json_ld(datePublished="2024-05-03", dateModified="2024-05-06")), "2024-05-03"),
    (page('<meta itemprop="datePublished" content="2024-05-03">'), "2024-05-03"),
    (page(line='<p>Published <time datetime="2024-05-03T10:15Z">3 hours ago</time></p>'), "2024-05-03"),
    (page(line='<p>Updated <time datetime="2024-05-06">Monday</time> | Published <time datetime="2024-05-03">Friday</time></p>'), "2024-05-03"),
    (page(line="<div><span>Published</span><div>3 May 2024</div></div>"), "2024-05-03"),
    (page('<link rel="canonical" href="https://post.example/2024/05/03/dam">'), "2024-05-03"),
    (page('<link rel="canonical" href="https://post.example/news/2024/05/dam">'), "2024-05"),
    # Only a change is told.
    (page(meta("article:modified_time", "2024-05-06T08:00:00Z")), ""),
    (page(meta("og:updated_time", "2024-05-06T08:00:00Z")), ""),
    (page('<meta http-equiv="last-modified" content="Mon, 06 May 2024 08:00:00 GMT">'), ""),
    (page(meta("DC.date.modified", "2024-05-06")), ""),
    (page(json_ld(dateModified="2024-05-06")), ""),
    (page(line='<p>Updated <time datetime="2024-05-06">today</time></p>'), ""),
    (page(line="<p>Last updated</p><p>6 May 2024</p>"), ""),
    # Nobody can know which day is meant.
    (page(meta("date", "03/09/2024")), ""), (page(line="<p>03/05/2024</p>"), ""),
    (page(line="<p>5/3/24</p>"), ""),
    (page(meta("date", "03/09/2024") + json_ld(datePublished="2024-09-03")), "2024-09-03"),
    # A day in a sentence, of the site, of another article.
    (page(behind='<p>It was so on <time datetime="2019-07-02">2 July 2019</time>, she said.</p>'), ""),
    (page(line='<p>It fell on <time datetime="2019-07-02">Tuesday, 2 July 2019,</time> by two.</p>'), ""),
    (page(behind="<p>© 2023 The Post</p>"), ""), (page(meta("copyright", "2023")), ""),
    (page(behind='<aside><time datetime="2020-01-01">1 January 2020</time> Older news</aside>'), ""),
    (page(json_ld(headline="Another", datePublished="2020-01-01") + json_ld(headline="A third", datePublished="2021-01-01")), ""),
    (page('<script type="application/ld+json">{"@type": "VideoObject", "uploadDate": "2020-01-01"}</script>'), ""),
    (page(), ""),
]
AUTHORS = [
    (page(meta("author", "Ann Lee, Ouse Post")), ("Ann Lee",)),
    (page(meta("author", "Marta Ortega y Ruiz")), ("Marta Ortega y Ruiz",)),
    (page(meta("author", "Ann Lee") + meta("author", "Bo Ek")), ("Ann Lee", "Bo Ek")),
    (page(meta("citation_author", "Lee, Ann") + meta("citation_author", "Ek, Bo")), ("Ann Lee", "Bo Ek")),
    (page(meta("article:author", "https://social.example/annlee") + PEOPLE), ("Ann Lee",)),
    (page(json_ld(author="Ana de la Vega, Environment Correspondent")), ("Ana de la Vega",)),
    (page(json_ld(author={"@type": "Person", "name": "Ann Lee"})), ("Ann Lee",)),
    (page(json_ld(author=[{"name": "Ann Lee"}, {"name": "Bo Ek"}])), ("Ann Lee", "Bo Ek")),
    (page(json_ld(author=[{"name": ["Ann Lee", "Bo Ek"]}])), ("Ann Lee", "Bo Ek")),
    (page(json_ld(author={"@type": "Organization", "name": "Water, Land and People"})), ("Water, Land and People",)),
    (page(json_ld(author={"name": "The Post"}, publisher={"name": "The Post"}) + meta("author", "Ann Lee")), ("Ann Lee",)),
    (page(json_ld(author={"name": "https://post.example/"})), ()),
    (page(meta("og:site_name", "Ouse Post") + meta("author", "Ouse Post")), ()),
    (page(line=PEOPLE), ("Ann Lee",)),
    (page(line='<span itemprop="author"><span itemprop="name">Ann Lee</span>, Editor</span>'), ("Ann Lee",)),
    (page(line="<p>By Ann Lee and Bo Ek</p>"), ("Ann Lee", "Bo Ek")),
    (page(behind='<aside><a rel="author">Cy Orr</a></aside>'), ()),
    (page(behind='<div class="comments"><span class="author">Cy Orr</span></div>'), ()),
    (page(), ()),
]
# fmt: on


@pytest.mark.parametrize(("source", "published"), PUBLISHED)
def test_only_a_day_of_publication_is_proposed_and_only_as_far_as_it_is_known(
    source: bytes, published: str
) -> None:
    assert extract(source, "a.html").published == published


@pytest.mark.parametrize(("source", "authors"), AUTHORS)
def test_those_are_proposed_whom_the_page_names_as_its_authors(
    source: bytes, authors: tuple[str, ...]
) -> None:
    assert extract(source, "a.html").authors == authors


def test_an_author_whom_the_page_only_refers_to_is_looked_up_in_it() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "headline": "The dam", "author": [{"@id": "#ann"}],
             "publisher": {"@id": "#post"}},
            {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
            {"@type": "Organization", "@id": "#post", "name": "Ouse Post"},
        ]
    }  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'

    found = extract(page(head), "a.html")

    assert (found.authors, found.outlet) == (("Ann Lee",), "Ouse Post")


@pytest.mark.parametrize(
    "text", ["{", "[" * 5000, "null", '"words"', '{"@type": 3}', '{"@graph": {"a": 1}}']
)
def test_json_that_describes_no_article_does_no_harm(text: str) -> None:
    head = f'<script type="application/ld+json">{text}</script>'

    assert extract(page(head), "a.html").authors == ()


def test_the_site_is_called_as_it_calls_itself() -> None:
    found = extract(page(meta("og:site_name", "ouse post")), "a.html")

    assert found.outlet == "ouse post"
