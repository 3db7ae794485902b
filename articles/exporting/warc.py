"""Writes snapshots in the format of web archives (WARC 1.1, ISO 28500)."""

import datetime
from collections.abc import Iterable
from io import BytesIO
from typing import IO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from articles.models import Snapshot
from articles.models.choices import Way

WARC_MEDIA_TYPE = "application/warc"
WARC_SUFFIX = ".warc.gz"
# The bytes are kept unpacked, so what was said about their packing moves aside.
_TRANSFER_HEADERS = frozenset(
    {"content-encoding", "transfer-encoding", "content-length"}
)


def write_warc(out: IO[bytes], snapshots: Iterable[Snapshot], name: str) -> int:
    """Write a file with every snapshot as one record; return how many."""
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    info = writer.create_warcinfo_record(
        name, {"software": "Claimtracker", "format": "WARC File Format 1.1"}
    )
    writer.write_record(info)
    number = 0
    for snapshot in snapshots:
        number += 1
        _write_snapshot(writer, snapshot)
    return number


def _write_snapshot(writer: WARCWriter, snapshot: Snapshot) -> None:
    content = bytes(snapshot.content.content)
    record_headers = {
        "WARC-Date": snapshot.at.astimezone(datetime.UTC).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        ),
        "WARC-Payload-Digest": f"sha256:{snapshot.sha256}",
    }
    if snapshot.way == Way.FETCHED:
        record = writer.create_warc_record(
            snapshot.final_address,
            "response",
            payload=BytesIO(content),
            length=len(content),
            http_headers=_http_headers(snapshot, len(content)),
            warc_headers_dict=record_headers,
        )
    else:
        record = writer.create_warc_record(
            f"urn:sha256:{snapshot.sha256}",
            "resource",
            payload=BytesIO(content),
            length=len(content),
            warc_content_type=snapshot.content_type,
            warc_headers_dict=record_headers,
        )
    writer.write_record(record)
    writer.write_record(_provenance_record(writer, snapshot, record))


def _http_headers(snapshot: Snapshot, length: int) -> StatusAndHeaders:
    headers = [
        (f"X-Orig-{name}" if name.lower() in _TRANSFER_HEADERS else name, value)
        for name, value in snapshot.headers
    ]
    headers.append(("Content-Length", str(length)))
    return StatusAndHeaders(f"{snapshot.status} OK", headers, protocol="HTTP/1.1")


def _provenance_record(
    writer: WARCWriter, snapshot: Snapshot, record: object
) -> object:
    """Return a metadata record with what the snapshot's record has no room for."""
    target = record.rec_headers.get_header("WARC-Target-URI")  # type: ignore[attr-defined]  # warcio has no types
    record_id = record.rec_headers.get_header("WARC-Record-ID")  # type: ignore[attr-defined]  # warcio has no types
    fields = [("snapshot", snapshot.key), ("way", snapshot.way)]
    if snapshot.address:
        fields.append(("requested", snapshot.address))
    fields += [("via", hop) for hop in snapshot.hops]
    if snapshot.work:
        fields.append(("work", snapshot.work.key))
    lines = "".join(f"{name}: {value}\r\n" for name, value in fields).encode()
    return writer.create_warc_record(
        target,
        "metadata",
        payload=BytesIO(lines),
        length=len(lines),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Concurrent-To": record_id},
    )
