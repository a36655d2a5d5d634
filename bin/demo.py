"""`make demo`: servers, data, web, worker and beat in one console, until Ctrl-C.

.venv/bin/python bin/demo.py [--reset]
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections import deque
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from with_servers import Outdated, holds, servers  # which also puts the portal on the path

from reporting.seal import authority  # after the line above

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "var" / os.environ.get("DEMO", "demo")
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
TODAY = "2011-02-15"
START_SECONDS = 60
RUNS = "Demoen kjører allerede fra denne mappen. Stopp den med Ctrl-C først."
ACCOUNTS = [
    "koordinator.hedmark",
    "fylkesmann.hedmark",
    "knutepunkt.hedmark",
    "styringsgruppe.hedmark",
    "difi",
    "departement",
    "ks",
    "panel",
    "innkjoper",
    "administrator",
]


class Stopped(Exception):
    """Ctrl-C, or the system asks the demo to end."""


class Child:
    """A process of the demo, its lines shown with its name, in a group of its own so that all of it can end."""

    loud = threading.Event()  # set when all is up: what they say of their own starting is only kept

    def __init__(self, name: str, command: list[str | Path], environment: dict[str, str]) -> None:
        self.name = name
        self.last: deque[str] = deque(maxlen=15)
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._show, daemon=True).start()

    def _show(self) -> None:
        for line in self.process.stdout or []:
            self.last.append(line)
            if self.loud.is_set():
                print(f"{self.name:>7} │ {line}", end="", flush=True)

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()  # the parent lets its own children finish what they are at
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


def main() -> int:
    if "--reset" in sys.argv and not reset():
        return 1
    port = int(os.environ.get("PORT") or "8000")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    with ExitStack() as stack:
        if not holds(stack, HOME):
            return fail(RUNS)
        if not port_is_free(port):
            return fail(f"Port {port} er i bruk. Velg en annen: PORT=8001 make demo")
        try:
            run(stack, port)
        except Stopped:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_IGN)  # nothing may stop the stopping
            print("\nStopper demoen …", flush=True)
        except Outdated as error:
            return fail(str(error))
        except subprocess.CalledProcessError as error:
            return fail(f"Kommandoen feilet: {' '.join(map(str, error.cmd))}")
    return 0


def run(stack: ExitStack, port: int) -> None:
    """Start everything and watch it; ends by `Stopped`, or by itself when a part has ended."""
    print("· Starter database og meldingskø", flush=True)
    environment = os.environ | settings(port) | make_seal() | servers(stack, HOME.name)
    prepare(environment)
    environment.pop("MIGRATE_DATABASE_URL", None)  # what runs has no way to the owner
    commands: dict[str, list[str | Path]] = {
        "web": [
            BIN / "gunicorn",
            "portal.wsgi",
            "--config",
            "python:portal.web_process",
            "--bind",
            f"127.0.0.1:{port}",
            "--workers",
            "2",
        ],
        "worker": worker("waited,mail"),
        "mass": worker("mass,waited"),
        "beat": [
            BIN / "celery",
            "-A",
            "portal.beat",
            "beat",
            "--loglevel",
            "WARNING",
            "--schedule",
            HOME / "beat",
        ],
    }
    commands["web"] += ["--log-level", "warning", "--no-control-socket"]
    children = []
    for name, command in commands.items():
        child = Child(name, command, environment | ({"DATABASE_POOL": "1"} if name == "web" else {}))
        stack.callback(child.stop)
        children.append(child)
    wait_for_health(port, children)
    if all(child.process.poll() is None for child in children):
        welcome(port)
        Child.loud.set()
    while all(child.process.poll() is None for child in children):
        time.sleep(0.5)
    ended = next(child for child in children if child.process.poll() is not None)
    print(f"\n{ended.name} stoppet uventet (kode {ended.process.returncode}). De siste linjene:", flush=True)
    print("".join(ended.last), flush=True)


def worker(queues: str) -> list[str | Path]:
    """One for each sort of work, so that nobody waits behind what comes in heaps."""
    name = queues.partition(",")[0]
    how = ["--queues", queues, "--hostname", f"{name}@%h", "--concurrency", "1", "--loglevel", "WARNING"]
    return [BIN / "celery", "-q", "-A", "portal", "worker", *how]


def make_seal() -> dict[str, str]:
    """The demo's own authority, made at its first start, and the seal that it vouches for."""
    folder = HOME / "seal"
    if not (folder / authority.AUTHORITY_FILE).exists():
        shutil.rmtree(folder, ignore_errors=True)  # of a start that was stopped halfway
        authority.make(
            folder,
            authority="Demonstrasjon: Innkjøpsprogrammets sertifikatutsteder",
            holder="Demonstrasjon: Innkjøpsportalens segl",
            organisation="Demonstrasjon",
        )
    return {
        "SEAL_PKCS12": str(folder / authority.SEAL_FILE),
        "SEAL_AUTHORITIES": str(folder / authority.AUTHORITY_FILE),
    }


