"""Tells the name of an outlet or an organisation by the words it is made of.

Only what bears such a sign is one: that words begin with capitals shows nothing.
"""

import re

# What a newspaper, a station or an agency calls itself, in the languages we meet.
_OUTLET_WORDS = (
    "Agency Argus Broadcasting Bugle Bulletin Chronicle Courier Daily Dispatch Echo "
    "Examiner Express Gazette Globe Guardian Herald Independent Inquirer Journal "
    "Ledger Magazine Mail Mercury Mirror Monitor News Newspaper Observer Online "
    "Post Press Radio Record Register Review Sentinel Standard "
    "Telegraph Telegram Television Times Tribune TV Weekly Wire "
    "Anzeiger Allgemeine Kurier Nachrichten Rundfunk Rundschau Tageblatt "
    "Tagblatt Tageszeitung Zeitung Dépêche Gazeta Gazzetta Hebdo Courrier Diario Diário "
    "Correo Correio Corriere Heraldo Noticias Notícias Periódico Prensa Folha Jornal "
    "Giornale Dagblad Krant Ajansı Gazetesi"
).replace(" ", "|")
_JOINED_WORDS = "zeitung blatt nachrichten anzeiger kurier rundschau dagblad".replace(
    " ", "|"
)
_OTHER_SCRIPTS = (
    r"(?:صحيفة|جريدة|مجلة|وكالة|قناة|إذاعة|روزنامه|خبرگزاری) .+"
    r"|.*(?:Газета|газета|Вестник|вестник|Новости|новости|Известия|известия|Вести|вести)"
    r"|.*(?:日报|晚报|时报|早报|周报|新闻|新闻网|通讯社|電視|新聞|新聞社|日報|時報|통신|신문|일보)"
)
_AGENCIES = (
    "AFP AP APA AAP ANSA BBC CNN DPA dpa EFE KNA PA Reuters TASS UPI Xinhua".replace(
        " ", "|"
    )
)
_AGENCY = re.compile(rf"{_AGENCIES}|Associated Press|Agence France-Presse")
_OUTLET_NAME = re.compile(
    r"(?:The|Radio|El Diario|La Voz de|Le Journal) .+"
    rf"|(?:.* )?(?:{_OUTLET_WORDS})(?: (?:Online|of|on|de|des|du|della) .+)?"
    rf"|(?:.*[ -])?\w*(?:{_JOINED_WORDS})"
    rf"|{_AGENCY.pattern}|{_OTHER_SCRIPTS}"
)
_MAX_OUTLET_CHARACTERS, _MAX_OUTLET_WORDS = 60, 7
_SMALL_WORDS = "of on and for the de del della des du der die la le los y et und"
_CONNECTIVES = frozenset(_SMALL_WORDS.split())

# Heads of the names of authorities and bodies: “and” in such a name parts no people.
ORGANISATION_WORDS = re.compile(
    r"\b(?:Academy|Administration|Agency|Alliance|Association|Authority|Board|Bureau"
    r"|Cent(?:er|re)|College|Commission|Committee|Confederation|Council|Department"
    r"|Division|Executive|Faculty|Federation|Foundation|Fund|Group|Initiative|Institute"
    r"|Institution|Laboratory|League|Library|Ministry|Museum|Network|Office|Organi[sz]ation"
    r"|Party|School|Secretariat|Services?|Society|Team|Trust|Union|University"
    r"|\w*[Mm]inisterium|Amt|\w*amt|\w*[Bb]ehörde|Institut|Verein|Verband|Universität"
    r"|Ministère|Agence|Comité|Conseil|Université|Ministerio|Ministério|Ministero"
    r"|Secretaría|Instituto|Universidad|Universidade|Asociación|Associação|Consejo"
    r"|Министерство|Комитет|Институт|Университет|Управление)\b"
    r"|(?:^| )(?:وزارة|هيئة|مجلس|منظمة|جامعة|معهد|لجنة|مؤسسة|جمعية|وزارت|سازمان|دانشگاه)\b"
)


def is_outlet_name(words: str) -> bool:
    """Whether the words are short and bear the sign of an outlet."""
    if _AGENCY.fullmatch(words):
        return True
    parts = words.split()
    return (
        len(words) <= _MAX_OUTLET_CHARACTERS
        and 0 < len(parts) <= _MAX_OUTLET_WORDS
        and not parts[-1][0].islower()
        and not any(part[0].islower() and part not in _CONNECTIVES for part in parts)
        and _OUTLET_NAME.fullmatch(words) is not None
    )


def is_organisation(words: str) -> bool:
    """Whether the words name a body: surely none who is called so."""
    return (
        ORGANISATION_WORDS.search(words) is not None
        or _AGENCY.fullmatch(words) is not None
        or (words.startswith("The ") and is_outlet_name(words))
    )
