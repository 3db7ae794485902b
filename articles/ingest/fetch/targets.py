"""Parses an address into host, port and path, and refuses what may not be asked.

The parts that are checked here are the parts that are used: no other parser sees the
address, so that none can read it differently.
"""

import ipaddress
import re
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

import idna

from articles.ingest.fetch.refusal import FetchError, RefusalReason

DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_ADDRESS_CHARACTERS = 2000

# White space and control characters, which some parsers drop, and the backslash,
# which some take for a slash.
_SUSPECT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label like these makes a browser read the whole host as a number.
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_DOTTED = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
# Names that no public server has; what they resolve to is checked as well.
_LOCAL_NAMES = (
    "localhost",
    "local",
    "internal",
    "intranet",
    "lan",
    "home.arpa",
    "onion",
)
_SAFE_IN_PATH = "/%:@!$&'()*+,;=-._~"


class Target(NamedTuple):
    """What to ask of whom: a host (name or number), a port, a path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def address(self) -> str:
        return f"{self.origin}{self.path}"

    def redirect_to(self, location: str) -> "Target":
        """Return the target that a redirect leads to."""
        return parse_target(urljoin(self.address, location.strip(" \t")))

    def robots(self) -> "Target":
        return self._replace(path="/robots.txt")


def parse_target(address: str) -> Target:
    """Return the parts of an address; raise a FetchError that says what is wrong."""
    if len(address) > MAX_ADDRESS_CHARACTERS or _SUSPECT.search(address):
        raise _address_error(
            "This is no web address: it is too long, or holds odd characters."
        )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _address_error("This is no web address.") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise _address_error(
            "Only addresses that begin with https:// or http:// are fetched."
        )
    if "@" in parts.netloc:
        raise _address_error(
            "An address with a user name or a password in it is not fetched."
        )
    host = _canonical_host(parts.netloc, parts.hostname or "")
    query = f"?{quote(parts.query, safe=_SAFE_IN_PATH + '?')}" if parts.query else ""
    path = quote(parts.path or "/", safe=_SAFE_IN_PATH) + query
    # Port 0 is a number, and none that could be asked.
    chosen = DEFAULT_PORTS[parts.scheme] if port is None else port
    target = Target(parts.scheme, host, chosen, path)
    if len(target.address) > MAX_ADDRESS_CHARACTERS:
        raise _address_error("This address is too long.")
    return target


def _canonical_host(netloc: str, name: str) -> str:
    if netloc.startswith("["):
        return _parse_ipv6(name)
    ascii_name = _to_ascii_name(name).removesuffix(".")
    labels = ascii_name.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return _parse_ipv4(ascii_name)
    if len(ascii_name) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _address_error(f"“{name[:100]}” is not the name of a web server.")
    if _is_local(labels):
        raise not_public_error(name)
    return ascii_name


def _is_local(labels: list[str]) -> bool:
    name = ".".join(labels)
    return len(labels) == 1 or any(
        name == local or name.endswith(f".{local}") for local in _LOCAL_NAMES
    )


def _to_ascii_name(name: str) -> str:
    """Return a name as the DNS has it: full-width digits become digits."""
    if name.isascii():
        return name.lower()
    try:
        return idna.encode(name, uts46=True).decode().lower()
    except idna.IDNAError:
        return _map_look_alikes(name)


def _map_look_alikes(name: str) -> str:
    """Map a host like １２７.０.０.１, which is no name, to the number it stands for."""
    try:
        return idna.uts46_remap(name).lower()
    except idna.IDNAError:
        raise _address_error(
            f"“{name[:100]}” is not the name of a web server."
        ) from None


def _parse_ipv4(digits: str) -> str:
    """Return four decimal numbers; 127.1, 0x7f000001 and 0177.0.0.1 are disguises."""
    if not _DOTTED.fullmatch(digits):
        raise _address_error("Write a numeric address as four decimal numbers.")
    try:
        return str(ipaddress.IPv4Address(digits))
    except ValueError:
        raise _address_error("This is not a numeric address.") from None


def _parse_ipv6(digits: str) -> str:
    try:
        address = ipaddress.IPv6Address(digits)
    except ValueError:
        raise _address_error("This is not a numeric address.") from None
    if address.scope_id is not None:
        raise not_public_error(digits)
    return str(address)


def _address_error(message: str) -> FetchError:
    return FetchError(RefusalReason.ADDRESS, message)


def not_public_error(host: str) -> FetchError:
    return FetchError(
        RefusalReason.NOT_PUBLIC,
        f"“{host[:100]}” is not on the public web, so it is not fetched.",
    )
