"""Is every address of a page found, and only what differs by its nature taken out?"""

import datetime

from benchmarks.addresses.crawl import links, other_formats
from benchmarks.addresses.site import normaliser

PAGE = """
<a href="/claims/">Claims</a> <a href="#top">Top</a>
<form action="/claims/"><input name="q" value="river"><input name="page"></form>
<form method="post" action="/logout/"><input name="next" value="/"></form>
<svg><a xlink:href="/sources/">Sources</a></svg>
<input data-suggest="/desk/suggest/sources" data-words="river">
"""


def test_links_forms_and_what_scripts_ask_for_are_found() -> None:
    found = list(links(PAGE))

    assert found == [
        "/claims/", "#top", "/claims/", "/claims/?q=river", "/logout/", "/sources/",
        "/desk/suggest/sources",
    ]  # fmt: skip


def test_only_a_page_without_filters_is_asked_for_in_other_formats() -> None:
    assert list(other_formats("/claims/")) == [
        "/claims.json", "/claims/?format=json", "/claims.csv", "/claims/?format=csv",
    ]  # fmt: skip
    assert not list(other_formats("/claims/?q=river"))


def test_tokens_keys_and_moments_of_a_run_are_taken_out_of_a_page() -> None:
    begun = datetime.datetime.now(datetime.UTC)
    normalise = normaliser("", {"bcdfghjkmn": "upload0001"}, begun)

    page = (
        '<input name="csrfmiddlewaretoken" value="abc"> /import/bcdfghjkmn/'
        " 0c3f1f8e-8a52-4b0a-9d7c-2f1f5ad0c7aa"
        f" {begun:%Y-%m-%dT%H:%M:%S.%f} 2026-02-15"
    )

    assert normalise(page) == (
        '<input name="csrfmiddlewaretoken" value=""> /import/upload0001/'
        " (uuid) (since) 2026-02-15"
    )
