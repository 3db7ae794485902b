"""Decides which blocks of a page are the article.

trafilatura finds the article among menus and advertisements. It gets the page's tree
with a mark in front of each piece of text, and the marks that come out again tell which
blocks it took. It drops captions, corrections and notes, which are then added.
"""

import itertools
import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.ingest.extract.boilerplate import is_boilerplate
from articles.ingest.extract.consent import find_consent, is_consent_text
from articles.ingest.extract.extraction import ExtractionError
from articles.ingest.extract.page_blocks import PageBlock, PageText
from articles.ingest.extract.page_purpose import read_purpose
from articles.ingest.extract.page_tree import PHRASE_TAGS, is_paragraph, tag_set

# A mark is two Braille signs: printable, no letters, and in hardly any page.
_SIGNS = "".join(map(chr, range(0x2801, 0x2900)))
MAX_BLOCKS = len(_SIGNS) ** 2
_MARK = re.compile(f"([{_SIGNS[0]}-{_SIGNS[-1]}]{{2}})")
_NO_SIGNS = dict.fromkeys(map(ord, _SIGNS), "x")
# A library's rule that is made for controls and side notes does not fit an element
# that holds this share of the page's sentences.
_MAIN_SHARE = 0.75
# The article's container holds this share of what was taken, so that a stray block
# elsewhere does not make it the whole page.
_CONTAINER_SHARE = 0.8
# Less than this was found where there was nothing to find.
_MIN_CHARACTERS = 250
_MIN_SENTENCE_CHARACTERS = 80
_MAX_STAMP_CHARACTERS = 60
_MIN_CAPTION_CHARACTERS = 20
_MAX_LINK_SHARE = 0.3
_MAX_SIDE_LINKS = 3
_SIDE_TAGS = tag_set("aside fieldset figure footer form header menu nav object")
_UNREAD_TAG = "unread"
_KEPT_PHRASES = tag_set("a b em i strong br img u tt code font")

_CORRECTION = re.compile(
    r"(?:\W{0,3})(?:correction|corrections|clarification|erratum|editor[’']?s[’']? note|note"
    r" from the editor|an earlier version of this|this (?:article|story|post) (?:was|has"
    r" been) (?:amended|corrected|updated)|korrektur|berichtigung|anm(?:erkung|\.) d(?:er|\.)"
    r" red|rectificatif|correctif|note de la rédaction|corrección|fe de errat|nota de la"
    r" redacción|nota del editor|correção|errata|rettifica|rectificatie|düzeltme"
    r"|исправление|поправка|от редакции|تصحيح|تصويب|ملاحظة المحرر|תיקון|更正|訂正)\b",
    re.IGNORECASE,
)


class Container(NamedTuple):
    """The element that holds the article, and its first and last block."""

    element: HtmlElement
    first: int
    last: int


def choose_article(page: HtmlElement, found: PageText) -> list[bool]:
    """Return for each block whether it is the article's; the tree is used up."""
    blocks = found.blocks
    taken = _leave_furniture(blocks, _ask_library(page, found))
    if not any(taken):
        plain = [_is_plain(block) for block in blocks]
        return plain if any(plain) else [True] * len(blocks)
    complete_article(page, blocks, taken)
    return taken


def complete_article(
    page: HtmlElement, blocks: Sequence[PageBlock], taken: list[bool]
) -> None:
    """Drop links at the article's ends; add captions, corrections, notes and times."""
    _leave_links_at_edges(blocks, taken)
    _add_dropped_parts(blocks, taken, _find_container(page, blocks, taken))


def _leave_furniture(blocks: Sequence[PageBlock], taken: list[bool]) -> list[bool]:
    """Drop menus from next to nothing: the library's last resort is the whole page."""
    pairs = list(zip(blocks, taken, strict=True))
    if sum(len(block.text) for block, is_taken in pairs if is_taken) > _MIN_CHARACTERS:
        return taken
    plain = [is_taken and _is_plain(block) for block, is_taken in pairs]
    return plain if any(plain) else taken


def _leave_links_at_edges(blocks: Sequence[PageBlock], taken: list[bool]) -> None:
    """Drop what is only links in front of the article and behind it."""
    numbers = [number for number, is_taken in enumerate(taken) if is_taken]
    if all(_is_only_links(blocks[number]) for number in numbers):
        return
    for order in (numbers, numbers[::-1]):
        for number in itertools.takewhile(lambda n: _is_only_links(blocks[n]), order):
            taken[number] = False


