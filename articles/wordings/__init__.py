"""How do the words of an article differ from the words that it cites?

Pure: no Django, no database. `compare` sets two wordings beside each other word by
word, `suggested` says which fidelity that looks like, `drift` follows a quotation from
article to article, `places` finds the passage in a long text. The steps: tokens, alignment, runs, edits, meaning, fidelity.
"""

from articles.wordings.drift import Drift, Wording, drift
from articles.wordings.edits import Change, Comparison, Edit, compare, joined
from articles.wordings.fidelity import Suggestion, suggested
from articles.wordings.finding import Place, places
from articles.wordings.runs import Op

__all__ = [
    "Change", "Comparison", "Drift", "Edit", "Op", "Place", "Suggestion", "Wording",
    "compare", "drift", "joined", "places", "suggested",
]  # fmt: skip
