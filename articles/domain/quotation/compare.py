"""Compares an article's words with the words that it cites, word by word."""

from collections.abc import Sequence

from articles.domain.quotation.alignment import aligned, too_long
from articles.domain.quotation.edits import Comparison, Edit, alike
from articles.domain.quotation.meaning import told
from articles.domain.quotation.runs import runs
from articles.domain.quotation.tokens import tokens


def compare(
    article: str, source: str, language: str = "", *, quoted: bool = False
) -> Comparison:
    """Compare the article's words with the source's.

    `quoted`: quotation marks before the article's words are still open.
    """
    ours = tokens(article, language, quoted=quoted)
    theirs = tokens(source, language)
    grouped = runs(aligned(ours, theirs, alike), ours, theirs)
    edits = [
        Edit(
            run.op,
            tuple(ours[i] for i in run.ours),
            tuple(theirs[j] for j in run.theirs),
        )
        for run in grouped
    ]
    is_compared = not too_long(ours, theirs)
    return Comparison(tuple(told(edits, language)), is_compared)


def joined(edits: Sequence[Edit]) -> tuple[str, str]:
    """Both texts, the article's and the source's, as they were compared."""
    return (
        "".join(edit.article for edit in edits),
        "".join(edit.source for edit in edits),
    )
