"""Does any disguise lead a fetch to an address that is not public?

Servers of our own on loopback count who comes: nobody may. A naive fetch, which
checks an address and then asks for it, has to reach them in the same run.
"""

import http.client
import ipaddress
import re
import socket
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import cycle
from urllib.parse import urlsplit

import pytest

from articles.ingest.fetch import Allowance, FetchError, RefusalReason, fetch_page
from articles.ingest.fetch.ip_addresses import is_public_address
from articles.ingest.fetch.targets import parse_target
from tests.servers import Server, moved, serving

# fmt: off
# {port} is a port on which servers listen at 127.0.0.1, 127.0.0.2 and ::1, and which
# the guard is told to allow, so that only the host can be what it objects to.
HOSTS = [
    # literal
    "127.0.0.1", "127.0.0.2", "127.255.255.254", "10.0.0.1", "172.16.0.1",
    "0.0.0.0",  # noqa: S104 - a place that must not be reached
    "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.100.100.200",
    "192.0.0.1", "192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.1",
    "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "168.63.129.16", "127.0.0.1.",
    # decimal, hexadecimal, octal, short, and mixtures
    "2130706433", "0x7f000001", "0x7F.0.0.1", "0x7f.1", "017700000001", "0177.0.0.1",
    "0177.0.0.01", "00000177.0.0.1", "127.1", "127.0.1", "127.0.0x1", "0", "0x0", "127.000.000.001",
    "4294967297", "127.0.0.1.0x", "2852039166", "0xA9FEA9FE",
    # the same, in characters that look alike, and with dots of other scripts
    "１２７.0.0.1", "127。0。0。1", "①②⑦.0.0.1", "①②⑦．⓪．⓪．①",
    # names of this machine and its network
    "localhost", "LOCALHOST", "localhost.", "a.localhost", "printer.local", "router",
    "metadata.google.internal", "nas.home.arpa", "ⓛocalhost", "ｌｏｃａｌｈｏｓｔ",
    # IPv6: loopback, unspecified, mapped, compatible, NAT64, 6to4, Teredo, local, ...
    "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
    "[0:0:0:0:0:ffff:7f00:1]", "[::127.0.0.1]", "[::7f00:1]", "[64:ff9b::7f00:1]", "[64:ff9b::127.0.0.1]",
    "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]",
    "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%lo]", "[fec0::1]", "[fc00::1]",
    "[fd00:ec2::254]", "[ff02::1]", "[100::1]", "[3fff::1]", "[5f00::1]", "[2620:4f:8000::1]",
    "[::ffff:0:127.0.0.1]",
    # two readings of one address
    "user@127.0.0.1", "example.org@127.0.0.1", "user:word@example.org", "example.org%2f@127.0.0.1", "127.0.0.1%2eexample.org",
]
# Whole addresses: {at} is the server's host and port.
ADDRESSES = [
    "ftp://{at}/", "file:///etc/passwd", "file://{at}/etc/passwd", "gopher://{at}/1",
    "dict://{at}/d", "ldap://{at}/", "data:text/html,<p>x", "javascript:alert(1)",
    "unix:///run/x.sock", "ws://{at}/", "view-source:http://{at}/", "//{at}/", "{at}", "http:///",
    "http://", "http:/{at}/", "http:{at}", "", "http://exa mple.org/", "http://[::1/", "http://[v1.x]/",
    "http://example.org\\@{at}/", "http://{at}\\.example.org/", "http://{at}\t/", "http://\n{at}/",
    "http://example.org:99999/", "http://example.org:-1/", "http://example.org:x/", "http://-.-/",
    "http://" + "a" * 64 + ".example.org/", "http://example.org/" + "a" * 2000, "http://example.org/" + "ä" * 400,
]
PORTS = [0, 1, 21, 22, 25, 53, 81, 110, 443, 3306, 5432, 6379, 8000, 8080, 8443, 9200, 11211, 65535]
# fmt: on
# Where a name may lead that looks like any other.
RESOLVED = [
    host.strip("[]")
    for host in HOSTS
    if re.fullmatch(r"\[[^%]*\]|(?:[1-9]\d*\.){1}\d+\.\d+\.[1-9]\d*", host)
]
REFUSED = {RefusalReason.ADDRESS, RefusalReason.NOT_PUBLIC}


@pytest.fixture(scope="module")
def inside() -> Iterator[list[Server]]:
    """One port, at several addresses of this machine."""
    with ExitStack() as stack:
        first = stack.enter_context(serving("127.0.0.1"))
        others = ["127.0.0.2", "::1"]
        yield [
            first,
            *(stack.enter_context(serving(host, first.port)) for host in others),
        ]


