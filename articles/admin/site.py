"""The admin's tables: what staff may edit directly; what must not change is read-only.

Stages, decisions and publications are only read here: articles/workflow alone writes
them. So are relations, corrections and retractions, which are entered at the desk, where
each has its version and its reference: editing/source_relations.py and work_relations.py
alone write them. A change to a work requests a recheck of the decisions that rest on it;
so does one to a source that becomes an unnamed voice, or one with a name.
"""

from contextlib import AbstractContextManager
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest

from articles import models as tables
from articles.admin.history import HistoryAdmin
from articles.domain.independence.graph import source_node
from articles.domain.independence.graph import work_node as node
from articles.editing.details import bump_details_version
from articles.workflow import recheck

admin.site.site_title = admin.site.site_header = f"{settings.SITE_NAME} administration"
admin.site.index_title = "Every table, with the history of every row"

ROWS_PER_PAGE = 50
# Django's own default for an address without a scheme is still http.
HTTPS_OVERRIDES: dict[type[models.Field], dict[str, Any]] = {
    models.URLField: {"assume_scheme": "https"}
}


class ReadOnlyAdmin(HistoryAdmin):
    """Can be searched and looked at, and nothing else."""

    list_per_page = ROWS_PER_PAGE
    show_full_result_count = False
    formfield_overrides = HTTPS_OVERRIDES

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class EditableAdmin(HistoryAdmin):
    """Can be added and changed; nothing that others refer to can be deleted."""

    list_per_page = ROWS_PER_PAGE
    show_full_result_count = False
    formfield_overrides = HTTPS_OVERRIDES


class EditableRows(admin.TabularInline):
    """Rows that belong to another one, changed on its page."""

    extra = 0
    formfield_overrides = HTTPS_OVERRIDES


class ReadOnlyRows(EditableRows):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def editable_rows(table: type[models.Model], **options: Any) -> type[EditableRows]:
    return type(f"{table.__name__}Rows", (EditableRows,), {"model": table, **options})


def read_only_rows(table: type[models.Model], **options: Any) -> type[EditableRows]:
    return type(f"{table.__name__}Rows", (ReadOnlyRows,), {"model": table, **options})


@admin.register(tables.Source)
class SourceAdmin(EditableAdmin):
    list_display = ("name", "kind", "listed", "key")
    list_filter = ("kind", "listed")
    search_fields = ("name", "aliases__name", "key", "wikidata")
    readonly_fields = ("key", "same_voice", "same_voice_by", "version", "created_at")
    inlines = [
        editable_rows(tables.SourceAlias),
        read_only_rows(tables.SourceRelation, fk_name="source"),
    ]

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
    list_display = ("source", "kind", "target", "since", "until")
    list_filter = ("kind",)
    list_select_related = ("source", "target")
    search_fields = ("source__name", "target__name", "note", "reference")


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
        editable_rows(tables.Authorship, autocomplete_fields=["author"]),
        read_only_rows(tables.WorkRelation, fk_name="source"),
    ]

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
    list_display = ("source", "kind", "target")
    list_filter = ("kind",)
    list_select_related = ("source", "target")
    search_fields = ("source__title", "target__title", "note", "reference")


@admin.register(tables.Article)
class ArticleAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "key", "created_at")
    list_select_related = ("work",)
    search_fields = ("work__title", "key")
    inlines = [read_only_rows(tables.TextVersion, fields=["number", "sha256"])]


@admin.register(tables.TextVersion)
class TextVersionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "number", "sha256", "created_at")
    list_select_related = ("article__work",)
    search_fields = ("article__work__title", "sha256")
    inlines = [read_only_rows(tables.Region)]


@admin.register(tables.Claim)
class ClaimAdmin(ReadOnlyAdmin):
    list_display = ("statement", "stage", "verdict", "recorded_by", "updated_at")
    list_filter = ("stage", "verdict", "kind", "checkable")
    list_select_related = ("recorded_by",)
    search_fields = ("statement", "key")
    fields = ("key", "statement", "kind", "checkable", "stage", "verdict", "version",
              "recorded_by", "created_at", "updated_at")  # fmt: skip
    inlines = [
        read_only_rows(tables.About, show_change_link=True),
        read_only_rows(tables.Appearance, show_change_link=True),
        read_only_rows(tables.Evidence, show_change_link=True),
        read_only_rows(tables.Decision, show_change_link=True),
    ]


@admin.register(tables.Appearance)
class AppearanceAdmin(ReadOnlyAdmin):
    list_display = ("claim", "text_version", "recorded_by", "created_at")
    list_select_related = ("claim", "text_version__article__work", "recorded_by")
    search_fields = ("claim__statement", "key", "spans__exact")
    inlines = [
        read_only_rows(tables.Span),
        read_only_rows(tables.Attribution),
        read_only_rows(tables.Citation),
    ]


@admin.register(tables.Attribution)
class AttributionAdmin(ReadOnlyAdmin):
    list_display = ("source", "position", "cue", "mode", "appearance")
    list_filter = ("mode", "unclear")
    list_select_related = (
        "source", "appearance__claim", "appearance__text_version__article__work",
    )  # fmt: skip
    search_fields = ("source__name", "cue")


@admin.register(tables.Citation)
class CitationAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "fidelity", "appearance")
    list_filter = ("fidelity",)
    list_select_related = (
        "work", "appearance__claim", "appearance__text_version__article__work",
    )  # fmt: skip
    search_fields = ("description", "work__title", "passage", "translation")


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
    inlines = [read_only_rows(tables.DecisionEvidence)]


@admin.register(tables.Publication)
class PublicationAdmin(ReadOnlyAdmin):
    list_display = ("statement", "number", "verdict", "published_at", "superseded_at")
    list_filter = ("verdict", "kind")
    search_fields = ("statement", "claim__key")
    fields = ("claim", "number", "statement", "kind", "verdict", "appeared_on",
              "record", "published_at", "published_by", "superseded_at")  # fmt: skip
    inlines = [read_only_rows(tables.Voice), read_only_rows(tables.PublishedWork)]


@admin.register(tables.Cue)
class CueAdmin(EditableAdmin):
    list_display = ("words", "then", "list", "language", "removed")
    list_filter = ("language", "list", "removed")
    search_fields = ("words",)


@admin.register(tables.SitePage)
class SitePageAdmin(EditableAdmin):
    list_display = ("__str__", "updated_at")
    search_fields = ("name", "text")
    readonly_fields = ("updated_at",)


@admin.register(tables.FeaturedClaim)
class FeaturedClaimAdmin(ReadOnlyAdmin):
    list_display = ("claim", "chosen_at")
    list_select_related = ("claim",)
    search_fields = ("claim__statement", "claim__key")


@admin.register(tables.DismissedSuggestion)
class DismissedSuggestionAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "by", "at")
    list_select_related = ("text_version__article__work", "by")
    search_fields = ("text_version__article__work__title", "by__username")


@admin.register(tables.Upload)
class UploadAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "sent_by", "sent_at", "article")
    list_select_related = ("sent_by", "article__work")
    search_fields = ("name", "sha256", "key")
    exclude = ("content",)


@admin.register(tables.Snapshot)
class SnapshotAdmin(ReadOnlyAdmin):
    list_display = ("key", "work", "way", "at", "by", "sha256", "size")
    list_filter = ("way", "content_type")
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
    list_filter = ("status", "reason")
    list_select_related = ("requested_by",)
    search_fields = ("address", "key", "error")
