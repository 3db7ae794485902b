"""A claim in a text: where it stands, who says it there, and what the text cites."""

from collections.abc import Iterable

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.domain.anchoring.anchors import TextSpan, build_anchor
from articles.models.article import TextVersion
from articles.models.base import TRANSLATION_IS_WHOLE, Keyed, WithPassage, one_of
from articles.models.choices import Fidelity, Mode
from articles.models.claim import Claim
from articles.models.source import Source
from articles.models.work import Work


@pghistory.track()
class Appearance(Keyed):
    """A claim as one text version asserts it."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    text_version = models.ForeignKey(
        TextVersion, models.PROTECT, related_name="appearances"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.claim} (in {self.text_version})"


SPAN_SAYS_WHAT_THE_TEXT_SAYS = pgtrigger.Trigger(
    name="span_says_what_the_text_says",
    operation=pgtrigger.Insert | pgtrigger.Update,
    when=pgtrigger.Before,
    declare=[("held", "text")],
    func="""
        SELECT substr(t.text, NEW.start + 1, NEW."end" - NEW.start) INTO held
        FROM articles_textversion t
        JOIN articles_appearance a ON a.text_version_id = t.id
        WHERE a.id = NEW.appearance_id;
        IF held IS DISTINCT FROM NEW.exact THEN
            RAISE EXCEPTION 'The text does not say this between % and %.',
                NEW.start, NEW."end"
                USING ERRCODE = 'check_violation',
                      CONSTRAINT = 'span_says_what_the_text_says';
        END IF;
        RETURN NEW;
    """,
)


@pgtrigger.register(SPAN_SAYS_WHAT_THE_TEXT_SAYS)
@pghistory.track()
class Span(models.Model):
    """Words of an appearance: where they stand, and what stands around them.

    Follows the W3C Web Annotation TextPosition and TextQuote selectors.
    """

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="spans")
    position = models.PositiveSmallIntegerField(default=0)
    start = models.PositiveIntegerField(help_text="Code points before the words.")
    end = models.PositiveIntegerField()
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "appearance", "position", name="spans_have_an_order"
            ),
            models.CheckConstraint(
                name="span_holds_something", condition=Q(end__gt=F("start"))
            ),
        ]

    def __str__(self) -> str:
        return self.exact


def build_spans(
    appearance: Appearance, text: str, places: Iterable[TextSpan]
) -> list[Span]:
    """The words of an appearance at these places, not stored yet."""
    anchors = [build_anchor(text, place.start, place.end) for place in places]
    return [
        Span(
            appearance=appearance, position=position, start=anchor.start, end=anchor.end,
            exact=anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix,
        )
        for position, anchor in enumerate(anchors)
    ]  # fmt: skip


# Words of a step that have a place in the text: who speaks, and when.
ANCHORED_FIELDS = ("cue", "said")


@pghistory.track()
class Attribution(models.Model):
    """One step of an appearance's chain.

    Position 0 is the voice of the article, the last position is the claimant. Two
    sources at one position say it together.
    """

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="chain")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(Source, models.PROTECT, related_name="attributions")
    cue = models.CharField(
        "cue words", max_length=300, blank=True, help_text="For example: according to"
    )
    cue_start = models.PositiveIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    said = models.CharField(
        "time words", max_length=300, blank=True, help_text="For example: on Saturday"
    )
    said_start = models.PositiveIntegerField(null=True, blank=True)
    said_from = models.DateField(null=True, blank=True)
    said_to = models.DateField(null=True, blank=True)
    unclear = models.BooleanField(
        default=False, help_text="It is unclear whose words a part is."
    )
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "appearance", "position", "source", name="source_speaks_once_a_step"
            ),
            models.CheckConstraint(
                name="attribution_mode_is_known",
                condition=one_of("mode", Mode, blank=True),
            ),
            models.CheckConstraint(
                name="said_ends_after_it_begins",
                condition=Q(said_from=None)
                | Q(said_to=None)
                | Q(said_to__gte=F("said_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}: {self.source}"


@pghistory.track()
class Citation(WithPassage):
    """What the article points to as support, and whether that thing says so."""

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="citations")
    position = models.PositiveSmallIntegerField(default=0)
    work = models.ForeignKey(
        Work, models.PROTECT, null=True, blank=True, related_name="citations"
    )
    description = models.TextField(
        blank=True, help_text="What is cited, where the work could not be found."
    )
    locator = models.CharField(max_length=200, blank=True)
    fidelity = models.CharField(max_length=20, choices=Fidelity, blank=True)
    note = models.TextField(blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who compared the article with what it cites.",
    )
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="citation_check_is_whole",
                condition=Q(checked_by=None, checked_at=None)
                | Q(checked_by__isnull=False, checked_at__isnull=False)
                & ~Q(fidelity=""),
            ),
            models.CheckConstraint(
                name="translation_is_of_a_passage_and_somebodys",
                condition=TRANSLATION_IS_WHOLE,
            ),
            models.UniqueConstraint(
                "appearance", "position", name="citations_have_an_order"
            ),
            models.CheckConstraint(
                name="citation_points_to_something",
                condition=Q(work__isnull=False)
                | ~Q(description="")
                | Q(fidelity=Fidelity.NOTHING_CITED),
            ),
            models.CheckConstraint(
                name="fidelity_is_known",
                condition=one_of("fidelity", Fidelity, blank=True),
            ),
        ]
        indexes = [
            models.Index(
                fields=["appearance", "position"],
                name="citation_to_check",
                condition=Q(fidelity=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.work or self.description)

    @property
    def number(self) -> int:
        """Which of the appearance's citations it is, as its address says."""
        return self.position + 1

    def says_the_same_as(self, other: "Citation") -> bool:
        """Whether whoever checked the one has checked all that the other says."""
        names = ("work_id", "description", "locator", "passage", "translation",
                 "fidelity")  # fmt: skip
        return all(getattr(self, name) == getattr(other, name) for name in names)
