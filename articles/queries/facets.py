"""Counts of published claims by verdict, source and role, from the index in memory."""

from collections.abc import Iterable

from articles.models.choices import ANY_ROLE
from articles.queries.named_rows import read_keys
from articles.queries.public_index.current import public_index
from articles.replicas.choice import reading_alias


def count_by_verdict(source: str = "", role: str = ANY_ROLE) -> dict[str, int]:
    """How many claims have each verdict: all, or those of a source, in one role or any."""
    using = reading_alias()
    known = read_keys(using, [source] if source else [])
    with public_index(using) as index:
        if not source:
            return index.verdict_counts(index.claims.all)
        return index.verdict_counts(index.of_source(known.source(source), role))


def count_by_role(
    sources: Iterable[str], roles: Iterable[str]
) -> dict[tuple[str, str], int]:
    """In how many claims each of these sources stands in each of these roles."""
    using = reading_alias()
    known = read_keys(using, sources)
    with public_index(using) as index:
        return {
            (key, role): len(index.of_source(row, role))
            for key, (row, _) in known.sources.items()
            for role in roles
        }
