"""The middleware before the desk and the admin."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from articles.accounts.second_factor import (
    has_second_factor,
    second_factor_required,
    used_second_factor,
)
from articles.accounts.sessions import note_seen

GetResponse = Callable[[HttpRequest], HttpResponse]
GUARDED = ("/desk/", "/admin/")


def guard_the_desk(get_response: GetResponse) -> GetResponse:
    """Let nobody past without the second factor that they need.

    All other pages are left alone: they gain neither a statement nor a cookie.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(GUARDED) and request.user.is_authenticated:
            user: Any = request.user
            if second_factor_required(user) and not used_second_factor(request, user):
                return ask_for_factor(request)
            note_seen(request)
        return get_response(request)

    return answer


def ask_for_factor(request: HttpRequest) -> HttpResponse:
    """To the page where one is shown, or set up; what was typed is handed back."""
    user: Any = request.user
    page = "mfa_reauthenticate" if has_second_factor(user) else "mfa_index"
    if request.method == "POST":
        fields = [
            (name, value)
            for name, values in request.POST.lists()
            if name != "csrfmiddlewaretoken" and "password" not in name
            for value in values
        ]
        context = {"fields": fields, "action": request.get_full_path(), "page": page}
        return render(request, "errors/second_factor.html", context, status=403)
    query = urlencode({"next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse(page)}?{query}")
