"""Invitations: nobody makes an account without one."""

from typing import Self

import pghistory
from django.contrib.auth.models import Group
from django.db import models
from django.utils import timezone

from articles.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> Self:
        """Those that can still be used."""
        waiting = self.filter(used_at=None, revoked_at=None)
        return waiting.filter(expires_at__gt=timezone.now())


# The hash opens nothing, and yet stands nowhere else.
@pghistory.track(exclude=["token_hash"])
class Invitation(models.Model):
    """That somebody may make one account, which then is in this group."""

    token_hash = models.CharField(
        max_length=64, unique=True, help_text="SHA-256 of what the link holds."
    )
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    email = models.EmailField(
        blank=True, help_text="Where it was sent; empty for a link to hand over."
    )
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="invitations")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.OneToOneField(
        User, models.PROTECT, related_name="invitation", null=True, blank=True
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_is_used_by_somebody",
                condition=models.Q(used_at=None, used_by=None)
                | models.Q(used_at__isnull=False, used_by__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_is_used_or_revoked",
                condition=models.Q(used_at=None) | models.Q(revoked_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.email or f"Link for {self.group}"
