"""The versions of an article's text, and what became of its claims in each."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Max, Min, Prefetch, Q

from articles.claim_data import PageData
from articles.domain.anchoring.anchors import CONTEXT_LENGTH
from articles.domain.anchoring.revision.word_difference import compare_words
from articles.domain.text.canonical import PARAGRAPH_BORDER
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Carry,
    PublishedAppearance,
    Span,
    TextVersion,
)
from articles.models.appearance import ANCHORED_FIELDS
from articles.models.choices import CarryState, Stage
from articles.models.version_outcome import UNCHECKED_STATES

# How much of what stands around some words a reviewer sees, in code points.
CONTEXT_CHARACTERS = 160
WORDS_GAP = " … "


VERSION_FIELDS = ("number", "kind", "note", "dated", "created_at")


def version_history(article: Article) -> list[PageData]:
    """The versions of an article's text, the newest first."""
    return list(article.texts.order_by("-number").values(*VERSION_FIELDS))


def version_record(text: TextVersion) -> PageData:
    """What is said of a version beside its text."""
    return {name: getattr(text, name) for name in VERSION_FIELDS}


def claims_not_in_text(article: Article, text: TextVersion) -> list[PageData]:
    """Published claims of this article that are not shown in its text in force.

    Read from what is published, so that readers learn of nothing else.
    """
    rows = (
        PublishedAppearance.objects.current()
        .filter(article=article, superseded=False)
        .exclude(text_version=text)
        .order_by("gone_since", "text_version__number", "start", "pk")
        .values_list(
            "publication__claim__key", "publication__statement", "gone_since",
            "text_version__number", "record__key",
        )
    )  # fmt: skip
    return [
        {"key": key, "statement": statement, "gone_since": gone, "version": version,
         "appearance": appearance}
        for key, statement, gone, version, appearance in rows
    ]  # fmt: skip


def outcomes_with_parts(text: TextVersion) -> list[Carry]:
    """What became of each appearance in this version, in the order of the older text."""
    spans = Span.objects.order_by("position")
    chain = Attribution.objects.order_by("position", "pk")
    return list(
        Carry.objects.filter(Q(text_version=text) | unchecked_outcomes(text))
        .exclude(appearance__claim__stage=Stage.WITHDRAWN)
        .select_related(
            "appearance__claim", "appearance__text_version", "text_version", "became",
            "by",
        )
        .defer(
            "appearance__claim__search", "appearance__text_version__text",
            "text_version__text",
        )
        .prefetch_related(
            Prefetch("appearance__spans", spans), Prefetch("became__spans", spans),
            Prefetch("appearance__chain", chain), Prefetch("became__chain", chain),
        )
        .annotate(first=Min("appearance__spans__start"))
        .order_by("first", "pk")
    )  # fmt: skip


def unchecked_outcomes(text: TextVersion) -> Q:
    """The outcomes that nobody has looked at yet, also of versions before this one."""
    return Q(
        text_version__article=text.article_id, text_version__number__lte=text.number,
        state__in=UNCHECKED_STATES, by=None,
    )  # fmt: skip


def outcome_row(carry: Carry, text: str) -> PageData:
    """One outcome for the desk: the words as they were, and where they may be now."""
    old = words_of_appearance(carry.appearance)
    return {
        "key": carry.appearance.key,
        "version": carry.version,
        "state": carry.state,
        "claim": {
            "key": carry.appearance.claim.key,
            "statement": carry.appearance.claim.statement,
        },
        "from_version": carry.appearance.text_version.number,
        "to_version": carry.text_version.number,
        "old": words_in_context(carry.appearance),
        "offers": [
            {
                **context_of_spans(text, spans),
                "number": number,
                "why": candidate["why"],
                "compared": compare_words(old, words_of_spans(text, spans)),
            }
            for number, (spans, candidate) in enumerate(
                zip(carry.places, carry.candidates, strict=True), 1
            )
        ],
        "became": carry.became and {
            "key": carry.became.key,
            "compared": compare_words(old, words_of_appearance(carry.became)),
            "around": words_in_context(carry.became),
            "lines": words_by_line(carry.became),
        },
        "lost_cues": lost_cues(carry),
        "by": carry.by.name if carry.by else "",
        "unchecked": carry.is_unchecked,
        "seen": f"{carry.pk}:{carry.version}",
    }  # fmt: skip


