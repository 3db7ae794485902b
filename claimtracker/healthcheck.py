"""Asks the web server on this machine whether it and its database answer.

`python -m claimtracker.healthcheck` is the health check of the container: it ends with
0 where /healthz says 200, and with 1 and a reason otherwise.
"""

import http.client
import os
import sys
from contextlib import closing

PORT = 8000


def allowed_name(allowed: str) -> str:
    """A name that the site answers to, out of the value of ALLOWED_HOSTS.

    Any other in the Host header would be answered with 400, like a stranger's.
    """
    names = (name.strip().removeprefix(".") for name in allowed.split(","))
    return next((name for name in names if name not in {"", "*"}), "localhost")


def complaint(port: int) -> str | None:
    """What is wrong with the server on this port; None where all is well."""
    host = allowed_name(os.environ.get("ALLOWED_HOSTS", ""))
    # The database may take its five seconds to be given up.
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=8)
    with closing(connection):
        try:
            connection.request("GET", "/healthz", headers={"Host": host})
            status = connection.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            return f"/healthz did not answer: {error}"
    return None if status == 200 else f"/healthz answered {status}"


if __name__ == "__main__":
    sys.exit(complaint(PORT))
