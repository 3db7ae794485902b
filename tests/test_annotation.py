"""Does an annotation file attach to its text, once, whole, and to no other text?"""

import copy
import datetime
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from articles.claim_data import claim_record, with_record_rows
from articles.domain.text.canonical import fingerprint
from articles.editing.claim_relations import ClaimRelationEntry, relate_claims
from articles.importing import annotation_files
from articles.importing.annotation import attach_annotations
from articles.importing.annotation_files import AnnotationError
from articles.importing.people import ensure_example_people
from articles.ingest.extract import extract
from articles.models import (
    About,
    Appearance,
    Article,
    Attribution,
    Citation,
    Claim,
    ClaimRelation,
    Decision,
    Evidence,
    Publication,
    Region,
    Source,
    TextVersion,
    User,
    Work,
)
from articles.models.base import KEY_ALPHABET
from articles.models.choices import Action, Publisher, Stage
from articles.workflow.publication import public_decisions
from tests.factories import make_user, set_team, take

FIRST = "The river rose\n\n🐟 The wells ran dry in March, a spokesman said on Saturday."
SECOND = "A dry spring\n\nThe wells ran dry, reports say."
DEMO = Path(settings.BASE_DIR, "fixtures", "demo")

Data = dict[str, Any]


def everything() -> dict[str, int]:
    """How many rows each table has, the tables of the history among them."""
    return {model._meta.label: model._default_manager.count()
            for model in apps.get_models()}  # fmt: skip


def at(text: str, words: str) -> Data:
    start = text.index(words)
    sha256 = hashlib.sha256(words.encode()).hexdigest()
    return {"start": start, "end": start + len(words), "sha256": sha256}


def source(ref: str, key: str, kind: str, **more: Any) -> Data:
    return {"ref": ref, "key": key, "name": ref.title(), "kind": kind, **more}


def work(ref: str, key: str, **more: Any) -> Data:
    return {"ref": ref, "key": key, "kind": "article", "title": ref.title(), **more}


COURIER = source("courier", "bcdfghjk22", "outlet", aliases=["The Courier"])
AUTHOR = source("tessa", "bcdfghjk33", "person", listed=True)
SPOKESMAN = source("spokesman", "bcdfghjk44", "unnamed")
GAUGE = work("gauge", "bcdfghjk66", kind="dataset", address="https://example.org/log")
DECIDED: list[Data] = [
    {"action": "submit", "by": "recorder", "on": "2026-02-01"},
    {"action": "give_verdict", "by": "first", "on": "2026-02-02", "verdict": "refuted",
     "rationale": "The log.", "evidence": ["e1"]},
    {"action": "confirm", "by": "second", "on": "2026-02-03"},
    {"action": "publish", "by": "second", "on": "2026-02-03"},
]  # fmt: skip
RECORDED: list[Data] = [
    {"action": "submit", "by": "recorder", "on": "2026-02-01"},
    {"action": "publish_record", "by": "second", "on": "2026-02-02"},
]  # fmt: skip
EVIDENCE = {
    "ref": "e1", "key": "bcdfghjk77", "work": "gauge", "stance": "refutes",
    "question": "How deep was it?", "primary": True,
}  # fmt: skip


def claim(text: str, appearance: str, decisions: list[Data] = DECIDED) -> Data:
    """The one claim that both texts make, as it stands in this one."""
    chain: list[Data] = [{"source": "tessa"}]
    if "spokesman" in text:
        said = at(text, "on Saturday") | {"from": "2026-03-07", "to": "2026-03-07"}
        chain += [{"source": "spokesman", "cue": at(text, "said"), "said": said}]
    return {
        "key": "bcdfghjk88", "statement": "The wells ran dry.", "kind": "event",
        "checkable": True, "evidence": [EVIDENCE], "decisions": decisions,
        "appearances": [{
            "key": appearance,
            "spans": [at(text, "The wells ran dry")],
            "chain": chain,
            "citations": [{"work": "gauge", "fidelity": "altered"}],
        }],
    }  # fmt: skip


