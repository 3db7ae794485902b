"""How independent is the evidence of a claim, as readers or as reviewers may know it?

Reads the graph around a claim's record (articles/queries/graph.py) and asks the pure
core (articles/domain/independence/). Three statements, however large the collection is.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Value

from articles.claim_data import Record, deciding
from articles.domain.dates import DateRange, PartialDate
from articles.domain.independence.connections import Voice
from articles.domain.independence.gate import GATED, Grounds
from articles.domain.independence.graph import Edge, Node, Rules, source, work
from articles.domain.independence.panel import Finding, Given, Panel, Spoken, as_data
from articles.models import Article, Source, Work
from articles.queries.graph import Surroundings, around


def team_rules() -> Rules:
    """Which relations carry dependence, how far, and past whom: as the team chose."""
    chosen: dict[str, frozenset[str]] = {
        name: frozenset(kinds)
        for name, kinds in (
            ("between_sources", settings.INDEPENDENCE_RELATIONS),
            ("of_works", settings.INDEPENDENCE_WORKS),
        )
        if kinds
    }
    return Rules(
        hops=settings.INDEPENDENCE_HOPS, hub=settings.INDEPENDENCE_HUB, **chosen
    )


@dataclass(frozen=True)
class Judged:
    """A claim's panel, what was found, and the names to say it in."""

    record: Record
    panel: Panel
    finding: Finding
    around: Surroundings

    def data(self) -> Record:
        """As a claim's record holds it and its page shows it."""
        found = as_data(self.panel, self.finding, self.around.names)
        return {**found, "gate": self.gate_data()}

    def gate_data(self) -> Record | None:
        """What carries the verdict in force, if it is one that something has to."""
        made = deciding(self.record["decisions"])
        verdict = self.record["verdict"]
        if made is None or verdict not in GATED:
            return None
        grounds = self.grounds(verdict, made["evidence"])
        return {
            "carries": grounds.carries,
            "ground": str(grounds.ground),
            "reason": grounds.reason,
            "evidence": grounds.evidence,
        }

    def grounds(self, verdict: str, evidence: Iterable[str]) -> Grounds:
        """Do these pieces, named by their keys, carry the verdict?"""
        chosen = set(evidence)
        pieces = [each for each in self.panel.evidence if each.key in chosen]
        return self.finding.gate(pieces, verdict)


def judge(record: Record, *, public: bool, rules: Rules | None = None) -> Judged:
    """Judges a claim's record; `public`: only by what readers may see.

    What the record itself names counts as seen, so that it is judged alike before and
    after it is published.
    """
    rules = rules or team_rules()
    numbers = numbers_of(record)
    evidence = list(given(record, numbers))
    appearances = list(spoken(record, numbers))
    cited = list(citing(record, numbers))
    surroundings = around(
        [*(e.work[1] for e in evidence), *(a.article[1] for a in appearances)],
        [voice.node[1] for each in appearances for voice in each.voices],
        rules,
        public=public,
        cited=[edge.target[1] for edge in cited],
        seen=[number for sort, number in numbers.values() if sort == "s"],
    )
    panel = Panel(
        evidence,
        appearances,
        surroundings.graph,
        [*surroundings.citing, *cited],
        surroundings.outlets,
        rules,
    )
    return Judged(record, panel, panel.find(), surroundings)


def given(record: Record, numbers: dict[str, Node]) -> Iterator[Given]:
    for each in record["evidence"]:
        if node := numbers.get(each["work"]["key"]):
            yield Given(
                each["key"], node, each["stance"], each["primary"], argued(each)
            )


def spoken(record: Record, numbers: dict[str, Node]) -> Iterator[Spoken]:
    for each in record["appearances"]:
        if node := numbers.get(each["article"]["key"]):
            yield Spoken(each["key"], node, tuple(voices(each, numbers)))


def citing(record: Record, numbers: dict[str, Node]) -> Iterator[Edge]:
    """What the articles cite for this claim."""
    for each in record["appearances"]:
        article = numbers.get(each["article"]["key"])
        for cited in each["citations"]:
            target = numbers.get(cited["work"]["key"]) if cited["work"] else None
            if article and target and target != article:
                yield Edge(article, "cites", target)


def argued(evidence: Record) -> str:
    """What a reviewer argues of a piece of evidence, with the reviewer's name."""
    said = evidence.get("argued")
    return f"{said['text']} ({said['by']})" if said else ""


def numbers_of(record: Record) -> dict[str, Node]:
    """The nodes of everything that the record names, by its key."""
    named = list(works_named(record))
    articles = {each["article"]["key"] for each in record["appearances"]}
    sources = {ref["key"] for each in record["appearances"] for ref in speakers(each)}
    sources |= {ref["key"] for each in named for ref in makers(each)}
    works = {each["key"] for each in named}
    found = (
        Source.objects.filter(key__in=sources).values_list(Value(1), "key", "pk")
    ).union(
        Work.objects.filter(key__in=works).values_list(Value(-1), "key", "pk"),
        Article.objects.filter(key__in=articles).values_list(Value(-1), "key", "work"),
        all=True,
    )
    return {key: source(pk) if side > 0 else work(pk) for side, key, pk in found}


def works_named(record: Record) -> Iterator[Record]:
    """The works that are evidence or that the articles cite."""
    yield from (each["work"] for each in record["evidence"])
    for each in record["appearances"]:
        yield from (cited["work"] for cited in each["citations"] if cited["work"])


def makers(work: Record) -> list[Record]:
    """Who wrote a work, and who published it."""
    return [*work["authors"], *([work["outlet"]] if work["outlet"] else [])]


def speakers(appearance: Record) -> Iterator[Record]:
    """Everybody who speaks in an appearance: its voices, authors and outlet."""
    yield from (step["source"] for step in appearance["chain"])
    yield from makers(appearance["article"])


def voices(appearance: Record, numbers: dict[str, Node]) -> Iterator[Voice]:
    """Who speaks, each on the day of speaking, else on that of the article."""
    published = publication_days(appearance["article"]["published"])
    known = {each["key"]: published for each in speakers(appearance)}
    for step in appearance["chain"]:
        said = step["said"] or {"from": None, "to": None}
        on = span(day(said["from"]), day(said["to"]))
        known[step["source"]["key"]] = on or published
    for key, on in known.items():
        if key in numbers:
            yield Voice(numbers[key], on)


def publication_days(published: Record) -> DateRange | None:
    """All that it may be: of some works only the month or the year is known."""
    first = day(published["date"])
    whole = PartialDate(first, published["precision"])
    return span(first, whole.at_its_end().date)


def span(first: datetime.date | None, last: datetime.date | None) -> DateRange | None:
    return DateRange(first, last or first) if first else None


def day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def gate(record: Record, verdict: str, evidence: Iterable[str]) -> Grounds | None:
    """For a verdict that needs independent evidence: does this evidence carry it?"""
    if verdict not in GATED:
        return None
    return judge(record, public=False).grounds(verdict, evidence)
