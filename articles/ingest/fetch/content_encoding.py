"""Decodes a body's content encoding (RFC 9110), up to a limit of bytes.

A few kilobytes can unpack to gigabytes, so the limit counts what comes out.
"""

import zlib
from collections.abc import Iterable

from articles.ingest.fetch.refusal import UPLOAD_INSTEAD, FetchError, RefusalReason

_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


def decode_content(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the decoded body, or a FetchError once it exceeds `limit` bytes."""
    if encoding in {"", "identity"}:
        return _join_chunks(chunks, limit)
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(
            RefusalReason.TYPE,
            f"The page is packed in a way that was not asked for. {UPLOAD_INSTEAD}",
        )
    try:
        return _inflate_chunks(chunks, encoding, limit)
    except zlib.error:
        raise FetchError(
            RefusalReason.ANSWER, f"The page arrived damaged. {UPLOAD_INSTEAD}"
        ) from None


def _join_chunks(chunks: Iterable[bytes], limit: int) -> bytes:
    body = bytearray()
    for chunk in chunks:
        body += chunk
        if len(body) > limit:
            raise too_large_error(limit)
    return bytes(body)


def _inflate_chunks(chunks: Iterable[bytes], encoding: str, limit: int) -> bytes:
    body = bytearray()
    received = 0
    inflater = None
    for chunk in chunks:
        received += len(chunk)
        if inflater is None:
            inflater = zlib.decompressobj(_window_bits(chunk, encoding))
        # One more than may be kept is enough to know that it is too much.
        body += inflater.decompress(chunk, limit + 1 - len(body))
        if len(body) > limit or received > limit:
            raise too_large_error(limit)
    if inflater is not None and not inflater.eof:
        raise zlib.error("cut off")
    return bytes(body)


def _window_bits(beginning: bytes, encoding: str) -> int:
    """Return zlib's window bits for the encoding.

    Some servers say deflate and leave the wrapping out that it should have.
    """
    if encoding != "deflate":
        return _GZIP
    return _ZLIB if beginning[:1] and beginning[0] & 0x0F == 8 else _RAW


def too_large_error(limit: int) -> FetchError:
    return FetchError(
        RefusalReason.SIZE,
        f"The page is larger than {limit / 1e6:g} MB, so it was not fetched to its "
        "end.",
    )
