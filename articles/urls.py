"""Addresses and their views: the public site, the account, the desk."""

from django.conf import settings
from django.contrib.auth import views as auth
from django.urls import include, path, register_converter, reverse_lazy

from articles.models.base import ALPHABET, LENGTH
from articles.views import articles, claims, pages, sources
from articles.views.answers import FORMATS
from articles.views.desk import articles as desk_articles
from articles.views.desk import citations as desk_citations
from articles.views.desk import claim_relations as desk_claim_relations
from articles.views.desk import claims as desk_claims
from articles.views.desk import home as desk_home
from articles.views.desk import importing as desk_importing
from articles.views.desk import recheck as desk_recheck
from articles.views.desk import relations as desk_relations
from articles.views.desk import snapshots as desk_snapshots
from articles.views.desk import sources as desk_sources
from articles.views.desk import suggestions as desk_suggestions
from articles.views.desk import version_review as desk_version_review
from articles.views.desk import versions as desk_versions
from articles.views.desk import works as desk_works


class KeyConverter:
    """The key of a row, as articles/models/base.py makes it."""

    regex = f"[{ALPHABET}]{{{LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormatConverter(KeyConverter):
    """The ending of an address that asks for JSON or CSV."""

    regex = "|".join(FORMATS)


register_converter(KeyConverter, "key")
register_converter(FormatConverter, "format")

