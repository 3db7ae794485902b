"""How gunicorn serves the site: gunicorn --config=python:claimtracker.web_server

What a machine decides is read from the environment (README.md lists it); a word after
the command, such as --bind=..., comes before both. docs/deploying.md says how many of
each.
"""

import gc
import os
from typing import Any

from claimtracker.settings import number_setting

wsgi_app = "claimtracker.wsgi"
bind = os.environ.get("WEB_BIND") or "127.0.0.1:8000"
# Threads, as a reader who takes a long table slowly holds one of them for as long;
# gunicorn's usual worker has only one, and is killed with the table half sent.
worker_class = "gthread"
workers = number_setting("WEB_WORKERS", 2, 1, 64)
threads = number_setting("WEB_THREADS", 4, 2, 16)
# What all processes hold alike is read once, before they are forked, and shared.
preload_app = True
# A process whose threads are all busy takes no connection more, and leaves it to the
# next: by itself, it would take a thousand, and have them wait for its slow readers. For
# the same reason no connection stays open that nothing is asked through.
worker_connections = threads
keepalive = 0
# Seconds: until a process whose main thread has stopped is replaced, which a slow
# reader is not; that requests may take to end when told to stop (compose.yaml kills
# after 30).
timeout = 60
graceful_timeout = 25
# It would put a socket for its control into the home folder.
control_socket_disable = True


def when_ready(_server: Any) -> None:
    """Have the collector leave alone what is shared, which it would otherwise copy."""
    gc.collect()
    gc.freeze()
