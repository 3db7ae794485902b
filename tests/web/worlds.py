"""Two worlds: the same published rows, without unpublished ones and with them."""

import datetime
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone

from articles.domain.anchoring.anchors import TextSpan
from articles.domain.text.canonical import fingerprint
from articles.editing.appearances import change_claim, record_appearance
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    NewWork,
    StepEntry,
)
from articles.importing import annotation, annotation_files
from articles.importing.articles import create_article
from articles.importing.people import ensure_example_people
from articles.ingest.extract import extract
from articles.models import (
    About,
    Appearance,
    Argument,
    Article,
    Authorship,
    Carry,
    Citation,
    Claim,
    Cue,
    DecisionEvidence,
    DismissedSuggestion,
    Evidence,
    FeaturedClaim,
    Invitation,
    LookAgain,
    Save,
    SealedGround,
    SealedVerdict,
    SealSight,
    Source,
    SourceAlias,
    SourceRelation,
    User,
    Work,
    WorkRelation,
)
from articles.models.choices import AboutRole, Action, SourceKind, Stage, VerdictRule
from articles.queries.agreement import LEAST_PUBLIC_CASES
from tests.blind_verdicts import give_to_all, give_verdicts
from tests.database_roles import as_owner
from tests.factories import (
    bring_to,
    make_claim,
    make_evidence,
    make_fetch,
    make_snapshot,
    make_user,
    set_team,
    take,
)
from tests.web.hidden_relations import (
    add_hidden_relations,
    add_related_claim,
    source_relation,
    work_relation,
)
from tests.web.scenes import (
    QUOTE,
    article_of,
    make_scene,
    make_upload,
    relate_directly,
    write_site_pages,
)

CANARY = "quetzalwort"  # stands in every unpublished row and nowhere else
MANY = 50
# Keys of unpublished rows, so that what asks for them can be asked in either world.
UNSEEN_CLAIM, UNSEEN_SOURCE = "zzzzzzzzz2", "zzzzzzzzz3"
DAY = datetime.date(2026, 1, 5)


def analyze() -> None:
    """Tells the planner what stands in the tables: it would guess, and choose badly."""
    # Not of all tables: the catalogue is shared with tests that run beside this one.
    models = apps.get_app_config("articles").get_models()
    tables = [model._meta.db_table for model in models if model._meta.managed]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")


def load_published() -> None:
    """World 0: an article of the demo, and claims with every public history."""
    set_team(verdicts=VerdictRule.TWO_OPEN)
    path = Path(settings.BASE_DIR, "fixtures", "demo", "delta-fish.txt")
    text = extract(path.read_bytes(), path.name).text
    data = annotation_files.find_annotation(fingerprint(text))
    assert data is not None
    annotation.attach_annotations(data, text, ensure_example_people())
    take_twice(1)
    take_twice(2)
    for name in ("published", "published as recorded", "published, then withdrawn"):
        make_scene(name)
    add_related_claim()
    agree_often(Claim.objects.get(statement__contains="rose twice (1)"))
    write_site_pages()
    Source.objects.create(name="A listed source", kind="organisation", listed=True)


def agree_often(claim: Claim) -> None:
    """So many published rounds that readers are told how often reviewers agree."""
    for _ in range(LEAST_PUBLIC_CASES):
        give_verdicts(claim, then=[Action.PUBLISH, Action.REOPEN])


def take_twice(number: int) -> None:
    """A claim that was published, re-opened and published again, with another verdict."""
    article = article_of(f"twice {number}")
    claim = make_claim(f"It rose twice ({number}).", Stage.PUBLISHED, article=article)
    take(Action.REOPEN, claim, make_user("cleo"))
    take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="refuted")
    take(Action.CONFIRM, claim, make_user("cleo"))
    take(Action.PUBLISH, claim, make_user("cleo"))


