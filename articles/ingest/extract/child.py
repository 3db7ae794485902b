"""What the child process runs for `articles.ingest.sandbox`: bytes in, JSON out."""

import json

from articles.ingest.extract.reader import extract
from articles.ingest.extract.result import ExtractionError


def answer(request: bytes) -> bytes:
    """Extract a request: a line of JSON with the file's name and kind, then the file.

    Returns JSON with an "extraction", or with an "error" in words.
    """
    head, _, data = request.partition(b"\n")
    about = json.loads(head)
    reply: dict[str, object]
    try:
        reply = {
            "extraction": extract(data, about["filename"], about["kind"]).as_dict()
        }
    except ExtractionError as error:
        reply = {"error": str(error)}
    return json.dumps(reply, ensure_ascii=False).encode()
