"""Splits a page into the blocks of words that its readers see, in document order.

These words are what an article's text is made of: whatever else looks at the page only
decides which blocks belong to the article, so that none can be lost, joined or changed
unseen.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from articles.ingest.extract.page_purpose import read_purpose
from articles.ingest.extract.page_tree import (
    CONTROL_TAGS,
    is_block,
    is_fraction_bar_before,
    is_hidden,
    is_paragraph,
    is_struck,
    script_kind,
)
from articles.ingest.extract.parsed_document import TextBlock, clean_blocks
from articles.ingest.extract.quotation_marks import ALL_MARKS, quotation_marks
from articles.ingest.extract.scripts import to_fraction, to_subscript, to_superscript

_CELL_TAGS = frozenset({"td", "th"})
_PREFORMATTED_TAGS = frozenset({"pre", "code"})
_WHITE_SPACE = re.compile(r"[ \t\r\n\f]+")
# A table with longer cells than this arranges the page and holds no data.
_MAX_DATA_CELL_CHARACTERS = 400
# Stands where a control begins or ends; a browser draws a border there.
_CONTROL_BORDER = "\x1f"
_CONTROL_BORDERS = re.compile(r"(?<=\w)\x1f++(?=\w)|(\x1f)")
_FRACTION = re.compile(
    r"([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,9})(?:\u2044([₀₁₂₃₄₅₆₇₈₉0-9]{1,9})|/([₀₁₂₃₄₅₆₇₈₉]{1,9}))"
)


class TextNode(NamedTuple):
    """Where words stand in the tree: as an element's text, or behind it (its tail)."""

    element: HtmlElement
    is_tail: bool


@dataclass
class PageBlock:
    """The words between two borders of block elements.

    `element` is the block element that it stands in. `inside` names the open elements
    that tell what the block is for; `container` is the innermost of them. `linked`,
    `timed` and `pressed` count the characters that are links, times and buttons.
    """

    text: str
    level: int
    element: HtmlElement
    inside: frozenset[str]
    container: HtmlElement
    nodes: list[TextNode]
    linked: int = 0
    timed: int = 0
    pressed: int = 0

    @property
    def home(self) -> HtmlElement:
        """The element within which the block is one of several."""
        is_alone = is_paragraph(self.element)
        return self.element.getparent() if is_alone else self.element

    @property
    def paragraphs(self) -> list[TextBlock]:
        """The block in canonical form; one with blank lines is several."""
        return list(clean_blocks(TextBlock(self.text, self.level)))


@dataclass
class PageText:
    """What a page shows: its blocks, and the words that it strikes through.

    `unread` are the elements whose insides no reader sees.
    """

    blocks: list[PageBlock] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    unread: list[HtmlElement] = field(default_factory=list)


def read_page(page: HtmlElement) -> PageText:
    """Return the visible words of a page; the tree stays as it is."""
    return _PageWalk(page).walk()


@dataclass
class _OpenPhrase:
    """An element within a line whose words are changed as a whole when it ends."""

    element: HtmlElement
    words: list[str] = field(default_factory=list)


