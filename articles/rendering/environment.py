"""The Jinja2 environment: what templates can say beyond their context."""

import re
from functools import cache
from typing import Any

import jinja2
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from jinja2.ext import Extension

from articles.accounts.second_factor import second_factor_required
from articles.domain import dates
from articles.domain.anchoring.text_fragments import link_to_original
from articles.domain.attribution import chains, quoting, voices
from articles.domain.quotation import claim_wordings
from articles.domain.quotation.languages import TABLES
from articles.domain.text.browsers import browser_name
from articles.domain.text.language_tags import primary_language
from articles.models import choices
from articles.models.base import KEY_ALPHABET, KEY_LENGTH
from articles.rendering.diagrams import attribution_chain as chain_drawing
from articles.rendering.diagrams.spread import draw_spread
from articles.rendering.qr_code import draw_qr_code

RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
)


PLACEHOLDER_KEY = KEY_ALPHABET[0] * KEY_LENGTH


@cache
def url_pattern(name: str) -> str:
    """The address of a placeholder's row, to put a row's key into."""
    return reverse(name, args=[PLACEHOLDER_KEY])


def build_url(name: str, *args: str) -> str:
    """An address by its name. A list has hundreds, most with one key and nothing else."""
    if len(args) == 1 and isinstance(args[0], str) and len(args[0]) == KEY_LENGTH:
        return url_pattern(name).replace(PLACEHOLDER_KEY, args[0])
    return reverse(name, args=args)


def verdict_label(value: str | None) -> str:
    """A verdict in words, also where none has been given yet."""
    return choices.Verdict(value).label if value else choices.NOT_YET_REVIEWED


def fidelity_label(value: str | None) -> str:
    """A fidelity in words, also where none has been recorded yet."""
    return choices.Fidelity(value).label if value else choices.NOT_YET_CHECKED


def scale_label(value: str, scale: str) -> str:
    """The word for a value of a scale, named as in articles/models/choices.py."""
    return str(getattr(choices, scale)(value).label) if value else ""


def said_date(said: dict[str, str | None] | None) -> str:
    """When something was said, as far as it is known."""
    return dates.period_in_words(said["from"], said["to"]) if said else ""


def relation_period(link: dict[str, str | None]) -> str:
    """How long a relation holds, as far as it is known."""
    return dates.period_in_words(link["since"], link["until"])


FIRST_PART = 5_000  # code points that are on the first page of nearly every text


def place_in_text(appearance: dict[str, Any]) -> str:
    """What the address of a text adds, to open the part in which this stands."""
    start = appearance["spans"][0]["start"]
    return f"?at={start}" if start > FIRST_PART else ""


def text_direction(language: str | None) -> str:
    """Which way a text of this language runs, as the HTML attribute dir says it."""
    return "rtl" if primary_language(language or "") in RIGHT_TO_LEFT else "ltr"


def language_name(code: str | None) -> str:
    """A language's name in English; its code where it has none here."""
    known = LANG_INFO.get(primary_language(code or ""), {})
    return str(known.get("name", code or ""))


def separate_thousands(number: int) -> str:
    """Write a number of things with its thousands apart: 2,206."""
    return f"{number:,}"


class WithoutIndentation(Extension):
    """Leaves the indentation of templates out of pages: a list is an eighth shorter."""

    def preprocess(
        self, source: str, name: str | None, filename: str | None = None
    ) -> str:
        return re.sub(r"(?m)^[ \t]+", "", source)


def build_environment(**options: Any) -> jinja2.Environment:
    """Jinja2 with autoescape, a missing name being an error rather than a gap."""
    env = jinja2.Environment(  # noqa: S701 - Django passes autoescape=True in options
        **{**options, "undefined": jinja2.StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[WithoutIndentation],
    )
    env.globals.update(
        url=build_url,
        static=staticfiles_storage.url,
        site_name=settings.SITE_NAME,
        sends_mail=settings.SENDS_MAIL,
        factor_required=second_factor_required,
        languages_with_tables=sorted(TABLES),
    )
    # Data in a page: as short as it can be, every script as it is written. What could end
    # the element is escaped by the filter.
    env.policies["json.dumps_kwargs"] = {
        "ensure_ascii": False, "separators": (",", ":"),
    }  # fmt: skip
    env.filters.update(
        verdict_label=verdict_label,
        fidelity_label=fidelity_label,
        label=scale_label,
        long_date=dates.long_date,
        said_date=said_date,
        period=relation_period,
        direction=text_direction,
        place_in_text=place_in_text,
        in_original=link_to_original,
        language_name=language_name,
        grouped=separate_thousands,
        chain_sentence=chains.chain_sentence,
        speakers_of_title=chains.speakers_of_title,
        speakers_of_claim=chains.speakers_of_claim,
        **claim_wordings.FILTERS,
        chain_grade=chains.grade_chain,
        drawn=chain_drawing.draw_chain,
        spread=draw_spread,
        qr_code=draw_qr_code,
        browser_name=browser_name,
        quoted=quoting.split_quotation,
        voice_label=voices.voice_label,
        voice_sign=voices.voice_sign,
        voice_names=voices.main_speakers,
    )
    return env