def file(text: str, ref: str, number: int, decisions: list[Data] = DECIDED) -> Data:
    """An annotation file for one of the two texts, to be changed by whoever asks."""
    own = work(
        ref, f"bcdfghjkm{number}", outlet="courier", authors=["tessa"],
        published="2026-03-08", language="en",
    )  # fmt: skip
    return copy.deepcopy({
        "format": "claimtracker-annotation", "version": 1,
        "text": {"sha256": fingerprint(text), "length": len(text)},
        "article": {"key": f"bcdfghjkn{number}", "work": ref},
        "sources": [COURIER, AUTHOR, SPOKESMAN],
        "relations": [{"source": "courier", "kind": "employs", "target": "tessa",
                       "since": None, "reference": "https://example.org/"}],
        "works": [own, GAUGE],
        "work_relations": [{"source": ref, "kind": "cites", "target": "gauge"}],
        "regions": [at(text, text.split("\n")[0]) | {"kind": "banner"}],
        "claims": [claim(text, f"bcdfghjkp{number}", decisions)],
    })  # fmt: skip


def first(decisions: list[Data] = DECIDED) -> Data:
    return file(FIRST, "the river rose", 2, decisions)


def second(decisions: list[Data] = DECIDED) -> Data:
    return file(SECOND, "a dry spring", 3, decisions)


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return dict(ensure_example_people())


People = dict[str, User]


def test_all_that_a_file_says_is_attached(people: People) -> None:
    done = attach_annotations(first(), FIRST, people)

    assert (done.claims, done.appearances) == (1, 1)
    assert done.article.key == "bcdfghjkn2"
    assert done.article.text.text == FIRST
    assert [author.name for author in done.article.work.authors.all()] == ["Tessa"]
    assert done.article.work.published_on == datetime.date(2026, 3, 8)
    assert Region.objects.get().end == len("The river rose")
    kept = Claim.objects.get()
    assert (kept.key, kept.stage, kept.verdict) == (
        "bcdfghjk88",
        "published",
        "refuted",
    )
    appearance = kept.appearances.get()
    assert appearance.spans.get().exact == "The wells ran dry"
    step = appearance.chain.get(position=1)
    assert (step.cue, step.said) == ("said", "on Saturday")
    assert (step.cue_start, step.said_start, step.said_from) == (
        FIRST.index("said"), FIRST.index("on Saturday"), datetime.date(2026, 3, 7),
    )  # fmt: skip
    assert appearance.citations.get().work == Work.objects.get(title="Gauge")
    assert Source.objects.named("the courier").get().key == "bcdfghjk22"
    assert Source.objects.get(name="Tessa").listed


def test_a_passage_can_be_where_the_article_has_the_same_words(people: People) -> None:
    data = first()
    words = at(FIRST, "The wells ran dry")
    row = data["claims"][0]
    row["appearances"][0]["citations"][0]["passage"] = words
    row["evidence"][0]["passage"] = ["“", words, "”"]

    attach_annotations(data, FIRST, people)

    assert Citation.objects.get().passage == "The wells ran dry"
    assert Evidence.objects.get().passage == "“The wells ran dry”"


def test_who_compared_a_citation_is_recorded(people: People) -> None:
    data = first()
    cited = data["claims"][0]["appearances"][0]["citations"][0]
    cited["checked"] = {"by": "first", "on": "2026-02-01"}

    attach_annotations(data, FIRST, people)
    attach_annotations(second(), SECOND, people)

    shown = [
        place["citations"][0]["checked"]
        for place in Publication.objects.current().get().record["appearances"]
    ]
    name = people["first"].name
    assert shown == [{"by": name, "at": "2026-02-01T12:00:00+00:00"}, None]


def test_decisions_stand_in_the_names_and_on_the_days_of_the_file(
    people: People,
) -> None:
    attach_annotations(first(), FIRST, people)

    rows = Decision.objects.order_by("number").values_list("by__username", "at__date")
    assert list(rows) == [
        ("example-recorder",   datetime.date(2026, 2, 1)),
        ("example-reviewer-1", datetime.date(2026, 2, 2)),
        ("example-reviewer-2", datetime.date(2026, 2, 3)),
        ("example-reviewer-2", datetime.date(2026, 2, 3)),
    ]  # fmt: skip
    assert Publication.objects.get().published_at.date() == datetime.date(2026, 2, 3)


