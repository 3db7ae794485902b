"""Tells which web addresses are of one page, and takes an address out of what was pasted.

Addresses are shown as they were typed; their keys are only for comparing. Keys are
stored: whoever changes here what makes a key writes a migration that makes them anew.
"""

import ipaddress
import re
from hashlib import sha256
from urllib.parse import SplitResult, quote, urlsplit

from url_normalize import url_normalize

MAX_KEY_LENGTH = 500  # characters, all of them ASCII
# Longer than any address that a form takes: such a one is compared letter by letter.
_MAX_READ_CHARACTERS = 4000
# Parameters that say which way somebody came, not to which page. Each is named: `ref`,
# `source` and `id` choose the page on many sites.
_TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_", "at_ptr_")
_TRACKING_PARAMETERS = """
    _ga _gl dclid gad_campaignid gad_source gbraid gclid gclsrc srsltid wbraid msclkid
    __cft__[0] fb_action_ids fb_action_types fb_ref fb_source fbclid igsh igshid mibextid
    __twitter_impression ref_src ref_url twclid ttclid li_fat_id epik rdt_cid
    _openstat yclid ymclid ysclid

    __hsfp __hssc __hstc __s _hsenc _hsmi dm_i mc_cid mc_eid mkt_tok ml_subscriber
    ml_subscriber_hash oly_anon_id oly_enc_id vero_conv vero_id wickedid irclickid
    rb_clickid s_cid s_kwcid pk_campaign pk_cid pk_content pk_keyword pk_kwd pk_medium
    pk_source piwik_campaign piwik_kwd

    at_bbc_team at_campaign at_campaign_type at_creation at_custom1 at_custom2 at_custom3
    at_custom4 at_format at_link_id at_link_origin at_link_type at_medium at_variant cmp
    cmpid guccounter guce_referrer guce_referrer_sig ns_campaign ns_fee ns_linkname
    ns_mchannel ns_source smid smtyp soc_src soc_trk wt_mc wt_zmc xtor

    amp_gsa amp_js_v usqp jsessionid phpsessid
"""  # of networks; of newsletters and campaigns; of outlets; of viewers and sessions
_TRACKING_NAMES = frozenset(_TRACKING_PARAMETERS.split())
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)
# Before what a browser is to scroll to; behind any fragment (WICG, "Text Fragments").
_FRAGMENT_DIRECTIVE = ":~:"
# Signs that nobody types into an address. The joiners stay: Persian paths have them.
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
# What stands around an address in prose, in a letter or in a list of references.
_WRITTEN_BEFORE = re.compile(
    r"(?:[\s<(\[{“„«‹‘\"'`]|(?:url|uri|link|source)\s*[:=](?!//))*", re.IGNORECASE
)
_WRITTEN_AFTER = frozenset(".,;:?…،؛۔。，、>”“’»›\"'`")
# Encyclopaedias have addresses that end so: "Washington,_D.C.", "Acme_Inc.".
_ABBREVIATED_END = re.compile(r"[/_.\-(][A-Z][a-z]{0,3}\.\Z")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def address_key(address: str) -> str:
    """Return what all addresses of one page share, "" for none; never raises.

    Scheme, `www.`, default port, user, tracking parameters, the order of parameters, a
    last slash and a place in the page make no difference; the case of the path does. A
    mobile or AMP page has a key of its own: its canonical link tells what it is of.
    """
    address = _INVISIBLE.sub("", address).strip()
    try:
        is_read = 0 < len(address) <= _MAX_READ_CHARACTERS
        key = _page_key(address) if is_read else _quote(address)
    except ValueError:
        key = _quote(address)
    if len(key) <= MAX_KEY_LENGTH:
        return key
    digest = sha256(key.encode()).hexdigest()
    return f"{key[: MAX_KEY_LENGTH - len(digest) - 1]}#{digest}"


def is_same_page(one: str, other: str) -> bool:
    """Whether both are addresses of one page."""
    return address_key(one) == address_key(other) != ""


def clean_pasted_address(words: str) -> str:
    """The address without what a text has around it: blanks, brackets, "URL:", a full stop.

    A bracket that closes one within the address is its own.
    """
    address = _WRITTEN_BEFORE.sub("", _INVISIBLE.sub("", words), count=1)
    unopened = {
        closing: address.count(closing) - address.count(opening)
        for closing, opening in _BRACKETS.items()
    }
    end = len(address)
    while end:
        last = address[end - 1]
        if unopened.get(last, 0) > 0:
            unopened[last] -= 1
        elif _ends_an_address(address[max(0, end - 6) : end]):
            break
        end -= 1
    return address[:end]


def _ends_an_address(end: str) -> bool:
    if end[-1] == "." and _ABBREVIATED_END.search(end):
        return True
    return not (end[-1].isspace() or end[-1] in _WRITTEN_AFTER)


def _page_key(address: str) -> str:
    page, _, fragment = address.replace("&amp;", "&").partition("#")
    parts = urlsplit(url_normalize(page) or "")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("This is the address of no page of the web.")
    path = _SESSION_IN_PATH.sub("", parts.path).rstrip("/")
    return _host_key(parts) + path + _query_key(parts.query) + _route_key(fragment)


def _host_key(parts: SplitResult) -> str:
    """The host as the DNS has it, with a port that is not the usual one."""
    host = parts.hostname or ""
    if ":" in host:
        host = f"[{ipaddress.ip_address(host).compressed}]"
    bare = host.removeprefix("www.")
    port = "" if parts.port is None else f":{parts.port}"
    return (bare if "." in bare else host) + port


def _query_key(query: str) -> str:
    """The parameters that choose a page, sorted by their names."""
    pairs = [pair.replace("+", "%20") for pair in query.split("&") if pair]
    kept = [pair for pair in pairs if not _is_tracking(pair.partition("=")[0])]
    kept.sort(key=lambda pair: pair.partition("=")[0])
    return "?" + "&".join(kept) if kept else ""


def _is_tracking(parameter: str) -> bool:
    name = parameter.lower()
    return name.startswith(_TRACKING_PREFIXES) or name in _TRACKING_NAMES


def _route_key(fragment: str) -> str:
    """A fragment that begins with ! or / chooses a page; others a place in it."""
    fragment = fragment.partition(_FRAGMENT_DIRECTIVE)[0]
    if not fragment.startswith(("!", "/")):
        return ""
    mark = "#!" if fragment.startswith("!") else "#"
    route = urlsplit(url_normalize("https://route/" + fragment.lstrip("!")) or "")
    key = route.path.rstrip("/") + _query_key(route.query)
    return mark + key if key else ""


def _quote(address: str) -> str:
    return quote(address, safe="/:?#[]@!$&'()*+,;=%", errors="replace")
