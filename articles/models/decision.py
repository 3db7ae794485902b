"""Decisions about claims: by whom, when, why, and on which evidence; never changed."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.models.base import one_of
from articles.models.choices import Action, Round, Stage, Verdict
from articles.models.claim import Claim
from articles.models.evidence import Evidence

DECISION_NEVER_CHANGES = pgtrigger.Protect(
    name="decision_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
)


@pgtrigger.register(DECISION_NEVER_CHANGES)
@pghistory.track()
class Decision(models.Model):
    """One step of the work on a claim; rows are only ever added."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField(help_text="1 for the claim's first step.")
    action = models.CharField(max_length=20, choices=Action)
    round = models.CharField(max_length=20, choices=Round, blank=True)
    verdict = models.CharField(max_length=20, choices=Verdict, blank=True)
    rationale = models.TextField(blank=True)
    searched = models.TextField(
        blank=True, help_text="Where was searched, and for what, without finding it."
    )
    override = models.TextField(
        blank=True,
        help_text="Why the verdict stands although no evidence is known to be"
        " independent of those who speak.",
    )
    blind = models.BooleanField(
        null=True,
        blank=True,
        help_text="Of a second verdict: given without having seen the first.",
    )
    before = models.CharField(max_length=20, choices=Stage)
    after = models.CharField(max_length=20, choices=Stage)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions"
    )
    at = models.DateTimeField(default=timezone.now)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    evidence = models.ManyToManyField(
        Evidence, through="DecisionEvidence", related_name="decisions", blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("claim", "number", name="decision_is_numbered"),
            models.CheckConstraint(
                name="decision_action_is_known", condition=one_of("action", Action)
            ),
            models.CheckConstraint(
                name="decision_verdict_is_known",
                condition=one_of("verdict", Verdict, blank=True),
            ),
            models.CheckConstraint(
                name="verdict_has_its_reason",
                # Who confirms agrees with the reason that was given.
                condition=Q(round="")
                | Q(action=Action.CONFIRM) & ~Q(verdict="")
                | ~Q(verdict="") & ~Q(rationale=""),
            ),
            models.CheckConstraint(
                name="not_enough_evidence_says_what_was_searched",
                condition=Q(round="")
                | Q(action=Action.CONFIRM)
                | ~Q(verdict=Verdict.NOT_ENOUGH)
                | ~Q(searched=""),
            ),
            models.CheckConstraint(
                name="second_verdict_says_whether_it_was_blind",
                condition=~Q(action=Action.GIVE_SECOND_VERDICT)
                | Q(blind__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["claim", "number"],
                name="decision_second_verdicts",
                condition=Q(action=Action.GIVE_SECOND_VERDICT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} ({self.number})"


@pgtrigger.register(
    pgtrigger.Protect(
        name="ground_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
    )
)
@pghistory.track()
class DecisionEvidence(models.Model):
    """A piece of evidence that a decision rests on."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="grounds")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="grounds")

    class Meta:
        constraints = [
            models.UniqueConstraint("decision", "evidence", name="ground_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision} rests on {self.evidence}"
