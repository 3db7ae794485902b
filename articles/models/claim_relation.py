"""Relations between claims: one repeats, contradicts, is part of or narrows another."""

from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q
from django.db.models.functions import Greatest, Least

from articles.models.base import ExistsPerRow, Keyed, one_of
from articles.models.choices import ClaimRelationKind
from articles.models.claim import Claim
from articles.models.publication import Publication

# What reads the same from both ends stands once, whichever end it was recorded from.
IS_SYMMETRIC = Q(kind__in=[ClaimRelationKind.REPEATS, ClaimRelationKind.CONTRADICTS])


class ClaimRelationQuerySet(models.QuerySet["ClaimRelation"]):
    def public(self) -> Self:
        """Relations between claims that readers may both see."""
        current = Publication.objects.current()
        return self.filter(
            ExistsPerRow(current.filter(claim=OuterRef("claim"))),
            ExistsPerRow(current.filter(claim=OuterRef("target"))),
        )

    def of(self, claim: Claim) -> Self:
        """Relations that this claim has, from whichever end."""
        return self.filter(Q(claim=claim) | Q(target=claim))


@pghistory.track()
class ClaimRelation(Keyed):
    """What a reviewer found one claim to be to another."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=20, choices=ClaimRelationKind)
    target = models.ForeignKey(Claim, models.PROTECT, related_name="reverse_relations")
    note = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ClaimRelationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="claim_relation_joins_two_claims", condition=~Q(claim=F("target"))
            ),
            models.CheckConstraint(
                name="claim_relation_kind_is_known",
                condition=one_of("kind", ClaimRelationKind),
            ),
            models.UniqueConstraint(
                "claim", "kind", "target", name="claim_relation_stands_once"
            ),
            models.UniqueConstraint(
                Least("claim", "target"), Greatest("claim", "target"), "kind",
                condition=IS_SYMMETRIC,
                name="claim_relation_stands_once_either_way",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.claim} {self.get_kind_display()} {self.target}"
