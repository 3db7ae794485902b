"""What does the child process answer about a file? Used by `articles.ingest.sandbox`."""

import json

from articles.ingest.extract.reader import extract
from articles.ingest.extract.result import ExtractionError


def answer(request: bytes) -> bytes:
    """A line of JSON with the file's name and kind, then the file; JSON comes back."""
    head, _, data = request.partition(b"\n")
    about = json.loads(head)
    said: dict[str, object]
    try:
        said = {"extraction": extract(data, about["filename"], about["kind"]).as_dict()}
    except ExtractionError as error:
        said = {"error": str(error)}
    return json.dumps(said, ensure_ascii=False).encode()
