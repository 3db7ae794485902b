"""Who works here, and when they were last seen."""

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Greatest

from articles.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def people() -> QuerySet[User]:
    """Everybody with an account: those who can sign in first, then by name."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    seen = Greatest("last_login", Max("usersession__last_seen_at"))
    return (
        User.objects.annotate(seen_at=seen, has_factor=Exists(factors))
        .prefetch_related("groups")
        .order_by("-is_active", "username")
    )
