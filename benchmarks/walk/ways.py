"""The ways that are counted, each a few requests of people who use the demo."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

from benchmarks.demo import Browser, Fields, demo_site, led_to
from benchmarks.walk.counting import Entry, Recorder

TEXTS = (
    (
        "A ferry that came late",
        "The boat left the pier an hour after dark, according to the guild.",
        "The boat left the pier an hour after dark",
    ),
    (
        "Bread for the upper town",
        "Four bakers closed their shops in the week of the fair,"
        " according to the guild.",
        "Four bakers closed their shops in the week of the fair",
    ),
)
# Claims of the demo: one that waits for the second reviewer, one for its publication;
# and one that four articles make, with three pieces of evidence.
WAITING, DECIDED, RICH = "vw7y4xxdkt", "dgs8dgm369", "5jpngw55ck"
SECOND = "give_second_verdict"
LIST = "/claims/?verdict=supported&kind=event"

Request = tuple[Browser, str, Fields | None]
Way = Generator[Request, Any, None]


class Round:
    """All ways once, on an article and a claim of this round's own."""

    def __init__(self, number: int, people: dict[str, Browser]) -> None:
        self.number = number
        self.ada, self.ben, self.cleo, self.reader = people.values()
        self.title, self.text, self.words = TEXTS[number]
        self.article = self.claim = ""

    def ways(self) -> dict[str, Callable[[], Way]]:
        return {
            "import": self.import_article, "save": self.save_appearance,
            "publish": self.publish, "show": self.show, "list": self.list_claims,
            "publish-demo": self.publish_demo, "show-demo": self.show_demo,
        }  # fmt: skip

    def import_article(self) -> Way:
        """A text is pasted, and what was read out of it confirmed: two requests."""
        form = self.ada.fill(
            "/desk/import/",
            "text",
            text=f"{self.title}\n\nBy Nora Vey\n\n{self.text}\n",
        )
        address = led_to((yield self.ada, "/desk/import/", form))
        form = self.ada.fill(
            address, "title", title=self.title, outlet="The Harbour Post",
            published="2026-02-15", create="on",
        )  # fmt: skip
        self.article = led_to((yield self.ada, address, form))

    def save_appearance(self) -> Way:
        """A new claim with its words and two voices."""
        form = self.ada.fill(
            self.article, "quote", quote=self.words, statement=f"{self.words}.",
            **{"chain-1-source": "The Ferry Guild", "chain-1-create": "on"},
        )  # fmt: skip
        led_to((yield self.ada, self.article, form))
        from articles.models import Claim

        self.claim = Claim.objects.get(statement=f"{self.words}.").key

    def publish(self) -> Way:
        """The saved claim's verdict, which rests on one piece of evidence."""
        address = f"/desk/claims/{self.claim}/evidence/"
        form = self.ada.fill(
            address, "stance", work_title="The harbour's log", work_kind="document",
            stance="supports", question="What was seen?",
        )  # fmt: skip
        self.ada.send(address, form)
        self.take(self.ada, "submit")
        from articles.models import Evidence

        evidence = Evidence.objects.get(claim__key=self.claim).key
        for person, step in ((self.ben, "give_verdict"), (self.cleo, SECOND)):
            self.take(
                person, step, verdict="supported", rationale="The log has it.",
                evidence=evidence,
            )  # fmt: skip
        yield self.prepared(self.claim)

    def take(self, person: Browser, action: str, **values: str) -> None:
        address = f"/desk/claims/{self.claim}/{action}/"
        person.send(address, person.fill(address, "idempotency_key", **values))

    def prepared(self, claim: str) -> Request:
        address = f"/desk/claims/{claim}/publish/"
        return self.cleo, address, self.cleo.fill(address, "idempotency_key")

    def show(self) -> Way:
        """The published claim, as a reader sees it."""
        yield self.reader, f"/claims/{self.claim}/", None

    def list_claims(self) -> Way:
        """A list of claims with two filters."""
        yield self.reader, LIST, None

    def publish_demo(self) -> Way:
        """A claim of the demo that was published before and has related claims."""
        if self.number == 0:
            self.claim = WAITING
            self.take(
                self.cleo, SECOND, verdict="not_enough", rationale="Nobody tells.",
                searched="The yearbooks of the commission.",
            )  # fmt: skip
        yield self.prepared(DECIDED if self.number else WAITING)

    def show_demo(self) -> Way:
        """A claim of the demo that four articles make."""
        yield self.reader, f"/claims/{RICH}/", None


def record(root: Path, way: Way) -> list[Entry]:
    """What the requests of a way enter; preparations between them do not count."""
    from articles.rendering.page_store import memory

    recorder = Recorder(root)
    answer = None
    while True:
        try:
            browser, address, fields = way.send(answer)
        except StopIteration:
            return recorder.entries
        memory.clear()
        client = browser.client
        with recorder:
            answer = (
                client.get(address) if fields is None else client.post(address, fields)
            )
        if answer.status_code >= 400:
            led_to(answer)


def record_ways(root: Path) -> dict[str, list[Entry]]:
    """The entries of each way, when it is taken for the second time."""
    with demo_site(root) as passwords:
        people = {
            name: Browser(name, passwords[name]) for name in ("ada", "ben", "cleo")
        }
        people["reader"] = Browser()
        entries = {}
        for number in range(len(TEXTS)):
            for name, way in Round(number, people).ways().items():
                entries[name] = record(root, way())
    return entries
