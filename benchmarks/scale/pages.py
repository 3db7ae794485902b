"""The pages that readers ask for, as addresses of one collection."""

import datetime
from typing import NamedTuple
from urllib.parse import urlencode

NOBODY_WROTE = "zzyzxqueue"
ANY_ROLE = ""
# In the order of the tabs of a source's page.
ROLES = ("claimant", "relayer", "author", "outlet", "cited", "evidence", "about")


class ReaderPage(NamedTuple):
    """An address, and which goals speak of it: `kind` as goals.py has them."""

    address: str
    kind: str = "list"


class Filters(NamedTuple):
    """What narrows /claims/, for our own page and for others over the same rows."""

    verdict: str = ""
    kind: str = ""
    fidelity: str = ""
    source: str = ""
    role: str = ""
    outlet: str = ""
    article: str = ""
    q: str = ""
    since: str = ""
    until: str = ""
    after: str = ""

    @property
    def query(self) -> str:
        given = {name: value for name, value in self._asdict().items() if value}
        return f"?{urlencode(given)}" if given else ""

    @property
    def address(self) -> str:
        return f"/claims/{self.query}"


class Chosen(NamedTuple):
    """What stands in the addresses."""

    busiest: dict[str, str]  # the key of a source, by role
    words: dict[str, str]  # by how often they occur
    phrase: str
    days: dict[str, str]
    middle: str  # the claim that half of the list goes before
    article: str  # where many claims appear, though not the most
    articles: dict[int, str]  # by marks
    claims: dict[int, str]  # by pieces of evidence
    language: str


def week_from(day: str) -> dict[str, str]:
    begun = datetime.date.fromisoformat(day)
    return {"since": day, "until": str(begun + datetime.timedelta(days=6))}


def claim_lists(chosen: Chosen) -> dict[str, Filters]:
    """/claims/ with each filter alone, with the twenty likeliest pairs, and far down."""
    source = {"source": chosen.busiest[ANY_ROLE]}
    claimant = {"source": chosen.busiest["claimant"], "role": "claimant"}
    outlet = {"outlet": chosen.busiest["outlet"]}
    verdict, kind = {"verdict": "refuted"}, {"kind": "number"}
    fidelity, late = {"fidelity": "altered"}, {"since": chosen.days["late"]}
    common, middling, rare = (
        {"q": chosen.words[each]} for each in ("common", "middling", "rare")
    )
    wanted: dict[str, dict[str, str]] = {
        "no filter": {},
        "verdict": verdict,
        "kind": kind,
        "fidelity": fidelity,
        "source": source,
        "outlet": outlet,
        "article": {"article": chosen.article},
        "role alone": {"role": "claimant"},
        "no hit": {"q": NOBODY_WROTE},
        "rare word": rare,
        "middling word": middling,
        "common word": common,
        "phrase": {"q": f'"{chosen.phrase}"'},
        "since": late,
        "until early": {"until": chosen.days["early"]},
        "a week": week_from(chosen.days["half"]),
        "deep": {"after": chosen.middle},
        "deep, verdict": {**verdict, "after": chosen.middle},
        "deep, source": {**source, "after": chosen.middle},
        "source and role": claimant,
        "source and verdict": source | verdict,
        "source and outlet": source | outlet,
        "source and kind": source | kind,
        "source and word": source | middling,
        "source and since": source | late,
        "source and fidelity": source | fidelity,
        "claimant and verdict": claimant | verdict,
        "outlet and verdict": outlet | verdict,
        "outlet and kind": outlet | kind,
        "outlet and word": outlet | middling,
        "outlet and since": outlet | late,
        "outlet and fidelity": outlet | fidelity,
        "word and verdict": middling | verdict,
        "word and kind": middling | kind,
        "word and since": middling | late,
        "common word and source": common | source,
        "verdict and kind": verdict | kind,
        "verdict and since": verdict | late,
        "fidelity and verdict": fidelity | verdict,
    }  # fmt: skip
    return {name: Filters(**given) for name, given in wanted.items()}


def reader_pages(chosen: Chosen) -> dict[str, ReaderPage]:
    """Every page that is measured, by its name."""
    outlet = chosen.busiest["outlet"]
    speaker, words = chosen.busiest[ANY_ROLE], chosen.words
    slip = words["common"][:-1] + "qz"  # nobody is named so, and nobody wrote it
    pages = {
        f"claims: {name}": ReaderPage(filters.address)
        for name, filters in claim_lists(chosen).items()
    }
    lists = {
        "home": "/",
        "articles": "/articles/",
        "articles: outlet": f"/articles/?outlet={outlet}",
        "articles: words": "/articles/?" + urlencode({"q": chosen.words["common"]}),
        "articles: language": f"/articles/?language={chosen.language}",
        "sources": "/sources/",
        "sources: outlets": "/sources/?role=outlet",
        "sources: claimants": "/sources/?role=claimant",
        "sources: words": "/sources/?" + urlencode({"q": words["common"]}),
        "sources: letter": "/sources/?initial=s",
        "sources: most claims": "/sources/?sort=claims",
        "articles: most claims": "/articles/?sort=claims",
        "claims: newest appearance": "/claims/?sort=newest",
        "claims: oldest appearance": f"/claims/?source={speaker}&sort=oldest",
        "search: common word": "/search/?" + urlencode({"q": words["common"]}),
        "search: middling word": "/search/?" + urlencode({"q": words["middling"]}),
        "search: slip": "/search/?" + urlencode({"q": f"{slip} {words['rare']}"}),
    }
    pages |= {name: ReaderPage(address) for name, address in lists.items()}
    programs = {
        "suggestions": "/search/suggest?" + urlencode({"q": words["common"][:4]}),
        "feed: claims": "/claims.atom",
        "feed: articles": "/articles.atom",
        "feed: source": f"/sources/{speaker}.atom?role=claimant",
        "sitemap": "/sitemap.xml",
    }
    pages |= {name: ReaderPage(address, "data") for name, address in programs.items()}
    pages |= {
        f"source: busiest {role}": ReaderPage(
            f"/sources/{chosen.busiest[role]}/?role={role}", "source"
        )
        for role in ROLES
        if chosen.busiest[role]
    }
    pages |= {
        f"claim: {n} evidence": ReaderPage(f"/claims/{key}/", "claim")
        for n, key in chosen.claims.items()
    }
    pages |= {
        f"article: {n} marks": ReaderPage(f"/articles/{key}/", "article")
        for n, key in chosen.articles.items()
    }
    return pages | {
        "circles": ReaderPage("/circles/", "circles"),
        "claims, JSON": ReaderPage("/claims.json", "data"),
        "claim, JSON": ReaderPage(f"/claims/{chosen.claims[1]}.json", "data"),
        "claims, CSV": ReaderPage("/claims.csv", "table"),
    }


def compared_lists(chosen: Chosen) -> dict[str, Filters]:
    """The nine pages that are compared with others over the same rows."""
    lists = claim_lists(chosen)
    names = ["no filter", "verdict", "source", "outlet", "source and verdict",
             "middling word", "common word", "deep", "since"]  # fmt: skip
    return {name: lists[name] for name in names}
