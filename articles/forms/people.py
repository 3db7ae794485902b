"""Inviting people, and what they may do."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.db.models import QuerySet

# What the two groups are called for one person.
ROLES = {"Reviewers": "Reviewer", "Editors": "Editor"}
ROLE_HELP = (
    "Reviewers record claims and give verdicts. Editors also settle disagreements,"
    " withdraw claims and invite people."
)


def role_choices(groups: QuerySet[Group]) -> list[tuple[str, str]]:
    names = set(groups.values_list("name", flat=True))
    return [(name, role) for name, role in ROLES.items() if name in names]


class InvitationForm(forms.Form):
    """Whom to invite as what, and for how long the invitation stands."""

    role = forms.ChoiceField(
        label="As", widget=forms.RadioSelect, help_text=ROLE_HELP, initial="Reviewers"
    )
    email = forms.EmailField(label="E-mail address", required=False)
    days = forms.IntegerField(
        label="Days until it ends",
        initial=7,
        min_value=1,
        max_value=60,
        help_text="From 1 to 60.",
    )

    def __init__(self, *args: Any, groups: QuerySet[Group], mail: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.groups = groups
        role: Any = self.fields["role"]
        role.choices = role_choices(groups)
        if mail:
            self.fields[
                "email"
            ].help_text = "The link is sent there. Without an address, you get a link to hand over."
        else:
            del self.fields["email"]

    def group(self) -> Group:
        return self.groups.get(name=self.cleaned_data["role"])


class RoleForm(forms.Form):
    """What one person may do."""

    role = forms.ChoiceField(
        label="Role", widget=forms.RadioSelect, help_text=ROLE_HELP, required=False
    )

    def __init__(self, *args: Any, groups: QuerySet[Group], **kwargs: Any):
        super().__init__(*args, **kwargs)
        role: Any = self.fields["role"]
        role.choices = [*role_choices(groups), ("", "None: reads as everybody does")]