class _PageWalk:
    """One pass over the tree; each element is opened and closed once."""

    def __init__(self, page: HtmlElement) -> None:
        self.page = page
        self.found = PageText()
        self.layout_rows = _find_layout_rows(page)
        self.words: list[str] = []
        self.phrases: list[_OpenPhrase] = []
        self.nodes: list[TextNode] = []
        self.level = self.linked = self.timed = self.pressed = 0
        # Of the open elements: how many are of these kinds.
        self.links = self.times = self.quotations = self.preformatted = 0
        self.paragraphs = self.buttons = 0
        self.inside: list[frozenset[str]] = [frozenset()]
        self.containers: list[HtmlElement | None] = [None]
        self.languages: list[str] = [""]
        self.elements: list[HtmlElement | None] = [None]

    def walk(self) -> PageText:
        walk = etree.iterwalk(self.page, events=("start", "end"))
        skipped: HtmlElement | None = None
        for event, element in walk:
            if event == "start" and self._is_left_unread(element):
                walk.skip_subtree()
                skipped = element
            elif event == "start":
                self._open(element)
            elif element is skipped:
                skipped = None
                self._add_tail(element)
            else:
                self._close(element)
                self._add_tail(element)
        self._end_block()
        return self.found

    def _is_left_unread(self, element: HtmlElement) -> bool:
        if is_hidden(element):
            self.found.unread.append(element)
            return True
        if is_struck(element):
            self.found.unread.append(element)
            words = " ".join("".join(element.itertext()).split())
            if words:
                self.found.struck.append(words)
            return True
        return False

    def _open(self, element: HtmlElement) -> None:
        if self._is_block(element):
            self._end_block()
            self.level = _heading_level(element)
            self.elements.append(element)
        self._count(element, 1)
        self.languages.append(
            element.get("lang") or element.get("xml:lang") or self.languages[-1]
        )
        if names := read_purpose(element):
            self.inside.append(self.inside[-1] | names)
            self.containers.append(element)
        self._begin_phrase(element)
        self._add(element, element.text, is_tail=False)

    def _close(self, element: HtmlElement) -> None:
        self._end_phrase(element)
        if self.elements[-1] is element:
            self._end_block()
            self.elements.pop()
        self._count(element, -1)
        self.languages.pop()
        if self.containers[-1] is element:
            self.containers.pop()
            self.inside.pop()

    def _is_block(self, element: HtmlElement) -> bool:
        if element.tag in _CELL_TAGS | {"tr"}:
            return element.tag == "tr" or element.getparent() in self.layout_rows
        return is_block(element, self.paragraphs > 0)

    def _count(self, element: HtmlElement, step: int) -> None:
        self.links += step * (element.tag == "a")
        self.times += step * (element.tag == "time")
        self.quotations += step * (element.tag == "q")
        self.preformatted += step * (element.tag in _PREFORMATTED_TAGS)
        self.paragraphs += step * is_paragraph(element)
        self.buttons += step * (element.tag == "button")

    def _begin_phrase(self, element: HtmlElement) -> None:
        """Add what the tag itself stands for, or begin words to change at its end."""
        if is_fraction_bar_before(element):
            self._put("\u2044")
        if element.tag == "q" or script_kind(element):
            self.phrases.append(_OpenPhrase(element))
        elif element.tag == "br":
            self._break_line()
        elif element.tag in _CELL_TAGS:
            self._put(" | " if self.nodes else "")
        elif element.tag in CONTROL_TAGS:
            self._put(_CONTROL_BORDER)
        elif element.tag == "rt" and not _has_brackets(element):
            self._put("(")

    def _end_phrase(self, element: HtmlElement) -> None:
        if self.phrases and self.phrases[-1].element is element:
            words = "".join(self.phrases.pop().words)
            self._put(self._finish_phrase(element, words))
        elif element.tag in CONTROL_TAGS:
            self._put(_CONTROL_BORDER)
        elif element.tag == "rt" and not _has_brackets(element):
            self._put(")")

    def _finish_phrase(self, element: HtmlElement, words: str) -> str:
        if element.tag == "q":
            return self._quote(words)
        shift = to_superscript if script_kind(element) == "sup" else to_subscript
        return (shift(words) or "") + (" " if words[-1:].isspace() else "")

    def _quote(self, words: str) -> str:
        """Put the marks of the language around it in which the quotation stands."""
        if not words.strip() or words.lstrip()[0] in ALL_MARKS:
            return words
        depth = self.quotations - 1
        opening, closing = quotation_marks(self.languages[-2], depth)
        return f"{opening}{words.strip()}{closing}"

    def _break_line(self) -> None:
        """Two breaks one after the other are how a page parts its paragraphs."""
        if self.words and not self.phrases and self.words[-1] == "\n":
            self._end_block()
        else:
            self._put("\n")

    def _add_tail(self, element: HtmlElement) -> None:
        if element is not self.page:
            self._add(element, element.tail, is_tail=True)

    def _add(self, element: HtmlElement, text: str | None, is_tail: bool) -> None:
        if not text:
            return
        if not self.preformatted:
            text = _WHITE_SPACE.sub(" ", text)
        if text.isspace() and self.words and self.words[-1] == "\n":
            return
        self._put(text)
        if not text.isspace():
            self.nodes.append(TextNode(element, is_tail))
            self.linked += len(text) if self.links else 0
            self.timed += len(text) if self.times else 0
            self.pressed += len(text) if self.buttons else 0

    def _put(self, words: str) -> None:
        if words:
            (self.phrases[-1].words if self.phrases else self.words).append(words)

    def _end_block(self) -> None:
        """Keep the words so far as a block; a phrase that is still open is cut there."""
        for phrase in self.phrases:
            self.words.extend(phrase.words)
        self.phrases.clear()
        text = _finish_text("".join(self.words))
        if self.nodes and text.strip():
            block = PageBlock(
                text, self.level, self.elements[-1], self.inside[-1],
                self.containers[-1], self.nodes, self.linked, self.timed, self.pressed,
            )  # fmt: skip
            self.found.blocks.append(block)
            self.nodes = []
        self.nodes.clear()
        self.words.clear()
        self.level = self.linked = self.timed = self.pressed = 0


def _finish_text(text: str) -> str:
    text = _CONTROL_BORDERS.sub(lambda found: "" if found[1] else " ", text)
    return _FRACTION.sub(
        lambda found: to_fraction(found[1], found[2] or found[3]), text
    )


def _has_brackets(ruby_text: HtmlElement) -> bool:
    """Whether the page brings brackets of its own, for browsers without ruby."""
    before = ruby_text.getprevious()
    return before is not None and before.tag == "rp"


def _heading_level(element: HtmlElement) -> int:
    found = re.fullmatch("h([1-6])", str(element.tag))
    return int(found[1]) if found else 0


def _find_layout_rows(page: HtmlElement) -> frozenset[HtmlElement]:
    """Return the rows of tables that arrange the page: their cells are no data."""
    tables = list(page.iter("table"))
    layout = {
        outer
        for table in tables
        if (outer := next(table.iterancestors("table"), None)) is not None
    }
    layout.update(
        table for table in tables if table not in layout and _has_long_cell(table)
    )
    return frozenset(
        row
        for row in page.iter("tr")
        if next(row.iterancestors("table"), None) in layout
    )


def _has_long_cell(table: HtmlElement) -> bool:
    return any(
        sum(map(len, cell.itertext())) > _MAX_DATA_CELL_CHARACTERS
        for cell in table.iter("td", "th")
    )