def test_evidence_that_came_later_stands_in_no_earlier_state(people: People) -> None:
    decided: list[Data] = [
        *DECIDED,
        {"action": "reopen", "by": "second", "on": "2026-03-01", "rationale": "A map."},
        {"action": "give_verdict", "by": "first", "on": "2026-03-09",
         "verdict": "supported", "rationale": "The map.", "evidence": ["e2"]},
        {"action": "confirm", "by": "second", "on": "2026-03-10"},
        {"action": "publish", "by": "second", "on": "2026-03-10"},
    ]  # fmt: skip
    data = first(decided)
    later = {**EVIDENCE, "ref": "e2", "key": "bcdfghjk99", "on": "2026-03-08",
             "stance": "supports"}  # fmt: skip
    never = {**EVIDENCE, "ref": "e3", "key": "bcdfghjk92", "on": "2026-03-10"}
    data["claims"][0]["evidence"] = [later, EVIDENCE, never]

    attach_annotations(data, FIRST, people)

    states = Publication.objects.order_by("number").values_list("record", flat=True)
    assert [[piece["key"] for piece in state["evidence"]] for state in states] == [
        ["bcdfghjk77"], ["bcdfghjk77", "bcdfghjk99"],
    ]  # fmt: skip
    assert Evidence.objects.filter(key="bcdfghjk92").exists()


def test_a_translation_of_evidence_is_the_recorders(people: People) -> None:
    data = first()
    words = {"passage": "Сухо.", "translation": "It is dry."}
    data["claims"][0]["evidence"] = [{**EVIDENCE, **words}]

    attach_annotations(data, FIRST, people)

    kept = Evidence.objects.get()
    assert (kept.passage, kept.translation) == ("Сухо.", "It is dry.")
    assert kept.translated_by == people["recorder"]


def test_whom_a_claim_is_about_is_known_to_its_first_decision(people: People) -> None:
    data = first()
    data["claims"][0]["about"] = [
        {"source": "courier", "role": "victim"},
        {"source": "spokesman", "role": "accused"},
    ]

    attach_annotations(data, FIRST, people)

    shown = Publication.objects.order_by("number")[0].record["about"]
    assert [(row["source"]["name"], row["role"]) for row in shown] == [
        ("Spokesman", "accused"), ("Courier", "victim"),
    ]  # fmt: skip


def test_another_file_leaves_it_as_it_is_whom_a_known_claim_is_about(
    people: People,
) -> None:
    data, other = first(), second()
    data["claims"][0]["about"] = [{"source": "courier", "role": "victim"}]
    other["claims"][0]["about"] = [{"source": "spokesman", "role": "accused"}]
    attach_annotations(data, FIRST, people)

    attach_annotations(other, SECOND, people)

    assert [(row.source.name, row.role) for row in About.objects.all()] == [
        ("Courier", "victim")
    ]


def test_nobody_can_sign_in_as_an_example(people: People) -> None:
    assert not any(user.has_usable_password() for user in people.values())
    assert [people[role].is_editor for role in ("first", "editor")] == [False, True]


def test_the_same_file_twice_changes_nothing(people: People) -> None:
    attach_annotations(first(), FIRST, people)
    before = everything()

    attach_annotations(first(), FIRST, ensure_example_people())

    assert everything() == before


@pytest.mark.parametrize("publishers", Publisher)
def test_a_claim_of_two_files_appears_twice_and_is_published_again(
    people: People, publishers: Publisher
) -> None:
    set_team(publishers=publishers)
    attach_annotations(first(), FIRST, people)

    attach_annotations(second(), SECOND, people)

    kept = Claim.objects.get()
    shown = Publication.objects.current().get()
    assert kept.appearances.count() == 2
    assert (shown.number, shown.verdict) == (2, "refuted")
    assert len(shown.record["appearances"]) == 2
    assert {row.article for row in shown.appearances.all()} == set(
        Article.objects.all()
    )
    assert shown.record["why"] == "The log."


def test_a_claim_without_a_verdict_is_published_again_without_one(
    people: People,
) -> None:
    attach_annotations(first(RECORDED), FIRST, people)
    attach_annotations(second(RECORDED), SECOND, people)

    shown = Publication.objects.current().get()

    assert (shown.number, shown.verdict) == (2, "")
    assert len(shown.record["appearances"]) == 2


RELATED = {"claim": "bcdfghjk88", "kind": "narrows", "target": "bcdfghjk99"}


