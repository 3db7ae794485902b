"""Links between resources as a header or a document has them (RFC 8288, RFC 6690)."""

import datetime
from collections.abc import Iterable, Iterator

from django.utils.http import http_date

LINK_FORMAT = "application/link-format"


def write_link(
    address: str, rel: str, **attributes: str | datetime.datetime | None
) -> str:
    """`<address>; rel="rel"; name="value"`; what is None is left out.

    Moments are in seconds, as HTTP has them. The addresses are ours: nothing in them, nor in
    what describes them, has to be escaped.
    """
    told = {name: value for name, value in attributes.items() if value is not None}
    parts = [f'{name}="{in_http(value)}"' for name, value in told.items()]
    return "; ".join([f"<{address}>", f'rel="{rel}"', *parts])


def in_http(value: str | datetime.datetime) -> str:
    return value if isinstance(value, str) else http_date(value.timestamp())


def link_header(links: Iterable[str]) -> str:
    return ", ".join(links)


def link_document(links: Iterable[str]) -> Iterator[str]:
    """The text of a document in this format, one link to a line."""
    yield ",\n".join(links) + "\n"
