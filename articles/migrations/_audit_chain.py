"""How does the database write the hash chain over what is published?

A deferred trigger adds an entry when the transaction commits, so that whoever publishes
holds the lock on the chain for as long as a commit takes. Each text holds the hash of the
entry before, and only what readers can see: no key of a row, from which they could conclude
how much there is that they do not see. Times are in UTC and dates in ISO 8601, whatever the
session is set to.
"""

from django.db.migrations import RunSQL

# Not for the application to call: the trigger does, as the owner.
APPEND_ENTRY = """
CREATE FUNCTION public.append_audit_entry(happened text, p public.articles_publication)
    RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    before public.articles_auditentry;
    told jsonb;
BEGIN
    -- One at a time, until the commit. A number for this one purpose.
    PERFORM pg_advisory_xact_lock(8202612);
    SELECT * INTO before FROM public.articles_auditentry ORDER BY number DESC LIMIT 1;
    told := jsonb_build_object(
        'number', coalesce(before.number, 0) + 1,
        'previous', coalesce(before.hash, repeat('0', 64)),
        'event', happened,
        'claim', (SELECT key FROM public.articles_claim WHERE id = p.claim_id),
        'publication', p.number,
        'at', to_char(
            CASE happened WHEN 'ended' THEN p.superseded_at ELSE p.published_at END
                AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'));
    IF happened = 'published' THEN
        told := told || jsonb_build_object(
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
                FROM public.articles_publishedappearance s
                JOIN public.articles_article a ON a.id = s.article_id
                JOIN public.articles_textversion t ON t.id = s.text_version_id
                WHERE s.publication_id = p.id));
    END IF;
    INSERT INTO public.articles_auditentry (number, event, publication_id, text, hash)
    VALUES (
        coalesce(before.number, 0) + 1, happened, p.id, told::text,
        encode(sha256(convert_to(told::text, 'UTF8')), 'hex'));
END $$;
REVOKE ALL ON FUNCTION public.append_audit_entry(text, public.articles_publication)
    FROM PUBLIC
"""
WRITE_CHAIN = """
CREATE FUNCTION public.write_audit_chain() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM public.append_audit_entry('published', NEW);
    ELSIF OLD.superseded_at IS NOT DISTINCT FROM NEW.superseded_at THEN
        RETURN NULL;
    ELSIF OLD.superseded_at IS NOT NULL THEN
        RAISE EXCEPTION 'What was published, and ended, stays ended.'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.superseded_at IS NOT NULL THEN
        PERFORM public.append_audit_entry('ended', NEW);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_chain
    AFTER INSERT OR UPDATE ON public.articles_publication
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION public.write_audit_chain()
"""
# What was published before there was a chain, in order of time; of one claim at one
# moment, in the order of its publications.
ENTER_WHAT_IS_THERE = """
DO $$
DECLARE
    step record;
BEGIN
    FOR step IN
        SELECT happened, p FROM public.articles_publication p
        CROSS JOIN LATERAL (
            VALUES ('published', p.published_at, 0), ('ended', p.superseded_at, 1)
        ) AS events (happened, at, place)
        WHERE at IS NOT NULL
        ORDER BY at, p.claim_id, p.number, place
    LOOP
        PERFORM public.append_audit_entry(step.happened, step.p);
    END LOOP;
END $$
"""
OPERATIONS = [
    RunSQL(
        APPEND_ENTRY,
        "DROP FUNCTION public.append_audit_entry(text, public.articles_publication)",
    ),
    RunSQL(
        WRITE_CHAIN,
        "DROP TRIGGER audit_chain ON public.articles_publication;"
        " DROP FUNCTION public.write_audit_chain()",
    ),
    RunSQL(ENTER_WHAT_IS_THERE, RunSQL.noop),
]