def add_unpublished() -> None:
    """World 1: what nobody but reviewers may notice, at least fifty of every noun."""
    ada = make_user("ada")
    published = list(Claim.objects.order_by("pk"))
    articles = list(Article.objects.order_by("pk"))
    published_works = list(Work.objects.order_by("pk"))
    sources = unlisted_sources()
    works = unpublished_works(sources)
    for number, claim in enumerate(published):
        disturb(claim, number)
    for number in range(MANY):
        title = f"{CANARY} article {number}"
        held = create_article(
            f"{title}\n\n{QUOTE}, said the {CANARY}.",
            NewWork(title, outlet=sources[number], published_on=DAY),
            [sources[-number - 1]], "en", ["", "banner"], ada,
        )  # fmt: skip
        # Half of them in articles that readers know.
        shown = articles[number % len(articles)] if number % 2 else held
        draft(number, shown, sources, works)
        make_upload(ada, f"{CANARY} upload {number}")
        kept = make_snapshot(
            f"{CANARY} copy {number}".encode(), by=ada, text=CANARY,
            work=published_works[number % len(published_works)],
        )  # fmt: skip
        make_fetch(
            f"https://example.org/{CANARY}/{number}", requested_by=ada, work=kept.work
        )
        Save.objects.create(user=ada, path="/desk/", location=f"/{CANARY}/")
    relate_drafts(published)
    speak_of_sources()
    add_hidden_relations(CANARY)
    grounds = [
        DecisionEvidence(decision=decision, evidence=claim.evidence.all()[0])
        for claim in Claim.objects.filter(statement__startswith=f"A {CANARY}")
        if (decision := claim.decisions.order_by("number").first())
    ]
    DecisionEvidence.objects.bulk_create(grounds)
    places = Appearance.objects.filter(claim__statement__startswith=f"A {CANARY}")
    Carry.objects.bulk_create(
        [
            Carry(
                appearance=row, text_version_id=row.text_version_id,
                state="needs_review",
                candidates=[{"spans": [[0, 4]], "why": CANARY}],
            )
            for row in places
        ]
    )  # fmt: skip
    drafts = Claim.objects.filter(statement__startswith=f"A {CANARY}").order_by("pk")
    LookAgain.objects.bulk_create(
        [LookAgain(claim=claim, what=CANARY) for claim in drafts]
    )
    FeaturedClaim.objects.bulk_create([FeaturedClaim(claim=claim) for claim in drafts])
    seal_verdicts(drafts, ada)
    Argument.objects.bulk_create(
        [
            Argument(evidence=claim.evidence.all()[0], text=CANARY, by=ada)
            for claim in drafts
            if claim.evidence.exists()
        ]
    )
    text = articles[0].text
    Cue.objects.bulk_create(
        [Cue(list="speaks", words=f"{CANARY}ed{number}") for number in range(MANY)]
    )
    Invitation.objects.bulk_create(
        [
            Invitation(
                token_hash=f"{CANARY}{number}", group=Group.objects.get(name="Reviewers"),
                email=f"{CANARY}{number}@example.org", invited_by=ada,
                expires_at=timezone.now() + datetime.timedelta(days=7),
            )
            for number in range(MANY)
        ]
    )  # fmt: skip
    DismissedSuggestion.objects.bulk_create(
        [
            DismissedSuggestion(
                text_version=text, start=number, end=number + 5,
                sha256=fingerprint(text.text[number : number + 5]), by=ada,
            )
            for number in range(MANY)
        ]
    )  # fmt: skip
    # Nobody signs in as one of these, so no password is worth its hashing.
    made = User.objects.bulk_create(
        [User(username=f"{CANARY}-{n}", first_name=CANARY) for n in range(MANY)]
    )
    Group.objects.get(name="Reviewers").user_set.add(*made)
    give_to_all(Claim.objects.all(), "refuted", "not_enough")


def seal_verdicts(drafts: Iterable[Claim], ada: User) -> None:
    """First verdicts that wait for the second, in a team of other rules."""
    seals = SealedVerdict.objects.bulk_create(
        [
            SealedVerdict(
                claim=claim, number=90, verdict="refuted", rationale=CANARY, by=ada
            )
            for claim in drafts
        ]
    )
    piece = Evidence.objects.filter(claim__in=[seal.claim for seal in seals])[0]
    SealedGround.objects.bulk_create(
        [SealedGround(sealed=seal, evidence=piece, chosen=True) for seal in seals]
    )
    SealSight.objects.bulk_create([SealSight(sealed=seal, by=ada) for seal in seals])
    set_team(verdicts=VerdictRule.ONE, publishes_alone=True)


def relate_drafts(published: list[Claim]) -> None:
    """What readers know bears on what they do not, and on each other only through it."""
    drafts = Claim.objects.filter(statement__startswith=f"A {CANARY}").order_by("pk")
    for number, draft_claim in enumerate(drafts):
        one = published[number % len(published)]
        other = published[(number + 1) % len(published)]
        relate_directly(draft_claim, "repeats", one, CANARY)
        relate_directly(draft_claim, "repeats", other, CANARY)


def speak_of_sources() -> None:
    """Drafts are about whom readers know, and published claims by now about others."""
    drafts = Claim.objects.filter(statement__startswith=f"A {CANARY}").order_by("pk")
    known = list(Source.objects.public().order_by("pk"))
    About.objects.bulk_create(
        [
            About(
                claim=claim, source=known[number % len(known)],
                role=AboutRole.values[number % len(AboutRole)],
            )
            for number, claim in enumerate(drafts)
        ]
    )  # fmt: skip
    shown = Claim.objects.filter(publications__superseded_at=None)
    hidden = list(Source.objects.filter(name__contains=CANARY).order_by("pk"))
    for number, claim in enumerate(shown.distinct().order_by("pk")):
        # One and the same to all of them, by way of whom they would be connected, and
        # the outlet of the evidence, by whom it would speak about itself.
        whom = [hidden[0], hidden[number % MANY], *evidence_by(claim)]
        for source in whom:
            About.objects.get_or_create(
                claim=claim, source=source, defaults={"role": "accused"}
            )


