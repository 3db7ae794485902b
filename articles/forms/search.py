"""The field in which a reader searches everything."""

from django import forms

MOST_LETTERS = 200


class SiteSearchForm(forms.Form):
    q = forms.CharField(
        label="Search claims, sources, articles",
        max_length=MOST_LETTERS,
        required=False,
    )
