"""The words of made-up claims and articles, drawn as unevenly as in a language.

Nothing here needs to be escaped in JSON or COPY: no straight quotes, no backslashes.
Planted words tell how a search costs: each stands in a known share of the claims.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Draw = Callable[[int], Ints]  # so many positions in a list


def listed(words: str) -> list[str]:
    return words.split()


# In 12 %, 1 % and 0.03 % of the claims: in more of the English ones.
COMMON, MIDDLING, RARE = "harbour", "aqueduct", "theodolite"
PLANTED = (
    (0.045, " near the grain harbour"), (0.091, " near the harbour"),
    (0.0114, " along the aqueduct"), (0.00034, " measured with a theodolite"),
)  # fmt: skip
PHRASE = "grain harbour"

NOUNS = listed("""water road school hospital bridge budget election border flood refinery
contract pipeline court prison shipment railway village market dam treaty company
ministry police army convoy report vaccine harvest grain coal gas oil fish forest river
valley island port airport factory power plant station protest strike curfew ceasefire
raid attack explosion fire drought storm earthquake epidemic outbreak clinic ambulance
hostage prisoner refugee camp shelter aid loan debt tax tariff subsidy currency bank
pension wage salary union merger monopoly patent licence permit mine quarry well canal
sewer landfill reactor turbine grid cable satellite drone missile helicopter frigate
submarine tank rifle mortar checkpoint trench bunker embassy consulate parliament senate
council mayor governor ballot referendum petition amendment decree verdict appeal
tribunal witness testimony archive ledger register census survey poll sample laboratory
museum library theatre stadium monastery mosque cathedral synagogue shrine orchard
vineyard pasture herd flock fishery hatchery sawmill foundry shipyard warehouse depot
terminal ferry tram tunnel viaduct lighthouse observatory reservoir aquifer wetland
estuary glacier peninsula plateau desert steppe orphanage kindergarten academy
scholarship curriculum textbook newspaper broadcaster transmitter antenna frequency
encryption database server password firewall algorithm sensor gauge barometer
thermometer microscope reagent antibiotic insulin serum placebo incubator ventilator
stretcher bandage quarantine isotope uranium lithium cobalt tungsten bauxite phosphate
sulphur ammonia chlorine benzene asbestos arsenic mercury cadmium plutonium tritium
zeppelin sextant abacus astrolabe gramophone hourglass samovar tapestry mosaic
manuscript parchment""")
ADJECTIVES = listed("""new public local national armed civil foreign medical military northern
southern eastern western joint annual secret illegal official regional provincial federal
rural urban coastal industrial agricultural nuclear chemical financial electoral judicial
private temporary permanent damaged abandoned flooded contaminated disputed occupied
unfinished bankrupt obsolete historic ancient makeshift underground offshore mountainous
remote overcrowded understaffed unregistered undocumented privatised nationalised
""")
PAST = listed("""closed opened bought sold damaged destroyed delayed expanded inspected repaired
financed seized searched evacuated rebuilt surveyed guarded blocked cancelled approved
rejected suspended renamed fined relocated demolished flooded reopened privatised
nationalised audited photographed measured licensed insured fortified shelled mined
quarantined disinfected""")
CAUSES = listed("""neglect corruption shortage sabotage erosion overload speculation sanctions
drought fraud negligence vandalism overfishing deforestation subsidence corrosion
pollution inflation migration mismanagement""")
VERBS = listed(
    """collapse reopen expand fail close double shrink recover move disappear"""
)
VIEWS = listed("""dangerous necessary scandalous exemplary useless overdue disgraceful admirable
pointless promising""")
SAID = ("said that", "announced that", "insisted that", "confirmed that", "warned that",
        "claimed that", "wrote that", "reported that")  # fmt: skip
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
FIRST_NAMES = listed("""Ada Amal Anders Anna Bela Bruno Carla Cem Clara Dalia Darko Elif Emil Farid
Filip Greta Hana Hassan Ida Igor Ines Ivan Jana Jonas Karim Katja Lena Leon Lina Luca
Mara Marek Mina Nadia Nils Nora Omar Otto Pavel Petra Rana Rami Rosa Salma Samir Sven
Tarik Tilda Ugo Vera Viktor Wanda Yara Yusuf Zeno Zora""")
GERMAN_NOUNS = listed("""Brücke Schule Hafen Fluss Krankenhaus Straße Bahnhof Fabrik Wald Damm
Gericht Behörde Ernte Wahl Grenze Kraftwerk Leitung Bank Steuer Wohnung Museum Deich
Gemeinde Mühle Werft Kanal Siedlung Turbine Flughafen Gefängnis""")
GERMAN_PAST = listed("""geschlossen eröffnet verkauft beschädigt zerstört verzögert geprüft gesperrt
geräumt erweitert""")
ARABIC_NOUNS = listed("""الجسر المدرسة المستشفى النهر الميناء السد السوق المصنع الطريق المحكمة الحدود
القرية المطار المحطة السفينة المزرعة الغابة البلدية المياه الكهرباء""")
ARABIC_PAST = listed("""أغلقت افتتحت دمرت أصلحت فتشت باعت وسعت أخلت""")
ARABIC_PLACES = listed("""القصر الوادي الساحل الجبل المدينة الشاطئ النخيل الرمال البحيرة الحصن الزيتون
الميدان""")


CLAUSES = {
    "event": "the authorities of {place} {past} the {adjective} {noun} after the {other}"
    " in {place2} in {year}{ending}",
    "number": "{number:,} people used the {adjective} {noun} of {place} before the {other}"
    " in {year}{ending}",
    "quotation": "the council of {place} called the {adjective} {noun} a {other} without"
    " an end in {year}{ending}",
    "position": "the government in {place} opposes the {adjective} {noun} and the {other}"
    " of {place2}{ending}",
    "causal": "{cause} and not the {other} damaged the {adjective} {noun} in {place} in"
    " {year}{ending}",
    "prediction": "the {adjective} {noun} of {place} will {verb} within {months} months of"
    " the {other} in {year}{ending}",
    "opinion": "the {adjective} {noun} of {place} is {view} for the {other} in"
    " {place2}{ending}",
}


@dataclass(frozen=True)
class Vocabulary:
    """Names that were made for one collection."""

    places: Sequence[str]
    surnames: Sequence[str]


def make_vocabulary(random: np.random.Generator) -> Vocabulary:
    return Vocabulary(made_names(random, 3_000), made_names(random, 12_000))


def made_names(random: np.random.Generator, number: int) -> list[str]:
    """Different names of two or three syllables."""
    onsets = listed("b br d dr f g gr h k kl kr l m n p pr r s st t tr v z sh")
    vowels, ends = listed("a e i o u ai ei ou"), listed("n r l s k m sk nd rt v th")
    found: dict[str, None] = {}
    while len(found) < number:
        parts = [random.integers(len(each), size=number).tolist()
                 for each in (onsets, vowels, onsets, vowels, ends)]  # fmt: skip
        for a, b, c, d, e in zip(*parts, strict=True):
            name = onsets[a] + vowels[b] + onsets[c] + vowels[d] + ends[e]
            found[name.capitalize()] = None
    return list(found)[:number]


def zipf_weights(number: int, exponent: float, shift: float = 0) -> Any:
    """Cumulated shares of the ranks from 1, each 1 / (rank + shift) ** exponent."""
    weights = (np.arange(1, number + 1) + shift) ** -exponent
    cumulated = np.cumsum(weights)
    return cumulated / cumulated[-1]


def zipf_ranks(
    random: np.random.Generator, number: int, of: int, exponent: float, shift: float = 0
) -> Ints:
    """So many positions in a list of `of`, the first ones drawn most often."""
    found: Ints = np.searchsorted(
        zipf_weights(of, exponent, shift), random.random(number)
    )
    return np.minimum(found, of - 1)


def pick(
    random: np.random.Generator,
    number: int,
    words: Sequence[str],
    exponent: float = 0.8,
) -> list[str]:
    ranks = zipf_ranks(random, number, len(words), exponent, 6)
    return list(map(words.__getitem__, ranks.tolist()))


def clauses(
    random: np.random.Generator,
    vocabulary: Vocabulary,
    kinds: Sequence[str],
    languages: Sequence[str],
) -> list[str]:
    """What each claim says, in words that can stand within a sentence."""
    n = len(kinds)
    columns = [
        kinds, languages,
        pick(random, n, NOUNS), pick(random, n, NOUNS, 0.6), pick(random, n, ADJECTIVES),
        pick(random, n, PAST), pick(random, n, vocabulary.places, 0.9),
        pick(random, n, CAUSES), pick(random, n, VERBS), pick(random, n, VIEWS),
        pick(random, n, vocabulary.places, 0.9),
        np.floor(10 ** random.uniform(0.8, 5.2, n)).astype(int).tolist(),
        random.integers(2010, 2026, n).tolist(),
        random.integers(1 << 20, size=n).tolist(), planted(random, n),
    ]  # fmt: skip
    return [clause(*row) for row in zip(*columns, strict=True)]


def planted(random: np.random.Generator, number: int) -> list[str]:
    """What is put behind a clause, most often nothing."""
    shares = np.cumsum([share for share, _ in PLANTED])
    words = [*(words for _, words in PLANTED), ""]
    return [words[at] for at in np.searchsorted(shares, random.random(number)).tolist()]


def clause(
    kind: str, language: str, noun: str, other: str, adjective: str, past: str,
    place: str, cause: str, verb: str, view: str, place2: str, number: int, year: int,
    any_number: int, ending: str,
) -> str:  # fmt: skip
    if language == "de":
        thing = GERMAN_NOUNS[any_number % len(GERMAN_NOUNS)]
        done = GERMAN_PAST[any_number // 64 % len(GERMAN_PAST)]
        other = GERMAN_NOUNS[any_number // 999 % len(GERMAN_NOUNS)]
        return (
            f"{thing} und {other} in {place} wurden {year} für {number:,} Euro {done}"
        )
    if language == "ar":
        thing = ARABIC_NOUNS[any_number % len(ARABIC_NOUNS)]
        where = ARABIC_PLACES[any_number // 64 % len(ARABIC_PLACES)]
        done = ARABIC_PAST[any_number // 999 % len(ARABIC_PAST)]
        return f"السلطات {done} {thing} في {where} عام {year} بعد {number} يوما"
    return CLAUSES[kind].format(
        noun=noun, other=other, adjective=adjective, past=past, place=place, cause=cause,
        verb=verb, view=view, place2=place2, number=number, year=year, ending=ending,
        months=number % 90 + 2,
    )  # fmt: skip


def titles(
    random: np.random.Generator, vocabulary: Vocabulary, languages: Sequence[str],
    form: str = "{noun} in {place}: {adjective} {other}, and who answers for it",
) -> list[str]:  # fmt: skip
    """A headline for each; German and Arabic ones where the language asks for it."""
    n = len(languages)
    columns = (
        languages, pick(random, n, NOUNS, 0.7), pick(random, n, vocabulary.places, 0.7),
        pick(random, n, ADJECTIVES), pick(random, n, NOUNS, 0.5),
        random.integers(1 << 20, size=n).tolist(),
    )  # fmt: skip
    found = []
    for language, noun, place, adjective, other, number in zip(*columns, strict=True):
        if language == "de":
            words = f"{GERMAN_NOUNS[number % 30]} in {place}: Was die {GERMAN_NOUNS[number // 64 % 30]} kostet"
        elif language == "ar":
            words = f"{ARABIC_NOUNS[number % 20]} في {ARABIC_PLACES[number // 64 % 12]} بين {ARABIC_NOUNS[number // 999 % 20]} و{ARABIC_NOUNS[number // 31 % 20]}"
        else:
            words = form.format(
                noun=noun.capitalize(), place=place, adjective=adjective, other=other
            )
        found.append(words)
    return found


def fillers(
    random: np.random.Generator, vocabulary: Vocabulary, language: str, number: int
) -> list[str]:
    """Sentences that no claim stands in."""
    columns = (
        pick(random, number, NOUNS, 0.6), pick(random, number, NOUNS, 0.6),
        pick(random, number, ADJECTIVES), pick(random, number, vocabulary.places),
        random.integers(1 << 20, size=number).tolist(),
    )  # fmt: skip
    found = []
    for noun, other, adjective, place, any_number in zip(*columns, strict=True):
        if language == "de":
            words = f"Wer in {place} lebt, kennt {GERMAN_NOUNS[any_number % 30]} und {GERMAN_NOUNS[any_number // 64 % 30]} seit vielen Jahren, und kaum jemand fragt danach."
        elif language == "ar":
            words = f"ويعرف سكان {ARABIC_PLACES[any_number % 12]} {ARABIC_NOUNS[any_number // 64 % 20]} و{ARABIC_NOUNS[any_number // 999 % 20]} منذ سنوات طويلة ولا يسأل عنها أحد من الزوار."
        else:
            words = f"Whoever lives in {place} has known the {adjective} {noun} for years, and the {other} beside it is older than most of the houses."
        found.append(words)
    return found
