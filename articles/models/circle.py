"""The circles of citations that the last search of all that is published found.

It names works by their numbers and nothing else: what readers see of them is read anew
for each page (articles/queries/circles.py), so that what was withdrawn since is gone.
"""

from django.db import models
from django.db.models import ExpressionWrapper, Q


class CircleSearch(models.Model):
    """A search for circles, made by a worker; the row of the last one is kept."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    searched_at = models.DateTimeField()
    seconds = models.FloatField(help_text="How long the search took.")
    version = models.TextField(help_text="What was published when it began.")
    circles = models.JSONField(
        help_text="Of each its kind, and its works by number, in reading order."
    )

    found = models.GeneratedField(
        expression=ExpressionWrapper(~Q(circles=[]), models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
    )

    class Meta:
        verbose_name_plural = "circle searches"
        constraints = [
            models.CheckConstraint(name="only_the_last_search", condition=Q(id=1))
        ]

    def __str__(self) -> str:
        return f"{self.searched_at:%Y-%m-%d %H:%M}"
