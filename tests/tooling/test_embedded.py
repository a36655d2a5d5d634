"""The embedded servers, and the demo's first look around."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis

from portal.embedded import broker, postgres
from portal.embedded.process import Outdated

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.servers


@pytest.fixture
def folder():
    """Under var/, because root's PostgreSQL is another user, who must be able to get there."""
    path = Path(tempfile.mkdtemp(prefix="test-", dir=ROOT / "var"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_the_database_comes_back_with_its_data_after_being_killed(folder):
    server = postgres.start(folder, durable=True)
    with psycopg.connect(server.url) as connection:
        connection.execute("CREATE TABLE kept (word text); INSERT INTO kept VALUES ('æøå')")
    os.kill(server.process.pid, signal.SIGKILL)
    server.process.wait()
    again = postgres.start(folder, durable=True)
    try:
        with psycopg.connect(again.url) as connection:
            assert connection.execute("SELECT word FROM kept").fetchone() == ("æøå",)
    finally:
        again.stop()


def test_data_that_an_older_version_made_is_refused_in_words(folder):
    postgres.start(folder, durable=False).stop()
    (folder / "locale").unlink()
    with pytest.raises(Outdated, match="make demo-reset"):
        postgres.start(folder, durable=False)
    (folder / "locale").write_text("--locale=C")
    with pytest.raises(Outdated):
        postgres.start(folder, durable=False)


def test_a_second_start_ends_the_server_that_was_left_behind(folder):
    left = broker.start(folder)
    again = broker.start(folder)
    try:
        assert left.process.wait(5) is not None
        assert redis.Redis.from_url(again.url).ping()
    finally:
        again.stop()


def test_the_broker_keeps_its_queue_and_its_address(folder):
    first = broker.start(folder)
    where = urlsplit(first.url)
    redis.Redis.from_url(first.url).lpush("queue", "job")
    first.stop()
    again = broker.start(folder, port=where.port, password=where.password)
    try:
        assert again.url == first.url
        assert redis.Redis.from_url(again.url).llen("queue") == 1
    finally:
        again.stop()


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DEMO": folder.name} | more
    return subprocess.run(
        [sys.executable, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_a_port_in_use_is_said_plainly(folder):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = run(folder, "bin/demo.py", PORT=port)
    assert done.returncode == 1
    assert f"Port {port} er i bruk" in done.stderr


def test_what_runs_is_not_ended_by_a_shell_nor_deleted_by_a_reset(folder):
    (folder / "something").write_text("kept")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        shell = run(
            folder, "bin/with_servers.py", "--keep", folder.name, "--", sys.executable, "-c", "print('ran')"
        )
        again = run(folder, "bin/demo.py", "--reset", FORCE="1")
    assert (shell.returncode, shell.stdout) == (1, "")
    assert "er i bruk" in shell.stderr
    assert again.returncode == 1
    assert "kjører allerede" in again.stderr
    assert (folder / "something").exists()


def test_servers_that_the_environment_names_are_the_ones_used():
    named = {"DATABASE_URL": "postgres://named", "REDIS_URL": "redis://named"}
    command = [
        sys.executable,
        "bin/with_servers.py",
        "--",
        sys.executable,
        "-c",
        "import os; print(os.environ['DATABASE_URL'], os.environ['REDIS_URL'])",
    ]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | named, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["postgres://named", "redis://named"]
