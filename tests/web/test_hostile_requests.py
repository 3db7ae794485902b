"""Does any parameter, of any page or form, bring the server to answer 500?"""

import logging
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.middleware import MAX_PARAMETERS, MAX_QUERY_LENGTH
from articles.models import Article, Upload
from articles.models.choices import Stage
from tests.factories import make_claim, make_evidence, make_user
from tests.web.asking import quick, quiet, undone, undrawn
from tests.web.scenes import make_upload

pytestmark = [pytest.mark.walk, pytest.mark.django_db]

# What stands in an address, percent-encoded as it is sent.
HOSTILE = {
    "NUL":               "%00",
    "NUL inside":        "a%00b",
    "lone surrogate":    "%ED%A0%80",
    "half a character":  "%F0%9F%90",
    "not UTF-8":         "%FF%FE",
    "overlong slash":    "%C0%AF",
    "control":           "%01%1B%7F",
    "line ends":         "a%0D%0ASet-Cookie:%20x=1",
    "negative":          "-1",
    "huge number":       "9" * 400,
    "long":              "a" * 5000,
    "quotation":         "'%22%3B--",
    "query words":       "%22a%20OR%20-%20(b%20%26%20%3A*%20!!",
    "only operators":    "%26%20%7C%20!%20%3C-%3E",
    "pattern":           "%25_%5C",
    "braces":            "%7B%7B7*7%7D%7D",
    "year 0":            "0000-00-00",
    "no such day":       "2026-02-31",
    "last year":         "9999-12-31",
    "year 10000":        "10000-01-01",
    "arabic":            quote("النهر يرتفع"),
    "emoji":             quote("🐟👩‍👩‍👧"),
    "right to left":     quote("\u202e\u2066"),
    "many accents":      quote("a" + "\u0301" * 800),
}  # fmt: skip

PARAMETERS = {
    "/claims/":    ["q", "verdict", "kind", "source", "role", "outlet", "article",
                    "since", "until", "after", "format", "author", "fidelity", "cited"],
    "/claims.json": ["q", "verdict", "source", "since", "after"],
    "/claims.csv": ["q", "verdict", "source", "since", "after"],
    "/claims.atom": ["q", "verdict", "source", "since", "after"],
    "/articles/":  ["q", "outlet", "author", "language", "since", "until", "after"],
    "/articles.csv": ["q", "outlet", "since", "after"],
    "/articles.atom": ["q", "outlet", "since", "after"],
    "/sources/":   ["q", "kind", "role", "after"],
    "/sources.json": ["q", "kind", "role", "after"],
    "/claims/CLAIM/": ["on", "format"],
    "/claims/CLAIM.json": ["on"],
    "/articles/ARTICLE/": ["format", "on"],
    "/sources/SOURCE/": ["role", "after", "format", "q", "verdict"],
    "/sources/SOURCE.csv": ["role", "after"],
    "/sources/SOURCE.atom": ["role", "after"],
    "/login/":     ["next"],
}  # fmt: skip
DESK_PARAMETERS = {
    "/desk/": ["stage", "after", "mine"],
    "/desk/suggest/sources": ["q"],
    "/desk/suggest/claims": ["q"],
    "/desk/suggest/works": ["q"],
    "/desk/articles/ARTICLE/": ["quote", "claim"],
    "/desk/claims/CLAIM/": ["on"],
}


