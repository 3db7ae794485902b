"""Who needs a second factor, and whether a session was opened with one."""

from typing import Any

from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.conf import settings
from django.http import HttpRequest

from articles.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def second_factor_required(user: User) -> bool:
    """Whether this person needs one for the desk and the admin."""
    return bool(settings.SECOND_FACTOR) and (user.is_editor or user.is_staff)


def has_second_factor(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def used_second_factor(request: HttpRequest, user: User) -> bool:
    """Whether this very session was opened, or confirmed, with a second factor.

    The session says so itself, so it costs no statement; and a session that somebody
    opened with a stolen password does not pass once its owner has set up a factor.
    """
    records = get_authentication_records(request, user)
    return any(record.get("method") == "mfa" for record in records)


def note_added(request: HttpRequest, user: User, **_: Any) -> None:
    """Who has just set up a factor has shown it."""
    if not used_second_factor(request, user):
        record_authentication(request, user, "mfa")


def note_removed(request: HttpRequest, user: User, **_: Any) -> None:
    """Without any factor left, none was shown."""
    if not has_second_factor(user):
        records = get_authentication_records(request, user)
        kept = [record for record in records if record.get("method") != "mfa"]
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = kept


authenticator_added.connect(note_added)
authenticator_removed.connect(note_removed)
