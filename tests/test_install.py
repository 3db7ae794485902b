"""Installing tells what it does, and a failure by its true cause."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from claimtracker.local.install import SIZES, likely_cause

PROJECT = Path(__file__).resolve().parent.parent
NO_INDEX = {"PIP_NO_INDEX": "1"}
# Nothing listens on this port.
NO_NETWORK = {"PIP_INDEX_URL": "http://127.0.0.1:1/simple", "PIP_RETRIES": "1"}


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A package of one file, as an index would send it."""
    path = tmp_path / "gauges-1.0-py3-none-any.whl"
    about = "gauges-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("gauges.py", "")
        file.writestr(
            f"{about}/METADATA", "Metadata-Version: 2.1\nName: gauges\nVersion: 1.0\n"
        )
        file.writestr(
            f"{about}/WHEEL",
            "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        file.writestr(f"{about}/RECORD", "")
    return path


def install(folder: Path, sha256: str, **settings: str) -> tuple[int, str]:
    """The exit code and all lines, where the package is all that is required."""
    file = folder / "requirements.txt"
    file.write_text(f"gauges==1.0 \\\n    --hash=sha256:{sha256}\n")
    done = subprocess.run(
        [sys.executable, "-m", "claimtracker.local.install", str(file)],
        cwd=PROJECT,
        env={
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_FIND_LINKS": str(folder),
            "PIP_TARGET": str(folder / "installed"),
            **settings,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_what_is_installed_is_said_with_its_size(wheel: Path) -> None:
    sha256 = hashlib.sha256(wheel.read_bytes()).hexdigest()

    code, said = install(wheel.parent, sha256, **NO_INDEX)

    assert (wheel.parent / "installed" / "gauges.py").exists()
    download, disk = SIZES["requirements.txt"]
    assert f"requirements.txt: 1 packages, up to {download} MB to download" in said
    assert f"and {disk} MB on the disk" in said
    assert "Installed in" in said
    assert code == 0


def test_another_file_than_the_one_required_is_called_that(wheel: Path) -> None:
    code, said = install(wheel.parent, "0" * 64, **NO_INDEX)

    assert not (wheel.parent / "installed" / "gauges.py").exists()
    assert "DO NOT MATCH THE HASHES" in said
    assert "What was sent is not the file that is named here by its hash" in said
    assert "network" not in said.partition("...")[2]
    assert code == 1


def test_a_missing_network_is_called_that(tmp_path: Path) -> None:
    code, said = install(tmp_path, "0" * 64, **NO_NETWORK)

    assert "Connection refused" in said
    assert "The package index could not be reached" in said
    assert code == 1


def test_of_a_failure_that_is_not_known_only_pip_speaks(tmp_path: Path) -> None:
    code, said = install(tmp_path, "0" * 64, **NO_INDEX)

    assert "No matching distribution found for gauges==1.0" in said
    assert said.endswith("could not be installed; pip says why above.\n")
    assert code == 1


# fmt: off
SAID = [
    ("WARNING: Retrying (Retry(total=1, connect=None)) after connection broken by 'X'\n"
     "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on"
     " device", "A disk is full"),
    ("ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota"
     " exceeded: '/a'", "A disk is full"),
    ("WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by"
     " 'SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]'))'",
     "There is a connection, but"),
    ("WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by"
     " 'NewConnectionError(': [Errno -3] Temporary failure in name resolution')'",
     "The package index could not be reached"),
    ("pip._vendor.urllib3.exceptions.ReadTimeoutError: HTTPSConnectionPool(): Read timed"
     " out.", "The package index could not be reached"),
    ("WARNING: Retrying (Retry(total=4, connect=None)) after connection broken by 'X'\n"
     "ERROR: No matching distribution found for gauges==1.0", ""),
    ("  error: subprocess-exited-with-error", "There is no ready-made file"),
    ("ERROR: In --require-hashes mode, all requirements must have their versions pinned"
     " with ==.", ""),
]
# fmt: on


@pytest.mark.parametrize(("said", "cause"), SAID)
def test_only_a_known_cause_is_told(said: str, cause: str) -> None:
    assert likely_cause(said)[: len(cause) or None] == cause
