"""The tables, one file per noun of the vocabulary."""

from articles.models.about import About
from articles.models.appearance import Appearance, Attribution, Citation, Span
from articles.models.article import Article, Region, TextVersion
from articles.models.audit import AuditEntry
from articles.models.circle import CircleSearch
from articles.models.claim import Claim
from articles.models.claim_relation import ClaimRelation
from articles.models.decision import Decision, DecisionEvidence
from articles.models.desk_state import LookAgain, Save, Upload
from articles.models.evidence import Argument, Evidence
from articles.models.featured_claim import FeaturedClaim
from articles.models.invitation import Invitation
from articles.models.public_version import PublicChange, PublicVersion
from articles.models.publication import (
    Publication,
    PublishedAppearance,
    PublishedWork,
    Voice,
)
from articles.models.published_citation import CitationVoice, PublishedCitation
from articles.models.sealed_verdict import SealedGround, SealedVerdict, SealSight
from articles.models.site_page import SitePage
from articles.models.snapshot import FetchJob, Snapshot, SnapshotBytes
from articles.models.source import Source, SourceAlias, SourceRelation
from articles.models.suggestion import Cue, DismissedSuggestion
from articles.models.team import TeamSettings
from articles.models.user import Membership, User
from articles.models.version_outcome import Carry
from articles.models.work import Authorship, Work, WorkRelation

__all__ = [
    "About", "Appearance", "Argument", "Article", "Attribution", "AuditEntry", "Authorship",
    "Carry", "CircleSearch", "Citation", "CitationVoice", "Claim", "ClaimRelation", "Cue", "Decision",
    "DecisionEvidence", "DismissedSuggestion", "Evidence", "FeaturedClaim", "FetchJob", "Invitation", "LookAgain",
    "Membership", "PublicChange", "PublicVersion", "Publication", "PublishedAppearance", "PublishedCitation",
    "PublishedWork", "Region", "Save", "SealSight", "SealedGround", "SealedVerdict", "SitePage", "Snapshot", "SnapshotBytes", "Source",
    "SourceAlias", "SourceRelation", "Span", "TeamSettings", "TextVersion", "Upload", "User", "Voice", "Work", "WorkRelation",
]  # fmt: skip
