"""What the owner of a site says about it, and how to reach them."""

import pghistory
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

ABOUT, CONTACT = "about", "contact"
NAMES = {ABOUT: "About this site", CONTACT: "Contact"}


@pghistory.track()
class SitePage(models.Model):
    """A page of the owner's own words: about the site, or how to reach them."""

    name = models.CharField(max_length=10, choices=list(NAMES.items()), unique=True)
    text = models.TextField(
        validators=[MaxLengthValidator(20_000)],
        help_text="Paragraphs, parted by an empty line. Web and mail addresses become links.",
    )
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="site_page_is_known", condition=Q(name__in=list(NAMES))
            ),
        ]

    def __str__(self) -> str:
        return NAMES[self.name]
