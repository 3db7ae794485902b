"""The desk's first page: what waits for whom."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData, source_ref
from articles.models import Article, Claim, SealedVerdict, Upload, User
from articles.models.choices import Action, Stage
from articles.queries import citations as citation_queries
from articles.queries import desk as desk_queries
from articles.queries.versions import articles_to_review
from articles.views import answers
from articles.views.desk.saving import DeskRequest, for_reviewers
from articles.workflow.rules import APPEARANCE_STAGES

MAX_QUEUE_ROWS = 50
STAGE_HINTS = {
    Stage.DRAFT: "Being recorded. Complete the chain, then mark it as ready.",
    Stage.READY: "Recorded. Add evidence and give the first verdict.",
    Stage.FIRST_VERDICT: "One reviewer has decided. Another one decides as well, or"
    " sends it back.",
    Stage.SECOND_REVIEW: "The verdict is decided. It can be published.",
    Stage.ADJUDICATION: "Two reviewers disagree. An editor who gave neither verdict"
    " settles it.",
    Stage.PUBLISHED: "Readers see these with their verdict.",
    Stage.WITHDRAWN: "Readers no longer see these.",
}
NEXT_ACTIONS = {
    Stage.DRAFT: Action.SUBMIT,
    Stage.READY: Action.GIVE_VERDICT,
    Stage.FIRST_VERDICT: Action.CONFIRM,
    Stage.SECOND_REVIEW: Action.PUBLISH,
    Stage.ADJUDICATION: Action.ADJUDICATE,
}


@for_reviewers
@require_safe
def show_desk(request: DeskRequest) -> HttpResponse:
    stage = request.GET.get("stage", "")
    counts = dict(Claim.objects.order_by().values_list("stage").annotate(Count("pk")))
    if stage not in Stage.values:
        stage = next((each for each in NEXT_ACTIONS if counts.get(each)), Stage.DRAFT)
    context = {
        "queues": stage_queues(stage, counts),
        "rows": queue_rows(request, stage),
        "uploads": pending_uploads(request),
        "articles": recent_articles(),
        "to_check": citation_queries.unchecked_citations(APPEARANCE_STAGES).count(),
        "to_settle": articles_to_review(),
        "looks": desk_queries.count_open_rechecks(),
    }
    return answers.render_page(request, "desk/desk.html", context)


def stage_queues(shown: str, counts: dict[str, int]) -> list[PageData]:
    return [
        {
            "stage": stage.value,
            "label": stage.label,
            "count": counts.get(stage, 0),
            "url": f"{reverse('desk')}?stage={stage}",
            "selected": stage == shown,
            "hint": STAGE_HINTS[stage],
        }
        for stage in Stage
    ]


def queue_rows(request: DeskRequest, stage: str) -> list[PageData]:
    """The claims of one queue, the one that waits longest first."""
    claims = (
        Claim.objects.filter(stage=stage)
        .select_related("recorded_by")
        .prefetch_related("appearances__text_version__article__work")
        .order_by("updated_at", "pk")[:MAX_QUEUE_ROWS]
    )
    seals = sealed_by(claims) if stage == Stage.FIRST_VERDICT else {}
    return [queue_row(request, claim, seals.get(claim.pk)) for claim in claims]


def sealed_by(claims: Iterable[Claim]) -> dict[int, int]:
    """Who gave the first verdict, of the claims where it waits sealed."""
    waiting = SealedVerdict.objects.unopened().filter(claim__in=claims)
    return dict(waiting.order_by("number").values_list("claim", "by"))


def next_step(claim: Claim, gave_first: int | None, user: User) -> str:
    """What the claim waits for, in words."""
    if gave_first is not None:
        if gave_first == user.pk:
            return "Waits for another reviewer"
        return Action.GIVE_SECOND_VERDICT.label
    action = NEXT_ACTIONS.get(Stage(claim.stage))
    return action.label if action else ""


def queue_row(
    request: DeskRequest, claim: Claim, gave_first: int | None = None
) -> PageData:
    shown = next(iter(claim.appearances.all()), None)
    article = shown.text_version.article if shown else None
    return {
        "key": claim.key,
        "statement": claim.statement,
        "stage": claim.stage,
        "verdict": claim.verdict or None,
        "article": article and {"key": article.key, "title": article.work.title},
        "recorded_by": claim.recorded_by.name,
        "updated_at": claim.updated_at,
        "url": reverse("desk_claim", args=[claim.key]),
        "mine": claim.recorded_by_id == request.user.pk,
        "next_action": next_step(claim, gave_first, request.user),
    }


def pending_uploads(request: DeskRequest) -> list[PageData]:
    found = Upload.objects.filter(sent_by=request.user, article=None)
    return [
        {"key": upload.key, "title": upload.extraction["title"] or upload.name,
         "at": upload.sent_at}
        for upload in found.defer("content").order_by("-sent_at")[:10]
    ]  # fmt: skip


def recent_articles() -> list[PageData]:
    """The articles that were taken in last, with how many claims they have."""
    claim = "texts__appearances__claim"
    found = (
        Article.objects.select_related("work__outlet")
        .annotate(
            claims=Count(claim, distinct=True),
            drafts=Count(
                claim, distinct=True, filter=Q(**{f"{claim}__stage": Stage.DRAFT})
            ),
        )
        .order_by("-created_at", "-pk")[:20]
    )
    return [
        {
            "key": article.key,
            "title": article.work.title,
            "outlet": source_ref(outlet) if (outlet := article.work.outlet) else None,
            "claims": article.claims,
            "drafts": article.drafts,
        }
        for article in found
    ]
