"""Installs a requirements file; says what that takes, and what is known of a failure.

python -m claimtracker.local.install requirements.txt

Nothing is installed yet when this runs: it needs only what comes with Python.
"""

import errno
import os
import re
import subprocess
import sys
import time
from pathlib import Path

# About how many MB each file brings: to download, and on the disk. `.ci/fresh` looks.
SIZES = {
    "requirements.txt": (75, 310),
    "requirements-test.txt": (130, 540),
    "requirements-dev.txt": (180, 700),
}
# The files name every package, so nothing has to be resolved. That is quick, and no pip
# finds another release than the one that is pinned. With -q pip still says why a
# connection broke; with -qq it would only say that no version was found.
PIP = ("-m", "pip", "install", "-q", "--disable-pip-version-check")
EXACTLY = ("--no-deps", "--require-hashes", "-r")
DISK_IS_FULL = "|".join(map(os.strerror, (errno.ENOSPC, errno.EDQUOT)))
PYTHON = ".".join(map(str, sys.version_info[:2]))
# What pip's lines look like, and what they then mean; the first that fits counts.
CAUSES = {
    DISK_IS_FULL: "A disk is full. {disk} MB are needed for the packages, and up to"
    " {download} MB in the temporary folder meanwhile.",
    r"DO NOT MATCH THE HASHES": "What was sent is not the file that is named here by"
    " its hash: it was damaged on the way, or a mirror holds another one.",
    r"CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError": "There is a connection, but"
    " the certificate of the package index is not trusted on this machine.",
    r"Retry\(total=0,.*connection broken|\w+TimeoutError: |IncompleteRead": "The package"
    " index could not be reached, or went silent. Is there a network? A proxy or a"
    " mirror belongs in pip's own settings.",
    r"subprocess-exited-with-error|Failed building wheel": "There is no ready-made file"
    " of a package for this machine and Python {python}, and building it failed.",
}


def install(file: Path) -> int:
    """Install exactly what the file names. Returns pip's exit code."""
    download, disk = SIZES[file.name]
    number = len(re.findall(r"^[a-z].*==", file.read_text(), re.MULTILINE))
    print(
        f"Installing {file.name}: {number} packages, up to {download} MB to download and"
        f" {disk} MB on the disk.\nThat takes half a minute with a fast network, and"
        " some minutes with a slow one ...",
        flush=True,
    )
    begun = time.monotonic()
    code, said = run_pip(*EXACTLY, str(file))
    if code:
        cause = likely_cause(said).format(download=download, disk=disk, python=PYTHON)
        told = f"{file.name} could not be installed; pip says why above. {cause}"
        print(told.rstrip(), file=sys.stderr)
    else:
        print(f"Installed in {time.monotonic() - begun:.0f} s.")
    return code


def run_pip(*arguments: str) -> tuple[int, str]:
    """pip's exit code, and its lines.

    Shown at once are errors, and for what pip still waits; other warnings tell of what
    made no difference.
    """
    said = []
    with subprocess.Popen(
        [sys.executable, *PIP, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        for line in pip.stdout or ():
            said.append(line)
            if not line.startswith("WARNING") or "Retrying" in line:
                print(line, end="", flush=True)
    return pip.returncode, "".join(said)


def likely_cause(said: str) -> str:
    """What pip's lines mean; nothing where that is not known."""
    return next((CAUSES[like] for like in CAUSES if re.search(like, said)), "")


if __name__ == "__main__":
    try:
        sys.exit(install(Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(130)
