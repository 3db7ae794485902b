"""What the owner of the site says in words of their own."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.claim_data import PageData
from articles.domain.text.plain_paragraphs import linked_paragraphs
from articles.models import SitePage
from articles.models.site_page import NAMES
from articles.rendering.page_heads import page_head
from articles.views import answers

# No version says when these change (docs/adr/0018), so no page of them is kept here.
NOT_KEPT = "no-cache, max-age=0"


@require_safe
def site_page(request: HttpRequest, name: str) -> HttpResponse:
    """A page that the owner writes in the admin; 404 until they have."""
    page = SitePage.objects.filter(name=name).first()
    context: PageData = {
        "name": NAMES[name],
        "paragraphs": linked_paragraphs(page.text) if page else [],
        "updated_at": page.updated_at if page else None,
    }
    if context["paragraphs"]:
        context["head"] = page_head(answers.this_site(request), name)
    status = 200 if context["paragraphs"] else 404
    response = answers.render_page(request, "articles/site_page.html", context, status)
    if not request.user.is_authenticated:
        response.headers["Cache-Control"] = NOT_KEPT
    return response
