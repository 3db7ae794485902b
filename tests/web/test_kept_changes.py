"""After each change, is every page that is kept the page that would be made anew?

And does a change leave the other pages alone? Each way by which one claim can change the
page of another has its change here, in both directions; each part of the journal has a
control, without which some page stays as it was.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.models import (
    Article,
    Citation,
    Claim,
    Publication,
    Source,
    SourceRelation,
    Voice,
    Work,
)
from articles.models.choices import Action, Stage
from articles.queries import agreement
from articles.queries.public_index import current
from articles.queries.public_index.current import FOLLOWERS
from articles.queries.public_index.journal import Journal, Named, read_named
from articles.rendering import page_cache
from articles.rendering.page_store import MemoryPages
from articles.views import answers
from articles.views import claims as claim_views
from articles.workflow.publication import publish_claim
from tests.blind_verdicts import give_verdicts
from tests.database_roles import as_owner
from tests.factories import (
    bring_to,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_user,
    make_work,
    take,
)
from tests.web.asking import quick, quiet, seen
from tests.web.hidden_relations import (
    TEXT,
    add_related_claim,
    source_relation,
    work_relation,
)
from tests.web.scenes import QUOTE, article_of, relate_directly
from tests.web.test_kept_worlds import WITHDRAW_SQL
from tests.web.test_two_worlds import Seen, differences

pytestmark = [pytest.mark.walk, pytest.mark.django_db(transaction=True)]
Change = Callable[[], object]


def publish(name: str, *, article: str = "one", voice: str = "The ministry") -> Claim:
    claim = make_claim(
        f"It rose ({name}).", article=article_here(article), quote=QUOTE,
        chain=("Tessa Aldering", voice),
    )  # fmt: skip
    return bring_to(claim, Stage.PUBLISHED)


def article_here(name: str) -> Article:
    held = Article.objects.filter(work__title=f"A river, {name}").first()
    return held or article_of(name)


def claim_called(name: str) -> Claim:
    return Claim.objects.get(statement=f"It rose ({name}).")


def publish_again(name: str) -> None:
    claim = claim_called(name)
    publish_claim(claim, make_user("cleo"), timezone.now(), "supported")


def withdraw(name: str) -> None:
    take(Action.WITHDRAW, claim_called(name), make_user("dana", "Editors"))


def withdraw_by_hand(name: str) -> None:
    standing = Publication.objects.current().get(claim=claim_called(name))
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(WITHDRAW_SQL, [standing.pk])


def make_world() -> None:
    """Claims that hang together in each way that there is, and some that do not."""
    add_related_claim()
    for number in range(6):
        publish(f"apart {number}", article=f"apart {number}", voice=f"Voice {number}")
    for name in ("first", "second", "third"):
        publish(name)
    # What nobody sees yet, and what will join it with what readers see.
    for name, voice, one, other in (
        ("between", "Only between", "first", "apart 0"),
        ("behind", "The ministry", "apart 3", "apart 4"),
    ):
        draft = make_claim(f"It rose ({name}).", article=article_here("one"), quote=QUOTE,
                           chain=("Tessa Aldering", voice))  # fmt: skip
        relate_directly(claim_called(one), "repeats", draft)
        relate_directly(draft, "repeats", claim_called(other))
    SourceRelation.objects.bulk_create(
        source_relation(make_source(name), "part_of", make_source("The one above"))
        for name in ("Only between", "Voice 0", "Voice 1")
    )
    # Evidence that another article has as its text, or cites.
    paper = make_work("A dispatch")
    article_with_text = make_article("A twin", TEXT)
    held = Article.objects.create(work=paper)
    held.texts.create(text=f"{TEXT} ", sha256=f"{held.pk:064x}")
    make_claim("It rose (twin).", article=article_with_text, quote="A and so on")
    make_claim("It rose (in the dispatch).", article=held, quote="A and so on")


def cite_in(name: str, article: Article) -> None:
    """The claim's appearance cites the work of an article, and is published again."""
    place = claim_called(name).appearances.get()
    Citation.objects.create(appearance=place, work=article.work, position=1)
    publish_again(name)


def bring_evidence(name: str, work: Work) -> None:
    make_evidence(claim_called(name), work=work)
    publish_again(name)


def held_work(article: str) -> Work:
    return article_here(article).work


def publish_draft(name: str) -> None:
    bring_to(claim_called(name), Stage.PUBLISHED)


LONG_AGO = timezone.now() - timedelta(days=3)


def speak_with_another_voice() -> None:
    """What stood some days ago names somebody whom only one other claim names now."""
    claim = make_claim(
        "It rose (moved).", article=article_here("one"), quote=QUOTE,
        chain=("Tessa Aldering", "Soon forgotten"),
    )  # fmt: skip
    publish_claim(claim, make_user("cleo"), LONG_AGO, "")
    publish("last of it", article="apart 3", voice="Soon forgotten")
    step = claim.appearances.get().chain.get(position=1)
    step.source = make_source("The ministry")
    step.save()
    publish_claim(claim, make_user("cleo"), LONG_AGO + timedelta(days=1), "")


