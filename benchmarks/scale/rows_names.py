"""Sources, works and article texts of a made-up collection, as they are written."""

import json
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.scale.rows_shape import LANGUAGES, SOURCE_KINDS, Random, Shape
from benchmarks.scale.rows_words import (
    FIRST_NAMES,
    NOUNS,
    SAID,
    WEEKDAYS,
    Ints,
    Vocabulary,
    fillers,
    pick,
    titles,
)

OUTLET_WORDS = ("Courier", "Herald", "Tribune", "Observer", "Post", "Radio", "Gazette",
                "Morning News", "Evening Mail", "Wire")  # fmt: skip
UNNAMED_VOICES = ("officials in {}", "a security source in {}", "local media in {}",
                  "diplomats in {}", "residents of {}")  # fmt: skip
WORK_KINDS = ("report", "statement", "dataset", "document", "resolution", "broadcast",
              "post", "article")  # fmt: skip
# As in articles/models/base.py, which needs Django.
KEY_ALPHABET, KEY_LENGTH = "23456789bcdfghjkmnpqrstvwxyz", 10
PRECISIONS = ("day", "month", "year")
FILLERS = 3_000  # of each language


@dataclass
class Lead:
    """What stands before the words of a claim in its article: who says it, and when."""

    cue: str = ""
    cue_start: int | None = None
    said: str = ""
    said_start: int | None = None
    said_on: str = ""


@dataclass
class Texts:
    """The texts, and where in them each appearance stands."""

    text: list[str]  # of each article
    start: Ints  # of each appearance
    end: Ints
    leads: list[Lead | None]


