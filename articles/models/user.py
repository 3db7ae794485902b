"""The people who work here; what they may do follows from their groups."""

from functools import cached_property

import pghistory
from django.contrib.auth.models import AbstractUser

REVIEW_PERMISSION = "articles.review_claim"
EDIT_PERMISSION = "articles.adjudicate_claim"


# That the password changed is on record, not what it was.
@pghistory.track(exclude=["password", "last_login"])
class User(AbstractUser):
    """A person who signs in."""

    @cached_property
    def is_reviewer(self) -> bool:
        return self.has_perm(REVIEW_PERMISSION)

    @cached_property
    def is_editor(self) -> bool:
        return self.has_perm(EDIT_PERMISSION)

    @property
    def name(self) -> str:
        """The name that stands beside a decision."""
        return self.get_full_name() or self.username


@pghistory.track()
class Membership(User.groups.through):  # type: ignore[name-defined, misc]
    """That a person is in a group, and so may do what the group may."""

    class Meta:
        proxy = True
