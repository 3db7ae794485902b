"""What does a save cost, when the collection grows and when eight people save at once?

    python -m benchmarks.saving                       a database of its own, 2,000 claims
    DATABASE_URL=... python -m benchmarks.saving --against URL     two collections

Each step of a claim's way, the question for twins included, is taken through the code
that the desk calls, in a transaction that is rolled back; with `--against` in turns in
both databases, as the ratio of the medians of their processor time, that of PostgreSQL
included. Then eight processes record claims, each with
an appearance, a chain and a citation, for some seconds, and eight insert the same rows by
SQL, with all triggers on; what was written then stays. Goals: a save at 1,000,000 claims
costs at most 1.3 times what it costs at 10,000; eight writers reach 0.4 of the rate of
plain inserts; no deadlock. Ends with 1 where one is missed.
"""

import argparse
import multiprocessing
import os
import secrets
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from claimtracker.local.databases import throwaway_database

WRITERS = 8
SECONDS = 10.0
ROUNDS = 7
MAX_GROWTH, MIN_RATE = 1.3, 0.4
TEXT = "The gates were opened before midnight, the ministry said.\n\n" * 20


def start(url: str) -> None:
    os.environ.update(
        DATABASE_URL=url, LOCAL="1", DJANGO_SETTINGS_MODULE="claimtracker.settings",
        SECRET_KEY=os.environ.get("SECRET_KEY") or secrets.token_urlsafe(40),
    )  # fmt: skip
    import django

    django.setup()


# -- one after the other -----------------------------------------------------------------


def measure_steps() -> dict[str, float]:
    """Processor milliseconds of each step, once, for a claim that was not recorded."""
    from django.db import connection, transaction

    from articles.editing import appearances, evidence
    from articles.editing.inputs import ClaimEntry, EvidenceEntry
    from articles.models import Article, Claim, Publication
    from articles.models.choices import Action
    from articles.queries.similar_claims import possible_duplicates, suggested_claims
    from articles.workflow import decisions
    from benchmarks.scale.measure import cpu_seconds

    ada, ben, cleo = people()
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        begin = now()
        made = work()
        spent[name] = (now() - begin) * 1000
        return made

    def now() -> float:
        backend = connection.connection.info.backend_pid
        return time.process_time() + cpu_seconds(backend)

    with transaction.atomic():
        first = Article.objects.order_by("pk").values_list("pk", flat=True)
        articles = Article.objects.with_work().in_bulk(list(first[50:53]))
        one, two, three = articles.values()
        known = list(Claim.objects.order_by("pk").defer("search")[1000:1040])
        statement = secrets.choice(known).statement
        timed("twins", lambda: possible_duplicates(statement))
        timed("as one types", lambda: suggested_claims(statement[:40]))
        timed("as one mistypes", lambda: suggested_claims("harbuor aqeuduct"))
        shown = timed("record", lambda: appearances.record_claim(
            ada, one.text, ClaimEntry(f"{statement} So.", "event"), appearance(one)))  # fmt: skip
        claim = shown.claim
        timed("one more appearance", lambda: appearances.record_appearance(
            ada, two.text, claim, appearance(two)))  # fmt: skip
        piece = timed("evidence", lambda: evidence.add_evidence(
            ada, claim, EvidenceEntry(three.work, "supports", question="What?", primary=True),
            None))  # fmt: skip
        steps: list[tuple[str, Action, Any, dict[str, Any]]] = [
            ("submit", Action.SUBMIT, ada, {}),
            ("verdict", Action.GIVE_VERDICT, ben,
             {"verdict": "supported", "rationale": "So.", "evidence": [piece]}),
            ("second verdict", Action.GIVE_SECOND_VERDICT, cleo,
             {"verdict": "supported", "rationale": "So.", "evidence": [piece]}),
            ("publish", Action.PUBLISH, cleo, {}),
            ("update", Action.UPDATE, cleo, {}),
        ]  # fmt: skip
        for name, action, user, values in steps:
            step = partial(decisions.perform_step, action, claim, user, **values)
            timed(name, step)
        seen = Publication.objects.current().order_by("pk").first()
        if seen:
            timed("an appearance of a published one", lambda:
                  appearances.record_appearance(ada, three.text, seen.claim, appearance(three)))  # fmt: skip
        transaction.set_rollback(True)
    spent["a save with its question"] = spent["twins"] + spent["record"]
    return spent


def people() -> list[Any]:
    from django.contrib.auth.models import Group

    from articles.models import User

    found = []
    for name in ("ada", "ben", "cleo"):
        user, _ = User.objects.get_or_create(username=name)
        user.groups.add(Group.objects.get(name="Reviewers"))
        found.append(user)
    return found


