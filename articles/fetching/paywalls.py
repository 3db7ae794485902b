"""Does a page say of itself that it is not free to read?"""

import re

_SAMPLE = 2_000_000
_MARKS = re.compile(
    rb"""["']?isAccessibleForFree["']?[ \t\r\n]{0,20}:[ \t\r\n]{0,20}["']?false
    |itemprop[ ]{0,3}=[ ]{0,3}["']isAccessibleForFree["'][ ]{1,3}content[ ]{0,3}=[ ]{0,3}["']false
    |article:content_tier["'][ ]{1,3}content[ ]{0,3}=[ ]{0,3}["']locked""",
    re.IGNORECASE | re.VERBOSE,
)


def is_closed(page: bytes) -> bool:
    return _MARKS.search(page, 0, _SAMPLE) is not None