def _ask_library(page: HtmlElement, found: PageText) -> list[bool]:
    """Return which blocks trafilatura takes: those of which it keeps half or more."""
    _prepare_tree(page, found)
    document = bare_extraction(
        page,
        favor_recall=False,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    body = document.body if isinstance(document, Document) else None
    kept = [0] * len(found.blocks)
    pieces = _MARK.split("".join(body.itertext())) if body is not None else [""]
    for mark, words in zip(pieces[1::2], pieces[2::2], strict=True):
        number = _SIGNS.index(mark[0]) * len(_SIGNS) + _SIGNS.index(mark[1])
        if number < len(kept):
            kept[number] += len(" ".join(words.split()))
    return [
        2 * length >= len(block.text.strip()) and length > 0
        for length, block in zip(kept, found.blocks, strict=True)
    ]


def _prepare_tree(page: HtmlElement, found: PageText) -> None:
    """Mark each block's words; take out what must not mislead the library."""
    if len(found.blocks) > MAX_BLOCKS:
        raise ExtractionError(
            f"This page has more than {MAX_BLOCKS:,} pieces of text, which no article "
            "needs. Copy the article's text from the page and paste it."
        )
    main = _find_main_elements(page, found.blocks)
    consent = find_consent(found.blocks)
    for number, block in enumerate(found.blocks):
        is_void = number in consent or "hidden" in block.inside or _is_button(block)
        _mark_block(block, number, is_void)
    for element in found.unread:
        element.tag = _UNREAD_TAG
    etree.strip_elements(page, _UNREAD_TAG, with_tail=False)
    for element in page.iter():
        if element in main:
            element.tag = "div"
        elif element.tag in PHRASE_TAGS and element.tag not in _KEPT_PHRASES:
            element.tag = "span"


def _mark_block(block: PageBlock, number: int, is_void: bool) -> None:
    """Put the block's mark before each of its pieces; empty what is no article's."""
    mark = _SIGNS[number // len(_SIGNS)] + _SIGNS[number % len(_SIGNS)]
    for element, is_tail in block.nodes:
        name = "tail" if is_tail else "text"
        words = "" if is_void else mark + getattr(element, name).translate(_NO_SIGNS)
        setattr(element, name, words)


def _find_main_elements(
    page: HtmlElement, blocks: Sequence[PageBlock]
) -> frozenset[HtmlElement]:
    """Return the elements for side matter that hold the page's main matter."""
    weights: dict[HtmlElement, int] = {}
    for block in blocks:
        if _is_sentence(block) and not is_consent_text(block.text):
            element = block.element
            weights[element] = weights.get(element, 0) + len(block.text)
    total = sum(weights.values())
    sums = _sum_upwards(page, weights)
    return frozenset(
        element
        for element, weight in sums.items()
        if element.tag in _SIDE_TAGS and weight > _MAIN_SHARE * total
    )


def _sum_upwards(
    page: HtmlElement, weights: dict[HtmlElement, int]
) -> dict[HtmlElement, int]:
    """Return for each element the weight of all that is in it."""
    sums = dict(weights)
    for element in reversed(list(page.iter())):
        parent = element.getparent()
        if parent is not None and element in sums:
            sums[parent] = sums.get(parent, 0) + sums[element]
    return sums


def _is_sentence(block: PageBlock) -> bool:
    return len(block.text) >= _MIN_SENTENCE_CHARACTERS and not _is_linked(block)


def _is_loose(block: PageBlock) -> bool:
    """Whether the block is a sentence without a paragraph of its own."""
    return _is_sentence(block) and not is_paragraph(block.element)


def _is_linked(block: PageBlock) -> bool:
    return block.linked > _MAX_LINK_SHARE * len(block.text)


def _is_button(block: PageBlock) -> bool:
    """Whether the block does something and says nothing: “Share” below an entry."""
    return block.pressed >= len(block.text.strip())


def _is_only_links(block: PageBlock) -> bool:
    return not block.level and 10 * block.linked > 9 * len(block.text.strip())


def _is_plain(block: PageBlock) -> bool:
    """Whether the block may be the article's where no article was found."""
    return not block.inside & {
        "nav", "header", "footer", "aside", "form", "dialog", "named-consent", "hidden"
    }  # fmt: skip


def _find_container(
    page: HtmlElement, blocks: Sequence[PageBlock], taken: Sequence[bool]
) -> Container:
    """Return the smallest element that holds nearly all that was taken.

    Within an <article> it is that: corrections and notes stand beside the paragraphs.
    """
    weights: dict[HtmlElement, int] = {}
    for block, is_taken in zip(blocks, taken, strict=True):
        if is_taken:
            element = block.element
            weights[element] = weights.get(element, 0) + len(block.text)
    sums = _sum_upwards(page, weights)
    needed = _CONTAINER_SHARE * sums[page]
    element = page
    while heavy := [child for child in element if sums.get(child, 0) >= needed]:
        element = heavy[0]
    article = next(element.iterancestors("article"), element)
    members = set(article.iter())
    numbers = [
        number for number, block in enumerate(blocks) if block.element in members
    ]
    return Container(article, numbers[0], numbers[-1])


def _add_dropped_parts(
    blocks: Sequence[PageBlock], taken: list[bool], container: Container
) -> None:
    """Add what belongs to the article although the library never takes it."""
    first, last = taken.index(True), len(taken) - 1 - taken[::-1].index(True)
    common = frozenset.intersection(
        *(
            block.inside
            for block, is_taken in zip(blocks, taken, strict=True)
            if is_taken
        )
    )
    around = {container.element, *container.element.iterancestors()}
    links = _count_side_links(blocks)
    stamps = _find_time_stamps(blocks, taken, container)
    for number in range(len(blocks)):
        block = blocks[number]
        if (
            taken[number]
            or _is_linked(block)
            or _is_button(block)
            or is_boilerplate(block.text)
        ):
            continue
        names = block.inside - common
        # An element around the article may have the name of this one, too.
        if block.container is not None and block.container not in around:
            names |= read_purpose(block.container)
        is_inside = container.first <= number <= container.last
        if names & {
            "nav",
            "named-aside",
            "named-comments",
            "named-consent",
            "dialog",
            "hidden",
        }:
            continue
        taken[number] = (
            number in stamps
            or bool(_CORRECTION.match(block.text))
            or (is_inside and _is_part(block, names, links))
            or (first < number < last and _stands_between(blocks, taken, number))
            or (_is_loose(block) and _siblings_taken(blocks, taken, number) > 0)
        )


def _find_time_stamps(
    blocks: Sequence[PageBlock], taken: Sequence[bool], container: Container
) -> frozenset[int]:
    """Return the short blocks with a time that stand before the entries of a live blog.

    A single one is the article's own date.
    """
    stamps = frozenset(
        number
        for number in range(container.first, container.last)
        if blocks[number].timed
        and len(blocks[number].text.strip()) <= _MAX_STAMP_CHARACTERS
        and any(taken[number + 1 : number + 3])
    )
    return stamps if len(stamps) > 1 else frozenset()


def _count_side_links(blocks: Sequence[PageBlock]) -> dict[HtmlElement, int]:
    """Return for each container how many of its blocks are links.

    One that says "Related" is for links, however many there are.
    """
    links: dict[HtmlElement, int] = {}
    for block in blocks:
        count = _MAX_SIDE_LINKS if is_boilerplate(block.text) else _is_linked(block)
        links[block.container] = links.get(block.container, 0) + count
    return links


def _is_part(
    block: PageBlock, names: frozenset[str], links: dict[HtmlElement, int]
) -> bool:
    """Whether the block is a caption, a side note, a table or a list of terms."""
    if "figcaption" in names:
        return True
    if "named-caption" in names and not block.level:
        return len(block.text.strip()) >= _MIN_CAPTION_CHARACTERS
    if names & {"form", "header"} or links[block.container] >= _MAX_SIDE_LINKS:
        return False
    return bool(
        names & {"aside", "footer", "details", "dl", "table", "blockquote", "figure"}
    )


def _stands_between(
    blocks: Sequence[PageBlock], taken: Sequence[bool], number: int
) -> bool:
    """Whether the block, within the article, is a time, a heading or a sibling."""
    block = blocks[number]
    if 2 * block.timed > len(block.text):
        return True
    if block.level and len(block.text.strip()) > 1 and taken[number + 1]:
        return True
    return _siblings_taken(blocks, taken, number) == 2


def _siblings_taken(
    blocks: Sequence[PageBlock], taken: Sequence[bool], number: int
) -> int:
    """Return how many of the blocks before and behind are taken siblings."""
    home = blocks[number].home
    return sum(
        0 <= other < len(blocks) and taken[other] and blocks[other].home is home
        for other in (number - 1, number + 1)
    )
