"""Compares the words of an article with the words that it cites.

Pure: no Django, no database. `compare` aligns two wordings word by word,
`suggest_fidelity` says which fidelity that looks like, `drift` follows a quotation from
article to article, `find_passages` finds the cited passage in a long text. The steps:
tokens, alignment, runs, edits, meaning, fidelity.
"""

from articles.domain.quotation.compare import compare, joined
from articles.domain.quotation.drift import Drift, Wording, drift
from articles.domain.quotation.edits import Change, Comparison, Edit
from articles.domain.quotation.fidelity import Suggestion, suggested
from articles.domain.quotation.finding import Place, places
from articles.domain.quotation.runs import Op

__all__ = [
    "Change", "Comparison", "Drift", "Edit", "Op", "Place", "Suggestion", "Wording",
    "compare", "drift", "joined", "places", "suggested",
]  # fmt: skip
