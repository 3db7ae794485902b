"""Publishes where a published claim stands in a newer text version.

A new state is built from what is published, never from live rows: only the places of
the words change with it, at whichever stage the claim is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from django.db.models import prefetch_related_objects

from articles.claim_data import decision_record, span_records
from articles.domain.attribution import timewords
from articles.domain.records import (
    AppearanceRecord,
    ClaimRecord,
    IndependenceRecord,
    LineageRecord,
    SaidRecord,
    StepRecord,
)
from articles.models import (
    Appearance,
    Attribution,
    Decision,
    Publication,
    PublishedAppearance,
    PublishedCitation,
    PublishedWork,
    User,
    Voice,
)
from articles.workflow import published_index
from articles.workflow.publication import searchable_words, supersede_publications

CueKey = tuple[int, str, str]


class PlacedCue(TypedDict):
    """Cue words, and where they stand in the text version, if they do."""

    cue: str
    cue_start: int | None


@dataclass(frozen=True)
class MovedAppearance:
    """Where an appearance went in a newer text version: to `became`, or nowhere.

    The rows come with their spans, chains and text versions.
    """

    origin: Appearance
    version: int
    became: Appearance | None
    # The key of what it had become before it was settled in another way.
    former: str = ""

    @property
    def row(self) -> Appearance:
        """The appearance where it stands now, or where it stood last."""
        return self.became or self.origin

    @property
    def keys(self) -> set[str]:
        """Every name under which readers may know the appearance."""
        now = {self.became.key} if self.became else set()
        return ({self.origin.key, self.former} | now) - {""}


@dataclass
class PublicationRows:
    """New states of claims, and the indexes of them, to be stored at once."""

    publications: list[Publication] = field(default_factory=list)
    appearances: list[PublishedAppearance] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)


def publications_showing(
    moved: Iterable[MovedAppearance],
) -> dict[Publication, list[MovedAppearance]]:
    """The publications in force that show one of these, each with those it shows."""
    by_claim: dict[int, list[MovedAppearance]] = {}
    for each in moved:
        by_claim.setdefault(each.origin.claim_id, []).append(each)
    found = {}
    current = Publication.objects.current().filter(claim__in=by_claim)
    for publication in current.order_by("pk").prefetch_related("appearances", "voices"):
        known = {row["key"] for row in publication.record["appearances"]}
        if mine := [
            each for each in by_claim[publication.claim_id] if each.keys & known
        ]:
            found[publication] = mine
    return found


def publish_moves(
    changes: Mapping[Publication, Sequence[MovedAppearance]],
    decisions: Mapping[int, Decision],
    user: User,
) -> None:
    """Each claim as it is published now, but for where its words stand."""
    rows = PublicationRows()
    prefetch_related_objects(list(decisions.values()), "evidence")
    for publication, moved in changes.items():
        made = decisions[publication.claim_id]
        add_publication(rows, publication, moved, made, user)
    before = Publication.objects.filter(pk__in=[old.pk for old in changes])
    # Each at its own time: no claim's states leave a gap, or end before they began.
    supersede_publications({old.pk: decisions[old.claim_id].at for old in changes})
    # Verdicts and voices are the same as before, so that no count changes.
    Voice.objects.filter(publication__in=before).delete()
    PublishedWork.objects.filter(publication__in=before).delete()
    PublishedCitation.objects.filter(publication__in=before).delete()
    Publication.objects.bulk_create(rows.publications)
    PublishedAppearance.objects.bulk_create(rows.appearances)
    Voice.objects.bulk_create(rows.voices)
    published_index.index_works(*rows.publications)
    published_index.index_citations(*rows.publications)


def add_publication(
    rows: PublicationRows,
    old: Publication,
    moved: Sequence[MovedAppearance],
    made: Decision,
    user: User,
) -> None:
    at = made.at
    by_key = {key: each for each in moved for key in each.keys}
    before: ClaimRecord = old.record
    told = before["decisions"]
    public: ClaimRecord = {
        **before,
        "number": old.number + 1,
        "published_at": at.isoformat(),
        "decisions": [*told, {**decision_record(made), "number": len(told) + 1}],
        "appearances": [
            move_record(row, by_key[row["key"]]) if row["key"] in by_key else row
            for row in before["appearances"]
        ],
    }
    if judged := before.get("independence"):
        newer = {key: each.row.key for key, each in by_key.items()}
        public["independence"] = rename_appearances(judged, newer)
    new = Publication(
        claim_id=old.claim_id, number=public["number"], statement=old.statement,
        kind=old.kind, verdict=old.verdict, appeared_on=old.appeared_on,
        words=searchable_words(public), record=public, published_at=at, published_by=user,
    )  # fmt: skip
    rows.publications.append(new)
    rows.appearances += indexed_appearances(new, old, by_key)
    rows.voices += [
        Voice(
            publication=new,
            source_id=voice.source_id,
            role=voice.role,
            published_at=at,
        )
        for voice in old.voices.all()
    ]


def rename_appearances(
    judged: IndependenceRecord, newer: Mapping[str, str]
) -> IndependenceRecord:
    """What was found of independence, its appearances named by their newer keys."""
    lineages = judged["lineages"]
    appearances: list[LineageRecord] = [
        {
            "members": [newer.get(key, key) for key in each["members"]],
            "merges": [
                {
                    **merge,
                    "first": newer.get(merge["first"], merge["first"]),
                    "second": newer.get(merge["second"], merge["second"]),
                }
                for merge in each["merges"]
            ],
        }
        for each in lineages["appearances"]
    ]
    return {**judged, "lineages": {**lineages, "appearances": appearances}}


def move_record(public: AppearanceRecord, moved: MovedAppearance) -> AppearanceRecord:
    """A published appearance where it stands now, or where it stood last."""
    row = moved.row
    gone_since = None if moved.became else moved.version
    # Where it stays, so does what is published of it, whatever is recorded by now.
    if public["key"] == row.key and gone_since:
        return {**public, "gone_since": gone_since}
    return {
        **public,
        "key": row.key,
        "version": row.text_version.number,
        "spans": span_records(row),
        "gone_since": gone_since,
        "chain": list(move_cues(public["chain"], moved.origin, row)),
    }


def move_cues(
    chain: Iterable[StepRecord], origin: Appearance, became: Appearance
) -> Iterator[StepRecord]:
    """The published chain with cue and time words where they stand by now.

    In the newer version; where the words went again, in the one that they went from.
    """
    now = {(link.position, link.source_id): link for link in became.chain.all()}
    cues: dict[CueKey, PlacedCue] = {}
    times: dict[tuple[int, str], tuple[Attribution, Attribution]] = {}
    for link in origin.chain.all():
        place = (link.position, link.source.key)
        stands = now.get((link.position, link.source_id))
        cues[*place, link.cue] = {
            "cue": stands.cue if stands else "",
            "cue_start": stands.cue_start if stands else None,
        }
        if stands:
            times[place] = (link, stands)
    for step in chain:
        place = (step["position"], step["source"]["key"])
        said = step["said"] and move_time_words(
            step["said"], *times.get(place, (None, None))
        )
        # Words that are recorded otherwise by now have no place in the newer text.
        cue = cues.get((*place, step["cue"]), {"cue": step["cue"], "cue_start": None})
        yield {**step, **cue, "said": said}


def move_time_words(
    said: SaidRecord, origin: Attribution | None, became: Attribution | None
) -> SaidRecord | None:
    """The published time words where they stand now; the days go with their words."""
    if origin is None or became is None or said["words"] != origin.said:
        return {**said, "start": None}
    if became.said == origin.said:
        return {**said, "start": became.said_start}
    if not became.said:
        return None
    return {
        "words": became.said,
        "start": became.said_start,
        "from": None,
        "to": None,
        "precision": timewords.precision_of_days(None, None),
    }


def indexed_appearances(
    new: Publication, old: Publication, by_key: Mapping[str, MovedAppearance]
) -> Iterator[PublishedAppearance]:
    """The rows as they were, for the pages of their versions, and the new places."""
    latest: dict[str, PublishedAppearance] = {}
    for row in old.appearances.all():
        moved = by_key.get(row.record["key"])
        if moved is None:
            yield copy_published(new, row)
            continue
        # Of the place itself and what was made of it before, the latter is newer.
        if row.record["key"] != moved.origin.key or moved.origin.key not in latest:
            latest[moved.origin.key] = row
        if row.record["key"] == moved.origin.key:
            kept = copy_published(new, row)
            kept.superseded = moved.became is not None
            kept.gone_since = None if moved.became else moved.version
            yield kept
    for key, row in latest.items():
        if (moved := by_key[key]).became:
            yield published_in_newer(new, row, moved, moved.became)


def copy_published(new: Publication, row: PublishedAppearance) -> PublishedAppearance:
    return PublishedAppearance(
        publication=new, article_id=row.article_id,
        text_version_id=row.text_version_id, start=row.start, record=row.record,
        gone_since=row.gone_since, superseded=row.superseded,
    )  # fmt: skip


def published_in_newer(
    new: Publication,
    row: PublishedAppearance,
    moved: MovedAppearance,
    became: Appearance,
) -> PublishedAppearance:
    record = move_record(row.record, moved)
    return PublishedAppearance(
        publication=new, article_id=row.article_id,
        text_version_id=became.text_version_id,
        start=record["spans"][0]["start"], record=record,
    )  # fmt: skip
