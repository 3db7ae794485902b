"""Is a card whole whatever it has to say, and does it never say what it cannot write?"""

import hashlib
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import resvg_py
from django.conf import settings

from articles.rendering import card
from articles.rendering.card_fonts import (
    FOLDER,
    FONT_FILE,
    as_written,
    is_mark_of_direction,
    widths,
)

LONG = "The keeper of the lock opened the gates before midnight and told nobody. " * 140
ARABIC = (
    "وقال الصيادون للمجلس إنهم حذروا من حال الأعمدة في كل عام من الأعوام الثلاثة "
    "(13 مرة) وإن أحدا لم يأت للنظر فيها، بحسب OCHA. "
)
SAYINGS = {
    "short": "Ok.",
    "long": LONG,
    "a word without end": "W" * 10_000,
    "wide and narrow words": "WM il " * 2_000,
    "Arabic": ARABIC * 40,
    "Arabic, wide letters": "شسصضكبت ـــــ " * 300,
    "Hebrew": "השערים נפתחו ב-13 בפברואר 2026 «בלי הודעה». " * 20,
    "Cyrillic, Greek, Vietnamese": "Широкая Щука; Ωμέγα; Đường Nguyễn Ặ. " * 30,
    "accents above and below": "ẶỆŮŖŅḤẂ " * 200,
    "markup": "<b>&amp;</text></svg> \"'> " * 30,
    "controls": "a\x00b\x1b\u2028c\ud7ff\ufffe" * 40,
    "turned": "\u202eabc \u2067 שלום " * 60,
    "pictures": "It rose 🎉👩‍👩‍👧 by 5 ℃ 1️⃣ 🏳️‍🌈.",
    "other letters": "漢字の主張 and more",
    "pictures alone": "🎉🎉",
}  # fmt: skip
NAMES = {
    "nobody": [],
    "one": ["Ministry of Rivers"],
    "a thousand": [f"Mouth number {n}, a spokesman" for n in range(1_000)],
    "long": ["The Committee " * 300],
    "Arabic": ["وكالة الأنباء", "وزارة الأنهار والموارد المائية"],
}
BOLD = re.compile(r'<text x="[\d.]+" y="[\d.]+" font-size="\d+"[^>]*>([^<]*)</text>')


def source(name: str) -> dict[str, str]:
    return {"key": "k", "name": name, "kind": "person"}


def record(
    statement: str, names: list[str] | None = None, verdict: str | None = "supported"
) -> Any:
    names = ["Vera Holm", "Ministry of Rivers"] if names is None else names
    chain = [
        {"position": position, "source": source(name)}
        for position, name in enumerate(names)
    ]
    outlet = source("The Courier")
    return {
        "statement": statement, "kind": "event", "verdict": verdict,
        "published_at": "2026-03-23T12:00:00+00:00",
        "appearances": [{"article": {"outlet": outlet}, "chain": chain}],
    }  # fmt: skip


def texts_of(drawn: str) -> list[str]:
    return [unescape(text) for text in BOLD.findall(drawn)]


def drawn_part(drawn: str, x: int, y: int, width: int, height: int) -> bytes:
    """A part of a card, as it looks."""
    size = f'width="{width}" height="{height}" viewBox="{x} {y} {width} {height}"'
    part = drawn.replace('width="1200" height="630"', size, 1)
    font = [str(FONT_FILE)]
    return resvg_py.svg_to_bytes(
        svg_string=part, skip_system_fonts=True, font_files=font
    )


MARGINS = {
    "left": (17, 0, 54, 630),
    "right": (1130, 0, 70, 630),
    "above": (17, 0, 1183, 20),
    "between statement and chain": (17, 511, 1183, 6),
    "below": (17, 618, 1183, 12),
}


@pytest.mark.parametrize("said", SAYINGS)
def test_no_line_is_cut_or_runs_into_another(said: str) -> None:
    check_margins(card.card_svg(record(SAYINGS[said]), "Claimtracker"))


@pytest.mark.parametrize("who", NAMES)
def test_no_name_is_cut(who: str) -> None:
    names = NAMES[who]
    check_margins(card.card_svg(record("It rose.", names), "Claimtracker"))
    check_margins(
        card.card_svg(record("It rose.", names), "A long name of a site " * 9)
    )


def check_margins(drawn: str) -> None:
    paper = re.sub("<(g|text) .*?</(g|text)>", "", drawn)
    for name, place in MARGINS.items():
        assert (name, drawn_part(drawn, *place)) == (name, drawn_part(paper, *place))


def test_the_margins_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card, "MEASURE", card.MEASURE * 1.2)

    with pytest.raises(AssertionError):
        check_margins(card.card_svg(record("W" * 200), "Claimtracker"))


