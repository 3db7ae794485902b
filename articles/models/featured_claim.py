"""The claims by which editors want the front page to show what is done here."""

import pghistory
from django.db import models

from articles.models.claim import Claim


@pghistory.track()
class FeaturedClaim(models.Model):
    """A claim that an editor chose; of all that readers see, the last one is shown."""

    claim = models.OneToOneField(Claim, models.PROTECT, related_name="featured")
    chosen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.claim)
