"""How does the database note that something which readers see has changed?

After each statement on a table that public pages read, triggers find the rows that
readers see, give their kind one number more, and list them (docs/adr/0018). A statement
that is noted once too often costs readers a page made anew; one that is not noted leaves
them with an old page: where it is in doubt, it is noted.
"""

from collections.abc import Iterator

from django.db.migrations import RunSQL

from articles.migrations._public_tables import SEEN_ROWS, WATCHED, Watched

KINDS = ("claims", "sources", "works", "relations", "removals")
NO_ROW, ANY_ROW = 0, -1
SLOTS = 32
KEPT_NUMBERS = 4096  # of each slot and kind, for whoever follows
SEARCH_PATH = "SET search_path = pg_catalog, public, pg_temp"

# One transaction at a time has a slot, until it ends. It takes the first that is free, so
# that nobody waits: a transaction that waits for a slot with rows locked could wait for
# one that waits for those rows. A transaction has one number, so that the rows of the
# versions have few dead ones between them, which every reader would look at; whoever
# reads what it has not committed yet, as a test does, asks for more by a setting.
NOTE_CHANGE = f"""
CREATE FUNCTION public.note_public_change(changed text, changed_rows bigint[])
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER {SEARCH_PATH}
    AS $$
DECLARE
    place int;
    told public.articles_publicversion;
    writer_now text := pg_current_xact_id() || ' ' || extract(epoch FROM now());
BEGIN
    IF cardinality(changed_rows) = 0 THEN
        RETURN;
    END IF;
    FOR step IN 0..100000 LOOP
        place := CASE WHEN step < {SLOTS} THEN (pg_backend_pid() + step) % {SLOTS}
                      ELSE step END;
        -- A number for this one purpose.
        EXIT WHEN pg_try_advisory_xact_lock(8202613, place);
    END LOOP;
    SELECT * INTO told FROM public.articles_publicversion
    WHERE kind = changed AND slot = place;
    IF NOT FOUND OR told.writer <> writer_now
        OR current_setting('articles.number_statements', true) = 'on' THEN
        INSERT INTO public.articles_publicversion AS v
            (kind, slot, number, seal, previous, writer)
        VALUES (changed, place, 1, hashtextextended(gen_random_uuid()::text, 0), 0,
                writer_now)
        ON CONFLICT (kind, slot) DO UPDATE
        SET number = v.number + 1, seal = excluded.seal, previous = v.seal,
            writer = excluded.writer
        RETURNING * INTO told;
        IF told.number % 256 = 0 THEN
            DELETE FROM public.articles_publicchange
            WHERE kind = changed AND slot = place
                AND number <= told.number - {KEPT_NUMBERS};
        END IF;
    END IF;
    INSERT INTO public.articles_publicchange (kind, slot, number, row, previous)
    SELECT changed, place, told.number, one, told.previous
    FROM unnest(changed_rows) AS one
    WHERE changed <> 'removals' -- which nobody follows
    ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION public.note_public_change(text, bigint[]) FROM PUBLIC
"""  # noqa: S608 - numbers of this file

# For what concerns no row, or any: the row and the kinds are the trigger's arguments.
NOTE_KINDS = f"""
CREATE FUNCTION public.note_public_kinds() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER {SEARCH_PATH}
    AS $$
BEGIN
    FOR place IN 1..TG_NARGS - 1 LOOP
        PERFORM public.note_public_change(TG_ARGV[place], ARRAY[TG_ARGV[0]::bigint]);
    END LOOP;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.note_public_kinds() FROM PUBLIC
"""

# Which of these rows readers see. Another transaction may be about to show one of the
# others: its foreign key then holds a lock on that row, and the row counts as seen.
# Whoever comes after that waits for the end of this transaction.
SEEN = """
CREATE FUNCTION public.seen_{name}(given bigint[]) RETURNS bigint[]
    LANGUAGE plpgsql SECURITY DEFINER {search_path}
    AS $$
DECLARE
    seen bigint[];
    hidden bigint[];
BEGIN
    seen := ARRAY(SELECT x.id FROM public.{table} x WHERE x.id = ANY(given) AND ({condition}));
    hidden := ARRAY(SELECT x.id FROM public.{table} x
                    WHERE x.id = ANY(given) AND NOT x.id = ANY(seen));
    IF cardinality(hidden) > 0 THEN
        given := ARRAY(SELECT x.id FROM public.{table} x WHERE x.id = ANY(hidden)
                       ORDER BY x.id FOR UPDATE SKIP LOCKED);
        seen := seen || ARRAY(SELECT unnest(hidden) EXCEPT SELECT unnest(given))
            || ARRAY(SELECT x.id FROM public.{table} x
                     WHERE x.id = ANY(given) AND ({condition}));
    END IF;
    RETURN seen;
END $$;
REVOKE ALL ON FUNCTION public.seen_{name}(bigint[]) FROM PUBLIC
"""