@pytest.mark.parametrize("said", SAYINGS)
def test_no_character_is_drawn_that_the_face_does_not_have(said: str) -> None:
    drawn = "".join(texts_of(card.card_svg(record(SAYINGS[said]), "Claimtracker")))

    assert "Supported" in drawn
    assert [each for each in set(drawn)
            if each not in widths() and not is_mark_of_direction(each)] == []  # fmt: skip


@pytest.mark.parametrize(
    ("statement", "names"),
    [("漢字の主張", None), ("🎉", None), ("It rose.", ["新華社"]), ("क्या", None)],
)
def test_what_cannot_be_written_is_left_out_and_the_card_says_so(
    statement: str, names: list[str] | None
) -> None:
    texts = texts_of(card.card_svg(record(statement, names), "Claimtracker"))

    assert texts[:3] == ["Supported", "The statement is on the page.", "Event"]
    assert "Claimtracker" in texts
    assert statement not in texts


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("5 ℃", "5 °C"),
        ("It  rose\n🎉 at last", "It rose at last"),
        ("👩‍👩‍👧", ""),
        ("e\u0301", "é"),
        ("می\u200cشود", "می\u200cشود"),
        ("a\x00b\u202ec", "abc"),
        ("漢", None),
    ],
)
def test_pictures_are_left_out_and_letters_are_not(
    text: str, written: str | None
) -> None:
    assert as_written(text) == written


def test_the_card_says_who_says_it() -> None:
    for names, says in (
        (["Vera Holm"], "Vera Holm says:"),
        ([], "Unsigned:"),
    ):
        texts = texts_of(card.card_svg(record("It rose.", names), "Claimtracker"))
        assert says in [re.sub("[\u2066-\u2069]", "", text) for text in texts]


def test_two_who_say_it_together_say_it() -> None:
    told = record("It rose.", ["Vera Holm"])
    more = {"position": 0, "source": source("Ina Roe")}
    told["appearances"][0]["chain"].append(more)

    assert (
        card.says_in_words(told) == "\u2068Vera Holm\u2069 and \u2068Ina Roe\u2069 say:"
    )


@pytest.mark.parametrize("verdict", [None, *filter(None, card.SIGNS)])
def test_each_status_has_its_word_and_its_sign(verdict: str | None) -> None:
    drawn = card.card_svg(record("It rose.", verdict=verdict), "Claimtracker")
    others = {card.SIGNS[other][1] for other in card.SIGNS if other != (verdict or "")}

    assert card.SIGNS[verdict or ""][1] in drawn
    assert not any(f">{other}</g>" in drawn for other in others)


def test_right_to_left_lines_end_at_the_right_margin() -> None:
    drawn = card.card_svg(record(ARABIC), "Claimtracker")
    lines = re.findall(
        r'x="1128" [^>]*text-anchor="end"[^>]*>(\u2067[^<]*\u2069)<', drawn
    )

    assert lines
    assert " ".join(line.strip("\u2067\u2069") for line in lines) == ARABIC.strip()


def test_a_picture_is_described_in_words() -> None:
    words = card.describe_card(record(LONG), "Claimtracker")

    assert words.startswith("\u2068Ministry of Rivers\u2069 says: “The keeper of")
    assert words.endswith("…” Supported. Claimtracker")
    assert len(words) < 300


def test_a_card_is_a_png_of_the_size_that_sites_expect() -> None:
    found = card.draw_card(record(LONG, NAMES["a thousand"]), "Claimtracker")

    assert found[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(found[at : at + 4]) for at in (16, 20)] == [1200, 630]
    assert len(found) < 300_000


def test_the_face_is_the_one_that_is_recorded() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")
    files = sorted(Path(FOLDER).glob("*.ttf"))

    assert files == [FONT_FILE]
    assert hashlib.sha256(FONT_FILE.read_bytes()).hexdigest() in told
    assert FONT_FILE.stat().st_size < 1_500_000
    assert len(list(FOLDER.glob("*-OFL.txt"))) == 3


def test_a_status_has_the_colour_that_pages_give_it() -> None:
    styles = Path(settings.BASE_DIR, "articles/static/articles/tokens.css").read_text()
    light = dict(
        re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", styles.partition("@media")[0])
    )

    assert {verdict: colour for verdict, (colour, _) in card.SIGNS.items()} == {
        "": light["unreviewed"],
        **{
            verdict: light[name]
            for verdict, name in [
                ("supported", "supported"), ("refuted", "refuted"),
                ("conflicting", "conflicting"), ("missing_context", "missing-context"),
                ("not_enough", "not-enough"), ("not_checkable", "not-checkable"),
            ]
        },
    }  # fmt: skip
