"""The admin's accounts and groups, by the rules of articles/accounts/rights.py."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 (each registers its tables)
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.http import HttpRequest

from articles.accounts.rights import (
    grantable_groups,
    has_no_more,
    held_permissions,
)
from articles.admin.claim_rows import name_claim
from articles.admin.related import Column, RelatedAdmin, RelatedRows
from articles.models import Claim, Decision, User


class GrantingAdmin(admin.ModelAdmin):
    """Offers, and takes, only permissions and groups that the editor has as well."""

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField, request: Any = None, **kwargs: Any
    ) -> Any:
        editor: Any = request.user
        if db_field.remote_field.model is Permission:
            kwargs["queryset"] = held_permissions(editor)
        elif db_field.remote_field.model is Group:
            kwargs["queryset"] = grantable_groups(editor)
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(User)
class PersonAdmin(GrantingAdmin, RelatedAdmin, UserAdmin):
    list_display = (
        "username", "first_name", "last_name", "is_active", "is_staff", "last_login",
    )  # fmt: skip
    related = [
        RelatedRows(
            Decision, "by", ["at", Column("Claim", name_claim, Claim), "action", "verdict"],
            title="Decisions in this name", order="-at", select=["claim"],
        )
    ]  # fmt: skip

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Decisions stand in people's names: an account is closed, not deleted."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Also asked before a password is set."""
        editor: Any = request.user
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or has_no_more(obj, editor))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        editor: Any = request.user
        # When somebody came is a fact, which nobody corrects.
        fixed = (*fixed, "last_login", "date_joined")
        return fixed if editor.is_superuser else (*fixed, "is_superuser")


admin.site.unregister(Group)
# Secrets and sessions are their owners': who forgot theirs is helped at /desk/people/.
for table in (EmailAddress, Authenticator, UserSession):
    if admin.site.is_registered(table):
        admin.site.unregister(table)


@admin.register(Group)
class PeopleGroupAdmin(GrantingAdmin, GroupAdmin):
    """What its members may do is changed and taken away by who may do all of it."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and self.is_grantable(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and self.is_grantable(request, obj)

    def is_grantable(self, request: HttpRequest, group: Group | None) -> bool:
        editor: Any = request.user
        return group is None or grantable_groups(editor).filter(pk=group.pk).exists()

    def get_actions(self, request: HttpRequest) -> Any:
        """Without deleting several at once, which asks for none of them by itself."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
