"""Making, finding and using invitations."""

import datetime
import hashlib
import secrets

from django.contrib.auth.models import Group
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from articles.accounts.rights import grantable_groups
from articles.models import Invitation, User


class SpentError(Exception):
    """The invitation was used, revoked or out of date by the time it was locked."""


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invite(
    inviter: User, group: Group, email: str, days: int
) -> tuple[Invitation, str]:
    """Make an invitation; the token is returned this once, and kept nowhere."""
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        token_hash=hash_token(token),
        group=group,
        email=email,
        invited_by=inviter,
        expires_at=timezone.now() + datetime.timedelta(days=days),
    )
    return made, token


def find(token: str) -> Invitation | None:
    """Asked of the primary: a link may be opened before a standby has heard of it."""
    primary = Invitation.objects.using(DEFAULT_DB_ALIAS)
    found = primary.select_related("group", "invited_by")
    return found.filter(token_hash=hash_token(token)).first()


def closed_reason(invitation: Invitation | None) -> str:
    """Why no account can be made with it; empty if one can."""
    if invitation is None:
        return "unknown"
    if invitation.used_at:
        return "used"
    if invitation.revoked_at or not may_still_give(invitation):
        return "revoked"
    return "expired" if invitation.expires_at <= timezone.now() else ""


def may_still_give(invitation: Invitation) -> bool:
    """Whether who invited could do so now: they may have left, or may do less."""
    inviter = invitation.invited_by
    groups = grantable_groups(inviter).filter(pk=invitation.group_id)
    return inviter.is_active and inviter.is_editor and groups.exists()


def lock(invitation: Invitation) -> Invitation:
    """The row, for this transaction alone, if it can still be used."""
    row = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if closed_reason(row):
        raise SpentError
    return row


def use(invitation: Invitation, user: User) -> None:
    """Put the new account into the group; the row is locked."""
    user.groups.add(invitation.group)
    invitation.used_at, invitation.used_by = timezone.now(), user
    invitation.save(update_fields=["used_at", "used_by"])


def revoke(number: int) -> bool:
    """Whether it was open and is no longer."""
    rows = Invitation.objects.open().filter(pk=number)
    return bool(rows.update(revoked_at=timezone.now()))
