"""The circles of citations in what is published."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.queries.circles import read_circles
from articles.rendering.page_heads import page_head
from articles.views import answers
from articles.views.panel import circle_details


@require_safe
def circles(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.requested_format(request, suffix, "json")
    after = answers.requested_number(request, "after", 7)
    page = read_circles(after)
    address = reverse("circles_as", args=["json"])
    following = f"?after={page.next}" if page.next else ""
    if chosen:
        return answers.as_json(
            {
                "circles": page.circles,
                "searched_at": page.searched_at and page.searched_at.isoformat(),
                "next": address + following if following else None,
            }
        )
    shown = [circle_details(each, page.read_at) for each in page.circles]
    for each in shown:
        for step in each["works"]:
            place = page.read_at[step["key"]]
            step["claims"], step["more_claims"] = place.claims, place.more_claims
    context = {
        "head": page_head(answers.this_site(request), "circles"),
        "circles": shown,
        "page": page,
        "next": following,
        "first": reverse("circles") if after else "",
    }
    return answers.render_page(request, "articles/circles.html", context)
