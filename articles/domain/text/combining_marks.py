"""Unicode's normal forms, in time that grows with the text and not with its square.

To normalise is to sort each run of combining marks, which takes time that grows with
the square of the run. No language comes near thirty in a row, where Unicode's stream-safe
text format (UAX 15) cuts such a run; so is it cut here, before anything is normalised.
"""

import re
import unicodedata
from itertools import groupby
from typing import Literal

MAX_COMBINING_MARKS = 30


def _begins_with_mark(sign: str) -> bool:
    """Whether a mark comes first once the sign has been taken apart."""
    return unicodedata.combining(unicodedata.normalize("NFKD", sign)[0]) > 0


def _mark_ranges() -> str:
    """All such signs as ranges of a character class; there are none further on."""
    signs = [code for code in range(0x300, 0x20000) if _begins_with_mark(chr(code))]
    runs = groupby(enumerate(signs), lambda pair: pair[1] - pair[0])
    found = [[sign for _, sign in run] for _, run in runs]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in found)


_MARKS = _mark_ranges()
_LONG_RUN = re.compile(rf"([{_MARKS}]{{{MAX_COMBINING_MARKS}}})[{_MARKS}]+")
# Finds the few texts that can hold one, in a tenth of the time. Two marks of Japanese
# count as letters.
_PERHAPS = re.compile(
    rf"[^\w\s\x00-\u02ff]{{{MAX_COMBINING_MARKS + 1}}}|[\uff9e\uff9f]"
)


def cut_mark_runs(text: str) -> str:
    """The text with no more than thirty combining marks in a row."""
    return _LONG_RUN.sub(r"\1", text) if _PERHAPS.search(text) else text


def normalize_unicode(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """The text in this normal form, long runs of marks cut."""
    if text.isascii():
        return text
    # Once more afterwards: one sign may have become two marks.
    return cut_mark_runs(unicodedata.normalize(form, cut_mark_runs(text)))
