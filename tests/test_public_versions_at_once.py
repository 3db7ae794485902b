"""Who writes at the same time waits for nobody, and who follows misses nothing."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from threading import Event

import psycopg
import pytest
from django.db import connection, transaction

from articles.models import Publication, PublicVersion, Source
from articles.models.choices import PublicKind, Stage
from articles.queries.public_state import PublicState, read_changes, read_public_state
from tests.factories import make_claim, make_source

pytestmark = pytest.mark.django_db(transaction=True)
SOURCES = PublicKind.SOURCES
SLOTS = 32
RENAME = "UPDATE articles_source SET name = %s WHERE id = %s"


@contextmanager
def session() -> Iterator[psycopg.Connection]:
    """Another session of the application, which gives up when it has to wait."""
    asked = connection.get_connection_params()
    names = {"host", "port", "user", "password", "dbname", "options"} & asked.keys()
    with closing(psycopg.connect(**{name: asked[name] for name in names})) as other:
        other.execute("SET lock_timeout = '300ms'")
        other.commit()
        yield other


def listed(number: int) -> list[int]:
    return [make_source(f"Source {n}", listed=True).pk for n in range(number)]


class Follower:
    """Holds the names of all listed sources, and follows them by their changes."""

    def __init__(self) -> None:
        self.state = read_public_state()
        self.names = dict(Source.objects.values_list("pk", "name"))

    def follow(self) -> None:
        now = read_public_state()
        changed = read_changes(self.state, now, SOURCES)
        assert changed is not None
        rows = Source.objects.filter(pk__in=changed).values_list("pk", "name")
        self.names |= dict(rows)
        self.state = now

    def assert_current(self) -> None:
        self.follow()
        assert self.names == dict(Source.objects.values_list("pk", "name"))


def numbers_of(state: PublicState) -> dict[int, int]:
    return {slot: each.number for slot, each in state.vectors[SOURCES].items()}


def test_more_writers_than_slots_wait_for_nobody() -> None:
    sources = listed(SLOTS + 8)
    follower = Follower()
    before = numbers_of(follower.state)
    with ExitStack() as stack:
        sessions = [stack.enter_context(session()) for _ in sources]
        for number, (each, source) in enumerate(zip(sessions, sources, strict=True)):
            each.execute(RENAME, (f"Renamed {number}", source))
        follower.assert_current()  # nothing is committed yet
        order = list(enumerate(sessions))
        random.Random(1).shuffle(order)  # noqa: S311 - no secret
        for number, each in order:
            if number % 3:
                each.commit()
            else:
                each.rollback()
            follower.assert_current()

    after = numbers_of(follower.state)
    committed = sum(1 for number in range(len(sources)) if number % 3)
    assert sum(after.values()) - sum(before.values()) == committed
    assert any(slot >= SLOTS for slot in after)


def test_who_follows_at_any_moment_misses_nothing() -> None:
    sources = listed(12)
    follower, done = Follower(), Event()

    def write(seed: int) -> None:
        chance = random.Random(seed)  # noqa: S311 - no secret
        try:
            for number in range(40):
                own = sources[seed::3]  # so that no two wait for each other's rows
                rename_some(chance, own, f"{seed} {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        writers = [threads.submit(write, seed) for seed in range(3)]
        while not done.is_set():
            follower.follow()
            if all(each.done() for each in writers):
                done.set()
        for each in writers:
            each.result()

    follower.assert_current()


def rename_some(chance: random.Random, sources: list[int], name: str) -> None:
    """One transaction: some are renamed, some of that is taken back, or all of it."""
    with transaction.atomic():
        for source in chance.sample(sources, 2):
            with transaction.atomic():
                Source.objects.filter(pk=source).update(name=name)
                if chance.random() < 0.3:
                    transaction.set_rollback(True)
        if chance.random() < 0.3:
            transaction.set_rollback(True)


def test_claims_are_published_and_withdrawn_at_once() -> None:
    claims = [make_claim(f"Claim {n}.", Stage.PUBLISHED) for n in range(4)]
    state = read_public_state()
    ending = "SELECT articles_supersede(ARRAY[%s]::bigint[], ARRAY[clock_timestamp()])"
    shown = {p.claim_id: p.pk for p in Publication.objects.all()}
    with ExitStack() as stack:
        for claim in claims[:3]:
            other = stack.enter_context(session())
            other.execute(
                "DELETE FROM articles_voice WHERE publication_id = %s",
                [shown[claim.pk]],
            )
            other.execute("SET CONSTRAINTS ALL DEFERRED")
            other.execute(ending, [shown[claim.pk]])
            stack.callback(other.commit)

    changed = read_changes(state, read_public_state(), PublicKind.CLAIMS)
    assert changed == sorted(shown[claim.pk] for claim in claims[:3])


def test_a_transaction_has_one_number_whatever_it_takes_back() -> None:
    """As it is at work; elsewhere in the tests each statement has a number of its own."""
    first, second, third, fourth = listed(4)
    follower = Follower()
    before = sum(numbers_of(follower.state).values())
    with session() as other:
        other.execute("SET articles.number_statements = off")
        other.commit()
        other.execute(RENAME, ("First", first))
        with suppress(psycopg.errors.DivisionByZero), other.transaction():
            other.execute(RENAME, ("Taken back", second))
            other.execute("SELECT 1 / 0")
        other.execute(RENAME, ("Third", third))
        other.execute(RENAME, ("Third again", third))
        other.commit()
        follower.assert_current()
        with suppress(psycopg.errors.DivisionByZero), other.transaction():
            other.execute(RENAME, ("Taken back", second))
            other.execute("SELECT 1 / 0")
        other.execute(RENAME, ("Fourth", fourth))
        other.commit()

    changed = read_changes(follower.state, read_public_state(), SOURCES)
    follower.assert_current()
    assert changed == [fourth]
    assert sum(numbers_of(follower.state).values()) - before == 2


NAME_SOURCE = """
INSERT INTO articles_voice (publication_id, source_id, role, published_at)
VALUES (%s, %s, 'relayer', now())
"""


def test_who_is_about_to_be_seen_counts_as_seen() -> None:
    shown = make_claim("It rained.", Stage.PUBLISHED).publications.get()
    hidden = make_source("Nobody yet")
    before = read_public_state()
    with session() as publishing, session() as renaming:
        publishing.execute(NAME_SOURCE, (shown.pk, hidden.pk))
        publishing.execute("SET CONSTRAINTS ALL IMMEDIATE")  # as a commit begins
        renaming.execute(RENAME, ("Another name", hidden.pk))
        publishing.commit()
        between = read_public_state()
        renaming.commit()
    after = read_public_state()

    assert before.seal(SOURCES) == between.seal(SOURCES) != after.seal(SOURCES)


def test_who_publishes_a_source_waits_for_who_renames_it() -> None:
    """Else the page would be kept under a version that the other does not end."""
    shown = make_claim("It rained.", Stage.PUBLISHED).publications.get()
    hidden = make_source("Nobody yet")
    with session() as publishing, session() as renaming:
        publishing.execute(NAME_SOURCE, (shown.pk, hidden.pk))
        renaming.execute(RENAME, ("Another name", hidden.pk))
        with pytest.raises(psycopg.errors.LockNotAvailable):
            publishing.commit()


def test_only_the_triggers_write_the_versions() -> None:
    with pytest.raises(Exception, match="permission denied"):
        PublicVersion.objects.update(seal=0)
    with session() as other, pytest.raises(psycopg.errors.InsufficientPrivilege):
        other.execute("SELECT note_public_change('claims', '{0}')")
