"""The relation of one claim to another."""

from typing import Any

from django import forms

from articles.editing.claim_relations import ClaimRelationEntry
from articles.forms.fields import SavedForm
from articles.models import Claim
from articles.models.base import KEY_LENGTH
from articles.models.choices import CLAIM_REVERSED, ClaimRelationKind, Stage
from articles.queries.similar_claims import suggested_claims

REVERSE_PREFIX = "reverse-"
CLAIM_RELATION_CHOICES = [
    (kind.value, f"This claim {kind.label} the other one") for kind in ClaimRelationKind
] + [
    (
        f"{REVERSE_PREFIX}{kind.value}",
        f"This claim {CLAIM_REVERSED[kind]} the other one",
    )
    for kind in (ClaimRelationKind.PART_OF, ClaimRelationKind.NARROWS)
]


class ClaimRelationForm(SavedForm):
    """What this claim is to another, which is named by its statement or its key."""

    kind = forms.ChoiceField(
        label="How they are related", choices=CLAIM_RELATION_CHOICES
    )
    other = forms.CharField(
        label="The other claim", max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Its statement word for word, or the key at the end of its address.",
    )  # fmt: skip
    other_key = forms.CharField(
        required=False, max_length=KEY_LENGTH, widget=forms.HiddenInput
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For reviewers; readers do not see it.",
    )  # fmt: skip

    def __init__(self, *args: Any, claim: Claim, **options: Any) -> None:
        super().__init__(*args, **options)
        self.claim = claim

    def clean_other(self) -> str:
        return " ".join(self.cleaned_data["other"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if words := cleaned.get("other", ""):
            try:
                cleaned["target"] = self.found(words, cleaned.get("other_key", ""))
            except forms.ValidationError as error:
                self.add_error("other", error)
        return cleaned

    def found(self, words: str, key: str) -> Claim:
        """The claim that was chosen, while its statement still stands; or as typed."""
        others = Claim.objects.exclude(pk=self.claim.pk)
        chosen = others.filter(key=key, statement=words).first()
        if chosen:
            return chosen
        named = others.filter(key=words.rstrip("/").rsplit("/", 1)[-1]).first()
        if named:
            return named
        same = list(others.filter(statement=words).exclude(stage=Stage.WITHDRAWN)[:2])
        if len(same) == 1:
            return same[0]
        raise forms.ValidationError(self.unknown(words, len(same) > 1))

    def unknown(self, words: str, several: bool) -> str:
        if several:
            return "Several claims say just this. Type the key of the one you mean."
        near = [c for c in suggested_claims(words) if c.pk != self.claim.pk][:3]
        if not near:
            return "No other claim says this. Copy its statement, or type its key."
        listed = "; ".join(f"{claim.key}: {claim.statement}" for claim in near)
        return f"No other claim says just this. Is it one of these? {listed}"

    def entry(self) -> ClaimRelationEntry:
        kind = self.cleaned_data["kind"]
        return ClaimRelationEntry(
            kind.removeprefix(REVERSE_PREFIX), self.cleaned_data["target"],
            self.cleaned_data["note"], kind.startswith(REVERSE_PREFIX),
        )  # fmt: skip
