"""What was typed so far, to look things up by?"""

from django import forms


class SearchForm(forms.Form):
    q = forms.CharField(min_length=2, max_length=2000)
