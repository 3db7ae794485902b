"""How far what readers see has come: one number more with each transaction that changed it.

Triggers write both tables (articles/migrations/_public_versions.py), nobody else:
docs/adr/0018.
"""

from django.db import models

from articles.models.base import one_of
from articles.models.choices import PublicKind

# In PublicChange.row: something without a row of its own, and possibly every row.
NO_ROW, ANY_ROW = 0, -1


class PublicVersion(models.Model):
    """The number and the seal of one kind of public thing, in one of several slots.

    Who writes takes a slot that is free until the commit, so that nobody waits and the
    numbers of a slot have no gap. A kind has changed where one of its seals has: the
    exclusive or of them all stands for its state.
    """

    kind = models.CharField(max_length=10, choices=PublicKind)
    slot = models.PositiveIntegerField()
    number = models.PositiveBigIntegerField()
    seal = models.BigIntegerField(
        help_text="Drawn anew with each number, so that no state is ever taken for another."
    )

    previous = models.BigIntegerField(help_text="The seal before.")
    writer = models.CharField(
        max_length=60, help_text="The transaction, and when it began."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slot"], name="public_version_has_a_slot"
            ),
            models.CheckConstraint(
                name="public_kind_is_known", condition=one_of("kind", PublicKind)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slot}: {self.number}"


class PublicChange(models.Model):
    """A public row that changed when its kind got this number in this slot.

    Kept for some time, for whoever follows what readers see.
    """

    kind = models.CharField(max_length=10, choices=PublicKind)
    slot = models.PositiveIntegerField()
    number = models.PositiveBigIntegerField()
    row = models.BigIntegerField(
        help_text="The id of the publication, source or work; 0: of none; -1: of any."
    )
    previous = models.BigIntegerField(help_text="The seal before this number.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slot", "number", "row"],
                name="public_change_stands_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slot}: {self.number}, {self.row}"
