"""Rows that the database must refuse, by the name of the constraint that does."""

import datetime
import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from articles.domain.text.canonical import fingerprint
from articles.models import (
    About,
    Appearance,
    Argument,
    Article,
    Attribution,
    AuditEntry,
    Authorship,
    Carry,
    CircleSearch,
    Citation,
    CitationVoice,
    Claim,
    ClaimRelation,
    Cue,
    Decision,
    DecisionEvidence,
    DismissedSuggestion,
    Invitation,
    LookAgain,
    Publication,
    PublicChange,
    PublicVersion,
    PublishedCitation,
    PublishedWork,
    Region,
    SealedGround,
    SealedVerdict,
    SealSight,
    SitePage,
    SnapshotBytes,
    SourceAlias,
    SourceRelation,
    Span,
    TeamSettings,
    TextVersion,
    Voice,
    WorkRelation,
)
from articles.models.choices import Action, Stage
from tests.database_roles import as_owner
from tests.factories import (
    appearance_of,
    group_named,
    make_article,
    make_claim,
    make_evidence,
    make_fetch,
    make_snapshot,
    make_source,
    make_user,
    make_work,
)


def invited(**fields: Any) -> Invitation:
    """An invitation of ada's."""
    return Invitation.objects.create(
        token_hash="x", group=group_named("Reviewers"), invited_by=make_user(),
        expires_at=NOW, **fields,
    )  # fmt: skip


NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date(2026, 3, 1)


def place() -> Appearance:
    return appearance_of(make_claim())


def text(words: str = "Other words", **fields: Any) -> TextVersion:
    fields = {"number": 2, "sha256": fingerprint(uuid.uuid4().hex), **fields}
    return TextVersion.objects.create(article=make_article(), text=words, **fields)


def twice(make: Callable[[], object]) -> None:
    make()
    make()


def region(start: int = 0, end: int = 5, kind: str = "banner") -> Region:
    version = make_claim().appearances.get().text_version
    return Region.objects.create(text_version=version, start=start, end=end, kind=kind)


def asked_again(**fields: Any) -> LookAgain:
    fields = {"claim": claim(), "what": "A relation ended.", **fields}
    return LookAgain.objects.create(**fields)


def asked_twice() -> None:
    known = claim()
    twice(lambda: asked_again(claim=known))


def regions_at_one_place() -> None:
    version = make_article().text
    for end in (3, 5):
        Region.objects.create(text_version=version, start=0, end=end, kind="banner")


def span(**fields: Any) -> Span:
    fields = {"position": 1, "start": 4, "end": 9, "exact": "river", **fields}
    return Span.objects.create(appearance=fields.pop("of", None) or place(), **fields)


def step(**fields: Any) -> Attribution:
    fields = {"position": 5, "source": make_source(), **fields}
    return Attribution.objects.create(
        appearance=fields.pop("of", None) or place(), **fields
    )


def citation(**fields: Any) -> Citation:
    fields = {"description": "a report", **fields}
    return Citation.objects.create(
        appearance=fields.pop("of", None) or place(), **fields
    )


def shown(**fields: Any) -> PublishedCitation:
    fields = {"appearance": "bcdfghjkmn", "number": 1, **fields}
    return PublishedCitation.objects.create(
        publication=fields.pop("of", None) or publication(),
        article=Article.objects.first() or make_article(),
        **fields,
    )


def named_work(**fields: Any) -> PublishedWork:
    return PublishedWork.objects.create(
        publication=fields.pop("of"), work=make_work(), referenced=True
    )


def cited(
    role: str, of: PublishedCitation | None = None, **fields: Any
) -> CitationVoice:
    return CitationVoice.objects.create(
        citation=of or shown(), source=make_source(), role=role, **fields
    )


def claim(**fields: Any) -> Claim:
    fields = {"statement": "It rained.", "kind": "event", **fields}
    return Claim.objects.create(recorded_by=make_user(), **fields)


