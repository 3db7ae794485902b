"""Proposes which paragraphs of a page are probably not part of the article.

Only a proposal: nothing is taken out, and a reviewer has the last word. A long
paragraph that merely mentions a newsletter is the article's; a short one that
asks to subscribe to one is not.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.ingest.extract.parsed_document import TextBlock

BANNER = "banner"
BOILERPLATE = "boilerplate"
CONTACT = "contact"

SHORT_CHARACTERS = 200
ANY_LENGTH_CHARACTERS = 5000
# The part of an article, counted in paragraphs from its end, where its notes stand.
TAIL_SHARE = 0.4

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_ONLY_ADDRESSES = re.compile(r"(?:(?:https?://|www\.)\S{3,500}(?:\s+|$))+")


class RegionSign(NamedTuple):
    """Words that give a paragraph away, if it has at most `longest` characters."""

    kind: str
    longest: int
    words: re.Pattern[str]


def _compile_sign(kind: str, longest: int, *words: str) -> RegionSign:
    return RegionSign(kind, longest, re.compile("|".join(words), re.IGNORECASE))


# In the order in which they are tried.
SIGNS_ANYWHERE = (
    _compile_sign(
        CONTACT, SHORT_CHARACTERS,
        r"\bmedia (?:inquiries|enquiries|contact)\b", r"\bpress contact\b",
        r"^(?:contact|e-?mail|tel|phone)\b ?(?:us)?:",
        r"^(?:press |media )?contacts?:?$",
    ),
    _compile_sign(
        BANNER, SHORT_CHARACTERS,
        r"\bno advertising\b", r"\bindependent (?:media|journalism)\b.{0,40}$",
        r"\bnewsletter\b", r"\bsubscribe\b", r"\bsign up (?:for|to)\b",
        r"\bdonat(?:e|ion)\b", r"\bshare buttons?\b", r"\bshare this\b",
        r"^advertisement$", r"\baccept (?:all )?cookies\b", r"\bcookie policy\b",
        r"\balready (?:a subscriber|a member|subscribed)\b", r"^log in\b",
        r"\b(?:continue|keep) reading\b", r"\bwith a subscription$",
        r"\bfollow us on\b", r"\blike us on\b",
    ),
    _compile_sign(
        BOILERPLATE, SHORT_CHARACTERS,
        r"^(?:region|theme|topics?|tags|categories|filed under|in-depth report):",
        r"\boriginal source of this article\b", r"\ball rights reserved\b",
        r"(?:©|\(c\)|\bcopyright\b).{0,60}\b(?:19|20)[0-9]{2}\b",
        r"\bcomment on .{1,60} facebook\b", r"\bbecome a member\b",
        r"^(?:more )?articles by:", r"^(?:read|see) (?:more|also):?",
        r"^(?:related|recommended|trending|most (?:read|popular)|more on this)\W*$",
        r"^related (?:articles|stories|posts|topics|content|coverage|links)", r"^click here\b", r"^back to top$",
        r"^about the authors?:?$",
    ),
    _compile_sign(
        BOILERPLATE, ANY_LENGTH_CHARACTERS,
        r"^disclaimer:", r"\bcontains copyrighted material\b",
        r"\bpermission to (?:cross-?post|republish|reprint)\b",
        r"^the views expressed (?:in|here|are)\b",
    ),
)  # fmt: skip
SIGNS_AT_END = (
    _compile_sign(CONTACT, SHORT_CHARACTERS, _EMAIL.pattern, r"\n(?:tel|phone)\b.{0,2}:"),
    _compile_sign(
        CONTACT, 1000,
        r"\b(?:can|may) be (?:reached|contacted) (?:at|by|via|through)\b",
        r"\bvisit (?:his|her|their|our) (?:blog|web ?site|site|home ?page)\b",
        r"\bfollow (?:him|her|them) on\b",
    ),
    _compile_sign(
        BOILERPLATE, 400,
        r"^(?:his|her|their) (?:new|latest|most recent|first) (?:\w+ )?book\b",
        r"\bis the author of\b", r"^about the authors?\b",
    ),
)  # fmt: skip


def propose_regions(blocks: Sequence[TextBlock]) -> list[str]:
    """Return for each block the kind of region that it seems to be, or ""."""
    first_of_tail = int(len(blocks) * (1 - TAIL_SHARE))
    kinds: list[str] = []
    for number, block in enumerate(blocks):
        kind = block.region or _match_signs(block.text, SIGNS_ANYWHERE)
        if not kind and number and number >= first_of_tail:
            kind = _match_signs_at_end(block.text, kinds[-1])
        kinds.append(kind)
    return kinds


def is_boilerplate(text: str) -> bool:
    """Whether these words are no article's, wherever they stand."""
    return bool(_match_signs(text, SIGNS_ANYWHERE))


def _match_signs_at_end(text: str, kind_before: str) -> str:
    """An address alone goes with the note that it follows."""
    if _ONLY_ADDRESSES.fullmatch(text) or _is_email(text):
        return kind_before or CONTACT
    return _match_signs(text, SIGNS_AT_END)


def _is_email(text: str) -> bool:
    return len(text) <= SHORT_CHARACTERS and _EMAIL.fullmatch(text) is not None


def _match_signs(text: str, signs: Sequence[RegionSign]) -> str:
    return next(
        (
            sign.kind
            for sign in signs
            if len(text) <= sign.longest and sign.words.search(text)
        ),
        "",
    )
