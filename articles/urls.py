"""Addresses and their views: the public site, the account, the desk."""

import re

from allauth.account import views as allauth
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.usersessions.views import list_usersessions
from django.urls import include, path, re_path, register_converter

from articles.exporting.reference_formats import REFERENCE_FORMATS
from articles.models.base import KEY_ALPHABET, KEY_LENGTH
from articles.views import (
    accounts,
    articles,
    cards,
    circles,
    claims,
    crawling,
    mementos,
    pages,
    references,
    search,
    site_pages,
    sources,
)
from articles.views.accounts import answered_by_status
from articles.views.answers import FORMATS
from articles.views.desk import agreement as desk_agreement
from articles.views.desk import articles as desk_articles
from articles.views.desk import citations as desk_citations
from articles.views.desk import claim_offers
from articles.views.desk import claim_relations as desk_claim_relations
from articles.views.desk import claims as desk_claims
from articles.views.desk import home as desk_home
from articles.views.desk import importing as desk_importing
from articles.views.desk import people as desk_people
from articles.views.desk import recheck as desk_recheck
from articles.views.desk import snapshots as desk_snapshots
from articles.views.desk import source_relations as desk_relations
from articles.views.desk import sources as desk_sources
from articles.views.desk import suggestions as desk_suggestions
from articles.views.desk import team as desk_team
from articles.views.desk import version_review as desk_version_review
from articles.views.desk import versions as desk_versions
from articles.views.desk import works as desk_works


class KeyConverter:
    """The key of a row, as articles/models/base.py makes it."""

    regex = f"[{KEY_ALPHABET}]{{{KEY_LENGTH}}}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FormatConverter(KeyConverter):
    """The ending of an address that asks for JSON, CSV or a feed."""

    regex = "|".join(FORMATS)


class ReferenceConverter(KeyConverter):
    """The ending of an address that asks for a reference to what stands there."""

    regex = "|".join(map(re.escape, REFERENCE_FORMATS))


class BlockConverter(KeyConverter):
    """A block of the sitemap: a sort of pages, and how the keys of its rows begin."""

    regex = f"[a-z]+(?:-[{KEY_ALPHABET}]{{1,{KEY_LENGTH}}})?"


register_converter(KeyConverter, "key")
register_converter(BlockConverter, "block")
register_converter(FormatConverter, "format")
register_converter(ReferenceConverter, "reference")