@pytest.fixture(scope="module")
def keys(django_db_setup: Any, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    with quick(), django_db_blocker.unblock(), transaction.atomic():
        claim = make_claim(stage=Stage.PUBLISHED)
        ready = make_claim("The gates were shut.", Stage.READY)
        shown = claim.appearances.get()
        open_to_change = ready.appearances.get()
        piece = make_evidence(ready)
        yield {
            "CLAIM": claim.key, "READY": ready.key,
            "ARTICLE": shown.text_version.article.key,
            "SOURCE": shown.chain.get(position=1).source.key,
            "APPEARANCE": open_to_change.key, "EVIDENCE": piece.key,
            "WORK": piece.work.key,
            "UPLOAD": make_upload(make_user("ada"), "a text").key,
        }  # fmt: skip
        transaction.set_rollback(True)


def address(path: str, keys: dict[str, str]) -> str:
    for name, key in keys.items():
        path = path.replace(name, key)
    return path


def queries(parameters: list[str]) -> Iterator[str]:
    """Each parameter with each hostile value; then beside harmless ones; and as a name."""
    for value in HOSTILE.values():
        yield from (f"{parameter}={value}" for parameter in parameters)
        yield "&".join(f"{parameter}=a&{parameter}={value}" for parameter in parameters)
        yield f"{value}={parameters[0]}&{value}"


def failures(client: Client, path: str, parameters: list[str]) -> list[tuple[str, int]]:
    """What is answered with a fault of ours."""
    client.raise_request_exception = False
    found = []
    for query in queries(parameters):
        with quiet():
            response = client.get(f"{path}?{query}")
            if response.streaming:
                b"".join(response)
        if response.status_code >= 500:
            found.append((query[:80], response.status_code))
    return found


@pytest.mark.parametrize("path", PARAMETERS)
def test_no_parameter_of_a_public_page_breaks_it(
    path: str, keys: dict[str, str], reader: Client
) -> None:
    assert failures(reader, address(path, keys), PARAMETERS[path]) == []


@pytest.mark.parametrize("path", DESK_PARAMETERS)
def test_no_parameter_of_a_page_of_the_desk_breaks_it(
    path: str, keys: dict[str, str], desk: Client
) -> None:
    assert failures(desk, address(path, keys), DESK_PARAMETERS[path]) == []


LONG = {
    # what stands behind the question mark
    "thousands of parameters":  "&".join(f"p{n}=1" for n in range(5_000)),
    "one, ten thousand times":  "&".join(["verdict=refuted"] * 10_000),
    "without values":           "&" * 20_000,
    "a megabyte":               f"after={'a' * 1_000_000}",
    "a megabyte of words":      f"q={'%20OR%20'.join(['dam'] * 80_000)}",
    "nested marks":             f"q={'%22(' * 3_000}",
    "digits":                   f"page={'9' * 100_000}",
    "percent signs":            f"q={'%25' * 30_000}",
}  # fmt: skip
ALL_PATHS = [
    *PARAMETERS,
    *DESK_PARAMETERS,
    "/",
    "/circles/",
    "/desk/claims/READY/edit/",
]


@pytest.mark.parametrize("path", ALL_PATHS)
def test_an_address_without_end_is_refused_before_anything_is_read(
    path: str, keys: dict[str, str], desk: Client
) -> None:
    where = address(path, keys)
    for query in LONG.values():
        with quiet(), CaptureQueriesContext(connection) as made:
            response = desk.get(f"{where}?{query}")

        assert response.status_code == 414
        assert "too long" in response.text
        assert len(response.content) < 5_000
        assert len(made) == 0


# As long as may be, and then one more.
BOUNDED = [
    f"q={'a' * (MAX_QUERY_LENGTH - 2)}",
    "&".join(["verdict=refuted"] * MAX_PARAMETERS),
    f"q={'%20OR%20'.join(['dam'] * 50)}",
    f"q={'%20'.join(['-dam'] * 60)}",
    f"q={'%22' * 66}",
    "&".join([f"kind=event&since=2020-01-01&n{n}=1" for n in range(60)]),
]


@pytest.mark.parametrize("path", ALL_PATHS)
def test_the_longest_address_takes_as_many_statements_as_a_short_one(
    path: str, keys: dict[str, str], desk: Client
) -> None:
    where = address(path, keys)
    desk.raise_request_exception = False

    def statements(query: str) -> int:
        with quiet(), CaptureQueriesContext(connection) as made:
            response = desk.get(f"{where}?{query}")
            if response.streaming:
                b"".join(response)
        assert response.status_code not in {414, 500}
        return len(made)

    most = max(
        statements(query) for query in ("q=dam", "verdict=refuted", "kind=event")
    )
    assert max(map(statements, BOUNDED)) <= most + 6


@pytest.mark.parametrize("query", [f"q={'a' * (MAX_QUERY_LENGTH - 1)}",
                                   "&".join(["q=a"] * (MAX_PARAMETERS + 1))])  # fmt: skip
def test_one_more_than_may_be_is_too_long(query: str, reader: Client, db: None) -> None:
    with quiet():
        assert reader.get(f"/claims/?{query}").status_code == 414


PATHS = [
    "/claims/{}/", "/claims/{}.json", "/articles/{}/", "/sources/{}/", "/{}", "/claims.{}",
    "/desk/claims/{}/", "/desk/claims/READY/{}/", "/desk/evidence/{}/", "/static/{}",
    "/desk/sources/{}/", "/desk/import/{}/", "/admin/{}", "/admin/articles/claim/{}/",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_nothing_that_stands_for_a_key_in_an_address_breaks_it(
    path: str, keys: dict[str, str], desk: Client
) -> None:
    desk.raise_request_exception = False
    broken = []
    for name, value in HOSTILE.items():
        # As a server hands it on: the bytes of the path, decoded.
        with quiet(), undone():
            response = desk.get(address(path, keys).format(value))
        if response.status_code >= 500:
            broken.append((name, response.status_code))

    assert broken == []


# -- the log ---------------------------------------------------------------------------

BAD = [
    "%00",
    "-1",
    "9" * 400,
    "0000-00-00",
    "9999-12-31",
    "yesterday",
    "a%0D%0AERROR%20x",
]


def in_the_log(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the console shows of it, record by record."""
    form = logging.Formatter("%(levelname)s %(message)s")
    return [form.format(record) for record in caplog.records]


@pytest.mark.parametrize("path", [*PARAMETERS, *DESK_PARAMETERS])
def test_a_bad_parameter_is_at_most_one_line_in_the_log(
    path: str, keys: dict[str, str], desk: Client, caplog: pytest.LogCaptureFixture
) -> None:
    desk.raise_request_exception = False
    for name in PARAMETERS.get(path) or DESK_PARAMETERS[path]:
        for value in BAD:
            caplog.clear()
            with undrawn():
                response = desk.get(f"{address(path, keys)}?{name}={value}")
            lines = in_the_log(caplog)
            assert (name, value, response.status_code < 500) == (name, value, True)
            assert len(lines) == (1 if response.status_code >= 400 else 0)
            assert all("\n" not in line and "WARNING" in line for line in lines)


DAYS = ["yesterday", "2026", "2026-02", "2026-02-31", "0000-00-00", "10000-01-01", "%00",
        "9" * 400, "2026-W01-1", "٢٠٢٦-٠١-٠١"]  # fmt: skip


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("form", ["/", ".json"])
def test_a_day_that_is_none_is_refused(
    day: str, form: str, keys: dict[str, str], reader: Client
) -> None:
    with quiet():
        answer = reader.get(f"/claims/{keys['CLAIM']}{form}?on={day}")

    assert answer.status_code == 400


REFUSED = [
    # the request                                        its answer
    (lambda c: c.get("/", headers={"host": "x_y.test"}),     400),
    (lambda c: c.post("/desk/import/", {"text": "x" * 17_000_000}), 413),
    (lambda c: c.generic("POST", "/desk/import/", b"no boundary", "multipart/form-data"), 400),
    (lambda c: c.post("/desk/claims/zzzzzzzzzz/edit/", {}),  404),
]  # fmt: skip


@pytest.mark.parametrize(("request_of", "status"), REFUSED)
def test_what_is_refused_leaves_no_traceback(
    request_of: Any, status: int, desk: Client, caplog: pytest.LogCaptureFixture
) -> None:
    desk.raise_request_exception = False

    answer = request_of(desk)

    assert answer.status_code == status
    assert in_the_log(caplog)
    assert all("\n" not in line for line in in_the_log(caplog))


def test_a_fault_of_ours_keeps_its_traceback(
    reader: Client, caplog: pytest.LogCaptureFixture
) -> None:
    reader.raise_request_exception = False

    def broken(*_: Any) -> None:
        raise RuntimeError("a fault of ours")

    with connection.execute_wrapper(broken):
        assert reader.get("/claims/").status_code == 500

    assert any("Traceback" in line for line in in_the_log(caplog))


# -- forms -----------------------------------------------------------------------------

TYPED = {
    "NUL":              "a\x00b",
    "control":          "\x01\x08\x1b\x7f",
    "lone surrogate":   "a\ud800b",
    "blank":            " \t\u00a0\u3000 ",
    "invisible":        "\u200b\u200d\ufeff",
    "right to left":    "\u202eabc\u2066",
    "number":           "99999999999999999999999",
    "negative":         "-1",
    "float":            "1e400",
    "letters as digits": "٣²",
    "key":              "zzzzzzzzzz",
    "long":             "x" * 100_000,
    "lines":            "\r\n" * 2000,
    "markup":           "<script>alert(1)</script>{{7*7}}{%x%}",
    "emoji":            "🐟" * 300,
    "year 10000":       "10000-01-01",
    "year 0":           "0000-01-01",
}  # fmt: skip
CHAIN = {
    "chain-TOTAL_FORMS": "2", "chain-INITIAL_FORMS": "0", "chain-0-source": "Tessa Aldering",
    "chain-0-source_key": "", "chain-0-create": "", "chain-0-new_kind": "", "chain-0-cue": "",
    "chain-0-mode": "", "chain-0-said": "", "chain-0-said_from": "", "chain-0-said_to": "",
    "chain-0-note": "", "chain-0-ORDER": "", "chain-1-source": "A new voice",
    "chain-1-create": "on", "cited-TOTAL_FORMS": "1", "cited-INITIAL_FORMS": "0",
    "cited-0-description": "A gauge", "cited-0-title": "", "cited-0-address": "",
    "cited-0-locator": "", "cited-0-passage": "",
    "cited-0-translation": "", "cited-0-fidelity": "", "cited-0-note": "",
    "chain-MIN_NUM_FORMS": "", "chain-MAX_NUM_FORMS": "", "quote": "The gates were opened",
    "spans": "", "occurrence": "",
}  # fmt: skip
META = {"version": "2", "idempotency_key": ""}
WORK = {
    "title": "A title", "kind": "article", "authors": "Tessa Aldering", "outlet": "",
    "create": "on", "published": "2026", "address": "", "language": "en", "region-0": "",
}  # fmt: skip
FORMS: dict[str, dict[str, str]] = {
    "/desk/import/": {"text": "A text."},
    "/desk/import/UPLOAD/": WORK | META,
    "/desk/articles/ARTICLE/": {
        "statement": "It rose.", "kind": "event", "checkable": "on", "existing": "new",
    } | CHAIN | META,
    "/desk/articles/ARTICLE/details/": WORK | META,
    "/desk/appearances/APPEARANCE/": CHAIN | META,
    "/desk/claims/READY/edit/": {
        "statement": "It rose.", "kind": "event", "checkable": "on", "existing": "",
        "about-TOTAL_FORMS": "1", "about-INITIAL_FORMS": "0", "about-0-source": "The Firm",
        "about-0-source_key": "", "about-0-create": "on", "about-0-new_kind": "group",
        "about-0-role": "accused", "about-0-DELETE": "",
    } | META,
    "/desk/claims/READY/evidence/": {
        "work_key": "", "work_title": "A gauge", "work_address": "", "work_kind": "report",
        "work_outlet": "", "create": "on", "work_published": "", "locator": "",
        "passage": "", "translation": "", "stance": "context", "primary": "",
        "question": "?", "note": "",
    } | META,
    "/desk/evidence/EVIDENCE/": {
        "work_key": "", "work_title": "A gauge", "work_address": "", "work_kind": "report",
        "work_outlet": "", "work_published": "", "locator": "", "passage": "",
        "translation": "", "stance": "context", "question": "?", "note": "",
    } | META,
    "/desk/claims/READY/give_verdict/": {
        "verdict": "not_checkable", "rationale": "So.", "evidence": "", "searched": "",
    } | META,
    "/desk/sources/new/": {
        "name": "A source", "kind": "person", "description": "", "wikidata": "",
        "homepage": "", "listed": "", "aliases": "",
    } | META,
    "/desk/sources/SOURCE/": {
        "name": "A source", "kind": "person", "description": "", "wikidata": "",
        "homepage": "", "listed": "", "aliases": "",
    } | META,
    "/desk/works/WORK/relations/": {
        "kind": "cites", "work": "A gauge", "work_key": "", "new_work": "on",
        "work_address": "", "work_kind": "report", "work_outlet": "", "create": "on",
        "work_published": "", "reference": "", "ground": "It says so.", "note": "",
    } | META,
    "/desk/works/WORK/details/": WORK | META | {"version": "1"},
    "/desk/works/WORK/status/": {
        "status": "retracted", "status_reference": "", "status_note": "So.",
    } | META,
    "/desk/appearances/APPEARANCE/remove/": META,
    "/desk/evidence/EVIDENCE/remove/": META,
    "/login/": {"login": "ada", "password": "x", "next": ""},
    "/password/": {"oldpassword": "x", "password1": "y", "password2": "y"},
    "/account/password/forgotten/": {"email": "ada@example.org"},
    "/account/invitation/x/": {"username": "eve", "email": "e@example.org"},
    "/desk/people/invite/": {"role": "Reviewers", "email": "", "days": "7"},
}  # fmt: skip


# What the rules of one field may not foresee; the rest stands in all fields at once.
ONE_BY_ONE = (
    "NUL",
    "lone surrogate",
    "control",
    "number",
    "emoji",
    "long",
    "year 10000",
)


def typings(fields: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """The form with one field filled with hostile words, and with all fields."""
    for name, value in TYPED.items():
        if name in ONE_BY_ONE:
            for field in fields:
                yield f"{field}: {name}", {**fields, field: value}
        # A made-up number of forms would hide all other fields.
        filled = {
            field: kept if field.endswith("_FORMS") else value
            for field, kept in fields.items()
        }
        yield name, filled | {"idempotency_key": ""}


@pytest.mark.parametrize("path", FORMS)
def test_no_field_of_a_form_breaks_it(
    path: str, keys: dict[str, str], desk: Client
) -> None:
    desk.raise_request_exception = False
    broken = []
    for name, sent in typings(FORMS[path]):
        if sent.get("idempotency_key") == "":
            sent["idempotency_key"] = str(uuid.uuid4())
        body = urlencode(sent, errors="surrogatepass")
        with quiet(), undone():
            response = desk.post(
                address(path, keys), body, "application/x-www-form-urlencoded"
            )
        if response.status_code >= 500:
            broken.append(name)

    assert broken == []


BODIES = [
    # content type                          body
    ("application/x-www-form-urlencoded",   b"\xff\xfe=%ff&=&%00=%00"),
    ("application/x-www-form-urlencoded",   b"&" * 10_000),
    ("application/x-www-form-urlencoded",   b"a=b&" * 30_000),
    ("multipart/form-data",                 b"no boundary"),
    ("multipart/form-data; boundary=x",     b"--x\r\nbroken"),
    ("multipart/form-data; boundary=x",     b"--x\r\nContent-Disposition: form-data;"
                                            b' name="text"\r\n\r\n\xff\xfe\r\n--x--'),
    ("multipart/form-data; boundary=" + "x" * 500, b"--x"),
    ("application/json",                    b"{"),
    ("text/plain; charset=no-such-charset", b"x"),
    ("application/x-www-form-urlencoded; charset=utf-16", b"a=b"),
    ("application/x-www-form-urlencoded; charset=no-such", b"a=b"),
    ("",                                    b"\x00" * 1000),
]  # fmt: skip


@pytest.mark.parametrize(("content_type", "body"), BODIES)
@pytest.mark.parametrize(
    "path", ["/desk/import/", "/desk/claims/READY/edit/", "/login/"]
)
def test_no_body_breaks_a_form(
    path: str, content_type: str, body: bytes, keys: dict[str, str], desk: Client
) -> None:
    desk.raise_request_exception = False
    with quiet(), undone():
        # Not by post(), which reads the content type itself.
        response = desk.generic("POST", address(path, keys), body, content_type)

    assert response.status_code < 500


HEADERS = ["Cookie", "Accept", "Accept-Language", "If-None-Match", "If-Modified-Since",
           "Range", "Referer", "X-Forwarded-For", "X-Forwarded-Host", "Content-Length",
           "X-Requested-With", "User-Agent", "Authorization"]  # fmt: skip


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_breaks_a_page(name: str, keys: dict[str, str]) -> None:
    values = [
        "",
        "\x00",
        "ÿþ",
        "a" * 20_000,
        'sessionid="\\000"; csrftoken="\\000"',  # a NUL, as cookies spell it
        "*",
        'W/"',
        "bytes=0-,-1",
        "Mon, 99 Foo 10000 00:00:00 GMT",
        "sessionid=" + "a" * 40,
    ]
    broken = []
    for value in values:
        for path in ("/", "/claims/", "/desk/"):
            client = Client(raise_request_exception=False)
            with quiet(), undone():
                response = client.get(path, headers={name: value})
            if response.status_code >= 500:
                broken.append((value[:30], path))

    assert broken == []


# -- texts -----------------------------------------------------------------------------

ARABIC = "ارتفع النهر\n\nقالت الوزارة إن البوابات فُتحت قبل منتصف الليل. 🐟 " * 3


def imported(client: Client, text: str) -> Any:
    """A text through the paste form and through confirming it."""
    sent = client.post("/desk/import/", {"text": text})
    if sent.status_code != 302:
        return sent
    path = sent.headers["Location"]
    assert client.get(path).status_code == 200
    values = {"title": "A title", "kind": "article", "language": "ar",
              "idempotency_key": str(uuid.uuid4())}  # fmt: skip
    return client.post(path, values)


def test_a_text_in_arabic_with_emoji_comes_in_letter_by_letter(desk: Client) -> None:
    answer = imported(desk, ARABIC)

    assert answer.status_code == 302
    text = Article.objects.get(work__title="A title").text.text
    assert text.split() == ARABIC.split()
    page = desk.get(answer.headers["Location"].split("#")[0]).content.decode()
    assert 'dir="rtl"' in page
    assert "🐟" in page


def text_of(length: int) -> str:
    sentence = "The river rose, and the gates stayed shut all night long. "
    return "\n\n".join([(sentence * 20).strip()] * (length // (len(sentence) * 20)))


def test_a_long_text_comes_in_whole(desk: Client) -> None:
    text = text_of(490_000)

    answer = imported(desk, text)

    assert answer.status_code == 302
    assert Article.objects.get(work__title="A title").text.text == text
    assert desk.get(answer.headers["Location"].split("#")[0]).status_code == 200


def test_a_text_that_is_too_long_is_refused_in_words(desk: Client) -> None:
    before = Upload.objects.count()
    with quiet():
        answer = imported(desk, text_of(600_000))

    assert answer.status_code == 422
    assert "at most 500,000 characters" in answer.content.decode()
    assert Upload.objects.count() == before


FILES = {
    "NUL bytes":       (b"A title\n\nThe river\x00rose.\x00", "text.txt"),
    "not UTF-8":       (b"A title\n\nThe r\xe9gion \xff\xfe rose.", "text.txt"),
    "UTF-16":          ("A title\n\nThe river rose.".encode("utf-16"), "text.txt"),
    "empty":           (b"", "text.txt"),
    "only blanks":     (b" \n\t\r\n ", "text.txt"),
    "deep":            (b"<div>" * 100_000 + b"The river rose.", "text.html"),
    "no ending":       (b"The river rose.", "text"),
    "picture":         (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, "a.png"),
    "name with NUL":   (b"The river rose.", "a\x00b.txt"),
    "long name":       (b"The river rose.", "n" * 5000 + ".txt"),
    "name as a path":  (b"The river rose.", "../../etc/passwd.txt"),
    "surrogates":      ("The river \ud800 rose.".encode("utf-8", "surrogatepass"), "a.md"),
    "too large":       (b"x" * 5_000_001, "text.txt"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_no_file_breaks_the_import(name: str, desk: Client) -> None:
    desk.raise_request_exception = False
    content, filename = FILES[name]

    with quiet():
        response = desk.post(
            "/desk/import/", {"file": SimpleUploadedFile(filename, content)}
        )

    assert response.status_code in {302, 422}
    if response.status_code == 302:
        held = Upload.objects.get(key=response.headers["Location"].split("/")[-2])
        assert "\x00" not in str(held.extraction)
        assert desk.get(response.headers["Location"]).status_code == 200


def test_a_body_beyond_the_limit_is_refused_in_words(desk: Client) -> None:
    before = Upload.objects.count()
    with quiet():
        response = desk.post("/desk/import/", {"text": "x" * 17_000_000})

    assert response.status_code == 413
    assert "too large" in response.content.decode().lower()
    assert Upload.objects.count() == before
