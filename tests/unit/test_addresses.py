"""Which addresses are of one page, and what is the address in what somebody pasted?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.domain.text.addresses import (
    MAX_KEY_LENGTH,
    address_key,
    clean_pasted_address,
    is_same_page,
)

PAGE = "https://harbour.example/news/new-pier"

SAME = [
    # scheme, host, port, user
    (PAGE, "http://harbour.example/news/new-pier"),
    (PAGE, "HTTPS://Harbour.Example/news/new-pier"),
    (PAGE, "https://www.harbour.example/news/new-pier"),
    (PAGE, "http://WWW.harbour.example/news/new-pier"),
    (PAGE, "https://harbour.example./news/new-pier"),
    (PAGE, "https://harbour.example:443/news/new-pier"),
    (PAGE, "http://harbour.example:80/news/new-pier"),
    (PAGE, "http://harbour.example:080/news/new-pier"),
    (PAGE, "https://harbour.example:/news/new-pier"),
    (PAGE, "harbour.example/news/new-pier"),
    (PAGE, "//harbour.example/news/new-pier"),
    (PAGE, "https://reader:secret@harbour.example/news/new-pier"),
    ("https://bücher.example/a", "https://xn--bcher-kva.example/a"),
    ("https://bücher.example/a", "http://BÜCHER.example/a"),
    ("https://مثال.example/a", "https://xn--mgbh0fb.example/a"),
    ("https://例え。example/a", "https://xn--r8jz45g.example/a"),
    ("http://[2001:db8::1]/a", "http://[2001:0DB8:0:0::1]/a"),
    # path
    (PAGE, "https://harbour.example/news/new-pier/"),
    (PAGE, "https://harbour.example/news/new-pier//"),
    (PAGE, "https://harbour.example/news/new%2Dpier"),
    (PAGE, "https://harbour.example/%6Eews/new-pier"),
    (PAGE, "https://harbour.example/sport/../news/./new-pier"),
    (PAGE, "https://harbour.example/news/new-pier;jsessionid=0A1B2C"),
    ("https://harbour.example", "https://harbour.example/"),
    ("https://harbour.example/caf%c3%a9", "https://harbour.example/caf%C3%A9"),
    ("https://harbour.example/caf%c3%a9", "https://harbour.example/café"),
    ("https://harbour.example/café", "https://harbour.example/cafe\u0301"),
    ("https://harbour.example/الميناء", "https://harbour.example/%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1"),
    ("https://harbour.example/a b", "https://harbour.example/a%20b"),
    # tracking parameters
    (PAGE, PAGE + "?utm_source=letter&utm_medium=email&utm_campaign=may"),
    (PAGE, PAGE + "?UTM_Source=letter"),
    (PAGE, PAGE + "?utm%5Fsource=letter"),
    (PAGE, PAGE + "?utm_id="),
    (PAGE, PAGE + "?fbclid=IwAR0abc"),
    (PAGE, PAGE + "?gclid=x&gclsrc=aw.ds"),
    (PAGE, PAGE + "?dclid=x"),
    (PAGE, PAGE + "?gbraid=x&wbraid=y&gad_source=1"),
    (PAGE, PAGE + "?msclkid=x"),
    (PAGE, PAGE + "?mc_cid=0f&mc_eid=1e"),
    (PAGE, PAGE + "?igshid=x"),
    (PAGE, PAGE + "?igsh=x"),
    (PAGE, PAGE + "?yclid=7"),
    (PAGE, PAGE + "?_ga=2.1.2.3&_gl=1*x"),
    (PAGE, PAGE + "?ref_src=twsrc%5Etfw"),
    (PAGE, PAGE + "?at_medium=RSS&at_campaign=KARANGA"),
    (PAGE, PAGE + "?ns_source=x&ns_mchannel=social"),
    (PAGE, PAGE + "?CMP=share_btn_url"),
    (PAGE, PAGE + "?smid=nytcore-share"),
    (PAGE, PAGE + "?xtor=RSS-1"),
    (PAGE, PAGE + "?pk_campaign=x&mtm_source=y"),
    (PAGE, PAGE + "?twclid=2&ttclid=3&li_fat_id=4"),
    (PAGE, PAGE + "?_hsenc=p2&_hsmi=3&mkt_tok=4"),
    (PAGE, PAGE + "?PHPSESSID=0a1b"),
    # query
    (PAGE, PAGE + "?"),
    (PAGE, PAGE + "?&"),
    (PAGE + "?a=1&b=2", PAGE + "?b=2&a=1"),
    (PAGE + "?a=1&b=2", PAGE + "/?b=2&utm_term=x&a=1"),
    (PAGE + "?a=1&b=2", PAGE + "?a=1&amp;utm_source=x&amp;b=2"),
    (PAGE + "?q=two+words", PAGE + "?q=two%20words"),
    (PAGE + "?id=5", PAGE + "?fbclid=x&id=5#top"),
    (PAGE + "?a=1&b=2", PAGE + "?a=1&&b=2&"),
    # fragment
    (PAGE, PAGE + "#comments"),
    (PAGE, PAGE + "#"),
    (PAGE, PAGE + "#:~:text=the%20pier"),
    (PAGE, PAGE + "#comments:~:text=the%20pier"),
    (PAGE, PAGE + "#utm_source=x"),
    (PAGE, PAGE + "#xtor=RSS-1"),
    (PAGE, PAGE + "#!"),
    (PAGE, PAGE + "#/"),
    (PAGE + "#!/pier", PAGE + "/#!/pier/"),
    (PAGE + "#/pier", PAGE + "#/pier:~:text=x"),
    (PAGE + "#/pier?b=1&a=2", PAGE + "#/pier?a=2&b=1&utm_source=x"),
    # signs that nobody sees
    (PAGE, f" {PAGE}\n"),
    (PAGE, PAGE + "\u200b"),
    (PAGE, "\u200e" + PAGE),
    (PAGE, "https://harbour.example/news/\u00adnew-pier"),
]  # fmt: skip

DIFFERENT = [
    (PAGE, "https://harbour.example/News/new-pier"),
    (PAGE, "https://harbour.example/news"),
    (PAGE, "https://harbour.example/news/new-pier-2"),
    (PAGE, "https://harbour.example/news/new-pier.html"),
    (PAGE, "https://harbour.example/news/newpier"),
    (PAGE, "https://m.harbour.example/news/new-pier"),
    (PAGE, "https://amp.harbour.example/news/new-pier"),
    (PAGE, "https://harbour.example/amp/news/new-pier"),
    (PAGE, PAGE + "/amp"),
    (PAGE, "https://harbour.example:8443/news/new-pier"),
    (PAGE, "http://harbour.example:443/news/new-pier"),
    (PAGE, "https://harbour.test/news/new-pier"),
    (PAGE, "https://wwwharbour.example/news/new-pier"),
    (PAGE, "https://news.harbour.example/new-pier"),
    (PAGE, PAGE + "?page=2"),
    (PAGE, PAGE + "?id=2"),
    (PAGE, PAGE + "?ref=2"),
    (PAGE, PAGE + "?source=2"),
    (PAGE, PAGE + "?s=utm_source"),
    (PAGE, PAGE + "?utm=1"),
    (PAGE, PAGE + "?lang=ar"),
    (PAGE, PAGE + "#!/pier"),
    (PAGE, PAGE + "#/pier"),
    (PAGE + "#!/pier", PAGE + "#!/quay"),
    (PAGE + "#/pier", PAGE + "#!/pier"),
    (PAGE + "?id=1", PAGE + "?id=2"),
    (PAGE + "?id=1", PAGE + "?ID=1"),
    (PAGE + "?a=1&a=2", PAGE + "?a=2&a=1"),
    (PAGE + "?q=a%26b", PAGE + "?q=a&b"),
    (PAGE + "?q=1%2B1", PAGE + "?q=1+1"),
    ("https://harbour.example/a%2Fb", "https://harbour.example/a/b"),
    ("https://harbour.example/a%3Fb", "https://harbour.example/a?b"),
    ("https://harbour.example/a%23b", "https://harbour.example/a#b"),
    ("https://a.example/a\u200cb", "https://a.example/ab"),
    ("http://[2001:db8::1]/a", "http://[2001:db8::2]/a"),
    ("https://www.example", "https://example"),
    ("mailto:office@harbour.example", "https://harbour.example"),
    ("doi:10.1234/5678", "https://harbour.example/10.1234/5678"),
    ("ftp://harbour.example/a", "https://harbour.example/a"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_share_their_key(one: str, other: str) -> None:
    assert address_key(one) == address_key(other)
    assert is_same_page(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_of_two_pages_do_not(one: str, other: str) -> None:
    assert address_key(one) != address_key(other)
    assert not is_same_page(one, other)


def test_no_address_is_of_no_page() -> None:
    assert address_key(" \u200b") == ""
    assert not is_same_page("", " ")


@pytest.mark.parametrize("absurd", [
    "http://[::1", "http://[x]/", "https://a.example:99999999/", "https://a.example:x/",
    "https://" + "a" * 70 + ".example/", "https://a..example/", "https://-.example/",
    "https://xn--\u00e9.example/", "://", "?", "#", "#!", "https://", "http:///a",
    "mailto:office@harbour.example", "doi:10.1234/5678", "javascript:alert(1)",
    "data:text/html,<b>", "https://a.example/\x00\x1f", "\ud800", "https://\ud83d.example/",
    "https://a.example/%", "https://a.example/%zz%C3", "a" * 100_000, "https://a.example/" + "é" * 1900,
    "https://a.example/" + "a\u0301\u0302" * 100_000, "https://" + "." * 3000, "[" * 5000,
    "https://a.example/" + "../" * 1300, "https://a.example/?" + "&" * 3900,
])  # fmt: skip
def test_what_is_no_address_has_a_key_all_the_same(absurd: str) -> None:
    key = address_key(absurd)

    assert 0 < len(key) <= MAX_KEY_LENGTH
    assert key.isascii()
    assert "\x00" not in key


def test_two_long_addresses_stay_apart() -> None:
    one, other = ("https://a.example/" + "a" * 1900 + end for end in "xy")

    assert address_key(one) != address_key(other)
    assert address_key(one) == address_key(one + "/?utm_source=x")
    assert address_key("a" * 9000) != address_key("a" * 9001)


@given(st.text(max_size=60))
@settings(derandomize=True, deadline=None)
def test_any_words_have_a_key_that_is_kept_as_it_is(words: str) -> None:
    for address in (words, f"https://harbour.example/{words}", f"https://{words}/a"):
        assert len(address_key(address)) <= MAX_KEY_LENGTH
        assert address_key(address).isascii()


PASTED = [
    (PAGE, PAGE),
    (f"  {PAGE} \n", PAGE),
    (f"\u00a0{PAGE}\u3000", PAGE),
    (f"<{PAGE}>", PAGE),
    (f"<URL:{PAGE}>", PAGE),
    (f"URL: {PAGE}", PAGE),
    (f"Url = {PAGE};", PAGE),
    (f"Link: <{PAGE}>.", PAGE),
    (f"({PAGE}).", PAGE),
    (f"{PAGE},", PAGE),
    (f"{PAGE}…", PAGE),
    (f"“{PAGE}”", PAGE),
    (f"«{PAGE}»", PAGE),
    (f"'{PAGE}'", PAGE),
    (f"[{PAGE}]", PAGE),
    (f"{PAGE}>", PAGE),
    (f"{PAGE}))", PAGE),
    (f"{PAGE}،", PAGE),
    (f"\ufeff{PAGE}\u200b", PAGE),
    (f"{PAGE}?", PAGE),
    (f"{PAGE}/", PAGE + "/"),
    (f"{PAGE}_(quay)", PAGE + "_(quay)"),
    (f"({PAGE}_(quay)).", PAGE + "_(quay)"),
    (f"{PAGE}?a[]=1&b[]", PAGE + "?a[]=1&b[]"),
    (f"{PAGE}?q=a=", PAGE + "?q=a="),
    (f"{PAGE}.", PAGE),
    (f"{PAGE}...", PAGE),
    (f"{PAGE}!", PAGE + "!"),
    ("https://lexicon.example/Perrin,_D.C.", "https://lexicon.example/Perrin,_D.C."),
    ("(https://lexicon.example/Perrin,_D.C.).", "https://lexicon.example/Perrin,_D.C."),
    ("https://lexicon.example/Orm_Inc.", "https://lexicon.example/Orm_Inc."),
    ("https://harbour.example/می\u200cرود", "https://harbour.example/می\u200cرود"),
    ("harbour.example/a.", "harbour.example/a"),
    ("url.example/a", "url.example/a"),
    ("url://a", "url://a"),
    ("", ""),
    (" <> ", ""),
]  # fmt: skip


@pytest.mark.parametrize(("pasted", "address"), PASTED)
def test_an_address_is_taken_out_of_what_was_pasted(pasted: str, address: str) -> None:
    assert clean_pasted_address(pasted) == address