# An update is two sets of rows, before and after; those that differ where it shows.
DIFFERING = """
    WITH changed AS (
        SELECT o.* FROM old_rows o LEFT JOIN new_rows n ON n.id = o.id
        WHERE to_jsonb(o) - {unseen} IS DISTINCT FROM to_jsonb(n) - {unseen}
        UNION ALL
        SELECT n.* FROM new_rows n LEFT JOIN old_rows o ON o.id = n.id
        WHERE to_jsonb(o) - {unseen} IS DISTINCT FROM to_jsonb(n) - {unseen}
    )
"""
EITHER = "WITH changed AS (SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows)"
NOTE_TABLE = """
CREATE FUNCTION public.note_{table}() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER {search_path}
    AS $$
DECLARE found bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        found := ARRAY(SELECT DISTINCT * FROM ({inserted}) AS shown (row));
    ELSIF TG_OP = 'DELETE' THEN
        found := ARRAY(SELECT DISTINCT * FROM ({deleted}) AS shown (row));
    ELSE
        found := ARRAY({differing} SELECT DISTINCT * FROM ({updated}) AS shown (row));
    END IF;
    PERFORM public.note_public_change('{kind}', found);
    IF TG_OP <> 'INSERT' AND cardinality(found) > 0 THEN
        PERFORM public.note_public_change('removals', '{{0}}');
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION public.note_{table}() FROM PUBLIC;
CREATE TRIGGER public_version_insert AFTER INSERT ON public.{table}
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION public.note_{table}();
CREATE TRIGGER public_version_update AFTER UPDATE ON public.{table}
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION public.note_{table}();
CREATE TRIGGER public_version_delete AFTER DELETE ON public.{table}
    REFERENCING OLD TABLE AS old_rows
    FOR EACH STATEMENT EXECUTE FUNCTION public.note_{table}();
CREATE TRIGGER public_version_truncate AFTER TRUNCATE ON public.{table}
    FOR EACH STATEMENT EXECUTE FUNCTION public.note_public_kinds(
        '{any_row}', '{kind}', 'removals')
"""
# A name that stands beside a relation or a voice, and the address of a claim: seldom
# changed, so that nobody asks whether it is shown somewhere. The versions themselves: who
# wants all pages made anew deletes them.
NOTE_THE_REST = f"""
CREATE TRIGGER public_version_rename
    AFTER UPDATE OF username, first_name, last_name ON public.articles_user
    FOR EACH ROW WHEN (
        (OLD.username, OLD.first_name, OLD.last_name)
        IS DISTINCT FROM (NEW.username, NEW.first_name, NEW.last_name))
    EXECUTE FUNCTION public.note_public_kinds('{NO_ROW}', 'sources', 'relations', 'removals');
CREATE TRIGGER public_version_rename AFTER UPDATE OF key ON public.articles_claim
    FOR EACH ROW WHEN (OLD.key IS DISTINCT FROM NEW.key)
    EXECUTE FUNCTION public.note_public_kinds('{ANY_ROW}', 'claims', 'removals');
CREATE TRIGGER public_version_lost
    AFTER DELETE OR TRUNCATE ON public.articles_publicversion
    FOR EACH STATEMENT EXECUTE FUNCTION public.note_public_kinds(
        '{ANY_ROW}', {", ".join(f"'{kind}'" for kind in KINDS)})
"""
FORGET_THE_REST = """
DROP TRIGGER public_version_rename ON public.articles_user;
DROP TRIGGER public_version_rename ON public.articles_claim;
DROP TRIGGER public_version_lost ON public.articles_publicversion
"""


def note_table(watched: Watched) -> RunSQL:
    """Watch one table."""
    unseen = ", ".join(f"'{column}'" for column in watched.unseen)
    changed = {"new": "new_rows", "old": "old_rows", "either": "changed"}
    make = NOTE_TABLE.format(
        table=watched.table,
        kind=watched.kind,
        search_path=SEARCH_PATH,
        any_row=ANY_ROW,
        inserted=(watched.inserted or watched.rows).format(changed=changed["new"]),
        deleted=watched.rows.format(changed=changed["old"]),
        updated=watched.rows.format(changed=changed["either"]),
        differing=DIFFERING.format(unseen=f"ARRAY[{unseen}]") if unseen else EITHER,
    )
    events = ("insert", "update", "delete", "truncate")
    drop = [
        f"DROP TRIGGER public_version_{e} ON public.{watched.table}" for e in events
    ]
    return RunSQL(
        make, "; ".join([*drop, f"DROP FUNCTION public.note_{watched.table}()"])
    )


def operations() -> Iterator[RunSQL]:
    yield RunSQL(NOTE_CHANGE, "DROP FUNCTION public.note_public_change(text, bigint[])")
    yield RunSQL(NOTE_KINDS, "DROP FUNCTION public.note_public_kinds()")
    for name, (table, condition) in SEEN_ROWS.items():
        make = SEEN.format(
            name=name, table=table, condition=condition, search_path=SEARCH_PATH
        )
        yield RunSQL(make, f"DROP FUNCTION public.seen_{name}(bigint[])")
    yield from map(note_table, WATCHED)
    yield RunSQL(NOTE_THE_REST, FORGET_THE_REST)
    yield RunSQL(
        "ALTER TABLE public.articles_publicversion SET (fillfactor = 20,"
        " autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0)",
        RunSQL.noop,
    )
    # No state is without a seal.
    yield RunSQL("DELETE FROM public.articles_publicversion", RunSQL.noop)
