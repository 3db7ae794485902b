"""Plain text as paragraphs, with what is a web or mail address in it told apart."""

import re
from typing import NamedTuple

AROUND = "()[]{}<>\"'«»“”‘’.,;:!?"
MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
SPACE = re.compile(r"(\s+)")
EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")


class Piece(NamedTuple):
    """Some words, and where they lead; "" for words that lead nowhere."""

    words: str
    address: str = ""


def linked_paragraphs(text: str) -> list[list[Piece]]:
    """The paragraphs, which empty lines part, each in pieces that lead somewhere or not."""
    lines = "\n".join(text.strip().splitlines())
    return [link_words(part) for part in EMPTY_LINE.split(lines) if part]


def link_words(paragraph: str) -> list[Piece]:
    found: list[Piece] = []
    for word in SPACE.split(paragraph):
        bare = word.strip(AROUND)
        before, _, behind = word.partition(bare) if bare else (word, "", "")
        address = address_of(bare)
        if address:
            found += [Piece(before), Piece(bare, address), Piece(behind)]
        else:
            found.append(Piece(word))
    return join_words(found)


def address_of(word: str) -> str:
    """Where a word leads: a web page or a mailbox, and nothing else."""
    if word.startswith(("https://", "http://")) and len(word) > len("https://"):
        return word
    return f"mailto:{word}" if MAIL.fullmatch(word) else ""


def join_words(pieces: list[Piece]) -> list[Piece]:
    """The same with what leads nowhere in one piece."""
    joined: list[Piece] = []
    plain: list[str] = []
    for piece in [*pieces, Piece("", "end")]:
        if not piece.address:
            plain.append(piece.words)
            continue
        if words := "".join(plain):
            joined.append(Piece(words))
        joined.append(piece)
        plain = []
    return joined[:-1]
