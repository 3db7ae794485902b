"""What names a row in an address: short, not guessable, never given twice."""

import secrets

from django.db import models

ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"  # no vowels, so that no words appear
LENGTH = 10


def new_key() -> str:
    """Ten characters out of 28: 48 bits, so that keys tell nothing and seldom meet."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


class Keyed(models.Model):
    """A row with an address of its own, stable for as long as the address is known."""

    key = models.CharField(
        max_length=LENGTH, unique=True, default=new_key, editable=False
    )

    class Meta:
        abstract = True


def one_of(
    field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.Q:
    """The check that a column holds one of the scale's values (or is left open)."""
    values = [*choices.values, ""] if blank else choices.values
    return models.Q(**{f"{field}__in": values})
