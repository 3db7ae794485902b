"""Do the lists and pages of the admin cost the same, however many rows there are?"""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import models as tables
from articles.admin.related import ROWS_SHOWN, RelatedAdmin
from articles.models import User
from articles.models.base import new_key
from tests.factories import (
    REFERENCE,
    make_about,
    make_claim,
    make_evidence,
    make_snapshot,
    make_source,
    make_user,
    make_work,
)

pytestmark = pytest.mark.django_db
FEW, MANY = 60, 600
LARGEST_PAGE = 200_000  # bytes
# Their rows are kept by other rules than ours, or there are only ever a few.
APART = {"SitePage", "FeaturedClaim", "Events"}


@pytest.fixture
def staff() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    return client


def copy(row: Model, **changed: Any) -> Model:
    """A row as this one is, but for its key and what is changed."""
    values = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if not field.primary_key and not field.generated
    }
    if "key" in values:
        values["key"] = new_key()
    return type(row)(**{**values, **changed})


class Hub:
    """One row of each table, and as many more as wanted around them."""

    def __init__(self) -> None:
        self.claim = make_claim("It rained.")
        self.appearance = self.claim.appearances.get()
        self.step = self.appearance.chain.latest("position")
        self.source = self.step.source
        self.text = self.appearance.text_version
        self.article = self.text.article
        self.evidence = make_evidence(self.claim)
        self.about = make_about(self.claim, self.source.name)
        self.snapshot = make_snapshot(work=self.evidence.work)
        self.user = make_user("ada")
        self.made = 0

    def grow(self, count: int) -> None:
        numbers = range(self.made + 1, self.made + count + 1)
        self.made += count

        def add(table: Any, rows: Iterator[Any]) -> list[Any]:
            return list(table.objects.bulk_create(list(rows)))

        sources = add(
            tables.Source,
            (copy(self.source, name=f"Source {n}", kind="outlet") for n in numbers),
        )
        works = add(
            tables.Work,
            (
                copy(self.evidence.work, title=f"Work {n}", outlet_id=self.source.pk)
                for n in numbers
            ),
        )
        claims = add(
            tables.Claim,
            (copy(self.claim, statement=f"It rained {n}.") for n in numbers),
        )
        appearances = add(
            tables.Appearance, (copy(self.appearance) for n in numbers)
        ) + add(
            tables.Appearance,
            (copy(self.appearance, claim_id=claim.pk) for claim in claims),
        )
        span = self.appearance.spans.get()
        add(tables.Span, (copy(span, appearance_id=row.pk) for row in appearances))
        add(
            tables.Attribution,
            (copy(self.step, appearance_id=row.pk) for row in appearances),
        )
        cited = tables.Citation(work=self.evidence.work, fidelity="says_so")
        cited.fidelity = ""
        add(
            tables.Citation,
            (copy(cited, appearance_id=row.pk, position=0) for row in appearances),
        )
        add(tables.Evidence, (copy(self.evidence) for n in numbers))
        add(tables.About, (copy(self.about, claim_id=claim.pk) for claim in claims))
        add(
            tables.About,
            (copy(self.about, source_id=source.pk) for source in sources),
        )
        decision = tables.Decision(
            claim=self.claim, action="submit", before="draft", after="ready",
            by=self.user,
        )  # fmt: skip
        decisions = add(tables.Decision, (copy(decision, number=n) for n in numbers))
        add(
            tables.DecisionEvidence,
            (
                tables.DecisionEvidence(decision=made, evidence=self.evidence)
                for made in decisions
            ),
        )
        tie = tables.SourceRelation(kind="owns", reference=REFERENCE)
        ends = [("source_id", "target_id"), ("target_id", "source_id")]
        for one, other in ends:
            add(
                tables.SourceRelation,
                (
                    copy(tie, **{one: self.source.pk, other: each.pk})
                    for each in sources
                ),
            )
            add(
                tables.WorkRelation,
                (
                    copy(
                        tables.WorkRelation(kind="cites"),
                        **{one: self.evidence.work.pk, other: each.pk},
                    )
                    for each in works
                ),
            )
        for one, other in [("claim_id", "target_id"), ("target_id", "claim_id")]:
            kind = "narrows" if one == "claim_id" else "part_of"
            add(
                tables.ClaimRelation,
                (
                    tables.ClaimRelation(
                        kind=kind, recorded_by=self.user,
                        **{one: self.claim.pk, other: each.pk},
                    )
                    for each in claims
                ),
            )  # fmt: skip
        articles = add(
            tables.Article, (copy(self.article, work_id=w.pk) for w in works)
        )
        add(
            tables.TextVersion,
            (self.new_text(article_id=row.pk, number=1) for row in articles),
        )
        add(tables.TextVersion, (self.new_text(number=n + 1) for n in numbers))
        add(tables.Snapshot, (copy(self.snapshot) for n in numbers))
        add(
            tables.Region,
            (
                tables.Region(text_version=self.text, start=n, end=n + 1, kind="other")
                for n in numbers
            ),
        )
        add(
            tables.Publication,
            (
                tables.Publication(
                    claim=claim, number=1, statement=claim.statement, kind="event",
                    words="It rained.", record={}, published_at=self.claim.created_at,
                    published_by=self.user,
                )
                for claim in claims
            ),
        )  # fmt: skip
        add(
            tables.DismissedSuggestion,
            (
                tables.DismissedSuggestion(
                    text_version=self.text, start=n, end=n + 1, sha256="0" * 64,
                    by=self.user,
                )
                for n in numbers
            ),
        )  # fmt: skip
        add(
            tables.Upload,
            (
                tables.Upload(
                    content=b"x", sha256="0" * 64, extraction={}, sent_by=self.user,
                    article=self.article,
                )
                for n in numbers
            ),
        )  # fmt: skip
        add(
            tables.FetchJob,
            (
                tables.FetchJob(address=f"https://example.org/{n}", requested_by=self.user)
                for n in numbers
            ),
        )  # fmt: skip
        add(tables.Cue, (tables.Cue(list="speaks", words=f"word{n}") for n in numbers))
        add(User, (User(username=f"person{n}") for n in numbers))

    def new_text(self, **changed: Any) -> Model:
        words = f"{self.text.text}\n{changed}"
        sha256 = hashlib.sha256(words.encode()).hexdigest()
        return copy(self.text, text=words, sha256=sha256, **changed)


