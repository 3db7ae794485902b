"""Can everybody who may use the admin use it, light and dark, wide and narrow?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article, Claim, Source, User
from articles.models.choices import Stage
from tests.browser.conftest import Site
from tests.factories import make_user


@pytest.fixture
def root(people: object, settings: Any) -> User:
    settings.LOCAL = True
    call_command("load_demo", verbosity=0)
    return make_user("root", "", is_staff=True, is_superuser=True)


def pages(root: User) -> list[str]:
    """Not a person's own page: Django's two boxes for rights name an icon, not a field."""
    claim = Claim.objects.filter(stage=Stage.PUBLISHED).order_by("pk")[0]
    rows = [
        claim,
        Source.objects.get(name="Perrin Ford Courier"),
        Article.objects.order_by("pk")[0],
    ]
    return [
        reverse("admin:index"),
        *(
            reverse(f"admin:articles_{row._meta.model_name}_changelist")
            for row in [*rows, root, claim.decisions.all()[0]]
        ),
        *(
            reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
            for row in rows
        ),
        reverse("admin:articles_claim_history", args=[claim.pk]),
        reverse("admin:articles_source_add"),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_page_of_the_admin_has_a_barrier_or_scrolls_sideways(
    root: User,
    site: Site,
    barriers: Callable[[Page], list[str]],
    scheme: str,
    width: int,
) -> None:
    page = site("root", color_scheme=scheme, viewport={"width": width, "height": 900})

    found = []
    for address in pages(root):
        page.goto(address)
        found += barriers(page)
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{address} is {wide} wide"] if wide > width else []
    assert not found, "\n".join(found)
