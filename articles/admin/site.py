"""The admin's tables: what staff may edit directly; what must not change is read-only.

Stages, decisions and publications are only read here: articles/workflow alone writes
them. So are relations, corrections and retractions, which are entered at the desk, where
each has its version and its reference: editing/source_relations.py and work_relations.py
alone write them. A change to a work requests a recheck of the decisions that rest on it;
so does one to a source that becomes an unnamed voice, or one with a name.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from articles import models as tables
from articles.admin import claim_rows
from articles.admin.related import Column, RelatedAdmin, RelatedRows
from articles.domain.dates import date_in_words, period_data, period_in_words
from articles.domain.independence.graph import source_node
from articles.domain.independence.graph import work_node as node
from articles.editing.details import bump_details_version
from articles.workflow import recheck

admin.site.site_title = admin.site.site_header = f"{settings.SITE_NAME} administration"
admin.site.index_title = "Every table, with the history of every row"

# Django's own default for an address without a scheme is still http.
HTTPS_OVERRIDES: dict[type[models.Field], dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https"}
}


class EditableAdmin(RelatedAdmin):
    """Can be added and changed; nothing that others refer to can be deleted."""

    ordering = ("-pk",)
    formfield_overrides = HTTPS_OVERRIDES


class ReadOnlyAdmin(EditableAdmin):
    """Can be searched and looked at, and nothing else."""

    # Texts and records, which would only weigh in a list.
    heavy_fields: Sequence[str] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows = super().get_queryset(request)
        match = request.resolver_match
        is_list = match and str(match.url_name).endswith("_changelist")
        return rows.defer(*self.heavy_fields) if is_list else rows

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EditableRows(admin.StackedInline):
    """Rows that belong to another one, changed on its page: each field with its label."""

    extra = 0
    formfield_overrides = HTTPS_OVERRIDES


def editable_rows(table: type[models.Model], **options: Any) -> type[EditableRows]:
    return type(f"{table.__name__}Rows", (EditableRows,), {"model": table, **options})


def relations_of(
    table: type[models.Model], *columns: str | Column, end: str = "source"
) -> list[RelatedRows]:
    """Relations from a row and to it, each with what stands at the other end."""
    other = "target"
    return [
        RelatedRows(table, end, ["kind", other, *columns],
                    title="What it is to others", select=[other]),
        RelatedRows(table, other, [end, "kind", *columns],
                    title="What others are to it", select=[end]),
    ]  # fmt: skip


def name_period(row: tables.SourceRelation) -> str:
    period = period_data(row)
    return period_in_words(period["since"], period["until"]) or "–"


def date_published(row: tables.Work) -> str:
    return date_in_words(row.published_on, row.published_precision) or "–"


PERIOD = Column("Period", name_period)
ABOUT_CLAIM = RelatedRows(
    tables.About, "claim", ["source", "role"], title="About", select=["source"]
)


@admin.register(tables.Source)
class SourceAdmin(EditableAdmin):
    list_display = ("name", "kind", "listed", "key")
    list_filter = ("kind", "listed")
    search_fields = ("name", "aliases__name", "key", "wikidata")
    readonly_fields = ("key", "same_voice", "same_voice_by", "version", "created_at")
    inlines = [editable_rows(tables.SourceAlias, verbose_name_plural="Other names")]
    related = [
        *relations_of(tables.SourceRelation, PERIOD, "reference"),
        claim_rows.CLAIMS_OF_SOURCE,
        RelatedRows(
            tables.About, "source", ["role", Column("Claim", claim_rows.name_claim, tables.Claim)],
            title="Claims about it", select=["claim"],
        ),
        RelatedRows(
            tables.Work, "outlet", ["title", "kind", Column("Published", date_published)],
            title="Works that it published", order="-pk",
        ),
    ]  # fmt: skip

    def get_search_results(
        self,
        request: HttpRequest,
        queryset: models.QuerySet[tables.Source],
        search_term: str,
    ) -> tuple[models.QuerySet[tables.Source], bool]:
        """As everywhere, a name is found however it is spelt."""
        found, is_doubled = super().get_search_results(request, queryset, search_term)
        like = tables.Source.objects.like(search_term)
        return found | queryset.filter(pk__in=like), is_doubled

    def save_model(
        self, request: HttpRequest, obj: tables.Source, form: ModelForm, change: bool
    ) -> None:
        if change:
            obj.version += 1
        nodes = [source_node(obj.pk)] if change and "kind" in form.changed_data else []
        with recheck.recheck_if_answers_change(nodes, f"“{obj}” was changed"):
            super().save_model(request, obj, form, change)


@admin.register(tables.SourceRelation)
class SourceRelationAdmin(ReadOnlyAdmin):
    list_display = ("source", "kind", "target", "period")
    list_filter = ("kind", "since", "until")
    list_select_related = ("source", "target")
    search_fields = ("source__name", "target__name", "note", "reference")

    @admin.display(ordering="since")
    def period(self, row: tables.SourceRelation) -> str:
        return name_period(row)


@admin.register(tables.Work)
class WorkAdmin(EditableAdmin):
    list_display = ("title", "kind", "outlet", "published_on", "key")
    list_filter = ("kind", "language")
    list_select_related = ("outlet",)
    search_fields = ("title", "address", "key")
    readonly_fields = ("key", "status", "status_on", "status_precision", "status_note",
                       "status_reference", "version", "created_at")  # fmt: skip
    autocomplete_fields = ("outlet",)
    inlines = [
        editable_rows(
            tables.Authorship,
            autocomplete_fields=["author"],
            verbose_name_plural="Authors",
        ),
    ]
    related = [
        *relations_of(tables.WorkRelation, "reference"),
        RelatedRows(
            tables.Evidence, "work",
            ["stance", Column("Claim", claim_rows.name_claim, tables.Claim), "recorded_by"],
            title="Evidence for and against claims", order="-pk", select=["claim", "recorded_by"],
        ),
        RelatedRows(
            tables.Citation, "work",
            [Column("Claim", claim_rows.name_claim_of_step, tables.Claim), "fidelity"],
            title="Where it is cited", order="-pk",
            select=["appearance__claim"],
        ),
        RelatedRows(
            tables.Snapshot, "work", ["way", "at", "by", "content_type", "size"],
            order="-at", select=["by"], defer=["text"],
        ),
    ]  # fmt: skip

    def save_model(
        self, request: HttpRequest, obj: tables.Work, form: ModelForm, change: bool
    ) -> None:
        with recheck_changed_work(obj, change and form.has_changed()):
            super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        """Save its authors, who are on the page as rows of their own."""
        others = any(rows.has_changed() for rows in formsets)
        with recheck_changed_work(form.instance, change and others):
            super().save_related(request, form, formsets, change)
        if change and (others or form.has_changed()):
            bump_details_version(form.instance)


def recheck_changed_work(
    work: tables.Work, changed: bool
) -> AbstractContextManager[None]:
    """Request rechecks of the decisions that rest on this work, where it changed."""
    nodes = [node(work.pk)] if changed else []
    return recheck.recheck_if_answers_change(
        nodes, f"The details of “{work}” were changed"
    )


@admin.register(tables.WorkRelation)
class WorkRelationAdmin(ReadOnlyAdmin):
    list_display = ("source", "kind", "target", "created_at")
    list_filter = ("kind",)
    list_select_related = ("source", "target")
    search_fields = ("source__title", "target__title", "note", "reference")


@admin.register(tables.Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "outlet", "published", "created_at")
    list_filter = ("created_at", "work__kind", "work__status")
    list_select_related = ("work__outlet",)
    search_fields = ("work__title", "work__outlet__name", "key")
    related = [
        RelatedRows(
            tables.TextVersion, "article",
            ["number", "kind", "dated", "note", "created_by", "created_at"],
            title="Versions of its text", order="-number", select=["created_by"],
            defer=["text", "marks"],
        ),
        claim_rows.CLAIMS_OF_ARTICLE,
    ]  # fmt: skip

    @admin.display(ordering="work__outlet__name")
    def outlet(self, row: tables.Article) -> str:
        return str(row.work.outlet or "–")

    @admin.display(ordering="work__published_on")
    def published(self, row: tables.Article) -> str:
        return date_published(row.work)


@admin.register(tables.TextVersion)
class TextVersionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "kind", "dated", "created_at")
    list_filter = ("kind", "created_at")
    list_select_related = ("article__work",)
    search_fields = ("article__work__title", "sha256")
    heavy_fields = ("text", "marks")
    related = [
        RelatedRows(
            tables.Region,
            "text_version",
            ["kind", "start", "end"],
            title="Passages that are no part of the article",
            order="start",
        )
    ]


@admin.register(tables.Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ("statement", "stage", "verdict", "recorded_by", "updated_at")
    list_filter = ("stage", "verdict", "kind", "checkable", "updated_at")
    list_select_related = ("recorded_by",)
    search_fields = ("statement", "key")
    fields = ("key", "statement", "kind", "checkable", "stage", "verdict", "version",
              "recorded_by", "created_at", "updated_at")  # fmt: skip
    heavy_fields = ("search",)
    related = [
        ABOUT_CLAIM,
        claim_rows.APPEARANCES_OF_CLAIM,
        claim_rows.EVIDENCE_OF_CLAIM,
        claim_rows.DECISIONS_OF_CLAIM,
        claim_rows.PUBLICATIONS_OF_CLAIM,
        *relations_of(tables.ClaimRelation, "note", end="claim"),
    ]


@admin.register(tables.Appearance)
class AppearanceAdmin(ReadOnlyAdmin):
    list_display = ("claim", "text_version", "recorded_by", "created_at")
    list_select_related = ("claim", "text_version__article__work", "recorded_by")
    list_filter = ("created_at",)
    search_fields = ("claim__statement", "key", "spans__exact")
    heavy_fields = claim_rows.TEXT
    related = [
        RelatedRows(tables.Span, "appearance", ["exact", "start", "end"],
                    title="Words", order="position"),
        RelatedRows(tables.Attribution, "appearance",
                    ["position", "source", "cue", "mode", "said", "unclear"],
                    title="Chain", order="position", select=["source"]),
        RelatedRows(tables.Citation, "appearance",
                    ["work", "description", "locator", "passage", "fidelity"],
                    order="position", select=["work"]),
    ]  # fmt: skip

    def lookup_allowed(self, lookup: str, value: Any, request: Any = None) -> bool:
        """Also by article: its page leads to all of its claims."""
        of_article = f"{claim_rows.CLAIMS_OF_ARTICLE.field}__id__exact"
        return lookup == of_article or super().lookup_allowed(lookup, value, request)


@admin.register(tables.Attribution)
class AttributionAdmin(ReadOnlyAdmin):
    list_display = ("source", "position", "cue", "mode", "appearance")
    list_filter = ("mode", "unclear")
    list_select_related = (
        "source", "appearance__claim", "appearance__text_version__article__work",
    )  # fmt: skip
    search_fields = ("source__name", "cue")
    heavy_fields = claim_rows.TEXT_OF_APPEARANCE


@admin.register(tables.Citation)
class CitationAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "fidelity", "appearance")
    list_filter = ("fidelity",)
    list_select_related = (
        "work", "appearance__claim", "appearance__text_version__article__work",
    )  # fmt: skip
    search_fields = ("description", "work__title", "passage", "translation")
    heavy_fields = claim_rows.TEXT_OF_APPEARANCE


@admin.register(tables.About)
class AboutAdmin(ReadOnlyAdmin):
    list_display = ("claim", "source", "role")
    list_filter = ("role",)
    list_select_related = ("claim", "source")
    search_fields = ("source__name", "claim__statement")


@admin.register(tables.ClaimRelation)
class ClaimRelationAdmin(ReadOnlyAdmin):
    list_display = ("claim", "kind", "target", "recorded_by", "created_at")
    list_filter = ("kind",)
    list_select_related = ("claim", "target", "recorded_by")
    search_fields = ("claim__statement", "target__statement", "key")


@admin.register(tables.Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    list_display = ("work", "stance", "primary", "claim", "recorded_by")
    list_filter = ("stance", "primary")
    list_select_related = ("work", "claim", "recorded_by")
    search_fields = (
        "work__title", "claim__statement", "passage", "translation", "question", "key",
    )  # fmt: skip


@admin.register(tables.Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ("claim", "number", "action", "verdict", "by", "at")
    list_filter = ("action", "round", "verdict")
    list_select_related = ("claim", "by")
    search_fields = ("claim__statement", "rationale")
    date_hierarchy = "at"
    related = [
        RelatedRows(tables.DecisionEvidence, "decision", ["evidence"],
                    title="Evidence that it rests on", select=["evidence__work"]),
    ]  # fmt: skip


@admin.register(tables.Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ("statement", "number", "verdict", "published_at", "superseded_at")
    list_filter = (
        "verdict", "kind", "published_at", ("superseded_at", admin.EmptyFieldListFilter),
    )  # fmt: skip
    search_fields = ("statement", "claim__key")
    fields = ("claim", "number", "statement", "kind", "verdict", "appeared_on",
              "record", "published_at", "published_by", "superseded_at")  # fmt: skip
    heavy_fields = ("record", "words", "search", "summary")
    related = [
        RelatedRows(tables.Voice, "publication", ["source", "role"], select=["source"]),
        RelatedRows(tables.PublishedWork, "publication", ["work", "referenced"],
                    title="Works that it names", select=["work"]),
    ]  # fmt: skip


@admin.register(tables.Cue)
class CueAdmin(EditableAdmin):
    list_display = ("words", "then", "list", "language", "removed")
    list_filter = ("language", "list", "removed")
    search_fields = ("words",)


@admin.register(tables.SitePage)
class SitePageAdmin(EditableAdmin):
    list_display = ("__str__", "updated_at")
    list_filter = ("name",)
    search_fields = ("name", "text")
    readonly_fields = ("updated_at",)


@admin.register(tables.TeamSettings)
class TeamSettingsAdmin(ReadOnlyAdmin):
    """Editors change them at the desk (editing/team.py)."""

    list_display = ("verdicts", "publishes_alone", "publishers")
    list_filter = ("verdicts",)
    search_fields = ("verdicts",)


@admin.register(tables.Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "group", "invited_by", "expires_at", "used_by")
    list_filter = ("group", "expires_at")
    list_select_related = ("group", "invited_by", "used_by")
    search_fields = ("email", "invited_by__username", "used_by__username")
    exclude = ("token_hash",)


@admin.register(tables.FeaturedClaim)
class FeaturedClaimAdmin(ReadOnlyAdmin):
    list_display = ("claim", "chosen_at")
    list_filter = ("chosen_at",)
    list_select_related = ("claim",)
    search_fields = ("claim__statement", "claim__key")


@admin.register(tables.DismissedSuggestion)
class DismissedSuggestionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "by", "at")
    list_filter = ("at",)
    list_select_related = ("text_version__article__work", "by")
    heavy_fields = claim_rows.TEXT
    search_fields = ("text_version__article__work__title", "by__username")


@admin.register(tables.Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "sent_by", "sent_at", "article")
    list_filter = ("sent_at", ("article", admin.EmptyFieldListFilter))
    heavy_fields = ("content", "extraction")
    list_select_related = ("sent_by", "article__work")
    search_fields = ("name", "sha256", "key")
    exclude = ("content",)


@admin.register(tables.Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ("key", "work", "way", "at", "by", "sha256", "size")
    list_filter = ("way", "at")
    heavy_fields = ("text", "headers", "hops")
    list_select_related = ("work", "by")
    search_fields = (
        "address",
        "final_address",
        "content__sha256",
        "key",
        "work__title",
    )
    readonly_fields = ("sha256",)
    # The bytes are handed out at the desk; here they would only weigh.
    exclude = ("content",)


@admin.register(tables.FetchJob)
class FetchJobAdmin(ReadOnlyAdmin):
    list_display = (
        "address",
        "status",
        "reason",
        "attempts",
        "requested_by",
        "requested_at",
    )
    list_filter = ("status", "requested_at")
    list_select_related = ("requested_by",)
    search_fields = ("address", "key", "error")