def lists() -> list[str]:
    return [
        reverse(f"admin:{table._meta.app_label}_{table._meta.model_name}_changelist")
        for table in admin.site._registry
        if table._meta.object_name not in APART
    ]


def pages(hub: Hub) -> list[str]:
    rows = [
        hub.claim, hub.appearance, hub.step, hub.source, hub.text, hub.article,
        hub.evidence, hub.evidence.work, hub.about, hub.snapshot, hub.user,
        hub.claim.decisions.order_by("pk")[0],
    ]  # fmt: skip
    return [
        reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
        for row in rows
    ]


def costs(staff: Client, addresses: list[str]) -> dict[str, int]:
    found = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = staff.get(address)
        assert answer.status_code == 200
        assert len(answer.content) < LARGEST_PAGE, address
        found[address] = len(asked)
    return found


def test_no_list_and_no_page_asks_for_more_where_there_is_more(staff: Client) -> None:
    hub = Hub()
    hub.grow(FEW)
    addresses = [*lists(), *pages(hub)]
    costs(staff, addresses)  # what is asked for once in a process
    few = costs(staff, addresses)

    hub.grow(MANY)

    assert costs(staff, addresses) == few
    assert max(few.values()) <= 40


def test_what_is_not_shown_of_a_source_is_a_link_away(staff: Client) -> None:
    hub = Hub()
    hub.grow(FEW)

    page = staff.get(pages(hub)[3]).content.decode()
    every = f"/admin/articles/attribution/?source__id__exact={hub.source.pk}"
    answer = staff.get(every)

    total = hub.source.attributions.count()
    assert f"The first {ROWS_SHOWN} of {total}." in page
    assert every in page
    assert answer.context["cl"].result_count == total


def test_all_rows_of_every_part_are_a_link_away(staff: Client) -> None:
    hub = Hub()
    for table, options in admin.site._registry.items():
        parts = options.related if isinstance(options, RelatedAdmin) else ()
        for part in parts:
            row = table._default_manager.order_by("pk").first() or make_source()
            request = staff.get("/admin/").wsgi_request
            told = part.describe(row, request, admin.site) if type(row) is table else {}
            if told.get("all"):
                assert staff.get(told["all"]).status_code == 200, told["all"]
    assert hub


def test_every_list_can_be_narrowed_and_has_an_order() -> None:
    """A group is found by its name, and there are only ever a few."""
    for table, options in admin.site._registry.items():
        if table._meta.app_label == "articles":
            assert options.list_filter, table
            assert options.ordering, table
            assert options.list_per_page == 50, table


def test_a_list_asks_for_no_text_and_no_record() -> None:
    make_claim("It rained.")
    make_work()
    client = Client()
    client.force_login(User.objects.create_superuser("root", password="x"))
    for name, column in [("textversion", "text"), ("publication", "record"),
                         ("upload", "content"), ("appearance", "text")]:  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(f"admin:articles_{name}_changelist"))
        assert not [
            each["sql"]
            for each in asked
            if f'"{column}"' in each["sql"].split("FROM")[0]
        ]
