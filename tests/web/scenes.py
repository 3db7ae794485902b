"""Claims and articles at every stage, and the people who may or may not see them."""

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from articles.domain.text.canonical import fingerprint
from articles.models import (
    Article,
    Claim,
    ClaimRelation,
    LookAgain,
    SitePage,
    SourceRelation,
    Upload,
    User,
    WorkRelation,
)
from articles.models.choices import Action, VerdictRule
from tests.factories import (
    REFERENCE,
    make_about,
    make_article,
    make_claim,
    make_evidence,
    make_fetch,
    make_snapshot,
    make_source,
    make_user,
    set_team,
    take,
)
from tests.web.access_table import ROLES, SCENES

ABSENT = "zzzzzzzzzz"  # a key that no row has
NUMBERED = {
    "relation",
    "work_relation",
    "look",
}  # rows that an address names by their number
QUOTE = "The gates were opened before midnight"


@dataclass
class Scene:
    """A claim at one stage, with a row of its own for every key an address takes."""

    name: str
    keys: dict[str, str] = field(default_factory=dict)
    claim: Claim | None = None

    def key(self, kind: str) -> str:
        return self.keys.get(kind, "0" if kind in NUMBERED else ABSENT)


def people() -> dict[str, User]:
    """Everybody of the policy table."""
    return {
        "ada": make_user("ada"),
        "ben": make_user("ben"),
        "cleo": make_user("cleo"),
        "dana": make_user("dana", "Editors"),
        "root": make_user("root", "", is_staff=True, is_superuser=True),
        "rita": make_user("rita", ""),
        "dora": make_user("dora", "Editors"),
    }


def browsers(persons: dict[str, User]) -> dict[str, Client]:
    """A browser for each role; the disabled user's session is still alive."""
    clients = {}
    for role, username in ROLES.items():
        clients[role] = Client(raise_request_exception=False)
        if username:
            clients[role].force_login(persons[username])
    persons["dora"].is_active = False
    persons["dora"].save()
    return clients


def article_of(name: str) -> Article:
    return make_article(f"A river, {name}", f"A river, {name}\n\n{QUOTE}, they said.")


def make_scene(name: str) -> Scene:
    """The claim is ada's, ben decides first and cleo second."""
    if name == "absent":
        return Scene(name)
    article = article_of(name)
    voice = f"The voice that is {name}"
    claim = make_claim(
        f"The gates stood open ({name}).",
        article=article,
        chain=("Tessa Aldering", voice),
    )
    claim.appearances.get().citations.create(
        description="A report on the gates", position=1
    )
    evidence = make_evidence(claim)
    make_about(claim)
    upload = make_upload(claim.recorded_by, f"scene {name}")
    snapshot = make_snapshot(name.encode(), by=claim.recorded_by, work=evidence.work)
    fetch = make_fetch(
        f"https://example.org/{evidence.key}", requested_by=claim.recorded_by
    )
    move(claim, name)
    claim.refresh_from_db()
    shown = claim.appearances.get()
    other = make_claim(f"Something else ({name}).", article=article)
    narrows = relate_directly(claim, "narrows", other)
    relation = SourceRelation.objects.create(
        source=shown.chain.get(position=1).source, kind="owns",
        target=make_source(f"Owned by the voice that is {name}"), reference=REFERENCE,
    )  # fmt: skip
    work_relation = WorkRelation.objects.create(
        source=evidence.work, kind="cites", target=article.work, reference=REFERENCE
    )
    look = LookAgain.objects.create(claim=claim, what="Something changed.")
    keys = {
        "relation": str(relation.pk),
        "work_relation": str(work_relation.pk),
        "look": str(look.pk),
        "work": evidence.work.key,
        "claim": claim.key,
        "article": article.key,
        "source": shown.chain.get(position=1).source.key,
        "appearance": shown.key,
        "evidence": evidence.key,
        "upload": upload.key,
        "claim_relation": narrows.key,
        "snapshot": snapshot.key,
        "fetch": fetch.key,
    }
    return Scene(name, keys, claim)


def relate_directly(claim: Claim, kind: str, target: Claim, note: str = "") -> Any:
    return ClaimRelation.objects.create(
        claim=claim, kind=kind, target=target, note=note, recorded_by=make_user("ada")
    )


def move(claim: Claim, name: str) -> None:
    """To the scene, by the steps of the workflow alone."""
    ada, ben, cleo = make_user("ada"), make_user("ben"), make_user("cleo")
    dana = make_user("dana", "Editors")
    decided = [(Action.SUBMIT, ada), (Action.GIVE_VERDICT, ben), (Action.CONFIRM, cleo)]
    published = [*decided, (Action.PUBLISH, cleo)]
    path: dict[str, list[Any]] = {
        "draft": [],
        "ready": decided[:1],
        "first_verdict": decided[:2],
        "second_review": decided,
        "adjudication": [*decided[:2], (Action.DISAGREE, cleo)],
        "first_verdict, sealed": decided[:2],
        "adjudication of sealed ones": [
            *decided[:2],
            (Action.GIVE_SECOND_VERDICT, cleo, {"verdict": "refuted"}),
        ],
        "published": published,
        "published as recorded": [(Action.SUBMIT, ada), (Action.PUBLISH_RECORD, ben)],
        "published, then re-opened": [*published, (Action.REOPEN, cleo)],
        "published, then withdrawn": [*published, (Action.WITHDRAW, dana)],
        "withdrawn as a draft": [(Action.WITHDRAW, dana)],
    }
    blind = VerdictRule.TWO_BLIND if "sealed" in name else VerdictRule.TWO_OPEN
    set_team(verdicts=blind)
    for action, user, *values in path[name]:
        take(action, claim, user, **(values[0] if values else {}))
    set_team(verdicts=VerdictRule.TWO_OPEN)


def write_site_pages() -> None:
    for name in ("about", "contact"):
        SitePage.objects.create(name=name, text=f"What the owner says: {name}.")


def make_scenes() -> dict[str, Scene]:
    write_site_pages()
    return {name: make_scene(name) for name in SCENES}


def make_upload(user: User, words: str) -> Upload:
    """A text on its way in, as it was read."""
    content = f"A title\n\nA text that nobody confirmed: {words}.".encode()
    reading = {
        "title": "A title", "authors": [], "outlet": "", "published": "", "address": "",
        "language": "en", "warnings": [],
        "paragraphs": [["A title", ""], [content.decode()[9:], ""]],
    }  # fmt: skip
    return Upload.objects.create(
        name=f"{words}.txt"[:255], content=content, sha256=fingerprint(content.decode()),
        extraction=reading, sent_by=user,
    )  # fmt: skip
