"""Which words of a work are meant, and what do they say in another language?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.models.user import User

# A translation is of a passage, and a reviewer's.
TRANSLATION_IS_WHOLE = Q(translation="", translated_by=None) | (
    ~Q(translation="") & ~Q(passage="") & Q(translated_by__isnull=False)
)


class WithPassage(models.Model):
    """Words of a work, as they stand there, and as a reviewer, by name, renders them."""

    passage = models.TextField(blank=True, help_text="The words in the work.")
    translation = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="The passage in the language of the article, or of the claim.",
    )
    translated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True

    def translate(self, words: str, by: User) -> None:
        """Other words are theirs who wrote them; the same ones stay whose they are."""
        if words != self.translation:
            self.translation = words
            self.translated_by = by if words else None
