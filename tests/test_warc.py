"""Does another archive's own program accept the copies that are handed out?"""

import gzip
import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from warcio.archiveiterator import ArchiveIterator

from articles.exporting import warc
from articles.models import Snapshot, User
from articles.models.choices import Way
from tests.factories import make_snapshot, make_work

PAGE = b"<!doctype html><p>The gates were opened.</p>"
HEADERS = [
    ["Content-Type", "text/html; charset=utf-8"], ["Content-Encoding", "gzip"],
    ["Content-Length", "31"], ["Transfer-Encoding", "chunked"], ["Set-Cookie", "a=1"],
    ["Set-Cookie", "b=2"], ["X-Place", "Perrin Ford \xfc"],
]  # fmt: skip


def checked(path: Path) -> "subprocess.CompletedProcess[str]":
    """What `warcio check` says of a file."""
    command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def records(path: Path) -> list[tuple[Any, bytes]]:
    with path.open("rb") as file:
        return [
            (record, record.content_stream().read()) for record in ArchiveIterator(file)
        ]


@pytest.fixture
def three(ada: User) -> list[Snapshot]:
    """A page that was packed and led on to, a PDF, and a file from a reviewer."""
    uploaded = {
        "way": Way.UPLOADED, "address": "", "final_address": "", "status": None,
        "name": "saved.html",
    }  # fmt: skip
    return [
        make_snapshot(
            PAGE, headers=HEADERS, address="http://example.org/old",
            hops=["http://example.org/old"], final_address="https://example.org/ä?q=1",
        ),
        make_snapshot(b"%PDF-1.7 \x00\xff", content_type="application/pdf",
                      work=make_work("Another")),
        make_snapshot(PAGE, **uploaded),
    ]  # fmt: skip


@pytest.fixture
def archive(three: list[Snapshot], tmp_path: Path) -> Path:
    path = tmp_path / "copies.warc.gz"
    call_command("export_warc", path, verbosity=0)
    return path


def test_warcio_accepts_the_archive(archive: Path) -> None:
    answer = checked(archive)

    assert (answer.returncode, "fail" in answer.stdout) == (0, False), answer.stdout
    # Three copies, what is told beside each, and what the file says of itself.
    assert answer.stdout.count("digest pass") == 7


def test_warcio_finds_a_byte_that_was_changed(archive: Path, tmp_path: Path) -> None:
    """Else its approval would mean nothing."""
    whole = gzip.decompress(archive.read_bytes())
    broken = tmp_path / "broken.warc"
    broken.write_bytes(whole.replace(b"The gates were", b"The gates wore"))

    assert checked(broken).returncode != 0


def test_every_copy_is_a_record_with_its_bytes_and_its_hash(
    archive: Path, three: list[Snapshot]
) -> None:
    found = {
        record.rec_headers.get_header("WARC-Payload-Digest"): (record, content)
        for record, content in records(archive)
        if record.rec_type in {"response", "resource"}
        and record.rec_headers.get_header("WARC-Target-URI")
    }

    assert set(found) == {f"sha256:{s.sha256}" for s in three}
    for snapshot in three:
        _, content = found[f"sha256:{snapshot.sha256}"]
        assert content == bytes(snapshot.content.content)


def test_the_page_stands_as_the_server_sent_it(archive: Path) -> None:
    record, _ = next(
        (record, content)
        for record, content in records(archive)
        if record.rec_type == "response" and b"gates" in content
    )

    assert record.rec_headers.get_header("WARC-Date") == "2026-03-01T12:00:00Z"
    assert record.rec_headers.get_header("WARC-Target-URI").startswith("https://")
    assert record.http_headers.get_statuscode() == "200"
    said = record.http_headers.headers
    assert ("Set-Cookie", "a=1") in said
    assert ("Set-Cookie", "b=2") in said
    # The bytes are kept unpacked, so nobody may be told to unpack them.
    assert ("X-Orig-Content-Encoding", "gzip") in said
    assert record.http_headers.get_header("Content-Encoding") is None
    assert record.http_headers.get_header("Content-Length") == str(len(PAGE))


def test_the_way_that_led_there_is_told_beside_it(
    archive: Path, three: list[Snapshot]
) -> None:
    told = [
        content.decode() for record, content in records(archive)
        if record.rec_type == "metadata"
    ]  # fmt: skip

    first = next(words for words in told if three[0].key in words)
    assert "requested: http://example.org/old\r\n" in first
    assert "via: http://example.org/old\r\n" in first
    assert any("way: uploaded" in words for words in told)


def test_a_file_that_is_there_already_is_left_alone(
    three: list[Snapshot], tmp_path: Path
) -> None:
    path = tmp_path / "copies.warc.gz"
    path.write_bytes(b"something else")

    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_warc", path, verbosity=0)

    assert path.read_bytes() == b"something else"


def test_the_copies_of_one_work_can_be_had_alone(
    three: list[Snapshot], tmp_path: Path
) -> None:
    path = tmp_path / "one.warc.gz"
    work = three[1].work
    assert work

    call_command("export_warc", path, "--work", work.key, verbosity=0)

    kinds = [record.rec_type for record, _ in records(path)]
    assert kinds == ["warcinfo", "response", "metadata"]
    with pytest.raises(CommandError, match="no work"):
        call_command("export_warc", tmp_path / "none", "--work", "bcdfghjkmn")


def test_nothing_is_a_valid_archive_too(db: None, tmp_path: Path) -> None:
    out = io.BytesIO()

    assert warc.write_warc(out, [], "none.warc.gz") == 0

    path = tmp_path / "none.warc.gz"
    path.write_bytes(out.getvalue())
    assert checked(path).returncode == 0
