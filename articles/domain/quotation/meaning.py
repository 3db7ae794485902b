"""Classifies what each edit does to what is said: drops a hedge, changes a number.

A word that comes back in another edit was moved, not left out.
"""

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter

from articles.domain.quotation import word_tables
from articles.domain.quotation.edit_runs import OUTER_OPERATIONS, EditOperation
from articles.domain.quotation.edits import Change, ChangedWords, Edit
from articles.domain.quotation.markers import Marker, MarkerClass, find_markers
from articles.domain.quotation.surface import surface_changes
from articles.domain.quotation.tokens import Token, TokenKind

MAX_MARKER_DISTANCE = (
    5  # tokens from what is cited; a hedge further away belongs to something else
)
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")
CLAUSE_ENDS = frozenset(".;:!?؟؛。！？")

EditSide = Callable[[Edit], Sequence[Token]]
EDIT_SIDES: tuple[EditSide, EditSide] = (
    lambda edit: edit.theirs,
    lambda edit: edit.ours,
)


@dataclass
class Balance:
    """What an edit takes away and brings of one kind of word."""

    dropped: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    spelt: dict[str, str] = field(default_factory=dict)  # each as it is written
    left: Counter[str] = field(default_factory=Counter)  # to another edit
    came: Counter[str] = field(default_factory=Counter)  # from another edit

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


def classify_edits(edits: Sequence[Edit], language: str) -> list[Edit]:
    """Each edit with the changes that it makes to what is said, and their words."""
    surface: list[list[Change]] = [
        list(surface_changes(edits, at)) for at in range(len(edits))
    ]
    about: list[list[ChangedWords]] = [[] for _ in edits]
    sides = drop_reported_hedges(
        markers_by_edit(edits, lambda edit: edit.ours, language),
        markers_by_edit(edits, lambda edit: edit.theirs, language),
    )
    for edit, *both in zip(edits, *sides, strict=True):
        for side, (own, other) in zip(
            both, ((edit.ours, edit.theirs), (edit.theirs, edit.ours)), strict=True
        ):
            side += prefix_negations(own, other, language)
    for does, judge in CHANGE_RULES.items():
        balances = [
            balance_sides(
                [(s.stands_for, s.words) for s in theirs if s.does == does],
                [(s.stands_for, s.words) for s in ours if s.does == does],
            )
            for ours, theirs in zip(*sides, strict=True)
        ]
        add_changes(about, balances, judge)
        if does == MarkerClass.HEDGE:
            merge_hedge_changes(about)
        if does in {MarkerClass.NEGATION, MarkerClass.LIMIT}:
            mark_moved_words(edits, about, balances)
    balances = [number_balance(edit) for edit in edits]
    add_changes(about, balances, number_changes)
    mark_moved_words(edits, about, balances)
    mark_unit_changes(edits, about)
    return [
        replace(
            edit,
            changes=(*changes, *(one.change for one in named)),
            about=tuple(named),
        )
        for edit, changes, named in zip(edits, surface, about, strict=True)
    ]


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


def mark_unit_changes(edits: Sequence[Edit], about: list[list[ChangedWords]]) -> None:
    """Mark 14 days and two weeks, 5 km and 5 miles: perhaps the same, perhaps not."""
    for at, named in enumerate(about):
        changed = [one for one in named if one.change == Change.NUMBER]
        if changed and are_different_units(
            *(unit_after_number(edits[at : at + 3], side) for side in EDIT_SIDES)
        ):
            named[:] = [
                replace(one, change=Change.UNIT) if one in changed else one
                for one in named
            ]
        edit = edits[at]
        counted = at > 0 and edits[at - 1].ours[-1:]
        if (
            edit.op == EditOperation.REPLACE
            and edits[at - 1].op == EditOperation.SAME
            and counted
            and counted[0].kind == TokenKind.NUMBER
            and are_different_units(*(side(edit)[0].key for side in EDIT_SIDES))
        ):
            named.append(
                ChangedWords(Change.UNIT, edit.source.strip(), edit.article.strip())
            )


def unit_after_number(edits: Sequence[Edit], side: EditSide) -> str:
    """What is counted: the word after the first number."""
    found = pairwise(token for edit in edits for token in side(edit))
    return next((two.key for one, two in found if one.kind == TokenKind.NUMBER), "")


def are_different_units(one: str, other: str) -> bool:
    """Whether they are two units, and not a day and days."""
    return {one, other} <= word_tables.UNITS and one[:3] != other[:3]


def merge_hedge_changes(about: list[list[ChangedWords]]) -> None:
    """Pair a hedge dropped in one edit with another one that comes in another edit."""
    kinds = (Change.HEDGE_DROPPED, Change.HEDGE_ADDED)
    hedges = [
        [
            (at, one)
            for at, named in enumerate(about)
            for one in named
            if one.change == kind
        ]
        for kind in kinds
    ]
    for (at, dropped), (to, added) in zip(*hedges, strict=False):
        about[at].remove(dropped)
        about[to].remove(added)
        changed = ChangedWords(Change.HEDGE_CHANGED, dropped.source, added.article)
        about[at].append(changed)
        about[to].append(changed)


