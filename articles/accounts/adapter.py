"""What allauth asks of this site: who may sign up, how limits count, how mails are sent."""

import base64
import hashlib
import logging
from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import (
    filter_users_by_email,
    get_user_by_username,
)
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from articles.accounts import invitations
from articles.models import User

log = logging.getLogger(__name__)

WRONG = (
    "No account has this name and password together. Type both again; after five wrong"
    " tries the name is closed for five minutes."
)
TOO_MANY = (
    "Too many wrong tries. Wait five minutes, then try again: until then the right"
    " answer is refused as well."
)
NOT_SENT = (
    "The mail could not be sent: the server for mails does not answer. Try again in a"
    " few minutes."
)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts by invitation; everything else as allauth has it, in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_password": "This is not your password. Type it again.",
        "enter_current_password": "This is not your password. Type the one you have now.",
        "username_taken": "Somebody has this username. Choose another one.",
        "email_taken": "This address cannot be used. Give another one.",
        "duplicate_email": "This is your address already. Nothing was changed.",
        "invalid_password_reset": "This link was used or is too old. Ask for a new one.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """With an invitation, which its view has looked up (articles/views/accounts.py)."""
        return getattr(request, "invitation", None) is not None

    def is_email_verified(self, request: HttpRequest, email: str) -> bool:
        """Who opened the link in a mail has shown that they read that address."""
        invitation = getattr(request, "invitation", None)
        invited = invitation.email if invitation else ""
        return bool(invited) and invited.lower() == email.lower()

    def save_user(
        self, request: HttpRequest, user: Any, form: Any, commit: bool = True
    ) -> Any:
        """The account and its invitation at once; of several at a time, one gets it."""
        try:
            with transaction.atomic():
                invitation = invitations.lock(request.invitation)  # type: ignore[attr-defined]
                super().save_user(request, user, form)
                invitations.use(invitation, user)
        except invitations.SpentError as error:
            page = {"reason": "used"}
            response = render(request, "account/signup_closed.html", page, status=410)
            raise ImmediateHttpResponse(response) from error
        return user

    def is_safe_url(self, url: str | None) -> bool:
        """Only pages of this site, under the name by which it was asked."""
        request = context.request
        return url_has_allowed_host_and_scheme(
            url, {request.get_host()}, require_https=request.is_secure()
        )

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a socket there is no address but the one that the proxy names."""
        if not request.META.get("REMOTE_ADDR"):
            request.META["REMOTE_ADDR"] = "127.0.0.1"
        return str(super().get_client_ip(request))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def _get_login_attempts_cache_key(
        self, request: HttpRequest, **credentials: Any
    ) -> str:
        """One limit for an account, by whichever of its names somebody tries it.

        A name that nobody has is limited in the same way.
        """
        name = credentials.get("username") or credentials.get("email") or ""
        user = get_user_by_username(name) or next(
            iter(filter_users_by_email(name)), None
        )
        return f"account:{user.pk}" if user else f"name:{name.lower()}"

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        """Send it, or say that it was not; whatever else was done stands."""
        if not self.try_mail(template_prefix, email, context) and settings.SENDS_MAIL:
            messages.error(self.request, NOT_SENT)

    def try_mail(self, template_prefix: str, email: str, context: Any) -> bool:
        """Whether the mail was sent."""
        if not settings.SENDS_MAIL:
            return False
        # Names of our own: the templates' `user` is who asks, not who is written to.
        about = context.get("user")
        names = {"recipient": about.name} if isinstance(about, User) else {}
        try:
            super().send_mail(template_prefix, email, {**context, **names})
        except (OSError, SMTPException) as error:
            log.error("A mail was not sent (%s): %s", template_prefix, error)
            return False
        return True

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """A notice of what changed; without mail, the change stands all the same."""
        if settings.SENDS_MAIL:
            super().send_notification_mail(*args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are encrypted where they lie."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right. Type the one that is shown now.",
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.username)

    def _get_site_name(self) -> str:
        return settings.SITE_NAME

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called before its owner names it."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return f"Passkey {number}" if number > 1 else "Passkey"

    def build_totp_svg(self, url: str) -> str:
        """Ours is drawn in the page (articles/rendering/qr_code.py)."""
        return ""

    def encrypt(self, text: str) -> str:
        return cipher([settings.SECRET_KEY]).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return cipher(keys).decrypt(encrypted_text.encode()).decode()


def cipher(secrets: Iterable[str]) -> Any:
    """Encrypts with a key made from the first secret; reads what any of them wrote."""
    from cryptography.fernet import Fernet, MultiFernet

    digests = (hashlib.sha256(b"second factors:" + key.encode()) for key in secrets)
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(each.digest())) for each in digests]
    )
