"""How long is what a server sent, once it is unpacked?

A few kilobytes can unpack to gigabytes, so the limit counts what comes out.
"""

import zlib
from collections.abc import Iterable

from articles.ingest.fetch.refusal import UPLOAD_INSTEAD, FetchError, Reason

_GZIP, _ZLIB, _RAW = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS


def unpacked(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    """All of it, or a FetchError as soon as it is more than `most` bytes."""
    if encoding in {"", "identity"}:
        return _counted(chunks, most)
    if encoding not in {"gzip", "x-gzip", "deflate"}:
        raise FetchError(
            Reason.TYPE,
            f"The page is packed in a way that was not asked for. {UPLOAD_INSTEAD}",
        )
    try:
        return _inflated(chunks, encoding, most)
    except zlib.error:
        raise FetchError(
            Reason.ANSWER, f"The page arrived damaged. {UPLOAD_INSTEAD}"
        ) from None


def _counted(chunks: Iterable[bytes], most: int) -> bytes:
    kept = bytearray()
    for chunk in chunks:
        kept += chunk
        if len(kept) > most:
            raise too_large(most)
    return bytes(kept)


def _inflated(chunks: Iterable[bytes], encoding: str, most: int) -> bytes:
    kept = bytearray()
    sent = 0
    inflater = None
    for chunk in chunks:
        sent += len(chunk)
        if inflater is None:
            inflater = zlib.decompressobj(_wrapping(chunk, encoding))
        # One more than may be kept is enough to know that it is too much.
        kept += inflater.decompress(chunk, most + 1 - len(kept))
        if len(kept) > most or sent > most:
            raise too_large(most)
    if inflater is not None and not inflater.eof:
        raise zlib.error("cut off")
    return bytes(kept)


def _wrapping(beginning: bytes, encoding: str) -> int:
    """Some servers say deflate and leave the wrapping out that it should have."""
    if encoding != "deflate":
        return _GZIP
    return _ZLIB if beginning[:1] and beginning[0] & 0x0F == 8 else _RAW


def too_large(most: int) -> FetchError:
    return FetchError(
        Reason.SIZE,
        f"The page is larger than {most / 1e6:g} MB, so it was not fetched to its end.",
    )
