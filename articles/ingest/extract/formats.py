"""Recognises a file's format: plain text, Markdown, HTML or PDF."""

import re
from itertools import chain, islice
from typing import Literal

FileFormat = Literal["text", "markdown", "html"]

_FORMATS_BY_EXTENSION: dict[str, FileFormat] = {
    "md": "markdown",
    "markdown": "markdown",
    "html": "html",
    "htm": "html",
    "xhtml": "html",
}
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)?"
    r"<(?:!doctype html|(?:html|head|body|article|main|section|header|div|p|h[1-6]|figure"
    r"|blockquote|[uo]l|table|span|meta|title|script|style)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_HEADING = re.compile(r"^#{1,6} +[^\s#]", re.MULTILINE)
_OTHER_MARKS = re.compile(
    r"""\[[^\[\]\n]{1,300}\]\([^\s()]{0,1000}\)   # a link
    |\*\*[^\s*][^*\n]{0,300}\*\*                  # strong words
    |\\[*_\#]                                     # an escaped mark
    |^```""",
    re.MULTILINE | re.VERBOSE,
)
_FRONT_MATTER = re.compile(r"---\n[A-Za-z_-]{1,30}:[^\n]*\n")
_FORMAT_SAMPLE_CHARACTERS = 100_000
_MIN_MARKS = 2


def guess_format(source: str, filename: str) -> FileFormat:
    """Return what the file's extension says, or what the source looks like.

    People save Markdown and pages as .txt, so that extension decides nothing.
    """
    if named := _FORMATS_BY_EXTENSION.get(_file_extension(filename)):
        return named
    if _HTML_START.match(source):
        return "html"
    return "markdown" if _has_markdown(source[:_FORMAT_SAMPLE_CHARACTERS]) else "text"


def is_pdf(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def has_extension_of(filename: str, kind: FileFormat) -> bool:
    """Whether the file has an extension of this format."""
    return _FORMATS_BY_EXTENSION.get(_file_extension(filename)) == kind


def _file_extension(filename: str) -> str:
    return filename.rpartition(".")[2].lower()


def _has_markdown(sample: str) -> bool:
    """Whether the sample is Markdown: it has front matter, or two marks.

    A heading or a link may stand in any text; two marks together hardly do.
    """
    if _FRONT_MATTER.match(sample):
        return True
    found = chain(_HEADING.finditer(sample), _OTHER_MARKS.finditer(sample))
    return len(list(islice(found, _MIN_MARKS))) == _MIN_MARKS
