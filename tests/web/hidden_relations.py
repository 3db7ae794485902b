"""Relations of every kind between what readers know and what only reviewers know.

`add_related_claim` is for both worlds: a claim whose evidence is connected with nobody.
`add_hidden_relations` is for the second: by each of its relations alone, whoever let it
through would be told of a connection, of a circle, or of a hub.
"""

from itertools import product

from articles.domain.independence.graph import IndependenceRules
from articles.models import (
    Appearance,
    Article,
    Authorship,
    Citation,
    Claim,
    Source,
    SourceRelation,
    TextVersion,
    Work,
    WorkRelation,
)
from articles.models.choices import RelationKind, Stage, WorkRelationKind
from tests.factories import (
    REFERENCE,
    bring_to,
    make_claim,
    make_evidence,
    make_source,
    make_work,
)
from tests.web.scenes import QUOTE, article_of

RELATED = "The gates stood open (related)."
CARRYING = sorted(IndependenceRules().between_sources)
DERIVING = ["derives_from", "republishes", "translates"]
LEADING = [*DERIVING, "cites"]
MANY_BUREAUS = 60  # more relations than a source has that joins anybody
TEXT = "\n\n".join(f"{word} {'and so on, at some length, ' * 9}." for word in "ABCDEF")


def add_related_claim() -> Claim:
    """A dispatch that is connected with nobody, a report by way of a bureau that both know."""
    article = article_of("related")
    claim = make_claim(
        RELATED, article=article, chain=("Tessa Aldering", "The voice of relations")
    )
    voice, bureau = source_named("The voice of relations"), listed("The bureau")
    listed("The union")
    make_evidence(claim, work=make_work("A dispatch", outlet=listed("The agency")))
    make_evidence(claim, work=make_work("A report", outlet=listed("The office")))
    make_evidence(claim, work=make_work("A statement", outlet=voice))
    Citation.objects.create(
        appearance=claim.appearances.get(), work=make_work("A paper"), position=1
    )
    SourceRelation.objects.bulk_create(
        [
            source_relation(one, "part_of", bureau)
            for one in (voice, source_named("The office"))
        ]
    )
    return bring_to(claim, Stage.PUBLISHED)


def add_hidden_relations(canary: str) -> None:
    """In both directions, of every kind, and what else would lead over hidden rows."""
    SourceRelation.objects.bulk_create(
        [*relations_of_sources(canary), *bureaus(canary)]
    )
    WorkRelation.objects.bulk_create(relations_of_works(canary))
    relate_without_a_ground()
    hold_texts()
    cite_in_drafts(canary)


def relations_of_sources(canary: str) -> list[SourceRelation]:
    """Of every kind, the agency and the voice with one whom readers do not know."""
    known = [source_named("The agency"), source_named("The voice of relations")]
    made = []
    for kind, turned in product(RelationKind.values, (False, True)):
        hidden = make_source(f"A {canary} owner, {kind}, {turned}")
        for one in known:
            ends = (hidden, one) if turned else (one, hidden)
            made.append(source_relation(ends[0], kind, ends[1]))
    return made


def relations_of_works(canary: str) -> list[WorkRelation]:
    """Of every kind, with works by the voice that lead on to the article."""
    dispatch, paper = make_work("A dispatch"), make_work("A paper")
    article = article_related().work
    voice = source_named("The voice of relations")
    made = []
    for number, kind in enumerate(WorkRelationKind.values):
        for turned in (False, True):
            hidden = make_work(f"A {canary} original, {kind}, {turned}")
            if number % 2:
                Work.objects.filter(pk=hidden.pk).update(outlet=voice)
            else:
                Authorship.objects.create(work=hidden, author=voice)
            for one in (dispatch, paper):
                ends = (hidden, one) if turned else (one, hidden)
                made.append(work_relation(ends[0], kind, ends[1]))
            if not turned:
                made.append(work_relation(hidden, "cites", article))
    return made


def bureaus(canary: str) -> list[SourceRelation]:
    """So many that the bureau, by which the report is connected, would be a hub."""
    bureau = source_named("The bureau")
    return [
        source_relation(make_source(f"A {canary} branch {number}"), "part_of", bureau)
        for number in range(MANY_BUREAUS)
    ]


def relate_without_a_ground() -> None:
    """Between what readers know, and nobody says yet how it is known."""
    union = source_named("The union")
    for name in ("The agency", "The voice of relations"):
        SourceRelation.objects.create(
            source=source_named(name), kind="part_of", target=union
        )
    pairs = (
        ("A dispatch", "translates", "A report"),
        ("A paper", "cites", "A statement"),
    )
    for one, kind, other in (*pairs, ("A statement", "cites", "A paper")):
        WorkRelation.objects.create(
            source=make_work(one), kind=kind, target=make_work(other)
        )


def hold_texts() -> None:
    """The dispatch and the statement are here, with one text, and readers know of neither."""
    for title, text in (("A dispatch", TEXT), ("A statement", f"{TEXT} ")):
        article = Article.objects.create(work=make_work(title))
        TextVersion.objects.create(
            article=article, text=text, sha256=f"{article.pk:064x}"
        )


def cite_in_drafts(canary: str) -> None:
    """A claim at work in the article cites, and brings, what readers know."""
    draft = make_claim(
        f"A {canary} claim on relations.", article=article_related(), quote=QUOTE,
        chain=("Tessa Aldering", "The voice of relations"),
    )  # fmt: skip
    appearance: Appearance = draft.appearances.get()
    for position, title in enumerate(("A dispatch", "A report", "A statement"), 1):
        work = make_work(title)
        make_evidence(draft, work=work, passage=canary)
        Citation.objects.create(
            appearance=appearance, work=work, passage=canary, position=position
        )
    make_evidence(draft, work=make_work("A paper"), note=canary)
    make_evidence(draft, work=article_related().work, note=canary)


def source_relation(one: Source, kind: str, other: Source) -> SourceRelation:
    return SourceRelation(source=one, kind=kind, target=other, reference=REFERENCE)


def work_relation(one: Work, kind: str, other: Work) -> WorkRelation:
    return WorkRelation(source=one, kind=kind, target=other, reference=REFERENCE)


def article_related() -> Article:
    return Article.objects.get(work__title="A river, related")


def source_named(name: str) -> Source:
    return Source.objects.get(name=name)


def listed(name: str) -> Source:
    return make_source(name, listed=True)