def claim_beside() -> Claim:
    return Claim.objects.create(
        key="bcdfghjk99", statement="Some wells ran dry.", kind="event",
        recorded_by=make_user("ada"),
    )  # fmt: skip


def test_a_relation_comes_in_once_both_claims_are_here(people: People) -> None:
    data = first() | {"claim_relations": [RELATED]}
    attach_annotations(data, FIRST, people)
    assert not ClaimRelation.objects.exists()

    claim_beside()
    attach_annotations(data, FIRST, people)
    attach_annotations(data, FIRST, people)

    made = ClaimRelation.objects.get()
    assert (made.claim.key, made.kind, made.target.key) == tuple(RELATED.values())
    assert made.recorded_by == people["recorder"]


def test_a_relation_that_reviewers_excluded_stays_out(people: People) -> None:
    attach_annotations(first(), FIRST, people)
    other = claim_beside()
    entry = ClaimRelationEntry("narrows", Claim.objects.get(key="bcdfghjk88"))
    made = relate_claims(make_user("ada"), other, entry, None)

    attach_annotations(first() | {"claim_relations": [RELATED]}, FIRST, people)

    assert ClaimRelation.objects.get() == made


def test_both_files_twice_change_nothing(people: People) -> None:
    for data, text in ((first(), FIRST), (second(), SECOND)):
        attach_annotations(data, text, people)
    before = everything()

    for data, text in ((second(), SECOND), (first(), FIRST)):
        attach_annotations(data, text, people)

    assert everything() == before


def test_a_verdict_under_review_again_stays_before_the_readers(
    people: People,
) -> None:
    attach_annotations(first(), FIRST, people)
    take(Action.REOPEN, Claim.objects.get(), people["first"])

    attach_annotations(second(), SECOND, people)

    assert Publication.objects.current().get().verdict == "refuted"


def test_an_opinion_that_a_second_file_knows_is_published_again(
    people: People,
) -> None:
    for data, text in ((first(RECORDED), FIRST), (second(RECORDED), SECOND)):
        data["claims"][0]["checkable"] = False
        attach_annotations(data, text, people)

    shown = Publication.objects.current().get()
    assert shown.verdict == "not_checkable"
    assert len(shown.record["appearances"]) == 2


def test_a_draft_that_a_second_file_knows_is_not_published(people: People) -> None:
    submitted = DECIDED[:1]
    attach_annotations(first(submitted), FIRST, people)

    attach_annotations(second(submitted), SECOND, people)

    assert Claim.objects.get().stage == Stage.READY
    assert Claim.objects.get().appearances.count() == 2
    assert not Publication.objects.exists()


def test_rows_that_are_known_are_not_overwritten(people: People) -> None:
    attach_annotations(first(), FIRST, people)
    Source.objects.filter(name="Tessa").update(name="Tessa Aldering")
    other = second()
    other["works"][1]["title"] = "Another title"

    attach_annotations(other, SECOND, people)

    assert Source.objects.get(key=AUTHOR["key"]).name == "Tessa Aldering"
    assert Work.objects.get(key=GAUGE["key"]).title == "Gauge"


def test_a_text_that_is_here_already_keeps_its_article(people: People) -> None:
    work = Work.objects.create(title="Typed in by hand")
    article = Article.objects.create(work=work)
    TextVersion.objects.create(article=article, text=FIRST, sha256=fingerprint(FIRST))

    done = attach_annotations(first(), FIRST, people)

    assert done.article == article
    assert Article.objects.count() == 1
    assert Appearance.objects.get().text_version == article.text


# -- many claims -----------------------------------------------------------------------


def key_of(number: int) -> str:
    return f"wxyzwxyzw{KEY_ALPHABET[number]}"


def many_claims(number: int) -> Data:
    """A file with so many claims, of a source and a work each."""
    data = first()
    (pattern,) = data["claims"]
    data["claims"] = []
    for n in range(number):
        data["sources"].append(source(f"s{n}", key_of(n), "person", aliases=["S"]))
        data["works"].append(
            work(f"w{n}", key_of(n), address=f"https://example.org/{n}")
        )
        data["work_relations"].append(
            {"source": f"w{n}", "kind": "cites", "target": "gauge"}
        )
        data["claims"].append(copy.deepcopy(pattern))
        row = data["claims"][-1]
        row["key"] = row["appearances"][0]["key"] = key_of(n)
        row["appearances"][0]["chain"][1]["source"] = f"s{n}"
        row["evidence"][0] |= {"key": key_of(n), "work": f"w{n}"}
    return data


