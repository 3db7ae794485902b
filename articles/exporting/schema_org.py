"""Sources, works and lists in the words of schema.org, as JSON-LD.

Pure. Who speaks and what they wrote is said of them; the site itself asserts no claim.
An @id names the thing itself, apart from the page about it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from articles.domain.dates import PartialDate
from articles.domain.records import SourceRef, WorkRef
from articles.exporting.site import Site, is_web_address

Node = dict[str, Any]
Elsewhere = Mapping[str, tuple[str, str]]  # homepage, Wikidata id; by a source's key
NOWHERE: Elsewhere = {}
CONTEXT = {"@context": "https://schema.org"}
SOURCE_TYPES = {"person": "Person"}  # whoever else speaks is an Organization
WORK_TYPES = {
    "article": "Article", "report": "Report", "post": "SocialMediaPosting",
    "dataset": "Dataset",
}  # fmt: skip


def without_gaps(node: Node) -> Node:
    """The node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}


def site_node(site: Site) -> Node:
    """The site as whoever publishes reviews."""
    home = site.address("home")
    return {
        "@type": "Organization", "@id": f"{home}#site", "name": site.name, "url": home,
    }  # fmt: skip


def source_node(source: SourceRef, site: Site) -> Node | None:
    """A person or an organisation; None for a voice that nobody names."""
    if source["kind"] == "unnamed":
        return None
    node = {
        "@type": SOURCE_TYPES.get(source["kind"], "Organization"),
        "name": source["name"],
    }
    if source.get("unseen"):
        return node
    page = site.address("source", source["key"])
    return {**node, "@id": f"{page}#source", "url": page}


def source_nodes(
    sources: Iterable[SourceRef], site: Site, elsewhere: Elsewhere = NOWHERE
) -> list[Node]:
    """Those that are named, each once, with their addresses on other sites."""
    by_key = {source["key"]: source for source in sources}
    return [
        without_gaps(
            {**node, "sameAs": addresses_elsewhere(*elsewhere.get(key, ("", "")))}
        )
        for key, source in by_key.items()
        if (node := source_node(source, site))
    ]


def addresses_elsewhere(homepage: str, wikidata: str) -> list[str]:
    """The addresses of a source on other sites."""
    same = [
        homepage if is_web_address(homepage) else "",
        f"https://www.wikidata.org/wiki/{wikidata}" if wikidata else "",
    ]
    return [address for address in same if address]


def describe_source(source: Node, above: Iterable[SourceRef], site: Site) -> Node:
    """A source with what its own page says of it; `above`: what it is a part of."""
    node = source_node(source, site)  # type: ignore[arg-type]  # has a reference's keys
    if node is None:
        return {}
    over = "worksFor" if node["@type"] == "Person" else "parentOrganization"
    more = {
        "alternateName": list(source["aliases"]),
        "description": source["description"],
        "sameAs": addresses_elsewhere(source["homepage"], source["wikidata"]),
        over: [each for each in source_nodes(above, site) if is_organization(each)],
    }
    return {**CONTEXT, **without_gaps({**node, **more})}


def is_organization(node: Node) -> bool:
    return bool(node["@type"] == "Organization")


def work_node(work: WorkRef, site: Site, article: str = "") -> Node:
    """A published work; `article`: the key of the page that has its text, if one has."""
    page = site.address("article", article) if article else ""
    outlet = work["outlet"]
    return without_gaps(
        {
            "@type": WORK_TYPES.get(work["kind"], "CreativeWork"),
            "@id": f"{page}#work" if page else "",
            "name": work["title"],
            "url": work["address"] if is_web_address(work["address"]) else page,
            "author": source_nodes(work["authors"], site),
            "publisher": source_node(outlet, site) if outlet else None,
            "datePublished": PartialDate.from_record(work["published"]).iso(),
            "inLanguage": work["language"],
        }
    )


def describe_article(
    work: WorkRef, key: str, site: Site, cited: Iterable[WorkRef], claims: Sequence[str]
) -> Node:
    """An article with the works that it cites, and the claims (by key) marked in it."""
    page = site.address("article", key)
    by_key = {each["key"]: each for each in cited}
    more = {
        "headline": work["title"],
        "mainEntityOfPage": page,
        "citation": [work_node(each, site) for each in by_key.values()],
        "hasPart": [
            {"@type": "Claim", "@id": f"{site.address('claim', claim)}#claim"}
            for claim in dict.fromkeys(claims)
        ],
    }
    return {**CONTEXT, **without_gaps({**work_node(work, site, key), **more})}


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Node:
    """The way from the home page to this one: names with whole addresses."""
    return {
        **CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def describe_site(site: Site) -> Node:
    """The site, and how its claims are searched."""
    home = site.address("home")
    return {
        **CONTEXT,
        "@type": "WebSite",
        "@id": f"{home}#website",
        "name": site.name,
        "url": home,
        "publisher": site_node(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{site.address('search')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        },
    }