public_patterns = [
    path("", pages.home, name="home"),
    path("method/", pages.method, name="method"),
    path("about/", site_pages.site_page, {"name": "about"}, name="about"),
    path("contact/", site_pages.site_page, {"name": "contact"}, name="contact"),
    path("audit/", pages.audit, name="audit"),
    path("audit.<format:suffix>", pages.audit, name="audit_as"),
    path("healthz", pages.healthz, name="healthz"),
    path("robots.txt", crawling.robots, name="robots"),
    path("sitemap.xml", crawling.sitemap_index, name="sitemap"),
    path("sitemaps/<block:name>.xml", crawling.sitemap_block, name="sitemap_block"),
    path("favicon.ico", crawling.favicon, name="favicon"),
    path("manifest.webmanifest", crawling.manifest, name="manifest"),
    path(".well-known/security.txt", crawling.security, name="security"),
    path("claims/", claims.claims, name="claims"),
    path("claims.<format:suffix>", claims.claims, name="claims_as"),
    path("claims/<key:key>/", mementos.claim, name="claim"),
    path("claims/<key:key>.<format:suffix>", mementos.claim, name="claim_as"),
    path(
        "claims/<key:key>/states/<int:number>/",
        mementos.claim_state,
        name="claim_state",
    ),
    path(
        "claims/<key:key>/states/<int:number>.<format:suffix>",
        mementos.claim_state,
        name="claim_state_as",
    ),
    path("claims/<key:key>/card.png", cards.claim_card, name="claim_card"),
    path("claims/<key:key>/timemap", mementos.timemap, name="claim_timemap"),
    path(
        "claims/<key:key>/timemap/<int:page>",
        mementos.timemap,
        name="claim_timemap_page",
    ),
    path(
        "claims/<key:key>.<reference:suffix>",
        references.claim_reference,
        name="claim_as",
    ),
    path(
        "claims/<key:key>/states/<int:number>.<reference:suffix>",
        references.claim_state_reference,
        name="claim_state_as",
    ),
    path("articles/", articles.articles, name="articles"),
    path("articles.<format:suffix>", articles.articles, name="articles_as"),
    path("articles/<key:key>/", articles.article, name="article"),
    path("articles/<key:key>.<format:suffix>", articles.article, name="article_as"),
    path(
        "articles/<key:key>.<reference:suffix>",
        references.article_reference,
        name="article_as",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/",
        articles.article_version,
        name="article_version",
    ),
    path(
        "articles/<key:key>/versions/<int:number>.<format:suffix>",
        articles.article_version,
        name="article_version_as",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/changes/",
        articles.version_changes,
        name="article_changes",
    ),
    path("search/", search.search, name="search"),
    path("search.<format:suffix>", search.search, name="search_as"),
    path("search/suggest", search.suggest, name="search_suggest"),
    path("circles/", circles.circles, name="circles"),
    path("circles.<format:suffix>", circles.circles, name="circles_as"),
    path("sources/", sources.sources, name="sources"),
    path("sources.<format:suffix>", sources.sources, name="sources_as"),
    path("sources/<key:key>/", sources.source, name="source"),
    path("sources/<key:key>.<format:suffix>", sources.source, name="source_as"),
    path(
        "sources/<key:key>.<reference:suffix>",
        references.source_reference,
        name="source_as",
    ),
]
# allauth asks for its pages by names of its own; the older names lead there as well.
account_patterns = [
    path("login/", answered_by_status(allauth.login), name="login"),
    path("login/", answered_by_status(allauth.login), name="account_login"),
    path("logout/", allauth.logout, name="logout"),
    path("logout/", allauth.logout, name="account_logout"),
    path(
        "password/", answered_by_status(allauth.password_change), name="password_change"
    ),
    path(
        "password/",
        answered_by_status(allauth.password_change),
        name="account_change_password",
    ),
    path("account/", accounts.show_account, name="account"),
    path(
        "account/invitation/<str:token>/",
        answered_by_status(accounts.InvitationView.as_view()),
        name="invitation",
    ),
    path("account/signup/", accounts.by_invitation, name="account_signup"),
    path("account/closed/", allauth.account_inactive, name="account_inactive"),
    path(
        "account/confirm/",
        answered_by_status(allauth.reauthenticate),
        name="account_reauthenticate",
    ),
    path("account/email/", answered_by_status(allauth.email), name="account_email"),
    path(
        "account/email/sent/",
        allauth.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path(
        "account/email/<str:key>/", allauth.confirm_email, name="account_confirm_email"
    ),
    path(
        "account/password/first/",
        answered_by_status(allauth.password_set),
        name="account_set_password",
    ),
    path(
        "account/password/forgotten/",
        answered_by_status(allauth.password_reset),
        name="account_reset_password",
    ),
    path(
        "account/password/forgotten/sent/",
        allauth.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "account/password/new/done/",
        allauth.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^account/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        answered_by_status(allauth.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("account/sessions/", list_usersessions, name="usersessions_list"),
    path(
        "account/sessions/<int:number>/end/", accounts.end_session, name="end_session"
    ),
]
FACTOR = "account/second-factor"
factor_patterns = [
    path(f"{FACTOR}/", base.index, name="mfa_index"),
    path(
        f"{FACTOR}/sign-in/",
        answered_by_status(base.authenticate),
        name="mfa_authenticate",
    ),
    path(
        f"{FACTOR}/confirm/",
        answered_by_status(base.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        f"{FACTOR}/app/",
        answered_by_status(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        f"{FACTOR}/app/remove/",
        answered_by_status(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(f"{FACTOR}/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        f"{FACTOR}/codes/new/",
        answered_by_status(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(f"{FACTOR}/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path(
        f"{FACTOR}/passkeys/new/",
        answered_by_status(webauthn.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path(
        f"{FACTOR}/passkeys/sign-in/",
        webauthn.login_webauthn,
        name="mfa_login_webauthn",
    ),
    path(
        f"{FACTOR}/passkeys/confirm/",
        answered_by_status(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        f"{FACTOR}/passkeys/<int:pk>/",
        answered_by_status(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        f"{FACTOR}/passkeys/<int:pk>/remove/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
]
desk_patterns = [
    path("", desk_home.show_desk, name="desk"),
    path("import/", desk_importing.import_text, name="desk_import"),
    path(
        "import/<key:key>/", desk_importing.confirm_import, name="desk_import_confirm"
    ),
    path("articles/<key:key>/", desk_articles.annotate_article, name="desk_article"),
    path(
        "articles/<key:key>/details/",
        desk_articles.edit_article_details,
        name="desk_article_details",
    ),
    path(
        "articles/<key:key>/dismiss/",
        desk_suggestions.dismiss_suggestion,
        name="desk_suggestion_dismiss",
    ),
    path(
        "articles/<key:key>/offer-again/",
        desk_suggestions.restore_suggestion,
        name="desk_suggestion_offer_again",
    ),
    path(
        "articles/<key:key>/text/", desk_versions.new_version, name="desk_version_new"
    ),
    path(
        "import/<key:key>/version/",
        desk_versions.confirm_version,
        name="desk_version_confirm",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/",
        desk_version_review.show_version_claims,
        name="desk_version",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/text/",
        desk_versions.show_version_text,
        name="desk_version_text",
    ),
    path(
        "articles/<key:key>/versions/<int:number>/check/",
        desk_version_review.check_version,
        name="desk_version_check",
    ),
    path(
        "appearances/<key:key>/settle/",
        desk_version_review.settle_appearance,
        name="desk_settle",
    ),
    path(
        "appearances/<key:key>/", desk_articles.edit_appearance, name="desk_appearance"
    ),
    path(
        "appearances/<key:key>/remove/",
        desk_articles.delete_appearance,
        name="desk_appearance_remove",
    ),
    path("citations/", desk_citations.list_unchecked_citations, name="desk_citations"),
    path(
        "citations/<key:key>/<int:number>/",
        desk_citations.edit_citation,
        name="desk_citation",
    ),
    path("claims/<key:key>/", desk_claims.show_desk_claim, name="desk_claim"),
    path("claims/<key:key>/edit/", desk_claims.edit_claim, name="desk_claim_edit"),
    path(
        "claims/<key:key>/evidence/", desk_claims.new_evidence, name="desk_evidence_add"
    ),
    path(
        "claims/<key:key>/relations/",
        desk_claim_relations.add_claim_relation,
        name="desk_relate",
    ),
    path(
        "claim-relations/<key:key>/remove/",
        desk_claim_relations.delete_claim_relation,
        name="desk_claim_relation_remove",
    ),
    path("claims/<key:key>/feature/", desk_claims.feature_claim, name="desk_feature"),
    path(
        "claims/<key:key>/sealed/",
        desk_claims.read_sealed_verdict,
        name="desk_sealed_verdict",
    ),
    path("claims/<key:key>/<slug:action>/", desk_claims.take_step, name="desk_step"),
    path("evidence/<key:key>/argue/", desk_recheck.edit_argument, name="desk_argue"),
    path("evidence/<key:key>/", desk_claims.edit_evidence, name="desk_evidence"),
    path(
        "evidence/<key:key>/remove/",
        desk_claims.delete_evidence,
        name="desk_evidence_remove",
    ),
    path("fetches/<key:key>/", desk_snapshots.show_fetch, name="desk_fetch"),
    path(
        "fetches/<key:key>/state", desk_snapshots.fetch_state, name="desk_fetch_state"
    ),
    path("works/<key:key>/", desk_snapshots.show_work, name="desk_work"),
    path("works/<key:key>/fetch/", desk_snapshots.fetch_work, name="desk_work_fetch"),
    path(
        "works/<key:key>/details/",
        desk_works.edit_work_details,
        name="desk_work_details",
    ),
    path(
        "works/<key:key>/status/", desk_works.edit_work_status, name="desk_work_status"
    ),
    path(
        "works/<key:key>/relations/",
        desk_works.new_work_relation,
        name="desk_work_relation_new",
    ),
    path(
        "work-relations/<int:number>/",
        desk_works.edit_work_relation,
        name="desk_work_relation",
    ),
    path(
        "work-relations/<int:number>/remove/",
        desk_works.delete_work_relation,
        name="desk_work_relation_remove",
    ),
    path(
        "works/<key:key>.warc.gz",
        desk_snapshots.download_work_warc,
        name="desk_work_warc",
    ),
    path("snapshots/<key:key>/", desk_snapshots.show_snapshot, name="desk_snapshot"),
    path(
        "snapshots/<key:key>/bytes",
        desk_snapshots.download_snapshot,
        name="desk_snapshot_bytes",
    ),
    path(
        "snapshots/<key:key>.warc.gz",
        desk_snapshots.download_snapshot_warc,
        name="desk_snapshot_warc",
    ),
    path("sources/new/", desk_sources.new_source, name="desk_source_new"),
    path("sources/<key:key>/", desk_sources.edit_source, name="desk_source"),
    path(
        "sources/<key:key>/relations/",
        desk_relations.new_source_relation,
        name="desk_relation_new",
    ),
    path(
        "relations/import/",
        desk_relations.import_relation_table,
        name="desk_relations_import",
    ),
    path(
        "relations/<int:number>/",
        desk_relations.edit_source_relation,
        name="desk_relation",
    ),
    path(
        "relations/<int:number>/remove/",
        desk_relations.delete_source_relation,
        name="desk_relation_remove",
    ),
    path("agreement/", desk_agreement.show_agreement, name="desk_agreement"),
    path("people/", desk_people.list_people, name="desk_people"),
    path("people/invite/", desk_people.invite_person, name="desk_invite"),
    path(
        "people/invitations/<int:number>/revoke/",
        desk_people.revoke_invitation,
        name="desk_invitation_revoke",
    ),
    path("people/<int:number>/", desk_people.show_person, name="desk_person"),
    path(
        "people/<int:number>/close/",
        desk_people.close_account,
        name="desk_person_close",
    ),
    path(
        "people/<int:number>/open/", desk_people.open_account, name="desk_person_open"
    ),
    path(
        "people/<int:number>/second-factor/",
        desk_people.remove_factors,
        name="desk_person_factor",
    ),
    path("look-again/", desk_recheck.list_rechecks, name="desk_look_again"),
    path(
        "look-again/<int:number>/",
        desk_recheck.settle_recheck,
        name="desk_look_again_settle",
    ),
    path("team/", desk_team.edit_team, name="desk_team"),
    path("overruled/", desk_team.list_overruled, name="desk_overruled"),
    path("suggest/sources", desk_sources.suggest_sources, name="desk_suggest_sources"),
    path("suggest/works", desk_works.suggest_works, name="desk_suggest_works"),
    path("suggest/claims", claim_offers.suggest_claims, name="desk_suggest_claims"),
]
urlpatterns = [
    *public_patterns,
    *account_patterns,
    *factor_patterns,
    path("desk/", include(desk_patterns)),
]