def statements(data: Data, people: People) -> int:
    with CaptureQueriesContext(connection) as captured:
        attach_annotations(data, FIRST, people)
    return len(captured)


def test_the_statements_of_a_file_do_not_grow_with_its_claims(people: People) -> None:
    few = statements(many_claims(2), people)
    more = statements(many_claims(12), people)

    # Ten new claims; two are known and bring nothing.
    assert Claim.objects.filter(stage=Stage.PUBLISHED).count() == 12
    assert Publication.objects.current().count() == 12
    assert more <= few

    assert statements(many_claims(12), people) == statements(many_claims(2), people)


def test_the_history_of_a_claim_of_many_has_every_step(people: People) -> None:
    attach_annotations(many_claims(2), FIRST, people)

    for kept in Claim.objects.all():
        steps = kept.decisions.order_by("number")
        assert [made.action for made in steps] == [row["action"] for row in DECIDED]
        history = apps.get_model("articles", "ClaimEvent").objects.filter(pgh_obj=kept)
        stages = history.order_by("pgh_id").values_list("stage", "version")
        assert list(stages) == [
            (Stage.DRAFT, 1),
            *((made.after, number) for number, made in enumerate(steps, 2)),
        ]


def test_a_file_says_which_claim_could_not_be_so(people: People) -> None:
    data = many_claims(3)
    data["claims"][1]["decisions"] = DECIDED[3:]

    with pytest.raises(AnnotationError, match=f"Claim {key_of(1)}, step 1: "):
        attach_annotations(data, FIRST, people)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("claims", 1, "appearances", 0, "chain", 0, "source"), "nobody", "'nobody'"),
        (("claims", 1, "decisions", 0, "by"), "nobody", "'nobody'"),
        (("claims", 1, "kind"), "nonsense", "cannot be stored"),
        (("claims", 1, "appearances", 0, "key"), key_of(0), "cannot be stored"),
    ],
)
def test_what_a_file_names_and_does_not_have(
    path: tuple[Any, ...], value: str, said: str, people: People
) -> None:
    data = many_claims(3)
    set_in(data, value, *path)
    before = everything()

    with pytest.raises(AnnotationError, match=said):
        attach_annotations(data, FIRST, people)

    assert everything() == before


# -- what does not fit ---------------------------------------------------------------


def broken_place(part: Callable[[Data], Data]) -> Callable[[Data], None]:
    def change(data: Data) -> None:
        part(data["claims"][0]["appearances"][0])["start"] += 1

    return change


def set_in(data: Data, value: object, *path: Any) -> None:
    for name in path[:-1]:
        data = data[name]
    data[path[-1]] = value


FOUND_OUT: dict[str, tuple[Callable[[Data], None], type[Exception]]] = {
    "another text":   (lambda data: set_in(data, "0" * 64, "text", "sha256"),
                       AnnotationError),
    "span moved":     (broken_place(lambda row: row["spans"][0]), AnnotationError),
    "cue moved":      (broken_place(lambda row: row["chain"][1]["cue"]),
                       AnnotationError),
    "time moved":     (broken_place(lambda row: row["chain"][1]["said"]),
                       AnnotationError),
    "passage moved":  (lambda data: set_in(data, at(FIRST, "The wells") | {"start": 1},
                                           "claims", 0, "evidence", 0, "passage"),
                       AnnotationError),
    "own verdict":    (lambda data: set_in(data, "first", "claims", 0, "decisions", 2,
                                           "by"), AnnotationError),
    "no evidence":    (lambda data: set_in(data, [], "claims", 0, "decisions", 1,
                                           "evidence"), AnnotationError),
    "published early": (lambda data: set_in(data, DECIDED[3:], "claims", 0,
                                            "decisions"), AnnotationError),
}  # fmt: skip


@pytest.mark.parametrize("fault", FOUND_OUT)
def test_a_file_that_does_not_fit_attaches_nothing(fault: str, people: People) -> None:
    spoil, error = FOUND_OUT[fault]
    data = first()
    spoil(data)
    before = everything()

    with pytest.raises(error):
        attach_annotations(data, FIRST, people)

    assert everything() == before


