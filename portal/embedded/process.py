"""What both embedded servers need: a free port, a child of its own, and knowing when it answers."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 30
STOP_SECONDS = 15


class CannotStart(RuntimeError):
    """The server did not come up; the message holds the end of its log."""


class Outdated(CannotStart):
    """The server's data was made by an older version of the portal, and cannot be carried over."""

    def __init__(self, directory: Path) -> None:
        super().__init__(
            f"Databasen i {directory} er laget av en eldre utgave av portalen og kan ikke brukes videre. "
            "Begynn på nytt: make demo-reset"
        )


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the way to end it."""

    url: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals

    def stop(self) -> None:
        end(self.process, self.stop_signal)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def end(process: subprocess.Popen[bytes], first: signal.Signals = signal.SIGTERM) -> None:
    """Ask a child to end, wait, and kill it where it does not."""
    if process.poll() is None:
        process.send_signal(first)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def end_leftover(pid_file: Path, name: str, first: signal.Signals) -> None:
    """End the server that an earlier run left behind when it was killed, if it is still there."""
    try:
        pid = int(pid_file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    deadline = time.monotonic() + STOP_SECONDS
    if _runs(pid, name):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, first)
        while _runs(pid, name) and time.monotonic() < deadline:
            time.sleep(0.05)
    pid_file.unlink(missing_ok=True)


def wait_until(answers: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Raises `CannotStart` where the child ends or stays silent."""
    deadline = time.monotonic() + START_SECONDS
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            end(process)
            raise CannotStart(f"{process.args!r}\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


def _runs(pid: int, name: str) -> bool:
    """Whether the process is there and is what we think: a number may have been given to another program."""
    if Path("/proc/self/cmdline").exists():
        try:
            return name.encode() in Path(f"/proc/{pid}/cmdline").read_bytes()  # empty for one that has ended
        except OSError:
            return False
    words = ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)]
    line = subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip()
    return name in line and not line.startswith("Z")
