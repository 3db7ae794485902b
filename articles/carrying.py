"""What becomes of an article's claims when its text gets a new version?

Words that stand unchanged are carried over and published at once. Whatever changed or
went is carried on the desk only, until a reviewer has looked; what is uncertain waits
for one. The appearances of the older version stay as they were.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import F, Prefetch, Q
from django.utils import timezone

from articles import anchoring, republishing, ripple
from articles.anchoring import Anchor, Place
from articles.models import (
    Appearance,
    Article,
    Attribution,
    Carry,
    Citation,
    Claim,
    Span,
    TextVersion,
    User,
)
from articles.models.appearance import ANCHORED
from articles.models.carry import UNCHECKED
from articles.models.choices import STANDS, CarryState
from articles.reanchoring import Carried, Outcome, reanchor
from articles.reanchoring.together import Stands, Uncertain, Whole, together
from articles.refusals import IncompleteError, NotAllowedError, StaleVersionError
from articles.republishing import Moved
from articles.workflow import note_carried

Row = TypeVar("Row", bound=models.Model)
CARRIED = "The words stand in version {} of the text as well."
SETTLED = "Where the words stand in version {} of the text was looked at."


@dataclass(frozen=True)
class Fate:
    """What becomes of one appearance, and of its chain's words, by name and row."""

    row: Appearance
    whole: Whole
    cues: Mapping[tuple[str, int], Carried | None] = field(default_factory=dict)

    @property
    def state(self) -> CarryState:
        match self.whole:
            case Stands(exactly=exactly):
                as_before = exactly and all(
                    cue is not None and cue.exactly for cue in self.cues.values()
                )
                return CarryState.EXACT if as_before else CarryState.CLOSE
            case Uncertain():
                return CarryState.NEEDS_REVIEW
        return CarryState.GONE

    @property
    def candidates(self) -> list[dict[str, Any]]:
        """The places that a reviewer is offered, as they are stored."""
        if not isinstance(self.whole, Uncertain):
            return []
        return [
            {"spans": [[at.start, at.end] for at in offer.places], "why": offer.why}
            for offer in self.whole.offers
        ]


def unsettled(article: Article, before: int) -> list[Appearance]:
    """What has not found its place in a text from this number on, with all its parts."""
    rows = Appearance.objects.filter(
        Q(carry=None) | ~Q(carry__state__in=STANDS),
        text_version__article=article,
        text_version__number__lt=before,
    )
    return list(
        rows.select_related("carry").order_by("pk").prefetch_related(
            Prefetch("spans", Span.objects.order_by("position")),
            Prefetch("chain", Attribution.objects.order_by("position", "pk")),
            Prefetch("citations", Citation.objects.order_by("position")),
        )
    )  # fmt: skip


def fates(rows: Sequence[Appearance], text: str) -> list[Fate]:
    """What becomes of each of these in a newer text."""
    found: list[Fate] = []
    older = {row.text_version_id for row in rows}
    for version in TextVersion.objects.filter(pk__in=older).order_by("number"):
        mine = [row for row in rows if row.text_version_id == version.pk]
        found += fates_from(version.text, text, mine)
    return found


def fates_from(old: str, new: str, rows: Sequence[Appearance]) -> list[Fate]:
    anchors: dict[tuple[str, int], Anchor] = {}
    for row in rows:
        for span in row.spans.all():
            anchors["span", span.pk] = anchoring.describe(old, span.start, span.end)
        for link in row.chain.all():
            for name in ANCHORED:
                if place := place_of(old, link, name):
                    anchors[name, link.pk] = anchoring.describe(
                        old, place.start, place.end
                    )
    outcomes = dict(
        zip(anchors, reanchor(old, new, list(anchors.values())), strict=True)
    )
    return [fate(row, outcomes) for row in rows]


def place_of(text: str, link: Attribution, name: str) -> Place | None:
    """Where the cue or time words of a step stand, if they are anchored."""
    words, start = getattr(link, name), getattr(link, f"{name}_start")
    if not words or start is None:
        return None
    found = anchoring.occurrences(text, words)
    return next((place for place in found if place.start == start), None)


def fate(row: Appearance, outcomes: Mapping[tuple[str, int], Outcome]) -> Fate:
    cues: dict[tuple[str, int], Carried | None] = {}
    for link in row.chain.all():
        for name in ANCHORED:
            if outcome := outcomes.get((name, link.pk)):
                found = outcome if isinstance(outcome, Carried) else None
                cues[name, link.pk] = found
    whole = together([outcomes["span", span.pk] for span in row.spans.all()])
    return Fate(row, whole, cues)


def forecast(article: Article, text: str) -> Counter[CarryState]:
    """What would become of the article's claims, counted."""
    rows = unsettled(article, article.text.number + 1)
    return Counter(fate.state for fate in fates(rows, text))


