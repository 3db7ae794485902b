"""The quotation marks that browsers put around <q>, by language.

From the Unicode CLDR (characters/delimiters); the first pair is the outer one.
"""

from articles.domain.text.language_tags import primary_language

_MARKS = {
    "en zh hi th id ms vi ko tr az pt da": "“ ” ‘ ’",
    "de cs sk sl bg is lt lv et ka": "„ “ ‚ ‘",
    "fr hy": "« » “ ”",
    "es it pt-PT el ca gl eu": "« » “ ”",
    "ru uk be kk ky": "« » „ “",
    "no nb nn": "« » ‘ ’",
    "fa ur": "« » ‹ ›",
    "sv fi": "” ” ’ ’",
    "he": "” ” ’ ’",
    "ar": "” “ ’ ‘",
    "nl af": "‘ ’ “ ”",
    "pl ro": "„ ” « »",
    "hr sr": "„ ” ‚ ’",
    "hu": "„ ” » «",
    "ja zh-TW zh-Hant zh-HK": "「 」 『 』",
}
_BY_LANGUAGE = {
    tag.lower(): marks.split()
    for languages, marks in _MARKS.items()
    for tag in languages.split()
}
ALL_MARKS = frozenset("".join(_MARKS.values())) - {" "} | {'"', "'"}


def quotation_marks(language: str, depth: int) -> tuple[str, str]:
    """Return the opening and closing marks of a quotation within `depth` others.

    An unknown language has those of English, as in browsers.
    """
    tag = language.strip().lower().replace("_", "-")
    marks = (
        _BY_LANGUAGE.get(tag)
        or _BY_LANGUAGE.get("-".join(tag.split("-")[:2]))
        or _BY_LANGUAGE.get(primary_language(tag))
        or _BY_LANGUAGE["en"]
    )
    inner = 2 * (depth % 2)
    return marks[inner], marks[inner + 1]
