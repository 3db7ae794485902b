"""What was typed so far, to look things up by? Do two spellings say the same?"""

import unicodedata

from django import forms


def plain(words: str) -> str:
    """Words without what their spellings may differ in: case, accents, spaces."""
    apart = unicodedata.normalize("NFKD", " ".join(words.casefold().split()))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


class SearchForm(forms.Form):
    q = forms.CharField(min_length=2, max_length=2000)