def settings(port: int) -> dict[str, str]:
    secret = HOME / "secret-key"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(50))
    return {
        "SECRET_KEY": secret.read_text(),
        "PORTAL_DEMO": "true",
        "REAUTHENTICATION_TIMEOUT": os.environ.get("REAUTHENTICATION_TIMEOUT", "28800"),
        "PORTAL_TODAY": os.environ.get("PORTAL_TODAY", TODAY),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port}",
        "SECURE": "false",
        "PYTHONWARNINGS": "ignore:You're running the worker",  # as root, which a demo may
        "EMAIL_URL": f"filemail:///{HOME / 'mail'}",
        "MEDIA_ROOT": str(HOME / "media"),
        "STATIC_ROOT": str(HOME / "static"),
    }


def prepare(environment: dict[str, str]) -> None:
    """Migrate, load and collect; quick where there is nothing new."""
    (HOME / "mail").mkdir(exist_ok=True)
    print("· Klargjør database og stilark (første gang tar det et halvt minutt)", flush=True)
    subprocess.run([*MANAGE, "prepare_demo"], cwd=ROOT, env=environment, check=True)
    stamp, version = HOME / "static.version", static_version()
    if not stamp.exists() or stamp.read_text() != version:
        subprocess.run(
            [*MANAGE, "collectstatic", "--noinput", "-v", "0"], cwd=ROOT, env=environment, check=True
        )
        stamp.write_text(version)


def static_version() -> str:
    """Changes when one of the static files does."""
    files = [ROOT / "package-lock.json", *sorted((ROOT / "static").rglob("*"))]
    return str(max(path.stat().st_mtime_ns for path in files)) + f" {len(files)}"


def wait_for_health(port: int, children: list[Child]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and all(child.process.poll() is None for child in children):
        with suppress(OSError):
            if health_of(port)["workers"]:
                return
        time.sleep(0.3)


def health_of(port: int) -> dict[str, Any]:
    """Also of one that is not well, as before its first sweep. Raises `OSError` where nothing answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/helse/", timeout=5) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as unwell:
        return dict(json.load(unwell))


def welcome(port: int) -> None:
    accounts = "\n".join(f"    {name}@demo.example" for name in ACCOUNTS)
    print(
        f"\n  Portalen kjører: http://127.0.0.1:{port}/\n\n  Kontoer, alle med passordet innkjop-2011:\n{accounts}\n"
        "    (bytt ut «hedmark» med et annet fylke for å se det)\n\n"
        f"  E-post legges i {HOME.relative_to(ROOT) / 'mail'}. Stopp med Ctrl-C.\n",
        flush=True,
    )


def reset() -> bool:
    """Throw the demo's data away, after asking, where it does not run."""
    with ExitStack() as stack:
        if not holds(stack, HOME):
            fail(RUNS)
            return False
    if (HOME / "postgres").exists() and os.environ.get("FORCE") != "1":
        answer = input("Slette alt i demoen og begynne på nytt? Skriv ja: ")
        if answer.strip().lower() != "ja":
            print("Ingenting er slettet.")
            return False
    shutil.rmtree(HOME, ignore_errors=True)
    return True


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def fail(text: str) -> int:
    print(text, file=sys.stderr)
    return 1


def _stop(*_args: object) -> None:
    raise Stopped


if __name__ == "__main__":
    sys.exit(main())
