"""The hash chain over what readers saw: one entry for each time that it changed.

The database itself writes the entries (articles/migrations/_audit_chain.py), nobody else:
docs/adr/0015.
"""

import pgtrigger
from django.db import models

from articles.models.base import one_of
from articles.models.choices import AuditEvent
from articles.models.publication import Publication


@pgtrigger.register(
    pgtrigger.Protect(
        name="entry_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
    )
)
class AuditEntry(models.Model):
    """That a claim was published, or that what was published of it ended."""

    number = models.PositiveBigIntegerField(
        primary_key=True, help_text="Its place in the chain, from 1, without a gap."
    )
    event = models.CharField(max_length=10, choices=AuditEvent)
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="audit_entries", db_index=False
    )
    text = models.TextField(
        help_text="What happened, as JSON, with the hash of the entry before."
    )
    hash = models.CharField(
        max_length=64, help_text="The SHA-256 of the text's UTF-8 bytes."
    )

    class Meta:
        verbose_name_plural = "audit entries"
        constraints = [
            models.UniqueConstraint(
                "publication", "event", name="entry_stands_once_in_the_chain"
            ),
            models.CheckConstraint(
                name="entry_event_is_known", condition=one_of("event", AuditEvent)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"
