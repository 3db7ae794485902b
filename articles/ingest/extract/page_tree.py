"""Tells what a browser does with an element of a page: hidden, struck, raised, a block.

Only what the element itself says counts (its name, attributes and inline style): style
sheets are not read. Each answer looks at one element and its parent, so that a walk
over a page stays linear.
"""

import re

from lxml.html import HtmlElement

from articles.ingest.extract.markup import INLINE_TAGS


def tag_set(names: str) -> frozenset[str]:
    """Return the names of tags that stand in one string, spaces between them."""
    return frozenset(names.split())


# No words for a reader of the page stand in these, scripts and style sheets being at
# work: what is inside is code, a fallback, a template or a control's inner state.
_NEVER_SHOWN_TAGS = tag_set(
    "annotation annotation-xml amp-ad amp-analytics amp-anim amp-consent amp-embed "
    "amp-iframe amp-img amp-lightbox amp-pixel amp-sidebar amp-state amp-sticky-ad "
    "amp-user-notification amp-video applet area audio canvas datalist embed frame "
    "frameset head iframe input meter noembed noframes noscript object option "
    "optgroup param progress script select style svg template textarea title video "
    "xml"
)
_STRUCK_TAGS = frozenset({"del", "s", "strike"})
_MATH_TAGS = tag_set(
    "math maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded "
    "mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtext "
    "munder munderover none semantics"
)
# "Part" of a sentence, although other libraries take them for controls.
CONTROL_TAGS = frozenset({"button", "label"})
PHRASE_TAGS = (
    INLINE_TAGS
    | _MATH_TAGS
    | CONTROL_TAGS
    | tag_set("acronym amp-timeago output picture rb rtc slot")
)
_BLOCK_TAGS = tag_set(
    "address article aside blockquote body caption center dd details dialog dir div dl "
    "dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html "
    "legend li main menu nav ol p pre search section summary table tbody td tfoot th "
    "thead tr ul"
)
# Browsers end these at the first block, so an unknown element in them is a phrase.
_PARAGRAPH_TAGS = tag_set("p h1 h2 h3 h4 h5 h6 dd dt li summary figcaption caption")

_HIDING_STYLE = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?\b|clip-path\s*:\s*inset\(\s*50%"
    r"|font-size\s*:\s*0(?:px|em|rem|%)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_STRUCK_STYLE = re.compile(
    r"text-decoration(?:-line)?\s*:[^;]{0,80}\bline-through", re.I
)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
_DISPLAY_STYLE = re.compile(
    r"(?:^|;)\s*display\s*:\s*(?:(block|flex|grid|table|list-item)|(inline)\b)", re.I
)
# What these classes mean is agreed, but the style sheet that says so is not read: so
# such words are left out of the text, where they can be seen, and not dropped.
_HIDING_CLASSES = tag_set(
    "hidden hide d-none is-hidden u-hidden display-none invisible visibility-hidden"
)
_SHOWING_CLASS = re.compile(
    r":|^d-\w+-(?!none)|^(?:show|visible|is-visible|open|active)\b"
)
# The names that sites and frameworks give to text for screen readers alone.
_SCREEN_READER_CLASS = re.compile(
    r"(?:[\w-]*[_-])?(?:sr-?only|visually-?hidden|hidden-?visually|screen-?reader"
    r"(?:s|-?(?:text|only|response-output))?|element-invisible|assistive-text"
    r"|a11y-?hidden|accessibly-hidden)(?:-focusable|-text)?",
    re.IGNORECASE,
)


def is_hidden(element: HtmlElement) -> bool:
    """Whether no reader of the page sees what is inside.

    What a reader can open, like closed <details> or "until-found", is seen. So are
    parts with aria-hidden, which only screen readers leave out.
    """
    if element.tag in _NEVER_SHOWN_TAGS or not isinstance(element.tag, str):
        return True
    attributes = element.attrib
    if not attributes or element.tag in ("html", "body"):
        # Many pages hide all of themselves until a script has run.
        return element.tag == "dialog"
    if attributes.get("hidden", "until-found").strip().lower() != "until-found":
        return True
    if "popover" in attributes or (
        element.tag == "dialog" and "open" not in attributes
    ):
        return True
    if _HIDING_STYLE.search(attributes.get("style", "")):
        return True
    return _is_for_screen_readers(attributes.get("class", ""))


def _is_for_screen_readers(classes: str) -> bool:
    names = classes.split()
    return any(map(_SCREEN_READER_CLASS.fullmatch, names)) and not any(
        "not-sr-only" in name for name in names
    )


def is_perhaps_hidden(element: HtmlElement) -> bool:
    """Whether a class says that style sheets hide the element, on every screen."""
    names = set(element.get("class", "").lower().split())
    return bool(names & _HIDING_CLASSES) and not any(
        _SHOWING_CLASS.search(name) for name in names
    )


def is_struck(element: HtmlElement) -> bool:
    """Whether the page strikes the words through: they no longer stand."""
    return element.tag in _STRUCK_TAGS or bool(
        _STRUCK_STYLE.search(element.get("style", ""))
    )


def script_kind(element: HtmlElement) -> str:
    """Return "sup" or "sub" for what is raised or lowered, else ""."""
    if element.tag in ("sup", "sub"):
        return str(element.tag)
    if found := _RAISED_STYLE.search(element.get("style", "")):
        return "sup" if found[1].lower() == "super" else "sub"
    parent = element.getparent()
    if parent is None or parent.tag not in _MATH_TAGS:
        return ""
    return _math_script_kind(element, str(parent.tag))


def _math_script_kind(element: HtmlElement, parent: str) -> str:
    """Base, sub and sup stand in this order; a fraction's parts are sup and sub."""
    is_first = element.getprevious() is None
    is_last = element.getnext() is None
    match parent:
        case "mfrac":
            return "sup" if is_first else "sub"
        case "msup" | "msub":
            return "" if is_first else parent.removeprefix("m")
        case "msubsup" if not is_first:
            return "sup" if is_last else "sub"
    return ""


def is_fraction_bar_before(element: HtmlElement) -> bool:
    """Whether the element is what stands under the bar of a fraction."""
    parent = element.getparent()
    return (
        parent is not None
        and parent.tag == "mfrac"
        and element.getprevious() is not None
    )


def is_block(element: HtmlElement, in_paragraph: bool) -> bool:
    """Whether a new line begins before and after the element.

    An unknown element is shown within the line; sites use them for blocks, though, so
    only one within a paragraph counts as a phrase.
    """
    tag = element.tag
    if tag == "br":
        return False
    if (style := element.get("style")) and (found := _DISPLAY_STYLE.search(style)):
        return bool(found[1])
    if tag in PHRASE_TAGS:
        return False
    return tag in _BLOCK_TAGS or not in_paragraph


def is_paragraph(element: HtmlElement) -> bool:
    """Whether only phrases may stand in the element."""
    return element.tag in _PARAGRAPH_TAGS
