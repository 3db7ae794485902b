"""Circular sourcing over the whole collection. A finding; it changes no verdict."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.queries import circles as circle_queries
from articles.views import answers
from articles.views.panel import circle


@require_safe
def circles(request: HttpRequest, suffix: str = "") -> HttpResponseBase:
    chosen = answers.wanted(request, suffix)
    if chosen == "csv":
        raise Http404
    found, read_at = circle_queries.in_public()
    if chosen:
        return answers.as_json({"circles": found})
    shown = [circle(each, read_at) for each in found]
    for each in shown:
        for step in each["works"]:
            step["claims"] = read_at[step["key"]].claims
    context = {"circles": shown, "most": circle_queries.MOST}
    return answers.page(request, "articles/circles.html", context)