def appearance(article: Any) -> Any:
    """Who says it in an article: its outlet; it cites the work before its own."""
    from articles.domain.anchoring.anchors import TextSpan
    from articles.editing.inputs import (
        AppearanceEntry,
        CitationEntry,
        NewSource,
        StepEntry,
    )
    from articles.models import Work

    cited = Work.objects.filter(pk__lt=article.work_id).order_by("-pk").first()
    return AppearanceEntry(
        [TextSpan(0, 20)],
        [StepEntry(article.work.outlet or NewSource("A paper", "outlet"))],
        [CitationEntry(work=cited, description="" if cited else "A report")],
    )


def measure_growth(small: str, large: str) -> dict[str, tuple[float, float]]:
    """The medians in both databases, each asked for in turns by a process of its own."""
    rounds: list[list[dict[str, float]]] = [[], []]
    with multiprocessing.get_context("spawn").Pool(1, start, [small]) as one, (
        multiprocessing.get_context("spawn").Pool(1, start, [large])
    ) as other:  # fmt: skip
        for _ in range(ROUNDS):
            for pool, found in zip((one, other), rounds, strict=True):
                found.append(pool.apply(measure_steps))
    few, many = (
        {name: statistics.median(each[name] for each in found) for name in found[0]}
        for found in rounds
    )
    return {name: (few[name], many[name]) for name in few}


# -- eight at once -----------------------------------------------------------------------

INSERT_CLAIM = """
INSERT INTO articles_claim (key, statement, kind, checkable, stage, verdict, version,
                            recorded_by_id, created_at, updated_at)
VALUES (%(key)s, %(statement)s, 'event', true, 'draft', '', 1, %(user)s, now(), now())
RETURNING id
"""
INSERT_APPEARANCE = """
INSERT INTO articles_appearance (key, claim_id, text_version_id, recorded_by_id, created_at)
VALUES (%(key)s, %(claim)s, %(text)s, %(user)s, now())
RETURNING id
"""
INSERTS_BELOW = (
    """
INSERT INTO articles_span (appearance_id, position, start, "end", exact, prefix, suffix)
VALUES (%(appearance)s, 0, 0, 20, %(exact)s, '', '')
""",
    """
INSERT INTO articles_attribution (appearance_id, position, source_id, cue, mode, said,
                                  unclear, note)
VALUES (%(appearance)s, 0, %(source)s, '', '', '', false, '')
""",
    """
INSERT INTO articles_citation (appearance_id, position, work_id, description, locator,
                               passage, translation, fidelity, note)
VALUES (%(appearance)s, 0, %(work)s, %(description)s, '', '', '', '', '')
""",
)


def insert_rows(cursor: Any, values: dict[str, Any]) -> None:
    """The rows of one claim, a statement for each, as plain as they can be."""
    cursor.execute(INSERT_CLAIM, values)
    values["claim"] = cursor.fetchone()[0]
    cursor.execute(INSERT_APPEARANCE, values)
    values["appearance"] = cursor.fetchone()[0]
    for statement in INSERTS_BELOW:
        cursor.execute(statement, values)


def write(number: int, by_sql: bool, seconds: float) -> tuple[int, int, float]:
    """How many claims this process records, how many deadlocks it sees, and its time.

    The time is that of the processor, of PostgreSQL's backend included.
    """
    from django.db import OperationalError, connection, transaction

    from articles.editing import appearances
    from articles.editing.inputs import ClaimEntry
    from articles.models import Article
    from articles.models.base import new_key
    from benchmarks.scale.measure import cpu_seconds

    (ada, *_) = people()
    # Each in articles of its own, as people are; all in the same collection.
    ours = Article.objects.with_work().order_by("pk")[number * 5 : number * 5 + 5]
    places = [(article, article.text, appearance(article)) for article in ours]
    done = deadlocks = 0
    backend = connection.connection.info.backend_pid
    begin = time.process_time() + cpu_seconds(backend)
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        article, text, entry = places[done % len(places)]
        statement = (
            f"Writer {number} saw gate {new_key()} open by {secrets.token_hex(3)}."
        )
        try:
            if by_sql:
                cited = entry.citations[0]
                values = {
                    "key": new_key(), "statement": statement, "user": ada.pk,
                    "text": text.pk, "exact": text.text[:20],
                    "source": article.work.outlet_id,
                    "work": cited.work and cited.work.pk,
                    "description": cited.description,
                }  # fmt: skip
                with transaction.atomic(), connection.cursor() as cursor:
                    insert_rows(cursor, values)
            else:
                appearances.record_claim(
                    ada, text, ClaimEntry(statement, "event"), entry
                )
        except OperationalError as error:
            if "deadlock" not in str(error):
                raise
            deadlocks += 1
        done += 1
    return done, deadlocks, time.process_time() + cpu_seconds(backend) - begin


