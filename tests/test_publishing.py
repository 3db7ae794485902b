"""Do readers see all that was published, and nothing that was not?"""

import datetime
import json
from typing import Any

import pytest

from articles import recording
from articles.anchoring import Place
from articles.entries import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    NewSource,
    NewWork,
    StepEntry,
)
from articles.models import Claim, Publication, PublishedAppearance, User, Voice
from articles.models.choices import Action, Role, Stage
from articles.publishing import public_decisions
from articles.queries.articles import public_notes
from articles.records import Record, record, why, with_everything
from tests.factories import (
    TEXT,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
    take,
)

DECISION = {"round": "", "verdict": None, "rationale": ""}

# What was done, one letter a step, and which of the steps readers see.
LETTERS = {
    "s": Action.SUBMIT, "t": Action.RETURN_TO_DRAFT, "r": Action.PUBLISH_RECORD,
    "g": Action.GIVE_VERDICT, "c": Action.CONFIRM, "d": Action.DISAGREE,
    "b": Action.SEND_BACK, "a": Action.ADJUDICATE, "p": Action.PUBLISH,
    "u": Action.UPDATE, "o": Action.REOPEN, "w": Action.WITHDRAW, "x": Action.RESTORE,
}  # fmt: skip
PUBLIC = [
    # done         seen
    ("",           ""),
    ("s",          ""),
    ("sr",         "r"),
    ("sg",         ""),
    ("sgb",        ""),
    ("sgcp",       "gcp"),
    ("sgbgcp",     "gcp"),
    ("sgbgbgcp",   "gcp"),
    ("sgdap",      "gdap"),
    ("stsgcp",     "gcp"),
    ("srgcp",      "rgcp"),
    ("srgbr",      "rr"),
    ("srgb",       "r"),
    ("sgcpu",      "gcpu"),
    ("sgcpogcp",   "gcpogcp"),
    ("sgcpogbr",   "gcpor"),
    ("sgcpo",      "gcpo"),
    ("sgcpog",     "gcpo"),
    ("sgcpwxsr",   "gcpwxr"),
]  # fmt: skip
NEVER_PUBLISHED = [
    # done         seen: not the verdict that was never published
    ("sgwxsr",     "r"),
    ("sgdwxsr",    "r"),
    ("sgcwxsr",    "r"),
    ("srgwxsr",    "rr"),
]  # fmt: skip


def steps(letters: str) -> list[Record]:
    return [{**DECISION, "action": LETTERS[letter]} for letter in letters]


def letters_of(decisions: list[Record]) -> str:
    """The same steps as letters again."""
    named = {action: letter for letter, action in LETTERS.items()}
    return "".join(named[made["action"]] for made in decisions)


@pytest.mark.parametrize(("done", "seen"), PUBLIC)
def test_readers_see_the_steps_that_led_to_what_is_published(
    done: str, seen: str
) -> None:
    assert letters_of(public_decisions(steps(done))) == seen


@pytest.mark.parametrize(("done", "seen"), NEVER_PUBLISHED)
def test_a_verdict_that_ended_in_a_withdrawal_was_never_published(
    done: str, seen: str
) -> None:
    public = letters_of(public_decisions(steps(done)))

    assert public.replace("w", "").replace("x", "") == seen


REASONS = [
    # the steps, each with its own letter as its reason; the reason in force
    ("sgcp",      "g"),
    ("sgdap",     "a"),
    ("sgcpo",     ""),
    ("sgcpog",    "g"),
    ("sgb",       ""),
    ("sgbg",      "g"),
    ("sr",        ""),
    ("sgcpu",     "g"),
    ("sgcpw",     ""),
    ("sgcpwx",    ""),
    ("sgwx",      ""),
]  # fmt: skip


@pytest.mark.parametrize(("done", "reason"), REASONS)
def test_the_reason_is_that_of_the_verdict_in_force(done: str, reason: str) -> None:
    rounds = {"g": "first", "c": "second", "d": "second", "a": "adjudication"}
    decisions = [
        {"action": LETTERS[at], "round": rounds.get(at, ""), "rationale": at}
        for at in done
    ]

    assert why(decisions) == reason


def published(claim: Claim) -> Publication:
    return Publication.objects.current().get(claim=claim)


def anywhere(publication: Publication) -> str:
    """All that a publication holds, as one text to look for words in."""
    return json.dumps(publication.record, ensure_ascii=False) + publication.words


