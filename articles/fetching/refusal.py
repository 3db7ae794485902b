"""Why was an address not fetched, and what can the person do about it?"""

from enum import StrEnum


class Reason(StrEnum):
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

    def __init__(self, reason: Reason, message: str) -> None:
        super().__init__(message)
        self.reason = reason
