"""Who may give what to whom: nobody gives more than they have, or changes who has more.

Who may edit people could else make themselves superusers: by a tick, by a group, or by a
new password for somebody who is one.
"""

from django.contrib.auth.models import Group, Permission
from django.db import models

from articles.models import User


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
