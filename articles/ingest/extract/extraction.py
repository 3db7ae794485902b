"""What a foreign file holds, once it has been read: text and proposals."""

from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, NamedTuple, Self

from articles.domain.text.canonical import join_paragraphs, split_paragraphs


class ExtractionError(Exception):
    """The file cannot be read; the message says why and what to do."""


class ProposedParagraph(NamedTuple):
    """A paragraph, and the kind of region it seems to be ("": part of the article)."""

    text: str
    region: str = ""


class LeftOutBlock(NamedTuple):
    """Words of the file that were not taken for its text.

    `before` counts the paragraphs of the text that stand before them in the file.
    """

    text: str
    before: int


class ProposedRegion(NamedTuple):
    """A span of the text that is probably not part of the article."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Extraction:
    """The text of a file, with proposals that a reviewer confirms or corrects.

    `published` is as precise as what was found: a day, a month, a year or "".
    """

    paragraphs: tuple[ProposedParagraph, ...]
    title: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    published: str = ""
    address: str = ""
    language: str = ""
    warnings: tuple[str, ...] = ()
    left_out: tuple[LeftOutBlock, ...] = ()

    @property
    def text(self) -> str:
        return join_paragraphs(paragraph.text for paragraph in self.paragraphs)

    @property
    def regions(self) -> tuple[ProposedRegion, ...]:
        """The proposed regions, one for each paragraph, as offsets into the text."""
        spans = zip(split_paragraphs(self.text), self.paragraphs, strict=True)
        return tuple(
            ProposedRegion(span.start, span.end, paragraph.region)
            for span, paragraph in spans
            if paragraph.region
        )

    def with_regions(self, kinds: Sequence[str]) -> Self:
        """Return it with another kind of region, or "", for each paragraph."""
        pairs = zip(self.paragraphs, kinds, strict=True)
        paragraphs = (ProposedParagraph(words.text, kind) for words, kind in pairs)
        return replace(self, paragraphs=tuple(paragraphs))

    def take_in(self, numbers: Container[int]) -> Self:
        """Return it with these left-out blocks in the text, each at its place."""
        paragraphs: list[ProposedParagraph] = []
        left_out: list[LeftOutBlock] = []
        done = 0
        for number, block in enumerate(self.left_out):
            paragraphs += self.paragraphs[done : block.before]
            done = block.before
            if number in numbers:
                paragraphs.append(ProposedParagraph(block.text))
            else:
                left_out.append(block._replace(before=len(paragraphs)))
        paragraphs += self.paragraphs[done:]
        return replace(self, paragraphs=tuple(paragraphs), left_out=tuple(left_out))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Self:
        """The inverse of `as_dict`, after a way through JSON.

        What was stored before blocks were left out has no such list.
        """
        lists: dict[str, Any] = {
            name: tuple(fields[name]) for name in ("authors", "warnings")
        }
        lists["paragraphs"] = tuple(
            ProposedParagraph(*pair) for pair in fields["paragraphs"]
        )
        lists["left_out"] = tuple(
            LeftOutBlock(*pair) for pair in fields.get("left_out", ())
        )
        return cls(**{**fields, **lists})
