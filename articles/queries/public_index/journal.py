"""Which pages may have changed with the claims that were published, changed or withdrawn.

A published record names by its key everything that its claim is shown with: the claim
itself, articles, works, sources. A page that says which keys it shows stays as it is for
as long as no record that names one of them comes or goes. There is one more way for a
claim to change a page: it can be what makes a source, a work or an article public, and
then shows wherever that has a relation. Such a change counts for every page.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from articles.queries.public_index.rows import fetch

MAX_KEYS = 100_000  # that are remembered, about 10 MB; beyond, pages are made anew
MAX_CLAIMS = 200  # that changed at once: whoever follows is quicker to make pages anew

# What these publications name, and the claims that a relation joins theirs with, whether
# readers see those or not: one that they do not see may join two that they do.
NAMED_SQL = """
SELECT p.id, c.key,
    ARRAY(SELECT key #>> '{}' FROM jsonb_path_query(p.record, 'strict $.**.key', '{}', true)
          AS named (key)),
    ARRAY(SELECT other.key FROM articles_claimrelation r
          JOIN articles_claim other ON other.id = r.target_id WHERE r.claim_id = c.id
          UNION ALL
          SELECT other.key FROM articles_claimrelation r
          JOIN articles_claim other ON other.id = r.claim_id WHERE r.target_id = c.id)
FROM articles_publication p JOIN articles_claim c ON c.id = p.claim_id
WHERE p.id = ANY(%(ids)s)
"""
# Those of the keys that are of a source, a work or an article, each with some other
# publications that name it.
NAMED_ELSEWHERE_SQL = """
SELECT found.key, ARRAY(
    SELECT publication_id FROM articles_voice
    WHERE source_id = found.id AND publication_id <> ALL(%(ids)s) LIMIT %(most)s)
FROM articles_source found WHERE found.key = ANY(%(keys)s)
UNION ALL
SELECT found.key, ARRAY(
    SELECT publication_id FROM articles_publishedwork
    WHERE work_id = found.id AND publication_id <> ALL(%(ids)s) LIMIT %(most)s)
FROM articles_work found WHERE found.key = ANY(%(keys)s)
UNION ALL
SELECT found.key, ARRAY(
    SELECT s.publication_id FROM articles_publishedappearance s
    JOIN articles_publication p ON p.id = s.publication_id AND p.superseded_at IS NULL
    WHERE s.article_id = found.id AND s.publication_id <> ALL(%(ids)s) LIMIT %(most)s)
