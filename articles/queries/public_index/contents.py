"""All that readers find published rows by, in the memory of a process."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from pyroaring import BitMap

from articles.domain.faceting import FacetIndex
from articles.models.choices import ANY_ROLE, ROLES_BEHIND
from articles.queries.public_index.articles import ArticleIndex
from articles.queries.public_index.codes import (
    CITING_ROLES,
    DECIDED,
    FIDELITY_CODES,
    FIDELITY_OF,
    KIND_CODES,
    ROLES,
    VERDICT_CODES,
    VERDICTS,
    day_number,
    fidelity_of,
)
from articles.queries.public_index.rows import CitationRow, ClaimRow
from articles.queries.public_index.sources import SourceIndex
from articles.queries.public_index.words import CommonWords

Narrowing = tuple[str, int | None]  # a facet of citations, and the one value of it


@dataclass
class Touched:
    """What a claim that came, changed or went was found by, before or after."""

    articles: set[int] = field(default_factory=set)
    sources: set[tuple[str, int]] = field(default_factory=set)  # role, source


class PublicIndex:
    """Claims, their citations, articles and sources. Not safe for threads."""

    def __init__(
        self,
        claims: FacetIndex,
        citations: FacetIndex,
        articles: ArticleIndex,
        sources: SourceIndex,
    ) -> None:
        self.claims = claims
        self.citations = citations
        self.articles = articles
        self.sources = sources
        self.words = CommonWords(claims)
        self._claim_counts: dict[str, dict[int, int]] = {}  # until a claim changes

    # -- what is asked ------------------------------------------------------------

    def of_source(self, source: int | None, role: str) -> BitMap:
        """Claims behind which this source stands, in this role or in ANY_ROLE."""
        if source is None:
            return BitMap()
        if role != ANY_ROLE:
            return self.claims.having(role, [source])
        return BitMap().union(
            *(self.claims.having(role, [source]) for role in ROLES_BEHIND)
        )

    def of_verdicts(self, verdicts: Iterable[str]) -> BitMap:
        codes = [VERDICT_CODES[verdict] for verdict in verdicts]
        return self.claims.having("verdict", codes)

    def of_kinds(self, kinds: Iterable[str]) -> BitMap:
        return self.claims.having("kind", [KIND_CODES[kind] for kind in kinds])

    def of_fidelities(
        self, fidelities: Iterable[str], narrowed: Collection[Narrowing] = ()
    ) -> BitMap:
        """Claims with a citation of such a fidelity that is of all of these."""
        codes = [FIDELITY_CODES[fidelity] for fidelity in fidelities]
        if any(value is None for _, value in narrowed):
            return BitMap()
        if not narrowed:
            return self.claims.having("fidelity", codes)
        ((facet, value), *others) = narrowed
        if not others:
            both = [fidelity_of(value or 0, code) for code in codes]
            return self.claims.having(FIDELITY_OF[facet], both)
        rows = self.citations.having("fidelity", codes)
        for facet, value in narrowed:
            rows = rows & self.citations.having(facet, [value or 0])
        return self.claims.of_ids(self.citations.counts("claim", rows))

    def verdict_counts(self, rows: BitMap) -> dict[str, int]:
        counts = self.claims.counts("verdict", rows)
        return {VERDICTS[code]: count for code, count in counts.items()}

    def claim_counts(self, facet: str) -> dict[int, int]:
        """How many claims have each value of this facet."""
        if facet not in self._claim_counts:
            self._claim_counts[facet] = self.claims.counts(facet, self.claims.all)
        return self._claim_counts[facet]

    @property
    def decided(self) -> BitMap:
        return self.claims.having("decided", [DECIDED])

    # -- what has changed ---------------------------------------------------------

    def put_claims(self, ids: Iterable[int], rows: dict[int, ClaimRow]) -> Touched:
        """Put these claims in as they stand now; without a row they do not stand."""
        touched = Touched()
        self._claim_counts.clear()
        for claim in ids:
            self._note_touched(claim, touched)
            self._remove_citations(claim)
            if row := rows.get(claim):
                self._put_claim(row)
                self._note_touched(claim, touched)
            else:
                self.claims.remove(claim)
        return touched

    def _note_touched(self, claim: int, touched: Touched) -> None:
        here = self.claims.of_ids([claim])
        if here:
            touched.articles.update(self.claims.counts("article", here))
            for role in ROLES:
                sources = self.claims.counts(role, here)
                touched.sources.update((role, source) for source in sources)

    def _remove_citations(self, claim: int) -> None:
        rows = self.citations.having("claim", [claim])
        for citation in self.citations.ids(rows):
            self.citations.remove(citation)

    def _put_claim(self, row: ClaimRow) -> None:
        facets: dict[str, set[int]] = {
            "verdict": {VERDICT_CODES[row.verdict]},
            "kind": {KIND_CODES[row.kind]},
            "decided": {int(row.decided)},
            "article": set(row.articles),
            "fidelity": set(),
            **{name: set() for name in FIDELITY_OF.values()},
            **{role: set() for role in ROLES},
        }
        for role, source in row.voices:
            facets[role].add(source)
        for cited in row.citations:
            code = FIDELITY_CODES[cited.fidelity]
            facets["fidelity"].add(code)
            facets[FIDELITY_OF["article"]].add(fidelity_of(cited.article, code))
            for role, source in cited.voices:
                facets[FIDELITY_OF[role]].add(fidelity_of(source, code))
            self._put_citation(row.id, cited)
        days = {"appeared_on": day_number(row.day)}
        self.claims.put(row.id, row.published, facets, days)
        self.words.note(row.id, [*row.words, *row.phrases])

    def _put_citation(self, claim: int, cited: CitationRow) -> None:
        voices = {
            role: [source for one, source in cited.voices if one == role]
            for role in CITING_ROLES
        }
        facets = {
            "claim": [claim],
            "fidelity": [FIDELITY_CODES[cited.fidelity]],
            "article": [cited.article],
            **voices,
        }
        self.citations.put(cited.id, cited.id, facets, {})
