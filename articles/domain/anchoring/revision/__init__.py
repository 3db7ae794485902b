"""Re-anchoring: finds the anchors of an old text version in a new one."""

from articles.domain.anchoring.revision.reanchoring import reanchor
from articles.domain.anchoring.revision.verdict import (
    Candidate,
    Carried,
    Gone,
    NeedsReview,
    Outcome,
    Why,
)

__all__ = ["Candidate", "Carried", "Gone", "NeedsReview", "Outcome", "Why", "reanchor"]
