"""Who says what where, in numbers: every link of a made-up collection, drawn at once.

Positions are from 0, the ids of rows are positions + 1 (`rows_records.py`). What has
several of something is flat: row k of appearance a is at `first[a] + k`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.scale.rows_words import Ints, zipf_ranks

Bools = npt.NDArray[np.bool_]
Random = np.random.Generator

VERDICTS = ["supported", "refuted", "not_enough", "missing_context", "conflicting",
            "not_checkable", ""]  # fmt: skip
VERDICT_SHARES = [0.25, 0.17, 0.13, 0.11, 0.08, 0.04, 0.22]
KINDS = ["event", "number", "quotation", "position", "causal", "opinion", "prediction"]
KIND_SHARES = [0.37, 0.21, 0.14, 0.11, 0.08, 0.05, 0.04]
LANGUAGES = ["en", "ar", "de", ""]
LANGUAGE_SHARES = [0.86, 0.06, 0.06, 0.02]
# How far claims have come that readers do not see; the first ones they do.
SEEN, WITHDRAWN = "seen", "withdrawn"
STATES = [SEEN, "draft", "ready", "first_verdict", "second_review", WITHDRAWN]
HIDDEN_SHARES = [0.45, 0.23, 0.13, 0.04, 0.15]
HIDDEN = 0.15
REPUBLISHED = 0.03  # of those that readers see, with a state before
FIDELITIES = ["paraphrase", "verbatim", "", "altered", "not_located", "out_of_context",
              "not_said", "not_accessible", "nothing_cited", "misattributed"]  # fmt: skip
FIDELITY_SHARES = [0.31, 0.15, 0.16, 0.08, 0.07, 0.06, 0.05, 0.05, 0.04, 0.03]
SOURCE_KINDS = ["person", "organisation", "group", "unnamed"]  # besides the outlets
SOURCE_SHARES = [0.68, 0.21, 0.05, 0.06]
MARKS_OF_THE_LONGEST = 400
EVIDENCE_OF_THE_RICHEST = 60
FIRST_DAY, DAYS = np.datetime64("2013-01-01"), 4_380  # of articles
BEGIN = np.datetime64("2022-01-03T06:00:00")  # of the work on claims
SECONDS = 4 * 365 * 86_400


@dataclass
class Shape:
    """The links; `claims` in the order in which they were recorded."""

    claims: int
    articles: int
    works: int  # with those of the articles, which come first
    sources: int  # with the outlets, which come first
    outlets: int
    richest: int  # the claim with most evidence
    longest: int  # the article with most marks
    state: Ints
    verdict: Ints
    kind: Ints
    republished: Bools
    recorded_at: Any
    published_at: Any
    language: Ints  # of each article
    source_kind: Ints  # position in SOURCE_KINDS; outlets: -1
    outlet: Ints  # of each work, -1 for none
    day: Any  # of each work, NaT for none
    precision: Ints
    authors: list[tuple[int, ...]]  # of each work
    claim_language: Ints
    of_claim: Ints  # the claim of each appearance, ascending
    article: Ints  # of each appearance
    chains: list[list[int]]  # of each appearance, the narrator first
    partner: Ints  # who claims it together with the last of the chain, -1 for nobody
    citation_of: Ints  # the appearance of each citation, ascending
    cited: Ints  # work, -1 for none
    fidelity: Ints
    evidence_of: Ints  # the claim of each piece, ascending
    evidence_work: Ints
    about_of: Ints
    about: Ints


def shares(random: Random, number: int, of: list[float]) -> Ints:
    """So many positions, each drawn as often as its share says."""
    cumulated = np.cumsum(of) / sum(of)
    return np.minimum(np.searchsorted(cumulated, random.random(number)), len(of) - 1)


def ordered_ranks(
    random: Random, number: int, members: Ints, exponent: float, shift: float = 0
) -> Ints:
    """So many of these members, unevenly; which ones are busy does not follow the ids."""
    order = random.permutation(members)
    return order[zipf_ranks(random, number, len(members), exponent, shift)]


def spread(counts: Ints) -> Ints:
    """Each position as often as its count says."""
    return np.repeat(np.arange(len(counts)), counts)


def draw_shape(random: Random, published: int) -> Shape:
    """The links of so many claims that readers see, and of those that they do not."""
    claims = round(published / (1 - HIDDEN))
    articles = max(60, round(0.105 * published))
    works = articles + max(80, round(0.15 * published))
    sources = max(120, round(0.06 * published))
    outlets = sources // 3
    longest, richest = articles // 2, claims // 3
    language = shares(random, articles, LANGUAGE_SHARES)
    language[longest] = 0
    first = first_articles(random, claims, articles, longest)
    state, republished = draw_states(random, published, first == longest, richest)
    verdict = shares(random, claims, VERDICT_SHARES)
    verdict[richest] = 0
    kind = shares(random, claims, KIND_SHARES)
    kind[verdict == VERDICTS.index("not_checkable")] = KINDS.index("opinion")
    gaps = random.random(claims) + 0.05
    seconds = (np.cumsum(gaps) / gaps.sum() * SECONDS).astype("timedelta64[s]")
    source_kind = np.full(sources, -1)
    source_kind[outlets:] = shares(random, sources - outlets, SOURCE_SHARES)
    outlet, authors = draw_makers(random, articles, works, outlets, source_kind)
    day, precision = draw_days(random, works)
    of_claim, article = draw_appearances(random, first, language, longest)
    chains, partner = draw_chains(random, article, outlet, authors, source_kind)
    evidence = draw_evidence(random, state, verdict, richest)
    evidence_of = spread(evidence)
    evidence_work = ordered_ranks(
        random, len(evidence_of), np.arange(articles, works), 0.75, 20
    )
    seen = random.random(len(evidence_of)) < 0.08
    evidence_work[seen] = random.integers(articles, size=int(seen.sum()))
    citation_of, cited, fidelity = draw_citations(random, article, day, articles, works)
    about_of = spread(shares(random, claims, [0.3, 0.35, 0.2, 0.15]))
    speakers = np.arange(outlets, sources)
    about = ordered_ranks(random, len(about_of), speakers, 0.95, 2)
    shape = Shape(
        claims, articles, works, sources, outlets, richest, longest, state, verdict,
        kind, republished, BEGIN + seconds,
        BEGIN + seconds + random.integers(3, 15, claims).astype("timedelta64[D]"),
        language, source_kind, outlet, day, precision, authors, language[first],
        of_claim, article, chains, partner, citation_of, cited, fidelity, evidence_of,
        evidence_work, about_of, about,
    )  # fmt: skip
    close_circles(random, shape)
    return shape


def first_articles(
    random: Random, claims: int, articles: int, longest: int
) -> Ints:  # fmt: skip
    """The article that each claim was found in: claims are recorded text by text."""
    weights = random.lognormal(0, 0.45, articles)
    marks = min(MARKS_OF_THE_LONGEST, claims // 10)
    weights[longest] = 0
    ends = np.cumsum(weights) / weights.sum() * (claims - marks)
    found = np.searchsorted(ends, np.arange(claims - marks) + 0.5)
    before = int(np.searchsorted(found, longest))
    return np.insert(np.minimum(found, articles - 1), before, np.full(marks, longest))


def draw_states(
    random: Random, published: int, always: Bools, richest: int
) -> tuple[Ints, Bools]:
    """Exactly so many claims that readers see, all of the longest article among them."""
    claims = len(always)
    luck = random.random(claims)
    luck[always] = luck[richest] = -1
    state = 1 + shares(random, claims, HIDDEN_SHARES)
    state[np.argsort(luck, kind="stable")[:published]] = 0
    return state, (state == 0) & (random.random(claims) < REPUBLISHED)


def draw_makers(
    random: Random, articles: int, works: int, outlets: int, source_kind: Ints
) -> tuple[Ints, list[tuple[int, ...]]]:
    """The outlet and the authors of each work."""
    outlet = ordered_ranks(random, works, np.arange(outlets), 1.02)
    without = random.random(works) < 0.35
    without[:articles] = random.random(articles) < 0.01
    outlet[without] = -1
    persons = np.flatnonzero(source_kind == 0)
    bodies = np.flatnonzero(source_kind == 1)
    staff = 4 + len(persons) // max(1, outlets)  # who writes for one outlet
    near = zipf_ranks(random, works * 3, staff, 0.9).reshape(works, 3)
    writers = persons[(np.maximum(outlet, 0)[:, None] * 2 + near) % len(persons)]
    number = shares(random, works, [0.15, 0.65, 0.15, 0.05])
    number[(outlet < 0) & (number == 0)] = 1
    made_by = ordered_ranks(random, works, bodies, 0.9, 1)
    found: list[tuple[int, ...]] = []
    for at, (row, many, body) in enumerate(
        zip(writers.tolist(), number.tolist(), made_by.tolist(), strict=True)
    ):
        chosen = tuple(dict.fromkeys(row[:many]))
        found.append(chosen if at < articles or many > 1 else (body,)[:many])
    return outlet, found


def draw_days(random: Random, works: int) -> tuple[Any, Ints]:
    """When each work was published, the later years having more; and how it is known."""
    days = (np.sqrt(random.random(works)) * DAYS).astype("timedelta64[D]")
    day = FIRST_DAY + days
    precision = shares(random, works, [0.94, 0.04, 0.02])
    day[precision == 1] = day[precision == 1].astype("datetime64[M]")
    day[precision == 2] = day[precision == 2].astype("datetime64[Y]")
    day[random.random(works) < 0.02] = np.datetime64("NaT", "D")
    precision[np.isnat(day)] = 0
    return day, precision


def draw_appearances(
    random: Random, first: Ints, language: Ints, longest: int
) -> tuple[Ints, Ints]:
    """The articles that make each claim: often one, others of the same language."""
    claims = len(first)
    more = shares(random, claims, [0.66, 0.23, 0.08, 0.03])
    more[first == longest] = 0
    claim = spread(more)
    place = np.empty(len(language), dtype=np.int64)
    by_language = []
    for each in range(len(LANGUAGES)):
        members = np.flatnonzero(language == each)
        place[members] = np.arange(len(members))
        by_language.append(members)
    far = random.random(len(claim)) < 0.3
    step = np.where(
        far, random.integers(1 << 30, size=len(claim)),
        np.floor(random.standard_exponential(len(claim)) * 40) + 1,
    ).astype(np.int64)  # fmt: skip
    other = np.empty(len(claim), dtype=np.int64)
    for each, members in enumerate(by_language):
        mine = language[first[claim]] == each
        at = place[first[claim[mine]]] + step[mine]
        other[mine] = members[at % len(members)]
    other[other == longest] -= 1
    pairs = np.concatenate([claim, np.arange(claims)]) * len(language)
    pairs = np.unique(pairs + np.concatenate([other, first]))
    return pairs // len(language), pairs % len(language)


def draw_chains(
    random: Random, article: Ints, outlet: Ints, authors: list[tuple[int, ...]],
    source_kind: Ints,
) -> tuple[list[list[int]], Ints]:  # fmt: skip
    """Whom each appearance hears: the narrator, up to two who relay, and a claimant."""
    n = len(article)
    length = 1 + shares(random, n, [0.2, 0.45, 0.25, 0.1])
    outlets = np.flatnonzero(source_kind < 0)
    speakers = np.flatnonzero(source_kind >= 0)
    relayers = np.concatenate([outlets, np.flatnonzero(source_kind == 1)])
    claimant = ordered_ranks(random, n, speakers, 1.03)
    relayed = ordered_ranks(random, 2 * n, relayers, 0.95, 1).reshape(n, 2)
    partner = np.where(
        (random.random(n) < 0.04) & (length > 1),
        ordered_ranks(random, n, speakers, 0.9), -1,
    )  # fmt: skip
    partner[partner == claimant] = -1
    found = []
    for where, steps, last, (one, two) in zip(
        article.tolist(), length.tolist(), claimant.tolist(), relayed.tolist(),
        strict=True,
    ):  # fmt: skip
        made_by = authors[where]
        narrator = made_by[0] if made_by else int(outlet[where])
        middle = [one, two][: max(0, steps - 2)]
        found.append([narrator, *middle, last] if steps > 1 else [narrator])
    return found, partner


def draw_evidence(random: Random, state: Ints, verdict: Ints, richest: int) -> Ints:
    """How many pieces each claim has: many none, one very many."""
    decided = verdict != VERDICTS.index("")
    many = shares(random, len(state), [0.28, 0.33, 0.2, 0.1, 0.05, 0.03, 0.01])
    few = shares(random, len(state), [0.75, 0.18, 0.07])
    found = np.where(decided, many, few)
    found[random.random(len(state)) < 0.001] += 15
    found[richest] = EVIDENCE_OF_THE_RICHEST
    return found


def draw_citations(
    random: Random, article: Ints, day: Any, articles: int, works: int
) -> tuple[Ints, Ints, Ints]:
    """What appearances cite: documents, sometimes an earlier article, or nothing."""
    citation_of = spread(shares(random, len(article), [0.64, 0.27, 0.07, 0.02]))
    n = len(citation_of)
    cited = ordered_ranks(random, n, np.arange(articles, works), 0.8, 10)
    order = np.argsort(day[:articles], kind="stable")
    rank = np.empty(articles, dtype=np.int64)
    rank[order] = np.arange(articles)
    earlier = np.floor(rank[article[citation_of]] * random.random(n)).astype(np.int64)
    of_article = (random.random(n) < 0.06) & (earlier < rank[article[citation_of]])
    cited[of_article] = order[earlier[of_article]]
    fidelity = shares(random, n, FIDELITY_SHARES)
    known = [name not in {"nothing_cited", "not_located"} for name in FIDELITIES]
    cited[~np.array(known)[fidelity]] = -1
    return citation_of, cited, fidelity


def close_circles(random: Random, shape: Shape) -> None:
    """A few articles cite one another in circles of two to four, one with the richest."""
    seen = np.flatnonzero(
        (shape.state[shape.of_claim[shape.citation_of]] == 0) & (shape.cited >= 0)
    )
    citing = shape.article[shape.citation_of[seen]]
    own, at = np.unique(citing, return_index=True)
    row = dict(zip(own.tolist(), seen[at].tolist(), strict=True))
    home = int(shape.article[np.searchsorted(shape.of_claim, shape.richest)])
    others = [each for each in random.permutation(own).tolist() if each != home]
    number = max(4, shape.articles // 500)
    for circle in range(number):
        members = others[4 * circle : 4 * circle + 2 + circle % 3]
        for one, two in zip(members, [*members[1:], members[0]], strict=True):
            shape.cited[row[one]] = two
    # A piece of evidence of the richest claim is an article that cites where it stands.
    leading = others[4 * number]
    shape.cited[row[leading]] = home
    shape.evidence_work[np.searchsorted(shape.evidence_of, shape.richest)] = leading