def change_in_place() -> None:
    """No product's way: the rows by which readers find a claim are gone, it stands."""
    with as_owner():
        Voice.objects.filter(source__name="The one in a record").delete()


def publish_blind_verdicts(name: str) -> None:
    give_verdicts(claim_called(name), then=[Action.PUBLISH])
    publish_again(name)


def twice(*changes: Change) -> Change:
    return lambda: [change() for change in changes]


CHANGES: dict[str, Change] = {
    "the same again": lambda: publish_again("first"),
    "a claim of a known source in a known article": lambda: publish("new"),
    "a claim of an unknown source": lambda: publish("x", voice="The one in a record"),
    "and of that source again": lambda: publish("y", voice="The one in a record"),
    "a source becomes public": lambda: publish_draft("between"),
    "and its relations do": lambda: publish("above", voice="The one above"),
    "a claim in a new article": lambda: publish("z", article="two", voice="Voice 3"),
    "evidence by a new outlet": lambda: bring_evidence(
        "second", make_work("A film", outlet=make_source("A studio"))
    ),
    "it is withdrawn": lambda: withdraw("above"),
    "a claim between two": lambda: withdraw("between"),
    "it comes back": lambda: publish_again("between"),
    "withdrawn by hand": lambda: withdraw_by_hand("between"),
    "a claim of known sources between two": lambda: publish_draft("behind"),
    "new evidence": lambda: bring_evidence("second", make_work("A new paper")),
    "evidence that others have": lambda: bring_evidence("third", make_work("A report")),
    "a citation": lambda: cite_in("first", article_here("apart 1")),
    "which is returned": lambda: cite_in("apart 1", article_here("apart 2")),
    "an article as evidence": lambda: bring_evidence("apart 4", held_work("apart 2")),
    "a circle": lambda: cite_in("apart 2", article_here("apart 4")),
    "the circle is broken": lambda: withdraw("apart 2"),
    "a text that is evidence": lambda: publish_draft("in the dispatch"),
    "its twin": lambda: publish_draft("twin"),
    "the twin goes": lambda: withdraw("twin"),
    "the only claim of an article": lambda: withdraw("apart 5"),
    "an article has another outlet now": lambda: Work.objects.filter(
        title="A river, two"
    ).update(outlet=Source.objects.get(name="The one in a record")),
    "and is not public any more": lambda: withdraw("z"),
    "a claim had another voice once": speak_with_another_voice,
    "who is not known any more": lambda: withdraw("last of it"),
    "published and withdrawn": twice(
        lambda: publish("short", voice="A short one"), lambda: withdraw("short")
    ),
    "twice at once": twice(
        lambda: publish_again("first"), lambda: publish_again("first")
    ),
    "in place": change_in_place,
    "a source is renamed": lambda: Source.objects.filter(name="Voice 2").update(
        name="Voice two"
    ),
    "works are related": lambda: work_relation(
        make_work("A dispatch"), "derives_from", make_work("A report")
    ).save(),
    "verdicts given blind": lambda: publish_blind_verdicts("first"),
    "and withdrawn": lambda: withdraw("first"),
}  # fmt: skip


def addresses() -> list[str]:
    """Every page of what is or was public, and the lists."""
    claims = Claim.objects.filter(publications__isnull=False).distinct()
    return [
        "/", "/claims/", "/articles/", "/sources/", "/circles/", "/method/",
        *(f"/claims/{claim.key}/" for claim in claims.order_by("pk")),
        *(f"/claims/{claim.key}/{part}"
          for claim in claims.filter(statement__contains="moved")
          for part in (f"?on={LONG_AGO.date()}", "states/1/", "states/2/", "timemap")),
        *(f"/claims/{claim.key}/{part}"
          for claim in claims.filter(statement__contains="short")
          for part in ("states/1/", "timemap", "card.png")),
        *(f"/claims/{claim.key}.json" for claim in claims.order_by("pk")[:3]),
        *(f"/claims/{claim.key}/card.png"
          for claim in claims.filter(statement__contains="first")),
        *(f"/articles/{article.key}{ending}" for ending in ("/", ".atom")
          for article in Article.objects.order_by("pk")),
        *(f"/sources/{source.key}{ending}" for ending in ("/", ".atom")
          for source in Source.objects.order_by("pk")),
        "/claims.atom", "/articles.atom", "/sitemap.xml", "/sitemaps/claims.xml",
        "/sitemaps/articles.xml", "/sitemaps/sources.xml",
        *(f"/claims/{claim.key}.bib" for claim in claims.order_by("pk")[:3]),
        *(f"/articles/{each.key}.ris" for each in Article.objects.order_by("pk")[:2]),
        *(f"/sources/{each.key}.csl.json" for each in Source.objects.order_by("pk")[:3]),
    ]  # fmt: skip


