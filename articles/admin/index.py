"""The admin's index: its tables in groups by what staff do, each with a line of what it is."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify

# Every table of the admin: the group that it stands in, in order, and what a row is.
GROUPS: dict[str, dict[str, str]] = {
    "People and rights": {
        "articles.User": "Who may sign in, and what they may do. Closed, never deleted.",
        "auth.Group": "What reviewers may do, and what editors may.",
        "articles.Invitation": "A way in for one person, for some days; made at the desk.",
        "articles.TeamSettings": "How verdicts are reached here; editors change it at the desk.",
    },
    "Texts": {
        "articles.Article": "A work whose text is held here, to be taken apart.",
        "articles.TextVersion": "An article’s text as it stood once. It never changes.",
        "articles.Work": "Anything published: an article, a report, a broadcast, a post.",
        "articles.WorkRelation": "What one work is to another: a copy, a translation, a correction.",
        "articles.SitePage": "What this site says about itself, and how to reach you.",
    },
    "Claims": {
        "articles.Claim": "One statement that can be understood without the article.",
        "articles.Appearance": "A claim as one text asserts it: the words, and who says so.",
        "articles.Attribution": "One step of the chain by which a text attributes a claim.",
        "articles.Citation": "What an article points to, and whether that says so.",
        "articles.About": "Whom a claim speaks of, and as what.",
        "articles.ClaimRelation": "One claim repeats, contradicts, narrows or is part of another.",
        "articles.Evidence": "A work, the place in it, and what it does to a claim.",
    },
    "Sources": {
        "articles.Source": "Whoever can speak, publish or own, and every name they go by.",
        "articles.SourceRelation": "What one source is to another, since when, and who says so.",
    },
    "Work in progress": {
        "articles.Upload": "A text that is being imported.",
        "articles.FetchJob": "An address that a reviewer asked to fetch.",
        "articles.Snapshot": "A work’s bytes as they were fetched or uploaded.",
        "articles.DismissedSuggestion": "Words that are not suggested as a claim again.",
        "articles.Cue": "Words by which a text shows who speaks, added or taken out here.",
    },
    "The record": {
        "articles.Decision": "One step of the work on a claim: by whom, when and why.",
        "articles.Publication": "A claim as readers see it, or saw it once.",
        "articles.FeaturedClaim": "The claim that the home page draws.",
        "pghistory.Events": "Every save of every table, from wherever it came.",
    },
}  # fmt: skip
OTHER = "Other"


class StaffSite(AdminSite):
    """The admin, with its tables in the groups above."""

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """The groups with a table that this person may see; what has none comes last."""
        apps = super().get_app_list(request, app_label)
        tables = {
            each["model"]._meta.label: each for app in apps for each in app["models"]
        }
        groups = [
            group_entry(name, [
                {**tables.pop(label), "line": line}
                for label, line in lines.items()
                if label in tables
            ])
            for name, lines in GROUPS.items()
        ]  # fmt: skip
        others = group_entry(OTHER, list(tables.values()))
        return [group for group in [*groups, others] if group["models"]]


def group_entry(name: str, tables: list[dict[str, Any]]) -> dict[str, Any]:
    """A group as Django's templates want an application."""
    anchor = slugify(name)
    return {
        "name": name,
        "app_label": anchor,
        "app_url": f"{reverse('admin:index')}#{anchor}",
        "has_module_perms": True,
        "models": tables,
    }
