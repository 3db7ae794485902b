"""Reads datelines: the day on which a line says that the article was published.

A day of an update is none of publication, and words before a day are an outlet only
where something shows that they are.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from articles.ingest.extract.bylines import is_byline
from articles.ingest.extract.date_recognition import FoundDate, find_dates
from articles.ingest.extract.outlets import is_outlet_name

MAX_DATELINE_CHARACTERS = 140
_SENTENCE_END = re.compile(r"(?<![ .][ap]\.m)[.。?？؟!:]$", re.IGNORECASE)

_PUBLISHED = (
    "published posted issued erstellt released veröffentlicht erschienen publié publiée paru parue "
    "publicado publicada publicação publicación pubblicato pubblicata gepubliceerd "
    "geplaatst publicerad publisert udgivet julkaistu опубликовано опубликована "
    "опубліковано opublikowano dodano yayınlanma yayınlandı نشر نُشر نشرت النشر "
    "پارسال انتشار פורסם 发布 发布于 发布时间 发表于 发表时间 發布 發布時間 發表 刊登 公開 公開日 "
    "掲載 掲載日 配信 投稿日 입력 등록 게시"
).replace(" ", "|")
_PUBLISHED_PHRASES = (
    r"mis en ligne|date(?: of publication)?|(?:publication|release|pub) date|pubdate"
    r"|fecha(?: de publicación)?|data(?: de publicação| di pubblicazione)?|datum|дата"
    r"|дата публикации|yayın tarihi|تاريخ النشر|تاریخ انتشار|منتشر شده|تم النشر"
)
_UPDATED = (
    "updated update correction clarification modified revised edited corrected reviewed aktualisiert geändert bearbeitet "
    "überarbeitet stand actualisé modifié modifiée actualizado actualizada modificado "
    "atualizado atualizada aggiornato aggiornata bijgewerkt gewijzigd uppdaterad "
    "oppdatert opdateret päivitetty обновлено обновлена изменено оновлено "
    "zaktualizowano aktualizacja güncelleme güncellendi güncellenme تحديث التحديث "
    "تعديل עודכן 更新 更新于 更新時間 更新时间 更新日 修改 수정 업데이트 최종수정"
).replace(" ", "|")
_UPDATED_PHRASES = (
    r"mise? à jour|last (?:update|change|edit|modification)|letzte (?:änderung|aktualisierung)"
    r"|dernière (?:mise à jour|modification)|(?:última|ultima) (?:actualización|modificación"
    r"|atualização|modifica)|ultimo aggiornamento|son güncelleme|آخر تحديث|تم التحديث"
    r"|به ?روز ?رسانی|به‌روزرسانی|עדכון אחרון|最終更新|最后更新|最後更新"
)


def _compile_label(words: str, phrases: str) -> re.Pattern[str]:
    return re.compile(
        r"(?:^|(?<=[\s|•·,;/(\u2013—-]))(?:(?:this|the|article|story|page|post"
        r"|artikel|was|date|first|originally|last|latest|zuletzt|dernièrement|última"
        rf"|последний раз)\s)*(?:{phrases}|{words})"
        r"(?:\s?(?:on|at|le|la|el|em|il|am|op|den|في|в|date|tarihi))*\s*$",
        re.IGNORECASE,
    )


_PUBLISHED_LABEL = _compile_label(_PUBLISHED, _PUBLISHED_PHRASES)
_UPDATED_LABEL = _compile_label(_UPDATED, _UPDATED_PHRASES)
_DAY_OF_WEEK = (
    r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day|\.)?"
    r"|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|(?:mo|di|mi|do|fr|sa|so)\."
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|(?:segunda|terça|quarta|quinta|sexta)(?:-feira)?"
    r"|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag"
    r"|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar"
    r"|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье"
    r"|понеділок|вівторок|серед[ау]|четвер|п.ятниц[яю]|субот[ау]|неділ[яю]"
    r"|(?:يوم )?(?:الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد)"
    r"|(?:یک|دو|سه|چهار|پنج)[ \u200c]?شنبه|شنبه|جمعه|יום [א-ש]{2,6}"
    r"|星期[一二三四五六日天]|周[一二三四五六日]|[月火水木金土日]曜日|[월화수목금토일]요일)"
)
# A day of another calendar beside ours: 24 شوال 1445 هـ.
_OTHER_CALENDAR = (
    r"[0-9٠-٩۰-۹]{1,2}[ /-][^\W\d_]{2,12}(?: [^\W\d_]{2,12})?[ /-](?:1[34]|١[٣٤]|۱[۳۴])"
    r"[0-9٠-٩۰-۹]{2}(?: ?هـ?)?"
)
_TIME = (
    r"(?:at |um |à |a las |ore |в )?[0-2]?[0-9][:.h][0-5][0-9](?::[0-5][0-9])?"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:uhr|h|gmt|utc|[cemp][es]?t|[bi]st|msk))?(?![\w.])"
)
# By itself or behind a comma: the Mail on Sunday is a newspaper.
_BEHIND_WORDS = re.compile(
    rf"(?:(?:^|(?<=[|•·,،:：;(\u2013—-]))\s*{_DAY_OF_WEEK}"
    rf"|(?:^|(?<=[\s|•·,،:：(-])){_TIME}|(?:^|(?<=[\s,،]))(?:{_OTHER_CALENDAR}))$",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    rf"(?:^| )(?:on|am|le|el|il|em|op|في)(?: {_DAY_OF_WEEK})?$", re.IGNORECASE
)
_LABEL_DAY_OF_WEEK = re.compile(rf"\s{_DAY_OF_WEEK}$", re.IGNORECASE)
_DAY_BEHIND = re.compile(
    rf"^[ ,]*(?:{_DAY_OF_WEEK}(?!\w))?[ ,]*(?:{_TIME})?", re.IGNORECASE
)
_PUNCTUATION = " ,،:：;|•·\u2013—-(（[/\u00a0\u3000"
_NO_WORDS = re.compile(
    rf"[\s,،:：;|•·\u2013—()（）\[\]/.-]*(?:{_TIME})?[\s)）.]*", re.IGNORECASE
)

_QUOTED_OUTLET = re.compile(r"""[ ,\u2013—-]*["“«„](?P<outlet>[^"“”«»„]{2,80})["”»“]""")
_BRACKETED_OUTLET = re.compile(r"[ ,\u2013—-]*\((?P<outlet>[^()]{2,60})\)")
_WIRE = re.compile(
    r"[^\W\d_][^()\n]{1,60}\((?P<outlet>[A-Z][\w .]{1,40})\) ?[-\u2013—]"
)
_SOURCE_LABEL = re.compile(
    r"(?:source|quelle|fuente|fonte|источник|المصدر|منبع|来源|來源)\s*[:：]\s*(?P<outlet>.{2,60})",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(r"[^\W\d_a-z][^\d]*|de|del|la|le|al|am|an|der|sur|upon|the")


class Dateline(NamedTuple):
    """When (ISO) and where a line says that an article appeared; "" for unknown.

    `is_labelled` says that the line names the date as the day of publication.
    """

    published: str = ""
    outlet: str = ""
    is_labelled: bool = False


def find_dateline(lines: Sequence[str]) -> Dateline:
    """Return what the lines say; a line that says “published” counts before others."""
    datelines = [parse_dateline(line) for line in _join_labels(lines)]
    dates = [found for found in datelines if found.published]
    dates.sort(key=lambda found: not found.is_labelled)
    outlet = next((found.outlet for found in datelines if found.outlet), "")
    return dates[0]._replace(outlet=outlet) if dates else Dateline("", outlet)


def _join_labels(lines: Sequence[str]) -> list[str]:
    """Put a label that has a line of its own before the line that it labels."""
    joined: list[str] = []
    label = ""
    for line in lines:
        joined.append(f"{label} {line}" if label else line)
        words = line.strip(_PUNCTUATION)
        is_label = len(line) < 40 and (
            _PUBLISHED_LABEL.fullmatch(words) or _UPDATED_LABEL.fullmatch(words)
        )
        label = line if is_label else ""
    return joined


def parse_dateline(line: str) -> Dateline:
    """Parse a short line with a date, or one that begins with a date or a place."""
    dates = find_dates(line[:MAX_DATELINE_CHARACTERS])
    wire = _WIRE.match(line)
    if wire and _is_shown_as_outlet(wire["outlet"]):
        is_before = bool(dates) and dates[0].end <= wire.end()
        return Dateline(dates[0].written if is_before else "", wire["outlet"])
    if not dates:
        return Dateline()
    if len(line) > MAX_DATELINE_CHARACTERS or _SENTENCE_END.search(line):
        rest = line[dates[0].end :]
        return _parse_leading_date(dates[0], rest) if not dates[0].start else Dateline()
    return _parse_short_line(line, dates)


def _parse_leading_date(first: FoundDate, rest: str) -> Dateline:
    """A date and a dash, or a date and an outlet, before the words of an article."""
    outlet = _outlet_after(rest)
    if outlet or re.match(r" ?[\u2013—-] ", rest):
        return Dateline(first.written, outlet)
    return Dateline()


def _parse_short_line(line: str, dates: Sequence[FoundDate]) -> Dateline:
    """Take the date that is labelled as published, or the first without a label."""
    ends = [0, *(found.end for found in dates)]
    starts = [*(found.start for found in dates), len(line)]
    between = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    if len(dates) > 1 or not _NO_WORDS.fullmatch(between[-1]):
        between = _labels_before(between)
    if not dates[0].start and not _may_follow(line[dates[0].end :]):
        return Dateline()
    best = Dateline()
    for number, found in enumerate(dates):
        words = _strip_day(between[number])
        bare = words.rstrip(_PUNCTUATION)
        if _UPDATED_LABEL.search(bare):
            continue
        outlet = _outlet_after(line[found.end :])
        if label := _PUBLISHED_LABEL.search(bare):
            labelled = _parse_words_before(words[: label.start()], found.written)
            if labelled.published or number:
                return Dateline(found.written, labelled.outlet or outlet, True)
        elif number == 0 and not best.published:
            best = _parse_words_before(words, found.written)
            best = best._replace(outlet=best.outlet or outlet)
    return best


def _may_follow(rest: str) -> bool:
    """Whether a line may go on so behind a date that is no word of a sentence."""
    rest = _DAY_BEHIND.sub("", rest)
    words = rest.strip(_PUNCTUATION + ".)）")
    return (
        not words
        or rest.lstrip()[:1] in '|•·,،;(（[/\u2013—-"“«„'
        or is_byline(words)
        or _SOURCE_LABEL.fullmatch(words) is not None
        or bool(find_dates(words))
        or any(label.match(words) for label in (_PUBLISHED_LABEL, _UPDATED_LABEL))
    )


def _labels_before(between: list[str]) -> list[str]:
    """Move labels that stand behind their dates, as in 2024年5月6日 更新, before them."""
    behind = between[-1].strip(_PUNCTUATION + ".)）")
    if between[0].strip(_PUNCTUATION) or not (
        _UPDATED_LABEL.fullmatch(behind) or _PUBLISHED_LABEL.fullmatch(behind)
    ):
        return between
    return [words.strip(_PUNCTUATION + ".)）") for words in between[1:]] + [""]


def _strip_day(words: str) -> str:
    """Take the day of the week, the time and another calendar's day from the end."""
    for _ in range(4):
        bare = words.rstrip(_PUNCTUATION)
        shorter = _BEHIND_WORDS.sub("", bare)
        weekday = _LABEL_DAY_OF_WEEK.sub("", bare)
        if _PUBLISHED_LABEL.search(weekday) or _UPDATED_LABEL.search(weekday):
            shorter = weekday
        if shorter == bare:
            break
        words = shorter
    return words.lstrip(_PUNCTUATION)


def _parse_words_before(words: str, written: str) -> Dateline:
    """Decide whether what stands before a date leaves it the day of publication."""
    is_apart = words.rstrip().endswith(tuple(",،|•·\u2013—-("))
    words = words.strip(_PUNCTUATION)
    bare = _PREPOSITION.sub("", words)
    if not bare or is_byline(bare):
        return Dateline(written)
    if source := _SOURCE_LABEL.fullmatch(words):
        return Dateline(written, source["outlet"].strip(_PUNCTUATION))
    last = re.split(r"\s*[|•·]\s*", words)[-1]
    if is_outlet_name(last):
        return Dateline(written, last)
    return Dateline(written) if is_apart and _is_place(words) else Dateline()


def _is_place(words: str) -> bool:
    """Whether the words may be a place or a section: few, and all with capitals."""
    parts = words.split()
    return len(parts) <= 4 and all(map(_PLACE_WORD.fullmatch, parts))


def _outlet_after(rest: str) -> str:
    if quoted := _QUOTED_OUTLET.match(rest):
        return quoted["outlet"].strip(" ,.")
    bracketed = _BRACKETED_OUTLET.match(rest)
    outlet = bracketed["outlet"].strip(" ,.") if bracketed else ""
    return outlet if _is_shown_as_outlet(outlet) else ""


def _is_shown_as_outlet(words: str) -> bool:
    """Whether words in brackets are an outlet: by their sign, or as letters alone."""
    return is_outlet_name(words) or re.fullmatch("[A-Z]{2,6}", words) is not None
