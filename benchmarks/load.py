"""A small asyncio HTTP client: so many at once, without think time, each body held to a marker."""

import asyncio
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass
class Result:
    """Milliseconds of each request, and what went wrong."""

    times: list[float] = field(default_factory=list)
    bytes: int = 0
    faults: list[str] = field(default_factory=list)
    seconds: float = 0
    turn: int = 0  # of the asks, where the next run goes on: what opens a case is asked once

    @property
    def p50(self) -> float:
        return self._at(0.50)

    @property
    def p95(self) -> float:
        return self._at(0.95)

    @property
    def rate(self) -> float:
        return len(self.times) / self.seconds if self.seconds else 0

    def _at(self, share: float) -> float:
        return sorted(self.times)[min(int(len(self.times) * share), len(self.times) - 1)] if self.times else 0.0


@dataclass(frozen=True)
class Ask:
    path: str
    marker: str = ""
    post: dict | None = None
    status: tuple[int, ...] = (200,)
    htmx: bool = False


async def _one(port: int, ask: Ask, cookies: str, csrf: str) -> tuple[int, bytes]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    body = urlencode({**ask.post, "csrfmiddlewaretoken": csrf}).encode() if ask.post is not None else b""
    lines = [
        f"{'POST' if ask.post is not None else 'GET'} {ask.path} HTTP/1.1",
        f"Host: 127.0.0.1:{port}",
        f"Cookie: {cookies}",
        "Connection: close",
    ]
    if ask.htmx:
        lines.append("HX-Request: true")
    if ask.post is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
    answer = await reader.read()
    writer.close()
    head, _, content = answer.partition(b"\r\n\r\n")
    return int(head[9:12]), content


async def _run(port, asks, cookies, csrf, at_once: int, seconds: float, turn: int) -> Result:
    result, started = Result(), time.perf_counter()

    async def user():
        nonlocal turn
        while time.perf_counter() - started < seconds:
            ask = asks[turn % len(asks)]
            turn += 1
            begun = time.perf_counter()
            try:
                status, content = await _one(port, ask, cookies, csrf)
            except OSError as error:
                result.faults.append(f"{ask.path}: {error}")
                continue
            result.times.append((time.perf_counter() - begun) * 1000)
            result.bytes = max(result.bytes, len(content))
            if status not in ask.status or (ask.marker and ask.marker.encode() not in content):
                result.faults.append(f"{ask.path}: {status}")

    await asyncio.gather(*(user() for _ in range(at_once)))
    result.seconds, result.turn = time.perf_counter() - started, turn
    return result


def run(
    port: int, asks: list[Ask], *, cookies: str, csrf: str, at_once: int = 1, seconds: float = 2, turn: int = 0
) -> Result:
    return asyncio.run(_run(port, asks, cookies, csrf, at_once, seconds, turn))
