"""Draws the chain of an attribution: its lines, rings and words.

Pure geometry: a chain as its steps, in; shapes with coordinates, out. The template only
writes them down as SVG. Read from above: the article's own voice first, the claimant
last. Voices that say it together stand on lanes of their own that fork and join again.
"""

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from articles.domain.attribution.chains import (
    grade_chain,
    group_by_position,
    is_unnamed,
    isolate_direction,
    join_with_and,
)
from articles.domain.dates import period_in_words
from articles.domain.records import StepRecord

CHAIN_WIDTH = 288  # units; one is a sixteenth of the reader's letter size
MAX_LANE_WIDTH = 18  # from lane to lane, where there are few
MAX_LANES_WIDTH = 130  # that many lanes share, so that the words keep their room
LANES_MARGIN = 10  # from the edge to the first lane
RING_RADIUS = 6
LANES_TEXT_GAP = 14  # from the last lane to the words
# Size of the letters, from line to line, and the width of an average letter.
NAME_LETTERING = (15, 19, 0.58)
SMALL_LETTERING = (13, 17, 0.53)
FORK_HEIGHT = 18  # the height in which lines fork or join
PADDING = 4

MODE_WORDS = {
    "direct": "quoted",
    "indirect": "in other words",
    "mixed": "partly quoted",
}


@dataclass(frozen=True)
class TextLine:
    """One line of words, with the box that it may need."""

    x: float
    y: float  # of the baseline
    text: str
    kind: str  # name, how, role or doubt
    width: float
    height: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        top = self.y - self.height * 0.78
        return (self.x, top, self.x + self.width, top + self.height)


@dataclass(frozen=True)
class Ring:
    """One voice: full for a claimant, dashed for an unnamed one, "?" where unclear."""

    x: float
    y: float
    claimant: bool
    unnamed: bool
    unclear: bool


@dataclass(frozen=True)
class Stroke:
    """A line between voices, drawn by how the words are carried on."""

    path: str
    mode: str  # direct, indirect, mixed or ""
    unnamed: bool = False
    # Where the line runs straight down: (x, from, to).
    runs: tuple[tuple[float, float, float], ...] = ()


@dataclass
class ChainDrawing:
    """Everything that is drawn, and the same in words."""

    width: float = CHAIN_WIDTH
    height: float = 0
    title: str = ""
    description: str = ""
    lines: list[TextLine] = field(default_factory=list)
    rings: list[Ring] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


def letter_width(sign: str) -> float:
    """Width of a letter in average Latin ones: rather too much than too little."""
    if unicodedata.combining(sign) or unicodedata.category(sign) == "Cf":
        return 0
    if unicodedata.east_asian_width(sign) in "WF":
        return 2.0
    if sign in "mwMW—…@%":
        return 1.6
    if sign in "iljtfI.,;:'’|!()[] ":
        return 0.65
    return 1.25 if sign.isupper() else 1.0


def text_width(text: str, size: float, average: float) -> float:
    """Width of a text in units, by the size and the average width of its letters."""
    return sum(map(letter_width, text)) * size * average


