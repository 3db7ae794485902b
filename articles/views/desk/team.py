"""How the team works, and where each reviewer was overruled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.editing import team as team_editing
from articles.forms.fields import initial_save_fields
from articles.forms.team import TeamSettingsForm, initial_rules
from articles.models import TeamSettings
from articles.models.team import RULE_FIELDS
from articles.queries import team as team_queries
from articles.views import answers
from articles.views.desk.saving import (
    GET_AND_POST,
    DeskRequest,
    answer_form,
    compare_fields,
    for_reviewers,
)


@for_reviewers
@GET_AND_POST
def edit_team(request: DeskRequest) -> HttpResponse:
    """The rules of the team; reviewers read them, editors change them."""
    if request.method == "POST" and not request.user.is_editor:
        raise PermissionDenied
    team = TeamSettings.current()
    initial = initial_rules(team)
    form = TeamSettingsForm(
        request.POST or None, initial={**initial_save_fields(team.version), **initial}
    )

    def save() -> str:
        values = {name: form.cleaned_data[name] for name in RULE_FIELDS}
        team_editing.change_rules(request.user, values, form.cleaned_data["version"])
        messages.success(request, "Saved. It holds from the next step on.")
        return reverse("desk_team")

    def context() -> PageData:
        return {"team": team, "sealed": team_queries.count_sealed(),
                "changes": team_queries.rule_changes()}  # fmt: skip

    return answer_form(
        request, "desk/team.html", form, save, context,
        conflict=lambda: compare_fields(form, initial),
    )  # fmt: skip


@for_reviewers
@require_safe
def list_overruled(request: DeskRequest) -> HttpResponse:
    """The verdicts of the one who looks that were settled otherwise, and why."""
    context = {"rows": team_queries.overruled_verdicts(request.user)}
    return answers.render_page(request, "desk/overruled.html", context)
