"""Cuts a long text into the parts that are shown on one page each.

Pure: no Django, no database.
"""

from collections.abc import Iterable, Iterator


def split_into_parts(sizes: Iterable[int], limit: int) -> list[range]:
    """Return the paragraphs of each part, whose sizes add up to `limit` at most.

    A paragraph that is larger is a part of its own. Without paragraphs there is one part.
    """
    return list(_parts(sizes, limit))


def _parts(sizes: Iterable[int], limit: int) -> Iterator[range]:
    begin, end, used = 0, 0, 0
    for size in sizes:
        if end > begin and used + size > limit:
            yield range(begin, end)
            begin, used = end, 0
        used += size
        end += 1
    yield range(begin, end)
