"""Cue words: the tables by which a language says who says something.

One table for each language ships in cues/<language>.toml; a team adds to it, and takes
out of it, at the desk's admin. A language without a table has an empty one, which finds
quotations and leaves open who speaks.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from articles.domain.text.language_tags import primary_language

CUES_FOLDER = Path(__file__).parent / "cues"
# The lists of a table that hold cues; a word may stand in several.
CUE_KINDS = ("speaks", "documents", "goes_on", "according", "after_name", "unnamed", "nouns",
         "with_quotation", "passed_on")  # fmt: skip


# What a team changes: the list, the words, the word that must follow, whether removed.
CueChange = tuple[str, str, str, bool]


@dataclass(frozen=True, eq=False)
class CueTable:
    """A table, ready to be asked."""

    language: str
    words: dict[str, frozenset[str]]
    # By word: the lists in which it stands.
    tags: dict[str, frozenset[str]]
    # By first word: the other words of a cue and the kinds of cue that it is.
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]
    about: dict[tuple[str, ...], frozenset[str]]
    # Forms of address that tell which pronoun a person goes by.
    gendered: dict[str, str]
    # By first word: openers of a sentence that have several words.
    opening: dict[str, list[tuple[str, ...]]]
    asides: re.Pattern[str]
    times: re.Pattern[str]
    cased: bool = True
    nouns_are_capitalised: bool = False
    # "Sie sagte, die Brücke sei zu": a comma opens what is said.
    comma_begins: bool = False
    # "am 3. März": a stop after a number ends no sentence.
    numbers_take_stops: bool = False
    # What the table was made of, to know again what was found by it.
    changes: tuple[CueChange, ...] = ()


def cue_languages() -> list[str]:
    return sorted(path.stem for path in CUES_FOLDER.glob("*.toml"))


@lru_cache(maxsize=32)
def load_cue_table(language: str, changes: tuple[CueChange, ...] = ()) -> CueTable:
    """The table of a language with a team's changes, ready to be asked."""
    name = primary_language(language)
    read: dict[str, Any] = {}
    if name in cue_languages():
        read = tomllib.loads((CUES_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return build_cue_table(name, apply_cue_changes(read, changes), changes)


def apply_cue_changes(
    read: dict[str, Any], changes: Iterable[CueChange]
) -> dict[str, Any]:
    """A copy of a shipped table, with the cues that a team adds or removes."""
    result = {
        name: list(value) if isinstance(value, list) else value
        for name, value in read.items()
    }
    for name, words, then, removed in changes:
        entry: Any = [words, then] if name == "about" else words
        listed = result.setdefault(name, [])
        if removed:
            result[name] = [each for each in listed if each != entry]
        elif entry not in listed:
            listed.append(entry)
    return result


def build_cue_table(
    language: str, read: dict[str, Any], changes: tuple[CueChange, ...] = ()
) -> CueTable:
    kinds: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for kind in CUE_KINDS:
        for phrase in read.get(kind, []):
            kinds[tuple(phrase.split())].add(kind)
    about: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for phrase, then in read.get("about", []):
        kinds[tuple(phrase.split())].add("about")
        about[tuple(phrase.split())].add(then)
    phrases: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for words, named in sorted(kinds.items(), key=lambda item: -len(item[0])):
        phrases[words[0]].append((words[1:], frozenset(named)))
    lists = {
        name: frozenset(value)
        for name, value in read.items()
        if isinstance(value, list) and all(isinstance(each, str) for each in value)
    }
    return CueTable(
        language,
        lists,
        lists_by_word(lists),
        dict(phrases),
        {words: frozenset(then) for words, then in about.items()},
        dict(read.get("gendered", [])),
        openers_by_first_word(read.get("openers", [])),
        compile_alternatives(read.get("asides", [])),
        compile_alternatives(read.get("times", [])),
        read.get("cased", True),
        read.get("nouns_are_capitalised", False),
        read.get("comma_begins", False),
        read.get("numbers_take_stops", False),
        changes,
    )


def lists_by_word(lists: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """By word: the names of the lists that it stands in."""
    names: dict[str, set[str]] = defaultdict(set)
    for name, words in lists.items():
        for word in words:
            names[word].add(name)
    return {word: frozenset(found) for word, found in names.items()}


def openers_by_first_word(openers: list[str]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in (tuple(opener.split()) for opener in openers):
        if len(words) > 1:
            found[words[0]].append(words)
    return dict(found)


def compile_alternatives(patterns: list[str]) -> re.Pattern[str]:
    """One pattern for all of them, at the borders of words; nothing, if there are none."""
    joined = "|".join(sorted(patterns, key=len, reverse=True))
    return re.compile(rf"(?:{joined})(?!\w)" if joined else r"(?!)", re.IGNORECASE)
