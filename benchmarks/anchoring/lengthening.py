"""Does an anchor on a sentence follow it to its new border, and not over it?

Each sentence of the texts is lengthened by itself, in each of these ways; or, as the
control, something is put beside it, which it must not take in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from articles.domain.anchoring.anchors import build_anchor
from articles.domain.anchoring.revision import Carried, reanchor
from benchmarks.anchoring.documents import parse

FEWEST_WORDS = 6
# At the end; before the first word; a sentence of its own.
ADDED = {
    "en": (
        "after a search that took until the early hours of the morning",
        "According to a notice on the door,",
        "Snow is forecast for the weekend.",
    ),
    "de": (
        "nach einer Suche, die bis in die frühen Morgenstunden dauerte",
        "Wie auf einem Zettel an der Tür steht:",
        "Am Wochenende soll Schnee fallen.",
    ),
    "fr": (
        "après une recherche qui a duré jusque tard dans la nuit",
        "D'après une affiche collée sur la porte,",
        "De la neige est attendue samedi.",
    ),
    "ru": (
        "после поисков, которые продолжались до самого рассвета",
        "Согласно записке, оставленной на двери,",
        "К выходным ожидается снегопад.",
    ),
    "ar": (
        "بعد بحث استمر حتى ساعات الفجر الأولى",
        "وفق ورقة معلقة على الباب،",
        "ويتوقع سقوط الثلج نهاية الأسبوع.",
    ),
}
BORDERS = ".,;:!?؟،\"”“„»«'’ "


class Lengthened(NamedTuple):
    kind: str
    old: str
    words: str
    new: str
    truth: str


def lengthen(text: str, language: str) -> Iterator[Lengthened]:
    """Each sentence of the text, lengthened and with something beside it."""
    end, begin, beside = ADDED[language]
    for paragraph in parse(text):
        for sentence in paragraph:
            words = " ".join(word.text for word in sentence)
            if len(sentence) < FEWEST_WORDS or text.count(words) != 1:
                continue
            if words[-1] not in ".!?؟" or '"' in words:
                continue
            # Words that still stand sign for sign keep their place: here none do.
            fewer = " ".join(word.text for word in (*sentence[:2], *sentence[3:]))
            for kind, becomes, around in (
                ("longer at its end", f"{words[:-1]} {end}{words[-1]}", ""),
                ("longer before it", f"{begin} {words[0].lower()}{words[1:]}", ""),
                (
                    "a word less, longer at its end",
                    f"{fewer[:-1]} {end}{words[-1]}",
                    "",
                ),
                ("a word less, longer before it", f"{begin} {fewer}", ""),
                ("a word less, a sentence after it", fewer, f" {beside}"),
            ):
                new = text.replace(words, becomes + around)
                yield Lengthened(kind, text, words, new, becomes)
            new = text.replace(words, f"{beside} {fewer}")
            yield Lengthened(
                "a word less, a sentence before it", text, words, new, fewer
            )


def outcome_of(case: Lengthened) -> str:
    start = case.old.index(case.words)
    anchor = build_anchor(case.old, start, start + len(case.words))
    (outcome,) = reanchor(case.old, case.new, [anchor])
    if not isinstance(outcome, Carried):
        return "asked or gone"
    found = case.new[outcome.place.start : outcome.place.end].strip(BORDERS)
    truth = case.truth.strip(BORDERS)
    if found == truth:
        return "right"
    return "cut" if found in truth else "too long" if truth in found else "elsewhere"


def measure_lengthening(files: Iterable[Path]) -> None:
    counts: dict[str, Counter[str]] = {}
    for file in files:
        for case in lengthen(file.read_text(), file.name.split(".")[1]):
            counts.setdefault(case.kind, Counter())[outcome_of(case)] += 1
    names = ["right", "cut", "too long", "elsewhere", "asked or gone"]
    print(f"\n{'sentences':34}{'cases':>7}" + "".join(f"{name:>15}" for name in names))
    for kind, row in counts.items():
        total = sum(row.values())
        shares = "".join(f"{100 * row[name] / total:13.2f} %" for name in names)
        print(f"{kind:34}{total:7}{shares}")