def words_of_appearance(row: Appearance) -> str:
    return WORDS_GAP.join(span.exact for span in row.spans.all())


def words_by_line(row: Appearance) -> str:
    """The words as a reviewer types them: one stretch a line."""
    return "\n".join(" ".join(span.exact.split()) for span in row.spans.all())


def words_in_context(row: Appearance) -> PageData:
    spans = list(row.spans.all())
    return {
        "before": cut_before(spans[0].prefix, CONTEXT_LENGTH) if spans else "",
        "words": words_of_appearance(row),
        "after": cut_after(spans[-1].suffix, CONTEXT_LENGTH) if spans else "",
    }


def words_of_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return WORDS_GAP.join(text[start:end] for start, end in spans)


def context_of_spans(text: str, spans: list[tuple[int, int]]) -> PageData:
    """The words before and after these spans, as far as their paragraphs go."""
    start, end = spans[0][0], spans[-1][1]
    return {
        "before": cut_before(
            text[max(0, start - CONTEXT_CHARACTERS) : start], CONTEXT_CHARACTERS
        ),
        "after": cut_after(text[end : end + CONTEXT_CHARACTERS], CONTEXT_CHARACTERS),
    }


def cut_before(words: str, limit: int) -> str:
    """Cut off what lies before the paragraph, and the rest of a word cut in two."""
    *earlier, last = words.rsplit(PARAGRAPH_BORDER, 1)
    if earlier or len(words) < limit or " " not in last:
        return last
    return f"… {last.split(' ', 1)[1]}"


def cut_after(words: str, limit: int) -> str:
    """Cut off what lies behind the paragraph, likewise."""
    first, *later = words.split(PARAGRAPH_BORDER, 1)
    if later or len(words) < limit or " " not in first:
        return first
    return f"{first.rsplit(' ', 1)[0]} …"


def lost_cues(carry: Carry) -> list[str]:
    """Cue and time words of the older chain that were not found again."""
    if carry.became is None:
        return []
    found = {
        (name, link.position, link.source_id)
        for link in carry.became.chain.all()
        for name in ANCHORED_FIELDS
        if getattr(link, name)
    }
    return [
        getattr(link, name)
        for link in carry.appearance.chain.all()
        for name in ANCHORED_FIELDS
        if getattr(link, name) and (name, link.position, link.source_id) not in found
    ]


def articles_to_review() -> list[PageData]:
    """Articles with claims that wait to be settled, the most of them first."""
    rows = (
        Carry.objects.open()
        .values("text_version__article__key", "text_version__article__work__title")
        .annotate(count=Count("pk"), number=Max("text_version__number"))
        .order_by("-count", "text_version__article__key")[:20]
    )
    return [
        {"key": row["text_version__article__key"],
         "title": row["text_version__article__work__title"],
         "number": row["number"], "count": row["count"]}
        for row in rows
    ]  # fmt: skip


def count_open_outcomes(text: TextVersion) -> dict[str, int]:
    """How many wait for a reviewer in this version, and how many are to be checked."""
    if text.number == 1:
        return {"review": 0, "check": 0}
    rows = Carry.objects.filter(text_version__article=text.article_id).exclude(
        appearance__claim__stage=Stage.WITHDRAWN
    )
    counts: dict[str, Any] = rows.aggregate(
        review=Count("pk", filter=Q(state=CarryState.NEEDS_REVIEW)),
        check=Count("pk", filter=unchecked_outcomes(text)),
    )
    return counts
