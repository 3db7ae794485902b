"""Does the public record say what was recorded, in the agreed shape?"""

import datetime
from typing import Any

import pytest

from articles.claim_data import PageData, claim_record, with_record_rows
from articles.domain.anchoring.anchors import TextSpan
from articles.editing import appearances
from articles.editing.inputs import (
    AppearanceEntry,
    CitationEntry,
    ClaimEntry,
    NewSource,
    NewWork,
    StepEntry,
)
from articles.models import Claim, Publication, PublishedAppearance, User, Voice
from articles.models.choices import Action, Stage
from articles.queries.articles import public_notes
from tests.factories import (
    TEXT,
    make_about,
    make_article,
    make_claim,
    make_evidence,
    make_source,
    make_work,
    publication_of,
    take,
)


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
    spans = [TextSpan(start, start + 10), TextSpan(start + 11, start + 16)]
    made = appearances.record_claim(
        ada, article.text, ClaimEntry("The wells ran dry.", "event"),
        AppearanceEntry(
            spans, [StepEntry(make_source("Tessa Aldering")), step], [cited]
        ),
    )  # fmt: skip
    make_evidence(
        made.claim, locator="line 4", passage="null m", translation="0 m",
        translated_by=ada, note="n", primary=True,
    )  # fmt: skip
    make_about(made.claim, "The waterworks")
    return made.claim


def shape(value: Any) -> Any:
    """The names in a record, without what they hold."""
    if isinstance(value, dict):
        return {name: shape(held) for name, held in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return "…"


REF: PageData = dict.fromkeys(("key", "name", "kind"), "…")
WORK: PageData = {
    **dict.fromkeys(("key", "kind", "title", "address", "language", "status"), "…"),
    "published": {"date": "…", "precision": "…"},
}
RECORD: PageData = {
    **dict.fromkeys(
        ("key", "statement", "kind", "checkable", "verdict", "why", "published_at",
         "number"), "…",
    ),
    "about": [{"source": REF, "role": "…"}],
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
            "translation": {"text": "…", "by": "…"},
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

    public = publication_of(claim).record

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

    shown = publication_of(claim).record["appearances"][0]

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
        claim_record(with_record_rows(Claim.objects.all()).get(pk=claim.pk))
    for number in range(4):
        make_evidence(claim, work=make_work(f"Log {number}"))
        claim.appearances.get().chain.create(position=5 + number, source=make_source())

    with django_assert_num_queries(len(few)):
        claim_record(with_record_rows(Claim.objects.all()).get(pk=claim.pk))


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

    assert word in publication_of(claim).words.replace("’", "'").lower()


def test_the_day_of_a_claim_is_that_of_its_first_known_appearance(
    ada: User, cleo: User
) -> None:
    claim = make_claim(stage=Stage.READY)
    for title, day in [("Earlier", datetime.date(2025, 5, 1)), ("Undated", None)]:
        article = make_article(title, f"{title}\n\nwords of it", published_on=day)
        appearances.record_appearance(
            ada, article.text, claim,
            AppearanceEntry([TextSpan(0, 3)], [StepEntry(make_source())]),
        )  # fmt: skip

    take(Action.PUBLISH_RECORD, claim, cleo)

    assert publication_of(claim).appeared_on == datetime.date(2025, 5, 1)


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
    was = publication_of(claim)

    take(Action.WITHDRAW, claim, dana)

    was.refresh_from_db()
    assert was.superseded_at == claim.decisions.latest("number").at
    assert not Publication.objects.current().exists()
    assert not PublishedAppearance.objects.current().exists()
    assert not Voice.objects.exists()
    assert Publication.objects.on(was.published_at).get() == was
