"""Who may come to which address, and who may take which step? The policy, as data.

test_access.py walks the URLconf and takes every expectation from here; a route that
is not in the table fails.
"""

from dataclasses import dataclass

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH")
PAGE = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")

# Who stands for each role; bob never took part in anything.
ROLES = {
    "anonymous":      "",
    "reader":         "rita",   # signed in, in no group
    "reviewer":       "ada",    # records claims
    "other reviewer": "ben",    # gives first verdicts
    "editor":         "dana",
    "superuser":      "root",
    "disabled":       "dora",   # an editor whose account was closed while signed in
}  # fmt: skip
REVIEWERS = {"reviewer", "other reviewer", "editor", "superuser"}

PEOPLE_RULES = {"people", "no person"}  # open to editors alone, whatever the method

SHOWN, HIDDEN, GONE = "shown", "hidden", "gone"
SCENES = {
    # the claim behind the key     readers
    "draft":                       HIDDEN,
    "ready":                       HIDDEN,
    "first_verdict":               HIDDEN,
    "first_verdict, sealed":       HIDDEN,
    "adjudication of sealed ones": HIDDEN,
    "second_review":               HIDDEN,
    "adjudication":                HIDDEN,
    "published":                   SHOWN,
    "published as recorded":       SHOWN,
    "published, then re-opened":   SHOWN,
    "published, then withdrawn":   GONE,
    "withdrawn as a draft":        HIDDEN,
    "absent":                      HIDDEN,
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """What one route answers: to whom, to which methods, and by which key."""

    rule: str
    takes: tuple[str, ...] = PAGE
    key: str = ""  # which row of the scene the address names
    posted: int = 422  # the answer to an empty form, from somebody who may send it
    also: tuple[str | int, ...] = ()  # further parts of the address


ROUTES = {
    # name                     who may         methods    key of        an empty form
    "home":                   Row("everyone"),
    "method":                 Row("everyone"),
    "about":                  Row("everyone"),
    "contact":                Row("everyone"),
    "audit":                  Row("everyone"),
    "audit_as json":          Row("everyone",  PAGE, also=("json",)),
    "audit_as csv":           Row("nobody",    PAGE, also=("csv",)),
    "audit_as atom":          Row("nobody",    PAGE, also=("atom",)),
    "healthz":                Row("everyone"),
    "robots":                 Row("everyone"),
    "sitemap":                Row("everyone"),
    "sitemap_block":          Row("everyone",  PAGE, also=("claims",)),
    "favicon":                Row("everyone"),
    "manifest":               Row("everyone"),
    "security":               Row("nobody"),  # as long as the owner names no contact
    "claims":                 Row("everyone"),
    "claims_as json":         Row("everyone",  PAGE, also=("json",)),
    "claims_as csv":          Row("everyone",  PAGE, also=("csv",)),
    "claims_as atom":         Row("everyone",  PAGE, also=("atom",)),
    "articles":               Row("everyone"),
    "articles_as json":       Row("everyone",  PAGE, also=("json",)),
    "articles_as csv":        Row("everyone",  PAGE, also=("csv",)),
    "articles_as atom":       Row("everyone",  PAGE, also=("atom",)),
    "search":                 Row("everyone"),
    "search_as json":         Row("everyone",  PAGE, also=("json",)),
    "search_as csv":          Row("nobody",    PAGE, also=("csv",)),
    "search_suggest":         Row("everyone"),
    "circles":                Row("everyone"),
    "circles_as json":        Row("everyone",  PAGE, also=("json",)),
    "circles_as csv":         Row("nobody",    PAGE, also=("csv",)),
    "circles_as atom":        Row("nobody",    PAGE, also=("atom",)),
    "sources":                Row("everyone"),
    "sources_as json":        Row("everyone",  PAGE, also=("json",)),
    "sources_as csv":         Row("everyone",  PAGE, also=("csv",)),
    "sources_as atom":        Row("nobody",    PAGE, also=("atom",)),
    "claim":                  Row("published", PAGE, "claim"),
    "claim_as json":          Row("published", PAGE, "claim", also=("json",)),
    "claim_as csv":           Row("nobody",    PAGE, "claim", also=("csv",)),
    "claim_as bib":   Row("published", PAGE, "claim", also=("bib",)),
    "claim_as ris":   Row("published", PAGE, "claim", also=("ris",)),
    "claim_as csl.json":Row("published", PAGE, "claim", also=("csl.json",)),
    "claim_state":            Row("published", PAGE, "claim", also=(1,)),
    "claim_state_as json":    Row("published", PAGE, "claim", also=(1, "json")),
    "claim_state_as csv":     Row("nobody",    PAGE, "claim", also=(1, "csv")),
    "claim_state_as bib": Row("published", PAGE, "claim", also=(1, "bib")),
    "claim_card":             Row("published", PAGE, "claim"),
    "claim_timemap":          Row("published", PAGE, "claim"),
    "claim_timemap_page":     Row("nobody",    PAGE, "claim", also=(2,)),
    "article":                Row("published", PAGE, "article"),
    "article_as json":        Row("published", PAGE, "article", also=("json",)),
    "article_as csv":         Row("nobody",    PAGE, "article", also=("csv",)),
    "article_as bib": Row("published", PAGE, "article", also=("bib",)),
    "article_as ris": Row("published", PAGE, "article", also=("ris",)),
    "article_as csl.json":Row("published", PAGE, "article", also=("csl.json",)),
    "claim_as atom":          Row("nobody",    PAGE, "claim", also=("atom",)),
    "article_as atom":        Row("published", PAGE, "article", also=("atom",)),
    "article_version":        Row("published", PAGE, "article", also=(1,)),
    "article_version_as json": Row("published", PAGE, "article", also=(1, "json")),
    "article_version_as csv": Row("nobody",    PAGE, "article", also=(1, "csv")),
    "article_version_as atom": Row("nobody",   PAGE, "article", also=(1, "atom")),
    "article_changes":        Row("nobody",    PAGE, "article", also=(1,)),
    "source":                 Row("published", PAGE, "source"),
    "source_as json":         Row("published", PAGE, "source", also=("json",)),
    "source_as csv":          Row("published", PAGE, "source", also=("csv",)),
    "source_as bib":  Row("published", PAGE, "source", also=("bib",)),
    "source_as ris":  Row("published", PAGE, "source", also=("ris",)),
    "source_as csl.json":Row("published", PAGE, "source", also=("csl.json",)),
    "source_as atom":         Row("published", PAGE, "source", also=("atom",)),
    "login":                  Row("login"),
    "account_login":          Row("login"),
    "logout":                 Row("logout"),
    "account_logout":         Row("logout"),
    "password_change":        Row("own form"),
    "account_change_password": Row("own form"),
    "account":                Row("own page"),
    "invitation":             Row("nobody's",  also=("x",)),
    "account_signup":         Row("notice"),
    "account_inactive":       Row("words"),
    "account_reauthenticate": Row("own form"),
    "account_email":          Row("own buttons"),
    "account_email_verification_sent": Row("words"),
    "account_confirm_email":  Row("link",      also=("x",)),
    "account_set_password":   Row("led on"),  # whoever has one changes it instead
    "account_reset_password": Row("open form"),
    "account_reset_password_done": Row("words"),
    "account_reset_password_from_key": Row("reset link", also=("a", "b")),
    "account_reset_password_from_key_done": Row("words"),
    "usersessions_list":      Row("own buttons"),
    "end_session":            Row("own button", also=(0,)),
    "mfa_index":              Row("own view"),
    "mfa_authenticate":       Row("led on"),  # only between password and session
    "mfa_reauthenticate":     Row("led on"),  # without a factor, by the password
    "mfa_activate_totp":      Row("led on"),  # each of these asks for the password first
    "mfa_deactivate_totp":    Row("none yet"),
    "mfa_view_recovery_codes": Row("no codes"),
    "mfa_generate_recovery_codes": Row("led on"),
    "mfa_list_webauthn":      Row("own view"),
    "mfa_add_webauthn":       Row("led on"),
    "mfa_login_webauthn":     Row("by passkey"),
    "mfa_reauthenticate_webauthn": Row("led on"),
    "mfa_edit_webauthn":      Row("led on",    also=(0,)),
    "mfa_remove_webauthn":    Row("led on",    also=(0,)),
    "desk":                   Row("reviewers"),
    "desk_import":            Row("reviewers", FORM),
    "desk_import_confirm":    Row("uploader",  FORM, "upload"),
    "desk_article":           Row("reviewers", FORM, "article"),
    "desk_version_new":       Row("reviewers", FORM, "article"),
    "desk_version_confirm":   Row("revises",   FORM, "upload"),
    "desk_version":           Row("reviewers", PAGE, "article", also=(1,)),
    "desk_version_text":      Row("reviewers", PAGE, "article", also=(1,)),
    "desk_version_check":     Row("reviewers", ("POST",), "article", also=(1,)),
    "desk_settle":            Row("reviewers", ("POST",), "appearance", 404),
    "desk_article_details":   Row("reviewers", FORM, "article"),
    "desk_suggestion_dismiss":     Row("reviewers", ("POST",), "article", 404),
    "desk_suggestion_offer_again": Row("reviewers", ("POST",), "article", 404),
    "desk_appearance":        Row("reviewers", FORM, "appearance"),
    "desk_appearance_remove": Row("reviewers", ("POST",), "appearance", 302),
    "desk_citations":         Row("reviewers"),
    "desk_citation":          Row("reviewers", FORM, "appearance", also=("2",)),
    "desk_claim":             Row("reviewers", PAGE, "claim"),
    "desk_claim_edit":        Row("reviewers", FORM, "claim"),
    "desk_evidence_add":      Row("reviewers", FORM, "claim"),
    "desk_relate":            Row("reviewers", FORM, "claim"),
    "desk_claim_relation_remove": Row("reviewers", ("POST",), "claim_relation", 302),
    "desk_sealed_verdict":    Row("reviewers", ("POST",), "claim", 302),
    "desk_team":              Row("team",      FORM),
    "desk_overruled":         Row("reviewers"),
    "desk_feature":           Row("editors",   ("POST",), "claim", 302),
    "desk_step":              Row("step",      FORM, "claim"),
    "desk_evidence":          Row("reviewers", FORM, "evidence"),
    "desk_evidence_remove":   Row("reviewers", ("POST",), "evidence", 302),
    "desk_fetch":             Row("uploader",  FORM, "fetch", 302),
    "desk_fetch_state":       Row("uploader",  PAGE, "fetch"),
    "desk_work":              Row("reviewers", FORM, "work"),
    "desk_work_fetch":        Row("reviewers", ("POST",), "work", 302),
    "desk_work_details":      Row("reviewers", FORM, "work"),
    "desk_work_status":       Row("reviewers", FORM, "work"),
    "desk_work_relation_new": Row("reviewers", FORM, "work"),
    "desk_work_relation":     Row("reviewers", FORM, "work_relation"),
    "desk_work_relation_remove": Row("reviewers", ("POST",), "work_relation", 302),
    "desk_work_warc":         Row("reviewers", PAGE, "work"),
    "desk_snapshot":          Row("reviewers", PAGE, "snapshot"),
    "desk_snapshot_bytes":    Row("reviewers", PAGE, "snapshot"),
    "desk_snapshot_warc":     Row("reviewers", PAGE, "snapshot"),
    "desk_source_new":        Row("reviewers", FORM),
    "desk_source":            Row("reviewers", FORM, "source"),
    "desk_argue":             Row("reviewers", FORM, "evidence"),
    "desk_relation_new":      Row("reviewers", FORM, "source"),
    "desk_relations_import":  Row("reviewers", FORM),
    "desk_relation":          Row("reviewers", FORM, "relation"),
    "desk_relation_remove":   Row("reviewers", ("POST",), "relation", 302),
    "desk_agreement":         Row("reviewers"),
    "desk_look_again":        Row("reviewers"),
    "desk_look_again_settle": Row("reviewers", ("POST",), "look", 302),
    "desk_people":            Row("people"),
    "desk_invite":            Row("people",    FORM),
    "desk_invitation_revoke": Row("people",    ("POST",), posted=302, also=(0,)),
    "desk_person":            Row("no person", FORM, also=(0,)),
    "desk_person_close":      Row("no person", ("POST",), also=(0,)),
    "desk_person_open":       Row("no person", ("POST",), also=(0,)),
    "desk_person_factor":     Row("no person", ("POST",), also=(0,)),
    "desk_suggest_sources":   Row("reviewers"),
    "desk_suggest_works":     Row("reviewers"),
    "desk_suggest_claims":    Row("reviewers"),
}  # fmt: skip

# What allauth's views answer to GET, HEAD, POST, PUT, DELETE, OPTIONS and PATCH: to who is
# signed out, and to who is signed in (with neither a factor nor a passkey).
AWAY = (302,) * 7
FORM_VIEW = (200, 200, 422, 200, 405, 200, 405)
TEMPLATE_VIEW = (200, 200, 405, 405, 405, 200, 405)
OUR_PAGE = (200, 200, 405, 405, 405, 405, 405)
ACCOUNTS = {
    # rule         signed out                            signed in
    "login":       (FORM_VIEW,                           AWAY),
    "logout":      ((302, 302, 302, 405, 405, 200, 405), (200, 200, 302, 405, 405, 200, 405)),
    "own form":    (AWAY,                                FORM_VIEW),
    "own view":    (AWAY,                                TEMPLATE_VIEW),
    "own page":    (AWAY,                                OUR_PAGE),
    "own buttons": (AWAY,                                (200, 200, 302, 302, 405, 200, 405)),
    "own button":  (AWAY,                                (405, 405, 404, 405, 405, 405, 405)),
    "none yet":    (AWAY,                                (404,) * 7),
    "no codes":    (AWAY,                                (404, 404, 405, 405, 405, 200, 405)),
    "led on":      (AWAY,                                AWAY),
    "by passkey":  ((302, 302, 302, 302, 405, 200, 405), AWAY),
    "open form":   (FORM_VIEW,                           FORM_VIEW),
    "words":       (TEMPLATE_VIEW,                       TEMPLATE_VIEW),
    "notice":      (OUR_PAGE,                            OUR_PAGE),
    "nobody's":    ((404,) * 7,                          (404,) * 7),
    "link":        ((200, 200, 404, 405, 405, 200, 405), (200, 200, 404, 405, 405, 200, 405)),
    "reset link":  ((200, 200, 422, 200, 200, 200, 200), (200, 200, 422, 200, 200, 200, 200)),
}  # fmt: skip

EVERYBODY = "ada ben cleo dana root"
# Who may take which step at which scene; what is not here, nobody may. ada recorded
# the claim, ben gave the first verdict, cleo the second, dana and root are editors.
STEPS = {
    # scene                        action             who
    ("draft",                      "submit"):         EVERYBODY,
    ("draft",                      "withdraw"):       "dana root",
    ("ready",                      "return_to_draft"): EVERYBODY,
    ("ready",                      "publish_record"): "ben cleo dana root",
    ("ready",                      "give_verdict"):   EVERYBODY,
    ("ready",                      "withdraw"):       "dana root",
    ("first_verdict",              "confirm"):        "ada cleo dana root",
    ("first_verdict",              "disagree"):       "ada cleo dana root",
    ("first_verdict",              "send_back"):      "ada cleo dana root",
    ("first_verdict",              "withdraw"):       "dana root",
    ("first_verdict",              "give_second_verdict"): "",  # nothing is sealed
    ("first_verdict, sealed",      "confirm"):        "",  # nobody knows what
    ("first_verdict, sealed",      "disagree"):       "",
    ("second_review",              "send_back"):      "",  # two verdicts stand
    ("first_verdict, sealed",      "give_second_verdict"): "ada cleo dana root",
    ("first_verdict, sealed",      "send_back"):      "ada cleo dana root",
    ("first_verdict, sealed",      "withdraw"):       "dana root",
    ("adjudication of sealed ones", "adjudicate"):    "dana root",
    ("adjudication of sealed ones", "withdraw"):      "dana root",
    ("second_review",              "publish"):        EVERYBODY,
    ("second_review",              "withdraw"):       "dana root",
    ("adjudication",               "adjudicate"):     "dana root",
    ("adjudication",               "withdraw"):       "dana root",
    ("published",                  "update"):         EVERYBODY,
    ("published",                  "reopen"):         EVERYBODY,
    ("published",                  "withdraw"):       "dana root",
    ("published as recorded",      "return_to_draft"): EVERYBODY,
    ("published as recorded",      "publish_record"): "ben cleo dana root",
    ("published as recorded",      "give_verdict"):   EVERYBODY,
    ("published as recorded",      "withdraw"):       "dana root",
    ("published, then re-opened",  "return_to_draft"): EVERYBODY,
    ("published, then re-opened",  "publish_record"): "ben cleo dana root",
    ("published, then re-opened",  "give_verdict"):   EVERYBODY,
    ("published, then re-opened",  "withdraw"):       "dana root",
    ("published, then withdrawn",  "restore"):        "dana root",
    ("withdrawn as a draft",       "restore"):        "dana root",
}  # fmt: skip

# The admin is for superusers. What a table lets them do there beyond looking at it:
ADMIN = {
    # table           may
    "user":           "add change",
    "group":          "add change delete",
    "source":         "add change delete",
    "sourcerelation": "",
    "work":           "add change delete",
    "workrelation":   "",
    "article":        "",
    "cue":            "add change delete",
    "sitepage":       "add change delete",
    "featuredclaim":  "",
    "teamsettings":   "",
    "invitation":     "",
    "dismissedsuggestion": "",
    "textversion":    "",
    "claim":          "",
    "about":          "",
    "appearance":     "",
    "claimrelation":  "",
    "attribution":    "",
    "citation":       "",
    "evidence":       "",
    "decision":       "",
    "publication":    "",
    "upload":         "",
    "snapshot":       "",
    "fetchjob":       "",
    "events":         "",  # of every tracked table
}  # fmt: skip
# Admin routes that are no table's, with what a superuser is answered.
ADMIN_PAGES = {
    "admin:index":                200,
    "admin:login":                302,  # there is nobody to sign in
    "admin:logout":               405,
    "admin:password_change":      302,  # to ours
    "admin:password_change_done": 200,
    "admin:jsi18n":               200,
    "admin:autocomplete":         403,  # without the field it is for
    "admin:view_on_site":         302,
    "admin:app_list":             200,
    "admin: every other address": 404,
}  # fmt: skip


def expected(row: Row, method: str, role: str, scene: str, action: str = "") -> int:
    """The status that the table says."""
    if row.rule in {"everyone", "published", "nobody"}:
        return 405 if method not in PAGE else to_readers(row, scene)
    if row.rule in ACCOUNTS:
        signed_in = role not in {"anonymous", "disabled"}
        return ACCOUNTS[row.rule][signed_in][METHODS.index(method)]
    if role in {"anonymous", "disabled"}:
        return 401 if method == "POST" else 302
    if role not in REVIEWERS or is_for_editors(row, role):
        return 403
    if method not in row.takes:
        return 405
    return at_the_desk(row, method, role, scene, action)


def to_readers(row: Row, scene: str) -> int:
    if row.rule == "everyone":
        return 200
    if row.rule == "nobody":
        return 404
    if SCENES[scene] == GONE and row.key == "claim":
        return 410
    return 200 if SCENES[scene] == SHOWN else 404


def is_for_editors(row: Row, role: str) -> bool:
    """Whether it is for editors, and this is none."""
    return row.rule in PEOPLE_RULES and role not in {"editor", "superuser"}


def at_the_desk(row: Row, method: str, role: str, scene: str, action: str) -> int:
    if row.rule == "no person":
        return 404
    is_editor = role in {"editor", "superuser"}
    if row.rule == "editors" and not is_editor:
        return 403
    if row.rule == "team" and method == "POST" and not is_editor:
        return 403
    if row.key and scene == "absent":
        return 404
    if row.rule == "uploader" and role != "reviewer":
        return 404
    if row.rule == "revises":  # the scene's upload is no version of an article
        return 404
    if row.rule == "step" and not may(ROLES[role], scene, action):
        return 409 if method == "POST" else 302
    return row.posted if method == "POST" else 200


def may(username: str, scene: str, action: str) -> bool:
    return username in STEPS.get((scene, action), "").split()
