"""Two people saved one thing: what stands now, beside what the later one typed."""

from collections.abc import Iterable

from articles.records import Record

Lines = Iterable[tuple[str, str]]


def conflict(theirs: Lines, yours: Lines) -> Record:
    """Both texts, label by label, as templates/desk/_parts.html shows them."""

    def worded(lines: Lines) -> list[tuple[str, str]]:
        return [(label.replace("_", " ").capitalize(), text) for label, text in lines]

    return {"theirs": worded(theirs), "yours": worded(yours)}
