"""The values of each scale, with the words by which readers know them."""

from django.db.models import TextChoices


class Stage(TextChoices):
    """How far the work on a claim has come."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready for a verdict"
    FIRST_VERDICT = "first_verdict", "First verdict given"
    SECOND_REVIEW = "second_review", "Decided, to be published"
    ADJUDICATION = "adjudication", "Adjudication"
    PUBLISHED = "published", "Published"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Action(TextChoices):
    """A step that moves a claim from one stage to another."""

    SUBMIT = "submit", "Mark as ready for a verdict"
    RETURN_TO_DRAFT = "return_to_draft", "Return to draft"
    PUBLISH_RECORD = "publish_record", "Publish as recorded, not yet reviewed"
    GIVE_VERDICT = "give_verdict", "Give the first verdict"
    GIVE_SECOND_VERDICT = "give_second_verdict", "Give the second verdict"
    CONFIRM = "confirm", "Confirm this verdict"
    DISAGREE = "disagree", "Give a different verdict"
    SEND_BACK = "send_back", "Send back to the first reviewer"
    ADJUDICATE = "adjudicate", "Settle the verdict"
    PUBLISH = "publish", "Publish this decision"
    UPDATE = "update", "Publish what was added"
    REOPEN = "reopen", "Re-open this claim"
    WITHDRAW = "withdraw", "Withdraw this claim"
    RESTORE = "restore", "Take up again as a draft"
    CARRY_OVER = "carry_over", "Carry over to a new version of the text"


class AuditEvent(TextChoices):
    """What an entry of the hash chain says of a publication."""

    PUBLISHED = "published", "Published"
    ENDED = "ended", "Replaced or withdrawn"


class VersionKind(TextChoices):
    """Why an article has a newer text version."""

    CORRECTION = "correction", "Corrected by the outlet"
    REIMPORT = "reimport", "Imported again"
    MENDED = "mended", "Our copy was mended"


class CarryState(TextChoices):
    """What became of an appearance in the next version of its text."""

    EXACT = "exact", "Carried over, word for word"
    CLOSE = "close", "Carried over, with changed words"
    CHOSEN = "chosen", "Placed by a reviewer"
    NEEDS_REVIEW = "needs_review", "Needs review"
    GONE = "gone", "No longer in the text"


# The states in which the claim appears in the newer version as well.
STANDING_STATES = (CarryState.EXACT, CarryState.CLOSE, CarryState.CHOSEN)


class Round(TextChoices):
    """The round of review that a verdict came from."""

    FIRST = "first", "First verdict"
    SECOND = "second", "Second verdict"
    ADJUDICATION = "adjudication", "Adjudication"


class VerdictRule(TextChoices):
    """How many verdicts a publication needs, and whether the second is given blind."""

    ONE = "one", "One"
    TWO_OPEN = "two_open", "Two, the second in view of the first"
    TWO_BLIND = "two_blind", "Two, the second blind"


class Publisher(TextChoices):
    """Who may publish a verdict that the team has reached."""

    REVIEWERS = "reviewers", "Every reviewer"
    EDITORS = "editors", "Editors"


class Verdict(TextChoices):
    """The verification status, as readers see it."""

    SUPPORTED = "supported", "Supported"
    REFUTED = "refuted", "Refuted"
    CONFLICTING = "conflicting", "Conflicting evidence"
    MISSING_CONTEXT = "missing_context", "Missing context"
    NOT_ENOUGH = "not_enough", "Not enough evidence"
    NOT_CHECKABLE = "not_checkable", "Not checkable"


NOT_YET_REVIEWED = "Not yet reviewed"


class Fidelity(TextChoices):
    """Whether the cited thing says what the article says that it says."""

    VERBATIM = "verbatim", "Verbatim"
    PARAPHRASE = "paraphrase", "Faithful paraphrase"
    ALTERED = "altered", "Altered"
    OUT_OF_CONTEXT = "out_of_context", "Out of context"
    NOT_SAID = "not_said", "Does not say it"
    MISATTRIBUTED = "misattributed", "Misattributed"
    NOT_LOCATED = "not_located", "Not located"
    NOT_ACCESSIBLE = "not_accessible", "Not accessible"
    NOTHING_CITED = "nothing_cited", "Nothing cited"


NOT_YET_CHECKED = "Not yet checked"
UNCHECKED = "unchecked"  # stands for it in addresses and tables


class ClaimKind(TextChoices):
    EVENT = "event", "Event"
    NUMBER = "number", "Number"
    QUOTATION = "quotation", "Quotation"
    POSITION = "position", "Position"
    CAUSAL = "causal", "Cause and effect"
    PREDICTION = "prediction", "Prediction"
    OPINION = "opinion", "Opinion"


class SourceKind(TextChoices):
    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"
    OUTLET = "outlet", "Outlet"
    GROUP = "group", "Group"
    UNNAMED = "unnamed", "Unnamed voice"


class WorkKind(TextChoices):
    ARTICLE = "article", "Article"
    REPORT = "report", "Report"
    STATEMENT = "statement", "Statement"
    RESOLUTION = "resolution", "Resolution"
    BROADCAST = "broadcast", "Broadcast"
    POST = "post", "Post"
    DATASET = "dataset", "Dataset"
    DOCUMENT = "document", "Document"
    OTHER = "other", "Other"


class Stance(TextChoices):
    """What a piece of evidence does to the claim."""

    SUPPORTS = "supports", "Supports"
    REFUTES = "refutes", "Refutes"
    CONTEXT = "context", "Gives context"


class Mode(TextChoices):
    """How a step of a chain carries the words on."""

    DIRECT = "direct", "Direct quotation"
    INDIRECT = "indirect", "Indirect speech"
    MIXED = "mixed", "Partly quoted"


class Precision(TextChoices):
    """How much of a date is known."""

    DAY = "day", "Day"
    MONTH = "month", "Month"
    YEAR = "year", "Year"


class RegionKind(TextChoices):
    """Why a passage is not part of the article."""

    BANNER = "banner", "Banner"
    BOILERPLATE = "boilerplate", "Boilerplate"
    CONTACT = "contact", "Contact line"
    EDITORS_NOTE = "editors_note", "Editor's note"
    OTHER = "other", "Other"


class RelationKind(TextChoices):
    """What one source is to another, read from left to right."""

    OWNS = "owns", "owns"
    RUNS = "runs", "runs"
    EMPLOYS = "employs", "employs"
    FUNDS = "funds", "funds"
    PART_OF = "part_of", "is part of"
    STATE_AGENCY_OF = "state_agency_of", "is the state agency of"
    SPEAKS_FOR = "speaks_for", "speaks for"
    REPUBLISHES = "republishes", "republishes"
    FOUNDED = "founded", "founded"
    CLOSE_TO = "close_to", "is close to"


# The same relation, read from right to left.
SOURCE_REVERSED = {
    RelationKind.OWNS: "is owned by",
    RelationKind.RUNS: "is run by",
    RelationKind.EMPLOYS: "is employed by",
    RelationKind.FUNDS: "is funded by",
    RelationKind.PART_OF: "has as a part",
    RelationKind.STATE_AGENCY_OF: "has as its state agency",
    RelationKind.SPEAKS_FOR: "has as its voice",
    RelationKind.REPUBLISHES: "is republished by",
    RelationKind.FOUNDED: "was founded by",
    RelationKind.CLOSE_TO: "is close to",
}


class WorkStatus(TextChoices):
    """What became of a work after it was published."""

    CORRECTED = "corrected", "Corrected"
    RETRACTED = "retracted", "Retracted"


class WorkRelationKind(TextChoices):
    """What one work is to another, read from left to right."""

    REPUBLISHES = "republishes", "republishes"
    TRANSLATES = "translates", "translates"
    DERIVES_FROM = "derives_from", "derives from"
    CORRECTS = "corrects", "corrects"
    CITES = "cites", "cites"


# The same relation, read from right to left.
WORK_REVERSED = {
    WorkRelationKind.REPUBLISHES: "is republished by",
    WorkRelationKind.TRANSLATES: "is translated by",
    WorkRelationKind.DERIVES_FROM: "is the origin of",
    WorkRelationKind.CORRECTS: "is corrected by",
    WorkRelationKind.CITES: "is cited by",
}


class ClaimRelationKind(TextChoices):
    """What one claim is to another, read from left to right."""

    REPEATS = "repeats", "repeats"
    CONTRADICTS = "contradicts", "contradicts"
    PART_OF = "part_of", "is part of"
    NARROWS = "narrows", "narrows"


# The same relation, read from right to left.
CLAIM_REVERSED = {
    ClaimRelationKind.REPEATS: "repeats",
    ClaimRelationKind.CONTRADICTS: "contradicts",
    ClaimRelationKind.PART_OF: "has as a part",
    ClaimRelationKind.NARROWS: "is narrowed by",
}


class AboutRole(TextChoices):
    """As what a claim speaks of a source."""

    SUBJECT = "subject", "Subject"
    ACCUSED = "accused", "Accused"
    BENEFICIARY = "beneficiary", "Beneficiary"
    VICTIM = "victim", "Victim"


class Role(TextChoices):
    """In which part a source stands behind a claim, or that the claim speaks of it."""

    CLAIMANT = "claimant", "Claimant"
    RELAYER = "relayer", "Relayer"
    AUTHOR = "author", "Author"
    OUTLET = "outlet", "Outlet"
    CITED = "cited", "Cited"
    EVIDENCE = "evidence", "Evidence"
    ABOUT = "about", "Spoken of"


# Being spoken of puts nobody behind a claim.
ROLES_BEHIND = [role for role in Role if role != Role.ABOUT]
ANY_ROLE = ""  # stands for these where a source is counted, or looked up, once for all


class CueList(TextChoices):
    """The lists of a language's table of cues."""

    SPEAKS = "speaks", "Verbs of saying: said, warned"
    ONLY_BEFORE = (
        "only_before_words_said",
        "Verbs of saying that count only before “that”, a colon or a quotation",
    )
    GOES_ON = "goes_on", "Goes on with who spoke: adding, saying"
    ACCORDING = "according", "Before a name: according to"
    AFTER_NAME = "after_name", "After a name: zufolge"
    ABOUT = "about", "Says something about somebody: accused … of"
    WITH_QUOTATION = "with_quotation", "Counts with a quotation only: called, dubbed"
    UNNAMED = "unnamed", "Nobody is named: it is feared"
    NOUNS = "nouns", "Nouns: the claim that, the warning that"
    DOCUMENTS = "documents", "What documents do: found, shows"
    DOCUMENT_NOUNS = "document_nouns", "Documents: report, survey"
    SPEAKERS = "speakers", "Who can speak without a name: officials, a court"
    ORGANISATIONS = "organisations", "Words in names of organisations: ministry"
    OUTLETS = "outlets", "Words in names of outlets: news, courier"
    TITLES = "titles", "Titles of persons: minister, general"
    PARTICLES = "particles", "Small words inside names: of, bin, van"
    NOT_NAMES = "not_names", "Words with a capital that are no names"
    ABBREVIATIONS = "abbreviations", "Words whose stop ends no sentence"
    THAT = "that", "That, whether: a statement begins"
    PRONOUNS_PERSON = "pronouns_person", "Pronouns of a person"
    DETERMINERS = "determiners", "Articles and other determiners"


class Way(TextChoices):
    """How the bytes of a snapshot came here."""

    FETCHED = "fetched", "Fetched"
    UPLOADED = "uploaded", "Uploaded"


class JobStatus(TextChoices):
    """How far a fetch has come."""

    WAITING = "waiting", "Waiting"
    RUNNING = "running", "Being fetched"
    DONE = "done", "Kept"
    FAILED = "failed", "Not fetched"


class PublicKind(TextChoices):
    """What a page for readers is made of, so that it is made anew when that has changed."""

    CLAIMS = "claims", "Published claims"
    SOURCES = "sources", "Sources"
    WORKS = "works", "Works and their texts"
    RELATIONS = "relations", "Relations"
    REMOVALS = "removals", "Whatever was changed or taken away"
