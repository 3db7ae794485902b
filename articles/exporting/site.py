"""The site as what leaves it names it: what it is called, and where each thing stands."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    """`root`: the scheme and the host; `path`: where a thing stands, by noun and keys."""

    name: str
    root: str
    path: Callable[..., str]

    def address(self, noun: str, *keys: str) -> str:
        """The whole address of a page: of "claim" and its key, or of "home"."""
        return f"{self.root}{self.path(noun, *keys)}"


def is_web_address(address: str) -> bool:
    """Whether readers can follow it in a browser."""
    return address.startswith(("https://", "http://"))


def in_format(path: str, suffix: str) -> str:
    """The address of a page in another format: /claims/k.json?on=… of /claims/k/?on=…"""
    page, mark, query = path.partition("?")
    return f"{page.rstrip('/')}.{suffix}{mark}{query}"