def test_a_file_attaches_to_no_text_but_its_own(people: People) -> None:
    with pytest.raises(AnnotationError, match="another text"):
        attach_annotations(first(), FIRST + ".", people)


UNREADABLE = [
    # what the file holds                                        what is said
    ("{",                                                       "cannot be read"),
    ("\ufeff[]",                                                "cannot be read"),
    ("[]",                                                      "not an annotation"),
    ('{"format": "other"}',                                     "not an annotation"),
    ('{"format": "claimtracker-annotation", "version": 2}',     "version"),
    ('{"format": "claimtracker-annotation"}',                   "version"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "said"), UNREADABLE)
def test_what_is_no_annotation_file_is_refused(
    content: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "some.json"
    path.write_text(content, encoding="utf-8")

    with pytest.raises(AnnotationError, match=said):
        annotation_files.read_annotation_file(path)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="cannot be read"):
        annotation_files.read_annotation_file(tmp_path / "none.json")


def test_an_annotation_file_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "some.json"
    path.write_text(json.dumps(first()), encoding="utf-8")

    assert annotation_files.read_annotation_file(path) == first()


def test_every_annotation_of_the_repository_is_found_by_its_text() -> None:
    at_hand = annotation_files.annotation_files_by_hash(DEMO.parent)

    assert len(at_hand) == len(list(DEMO.parent.rglob("*.json")))
    assert all(annotation_files.find_annotation(sha256) for sha256 in at_hand)
    assert annotation_files.find_annotation("0" * 64) is None


def test_an_annotation_of_another_folder_is_found(tmp_path: Path) -> None:
    (tmp_path / "some.json").write_text(json.dumps(first()), encoding="utf-8")
    (tmp_path / "other.json").write_text("[]", encoding="utf-8")
    sha256 = fingerprint(FIRST)

    assert annotation_files.find_annotation(sha256) is None
    assert annotation_files.find_annotation(sha256, [tmp_path]) == first()


def test_days_count_from_noon_so_that_they_are_one_day_everywhere() -> None:
    noon = annotation_files.noon_of_day("2026-02-01")

    assert noon == datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.UTC)
    assert annotation_files.noon_of_day(None) is None


# -- the demo ------------------------------------------------------------------------


def demo() -> list[tuple[Data, str]]:
    """The demo's files, with no claims but those that several of them share."""
    texts = [
        extract(path.read_bytes(), path.name).text
        for path in sorted(DEMO.iterdir())
        if path.suffix != ".json"
    ]
    files = [
        annotation_files.find_annotation(fingerprint(text)) or {} for text in texts
    ]
    keys = [row["key"] for data in files for row in data["claims"]]
    for data in files:
        data["claims"] = [row for row in data["claims"] if keys.count(row["key"]) > 1]
    return list(zip(files, texts, strict=True))


def state() -> list[Data]:
    """What there is to say of every claim, whatever came first."""
    found = []
    for kept in with_record_rows(Claim.objects.order_by("key")):
        said: Any = claim_record(kept)
        said["decisions"] = [
            [row["action"], row["verdict"], row["by"], row["rationale"]]
            for row in public_decisions(said["decisions"])
        ]
        said["appearances"].sort(key=lambda row: str(row["key"]))
        current = Publication.objects.current().filter(claim=kept)
        shown = sorted(
            row["key"] for one in current for row in one.record["appearances"]
        )
        found.append({**said, "shown": shown, "stage": kept.stage})
    return found


def test_the_order_of_the_demo_files_does_not_matter(people: People) -> None:
    files = demo()
    assert sum(len(data["claims"]) for data, _ in files) > 3

    in_order = attached(files, (0, 1, 2, 3), people)

    assert attached(files, (3, 2, 1, 0), people) == in_order


def attached(
    files: list[tuple[Data, str]], order: tuple[int, ...], people: People
) -> list[Data]:
    """The state after attaching in this order, of which nothing stays."""
    with transaction.atomic():
        for number in order:
            attach_annotations(*files[number], people)
        found = state()
        transaction.set_rollback(True)
    return found


def test_every_step_of_a_chain_is_attached_in_its_order(people: People) -> None:
    attach_annotations(first(), FIRST, people)

    steps = Attribution.objects.order_by("position")

    assert [step.source.name for step in steps] == ["Tessa", "Spokesman"]
