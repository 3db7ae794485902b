"""Which work is meant by what was typed: the one that was shown, or another?"""

from typing import Any

from articles.models import Work
from articles.recording import NewWork


def resolve(key: str, title: str, address: str, **details: Any) -> Work | NewWork:
    """The work with this key while its title and address still stand; else a new one."""
    same = Work.objects.filter(key=key, title=title, address=address)
    return (same.first() if key else None) or NewWork(title, address, **details)
