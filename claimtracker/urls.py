"""Every address: the site and the desk, and the admin."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path


def change_password(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """The admin's own page knows no limits, and asks for no more than a password."""
    return redirect("password_change")


# The admin stands behind the same door as the desk.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.password_change = change_password  # type: ignore[method-assign, assignment]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("articles.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "articles.views.errors.bad_request"
handler403 = "articles.views.errors.permission_denied"
handler404 = "articles.views.errors.page_not_found"
handler429 = "articles.views.errors.too_many_requests"
handler500 = "articles.views.errors.server_error"
