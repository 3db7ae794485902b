"""Does each write that readers see move a version, and no other write?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import (
    Article,
    Authorship,
    Claim,
    ClaimRelation,
    Publication,
    PublicChange,
    PublishedCitation,
    PublishedWork,
    Region,
    Source,
    SourceAlias,
    SourceRelation,
    TextVersion,
    Voice,
    Work,
    WorkRelation,
)
from articles.models.choices import PublicKind, Stage
from articles.queries.public_state import read_changes, read_public_state
from articles.workflow.publication import publish_claim, withdraw_claim
from tests.database_roles import as_owner
from tests.factories import (
    REFERENCE,
    make_article,
    make_claim,
    make_source,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
CLAIMS, SOURCES, WORKS, RELATIONS, REMOVALS = PublicKind


class Scene:
    """A published claim and a draft beside it, each of an article with its sources."""

    def __init__(self) -> None:
        self.claim = make_claim("The gates were opened.", Stage.PUBLISHED)
        self.shown = Publication.objects.get()
        self.article = Article.objects.get()
        hidden = make_article(
            "Never shown", "Nobody reads this.", outlet=make_source("Hidden Post")
        )
        Authorship.objects.filter(work=hidden.work).update(author=make_source("Nobody"))
        self.hidden = hidden
        self.draft = make_claim(
            "It rained.", article=hidden, quote="Nobody", chain=("Nobody", "Rain")
        )
        self.other = make_claim("It did not rain.", article=self.article)
        self.seen = make_source("Ministry of Rivers")
        self.unseen = make_source("Nobody")
        connection.check_constraints()  # as at a commit: the chain has its entries


def relate(source: Source, target: Source, **fields: str) -> SourceRelation:
    return SourceRelation.objects.create(
        source=source, target=target, kind="owns", **fields
    )


def relate_works(source: Work, target: Work, **fields: str) -> WorkRelation:
    return WorkRelation.objects.create(
        source=source, target=target, kind="republishes", **fields
    )


def relate_claims(one: Claim, other: Claim) -> ClaimRelation:
    return ClaimRelation.objects.create(
        claim=one, target=other, kind="repeats", recorded_by=make_user()
    )


def newer_text(article: Article) -> TextVersion:
    words = "Another text."
    return TextVersion.objects.create(
        article=article, number=2, text=words, sha256=f"{article.pk:064x}"
    )


def sql(statement: str) -> Callable[[Scene], None]:
    def run(scene: Scene) -> None:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(statement)

    return run


def changed(row: Any, **fields: Any) -> int:
    number: int = type(row).objects.filter(pk=row.pk).update(**fields)
    return number


TITLED = {"title": "Another title"}
NAMED = {"name": "Another name"}
Write = Callable[[Scene], object]
# What is written, and the kinds of public things that it changes.
WRITES: dict[str, tuple[Write, set[str]]] = {
    "a claim is published": (lambda s: publish_claim(s.draft, make_user(), timezone.now(), ""), {CLAIMS}),
    "a claim is withdrawn": (lambda s: withdraw_claim(s.claim, timezone.now()), {CLAIMS}),
    "a claim is withdrawn by hand": (sql("UPDATE articles_publication SET superseded_at = published_at"), {CLAIMS}),
    "all claims are gone": (sql("TRUNCATE articles_publication CASCADE"), {CLAIMS}),
    "a voice is gone": (lambda s: Voice.objects.all().delete(), {CLAIMS}),
    "an appearance is marked": (sql("UPDATE articles_publishedappearance SET gone_since = 2"), {CLAIMS}),
    "a named work is gone": (lambda s: PublishedWork.objects.all().delete(), {CLAIMS}),
    "a citation is shown": (lambda s: PublishedCitation.objects.create(
        publication=s.shown, article=s.article, appearance="bbbbbbbbbb", number=1), {CLAIMS}),
    "a claim has another address": (lambda s: changed(s.claim, key="bbbbbbbbbb"), {CLAIMS}),
    "a draft is recorded": (lambda s: make_claim("It snowed.", article=s.article), set()),
    "a draft is saved": (lambda s: changed(s.draft, statement="It snowed."), set()),
    "an article counts a save": (lambda s: changed(s.article, version=7), set()),
    "a source is recorded": (lambda s: make_source("Somebody new"), set()),
    "a listed source is recorded": (lambda s: make_source("Somebody listed", listed=True), {SOURCES}),
    "a source that is seen is renamed": (lambda s: changed(s.seen, **NAMED), {SOURCES}),
    "its saves are counted": (lambda s: changed(s.seen, version=7), set()),
    "a source that is not seen is renamed": (lambda s: changed(s.unseen, **NAMED), set()),
    "a source is listed": (lambda s: changed(s.unseen, listed=True), {SOURCES}),
    "a source is not listed any more": (lambda s: (changed(s.unseen, listed=True), changed(s.unseen, listed=False)), {SOURCES}),
    "a source that is not seen is gone": (lambda s: make_source("Gone").delete(), set()),
    "an alias is recorded": (lambda s: SourceAlias.objects.create(source=s.seen, name="MoR"), {SOURCES}),
    "an alias that is not seen": (lambda s: SourceAlias.objects.create(source=s.unseen, name="N"), set()),
    "a work that is seen is called otherwise": (lambda s: changed(s.article.work, **TITLED), {WORKS}),
    "a work that is not seen": (lambda s: changed(s.hidden.work, **TITLED), set()),
    "a work gets an outlet that was not seen": (lambda s: changed(s.article.work, outlet=s.unseen), {WORKS}),
    "that outlet is renamed": (lambda s: (changed(s.article.work, outlet=s.unseen), changed(s.unseen, **NAMED)), {SOURCES, WORKS}),
    "an author is gone": (lambda s: Authorship.objects.filter(work=s.article.work).delete(), {WORKS}),
    "an author that is not seen": (lambda s: Authorship.objects.filter(work=s.hidden.work).delete(), set()),
    "an article is imported": (lambda s: make_article("New", "New words."), set()),
    "a text gets a new version": (lambda s: newer_text(s.article), {WORKS}),
    "a work that is seen is held here": (lambda s: newer_text(Article.objects.create(work=make_work())), set()),
    "a text that is not seen": (lambda s: newer_text(s.hidden), set()),
    "a region is marked": (lambda s: Region.objects.create(text_version=s.article.text, start=0, end=3, kind="banner"), {WORKS}),
    "a region that is not seen": (lambda s: Region.objects.create(text_version=s.hidden.text, start=0, end=3, kind="banner"), set()),
    "two sources that are seen are related": (lambda s: relate(s.seen, make_source("Tessa Aldering"), reference=REFERENCE), {RELATIONS}),
    "without a reference": (lambda s: relate(s.seen, make_source("Tessa Aldering")), set()),
    "one of them is not seen": (lambda s: relate(s.seen, s.unseen, reference=REFERENCE), set()),
    "two works, one is not seen": (lambda s: relate_works(s.article.work, s.hidden.work, reference=REFERENCE), set()),
    "two works that are seen": (lambda s: (PublishedWork.objects.create(publication=s.shown, work=s.hidden.work, referenced=True),
                                           relate_works(s.article.work, s.hidden.work, reference=REFERENCE)), {CLAIMS, RELATIONS}),
    "two claims, one is not seen": (lambda s: relate_claims(s.claim, s.draft), set()),
    "two claims that are seen": (lambda s: (publish_claim(s.other, make_user(), timezone.now(), ""),
                                            relate_claims(s.claim, s.other)), {CLAIMS, RELATIONS}),
    "a reviewer is renamed": (lambda s: changed(make_user(), first_name="Eve"), {SOURCES, RELATIONS}),
    "a reviewer signs in": (lambda s: changed(make_user(), last_login=timezone.now()), set()),
    "the versions are gone": (sql("DELETE FROM articles_publicversion"), set(PublicKind)),
    "the versions are emptied": (sql("TRUNCATE articles_publicversion"), set(PublicKind)),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITES)
def test_a_write_moves_the_versions_of_what_readers_see(name: str) -> None:
    write, kinds = WRITES[name]
    scene = Scene()
    before = read_public_state()
    write(scene)
    after = read_public_state()

    moved = {kind for kind in PublicKind if before.seal(kind) != after.seal(kind)}
    assert moved - {REMOVALS} == kinds - {REMOVALS}


# Of these, what only adds something, and what changes or takes away.
ADDITIONS = ["a citation is shown", "an alias is recorded",
             "a listed source is recorded", "a text gets a new version",
             "two sources that are seen are related"]  # fmt: skip
REMOVING = ["a claim is withdrawn", "a claim is withdrawn by hand", "all claims are gone",
            "a source that is seen is renamed", "a reviewer is renamed",
            "a source is not listed any more", "an author is gone"]  # fmt: skip


@pytest.mark.parametrize("name", [*ADDITIONS, *REMOVING])
def test_what_is_changed_or_taken_away_is_told_from_what_is_added(name: str) -> None:
    scene = Scene()
    before = read_public_state()
    WRITES[name][0](scene)

    moved = before.seal(REMOVALS) != read_public_state().seal(REMOVALS)
    assert moved == (name in REMOVING)


def test_a_change_names_its_row() -> None:
    scene = Scene()
    before = read_public_state()
    changed(scene.seen, **NAMED)
    changed(scene.article.work, **TITLED)
    published = publish_claim(scene.draft, make_user(), timezone.now(), "")
    withdraw_claim(scene.claim, timezone.now())
    after = read_public_state()

    assert read_changes(before, after, SOURCES) == [scene.seen.pk]
    assert read_changes(before, after, WORKS) == [scene.article.work_id]
    assert read_changes(before, after, CLAIMS) == [scene.shown.pk, published.pk]
    assert read_changes(after, after, CLAIMS) == []


def test_what_cannot_be_told_is_built_anew() -> None:
    scene = Scene()
    before = read_public_state()
    withdraw_claim(scene.claim, timezone.now())
    after = read_public_state()
    assert read_changes(after, before, CLAIMS) is None  # a lower number

    with as_owner():
        PublicChange.objects.filter(kind=CLAIMS).earliest("-pk").delete()
    assert read_changes(before, after, CLAIMS) is None  # a gap

    sql("DELETE FROM articles_publicversion")(scene)
    for _ in range(20):
        changed(scene.seen, **NAMED)
        Voice.objects.update(role="relayer")
    assert read_changes(before, read_public_state(), CLAIMS) is None  # another seal


def test_a_state_that_was_taken_back_is_another_one() -> None:
    scene = Scene()
    names = [scene.seen.name, "Another name"] * 2
    states = set()
    for name in names:
        changed(scene.seen, name=name)
        states.add(read_public_state().key({SOURCES}))

    assert len(states) == len(names)
