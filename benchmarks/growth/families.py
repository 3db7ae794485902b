"""Families of hostile input, each of any size: what one who wants to be slow pastes.

Nothing here is chance: a family gives the same text for the same size each time.
"""

from collections.abc import Callable
from itertools import count, islice
from random import Random

TextFamily = Callable[[int], str]
PairFamily = Callable[[int], tuple[str, str]]
WORDS = ("the", "river", "said", "Ina", "Falk", "not", "may", "12", "of", "over")


def repeat(unit: str) -> TextFamily:
    """So many signs of one unit over and over."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def different_words(size: int) -> str:
    """Words of which no two are alike."""
    return " ".join(f"w{number:x}" for number in range(size // 6))[:size]


def shuffled_words(size: int) -> str:
    """Ten words in no order."""
    chance = Random(size)
    return " ".join(chance.choice(WORDS) for _ in range(size // 4))[:size]


def fibonacci_words(size: int) -> str:
    """Two words in an order that repeats itself at every length."""
    one, other = "a ", "a b "
    while len(other) < size:
        one, other = other, other + one
    return other[:size]


def one_in_between(unit: str, rare: str, every: int) -> TextFamily:
    """The same unit over and over, with another one now and then."""
    return repeat(unit * every + rare)


TEXTS: dict[str, TextFamily] = {
    "one letter": repeat("a"),
    "one letter of four bytes": repeat("𝒶"),
    "one word": repeat("word "),
    "one short word": repeat("a "),
    "two words": repeat("one two "),
    "a a a a b": one_in_between("a ", "b ", 4),
    "different words": different_words,
    "shuffled words": shuffled_words,
    "fibonacci words": fibonacci_words,
    "open quotation": lambda size: "“" + repeat("Kell said so. ")(size),
    "open quotation, paragraphs": lambda size: "“" + repeat("Kell said.\n\n“")(size),
    "open quotation, short parts": lambda size: "“" + repeat("a\n\n“")(size),
    "open quotation, no marks": lambda size: "“" + repeat("a b\n\n")(size),
    "closed quotations": repeat("“so it is” "),
    "straight quotations": repeat('"so it is" '),
    "quotations of one word": repeat('"a" '),
    "nested quotations": repeat("“‘"),
    "single quotations": repeat("‘a’ b ‘c "),
    "apostrophes": repeat("’'"),
    "every kind of mark": repeat("“”„«»‹›\"‘’‚'「」『』"),
    "opening marks": repeat("“a "),
    "German marks": repeat("„a “b "),
    "interviews": repeat("Kell: “a b c.”\n\n"),
    "said": repeat("said "),
    "somebody said": repeat("Ina Falk said that it is, "),
    "colons": repeat("Kell said: "),
    "according to": repeat("according to Kell, "),
    "names": repeat("Ina Falk, Mayor of Tarn, "),
    "different names": lambda size: " ".join(
        f"Ina Falk{number:x}, she said." for number in range(size // 22)
    )[:size],
    "the official": repeat("The official said that it is so. "),
    "negations": repeat("not "),
    "hedges": repeat("it may be so, perhaps; "),
    "numbers in words": repeat("one hundred and twenty thousand "),
    "minus": repeat("minus "),
    "digits": repeat("1"),
    "numbers": repeat("1,000 "),
    "grouped digits": repeat("1,000,"),
    "grouped by spaces": repeat("1 000 "),
    "different numbers": lambda size: " ".join(map(str, range(size // 6)))[:size],
    "times": repeat("5:30 p.m. "),
    "decimals": repeat("1.1"),
    "dates": repeat("on Saturday, 3 June 2017 "),
    "months": repeat("June "),
    "initials": repeat("A. "),
    "abbreviations": repeat("U.S."),
    "sentences": repeat("It is so. "),
    "lines": repeat("a\n"),
    "paragraphs": repeat("a\n\n"),
    "different paragraphs": lambda size: "\n\n".join(
        f"w{number:x} is so" for number in range(size // 13)
    )[:size],
    "spaces": repeat(" "),
    "spaces and a letter": lambda size: "a" + " " * (size - 2) + "b",
    "line feeds": repeat("\n"),
    "tabs": repeat("\t a"),
    "full stops": repeat("."),
    "commas": repeat(","),
    "hyphens": repeat("-"),
    "hyphenated": repeat("a-"),
    "dashes": repeat("– "),
    "underscores": repeat("_"),
    "stars": repeat("*a"),
    "ellipses": repeat("…"),
    "ellipses and words": repeat("a … "),
    "ellipses in brackets": repeat("[ ..."),
    "brackets open": repeat("["),
    "brackets open, spaces": lambda size: "[" + " " * size,
    "brackets": repeat("[a] "),
    "round brackets": repeat("(("),
    "backslashes": repeat("\\"),
    "addresses": repeat("https://example.org/a?b=c&d#e/"),
    "dots and letters": repeat("a."),
    "contractions": repeat("can't"),
    "n't": repeat("n't "),
    "letters and marks": repeat("n’"),
    "combining marks": lambda size: "a" + "\u0301" * (size - 1),
    "combining marks, two": lambda size: "a" + repeat("\u0301\u0327")(size - 1),
    "accents": repeat("e\u0301"),
    "vowel points": repeat("\u05d0\u05b0"),
    "zero width": repeat("\u200b"),
    "joined by nothing": repeat("a\u200d"),
    "soft hyphens": repeat("\u00ad"),
    "direction marks": repeat("\u202e\u2066"),
    "emoji": repeat("👩‍👩‍👧"),
    "flags": repeat("🇩🇪"),
    "Arabic": repeat("قال إن "),
    "kashida": repeat("\u0640"),
    "Hebrew": repeat("אמר "),
    "Chinese": repeat("他说"),
    "Chinese in marks": repeat("「他说」"),
    "Thai": repeat("กา"),
    "ligatures": repeat("ﷺ"),
    "markup": repeat("<b>&amp;"),
    "control signs": repeat("\x00\x1b"),
    "lone surrogates": repeat("\ud800"),
}  # fmt: skip


def half(text: str) -> str:
    return text[: len(text) // 2]


def to_words(text: str, order: Callable[[list[str]], list[str]]) -> str:
    return " ".join(order(text.split()))


def shuffle_words(words: list[str]) -> list[str]:
    Random(len(words)).shuffle(words)
    return words


def rotate_words(words: list[str]) -> list[str]:
    middle = len(words) // 2 + 1
    return words[middle:] + words[:middle]


def drop_each(words: list[str], number: int) -> list[str]:
    return [word for at, word in enumerate(words) if at % number]


def change_each(words: list[str], number: int) -> list[str]:
    return [word if at % number else f"x{at:x}" for at, word in enumerate(words)]


def runs_apart(size: int) -> tuple[str, str]:
    """Shared runs of six words, and as much between them as is just compared."""
    sides: tuple[list[str], list[str]] = ([], [])
    counter = count()
    while len(sides[0]) * 5 < size:
        shared = [f"s{number:x}" for number in islice(counter, 6)]
        for name, side in zip("xy", sides, strict=True):
            side += [*shared, *(f"{name}{next(counter):x}" for _ in range(230))]
    one, other = (" ".join(side)[:size] for side in sides)
    return one, other


# How the second of two texts comes from the first.
SECOND_TEXTS: dict[str, Callable[[str], str]] = {
    "half of it": half,
    "an x before it": lambda text: "x" + text,
    "backwards": lambda text: to_words(text, lambda words: words[::-1]),
    "shuffled": lambda text: to_words(text, shuffle_words),
    "rotated": lambda text: to_words(text, rotate_words),
    "each third word gone": lambda text: to_words(text, lambda w: drop_each(w, 3)),
    "each second word another": lambda text: to_words(
        text, lambda w: change_each(w, 2)
    ),
    "each seventh word another": lambda text: to_words(
        text, lambda w: change_each(w, 7)
    ),
}


def pair_of(text: TextFamily, second: Callable[[str], str]) -> PairFamily:
    def both(size: int) -> tuple[str, str]:
        first = text(size)
        return first, second(first)

    return both


FIRST_TEXTS = (
    "one letter", "one word", "one short word", "two words", "a a a a b",
    "different words", "shuffled words", "fibonacci words", "closed quotations",
    "negations", "hedges", "numbers in words", "different numbers", "full stops",
    "commas", "paragraphs", "different paragraphs", "combining marks, two", "accents",
    "Chinese", "Arabic", "emoji", "sentences", "ellipses and words", "brackets",
)  # fmt: skip
PAIRS: dict[str, PairFamily] = {
    f"{name}; {how}": pair_of(TEXTS[name], second)
    for name in FIRST_TEXTS
    for how, second in SECOND_TEXTS.items()
} | {
    "runs apart": runs_apart,
    "one word; another": lambda size: (repeat("a ")(size), repeat("b ")(size)),
    "numbers; other numbers": lambda size: (
        " ".join(map(str, range(size // 6))),
        " ".join(f"x {n}" for n in range(size // 6, 0, -1)),
    ),
    "hedges; none": lambda size: (
        repeat("x may y ")(size),
        repeat("x perhaps z y not ")(size),
    ),
}
