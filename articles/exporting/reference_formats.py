"""The formats in which a reference is handed out, by the ending of its address."""

import json
from collections.abc import Callable
from typing import NamedTuple

from articles.exporting.bibtex import write_bibtex
from articles.exporting.references import ReferenceItem
from articles.exporting.ris import write_ris


class ReferenceFormat(NamedTuple):
    """What readers call it, its media type, and how an item is written in it."""

    name: str
    media_type: str
    write: Callable[[ReferenceItem], str]


def write_csl(item: ReferenceItem) -> str:
    """The item as citation processors read it: in a list, though it be of one."""
    return json.dumps([item], ensure_ascii=False, indent=1)


REFERENCE_FORMATS = {
    "bib": ReferenceFormat("BibTeX", "application/x-bibtex", write_bibtex),
    "ris": ReferenceFormat("RIS", "application/x-research-info-systems", write_ris),
    "csl.json": ReferenceFormat(
        "CSL-JSON", "application/vnd.citationstyles.csl+json", write_csl
    ),
}
