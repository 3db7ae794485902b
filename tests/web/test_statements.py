"""Does a page ask the database as often with 500 rows as with 5?"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.domain.text.canonical import fingerprint, split_paragraphs
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Authorship,
    Citation,
    Claim,
    Decision,
    Evidence,
    Publication,
    PublishedAppearance,
    Source,
    SourceAlias,
    SourceRelation,
    Span,
    TextVersion,
    Upload,
    User,
    Voice,
    Work,
    WorkRelation,
)
from articles.models.choices import ANY_ROLE, Role, Stage
from articles.queries.claims import REASONS_READ, published_states
from articles.views.claim_states import STATES_SHOWN
from tests.factories import REFERENCE, TEXT, make_article, make_claim, make_user
from tests.web.asking import undone
from tests.web.scenes import make_upload
from tests.web.worlds import analyze

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 500


@pytest.fixture
def origin(db: Any) -> Claim:
    """A published claim, of which the rows below are copies."""
    return make_claim(stage=Stage.PUBLISHED)


def statements(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        response = client.get(path)
        _ = b"".join(response) if response.streaming else response.content
    assert response.status_code == 200
    return len(asked)


def counted(client: Client, path: str, add: Callable[[int], None]) -> tuple[int, int]:
    """The statements of a page with few and with many rows of a kind."""
    found = []
    for number in (FEW, MANY):
        with undone():
            add(number)
            analyze()
            client.get(path)  # what is read once for good is read now
            found.append(statements(client, path))
    return found[0], found[1]


# -- many rows of each kind ------------------------------------------------------------


def many_sources(number: int) -> list[Source]:
    made = Source.objects.bulk_create(
        [
            Source(name=f"Source {n:04}", kind="organisation", listed=True)
            for n in range(number)
        ]
    )
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=source, name=f"{source.name} alias") for source in made]
    )
    return made


def many_claims(number: int) -> list[Claim]:
    """Published claims, each with a chain, an index and voices of its own."""
    origin = Claim.objects.order_by("pk")[0]
    state = origin.publications.get()
    sources = many_sources(number)
    claims = Claim.objects.bulk_create(
        [
            Claim(statement=f"Claim {n}", kind="event", stage=Stage.PUBLISHED,
                  verdict="supported", recorded_by=origin.recorded_by)
            for n in range(number)
        ]
    )  # fmt: skip
    made = Publication.objects.bulk_create(
        [
            Publication(
                claim=claim, number=1, statement=claim.statement, kind="event",
                verdict="supported", words="gates", published_at=state.published_at,
                published_by=state.published_by,
                record={**state.record, "key": claim.key},
            )
            for claim in claims
        ]
    )  # fmt: skip
    shown = state.appearances.get()
    PublishedAppearance.objects.bulk_create(
        [
            PublishedAppearance(
                publication=publication, article=shown.article, start=shown.start,
                text_version=shown.text_version, record=shown.record,
            )
            for publication in made
        ]
    )  # fmt: skip
    first = Source.objects.get(name="Ministry of Rivers")
    Voice.objects.bulk_create(
        [
            Voice(
                publication=publication, source=source, role=role,
                published_at=publication.published_at,
            )
            for publication, own in zip(made, sources, strict=True)
            for source in (own, first)
            for role in [*Role.values, ANY_ROLE]
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return claims


def many_articles(number: int) -> list[Article]:
    outlet = Source.objects.get(name="Perrin Ford Courier")
    works = Work.objects.bulk_create(
        [
            Work(title=f"Article {n}", outlet=outlet, language="en")
            for n in range(number)
        ]
    )
    Authorship.objects.bulk_create(
        [
            Authorship(work=work, author=source)
            for work, source in zip(works, many_sources(number), strict=True)
        ]
    )
    made = Article.objects.bulk_create([Article(work=work) for work in works])
    texts = TextVersion.objects.bulk_create(
        [
            TextVersion(article=article, text=f"{TEXT} {n}", sha256=fingerprint(f"{n}"))
            for n, article in enumerate(made)
        ]
    )
    state = Publication.objects.order_by("pk")[0]
    record = state.appearances.get().record
    PublishedAppearance.objects.bulk_create(
        [
            PublishedAppearance(
                publication=state, article=article, text_version=text, start=0,
                record=record,
            )
            for article, text in zip(made, texts, strict=True)
        ]
    )  # fmt: skip
    return made


def many_relations(number: int) -> None:
    first = Source.objects.get(name="Ministry of Rivers")
    SourceRelation.objects.bulk_create(
        [
            SourceRelation(
                source=source, kind="close_to", target=first, reference=REFERENCE
            )
            for source in many_sources(number)
        ]
    )
    SourceAlias.objects.bulk_create(
        [SourceAlias(source=first, name=f"Alias {n}") for n in range(number)]
    )


def many_work_relations(number: int) -> None:
    """Of the evidence of a claim, in both directions."""
    first = Work.objects.get(evidence__isnull=False)
    works = [article.work for article in many_articles(number)]
    WorkRelation.objects.bulk_create(
        [
            WorkRelation(
                source=(first, work)[n % 2],
                kind="cites",
                target=(work, first)[n % 2],
                reference=REFERENCE,
            )
            for n, work in enumerate(works)
        ]
    )


def many_states(number: int) -> None:
    """A claim that was published again and again."""
    state = Publication.objects.order_by("pk")[0]
    Publication.objects.bulk_create(
        [
            Publication(
                claim=state.claim, number=n + 2, statement=state.statement, kind="event",
                verdict="supported", words="gates", published_at=state.published_at,
                superseded_at=state.published_at, published_by=state.published_by,
                record=state.record,
            )
            for n in range(number)
        ]
    )  # fmt: skip


def many_appearances(number: int, claims: list[Claim] | None = None) -> None:
    """Of one claim, or of as many claims as there are, in one text."""
    origin = Claim.objects.order_by("pk")[0]
    text = origin.appearances.get().text_version
    sources = many_sources(number)
    made = Appearance.objects.bulk_create(
        [
            Appearance(
                claim=claims[n] if claims else origin, text_version=text,
                recorded_by=origin.recorded_by,
            )
            for n in range(number)
        ]
    )  # fmt: skip
    Span.objects.bulk_create(
        [
            Span(appearance=row, start=0, end=9, exact=text.text[:9], suffix="x")
            for row in made
        ]
    )
    Attribution.objects.bulk_create(
        [
            Attribution(appearance=row, position=0, source=source)
            for row, source in zip(made, sources, strict=True)
        ]
    )
    works = many_works(number)
    Citation.objects.bulk_create(
        [
            Citation(appearance=row, work=work)
            for row, work in zip(made, works, strict=True)
        ]
    )


def many_works(number: int) -> list[Work]:
    outlets = many_sources(number)
    works = Work.objects.bulk_create(
        [Work(title=f"Work {n}", outlet=outlet) for n, outlet in enumerate(outlets)]
    )
    Authorship.objects.bulk_create(
        [
            Authorship(work=work, author=outlet)
            for work, outlet in zip(works, outlets, strict=True)
        ]
    )
    return works


def much_evidence(number: int) -> None:
    """With as many translators and decisions, and as many lines in the log."""
    origin = Claim.objects.order_by("pk")[0]
    translators = User.objects.bulk_create(
        [User(username=f"translator {n}") for n in range(number)]
    )
    Evidence.objects.bulk_create(
        [
            Evidence(claim=origin, work=work, stance="context", passage="Слово.",
                     translation="A word.", translated_by=by,
                     recorded_by=origin.recorded_by)
            for work, by in zip(many_works(number), translators, strict=True)
        ]
    )  # fmt: skip
    Decision.objects.bulk_create(
        [
            Decision(claim=origin, number=n + 10, action="update", before="published",
                     after="published", by=origin.recorded_by)
            for n in range(number)
        ]
    )  # fmt: skip
    for n in range(min(number, 60)):
        Claim.objects.filter(pk=origin.pk).update(version=n + 10)


def drafts(number: int) -> None:
    many_appearances(number, many_drafts(number))


def many_drafts(number: int) -> list[Claim]:
    return Claim.objects.bulk_create(
        [
            Claim(statement=f"Draft {n}", kind="event", recorded_by=make_user("ada"))
            for n in range(number)
        ]
    )


def uploads(number: int) -> None:
    ada = make_user("ada")
    one = make_upload(ada, "a text")
    Upload.objects.bulk_create(
        [
            Upload(name=f"{n}.txt", content=b"x", sha256=fingerprint(f"{n}"),
                   extraction=one.extraction, sent_by=ada)
            for n in range(number)
        ]
    )  # fmt: skip


# One of them asks in which state the database is, for whether the frame leads to circles;
# a reader without a session has asked that already, for the page that may be kept.
PUBLIC = [
    # page                   many of            at most
    ("/",                    many_claims,       12),
    ("/",                    many_articles,     12),
    ("/claims/",             many_claims,       9),
    ("/claims.json",         many_claims,       9),
    ("/claims.atom",         many_claims,       9),
    ("/claims/?q=gates",     many_claims,       9),
    ("/claims/?source=KEY",  many_claims,       8),
    ("/search/?q=gates",     many_claims,       9),
    ("/search/?q=source+0",  many_claims,       7),
    ("/search/?q=article",   many_articles,     9),
    ("/search/?q=suorce",    many_claims,       7),
    ("/search/suggest?q=gates", many_claims,    9),
    ("/articles/",           many_articles,     7),
    ("/articles.json",       many_articles,     7),
    ("/articles.atom",       many_articles,     9),
    ("/sources/",            many_claims,       6),
    ("/sources.json",        many_claims,       6),
    ("/sitemap.xml",         many_claims,       2),
    ("/sitemaps/claims.xml", many_claims,       3),
    ("/sitemaps/articles.xml", many_articles,   3),
    ("/sitemaps/sources.xml", many_claims,      3),
    ("/claims/CLAIM/",       many_states,       6),
    ("/claims/CLAIM.json",   many_states,       5),
    ("/claims/CLAIM/states/1/", many_states,    5),
    ("/claims/CLAIM/timemap", many_states,      1),
    ("/claims/CLAIM/card.png", many_states,     1),
    ("/articles/ARTICLE/",   many_claims,       4),
    ("/articles/ARTICLE.json", many_claims,     3),
    ("/articles/ARTICLE.atom", many_claims,     6),
    ("/sources/KEY/",        many_claims,       8),
    ("/sources/KEY/",        many_articles,     8),
    ("/sources/KEY.json",    many_claims,       8),
    ("/sources/KEY.csv",     many_claims,       3),
    ("/sources/KEY.atom",    many_claims,       6),
]  # fmt: skip


def named(path: str, origin: Claim) -> str:
    shown = origin.appearances.get()
    keys = {
        "CLAIM": origin.key,
        "ARTICLE": shown.text_version.article.key,
        "APPEARANCE": shown.key,
        "WORK": origin.evidence.get().work.key,
        "EVIDENCE": origin.evidence.get().key,
        "KEY": shown.chain.get(position=1).source.key,
    }
    for name, key in keys.items():
        path = path.replace(name, key)
    return path


@pytest.mark.parametrize(("path", "many", "most"), PUBLIC)
def test_a_public_page_takes_the_same_few_statements_however_many_rows(
    path: str, many: Callable[[int], Any], most: int, origin: Claim, reader: Client
) -> None:
    few, full = counted(reader, named(path, origin), many)

    assert full == few
    assert full <= most


MARKS, WORDS = 400, 45  # a paragraph of so many words for each mark


def many_marks() -> Article:
    """An article of 400 published claims, each in a paragraph of its own."""
    article = make_article("A long read", make_long_text())
    origin = Claim.objects.order_by("pk")[0]
    state = origin.publications.get()
    record = state.appearances.get().record
    text = article.text
    claims = Claim.objects.bulk_create(
        [
            Claim(statement=f"Claim {n} of a long read", kind="event",
                  recorded_by=origin.recorded_by)
            for n in range(MARKS)
        ]
    )  # fmt: skip
    made = Publication.objects.bulk_create(
        [
            Publication(
                claim=claim, number=1, statement=claim.statement, kind="event",
                verdict="supported", words="gates", published_at=state.published_at,
                published_by=state.published_by,
                record={**state.record, "key": claim.key},
            )
            for claim in claims
        ]
    )  # fmt: skip
    PublishedAppearance.objects.bulk_create(
        [
            PublishedAppearance(
                publication=publication, article=article, text_version=text,
                start=place, record={
                    **record, "key": claim.key, "spans": [{
                        **record["spans"][0], "start": place, "end": place + 40,
                    }],
                },
            )
            for publication, claim, place in zip(
                made, claims, paragraph_starts(text.text), strict=True
            )
        ]
    )  # fmt: skip
    return article


def make_long_text() -> str:
    sentence = " ".join(f"word{n}" for n in range(WORDS))
    return "\n\n".join(f"{n}: {sentence}." for n in range(MARKS))


def paragraph_starts(text: str) -> list[int]:
    return [start for start, _ in split_paragraphs(text)]


def test_an_article_with_400_marks_is_shown_in_parts(
    origin: Claim, reader: Client
) -> None:
    """Each a page of its own, with all notes of its own marks."""
    path = f"/articles/{many_marks().key}/"
    notes: list[str] = []
    texts = ""
    address: str | None = path
    while address:
        page = reader.get(address).content
        assert len(page) <= 150_000
        shown = page.decode()
        assert f"{MARKS} claims are</strong> marked" in shown
        notes += re.findall(r'class="note-body" id="note-(\d+)"', shown)
        texts += shown.partition('<div class="spread"')[2]
        following = re.search(r'href="(\?at=\d+)" rel="next', shown)
        address = following and path + following[1]

    assert notes == [str(n) for n in range(1, MARKS + 1)]
    assert texts.count('data-start="') == MARKS
    assert statements(reader, path) <= 4
    for asked in ("?view=voices", "?view=text", "?verdict=supported", "?verdict=none"):
        assert statements(reader, path + asked) <= 4
        assert len(reader.get(path + asked).content) <= 150_000


def test_a_link_to_a_mark_opens_the_part_in_which_it_stands(
    origin: Claim, reader: Client
) -> None:
    article = many_marks()
    last = PublishedAppearance.objects.filter(article=article).latest("start")

    page = reader.get(f"/articles/{article.key}/versions/1/?at={last.start}").text

    assert f'id="a-{last.record["key"]}"' in page
    claim = reader.get(f"/claims/{origin.key}/").text
    assert "/versions/1/#a-" in claim  # near the beginning, no place is needed
    for odd in ("x", "-1", "9" * 30, "²"):
        answer = reader.get(f"/articles/{article.key}/", {"at": odd})
        assert answer.status_code == 200
        assert 'id="note-1"' in answer.text


def test_a_source_of_many_connections_takes_a_few_statements(
    origin: Claim, reader: Client
) -> None:
    """One more than a source of a few, as there are too many to count by the way."""
    many_relations(MANY)
    path = named("/sources/KEY/", origin)
    reader.get(path)  # what is read once for good is read now

    assert statements(reader, path) <= 12
    assert statements(reader, f"{path}?around=3") <= 16
    assert len(reader.get(path).content) <= 40_000


def test_a_short_article_is_one_page(origin: Claim, reader: Client) -> None:
    page = reader.get(named("/articles/ARTICLE/", origin)).text

    assert "Parts of the text" not in page


def test_the_history_reads_the_reasons_of_the_newest_states_alone(
    origin: Claim, reader: Client
) -> None:
    many_states(200)
    path = f"/claims/{origin.key}/"
    shown = reader.get(path).text
    history = shown.partition('id="history"')[2]

    assert history.count("replaced on the same day") == STATES_SHOWN
    assert f"{201 - STATES_SHOWN} earlier states" in history
    whole = reader.get(f"{path}?history=all").text.partition('id="history"')[2]
    assert whole.count("replaced on the same day") == 200

    reasons = [state.why for state in published_states(origin.key)]  # type: ignore[attr-defined]  # annotated
    assert all(reasons[:REASONS_READ])
    assert not any(reasons[REASONS_READ:])


# Long tables are read in batches, each with its statements.
TABLES = [
    # table            many of          in all for 500 rows
    ("/claims.csv",    many_claims,      6),
    ("/articles.csv",  many_articles,    8),
    ("/sources.csv",   many_claims,      8),
    ("/sources/KEY.csv", many_claims,    8),
]  # fmt: skip


@pytest.mark.parametrize(("path", "many", "most"), TABLES)
def test_a_table_is_read_in_batches(
    path: str, many: Callable[[int], Any], most: int, origin: Claim, reader: Client
) -> None:
    path = named(path, origin)
    many(400)
    reader.get("/claims.json")  # what is read once for good is read now

    assert statements(reader, path) <= most


DESK = [
    # page                                many of
    ("/desk/",                            drafts),
    ("/desk/?stage=published",            many_claims),
    ("/desk/",                            many_articles),
    ("/desk/",                            uploads),
    ("/desk/import/",                     uploads),
    ("/desk/articles/ARTICLE/",           drafts),
    ("/desk/articles/ARTICLE/details/",   drafts),
    ("/desk/appearances/APPEARANCE/",     drafts),
    ("/desk/claims/CLAIM/",               many_appearances),
    ("/desk/claims/CLAIM/",               much_evidence),
    ("/desk/claims/CLAIM/",               many_states),
    ("/desk/claims/CLAIM/edit/",          many_appearances),
    ("/desk/claims/CLAIM/evidence/",      much_evidence),
    ("/desk/claims/CLAIM/reopen/",        much_evidence),
    ("/desk/evidence/EVIDENCE/",          much_evidence),
    ("/desk/sources/new/",                many_sources),
    ("/desk/sources/KEY/",                many_relations),
    ("/desk/works/WORK/",                 many_work_relations),
    ("/desk/works/WORK/details/",         many_work_relations),
    ("/desk/works/WORK/details/",         much_evidence),
    ("/desk/works/WORK/relations/",       many_work_relations),
    ("/desk/suggest/sources?q=source",    many_sources),
    ("/desk/suggest/works?q=article",     many_articles),
    ("/desk/suggest/claims?q=draft",      drafts),
]  # fmt: skip


@pytest.mark.parametrize(("path", "many"), DESK)
def test_a_page_of_the_desk_takes_the_same_statements_however_many_rows(
    path: str, many: Callable[[int], Any], origin: Claim, desk: Client
) -> None:
    few, full = counted(desk, named(path, origin), many)

    assert full == few
    assert full <= 40
