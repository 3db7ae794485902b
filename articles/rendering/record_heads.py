"""The heads of pages that show one thing of the record: a claim, an article, a source."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.claim_data import PageData
from articles.domain.attribution.chains import speakers_of_claim, speakers_of_title
from articles.domain.dates import date_in_words
from articles.domain.records import ClaimRecord, SourceRef, WorkRef
from articles.exporting.claim_review import Reviewed, describe_claim
from articles.exporting.references import (
    ReferenceItem,
    cite_claim,
    cite_source,
    cite_work,
)
from articles.exporting.schema_org import (
    Elsewhere,
    describe_article,
    describe_source,
)
from articles.exporting.site import Site
from articles.models import Publication
from articles.models.choices import SOURCE_REVERSED, RelationKind, WorkStatus
from articles.rendering.card import describe_card
from articles.rendering.environment import verdict_label
from articles.rendering.page_heads import (
    LONGEST_NAME,
    Citation,
    PageHead,
    shorten,
    way,
)

# What a source is to what it is a part of, as its page words it.
BELONGS = {
    RelationKind.PART_OF.label,
    SOURCE_REVERSED[RelationKind.OWNS],
    SOURCE_REVERSED[RelationKind.RUNS],
    SOURCE_REVERSED[RelationKind.EMPLOYS],
}


def claim_item(claim: ClaimRecord, site: Site, here: str) -> ReferenceItem:
    """`here`: the address of the state that is shown, without the host."""
    return cite_claim(claim, site, site.root + here, verdict_label(claim["verdict"]))


def claim_head(
    claim: ClaimRecord,
    site: Site,
    here: str,
    shown: Publication,
    states: Sequence[Publication],
    elsewhere: Elsewhere,
) -> PageHead:
    """The head of a claim's page in one of its states, all of them newest first."""
    page, is_current = site.address("claim", claim["key"]), not shown.superseded_at
    item = claim_item(claim, site, here)
    status = verdict_label(claim["verdict"])
    data = []
    if is_current:
        name = shorten(item["title"], LONGEST_NAME)
        steps = [("Claims", site.address("claims")), (name, page)]
        reviewed = review_dates(status, shown, states)
        data = [describe_claim(claim, site, reviewed, elsewhere), way(site, *steps)]
    said = f"{speakers_of_claim(claim)}: “{claim['statement']}”"
    return PageHead(
        page if is_current else site.root + here,
        shorten(f"{said} Status: {status}. {claim['why']}"),
        kind="article",
        image=site.address("claim_card", claim["key"]) if is_current else "",
        image_in_words=describe_card(claim, site.name),
        is_indexed=is_current,
        data=data,
        citation=Citation.of(item, here),
    )


def review_dates(
    status: str, shown: Publication, states: Sequence[Publication]
) -> Reviewed:
    """A verdict was first published with the first state that has one."""
    first = next((each for each in reversed(states) if each.verdict), shown)
    return Reviewed(
        status, first.published_at.isoformat(), shown.published_at.isoformat()
    )


def work_item(work: WorkRef, key: str, site: Site) -> ReferenceItem:
    """The original of the article with this key."""
    status = WorkStatus(work["status"]).label if work["status"] else ""
    if status and (day := work.get("status_on")):
        status += f" {'on' if len(day) == 10 else 'in'} {date_in_words(day)}"
    return cite_work(work, key, site, status)


@dataclass(frozen=True)
class ShownText:
    """Which part of a text a page shows: where it begins, and the notes on it."""

    begin: int
    notes: Sequence[PageData]
    total: int  # claims in the whole text
    version: str = ""  # the address of a version that is not the newest


def article_head(work: WorkRef, key: str, site: Site, shown: ShownText) -> PageHead:
    """The head of an article's page, or of a part of it."""
    page, speakers = site.address("article", key), speakers_of_title(work)
    are = "claim is" if shown.total == 1 else "claims are"
    data = []
    if not shown.version:
        cited = [
            item["work"]
            for note in shown.notes
            for item in note["appearance"]["citations"]
            if item["work"]
        ]
        claims = [note["key"] for note in shown.notes]
        name = shorten(f"{speakers}: {work['title']}", LONGEST_NAME)
        steps = [("Articles", site.address("articles")), (name, page)]
        data = [describe_article(work, key, site, cited, claims), way(site, *steps)]
        page += f"?at={shown.begin}" if shown.begin else ""
    return PageHead(
        site.root + shown.version if shown.version else page,
        shorten(
            f"{speakers}: “{work['title']}”. {shown.total} {are} marked in this text,"
            " with who says each, through whom, and what the evidence says."
        ),
        kind="article",
        is_indexed=not shown.version,
        data=data,
        citation=Citation.of(work_item(work, key, site), site.path("article", key)),
    )


def changes_head(work: WorkRef, site: Site, address: str) -> PageHead:
    """The head of a page that compares two versions of an article's text."""
    named = f"{speakers_of_title(work)}: “{work['title']}”"
    return PageHead(
        site.root + address,
        shorten(f"What one version of a text changed in the one before. {named}"),
        is_indexed=False,
    )


def source_head(
    source: PageData, relations: Iterable[PageData], site: Site, role: str
) -> PageHead:
    """The head of a source's page; `role`: chosen, where it is not the first one."""
    page = site.address("source", source["key"])
    ref: SourceRef = {each: source[each] for each in ("key", "name", "kind")}  # type: ignore[assignment]  # these keys
    above = [
        row["source"]
        for row in relations
        if row["text"] in BELONGS and not row["until"]
    ]
    node = describe_source(source, above, site)
    steps = [("Sources", site.address("sources")), (source["name"], page)]
    return PageHead(
        f"{page}?role={role}" if role else page,
        shorten(
            f"Published claims in which {source['name']} has a part, how each fared,"
            " and with whom this source is connected."
        ),
        data=[*([node] if node else []), way(site, *steps)],
        citation=Citation.of(
            cite_source(ref, site), site.path("source", source["key"])
        ),
    )
