"""Finds the tags of an HTML source, and the text between them.

A tokeniser that follows the HTML standard's rules for where a tag, a comment or
a script ends, so that what hides in them is not taken for a tag. It only moves
forward and never builds a tree, so no input makes it slow or deep.
"""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from articles.domain.text.canonical import PARAGRAPH_BORDER
from articles.ingest.extract.extraction import ExtractionError

MAX_ATTRIBUTES = 64

_TAG_START = re.compile(r"</?([A-Za-z][^\t\n\f\r />]*)")
_TAG_END = re.compile(r"[\t\n\f\r /]*>")
# What may follow each part never begins like that part, so nothing is tried twice.
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*[^\t\n\f\r />][^\t\n\f\r />=]*
    (?:[\t\n\f\r ]*=[\t\n\f\r ]*
        (?:"[^"]*"|'[^']*'|[^\t\n\f\r >"'][^\t\n\f\r >]*|(?=>)))?""",
    re.VERBOSE,
)
_COMMENT_END = re.compile(r"--!?>")
_SCRIPT_BORDER = re.compile(
    r"<!(?=--)|-->|</?script(?=[\t\n\f\r />])", re.ASCII | re.IGNORECASE
)

# Elements whose content is no text for a reader, those that hold text but no tags,
# and those that stand within a line.
HIDDEN_TAGS = frozenset({"script", "style"})
_RAW_TEXT_NAMES = "script style iframe noembed noframes plaintext textarea title xmp"
_INLINE_NAMES = (
    "a abbr b bdi bdo big cite code data del dfn em font i img ins kbd mark nobr q "
    "rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
RAW_TEXT_TAGS = frozenset(_RAW_TEXT_NAMES.split())
INLINE_TAGS = frozenset(_INLINE_NAMES.split())
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\t\n\f\r />])", re.ASCII | re.IGNORECASE)
    for name in RAW_TEXT_TAGS
}


class Tag(NamedTuple):
    """A tag; one that stands for a comment or a script's content is named "".

    `is_empty` says that it ends in "/>": libxml2 then takes it for a whole element.
    """

    name: str
    start: int
    end: int
    is_closing: bool = False
    is_empty: bool = False


def find_tags(source: str) -> Iterator[Tag]:
    """Yield the tags of the source in order; what is between two of them is text."""
    position = source.find("<")
    while position >= 0:
        tag = _markup_at(source, position)
        if tag is None:
            return
        if tag.end > tag.start:
            yield tag
        position = max(tag.end, position + 1)
        if tag.name in RAW_TEXT_TAGS and not (tag.is_closing or tag.is_empty):
            content_end = _raw_end(source, tag)
            if tag.name in HIDDEN_TAGS:
                yield Tag("", tag.end, content_end)
            position = content_end
        position = source.find("<", position)


def visible_text(source: str) -> str:
    """Return the words of a piece of HTML, its blocks apart; nothing is executed."""
    parts: list[str] = []
    position = 0
    for tag in find_tags(source):
        parts.append(source[position : tag.start])
        parts.append(_border_text(tag.name))
        position = tag.end
    parts.append(source[position:])
    return html.unescape("".join(parts))


def _border_text(name: str) -> str:
    """Return what a tag of this name puts between the words on both its sides."""
    if name == "br":
        return "\n"
    return PARAGRAPH_BORDER if name and name not in INLINE_TAGS | HIDDEN_TAGS else ""


def _markup_at(source: str, position: int) -> Tag | None:
    """Return what begins at this "<": an empty tag for mere text, None at the end."""
    following = source[position + 1 : position + 3]
    if following[:1] in ("!", "?") or (
        following[:1] == "/" and not _begins_tag_name(following)
    ):
        end = _comment_end(source, position)
        return None if end is None else Tag("", position, end)
    name = _TAG_START.match(source, position)
    if name is None:
        return Tag("", position, position)
    border = _tag_end(source, name.end())
    if border is None:
        return None
    is_closing = following[0] == "/"
    is_empty = border[0].endswith("/>") and not is_closing
    return Tag(name[1].lower(), position, border.end(), is_closing, is_empty)


def _begins_tag_name(following: str) -> bool:
    return following[1:].isascii() and following[1:].isalpha()


def _comment_end(source: str, position: int) -> int | None:
    """Return where a comment, a declaration or a processing instruction is over."""
    if not source.startswith("<!--", position):
        end = source.find(">", position) + 1
        return end or None
    for empty in ("<!-->", "<!--->"):
        if source.startswith(empty, position):
            return position + len(empty)
    found = _COMMENT_END.search(source, position + len("<!--"))
    return found.end() if found else None


def _tag_end(source: str, position: int) -> re.Match[str] | None:
    """Return what ends a tag, behind its attributes; None where the source ends."""
    for _ in range(MAX_ATTRIBUTES + 1):
        if end := _TAG_END.match(source, position):
            return end
        attribute = _ATTRIBUTE.match(source, position)
        if attribute is None:
            return None
        position = attribute.end()
    raise ExtractionError(
        f"This page has an element with more than {MAX_ATTRIBUTES} attributes, which "
        "no article needs. Copy the article's text from the page and paste it."
    )


def _raw_end(source: str, tag: Tag) -> int:
    """Return where the content of an element without tags in it is over."""
    if tag.name == "plaintext":
        return len(source)
    if tag.name == "script":
        return _script_end(source, tag.end)
    end = _RAW_END[tag.name].search(source, tag.end)
    return end.start() if end else len(source)


def _script_end(source: str, position: int) -> int:
    """Return where a script's content is over.

    A "<!--" in a script hides a whole "<script>...</script>" inside the script.
    """
    in_comment = in_inner_script = False
    for border in _SCRIPT_BORDER.finditer(source, position):
        match border[0].lower():
            case "<!":
                in_comment = True
            case "-->":
                in_comment = in_inner_script = False
            case "<script":
                in_inner_script = in_comment
            case _ if in_inner_script:
                in_inner_script = False
            case _:
                return border.start()
    return len(source)
