"""Compares an article's words with the words that it cites, word by word."""

from collections.abc import Sequence

from articles.domain.quotation.alignment import align_tokens
from articles.domain.quotation.edit_runs import group_runs
from articles.domain.quotation.edits import Comparison, Edit, token_similarity
from articles.domain.quotation.meaning import classify_edits
from articles.domain.quotation.tokens import tokenize


def compare(
    article: str, source: str, language: str = "", *, quoted: bool = False
) -> Comparison:
    """Compare the article's words with the source's.

    `quoted`: quotation marks before the article's words are still open.
    """
    ours = tokenize(article, language, quoted=quoted)
    theirs = tokenize(source, language)
    aligned = align_tokens(ours, theirs, token_similarity)
    grouped = group_runs(aligned.pairs, ours, theirs)
    edits = [
        Edit(
            run.op,
            tuple(ours[i] for i in run.ours),
            tuple(theirs[j] for j in run.theirs),
        )
        for run in grouped
    ]
    return Comparison(
        tuple(classify_edits(edits, language)),
        aligned.is_compared,
        language,
    )


def restore_texts(edits: Sequence[Edit]) -> tuple[str, str]:
    """Both texts, the article's and the source's, as they were compared."""
    return (
        "".join(edit.article for edit in edits),
        "".join(edit.source for edit in edits),
    )
