"""Does a chain of voices read as people would say it?"""

from typing import Any

import pytest

from articles.domain.attribution.chains import (
    chain_sentence,
    group_by_position,
    join_with_and,
)

Step = Any
# Unicode's first strong isolate, and the sign that ends it.
OPENS, CLOSES = "\u2068", "\u2069"


def step(position: int, name: str) -> Step:
    return {"position": position, "source": {"name": name}}


def appearance(outlet: str, *chain: Step) -> Any:
    return {
        "article": {"outlet": {"name": outlet} if outlet else None},
        "chain": list(chain),
    }


NAMES = [
    ([],                        ""),
    (["Ada"],                   "Ada"),
    (["Ada", "Ben"],            "Ada and Ben"),
    (["Ada", "Ben", "Cleo"],    "Ada, Ben and Cleo"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "sentence"), NAMES)
def test_names_are_joined_as_in_speech(names: list[str], sentence: str) -> None:
    assert join_with_and(names) == sentence


SENTENCES = [
    (appearance("The Courier", step(0, "Ada")),
     "Ada, in The Courier"),
    (appearance("", step(0, "Ada")),
     "Ada"),
    (appearance("The Courier", step(0, "Ada"), step(1, "the ministry")),
     "Ada, in The Courier, quoting the ministry"),
    (appearance("The Courier", step(2, "the command"), step(0, "Ada"), step(1, "Ben")),
     "Ada, in The Courier, quoting Ben, quoting the command"),
    (appearance("", step(0, "Ada"), step(1, "Ben"), step(1, "Cleo"), step(1, "Dana")),
     "Ada, quoting Ben, Cleo and Dana"),
    (appearance("The Courier", step(0, "Ada"), step(0, "Ben")),
     "Ada and Ben, in The Courier"),
    (appearance("The Courier"),
     ""),
]  # fmt: skip


@pytest.mark.parametrize(("appearance", "sentence"), SENTENCES)
def test_a_chain_reads_from_the_article_to_the_claimant(
    appearance: Any, sentence: str
) -> None:
    said = chain_sentence(appearance)

    assert said.translate(dict.fromkeys(map(ord, OPENS + CLOSES))) == sentence


def test_names_of_another_direction_do_not_turn_the_sentence_around() -> None:
    said = chain_sentence(appearance("المنار", step(0, "Ada"), step(1, "الوزير")))

    assert f"{OPENS}المنار{CLOSES}" in said
    assert f"quoting {OPENS}الوزير{CLOSES}" in said


def test_those_who_say_it_together_stand_together() -> None:
    together = group_by_position([step(1, "Ben"), step(0, "Ada"), step(1, "Cleo")])

    assert [[one["source"]["name"] for one in group] for group in together] == [
        ["Ada"],
        ["Ben", "Cleo"],
    ]
