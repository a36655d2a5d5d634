"""Run a command with a database and a broker: the ones that DATABASE_URL and REDIS_URL name, else embedded.

    .venv/bin/python bin/with_servers.py [--keep NAME] -- COMMAND …

Without --keep the servers are a test's: their own folder under var/, fast, and gone afterwards.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADDRESSES = ("DATABASE_URL", "MIGRATE_DATABASE_URL", "REDIS_URL")
sys.path.insert(0, str(ROOT))

from portal.embedded import broker, postgres  # noqa: E402 - after the path above
from portal.embedded.process import Outdated  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", metavar="NAME", help="use and keep var/NAME, for example demo")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    command = [word for word in options.command if word != "--"]
    signal.signal(signal.SIGTERM, lambda *_args: sys.exit(143))
    with ExitStack() as stack:
        try:
            if options.keep and not holds(stack, ROOT / "var" / options.keep):
                print(
                    f"var/{options.keep} er i bruk. Stopp demoen, eller det andre skallet, først.",
                    file=sys.stderr,
                )
                return 1
            environment = servers(stack, options.keep)
            return subprocess.run(command, check=False, cwd=ROOT, env=os.environ | environment).returncode
        except Outdated as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130


def holds(stack: ExitStack, folder: Path) -> bool:
    """Whether the servers of a folder that is kept are ours until `stack` ends: to start them ends another's."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = stack.enter_context((folder / "lock").open("w"))
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def servers(stack: ExitStack, keep: str | None) -> dict[str, str]:
    """The addresses, of servers that end with `stack` where they were started here."""
    folder = ROOT / "var" / keep if keep else _scratch(stack)
    found = {name: os.environ[name] for name in ADDRESSES if os.environ.get(name)}
    if "DATABASE_URL" not in found:
        database = postgres.start(folder / "postgres", durable=bool(keep))
        stack.callback(database.stop)
        found |= {"DATABASE_URL": database.application_url, "MIGRATE_DATABASE_URL": database.url}
    if "REDIS_URL" not in found:
        server = broker.start(folder / "broker")
        stack.callback(server.stop)
        found["REDIS_URL"] = server.url
    return found


def _scratch(stack: ExitStack) -> Path:
    (ROOT / "var").mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="test-", dir=ROOT / "var"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
