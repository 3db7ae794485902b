"""Reads the hash chain, and what it is held against, row by row.

Every statement is answered by a cursor on the server, so that any number of rows takes
the memory of a few; hashes are computed by the server, from the row as it stands.
"""

import datetime
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString

from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from articles.domain.audit import NO_HASH, Entry, Facts
from articles.models import AuditEntry

ROWS_PER_FETCH = 500
# The same facts as in articles/migrations/_audit_chain.py, of the rows as they are now.
ENTRIES_QUERY = """
SELECT e.number, e.text, e.hash, CASE
    WHEN p.id IS NULL THEN NULL
    WHEN e.event = 'ended' THEN jsonb_build_object(
        'event', e.event, 'claim', c.key, 'publication', p.number,
        'at', to_char(p.superseded_at AT TIME ZONE 'UTC',
                      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
    ELSE jsonb_build_object(
        'event', e.event, 'claim', c.key, 'publication', p.number,
        'at', to_char(p.published_at AT TIME ZONE 'UTC',
                      'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'statement', p.statement, 'kind', p.kind, 'verdict', p.verdict,
        'appeared_on', to_char(p.appeared_on, 'YYYY-MM-DD'),
        'words', encode(sha256(convert_to(p.words, 'UTF8')), 'hex'),
        'record', encode(sha256(convert_to(p.record::text, 'UTF8')), 'hex'),
        'appearances', (
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'article', a.key, 'version', t.number, 'text', t.sha256,
                'start', s.start, 'gone_since', s.gone_since,
                'superseded', s.superseded,
                'record', encode(sha256(convert_to(s.record::text, 'UTF8')), 'hex')
            ) ORDER BY s.id), '[]')
            FROM articles_publishedappearance s
            LEFT JOIN articles_article a ON a.id = s.article_id
            LEFT JOIN articles_textversion t ON t.id = s.text_version_id
            WHERE s.publication_id = p.id))
    END::text
FROM articles_auditentry e
LEFT JOIN articles_publication p ON p.id = e.publication_id
LEFT JOIN articles_claim c ON c.id = p.claim_id
ORDER BY e.number
"""
UNENTERED_QUERY = """
SELECT c.key, p.number, happened FROM articles_publication p
LEFT JOIN articles_claim c ON c.id = p.claim_id
CROSS JOIN LATERAL (
    VALUES ('published', p.published_at), ('ended', p.superseded_at)
) AS events (happened, at)
WHERE at IS NOT NULL AND NOT EXISTS (
    SELECT FROM articles_auditentry e
    WHERE e.publication_id = p.id AND e.event = happened)
ORDER BY p.id
"""
# The newest record of each claim tells all of its public decisions.
DECISIONS_QUERY = """
SELECT c.key, p.number, (p.record -> 'decisions')::text, (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'row', d.number, 'action', d.action, 'round', d.round, 'verdict', d.verdict,
        'rationale', d.rationale, 'searched', d.searched, 'override', d.override,
        'blind', d.blind,
        'at', to_char(d.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'by', d.by_id, 'evidence', (
            SELECT coalesce(jsonb_agg(e.key), '[]') FROM articles_decisionevidence g
            LEFT JOIN articles_evidence e ON e.id = g.evidence_id
            WHERE g.decision_id = d.id)
    ) ORDER BY d.number), '[]')
    FROM articles_decision d WHERE d.claim_id = p.claim_id)::text
FROM articles_publication p LEFT JOIN articles_claim c ON c.id = p.claim_id
WHERE NOT EXISTS (
    SELECT FROM articles_publication newer
    WHERE newer.claim_id = p.claim_id AND newer.number > p.number)
ORDER BY p.id
"""
NAMES_QUERY = """
SELECT id, first_name, last_name, username FROM articles_user
UNION SELECT pgh_obj_id, first_name, last_name, username FROM articles_userevent
"""
TEXTS_QUERY = """
SELECT a.key, t.number FROM articles_textversion t
LEFT JOIN articles_article a ON a.id = t.article_id
WHERE t.sha256 <> encode(sha256(convert_to(t.text, 'UTF8')), 'hex')
ORDER BY t.id
"""
# Rows beside the events that recorded them: what has no counterpart, or another one.
HISTORY_QUERY: LiteralString = """
SELECT coalesce({name}, 'row ' || coalesce(r.id, e.pgh_obj_id)), e.pgh_id, e.pgh_label,
       r.id IS NULL, e.pgh_label = ANY({labels}), array_remove(ARRAY[{differing}], NULL)
FROM {rows} r FULL JOIN {events} e ON e.pgh_obj_id = r.id
WHERE r.id IS NULL OR e.pgh_id IS NULL OR NOT e.pgh_label = ANY({labels})
   OR array_remove(ARRAY[{differing}], NULL) <> '{{}}'
ORDER BY coalesce(r.id, e.pgh_obj_id), e.pgh_id
"""
DIFFERING: LiteralString = (
    "CASE WHEN r.{column} IS DISTINCT FROM e.{column}{when} THEN {word} END"
)
# An end that no event tells, or a row whose first event is missing.
ENDS_QUERY = """
SELECT c.key, p.number FROM articles_publication p
LEFT JOIN articles_claim c ON c.id = p.claim_id
WHERE EXISTS (SELECT FROM articles_publicationevent e WHERE e.pgh_obj_id = p.id)
  AND (NOT EXISTS (
        SELECT FROM articles_publicationevent e
        WHERE e.pgh_obj_id = p.id AND e.pgh_label = 'insert')
    OR NOT EXISTS (
        SELECT FROM articles_publicationevent e
        WHERE e.pgh_obj_id = p.id
          AND e.superseded_at IS NOT DISTINCT FROM p.superseded_at))
ORDER BY p.id
"""
UNREADABLE_QUERY = """
SELECT name FROM unnest(%s::text[]) AS name
WHERE NOT has_table_privilege(name, 'SELECT')
"""