def wrap_text(text: str, room: float, size: float, average: float) -> list[str]:
    """The text in lines that fit; a word that fits nowhere is split."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split():
        longer = sum(map(letter_width, word), used + letter_width(" ") if line else 0.0)
        if longer * size * average <= room:
            line, used = f"{line} {word}" if line else word, longer
            continue
        if line:
            lines.append(line)
        *pieces, line = split_word(word, room, size, average)
        lines += pieces
        used = sum(map(letter_width, line))
    return [*lines, line] if line else lines


def split_word(word: str, room: float, size: float, average: float) -> Iterator[str]:
    """A word in pieces that fit, each of at least one letter."""
    begin, used = 0, 0.0
    for at, sign in enumerate(word):
        width = letter_width(sign)
        used += width
        if at > begin and used * size * average > room:
            yield word[begin:at]
            begin, used = at, width
    yield word[begin:]


def describe_saying(step: StepRecord) -> str:
    """“according to”, in other words, said “on Saturday” (17 June 2017)."""
    parts = []
    if step["cue"]:
        parts.append(f"“{isolate_direction(step['cue'])}”")
    if step["mode"]:
        parts.append(MODE_WORDS[step["mode"]])
    if said := step["said"]:
        words = (
            f"said “{isolate_direction(said['words'])}”" if said["words"] else "said"
        )
        days = period_in_words(said["from"], said["to"])
        parts.append(f"{words} ({days})" if days else words)
    return ", ".join(parts)


def voice_role(number: int, count: int, *, unnamed: bool) -> str:
    """Voice of the article, relayer or claimant; and whether it has a name."""
    parts = ["unnamed voice"] if unnamed else []
    if number == 0:
        parts.append("voice of the article")
    elif number < count - 1:
        parts.append("relayer")
    if number == count - 1:
        parts.append("claimant")
    return ", ".join(parts)


class ChainPen:
    """Draws from above downwards; `y` is where the next thing begins."""

    def __init__(self, groups: Sequence[Sequence[StepRecord]]) -> None:
        self.groups = groups
        self.unnamed = [list(map(is_unnamed, group)) for group in groups]
        lanes = max((len(group) for group in groups), default=1)
        self.drawing = ChainDrawing()
        self.y: float = PADDING
        # A line must pass beside the ring on the next lane.
        self.lane = max(
            RING_RADIUS + 0.5, min(MAX_LANE_WIDTH, MAX_LANES_WIDTH / max(lanes - 1, 1))
        )
        self.left = LANES_MARGIN + (lanes - 1) * self.lane + LANES_TEXT_GAP

    def words(self, text: str, kind: str) -> None:
        """Write a text in as many lines as it needs."""
        size, height, average = NAME_LETTERING if kind == "name" else SMALL_LETTERING
        room = CHAIN_WIDTH - self.left - PADDING
        for line in wrap_text(text, room, size, average):
            self.drawing.lines.append(
                TextLine(
                    self.left, self.y + height * 0.78, line, kind,
                    min(text_width(line, size, average), room), height,
                )
            )  # fmt: skip
            self.y += height

    def group(self, number: int) -> None:
        """Draw voices that say it together, one below the other, each on its lane."""
        together = self.groups[number]
        fork = self.y
        if number:
            self.y += FORK_HEIGHT if len(together) > 1 else 2
        begins = self.y
        rings = []
        for lane, step in enumerate(together):
            if number and (how := describe_saying(step)):
                self.words(how, "how")
            rings.append(self.ring(lane, number, step))
        ends = self.y
        if number:
            for ring, step in zip(rings, together, strict=True):
                self.incoming(fork, begins, ring, step)
        if number < len(self.groups) - 1:
            self.y += FORK_HEIGHT if len(together) > 1 else 0
            for ring in rings:
                self.outgoing(ring, ends, self.y)

    def ring(self, lane: int, number: int, step: StepRecord) -> Ring:
        middle = self.y + NAME_LETTERING[1] / 2
        is_last = number == len(self.groups) - 1
        unnamed = self.unnamed[number][lane]
        ring = Ring(
            LANES_MARGIN + lane * self.lane, middle, is_last, unnamed, step["unclear"]
        )
        self.drawing.rings.append(ring)
        self.words(step["source"]["name"], "name")
        if label := voice_role(number, len(self.groups), unnamed=unnamed):
            self.words(label, "role")
        if step["unclear"]:
            self.words("? unclear whose words a part is", "doubt")
        self.y += PADDING
        return ring

    def incoming(
        self, fork: float, begins: float, ring: Ring, step: StepRecord
    ) -> None:
        """Draw from where the lines fork, on the first lane, down to the voice."""
        end = ring.y - RING_RADIUS
        self.drawing.strokes.append(
            Stroke(
                fork_path(LANES_MARGIN, fork, ring.x, begins) + f" V{format_number(end)}",
                step["mode"], ring.unnamed, ((ring.x, begins, end),),
            )
        )  # fmt: skip

    def outgoing(self, ring: Ring, ends: float, join: float) -> None:
        """Draw from the voice down its lane, to where the lines join on the first."""
        start = ring.y + RING_RADIUS
        path = f"M{format_number(ring.x)} {format_number(start)} V{format_number(ends)}"
        if join > ends:
            path += curve_path(ring.x, ends, LANES_MARGIN, join)
        run = (ring.x, start, ends)
        self.drawing.strokes.append(Stroke(path, "trunk", ring.unnamed, (run,)))


def format_number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def fork_path(x: float, y: float, to_x: float, to_y: float) -> str:
    start = f"M{format_number(x)} {format_number(y)}"
    return start + (curve_path(x, y, to_x, to_y) if to_y > y else "")


def curve_path(x: float, y: float, to_x: float, to_y: float) -> str:
    if x == to_x:
        return f" V{format_number(to_y)}"
    middle = format_number((y + to_y) / 2)
    return (
        f" C{format_number(x)} {middle} {format_number(to_x)} {middle}"
        f" {format_number(to_x)} {format_number(to_y)}"
    )


def draw_chain(chain: Sequence[StepRecord]) -> ChainDrawing:
    """The chain as a drawing of WIDTH units and the height that it needs."""
    groups = group_by_position(list(chain))
    pen = ChainPen(groups)
    for number in range(len(groups)):
        pen.group(number)
    drawing = pen.drawing
    drawing.height = math.ceil(pen.y + PADDING)
    drawing.title = f"Who says so: {grade_chain(chain)['words']}"
    drawing.description = describe_chain(groups, pen.unnamed)
    return drawing


def describe_chain(
    groups: Sequence[Sequence[StepRecord]], unnamed: Sequence[Sequence[bool]]
) -> str:
    """The drawing in words, from the article's own voice to the claimant."""
    sentences = []
    for number, together in enumerate(groups):
        steps = zip(together, unnamed[number], strict=True)
        names = join_with_and(
            [describe_voice(step, number, nameless) for step, nameless in steps]
        )
        kind = voice_role(number, len(groups), unnamed=False)
        both = " together" if len(together) > 1 else ""
        sentences.append(f"{names}{both}: {kind}.")
    return " ".join(sentences)


def describe_voice(step: StepRecord, number: int, unnamed: bool) -> str:
    details = [describe_saying(step)] if number else []
    if unnamed:
        details.append("an unnamed voice")
    if step["unclear"]:
        details.append("unclear whose words a part is")
    name = isolate_direction(step["source"]["name"])
    words = "; ".join(filter(None, details))
    return f"{name} ({words})" if words else name