@pytest.fixture(autouse=True)
def nobody_came(inside: list[Server]) -> Iterator[None]:
    """Whatever a test of the guard does, no server inside is connected to."""
    before = [server.connections for server in inside]
    yield
    assert [server.connections for server in inside] == before


def port(inside: list[Server]) -> int:
    return inside[0].port


def fixed(*addresses: str) -> "Resolver":
    return Resolver([addresses])


class Resolver:
    """A domain name system whose answers change from one question to the next."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        self.answers, self.asked = cycle(answers), 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return next(self.answers)


def refusal(address: str, **options: object) -> RefusalReason:
    with pytest.raises(FetchError) as refused:
        fetch_page(address, **options)  # type: ignore[arg-type]
    return refused.value.reason


def real(host: str, port: int) -> Sequence[str]:
    """As the system resolves numbers and its own names; no question leaves it."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise OSError("no such name") from None
    return [str(place[4][0]) for place in found]


@pytest.mark.parametrize("host", HOSTS)
def test_no_disguise_of_a_host_is_fetched(host: str, inside: list[Server]) -> None:
    number = port(inside)

    reason = refusal(
        f"http://{host}:{number}/",
        allowance=Allowance(ports=frozenset({number})),
        resolve=real,
    )

    assert reason in REFUSED


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_other_kind_of_address_is_fetched(
    address: str, inside: list[Server]
) -> None:
    number = port(inside)
    allowance = Allowance(ports=frozenset({number}))

    reason = refusal(
        address.format(at=f"127.0.0.1:{number}"), allowance=allowance, resolve=real
    )

    assert reason in REFUSED


@pytest.mark.parametrize("number", PORTS)
def test_no_other_port_is_fetched(number: int) -> None:
    resolver = fixed("127.0.0.1")

    assert (
        refusal(f"http://example.org:{number}/", resolve=resolver)
        == RefusalReason.ADDRESS
    )
    assert resolver.asked == 0


def test_the_port_of_the_other_scheme_is_another_port() -> None:
    assert refusal("https://example.org:80/") == RefusalReason.ADDRESS


@pytest.mark.parametrize("address", RESOLVED)
def test_a_name_that_leads_inside_is_not_fetched(
    address: str, inside: list[Server]
) -> None:
    number = port(inside)

    reason = refusal(
        f"http://rebind.example.org:{number}/",
        allowance=Allowance(ports=frozenset({number})),
        resolve=fixed(address),
    )

    assert reason == RefusalReason.NOT_PUBLIC


@pytest.mark.parametrize(
    "mixed", [["{public}", "127.0.0.2"], ["127.0.0.2", "{public}"]]
)
def test_one_inner_address_among_several_is_enough(
    mixed: list[str], inside: list[Server]
) -> None:
    """`public` stands for a server outside; here it is one that the test allows."""
    with serving("127.0.0.9", port(inside)) as outside:
        addresses = [address.format(public=outside.host) for address in mixed]

        reason = refusal(
            f"http://example.org:{outside.port}/",
            allowance=Allowance(outside.allowance.places, frozenset({outside.port})),
            resolve=fixed(*addresses),
        )

        assert reason == RefusalReason.NOT_PUBLIC
        assert outside.connections == 0


LOCATIONS = [
    "http://127.0.0.2:{port}/", "http://[::1]:{port}/", "//127.0.0.2:{port}/",
    "http://2130706434:{port}/", "http://localhost:{port}/", "file:///etc/passwd",
    "gopher://127.0.0.2:{port}/", "http://a:b@127.0.0.2:{port}/",
    "http://169.254.169.254/", "http://example.org:22/", "http://127.0.0.2:{port}\\@x/",
]  # fmt: skip


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "307 Moved"])
@pytest.mark.parametrize("location", LOCATIONS)
def test_a_redirect_inside_is_not_followed(
    location: str, status: str, inside: list[Server]
) -> None:
    with serving("127.0.0.9") as outside:
        outside.answers["/"] = moved(location.format(port=port(inside)), status)

        assert refusal(f"{outside.address}/", allowance=outside.allowance) in REFUSED
        assert outside.paths() == ["/robots.txt", "/"]


def test_a_redirect_of_robots_inside_is_not_followed(inside: list[Server]) -> None:
    with serving("127.0.0.9") as outside:
        outside.answers["/robots.txt"] = moved(f"http://127.0.0.2:{port(inside)}/")

        assert refusal(f"{outside.address}/", allowance=outside.allowance) in REFUSED
        assert outside.paths() == ["/robots.txt"]


