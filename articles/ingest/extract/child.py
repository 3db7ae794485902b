"""What the child process runs for `articles.ingest.sandbox`: bytes in, JSON out."""

import json

from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.extractor import extract


def extract_to_json(request: bytes) -> bytes:
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