FROM articles_article found WHERE found.key = ANY(%(keys)s)
"""
# One of them is enough, if it stands in the index: some may not yet, or not any more.
MOST_ELSEWHERE = 50
# Whether something else shows that one of these is public: who is related with it, who
# names a work that it wrote or published, or a work whose text or copy it is.
LEADS_ELSEWHERE_SQL = """
SELECT EXISTS (
    SELECT FROM articles_source s WHERE s.key = ANY(%(keys)s) AND (
        EXISTS (SELECT FROM articles_sourcerelation WHERE source_id = s.id)
        OR EXISTS (SELECT FROM articles_sourcerelation WHERE target_id = s.id)
        OR EXISTS (SELECT FROM articles_work w
                   JOIN articles_publishedwork k ON k.work_id = w.id
                   WHERE w.outlet_id = s.id AND k.publication_id <> ALL(%(ids)s))
        OR EXISTS (SELECT FROM articles_authorship w
                   JOIN articles_publishedwork k ON k.work_id = w.work_id
                   WHERE w.author_id = s.id AND k.publication_id <> ALL(%(ids)s)))
    UNION ALL
    SELECT FROM articles_work w WHERE w.key = ANY(%(keys)s) AND (
        EXISTS (SELECT FROM articles_workrelation WHERE source_id = w.id)
        OR EXISTS (SELECT FROM articles_workrelation WHERE target_id = w.id)
        OR EXISTS (SELECT FROM articles_article WHERE work_id = w.id))
    UNION ALL
    SELECT FROM articles_article a WHERE a.key = ANY(%(keys)s) AND (
        EXISTS (SELECT FROM articles_workrelation WHERE source_id = a.work_id)
        OR EXISTS (SELECT FROM articles_workrelation WHERE target_id = a.work_id)
        OR EXISTS (SELECT FROM articles_publishedwork k
                   WHERE k.work_id = a.work_id AND k.publication_id <> ALL(%(ids)s))
        OR EXISTS (SELECT FROM articles_textversion own
                   JOIN articles_textversion twin ON twin.marks && own.marks
                   WHERE own.article_id = a.id AND twin.article_id <> a.id))
)
"""
# Who published and wrote these articles, by what is known now: they may have been others
# when the record was made.
BEHIND_SQL = """
SELECT s.key FROM articles_article a JOIN articles_work w ON w.id = a.work_id
JOIN articles_source s ON s.id = w.outlet_id WHERE a.key = ANY(%(keys)s)
UNION
SELECT s.key FROM articles_article a JOIN articles_authorship w ON w.work_id = a.work_id
JOIN articles_source s ON s.id = w.author_id WHERE a.key = ANY(%(keys)s)
"""


@dataclass(frozen=True)
class Named:
    """What a publication names: its claim and every key in its record; related claims."""

    keys: frozenset[str]
    related: frozenset[str]


def read_named(using: str, ids: Collection[int]) -> dict[int, Named]:
    """What each of these publications names, whether it stands or not."""
    return {
        row: Named(frozenset([claim, *keys]), frozenset(related))
        for row, claim, keys, related in fetch(using, NAMED_SQL, {"ids": list(ids)})
    }


def named_elsewhere(
    using: str, keys: Collection[str], ids: Collection[int]
) -> list[tuple[str, list[int]]]:
    """The keys of sources, works and articles, each with others that name it, not these."""
    values = {"keys": sorted(keys), "ids": list(ids), "most": MOST_ELSEWHERE}
    return fetch(using, NAMED_ELSEWHERE_SQL, values) if keys else []


def leads_elsewhere(using: str, keys: Collection[str], ids: Collection[int]) -> bool:
    """Whether it shows beyond these publications that one of these keys is public."""
    values = {"keys": sorted(keys), "ids": list(ids)}
    ((found,),) = fetch(using, LEADS_ELSEWHERE_SQL, values)
    return bool(found)


def sources_behind(using: str, keys: Collection[str]) -> set[str]:
    """The keys of the outlets and authors of those of these that are articles."""
    return {key for (key,) in fetch(using, BEHIND_SQL, {"keys": sorted(keys)})}


class Journal:
    """At which step of those who follow which key changed last.

    Whoever has a page made at one step, or after it, asks what changed since.
    """

    def __init__(self) -> None:
        self.step = 0
        self._every_page_at = 0
        self._withdrawn_at = 0
        self._keys: OrderedDict[str, int] = OrderedDict()

    def note_everything(self) -> None:
        """Any page may have changed, and anything may have been withdrawn."""
        self.step += 1
        self._every_page_at = self._withdrawn_at = self.step
        self._keys.clear()

    def note(self, keys: Iterable[str], *, every_page: bool, withdrawn: bool) -> None:
        """Records that name these keys came or went, in one step.

        `every_page`: something became public with them, or is public no more, which may
        show anywhere;
        `withdrawn`: a claim, or whom or what it named, is named by none of them any more.
        """
        self.step += 1
        if every_page:
            self._every_page_at = self.step
        if withdrawn:
            self._withdrawn_at = self.step
        for key in keys:
            self._keys[key] = self.step
            self._keys.move_to_end(key)
        while len(self._keys) > MAX_KEYS:
            # Whoever has a page from before that step cannot tell any more.
            _, forgotten = self._keys.popitem(last=False)
            self._every_page_at = max(self._every_page_at, forgotten)

    def changed_since(self, step: int, keys: Collection[str]) -> bool:
        """Whether a page that shows these keys may have changed after this step."""
        return self._every_page_at > step or any(
            self._keys.get(key, 0) > step for key in keys
        )

    def withdrawn_since(self, step: int) -> bool:
        """Whether a claim, or what one named, was withdrawn after this step."""
        return self._withdrawn_at > step
