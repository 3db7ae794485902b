"""Django's admin, for staff: the tables as they are, and their history.

`articles/apps.py` has the tables registered once the site is there.
"""