@pytest.mark.parametrize("order", range(20))
def test_a_name_that_changes_its_answer_leads_nowhere_else(
    order: int, inside: list[Server]
) -> None:
    """Whenever the name turns to an inner address: it is refused, or never used."""
    with serving("127.0.0.9", port(inside)) as outside:
        answers = [[outside.host]] * (order % 4) + [["127.0.0.2"]] * (1 + order // 4)
        allowance = Allowance(outside.allowance.places, frozenset({outside.port}))
        resolver = Resolver(answers)

        reason = None
        try:
            fetch_page(
                f"http://rebind.example.org:{outside.port}/",
                allowance=allowance,
                resolve=resolver,
            )
        except FetchError as error:
            reason = error.reason

        # robots.txt is the first connection, the page the second.
        assert reason == (RefusalReason.NOT_PUBLIC if order % 4 < 2 else None)
        # One question for each connection, and the connection went where it said.
        assert outside.connections == min(order % 4, 2)


def test_no_proxy_of_the_environment_is_used(
    inside: list[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, inside[0].address)
    with serving("127.0.0.9") as outside:
        found = fetch_page(f"{outside.address}/", allowance=outside.allowance)

    assert found.status == 200


def naive(address: str, resolver: Resolver | None = None) -> bytes:
    """Checks the address with what Python offers, then asks for it: two steps."""
    parts = urlsplit(address)
    host, number = parts.hostname or "", parts.port or 80
    first = resolver(host, number)[0] if resolver else host
    try:
        refused = ipaddress.ip_address(first).is_private
    except ValueError:
        refused = False  # a name, or so it seems
    assert not refused
    if resolver is None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(address, timeout=5) as answer:
            body: bytes = answer.read()
        return body
    again = resolver(host, number)[0]
    connection = http.client.HTTPConnection(again, number, timeout=5)
    connection.request("GET", parts.path)
    body = connection.getresponse().read()
    connection.close()
    return body


NAIVE = [
    "2130706433",
    "0x7f000001",
    "017700000001",
    "127.1",
    "0x7f.1",
    "0177.0.0.1",
    "localhost",
]


class TestControl:
    """The same disguises reach a server when nobody guards the way."""

    @pytest.fixture(autouse=True)
    def nobody_came(self) -> None:
        """Here somebody has to come."""

    @pytest.mark.parametrize("host", NAIVE)
    def test_a_disguise_works_on_a_naive_fetch(
        self, host: str, inside: list[Server]
    ) -> None:
        before = inside[0].connections

        naive(f"http://{host}:{port(inside)}/")

        assert inside[0].connections > before

    def test_a_redirect_works_on_a_naive_fetch(self, inside: list[Server]) -> None:
        before = inside[1].connections
        with serving("127.0.0.9") as outside:
            outside.answers["/"] = moved(f"http://127.0.0.2:{port(inside)}/")
            naive(outside.address.replace("127.0.0.9", "2130706441") + "/")

        assert inside[1].connections > before

    def test_a_changed_answer_works_on_a_naive_fetch(
        self, inside: list[Server]
    ) -> None:
        before = inside[1].connections

        naive(
            f"http://rebind.example.org:{port(inside)}/",
            Resolver([["93.184.215.14"], ["127.0.0.2"]]),
        )

        assert inside[1].connections > before


# fmt: off
PUBLIC = ["1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "192.0.1.1",
          "198.20.0.1", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450:4001::1",
          "2003::1"]
# What Python 3.11 calls public although it leads inside, or nowhere.
PYTHON_ERRS = ["64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1", "192.88.99.1",
               "fec0::1", "224.0.0.1"]
# fmt: on


@pytest.mark.parametrize("address", PUBLIC)
def test_the_rest_of_the_internet_is_public(address: str) -> None:
    assert is_public_address(address)


@pytest.mark.parametrize("address", [*PYTHON_ERRS, "", "x", "1.2.3", "2606::1%eth0"])
def test_what_only_seems_public_is_not(address: str) -> None:
    assert not is_public_address(address)


def test_the_list_of_vectors_is_long_enough() -> None:
    assert len(HOSTS) + len(ADDRESSES) + len(PORTS) + len(LOCATIONS) >= 57


# fmt: off
READ = [
    ("https://Example.ORG", "https://example.org/"),
    ("https://example.org:443/a/../b?q=1&r=ä#part", "https://example.org/a/../b?q=1&r=%C3%A4"),
    ("http://mañana.example/ü", "http://xn--maana-pta.example/%C3%BC"),
    ("https://example.org/a%20b", "https://example.org/a%20b"),
    ("http://93.184.215.14/", "http://93.184.215.14/"),
    ("http://[2606:4700::1111]/x", "http://[2606:4700::1111]/x"),
]
# fmt: on


@pytest.mark.parametrize(("written", "asked"), READ)
def test_an_ordinary_address_is_read_as_it_is_meant(written: str, asked: str) -> None:
    assert parse_target(written).address == asked
