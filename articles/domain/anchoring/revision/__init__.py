"""Re-anchoring: finds the anchors of an old text version in a new one."""

from articles.domain.anchoring.revision.outcomes import (
    Candidate,
    Carried,
    DoubtReason,
    Gone,
    NeedsReview,
    Outcome,
)
from articles.domain.anchoring.revision.reanchoring import reanchor

__all__ = [
    "Candidate",
    "Carried",
    "DoubtReason",
    "Gone",
    "NeedsReview",
    "Outcome",
    "reanchor",
]
