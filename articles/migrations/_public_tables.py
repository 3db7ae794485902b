"""Which tables do public pages read, and which of their rows do readers see?"""

from collections.abc import Sequence
from dataclasses import dataclass

NO_ROW = 0  # of something that no row stands for

SEEN_WORK = """
    EXISTS (SELECT FROM public.articles_publishedwork k WHERE k.work_id = {work})
    OR EXISTS (SELECT FROM public.articles_article a
               JOIN public.articles_publishedappearance s ON s.article_id = a.id
               JOIN public.articles_publication p ON p.id = s.publication_id
               WHERE a.work_id = {work} AND p.superseded_at IS NULL)
"""
# Who published or wrote a work that readers see is named beside it.
SEEN_ROWS = {
    "works": ("articles_work", SEEN_WORK.format(work="x.id")),
    "sources": (
        "articles_source",
        f"""
    x.listed OR EXISTS (SELECT FROM public.articles_voice v WHERE v.source_id = x.id)
    OR EXISTS (SELECT FROM public.articles_work w
               WHERE w.outlet_id = x.id AND ({SEEN_WORK.format(work="w.id")}))
    OR EXISTS (SELECT FROM public.articles_authorship w
               WHERE w.author_id = x.id AND ({SEEN_WORK.format(work="w.work_id")}))
        """,  # noqa: S608 - constants of this file
    ),
    # A work that readers know may be held here for long before they see its text.
    "articles": (
        "articles_article",
        """
    EXISTS (SELECT FROM public.articles_publishedappearance s
            JOIN public.articles_publication p ON p.id = s.publication_id
            WHERE s.article_id = x.id AND p.superseded_at IS NULL)
        """,
    ),
    "claims": (
        "articles_claim",
        "EXISTS (SELECT FROM public.articles_publication p"
        " WHERE p.claim_id = x.id AND p.superseded_at IS NULL)",
    ),
}


@dataclass(frozen=True)
class Watched:
    """A table that public pages read, and which of its changed rows `c` concern them.

    `rows`: what is listed for the rows that changed. `inserted`: the same for new rows,
    where that is less. `unseen`: columns that no page shows; without any, every update
    counts, whatever it changed.
    """

    table: str
    kind: str
    rows: str
    inserted: str = ""
    unseen: Sequence[str] = ()


def of_publication(table: str) -> Watched:
    return Watched(table, "claims", "SELECT c.publication_id FROM {changed} c")


def one_end(table: str, seen: str, column: str, kind: str, row: str) -> Watched:
    """Rows that belong to one row which readers may see."""
    rows = f"""
        SELECT {row} FROM {{changed}} c WHERE {column} = ANY(
            public.seen_{seen}(ARRAY(SELECT DISTINCT {column} FROM {{changed}} c)))
    """  # noqa: S608 - constants of this file
    return Watched(table, kind, rows)


def both_ends(table: str, seen: str, one: str, other: str, further: str) -> Watched:
    """Relations between two rows which readers may both see."""
    rows = f"""
        SELECT {NO_ROW} FROM {{changed}} c, public.seen_{seen}(ARRAY(
            SELECT DISTINCT one.id FROM {{changed}} c,
                unnest(ARRAY[c.{one}, c.{other}]) AS one (id))) AS seen
        WHERE c.{one} = ANY(seen) AND c.{other} = ANY(seen) AND {further}
    """  # noqa: S608 - constants of this file
    return Watched(table, "relations", rows, unseen=["version", "created_at"])


IS_GROUNDED = "(c.reference <> '' OR c.ground <> '')"
OF_ARTICLE = (
    "(SELECT a.work_id FROM public.articles_article a WHERE a.id = c.article_id)"
)
ARTICLE_OF_TEXT = (
    "(SELECT t.article_id FROM public.articles_textversion t"
    " WHERE t.id = c.text_version_id)"
)
OF_TEXT = (
    "(SELECT a.work_id FROM public.articles_textversion t JOIN public.articles_article a"
    " ON a.id = t.article_id WHERE t.id = c.text_version_id)"
)
WATCHED = (
    Watched("articles_publication", "claims", "SELECT c.id FROM {changed} c"),
    *map(of_publication, (
        "articles_publishedappearance", "articles_voice", "articles_publishedwork",
        "articles_publishedcitation",
    )),
    Watched(
        "articles_citationvoice", "claims",
        "SELECT coalesce(p.publication_id, 0) FROM {changed} c"
        " LEFT JOIN public.articles_publishedcitation p ON p.id = c.citation_id",
    ),
    Watched("articles_tally", "claims", "SELECT 0 FROM {changed} c"),
    Watched("articles_auditentry", "claims", "SELECT 0 FROM {changed} c"),
    Watched(
        "articles_source", "sources",
        "SELECT c.id FROM {changed} c WHERE c.listed OR c.id = ANY("
        "public.seen_sources(ARRAY(SELECT c.id FROM {changed} c)))",
        # What nobody knows yet, no claim can name.
        inserted="SELECT c.id FROM {changed} c WHERE c.listed",
        unseen=["version", "created_at"],
    ),
    one_end("articles_sourcealias", "sources", "c.source_id", "sources", "c.source_id"),
    Watched(
        "articles_work", "works",
        "SELECT c.id FROM {changed} c WHERE c.id = ANY("
        "public.seen_works(ARRAY(SELECT c.id FROM {changed} c)))",
        inserted="SELECT c.id FROM {changed} c WHERE false",
        unseen=["version", "created_at", "address_key"],
    ),
    one_end("articles_authorship", "works", "c.work_id", "works", "c.work_id"),
    Watched(
        "articles_article", "works",
        "SELECT c.work_id FROM {changed} c WHERE c.id = ANY("
        "public.seen_articles(ARRAY(SELECT c.id FROM {changed} c)))",
        inserted="SELECT c.id FROM {changed} c WHERE false",
        unseen=["version", "created_at", "created_by_id"],
    ),
    one_end("articles_textversion", "articles", "c.article_id", "works", OF_ARTICLE),
    one_end("articles_region", "articles", ARTICLE_OF_TEXT, "works", OF_TEXT),
    both_ends("articles_sourcerelation", "sources", "source_id", "target_id", IS_GROUNDED),
    both_ends("articles_workrelation", "works", "source_id", "target_id", IS_GROUNDED),
    both_ends("articles_claimrelation", "claims", "claim_id", "target_id", "true"),
)  # fmt: skip
