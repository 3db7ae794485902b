"""The cues that a team adds or takes out, and the suggestions that it dismissed."""

from __future__ import annotations

from typing import Self

import pghistory
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.canonical import fingerprint
from articles.models.article import Article, TextVersion
from articles.models.base import one_of
from articles.models.choices import CueList
from articles.models.user import User

# Lists that are asked about one word of a text at a time.
SINGLE_WORDS = {
    CueList.DOCUMENT_NOUNS, CueList.SPEAKERS, CueList.ORGANISATIONS, CueList.OUTLETS,
    CueList.TITLES, CueList.PARTICLES, CueList.NOT_NAMES, CueList.ABBREVIATIONS,
    CueList.THAT, CueList.PRONOUNS_PERSON, CueList.DETERMINERS,
}  # fmt: skip


class CueQuerySet(models.QuerySet["Cue"]):
    def of(self, language: str) -> tuple[tuple[str, str, str, bool], ...]:
        """A team's changes to the table of a language: (list, words, then, removed)."""
        rows = self.filter(language=language).order_by("list", "words", "then", "pk")
        return tuple(rows.values_list("list", "words", "then", "removed"))


@pghistory.track()
class Cue(models.Model):
    """Words that a team adds to the shipped table of a language, or takes out of it."""

    language = models.CharField(
        max_length=3,
        default="en",
        validators=[RegexValidator("^[a-z]{2,3}$", "Two or three letters, as in en.")],
        help_text="Two or three letters: en, de, ar.",
    )
    list = models.CharField(max_length=30, choices=CueList)
    words = models.CharField(
        max_length=100,
        help_text="In lower case, in one form: “vowed” and “vows” are two cues.",
    )
    then = models.CharField(
        max_length=30,
        blank=True,
        help_text="For “says something about”: the word that must follow, as in accused … of.",
    )
    removed = models.BooleanField(
        "taken out", default=False, help_text="Takes these words out of the list."
    )

    objects = CueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "language", "list", "words", "then", name="cue_stands_in_a_list_once"
            ),
            models.CheckConstraint(
                name="cue_list_is_known", condition=one_of("list", CueList)
            ),
            models.CheckConstraint(
                name="cue_language_is_a_tag",
                condition=Q(language__regex="^[a-z]{2,3}$"),
            ),
            models.CheckConstraint(
                name="cue_has_words_one_space_apart",
                condition=Q(words__regex=r"^\S+( \S+)*$"),
            ),
            models.CheckConstraint(
                name="cue_is_followed_only_where_it_is_about_somebody",
                condition=Q(then="") | Q(list=CueList.ABOUT),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.words} ({self.language})"

    def clean(self) -> None:
        """Store the words as they are looked up: in lower case."""
        self.words = " ".join(self.words.lower().split())
        self.then = self.then.lower().strip()
        if " " in self.words and self.list in SINGLE_WORDS:
            raise ValidationError({"words": "This list holds single words."})


class DismissedSuggestionQuerySet(models.QuerySet["DismissedSuggestion"]):
    def dismiss(
        self, text: TextVersion, place: TextSpan, by: User
    ) -> DismissedSuggestion:
        """Dismiss these words for everybody; the row is of whoever did so first."""
        words = text.text[place.start : place.end]
        return self.get_or_create(
            text_version=text,
            start=place.start,
            end=place.end,
            defaults={"sha256": fingerprint(words), "by": by},
        )[0]

    def of(self, article: Article) -> Self:
        return self.filter(text_version__article=article)


@pghistory.track()
class DismissedSuggestion(models.Model):
    """Words of a text that are not suggested again, to nobody.

    What is suggested is computed anew each time and not stored.
    """

    text_version = models.ForeignKey(
        TextVersion, models.CASCADE, related_name="dismissed_suggestions"
    )
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    # A later version of the text holds the words elsewhere: they stay dismissed.
    sha256 = models.CharField(max_length=64, help_text="Of the words.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = DismissedSuggestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "text_version", "start", "end", name="suggestion_is_dismissed_once"
            ),
            models.CheckConstraint(
                name="dismissed_suggestion_holds_something",
                condition=Q(end__gt=F("start")),
            ),
            models.CheckConstraint(
                name="dismissed_suggestion_sha256_is_hex",
                condition=Q(sha256__regex="^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text_version}, {self.start} to {self.end}"
