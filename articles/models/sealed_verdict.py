"""First verdicts that wait, sealed, until a second reviewer has given theirs."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.models.base import one_of
from articles.models.choices import Verdict
from articles.models.claim import Claim
from articles.models.decision import Decision
from articles.models.evidence import Evidence
from articles.models.user import User

SEAL_NEVER_CHANGES = pgtrigger.Protect(
    name="seal_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
)


class SealedVerdictQuerySet(models.QuerySet["SealedVerdict"]):
    """Sealed verdicts, opened or not."""

    def unopened(self) -> "SealedVerdictQuerySet":
        """Those that are not among the decisions yet."""
        opened = Decision.objects.filter(
            claim=OuterRef("claim"), number=OuterRef("number")
        )
        return self.filter(~Exists(opened))

    def hidden_from(self, user: User) -> "SealedVerdictQuerySet":
        """Those that this person neither gave nor, as an editor, has read."""
        return self.unopened().exclude(by=user).exclude(sights__by=user)


# Its history would be a second copy for somebody to see; a row never changes anyhow.
@pgtrigger.register(SEAL_NEVER_CHANGES)
class SealedVerdict(models.Model):
    """A first verdict that nobody but its author reads before the second is given.

    Then it is opened: a decision with its number, its words and its time joins the
    record. Kept apart from decisions, so that nothing which reads those can show it.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="sealed_verdicts")
    number = models.PositiveIntegerField(help_text="Of the decision that it becomes.")
    verdict = models.CharField(max_length=20, choices=Verdict)
    rationale = models.TextField()
    searched = models.TextField(blank=True)
    override = models.TextField(blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="sealed_verdicts"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = SealedVerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("claim", "number", name="seal_is_numbered"),
            models.CheckConstraint(
                name="sealed_verdict_is_known", condition=one_of("verdict", Verdict)
            ),
            models.CheckConstraint(
                name="sealed_verdict_has_its_reason", condition=~Q(rationale="")
            ),
        ]

    def __str__(self) -> str:
        return f"The sealed verdict of step {self.number}"

    def chosen_evidence(self) -> models.QuerySet[Evidence]:
        """The evidence that it rests on, in the order of recording."""
        chosen = Evidence.objects.filter(seals__sealed=self, seals__chosen=True)
        return chosen.order_by("created_at", "pk")


@pgtrigger.register(
    pgtrigger.Protect(
        name="sealed_ground_never_changes",
        operation=pgtrigger.Update | pgtrigger.Delete,
    )
)
class SealedGround(models.Model):
    """A piece of evidence that was there when a verdict was sealed.

    All of them are listed and kept, whether chosen or not: what can still be removed
    would tell what the verdict rests on.
    """

    sealed = models.ForeignKey(SealedVerdict, models.PROTECT, related_name="grounds")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="seals")
    chosen = models.BooleanField(help_text="The verdict rests on it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "sealed", "evidence", name="sealed_ground_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence}, when {self.sealed} was given"


@pgtrigger.register(
    pgtrigger.Protect(
        name="sight_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
    )
)
class SealSight(models.Model):
    """That an editor read a sealed verdict; what they decide then is not blind."""

    sealed = models.ForeignKey(SealedVerdict, models.PROTECT, related_name="sights")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="seal_sights"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint("sealed", "by", name="seal_is_seen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.by} read {self.sealed}"