class Asked:
    """What every page says, and which of them were made for it."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.made: list[str] = []
        self.pages: dict[str, Seen] = {}
        client = Client(raise_request_exception=False)
        original = page_cache.find_or_make
        with pytest.MonkeyPatch.context() as patch:
            for path in paths:

                def make(asked: Any, make: Any, path: str = path) -> HttpResponse:
                    self.made.append(path)
                    return original(asked, make)

                patch.setattr(page_cache, "find_or_make", make)
                self.pages[path] = seen(client.get(path))


@contextmanager
def pages_in(pages: MemoryPages) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_cache, "memory", pages)
        yield


class Site:
    """A site that keeps all pages, none for longer than it stands."""

    def __init__(self) -> None:
        self.pages = MemoryPages(10**9)
        self.made_again: set[str] = set()

    def differences_after(self, change: Change) -> list[str]:
        """What is told of a page that is kept, and would be another if it were made."""
        paths = addresses()
        with pages_in(self.pages):
            Asked(paths)
            change()
            kept = Asked(paths)
        self.made_again = set(kept.made)
        with pages_in(MemoryPages(0)):
            return differences(kept.pages, Asked(paths).pages)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(page_cache, "MAX_AGE", -1.0)  # nothing from a moment ago
    monkeypatch.setattr(agreement, "LEAST_PUBLIC_CASES", 1)
    FOLLOWERS.clear()
    with quiet(), quick():
        make_world()
        yield Site()
    FOLLOWERS.clear()


def test_every_page_is_what_would_be_made(site: Site) -> None:
    apart = {page_of(claim_called(f"apart {number}")) for number in range(5)}
    apart |= {page_of(Source.objects.get(name=f"Voice {n}")) for n in range(5)}
    made: dict[str, set[str]] = {}
    wrong = []
    for name, change in CHANGES.items():
        wrong += [f"{name}: {each}" for each in site.differences_after(change)]
        made[name] = site.made_again

    assert wrong == []
    # And a claim that is published anew leaves alone what it has nothing to do with.
    for name in ("the same again", "a claim of a known source in a known article"):
        assert not made[name] & apart
        assert len(made[name]) < len(addresses()) / 3
    assert apart <= made["a source becomes public"]


def page_of(row: Claim | Source) -> str:
    return f"/{'claims' if isinstance(row, Claim) else 'sources'}/{row.key}/"


# What is missing, and after which change a page then stays as it was.
def shows_only(patch: pytest.MonkeyPatch, is_shown: Callable[[str], bool]) -> None:
    show = answers.set_shown_keys
    patch.setattr(
        answers, "set_shown_keys",
        lambda response, keys: show(response, filter(is_shown, keys)),
    )  # fmt: skip


def shows_nothing(patch: pytest.MonkeyPatch) -> None:
    shows_only(patch, lambda key: False)


def shows_no_kind(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(page_cache, "shown_kinds", lambda _: frozenset())


def shows_itself_alone(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(claim_views, "shown_keys", lambda *_: set())


def what_once_stood_names_nobody(patch: pytest.MonkeyPatch) -> None:
    shows_only(patch, lambda key: not Source.objects.filter(key=key).exists())


def articles_are_of_who_was_named(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(current, "sources_behind", lambda using, keys: set())


def notes_without(patch: pytest.MonkeyPatch, **fixed: bool) -> None:
    note = Journal.note
    patch.setattr(
        Journal, "note", lambda self, keys, **given: note(self, keys, **given | fixed)
    )


def nothing_becomes_public(patch: pytest.MonkeyPatch) -> None:
    notes_without(patch, every_page=False)


def no_claim_has_relations(patch: pytest.MonkeyPatch) -> None:
    def named(using: str, ids: Collection[int]) -> dict[int, Named]:
        return {
            row: replace(each, related=frozenset())
            for row, each in read_named(using, ids).items()
        }

    patch.setattr(current, "read_named", named)


@pytest.mark.parametrize(
    ("blind", "where", "changes"),
    [
        (shows_nothing, "/claims/", ["the same again"]),
        (shows_no_kind, "/method/", ["verdicts given blind"]),
        (shows_itself_alone, "/claims/", ["an article as evidence", "a circle"]),
        (nothing_becomes_public, "/sources/", [
            "a source becomes public", "and its relations do",
        ]),
        (what_once_stood_names_nobody, "?on=", [
            "a claim had another voice once", "who is not known any more",
        ]),
        (articles_are_of_who_was_named, "/sources/", [
            "a claim of an unknown source", "a claim in a new article",
            "an article has another outlet now", "and is not public any more",
        ]),
        (no_claim_has_relations, "/claims/", ["a claim of known sources between two"]),
    ],
)  # fmt: skip
def test_without_any_part_of_it_a_page_is_out_of_date(
    blind: Callable[[pytest.MonkeyPatch], None],
    where: str,
    changes: list[str],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    blind(monkeypatch)
    wrong = [each for name in changes for each in site.differences_after(CHANGES[name])]

    assert any(where in each for each in wrong)
