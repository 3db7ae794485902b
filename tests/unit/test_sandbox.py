"""Does a file that hangs or crashes what reads it leave the server alive?"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from articles.ingest.extract import Extraction, ExtractionError, extract
from articles.ingest.extract.confinement import ResourceLimits
from articles.ingest.sandbox import (
    CHILD_LIMITS,
    UNREADABLE_MESSAGE,
    WALL_CLOCK_SECONDS,
    ChildFailedError,
    extract_safely,
    run_limited,
)
from tests.pdfs import pdf

ROOT = Path(__file__).parents[2]
SMALL = ResourceLimits(memory=256_000_000, cpu_seconds=20, answer=1_000_000)
TIGHT = CHILD_LIMITS._replace(cpu_seconds=2)


# Functions that a child runs, to show that each limit is there.
def echo(request: bytes) -> bytes:
    return request


def allocate(_request: bytes) -> bytes:
    return bytes(1_000_000_000)


def loop(_request: bytes) -> bytes:
    while True:
        pass


def sleep(_request: bytes) -> bytes:
    time.sleep(60)
    return b""


def talk(_request: bytes) -> bytes:
    return b"a" * 5_000_000


def crash(_request: bytes) -> bytes:
    os.abort()


def connect(_request: bytes) -> bytes:
    socket.create_connection(("127.0.0.1", 9))
    return b"connected"


def resolve(_request: bytes) -> bytes:
    socket.getaddrinfo("localhost", 80)
    return b"resolved"


def start(_request: bytes) -> bytes:
    return subprocess.run(["true"], check=True, capture_output=True).stdout


def fork(_request: bytes) -> bytes:
    return str(os.fork()).encode()


def surroundings(_request: bytes) -> bytes:
    return repr((sorted(os.environ), os.getcwd(), sys.flags.isolated)).encode()


def modules_after_reading(request: bytes) -> bytes:
    extract(request, "a.txt")
    return " ".join(sys.modules).encode()


def leave_process_id(request: bytes) -> bytes:
    Path(os.fsdecode(request)).write_text(str(os.getpid()))
    time.sleep(60)
    return b""


def here(function: str) -> str:
    return f"tests.unit.test_sandbox:{function}"


# fmt: off
LIMITED = [
    ("allocate", "MemoryError"), ("loop", "SIGXCPU"), ("sleep", "no answer within 2 s"),
    ("talk", "File too large"), ("crash", "SIGABRT"), ("missing", "AttributeError"),
    ("connect", "not allowed"), ("resolve", "not allowed"), ("start", "not allowed"),
    ("fork", "not allowed"),
]
# fmt: on


@pytest.mark.parametrize(("function", "reason"), LIMITED)
def test_a_child_that_goes_too_far_is_ended(function: str, reason: str) -> None:
    # Only who is ended by the clock is given little time: a child may start slowly.
    seconds = 2 if function == "sleep" else 60
    limits = SMALL._replace(cpu_seconds=1) if function == "loop" else SMALL
    with pytest.raises(ChildFailedError, match=reason):
        run_limited(here(function), b"request", limits, seconds=seconds)


def test_a_child_within_its_limits_answers() -> None:
    request = os.urandom(900_000)

    assert run_limited(here("echo"), request, SMALL) == request


def test_a_child_inherits_nothing() -> None:
    assert run_limited(here("surroundings"), b"") in (
        b"(['LANG'], '/', 1)",
        b"(['LANG', 'LC_CTYPE'], '/', 1)",
    )


def test_a_child_that_reads_plain_text_or_markdown_loads_no_parser_of_pages() -> None:
    loaded = run_limited(here("modules_after_reading"), b"# One\n\n[two](x)").split()

    assert b"markdown_it" in loaded
    assert not {b"lxml", b"trafilatura", b"playa", b"django"} & set(loaded)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child this")
def test_a_child_dies_with_a_killed_server(tmp_path: Path) -> None:
    note = tmp_path / "child"
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from articles.ingest.sandbox import run_limited; "
        "run_limited(sys.argv[2], sys.argv[3].encode())"
    )
    arguments = [str(ROOT), here("leave_process_id"), str(note)]
    with subprocess.Popen([sys.executable, "-c", program, *arguments]) as server:
        until(lambda: note.exists() and note.read_text() != "")
        server.kill()

    child = Path("/proc", note.read_text())
    until(lambda: not child.exists() or ") Z " in (child / "stat").read_text())


def until(happened: Callable[[], bool]) -> None:
    """Another process cannot be awaited, only looked at."""
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


# fmt: off
READ = [
    (b"A title\n\nSome words.", "a.txt", "A title\n\nSome words."),
    (b"# A title\n\n*Some* words.", "a.md", "A title\n\nSome words."),
    ("<h1>A title</h1><p>Some “words” \U0001f469".encode(), "a.html",
     "A title\n\nSome “words” \U0001f469"),
    ("قال\n\nالوزير".encode(), "\udcff\n.txt", "قال\n\nالوزير"),
    (pdf([["The of\ufb01cials came."]]), "a", "The officials came."),
]
# fmt: on


@pytest.mark.parametrize(("data", "filename", "text"), READ)
def test_the_child_reads_what_this_process_would(
    data: bytes, filename: str, text: str
) -> None:
    found = extract_safely(data, filename)

    assert isinstance(found, Extraction)
    assert found == extract(data, filename)
    assert found.text == text


def test_the_kind_can_be_given() -> None:
    assert extract_safely(b"*one*", "a.md", "text").text == "*one*"


def test_a_refusal_comes_through_in_its_own_words() -> None:
    with pytest.raises(ExtractionError, match="RTF files cannot be imported yet"):
        extract_safely(b"{\\rtf1 words}", "a.rtf")


# Each in a child of its own; the answer is a text or a refusal, and not too late.
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
# fmt: off
BOMBS: dict[str, tuple[str, str]] = {
    "nested divs": ("<div>" * 100_000, "a.html"),
    "nested formatting": ("<b><i><font>" * 30_000, "a.html"),
    "nested, unclosed, closed": ("<b>" * 399 + "<div></b>" * 30_000, "a.html"),
    "attributes": ("<p " + " ".join(f"a{n}=b" for n in range(4_000)) + ">word", "a.html"),
    "quotes in attributes": ('<p a="' + "&quot;'<>" * 3_000 + '">word', "a.html"),
    "an attribute for each tag": ("<a href=x>y</a>" * 300_000, "a.html"),
    "entities": (f'<!DOCTYPE x [<!ENTITY a0 "aaaa">{ENTITIES}]><p>&a9;', "a.html"),
    "a huge entity": ("<p>&#x" + "9" * 1_000_000 + ";", "a.html"),
    "a huge name": ("<" + "a" * 4_000_000 + ">word", "a.html"),
    "open comments": ("<!--" * 1_000_000, "a.html"),
    "open quotes": ("<a b=\"<a b='" * 300_000, "a.html"),
    "open tags": ("<a" * 2_000_000, "a.html"),
    "scripts in scripts": ("<script><!--" * 300_000, "a.html"),
    "cells": ("<table><tr><td>a<td>b" * 30_000, "a.html"),
    "list items": ("<ul>" + "<li>word word" * 20_000, "a.html"),
    "links": ("<p>" + "<a href=x>word</a>" * 20_000, "a.html"),
    "data": ('<script type="application/ld+json">' + '[{"a":' * 500_000, "a.html"),
    "deep quotations": (">" * 100_000, "a.md"),
    "deep lists": ("- " * 100_000, "a.md"),
    "open brackets": ("[" * 100_000, "a.md"),
    "open images": ("![" * 60_000, "a.md"),
    "emphasis": ("**a *b " * 40_000, "a.md"),
    "a table": ("|" * 50_000 + "\n" + "|-" * 50_000 + "\n" + "|\n" * 10_000, "a.md"),
    "a line of 5 MB": ("word " * 1_000_000, "a.txt"),
    "a line of 5 MB in a page": ("<p>" + "word " * 999_990, "a.html"),
    "a PDF without end": (f"%PDF-1.4\n{'1 0 obj << /Type /Page >> ' * 150_000}", "a.pdf"),
    "a PDF of arrays": ("%PDF-1.4\n1 0 obj " + "[" * 500_000, "a.pdf"),
    "marks": ("a" + "\u0301\u0316" * 600_000, "a.txt"),
}
# fmt: on


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_goes_off_in_the_child(bomb: str) -> None:
    source, filename = BOMBS[bomb]
    started = time.monotonic()

    try:
        found = extract_safely(source.encode(), filename, limits=TIGHT)
    except ExtractionError as refusal:
        outcome = str(refusal)
    else:
        outcome = found.text

    assert outcome
    assert time.monotonic() - started < 3 * WALL_CLOCK_SECONDS


def test_what_no_check_foresaw_is_answered_clearly(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(ExtractionError) as refusal:
        extract_safely(b"[" * 1_400_000, "a.md", limits=TIGHT)

    assert str(refusal.value) == UNREADABLE_MESSAGE
    assert "SIGXCPU" in caplog.text
