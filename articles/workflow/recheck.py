"""Lists the decided claims under which something changed, to be looked at again.

Nothing is re-decided by itself: a decided claim whose evidence is judged otherwise than
before, or which something happened to, is put on the list "look again".
"""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.claim_data import claim_record, with_record_rows
from articles.domain.independence.graph import Node, work_node
from articles.models import Article, Claim, LookAgain, Publication, User, Work
from articles.queries.dependents import (
    decided_claims,
    decided_claims_citing,
    works_with_text,
)
from articles.queries.independence import judge_each

# So many claims are judged before and after a change; more are listed unjudged.
MAX_CLAIMS_JUDGED = 200
MAX_REASON_LENGTH = 600
ANSWER_WORDS = {
    "connected": "connected",
    "cited": "cited by the article itself",
    "remote": "not joined",
    "none": "not connected",
}


class EvidenceAnswer(NamedTuple):
    """The answer with its path in words, and the path to whom the claim is about."""

    answer: str
    words: str
    about: str = ""


@dataclass(frozen=True)
class ClaimAnswers:
    """What was found about one claim, as far as a decision may rest on it."""

    evidence: dict[str, EvidenceAnswer]  # by the title of the work
    lineages: int
    appearance_lineages: int
    circles: int
    retracted: frozenset[str]  # titles, as above


def judge_claims(claims: Collection[int]) -> dict[int, ClaimAnswers]:
    found = {}
    rows = list(with_record_rows(Claim.objects.filter(pk__in=claims)))
    all_judged = judge_each(list(map(claim_record, rows)), public=False)
    for claim, judged in zip(rows, all_judged, strict=True):
        live, data = judged.record, judged.data()
        titles = {each["key"]: each["work"]["title"] for each in live["evidence"]}
        named = {key: f"{title}\n{key}" for key, title in titles.items()}
        found[claim.pk] = ClaimAnswers(
            {
                named[key]: EvidenceAnswer(
                    each["answer"],
                    each.get("words", ""),
                    each["about"]["words"] if "about" in each else "",
                )
                for key, each in data["evidence"].items()
            },
            sum(each["independent"] for each in data["lineages"]["evidence"]),
            len(data["lineages"]["appearances"]),
            len(data["circles"]),
            frozenset(
                named[key]
                for key, each in data["evidence"].items()
                if "retracted" in each
            ),
        )
    return found


def answer_differences(before: ClaimAnswers, after: ClaimAnswers) -> Iterator[str]:
    """What is otherwise now, in words."""
    for name in sorted(before.evidence.keys() & after.evidence.keys()):
        was, now = before.evidence[name], after.evidence[name]
        title = name.split("\n")[0]
        if was.answer != now.answer:
            path = f" ({now.words})" if now.words else ""
            yield (
                f"“{title}” is now {ANSWER_WORDS[now.answer]}{path},"
                f" was {ANSWER_WORDS[was.answer]}"
            )
        elif was.words != now.words:
            yield f"another path is now the shortest: {now.words}"
        if was.about != now.about:
            yield (
                f"“{title}” now speaks about itself ({now.about})"
                if now.about
                else f"“{title}” no longer speaks about itself"
            )
    for name in sorted(after.retracted - before.retracted):
        title = name.split("\n")[0]
        yield f"“{title}” now counts as retracted"
    for kind, one, other in (
        ("independent origins of evidence", before.lineages, after.lineages),
        (
            "origins of appearances",
            before.appearance_lineages,
            after.appearance_lineages,
        ),
        ("circles", before.circles, after.circles),
    ):
        if one != other:
            yield f"{kind}: {other}, were {one}"


@contextmanager
def recheck_if_answers_change(nodes: Iterable[Node], what: str) -> Iterator[None]:
    """Judge the decided claims above which something changes, before and after it."""
    with compare_answers(decided_claims(nodes, circles=True), what):
        yield


@contextmanager
def recheck_on_import(text: str, of: Work) -> Iterator[None]:
    """Judge the decisions for which it matters that one text stands in two works."""
    twins = {pk for pk in works_with_text(text) if pk != of.pk}
    if not twins:
        yield
        return
    nodes = [work_node(pk) for pk in {of.pk, *twins}]
    with recheck_if_answers_change(
        nodes, f"“{of}” came in, with a text that was here already"
    ):
        yield


@contextmanager
def recheck_if_citations_change(
    article: Article, besides: Collection[int]
) -> Iterator[None]:
    """Judge the decisions whose evidence leads to an article that cites otherwise now.

    `besides`: the claims that are asked for themselves.
    """
    claims = decided_claims_citing(work_node(article.work_id))
    others = [pk for pk in claims if pk not in besides]
    if not others:
        yield
        return
    with compare_answers(others, f"“{article}” cites otherwise now"):
        yield


@contextmanager
def compare_answers(claims: Sequence[int], what: str) -> Iterator[None]:
    """Judge these decided claims before and after; ask where the answers differ."""
    if not claims:
        yield
        return
    judged, unjudged = claims[:MAX_CLAIMS_JUDGED], claims[MAX_CLAIMS_JUDGED:]
    before = judge_claims(judged)
    yield
    after = judge_claims(judged)
    asked = {
        pk: f"{what}: {'; '.join(told)}."
        for pk in judged
        if pk in after and (told := list(answer_differences(before[pk], after[pk])))
    }
    asked |= dict.fromkeys(unjudged, f"{what}: it may bear on this.")
    store_requests(asked)


def request_recheck(claims: Iterable[int], what: str) -> None:
    """Puts those of these claims on the list that somebody has decided."""
    store_requests(dict.fromkeys(decided_among(claims), what))


def decided_among(claims: Iterable[int]) -> list[int]:
    published = Publication.objects.current().filter(claim=OuterRef("pk"))
    found = Claim.objects.filter(
        Exists(published.decided()) | ~Q(verdict=""), pk__in=list(claims)
    )
    return list(found.values_list("pk", flat=True))


def store_requests(asked: dict[int, str]) -> None:
    # What is asked already, in the same words and not yet settled, is asked once.
    LookAgain.objects.bulk_create(
        [
            LookAgain(claim_id=pk, what=shorten_reason(what))
            for pk, what in asked.items()
        ],
        ignore_conflicts=True,
    )


def shorten_reason(what: str) -> str:
    return (
        what if len(what) <= MAX_REASON_LENGTH else what[: MAX_REASON_LENGTH - 1] + "…"
    )


def settle_requests(
    rows: Iterable[int], user: User, at: datetime.datetime | None = None
) -> int:
    """Somebody has looked; whoever comes second changes nothing."""
    return LookAgain.objects.filter(pk__in=list(rows), settled_at=None).update(
        settled_at=at or timezone.now(), settled_by=user
    )
