"""A long text with more published claims than a margin holds, as a careful reviewer leaves it.

Many stand on one sentence, overlap, run on into the next paragraph, have a gap, or are
quoted from right to left.
"""

import re
from itertools import cycle, islice

from articles.domain.text.canonical import split_paragraphs
from articles.models import Article, Claim, Publication, PublishedAppearance
from articles.models.choices import Stage, Verdict
from tests.factories import make_article, make_claim

OPENING = (
    "The gates at Perrin Ford were opened before midnight on the ministry’s order."
)
SENTENCES = [
    "Water stood in the lower streets by four in the morning, said the harbour master.",
    "According to two officials, the command had been told of the crack in the autumn.",
    "“Nobody was warned”, a shopkeeper told the Courier, which the mayor’s office denies.",
    "The ministry puts the damage at 4.2 million crowns; the insurers put it at nine.",
    "A spokesman for the command said that the ministry had said so itself, in March.",
    "Upstream the gauge fell by 1.4 metres within an hour, as the agency’s log shows.",
    "قالت الوزارة إن البوابات فُتحت قبل منتصف الليل بأمر من القيادة نفسها.",
    "It was the third such night since 2019, and the first without an announcement.",
]
WHY = (
    "The agency’s log of that night and the order that the ministry has since released "
    "agree on the hour; what the command said about it in March rests on the same log."
)
# How many claims begin in each of five paragraphs that follow one another.
CROWDING = (3, 1, 9, 2, 0)
VERDICTS = [Verdict.SUPPORTED, "", Verdict.REFUTED, Verdict.SUPPORTED,
            Verdict.MISSING_CONTEXT, "", Verdict.NOT_ENOUGH, Verdict.CONFLICTING]  # fmt: skip


def make_dense_article(
    claims: int = 400, title: str = "A night at the gates"
) -> Article:
    """An article of so many published claims, in 150 signs of text for each."""
    crowds = list(islice(cycle(CROWDING), 5 * claims // sum(CROWDING) + 5))
    sentences = cycle(SENTENCES)
    paragraphs = [
        " ".join(islice(sentences, 2 + number % 7)) for number in range(len(crowds))
    ]
    article = make_article(title, "\n\n".join([title, OPENING, *paragraphs]))
    origin = make_claim(
        "The gates at Perrin Ford were opened before midnight.", Stage.PUBLISHED,
        article=article, quote=OPENING[:-1],
        chain=("Tessa Aldering", "Velmar River Command", "Ministry of Rivers"),
    )  # fmt: skip
    text = article.text
    places = [
        span
        for (start, end), crowd in zip(
            split_paragraphs(text.text)[2:], crowds, strict=True
        )
        for span in places_in(text.text, start, end, crowd)
    ][: claims - 1]
    copy_claim(origin, places)
    return article


def places_in(
    text: str, start: int, end: int, crowd: int
) -> list[list[tuple[int, int]]]:
    """Where the claims of a paragraph stand: overlapping, and each fourth with a gap."""
    words = [found.span() for found in re.compile(r"\S+").finditer(text, start, end)]
    found = []
    for number in range(crowd):
        first = number * len(words) // (crowd + 1)
        run = words[first : first + max(len(words) // (crowd + 1) * 2, 5)]
        half = len(run) // 2
        parts = [run[:half], run[half + 1 :]] if number % 4 == 3 else [run]
        found.append([(part[0][0], part[-1][1]) for part in parts])
    return found


def copy_claim(origin: Claim, places: list[list[tuple[int, int]]]) -> None:
    """As many claims as there are places, published like this one."""
    state = origin.publications.get()
    stands = state.appearances.get()
    verdicts = list(islice(cycle(VERDICTS), len(places)))
    claims = Claim.objects.bulk_create(
        Claim(
            statement=f"In the {number}th street the water stood for {number} hours, the"
            " harbour master says.",
            kind="event", recorded_by=origin.recorded_by,
        )
        for number in range(len(places))
    )  # fmt: skip
    made = Publication.objects.bulk_create(
        Publication(
            claim=claim, number=1, statement=claim.statement, kind="event",
            verdict=verdict, words="gates", published_at=state.published_at,
            published_by=state.published_by,
            record={**state.record, "key": claim.key, "why": WHY, "verdict": verdict,
                    "statement": claim.statement},
        )
        for claim, verdict in zip(claims, verdicts, strict=True)
    )  # fmt: skip
    whole = stands.text_version.text
    PublishedAppearance.objects.bulk_create(
        PublishedAppearance(
            publication=publication, article=stands.article,
            text_version=stands.text_version, start=spans[0][0],
            record={**stands.record, "key": claim.key, "spans": [
                {"start": first, "end": last, "exact": whole[first:last],
                 "prefix": whole[max(first - 32, 0):first], "suffix": whole[last:last + 32]}
                for first, last in spans
            ]},
        )
        for publication, claim, spans in zip(made, claims, places, strict=True)
    )  # fmt: skip
