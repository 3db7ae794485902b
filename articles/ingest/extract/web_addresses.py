"""Recognises the address of a web page: http or https, without white space."""

import re
from collections.abc import Iterable

ADDRESS_PATTERN = r"https?://[^\s<>\"\x00-\x20\x7f]{3,2000}"
_ADDRESS = re.compile(ADDRESS_PATTERN, re.IGNORECASE)


def is_web_address(words: str) -> bool:
    return _ADDRESS.fullmatch(words) is not None


def first_address(candidates: Iterable[str]) -> str:
    return next(filter(is_web_address, candidates), "")
