"""Reads bylines: the authors that a line names, and an outlet behind them."""

import re

from articles.ingest.extract.author_names import split_names
from articles.ingest.extract.outlets import (
    ORGANISATION_WORDS,
    is_organisation,
    is_outlet_name,
)

# A line that only says who wrote the article.
_BYLINE = re.compile(
    r"(?:(?:written |reported |reporting |posted |published |story |words |text )?by|authors?"
    r"|von|par|por|av|af|skrevet a[fv]|skriven av|escrito por|publicado por|door|autora?|autorka|auteure?|autore|autrice"
    r"|verfasser(?:in)?|yazar|yazan|text|texte|texto|testo|tekst"
    r"|автор(?:ы)?(?: текста)?|текст|подготовила?|بقلم|كتبت?|إعداد|نویسنده|מאת)"
    r"(?: *: *| +)(?P<names>\S.{1,249})",
    re.IGNORECASE,
)
_EAST_ASIAN_BYLINE = re.compile(
    r"[(（【]?(?:(?:本报|本報|新华社|特约)?(?:记者|記者)[:：/／|＝ ]*"
    r"|(?:作者|撰文|撰稿|文|글|기자)[ ]?[:：/／|＝ ][ ]?)"
    r"(?P<names>[^\W\d_a-zA-Z]{2,5}(?:[ 、，,][^\W\d_a-zA-Z]{2,5}){0,5})"
    r"(?:[ ／/|)）】].{0,30})?"
)
_NAME_BEFORE_ROLE = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,4})(?:记者|記者)(?:[／/].{0,20})?|(?P<korean>[\uac00-\ud7a3]{2,4}) 기자"
)
# “By” with a small letter, or a bare language word, begins many a sentence.
_NEEDS_COLON = re.compile(
    r"(?:text|texte|texto|testo|tekst|текст|كتبت?|إعداد) ", re.IGNORECASE
)
_MAX_NAME_WORDS = 5
_MAX_ORGANISATION_WORDS = 12
# Small words that stand inside names.
_LOWER_CASE = (
    "a al as bin bint ben da das de dei del della den der di do dos du e el i ibn la las le "
    "los ten ter van von y zu zum zur 't ’t in op abu ould of and for the und für et des y"
)
_PARTICLES = frozenset(_LOWER_CASE.split())
_OF_ORGANISATIONS = "of and for the und für et des"
_ORGANISATION_ONLY = frozenset(_OF_ORGANISATIONS.split())
# And small ones that are tied to a name: al-Rashid, d’Arc, O’Neil.
_TIED_PARTICLE = re.compile("[a-z]{1,3}[-'’](?P<name>.)")


def byline_names(line: str) -> tuple[str, ...]:
    """Return the authors, if this line is a byline; () if it is anything else."""
    names = _names_in_byline(line)
    return names[:-1] if _ends_with_outlet(names) else names


def byline_outlet(line: str) -> str:
    """Return the outlet that a byline names behind its authors, or ""."""
    names = _names_in_byline(line)
    return names[-1] if _ends_with_outlet(names) else ""


def is_byline(line: str) -> bool:
    """Whether the line says who wrote the article, and be it only “Staff Reporter”."""
    return _byline_value(line) is not None


def _ends_with_outlet(names: tuple[str, ...]) -> bool:
    return len(names) > 1 and is_outlet_name(names[-1])


def _names_in_byline(line: str) -> tuple[str, ...]:
    value = _byline_value(line)
    return split_names(value) if value else ()


def _byline_value(line: str) -> str | None:
    """Return what a byline says behind its "By"; None where the line is none."""
    line = line.strip()
    eastern = _EAST_ASIAN_BYLINE.fullmatch(line) or _NAME_BEFORE_ROLE.fullmatch(line)
    if eastern:
        return (eastern["names"] or eastern["korean"]).replace(" ", "、")
    byline = _BYLINE.fullmatch(line)
    if byline is None or (_NEEDS_COLON.match(line) and ":" not in line[:20]):
        return None
    names = split_names(byline["names"])
    if not all(map(looks_like_name, names)):
        return None
    # “By Friday” and “By Land and Sea” are no bylines, “By: Friday” is one.
    is_full = any(" " in name or is_organisation(name) for name in names)
    is_sure = not names or is_full or ":" in line or not line.isascii()
    return byline["names"] if is_sure else None


def looks_like_name(name: str) -> bool:
    """Whether the words may be a name: few, and all but particles with capitals."""
    if is_outlet_name(name):
        return True
    words = name.replace(",", "").split()
    is_organisation = ORGANISATION_WORDS.search(name) is not None
    most = _MAX_ORGANISATION_WORDS if is_organisation else _MAX_NAME_WORDS
    return len(words) <= most and all(
        not word[0].islower()
        or (word in _PARTICLES and (is_organisation or word not in _ORGANISATION_ONLY))
        or _has_tied_particle(word)
        for word in words
    )


def _has_tied_particle(word: str) -> bool:
    """Whether a small particle is tied to a name, as in al-Rashid."""
    tied = _TIED_PARTICLE.match(word)
    return tied is not None and tied["name"].isupper()
