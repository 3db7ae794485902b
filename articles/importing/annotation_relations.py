"""Records the relations between claims that an annotation file brings."""

from collections.abc import Sequence
from typing import Any

from articles.concurrency import IncompleteError
from articles.editing.claim_relations import ClaimRelationEntry, relate_claims
from articles.models import Claim, User
from articles.models.choices import Stage


def import_claim_relations(rows: Sequence[dict[str, Any]], user: User) -> None:
    """Relate claims that are both here; the other texts' files bring the rest."""
    keys = {row[end] for row in rows for end in ("claim", "target")}
    present = Claim.objects.filter(key__in=keys).exclude(stage=Stage.WITHDRAWN)
    claims = {claim.key: claim for claim in present}
    for row in rows:
        one, other = claims.get(row["claim"]), claims.get(row["target"])
        if one is None or other is None:
            continue
        entry = ClaimRelationEntry(row["kind"], other, row.get("note", ""))
        try:
            relate_claims(user, one, entry, None)
        except IncompleteError:
            # It is recorded already, or reviewers recorded here what excludes it.
            continue
