"""The admin's accounts and groups: nobody gives more than they have, or changes who has more.

Who may edit users could else make themselves superusers: by a tick, by a group, or by a
new password for somebody who is one.
"""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.http import HttpRequest

from articles.admin.claim_rows import name_claim
from articles.admin.related import Column, RelatedAdmin, RelatedRows
from articles.models import Claim, Decision, User


def held_permissions(user: User) -> models.QuerySet[Permission]:
    """What this account may do, also while it is closed: it may be opened again."""
    every = Permission.objects.select_related("content_type")
    if user.is_superuser:
        return every
    own = models.Q(user=user) | models.Q(group__user=user)
    return every.filter(pk__in=Permission.objects.filter(own).values("pk"))


def has_no_more(person: User, editor: User) -> bool:
    """Whether everything that this person may do the editor may do as well."""
    if editor.is_superuser:
        return True
    beyond = held_permissions(person).exclude(pk__in=held_permissions(editor))
    return not person.is_superuser and not beyond.exists()


def grantable_groups(editor: User) -> models.QuerySet[Group]:
    """The groups that may do nothing that the editor may not."""
    if editor.is_superuser:
        return Group.objects.all()
    beyond = Permission.objects.exclude(pk__in=held_permissions(editor))
    return Group.objects.exclude(pk__in=Group.objects.filter(permissions__in=beyond))


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
