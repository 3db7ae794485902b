"""Starts the processes of a deployment on this machine, each on a port of its own."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
PATIENCE = 180.0  # seconds for a process to answer first
NGINX_CONF = ROOT / "claimtracker" / "nginx.conf"

Process = subprocess.Popen[bytes]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(
    is_so: Callable[[], bool], what: str, patience: float = PATIENCE
) -> None:
    deadline = time.monotonic() + patience
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {patience:.0f} s")
        time.sleep(0.02)


def is_open(port: int) -> bool:
    with suppress(OSError), socket.create_connection((HOST, port), 1):
        return True
    return False


def answers_healthz(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    with suppress(OSError, http.client.HTTPException), closing(connection):
        connection.request("GET", "/healthz", headers={"Connection": "close"})
        with connection.getresponse() as answer:
            return answer.status == 200
    return False


def end_process(process: Process, by: signal.Signals = signal.SIGTERM) -> None:
    if process.poll() is None:
        process.send_signal(by)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def web_environment(database_url: str, **settings: str) -> dict[str, str]:
    """The environment of a web process: nothing of the owner, whatever we were told."""
    kept = {name: text for name, text in os.environ.items() if "OWNER" not in name}
    return {
        **kept,
        "DATABASE_URL": database_url,
        "SECRET_KEY": "only-for-a-drill",
        "LOCAL": "1",
        "ALLOWED_HOSTS": f"{HOST},localhost",
        "DJANGO_SETTINGS_MODULE": "claimtracker.settings",
        **settings,
    }


@contextmanager
def running_web(
    environment: Mapping[str, str], log: Path, port: int = 0
) -> Iterator[tuple[int, Process]]:
    """A gunicorn with the deployment's own configuration, until the block ends."""
    port = port or free_port()
    with log.open("ab") as output:
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "gunicorn",
                "--config=python:claimtracker.web_server",
            ],
            cwd=ROOT,
            env={**environment, "WEB_BIND": f"{HOST}:{port}"},
            stdout=output,
            stderr=output,
        )
    try:
        wait_until(lambda: answers_healthz(port), f"gunicorn on {port} ({log})")
        yield port, process
    finally:
        end_process(process)


def nginx_configuration(
    folder: Path, web_ports: list[int], port: int, plain: int
) -> str:
    """The proxy's own file, with the addresses and folders of this machine."""
    servers = "".join(f"server {HOST}:{web};" for web in web_ports)
    changes = {
        r"server web:8000;": servers,
        r"listen 443 ssl http2": f"listen {HOST}:{port} ssl http2",
        r"listen 80\b": f"listen {HOST}:{plain}",
        r"/certificates/": f"{folder}/",
        r"/run/nginx.pid": f"{folder}/nginx.pid",
        r"/dev/stdout": f"{folder}/access.log",
        r"/dev/stderr": f"{folder}/error.log",
    }
    text = NGINX_CONF.read_text()
    for pattern, new in changes.items():
        text, times = re.subn(pattern, new, text)
        if not times:
            raise ValueError(f"{NGINX_CONF} has no {pattern}")
    paths = "".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return text.replace("http {", f"http {{ {paths}", 1)


def make_certificate(folder: Path) -> None:
    """A certificate for a day, signed by itself."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
         "-subj", "/CN=localhost", "-keyout", folder / "privkey.pem",
         "-out", folder / "fullchain.pem"],
        check=True, capture_output=True,
    )  # fmt: skip


@contextmanager
def running_nginx(
    nginx: str, folder: Path, web_ports: list[int]
) -> Iterator[tuple[int, int]]:
    """The proxy before these web processes; yields its ports, of HTTPS and of HTTP."""
    port, plain = free_port(), free_port()
    make_certificate(folder)
    configuration = folder / "nginx.conf"
    configuration.write_text(nginx_configuration(folder, web_ports, port, plain))
    command = [nginx, "-c", str(configuration), "-p", str(folder)]
    subprocess.run([*command, "-t"], check=True, capture_output=True)
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    try:
        wait_until(lambda: is_open(port), "nginx")
        yield port, plain
    finally:
        end_process(process, signal.SIGTERM)
