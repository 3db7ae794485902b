"""Accounts: allauth's views with our pages, the page of one's account, and invitations."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as allauth
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.accounts import invitations
from articles.accounts.second_factor import FACTORS, second_factor_required
from articles.views import answers

CLOSED_STATUS = {"unknown": 404, "signed in": 403}
TOO_MANY_CODES = {"too_many_login_attempts", "rate_limited"}
RETRY_AFTER = 300  # seconds, after which the narrowest limit is open again


def answered_by_status(view: Callable[..., HttpResponseBase]) -> Callable[..., Any]:
    """The view of allauth, in the frame of our pages; with an error, 422 or 429.

    It answers 200 also where a form was refused.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        context = getattr(response, "context_data", None) or {}
        if isinstance(response, TemplateResponse):
            response.context_data = {**answers.page_frame(), **context}
        if request.method == "POST" and response.status_code == 200:
            shown = [context.get("form"), context.get("webauthn_form")]
            refused = [form for form in shown if form is not None and form.errors]
            if any(is_too_many(form) for form in refused):
                response.status_code = 429
                response.headers["Retry-After"] = str(RETRY_AFTER)
            elif refused:
                response.status_code = 422
        return response

    return answer


def is_too_many(form: Any) -> bool:
    errors = (error for each in form.errors.values() for error in each.as_data())
    return any(error.code in TOO_MANY_CODES for error in errors)


class InvitationView(allauth.SignupView):
    """Making the account that an invitation is for."""

    def dispatch(
        self, request: HttpRequest, *args: Any, token: str = "", **kwargs: Any
    ) -> HttpResponseBase:
        invitation = invitations.find(token)
        reason = invitations.closed_reason(invitation)
        if reason == "unknown" and is_guessing(request):
            return ratelimit.respond_429(request)
        if not reason and request.user.is_authenticated:
            reason = "signed in"
        if reason:
            return show_closed(request, reason)
        request.invitation = self.invitation = invitation  # type: ignore[attr-defined]
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.invitation  # noqa: S101 (dispatch has found it)
        return {**super().get_form_kwargs(), "invited_email": self.invitation.email}

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:  # somebody took the name a moment ago
            form.add_error(
                "username", "Somebody has this username. Choose another one."
            )
            return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "invitation": self.invitation}


def is_guessing(request: HttpRequest) -> bool:
    """Whether links that nobody made are opened from this address again and again."""
    counted = ratelimit.consume(
        request, app="allauth.account", action="open_invitation", limit_get=True
    )
    return not counted


def show_closed(request: HttpRequest, reason: str) -> HttpResponse:
    status = CLOSED_STATUS.get(reason, 410)
    page = {"reason": reason}
    return answers.render_page(request, "account/signup_closed.html", page, status)


@require_safe
def by_invitation(request: HttpRequest) -> HttpResponse:
    """Where other sites have a sign-up: here, one is invited."""
    return answers.render_page(
        request, "account/signup_closed.html", {"reason": "none"}
    )


@never_cache
@login_required
@require_safe
def show_account(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    kinds = list(
        Authenticator.objects.filter(user=user, type__in=FACTORS).values_list(
            "type", flat=True
        )
    )
    context = {
        "passkeys": kinds.count(Authenticator.Type.WEBAUTHN),
        "app": Authenticator.Type.TOTP in kinds,
        "required": second_factor_required(user),
        "sessions": UserSession.objects.filter(user=user).count(),
        "email": user.email,
    }
    return answers.render_page(request, "account/account.html", context)


@login_required
@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """Sign out one of one's own browsers; this one by the button that says so."""
    user: Any = request.user
    session = get_object_or_404(UserSession, user=user, pk=number)
    if session.is_current():
        return redirect("logout")
    session.end()
    messages.success(request, "That browser is signed out.")
    return answers.see_other(reverse("usersessions_list"))
