"""Recognises a page's notice about cookies and personal data, which is no article.

An article may be about cookies, too: so a notice is a short group of blocks most of
which speak to the reader, or one in an element that is named for it.
"""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from articles.ingest.extract.page_blocks import PageBlock

# Longer groups than this are articles, whatever they speak of.
_MAX_NOTICE_CHARACTERS = 3000
_NAMES = frozenset({"named-consent", "dialog"})
_TOPIC = re.compile(
    r"\bcookies?\b|\bconsent(?:s|ed)?\b|\bgdpr\b|\bpersonal data\b|\bour (?:\d+ )?partners\b"
    r"|\bprivacy (?:policy|settings|notice|cent(?:re|er))|einwilligung|datenschutz"
    r"|personenbezogene|consentement|données personnelles|consentimiento|datos personales"
    r"|dados pessoais|dati personali|persoonsgegevens|согласие|персональны[хе] данны"
    r"|файл\w* cookie|ملفات تعريف الارتباط|çerez|kişisel veri|کوکی|עוגיות|个人信息|クッキー",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"\b(?:we|site|website|page)\b[^.]{0,60}\b(?:uses? cookies|store|process)\b"
    r"|\byou(?:r)? (?:agree|accept|consent|device|browser|choices|preferences)\b"
    r"|\bour (?:use of cookies|\d{0,4} ?partners|cookie|privacy)\b|\baccept all\b"
    r"|\bcookie (?:policy|settings|preferences)\b|\bpersonali[sz]ed (?:ads|content)\b"
    r"|\b(?:wir|unsere partner)\b[^.]{0,80}\b(?:cookies|daten)\b|\bihre? einwilligung\b"
    r"|\bnous utilisons\b|\bnos partenaires\b|\bvotre (?:consentement|appareil)\b"
    r"|\b(?:utilizamos|usamos) cookies\b|\bnuestros socios\b|\butilizziamo i cookie\b"
    r"|\bwij gebruiken cookies\b|мы используем|نستخدم ملفات|çerez(?:ler)? kullan",
    re.IGNORECASE,
)


def is_consent_text(words: str) -> bool:
    """Whether the words speak of cookies or of leave to store personal data."""
    return bool(_TOPIC.search(words))


def find_consent(blocks: Sequence[PageBlock]) -> frozenset[int]:
    """Return the numbers of the blocks that are such a notice."""
    groups: dict[HtmlElement, list[int]] = {}
    for number, block in enumerate(blocks):
        home = block.container if block.inside & _NAMES else block.home
        groups.setdefault(home, []).append(number)
    return frozenset(
        number
        for numbers in groups.values()
        if _is_notice([blocks[number] for number in numbers])
        for number in numbers
    )


def _is_notice(group: Sequence[PageBlock]) -> bool:
    length = sum(len(block.text) for block in group)
    if length > _MAX_NOTICE_CHARACTERS:
        return False
    if group[0].inside & _NAMES:
        return any(is_consent_text(block.text) for block in group)
    spoken = sum(
        len(block.text)
        for block in group
        if is_consent_text(block.text) and _ADDRESS.search(block.text)
    )
    return 2 * spoken > length
