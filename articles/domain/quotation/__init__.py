"""How do the words of an article differ from the words that it cites?

Pure: no Django, no database. `compare` sets two wordings beside each other word by
word, `suggested` says which fidelity that looks like, `drift` follows a quotation from
article to article, `places` finds the passage in a long text. The steps: tokens, alignment, runs, edits, meaning, fidelity.
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
