"""`make bench`: what the portal promises, measured in one run on this machine, as a table in docs/benchmarks.md.

.venv/bin/python bin/bench.py [--quick] [--scale N] [PART …]

The data are the demo's own and, in a database beside it, the demo's many times over. Both are kept in var/bench.
Ends with an error where an aim is missed and nothing says why (`benches/missed.py`).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

os.environ["DEMO"] = "bench"  # whose folder it is that demo.py prepares

import demo
from benches import ALONE, GROWN, ON_A_COPY, SMALL, missed, start
from benches.figures import Figure
from with_servers import holds, servers

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs" / "benchmarks.md"
SCALE, QUICK_SCALE = 100, 10
SETTINGS = {"DJANGO_SETTINGS_MODULE": "portal.settings", "LOG_LEVEL": "WARNING"}
PARTS = list(dict.fromkeys([*SMALL, *GROWN, *ON_A_COPY]))
TIMES = 2  # that a page may cost in the large database, of what it costs in the demo's
HEAD = """# Målinger

Skrevet av `make bench`, {day}, på en maskin med {processors} kjerner ({machine}, Python {python}), med demoens data
og med {scale} ganger så mange. Alt er forholdstall eller grenser innenfor én kjøring, av prosessortid og kall.

| Hva | Målt | Mål | |
|---|--:|--:|---|
"""
PAGES_HEAD = """
## Sidene

Kall av funksjoner og prosessortid mot en tom side gjennom de samme mellomleddene, som den som bruker siden; i siste
kolonne hvor mye lenger den tar med {scale} ganger så mange rader, databasen medregnet.

| Hvem | Side | Kall | Tid | Spørringer | kB | Vekst |
|---|---|--:|--:|--:|--:|--:|
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument(
        "--quick", action="store_true", help=f"five minutes: {QUICK_SCALE} times, fewer rounds"
    )
    parser.add_argument("--scale", type=int, default=0)
    options = parser.parse_args()
    scale = options.scale or (QUICK_SCALE if options.quick else SCALE)
    parts = options.parts or PARTS
    found, pages = measure(parts, scale, quick=options.quick)
    text = table(found, pages, scale)
    print(text)
    if not options.parts:
        TABLE.write_text(text, encoding="utf-8")
    unexplained = [figure for figure in found if not figure.is_met and figure.key not in missed.REASONS]
    for figure in unexplained:
        print(f"Nås ikke, og ingen grunn er oppgitt: {figure.name}", file=sys.stderr)
    return 1 if unexplained else 0


def measure(parts: list[str], scale: int, *, quick: bool) -> tuple[list[Figure], list[dict[str, Any]]]:
    """The figures, and the rows of the table of pages."""
    found = start.figures() if ALONE in parts else []
    with ExitStack() as stack:
        if not holds(stack, demo.HOME):
            raise SystemExit("Målingene kjører allerede fra denne mappen.")
        environment = os.environ | SETTINGS | demo.settings(0) | demo.make_seal() | servers(stack, "bench")
        demo.prepare(environment)
        large = grown(environment, scale)
        copy = stack.enter_context(copied(large)) if set(parts) & set(ON_A_COPY) else large
        pages: dict[str, list[dict[str, Any]]] = {}
        places = (("small", SMALL, environment), ("large", GROWN, large), ("large", ON_A_COPY, copy))
        for where, names, own in places:
            for name in names:
                if name in parts:
                    print(f"· {name} ({where})", file=sys.stderr, flush=True)
                    try:
                        outcome = part(name, own, quick=quick)
                    except subprocess.CalledProcessError:
                        # It has said why; the others are measured all the same.
                        found.append(
                            Figure(f"{name}-ended", f"{name}: ble ikke målt", float("inf"), 0, "feil")
                        )
                        continue
                    pages[where] = outcome["pages"] or pages.get(where, [])
                    rows = f", {scale} × radene" if where == "large" else ""
                    found += [
                        Figure(**figure | {"name": figure["name"] + rows}) for figure in outcome["figures"]
                    ]
    rows = [
        row | {"growth": there["waited"] / row["waited"]}
        for row, there in zip(pages.get("small", []), pages.get("large", []), strict=False)
    ]
    if rows:
        worst = max(rows, key=lambda row: row["growth"])
        over = sum(row["growth"] > TIMES for row in rows)
        found += [
            Figure(
                "growth",
                f"Sider med {scale} × radene, verste",
                worst["growth"],
                TIMES,
                "×",
                note=worst["path"],
            ),
            Figure(
                "growth-over", f"Sider over {TIMES} × med {scale} × radene, av {len(rows)}", over, 0, "sider"
            ),
        ]
    return found, rows


