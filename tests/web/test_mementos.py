"""Can a program that follows RFC 7089 walk a claim back, and is nothing sent wrongly?"""

import datetime
import http.client
import re
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils.http import http_date
from pytest_django.live_server_helper import LiveServer

from articles.models import Claim
from articles.models.choices import Stage
from articles.rendering.page_store import memory
from articles.views import mementos
from articles.workflow import publication
from tests.factories import make_claim
from tests.web.asking import quiet
from tests.web.scenes import ABSENT

pytestmark = pytest.mark.django_db(transaction=True)
LINK = re.compile(r'<([^>]*)>((?:\s*;\s*\w+="[^"]*")*)')
VERDICTS = ("", "supported", "refuted")


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    memory.clear()


def at(day: int, second: float = 0) -> datetime.datetime:
    start = datetime.datetime(2026, 1, day, 9, tzinfo=datetime.UTC)
    return start + datetime.timedelta(seconds=second)


def in_http(moment: datetime.datetime) -> str:
    return http_date(moment.timestamp())


@pytest.fixture
def claim() -> Claim:
    """Published on 1, 3 and 5 January, each time half a second after nine o'clock."""
    made = make_claim("The ferry sailed on Monday.", Stage.READY)
    for number, verdict in enumerate(VERDICTS):
        moment = at(1 + 2 * number, 0.5)
        publication.publish_claim(made, made.recorded_by, moment, verdict)
    return made


def page_of(claim: Claim) -> str:
    return f"/claims/{claim.key}/"


# -- a client, as the RFC has it ---------------------------------------------------------


class Link(NamedTuple):
    address: str
    rel: set[str]
    told: dict[str, str]


class Resource(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    body: str

    def links(self, rel: str) -> list[Link]:
        return [link for link in read_links(self.headers["Link"]) if rel in link.rel]


def read_links(text: str) -> list[Link]:
    found = []
    for address, attributes in LINK.findall(text):
        told = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
        found.append(Link(address, set(told.pop("rel").split()), told))
    assert LINK.sub("", text).strip(" ,\n") == ""
    return found


def fetch(address: str, when: str = "") -> Resource:
    parts = urlsplit(address)
    assert parts.hostname
    session = http.client.HTTPConnection(parts.hostname, parts.port, timeout=60)
    headers = {"Accept-Datetime": when} if when else {}
    session.request("GET", parts.path, headers=headers)
    answer = session.getresponse()
    found = Resource(answer.status, answer.headers, answer.read().decode())
    session.close()
    return found


def test_a_client_walks_a_claim_back(claim: Claim, live_server: LiveServer) -> None:
    original = live_server.url + page_of(claim)
    (gate,) = fetch(original).links("timegate")
    (map_link,) = fetch(original).links("timemap")
    led = fetch(gate.address, in_http(at(6)))
    steps = [led.headers["Location"]]
    states = [fetch(steps[0])]
    while earlier := states[-1].links("prev"):
        steps.append(earlier[0].address)
        states.append(fetch(steps[-1]))
    listed = read_links(fetch(map_link.address).body)
    mementos = [link for link in listed if "memento" in link.rel]

    assert led.status == 302
    assert "accept-datetime" in led.headers["Vary"].lower()
    assert "Memento-Datetime" not in led.headers
    moments = [state.headers["Memento-Datetime"] for state in states]
    assert moments == [in_http(at(day)) for day in (5, 3, 1)]
    assert ["Refuted" in state.body.split("History")[0] for state in states] == [
        True, False, False,
    ]  # fmt: skip
    assert [link.address for link in mementos] == steps[::-1]
    assert [link.told["datetime"] for link in mementos] == moments[::-1]
    assert [link.rel for link in mementos] == [
        {"first", "memento"}, {"memento"}, {"last", "memento"},
    ]  # fmt: skip
    for state, address in zip(states, steps, strict=True):
        assert [link.address for link in state.links("original")] == [original]
        assert [link.address for link in state.links("timegate")] == [gate.address]
        assert [link.address for link in state.links("first")] == steps[-1:]
        assert [link.address for link in state.links("last")] == steps[:1]
        assert address in [link.address for link in state.links("memento")]
        # Whoever asks for the moment that a memento names gets this one.
        moment = state.headers["Memento-Datetime"]
        assert fetch(gate.address, moment).headers["Location"] == address
    (whole,) = [link for link in listed if "self" in link.rel]
    assert whole.told == {
        "type": "application/link-format", "from": moments[-1], "until": moments[0],
    }  # fmt: skip


def test_data_has_states_of_its_own(claim: Claim, live_server: LiveServer) -> None:
    original = f"{live_server.url}/claims/{claim.key}.json"
    led = fetch(original, in_http(at(4)))
    state = fetch(led.headers["Location"])

    assert led.headers["Location"] == f"{original[:-5]}/states/2.json"
    assert state.headers["Memento-Datetime"] == in_http(at(3))
    assert [link.address for link in state.links("original")] == [original]
    assert '"verdict": "supported"' in state.body


# -- which state ---------------------------------------------------------------------------


def asked_for(claim: Claim, when: str, **more: str) -> Any:
    headers = {"Accept-Datetime": when, **more}
    return Client().get(page_of(claim), headers=headers)


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        (at(1, -86_400 * 9_999), 1),
        (at(1, -1), 1),
        (at(1), 1),
        (at(3, -1), 1),
        (at(3), 2),
        (at(5, 86_400 * 99_999), 3),
    ],
)
def test_a_moment_leads_to_what_stood_then(
    moment: datetime.datetime, number: int, claim: Claim
) -> None:
    answer = asked_for(claim, in_http(moment))

    assert answer.status_code == 302
    address = f"http://testserver{page_of(claim)}states/{number}/"
    assert answer.headers["Location"] == address