def decision(**fields: Any) -> Decision:
    fields = {
        "number": 1, "action": Action.SUBMIT, "before": Stage.DRAFT,
        "after": Stage.READY, "by": make_user(), **fields,
    }  # fmt: skip
    return Decision.objects.create(claim=fields.pop("of", None) or claim(), **fields)


def verdict(**fields: Any) -> Decision:
    fields = {"verdict": "refuted", "rationale": "The gauge.", **fields}
    return decision(**{"round": "first", "action": Action.GIVE_VERDICT, **fields})


def sealed(**fields: Any) -> SealedVerdict:
    fields = {
        "number": 1, "verdict": "refuted", "rationale": "The gauge.",
        "by": make_user(), **fields,
    }  # fmt: skip
    return SealedVerdict.objects.create(
        claim=fields.pop("of", None) or claim(), **fields
    )


def sealed_ground() -> SealedGround:
    known = claim()
    return SealedGround.objects.create(
        sealed=sealed(of=known), evidence=make_evidence(known), chosen=True
    )


def sealed_ground_twice() -> None:
    one = sealed_ground()
    SealedGround.objects.create(sealed=one.sealed, evidence=one.evidence, chosen=False)


def sight() -> SealSight:
    return SealSight.objects.create(sealed=sealed(), by=make_user("dana", "Editors"))


def sight_twice() -> None:
    one = sight()
    SealSight.objects.create(sealed=one.sealed, by=one.by)


def team(**fields: Any) -> None:
    TeamSettings.objects.all().delete()
    TeamSettings.objects.create(**{"pk": 1, **fields})


def publication(**fields: Any) -> Publication:
    fields = {
        "number": 1, "statement": "It rained.", "kind": "event", "record": {},
        "published_at": NOW, "published_by": make_user(), **fields,
    }  # fmt: skip
    return Publication.objects.create(claim=fields.pop("of", None) or claim(), **fields)


def relation(**fields: Any) -> SourceRelation:
    fields = {"source": make_source("A"), "target": make_source("B"), **fields}
    return SourceRelation.objects.create(**{"kind": "owns", **fields})


def work_relation(**fields: Any) -> WorkRelation:
    fields = {"source": make_work("A"), "target": make_work("B"), **fields}
    return WorkRelation.objects.create(**{"kind": "cites", **fields})


def about(**fields: Any) -> About:
    fields = {"role": "accused", **fields}
    of = fields.pop("of", None) or claim()
    return About.objects.create(claim=of, source=make_source(), **fields)


def claim_relation(**fields: Any) -> ClaimRelation:
    fields = {"kind": "narrows", "recorded_by": make_user(), **fields}
    one, other = fields.pop("claims", None) or (claim(), claim())
    return ClaimRelation.objects.create(claim=one, target=other, **fields)


def claim_to_itself() -> None:
    one = claim()
    claim_relation(claims=(one, one))


def claims_related_twice(kind: str, *, turned: bool = False) -> None:
    one, other = claim(), claim()
    claim_relation(claims=(one, other), kind=kind)
    claim_relation(claims=(other, one) if turned else (one, other), kind=kind)


def alias(name: str) -> SourceAlias:
    return SourceAlias.objects.create(source=make_source(), name=name)


def authors(first: str, second: str, *positions: int) -> None:
    for name, position in zip((first, second), positions, strict=True):
        Authorship.objects.create(
            work=make_work(), author=make_source(name), position=position
        )


def ground() -> None:
    known = make_claim()
    evidence = make_evidence(known)
    made = decision(of=known)
    twice(lambda: DecisionEvidence.objects.create(decision=made, evidence=evidence))


def same(noun: Callable[..., models.Model], of: models.Model, **fields: Any) -> None:
    twice(lambda: noun(of=of, **fields))


def publications(*ends: datetime.datetime | None, numbers: tuple[int, int]) -> None:
    known = claim()
    for number, end in zip(numbers, ends, strict=True):
        publication(of=known, number=number, superseded_at=end)