def test_what_was_sent_back_and_why_stays_at_the_desk(ben: User, cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, ben, rationale="HASTY first look")
    take(Action.SEND_BACK, claim, cleo, rationale="UNKIND note to ben")
    take(Action.GIVE_VERDICT, claim, ben, rationale="Second look")
    take(Action.CONFIRM, claim, cleo)
    take(Action.PUBLISH, claim, cleo)

    public = published(claim)

    assert "HASTY" not in anywhere(public)
    assert "UNKIND" not in anywhere(public)
    assert public.record["why"] == "Second look"
    assert [made["number"] for made in public.record["decisions"]] == [4, 5, 6]


def test_a_verdict_withdrawn_before_it_was_published_stays_at_the_desk(
    ben: User, cleo: User, dana: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, ben, rationale="HASTY first look")
    for action in (Action.WITHDRAW, Action.RESTORE, Action.SUBMIT):
        take(action, claim, dana)
    take(Action.PUBLISH_RECORD, claim, cleo)

    public = published(claim)

    assert "HASTY" not in anywhere(public)
    assert not [made for made in public.record["decisions"] if made["verdict"]]


def test_a_record_without_a_verdict_shows_none_of_the_work_on_it(
    ben: User, cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    take(Action.GIVE_VERDICT, claim, ben, rationale="HASTY first look")
    take(Action.SEND_BACK, claim, cleo)
    take(Action.PUBLISH_RECORD, claim, cleo)

    public = published(claim).record

    assert (public["verdict"], public["why"]) == (None, "")
    assert [made["action"] for made in public["decisions"]] == ["publish_record"]


def test_changes_after_publication_wait_until_they_are_published(
    ada: User, ben: User
) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    before = published(claim).record
    take(Action.REOPEN, claim, ben)
    claim.refresh_from_db()

    entry = ClaimEntry("SECRET other wording", "number")
    recording.change_claim(claim, entry, claim.version)
    make_evidence(claim, note="SECRET evidence")

    assert published(claim).record == before
    assert "SECRET" not in anywhere(published(claim))


# -- the voices ----------------------------------------------------------------------


def heard(claim: Claim) -> set[tuple[str, str]]:
    current = Voice.objects.filter(publication__claim=claim)
    rows = list(current.values_list("source__name", "role"))
    found = {(name, role) for name, role in rows if role}
    # Each stands there once more, for whoever asks for it in any role.
    assert {(name, "") for name, _ in found} == set(rows) - found
    return found


COURIER = {("Perrin Ford Courier", "outlet"), ("Tessa Aldering", "author")}
CHAINS: list[tuple[tuple[str, ...], set[tuple[str, str]]]] = [
    (("Tessa Aldering",),           {("Tessa Aldering", "claimant")}),
    (("Tessa Aldering", "Ministry"),
                                    {("Ministry", "claimant")}),
    (("Tessa Aldering", "Ministry", "Command"),
                                    {("Ministry", "relayer"), ("Command", "claimant")}),
    (("The editor", "Ministry", "Command", "A driver"),
                                    {("The editor", "author"), ("Ministry", "relayer"),
                                     ("Command", "relayer"), ("A driver", "claimant")}),
    (("Tessa Aldering", "Ministry", "Tessa Aldering"),
                                    {("Ministry", "relayer"),
                                     ("Tessa Aldering", "claimant")}),
]  # fmt: skip


@pytest.mark.parametrize(("chain", "voices"), CHAINS)
def test_each_voice_of_a_chain_has_its_role(
    chain: tuple[str, ...], voices: set[tuple[str, str]], cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY, chain=chain)

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert heard(claim) == COURIER | voices


def test_two_who_say_it_together_are_both_claimants(cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    claim.appearances.get().chain.create(position=1, source=make_source("The union"))

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert heard(claim) == COURIER | {
        ("Ministry of Rivers", "claimant"),
        ("The union", "claimant"),
    }


def test_cited_works_and_evidence_bring_their_outlets_and_authors(cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    agency = make_source("Dam Agency")
    report = make_work("A report", outlet=agency)
    report.authorships.create(author=make_source("Vera Holm", kind="person"))
    claim.appearances.get().citations.create(work=report)
    claim.appearances.get().citations.create(description="a letter", position=1)
    make_evidence(claim, work=make_work("A log", outlet=make_source("Gauge Office")))

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert heard(claim) - COURIER == {
        ("Ministry of Rivers", "claimant"),
        ("Dam Agency", "cited"),
        ("Vera Holm", "cited"),
        ("Gauge Office", "evidence"),
    }
    assert {role for _, role in heard(claim)} <= set(Role.values)


def test_a_source_in_two_articles_stands_once_in_each_role(cleo: User) -> None:
    claim = make_claim(stage=Stage.READY)
    second = make_article("The river fell", TEXT + "\n\nMore.")
    recording.record_appearance(
        cleo, second.text, claim,
        AppearanceEntry([Place(40, 50)], [StepEntry(make_source("Ministry of Rivers"))]),
    )  # fmt: skip

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert sorted(heard(claim)) == [
        ("Ministry of Rivers", "author"),
        ("Ministry of Rivers", "claimant"),
        ("Perrin Ford Courier", "outlet"),
        ("Tessa Aldering", "author"),
    ]


# -- the record ----------------------------------------------------------------------


def full_claim(ada: User) -> Claim:
    """A claim in which every part of a record holds something."""
    article = make_article()
    start = article.text.text.index("The town’s")
    step = StepEntry(
        NewSource("A spokesman", "unnamed"), cue="said", mode="indirect",
        said="on Saturday", said_from=datetime.date(2026, 2, 14),
        said_to=datetime.date(2026, 2, 14), unclear=True, note="Which one?",
    )  # fmt: skip
    cited = CitationEntry(
        NewWork("A log", "https://example.org/log", published_on=None), "the log",
        "p. 3", "It was dry.", "altered", "The date differs.", "Es war trocken.",
    )  # fmt: skip
    spans = [Place(start, start + 10), Place(start + 11, start + 16)]
    made = recording.record_claim(
        ada, article.text, ClaimEntry("The wells ran dry.", "event"),
        AppearanceEntry(
            spans, [StepEntry(make_source("Tessa Aldering")), step], [cited]
        ),
    )  # fmt: skip
    make_evidence(made.claim, locator="line 4", passage="0 m", note="n", primary=True)
    return made.claim


def shape(value: Any) -> Any:
    """The names in a record, without what they hold."""
    if isinstance(value, dict):
        return {name: shape(held) for name, held in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "…"


REF: Record = dict.fromkeys(("key", "name", "kind"), "…")
WORK: Record = {
    **dict.fromkeys(("key", "kind", "title", "address", "language", "status"), "…"),
    "published": {"date": "…", "precision": "…"},
}
RECORD: Record = {
    **dict.fromkeys(
        ("key", "statement", "kind", "checkable", "verdict", "why", "published_at",
         "number"), "…",
    ),
    "appearances": [
        {
            "key": "…",
            "version": "…",
            "gone_since": "…",
            "article": {**WORK, "outlet": REF, "authors": [REF]},
            "spans": [
                dict.fromkeys(("start", "end", "exact", "prefix", "suffix"), "…")
            ],
            "chain": [
                {
                    **dict.fromkeys(
                        ("position", "described", "cue", "cue_start", "mode", "said",
                         "unclear", "note"), "…",
                    ),
                    "source": REF,
                }
            ],
            "grade": {
                **dict.fromkeys(("value", "steps", "unclear", "words"), "…"),
                "breaks": [{"position": "…", "why": "…"}],
            },
            "citations": [
                {
                    **dict.fromkeys(
                        ("description", "locator", "passage", "fidelity", "note"), "…"
                    ),
                    "work": {**WORK, "outlet": "…", "authors": []},
                    "translation": {"text": "…", "by": "…"},
                    "checked": "…",
                }
            ],
        }
    ],
    "evidence": [
        {
            **dict.fromkeys(
                ("key", "locator", "passage", "stance", "primary", "question", "note",
                 "argued"), "…",
            ),
            "work": {**WORK, "outlet": "…", "authors": []},
        }
    ],
    "decisions": [
        {
            **dict.fromkeys(
                ("number", "action", "round", "verdict", "rationale", "searched",
                 "override", "by", "at"), "…",
            ),
            "evidence": ["…"],
        }
    ],
}  # fmt: skip


def test_the_public_record_has_the_agreed_shape(ada: User, cleo: User) -> None:
    claim = full_claim(ada)
    for action, who in [
        (Action.SUBMIT, ada),
        (Action.GIVE_VERDICT, ada),
        (Action.CONFIRM, cleo),
        (Action.PUBLISH, cleo),
    ]:
        take(action, claim, who)

    public = published(claim).record

    found = public.pop("independence")
    assert shape(public) == RECORD
    assert set(found) == {"rules", "evidence", "lineages", "circles", "gate"}
    assert set(found["evidence"]) == {public["evidence"][0]["key"]}
    assert public["number"] == 1
    assert public["verdict"] == "supported"
    assert public["why"] == "The gauge shows it."


def test_the_public_record_says_what_was_recorded(ada: User, cleo: User) -> None:
    claim = full_claim(ada)
    take(Action.SUBMIT, claim, ada)
    take(Action.PUBLISH_RECORD, claim, cleo)

    shown = published(claim).record["appearances"][0]

    assert [span["exact"] for span in shown["spans"]] == ["The town’s", "wells"]
    assert shown["article"]["published"] == {"date": "2026-02-15", "precision": "day"}
    assert shown["article"]["outlet"]["name"] == "Perrin Ford Courier"
    assert shown["chain"][1]["source"]["name"] == "A spokesman"
    assert shown["chain"][1]["said"] == {
        "words": "on Saturday", "start": TEXT.index("on Saturday"),
        "from": "2026-02-14", "to": "2026-02-14", "precision": "day",
    }  # fmt: skip
    assert shown["chain"][0]["said"] is None
    assert shown["citations"][0]["fidelity"] == "altered"
    assert shown["citations"][0]["work"]["title"] == "A log"
    article = claim.appearances.get().text_version.article
    assert shown["article"]["key"] == article.key


def test_a_record_is_built_in_a_constant_number_of_statements(
    ada: User, django_assert_num_queries: Any
) -> None:
    claim = full_claim(ada)
    with django_assert_num_queries(14, exact=False) as few:
        record(with_everything(Claim.objects.all()).get(pk=claim.pk))
    for number in range(4):
        make_evidence(claim, work=make_work(f"Log {number}"))
        claim.appearances.get().chain.create(position=5 + number, source=make_source())

    with django_assert_num_queries(len(few)):
        record(with_everything(Claim.objects.all()).get(pk=claim.pk))


WORDS = [
    "wells",          # of the statement
    "town's",         # of the article's own words
    "aldering",       # who says it
    "spokesman",
    "rose",           # the title
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
def test_a_claim_is_found_by_its_statement_its_words_its_voices_and_title(
    word: str, ada: User, cleo: User
) -> None:
    claim = full_claim(ada)
    take(Action.SUBMIT, claim, ada)
    take(Action.PUBLISH_RECORD, claim, cleo)

    assert word in published(claim).words.replace("’", "'").lower()


def test_the_day_of_a_claim_is_that_of_its_first_known_appearance(
    ada: User, cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    for title, day in [("Earlier", datetime.date(2025, 5, 1)), ("Undated", None)]:
        article = make_article(title, f"{title}\n\nwords of it", published_on=day)
        recording.record_appearance(
            ada, article.text, claim,
            AppearanceEntry([Place(0, 3)], [StepEntry(make_source())]),
        )  # fmt: skip

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert published(claim).appeared_on == datetime.date(2025, 5, 1)


def test_readers_find_a_claim_in_the_order_of_the_text(ada: User, cleo: User) -> None:
    later = full_claim(ada)
    article = later.appearances.get().text_version.article
    earlier = make_claim(stage=Stage.READY, article=article)
    for claim in (later, earlier):
        if claim is later:
            take(Action.SUBMIT, claim, ada)
        take(Action.PUBLISH_RECORD, claim, cleo)

    notes = public_notes(article.text)

    assert [note["key"] for note in notes] == [earlier.key, later.key]
    assert [note["number"] for note in notes] == [1, 2]


def test_a_withdrawn_claim_is_nowhere_but_in_the_past(dana: User) -> None:
    claim = make_claim(stage=Stage.PUBLISHED)
    was = published(claim)

    take(Action.WITHDRAW, claim, dana)

    was.refresh_from_db()
    assert was.superseded_at == claim.decisions.latest("number").at
    assert not Publication.objects.current().exists()
    assert not PublishedAppearance.objects.current().exists()
    assert not Voice.objects.exists()
    assert Publication.objects.on(was.published_at).get() == was