@transaction.atomic
def carry_over(version: TextVersion, user: User) -> None:
    """Every claim of the older versions finds its place in this one, or waits.

    The caller holds the article.
    """
    rows = unsettled(version.article, version.number)
    hold({row.claim_id for row in rows})
    changed = [each for each in fates(rows, version.text) if is_news(each)]
    became = stored(version, changed)
    carries = [carry(each, version, became.get(each.row.pk)) for each in changed]
    new = [each for each in carries if each.pk is None]
    Carry.objects.bulk_create(new)
    Carry.objects.bulk_update(
        [each for each in carries if each not in new],
        ["text_version", "state", "became", "candidates", "version", "by", "at"],
    )
    touch({each.row.claim_id for each in changed})
    tell_readers(
        [each for each in carries if each.state == CarryState.EXACT],
        user, CARRIED.format(version.number),
    )  # fmt: skip


def is_news(fate: Fate) -> bool:
    """What went from an earlier version comes back only with its very words."""
    known = getattr(fate.row, "carry", None)
    if known is None or known.state == CarryState.NEEDS_REVIEW:
        return True
    return fate.state == CarryState.EXACT


def carry(fate: Fate, version: TextVersion, became: Appearance | None) -> Carry:
    known = getattr(fate.row, "carry", None)
    row: Carry = known or Carry(appearance=fate.row, version=0)
    row.text_version = version
    row.state = fate.state
    row.candidates = fate.candidates
    row.became = became
    row.by = None
    row.at = timezone.now()
    row.version += 1
    return row


def hold(claims: Collection[int]) -> None:
    """Nobody else changes these until the transaction ends."""
    list(Claim.objects.select_for_update().filter(pk__in=claims).order_by("pk"))


def touch(claims: Collection[int]) -> None:
    """One more save of each, so that nobody saves over it unawares."""
    Claim.objects.filter(pk__in=claims).update(version=F("version") + 1)


def stored(version: TextVersion, fates: Iterable[Fate]) -> dict[int, Appearance]:
    """The appearances in the newer version, by what they were before."""
    standing = [
        (each, each.whole.places) for each in fates if isinstance(each.whole, Stands)
    ]
    made = {
        each.row.pk: Appearance(
            claim_id=each.row.claim_id, text_version=version,
            recorded_by_id=each.row.recorded_by_id,
        )
        for each, _ in standing
    }  # fmt: skip
    Appearance.objects.bulk_create(made.values())
    spans: list[Span] = []
    chain: list[Attribution] = []
    citations: list[Citation] = []
    for each, places in standing:
        row = made[each.row.pk]
        spans += described(row, version.text, places)
        chain += [
            with_cue(copied(link, row), each.cues, link.pk, version.text)
            for link in each.row.chain.all()
        ]
        citations += [copied(cited, row) for cited in each.row.citations.all()]
    Span.objects.bulk_create(spans)
    Attribution.objects.bulk_create(chain)
    Citation.objects.bulk_create(citations)
    return made


def described(row: Appearance, text: str, places: Iterable[Place]) -> list[Span]:
    anchors = [anchoring.describe(text, place.start, place.end) for place in places]
    return [
        Span(
            appearance=row, position=position, start=anchor.start, end=anchor.end,
            exact=anchor.exact, prefix=anchor.prefix, suffix=anchor.suffix,
        )
        for position, anchor in enumerate(anchors)
    ]  # fmt: skip


def copied(part: Row, appearance: Appearance) -> Row:
    """The same part of another appearance."""
    values = {
        each.attname: getattr(part, each.attname)
        for each in part._meta.concrete_fields
        if not each.primary_key and each.name != "appearance"
    }
    return type(part)(**values, appearance=appearance)


def with_cue(
    link: Attribution,
    cues: Mapping[tuple[str, int], Carried | None],
    before: int,
    text: str,
) -> Attribution:
    """Words that are not surely there any more are left out, not guessed; and with time
    words that are others now, the days that they meant.
    """
    for name in ANCHORED:
        found = cues.get((name, before))
        setattr(link, f"{name}_start", found.place.start if found else None)
        if (name, before) not in cues:
            continue
        words = text[found.place.start : found.place.end] if found else ""
        if name == "said" and words != link.said:
            link.said_from = link.said_to = None
        setattr(link, name, words)
    return link


def tell_readers(
    carries: Iterable[Carry],
    user: User,
    rationale: str,
    former: Mapping[int, str] | None = None,
) -> None:
    """What is published of these claims names the newer places from now on."""
    at = timezone.now()
    changes = republishing.shown(moved(carries, former or {}))
    if changes:
        claims = {publication.claim_id for publication in changes}
        decisions = note_carried(claims, user, rationale, at)
        republishing.publish(changes, decisions, user, at)


