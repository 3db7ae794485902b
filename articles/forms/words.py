"""What was typed so far, to look things up by? Do two spellings say the same, or nothing?"""

import unicodedata

from django import forms

from articles.anchoring import folded


def plain(words: str) -> str:
    """Words without what their spellings may differ in: case, accents, spaces."""
    apart = unicodedata.normalize("NFKD", " ".join(words.casefold().split()))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def says_nothing(words: str) -> bool:
    """Only white space, and signs that nobody sees."""
    return not folded(words)[0].strip()


def seen(words: str) -> str:
    """The words in one line; refused where there are none, which no page could show."""
    if says_nothing(words):
        raise forms.ValidationError("Nobody could see this. Write it in letters.")
    return " ".join(words.split())


class SearchForm(forms.Form):
    q = forms.CharField(min_length=2, max_length=2000)
