"""What a superuser may do to the record, past every guard, and what is said of it.

The statements name rows by `record` in test_audit_chain.py: p1, p2, ...: the publications by
their entries; moved, back, gone: the claims, and in capitals their keys.
"""

DECIDED = (
    "claim_id, action, round, verdict, rationale, searched, override, before,"
    " after, by_id, at"
)
TAMPERINGS = {
    "a verdict": (
        ["UPDATE articles_publication SET verdict = 'refuted' WHERE id = {p3}"],
        ['Claim MOVED, publication 2 (entry 3): verdict is "refuted", and was "supported".',
         "Claim MOVED, publication 2: event"],
    ),
    "a statement": (
        ["UPDATE articles_publication SET statement = 'No pump was sold.' WHERE id = {p1}"],
        ['(entry 1): statement is "No pump was sold.", and was "Nine pumps were sold.".'],
    ),
    "a word in a record": (
        ["UPDATE articles_publication SET record = jsonb_set(record, '{{why}}', '\"Ask me.\"')"
         " WHERE id = {p11}"],
        ["Claim MOVED, publication 3 (entry 11): record is not what it was."],
    ),
    "the words of a search": (
        ["UPDATE articles_publication SET words = 'none' WHERE id = {p11}"],
        ["Claim MOVED, publication 3 (entry 11): words is not what it was."],
    ),
    "the day of a publication": (
        ["UPDATE articles_publication SET published_at = published_at - interval '1 year'"
         " WHERE id = {p4}"],
        ["Claim BACK, publication 1 (entry 4): at is", "another published_at"],
    ),
    "the end of a publication": (
        ["UPDATE articles_publication SET superseded_at = superseded_at + interval '1 day'"
         " WHERE id = {p7}"],
        ["Claim GONE, publication 1 (entry 8): at is", "another superseded_at"],
    ),
    "a withdrawal undone": (
        ["UPDATE articles_publication SET superseded_at = NULL WHERE id = {p7}"],
        ["Claim GONE, publication 1 (entry 8): at is empty"],
    ),
    "a withdrawal made up": (
        ["UPDATE articles_publication SET superseded_at = published_at WHERE id = {p12}"],
        ["Claim BACK, publication 3 ended and has no entry for it."],
    ),
    "a publication deleted": (
        ["DELETE FROM articles_publication WHERE id = {p7}"],
        ["Claim GONE, publication 1 (entry 7): the publication is gone.",
         "Claim GONE, publication 1: it is gone, and event"],
    ),
    "a publication deleted with its entries": (
        ["DELETE FROM articles_publication WHERE id = {p7}",
         "DELETE FROM articles_auditentry WHERE publication_id = {p7}"],
        ["Entries 7 to 8 are missing.", "Claim GONE, publication 1: it is gone"],
    ),
    "a publication put in": (
        ["INSERT INTO articles_publication (claim_id, number, statement, kind, verdict,"
         " words, record, published_at, published_by_id, superseded_at)"
         " SELECT claim_id, 9, statement, kind, 'refuted', words, record, published_at,"
         " published_by_id, published_at FROM articles_publication WHERE id = {p7}"],
        ["Claim GONE, publication 9 was published and has no entry for it.",
         "Claim GONE, publication 9 ended and has no entry for it.",
         "Claim GONE, publication 9: the history does not know it."],
    ),
    "where a claim stands in an article": (
        ["UPDATE articles_publishedappearance SET start = 0 WHERE publication_id = {p4}"],
        ["Claim BACK, publication 1 (entry 4): appearance 1, in article ARTICLE: start is 0"],
    ),
    "an appearance deleted": (
        ["DELETE FROM articles_publishedappearance WHERE publication_id = {p4}"],
        ["(entry 4): it has 0 appearances, and was published with 1."],
    ),
    "a text": (
        ["UPDATE articles_textversion SET text = replace(text, 'midnight', 'noon')"
         " WHERE number = 1"],
        ["Article ARTICLE, version 1: the text is not the one of its hash."],
    ),
    "a text with its hash": (
        ["UPDATE articles_textversion SET text = 'None.',"
         " sha256 = encode(sha256('None.'), 'hex') WHERE number = 1"],
        ["Claim BACK, publication 1 (entry 4): appearance 1, in article ARTICLE: text is not"],
    ),
    "an entry in the middle deleted": (
        ["DELETE FROM articles_auditentry WHERE number = 4"],
        ["Entry 4 is missing.", "Claim BACK, publication 1 was published and has no entry"],
    ),
    "the last entry deleted": (
        ["DELETE FROM articles_auditentry WHERE number = 12"],
        ["Claim BACK, publication 3 was published and has no entry for it."],
    ),
    "an entry put in": (
        ["INSERT INTO articles_auditentry (number, event, publication_id, text, hash)"
         " SELECT 13, 'ended', {p12}, text, hash FROM articles_auditentry WHERE number = 10"],
        ["Entry 13 does not follow entry 12 as it stands.", "Entry 13 was made as entry 10."],
    ),
    "two entries that changed places": (
        ["UPDATE articles_auditentry SET number = 99 WHERE number = 4",
         "UPDATE articles_auditentry SET number = 4 WHERE number = 7",
         "UPDATE articles_auditentry SET number = 7 WHERE number = 99"],
        ["Entry 4 was made as entry 7.", "Entry 7 was made as entry 4."],
    ),
    "the text of an entry": (
        ["UPDATE articles_auditentry SET text = replace(text, 'supported', 'refuted')"
         " WHERE number = 7"],
        ["Entry 7: its text is not the one that was hashed."],
    ),
    "the text of an entry, hashed again": (
        ["UPDATE articles_auditentry SET text = replace(text, 'supported', 'refuted')"
         " WHERE number = 7",
         "UPDATE articles_auditentry SET hash = encode(sha256(text::bytea), 'hex')"
         " WHERE number = 7"],
        ["Entry 8 does not follow entry 7 as it stands."],
    ),
    "the reason of a decision": (
        ["UPDATE articles_decision SET rationale = 'Because.'"
         " WHERE id = (SELECT max(id) FROM articles_decision WHERE action = 'give_verdict'"
         "             AND claim_id = {moved})"],
        ["Claim MOVED, publication 3: decision 1 (give_verdict,", "was published otherwise:"
         ' rationale is "Because.", and was "The gauge shows it.".', "another rationale"],
    ),
    "who decided": (
        ["UPDATE articles_decision SET by_id = (SELECT id FROM articles_user"
         " WHERE username = 'dana') WHERE claim_id = {moved} AND action = 'give_verdict'"],
        ['by is "Dana", and was "Ben"', "another by"],
    ),
    "a decision deleted": (
        ["DELETE FROM articles_decision WHERE claim_id = {moved} AND action = 'confirm'"],
        ["Claim MOVED, publication 3: decision 2 (confirm,", "has no row",
         "Claim MOVED, decision row 3: it is gone, and event"],
    ),
    "a decision put in, with its event": (
        ["UPDATE articles_decision SET number = number + 1000 WHERE claim_id = {moved}"
         " AND number > 2",
         "UPDATE articles_decision SET number = number - 999 WHERE claim_id = {moved}"
         " AND number > 2",
         "UPDATE articles_decisionevent SET number = number + 1 WHERE claim_id = {moved}"
         " AND number > 2",
         "INSERT INTO articles_decision (number, {decided}) SELECT 3, {decided}"
         " FROM articles_decision WHERE claim_id = {moved} AND number = 2",
         "INSERT INTO articles_decisionevent (pgh_created_at, pgh_label, pgh_obj_id, id,"
         " number, {decided}) SELECT now(), 'insert', id, id, number, {decided}"
         " FROM articles_decision WHERE claim_id = {moved} AND number = 3"],
        ["Claim MOVED, publication 3: decision row 3 (give_verdict,", "was put in later.",
         "1 finding:"],
    ),
    "two decisions that changed places": (
        ["UPDATE articles_decision SET number = 99 WHERE claim_id = {moved} AND number = 2",
         "UPDATE articles_decision SET number = 2 WHERE claim_id = {moved} AND number = 3",
         "UPDATE articles_decision SET number = 3 WHERE claim_id = {moved} AND number = 99"],
        ["decision 2 (confirm,", "stands in another place", "another number"],
    ),
    "the evidence of a decision deleted": (
        ["DELETE FROM articles_decisionevidence WHERE decision_id IN"
         " (SELECT id FROM articles_decision WHERE claim_id = {moved})"],
        ["decision 1 (give_verdict,", "evidence is empty, and was [",
         "Claim MOVED, evidence of decision row 2: it is gone, and event"],
    ),
    "an event changed": (
        ["UPDATE articles_decisionevent SET rationale = 'Because.' WHERE claim_id = {moved}"
         " AND action = 'give_verdict'"],
        ["Claim MOVED, decision row 2: event", "(insert) has another rationale."],
    ),
    "an event of a decision deleted": (
        ["DELETE FROM articles_decisionevent WHERE claim_id = {moved}"
         " AND action = 'give_verdict'"],
        ["Claim MOVED, decision row 2: the history does not know it."],
    ),
    "the event of an end deleted": (
        ["DELETE FROM articles_publicationevent WHERE pgh_obj_id = {p7}"
         " AND pgh_label = 'update'"],
        ["Claim GONE, publication 1: its history lacks its begin or end."],
    ),
    "the event of a beginning deleted": (
        ["DELETE FROM articles_publicationevent WHERE pgh_obj_id = {p7}"
         " AND pgh_label = 'insert'"],
        ["Claim GONE, publication 1: its history lacks its begin or end."],
    ),
    "an event put in": (
        ["INSERT INTO articles_decisionevent (pgh_created_at, pgh_label, pgh_obj_id, id,"
         " number, {decided}) SELECT now(), 'delete', id, id, number, {decided}"
         " FROM articles_decision WHERE claim_id = {moved} AND action = 'confirm'"],
        ["Claim MOVED, decision row 3: event", "says delete, which never happens"],
    ),
}  # fmt: skip
