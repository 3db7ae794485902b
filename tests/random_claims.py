"""Published claims drawn by chance, and what a filter leaves of them, by SQL alone."""

import datetime
import random
from typing import Any

from django.db.models import QuerySet

from articles.models import (
    Article,
    Authorship,
    CitationVoice,
    Claim,
    Publication,
    PublishedAppearance,
    PublishedCitation,
    Source,
    TextVersion,
    User,
    Voice,
    Work,
)
from articles.models.choices import (
    ANY_ROLE,
    ROLES_BEHIND,
    ClaimKind,
    Fidelity,
    Role,
    Verdict,
)
from articles.models.search import search_query

NOON = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
FIRST_DAY = datetime.date(2025, 1, 1)
VOCABULARY = ["gates", "river", "dam", "flood", "ministry", "bridge", "wall", "ferry",
              "opened", "closed", "barley", "quay"]  # fmt: skip
CITING = [Role.AUTHOR, Role.OUTLET, Role.CITED]


def drawn(dice: random.Random, number: int) -> int:
    """Small numbers often, large ones seldom, as sources speak."""
    return min(int(dice.paretovariate(0.7)) - 1, number - 1)


def fill(number: int, user: User, seed: int = 1) -> None:
    """So many claims, each in up to three articles, of up to five citations."""
    dice = random.Random(seed)  # noqa: S311 - chance that can be repeated
    sources = Source.objects.bulk_create(
        Source(name=f"Source {at:02}", kind=dice.choice(["person", "outlet"]))
        for at in range(40)
    )
    works = Work.objects.bulk_create(
        Work(
            title=f"{dice.choice(VOCABULARY)} {dice.choice(VOCABULARY)} {at}",
            language=dice.choice(["en", "ar", ""]),
            outlet=dice.choice([*sources[:6], None]),
            published_on=dice.choice([None, day(dice)]),
        )
        for at in range(25)
    )
    Authorship.objects.bulk_create(
        Authorship(work=work, author=author, position=position)
        for work in works
        for position, author in enumerate(dice.sample(sources, 2))
    )
    articles = Article.objects.bulk_create(Article(work=work) for work in works)
    texts = TextVersion.objects.bulk_create(
        TextVersion(article=article, text=str(at), sha256=f"{at:064x}")
        for at, article in enumerate(articles)
    )
    claims = Claim.objects.bulk_create(
        Claim(statement=f"Claim {at}", kind="event", recorded_by=user)
        for at in range(number)
    )
    for at, claim in enumerate(claims):
        gone = at % 11 == 0
        made = Publication.objects.create(
            claim=claim, number=1, statement=claim.statement,
            kind=dice.choice(ClaimKind.values),
            verdict=dice.choice([*Verdict.values, ""]),
            appeared_on=dice.choice([None, day(dice), day(dice)]),
            words=" ".join(VOCABULARY[drawn(dice, 12)] for _ in range(6)),
            record={"key": claim.key, "why": dice.choice(["", "So."])},
            published_at=NOON + datetime.timedelta(minutes=dice.randrange(number // 3)),
            published_by=user,
            superseded_at=NOON + datetime.timedelta(days=900) if gone else None,
        )  # fmt: skip
        shown = dice.sample(texts, 1 + drawn(dice, 3))
        PublishedAppearance.objects.bulk_create(
            PublishedAppearance(publication=made, article=text.article,
                                text_version=text, start=0, record={})
            for text in shown
        )  # fmt: skip
        if not gone:
            add_voices(dice, made, sources)
            add_citations(dice, made, [text.article for text in shown], sources)


def day(dice: random.Random) -> datetime.date:
    return FIRST_DAY + datetime.timedelta(days=dice.randrange(60))


def add_voices(
    dice: random.Random, publication: Publication, sources: list[Source]
) -> None:
    heard = {
        (sources[drawn(dice, len(sources))], role)
        for role in Role
        for _ in range(dice.randint(0, 2))
    }
    heard |= {(source, ANY_ROLE) for source, role in heard if role in ROLES_BEHIND}
    Voice.objects.bulk_create(
        Voice(publication=publication, source=source, role=role,
              published_at=publication.published_at)
        for source, role in heard
    )  # fmt: skip


def add_citations(
    dice: random.Random,
    publication: Publication,
    articles: list[Article],
    sources: list[Source],
) -> None:
    for number in range(drawn(dice, 5)):
        fidelity = dice.choice([*Fidelity.values, ""])
        cited = PublishedCitation.objects.create(
            publication=publication, article=dice.choice(articles), appearance="a",
            number=number + 1, fidelity=fidelity,
        )  # fmt: skip
        CitationVoice.objects.bulk_create(
            CitationVoice(citation=cited, role=role, fidelity=fidelity,
                          source=sources[drawn(dice, len(sources))])
            for role in CITING
        )  # fmt: skip


def claims_left(asked: dict[str, Any]) -> QuerySet[Publication]:
    """The claims that these filters leave, each asked for by itself."""
    left = Publication.objects.current()
    if words := asked.get("words"):
        left = left.filter(search=search_query(words))
    for name, field in (("verdicts", "verdict"), ("kinds", "kind")):
        if asked.get(name):
            left = left.filter(**{f"{field}__in": asked[name]})
    for name, lookup in (("since", "gte"), ("until", "lte")):
        if asked.get(name):
            left = left.filter(**{f"appeared_on__{lookup}": asked[name]})
    return left_by_rows(left, asked)


def left_by_rows(
    left: QuerySet[Publication], asked: dict[str, Any]
) -> QuerySet[Publication]:
    """Those with the voices, appearances and citations that are asked for."""
    if source := asked.get("source"):
        left = left.filter(pk__in=heard(source, asked.get("role") or ANY_ROLE))
    if outlet := asked.get("outlet"):
        left = left.filter(pk__in=heard(outlet, Role.OUTLET))
    if article := asked.get("article"):
        shown = PublishedAppearance.objects.filter(article__key=article)
        left = left.filter(pk__in=shown.values("publication"))
    if asked.get("fidelities"):
        cited = cited_so(asked).filter(fidelity__in=asked["fidelities"])
        left = left.filter(pk__in=cited.values("publication"))
    return left


def heard(key: str, role: str) -> QuerySet[Any]:
    return Voice.objects.filter(source__key=key, role=role).values("publication")


def cited_so(asked: dict[str, Any]) -> QuerySet[PublishedCitation]:
    """The citations of the article, the outlet and the source that are asked for."""
    cited = PublishedCitation.objects.all()
    if article := asked.get("article"):
        cited = cited.filter(article__key=article)
    in_roles = [(asked.get("outlet"), Role.OUTLET)]
    if asked.get("role") in CITING:
        in_roles.append((asked.get("source"), asked["role"]))
    for key, role in in_roles:
        if key:
            voices = CitationVoice.objects.filter(source__key=key, role=role)
            cited = cited.filter(pk__in=voices.values("citation"))
    return cited
