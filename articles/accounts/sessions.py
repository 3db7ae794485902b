"""Where somebody is signed in, and when they were last seen there."""

import time
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from articles.models import User

SEEN = "seen_at"
# A page at the desk writes that somebody was there, if this many seconds have passed.
SEEN_SECONDS = 600


def note_sign_in(request: HttpRequest, **_: Any) -> None:
    request.session[SEEN] = int(time.time())


def note_seen(request: HttpRequest) -> None:
    """Write down, now and then, that this session is in use."""
    now = int(time.time())
    if now - request.session.get(SEEN, 0) >= SEEN_SECONDS:
        UserSession.objects.create_from_request(request)
        request.session[SEEN] = now


def end_sessions(user: User) -> None:
    """Sign this person out everywhere."""
    for session in UserSession.objects.filter(user=user):
        session.end()


user_logged_in.connect(note_sign_in)
