"""Reads the tags that name a language (BCP 47)."""

from functools import lru_cache


# Asked for at each word of a comparison; few tags are in use.
@lru_cache(maxsize=128)
def primary_language(tag: str) -> str:
    """The primary language of a tag: "en" of "en-GB", or of "en_GB" as systems write."""
    return tag.lower().replace("_", "-").split("-")[0]
