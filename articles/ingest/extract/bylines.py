"""Reads bylines: the authors that a line names, and an outlet behind them."""

import re

MAX_NAMES = 20
# A line that only says who wrote the article.
_BYLINE = re.compile(
    r"(?:(?:written |reported |posted )?by|author|authors|von|par|por|بقلم|автор)"
    r"(?: *: *| +)(?P<names>.{2,150})",
    re.IGNORECASE,
)
_END_OF_NAMES = re.compile(r" *(?:[|\u2013—•·]| - |\(| for | in | on |[0-9]).*")
_BETWEEN_NAMES = re.compile(
    r" *(?:,? and |,? & |,? und |,? et |,? y | و|,|;|،)[ ]*", re.IGNORECASE
)
# What stands last in “By Ann Lee, The Post”: nobody is called so.
_OUTLET_NAME = re.compile(
    r"(?:The|Radio) .+|.*\b(?:Agency|Courier|Daily|Gazette|Herald|Journal|Magazine|News"
    r"|Observer|Online|Post|Press|Radio|Times|Tribune|TV|Weekly|Wire)"
)
_MAX_NAME_WORDS = 5
# Small words that stand inside names.
_LOWER_CASE = "al bin ben da de del della der di du el ibn la le van von zu y"
_PARTICLES = frozenset(_LOWER_CASE.split())
# And small ones that are tied to a name: al-Rashid, d’Arc.
_TIED_PARTICLE = re.compile("[a-z]{1,3}[-'’](?P<name>.)")


def byline_names(line: str) -> tuple[str, ...]:
    """Return the authors, if this line is a byline; () if it is anything else."""
    names = _names_in_byline(line)
    return names[:-1] if _ends_with_outlet(names) else names


def byline_outlet(line: str) -> str:
    """Return the outlet that a byline names behind its authors, or ""."""
    names = _names_in_byline(line)
    return names[-1] if _ends_with_outlet(names) else ""


def _ends_with_outlet(names: tuple[str, ...]) -> bool:
    return len(names) > 1 and _OUTLET_NAME.fullmatch(names[-1]) is not None


def _names_in_byline(line: str) -> tuple[str, ...]:
    byline = _BYLINE.fullmatch(line.strip())
    if byline is None:
        return ()
    names = split_names(_END_OF_NAMES.sub("", byline["names"]))
    return names if all(_looks_like_name(name) for name in names) else ()


def split_names(value: str) -> tuple[str, ...]:
    """Split a list of names at its commas, semicolons and "and"s, each once."""
    names = (name.strip(" .,") for name in _BETWEEN_NAMES.split(value))
    return tuple(dict.fromkeys(name for name in names if name))[:MAX_NAMES]


def _looks_like_name(name: str) -> bool:
    words = name.split()
    return len(words) <= _MAX_NAME_WORDS and all(
        not word[0].islower() or word in _PARTICLES or _has_tied_particle(word)
        for word in words
    )


def _has_tied_particle(word: str) -> bool:
    """Whether a small particle is tied to a name, as in al-Rashid."""
    tied = _TIED_PARTICLE.match(word)
    return tied is not None and tied["name"].isupper()
