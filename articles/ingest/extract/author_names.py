"""Splits a list of authors into their names: whatever is no name is left out.

“And”, “y” and و stand between two people and inside one name; what cannot be told
apart stays together, for a reviewer parts two names more easily than they mend one.
"""

import html
import re
from collections.abc import Iterator

from articles.ingest.extract.outlets import ORGANISATION_WORDS, is_outlet_name

MAX_NAMES = 20
_MAX_VALUE_CHARACTERS = 2000

_MAIL_OR_HANDLE = re.compile(
    r"[(<\[]?(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+[)>\]]?|(?<!\w)@\w{1,40}"
)
_ADDRESS = re.compile(r"(?:https?:)?//\S+|\bwww\.\S+", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:(?:(?:written|reported|reporting|posted|published|words|text|story) )?by"
    r"|بقلم)(?: ?: ?| +(?=[^\W\d_]))"
    r"|(?:authors?|words|texte?|texto|автор(?:ы)?|текст) ?: ?"
    # Von Trapp is a name, “Von Ann Lee” is none.
    r"|(?:von|par|por|door) (?=(?-i:[A-ZÀ-Þ])\S* (?-i:[A-ZÀ-Þ])))",
    re.IGNORECASE,
)
# What follows the names: a day, a place, a note; and who edited them.
_END = re.compile(
    r"\s*(?:[|•·]|\s[-\u2013—]\s|\((?![^()]{1,20}\) [^\W\d_])|\b(?:first |last )?(?:published|updated|posted|edited"
    r"|editing|(?:with )?additional reporting|photographs?|photos?|pictures?|fotos?|bilder?|translated|veröffentlicht"
    r"|aktualisiert|publié|publicado|opublikowano|опубликовано)\b|[0-9]{1,4}\b|\b(?:is an?|writes|covers)\b|编辑|編輯).*",
    re.IGNORECASE | re.DOTALL,
)
_PLACE = re.compile(r" (?:for|in|from|at) (?=[^\W\d_])(?!['’]t ).*?(?= and |;|,|$)")
_GENERATION = r"(?:Jr|Sr|jun|sen|II|III|IV)\b\.?"
_LIST_BORDER = re.compile(
    rf"\s*(?:,(?!\s*{_GENERATION})|[;،؛、，；/／])\s*", re.IGNORECASE
)
# One name, the surname first.
_SURNAME_FIRST = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ'’-]+, [A-ZÀ-Þ][a-zß-ÿ'’-]+(?: [A-Z]\.)?")
_DEGREE = (
    r"(?:Ph\.? ?D|M\.?D|M\.?A|M\.?Sc|B\.?A|B\.?Sc|MBA|M\.?P\.?H|JD|LL\.?[BMD]|Ed\.?D|DPhil|DVM"
    r"|R\.?N|Esq|CFA|FRS|OBE|MBE|CBE|M\.?P)\.?"
)
_DEGREES = re.compile(rf"{_DEGREE}(?: {_DEGREE})*")
_DEGREE_BEHIND = re.compile(rf" (?:{_DEGREE})$")
_ROLE = (
    r"(?:correspondents?|reporters?|editors?|writers?|columnists?|journalists?|contributors?"
    r"|producers?|photographers?|analysts?|critics?|bloggers?|staff|desk|bureau chief"
    r"|newsroom|interns?|professor|fellow|researcher|chief executive|director|president"
    r"|spokes(?:wo)?man|redakteur(?:in)?|redaktion|korrespondent(?:in)?|reporterin"
    r"|journaliste|rédact(?:eur|rice)|rédaction|correspondante?|envoyée? spéciale?"
    r"|redactora?|redacción|redação|corresponsal|periodista|jornalista|repórter"
    r"|giornalista|redazione|verslaggever|muhabir(?:i)?"
    r"|корреспондент|редактор|журналист|обозреватель|редакция"
    r"|مراسل(?:ة|نا)?|محررة?|كاتبة?|صحفية?|صحافية?|خبرنگار|记者|記者|编辑|編輯|特派员|特派員)"
)
_IS_ROLE = re.compile(
    rf"(?:.*[\s-])?{_ROLE}(?:[ ,-](?:at|in|for|of|de|du|des|für|bei|in-chief)\b.*)?"
    r"|.*特派员|.*记者|(?:مراسل|محرر) .*",
    re.IGNORECASE,
)
_BEATS = (
    "senior chief staff special foreign political environment environmental science "
    "health business economics security education diplomatic world news sports legal "
    "technology culture crime city local energy water agriculture transport home "
    "managing deputy associate contributing data investigative legislative city"
).replace(" ", "|")
_ROLE_BEHIND = re.compile(
    rf"((?: (?:{_BEATS}))+ {_ROLE}| (?:staff|reporter|correspondent)"
    r"|,? (?:the )?associated press|,? agence france-presse)$",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:site )?admin(?:istrator)?|webmaster|user(?:name)?|guest|unknown|anonymous|n/?a|none|null"
    r"|undefined|author|authors|by|about|share|print|follow|contact|comments?"
    r"|(?:web|news|guest) ?(?:author|master|team)|press release|sponsored|advertorial",
    re.IGNORECASE,
)