def part(name: str, environment: dict[str, str], *, quick: bool) -> dict[str, Any]:
    """One part's outcome, from a process of its own so that no part's memory or caches are another's."""
    with tempfile.NamedTemporaryFile(suffix=".json") as out:
        words = [sys.executable, "-m", "benches", name, "--out", out.name, *(["--quick"] if quick else [])]
        subprocess.run(words, check=True, cwd=ROOT, env=environment | {"PYTHONPATH": str(ROOT / "bin")})
        return dict(json.loads(Path(out.name).read_text(encoding="utf-8")))


def grown(environment: dict[str, str], scale: int) -> dict[str, str]:
    """The same with a database of `scale` times the demo's rows, made the first time."""
    name = f"bench_{scale}"
    found = environment | addresses(environment, name)
    owner = urlsplit(environment["MIGRATE_DATABASE_URL"])
    with administrator(environment) as connection:
        made = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not made:
            print(f"· {scale} ganger så mange rader (én gang, noen minutter)", file=sys.stderr, flush=True)
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {owner.path.lstrip('/')}")
            try:
                words = [sys.executable, "manage.py", "benchdata", "--scale", str(scale)]
                subprocess.run(words, check=True, cwd=ROOT, env=found)
            except BaseException:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
                raise
        else:
            words = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(words, check=True, cwd=ROOT, env=found)
    return found


@contextmanager
def copied(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """A copy of the database to write in, with folders of its own; gone afterwards."""
    name, original = "bench_copy", urlsplit(environment["DATABASE_URL"]).path.lstrip("/")
    with administrator(environment) as connection, tempfile.TemporaryDirectory() as folder:
        connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
        own = {"MEDIA_ROOT": f"{folder}/media", "EMAIL_URL": f"filemail:///{folder}/mail"}
        Path(folder, "mail").mkdir()
        try:
            yield environment | addresses(environment, name) | own
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def addresses(environment: dict[str, str], name: str) -> dict[str, str]:
    """Of the database `name` on the same server."""
    return {
        key: urlunsplit(urlsplit(environment[key])._replace(path=f"/{name}"))
        for key in ("DATABASE_URL", "MIGRATE_DATABASE_URL")
    }


def administrator(environment: dict[str, str]) -> psycopg.Connection:
    owner = urlsplit(environment["MIGRATE_DATABASE_URL"])._replace(scheme="postgresql", path="/postgres")
    return psycopg.connect(urlunsplit(owner), autocommit=True)


def table(found: list[Figure], pages: list[dict[str, Any]], scale: int) -> str:
    """The run, as Markdown."""
    text = HEAD.format(
        day=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        processors=os.cpu_count(),
        machine=platform.machine(),
        python=platform.python_version(),
        scale=scale,
    )
    for figure in found:
        reason = "" if figure.is_met else f"**Nås ikke.** {missed.REASONS.get(figure.key, '')} "
        aim = "" if figure.aim is None else f"{'≤' if figure.at_most else '≥'} {number(figure.aim)}"
        text += (
            f"| {figure.name} | {number(figure.measured)} {figure.unit} | {aim} | {reason}{figure.note} |\n"
        )
    if pages:
        text += PAGES_HEAD.format(scale=scale)
        for row in pages:
            text += (
                f"| {row['who'] or 'anonym'} | `{row['path']}` | {number(row['calls'])} | {number(row['seconds'])} "
                f"| {row['queries']} | {row['size'] / 1000:.0f} | {number(row['growth'])} |\n"
            )
    return text


def number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.2f}"


if __name__ == "__main__":
    sys.exit(main())