def moved(carries: Iterable[Carry], former: Mapping[int, str]) -> list[Moved]:
    rows = Carry.objects.filter(pk__in=[carry.pk for carry in carries])
    spans = Span.objects.order_by("position")
    chain = Attribution.objects.select_related("source").order_by("position", "pk")
    rows = rows.select_related(
        "text_version", "appearance__text_version", "became__text_version"
    ).prefetch_related(
        Prefetch("appearance__spans", spans), Prefetch("became__spans", spans),
        Prefetch("appearance__chain", chain), Prefetch("became__chain", chain),
    )  # fmt: skip
    return [
        Moved(
            row.appearance, row.text_version.number, row.became, former.get(row.pk, "")
        )
        for row in without_texts(rows)
    ]


def without_texts(rows: models.QuerySet[Carry]) -> models.QuerySet[Carry]:
    """A text may have a megabyte, and there are three a row."""
    return rows.defer(
        "text_version__text", "appearance__text_version__text",
        "became__text_version__text",
    )  # fmt: skip


def held(carry: Carry, version: int | None) -> tuple[Carry, TextVersion]:
    """The row and the text in force, held until the transaction ends."""
    article = Article.objects.select_for_update(of=["self"]).get(
        texts__appearances=carry.appearance_id
    )
    hold({carry.appearance.claim_id})
    row = Carry.objects.select_for_update().get(pk=carry.pk)
    if version is not None and row.version != version:
        raise StaleVersionError(row.version)
    return row, article.text


@transaction.atomic
def settle(
    carry: Carry, places: Sequence[Place], version: int | None, user: User
) -> None:
    """The words stand at these places; with none, they are no longer in the text."""
    row, text = held(carry, version)
    if row.became and Carry.objects.filter(appearance=row.became).exists():
        raise NotAllowedError("The text has a newer version by now. Settle it there.")
    if places and not are_places(text.text, places):
        raise IncompleteError("Choose a place in the text in force.")
    before = row.became
    became = placed(row, text, places) if places else None
    row.text_version, row.became, row.by = text, became, user
    row.state = CarryState.CHOSEN if places else CarryState.GONE
    row.version += 1
    row.save()
    if before and before != became:
        before.delete()
    touch({row.appearance.claim_id})
    ask_again([row], text)
    tell_readers(
        [row], user, SETTLED.format(text.number), {row.pk: before.key} if before else {}
    )


def ask_again(settled: Iterable[Carry], text: TextVersion) -> None:
    """What was decided about a claim may look different where it is no longer said."""
    gone = [row.appearance.claim_id for row in settled if row.state == CarryState.GONE]
    ripple.ask(gone, f"“{text.article}” no longer says it in its newest version")


def are_places(text: str, places: Sequence[Place]) -> bool:
    """Whether the places are stretches of the text, in order and apart."""
    at = 0
    for place in places:
        if not at <= place.start < place.end <= len(text):
            return False
        at = place.end
    return True


def placed(row: Carry, text: TextVersion, places: Sequence[Place]) -> Appearance:
    """The appearance in the newer version, at the places that were chosen."""
    origin = row.appearance
    if row.became is None:
        # The chain's own words are sought there again, by the same rules.
        cues = fates_from(origin.text_version.text, text.text, [origin])[0].cues
        fate = Fate(origin, Stands(tuple(places), exactly=False), cues)
        return stored(text, [fate])[origin.pk]
    row.became.spans.all().delete()
    Span.objects.bulk_create(described(row.became, text.text, places))
    return row.became


@dataclass(frozen=True)
class Checked:
    """How many were checked, and how many somebody else had settled meanwhile."""

    done: int
    left: int


@transaction.atomic
def check(article: Article, seen: Mapping[int, int], user: User) -> Checked:
    """Changed words still say it, and what is gone is gone; `seen` has versions."""
    Article.objects.select_for_update().get(pk=article.pk)
    text = article.text
    rows = Carry.objects.filter(
        pk__in=seen, text_version__article=article, by=None, state__in=UNCHECKED
    )
    hold(set(rows.values_list("appearance__claim", flat=True)))
    waiting = rows.select_related("appearance").select_for_update(of=["self"])
    same = [row for row in waiting if row.version == seen[row.pk]]
    done = len(same)
    now = timezone.now()
    Carry.objects.filter(pk__in=[row.pk for row in same]).update(
        by=user, version=F("version") + 1, at=now
    )
    ask_again(same, text)
    rationale = SETTLED.format(text.number)
    while same:
        tell_readers(same, user, rationale)
        same = onward(same)
    return Checked(done, len(seen) - done)


def onward(carries: Iterable[Carry]) -> list[Carry]:
    """Where these went from there, in versions that came before they were looked at."""
    became = [carry.became_id for carry in carries if carry.became_id]
    further = Carry.objects.filter(appearance__in=became)
    return list(further.filter(Q(state=CarryState.EXACT) | Q(by__isnull=False)))
