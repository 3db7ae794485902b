"""The voice map of a published article: whose voice each part is, for readers."""

from collections.abc import Iterable
from typing import Any

from articles.claim_data import PageData
from articles.domain.attribution import voices
from articles.domain.text.canonical import split_paragraphs
from articles.models import Region
from articles.models.choices import RegionKind


def voice_shares(
    text: str,
    notes: list[PageData],
    authors: list[PageData],
    regions: Iterable[Region],
) -> PageData:
    """The text cut by voice, how much each voice has of it, and the same in words."""
    voiced = voices.find_voice_spans(
        (note["appearance"] for note in notes), (author["key"] for author in authors)
    )
    for region in regions:
        voice = (
            voices.EDITOR if region.kind == RegionKind.EDITORS_NOTE else voices.APART
        )
        # What is not part of the article is nobody's claim in it.
        voiced.append(voices.VoiceSpan(region.start, region.end, voice, above=True))
    segments = voices.split_by_voice(len(text), voiced)
    shares = voices.measure_shares(text, segments)
    unclear = voices.unclear_percent(text, segments)
    return {
        "segments": segments,
        "shares": shares,
        "unclear": unclear,
        "words": voices.shares_in_words(shares, unclear),
    }


def voice_map(text: str, found: PageData) -> PageData:
    """The text in paragraphs cut by voice, and how many words each voice has."""
    voices.count_words(text, found["segments"], found["shares"])
    return {**found, "paragraphs": paragraphs_by_voice(text, found["segments"])}


def paragraphs_by_voice(
    text: str, segments: list[voices.VoiceSegment]
) -> list[PageData]:
    """Each paragraph with its runs, and who speaks in it, in the order of speaking."""
    result = []
    at = 0
    for start, end in split_paragraphs(text):
        while segments[at].end <= start:
            at += 1
        runs = []
        number = at
        while number < len(segments) and segments[number].start < end:
            segment = segments[number]
            words = text[max(segment.start, start) : min(segment.end, end)]
            runs.append(voice_run(words, segment))
            number += 1
        result.append({"start": start, "runs": runs, "names": paragraph_speakers(runs)})
    return result


def voice_run(words: str, segment: voices.VoiceSegment) -> PageData:
    return {
        "text": words,
        "voice": segment.voice,
        "level": segment.level,
        "sources": segment.sources,
        "unclear": segment.unclear,
    }


def paragraph_speakers(runs: list[PageData]) -> list[PageData]:
    """Every voice of a paragraph but the article's own text, once each."""
    seen: dict[Any, PageData] = {}
    for each in runs:
        if each["voice"] not in {voices.OWN, voices.APART}:
            manner = (each["voice"], each["level"], each["sources"], each["unclear"])
            seen.setdefault(manner, each)
    return list(seen.values())


def voice_map_data(found: PageData) -> PageData:
    """The voice map for machines: shares and segments, without the text's words."""
    return {
        "words": found["words"],
        "unclear_percent": found["unclear"],
        "shares": [
            {
                "voice": share.voice,
                "level": share.level,
                "percent": share.percent,
                "characters": share.characters,
                "words": share.words,
            }
            for share in found["shares"]
        ],
        "segments": [
            {
                "start": segment.start,
                "end": segment.end,
                "voice": segment.voice,
                "level": segment.level,
                "sources": list(segment.sources),
                "unclear": segment.unclear,
            }
            for segment in found["segments"]
        ],
    }
