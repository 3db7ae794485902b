"""Do raised and lowered characters keep away from the number before them?"""

import pytest

from articles.ingest.extract.scripts import to_fraction, to_subscript, to_superscript

# fmt: off
RAISED = [("9", "⁹"), ("-3", "⁻³"), ("\u22123", "⁻³"), (" 12 ", "¹²"), ("1,2", "¹,²"), ("[3]", "[3]"),
          ("*", "*"), ("†", "†"), ("n", "ⁿ"), ("n+1", "ⁿ⁺¹"), ("²", "²"), ("°", "°"),
          ("st", "st"), ("TH", "TH"), ("e", "e"), ("ème", "ème"), ("o", "º"), ("a", "ª"), ("TM", "™"),
          ("2.5", "^(2.5)"), ("x/2", "^(x/2)"), ("note", "^(note)"), ("٣", "^(٣)"), ("", None), (" ", None)]
LOWERED = [("2", "₂"), ("10", "₁₀"), ("-", "₋"), ("max", "_(max)"), ("", None)]
FRACTIONS = [("1", "2", "½"), ("3", "4", "¾"), ("¹", "₈", "⅛"), ("7", "16", "⁷⁄₁₆"), (" 2", "3 ", "⅔")]
# fmt: on


@pytest.mark.parametrize(("text", "written"), RAISED)
def test_raised(text: str, written: str | None) -> None:
    assert to_superscript(text) == written


@pytest.mark.parametrize(("text", "written"), LOWERED)
def test_lowered(text: str, written: str | None) -> None:
    assert to_subscript(text) == written


@pytest.mark.parametrize(("above", "below", "written"), FRACTIONS)
def test_fractions(above: str, below: str, written: str) -> None:
    assert to_fraction(above, below) == written