@dataclass(frozen=True)
class Head:
    """The newest entry of the chain: what others keep, to hold it against later."""

    number: int
    hash: str
    at: datetime.datetime | None


@dataclass(frozen=True)
class HistoryFault:
    """A row and an event of its history that do not fit; one of them may be missing."""

    row: str
    event: int | None
    label: str
    row_is_gone: bool
    happens: bool  # such a thing to such a row
    columns: list[str]


def chain_head() -> Head:
    """The newest entry; entry 0, with 64 zeros, where nothing was published yet."""
    entry = AuditEntry.objects.order_by("-number").first()
    if entry is None:
        return Head(0, NO_HASH, None)
    at = Entry(entry.number, entry.text, entry.hash).facts().get("at")
    return Head(entry.number, entry.hash, at and datetime.datetime.fromisoformat(at))


@contextmanager
def single_snapshot() -> Iterator[None]:
    """All that is read inside is of one moment, whatever is published meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                )
        yield


def stream(query: Any, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, values or None)
        while rows := cursor.fetchmany(ROWS_PER_FETCH):
            yield from rows


def unreadable_tables(tables: Sequence[str]) -> list[str]:
    """Those that this role may not read."""
    return [name for (name,) in stream(UNREADABLE_QUERY, [list(tables)])]


def entries() -> Iterator[tuple[Entry, Facts | None]]:
    """Each entry in order, and what stands there now; nothing where the row is gone."""
    for number, text, digest, now in stream(ENTRIES_QUERY):
        yield Entry(number, text, digest), json.loads(now) if now else None


def unentered_publications() -> Iterator[tuple[str, int, str]]:
    """What was published or ended, and is not in the chain: claim, number, which."""
    yield from stream(UNENTERED_QUERY)


def recorded_decisions() -> Iterator[tuple[str, int, list[Facts], list[Facts]]]:
    """Of each claim: its newest publication's decisions, and the rows of all of them."""
    for key, number, told, rows in stream(DECISIONS_QUERY):
        yield key, number, json.loads(told or "[]") or [], json.loads(rows)


def names_of_users() -> dict[int, set[str]]:
    """Every name that each user has or had."""
    names: dict[int, set[str]] = {}
    for user, first, last, username in stream(NAMES_QUERY):
        names.setdefault(user, set()).add(f"{first} {last}".strip() or username)
    return names


def changed_texts() -> Iterator[tuple[str, int]]:
    """The text versions whose hash is not that of their text: article, number."""
    yield from stream(TEXTS_QUERY)


def publications_without_their_events() -> Iterator[tuple[str, int]]:
    yield from stream(ENDS_QUERY)


def history_faults(
    model: type[Model], name: LiteralString, moving: str = ""
) -> Iterator[HistoryFault]:
    """Where the rows of a table and the events that recorded them do not fit.

    `name`: how a row is called, in SQL over `r` and `e`. `moving`: the one column that
    may change, and with it an event may say so; nothing else happens to these rows.
    """
    log: Any = model._meta.get_field("history").related_model
    tracked = {field.name for field in log._meta.local_fields}
    differing: list[sql.Composable] = [
        sql.SQL(DIFFERING).format(
            column=sql.Identifier(field.attname),
            when=sql.SQL(
                " AND e.pgh_label <> 'insert'" if field.name == moving else ""
            ),
            word=sql.Literal(field.name),
        )
        for field in model._meta.local_fields
        if field.name in tracked
    ]
    query = sql.SQL(HISTORY_QUERY).format(
        name=sql.SQL(name),
        differing=sql.SQL(", ").join(differing),
        rows=sql.Identifier(model._meta.db_table),
        events=sql.Identifier(log._meta.db_table),
        labels=sql.Literal(["insert", "update"] if moving else ["insert"]),
    )
    for row, event, label, *rest in stream(query):
        yield HistoryFault(row, event, label or "", *rest)
