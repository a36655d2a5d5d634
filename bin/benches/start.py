"""How soon the demo and a web process answer, and what memory all of the demo takes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import demo

from benches.figures import Figure, NotMeasured, Outcome
from portal.embedded.process import end, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
DEMO_SECONDS, WEB_SECONDS, MEGABYTES = 15, 1.5, 700
LONGEST = 600  # seconds, of a start that makes the data too
PROGRAMS = ("gunicorn", "beat", "worker", "postgres", "valkey")
ROUNDS = 3
SEEN = [
    "/", "/fylker/", "/fylker/hedmark/", "/oversikt/", "/kriterier/", "/kriterier/sok/?q=papir", "/kalender/",
    "/bistand/", "/rapporter/", "/sok/?q=papir", "/maler/", "/konto/login/",
]  # fmt: skip
VISITORS = 8
KILOBYTES_IN_ONE = 1024


def figures() -> list[Figure]:
    """Of the demo's second start, and of what runs after it. No other server may have the demo's folder."""
    with running():
        pass
    begun = time.perf_counter()
    with running() as (process, port):
        taken = time.perf_counter() - begun
        with ThreadPoolExecutor(VISITORS) as pool:
            list(pool.map(lambda path: fetch(f"http://127.0.0.1:{port}{path}"), SEEN * VISITORS))
        memory = megabytes(process.pid)
    note = "make demo, til alle deler svarer"
    found = [Figure("start-demo", "Andre start av demoen", taken, DEMO_SECONDS, "s", note=note)]
    if memory:
        parts = ", ".join(
            f"{name} {size:.0f}" for name, size in sorted(memory.items(), key=lambda one: -one[1])
        )
        total = sum(memory.values())
        found.append(
            Figure("start-memory", "Minne for hele demoen", total, MEGABYTES, "MB", note=f"PSS: {parts}")
        )
    return found


def outcome(*, quick: bool) -> Outcome:
    """Of a web process, with the servers that are there."""
    least = min(first_answer() for _round in range(1 if quick else ROUNDS))
    note = "gunicorn med én prosess, til forsiden er der"
    return Outcome(
        [Figure("start-web", "En web-prosess til første svar", least, WEB_SECONDS, "s", note=note)]
    )


def first_answer() -> float:
    """Seconds."""
    port = free_port()
    command = [
        BIN / "gunicorn",
        "portal.wsgi",
        "--config",
        "python:portal.web_process",
        "--no-control-socket",
    ]
    place = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--log-level", "error"]
    begun = time.perf_counter()
    process = subprocess.Popen([*command, *place], cwd=ROOT, env=os.environ | {"DATABASE_POOL": "1"})
    try:
        wait(process, lambda: bool(fetch(f"http://127.0.0.1:{port}/")))
        return time.perf_counter() - begun
    finally:
        end(process)


@contextmanager
def running() -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """`make demo` at a port of its own, from when everything answers."""
    port = free_port()
    process = subprocess.Popen(
        ["make", "demo"],
        cwd=ROOT,
        env=os.environ | {"PORT": str(port)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        wait(process, lambda: bool(demo.health_of(port)["workers"]))
        yield process, port
    finally:
        os.killpg(process.pid, signal.SIGINT)  # make and the demo, as Ctrl-C does
        process.wait()


def wait(process: subprocess.Popen[bytes], happened: Callable[[], bool]) -> None:
    """Raises `NotMeasured` where the process ends, or it takes too long."""
    deadline = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(OSError):
            if happened():
                return
        time.sleep(0.01)
    raise NotMeasured(f"{process.args!r} does not answer")


def fetch(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=LONGEST) as answer:  # noqa: S310 - to oneself
        return bytes(answer.read())


def megabytes(pid: int) -> dict[str, float]:
    """By program, of the process and all below it: each page of memory shared out among those that have it (PSS).

    Empty where the system does not tell (not Linux).
    """
    found = defaultdict[str, float](float)
    for process in below(pid):
        with suppress(OSError):  # it has ended
            rolled = Path(f"/proc/{process}/smaps_rollup").read_text()
            words = Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ").split()
            name = next((name for name in PROGRAMS if any(name in word for word in words)), "annet")
            shared = next(line for line in rolled.splitlines() if line.startswith("Pss:"))
            found[name] += int(shared.split()[1]) / KILOBYTES_IN_ONE
    return found


def below(pid: int) -> list[int]:
    children: dict[int, list[int]] = defaultdict(list)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            children[int(stat.read_text().rpartition(")")[2].split()[1])].append(int(stat.parent.name))
    found = [pid]
    for parent in found:  # which grows
        found += children[parent]
    return found
