"""What several tables share: keys for addresses, checks, translated passages, grounds."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q

from articles.models.user import User

KEY_ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no vowels, so that no words appear
KEY_LENGTH = 10


def new_key() -> str:
    """Ten characters out of 28: 48 bits, so that keys tell nothing and seldom meet."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LENGTH))


class ExistsPerRow(Exists):
    """Whether there is such a row, looked up for each row that is asked about.

    OFFSET 0 changes no answer. Without it PostgreSQL joins the two tables, and for a
    handful of rows reads all that is published.
    """

    template = "EXISTS(%(subquery)s OFFSET 0)"


class Keyed(models.Model):
    """A row with a key for its address: short, not guessable, never given twice."""

    key = models.CharField(
        max_length=KEY_LENGTH, unique=True, default=new_key, editable=False
    )

    class Meta:
        abstract = True


def one_of(
    field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.Q:
    """The condition that a column holds one of the scale's values (or is left open)."""
    values = [*choices.values, ""] if blank else choices.values
    return models.Q(**{f"{field}__in": values})


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
        """Set the translation; only words that are new are put down to this user."""
        if words != self.translation:
            self.translation = words
            self.translated_by = by if words else None


# Readers see and count a relation that names a page which says so, or a reviewer's ground.
IS_GROUNDED = ~Q(reference="") | ~Q(ground="")
# A ground is somebody's.
GROUND_IS_WHOLE = Q(ground="", grounded_by=None) | (
    ~Q(ground="") & Q(grounded_by__isnull=False)
)


class WithGround(models.Model):
    """How one knows a relation without a page that says so, as a reviewer states it."""

    ground = models.TextField(
        blank=True,
        default="",
        db_default="",
        help_text="How it is known where no page says so: common knowledge, for example.",
    )
    grounded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        abstract = True

    def state_ground(self, words: str, by: User) -> None:
        """Set the ground; only words that are new are put down to this user."""
        if words != self.ground:
            self.ground = words
            self.grounded_by = by if words else None
