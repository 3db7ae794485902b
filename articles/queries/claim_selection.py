"""The claims that a query means, with or without some of its filters."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyroaring import BitMap

from articles.models.choices import UNCHECKED, Role
from articles.queries.named_rows import KnownKeys
from articles.queries.paging import MAX_FACET_VALUES
from articles.queries.public_index.codes import (
    CITING_ROLES,
    FIDELITIES,
    KINDS,
    day_number,
)
from articles.queries.public_index.contents import Narrowing, PublicIndex
from articles.queries.word_search import WordSearch


@dataclass(frozen=True)
class ClaimQuery:
    """What is asked of a list of claims; sources and articles by their keys.

    `role`: that of `source`; "": any in which somebody stands behind a claim.
    """

    words: str = ""
    verdicts: Collection[str] = ()  # "": nobody has reviewed it
    kinds: Collection[str] = ()
    fidelities: Collection[str] = ()  # "": nobody has checked it
    source: str = ""
    role: str = ""
    outlet: str = ""
    article: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    sort: str = ""  # articles/queries/claim_order.py

    @property
    def keys(self) -> list[str]:
        return [key for key in (self.source, self.outlet, self.article) if key]


class Selection:
    """The claims that a query means, with or without some of its filters."""

    def __init__(
        self,
        index: PublicIndex,
        asked: ClaimQuery,
        known: KnownKeys,
        words: WordSearch | None,
    ) -> None:
        self._index, self._asked, self._known = index, asked, known
        self._words = words

    @cached_property
    def _parts(self) -> dict[str, BitMap]:
        """The claims of each filter that is on."""
        index, asked = self._index, self._asked
        parts: dict[str, BitMap] = {}
        if self._words is not None:
            parts["words"] = self._words.rows(index)
        if asked.verdicts:
            parts["verdict"] = index.of_verdicts(asked.verdicts)
        if asked.kinds:
            parts["kind"] = index.of_kinds(asked.kinds)
        if asked.source:
            parts["source"] = index.of_source(self._source(asked.source), asked.role)
        if asked.outlet:
            outlet = self._source(asked.outlet)
            parts["outlet"] = index.of_source(outlet, Role.OUTLET)
        if asked.article:
            article = self._known.article(asked.article)
            parts["article"] = index.claims.having("article", filter(None, [article]))
        if asked.since or asked.until:
            ends = day_number(asked.since), day_number(asked.until)
            parts["day"] = index.claims.between("appeared_on", *ends)
        return parts

    def _source(self, key: str) -> int | None:
        return self._known.source(key)

    def rows(self, *without: str) -> BitMap:
        """The claims that all filters leave but these."""
        parts = [rows for name, rows in self._parts.items() if name not in without]
        if self._asked.fidelities and "fidelity" not in without:
            parts.append(self.of_fidelities(self._asked.fidelities, without))
        rows = self._index.claims.all
        for part in sorted(parts, key=len):
            rows = rows & part
        return rows

    def of_fidelities(
        self, fidelities: Iterable[str], without: Collection[str] = ()
    ) -> BitMap:
        """The claims with such a citation, of the article, outlet, source that is asked.

        A claim may stand in two articles, and only one of them may cite so.
        """
        asked = self._asked
        narrowed: list[Narrowing] = []
        if asked.article and "article" not in without:
            narrowed.append(("article", self._known.article(asked.article)))
        if asked.outlet and "outlet" not in without:
            narrowed.append((Role.OUTLET.value, self._source(asked.outlet)))
        if asked.source and asked.role in CITING_ROLES and "source" not in without:
            narrowed.append((asked.role, self._source(asked.source)))
        return self._index.of_fidelities(fidelities, narrowed)

    def counts(self) -> dict[str, dict[Any, int]]:
        """How many claims have each value of each facet, as the other filters leave them.

        Of sources and articles, by their ids, those that most claims have.
        """
        index, asked = self._index, self._asked
        claims = index.claims
        unchecked = self.rows("fidelity")
        fidelities = {
            fidelity or UNCHECKED: unchecked.intersection_cardinality(
                self.of_fidelities([fidelity])
            )
            for fidelity in FIDELITIES
        }
        kinds = claims.counts("kind", self.rows("kind"))
        role = asked.role or Role.CLAIMANT
        found: dict[str, dict[Any, int]] = {
            "verdict": index.verdict_counts(self.rows("verdict")),
            "kind": {KINDS[code]: count for code, count in kinds.items()},
            "fidelity": {one: count for one, count in fidelities.items() if count},
            "source": dict(claims.top(role, self.rows("source"), MAX_FACET_VALUES)),
            "outlet": dict(
                claims.top(Role.OUTLET, self.rows("outlet"), MAX_FACET_VALUES)
            ),
            "article": dict(
                claims.top("article", self.rows("article"), MAX_FACET_VALUES)
            ),
        }
        if asked.source:
            left, source = self.rows("source"), self._source(asked.source)
            found["role"] = {
                role: count
                for role in Role.values
                if (count := len(left & index.of_source(source, role)))
            }
        return found
