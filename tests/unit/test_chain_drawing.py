"""Is every chain drawn so that nothing lies on anything else and every word is there?"""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering.diagrams.attribution_chain import (
    CHAIN_WIDTH,
    RING_RADIUS,
    ChainDrawing,
    draw_chain,
    wrap_text,
)
from tests.unit.chains_at_hand import (
    TEXTS,
    Step,
    chain_of,
    chains_of,
    read,
    spoken,
    step,
)

Box = tuple[float, float, float, float]


def meet(one: Box, other: Box) -> bool:
    """Do they share more than a border?"""
    hair = 0.01
    return all(
        one[low] + hair < other[high] and other[low] + hair < one[high]
        for low, high in ((0, 2), (1, 3))
    )


def boxes(drawing: ChainDrawing) -> list[Box]:
    """The space that each line of words, and each ring, takes."""
    rings = [
        (
            ring.x - RING_RADIUS,
            ring.y - RING_RADIUS,
            ring.x + RING_RADIUS,
            ring.y + RING_RADIUS,
        )
        for ring in drawing.rings
    ]
    return [*(line.box for line in drawing.lines), *rings]


def crossings(drawing: ChainDrawing) -> list[tuple[float, float]]:
    """Where a line that runs straight down goes through a ring that is not its own."""
    return [
        (ring.x, ring.y)
        for stroke in drawing.strokes
        for x, begin, end in stroke.runs
        for ring in drawing.rings
        if abs(x - ring.x) < RING_RADIUS
        and begin < ring.y - RING_RADIUS
        and end > ring.y + RING_RADIUS
    ]


def check(chain: list[Step]) -> None:
    drawing = draw_chain(chain)
    held = boxes(drawing)
    words = spoken("".join(line.text for line in drawing.lines))

    assert [pair for pair in combinations(held, 2) if meet(*pair)] == []
    assert crossings(drawing) == []
    assert all(left >= 0 and right <= CHAIN_WIDTH for left, _, right, _ in held)
    assert all(top >= 0 and end <= drawing.height for _, top, _, end in held)
    assert len(drawing.rings) == len(chain)
    for link in chain:
        assert spoken(link["source"]["name"]) in words
        assert link["source"]["name"] in drawing.description
        if link["position"]:
            assert spoken(link["cue"]) in words
            assert link["cue"] in drawing.description
        if link["said"] and link["position"]:
            assert spoken(link["said"]["words"]) in words


@pytest.mark.parametrize("annotation", TEXTS)
def test_every_chain_of_the_fixtures_is_drawn(annotation: str) -> None:
    chains = list(chains_of(annotation))

    for chain in chains:
        check(chain)
    assert len(chains) >= len(read(annotation)["claims"]) > 0


def test_voices_that_say_it_together_fork_and_join() -> None:
    chain = [step(0, "Ann"), step(1, "Bo"), step(1, "Cy"), step(2, "Dee")]
    drawing = draw_chain(chain)

    assert [ring.x for ring in drawing.rings] == [10, 10, 28, 10]
    assert len([stroke for stroke in drawing.strokes if "C" in stroke.path]) == 2
    assert "\u2068Bo\u2069 and \u2068Cy\u2069 together: relayer." in drawing.description
    check(chain)


def test_the_words_keep_their_room_beside_many_who_say_it_together() -> None:
    together = [step(1, f"Country {number}", cue="said") for number in range(18)]
    chain = [step(0, "Ann"), *together]
    drawing = draw_chain(chain)

    names = [line.text for line in drawing.lines if line.kind == "name"]
    assert names == ["Ann", *(f"Country {number}" for number in range(18))]
    check(chain)


def test_what_is_special_about_a_voice_is_drawn_and_said() -> None:
    chain = [
        step(0, "Ann"),
        step(1, "officials", kind="unnamed", mode="direct"),
        step(2, "Bo", unclear=True, mode="indirect"),
    ]
    drawing = draw_chain(chain)

    assert [ring.unnamed for ring in drawing.rings] == [False, True, False]
    assert [ring.unclear for ring in drawing.rings] == [False, False, True]
    assert [ring.claimant for ring in drawing.rings] == [False, False, True]
    modes = [stroke.mode for stroke in drawing.strokes if stroke.mode != "trunk"]
    assert modes == ["direct", "indirect"]
    assert "an unnamed voice" in drawing.description
    assert drawing.title == (
        "Who says so: Quoted through one other, broken by an unnamed voice"
        " (\u2068officials\u2069), it is unclear whose words a part is"
    )


def test_an_empty_chain_is_an_empty_drawing() -> None:
    assert draw_chain([]).rings == []


def test_a_long_chain_grows_downwards_only() -> None:
    short, long = (
        draw_chain(chain_of("Ann")),
        draw_chain(chain_of(*(f"N{n}" for n in range(20)))),
    )

    assert long.width == short.width
    assert long.height > 15 * short.height


names = st.text("abcmWi —ء🐟", min_size=1, max_size=80).filter(
    lambda text: text.strip()
)


@st.composite
def any_chain(draw: st.DrawFn) -> list[Step]:
    chain: list[Step] = []
    for position in range(draw(st.integers(1, 4))):
        for lane in range(draw(st.integers(1, 4))):
            name = f"{position}{lane}{draw(names)}"
            kind = draw(st.sampled_from(["person", "unnamed"]))
            mode = draw(st.sampled_from(["", "direct", "indirect", "mixed"]))
            chain.append(
                step(
                    position, name, kind=kind, mode=mode, cue=draw(st.just("") | names),
                    unclear=draw(st.booleans()),
                )
            )  # fmt: skip
    return chain


@given(any_chain())
def test_no_chain_lies_on_itself(chain: list[Step]) -> None:
    check(chain)


@given(st.text(max_size=200), st.integers(10, 300))
def test_wrapping_loses_no_sign(text: str, room: int) -> None:
    lines = wrap_text(text, room, 13, 0.5)

    assert "".join("".join(lines).split()) == "".join(text.split())