def make_keys(random: Random, number: int) -> list[str]:
    """Keys as articles.models.base.new_key makes them, all of them different."""
    most = len(KEY_ALPHABET) ** KEY_LENGTH
    found = np.unique(random.integers(most, size=number + number // 1000 + 10))
    found = random.permutation(found)[:number]
    letters = np.frombuffer(KEY_ALPHABET.encode(), dtype=np.uint8)
    digits = np.empty((number, KEY_LENGTH), dtype=np.uint8)
    for place in range(KEY_LENGTH):
        found, digit = np.divmod(found, len(KEY_ALPHABET))
        digits[:, place] = letters[digit]
    words = digits.tobytes().decode()
    return [words[at : at + KEY_LENGTH] for at in range(0, len(words), KEY_LENGTH)]


def source_names(random: Random, shape: Shape, vocabulary: Vocabulary) -> list[str]:
    n = shape.sources
    columns = (
        shape.source_kind.tolist(), pick(random, n, vocabulary.places, 0.3),
        pick(random, n, vocabulary.surnames, 0.5), pick(random, n, FIRST_NAMES, 0.3),
        pick(random, n, NOUNS, 0.4), random.integers(1 << 20, size=n).tolist(),
    )  # fmt: skip
    return [source_name(*row) for row in zip(*columns, strict=True)]


def source_name(
    kind: int, place: str, surname: str, first: str, noun: str, luck: int
) -> str:
    if kind < 0:
        return f"{place} {OUTLET_WORDS[luck % len(OUTLET_WORDS)]}"
    named = SOURCE_KINDS[kind]
    if named == "person":
        return f"{first} {surname}"
    if named == "group":
        return f"{surname} Friends of the {noun.capitalize()}"
    if named == "unnamed":
        return UNNAMED_VOICES[luck % len(UNNAMED_VOICES)].format(place)
    forms = (f"Ministry of {noun.capitalize()} of {place}",
             f"{place} {noun.capitalize()} Authority", f"{surname} Institute of {place}",
             f"{surname} {noun.capitalize()} Company")  # fmt: skip
    return forms[luck % len(forms)]


def source_kind_name(kind: int) -> str:
    return "outlet" if kind < 0 else SOURCE_KINDS[kind]


def source_refs(shape: Shape, keys: list[str], names: list[str]) -> list[str]:
    """Each source as JSON, as articles.claim_data.source_ref has it."""
    kinds = map(source_kind_name, shape.source_kind.tolist())
    return [
        f'{{"key":"{key}","name":"{name}","kind":"{kind}"}}'
        for key, name, kind in zip(keys, names, kinds, strict=True)
    ]


@dataclass
class Works:
    """The works' columns, and each as JSON but for its key."""

    kind: list[str]
    title: list[str]
    address: list[str]
    language: list[str]
    status: list[str]
    refs: list[str]


def make_works(
    random: Random, shape: Shape, vocabulary: Vocabulary, refs: list[str]
) -> Works:
    n, articles = shape.works, shape.articles
    luck = random.integers(1 << 20, size=n).tolist()
    kind = ["article"] * articles + [WORK_KINDS[each % 8] for each in luck[articles:]]
    spoken = [LANGUAGES[each] for each in shape.language.tolist()]
    language = spoken + ["de" if each % 23 == 0 else "en" for each in luck[articles:]]
    title = titles(random, vocabulary, language[:articles])
    title += titles(
        random, vocabulary, language[articles:],
        "{noun} and {other} in {place}: {adjective} figures and sources",
    )  # fmt: skip
    places = pick(random, n, vocabulary.places, 0.3)
    address = [
        f"https://www.{place.lower()}.example/{number % 12 + 2013}/{at}"
        if number % 29
        else ""
        for at, (number, place) in enumerate(zip(luck, places, strict=True))
    ]
    status = [
        {0: "corrected", 1: "retracted"}.get(each % 150, "") if at >= articles else ""
        for at, each in enumerate(luck)
    ]
    day = [None if each is None else each.isoformat() for each in shape.day.tolist()]
    made = [
        f'"kind":"{kind[at]}","title":"{title[at]}","address":"{address[at]}",'
        f'"outlet":{refs[outlet] if outlet >= 0 else "null"},'
        f'"authors":[{",".join([refs[each] for each in authors])}],'
        f'"published":{{"date":{json.dumps(day[at])},'
        f'"precision":"{PRECISIONS[precision]}"}},'
        f'"language":"{language[at]}","status":"{status[at]}"}}'
        for at, (outlet, authors, precision) in enumerate(
            zip(
                shape.outlet.tolist(),
                shape.authors,
                shape.precision.tolist(),
                strict=True,
            )
        )
    ]
    return Works(kind, title, address, language, status, made)


def address_key(address: str) -> str:
    """The key of an address of ours, as articles.domain.text.addresses makes it."""
    return address.removeprefix("https://www.")


def make_texts(
    random: Random, shape: Shape, vocabulary: Vocabulary, title: list[str],
    clauses: list[str], names: list[str],
) -> Texts:  # fmt: skip
    """Each text: its title, and for each mark a paragraph of three sentences."""
    pools = [fillers(random, vocabulary, each, FILLERS) for each in LANGUAGES]
    n = len(shape.article)
    order = np.argsort(shape.article, kind="stable")
    ends = np.searchsorted(shape.article[order], np.arange(shape.articles + 1))
    before, behind = random.integers(FILLERS, size=(2, n)).tolist()
    luck = random.integers(1 << 20, size=n).tolist()
    claim, listed = shape.of_claim.tolist(), order.tolist()
    start, end = np.zeros((2, n), dtype=np.int64)
    leads: list[Lead | None] = [None] * n
    texts: list[str] = []
    day = [each if known == 0 else None for each, known in zip(
        shape.day[: shape.articles].tolist(), shape.precision.tolist(), strict=False)]  # fmt: skip
    for article, (first, last) in enumerate(pairwise(ends.tolist())):
        pool = pools[shape.language[article]]
        spoken = LANGUAGES[shape.language[article]]
        parts, at = [title[article]], len(title[article]) + 2
        for row in listed[first:last]:
            words = clauses[claim[row]]
            chain = shape.chains[row]
            opening = pool[before[row]] + " "
            leading, lead = "", None
            if len(chain) > 1:
                leading, lead = lead_in(
                    spoken, names[chain[-1]], luck[row], day[article], at + len(opening)
                )
                leads[row] = lead
            else:
                words = words[0].upper() + words[1:]
            start[row] = at + len(opening) + len(leading)
            end[row] = start[row] + len(words)
            parts.append(f"{opening}{leading}{words}. {pool[behind[row]]}")
            at += len(parts[-1]) + 2
        texts.append("\n\n".join(parts))
    return Texts(texts, start, end, leads)


def lead_in(language: str, name: str, luck: int, day: Any, at: int) -> tuple[str, Lead]:
    """The words before a claim's, from this place of the text on."""
    if language == "de":
        return f"{name} erklärte: ", Lead("erklärte", at + len(name) + 1)
    if language == "ar":
        return f"قال {name} إن ", Lead("قال", at)
    if luck % 5 == 0:
        return f"According to {name}, ", Lead("According to", at)
    cue = SAID[luck // 5 % len(SAID)].removesuffix(" that")
    lead = Lead(cue, at + len(name) + 1)
    if luck % 4 or day is None:
        return f"{name} {cue} that ", lead
    said_on = day - np.timedelta64(luck % 6 + 1, "D").item()
    lead.said = f"on {WEEKDAYS[said_on.weekday()]}"
    lead.said_start = at + len(name) + len(cue) + 2
    lead.said_on = said_on.isoformat()
    return f"{name} {cue} {lead.said} that ", lead


def text_hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
