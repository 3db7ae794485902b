"""Balances what an edit takes away and brings against what the other edits do.

A word that comes back in another edit was moved, not left out.
"""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from articles.domain.quotation.edits import Change, ChangedWords


@dataclass
class Balance:
    """What an edit takes away and brings of one kind of word."""

    dropped: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    spelt: dict[str, str] = field(default_factory=dict)  # each as it is written
    left: Counter[str] = field(default_factory=Counter)  # to another edit
    came: Counter[str] = field(default_factory=Counter)  # from another edit
    # Of the dropped ones those too far from what is cited to be missed there.
    beyond: Counter[str] = field(default_factory=Counter)

    def about(self, change: Change) -> ChangedWords:
        return self.name_words(change, self.dropped, self.added)

    def name_words(self, change: Change, *sides: Counter[str]) -> ChangedWords:
        source, article = (
            ", ".join(self.spelt[name] for name in side) for side in sides
        )
        return ChangedWords(change, source, article)

    def settle(self) -> None:
        """What the edit drops and adds itself, it keeps."""
        kept = self.dropped & self.added
        self.dropped -= kept
        self.added -= kept


Spellings = list[tuple[str, str]]  # what a word stands for, and the word


def balance_sides(theirs: Spellings, ours: Spellings) -> Balance:
    return Balance(
        Counter(name for name, _ in theirs),
        Counter(name for name, _ in ours),
        # A word that is on both sides is settled, so that one spelling is enough.
        dict([*theirs, *ours]),
    )


def add_changes(
    about: list[list[ChangedWords]],
    balances: list[Balance],
    judge: Callable[[Balance], Iterable[Change]],
) -> None:
    """Add to `about` what a rule says of each balance, once moved words are settled."""
    for one in balances:
        one.settle()
    settle_moved_words(balances)
    for named, left in zip(about, balances, strict=True):
        left.dropped -= left.beyond
        named += (left.about(change) for change in judge(left))


def settle_moved_words(balances: Sequence[Balance]) -> None:
    """What one edit drops and another adds was moved, to the first that takes it."""
    taking: dict[str, deque[int]] = defaultdict(deque)
    for number, each in enumerate(balances):
        for name in each.added:
            taking[name].append(number)
    for one in balances:
        moved: list[tuple[int, str]] = []
        for name, count in one.dropped.items():
            moved += (
                (to, name) for to in take_words(taking[name], name, count, balances)
            )
        # By where they went, and then as they were dropped: so they are named.
        for to, name in sorted(moved, key=itemgetter(0)):
            other = balances[to]
            one.left[name] += 1
            other.came[name] += 1
            one.dropped[name] -= 1
        one.dropped = +one.dropped
    for each in balances:
        each.added = +each.added


def take_words(
    taking: deque[int], name: str, count: int, balances: Sequence[Balance]
) -> Iterator[int]:
    """The edits that take so many of a word, in order, each as often as it does."""
    while taking and count:
        added = balances[taking[0]].added
        if added[name]:
            added[name] -= 1
            count -= 1
            yield taking[0]
        else:
            taking.popleft()
