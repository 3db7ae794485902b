"""Many readers at once: each asks for a page, waits for it, and asks for the next.

In a process of its own, so that what asking costs is not in what answering costs.
"""

import asyncio
import random
import time
from typing import NamedTuple

REQUEST = "GET {address} HTTP/1.1\r\nHost: localhost\r\n\r\n"
PATIENCE = 60.0  # seconds; who waits longer has gone away


class Load(NamedTuple):
    """What the readers saw: seconds of each answer, and what was no answer."""

    seconds: list[float]
    errors: int
    lasted: float
    cpu: float  # seconds of processor time that asking took

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.lasted

    def and_then(self, other: "Load") -> "Load":
        """Both, one after the other."""
        return Load(
            self.seconds + other.seconds, self.errors + other.errors,
            self.lasted + other.lasted, self.cpu + other.cpu,
        )  # fmt: skip

    def percentile(self, part: float) -> float:
        """Milliseconds within which so large a part was answered."""
        ordered = sorted(self.seconds) or [0.0]
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def ask_for_pages(
    port: int, addresses: list[str], readers: int, seconds: float, seed: int
) -> Load:
    """Runs so many readers for so long; the seed says who asks for what."""
    return asyncio.run(run_readers(port, addresses, readers, seconds, seed))


async def run_readers(
    port: int, addresses: list[str], readers: int, seconds: float, seed: int
) -> Load:
    taken: list[float] = []
    errors: list[str] = []
    begun, cpu = time.perf_counter(), time.process_time()
    deadline = begun + seconds

    async def read(number: int) -> None:
        chosen = random.Random(seed * 1000 + number)
        while time.perf_counter() < deadline:
            try:
                await read_with_one_connection(chosen, deadline)
            except (OSError, ValueError, EOFError, TimeoutError) as error:
                errors.append(repr(error))
                await asyncio.sleep(0.05)

    async def read_with_one_connection(chosen: random.Random, deadline: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        try:
            while (asked := time.perf_counter()) < deadline:
                writer.write(REQUEST.format(address=chosen.choice(addresses)).encode())
                async with asyncio.timeout(PATIENCE):
                    status, goes_on = await read_answer(reader)
                if status != 200:
                    raise ValueError(f"answered {status}")
                taken.append(time.perf_counter() - asked)
                if not goes_on:
                    return
        finally:
            writer.close()

    await asyncio.gather(*(read(number) for number in range(readers)))
    lasted = time.perf_counter() - begun
    return Load(taken, len(errors), lasted, time.process_time() - cpu)


async def read_answer(reader: asyncio.StreamReader) -> tuple[int, bool]:
    """The status of an answer that has been read whole, and whether more may follow."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    status = int(head.split(" ", 2)[1])
    fields = dict(
        line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line
    )
    if "content-length" in fields:
        await reader.readexactly(int(fields["content-length"]))
    elif fields.get("transfer-encoding") == "chunked":
        while size := int((await reader.readline()).split(b";")[0], 16):
            await reader.readexactly(size + 2)
        await reader.readexactly(2)
    else:
        await reader.read()
        return status, False
    return status, fields.get("connection") != "close"