def evidence_by(claim: Claim) -> list[Source]:
    """Who wrote or published the evidence that readers see of a claim."""
    works = Work.objects.filter(evidence__claim=claim)
    return list(
        Source.objects.filter(works_published__in=works)
        | Source.objects.filter(authorships__work__in=works)
    )


def unlisted_sources() -> list[Source]:
    made = Source.objects.bulk_create(
        [
            Source(
                **({} if number else {"key": UNSEEN_SOURCE}),
                name=f"A {CANARY} source {number}",
                kind=SourceKind.values[number % len(SourceKind)],
                description=CANARY,
            )
            for number in range(MANY)
        ]
    )
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=source, name=f"{source.name} alias") for source in made]
    )
    known = list(Source.objects.public().order_by("pk"))
    SourceRelation.objects.bulk_create(
        [
            source_relation(source, "owns", known[n % len(known)])
            for n, source in enumerate(made)
        ]
        + [source_relation(one, "runs", other) for one, other in pairwise(made)]
        # By way of this one, whoever is known is connected with everybody.
        + [source_relation(made[0], "funds", one) for one in known[:40]]
    )
    return made


def unpublished_works(sources: list[Source]) -> list[Work]:
    first = Source.objects.public().order_by("pk")[0]
    made = Work.objects.bulk_create(
        [
            Work(
                title=f"A {CANARY} work {number}",
                address=f"https://example.org/{CANARY}/{number}",
                outlet=first if number % 2 else sources[number],
            )
            for number in range(MANY)
        ]
    )
    Authorship.objects.bulk_create(
        [
            Authorship(work=work, author=source)
            for work, source in zip(made, sources, strict=True)
        ]
    )
    known = list(Work.objects.exclude(title__contains=CANARY))
    WorkRelation.objects.bulk_create(
        [
            work_relation(work, "cites", known[n % len(known)])
            for n, work in enumerate(made)
        ]
    )
    return made


def draft(
    number: int, article: Article, sources: list[Source], works: list[Work]
) -> None:
    """A claim at one of the stages that come before publishing."""
    stages = [Stage.DRAFT, Stage.READY, Stage.FIRST_VERDICT, Stage.SECOND_REVIEW,
              Stage.ADJUDICATION, Stage.WITHDRAWN]  # fmt: skip
    words = article.text.text.split("\n\n")[-1][:20].strip()
    # One of those that are withdrawn without ever having been published.
    own: Any = {"key": UNSEEN_CLAIM} if number == 5 else {}
    claim = make_claim(
        f"A {CANARY} claim {number}.", article=article, quote=words,
        chain=("Tessa Aldering", sources[number].name), **own,
    )  # fmt: skip
    Citation.objects.create(
        appearance=claim.appearances.get(), work=works[number], passage=CANARY,
        translation=CANARY, translated_by=claim.recorded_by,
    )  # fmt: skip
    make_evidence(
        claim, work=works[number], passage=CANARY, translation=CANARY,
        translated_by=claim.recorded_by,
    )  # fmt: skip
    bring_to(claim, stages[number % len(stages)])


def disturb(claim: Claim, number: int) -> None:
    """Work goes on with a published claim, and readers see nothing of it yet."""
    if claim.stage == Stage.WITHDRAWN:
        take(Action.RESTORE, claim, make_user("dana", "Editors"))
    elif number % 2 and claim.stage == Stage.PUBLISHED:
        take(Action.REOPEN, claim, make_user("cleo"), rationale=CANARY)
    claim.refresh_from_db()
    Citation.objects.filter(appearance__claim=claim).update(
        passage=CANARY, translation=CANARY, translated_by=make_user("ada")
    )
    if claim.stage in {Stage.DRAFT, Stage.READY}:
        words = ClaimEntry(f"Another {CANARY} statement {number}.", "opinion")
        change_claim(claim, words, claim.version)
        claim.refresh_from_db()
        make_evidence(
            claim, passage=CANARY, note=CANARY, translation=CANARY,
            translated_by=make_user("ada"),
        )  # fmt: skip
    if claim.stage == Stage.READY:
        evidence = [claim.evidence.order_by("-pk")[0]]
        take(Action.GIVE_VERDICT, claim, make_user("ben"), verdict="missing_context",
             rationale=CANARY, evidence=evidence)  # fmt: skip
    if number % 3 == 0 and claim.stage in {Stage.PUBLISHED, Stage.DRAFT}:
        text = Article.objects.order_by("pk")[0].text
        entry = AppearanceEntry(
            [TextSpan(0, 10)],
            [StepEntry(Source.objects.filter(name__contains=CANARY)[number % MANY])],
            [CitationEntry(description=CANARY, passage=CANARY, translation=CANARY)],
        )
        record_appearance(make_user("ada"), text, claim, entry)
