"""Reads what somebody typed into a search: words, phrases, what is left out, or."""

import re
from typing import NamedTuple

from articles.domain.text.normalization import INVISIBLE_CHARACTERS

_INVISIBLE = dict.fromkeys(map(ord, INVISIBLE_CHARACTERS))
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»‹›″＂「」『』〝〞〟", '"'))
# The mark of a Hebrew abbreviation is typed as a quotation mark, and opens nothing.
_GERSHAYIM = re.compile('(?<=[א-ת])["״”“](?=[א-ת])')
# Single marks quote around words; within a word they are apostrophes.
_SINGLE_QUOTED = re.compile(r"(?<!\w)‘([^‘]{1,200}?)’(?!\w)")
# A phrase, a number with spaces between its thousands, or what stands between spaces.
_TERM = re.compile(r'(-?)"([^"]*)"|(-?)(\d{1,3}(?: \d{3})+(?!\d)|[^\s"]+)')


class SearchTerm(NamedTuple):
    """Words that stand side by side in what is found, or must not stand there."""

    words: str
    is_excluded: bool = False


def read_search(typed: str) -> list[list[SearchTerm]]:
    """The alternatives that "or" parts, each with all its terms.

    Marks of quotation of any kind make a phrase, a minus before a term leaves it out. A
    mark without its partner and an "or" without a neighbour are nothing to look for.
    """
    words = " ".join(_GERSHAYIM.sub("״", typed.translate(_INVISIBLE)).split())
    words = _SINGLE_QUOTED.sub(r'"\1"', words).translate(_QUOTATION_MARKS)
    alternatives: list[list[SearchTerm]] = [[]]
    for found in _TERM.finditer(words):
        minus, phrase, word_minus, word = found.groups()
        if word is not None and word.lower() == "or" and not word_minus:
            alternatives.append([])
        elif term := phrase if word is None else word:
            alternatives[-1].append(SearchTerm(term, bool(minus or word_minus)))
    return [terms for terms in alternatives if terms]