def public_version(slot: int = 40, kind: str = "claims") -> PublicVersion:
    """Only the triggers write these, and the owner."""
    with as_owner():
        return PublicVersion.objects.create(
            slot=slot, kind=kind, number=1, seal=1, previous=0
        )


def public_change() -> PublicChange:
    with as_owner():
        return PublicChange.objects.create(
            kind="claims", slot=40, number=1, row=1, previous=0
        )


def entry(number: int = 1, **values: Any) -> AuditEntry:
    """As the owner, since the application may not write one at all."""
    shown = values.pop("of", None) or publication()
    with as_owner():
        return AuditEntry.objects.create(
            number=number, publication=shown,
            **{"event": "published", "text": "{}", "hash": "0" * 64, **values},
        )  # fmt: skip


def entered_twice() -> None:
    shown = publication()
    for number in (1, 2):
        entry(number, of=shown)


def voice(role: str) -> None:
    made = publication()
    for _ in range(2):
        Voice.objects.create(
            publication=made, source=make_source(), role=role, published_at=NOW
        )


def cue(**fields: Any) -> Cue:
    return Cue.objects.create(**{"list": "speaks", "words": "groused", **fields})


def dismissed(**fields: Any) -> DismissedSuggestion:
    article = Article.objects.first() or make_article()
    fields = {"start": 0, "end": 5, "sha256": fingerprint("x"), **fields}
    return DismissedSuggestion.objects.create(
        text_version=article.text, by=make_user(), **fields
    )


def two_texts_with_one_number() -> None:
    article = make_article()
    for words in ("One", "Two"):
        TextVersion.objects.create(
            article=article, number=2, text=words, sha256=fingerprint(words)
        )


def same_side(of: PublishedCitation) -> None:
    cited("cited", of)
    cited("cited", of)


def articles_that_begin_alike() -> None:
    held = make_article().text
    other = Article.objects.create(work=make_work("Another article"))
    TextVersion.objects.create(article=other, text="x", sha256=held.sha256)


def carry(state: str, **fields: Any) -> Carry:
    row = place()
    newer = TextVersion.objects.create(
        article=row.text_version.article, number=2, text="Newer",
        sha256=fingerprint("Newer"),
    )  # fmt: skip
    return Carry.objects.create(
        appearance=row, text_version=newer, state=state, **fields
    )


