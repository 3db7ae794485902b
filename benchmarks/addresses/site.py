"""The demo with what it lacks, made equal in every run.

All that was written before the walk is moved to one moment, and keys that no file gives
get other names. Out of every answer is taken, and nothing else is:

- CSRF tokens, and UUIDs (keys of forms, records of a WARC file);
- keys that are in no file of the demo: they become the names; and the digests of those
  records of a WARC file that may hold such a key;
- the key that a form of the admin has ready for a new row;
- the salt and the hash of a password, of which the admin shows the beginning;
- moments and days since the run began, where a row holds them as text;
- the microseconds of the moment to which everything was moved.
"""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.demo import Browser

# To which all that was written before the walk is moved: after the last decision.
MOMENT = datetime.datetime(2026, 10, 20, 12, tzinfo=datetime.UTC)
# The article that gets a newer text, and the work of which a copy is kept.
ARTICLE, WORK = "5wdjz8ngyd", "vrzg9bj792"
PASTED = "The weir at dusk\n\nThe weir was closed at dusk, said a keeper.\n"
COPY = b"<title>A statement</title><p>The gates were opened in the night.</p>"
ELSEWHERE = "https://courier.perrinford.example/2026/02/weir"

OF_A_RUN = [
    (r'(csrfmiddlewaretoken" value=")[^"]*', r"\1"),
    (r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", "(uuid)"),
    (
        r"(?:WARC-(?:Payload|Block)-Digest: sha1:\w+\n)+"
        r"(?=Content-Type: application/warc-fields)",
        "",
    ),
    (r"(<strong>(?:salt|hash)</strong>: <bdi>)[^<]*", r"\1"),
    (rf"({MOMENT:%Y-%m-%dT%H:%M:%S})\.\d+", r"\1"),
]
NEW_KEY = r'(?<=<div class="readonly">)[2-9b-z]{10}(?=</div>)'


def add_what_the_demo_lacks(ada: Browser) -> list[str]:
    """A newer text, a text that waits, a copy and a fetch; answers their addresses."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = f"/desk/articles/{ARTICLE}/text/"
    form = ada.fill(address, "text")
    form["text"] = [newer_text(form["text"][0])]
    address = ada.send(address, form)
    form = ada.fill(address, "kind", kind="correction", note="Two numbers were wrong.")
    version = ada.send(address, form)

    address = "/desk/import/"
    upload = ada.send(address, ada.fill(address, "text", text=PASTED))
    fetch = ada.send(address, ada.fill(address, "address", address=ELSEWHERE))

    address = f"/desk/works/{WORK}/"
    form = ada.fill(address, "file")
    file: Any = SimpleUploadedFile("statement.html", COPY, "text/html")
    snapshot = ada.send(address, form | {"file": file})
    return [version, upload, fetch, snapshot]


def newer_text(text: str) -> str:
    """With a paragraph left out and some words changed: claims have to be settled."""
    paragraphs = text.replace("\r\n", "\n").split("\n\n")
    del paragraphs[5]
    return "\n\n".join(paragraphs).replace(" was ", " had been ", 3)


def stop_clock(begun: datetime.datetime) -> None:
    """Moves all that was written since `begun` to one moment, microseconds apart.

    In the tables themselves, past the triggers, so that the order of the rows stays.
    """
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND data_type = 'timestamp with time zone'"
            " AND table_name NOT IN ('django_session', 'django_migrations')"
        )
        columns = cursor.fetchall()
        cursor.execute("SET session_replication_role = replica")
        list_moments(cursor, columns, begun)
        for table, column in columns:
            cursor.execute(
                f'UPDATE "{table}" SET "{column}" = moment.new FROM moment'  # noqa: S608 - names of the schema
                f' WHERE "{column}" = moment.old'
            )
        cursor.execute("DROP TABLE moment")
        cursor.execute("SET session_replication_role = origin")
        settle_order(cursor)


def list_moments(
    cursor: Any, columns: list[tuple[str, str]], begun: datetime.datetime
) -> None:
    """A table of every moment since `begun` that a row holds, and of what it becomes."""
    every = " UNION ".join(
        f'SELECT "{column}" AS old FROM "{table}" WHERE "{column}" >= %s'  # noqa: S608 - as above
        for table, column in columns
    )
    cursor.execute(
        "CREATE TEMPORARY TABLE moment AS SELECT old, %s +"  # noqa: S608 - as above
        " (row_number() OVER (ORDER BY old)) * interval '1 microsecond' AS new"
        f" FROM ({every}) AS written",
        [MOMENT, *[begun] * len(columns)],
    )


def settle_order(cursor: Any) -> None:
    """Rows that are read without an order come as they lie and as the plan has them."""
    cursor.execute(
        "SELECT indrelid::regclass::text, relname FROM pg_index"
        " JOIN pg_class ON pg_class.oid = indexrelid"
        " JOIN pg_namespace AS space ON space.oid = relnamespace"
        " WHERE indisprimary AND nspname = 'public'"
    )
    for table, index in cursor.fetchall():
        cursor.execute(f'CLUSTER {table} USING "{index}"')
    cursor.execute("ANALYZE")


def files_of_demo(root: Path) -> str:
    """What gives the demo's rows their keys."""
    paths = sorted((root / "fixtures" / "demo").glob("*.json"))
    return "".join(path.read_text() for path in paths)


def names_for_keys(demo: str) -> dict[str, str]:
    """Another name for each key that the demo's files do not give, by table and number.

    It is as long as a key and, having vowels, is none.
    """
    from django.db import connection

    names: dict[str, str] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = 'key'"
            " AND data_type = 'character varying' AND table_name NOT LIKE '%event'"
            " ORDER BY table_name"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT key FROM "{table}" ORDER BY id')  # noqa: S608 - as above
            unknown = [key for (key,) in cursor.fetchall() if key not in demo]
            kind = table.partition("_")[2][:6]
            names |= {key: f"{kind:a<6}{n:04}" for n, key in enumerate(unknown, 1)}
    return names


def normaliser(
    demo: str, names: dict[str, str], begun: datetime.datetime
) -> Callable[[str], str]:
    """Takes out of an answer what differs from run to run, as listed above."""
    days = {begun.date(), datetime.datetime.now(datetime.UTC).date()}
    iso = "|".join(day.isoformat() for day in days)
    words = "|".join(f"{day.day} {day:%B %Y}" for day in days)
    since = rf"(?:{iso})(?:T[\d:.]+)?|\b(?:{words})\b"
    known = demo + " ".join(names)
    steps: list[tuple[str, str | Callable[[re.Match[str]], str]]] = [
        *OF_A_RUN,
        (since, "(since)"),
        (NEW_KEY, lambda key: key[0] if key[0] in known else "(new)"),
    ]
    if names:
        steps.append(("|".join(names), lambda key: names[key[0]]))
    compiled = [(re.compile(pattern), new) for pattern, new in steps]

    def normalise(text: str) -> str:
        for pattern, new in compiled:
            text = pattern.sub(new, text)
        return text

    return normalise
