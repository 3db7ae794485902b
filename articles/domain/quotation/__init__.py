"""Compares the words of an article with the words that it cites.

Pure: no Django, no database. `compare` aligns two wordings word by word,
`suggest_fidelity` says which fidelity that looks like, `drift` follows a quotation from
article to article, `find_passages` finds the cited passage in a long text. The steps:
tokens, alignment, runs, edits, meaning, fidelity.
"""

from articles.domain.quotation.compare import compare, restore_texts
from articles.domain.quotation.drift import DatedWording, Drift, drift
from articles.domain.quotation.edit_runs import EditOperation
from articles.domain.quotation.edits import Change, Comparison, Edit
from articles.domain.quotation.fidelity import FidelitySuggestion, suggest_fidelity
from articles.domain.quotation.passages import PassageCandidate, find_passages

__all__ = [
    "Change",
    "Comparison",
    "DatedWording",
    "Drift",
    "Edit",
    "EditOperation",
    "FidelitySuggestion",
    "PassageCandidate",
    "compare",
    "drift",
    "find_passages",
    "restore_texts",
    "suggest_fidelity",
]  # fmt: skip
