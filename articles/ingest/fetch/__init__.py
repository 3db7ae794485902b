"""Fetches web pages without being led astray (server-side request forgery).

Nothing here knows Django or the database. An address comes from a person, and what it
leads to comes from strangers: every step is checked against rules of our own, and
there is no way around them but an explicit `Allowance`.
"""

from articles.ingest.fetch.client import (
    FETCH_LIMITS,
    FetchedPage,
    FetchLimits,
    fetch_page,
)
from articles.ingest.fetch.network import Allowance
from articles.ingest.fetch.refusal import FetchError, RefusalReason

__all__ = [
    "FETCH_LIMITS",
    "Allowance",
    "FetchError",
    "FetchLimits",
    "FetchedPage",
    "RefusalReason",
    "fetch_page",
]  # fmt: skip