_AND = re.compile(r" (?:and|And|AND|with|avec|und|UND|et|ET|&|\+|и|та|och|og|ve|en|و) ")
_LEADING_AND = re.compile(r"^(?:and|und|et|&|y|e|и) ")
# Between two names, but inside Ramón y Cajal, Gaudí i Cornet and Eça e Queirós too.
_Y = re.compile(r" (?:y|i|e) ")
_WAW = re.compile(" و(?=[\u0620-\u064a]{2})")
_BEGINNING_WITH_WAW = (
    "وليد وائل وسام وسيم وفاء وداد وجدي وجيه وحيد وحيدة وديع وديعة وردة ورد وصفي وضاح "
    "وفيق وهيب وهبة وهبي ولاء ولي والي وجدان وسن وصال وعد واثق واصف وادي ورود ونيس "
    "وسيلة وفيقة وهاب وداعة وجيهة وقاص والد"
)
_NAMES_WITH_WAW = frozenset(_BEGINNING_WITH_WAW.split())


def split_names(value: str) -> tuple[str, ...]:
    """Return the names in a list of authors, in order, each once."""
    value = html.unescape(value[:_MAX_VALUE_CHARACTERS])
    value = _MAIL_OR_HANDLE.sub(" ", value)
    value = " ".join(_ADDRESS.sub(" ", value).replace("\n", ";").split())
    value = _END.sub("", _LABEL.sub("", value.strip(" ;,")))
    if not ORGANISATION_WORDS.search(value):
        value = _PLACE.sub("", value)
    names = (_strip_role(name) for name in _split_list(value))
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))[:MAX_NAMES]


def _split_list(value: str) -> Iterator[str]:
    """Yield what stands between the commas; a Jr. belongs to the name before it."""
    if _SURNAME_FIRST.fullmatch(value):
        yield value
        return
    for part in _LIST_BORDER.split(value):
        yield from _split_people(_LEADING_AND.sub("", part))


def _split_people(part: str) -> Iterator[str]:
    """Yield the people whom “and” joins; an organisation's name stays whole."""
    pieces = _AND.split(part)
    signs = _AND.findall(part)
    name = pieces[0]
    for sign, piece in zip(signs, pieces[1:], strict=True):
        if _belongs_together(name, sign, piece):
            name = f"{name}{sign}{piece}"
        else:
            yield from _split_at_small_word(name)
            name = piece
    yield from _split_at_small_word(name)


def _belongs_together(name: str, sign: str, piece: str) -> bool:
    """Whether both sides of an “and” are one name: Ministry of Water and Land."""
    if ORGANISATION_WORDS.search(name) or piece[:1].islower():
        return True
    single = " " not in name
    is_firm = sign.strip() in "&+" and single and " " not in piece
    return is_firm or bool(single and ORGANISATION_WORDS.search(piece))


def _split_at_small_word(part: str) -> Iterator[str]:
    if ORGANISATION_WORDS.search(part):
        yield part
        return
    for name in _split_between_whole_names(part, _Y):
        yield from _split_between_whole_names(name, _WAW)


def _split_between_whole_names(part: str, border: re.Pattern[str]) -> Iterator[str]:
    """Split where two words at least stand on either side: a name and a surname each."""
    start = 0
    for found in border.finditer(part):
        name, rest = part[start : found.start()], part[found.end() :]
        rest_name = (
            rest[: following.start()] if (following := border.search(rest)) else rest
        )
        joined = part[found.start() + 1 :].split(" ", 1)[0]
        if " " in name and " " in rest_name and joined not in _NAMES_WITH_WAW:
            yield name
            start = found.end()
    yield part[start:]


def _strip_role(name: str) -> str:
    """Return the name without a degree or a role behind it; "" where it is a role."""
    is_abbreviated = re.search(r"\b(?:Jr|Sr)\.$", name) is not None
    name = name.strip(" .,:*")
    for _ in range(3):
        name = _DEGREE_BEHIND.sub("", name)
    shorter = _ROLE_BEHIND.sub("", name)
    if shorter != name and " " in shorter and not is_outlet_name(shorter):
        name = shorter
    name += "." * is_abbreviated
    is_role = _DEGREES.fullmatch(name)
    return "" if is_role or _IS_ROLE.fullmatch(name) else name


def _is_name(name: str) -> bool:
    return (
        any(sign.isalpha() for sign in name)
        and len(name) > 1
        and len(name.split()) <= 12
        and not _NOBODY.fullmatch(name)
    )