@pytest.mark.parametrize("when", ["", "yesterday", "2026-01-03", "Sat, 31 Feb 2026 09:00:00 GMT",
                                  "Sat, 03 Jan 2026 09:00:00", "Ｓat", "9" * 5_000])  # fmt: skip
def test_a_moment_that_cannot_be_read_is_refused(when: str, claim: Claim) -> None:
    with quiet():
        answer = asked_for(claim, when)

    assert answer.status_code == 400
    assert "Tue, 20 Jun 2017 09:30:00 GMT" in answer.text
    assert "Accept-Datetime" in answer.headers["Vary"]
    assert 'rel="timemap"' in answer.headers["Link"]


def test_a_day_in_the_address_is_not_led_elsewhere(claim: Claim) -> None:
    asked = {"Accept-Datetime": in_http(at(6))}
    answer = Client().get(f"{page_of(claim)}?on=2026-01-02", headers=asked)

    assert answer.status_code == 200
    assert "This is how the claim stood on 2 January 2026." in answer.text


def test_a_state_in_force_shows_what_was_published_and_not_what_became_known(
    claim: Claim,
) -> None:
    stands = claim.publications.current().get()
    now = Client().get(f"/claims/{claim.key}.json").json()
    state = Client().get(f"/claims/{claim.key}/states/3.json").json()
    page = Client().get(f"/claims/{claim.key}/states/3/").text

    assert state == stands.record
    assert now.keys() > state.keys()
    assert "It stands today; what has become known since is left out." in page


def test_a_claim_that_nobody_sees_is_as_one_that_is_not_there(claim: Claim) -> None:
    hidden = make_claim("The ferry sank.", Stage.READY)
    answers = []
    for key in (hidden.key, ABSENT):
        for part in ("/", ".json", "/states/1/", "/states/1.json", "/timemap"):
            asked = {"Accept-Datetime": in_http(at(3))}
            with quiet():
                answer = Client().get(f"/claims/{key}{part}", headers=asked)
            answers.append((answer.status_code, answer.content, answer.headers))

    assert answers[:5] == answers[5:]
    assert {status for status, _, _ in answers} == {404}


def test_a_long_history_is_listed_in_pages(
    claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mementos, "LISTED", 2)
    start = f"{page_of(claim)}timemap"
    pages = [read_links(Client().get(part).text) for part in (start, f"{start}/2")]
    with quiet():
        beyond = Client().get(f"{start}/3")

    listed = [[urlsplit(link.address).path.split("/")[-2] for link in page
               if "memento" in link.rel] for page in pages]  # fmt: skip
    assert listed == [["1", "2"], ["3"]]
    for page, other in zip(pages, (f"{start}/2", start), strict=True):
        (link,) = [link for link in page if "timemap" in link.rel]
        assert link.address == f"http://testserver{other}"
        assert link.told.keys() == {"type", "from", "until"}
    assert beyond.status_code == 404


