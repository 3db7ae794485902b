"""Classifies what each edit does to what is said: drops a hedge, changes a number.

A word that comes back in another edit was moved, not left out.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import takewhile

from articles.domain.quotation.balances import Balance, add_changes, balance_sides
from articles.domain.quotation.edit_runs import OUTER_OPERATIONS, EditOperation
from articles.domain.quotation.edits import Change, ChangedWords, Edit
from articles.domain.quotation.languages import (
    NO_TABLES,
    LanguageTables,
    language_tables,
)
from articles.domain.quotation.markers import (
    Marker,
    MarkerClass,
    find_markers,
    negation,
)
from articles.domain.quotation.quantities import TIMES
from articles.domain.quotation.quantity_changes import (
    quantity_changes,
    quantity_spellings,
)
from articles.domain.quotation.scripts import has_other_script
from articles.domain.quotation.surface import surface_changes
from articles.domain.quotation.tokens import Token

MAX_MARKER_DISTANCE = (
    5  # tokens from what is cited; a hedge further away belongs to something else
)
MAX_DISTANCE_BEHIND = 1  # a quantity mostly stands before what it counts
CLAUSE_ENDS = frozenset(".;:!?؟؛。！？")
COMMAS = frozenset(",،、，")
QUOTATION_MARKS = frozenset("\"'")  # as all of them are folded

EditSide = Callable[[Edit], Sequence[Token]]


def classify_edits(edits: Sequence[Edit], language: str) -> list[Edit]:
    """Each edit with the changes that it makes to what is said, and their words."""
    tables = language_tables(language) or NO_TABLES
    surface: list[list[Change]] = [
        list(surface_changes(edits, at)) for at in range(len(edits))
    ]
    about: list[list[ChangedWords]] = [[] for _ in edits]
    sides = drop_reported_hedges(
        markers_by_edit(edits, lambda edit: edit.ours, tables),
        markers_by_edit(edits, lambda edit: edit.theirs, tables),
    )
    for edit, *both in zip(edits, *sides, strict=True):
        for side, (own, other) in zip(
            both, ((edit.ours, edit.theirs), (edit.theirs, edit.ours)), strict=True
        ):
            side += prefix_negations(own, other, tables)
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
    balances = quantity_balances(edits)
    add_changes(about, balances, lambda one: quantity_changes(one.dropped, one.added))
    mark_moved_words(edits, about, balances)
    for edit, named in zip(edits, about, strict=True):
        named += unread_words(edit, tables)
    return [
        replace(
            edit,
            changes=(*changes, *(one.change for one in named)),
            about=tuple(named),
        )
        for edit, changes, named in zip(edits, surface, about, strict=True)
    ]


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
    own: Sequence[Token], other: Sequence[Token], tables: LanguageTables
) -> Iterable[Marker]:
    """Negations by a prefix: "unsafe", where the other has "safe" or "not safe"."""
    words = {token.key for token in other}
    for at, token in enumerate(own):
        if any(
            len(token.key) - len(prefix) > 3 and token.key.removeprefix(prefix) in words
            for prefix in tables.negative_prefixes
            if token.key.startswith(prefix)
        ):
            yield Marker(
                MarkerClass.NEGATION, negation(tables), token.text.strip(), at, at
            )


def mark_moved_words(
    edits: Sequence[Edit], about: list[list[ChangedWords]], balances: Sequence[Balance]
) -> None:
    """Mark a number or a “not” that moved alone: it belongs to something else now."""
    for edit, named, one in zip(edits, about, balances, strict=True):
        moved = max(count_dependent(one.left), count_dependent(one.came))
        if moved and edit.op not in OUTER_OPERATIONS and edit.content <= moved:
            named.append(one.name_words(Change.MOVED, one.left, one.came))


def count_dependent(moved: Counter[str]) -> int:
    """How many of what moved may belong to something else: "doubled" says of what."""
    return sum(
        count
        for name, count in moved.items()
        if name[0] != "@" and not name.endswith(f" {TIMES}")
    )


def markers_by_edit(
    edits: Sequence[Edit], side: EditSide, tables: LanguageTables
) -> list[list[Marker]]:
    """For each edit the words of one side that hedge, oblige, deny or limit."""
    text = [token for edit in edits for token in side(edit)]
    ends, at = [], 0
    for edit in edits:
        at += len(side(edit))
        ends.append(at)
    core = [at for at, edit in enumerate(edits) if edit.op not in OUTER_OPERATIONS]
    result: list[list[Marker]] = [[] for _ in edits]
    for sign in find_markers(text, tables):
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
    return drop_tense_modals(result, tables)


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


def drop_tense_modals(
    found: list[list[Marker]], tables: LanguageTables
) -> list[list[Marker]]:
    """Without the modals that only tell the tense."""
    return [
        [
            s
            for s in each
            if not (s.does == MarkerClass.MODAL and s.stands_for in tables.tense_modals)
        ]
        for each in found
    ]


def quantity_balances(edits: Sequence[Edit]) -> list[Balance]:
    """The quantities that each edit takes away and brings.

    Of what stands around the cited words, those of the same clause: of the source's,
    the far ones only for what moved. None of the article's outside of the quotation
    marks around what it cites.
    """
    core = [at for at, edit in enumerate(edits) if edit.op not in OUTER_OPERATIONS]
    balances = []
    for at, edit in enumerate(edits):
        theirs: Sequence[Token] = edit.theirs
        ours: Sequence[Token] = edit.ours
        beyond: list[tuple[str, str]] = []
        if edit.op == EditOperation.SAME:
            theirs = ours = ()
        elif core and edit.op in OUTER_OPERATIONS:
            theirs, ours = (
                adjoining_clause(side, is_before=at < core[0], ends=ends)
                for side, ends in (
                    (theirs, CLAUSE_ENDS), (ours, CLAUSE_ENDS | QUOTATION_MARKS)
                )
            )  # fmt: skip
            near = adjoining_clause(theirs, is_before=False, ends=COMMAS)
            most = (MAX_MARKER_DISTANCE if at < core[0] else MAX_DISTANCE_BEHIND) + 1
            beyond = quantity_spellings(theirs[min(len(near), most) :])
        balance = balance_sides(quantity_spellings(theirs), quantity_spellings(ours))
        balance.beyond = Counter(name for name, _ in beyond)
        balances.append(balance)
    return balances


def adjoining_clause(
    side: Sequence[Token], *, is_before: bool, ends: frozenset[str]
) -> list[Token]:
    """The words up to the first of these marks, outward from what is cited."""
    outward = side[::-1] if is_before else side
    return list(takewhile(lambda token: token.key not in ends, outward))


def unread_words(edit: Edit, tables: LanguageTables) -> Iterable[ChangedWords]:
    """The changed words in a script that the tables do not know."""
    if edit.op in OUTER_OPERATIONS | {EditOperation.SAME}:
        return
    sides = [
        "".join(t.text for t in side if has_other_script(t.key, tables.scripts)).strip()
        for side in (edit.theirs, edit.ours)
    ]
    if any(sides):
        yield ChangedWords(Change.UNREAD, *sides)


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