# The name of a constraint, and a row that it refuses.
REFUSED: dict[str, Callable[[], object]] = {
    "about_role_is_known":           lambda: about(role="claimant"),
    "about_source_stands_once":      lambda: same(about, claim()),
    "alias_has_a_name":              lambda: alias(""),
    "alias_stands_once":             lambda: twice(lambda: alias("MoR")),
    "argument_says_something":       lambda: Argument.objects.create(
                                         evidence=make_evidence(claim()), text="",
                                         by=make_user()),
    "asked_once_to_look_again":      asked_twice,
    "attribution_mode_is_known":     lambda: step(mode="loud"),
    "author_stands_once":            lambda: authors("A", "A", 0, 1),
    "authors_have_an_order":         lambda: authors("A", "B", 0, 0),
    "citation_check_is_whole":       lambda: citation(checked_at=NOW,
                                                      fidelity="altered"),
    "citation_role_is_known":        lambda: cited("evidence"),
    "citation_voice_fidelity_is_known":
                                     lambda: cited("cited", fidelity="good"),
    "citation_voice_stands_once":    lambda: same_side(shown()),
    "carry_stands_somewhere_or_nowhere":
                                     lambda: carry("exact"),
    "carry_state_is_known":          lambda: carry("lost"),
    "citation_points_to_something":  lambda: citation(description=""),
    "bytes_are_what_their_sha256_says":
                                     lambda: SnapshotBytes.objects.create(
                                         sha256="0" * 64, content=b"one"),
    "citations_have_an_order":       lambda: same(citation, place()),
    "claim_kind_is_known":           lambda: claim(kind="rumour"),
    "claim_published_has_a_verdict": lambda: claim(stage="published"),
    "claim_relation_joins_two_claims": claim_to_itself,
    "claim_relation_kind_is_known":  lambda: claim_relation(kind="likes"),
    "claim_relation_stands_once":    lambda: claims_related_twice("narrows"),
    "claim_relation_stands_once_either_way":
                                     lambda: claims_related_twice("repeats", turned=True),
    "claim_stage_is_known":          lambda: claim(stage="lost"),
    "claim_states_something":        lambda: claim(statement=""),
    "claim_verdict_is_known":        lambda: claim(verdict="true"),
    "cue_has_words_one_space_apart":
                                     lambda: cue(words="said  that"),
    "cue_is_followed_only_where_it_is_about_somebody":
                                     lambda: cue(then="of"),
    "cue_language_is_a_tag":         lambda: cue(language="E1"),
    "cue_list_is_known":             lambda: cue(list="verbs"),
    "cue_stands_in_a_list_once":     lambda: twice(cue),
    "decision_action_is_known":      lambda: decision(action="shout"),
    "decision_is_numbered":          lambda: same(decision, claim()),
    "decision_verdict_is_known":     lambda: decision(verdict="true"),
    "dismissed_suggestion_holds_something":
                                     lambda: dismissed(start=5),
    "dismissed_suggestion_sha256_is_hex":
                                     lambda: dismissed(sha256="x" * 64),
    "entry_event_is_known":          lambda: entry(event="read"),
    "entry_stands_once_in_the_chain": entered_twice,
    "evidence_says_or_answers_something":
                                     lambda: make_evidence(claim(), question=""),
    "evidence_translation_is_of_a_passage_and_somebodys":
                                     lambda: make_evidence(claim(), passage="Сухо.",
                                                           translation="It is dry."),
    "evidence_stance_is_known":      lambda: make_evidence(claim(), "shows"),  # type: ignore[arg-type]
    "ended_fetch_has_its_time":      lambda: make_fetch(ended_at=NOW),
    "failed_fetch_says_why":         lambda: make_fetch(status="failed", ended_at=NOW),
    "fetch_is_done_with_its_snapshot":
                                     lambda: make_fetch(status="done", ended_at=NOW),
    "fetch_status_is_known":         lambda: make_fetch(status="lost"),
    "fetch_waits_once":              lambda: twice(make_fetch),
    "fetched_snapshot_says_from_where":
                                     lambda: make_snapshot(address=""),
    "fidelity_is_known":             lambda: citation(fidelity="good"),
    "translation_is_of_a_passage_and_somebodys":
                                     lambda: citation(passage="Сухо.",
                                                      translation="It is dry."),
    "ground_stands_once":            ground,
    "no_two_articles_begin_alike":   articles_that_begin_alike,
    "not_enough_evidence_says_what_was_searched":
                                     lambda: verdict(verdict="not_enough"),
    "one_publication_in_force":      lambda: publications(None, None, numbers=(1, 2)),
    "public_change_stands_once":     lambda: twice(public_change),
    "only_the_last_search":          lambda: CircleSearch.objects.create(
        id=2, searched_at=NOW, seconds=1, version="", circles=[]),
    "public_kind_is_known":          lambda: public_version(kind="secrets"),
    "public_version_has_a_slot":     lambda: twice(public_version),
    "publication_ends_after_it_begins":
                                     lambda: publication(
                                         superseded_at=NOW - datetime.timedelta(1)),
    "publication_is_numbered":       lambda: publications(NOW, None, numbers=(1, 1)),
    "publication_verdict_is_known":  lambda: publication(verdict="true"),
    "published_citation_stands_once": lambda: same(shown, publication()),
    "published_fidelity_is_known":   lambda: shown(fidelity="good"),
    "published_work_stands_once":   lambda: same(named_work, publication()),
    "region_holds_something":        lambda: region(5, 5),
    "region_kind_is_known":          lambda: region(kind="advert"),
    "regions_begin_apart":           regions_at_one_place,
    "relation_ends_after_it_begins": lambda: relation(
                                         since=DAY, until=datetime.date(2026, 2, 1)),
    "relation_ground_is_somebodys": lambda: relation(ground="Common knowledge."),
    "relation_joins_two_sources":    lambda: relation(target=make_source("A")),
    "relation_kind_is_known":        lambda: relation(kind="likes"),
    "relation_precision_is_known":   lambda: relation(until_precision="week"),
    "relation_stands_once":          lambda: twice(relation),
    "role_is_known":                 lambda: voice("friend"),
    "running_fetch_has_a_lease":     lambda: make_fetch(status="running"),
    "said_ends_after_it_begins":     lambda: step(
                                         said_from=DAY,
                                         said_to=datetime.date(2026, 2, 1)),
    "snapshot_has_a_text_or_says_why_not":
                                     lambda: make_snapshot(text=""),
    "invitation_is_used_by_somebody": lambda: invited(used_at=NOW),
    "invitation_is_used_or_revoked": lambda: invited(
                                         used_at=NOW, used_by=make_user("new"), revoked_at=NOW),
    "site_page_is_known":            lambda: SitePage.objects.create(name="blog", text="So."),
    "snapshot_way_is_known":         lambda: make_snapshot(way="found"),
    "settled_by_somebody":           lambda: asked_again(settled_at=NOW),
    "source_has_a_name":             lambda: make_source(""),
    "source_kind_is_known":          lambda: make_source(kind="robot"),
    "source_speaks_once_a_step":     lambda: same(step, place()),
    "seal_is_numbered":              lambda: same(sealed, claim()),
    "seal_is_seen_once":             sight_twice,
    "sealed_ground_stands_once":     sealed_ground_twice,
    "sealed_verdict_has_its_reason": lambda: sealed(rationale=""),
    "sealed_verdict_is_known":       lambda: sealed(verdict="maybe"),
    "second_verdict_says_whether_it_was_blind":
        lambda: verdict(round="second", action=Action.GIVE_SECOND_VERDICT),
    "source_wikidata_is_an_id":      lambda: make_source(wikidata="Q01"),
    "span_holds_something":          lambda: span(start=4, end=4, exact=""),
    "span_says_what_the_text_says":  lambda: span(exact="lakes"),
    "spans_have_an_order":           lambda: same(span, place()),
    "suggestion_is_dismissed_once":  lambda: twice(dismissed),
    "team_publishers_are_known":     lambda: team(publishers="nobody"),
    "team_settings_are_one_row":     lambda: team(pk=2),
    "team_verdicts_are_known":       lambda: team(verdicts="three"),
    "text_has_plain_line_ends":      lambda: text("one\r\ntwo"),
    "text_is_not_empty":             lambda: text(""),
    "text_sha256_is_hex":            lambda: text(sha256="x" * 64),
    "text_version_kind_is_known":    lambda: text(kind="whim"),
    "text_version_is_numbered":      two_texts_with_one_number,
    "verdict_has_its_reason":        lambda: verdict(rationale=""),
    "voice_stands_once_a_role":      lambda: voice("claimant"),
    "work_has_a_title":              lambda: make_work(""),
    "work_kind_is_known":            lambda: make_work(kind="rumour"),
    "work_precision_is_known":       lambda: make_work(status_precision="hour"),
    "work_status_date_is_of_a_status":
        lambda: make_work(status_on=datetime.date(2026, 1, 1)),
    "source_same_voice_is_somebodys_word": lambda: make_source(same_voice="So."),
    "work_relation_ground_is_somebodys":
                                     lambda: work_relation(grounded_by=make_user()),
    "work_relation_joins_two_works": lambda: work_relation(target=make_work("A")),
    "work_relation_kind_is_known":   lambda: work_relation(kind="likes"),
    "work_relation_stands_once":     lambda: twice(work_relation),
    "work_status_is_known":          lambda: make_work(status="lost"),
}  # fmt: skip