# -- withdrawn -----------------------------------------------------------------------------


def every_way(claim: Claim) -> list[tuple[str, dict[str, str]]]:
    ways = [f"/claims/{claim.key}{part}" for part in
            ("/states/1/", "/states/3/", "/states/1.json", "/timemap")]  # fmt: skip
    asked = {"Accept-Datetime": in_http(at(3))}
    return [*((way, {}) for way in ways), (page_of(claim), asked)]


def test_what_is_withdrawn_is_gone_with_the_next_request(claim: Claim) -> None:
    before = [Client().get(way, headers=asked) for way, asked in every_way(claim) * 2]
    tags = [answer.headers.get("ETag", "") for answer in before]
    publication.withdraw_claim(claim, at(7))
    with quiet():
        after = [
            Client().get(way, headers={**asked, "If-None-Match": tag})
            for (way, asked), tag in zip(every_way(claim), tags, strict=False)
        ]

    assert {answer.status_code for answer in before} == {200, 302}
    assert [answer.status_code for answer in after] == [410] * 5
    assert not any("ferry" in answer.text for answer in after)
    assert not any("Memento-Datetime" in answer.headers for answer in after)


def test_nothing_stood_while_a_claim_was_withdrawn(claim: Claim) -> None:
    publication.withdraw_claim(claim, at(7))
    publication.publish_claim(claim, claim.recorded_by, at(9), "supported")
    with quiet():
        between = asked_for(claim, in_http(at(8)))

    assert between.status_code == 410
    assert "on 8 January 2026" in between.text
    assert "Accept-Datetime" in between.headers["Vary"]
    assert asked_for(claim, in_http(at(6))).headers["Location"].endswith("states/3/")
    assert asked_for(claim, in_http(at(9))).headers["Location"].endswith("states/4/")


# -- beside the pages that are kept ----------------------------------------------------------


@pytest.mark.parametrize("first", ["", "Accept-Datetime"])
def test_a_kept_page_and_a_moment_do_not_answer_for_each_other(
    first: str, claim: Claim
) -> None:
    kinds = ["", "Accept-Datetime"] if not first else ["Accept-Datetime", ""]
    asked = {name: in_http(at(2)) for name in kinds if name}
    plain = {True: [], False: []}  # type: dict[bool, list[Any]]
    for name in kinds * 2:
        headers = asked if name else {}
        answer = Client().get(page_of(claim), headers=headers)
        plain[not name].append(answer)

    assert [answer.status_code for answer in plain[True]] == [200, 200]
    assert [answer.status_code for answer in plain[False]] == [302, 302]
    for answer in plain[True] + plain[False]:
        assert "Accept-Datetime" in answer.headers["Vary"]
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_tag_of_the_page_does_not_answer_for_a_moment(claim: Claim) -> None:
    tag = Client().get(page_of(claim)).headers["ETag"]

    assert asked_for(claim, in_http(at(2)), if_none_match=tag).status_code == 302
    again = Client().get(page_of(claim), headers={"If-None-Match": tag})
    assert again.status_code == 304
    with quiet():
        assert asked_for(claim, "never", if_none_match=tag).status_code == 400
    assert Client().get(page_of(claim)).status_code == 200


# -- the day that a reader types -------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["2026-01-02", "2 January 2026", "2 jan 2026", "January 2, 2026"]
)
def test_a_day_is_read_as_people_write_it_and_shown_in_words(
    typed: str, claim: Claim
) -> None:
    page = Client().get(page_of(claim), {"on": typed}).text

    assert "This is how the claim stood on 2 January 2026." in page
    assert 'name="on" value="2 January 2026"' in page


@pytest.mark.parametrize(
    "typed", ["January 2026", "2026", "the <b>second</b>", "30 February 2026"]
)
def test_a_day_that_cannot_be_read_is_handed_back(typed: str, claim: Claim) -> None:
    with quiet():
        answer = Client().get(page_of(claim), {"on": typed})

    shown = typed.replace("<", "&lt;").replace(">", "&gt;")
    assert answer.status_code == 400
    assert f'name="on" value="{shown}" aria-invalid="true"' in answer.text
    assert "Write a day like 20 June 2017" in answer.text
    assert f'action="{page_of(claim)}"' in answer.text