def prefix_negations(
    own: Sequence[Token], other: Sequence[Token], language: str
) -> Iterable[Marker]:
    """Negations by a prefix: "unsafe", where the other has "safe" or "not safe"."""
    words = {token.key for token in other}
    no = next(
        iter(word_tables.language_phrases(word_tables.NEGATIONS, language).values()), ""
    )
    for at, token in enumerate(own):
        if any(
            len(token.key) - len(prefix) > 3 and token.key.removeprefix(prefix) in words
            for prefix in NEGATIVE_PREFIXES
            if token.key.startswith(prefix)
        ):
            yield Marker(MarkerClass.NEGATION, no, token.text.strip(), at, at)


def mark_moved_words(
    edits: Sequence[Edit], about: list[list[ChangedWords]], balances: Sequence[Balance]
) -> None:
    """Mark a number or a “not” that moved alone: it belongs to something else now."""
    for edit, named, one in zip(edits, about, balances, strict=True):
        moved = max(one.left.total(), one.came.total())
        if moved and edit.op not in OUTER_OPERATIONS and edit.content <= moved:
            named.append(one.name_words(Change.MOVED, one.left, one.came))


def markers_by_edit(
    edits: Sequence[Edit], side: EditSide, language: str
) -> list[list[Marker]]:
    """For each edit the words of one side that hedge, oblige, deny or limit."""
    text = [token for edit in edits for token in side(edit)]
    ends, at = [], 0
    for edit in edits:
        at += len(side(edit))
        ends.append(at)
    core = [at for at, edit in enumerate(edits) if edit.op not in OUTER_OPERATIONS]
    result: list[list[Marker]] = [[] for _ in edits]
    for sign in find_markers(text, language):
        for number in range(bisect_right(ends, sign.first), len(edits)):
            edit = edits[number]
            if sign.last < ends[number] - len(side(edit)):
                break
            if edit.op == EditOperation.SAME:
                continue
            # A verb around the cited words obliges or allows something else.
            if edit.op not in OUTER_OPERATIONS or (
                sign.does != MarkerClass.MODAL
                and core
                and is_near(
                    text,
                    range(sign.last + 1, ends[number])
                    if number < core[0]
                    else range(ends[core[-1]], sign.first),
                )
            ):
                result[number].append(sign)
                break
    return drop_tense_modals(result)


def is_near(text: Sequence[Token], gap: range) -> bool:
    """Whether a word so far from what is cited still bears on it."""
    return len(gap) <= MAX_MARKER_DISTANCE and not any(
        text[at].key in CLAUSE_ENDS for at in gap
    )


MarkersByEdit = list[list[Marker]]


def drop_reported_hedges(
    ours: MarkersByEdit, theirs: MarkersByEdit
) -> tuple[MarkersByEdit, MarkersByEdit]:
    """Drop the hedge that “could” is, where it only reports a “can”."""

    def modals(side: list[Marker]) -> dict[str, int]:
        return {s.stands_for: s.first for s in side if s.does == MarkerClass.MODAL}

    for pair in zip(ours, theirs, strict=True):
        common = modals(pair[0]).keys() & modals(pair[1]).keys()
        for side in pair:
            indexes = {modals(side)[name] for name in common}
            side[:] = [
                s
                for s in side
                if not (s.does == MarkerClass.HEDGE and s.first in indexes)
            ]
    return ours, theirs


def drop_tense_modals(found: list[list[Marker]]) -> list[list[Marker]]:
    """Without the modals that only tell the tense."""
    return [
        [
            s
            for s in each
            if not (
                s.does == MarkerClass.MODAL and s.stands_for in word_tables.TENSE_MODALS
            )
        ]
        for each in found
    ]


def number_balance(edit: Edit) -> Balance:
    """The numbers that an edit takes away and brings."""
    if edit.op in OUTER_OPERATIONS | {EditOperation.SAME}:
        return Balance()
    theirs, ours = (
        [(t.amount, t.text.strip()) for t in side if t.kind == TokenKind.NUMBER]
        for side in (edit.theirs, edit.ours)
    )
    return balance_sides(theirs, ours)


def number_changes(balance: Balance) -> Iterable[Change]:
    if balance.dropped and balance.added:
        yield Change.NUMBER
    elif balance.dropped:
        yield Change.NUMBER_DROPPED
    elif balance.added:
        yield Change.NUMBER_ADDED


def hedge_changes(balance: Balance) -> Iterable[Change]:
    if balance.dropped and balance.added:
        yield Change.HEDGE_CHANGED
    elif balance.dropped:
        yield Change.HEDGE_DROPPED
    elif balance.added:
        yield Change.HEDGE_ADDED


def negation_changes(balance: Balance) -> Iterable[Change]:
    if balance.dropped:
        yield Change.NEGATION_DROPPED
    elif balance.added:
        yield Change.NEGATION_ADDED


def modal_changes(balance: Balance) -> Iterable[Change]:
    # May and might by themselves are hedges, and are named as such.
    sides = [set(side) - {"may"} for side in (balance.dropped, balance.added)]
    if any(sides):
        yield Change.MODALITY


def limit_changes(balance: Balance) -> Iterable[Change]:
    if balance.dropped or balance.added:
        yield Change.LIMIT


CHANGE_RULES: dict[MarkerClass, Callable[[Balance], Iterable[Change]]] = {
    MarkerClass.HEDGE: hedge_changes,
    MarkerClass.MODAL: modal_changes,
    MarkerClass.NEGATION: negation_changes,
    MarkerClass.LIMIT: limit_changes,
}
