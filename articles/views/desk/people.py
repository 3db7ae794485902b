"""People: who works here as what, whom editors invite, and whose account is closed."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core import ratelimit
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from articles.accounts import invitations
from articles.accounts.adapter import AccountAdapter
from articles.accounts.rights import grantable_groups, has_no_more
from articles.accounts.second_factor import second_factor_required
from articles.accounts.sessions import end_sessions
from articles.forms.people import ROLES, InvitationForm, RoleForm
from articles.models import Invitation, User
from articles.queries.people import people
from articles.views.answers import render_page, see_other
from articles.views.desk.saving import GET_AND_POST, DeskRequest, for_reviewers

P = ParamSpec("P")
PAGE_ROWS = 100


def for_editors(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> Any:
    """Only editors, and what they change only after they have said again who they are.

    On one's own machine nobody is asked.
    """

    @wraps(view)
    def answer(
        request: DeskRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_editor:
            raise PermissionDenied
        asks_again = request.method == "POST" and not settings.LOCAL
        if asks_again and not did_recently_reauthenticate(request):
            raise ReauthenticationRequired
        return view(request, *args, **kwargs)

    return for_reviewers(answer)


@for_editors
@require_safe
def list_people(request: DeskRequest) -> HttpResponse:
    page = Paginator(people(), PAGE_ROWS).get_page(request.GET.get("page"))
    context = {
        "people": [
            {"person": person, "role": role_name(person)} for person in page.object_list
        ],
        "page": page,
        "invitations": Invitation.objects.open()
        .select_related("group", "invited_by")
        .order_by("expires_at", "pk")[:PAGE_ROWS],
        "roles": ROLES,
        "shows_factors": settings.SECOND_FACTOR,
    }
    return render_page(request, "desk/people.html", context)


def group_names(person: User) -> set[str]:
    return {group.name for group in person.groups.all()}


def role_of(person: User) -> str:
    """The group that says what this person may do; "" for none."""
    held = group_names(person)
    return next((name for name in ("Editors", "Reviewers") if name in held), "")


def role_name(person: User) -> str:
    if person.is_superuser:
        return "Superuser"
    return ROLES.get(role_of(person), "None")


@for_editors
@GET_AND_POST
def invite_person(request: DeskRequest) -> HttpResponse:
    form = InvitationForm(
        request.POST if request.method == "POST" else None,
        groups=grantable_groups(request.user),
        mail=settings.SENDS_MAIL,
    )
    if request.method != "POST":
        return render_page(request, "desk/invite.html", {"form": form})
    if not form.is_valid():
        return render_page(request, "desk/invite.html", {"form": form}, 422)
    if not ratelimit.consume(request, action="invite"):
        return ratelimit.respond_429(request)
    return send_invitation(request, form)


def send_invitation(request: DeskRequest, form: InvitationForm) -> HttpResponse:
    """Make it, mail it, and show its link; nothing can show it again."""
    email = form.cleaned_data.get("email", "")
    invitation, token = invitations.invite(
        request.user, form.group(), email, form.cleaned_data["days"]
    )
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    role = ROLES[invitation.group.name]
    about = {"invitation": invitation, "link": link, "role": role}
    names = {**about, "inviter": request.user.name}
    adapter = AccountAdapter(request)
    sent = bool(email) and adapter.try_mail("account/email/invitation", email, names)
    return render_page(request, "desk/invited.html", {**about, "sent": sent}, 201)


@for_editors
@require_POST
def revoke_invitation(request: DeskRequest, number: int) -> HttpResponse:
    if invitations.revoke(number):
        messages.success(request, "The invitation is revoked. Its link opens nothing.")
    else:
        messages.error(request, "This invitation was no longer open.")
    return see_other(reverse("desk_people"))


def changeable(request: DeskRequest, number: int) -> User:
    """The person, if the editor may change what they may do; 403 if not."""
    person = get_object_or_404(User.objects.select_for_update(), pk=number)
    if person == request.user or not has_no_more(person, request.user):
        raise PermissionDenied
    return person


def role_form(request: DeskRequest, person: User) -> RoleForm:
    data = request.POST if request.method == "POST" else None
    return RoleForm(
        data,
        groups=grantable_groups(request.user),
        initial={"role": role_of(person)},
    )


@for_editors
@GET_AND_POST
def show_person(request: DeskRequest, number: int) -> HttpResponse:
    """One person; a form with their role, which is saved here."""
    person = get_object_or_404(people(), pk=number)
    may_change = person != request.user and has_no_more(person, request.user)
    form = role_form(request, person)
    if request.method == "POST":
        if not may_change:
            raise PermissionDenied
        if form.is_valid():
            return change_role(request, number, form.cleaned_data["role"])
    context = {
        "person": person,
        "role": role_name(person),
        "form": form,
        "may_change": may_change,
        "myself": person == request.user,
        "needs_factor": second_factor_required(person),
    }
    status = 422 if form.errors else 200
    return render_page(request, "desk/person.html", context, status)


@transaction.atomic
def change_role(request: DeskRequest, number: int, role: str) -> HttpResponse:
    person = changeable(request, number)
    groups = grantable_groups(request.user).filter(name__in=ROLES)
    person.groups.remove(*groups.exclude(name=role))
    person.groups.add(*groups.filter(name=role))
    said = ROLES.get(role, "without a role").lower()
    messages.success(request, f"{person.name} is now {said}.")
    return see_other(reverse("desk_people"))


@for_editors
@require_POST
@transaction.atomic
def close_account(request: DeskRequest, number: int) -> HttpResponse:
    """The person can no longer sign in, and is signed out everywhere."""
    person = changeable(request, number)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person)
    messages.success(
        request, f"The account of {person.name} is closed. Their decisions stand."
    )
    return see_other(reverse("desk_people"))


@for_editors
@require_POST
@transaction.atomic
def open_account(request: DeskRequest, number: int) -> HttpResponse:
    person = changeable(request, number)
    person.is_active = True
    person.save(update_fields=["is_active"])
    messages.success(request, f"{person.name} can sign in again.")
    return see_other(reverse("desk_person", args=[number]))


@for_editors
@require_POST
@transaction.atomic
def remove_factors(request: DeskRequest, number: int) -> HttpResponse:
    """For who has lost their devices and codes: they set up a factor at the next sign-in."""
    person = changeable(request, number)
    Authenticator.objects.filter(user=person).delete()
    end_sessions(person)
    messages.success(
        request,
        f"{person.name} signs in with the password alone, once, and then sets up a"
        " second factor anew.",
    )
    return see_other(reverse("desk_person", args=[number]))