def measure_writers(
    url: str, writers: int, seconds: float
) -> tuple[dict[bool, float], dict[bool, float], int]:
    """Claims a second and milliseconds a claim, by the code and by SQL; deadlocks."""
    counts, spent, deadlocks = {False: 0, True: 0}, {False: 0.0, True: 0.0}, 0
    with multiprocessing.get_context("spawn").Pool(writers, start, [url]) as pool:
        pool.starmap(write, [(n, False, 0.5) for n in range(writers)])  # warm
        for by_sql in (False, True, True, False):
            jobs = [(number, by_sql, seconds / 2) for number in range(writers)]
            found = pool.starmap(write, jobs, chunksize=1)
            for done, seen, cpu in found:
                counts[by_sql] += done
                spent[by_sql] += 1000 * cpu
                deadlocks += seen
    rates = {by_sql: done / seconds for by_sql, done in counts.items()}
    times = {by_sql: spent[by_sql] / done for by_sql, done in counts.items()}
    return rates, times, deadlocks


# -- a collection of its own -------------------------------------------------------------


def fill(claims: int) -> None:
    """Some articles by some outlets, and claims of words of every frequency."""
    from django.db import connection

    from articles.domain.text.canonical import fingerprint
    from articles.models import Article, Source, TextVersion, Work

    ada, *_ = people()
    outlets = Source.objects.bulk_create(
        [Source(name=f"Paper {n}", kind="outlet") for n in range(20)]
    )
    works = Work.objects.bulk_create(
        [Work(title=f"Article {n}", outlet=outlets[n % 20]) for n in range(100)]
    )
    articles = Article.objects.bulk_create([Article(work=work) for work in works])
    TextVersion.objects.bulk_create(
        [
            TextVersion(article=each, text=text, sha256=fingerprint(text))
            for each, text in ((each, f"{TEXT}{each.key}") for each in articles)
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO articles_claim (key, statement, kind, checkable, stage, verdict,
                version, recorded_by_id, created_at, updated_at)
            SELECT 'made' || n,
                string_agg('word' || floor(5000 * power(random(), 3)), ' '), 'event', true,
                'draft', '', 1, %s, now(), now()
            FROM generate_series(1, %s) AS n, generate_series(1, 9) AS word GROUP BY n
            """,
            [ada.pk, claims],
        )
        cursor.execute("ANALYZE")


def own_database(arguments: argparse.Namespace) -> int:
    with throwaway_database() as database:
        os.environ["OWNER_DATABASE_URL"] = database.owner_url
        start(database.url)
        from django.core.management import call_command
        from django.db import connections

        call_command("migrate", verbosity=0)
        fill(arguments.claims)
        connections.close_all()
        del os.environ["OWNER_DATABASE_URL"]
        arguments.url = database.url
        return report(arguments)


def report(arguments: argparse.Namespace) -> int:
    missed = 0
    if arguments.against:
        grown = measure_growth(arguments.url, arguments.against)
        for name, (few, many) in grown.items():
            told = "" if many <= MAX_GROWTH * few else "  missed"
            print(f"{name:34}{few:8.1f} ms{many:8.1f} ms{many / few:7.2f} x{told}")
        few, many = grown["a save with its question"]
        missed += many > MAX_GROWTH * few
    rates, times, deadlocks = measure_writers(
        arguments.against or arguments.url, arguments.writers, arguments.seconds
    )
    code, sql = rates[False], rates[True]
    told = "" if code >= MIN_RATE * sql else "  missed"
    print(f"{arguments.writers} writers: {code:.0f} claims a second, {sql:.0f} by SQL,"
          f" {code / sql:.2f} of it{told}; {times[False]:.1f} and {times[True]:.1f} ms of"
          f" processor time a claim; {deadlocks} deadlocks")  # fmt: skip
    return int(bool(missed or told or deadlocks))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)  # fmt: skip
    parser.add_argument("--against", help="the URL of a larger collection")
    parser.add_argument("--claims", type=int, default=2_000)
    parser.add_argument("--writers", type=int, default=WRITERS)
    parser.add_argument("--seconds", type=float, default=SECONDS)
    arguments = parser.parse_args()
    arguments.url = os.environ.get("DATABASE_URL", "")
    return report(arguments) if arguments.url else own_database(arguments)


if __name__ == "__main__":
    sys.exit(main())
