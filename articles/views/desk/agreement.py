"""How far the team's reviewers agree where the second decides without seeing the first."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.models.choices import ClaimKind, Verdict
from articles.queries.agreement import TeamAgreement, team_agreement
from articles.rendering.diagrams.intervals import draw_intervals
from articles.views import answers
from articles.views.desk.saving import DeskRequest, for_reviewers

MAX_PAIRS = 30  # of reviewers, those with the most cases


@for_reviewers
@require_safe
def show_agreement(request: DeskRequest) -> HttpResponse:
    team = team_agreement()
    context = {"whole": team.whole, "in_view": team.in_view}
    if team.whole:
        context |= agreement_tables(team)
    return answers.render_page(request, "desk/agreement.html", context)


def agreement_tables(team: TeamAgreement) -> PageData:
    given = {verdict for pair in team.verdicts for verdict in pair}
    kinds = [(str(ClaimKind(kind).label), found) for kind, found in team.by_kind]
    drawn = draw_intervals(team.by_period, kinds, team.by_pair[:MAX_PAIRS])
    return {
        **dict(zip(("periods", "kinds", "pairs"), drawn, strict=True)),
        "pair_count": len(team.by_pair),
        "verdicts": team.verdicts,
        "scale": [verdict.value for verdict in Verdict if verdict in given],
    }
