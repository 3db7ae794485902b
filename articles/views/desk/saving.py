"""Who may come to the desk, and how a save there ends.

`answer_form` answers every form that is a page; `answer_removal` a button that removes
something. Both rest on `attempt_save`.
"""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.claim_data import PageData
from articles.concurrency import (
    GoneError,
    IncompleteError,
    NotAllowedError,
    ReusedKeyError,
    StaleVersionError,
    previous_redirect,
    save_once,
)
from articles.forms.fields import SavedForm
from articles.models import User
from articles.views.answers import render_page, see_other
from articles.views.errors import typed_fields

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
REUSED_KEY_MESSAGE = (
    "This form was sent before with other words, and those were saved; what stands here"
    " was not. Look at what was saved, and save this if it should stand as well."
)
GET_AND_POST = require_http_methods(["GET", "HEAD", "POST"])


class DeskRequest(HttpRequest):
    """A request by somebody who is signed in."""

    user: User


def for_reviewers(view: Callable[Concatenate[Any, P], HttpResponseBase]) -> View[P]:
    """Only reviewers; what somebody typed who was signed out meanwhile is handed back."""

    @wraps(view)
    def answer(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not request.user.is_reviewer:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    address = f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}"
    if request.method != "POST":
        return redirect(address)
    context = {"fields": typed_fields(request), "action": request.get_full_path()}
    response = render(request, "errors/401.html", context, status=401)
    # RFC 9110 asks for a scheme; this one makes no browser open its own dialog.
    response.headers["WWW-Authenticate"] = 'Form realm="desk"'
    return response


@dataclass
class SaveOutcome:
    """How a save ended: with an answer, or with a status and perhaps a conflict."""

    response: HttpResponse | None = None
    status: int = 422
    # The version that stands now, where somebody else saved in between.
    current: int | None = None


def attempt_save(
    request: DeskRequest, form: BaseForm, save: Callable[[], str]
) -> SaveOutcome:
    """Save once; what the rules object to becomes an error of the form.

    `form` holds the idempotency key.
    """
    key = form.cleaned_data["idempotency_key"]
    try:
        location = save_once(
            request.user, request.path, key, save, form_fingerprint(request)
        )
        return SaveOutcome(redirect(location), 302)
    except ReusedKeyError:
        form.add_error(None, REUSED_KEY_MESSAGE)
        refill(form)
        return SaveOutcome(status=409)
    except GoneError as error:
        raise Http404 from error
    except StaleVersionError as error:
        return SaveOutcome(status=409, current=error.current)
    except IncompleteError as error:
        field = error.field if error.field in form.fields else None
        form.add_error(field, str(error))
    except NotAllowedError as error:
        form.add_error(None, str(error))
        return SaveOutcome(status=403)
    return SaveOutcome()


def answer_form(
    request: DeskRequest,
    template: str,
    form: BaseForm,
    save: Callable[[], str],
    context: Callable[[], PageData],
    *,
    conflict: Callable[[], PageData | None] | None = None,
    is_valid: Callable[[], bool] | None = None,
) -> HttpResponse:
    """Save a form and redirect to what `save` returns; else show its page.

    `context` makes what the page needs besides: a save that succeeds never asks for it.
    `conflict` puts what stands now beside what was typed, and lets the form be sent
    again over it. `is_valid`: where the page has more than this one form.
    """
    status, difference = 200, None
    if request.method == "POST":
        status = 422
        if (is_valid or form.is_valid)():
            outcome = attempt_save(request, form, save)
            if outcome.response:
                return outcome.response
            status = outcome.status
            if conflict and outcome.current is not None:
                difference = conflict()
                refill(form, version=str(outcome.current))
    shown = {"form": form, "conflict": difference, **context()}
    return render_page(request, template, shown, status)


def refill(form: BaseForm, **values: str) -> None:
    """Give a form that was not saved a key of its own, and other hidden values."""
    data = form.data.copy()  # type: ignore[attr-defined]  # it is a QueryDict
    data["idempotency_key"] = str(uuid.uuid4())
    for name, value in values.items():
        data[name] = value
    form.data = data


def form_fingerprint(request: HttpRequest) -> str:
    """SHA-256 of what a form holds, files included, but for the secret against forgery.

    Whichever line ends a browser sends: the same words have the same fingerprint.
    """
    sent = sorted(
        (name, [value.replace("\r\n", "\n") for value in values])
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
    )
    files = sorted(
        (name, [(file.name, content_digest(file)) for file in uploads])
        for name, uploads in request.FILES.lists()
    )
    return hashlib.sha256(json.dumps([sent, files]).encode()).hexdigest()


def content_digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)  # whoever saves it reads it from its beginning
    return digest.hexdigest()


def answer_removal(
    request: HttpRequest, remove: Callable[[int], None], back: str, after: str
) -> HttpResponse:
    """Remove something as its page showed it, and go on to `after`; else `back`."""
    try:
        remove(submitted_version(request))
    except GoneError as error:
        raise Http404 from error
    except StaleVersionError:
        messages.error(
            request,
            "Somebody saved this in the meantime, so nothing was removed."
            " Look at it again.",
        )
        return see_other(back)
    except NotAllowedError as error:
        messages.error(request, str(error))
        return see_other(back)
    messages.success(request, "Removed. The history keeps what was recorded.")
    return see_other(after)


def submitted_version(request: HttpRequest) -> int:
    """The version that the page showed; 0, which never stood, if it does not say so."""
    field = forms.IntegerField(required=False)
    try:
        return field.clean(request.POST.get("version")) or 0
    except forms.ValidationError:
        return 0


def repeated_save_redirect(request: DeskRequest) -> str | None:
    """Return where this very save redirected, if it went through before."""
    form = SavedForm(request.POST)
    if not form.is_valid():
        return None
    return previous_redirect(
        request.user,
        request.path,
        form.cleaned_data["idempotency_key"],
        form_fingerprint(request),
    )


LabelledLines = Iterable[tuple[str, str]]


def compare_lines(theirs: LabelledLines, yours: LabelledLines) -> PageData:
    """Both texts, label by label, as templates/desk/_parts.html shows them."""
    return {"theirs": list(theirs), "yours": list(yours)}


def compare_fields(form: forms.BaseForm, theirs: PageData) -> PageData:
    """Field by field, in the words of the form; nothing where it has no such field."""
    typed = {name: form[name].value() for name in theirs if name in form.fields}
    return compare_lines(
        [
            (field_label(form, name), value_in_words(form, name, theirs[name]))
            for name in theirs
        ],
        [
            (field_label(form, name), value_in_words(form, name, typed.get(name)))
            for name in theirs
        ],
    )


def field_label(form: forms.BaseForm, name: str) -> str:
    if name in form.fields:
        return str(form[name].label)
    return name.replace("_", " ").capitalize()


def value_in_words(form: forms.BaseForm, name: str, value: Any) -> str:
    field = form.fields.get(name)
    if isinstance(field, forms.BooleanField):
        return "Yes" if field.to_python(value) else "No"
    if value in (None, ""):
        return ""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(value, str):
        return str(value)
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    return str(dict(choices).get(value, value))
