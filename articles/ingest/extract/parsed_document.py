"""What a reader of one format hands on, before proposals are made from it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.domain.text.canonical import PARAGRAPH_BORDER, to_canonical_text
from articles.domain.text.normalization import INVISIBLE_CHARACTERS
from articles.ingest.extract.extraction import LeftOutBlock

_MAX_STRUCK_CHARACTERS = 2000
INVISIBLE_TEXT = "".join(INVISIBLE_CHARACTERS)


class TextBlock(NamedTuple):
    """One paragraph as the file has it; `level` is 1 to 6 for a heading, else 0.

    `region` is set where the reader of the format itself knows its kind.
    """

    text: str
    level: int = 0
    links: tuple[str, ...] = ()
    region: str = ""


@dataclass
class ParsedDocument:
    """The blocks of a file in order, and what the file itself says about them."""

    blocks: list[TextBlock]
    left_out: list[LeftOutBlock] = field(default_factory=list)
    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str = ""
    address: str = ""
    language: str = ""
    warnings: list[str] = field(default_factory=list)

    def add(self, block: TextBlock, is_kept: bool) -> None:
        """Add the next block of the file: to the text, or to what is left out of it."""
        if is_kept:
            self.blocks.append(block)
        else:
            self.left_out.append(LeftOutBlock(block.text, len(self.blocks)))


def struck_warning(struck: Sequence[str]) -> str:
    """Return what to say of words that a file strikes through."""
    words = ", ".join(f"“{words}”" for words in struck)
    if len(words) > _MAX_STRUCK_CHARACTERS:
        words = words[:_MAX_STRUCK_CHARACTERS] + " …"
    return f"Words that are struck through were left out of the text: {words}."


def clean_blocks(block: TextBlock) -> Iterator[TextBlock]:
    """Yield the block in canonical form; one with blank lines becomes several."""
    for words in to_canonical_text(block.text).split(PARAGRAPH_BORDER):
        if words and not is_separator(words):
            yield block._replace(text=words)


def is_separator(words: str) -> bool:
    """Whether the words are only asterisks, dashes or invisible signs.

    Such a line can neither be quoted nor read aloud.
    """
    return not words.strip(" \n*_-=~#•·—\u2013+.⁂※|<>\\" + INVISIBLE_TEXT)
