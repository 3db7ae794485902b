"""Says what became of a quantity: another number, another unit, or not to be compared."""

from collections import Counter
from collections.abc import Iterable, Sequence

from articles.domain.quotation.edits import Change
from articles.domain.quotation.languages.tables import LOOSE_QUANTIFIERS
from articles.domain.quotation.measures import is_currency
from articles.domain.quotation.quantities import PERCENT, VAGUE
from articles.domain.quotation.tokens import UNREAD, Token, TokenKind

LOOSE = {f"{VAGUE}{name}".replace(" ", "_") for name in LOOSE_QUANTIFIERS}


def quantity_spellings(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """The quantities among these tokens, and units by themselves: name and spelling."""
    return [
        (quantity_name(token), token.text.strip())
        for token in tokens
        if token.kind == TokenKind.NUMBER or token.unit
    ]


def quantity_name(token: Token) -> str:
    """What it is compared by: on the 5th is on 5."""
    return token.key.rstrip(".") if token.text[:1].isdecimal() else token.key


def quantity_changes(dropped: Counter[str], added: Counter[str]) -> Iterable[Change]:
    """What it means that one side has these quantities and the other has those."""
    before, after = with_amounts(dropped), with_amounts(added)
    if before and after:
        yield compare_quantities(before, after)
    elif before:
        yield Change.NUMBER_DROPPED
    elif after:
        yield Change.NUMBER_ADDED
    elif dropped and added:
        is_date = any(name.startswith("@date") for name in {*dropped, *added})
        yield Change.DATE if is_date else Change.UNIT


def with_amounts(names: Counter[str]) -> list[tuple[str, str]]:
    """Amount and unit of each quantity; units by themselves are none."""
    parts = [name.partition(" ") for name in names.elements() if name[0] == "#"]
    return [(amount, unit) for amount, _, unit in parts]


def compare_quantities(
    before: list[tuple[str, str]], after: list[tuple[str, str]]
) -> Change:
    amounts = [Counter(amount for amount, _ in side) for side in (before, after)]
    units = [Counter(unit for _, unit in side) for side in (before, after)]
    if amounts[0] == amounts[1]:
        return Change.UNIT
    if not are_comparable(*amounts):
        return Change.UNREAD
    if units[0] != units[1] and all(
        are_convertible(one, other)
        for one, other in zip(sorted(units[0]), sorted(units[1]), strict=False)
    ):
        return Change.UNIT
    return Change.NUMBER


def are_comparable(before: Counter[str], after: Counter[str]) -> bool:
    """Whether two amounts that differ are sure to be two: few and all, 5 and 6.

    Dozens may be forty, and the third one of three: that a person has to see.
    """
    sides = [
        {amount for amount in side if not is_number(amount)} for side in (before, after)
    ]
    if any(amount.startswith(UNREAD) for side in sides for amount in side):
        return False
    if any(sides):
        return (
            len(before) == len(after) == len(sides[0]) == len(sides[1])
            and not sides[0] | sides[1] <= LOOSE
        )
    return {amount.rstrip(".") for amount in before} != {
        amount.rstrip(".") for amount in after
    }


def is_number(amount: str) -> bool:
    return amount.startswith("#") and not amount.startswith((VAGUE, UNREAD))


def are_convertible(one: str, other: str) -> bool:
    """Whether what is told in one unit can be told in the other, by another number."""
    if is_currency(one) and is_currency(other):
        return True
    if {one, other} == {PERCENT, ""}:
        return True
    return one.partition("-")[0] == other.partition("-")[0] and "-" in one
