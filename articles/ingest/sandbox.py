"""Reads files from strangers in a child process with limits of memory and time.

Reading may hang or crash. Whatever happens in the child, the caller gets an
Extraction or an ExtractionError, and its own process lives on.
"""

import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from articles.ingest.extract import Extraction, ExtractionError, FileFormat
from articles.ingest.extract.confinement import ResourceLimits

logger = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
# The child takes its limits before it imports anything that reads the file. It is
# isolated (-I), so that neither a variable nor the working directory can give it
# other code, and it writes no byte code (-B).
_CHILD_PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from articles.ingest.extract.confinement import run_confined; run_confined(sys.argv[2:])"
)
# An ordinary page takes 50 MB of address space, the longest text 70 MB, and each
# well under a second of work. What needs ten times as much is no article.
CHILD_LIMITS = ResourceLimits(memory=512_000_000, cpu_seconds=8, answer=16_000_000)
# Longer than the CPU time, because a busy machine gives it out slowly.
WALL_CLOCK_SECONDS = 20.0

_EXTRACT_FUNCTION = "articles.ingest.extract.child:extract_to_json"

UNREADABLE_MESSAGE = (
    "This file could not be read: it is damaged, or built so that reading it takes "
    "too much time or memory. Open it, copy the article's text and paste it."
)


class ChildFailedError(Exception):
    """The child crashed, was ended by a limit, or said nothing of use."""


def extract_safely(
    data: bytes,
    filename: str = "",
    kind: FileFormat | None = None,
    limits: ResourceLimits = CHILD_LIMITS,
    seconds: float = WALL_CLOCK_SECONDS,
) -> Extraction:
    """Return what `articles.ingest.extract.extract` returns, from a child process."""
    head = json.dumps({"filename": filename, "kind": kind}).encode()
    try:
        answer = run_limited(_EXTRACT_FUNCTION, head + b"\n" + data, limits, seconds)
        return _parse_answer(answer)
    except (ChildFailedError, ValueError, TypeError, KeyError) as error:
        logger.warning("A file of %d bytes could not be read: %s", len(data), error)
        raise ExtractionError(UNREADABLE_MESSAGE) from error


def run_limited(
    function: str,
    request: bytes,
    limits: ResourceLimits = CHILD_LIMITS,
    seconds: float = WALL_CLOCK_SECONDS,
) -> bytes:
    """Call "module:name", a function from bytes to bytes, in a child process.

    Raises ChildFailedError when the child crashes or uses up its limits.
    """
    # A file and not a pipe: the kernel stops a child that answers too much, and
    # nothing has to be read while the child still runs.
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as errors:
        child = _start_child(function, limits, answer, errors)
        try:
            child.communicate(request, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ChildFailedError(f"no answer within {seconds:g} s") from None
        finally:
            _end_child(child)
        if child.returncode:
            raise ChildFailedError(_failure_reason(child.returncode, errors))
        answer.seek(0)
        return answer.read()


def _start_child(
    function: str, limits: ResourceLimits, answer: IO[bytes], errors: IO[bytes]
) -> subprocess.Popen[bytes]:
    figures = (str(number) for number in (os.getpid(), *limits))
    return subprocess.Popen(
        [
            sys.executable,
            "-I",
            "-B",
            "-c",
            _CHILD_PROGRAM,
            str(_ROOT),
            *figures,
            function,
        ],
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=errors,
        cwd="/",
        env={"LANG": "C.UTF-8"},
        start_new_session=True,
    )


def _end_child(child: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it has started; nothing of it may stay behind."""
    if child.poll() is None:
        # It may just have ended by itself.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    if child.stdin:
        child.stdin.close()
    child.wait()


def _failure_reason(code: int, errors: IO[bytes]) -> str:
    if code < 0:
        return f"ended by {signal.Signals(-code).name}"
    errors.seek(0)
    lines = errors.read(20_000).decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else f"exit code {code}"


def _parse_answer(answer: bytes) -> Extraction:
    reply = json.loads(answer)
    if "error" in reply:
        raise ExtractionError(reply["error"])
    return Extraction.from_dict(reply["extraction"])
