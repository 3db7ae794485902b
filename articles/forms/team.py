"""How the team works: the rules that editors set for everybody."""

from django import forms

from articles.forms.fields import SavedForm
from articles.models import TeamSettings
from articles.models.choices import Publisher, VerdictRule
from articles.models.team import RULE_FIELDS


class TeamSettingsForm(SavedForm):
    """How many verdicts a publication needs, and who publishes."""

    verdicts = forms.ChoiceField(
        label="Verdicts that a publication needs",
        choices=VerdictRule,
        widget=forms.RadioSelect,
    )
    publishes_alone = forms.BooleanField(
        label="A reviewer may publish alone",
        required=False,
        help_text="Where one verdict is enough, whoever gave it may publish it as well,"
        " and whoever recorded a claim may publish the record. Readers are told that one"
        " reviewer gave the verdict.",
    )
    publishers = forms.ChoiceField(
        label="Who publishes", choices=Publisher, widget=forms.RadioSelect
    )


def initial_rules(team: TeamSettings) -> dict[str, object]:
    """The initial values of the form: what holds now."""
    return {name: getattr(team, name) for name in RULE_FIELDS}
