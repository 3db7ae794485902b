"""Why an address was not fetched, and what the person can do about it."""

import re
from enum import StrEnum


class RefusalReason(StrEnum):
    """What kept us from the page."""

    ADDRESS = "address"  # no address that could be fetched from anywhere
    NOT_PUBLIC = "not_public"  # it leads into a network that is nobody's business
    ROBOTS = "robots"  # the site asks programs to stay away
    PAYWALL = "paywall"  # the site asks for a sign-in or for money
    TYPE = "type"  # a picture, a film, a program
    SIZE = "size"
    TIME = "time"
    ANSWER = "answer"  # an error of the site, or no HTTP at all
    UNREACHABLE = "unreachable"


UPLOAD_INSTEAD = "Save it from your browser, and upload that file instead."


class FetchError(Exception):
    """The message is for the person who asked; the reason is for the program."""

    def __init__(self, reason: RefusalReason, message: str) -> None:
        super().__init__(message)
        self.reason = reason


_PAYWALL_SAMPLE_BYTES = 2_000_000
_PAYWALL_MARKS = re.compile(
    rb"""["']?isAccessibleForFree["']?[ \t\r\n]{0,20}:[ \t\r\n]{0,20}["']?false
    |itemprop[ ]{0,3}=[ ]{0,3}["']isAccessibleForFree["'][ ]{1,3}content[ ]{0,3}=[ ]{0,3}["']false
    |article:content_tier["'][ ]{1,3}content[ ]{0,3}=[ ]{0,3}["']locked""",
    re.IGNORECASE | re.VERBOSE,
)


def is_paywalled(page: bytes) -> bool:
    """Whether the page marks itself as not free to read (schema.org)."""
    return _PAYWALL_MARKS.search(page, 0, _PAYWALL_SAMPLE_BYTES) is not None