public = [
    path("", pages.home, name="home"),
    path("method/", pages.method, name="method"),
    path("healthz", pages.healthz, name="healthz"),
    path("claims/", claims.claims, name="claims"),
    path("claims.<format:suffix>", claims.claims, name="claims_as"),
    path("claims/<key:key>/", claims.claim, name="claim"),
    path("claims/<key:key>.<format:suffix>", claims.claim, name="claim_as"),
    path("articles/", articles.articles, name="articles"),
    path("articles.<format:suffix>", articles.articles, name="articles_as"),
    path("articles/<key:key>/", articles.article, name="article"),
    path("articles/<key:key>.<format:suffix>", articles.article, name="article_as"),
    path(
        "articles/<key:key>/versions/<int:number>/",
        articles.version,
        name="article_version",
    ),
    path(
        "articles/<key:key>/versions/<int:number>.<format:suffix>",
        articles.version,
        name="article_version_as",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/changes/",
        articles.changes,
        name="article_changes",
    ),
    path("circles/", sources.circles, name="circles"),
    path("circles.<format:suffix>", sources.circles, name="circles_as"),
    path("sources/", sources.sources, name="sources"),
    path("sources.<format:suffix>", sources.sources, name="sources_as"),
    path("sources/<key:key>/", sources.source, name="source"),
    path("sources/<key:key>.<format:suffix>", sources.source, name="source_as"),
]
account = [
    # Django's view would call the site by the host of its address.
    path(
        "login/",
        auth.LoginView.as_view(extra_context={"site_name": settings.SITE_NAME}),
        name="login",
    ),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="registration/password_change.html",
            success_url=reverse_lazy("home"),
        ),
        name="password_change",
    ),
]
desk = [
    path("", desk_home.desk, name="desk"),
    path("import/", desk_importing.take_in, name="desk_import"),
    path("import/<key:key>/", desk_importing.confirm, name="desk_import_confirm"),
    path("articles/<key:key>/", desk_articles.article, name="desk_article"),
    path(
        "articles/<key:key>/details/",
        desk_articles.details,
        name="desk_article_details",
    ),
    path(
        "articles/<key:key>/dismiss/",
        desk_suggestions.dismiss,
        name="desk_suggestion_dismiss",
    ),
    path(
        "articles/<key:key>/offer-again/",
        desk_suggestions.offer_again,
        name="desk_suggestion_offer_again",
    ),
    path("articles/<key:key>/text/", desk_versions.new, name="desk_version_new"),
    path(
        "import/<key:key>/version/", desk_versions.confirm, name="desk_version_confirm"
    ),
    path(
        "articles/<key:key>/versions/<int:number>/",
        desk_version_review.version,
        name="desk_version",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/text/",
        desk_versions.text,
        name="desk_version_text",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/check/",
        desk_version_review.check,
        name="desk_version_check",
    ),
    path(
        "appearances/<key:key>/settle/", desk_version_review.settle, name="desk_settle"
    ),
    path("appearances/<key:key>/", desk_articles.appearance, name="desk_appearance"),
    path(
        "appearances/<key:key>/remove/",
        desk_articles.remove_appearance,
        name="desk_appearance_remove",
    ),
    path("citations/", desk_citations.citations, name="desk_citations"),
    path(
        "citations/<key:key>/<int:number>/", desk_citations.check, name="desk_citation"
    ),
    path("claims/<key:key>/", desk_claims.claim, name="desk_claim"),
    path("claims/<key:key>/edit/", desk_claims.edit, name="desk_claim_edit"),
    path(
        "claims/<key:key>/evidence/", desk_claims.add_evidence, name="desk_evidence_add"
    ),
    path(
        "claims/<key:key>/relations/", desk_claim_relations.relate, name="desk_relate"
    ),
    path(
        "claim-relations/<key:key>/remove/",
        desk_claim_relations.remove,
        name="desk_claim_relation_remove",
    ),
    path("claims/<key:key>/<slug:action>/", desk_claims.step, name="desk_step"),
    path("evidence/<key:key>/argue/", desk_recheck.argue, name="desk_argue"),
    path("evidence/<key:key>/", desk_claims.evidence, name="desk_evidence"),
    path(
        "evidence/<key:key>/remove/",
        desk_claims.remove_evidence,
        name="desk_evidence_remove",
    ),
    path("fetches/<key:key>/", desk_snapshots.fetch, name="desk_fetch"),
    path("fetches/<key:key>/state", desk_snapshots.state, name="desk_fetch_state"),
    path("works/<key:key>/", desk_snapshots.work, name="desk_work"),
    path("works/<key:key>/fetch/", desk_snapshots.keep, name="desk_work_fetch"),
    path("works/<key:key>/details/", desk_works.details, name="desk_work_details"),
    path("works/<key:key>/status/", desk_works.status, name="desk_work_status"),
    path(
        "works/<key:key>/relations/",
        desk_works.new_relation,
        name="desk_work_relation_new",
    ),
    path(
        "work-relations/<int:number>/", desk_works.relation, name="desk_work_relation"
    ),
    path(
        "work-relations/<int:number>/remove/",
        desk_works.remove_relation,
        name="desk_work_relation_remove",
    ),
    path("works/<key:key>.warc.gz", desk_snapshots.work_warc, name="desk_work_warc"),
    path("snapshots/<key:key>/", desk_snapshots.snapshot, name="desk_snapshot"),
    path(
        "snapshots/<key:key>/bytes", desk_snapshots.content, name="desk_snapshot_bytes"
    ),
    path(
        "snapshots/<key:key>.warc.gz",
        desk_snapshots.snapshot_warc,
        name="desk_snapshot_warc",
    ),
    path("sources/new/", desk_sources.new_source, name="desk_source_new"),
    path("sources/<key:key>/", desk_sources.source, name="desk_source"),
    path(
        "sources/<key:key>/relations/",
        desk_relations.new_relation,
        name="desk_relation_new",
    ),
    path(
        "relations/import/",
        desk_relations.import_relations,
        name="desk_relations_import",
    ),
    path("relations/<int:number>/", desk_relations.relation, name="desk_relation"),
    path(
        "relations/<int:number>/remove/",
        desk_relations.remove_relation,
        name="desk_relation_remove",
    ),
    path("look-again/", desk_recheck.look_again, name="desk_look_again"),
    path(
        "look-again/<int:number>/",
        desk_recheck.settle,
        name="desk_look_again_settle",
    ),
    path("suggest/sources", desk_sources.suggest_sources, name="desk_suggest_sources"),
    path("suggest/works", desk_works.suggest_works, name="desk_suggest_works"),
    path("suggest/claims", desk_sources.suggest_claims, name="desk_suggest_claims"),
]
urlpatterns = [*public, *account, path("desk/", include(desk))]
