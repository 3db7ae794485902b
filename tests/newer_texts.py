"""A small article about a river, and newer texts of it for claims to follow."""

from articles.importing import versions
from articles.importing.versions import VersionEntry
from articles.models import Appearance, Article, Carry, Claim, TextVersion, User
from articles.models.choices import Stage, VersionKind
from tests.factories import make_claim

GATES = "The gates were opened before midnight, the ministry said on Monday."
WELLS = "The town’s wells ran dry in March, a spokesman told the council."
PUMPS = "Nine pumps were sold to a farm upstream in the same week."
TWIN = "Nobody was warned in time."
TEXT = (
    f"The river rose\n\n{GATES}\n\n{TWIN} That is what the baker remembers.\n\n{WELLS}"
    f"\n\n{TWIN} That is what the ferryman remembers.\n\n{PUMPS}"
)
CORRECTED = VersionEntry(VersionKind.CORRECTION, "A time was wrong.")


def newer(
    article: Article, text: str, user: User, entry: VersionEntry = CORRECTED
) -> TextVersion:
    version = Article.objects.get(pk=article.pk).version
    regions = [""] * (text.count("\n\n") + 1)
    return versions.add_newer_text(article, text, entry, regions, version, user)


def recorded(statement: str, quote: str, stage: Stage = Stage.DRAFT) -> Claim:
    return make_claim(statement, stage, quote=quote)


def carry_of(claim: Claim) -> Carry:
    return Carry.objects.get(appearance__claim=claim)


def became(carry: Carry) -> Appearance:
    assert carry.became
    return carry.became


def words(row: Appearance) -> list[str]:
    return [span.exact for span in row.spans.order_by("position")]


def uncertain(user: User, article: Article, stage: Stage = Stage.DRAFT) -> Carry:
    """A claim whose sentence stands twice in the newer text, each time among others."""
    claim = recorded("Nobody was warned.", TWIN, stage)
    again = f"The town slept. {TWIN} So says one."
    newer(article, f"The river rose\n\n{GATES}\n\n{again}\n\n{PUMPS}\n\n{again}", user)
    return carry_of(claim)
